//! What every use case begins with: a repository, its settings, and whether the user trusts it.

use std::path::{Path, PathBuf};

use super::{Options, private_file::repository_key, trust_facts};
use crate::{
    config::{self, Flags, Loaded, RepositorySource, Sources, Trust, TrustStore, TrustSubject, Untrusted},
    fault::{Failure, Fault},
    history::{HistoryError, Repository},
    process::Git,
    store::{Environment, Folders, disk},
};

/// An open repository with its settings.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The repository.
    pub repository: Repository,
    /// Its settings and the user's, layers joined.
    pub loaded: Loaded,
    /// The environment that they were read in.
    pub environment: Environment,
    /// The user's folders, if there is a home.
    pub folders: Option<Folders>,
    /// What the caller chose.
    pub options: Options,
    subject: TrustSubject,
    trust: Trust,
}

impl Opened {
    /// Opens the repository that the options name, reads its settings, and looks up whether it is trusted. Runs nothing.
    pub fn open(options: &Options, flags: &Flags, environment: &Environment) -> Result<Self, Failure> {
        let start = match &options.path {
            Some(path) => path.clone(),
            None => Environment::current_folder()
                .map_err(|error| Failure::new(Fault::Usage, "the working folder is gone").cause(error))?,
        };
        let repository = Repository::open(&start)?;
        let folders = Folders::of(environment);
        let repository = match &folders {
            Some(folders) => {
                let key = repository_key(&repository.common_dir());
                repository.remembering(&folders.cache().join("history").join(key))
            }
            None => repository,
        };
        let loaded = load(&repository, options, flags, environment, folders.as_ref())?;
        let subject = trust_facts::subject(&repository, &loaded)?;
        let trust = match &folders {
            _ if options.trust => Trust::Trusted(TrustStore::for_this_call(&subject)),
            Some(folders) => TrustStore::of(folders).judge(&subject),
            None => TrustStore::without_memory(&subject),
        };
        Ok(Self {
            repository,
            loaded,
            environment: environment.clone(),
            folders,
            options: options.clone(),
            subject,
            trust,
        })
    }

    /// Whether the repository is trusted as it is now.
    pub fn trust(&self) -> &Trust {
        &self.trust
    }

    /// What trusting it would allow.
    pub fn trust_subject(&self) -> &TrustSubject {
        &self.subject
    }

    /// The user agrees: it is trusted until something of that changes.
    pub fn record_trust(&mut self) -> Result<(), Failure> {
        let trusted = match &self.folders {
            Some(folders) => TrustStore::of(folders).trust(&self.subject)?,
            None => TrustStore::for_this_call(&self.subject),
        };
        self.trust = Trust::Trusted(trusted);
        Ok(())
    }

    /// Reads settings and trust again, as after a change of either.
    pub fn refreshed(&self, flags: &Flags) -> Result<Self, Failure> {
        Self::open(&self.options, flags, &self.environment)
    }

    /// The folder that git and gates run in: the work tree, or the bare repository.
    pub fn folder(&self) -> &Path {
        self.repository.path()
    }

    /// git in this repository, headless; only where it is trusted.
    pub fn git(&self) -> Result<Git, Untrusted> {
        let git = Git::at(self.folder(), self.trust.proof()?);
        // What `GIT_DIR` names would not be found again from the folder.
        Ok(if self.environment.has("GIT_DIR") { git.git_folder(&absolute(self.repository.git_dir())) } else { git })
    }
}

fn absolute(path: &Path) -> PathBuf {
    disk::canonical(path).unwrap_or_else(|_| path.to_path_buf())
}

fn load(
    repository: &Repository,
    options: &Options,
    flags: &Flags,
    environment: &Environment,
    folders: Option<&Folders>,
) -> Result<Loaded, Failure> {
    let committed = match repository.work_dir() {
        Some(_) => None,
        None => committed_file(repository)?,
    };
    let source = match (&options.config, repository.work_dir(), &committed) {
        (Some(file), _, _) => RepositorySource::File(file),
        (None, Some(root), _) => RepositorySource::WorkTree(root),
        (None, None, Some((name, content))) => RepositorySource::Committed { name, content },
        (None, None, None) => RepositorySource::None,
    };
    Ok(config::load(&Sources { repository: source, folders, environment, flags })?)
}

/// The settings of a bare repository, as its `HEAD` has them.
fn committed_file(repository: &Repository) -> Result<Option<(String, Vec<u8>)>, HistoryError> {
    let Ok(head) = repository.resolve("HEAD") else { return Ok(None) };
    let contents = repository.contents();
    for name in config::FILE_NAMES {
        if let Some(content) = contents.file(head, name, config::LONGEST_FILE)? {
            return Ok(Some((format!("HEAD:{name}"), content)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::{Git as TestGit, Repo};

    fn open(repo: &Repo, trust: bool) -> Opened {
        let environment = Environment::of(TestGit::environment(&repo.home()));
        let options = Options { path: Some(repo.path()), trust, ..Options::default() };
        Opened::open(&options, &Flags::default(), &environment).unwrap()
    }

    #[test]
    fn a_repository_is_not_trusted_until_the_user_says_so_and_then_until_something_changes() {
        let repo = Repo::new();
        repo.commit_file("a", "a", "feat: a");
        assert!(open(&repo, false).git().is_err());
        assert!(open(&repo, true).git().is_ok());
        assert!(open(&repo, false).git().is_err(), "trust for one call is not kept");
        open(&repo, false).record_trust().unwrap();
        assert!(open(&repo, false).git().is_ok());
        for change in [
            ("tminus.toml", "[[gates]]\nname = \"t\"\ncommand = \"true\""),
            (".tminus/templates/x.md", "{{ x }}"),
            (".git/hooks/pre-push", "#!/bin/sh"),
        ] {
            repo.write(change.0, change.1);
            let Trust::Untrusted(untrusted) = open(&repo, false).trust().clone() else { panic!("{}", change.0) };
            assert!(untrusted.is_known && untrusted.changes.len() == 1, "{untrusted:?}");
            open(&repo, false).record_trust().unwrap();
            assert!(open(&repo, false).git().is_ok());
        }
        repo.git(&["config", "core.sshCommand", "evil"]);
        assert!(open(&repo, false).git().is_err());
    }

    #[test]
    fn what_runs_nothing_changes_no_trust() {
        let repo = Repo::new();
        repo.commit_file("a", "a", "feat: a");
        open(&repo, false).record_trust().unwrap();
        repo.commit_file("tminus.toml", "[risk]\nthreshold = 3", "chore: set");
        repo.git(&["config", "branch.main.description", "x"]);
        assert!(open(&repo, false).git().is_ok());
        assert_eq!(open(&repo, false).loaded.settings.risk.threshold, 3);
    }

    #[test]
    fn a_bare_repository_has_the_settings_of_its_head() {
        let repo = Repo::new();
        repo.commit_file("tminus.toml", "[risk]\nthreshold = 7", "chore: set");
        let bare = repo.with_origin();
        let environment = Environment::of(TestGit::environment(&repo.home()));
        let options = Options { path: Some(bare), ..Options::default() };
        let opened = Opened::open(&options, &Flags::default(), &environment).unwrap();
        assert_eq!(opened.loaded.settings.risk.threshold, 7);
    }
}
