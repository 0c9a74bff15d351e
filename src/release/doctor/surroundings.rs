//! What does not depend on the repository: git, folders, certificates, editor, terminal.

use std::path::{Path, PathBuf};

use super::{Check, Terminal};
use crate::{
    process::{Editor, Git},
    store::{Environment, Folders, disk},
};

/// git signs with ssh from this version on.
const NEEDED_GIT: (u32, u32) = (2, 34);

/// Where systems keep the certificates of authorities.
const CERTIFICATES: [&str; 6] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/usr/local/share/certs/ca-root-nss.crt",
];

pub(super) fn git() -> Check {
    match Git::outside(&["--version"]).run() {
        Err(error) => Check::failure("git", error.to_string()).hint("install git"),
        Ok(ended) => {
            let text = ended.text();
            match version(&text) {
                Some(found) if found < NEEDED_GIT => {
                    Check::warning("git", text).hint("signing with ssh needs git 2.34 or later")
                }
                _ => Check::ok("git", text),
            }
        }
    }
}

/// The first two numbers of `git version 2.39.5`.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split_whitespace().nth(2)?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

pub(super) fn folders(environment: &Environment) -> Check {
    let Some(folders) = Folders::of(environment) else {
        return Check::failure("folders", "there is no home folder").hint("set `HOME`, or the XDG variables");
    };
    for folder in [folders.state(), folders.cache()] {
        if let Err(error) = disk::probe_writable(folder) {
            return Check::failure("folders", crate::fault::Failure::from(error).to_string())
                .hint("drafts, review marks and trust are kept there");
        }
    }
    Check::ok("folders", format!("state in {}, cache in {}", folders.state().display(), folders.cache().display()))
}

pub(super) fn certificates(environment: &Environment) -> Check {
    let named = ["SSL_CERT_FILE", "SSL_CERT_DIR"].iter().find_map(|name| environment.path(name));
    if let Some(path) = named {
        return if disk::exists(&path) {
            Check::ok("certificates", path.display().to_string())
        } else {
            Check::failure("certificates", format!("`{}` is not there", path.display()))
                .hint("mend `SSL_CERT_FILE` or `SSL_CERT_DIR`")
        };
    }
    match CERTIFICATES.iter().find(|path| disk::exists(Path::new(path))) {
        Some(path) => Check::ok("certificates", *path),
        None if cfg!(any(target_os = "macos", windows)) => Check::ok("certificates", "of the system"),
        None => Check::warning("certificates", "none are installed: forges cannot be reached over https")
            .hint("install `ca-certificates`"),
    }
}

pub(super) fn editor(environment: &Environment) -> Check {
    let editor = Editor::of(environment);
    let program = editor.name().split_whitespace().next().unwrap_or_default().to_owned();
    let is_there = if program.contains('/') {
        disk::exists(Path::new(&program))
    } else {
        let path = environment.value("PATH").unwrap_or_default();
        std::env::split_paths(path).map(|folder: PathBuf| folder.join(&program)).any(|file| disk::exists(&file))
    };
    if is_there {
        Check::ok("editor", editor.name())
    } else {
        Check::note("editor", format!("`{program}` is not installed")).hint("set `VISUAL` or `EDITOR`")
    }
}

pub(super) fn terminal(environment: &Environment, terminal: Terminal) -> Check {
    if !terminal.is_terminal {
        return Check::note("terminal", "standard output is not one");
    }
    let kind = environment.text("TERM").unwrap_or("unknown");
    let colours = match environment.text("COLORTERM") {
        _ if environment.has("NO_COLOR") => "no colours (NO_COLOR)",
        Some("truecolor" | "24bit") => "all colours",
        _ if kind.contains("256color") => "256 colours",
        _ => "16 colours",
    };
    let size = terminal.size.map_or_else(|| "size unknown".to_owned(), |(columns, rows)| format!("{columns}x{rows}"));
    let message = format!("{kind}, {colours}, {size}");
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| environment.text(name)).unwrap_or_default();
    let is_utf8 = locale.to_ascii_lowercase().replace('-', "").contains("utf8");
    if kind == "dumb" {
        Check::warning("terminal", message).hint("the cockpit needs a terminal that can place the cursor")
    } else if terminal.size.is_some_and(|(columns, rows)| columns < 40 || rows < 10) {
        Check::warning("terminal", message).hint("40x10 is the least that the cockpit is made for")
    } else if !is_utf8 {
        Check::note("terminal", message).hint("the locale is not UTF-8: try `--ascii` if the lines look wrong")
    } else {
        Check::ok("terminal", message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::doctor::Status;

    #[test]
    fn the_version_of_git_is_read_also_from_vendors() {
        assert_eq!(version("git version 2.39.5"), Some((2, 39)));
        assert_eq!(version("git version 2.50.1 (Apple Git-155)"), Some((2, 50)));
        assert_eq!(version("git version 2.42.0.windows.2"), Some((2, 42)));
        assert_eq!(version("nothing"), None);
    }

    #[test]
    fn a_terminal_is_described_and_warned_about() {
        let environment = Environment::of([("TERM", "xterm-256color"), ("LANG", "C.UTF-8")]);
        let wide = Terminal { is_terminal: true, size: Some((80, 24)) };
        assert_eq!(terminal(&environment, wide).message, "xterm-256color, 256 colours, 80x24");
        assert_eq!(terminal(&environment, wide).status, Status::Ok);
        let tiny = Terminal { is_terminal: true, size: Some((20, 5)) };
        assert_eq!(terminal(&environment, tiny).status, Status::Warning);
    }

    #[test]
    fn named_certificates_have_to_be_there() {
        let missing = Environment::of([("SSL_CERT_FILE", "/no/such/file")]);
        assert_eq!(certificates(&missing).status, Status::Failure);
    }
}
