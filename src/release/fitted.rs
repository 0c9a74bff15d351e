//! A `tminus.toml` fitted to a repository: every key with its comment; what was found is set, the rest stands as a comment
//! with its default.

use std::fmt::Write as _;

use crate::{
    config::{Key, keys},
    forge::Address,
    history::{Head, HistoryError, Remote, Repository, TagPattern},
    release::{ChangelogPlace, Imported},
    store::disk,
};

/// Files that tell how a project is tested.
const TESTS: [(&str, &str); 10] = [
    ("Cargo.toml", "cargo test"),
    ("go.mod", "go test ./..."),
    ("package.json", "npm test"),
    ("pyproject.toml", "python -m pytest"),
    ("setup.py", "python -m pytest"),
    ("Gemfile", "bundle exec rake test"),
    ("mix.exs", "mix test"),
    ("pom.xml", "mvn test"),
    ("build.gradle", "./gradlew test"),
    ("Makefile", "make test"),
];

/// What was found in a repository, as TOML by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    values: Vec<(&'static str, String)>,
    tests: Option<&'static str>,
}

impl Findings {
    /// Looks at branches, remotes, tags and files.
    pub fn of(repository: &Repository) -> Result<Self, HistoryError> {
        let mut values = Vec::new();
        let remotes = repository.remotes();
        let remote = remotes.iter().find(|remote| remote.name == "origin").or(remotes.first());
        if let Some(branch) = branch(repository, remote)? {
            values.push(("release.branch", quoted(&branch)));
        }
        if let Some(remote) = remote {
            values.push(("release.remote", quoted(&remote.name)));
        }
        let pattern = repository.tag_pattern()?;
        let has_tags = !repository.version_tags(Some(&pattern))?.is_empty();
        if has_tags || pattern != TagPattern::default() {
            values.push(("release.tag", quoted(&pattern.to_string())));
        }
        if let Some(head) = repository.head_commit()?
            && let ChangelogPlace::File { path, bytes: Some(_), .. } =
                ChangelogPlace::found(repository, head, Some(&pattern))?
        {
            values.push(("release.changelog", quoted(&path)));
        }
        let address = Address::find(&crate::config::ForgeSettings::default(), remote.map(|remote| remote.url.as_str()));
        if let Ok(Some(address)) = address {
            values.push(("forge.kind", quoted("github")));
            values.push(("forge.repository", quoted(&address.repository)));
        }
        let tests = repository
            .work_dir()
            .and_then(|root| TESTS.iter().find(|(file, _)| disk::exists(&root.join(file))))
            .map(|(_, command)| *command);
        Ok(Self { values, tests })
    }

    /// The same with another tool's settings brought over: they outrank what was found.
    #[must_use]
    pub fn with(mut self, imported: &Imported) -> Self {
        let list = |items: &Vec<String>| toml_edit::Value::from_iter(items).to_string();
        let texts = imported.texts.iter().map(|(name, value)| (name, quoted(value)));
        let lists = imported.lists.iter().map(|(name, items)| (name, list(items)));
        for (name, value) in texts.chain(lists) {
            if let Some(key) = keys::REPOSITORY.iter().find(|key| key.name == *name) {
                self.values.retain(|(known, _)| *known != key.name);
                self.values.push((key.name, value));
            }
        }
        self
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let mut text = String::from(
            "# Settings of tminus for this repository. All of them may be left out.\n# `tminus schema config` prints their JSON \
             Schema; `docs/configuration.md` describes them.\n",
        );
        let mut table = "";
        for key in keys::REPOSITORY {
            let top = key.table().split('.').next().unwrap_or_default();
            if top != table {
                table = top;
                let about = keys::TABLES.iter().find(|(name, _)| *name == top).map_or("", |(_, about)| about);
                write!(text, "\n# {about}\n[{top}]\n").expect("writing to a string does not fail");
            }
            self.push_key(key, &mut text);
        }
        self.push_gates(&mut text);
        text
    }

    fn push_key(&self, key: &Key, text: &mut String) {
        push_comment(key.about, text);
        let name = key.name.split_once('.').map_or(key.name, |(_, rest)| rest);
        let found = self.values.iter().find(|(known, _)| *known == key.name).map(|(_, value)| value.as_str());
        match (found, key.default) {
            (Some(value), _) => text.push_str(&format_line("", name, value)),
            (None, Some(default)) => text.push_str(&format_line("# ", name, default)),
            (None, None) => text.push_str(&format_line("# ", name, key.example)),
        }
    }

