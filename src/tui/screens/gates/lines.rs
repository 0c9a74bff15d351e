//! The evidence of a gate as lines: what was seen, and last what would make it GO.

use super::model::Row;
use crate::{
    gates::Verdict,
    text::{self, Safe},
    tui::theme::Role,
};

/// A line and what it is. Its text is safe.
pub(super) type Told = (Role, String);

/// All lines of a gate's evidence, wrapped to this many columns.
pub(super) fn lines(row: &Row, width: usize) -> Vec<Told> {
    let mut lines = Vec::new();
    let width = width.max(8);
    if row.is_running {
        lines.push((Role::Dim, "being judged…".to_owned()));
        lines.extend(row.output.iter().map(|line| (Role::Text, format!("  {}", Safe::line(line)))));
        return lines;
    }
    let Some(gate) = &row.gate else {
        let said = if row.is_command {
            "Not run yet: `e` runs this command, `E` those of all gates."
        } else {
            "Not judged yet."
        };
        wrap(&mut lines, Role::Dim, said, width);
        return lines;
    };
    for (index, evidence) in gate.evidence.iter().enumerate() {
        if index > 0 {
            lines.push((Role::Text, String::new()));
        }
        wrap(&mut lines, Role::Text, &evidence.summary, width);
        for line in Safe::block(&evidence.detail) {
            lines.push((Role::Dim, format!("  {line}")));
        }
    }
    if !gate.required {
        lines.push((Role::Text, String::new()));
        wrap(&mut lines, Role::Dim, "This gate is advice: its answer does not count.", width);
    }
    if let Some(remedy) = gate.remedy.as_ref().filter(|_| gate.verdict != Verdict::Go) {
        lines.push((Role::Text, String::new()));
        wrap(&mut lines, Role::Accent, &sentence(remedy), width);
    }
    lines
}

/// How many lines there are.
pub(super) fn count(row: &Row, width: usize) -> usize {
    lines(row, width).len()
}

/// The evidence as text, for the clipboard.
pub(super) fn plain(row: &Row) -> String {
    let verdict = row.verdict().map_or("", Verdict::as_str);
    let mut text = format!("{verdict} {}\n", Safe::line(&row.title));
    for (_, line) in lines(row, 100) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// A remedy as a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let rest = letters.as_str();
    let stop = if rest.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{rest}{stop}")
}

/// Words in lines of at most `width` columns; a longer word is cut.
fn wrap(lines: &mut Vec<Told>, role: Role, words: &str, width: usize) {
    let mut line = String::new();
    for word in Safe::line(words).split_whitespace() {
        let taken = text::width(&line);
        if taken > 0 && taken + 1 + text::width(word) > width {
            lines.push((role, std::mem::take(&mut line)));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&text::cut_middle(word, width));
    }
    lines.push((role, line));
}
