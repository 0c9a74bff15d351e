//! Reads the project's own rules of risk: from the work tree, or from `HEAD` of a bare repository.

use super::{Opened, WorkspaceError};
use crate::{
    analysis::risk::{BadRules, OWN_RULES_FILE, OwnRules},
    store::disk,
};

/// Longer files are refused.
const LONGEST: u64 = 256 << 10;

/// The rules; none where there is no file.
pub(super) fn read(opened: &Opened) -> Result<OwnRules, WorkspaceError> {
    let repository = &opened.repository;
    let bytes = match repository.work_dir() {
        Some(root) => {
            let path = root.join(OWN_RULES_FILE);
            if disk::exists(&path) { Some(whole(disk::read_beginning(&path, LONGEST)?)?) } else { None }
        }
        None => match repository.resolve("HEAD") {
            Ok(head) => repository.contents().file(head, OWN_RULES_FILE, LONGEST)?,
            Err(_) => None,
        },
    };
    match bytes {
        Some(bytes) => Ok(OwnRules::read(&String::from_utf8_lossy(&bytes))?),
        None => Ok(OwnRules::default()),
    }
}

/// What is cut off could be the half of a number.
fn whole((bytes, is_whole): (Vec<u8>, bool)) -> Result<Vec<u8>, BadRules> {
    if is_whole { Ok(bytes) } else { Err(BadRules::Form(format!("it is longer than {} KiB", LONGEST >> 10))) }
}
