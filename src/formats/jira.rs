//! The wiki markup of Jira.
//!
//! What means something is escaped by a backslash where the markup has that, else written as a character reference, which
//! Jira shows as the character.

use std::fmt::Write as _;

use super::{
    Page, plain,
    put::put,
    tree::{Alert, Block, Inline, Item, Table},
};

pub(super) fn write(page: &Page<'_>) -> String {
    let (blocks, is_titled) = page.blocks();
    let mut writer = Writer::default();
    if !is_titled {
        writer.out = format!("h1. {}\n\n", words(page.title));
    }
    writer.blocks(&blocks);
    format!("{}\n", writer.out.trim_end())
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The marks of the lists that are open: `*` and `#`.
    marks: String,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
            self.out.push('\n');
        }
    }

    /// A block, ending in one line end.
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, words } => put(&mut self.out, format_args!("h{level}. {}\n", line(words))),
            Block::Paragraph(words) => put(&mut self.out, format_args!("{}\n", lines(words))),
            Block::List { start, items } => self.list(*start, items),
            Block::Code { language, text } => self.code(language.as_deref(), text),
            Block::Quote(None, blocks) => self.wrapped("{quote}", blocks),
            Block::Quote(Some(alert), blocks) => self.panel(*alert, blocks),
            Block::Table(table) => self.table(table),
            Block::Rule => self.out.push_str("----\n"),
            Block::Footnote(number, blocks) => {
                put(&mut self.out, format_args!("^{number}^ "));
                self.inside(blocks);
            }
        }
    }

    fn wrapped(&mut self, mark: &str, blocks: &[Block]) {
        // A list within cannot go on outside.
        let marks = std::mem::take(&mut self.marks);
        // One quotation cannot stand in another one: the mark would end the outer.
        if blocks.iter().any(holds_quote) {
            put(&mut self.out, format_args!("{mark}\n"));
            let flat: Vec<Block> = blocks.iter().cloned().flat_map(unquoted).collect();
            self.blocks(&flat);
        } else {
            put(&mut self.out, format_args!("{mark}\n"));
            self.blocks(blocks);
        }
        self.out.truncate(self.out.trim_end().len());
        put(&mut self.out, format_args!("\n{mark}\n"));
        self.marks = marks;
    }

    fn panel(&mut self, alert: Alert, blocks: &[Block]) {
        let marks = std::mem::take(&mut self.marks);
        put(&mut self.out, format_args!("{{panel:title={}}}\n", alert.word()));
        let flat: Vec<Block> = blocks.iter().cloned().flat_map(unquoted).collect();
        self.blocks(&flat);
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str("\n{panel}\n");
        self.marks = marks;
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        let before = self.marks.len();
        self.marks.push(if start.is_some() { '#' } else { '*' });
        for item in items {
            put(&mut self.out, format_args!("{} ", self.marks));
            if let Some(done) = item.done {
                self.out.push_str(if done { "☑ " } else { "☐ " });
            }
            self.inside(&item.blocks);
        }
        self.marks.truncate(before);
    }

    /// Blocks that go on in the line that is begun: an item of a list knows no blank line.
    fn inside(&mut self, blocks: &[Block]) {
        for (place, block) in blocks.iter().enumerate() {
            match block {
                Block::Paragraph(words) if place == 0 => self.out.push_str(&lines(words).replace('\n', " \\\\ ")),
                Block::Paragraph(words) => {
                    self.out.truncate(self.out.trim_end().len());
                    put(&mut self.out, format_args!(" \\\\ {}", lines(words).replace('\n', " \\\\ ")));
                }
                Block::Heading { words, .. } => put(&mut self.out, format_args!("*{}*", line(words))),
                Block::List { start, items } => {
                    self.line_end();
                    self.list(*start, items);
                }
                other => {
                    self.line_end();
                    self.block(other);
                }
            }
        }
        self.line_end();
    }

    fn line_end(&mut self) {
        if !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Nothing is escaped within `{code}`, so what would end it stands in `{noformat}`, and what would end both stands line by
    /// line.
    fn code(&mut self, language: Option<&str>, text: &str) {
        let text = text.strip_suffix('\n').unwrap_or(text);
        if !text.contains("{code") {
            let language = language.filter(|name| name.chars().all(|letter| letter.is_ascii_alphanumeric()));
            let language = language.map_or(String::new(), |name| format!(":{}", name.to_ascii_lowercase()));
            put(&mut self.out, format_args!("{{code{language}}}\n{text}\n{{code}}\n"));
        } else if !text.contains("{noformat") {
            put(&mut self.out, format_args!("{{noformat}}\n{text}\n{{noformat}}\n"));
        } else {
            let each: Vec<String> = text.lines().map(monospaced).collect();
            put(&mut self.out, format_args!("{}\n", each.join(" \\\\\n")));
        }
    }

    fn table(&mut self, table: &Table) {
        let row = |cells: &[Vec<Inline>], mark: &str| {
            let cells: Vec<String> = cells
                .iter()
                .map(|cell| {
                    let words = line(cell);
                    if words.is_empty() { " ".to_owned() } else { format!(" {words} ") }
                })
                .collect();
            format!("{mark}{}{mark}\n", cells.join(mark))
        };
        self.out.push_str(&row(&table.head, "||"));
        for cells in &table.rows {
            self.out.push_str(&row(cells, "|"));
        }
    }
}

