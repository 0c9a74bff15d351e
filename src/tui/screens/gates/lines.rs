//! The evidence of a gate as lines: what was seen, and last what would make it GO. Nothing is cut: long lines are wrapped.

use super::model::Row;
use crate::{
    gates::Verdict,
    text::{self, Safe},
    tui::theme::Role,
};

/// A line and what it is. Its text is safe.
pub(super) type Told = (Role, String);

/// A gate's evidence in a room: what is scrolled through, and what stays at the bottom.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Evidence; with the remedy as its last paragraph where all of it fits.
    pub(super) scrolled: Vec<Told>,
    /// The remedy, where the evidence is longer than the room: it is what the reader came for.
    pub(super) pinned: Vec<Told>,
    /// Rows for what is scrolled.
    pub(super) rows: usize,
}

impl Page {
    /// The evidence of a gate for this many columns and rows.
    pub(super) fn of(row: &Row, width: usize, height: usize) -> Self {
        let mut scrolled = evidence(row, width);
        let remedy = remedy(row, width);
        let gap = usize::from(!remedy.is_empty());
        if !remedy.is_empty() && scrolled.len() + gap + remedy.len() > height && (remedy.len() + gap) * 2 <= height {
            return Self { scrolled, rows: height - remedy.len() - gap, pinned: remedy };
        }
        if !remedy.is_empty() {
            scrolled.push((Role::Text, String::new()));
            scrolled.extend(remedy);
        }
        Self { scrolled, pinned: Vec::new(), rows: height }
    }

    /// The last line that may be the first one seen.
    pub(super) fn end(&self) -> usize {
        self.scrolled.len().saturating_sub(self.rows)
    }
}

fn evidence(row: &Row, width: usize) -> Vec<Told> {
    let mut lines = Vec::new();
    if row.is_running {
        lines.push((Role::Dim, "being judged…".to_owned()));
        for line in &row.output {
            wrap(&mut lines, Role::Text, &format!("  {line}"), width);
        }
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
        for line in evidence.detail.lines() {
            wrap(&mut lines, Role::Dim, &format!("  {line}"), width);
        }
    }
    if !gate.required {
        lines.push((Role::Text, String::new()));
        wrap(&mut lines, Role::Dim, "This gate is advice: its answer does not count.", width);
    }
    lines
}

/// What would make it GO.
fn remedy(row: &Row, width: usize) -> Vec<Told> {
    let mut lines = Vec::new();
    let gate = row.gate.as_ref().filter(|gate| !row.is_running && gate.verdict != Verdict::Go);
    if let Some(remedy) = gate.and_then(|gate| gate.remedy.as_ref()) {
        wrap(&mut lines, Role::Accent, &sentence(remedy), width);
    }
    lines
}

/// The evidence as text, for the clipboard.
pub(super) fn plain(row: &Row) -> String {
    let verdict = row.verdict().map_or("", Verdict::as_str);
    let mut text = format!("{verdict} {}\n", Safe::line(&row.title));
    for (_, line) in Page::of(row, 100, usize::MAX).scrolled {
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

fn wrap(lines: &mut Vec<Told>, role: Role, words: &str, width: usize) {
    lines.extend(text::wrap(&Safe::line(words), width).into_iter().map(|line| (role, line.into())));
}
