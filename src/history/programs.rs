//! Which of the repository's own git settings name programs, hosts or secrets: what its owner could set for whoever opens it.

use gix::{bstr::ByteSlice, config::Source};

use super::Repository;

/// Keys by section whose values run something, reach somewhere, or are read as a secret. `*` is all keys of a section.
const RISKY: &[(&str, &[&str])] = &[
    ("core", &["fsmonitor", "sshcommand", "hookspath", "askpass", "gitproxy", "alternaterefscommand", "worktree"]),
    ("credential", &["*"]),
    ("filter", &["clean", "smudge", "process"]),
    ("diff", &["external", "command", "textconv"]),
    ("merge", &["driver"]),
    ("gpg", &["program", "defaultkeycommand"]),
    ("user", &["signingkey"]),
    ("remote", &["url", "pushurl", "uploadpack", "receivepack", "proxy", "vcs"]),
    ("url", &["*"]),
    ("http", &["*"]),
    ("include", &["path"]),
    ("includeif", &["path"]),
    ("submodule", &["update", "url"]),
    ("trailer", &["command", "cmd"]),
    ("lfs", &["url", "pushurl"]),
    ("sequence", &["editor"]),
    ("protocol", &["*"]),
];

impl Repository {
    /// The repository's own settings (not the user's) that run, reach or reveal something: key and value, in order.
    pub fn risky_settings(&self) -> Vec<(String, String)> {
        let local = self.local();
        let snapshot = local.config_snapshot();
        let mut found = Vec::new();
        for section in snapshot.plumbing().sections() {
            if !matches!(section.meta().source, Source::Local | Source::Worktree) {
                continue;
            }
            let header = section.header();
            let name = header.name().to_str_lossy().to_lowercase();
            let Some((_, keys)) = RISKY.iter().find(|(section, _)| *section == name) else { continue };
            let prefix = match header.subsection_name() {
                Some(below) => format!("{name}.{}", below.to_str_lossy()),
                None => name,
            };
            for key in section.value_names() {
                let key = key.to_lowercase();
                if !keys.contains(&"*") && !keys.contains(&key.as_str()) {
                    continue;
                }
                for value in section.values(&key) {
                    found.push((format!("{prefix}.{key}"), value.to_str_lossy().into_owned()));
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::{history::Repository, testkit::Repo};

    #[test]
    fn the_repositorys_own_programs_are_found_and_the_users_are_not() {
        let repo = Repo::new();
        repo.git(&["config", "--global", "core.sshCommand", "mine"]);
        repo.git(&["config", "core.fsmonitor", "./evil"]);
        repo.git(&["config", "core.bare", "false"]);
        repo.git(&["config", "filter.x.Clean", "evil %f"]);
        repo.git(&["config", "remote.origin.url", "https://host/a/b"]);
        repo.git(&["config", "remote.origin.fetch", "+refs/*:refs/*"]);
        let found = Repository::open(&repo.path()).unwrap().risky_settings();
        let found: Vec<_> = found.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(
            found,
            [("core.fsmonitor", "./evil"), ("filter.x.clean", "evil %f"), ("remote.origin.url", "https://host/a/b"),]
        );
    }
}
