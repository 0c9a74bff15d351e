//! `AsciiDoc`.
//!
//! A mark that could mean something is written as a character reference, which every processor shows as the character, and a
//! line that could begin a block begins with `{empty}`. Styles take the double marks, which hold anywhere.

use std::fmt::Write as _;

use super::{
    Page,
    put::put,
    tree::{Alert, Block, Inline, Item, Side, Table, letters},
};

pub(super) fn write(page: &Page<'_>) -> String {
    let (blocks, is_titled) = page.blocks();
    let (title, rest) = match blocks.split_first() {
        Some((Block::Heading { words, .. }, rest)) if is_titled => (letters(words), rest),
        _ => (page.title.to_owned(), blocks.as_slice()),
    };
    let mut writer = Writer { out: format!("= {}\n", words(&title)), ..Writer::default() };
    if let Some(date) = page.date.filter(|_| !is_titled) {
        put(&mut writer.out, format_args!(":revdate: {date}\n"));
    }
    put(&mut writer.out, format_args!(":lang: {}\n\n", page.language.replace(char::is_whitespace, "")));
    writer.blocks(rest);
    format!("{}\n", writer.out.trim_end())
}

#[derive(Default)]
struct Writer {
    out: String,
    /// How many lists are open in the innermost quotation.
    lists: usize,
    /// How many lists and quotations are open in all.
    depth: usize,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block]) {
        for (place, block) in blocks.iter().enumerate() {
            let is_list = matches!(block, Block::List { .. });
            if is_list && place > 0 && matches!(blocks[place - 1], Block::List { .. }) {
                // Else the second list would go on with the first.
                self.out.push_str("//-\n\n");
            }
            self.block(block);
            self.out.push('\n');
        }
    }

    /// A block, ending in one line end.
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, words } if self.depth == 0 => {
                let marks = "=".repeat(usize::from((*level).clamp(2, 6)));
                put(&mut self.out, format_args!("{marks} {}\n", line(words)));
            }
            // A section cannot begin within a list or a quotation.
            Block::Heading { words, .. } => put(&mut self.out, format_args!("**{}**\n", line(words))),
            Block::Paragraph(words) => put(&mut self.out, format_args!("{}\n", lines(words))),
            Block::List { start, items } => self.list(*start, items),
            Block::Code { language, text } => self.code(language.as_deref(), text),
            Block::Quote(alert, blocks) => self.quote(*alert, blocks),
            Block::Table(table) => self.table(table),
            Block::Rule => self.out.push_str("'''\n"),
            Block::Footnote(number, blocks) => {
                put(&mut self.out, format_args!("^{number}^\n"));
                self.quote(None, blocks);
            }
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        self.depth += 1;
        self.lists += 1;
        let mark = if start.is_some() { "." } else { "*" }.repeat(self.lists);
        if let Some(start) = start.filter(|start| *start != 1) {
            put(&mut self.out, format_args!("[start={start}]\n"));
        }
        for item in items {
            put(&mut self.out, format_args!("{mark} "));
            self.out.push_str(match item.done {
                None => "",
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
            });
            self.inside(&item.blocks);
        }
        self.lists -= 1;
        self.depth -= 1;
    }

    fn inside(&mut self, blocks: &[Block]) {
        let begins_with_words = matches!(blocks.first(), Some(Block::Paragraph(_)));
        if !begins_with_words {
            self.out.push_str("{empty}\n");
        }
        for (place, block) in blocks.iter().enumerate() {
            match block {
                Block::Paragraph(words) if place == 0 => put(&mut self.out, format_args!("{}\n", lines(words))),
                Block::List { .. } => self.block(block),
                other => {
                    self.out.push_str("+\n");
                    self.block(other);
                }
            }
        }
    }

    fn code(&mut self, language: Option<&str>, text: &str) {
        let longest = text.lines().filter(|line| line.trim_end().bytes().all(|byte| byte == b'-')).map(str::len).max();
        let fence = "-".repeat(longest.map_or(4, |longest| (longest + 1).max(4)));
        let language = language.map_or(String::new(), |name| format!(",{name}"));
        put(&mut self.out, format_args!("[source{language},subs=\"specialcharacters\"]\n{fence}\n"));
        for line in text.lines() {
            // Directives are read before all else, in code too.
            let is_directive = ["include::", "ifdef::", "ifndef::", "ifeval::", "endif::"]
                .iter()
                .any(|directive| line.trim_start_matches('\\').starts_with(directive));
            self.out.push_str(if is_directive { "\\" } else { "" });
            self.out.push_str(line);
            self.out.push('\n');
        }
        put(&mut self.out, format_args!("{fence}\n"));
    }

    fn quote(&mut self, alert: Option<Alert>, blocks: &[Block]) {
        self.depth += 1;
        let lists = std::mem::take(&mut self.lists);
        let (mark, style) = match alert {
            None => ("_", "quote"),
            Some(Alert::Note) => ("=", "NOTE"),
            Some(Alert::Tip) => ("=", "TIP"),
            Some(Alert::Important) => ("=", "IMPORTANT"),
            Some(Alert::Warning) => ("=", "WARNING"),
            Some(Alert::Caution) => ("=", "CAUTION"),
        };
        // The marks of a block within are longer than those around it.
        let fence = mark.repeat(3 + self.depth);
        put(&mut self.out, format_args!("[{style}]\n{fence}\n"));
        self.blocks(blocks);
        self.out.truncate(self.out.trim_end().len());
        put(&mut self.out, format_args!("\n{fence}\n"));
        self.lists = lists;
        self.depth -= 1;
    }

    fn table(&mut self, table: &Table) {
        let sides: Vec<&str> = (0..table.head.len())
            .map(|column| match table.sides.get(column) {
                Some(Side::Centre) => "^1",
                Some(Side::Right) => ">1",
                _ => "<1",
            })
            .collect();
        put(&mut self.out, format_args!("[cols=\"{}\",options=\"header\"]\n|===\n", sides.join(",")));
        for cells in std::iter::once(&table.head).chain(&table.rows) {
            for cell in cells {
                put(&mut self.out, format_args!("|{}\n", line(cell)));
            }
        }
        self.out.push_str("|===\n");
    }
}

