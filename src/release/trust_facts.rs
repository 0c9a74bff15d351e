//! Gathers all in a repository that can run a program, be sent something, or be read as a secret: what trust is bound to.

use std::path::{Path, PathBuf};

use crate::{
    config::{Loaded, TrustSubject},
    fault::Failure,
    history::Repository,
    store::disk,
    text::redact,
};

/// Folders of the work tree whose files are run as templates or policies.
const FOLDERS: [&str; 2] = [".tminus/templates", ".tminus/policies"];
/// More of a file is not read; what is longer counts by its beginning and its length.
const LONGEST: u64 = 4 * 1024 * 1024;

/// The repository as trust sees it.
pub(super) fn subject(repository: &Repository, loaded: &Loaded) -> Result<TrustSubject, Failure> {
    let common = repository.common_dir();
    let common = disk::canonical(&common).unwrap_or(common);
    // All work trees of a repository are trusted together, under the path that people know it by.
    let is_hidden = common.file_name().is_some_and(|name| name == ".git");
    let place = common.parent().filter(|_| is_hidden).unwrap_or(&common);
    let mut subject = TrustSubject::new(place, loaded);
    let settings = repository.risky_settings();
    for (index, (key, value)) in settings.iter().enumerate() {
        let earlier = settings[..index].iter().filter(|(other, _)| other == key).count();
        let number = if earlier == 0 { String::new() } else { format!(" ({})", earlier + 1) };
        // A password in an address counts, but is not kept.
        subject = match redact(value) {
            shown if shown == value.as_str() => subject.with(format!("git {key}{number}"), value),
            _ => subject.with_content(format!("git {key}{number}"), value.as_bytes()),
        };
    }
    if let Some(root) = repository.work_dir() {
        for folder in FOLDERS {
            subject = with_files(subject, &root.join(folder), folder)?;
        }
    }
    let hooks = hooks_folder(repository, &common);
    with_files(subject, &hooks, "hook")
}

/// Where git looks for hooks.
fn hooks_folder(repository: &Repository, common: &Path) -> PathBuf {
    match repository.setting("core.hooksPath") {
        Some(path) if !path.is_empty() => repository.path().join(path),
        _ => common.join("hooks"),
    }
}

fn with_files(mut subject: TrustSubject, folder: &Path, called: &str) -> Result<TrustSubject, Failure> {
    for name in disk::list(folder)? {
        let path = folder.join(&name);
        let name = name.to_string_lossy();
        if name.ends_with(".sample") || !path.is_file() {
            continue;
        }
        let (mut content, _) = disk::read_beginning(&path, LONGEST)?;
        content.extend_from_slice(&disk::length(&path).to_le_bytes());
        subject = subject.with_content(format!("{called} {name}"), &content);
    }
    Ok(subject)
}
