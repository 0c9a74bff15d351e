//! `reStructuredText`, as parts of a document that exists: entries of a changelog.
//!
//! Marks that are words are escaped by a backslash. The markup has no styles within each other, so code and links within stressed
//! words stand beside them, and headings of an entry are stressed paragraphs.

use super::{
    put::put,
    read,
    tree::{Alert, Block, Inline, Item, Table, letters},
};

/// Markdown as `reStructuredText`, without an end of line. `bullet` is what items begin with, its spaces included.
pub fn restructured(markdown: &str, bullet: &str) -> String {
    let mut lines = Vec::new();
    Writer { bullet }.blocks(&read(markdown), &mut lines);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

struct Writer<'a> {
    bullet: &'a str,
}

impl Writer<'_> {
    fn blocks(&self, blocks: &[Block], lines: &mut Vec<String>) {
        for (place, block) in blocks.iter().enumerate() {
            let mut inside = Vec::new();
            self.block(block, &mut inside);
            if inside.is_empty() {
                continue;
            }
            if !lines.is_empty() {
                lines.push(String::new());
            }
            let before = place.checked_sub(1).map(|before| &blocks[before]);
            let goes_on = match block {
                Block::List { .. } => matches!(before, Some(Block::List { .. })),
                Block::Quote(None, _) => before.is_some(),
                _ => false,
            };
            if goes_on {
                // Else it would go on with what stands before: an empty comment ends that.
                lines.extend(["..".to_owned(), String::new()]);
            }
            lines.append(&mut inside);
        }
    }

    fn block(&self, block: &Block, lines: &mut Vec<String>) {
        match block {
            Block::Heading { words, .. } => lines.push(begun(&inlines(words, "**"))),
            Block::Paragraph(words) => lines.push(paragraph(words)),
            Block::List { start, items } => self.list(*start, items, lines),
            Block::Code { language, text } => {
                let name: String =
                    language.iter().flat_map(|name| name.chars()).filter(|letter| is_of_language(*letter)).collect();
                lines.push(if name.is_empty() { "::".to_owned() } else { format!(".. code-block:: {name}") });
                lines.push(String::new());
                lines.extend(text.lines().map(|line| format!("    {line}")));
            }
            Block::Quote(alert, blocks) => {
                let mut inside = Vec::new();
                self.blocks(blocks, &mut inside);
                if let Some(alert) = alert {
                    lines.extend([format!(".. {}::", directive(*alert)), String::new()]);
                }
                lines.extend(inside.iter().map(|line| indented(line, 3)));
            }
            Block::Table(table) => Self::table(table, lines),
            // A line across may not stand where a part begins or ends.
            Block::Rule => {}
            Block::Footnote(number, blocks) => {
                let mut inside = Vec::new();
                self.blocks(blocks, &mut inside);
                hung(&format!("\\[{number}] "), 0, &inside, lines);
            }
        }
    }

    fn list(&self, start: Option<u64>, items: &[Item], lines: &mut Vec<String>) {
        let is_loose = items.iter().any(|item| item.blocks.len() > 1);
        for (place, item) in items.iter().enumerate() {
            if place > 0 && is_loose {
                lines.push(String::new());
            }
            let mark = match start {
                None => self.bullet.to_owned(),
                Some(start) => format!("{}. ", start.saturating_add(place as u64)),
            };
            let mut inside = Vec::new();
            self.blocks(&item.blocks, &mut inside);
            let task = item.done.map(|done| if done { "[x] " } else { "[ ] " });
            match (task, inside.first_mut()) {
                (Some(task), Some(first)) => first.insert_str(0, task),
                (Some(task), None) => inside.push(task.to_owned()),
                _ => {}
            }
            hung(&mark, mark.chars().count(), &inside, lines);
        }
    }

    fn table(table: &Table, lines: &mut Vec<String>) {
        lines.extend([".. list-table::".to_owned(), "   :header-rows: 1".to_owned(), String::new()]);
        for row in std::iter::once(&table.head).chain(&table.rows) {
            for (column, cell) in row.iter().enumerate() {
                let mark = if column == 0 { "   * - " } else { "     - " };
                lines.push(format!("{mark}{}", paragraph(cell)));
            }
        }
    }
}