/// Inlines on one line.
fn line(words: &[Inline]) -> String {
    inlines(words).replace(" +\n", " ")
}

/// Inlines on the lines that the writer meant, none of which begins like a block.
fn lines(words: &[Inline]) -> String {
    let laid: Vec<String> = inlines(words).lines().map(harmless_start).collect();
    laid.join("\n")
}

fn harmless_start(line: &str) -> String {
    let trimmed = line.trim_start();
    let first_word = trimmed.split_whitespace().next().unwrap_or_default();
    let is_plain = trimmed.starts_with(|letter: char| letter.is_alphabetic())
        && !first_word.ends_with(['.', ')', ':'])
        && !first_word.contains("::");
    let is_style = trimmed.starts_with("**") && !trimmed.starts_with("** ")
        || trimmed.starts_with("``")
        || trimmed.starts_with("link:");
    if is_plain || is_style { trimmed.to_owned() } else { format!("{{empty}}{trimmed}") }
}

fn inlines(all: &[Inline]) -> String {
    let mut out = String::new();
    for inline in all {
        match inline {
            Inline::Text(text) => out.push_str(&words(text)),
            Inline::Code(code) => out.push_str(&styled("``", &referenced(code))),
            Inline::Emphasis(words) => out.push_str(&styled("__", &inlines(words))),
            Inline::Strong(words) => out.push_str(&styled("**", &inlines(words))),
            Inline::Strike(words) => {
                let inside = styled("##", &inlines(words));
                out.push_str(&inside.replacen("##", "[.line-through]##", 1));
            }
            Inline::Link { address, words } => {
                let label = if letters(words) == *address { String::new() } else { line(words) };
                put(&mut out, format_args!("link:++{}++[{label}]", address.replace("++", "%2B%2B")));
            }
            Inline::Space => out.push(' '),
            Inline::Break => out.push_str(" +\n"),
            Inline::FootnoteMark(number) => put(&mut out, format_args!("^{number}^")),
        }
    }
    out
}

fn styled(mark: &str, text: &str) -> String {
    let inside = text.trim();
    if inside.is_empty() {
        return text.to_owned();
    }
    let before = &text[..text.len() - text.trim_start().len()];
    let after = &text[text.trim_end().len()..];
    format!("{before}{mark}{inside}{mark}{after}")
}

fn reference(letter: char) -> String {
    format!("&#{};", u32::from(letter))
}

/// Code: whatever is no letter, digit or quiet sign is a reference.
fn referenced(code: &str) -> String {
    code.chars()
        .map(|letter| match letter {
            '/' | ',' | '@' | '%' | '!' | '?' | ' ' => letter.to_string(),
            other if other.is_ascii() && !other.is_ascii_alphanumeric() => reference(other),
            other => other.to_string(),
        })
        .collect()
}

/// Words whose marks mean nothing.
fn words(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let at = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied();
    let mut out = String::with_capacity(text.len() + 8);
    for (place, letter) in letters.iter().copied().enumerate() {
        let (before, next) = (at(place.checked_sub(1)), at(Some(place + 1)));
        let is_inside = before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        let means_nothing = match letter {
            '_' => is_inside,
            // `#12` begins nothing that a sign before a digit could end.
            '#' => next.is_some_and(|next| next.is_ascii_digit()) && before != Some('#'),
            '-' => before != Some('-') && next != Some('-') && next != Some('>'),
            '.' => before != Some('.') && next != Some('.'),
            ':' => next != Some(':') && before != Some(':'),
            ';' => next != Some(';') && before != Some(';'),
            '(' => !next.is_some_and(|next| "CRT(".contains(next)),
            ')' => before != Some(')') && next != Some(')'),
            '$' => before != Some('$') && next != Some('$'),
            '*' | '`' | '+' | '^' | '~' | '[' | ']' | '{' | '}' | '<' | '>' | '&' | '\\' | '|' => false,
            _ => true,
        };
        match letter {
            '\n' => out.push(' '),
            letter if means_nothing => out.push(letter),
            letter => write!(out, "{}", reference(letter)).expect("writing to a string does not fail"),
        }
    }
    out
}
