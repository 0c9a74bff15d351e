//! Drives the real program in a real pseudo-terminal and reads its screen through a terminal emulator, in a small language:
//! `cockpit.press("3").see("Release notes")`. It waits for what it expects, never for a time, and shows the last screen
//! when that does not come.

#![allow(dead_code, reason = "a language may have words that no test speaks today")]

mod keys;
mod svg;
mod terminal;

use std::{
    io::Write as _,
    sync::{Arc, Condvar, Mutex},
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tminus::testkit::Repo;

use terminal::Terminal;

/// How long the program may take to show what is expected. Only a broken program waits this long.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long the program writes nothing when nothing is going on. Only pictures wait for it.
const REST: Duration = Duration::from_millis(1500);

/// How long an answer to an escape is waited for.
const ANSWER: Duration = Duration::from_secs(1);

/// What is shared with the thread that reads the terminal.
#[derive(Default)]
struct Shared {
    terminal: Mutex<Terminal>,
    changed: Condvar,
}

/// The program on a screen.
pub(crate) struct Cockpit {
    shared: Arc<Shared>,
    master: Box<dyn MasterPty + Send>,
    writer: Arc<Mutex<Box<dyn std::io::Write + Send>>>,
    child: Box<dyn Child + Send + Sync>,
}

/// What to start, and on which screen.
pub(crate) struct Start<'a> {
    repo: &'a Repo,
    args: Vec<String>,
    columns: u16,
    rows: u16,
    environment: Vec<(String, String)>,
}

impl<'a> Start<'a> {
    /// The program in `repo`, on 80x24.
    pub(crate) fn in_repo(repo: &'a Repo) -> Self {
        Self { repo, args: Vec::new(), columns: 80, rows: 24, environment: Vec::new() }
    }

    /// With these arguments.
    pub(crate) fn args(mut self, args: &[&str]) -> Self {
        self.args = args.iter().map(|&arg| arg.to_owned()).collect();
        self
    }

    /// On a screen of this size.
    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// With this environment variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Starts it.
    pub(crate) fn open(self) -> Cockpit {
        let size = PtySize { rows: self.rows, cols: self.columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tminus"));
        command.args(&self.args);
        command.cwd(self.repo.path());
        command.env_clear();
        for (name, value) in tminus::testkit::Git::environment(&self.repo.home()) {
            command.env(name, value);
        }
        command.env("PATH", inherited("PATH"));
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        // Without it a program that asks a shell for its editor would find the machine's.
        command.env("EDITOR", "true");
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let writer = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let shared =
            Arc::new(Shared { terminal: Mutex::new(Terminal::new(self.columns, self.rows)), changed: Condvar::new() });
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (seen, answers) = (Arc::clone(&shared), Arc::clone(&writer));
        std::thread::spawn(move || {
            let mut buffer = [0; 16 * 1024];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let answer = seen.terminal.lock().unwrap().feed(&buffer[..count]);
                if !answer.is_empty() {
                    // The program may be gone by now; then nobody waits for the answer.
                    drop(answers.lock().unwrap().write_all(&answer));
                }
                seen.changed.notify_all();
            }
            seen.terminal.lock().unwrap().end();
            seen.changed.notify_all();
        });
        Cockpit { shared, master: pair.master, writer, child }
    }
}

fn inherited(name: &str) -> String {
    #[expect(clippy::disallowed_methods, reason = "programs are found on the machine's own path")]
    std::env::var(name).unwrap_or_default()
}

impl Cockpit {
    /// Presses keys, named as in the help: `j`, `Enter`, `Esc`, `Ctrl-P`, `Tab`, `Down`; several separated by spaces.
    #[track_caller]
    pub(crate) fn press(&self, names: &str) -> &Self {
        for name in names.split_whitespace() {
            // Held while the key is sent, so that no answer to it is missed.
            let terminal = self.shared.terminal.lock().unwrap();
            self.send(&keys::bytes(name));
            if name == "Esc" {
                // An escape and the key after it mean another key where they arrive together, and what is closed must not be
                // seen again: the program answers an escape before the next key, or has nothing to say to it.
                drop(self.shared.changed.wait_timeout(terminal, ANSWER).unwrap());
            }
        }
        self
    }

