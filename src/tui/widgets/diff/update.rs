//! What happens to a diff, and what it wants done.

use std::sync::Arc;

use super::{
    action::DiffAction,
    copy::What,
    document::{Document, Place},
    entry::Entry,
    model::{CONTEXT_LINES, DiffModel, WHOLE_FILE},
    request::{FETCH, OPEN, Opened, Outcome, PAINT, Request, SEARCH},
    rows::Layout,
    scroll::View,
    search::{Needle, Search},
};
use crate::{
    history::diff::{Subject, Whitespace},
    tui::{
        motion::Motion,
        msg::{Mouse, MouseAct},
        overlays::{Ask, MenuItem},
        screen::{Command, Event, Notice},
    },
};

/// What a diff wants done.
pub type DiffCommand = Command<DiffAction, Request>;
/// What happens to a diff.
pub type DiffEvent = Event<DiffAction, Outcome>;

/// The prompt for what to search for.
const SEARCH_PROMPT: &str = "diff-search";
/// The prompt that narrows the list of files.
const FILTER_PROMPT: &str = "diff-filter";
/// Rows of one turn of the wheel.
const WHEEL: i64 = 3;

impl DiffModel {
    /// Shows a commit or a range. What is shown already stays where it is.
    pub fn show(&mut self, subject: Subject) -> Vec<DiffCommand> {
        if self.subject == Some(subject) && self.failure.is_none() {
            return Vec::new();
        }
        self.subject = Some(subject);
        self.failure = None;
        self.files.is_open = false;
        self.room.lists_files = false;
        let mut commands = self.stop();
        if let Some((document, view)) = self.take_recent(subject) {
            self.put_aside();
            self.adopt(document, view);
        } else {
            self.busy.opening = true;
            commands.push(Command::Work(OPEN, Request::Open(subject, self.taste.whitespace)));
        }
        commands.extend(self.settle());
        commands
    }

    /// Shows nothing and keeps nothing: the diff is left.
    pub fn leave(&mut self) -> Vec<DiffCommand> {
        let commands = self.stop();
        let (taste, wraps, viewed) = (self.taste, self.view.wraps, std::mem::take(&mut self.viewed));
        *self = Self { taste, viewed, room: self.room, ..Self::default() };
        self.view.wraps = wraps;
        commands
    }

    /// Its room changed.
    pub fn resize(&mut self, area: ratatui::layout::Rect, plain: bool) -> Vec<DiffCommand> {
        self.room.area = area;
        self.room.plain = plain;
        self.settle()
    }

    /// Esc: closes the list of files, or ends the search. Whether there was anything to go back from.
    pub fn back(&mut self) -> bool {
        if self.files.is_open {
            self.toggle_files();
            return true;
        }
        self.busy.searching = false;
        self.search.take().is_some()
    }

    /// Takes an event in.
    pub fn update(&mut self, event: DiffEvent) -> Vec<DiffCommand> {
        let mut commands = match event {
            Event::Action(action) => self.act(&action),
            Event::Motion(motion) => self.travel(motion),
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::Outcome(_, outcome) => self.take_in(outcome),
            Event::Ended(slot, _) => self.ended(slot),
            Event::Typing(SEARCH_PROMPT, word) => self.search_while_typing(&word),
            Event::Typed(SEARCH_PROMPT, word) => self.search_for(&word),
            Event::Dropped(SEARCH_PROMPT) => self.drop_search(),
            Event::Typing(FILTER_PROMPT, word) => self.filter(word),
            Event::Typed(FILTER_PROMPT, word) => {
                let commands = self.filter(word);
                self.open_file();
                commands
            }
            Event::Dropped(FILTER_PROMPT) => self.filter(String::new()),
            _ => return Vec::new(),
        };
        commands.extend(self.settle());
        commands
    }

    /// Whether an action would do something now.
    pub fn is_available(&self, action: &DiffAction) -> bool {
        let Some(document) = self.document.as_ref().filter(|document| !document.entries().is_empty()) else {
            return false;
        };
        match action {
            DiffAction::NextMatch | DiffAction::PreviousMatch => self.search.is_some(),
            DiffAction::NextFile | DiffAction::PreviousFile => document.entries().len() > 1,
            DiffAction::SideBySide => self.room.fitting(Layout::SideBySide) == Layout::SideBySide,
            DiffAction::CopyThis(what) => what.text(document, self.view.cursor).is_some(),
            _ => true,
        }
    }

