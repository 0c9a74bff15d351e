//! Draws a diff. Reads the model and changes nothing.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    document::{Document, Place},
    files_view,
    geometry::Room,
    model::{DiffModel, WHOLE_FILE},
    palette::Palette,
    row_view::{At, Brush},
    scroll::{View, height},
};
use crate::{
    history::diff::{Subject, Whitespace},
    text::Safe,
    tui::{look::Look, theme::Role},
};

impl DiffModel {
    /// Draws the diff with its frame into the area that [`DiffModel::resize`] was told.
    pub fn view(&self, look: &Look<'_>, focus: bool, frame: &mut Frame<'_>) {
        let area = self.room.area.intersection(frame.area());
        if area.is_empty() {
            return;
        }
        look.panel(frame, area, self.title(look), self.note(look), focus);
        let Some(document) = &self.document else {
            self.view_nothing(look, frame);
            return;
        };
        if self.files.is_open {
            files_view::draw(&self.files, document, look, self.room.files(), focus, frame);
        }
        let text = self.room.text().intersection(area);
        if self.failure.is_some() || document.entries().is_empty() {
            self.view_nothing(look, frame);
        } else if !text.is_empty() {
            self.view_rows(document, look, text, focus, frame);
        }
    }

    fn view_rows(&self, document: &Document, look: &Look<'_>, area: Rect, focus: bool, frame: &mut Frame<'_>) {
        let needle = self.search.as_ref().map(|search| &search.needle);
        let palette = Palette::of(look.theme);
        let brush = Brush { look, document, needle, view: self.view, room: self.room, palette };
        let mut index = document.index(self.view.top);
        let mut part = self.view.hidden;
        let mut row = 0;
        while row < area.height && index < document.total() {
            let place = document.place(index);
            let tall = if self.view.wraps { height(document, place, self.room) } else { 1 };
            while part < tall && row < area.height {
                let is_cursor = place == self.view.cursor && part == 0;
                let line = brush.row(At { place, part, cursor: is_cursor.then_some(focus) });
                frame.render_widget(line, Rect { y: area.y + row, height: 1, ..area });
                part += 1;
                row += 1;
            }
            part = 0;
            index += 1;
        }
    }

    fn view_nothing(&self, look: &Look<'_>, frame: &mut Frame<'_>) {
        let area = self.room.text().intersection(frame.area());
        let mut lines: Vec<Line<'static>> = Vec::new();
        if let Some(failure) = &self.failure {
            lines.push(Line::from(look.foreign(Role::Danger, &failure.to_string())));
            lines.extend(failure.hints.iter().map(|hint| Line::from(look.foreign(Role::Dim, hint))));
        } else if self.document.is_some() {
            let words = match self.subject {
                Some(Subject::Commit(_)) => "this commit changes no file",
                _ => "nothing differs",
            };
            lines.push(Line::from(look.span(Role::Dim, words)));
            if let Some(document) = &self.document {
                lines.extend(document.problems.iter().map(|problem| Line::from(look.foreign(Role::Warn, problem))));
            }
        } else if self.subject.is_some() {
            lines.push(Line::from(look.span(Role::Dim, "reading the diff…")));
        }
        let text = ratatui::widgets::Paragraph::new(lines).wrap(ratatui::widgets::Wrap { trim: true });
        frame.render_widget(text, area);
    }

    /// The path of the file that is seen.
    fn title(&self, look: &Look<'_>) -> Line<'static> {
        let room = usize::from(self.room.area.width).saturating_sub(6).max(4);
        let entry = self.document.as_ref().and_then(|document| document.entry(self.view.cursor.file));
        match entry {
            Some(entry) if self.failure.is_none() => {
                let path = Safe::line(&entry.change.path_text()).fit_middle(room.min(room * 3 / 4).max(8));
                Line::from(if look.glyphs.ascii { path.replace('…', "~") } else { path.as_str().to_owned() })
            }
            _ => Line::from("Diff"),
        }
    }

    /// Counts, and what is not as usual.
    fn note(&self, look: &Look<'_>) -> Line<'static> {
        let Some(document) = self.document.as_ref().filter(|_| self.failure.is_none()) else { return Line::default() };
        let mut parts: Vec<Vec<Span<'static>>> = Vec::new();
        if let Some(search) = &self.search {
            parts.push(vec![look.span(Role::Accent, search.told())]);
        }
        if document.is_merge {
            parts.push(vec![look.span(Role::Dim, "against the first parent")]);
        }
        for words in self.unusual() {
            parts.push(vec![look.span(Role::Dim, words)]);
        }
        let (added, removed, is_all) = document.counts();
        let files = document.entries().len();
        let more = if is_all { "" } else { "+" };
        parts.push(vec![
            look.span(Role::Dim, format!("{files} {}", if files == 1 { "file" } else { "files" })),
            look.span(Role::Ok, format!(" +{added}{more}")),
            look.span(Role::Danger, format!(" {}{removed}{more}", look.glyphs.minus)),
        ]);
        // The room decides how much is said: counts stay, then the search.
        let room = usize::from(self.room.area.width).saturating_sub(self.title(look).width() + 8);
        let width = |parts: &[Vec<Span<'static>>]| {
            parts.iter().flatten().map(Span::width).sum::<usize>() + 3 * parts.len().saturating_sub(1)
        };
        while parts.len() > 1 && width(&parts) > room {
            parts.remove(if self.search.is_some() && parts.len() > 2 { parts.len() - 2 } else { 0 });
        }
        let separator = look.span(Role::Dim, " · ");
        Line::from(parts.join(&separator))
    }

    fn unusual(&self) -> Vec<String> {
        let mut words = Vec::new();
        if self.taste.whitespace == Whitespace::Ignored {
            words.push("white space ignored".to_owned());
        }
        match self.taste.context {
            3 => {}
            WHOLE_FILE => words.push("whole files".to_owned()),
            context => words.push(format!("{context} lines around")),
        }
        if self.view.left > 0 {
            words.push(format!("from column {}", self.view.left + 1));
        }
        words
    }
}

/// The row of the document that is seen in a row of the room.
pub(super) fn place_at(document: &Document, view: &View, room: Room, row: u64) -> Place {
    let mut index = document.index(view.top);
    if !view.wraps {
        return document.place(index + row);
    }
    let mut left = row + view.hidden as u64;
    loop {
        let place = document.place(index);
        let tall = height(document, place, room) as u64;
        if left < tall || index + 1 >= document.total() {
            return place;
        }
        left -= tall;
        index += 1;
    }
}
