//! What is kept of paths and subjects: numbers that mean the same folder, file or area in every run.

use serde::{Deserialize, Serialize};

use super::signs::FILES_AT_MOST;
use crate::analysis::shape::Touch;

/// The folders of a commit's first files, as numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folders {
    /// Each folder once.
    pub all: Box<[u32]>,
    /// Each folder at the root once; the root itself is one.
    pub tops: Box<[u32]>,
}

impl Folders {
    /// Of paths, in their order.
    pub fn of<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        let (mut all, mut tops) = (Vec::new(), Vec::new());
        for path in paths.take(FILES_AT_MOST) {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            all.push(number_of(folder));
            tops.push(number_of(folder.split('/').next().unwrap_or_default()));
        }
        Self { all: once(all), tops: once(tops) }
    }
}

/// What a subject says it is about: what stands before the first colon, else its first word.
pub fn area_of(subject: &str) -> u32 {
    let start = &subject[..subject.floor_char_boundary(200)];
    let area = match start.split_once(':') {
        Some((area, _)) if area.len() < 40 => area.trim(),
        _ => start.split_whitespace().next().unwrap_or_default(),
    };
    number_of(&area.to_lowercase())
}

/// A number that means the same text throughout.
pub fn number_of(text: &str) -> u32 {
    let hash = Touch::of(text.as_bytes()).0;
    (hash ^ (hash >> 32)) as u32
}

fn once(mut numbers: Vec<u32>) -> Box<[u32]> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into()
}
