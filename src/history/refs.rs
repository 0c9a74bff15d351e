//! What branches, tags, `HEAD` and remotes there are, and settings that others need to know.

use gix::bstr::ByteSlice;

use super::{CommitId, HistoryError, Repository, Time, error::Source, parse::Ident};

/// Where `HEAD` is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// On a branch, by its short name. Without a commit the branch is unborn.
    Branch {
        /// Short name.
        name: String,
        /// Its tip.
        tip: Option<CommitId>,
    },
    /// On a commit itself.
    Detached(CommitId),
}

/// A branch, local or of a remote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Short name: `main`, `origin/main`.
    pub name: String,
    /// Whether it is another repository's.
    pub is_remote: bool,
    /// Its tip.
    pub tip: CommitId,
}

/// A tag of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Short name.
    pub name: String,
    /// The commit that it points at in the end.
    pub commit: CommitId,
    /// When it was made, if it is annotated and says so.
    pub tagged_at: Option<Time>,
    /// Whether it is an object of its own.
    pub is_annotated: bool,
}

/// A remote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// Its name.
    pub name: String,
    /// Its address for fetching, as configured; may hold a password.
    pub url: String,
    /// The address with user and password left out, for showing.
    pub shown: String,
}

impl Repository {
    /// Where `HEAD` is now.
    pub fn head(&self) -> Result<Head, HistoryError> {
        let local = self.local();
        let head = local.head().map_err(|error| broken("`HEAD`", error.into()))?;
        let name = head.referent_name().map(|name| name.shorten().to_str_lossy().into_owned());
        match name {
            Some(name) if head.is_unborn() => Ok(Head::Branch { name, tip: None }),
            Some(name) => Ok(Head::Branch { name, tip: Some(self.resolve("HEAD")?) }),
            None => Ok(Head::Detached(self.resolve("HEAD")?)),
        }
    }

    /// The commit that HEAD leads to; nothing where there is none yet.
    pub fn head_commit(&self) -> Result<Option<CommitId>, HistoryError> {
        Ok(match self.head()? {
            Head::Branch { tip, .. } => tip,
            Head::Detached(tip) => Some(tip),
        })
    }

    /// Branches whose tips are there, local ones first, each kind by name.
    pub fn branches(&self) -> Result<Vec<Branch>, HistoryError> {
        let local = self.local();
        let refused = |error: gix::Error| broken("the branches", error.into());
        let platform = local.references().map_err(refused)?;
        let mut branches = Vec::new();
        for (is_remote, found) in
            [(false, platform.local_branches().map_err(refused)?), (true, platform.remote_branches().map_err(refused)?)]
        {
            for mut branch in found.filter_map(Result::ok) {
                let name = branch.name().shorten().to_str_lossy().into_owned();
                let Ok(tip) = branch.peel_to_commit() else { continue };
                branches.push(Branch { name, is_remote, tip: tip.id.into() });
            }
        }
        Ok(branches)
    }

    /// Tags that end at commits, by name.
    pub fn tags(&self) -> Result<Vec<Tag>, HistoryError> {
        let local = self.local();
        let refused = |error: gix::Error| broken("the tags", error.into());
        let platform = local.references().map_err(refused)?;
        let mut tags = Vec::new();
        for mut tag in platform.tags().map_err(refused)?.filter_map(Result::ok) {
            let name = tag.name().shorten().to_str_lossy().into_owned();
            let object = tag.peel_to_tag().ok();
            let tagged_at = object.as_ref().and_then(|tag| tagged_at(&tag.data));
            let Ok(commit) = tag.peel_to_commit() else { continue };
            tags.push(Tag { name, commit: commit.id.into(), tagged_at, is_annotated: object.is_some() });
        }
        Ok(tags)
    }

    /// What an annotated tag says, its signature left out.
    pub fn tag_message(&self, name: &str) -> Option<String> {
        let local = self.local();
        let mut reference = local.find_reference(&format!("refs/tags/{name}")).ok()?;
        let tag = reference.peel_to_tag().ok()?;
        let (_, message) = tag.data.split_once_str("\n\n")?;
        let message = String::from_utf8_lossy(message);
        let signature = ["-----BEGIN PGP", "-----BEGIN SSH", "-----BEGIN SIGNED"]
            .iter()
            .filter_map(|mark| message.find(mark))
            .min();
        Some(message[..signature.unwrap_or(message.len())].trim().to_owned())
    }

    /// What is wrong with tags that cannot be read, in words.
    pub fn broken_tags(&self) -> Vec<String> {
        let local = self.local();
        let Ok(platform) = local.references() else { return Vec::new() };
        let Ok(tags) = platform.tags() else { return Vec::new() };
        tags.filter_map(Result::err).map(|error| error.to_string()).collect()
    }