fn holds_quote(block: &Block) -> bool {
    match block {
        Block::Quote(..) => true,
        Block::List { items, .. } => items.iter().flat_map(|item| &item.blocks).any(holds_quote),
        Block::Footnote(_, blocks) => blocks.iter().any(holds_quote),
        _ => false,
    }
}

/// A block without quotations around its parts.
fn unquoted(block: Block) -> Vec<Block> {
    match block {
        Block::Quote(_, blocks) => blocks.into_iter().flat_map(unquoted).collect(),
        Block::List { start, items } => {
            let inside = |item: Item| Item { blocks: item.blocks.into_iter().flat_map(unquoted).collect(), ..item };
            vec![Block::List { start, items: items.into_iter().map(inside).collect() }]
        }
        Block::Footnote(number, blocks) => {
            vec![Block::Footnote(number, blocks.into_iter().flat_map(unquoted).collect())]
        }
        other => vec![other],
    }
}

/// Inlines on one line.
fn line(words: &[Inline]) -> String {
    inlines(words, "").replace('\n', " ")
}

/// Inlines on the lines that the writer meant, none of which begins like a block.
fn lines(words: &[Inline]) -> String {
    let laid: Vec<String> = inlines(words, "").lines().map(harmless_start).collect();
    laid.join("\n")
}

/// `h1. x`, `bq. x` and the like at a line's beginning are blocks; their first letter is written as a reference.
fn harmless_start(line: &str) -> String {
    let trimmed = line.trim_start();
    let word = trimmed.split_once(". ").map_or(trimmed.trim_end_matches('.'), |(word, _)| word);
    let is_block = word == "bq" || (word.len() == 2 && word.starts_with('h') && word.as_bytes()[1].is_ascii_digit());
    match trimmed.chars().next() {
        Some(first @ ('#' | '|')) => format!("{}{}", reference(first), &trimmed[1..]),
        Some(first) if is_block => format!("{}{}", reference(first), &trimmed[1..]),
        _ => trimmed.to_owned(),
    }
}

