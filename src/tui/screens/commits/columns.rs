//! One row of the list: which columns there is room for, and what stands in them.

use ratatui::{
    style::{Modifier, Style},
    text::{Line, Span},
};

use crate::{
    analysis::{AnalysedCommit, Flags, Kind, KindSource, Level},
    text::Safe,
    tui::{look::Look, theme::Role},
};

/// The widths of the columns that come and go; 0 where there is no room. What fills the rest is the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    kind: usize,
    scope: usize,
    subject: usize,
    author: usize,
    age: usize,
    bar: usize,
}

impl Columns {
    /// The columns of a row of this width. They leave in this order: author, scope, age.
    pub(super) fn of(width: usize) -> Self {
        let kind = if width >= 74 { 9 } else { 7 };
        let mut columns = Self { kind, scope: 9, subject: 0, author: 9, age: 4, bar: 4 };
        if width >= 90 {
            columns.scope = 12;
            columns.author = 13;
        }
        let wanted = 30.min(width / 2);
        for leave in [|it: &mut Self| it.author = 0, |it: &mut Self| it.scope = 0, |it: &mut Self| it.age = 0] {
            if columns.room(width) >= wanted {
                break;
            }
            leave(&mut columns);
        }
        if columns.room(width) < 12 {
            columns.bar = 0;
        }
        columns.subject = columns.room(width);
        columns
    }

    /// What is left for the subject: cursor, mark and flags take five, the number four.
    fn room(&self, width: usize) -> usize {
        width.saturating_sub(5 + self.kind + self.scope + self.author + self.age + self.bar + 4)
    }
}

/// Whether a commit was looked at, and who knows that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Review {
    /// Nobody says so.
    Open,
    /// The user marked it, for themselves alone.
    Marked,
    /// A record lists it, for all to read.
    Recorded,
}

/// What a row shows besides its commit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    /// The commit.
    pub(super) commit: &'a AnalysedCommit,
    /// Whether the cursor is on it, and the list has the focus.
    pub(super) cursor: Option<bool>,
    /// Whether it is chosen.
    pub(super) is_chosen: bool,
    /// Whether it was looked at, and who knows that.
    pub(super) review: Review,
    /// Whether its risk is told with the past of its files.
    pub(super) is_firm: bool,
    /// The clock for display.
    pub(super) now: i64,
}

/// Draws a row.
pub(super) fn line(row: &Row<'_>, columns: &Columns, look: &Look<'_>) -> Line<'static> {
    let commit = row.commit;
    let glyphs = look.glyphs;
    let is_quiet = commit.flags.intersects(Flags::MERGE | Flags::CANCELLED);
    let mut spans = Vec::with_capacity(12);
    spans.push(if row.cursor.is_some() { look.span(Role::Accent, glyphs.cursor) } else { Span::raw(" ") });
    let mark = match row.review {
        Review::Open => " ",
        Review::Marked => glyphs.check,
        Review::Recorded => glyphs.seal,
    };
    spans.push(look.span(Role::Ok, mark));
    spans.push(flags(commit, look));
    spans.push(kind(commit, columns.kind, is_quiet, look));
    let ground = ground(row, look);
    if columns.scope > 0 {
        let scope = commit.scope.as_deref().unwrap_or(if is_quiet { "" } else { glyphs.nothing });
        let text = Safe::line(scope).fit_end(columns.scope - 1).pad_end(columns.scope);
        spans.push(Span::styled(text.as_str().to_owned(), look.style(Role::Dim)));
    }
    spans.extend(subject(commit, columns.subject, is_quiet, ground, look));
    if columns.author > 0 {
        let name = Safe::line(&commit.author.name.text);
        let text = name.fit_end(columns.author - 1).pad_start(columns.author);
        spans.push(Span::styled(text.as_str().to_owned(), look.style(Role::Dim)));
    }
    if columns.age > 0 {
        let text = format!("{:>width$}", age(row.now, commit.committed_at.seconds), width = columns.age);
        spans.push(look.span(Role::Dim, text));
    }
    spans.extend(risk(row, columns, look));
    Line::from(spans)
}

/// What the subject stands on: the cursor's row and chosen rows are told apart from others.
fn ground(row: &Row<'_>, look: &Look<'_>) -> Style {
    match row.cursor {
        Some(true) => look.style(Role::Selection),
        Some(false) => look.style(Role::SelectionIdle),
        None if row.is_chosen => look.style(Role::Marked),
        None => Style::new(),
    }
}