    /// What a reference points at, by its full name, tags followed to their commit; nothing if there is none.
    pub fn tip_of(&self, full_name: &str) -> Result<Option<CommitId>, HistoryError> {
        let local = self.local();
        let what = || format!("`{full_name}`");
        let found = local.try_find_reference(full_name).map_err(|error| broken(&what(), error.into()))?;
        let Some(mut reference) = found else { return Ok(None) };
        let commit = reference.peel_to_commit().map_err(|error| broken(&what(), error.into()))?;
        Ok(Some(commit.id.into()))
    }

    /// Whether there is such a reference, by its full name, whatever it points at.
    pub fn has_reference(&self, full_name: &str) -> bool {
        matches!(self.local().try_find_reference(full_name), Ok(Some(_)))
    }

    /// Whether a commit is here.
    pub fn has_commit(&self, id: CommitId) -> bool {
        self.local().find_commit(id.object()).is_ok()
    }

    /// Whether `descendant` is `ancestor` or descends from it.
    pub fn is_ancestor(&self, ancestor: CommitId, descendant: CommitId) -> Result<bool, HistoryError> {
        if ancestor == descendant {
            return Ok(true);
        }
        let local = self.local();
        let graph = local.commit_graph_if_enabled().ok().flatten();
        let mut graph = local.revision_graph(graph.as_ref());
        let bases = local
            .merge_bases_many_with_graph(ancestor.object(), &[descendant.object()], &mut graph)
            .map_err(|error| broken("the common ancestors of two commits", error.into()))?;
        Ok(bases.iter().any(|base| base.detach() == ancestor.object()))
    }

    /// Remotes by name.
    pub fn remotes(&self) -> Vec<Remote> {
        let local = self.local();
        let names = local.remote_names();
        names
            .iter()
            .filter_map(|name| {
                let remote = local.find_remote(name.as_bstr()).ok()?;
                let url = remote.url(gix::remote::Direction::Fetch)?;
                let text = url.to_bstring().to_str_lossy().into_owned();
                Some(Remote { name: name.to_str_lossy().into_owned(), shown: without_credentials(url), url: text })
            })
            .collect()
    }

    /// The branch that a remote's HEAD names, as far as it was told when last asked.
    pub fn remote_head(&self, remote: &str) -> Option<String> {
        let local = self.local();
        let reference = local.try_find_reference(&format!("refs/remotes/{remote}/HEAD")).ok()??;
        let gix::refs::TargetRef::Symbolic(target) = reference.target() else { return None };
        let short = target.shorten().to_str_lossy().into_owned();
        short.strip_prefix(&format!("{remote}/")).map(str::to_owned)
    }

    /// The remote and the branch there (short names) that a local branch follows.
    pub fn upstream_of(&self, branch: &str) -> Option<(String, String)> {
        let setting = |key: &str| self.setting(&format!("branch.{branch}.{key}"));
        let merge = setting("merge")?;
        let name = merge.strip_prefix("refs/heads/").unwrap_or(&merge).to_owned();
        Some((setting("remote")?, name))
    }

    /// A setting of git's, as text.
    pub fn setting(&self, key: &str) -> Option<String> {
        let local = self.local();
        let value = local.config_snapshot().string(key)?;
        Some(value.to_str_lossy().into_owned())
    }

    /// A setting of git's that is yes or no.
    pub fn is_set(&self, key: &str) -> bool {
        self.local().config_snapshot().boolean(key).unwrap_or(false)
    }

    /// Name and address that git would commit with, if it knows them.
    pub fn user(&self) -> Option<(String, String)> {
        let local = self.local();
        let signature = local.committer()?.ok()?;
        let text = |bytes: &gix::bstr::BStr| bytes.to_str_lossy().into_owned();
        Some((text(signature.name), text(signature.email)))
    }
}

fn broken(what: &str, source: Source) -> HistoryError {
    HistoryError::Refs { what: what.to_owned(), source }
}

/// When a tag object says that it was made.
fn tagged_at(tag: &[u8]) -> Option<Time> {
    let line = tag.lines().take_while(|line| !line.is_empty()).find_map(|line| line.strip_prefix(b"tagger "))?;
    Some(Ident::new(line).time).filter(|time| *time != Time::MISSING)
}

fn without_credentials(url: &gix::Url) -> String {
    let mut url = url.clone();
    // `git@host:path` names no secret, and people know it so.
    let is_ssh = url.scheme == gix::url::Scheme::Ssh;
    url.set_password(None);
    if !is_ssh {
        url.set_user(None);
    }
    url.to_bstring().to_str_lossy().into_owned()
}