/// Lines whose first begins with a mark; the others stand `indent` deep.
fn hung(mark: &str, indent: usize, inside: &[String], lines: &mut Vec<String>) {
    match inside.split_first() {
        None => lines.push(mark.to_owned()),
        Some((first, rest)) => {
            lines.push(format!("{mark}{first}"));
            lines.extend(rest.iter().map(|line| indented(line, indent)));
        }
    }
}

fn indented(line: &str, by: usize) -> String {
    if line.is_empty() { String::new() } else { format!("{}{line}", " ".repeat(by)) }
}

const fn is_of_language(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '+' | '#' | '-' | '_')
}

const fn directive(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "note",
        Alert::Tip => "tip",
        Alert::Important => "important",
        Alert::Warning => "warning",
        Alert::Caution => "caution",
    }
}

fn paragraph(words: &[Inline]) -> String {
    begun(&inlines(words, ""))
}

/// A line that begins no list, field, directive or rule, and announces no code.
fn begun(line: &str) -> String {
    let line = line.trim();
    let line = line.strip_suffix("::").map_or_else(|| line.to_owned(), |front| format!("{front}:\\:"));
    let first = line.chars().next().unwrap_or('a');
    let word = line.split_whitespace().next().unwrap_or_default();
    let number = word.trim_start_matches('(').strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = number.len() == 1
        || !number.is_empty()
            && (number.bytes().all(|byte| byte.is_ascii_digit())
                || number.bytes().all(|byte| b"ivxlcdmIVXLCDM".contains(&byte)));
    let is_style = ["**", "``", "`"].iter().any(|mark| line.starts_with(mark))
        || (first == '*' && !line[1..].starts_with(char::is_whitespace));
    let is_plain = (first.is_alphanumeric() && !is_number) || first == '\\' || is_style;
    if is_plain { line } else { format!("\\{line}") }
}

/// Inlines on one line; words that have no mark of their own stand in `style`.
fn inlines(all: &[Inline], style: &str) -> String {
    let mut out = String::new();
    lay(all, style, &mut out);
    // What parts a mark from the words around it is needed in between alone.
    out.strip_suffix(PARTED).map(str::to_owned).unwrap_or(out)
}

/// Parts a mark from letters beside it, and is not seen.
const PARTED: &str = "\\ ";

fn lay(all: &[Inline], style: &str, out: &mut String) {
    for inline in all {
        match inline {
            Inline::Text(text) if style.is_empty() => plain(text, out),
            Inline::Text(text) => {
                let inside = text.trim();
                plain(&text[..text.len() - text.trim_start().len()], out);
                if !inside.is_empty() {
                    marked(&format!("{style}{}{style}", escaped(inside)), out);
                    plain(&text[text.trim_end().len()..], out);
                }
            }
            Inline::Code(code) => {
                let is_plain = !code.contains("``")
                    && !code.starts_with(['`', ' '])
                    && !code.ends_with(['`', ' ', '\\'])
                    && !code.is_empty();
                if is_plain { marked(&format!("``{code}``"), out) } else { plain(code, out) }
            }
            Inline::Emphasis(words) => lay(words, if style.is_empty() { "*" } else { style }, out),
            Inline::Strong(words) => lay(words, "**", out),
            Inline::Strike(words) => lay(words, style, out),
            Inline::Link { address, words } => link(address, &letters(words), out),
            Inline::Space | Inline::Break => plain(" ", out),
            Inline::FootnoteMark(number) => plain(&format!("[{number}]"), out),
        }
    }
}

fn link(address: &str, words: &str, out: &mut String) {
    let bare = address.strip_prefix("mailto:").unwrap_or(address);
    let is_bare = words == address || words == bare;
    if is_bare && bare.ends_with(|last: char| last.is_ascii_alphanumeric() || last == '/') {
        marked(bare, out);
        return;
    }
    let address = address.replace('_', "\\_").replace('`', "%60");
    let words = escaped(words.trim()).replace('<', "\\<");
    marked(&format!("`{words} <{address}>`__"), out);
}

