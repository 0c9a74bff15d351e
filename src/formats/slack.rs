//! The markup of Slack messages, which has no headings, no tables and nothing to escape its marks with.
//!
//! `&`, `<` and `>` are written as entities, so nobody and nothing is mentioned. A mark that would begin or end a style is
//! written with the sign that looks like it; inside a word marks mean nothing and stay.

use super::{
    Page, plain,
    put::put,
    table,
    tree::{Block, Inline, Item},
};

pub(super) fn write(page: &Page<'_>) -> String {
    let (blocks, is_titled) = page.blocks();
    let mut lines = Vec::new();
    if !is_titled {
        lines.push(format!("*{}*", words(page.title)));
        lines.push(String::new());
    }
    lay_out(&blocks, &mut lines);
    let trimmed: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    trimmed.join("\n") + "\n"
}

fn lay_out(blocks: &[Block], lines: &mut Vec<String>) {
    for (place, block) in blocks.iter().enumerate() {
        let follows_heading = place > 0 && matches!(blocks[place - 1], Block::Heading { .. });
        if place > 0 && !follows_heading {
            lines.push(String::new());
        }
        lay_out_block(block, lines);
    }
}

fn lay_out_block(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Heading { words, .. } => lines.push(styled('*', &inlines(words, &['*']))),
        Block::Paragraph(words) => lines.extend(inlines(words, &[]).lines().map(str::to_owned)),
        Block::List { start, items } => list(*start, items, lines),
        Block::Code { text, .. } => fenced(text.lines().map(str::to_owned), lines),
        Block::Quote(alert, blocks) => {
            let mut inside = Vec::new();
            inside.extend(alert.map(|alert| format!("*{}*", alert.word())));
            lay_out(blocks, &mut inside);
            // A quotation within another one is told by no more than the outer one.
            lines.extend(inside.iter().map(|line| match line.strip_prefix('>') {
                Some(_) => line.clone(),
                None => format!("> {line}"),
            }));
        }
        Block::Table(table) => {
            fenced(table::lines(table, &|cell| plain::inlines(cell).replace('\n', " ")).into_iter(), lines);
        }
        Block::Rule => lines.push("———".to_owned()),
        Block::Footnote(number, blocks) => hung(&format!("[{number}] "), blocks, lines),
    }
}

fn fenced(code: impl Iterator<Item = String>, lines: &mut Vec<String>) {
    lines.push("```".to_owned());
    lines.extend(code.map(|line| entities(&line.replace("```", "ˋˋˋ"))));
    lines.push("```".to_owned());
}

fn list(start: Option<u64>, items: &[Item], lines: &mut Vec<String>) {
    for (place, item) in items.iter().enumerate() {
        let mark = match (item.done, start) {
            (Some(true), _) => "☑ ".to_owned(),
            (Some(false), _) => "☐ ".to_owned(),
            (None, None) => "• ".to_owned(),
            (None, Some(start)) => format!("{}. ", start.saturating_add(place as u64)),
        };
        hung(&mark, &item.blocks, lines);
    }
}

fn hung(mark: &str, blocks: &[Block], lines: &mut Vec<String>) {
    let mut inside: Vec<String> = Vec::new();
    for block in blocks {
        lay_out_block(block, &mut inside);
    }
    if inside.is_empty() {
        inside.push(String::new());
    }
    let mut in_code = false;
    for (place, line) in inside.iter().enumerate() {
        // A fence must begin its line to be one.
        let is_fence = line == "```";
        if place == 0 && is_fence {
            lines.push(mark.trim_end().to_owned());
        }
        let front = if in_code || is_fence {
            ""
        } else if place == 0 {
            mark
        } else {
            "    "
        };
        lines.push(format!("{front}{line}"));
        in_code ^= is_fence;
    }
}

/// Inlines with Slack's marks; `open` are those that are set already and cannot be set again.
fn inlines(inlines_of: &[Inline], open: &[char]) -> String {
    let mut out = String::new();
    for (place, inline) in inlines_of.iter().enumerate() {
        match inline {
            Inline::Text(text) => out.push_str(&words(text)),
            Inline::Code(code) => {
                let code = entities(&code.replace('`', "ˋ"));
                let mark = if code.trim().is_empty() { "" } else { "`" };
                put(&mut out, format_args!("{mark}{code}{mark}"));
            }
            Inline::Emphasis(words) => out.push_str(&marked('_', words, open)),
            Inline::Strong(words) => out.push_str(&marked('*', words, open)),
            Inline::Strike(words) => out.push_str(&marked('~', words, open)),
            Inline::Link { address, words } => {
                let label = plain::inlines(words);
                let label = if label == *address { String::new() } else { format!("|{}", words_of_link(&label)) };
                put(&mut out, format_args!("<{}{label}>", entities(address)));
            }
            Inline::Space if place + 1 < inlines_of.len() => out.push(' '),
            Inline::Space => {}
            // A style ends with its line.
            Inline::Break => out.push(if open.is_empty() { '\n' } else { ' ' }),
            Inline::FootnoteMark(number) => put(&mut out, format_args!("[{number}]")),
        }
    }
    out
}

fn marked(mark: char, words: &[Inline], open: &[char]) -> String {
    if open.contains(&mark) {
        return inlines(words, open);
    }
    let within: Vec<char> = open.iter().copied().chain([mark]).collect();
    styled(mark, &inlines(words, &within))
}

/// A style holds no space at its ends.
fn styled(mark: char, words: &str) -> String {
    let inside = words.trim();
    if inside.is_empty() {
        return words.to_owned();
    }
    let before = &words[..words.len() - words.trim_start().len()];
    let after = &words[words.trim_end().len()..];
    format!("{before}{mark}{inside}{mark}{after}")
}

fn words_of_link(label: &str) -> String {
    words(&label.replace('\n', " ")).replace('|', "¦")
}

/// Words whose marks mean nothing.
fn words(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let in_word = |place: Option<usize>| {
        place.and_then(|place| letters.get(place)).is_some_and(|letter| letter.is_alphanumeric())
    };
    let plain: String = letters
        .iter()
        .enumerate()
        .map(|(place, letter)| {
            let is_inside = in_word(place.checked_sub(1)) && in_word(Some(place + 1));
            match letter {
                '`' => 'ˋ',
                '*' if !is_inside => '∗',
                '_' if !is_inside => '＿',
                '~' if !is_inside => '∼',
                other => *other,
            }
        })
        .collect();
    entities(&plain)
}

fn entities(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