    /// Stops all work.
    fn stop(&mut self) -> Vec<DiffCommand> {
        let busy = std::mem::take(&mut self.busy);
        let search = self.search.take();
        [
            (busy.opening, OPEN),
            (busy.fetching, FETCH),
            (busy.painting, PAINT),
            (busy.searching && search.is_some(), SEARCH),
        ]
        .into_iter()
        .filter(|(is_busy, _)| *is_busy)
        .map(|(_, slot)| Command::Cancel(slot))
        .collect()
    }

    fn adopt(&mut self, mut document: Document, view: View) {
        let form = self.form();
        if document.form() != form {
            document.lay_out(form);
        }
        self.view = View { wraps: self.view.wraps, ..view };
        self.files.filter.clear();
        self.document = Some(document);
    }

    fn act(&mut self, action: &DiffAction) -> Vec<DiffCommand> {
        match action {
            DiffAction::NextHunk => self.go_to_hunk(true),
            DiffAction::PreviousHunk => self.go_to_hunk(false),
            DiffAction::NextFile => self.go_to_file(self.view.cursor.file + 1),
            DiffAction::PreviousFile => {
                let Place { file, row } = self.view.cursor;
                self.go_to_file(if row > 0 { file } else { file.saturating_sub(1) });
            }
            DiffAction::GoTo(file) => self.go_to_file(*file),
            DiffAction::Fold => self.fold(),
            DiffAction::FoldAll => self.fold_all(),
            DiffAction::Viewed => self.mark_viewed(),
            DiffAction::SideBySide => {
                self.taste.layout = match self.taste.layout {
                    Layout::Unified => Layout::SideBySide,
                    Layout::SideBySide => Layout::Unified,
                };
            }
            DiffAction::Wrap => {
                self.view.wraps = !self.view.wraps;
                self.view.hidden = 0;
            }
            DiffAction::Whitespace => return self.toggle_whitespace(),
            DiffAction::MoreContext => self.taste.context = self.taste.context.saturating_add(1).min(WHOLE_FILE),
            DiffAction::LessContext => self.taste.context = self.taste.context.saturating_sub(1).min(100),
            DiffAction::WholeFiles => {
                let is_whole = self.taste.context == WHOLE_FILE;
                self.taste.context = if is_whole { CONTEXT_LINES } else { WHOLE_FILE };
            }
            DiffAction::LineStart => self.view.left = 0,
            DiffAction::Search => {
                self.before_search = Some((self.view, self.search.clone()));
                return vec![self.ask_search()];
            }
            DiffAction::NextMatch => return self.go_to_match(true),
            DiffAction::PreviousMatch => return self.go_to_match(false),
            DiffAction::Copy => return self.ask_copy().into_iter().collect(),
            DiffAction::CopyThis(what) => return vec![self.copy(*what)],
            DiffAction::Files => self.toggle_files(),
            DiffAction::FindFile => {
                if !self.files.is_open {
                    self.toggle_files();
                }
                return vec![self.ask_filter()];
            }
            DiffAction::OpenFile => self.open_file(),
        }
        Vec::new()
    }

    fn travel(&mut self, motion: Motion) -> Vec<DiffCommand> {
        let Some(document) = &self.document else { return Vec::new() };
        if self.files.is_open {
            self.files.travel(motion, usize::from(self.room.files().height));
        } else {
            self.view.travel(motion, document, self.room);
        }
        Vec::new()
    }

    fn mouse(&mut self, mouse: Mouse) -> Vec<DiffCommand> {
        let Some(document) = &self.document else { return Vec::new() };
        if self.files.is_open && mouse.is_in(self.room.files()) {
            let area = self.room.files();
            let page = usize::from(area.height);
            match mouse.act {
                MouseAct::ScrollDown => self.files.travel(Motion::Down, page),
                MouseAct::ScrollUp => self.files.travel(Motion::Up, page),
                MouseAct::Click => {
                    let row = self.files.first + usize::from(mouse.row - area.y);
                    if row < self.files.items().len() {
                        self.files.cursor = row;
                        self.open_file();
                    }
                }
                MouseAct::Drag => {}
            }
        } else if mouse.is_in(self.room.text()) {
            match mouse.act {
                MouseAct::ScrollDown => self.view.roll(WHEEL, document, self.room),
                MouseAct::ScrollUp => self.view.roll(-WHEEL, document, self.room),
                MouseAct::Click => {
                    let row = u64::from(mouse.row - self.room.text().y);
                    let place = super::view::place_at(document, &self.view, self.room, row);
                    // A second click on a file's name folds it, as in the list.
                    let folds = place == self.view.cursor && place.row == 0;
                    self.view.cursor = place;
                    if folds {
                        self.fold();
                    }
                }
                MouseAct::Drag => {}
            }
        }
        Vec::new()
    }

