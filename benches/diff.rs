//! What a diff of 5,000 lines costs: until its first screen is there, plain and then coloured; a key; all of it.
//!
//!     cargo bench --bench diff                      the made-up commit, many runs
//!     cargo bench --bench diff -- PATH COMMIT       one pass over a real commit, CPU seconds, to be set beside
//!                                                   `git show COMMIT | delta --paging never`
//!     cargo bench --bench diff -- PATH COMMIT whole the whole of it alone, for `time`
//!
//! The made-up commit adds this program's own sources until there are 5,000 lines, so that there is real code to colour.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measuring program prints, and stops when it cannot measure"
)]

use std::{
    cell::RefCell,
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::OnceLock,
    time::Instant,
};

use ratatui::{Terminal, backend::TestBackend, layout::Rect};
use tminus::{
    history::{Repository, diff::Subject},
    testkit::Repo,
    tui::{
        Depth, Shelf,
        look::{GLYPHS, Look},
        motion::Motion,
        msg::Ending,
        screen::Command,
        theme::Appearance,
        widgets::diff::{Desk, DiffCommand, DiffEvent, DiffModel, Outcome, Request, run},
    },
};

const SOURCES: [&str; 4] = [
    include_str!("../src/history/differ.rs"),
    include_str!("../src/tui/widgets/diff/update.rs"),
    include_str!("../src/tui/widgets/diff/rows.rs"),
    include_str!("../src/tui/widgets/diff/row_view.rs"),
];
const LINES: usize = 5_000;
const AREA: Rect = Rect { x: 0, y: 0, width: 120, height: 40 };

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match arguments.as_slice() {
        [path, commit, whole] if whole == "whole" => {
            let repository = Repository::open(Path::new(path)).unwrap();
            let id = repository.resolve(commit).unwrap();
            through(&mut Table::open(path.into(), Subject::Commit(id)));
        }
        [path, commit] => real(Path::new(path), commit),
        _ => divan::main(),
    }
}

/// A repository whose newest commit adds 5,000 lines of Rust.
fn sample() -> (PathBuf, Subject) {
    static REPO: OnceLock<(PathBuf, String)> = OnceLock::new();
    let (path, id) = REPO.get_or_init(|| {
        // Kept for the whole run: the folder must outlive every bench.
        let repo = Box::leak(Box::new(Repo::new()));
        repo.commit("first");
        let text: Vec<&str> = SOURCES.iter().flat_map(|source| source.lines()).cycle().take(LINES).collect();
        let id = repo.commit_file("src/lib.rs", &text.join("\n"), "second");
        (repo.path(), id)
    });
    (path.clone(), Subject::Commit(id.parse().unwrap()))
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

/// A diff whose work is done when asked for.
struct Table {
    folder: PathBuf,
    model: DiffModel,
    waiting: VecDeque<DiffCommand>,
    terminal: Terminal<TestBackend>,
}

impl Table {
    fn open(folder: PathBuf, subject: Subject) -> Self {
        let terminal = Terminal::new(TestBackend::new(AREA.width, AREA.height)).unwrap();
        let mut table = Self { folder, model: DiffModel::default(), waiting: VecDeque::new(), terminal };
        table.waiting.extend(table.model.resize(AREA, false));
        table.waiting.extend(table.model.show(subject));
        table
    }

    /// Does what waits, colours only if `colours`.
    fn work(&mut self, colours: bool) {
        while let Some(command) = self.waiting.pop_front() {
            let Command::Work(slot, request) = command else { continue };
            if !colours && matches!(request, Request::Paint(_)) {
                continue;
            }
            let tray = Tray::default();
            run(request, &self.folder, &tray);
            for outcome in tray.0.into_inner() {
                self.waiting.extend(self.model.update(DiffEvent::Outcome(slot, outcome)));
            }
            self.waiting.extend(self.model.update(DiffEvent::Ended(slot, Ending::Finished)));
        }
    }

    fn draw(&mut self) {
        let theme = Shelf::default().fitting(Appearance::Dark, Depth::True);
        let look = Look { theme: &theme, glyphs: &GLYPHS, plain: false };
        self.terminal.draw(|frame| self.model.view(&look, true, frame)).unwrap();
    }

    fn go(&mut self, motion: Motion) {
        self.waiting.extend(self.model.update(DiffEvent::Motion(motion)));
    }
}

#[divan::bench]
fn first_screen_plain() {
    let (folder, subject) = sample();
    let mut table = Table::open(folder, subject);
    table.work(false);
    table.draw();
}

#[divan::bench]
fn first_screen_coloured() {
    let (folder, subject) = sample();
    let mut table = Table::open(folder, subject);
    table.work(true);
    table.draw();
}

#[divan::bench]
fn one_key_and_its_frame(bencher: divan::Bencher<'_, '_>) {
    let (folder, subject) = sample();
    let mut table = Table::open(folder, subject);
    table.work(true);
    bencher.bench_local(|| {
        table.go(Motion::Down);
        table.waiting.clear();
        table.draw();
    });
}

#[divan::bench(sample_count = 10)]
fn all_of_it_coloured() {
    let (folder, subject) = sample();
    through(&mut Table::open(folder, subject));
}

/// Pages through to the end, colouring everything on the way.
fn through(table: &mut Table) {
    table.work(true);
    table.draw();
    let mut before = String::new();
    loop {
        table.go(Motion::PageDown);
        table.work(true);
        table.draw();
        let now = table.terminal.backend().to_string();
        if now == before {
            break;
        }
        before = now;
    }
}

fn real(path: &Path, commit: &str) {
    let repository = Repository::open(path).unwrap();
    let id = repository.resolve(commit).unwrap();
    let begin = Instant::now();
    let mut table = Table::open(path.to_owned(), Subject::Commit(id));
    table.work(false);
    table.draw();
    println!("first screen, plain     {:>8.1} ms", begin.elapsed().as_secs_f64() * 1e3);
    let begin = Instant::now();
    let mut table = Table::open(path.to_owned(), Subject::Commit(id));
    table.work(true);
    table.draw();
    println!("first screen, coloured  {:>8.1} ms", begin.elapsed().as_secs_f64() * 1e3);
    let begin = Instant::now();
    through(&mut table);
    println!("all of it, coloured     {:>8.1} ms", begin.elapsed().as_secs_f64() * 1e3);
}
