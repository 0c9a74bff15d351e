//! Draws the Commits screen.

use ratatui::{Frame, layout::Rect, text::Line};

use super::model::Commits;
use crate::tui::{look::Look, theme::Role};

/// Draws it into `area`.
pub(super) fn view(commits: &Commits, look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    let inside = look.panel(frame, area, Line::from("Commits"), Line::default(), true);
    let line = match (&commits.failure, &commits.name) {
        (Some(failure), _) => Line::from(look.foreign(Role::Danger, &failure.to_string())),
        (None, Some(name)) => Line::from(look.foreign(Role::Text, name)),
        (None, None) => Line::from(look.span(Role::Dim, "opening the repository…")),
    };
    frame.render_widget(line, inside);
}