/// Something with marks, parted from letters before it.
fn marked(text: &str, out: &mut String) {
    let joins = out.chars().next_back().is_some_and(|last| !last.is_whitespace() && !"-:/'\"<([{".contains(last));
    if joins && !out.ends_with(PARTED) {
        out.push_str(PARTED);
    }
    out.push_str(text);
    out.push_str(PARTED);
}

/// Words without marks, beside which a mark needs no parting where they begin with a sign that ends one.
fn plain(text: &str, out: &mut String) {
    let Some(first) = text.chars().next() else { return };
    if out.ends_with(PARTED) && (first.is_whitespace() || "'\")]}>-/:.,;!?".contains(first)) {
        out.truncate(out.len() - PARTED.len());
    }
    out.push_str(&escaped(text));
}

fn escaped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    for (place, letter) in letters.iter().copied().enumerate() {
        let next = letters.get(place + 1).copied();
        let means = match letter {
            '\\' | '*' | '`' | '|' => true,
            // A word that ends in it is a reference.
            '_' => !next.is_some_and(char::is_alphanumeric),
            _ => false,
        };
        if means {
            put(&mut out, format_args!("\\"));
        }
        out.push(if letter == '\n' { ' ' } else { letter });
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_are_those_of_the_markup() {
        for (markdown, expected) in [
            ("- Add `open` (#12)", "- Add ``open`` (#12)"),
            ("- See [#12](https://a.b/12).", "- See `#12 <https://a.b/12>`__."),
            ("- **Breaking:** *x* is `y`s", "- **Breaking:** *x* is ``y``\\ s"),
            ("- **`a` b**", "- ``a`` **b**"),
            ("- a * b, c_ and d_e __init__ |x|", "- a \\* b, c\\_ and d_e **init** \\|x\\|"),
            ("- https://a.b/c_d", "- https://a.b/c_d"),
            ("- one\n  - two\n- three", "- one\n\n  - two\n\n- three"),
            ("- one\n\n  more::", "- one\n\n  more:\\:"),
            ("```sh\na  b\n```", ".. code-block:: sh\n\n    a  b"),
            ("1\\. one", "\\1. one"),
            ("> [!NOTE]\n> hear", ".. note::\n\n   hear"),
        ] {
            assert_eq!(restructured(markdown, "- "), expected, "{markdown}");
        }
        assert_eq!(restructured("* a\n\n  b", "-   "), "-   a\n\n    b");
    }

    #[test]
    fn no_word_is_lost() {
        let rich = super::super::tests::RICH;
        let text = restructured(rich, "* ").replace(PARTED, "");
        let words = rich.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.starts_with("zq"));
        for word in words.filter(|word| !["zqtag", "zqpath"].contains(word)) {
            assert!(text.contains(word), "{word} in\n{text}");
        }
    }

    proptest! {
        #[test]
        fn words_come_through_whatever_they_are(text in "[ -~]{0,60}") {
            let written = restructured(&text, "- ");
            let plain: String = letters_of(&read(&text)).chars().filter(|letter| letter.is_alphanumeric()).collect();
            let kept: String = written.chars().filter(|letter| letter.is_alphanumeric()).collect();
            let mut rest = kept.chars();
            prop_assert!(plain.chars().all(|letter| rest.any(|kept| kept == letter)), "{written}");
        }
    }

    fn letters_of(blocks: &[Block]) -> String {
        let of = |block: &Block| match block {
            Block::Heading { words, .. } | Block::Paragraph(words) => letters(words),
            Block::List { items, .. } => items.iter().map(|item| letters_of(&item.blocks)).collect(),
            Block::Code { text, .. } => text.clone(),
            Block::Quote(_, blocks) | Block::Footnote(_, blocks) => letters_of(blocks),
            Block::Table(_) | Block::Rule => String::new(),
        };
        blocks.iter().map(of).collect()
    }
}