    fn take_in(&mut self, outcome: Outcome) -> Vec<DiffCommand> {
        match outcome {
            Outcome::Opened(opened) => self.opened(opened),
            Outcome::Files(arrived) => {
                if let Some(document) = &mut self.document {
                    document.arrive(arrived.0, self.view.top.file);
                }
            }
            Outcome::Failed(failure) => {
                self.put_aside();
                self.failure = Some(failure);
            }
            Outcome::Painted(coat) => {
                if let Some(entry) = self.document.as_mut().and_then(|document| document.entry_mut(coat.file)) {
                    entry.paint_in(coat.lines);
                }
            }
            Outcome::Found(found) => {
                if let Some(search) = &mut self.search {
                    search.matches.extend(found.0);
                    if search.current.is_none() {
                        return self.go_to_match_from_here();
                    }
                }
            }
        }
        Vec::new()
    }

    fn opened(&mut self, opened: Opened) {
        if Some(opened.subject) != self.subject {
            return;
        }
        // Opening the same subject anew, for another view of white space, keeps the file that the user was at.
        let at = self
            .document
            .as_ref()
            .filter(|document| document.subject == opened.subject)
            .and_then(|document| document.entry(self.view.cursor.file))
            .map(|entry| entry.change.path.clone());
        if at.is_none() {
            self.put_aside();
        }
        let mut document = Document::new(opened.subject, self.taste.whitespace, opened.files, self.form());
        document.is_merge = opened.is_merge;
        document.problems = opened.problems;
        let viewed: Vec<usize> = (0..document.entries().len())
            .filter(|file| self.viewed.contains(&(opened.subject, document.entries()[*file].change.path.clone())))
            .collect();
        for file in viewed {
            if let Some(entry) = document.entry_mut(file) {
                entry.viewed = true;
            }
            document.fold(file, true);
        }
        let file = at.and_then(|path| document.entries().iter().position(|entry| entry.change.path == path));
        let cursor = Place { file: file.unwrap_or(0), row: 0 };
        self.adopt(document, View { cursor, top: cursor, ..View::default() });
    }