fn inlines(all: &[Inline], open: &str) -> String {
    let mut out = String::new();
    for (place, inline) in all.iter().enumerate() {
        let goes_on = matches!(all.get(place + 1), Some(Inline::Text(text)) if text.starts_with(char::is_alphanumeric));
        let is_in_word = goes_on || out.ends_with(char::is_alphanumeric);
        let mut mark = |mark: char, words: &[Inline]| {
            let (mark, text) = (mark, marked(mark, words, open, is_in_word));
            // Two styles without anything between them would share a mark.
            let touches = out.ends_with(mark) && !out.ends_with('}') && text.starts_with(mark);
            out.push_str(if touches { " " } else { "" });
            out.push_str(&text);
        };
        match inline {
            Inline::Text(text) => out.push_str(&words(text)),
            Inline::Code(code) => out.push_str(&monospaced(code)),
            Inline::Emphasis(words) => mark('_', words),
            Inline::Strong(words) => mark('*', words),
            Inline::Strike(words) => mark('-', words),
            Inline::Link { address, words: label } => {
                let label = plain::inlines(label).replace('\n', " ");
                // An address that holds `|` or `]` does not come here: those are percent-encoded.
                let label = if label == *address { String::new() } else { format!("{}|", words(&label)) };
                put(&mut out, format_args!("[{label}{address}]"));
            }
            Inline::Space => out.push(' '),
            Inline::Break => out.push('\n'),
            Inline::FootnoteMark(number) => put(&mut out, format_args!("^{number}^")),
        }
    }
    out
}

/// Words between marks, which hold no space at their ends; within a word braces part them from it.
fn marked(mark: char, words: &[Inline], open: &str, is_in_word: bool) -> String {
    if open.contains(mark) {
        return inlines(words, open);
    }
    let text = inlines(words, &format!("{open}{mark}")).replace('\n', " ");
    let inside = text.trim();
    if inside.is_empty() {
        return text;
    }
    let before = &text[..text.len() - text.trim_start().len()];
    let after = &text[text.trim_end().len()..];
    let mark = if is_in_word { format!("{{{mark}}}") } else { mark.to_string() };
    format!("{before}{mark}{inside}{mark}{after}")
}

fn monospaced(code: &str) -> String {
    let inside: String = code
        .chars()
        .map(|letter| match letter {
            letter if letter.is_alphanumeric() || letter == ' ' => letter.to_string(),
            '.' | ',' | '/' | '=' | '"' | '\'' | '$' | '%' | ';' | '@' | ')' | '<' | '>' => letter.to_string(),
            other if other.is_ascii() => reference(other),
            other => other.to_string(),
        })
        .collect();
    if inside.trim().is_empty() { inside } else { format!("{{{{{inside}}}}}") }
}

fn reference(letter: char) -> String {
    format!("&#{};", u32::from(letter))
}

/// Words whose marks mean nothing.
fn words(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    let in_word = |place: Option<usize>| {
        place.and_then(|place| letters.get(place)).is_some_and(|letter| letter.is_alphanumeric())
    };
    for (place, letter) in letters.iter().copied().enumerate() {
        let next = letters.get(place + 1).copied();
        let before = place.checked_sub(1).map(|before| letters[before]);
        match letter {
            '{' | '}' | '[' | ']' | '*' | '_' | '+' | '^' | '~' | '!' | '|' => write!(out, "\\{letter}"),
            '-' if !(in_word(place.checked_sub(1)) && in_word(Some(place + 1))) => write!(out, "\\-"),
            '?' if next == Some('?') || before == Some('?') => write!(out, "\\?"),
            '\\' => write!(out, "{}", reference(letter)),
            '&' if next.is_some_and(|next| next == '#' || next.is_ascii_alphabetic()) => write!(out, "&amp;"),
            // Faces and signs such as `:)`, `;)` and `(x)`.
            '(' if is_sign(&letters[place + 1..]) => write!(out, "{}", reference(letter)),
            ':' | ';' if next.is_some_and(|next| ")(DP".contains(next)) => write!(out, "{}", reference(letter)),
            '\n' => write!(out, " "),
            other => write!(out, "{other}"),
        }
        .expect("writing to a string does not fail");
    }
    out
}

/// Whether Jira draws a sign for what an opening parenthesis begins.
fn is_sign(rest: &[char]) -> bool {
    let name: String = rest.iter().take(8).take_while(|letter| **letter != ')').collect();
    let signs =
        ["/", "x", "!", "+", "-", "?", "on", "off", "y", "n", "i", "*", "*r", "*g", "*b", "*y", "flag", "flagoff"];
    signs.contains(&name.to_lowercase().as_str()) && rest.get(name.chars().count()) == Some(&')')
}
