//! A draft that people share: a ref of the repository, `refs/tminus/drafts/<version>`, pushed and fetched when somebody asks for
//! it and never otherwise.

use std::time::Duration;

use crate::{
    fault::{Failure, Fault},
    history::{CommitId, NewCommit, Repository, Time, remote::ls_remote},
    process::Git,
    release::Workspace,
    store::clock,
};

/// How long a remote may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// Drafts that are longer are a mistake.
const LONGEST: u64 = 16 * 1024 * 1024;
const TEXT: &str = "notes.md";
const BASE: &str = "base.md";

/// Where a release's shared draft lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPlace {
    /// The remote that people share.
    pub remote: String,
    /// The ref, here and there.
    pub reference: String,
}

/// What somebody shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedDraft {
    /// Who.
    pub who: String,
    /// Their text.
    pub text: String,
    /// What their text and the own one began with.
    pub base: String,
}

/// Shares the drafts of one release.
#[derive(Debug)]
pub struct Sharing<'a> {
    repository: &'a Repository,
    git: Git,
    place: SharedPlace,
}

impl SharedPlace {
    /// The place of the draft of this version; nothing before a version is known.
    pub fn of(workspace: &Workspace, version: Option<&str>) -> Option<Self> {
        let plain = |words: &str| -> String {
            let fits = |character: char| character.is_ascii_alphanumeric() || "-_+.".contains(character);
            words.chars().map(|character| if fits(character) { character } else { '-' }).collect()
        };
        let package = workspace.opened.options.package.as_deref().map(|name| plain(name) + "/").unwrap_or_default();
        Some(Self {
            remote: workspace.settings().release.remote.clone(),
            reference: format!("refs/tminus/drafts/{package}{}", plain(version?)),
        })
    }

    /// Where the other side's draft is kept here.
    fn tracking(&self) -> String {
        format!("refs/tminus/remotes/{}/{}", self.remote, self.reference.trim_start_matches("refs/tminus/"))
    }

    fn fetch(&self) -> Vec<String> {
        let spec = format!("+{}:{}", self.reference, self.tracking());
        let words = ["fetch", "--no-tags", "--no-write-fetch-head", "--", &self.remote, &spec];
        words.map(str::to_owned).into()
    }

    fn push(&self) -> Vec<String> {
        let spec = format!("{0}:{0}", self.reference);
        ["push", "--no-verify", "--", &self.remote, &spec].map(str::to_owned).into()
    }

    /// What fetching runs, to be shown before it is.
    pub fn fetch_line(&self) -> String {
        format!("git {}", self.fetch().join(" "))
    }

    /// What sharing runs, to be shown before it is.
    pub fn push_line(&self) -> String {
        format!("git {}", self.push().join(" "))
    }
}

impl<'a> Sharing<'a> {
    /// Shares at this place. Needs a trusted repository, since git talks to the remote.
    pub fn at(workspace: &'a Workspace, place: SharedPlace) -> Result<Self, Failure> {
        Ok(Self { repository: workspace.repository(), git: workspace.opened.git()?, place })
    }

    /// Fetches what somebody shared; nothing where nobody did.
    pub fn fetch(&self) -> Result<Option<SharedDraft>, Failure> {
        let Some(theirs) = self.fetched()? else { return Ok(None) };
        let seen = self.repository.tip_of(&self.place.reference)?;
        let text = self.file(theirs, TEXT)?;
        let base = match seen {
            // What was shared or fetched last is what both began with.
            Some(seen) if self.repository.is_ancestor(seen, theirs)? => self.file(seen, TEXT)?,
            _ => self.file(theirs, BASE)?,
        };
        if seen != Some(theirs) {
            self.repository.move_reference(&self.place.reference, seen, theirs, "tminus: fetch a shared draft")?;
        }
        let stored = self.repository.stored_commit(theirs, LONGEST)?;
        let message = String::from_utf8_lossy(&stored.message).into_owned();
        let who = message.lines().find_map(|line| line.strip_prefix("By: ")).unwrap_or("somebody").to_owned();
        Ok(Some(SharedDraft { who, text, base }))
    }

    /// Shares a text. Where somebody shared another one meanwhile nothing is done: that is to be fetched first.
    pub fn share(&self, text: &str, base: &str) -> Result<(), Failure> {
        let theirs = self.fetched()?;
        let seen = self.repository.tip_of(&self.place.reference)?;
        if let Some(theirs) = theirs
            && !seen.map_or(Ok(false), |seen| self.repository.is_ancestor(theirs, seen))?
        {
            return Err(Failure::new(Fault::No, "somebody shared another draft of this release meanwhile")
                .hint("fetch it first; what it changes is shown beside your text"));
        }
        let same = seen.map(|seen| self.file(seen, TEXT)).transpose()?.is_some_and(|known| known == text);
        if !same {
            let (name, address) = self.repository.user().unwrap_or_else(|| ("unknown".into(), String::new()));
            let made = self.repository.write_commit(&NewCommit {
                files: &[(BASE, base.as_bytes()), (TEXT, text.as_bytes())],
                parents: seen.as_slice(),
                person: (&name, &address),
                time: Time { seconds: clock::now().as_second(), offset_minutes: 0 },
                message: &format!("tminus: share a draft of the notes\n\nBy: {}\n", name.replace('\n', " ")),
            })?;
            if !self.repository.move_reference(&self.place.reference, seen, made, "tminus: share a draft")? {
                return Err(Failure::new(Fault::Outside, "the draft's ref was moved meanwhile").hint("try again"));
            }
        }
        self.git.remote(self.place.push()).timeout(PATIENCE).run()?;
        Ok(())
    }

    fn fetched(&self) -> Result<Option<CommitId>, Failure> {
        let known = ls_remote(&self.git, &self.place.remote, &[&self.place.reference])?;
        if known.is_empty() {
            return Ok(None);
        }
        self.git.remote(self.place.fetch()).timeout(PATIENCE).run()?;
        Ok(self.repository.tip_of(&self.place.tracking())?)
    }

    /// A file of a shared draft, written by others: what is no text is read as far as it goes.
    fn file(&self, commit: CommitId, name: &str) -> Result<String, Failure> {
        let stored = self.repository.stored_commit(commit, LONGEST)?;
        let file = stored.files.into_iter().find(|file| file.name == name.as_bytes());
        let content = file.and_then(|file| file.content).unwrap_or_default();
        Ok(String::from_utf8_lossy(&content).into_owned())
    }
}
