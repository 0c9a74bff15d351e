//! A diff on a workbench: its work is done at once, its screen is text.

use std::{cell::RefCell, collections::VecDeque, path::PathBuf};

use ratatui::{Terminal, backend::TestBackend, buffer::Buffer, layout::Rect, style::Modifier};

use crate::{
    history::{CommitId, diff::Subject},
    testkit::Repo,
    tui::{
        look::{ASCII, GLYPHS, Glyphs, Look},
        motion::Motion,
        msg::Ending,
        screen::Command,
        theme::{Appearance, Depth, Shelf, Theme},
        widgets::diff::{Desk, DiffAction, DiffCommand, DiffEvent, DiffModel, Outcome, run},
    },
};

pub(super) struct Bench {
    pub(super) model: DiffModel,
    pub(super) folder: PathBuf,
    /// What was wanted besides work.
    pub(super) said: Vec<DiffCommand>,
    pub(super) size: (u16, u16),
    pub(super) theme: Theme,
    pub(super) glyphs: &'static Glyphs,
    pub(super) plain: bool,
}

#[derive(Default)]
struct Tray(RefCell<Vec<Outcome>>);

impl Desk for Tray {
    fn send(&self, outcome: Outcome) {
        self.0.borrow_mut().push(outcome);
    }

    fn is_cancelled(&self) -> bool {
        false
    }
}

impl Bench {
    /// The newest commit of a repository.
    pub(super) fn of(repo: &Repo) -> Self {
        let mut bench = Self::empty(repo.path());
        bench.show(&repo.git(&["rev-parse", "HEAD"]));
        bench
    }

    pub(super) fn empty(folder: PathBuf) -> Self {
        let mut bench = Self {
            model: DiffModel::default(),
            folder,
            said: Vec::new(),
            size: (0, 0),
            theme: Shelf::default().fitting(Appearance::Dark, Depth::True),
            glyphs: &GLYPHS,
            plain: false,
        };
        bench.resize(80, 24);
        bench
    }

    pub(super) fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        let commands = self.model.resize(Rect::new(0, 0, width, height), self.plain);
        self.carry_out(commands);
    }

    pub(super) fn ascii(&mut self) {
        self.glyphs = &ASCII;
    }

    pub(super) fn show(&mut self, commit: &str) {
        let id: CommitId = commit.parse().unwrap();
        let commands = self.model.show(Subject::Commit(id));
        self.carry_out(commands);
    }

    pub(super) fn act(&mut self, action: DiffAction) {
        self.hear(DiffEvent::Action(action));
    }

    pub(super) fn go(&mut self, motion: Motion) {
        self.hear(DiffEvent::Motion(motion));
    }

    pub(super) fn hear(&mut self, event: DiffEvent) {
        let commands = self.model.update(event);
        self.carry_out(commands);
    }

    fn carry_out(&mut self, commands: Vec<DiffCommand>) {
        let mut waiting = VecDeque::from(commands);
        let mut turns = 0;
        while let Some(command) = waiting.pop_front() {
            turns += 1;
            assert!(turns < 1_000, "the diff never comes to rest: {command:?}");
            match command {
                Command::Work(slot, request) => {
                    let tray = Tray::default();
                    run(request, &self.folder, &tray);
                    for outcome in tray.0.into_inner() {
                        waiting.extend(self.model.update(DiffEvent::Outcome(slot, outcome)));
                    }
                    waiting.extend(self.model.update(DiffEvent::Ended(slot, Ending::Finished)));
                }
                Command::Cancel(_) => {}
                other => self.said.push(other),
            }
        }
    }

    pub(super) fn buffer(&self) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        let look = Look { theme: &self.theme, glyphs: self.glyphs, plain: self.plain };
        terminal.draw(|frame| self.model.view(&look, true, frame)).unwrap();
        terminal.backend().buffer().clone()
    }

    /// The screen as text.
    pub(super) fn screen(&self) -> String {
        let buffer = self.buffer();
        rows(&buffer, |text, _| text.to_owned())
    }

    /// The screen with `«»` around what is emphasised within lines.
    pub(super) fn weights(&self) -> String {
        let buffer = self.buffer();
        rows(&buffer, |text, bold| if bold { format!("«{text}»") } else { text.to_owned() }).replace("»«", "")
    }
}

fn rows(buffer: &Buffer, mut cell: impl FnMut(&str, bool) -> String) -> String {
    let area = buffer.area;
    let mut text = String::new();
    for y in 0..area.height {
        let mut row = String::new();
        let mut x = 0;
        while x < area.width {
            let found = &buffer[(x, y)];
            row.push_str(&cell(found.symbol(), found.modifier.contains(Modifier::BOLD)));
            x += (unicode_width::UnicodeWidthStr::width(found.symbol()) as u16).max(1);
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}
