//! Command gates: what a configured command answered, with what it printed as evidence.

use std::{collections::VecDeque, time::Duration};

use super::gate::{Evidence, Finding};
use crate::text::{Safe, redact};

/// How many lines of the beginning of a command's output are kept.
const FIRST_LINES: usize = 40;
/// How many lines of its end are kept.
const LAST_LINES: usize = 360;

/// How a command gate's command ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommandEnd {
    /// By itself, with this exit code.
    Exited(i32, Duration),
    /// By a signal, said in words.
    Killed(String),
    /// It took longer than it may, and was killed with all that it had started.
    TimedOut(Duration),
    /// It could not be started.
    NotStarted(String),
    /// The poll was cancelled.
    Cancelled,
    /// It takes trust to run it.
    Untrusted,
    /// There is no work tree to run it in.
    NoWorkTree,
}

/// What a command printed: clean, without secrets, its beginning and its end.
#[derive(Debug, Clone, Default)]
pub(super) struct Output {
    first: Vec<String>,
    last: VecDeque<String>,
    left_out: usize,
}

impl Output {
    /// Takes in a line as the program printed it; the line as it is shown.
    pub(super) fn push(&mut self, foreign: &str) -> String {
        // Escapes go first: they could hide a token from the eye that looks for it.
        let line = redact(&Safe::output(foreign)).into_owned();
        if self.first.len() < FIRST_LINES {
            self.first.push(line.clone());
        } else {
            if self.last.len() == LAST_LINES {
                self.last.pop_front();
                self.left_out += 1;
            }
            self.last.push_back(line.clone());
        }
        line
    }

    /// All lines that were kept; where some were left out, a line says so.
    pub(super) fn text(&self) -> String {
        let gap = (self.left_out > 0).then(|| format!("... {} lines left out ...", self.left_out));
        let lines = self.first.iter().chain(&gap).chain(&self.last);
        lines.map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

/// A command gate: exit code 0 is GO.
pub(super) fn judge(command: &str, end: &CommandEnd, output: &Output) -> Finding {
    let shown = Safe::line(command).fit_end(80);
    let mend = format!("mend what `{shown}` complains about, then run it again");
    match end {
        CommandEnd::Exited(0, took) => Finding::go(format!("`{shown}` succeeded after {}", seconds(*took))),
        CommandEnd::Exited(code, took) => {
            Finding::no_go(format!("`{shown}` failed with exit code {code} after {}", seconds(*took)), mend)
        }
        CommandEnd::Killed(how) => Finding::no_go(format!("`{shown}` was ended by {how}"), mend),
        CommandEnd::TimedOut(limit) => Finding::no_go(
            format!("`{shown}` took longer than {} and was killed", seconds(*limit)),
            "make it faster, or give it more time: `timeout = \"...\"` under its `[[gates]]` in `tminus.toml`",
        ),
        CommandEnd::NotStarted(why) => {
            Finding::no_go(format!("`{shown}` could not be started"), mend).also(Evidence::of(why))
        }
        CommandEnd::Cancelled => Finding::hold(format!("`{shown}` was cancelled"), "run it again"),
        CommandEnd::Untrusted => Finding::untrusted(&format!("`{shown}`")),
        CommandEnd::NoWorkTree => Finding::hold(
            format!("`{shown}` was not run: a bare repository has no work tree to run it in"),
            "poll the gates in a clone with a work tree",
        ),
    }
    .detail_of_first(output.text())
}

impl Finding {
    fn detail_of_first(mut self, detail: String) -> Self {
        if let Some(first) = self.evidence.first_mut() {
            first.detail = detail;
        }
        self
    }
}

fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    match whole {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..120 => format!("{whole} s"),
        _ => format!("{} min {} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Verdict, *};

    fn verdict(end: &CommandEnd) -> Verdict {
        judge("cargo test", end, &Output::default()).verdict
    }

    #[test]
    fn only_exit_code_0_is_go() {
        let took = Duration::from_millis(1_500);
        assert_eq!(verdict(&CommandEnd::Exited(0, took)), Verdict::Go);
        for end in [
            CommandEnd::Exited(1, took),
            CommandEnd::Killed("signal 9".into()),
            CommandEnd::TimedOut(took),
            CommandEnd::NotStarted("no `sh`".into()),
        ] {
            assert_eq!(verdict(&end), Verdict::NoGo, "{end:?}");
        }
        for end in [CommandEnd::Cancelled, CommandEnd::Untrusted, CommandEnd::NoWorkTree] {
            assert_eq!(verdict(&end), Verdict::Hold, "{end:?}");
        }
    }

    #[test]
    fn output_is_cleaned_and_bounded_from_the_middle() {
        let mut output = Output::default();
        assert_eq!(output.push("\u{1b}[31mred\u{1b}[0m"), "red");
        for line in 0..1_000 {
            output.push(&line.to_string());
        }
        let text = output.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), FIRST_LINES + 1 + LAST_LINES);
        assert_eq!((lines[0], lines[1], lines[FIRST_LINES]), ("red", "0", "... 601 lines left out ..."));
        assert_eq!(lines.last(), Some(&"999"));
    }

    #[test]
    fn the_output_is_the_detail_of_the_evidence() {
        let mut output = Output::default();
        output.push("1 test failed");
        let finding = judge("cargo test", &CommandEnd::Exited(101, Duration::from_secs(75)), &output);
        assert_eq!(finding.evidence[0].summary, "`cargo test` failed with exit code 101 after 75 s");
        assert_eq!(finding.evidence[0].detail, "1 test failed");
    }
}
