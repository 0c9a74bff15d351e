//! What left the machine, word for word: a private file of the state folder, written before anything is sent.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::AssistantError;
use crate::store::{clock, disk};

/// A file that is longer makes room; the one before it is kept.
const LONGEST: u64 = 16 * 1024 * 1024;

/// See the module.
#[derive(Debug, Clone)]
pub(super) struct SentRecord {
    file: Option<PathBuf>,
}

impl SentRecord {
    pub(super) fn new(folder: Option<&Path>) -> Self {
        Self { file: folder.map(|folder| folder.join("sent.jsonl")) }
    }

    /// Writes down what goes where: one line of JSON, whose `body` is the request's, byte for byte.
    pub(super) fn add(&self, address: &str, body: &[u8]) -> Result<(), AssistantError> {
        let Some(file) = &self.file else { return Ok(()) };
        if disk::length(file) > LONGEST {
            disk::rename(file, &file.with_extension("old.jsonl")).map_err(AssistantError::Log)?;
        }
        let line = json!({
            "time": clock::now().to_string(),
            "address": address,
            "bytes": body.len(),
            "body": String::from_utf8_lossy(body),
        });
        disk::append(file, format!("{line}\n").as_bytes()).map_err(AssistantError::Log)
    }
}
