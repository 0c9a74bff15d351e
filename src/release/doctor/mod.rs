//! Whether all that a release needs is there: git, keys, certificates, a token, the remote, folders. Looks, and changes
//! nothing.

mod check;
mod signing;
mod surroundings;

pub use check::{Check, Status};

use super::{ChangelogPlace, Opened, Options};
use crate::{
    config::Flags,
    fault::{Failure, Fault, Faulty as _},
    forge::Address,
    history::{Repository, remote},
    store::Environment,
};

/// What the caller knows of the terminal, which nobody else may ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// Whether standard output is one.
    pub is_terminal: bool,
    /// Columns and rows, where it tells.
    pub size: Option<(u16, u16)>,
}

/// Makes all checks, in the order that they are shown in.
pub fn examine(options: &Options, flags: &Flags, environment: &Environment, terminal: Terminal) -> Vec<Check> {
    let mut checks = vec![surroundings::git(), surroundings::folders(environment)];
    let start = options.path.clone().unwrap_or_else(|| ".".into());
    match Repository::open(&start) {
        Err(error) if matches!(error.fault(), Fault::Usage) => {
            checks.push(
                Check::warning("repository", error.to_string()).hint("run it inside a repository to check that, too"),
            );
        }
        Err(error) => checks.push(Check::failure("repository", error.to_string())),
        Ok(repository) => {
            checks.push(Check::ok("repository", repository.path().display().to_string()));
            match Opened::open(options, flags, environment) {
                Err(failure) => checks.push(told("configuration", &failure)),
                Ok(opened) => checks.extend(of_repository(&opened)),
            }
        }
    }
    checks.push(surroundings::certificates(environment));
    checks.push(surroundings::editor(environment));
    checks.push(surroundings::terminal(environment, terminal));
    checks
}

fn told(name: &'static str, failure: &Failure) -> Check {
    let check = Check::failure(name, failure.to_string());
    failure.hints.iter().fold(check, |check, hint| check.hint(hint.clone()))
}

fn of_repository(opened: &Opened) -> Vec<Check> {
    vec![
        configuration(opened),
        trust(opened),
        identity(opened),
        signing::check(opened),
        forge(opened),
        changelog(opened),
        reachable(opened),
    ]
}

fn configuration(opened: &Opened) -> Check {
    let check = match &opened.loaded.file {
        Some(file) => Check::ok("configuration", format!("{} is valid", file.display())),
        None => Check::ok("configuration", "no file; the defaults hold"),
    };
    opened.loaded.warnings.iter().fold(check, |check, warning| check.warn(warning.clone()))
}

fn trust(opened: &Opened) -> Check {
    match opened.trust().proof() {
        Ok(_) => Check::ok("trust", "the repository is trusted"),
        Err(untrusted) => {
            let check = Check::note("trust", untrusted.to_string());
            untrusted.hints().into_iter().fold(check, Check::hint)
        }
    }
}

fn identity(opened: &Opened) -> Check {
    match opened.repository.user() {
        Some((name, email)) if !name.is_empty() && !email.is_empty() => {
            Check::ok("identity", format!("{name} <{email}>"))
        }
        _ => Check::failure("identity", "git does not know who you are")
            .hint("git config --global user.name \"Your Name\"")
            .hint("git config --global user.email you@example.org"),
    }
}

/// Which file a release of what is checked out is written into.
fn changelog(opened: &Opened) -> Check {
    let head = match opened.repository.head_commit() {
        Ok(Some(head)) => head,
        Ok(None) => return Check::note("changelog", "there is no commit yet"),
        Err(error) => return Check::failure("changelog", error.to_string()),
    };
    match ChangelogPlace::of(opened, head) {
        Err(failure) => told("changelog", &failure),
        Ok(ChangelogPlace::Off) => Check::note("changelog", "none is written: `release.changelog` is `false`"),
        Ok(ChangelogPlace::File { path, bytes: Some(_), .. }) => Check::ok("changelog", path),
        Ok(ChangelogPlace::File { path, bytes: None, .. }) => {
            Check::note("changelog", format!("none is there; shipping begins `{path}`"))
        }
        Ok(ChangelogPlace::Left { path, why }) => {
            Check::warning("changelog", format!("`{path}` is left alone, since {why}"))
                .hint("name the file in `release.changelog`, or set it to `false`")
        }
    }
}

fn forge(opened: &Opened) -> Check {
    let settings = &opened.loaded.settings;
    let remotes = opened.repository.remotes();
    let remote = remotes.iter().find(|remote| remote.name == settings.release.remote);
    match Address::find(&settings.forge, remote.map(|remote| remote.url.as_str())) {
        Err(error) => error.hints().into_iter().fold(Check::failure("forge", error.to_string()), Check::hint),
        Ok(None) => Check::note("forge", "none: the release is tagged and pushed, and published nowhere else"),
        Ok(Some(address)) => token(opened, &address),
    }
}

/// Where a token would come from. What it is, is not looked at, and no program is run to get it.
fn token(opened: &Opened, address: &Address) -> Check {
    use crate::config::TokenSource;
    let place = format!("{} at {}", address.repository, address.api);
    let variables: Vec<String> = match &opened.loaded.settings.forge.token {
        Some(TokenSource::Command(line)) => return Check::ok("forge", format!("{place}, token from `{line}`")),
        Some(TokenSource::Env(name)) => vec![name.clone()],
        None => ["GITHUB_TOKEN", "GH_TOKEN", "GH_ENTERPRISE_TOKEN"].map(str::to_owned).to_vec(),
    };
    match variables.iter().find(|name| opened.environment.has(name)) {
        Some(name) => Check::ok("forge", format!("{place}, token from `{name}`")),
        None => Check::warning("forge", format!("{place}, no token in {}", variables.join(", ")))
            .hint("set one of them, or let `gh auth login` or git's credential helper know one"),
    }
}

fn reachable(opened: &Opened) -> Check {
    let name = &opened.loaded.settings.release.remote;
    if !opened.repository.remotes().iter().any(|remote| remote.name == *name) {
        return Check::warning("remote", format!("there is no remote `{name}`")).hint("git remote add origin URL");
    }
    if opened.options.offline {
        return Check::note("remote", format!("`{name}` is not asked: offline"));
    }
    match opened.git() {
        Err(_) => Check::note("remote", format!("`{name}` is not asked: the repository is not trusted")),
        Ok(git) => match remote::ls_remote(&git, name, &["HEAD"]) {
            Ok(_) => Check::ok("remote", format!("`{name}` answers")),
            Err(error) => {
                Check::failure("remote", error.to_string()).hint("check the address, the network and your login")
            }
        },
    }
}