    /// Types text as it stands.
    #[track_caller]
    pub(crate) fn type_text(&self, text: &str) -> &Self {
        self.send(text.as_bytes());
        self
    }

    /// Pastes text, as a terminal with bracketed paste does.
    #[track_caller]
    pub(crate) fn paste(&self, text: &str) -> &Self {
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes());
        self
    }

    #[track_caller]
    fn send(&self, bytes: &[u8]) {
        let mut writer = self.writer.lock().unwrap();
        writer.write_all(bytes).and_then(|()| writer.flush()).unwrap();
    }

    /// Waits until the screen shows `text` on one line.
    #[track_caller]
    pub(crate) fn see(&self, text: &str) -> &Self {
        self.until(&format!("`{text}` on the screen"), |terminal| {
            terminal.lines().iter().any(|line| line.contains(text))
        });
        self
    }

    /// Waits until the screen does not show `text` any more.
    #[track_caller]
    pub(crate) fn gone(&self, text: &str) -> &Self {
        self.until(&format!("`{text}` gone"), |terminal| !terminal.lines().iter().any(|line| line.contains(text)));
        self
    }

    /// Waits until `holds` is true of the terminal.
    #[track_caller]
    pub(crate) fn until(&self, what: &str, holds: impl Fn(&Terminal) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut terminal = self.shared.terminal.lock().unwrap();
        while !holds(&terminal) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !terminal.has_ended(),
                "waited for {what}{}; the screen is\n{}",
                if terminal.has_ended() { ", but the program ended" } else { "" },
                terminal.lines().join("\n")
            );
            terminal = self.shared.changed.wait_timeout(terminal, left).unwrap().0;
        }
    }

    /// Waits until the program has written nothing for a while: what was going on is on the screen.
    pub(crate) fn rests(&self) -> &Self {
        let mut terminal = self.shared.terminal.lock().unwrap();
        loop {
            let (next, waited) = self.shared.changed.wait_timeout(terminal, REST).unwrap();
            terminal = next;
            if waited.timed_out() {
                return self;
            }
        }
    }

    /// The screen's lines, right-trimmed.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.shared.terminal.lock().unwrap().lines()
    }

    /// The screen as an SVG picture.
    pub(crate) fn picture(&self, title: &str) -> String {
        svg::picture(self.shared.terminal.lock().unwrap().screen(), title)
    }

    /// Gives the terminal another size; the program is told by the kernel.
    pub(crate) fn resize(&self, columns: u16, rows: u16) -> &Self {
        self.shared.terminal.lock().unwrap().resize(columns, rows);
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
        self
    }

    /// The program's process id.
    pub(crate) fn process_id(&self) -> u32 {
        self.child.process_id().expect("the child runs until it is waited for")
    }

    /// Waits until the program has given the terminal back and the kernel says that it is stopped.
    #[track_caller]
    #[expect(clippy::disallowed_methods, reason = "the kernel tells a process's state in a file")]
    pub(crate) fn stopped(&self) -> &Self {
        self.until("the terminal as it was found", Terminal::is_restored);
        let deadline = Instant::now() + PATIENCE;
        let stat = format!("/proc/{}/stat", self.process_id());
        while !std::fs::read_to_string(&stat).unwrap().contains(") T ") {
            assert!(Instant::now() < deadline, "the program does not stop");
            std::thread::yield_now();
        }
        self
    }

    /// Sends it a signal by name, such as `TERM`.
    #[track_caller]
    pub(crate) fn signal(&self, name: &str) -> &Self {
        #[expect(clippy::disallowed_methods, reason = "the shell's own kill sends the signal")]
        let sent =
            std::process::Command::new("kill").args(["-s", name, &self.process_id().to_string()]).status().unwrap();
        assert!(sent.success());
        self
    }

    /// Kills the program at once, as a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for the program to end by itself; its exit code and whether it left the terminal as it found it.
    #[track_caller]
    pub(crate) fn ends(mut self) -> (u32, bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut terminal = self.shared.terminal.lock().unwrap();
        while !terminal.has_ended() {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "the program does not end; the screen is\n{}", terminal.lines().join("\n"));
            terminal = self.shared.changed.wait_timeout(terminal, left).unwrap().0;
        }
        let restored = terminal.is_restored();
        drop(terminal);
        (self.child.wait().unwrap().exit_code(), restored)
    }
}