    fn push_gates(&self, text: &mut String) {
        text.push_str("\n# Gates: commands that must succeed before shipping.\n");
        text.push_str("# [[gates]]\n");
        for key in keys::GATE {
            push_comment(key.about, text);
            let tests = self.tests.map(quoted);
            let value = match (key.name, &tests) {
                ("command", Some(command)) => command,
                _ => key.default.unwrap_or(key.example),
            };
            text.push_str(&format_line("# ", key.name, value));
        }
        let names = keys::BUILT_IN_GATES.map(|name| format!("`{name}`")).join(", ");
        text.push('\n');
        push_comment(&format!("Gates that are always there: {names}. To make one advice:"), text);
        text.push_str("# [[gates]]\n# name = \"up-to-date\"\n# required = false\n");
    }
}

fn format_line(before: &str, name: &str, value: &str) -> String {
    format!("{before}{name} = {value}\n")
}

/// Writes a comment in lines of at most 100 characters.
fn push_comment(about: &str, text: &mut String) {
    let mut line = String::from("#");
    for word in about.split_whitespace() {
        if line.len() + word.len() >= 100 {
            text.push_str(&line);
            text.push('\n');
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    text.push_str(&line);
    text.push('\n');
}

/// Text as TOML.
fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// The remote's HEAD, else `main` or `master`, else the branch that is checked out.
fn branch(repository: &Repository, remote: Option<&Remote>) -> Result<Option<String>, HistoryError> {
    let branches = repository.branches()?;
    let is_local = |name: &str| branches.iter().any(|branch| !branch.is_remote && branch.name == name);
    if let Some(remote) = remote
        && let Some(name) = repository.remote_head(&remote.name)
    {
        return Ok(Some(name));
    }
    if let Some(name) = ["main", "master"].into_iter().find(|name| is_local(name)) {
        return Ok(Some(name.to_owned()));
    }
    Ok(match repository.head()? {
        Head::Branch { name, .. } => Some(name),
        Head::Detached(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::{Changelog, Flags, RepositorySource, Settings, Sources},
        store::Environment,
        testkit::Repo,
    };

    fn settings(text: &str) -> Settings {
        let environment = Environment::default();
        let flags = Flags::default();
        let repository = RepositorySource::Committed { name: "tminus.toml", content: text.as_bytes() };
        let sources = Sources { repository, folders: None, environment: &environment, flags: &flags };
        crate::config::load(&sources).unwrap().settings
    }

    #[test]
    fn what_is_found_is_set_and_the_rest_is_default() {
        let repo = Repo::new();
        repo.commit_file("Changes.md", "", "feat: a");
        repo.tag("rel-1.0.0").tag("rel-1.1.0");
        repo.write("go.mod", "");
        repo.git(&["remote", "add", "up", "git@github.com:acme/rocket.git"]);
        let findings = Findings::of(&Repository::open(&repo.path()).unwrap()).unwrap();
        let read = settings(&findings.text());
        assert_eq!(read.release.branch.as_deref(), Some("main"));
        assert_eq!(read.release.remote, "up");
        assert_eq!(read.release.tag, "rel-{version}");
        assert_eq!(read.release.changelog, Changelog::File("Changes.md".into()));
        assert_eq!(read.forge.repository.as_deref(), Some("acme/rocket"));
        assert!(findings.text().contains("# command = \"go test ./...\""));
    }

    #[test]
    fn what_stands_as_a_comment_is_valid_when_the_comment_is_taken_away() {
        let text = Findings::default().text();
        assert_eq!(settings(&text), Settings::default());
        let is_key =
            |line: &str| line.starts_with("[[") || line.split_once(" = ").is_some_and(|(name, _)| !name.contains(' '));
        let uncommented: Vec<&str> = text
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|line| is_key(line)).unwrap_or(line))
            // A token has one source.
            .filter(|line| !line.starts_with("token.command"))
            .collect();
        let read = settings(&uncommented.join("\n"));
        assert_eq!(read.gates.len(), 2, "{uncommented:#?}");
        assert!(read.approval.required == 1 && read.forge.url.is_some());
    }

    #[test]
    fn every_key_has_its_comment() {
        let text = Findings::default().text();
        for key in keys::REPOSITORY.iter().chain(keys::GATE) {
            let first: String = key.about.split_whitespace().take(5).collect::<Vec<_>>().join(" ");
            assert!(text.contains(&format!("# {first}")), "{}", key.name);
        }
    }
}
