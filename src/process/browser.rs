//! Opens an address in the user's browser, where there is a screen to open it on.

use std::{
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::store::Environment;

/// A starter that still runs after so long is a browser, and goes on by itself.
const STARTED: Duration = Duration::from_secs(3);
/// Schemes that a browser is given. Anything else could start something else.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// What opens addresses here: a program with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser {
    name: String,
    arguments: Vec<String>,
}

impl Browser {
    /// The user's browser. There is none over ssh and without a display, unless `BROWSER` says otherwise.
    pub fn of(environment: &Environment) -> Option<Self> {
        // `BROWSER` is a list parted by colons; the first one that is named is taken, without a shell.
        if let Some(words) =
            environment.text("BROWSER").and_then(|list| list.split(':').find(|one| !one.trim().is_empty()))
        {
            let mut words = words.split_whitespace().map(str::to_owned);
            return words.next().map(|name| Self { name, arguments: words.collect() });
        }
        let is_remote = ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"].iter().any(|name| environment.has(name));
        let has_screen =
            cfg!(target_os = "macos") || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| environment.has(name));
        if is_remote || !has_screen {
            return None;
        }
        let name = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
        Some(Self { name: name.to_owned(), arguments: Vec::new() })
    }

    /// Opens an address; whether that began well. The browser outlives this program.
    pub fn open(&self, address: &str) -> bool {
        if !SCHEMES.iter().any(|scheme| address.starts_with(scheme)) {
            return false;
        }
        let mut has_place = false;
        let mut arguments: Vec<String> = self
            .arguments
            .iter()
            .map(|argument| {
                has_place |= argument.contains("%s");
                argument.replace("%s", address)
            })
            .collect();
        if !has_place {
            arguments.push(address.to_owned());
        }
        #[expect(clippy::disallowed_methods, reason = "this is the door to other programs")]
        let mut command = Command::new(&self.name);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let Ok(mut child) = command.spawn() else { return false };
        let (sender, ended) = mpsc::channel();
        thread::spawn(move || sender.send(child.wait().is_ok_and(|status| status.success())).ok());
        ended.recv_timeout(STARTED).unwrap_or(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn browser(variables: &[(&str, &str)]) -> Option<Browser> {
        Browser::of(&Environment::of(variables.iter().copied()))
    }

    #[test]
    fn there_is_no_browser_over_ssh_or_without_a_display() {
        assert_eq!(browser(&[("DISPLAY", ":0"), ("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")]), None);
        if !cfg!(target_os = "macos") {
            assert_eq!(browser(&[]), None);
            assert_eq!(browser(&[("DISPLAY", ":0")]).unwrap().name, "xdg-open");
        }
    }

    #[test]
    fn the_users_own_word_counts_everywhere_and_is_no_shells_line() {
        let own = browser(&[("BROWSER", "w3m -o x=%s;rm:firefox"), ("SSH_TTY", "/dev/pts/1")]).unwrap();
        assert_eq!(
            (own.name.as_str(), own.arguments.as_slice()),
            ("w3m", &["-o".to_owned(), "x=%s;rm".to_owned()][..])
        );
    }

    #[test]
    fn only_web_addresses_are_opened_and_a_failure_is_told() {
        let starts = Browser { name: "true".into(), arguments: Vec::new() };
        assert!(starts.open("https://example.org/"));
        assert!(!starts.open("file:///etc/passwd") && !starts.open("--version"));
        assert!(!Browser { name: "false".into(), arguments: Vec::new() }.open("https://example.org/"));
        assert!(!Browser { name: "/does/not/exist".into(), arguments: Vec::new() }.open("https://example.org/"));
    }
}