/// At most two flags, the gravest first, and a place between mark and kind.
fn flags(commit: &AnalysedCommit, look: &Look<'_>) -> Span<'static> {
    let known = [
        (Flags::BREAKING | Flags::FOUND, '!', Role::Danger),
        (Flags::SECURITY, 's', Role::Danger),
        (Flags::DEPENDENCY, 'd', Role::Dim),
        (Flags::MERGE, 'm', Role::Dim),
    ];
    let mut letters = String::new();
    let mut role = Role::Dim;
    for (flag, letter, its_role) in known.into_iter().filter(|(flag, ..)| commit.flags.intersects(*flag)).take(2) {
        if letters.is_empty() {
            role = its_role;
        }
        debug_assert!(commit.flags.intersects(flag));
        letters.push(letter);
    }
    look.span(role, format!("{letters:>2} "))
}

fn kind(commit: &AnalysedCommit, width: usize, is_quiet: bool, look: &Look<'_>) -> Span<'static> {
    let verdict = &commit.kind;
    let doubt = match verdict.source {
        KindSource::Override => "*",
        _ if verdict.is_sure() && verdict.suggested.is_none() => "",
        _ => "?",
    };
    let word = if commit.flags.contains(Flags::MERGE) { "merge" } else { verdict.kind.as_str() };
    let doubt = if commit.flags.contains(Flags::MERGE) { "" } else { doubt };
    let word = Safe::literal(word).fit_end(width - 1 - doubt.len());
    let role = match verdict.kind {
        _ if is_quiet => Role::Dim,
        _ if commit.flags.intersects(Flags::BREAKING | Flags::FOUND) => Role::Danger,
        Kind::Feat => Role::Accent,
        Kind::Fix => Role::Info,
        _ => Role::Dim,
    };
    let mut style = look.style(role);
    style = style.remove_modifier(Modifier::BOLD);
    Span::styled(format!("{:<width$}", format!("{word}{doubt}")), style)
}

fn subject(
    commit: &AnalysedCommit,
    width: usize,
    is_quiet: bool,
    ground: Style,
    look: &Look<'_>,
) -> Vec<Span<'static>> {
    let said = if commit.description.is_empty() { &commit.subject } else { &commit.description };
    let text = if said.trim().is_empty() { Safe::literal("(no subject)") } else { Safe::line(said) };
    let text = text.fit_end(width.saturating_sub(1));
    let mut style = look.style(if is_quiet { Role::Dim } else { Role::Text });
    if commit.flags.contains(Flags::CANCELLED) {
        style = style.add_modifier(Modifier::CROSSED_OUT);
    }
    let rest = width.saturating_sub(text.width());
    // The ground ends with the text: a row's change then costs the terminal no more than its words.
    vec![Span::styled(text.as_str().to_owned(), style.patch(ground)), Span::raw(" ".repeat(rest))]
}

fn risk(row: &Row<'_>, columns: &Columns, look: &Look<'_>) -> Vec<Span<'static>> {
    let is_merge = row.commit.flags.contains(Flags::MERGE);
    let Some(score) = row.commit.risk.filter(|_| !is_merge) else {
        let nothing = format!("{:>width$}", look.glyphs.nothing, width = columns.bar + 4);
        return vec![look.span(Role::Dim, nothing)];
    };
    // What may still change is told, but does not call for attention.
    let role = if row.is_firm { Role::of_level(Level::of(score)) } else { Role::Dim };
    let mut spans = Vec::new();
    if columns.bar > 0 {
        let cells = usize::from(score).div_ceil(34).min(3);
        let bar = look.glyphs.bar.repeat(cells) + &" ".repeat(3 - cells);
        spans.push(look.span(role, format!(" {bar}")));
    }
    spans.push(look.span(role, format!("{score:>4}")));
    spans
}

/// How long ago, in at most three letters: `now`, `5m`, `5h`, `2d`, `3w`, `7mo` is `7M`, `2y`.
pub(in crate::tui) fn age(now: i64, then: i64) -> String {
    let seconds = now.saturating_sub(then);
    let (count, unit) = match seconds {
        // A commit from the future is one of a wrong clock.
        ..60 => return "now".to_owned(),
        60..3_600 => (seconds / 60, 'm'),
        3_600..86_400 => (seconds / 3_600, 'h'),
        86_400..1_209_600 => (seconds / 86_400, 'd'),
        1_209_600..5_184_000 => (seconds / 604_800, 'w'),
        5_184_000..31_536_000 => (seconds / 2_592_000, 'M'),
        _ => (seconds / 31_536_000, 'y'),
    };
    format!("{count}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_short() {
        for (seconds, expected) in [
            (-5, "now"),
            (59, "now"),
            (60, "1m"),
            (7_200, "2h"),
            (86_400 * 13, "13d"),
            (86_400 * 15, "2w"),
            (86_400 * 70, "2M"),
            (86_400 * 800, "2y"),
        ] {
            assert_eq!(age(seconds, 0), expected);
        }
        assert_eq!(age(i64::MIN, i64::MAX), "now");
    }

    #[test]
    fn columns_leave_in_their_order_and_fill_the_row() {
        for width in (0..120).rev() {
            let columns = Columns::of(width);
            assert!(columns.author == 0 || columns.scope > 0, "{width}: scope leaves after author");
            assert!(columns.scope == 0 || columns.age > 0, "{width}: age leaves after scope");
            let taken =
                5 + columns.kind + columns.scope + columns.subject + columns.author + columns.age + columns.bar + 4;
            assert!(taken == width || width < 30, "{width}: {columns:?}");
        }
        assert!(Columns::of(78).author > 0 && Columns::of(50).subject >= 20);
    }
}