    fn ended(&mut self, slot: &str) -> Vec<DiffCommand> {
        match slot {
            OPEN => self.busy.opening = false,
            FETCH => self.busy.fetching = false,
            PAINT => self.busy.painting = false,
            SEARCH => {
                self.busy.searching = false;
                if let Some(search) = &mut self.search {
                    search.is_complete = true;
                    if search.current.is_none() && !search.matches.is_empty() {
                        // All of them are above the cursor.
                        return self.stand_on_match(0);
                    }
                }
                if self.before_search.is_none() {
                    return self.say_if_missing().into_iter().collect();
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn toggle_whitespace(&mut self) -> Vec<DiffCommand> {
        self.taste.whitespace = match self.taste.whitespace {
            Whitespace::Counts => Whitespace::Ignored,
            Whitespace::Ignored => Whitespace::Counts,
        };
        let Some(subject) = self.subject else { return Vec::new() };
        let mut commands = self.stop();
        self.busy.opening = true;
        commands.push(Command::Work(OPEN, Request::Open(subject, self.taste.whitespace)));
        let words = match self.taste.whitespace {
            Whitespace::Ignored => "changes in white space are ignored",
            Whitespace::Counts => "changes in white space are shown",
        };
        commands.push(Command::Say(Notice::hint(words)));
        commands
    }

    fn ask_search(&self) -> DiffCommand {
        Command::Ask(Ask::Prompt {
            question: SEARCH_PROMPT,
            title: "Search in the diff".to_owned(),
            value: self.search.as_ref().map_or_else(String::new, |search| search.needle.word().to_owned()),
            hint: "capital letters count if you type any; n and N go from match to match".to_owned(),
        })
    }

    fn ask_filter(&self) -> DiffCommand {
        Command::Ask(Ask::Prompt {
            question: FILTER_PROMPT,
            title: "Go to a file".to_owned(),
            value: self.files.filter.clone(),
            hint: "letters of its path, in order".to_owned(),
        })
    }

    /// Each letter searches again from where the user was.
    fn search_while_typing(&mut self, word: &str) -> Vec<DiffCommand> {
        if let Some((view, _)) = &self.before_search {
            self.view = *view;
        }
        self.search = Needle::new(word).map(Search::new);
        self.hunt()
    }

    fn search_for(&mut self, word: &str) -> Vec<DiffCommand> {
        let before = self.before_search.take();
        if self.search.as_ref().is_some_and(|search| search.needle.word() == word) && before.is_some() {
            return self.say_if_missing().into_iter().collect();
        }
        self.search = Needle::new(word).map(Search::new);
        self.hunt()
    }

    /// The search was left: everything is as it was before.
    fn drop_search(&mut self) -> Vec<DiffCommand> {
        let Some((view, search)) = self.before_search.take() else { return Vec::new() };
        self.view = view;
        self.search = search;
        self.busy.searching = false;
        vec![Command::Cancel(SEARCH)]
    }

    fn say_if_missing(&self) -> Option<DiffCommand> {
        let search = self.search.as_ref().filter(|search| search.is_complete && search.matches.is_empty())?;
        Some(Command::Say(Notice::hint(format!("`{}` is not in this diff", search.needle.word()))))
    }

    fn ask_copy(&self) -> Option<DiffCommand> {
        let document = self.document.as_ref()?;
        let items: Vec<_> = What::MENU
            .into_iter()
            .filter_map(|(key, what, words)| {
                let text = what.text(document, self.view.cursor)?;
                let first = text.lines().next().unwrap_or_default();
                let detail: String = first.trim().chars().take(60).collect();
                Some(MenuItem::keyed(key, words, detail, DiffAction::CopyThis(what)))
            })
            .collect();
        if items.is_empty() {
            return None;
        }
        Some(Command::Ask(Ask::Menu { title: "Copy".to_owned(), items, cursor: 0 }))
    }

    fn copy(&self, what: What) -> DiffCommand {
        let text = self.document.as_ref().and_then(|document| what.text(document, self.view.cursor));
        match text {
            Some(text) => Command::Copy { text, what: what.words().to_owned() },
            None => Command::Say(Notice::hint(format!("there is nothing here to copy as {}", what.words()))),
        }
    }

    fn filter(&mut self, word: String) -> Vec<DiffCommand> {
        self.files.filter = word;
        self.files.cursor = 0;
        if let Some(document) = &self.document {
            self.files.list(document, None);
        }
        Vec::new()
    }

    fn mark_viewed(&mut self) {
        let (Some(document), file) = (&mut self.document, self.view.cursor.file) else { return };
        let Some(entry) = document.entry_mut(file) else { return };
        entry.viewed = !entry.viewed;
        let key = (document.subject, document.entries()[file].change.path.clone());
        if document.entries()[file].viewed {
            self.viewed.insert(key);
            document.fold(file, true);
            let next = (file + 1..document.entries().len()).find(|next| !document.entries()[*next].viewed);
            self.go_to_file(next.unwrap_or(file));
        } else {
            self.viewed.remove(&key);
            document.fold(file, false);
        }
    }

    fn fold(&mut self) {
        if self.files.is_open && self.files.fold() {
            if let Some(document) = &self.document {
                self.files.list(document, None);
            }
            return;
        }
        let Some(document) = &mut self.document else { return };
        let file = self.view.cursor.file;
        let folded = document.entry(file).is_some_and(|entry| entry.folded);
        document.fold(file, !folded);
        self.view.cursor = Place { file, row: 0 };
    }

    fn fold_all(&mut self) {
        let Some(document) = &mut self.document else { return };
        let folds = document.entries().iter().any(|entry| !entry.folded);
        document.fold_all(folds);
        self.view.cursor.row = 0;
    }

    fn toggle_files(&mut self) {
        self.files.is_open = !self.files.is_open;
        self.room.lists_files = self.files.is_open;
        if let Some(document) = self.document.as_ref().filter(|_| self.files.is_open) {
            self.files.filter.clear();
            self.files.list(document, Some(self.view.cursor.file));
        }
    }

    fn open_file(&mut self) {
        let is_folder = self.files.filter.is_empty()
            && matches!(self.files.items().get(self.files.cursor), Some(super::files::Item::Folder { .. }));
        if is_folder {
            self.fold();
        } else if let Some(file) = self.files.file() {
            self.go_to_file(file);
            self.toggle_files();
        }
    }
}

/// The texts of an entry that a search can do without reading.
pub(super) fn known(entry: &Entry) -> Option<Arc<crate::history::diff::FileDiff>> {
    entry.diff().map(Arc::clone)
}
