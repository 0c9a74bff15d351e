//! Words alone, for mails and terminals: headings underlined, addresses in parentheses, tables aligned.

use super::{
    Page,
    put::put,
    table,
    tree::{Block, Inline, Item, letters},
};
use crate::text::width;

pub(super) fn write(page: &Page<'_>) -> String {
    let (blocks, is_titled) = page.blocks();
    let mut lines = Vec::new();
    if !is_titled {
        heading(&mut lines, page.title, 1);
        if let Some(date) = page.date {
            lines.push(date.to_owned());
        }
        lines.push(String::new());
    }
    lay_out(&blocks, &mut lines);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let trimmed: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    trimmed.join("\n") + "\n"
}

/// Blocks with a blank line between them.
fn lay_out(blocks: &[Block], lines: &mut Vec<String>) {
    for (place, block) in blocks.iter().enumerate() {
        if place > 0 {
            lines.push(String::new());
        }
        lay_out_block(block, lines);
    }
}

fn lay_out_block(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Heading { level, words } => heading(lines, &letters(words), *level),
        Block::Paragraph(words) => lines.extend(inlines(words).lines().map(str::to_owned)),
        Block::List { start, items } => list(*start, items, lines),
        Block::Code { text, .. } => lines.extend(text.lines().map(|line| format!("    {line}"))),
        Block::Quote(alert, blocks) => {
            let mut inside = Vec::new();
            inside.extend(alert.map(|alert| format!("{}:", alert.word())));
            lay_out(blocks, &mut inside);
            lines.extend(inside.iter().map(|line| format!("> {line}")));
        }
        Block::Table(table) => lines.extend(table::lines(table, &|cell| inlines(cell).replace('\n', " "))),
        Block::Rule => lines.push("-".repeat(40)),
        Block::Footnote(number, blocks) => hung(&format!("[{number}] "), blocks, lines),
    }
}

fn heading(lines: &mut Vec<String>, words: &str, level: u8) {
    lines.push(words.to_owned());
    if level <= 2 {
        lines.push((if level == 1 { "=" } else { "-" }).repeat(width(words).clamp(1, 78)));
    }
}

fn list(start: Option<u64>, items: &[Item], lines: &mut Vec<String>) {
    let is_loose = items.iter().any(|item| {
        item.blocks.iter().enumerate().any(|(place, block)| place > 0 && !matches!(block, Block::List { .. }))
    });
    for (place, item) in items.iter().enumerate() {
        if place > 0 && is_loose {
            lines.push(String::new());
        }
        let mut mark =
            start.map_or_else(|| "- ".to_owned(), |start| format!("{}. ", start.saturating_add(place as u64)));
        mark.push_str(match item.done {
            None => "",
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
        });
        hung(&mark, &item.blocks, lines);
    }
}

/// Blocks whose first line begins with a mark; the others stand below its end.
fn hung(mark: &str, blocks: &[Block], lines: &mut Vec<String>) {
    let mut inside: Vec<String> = Vec::new();
    for (place, block) in blocks.iter().enumerate() {
        if place > 0 && !matches!(block, Block::List { .. }) {
            inside.push(String::new());
        }
        lay_out_block(block, &mut inside);
    }
    let indent = " ".repeat(width(mark));
    if inside.is_empty() {
        inside.push(String::new());
    }
    for (place, line) in inside.iter().enumerate() {
        let front = if place == 0 { mark } else { &indent };
        lines.push(format!("{front}{line}"));
    }
}

/// Inlines as words; only meant breaks are line ends.
pub(super) fn inlines(words: &[Inline]) -> String {
    let mut out = String::new();
    for word in words {
        match word {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(words) | Inline::Strong(words) | Inline::Strike(words) => out.push_str(&inlines(words)),
            Inline::Link { address, words } => {
                let words = inlines(words);
                let bare = address.strip_prefix("mailto:").unwrap_or(address);
                out.push_str(&words);
                if words != *address && words != bare {
                    put(&mut out, format_args!(" ({bare})"));
                }
            }
            Inline::Space => out.push(' '),
            Inline::Break => out.push('\n'),
            Inline::FootnoteMark(number) => put(&mut out, format_args!("[{number}]")),
        }
    }
    out
}
