//! What the user said about findings: looked at, dismissed and why, how users move on. Private to the user, kept for each
//! repository; all its worktrees share it.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};

use super::private_file::{PrivateFile, PrivateFileError, Subject};
use crate::{
    breaking::{Breaking, Finding, Remark},
    store::Folders,
};

/// Raised when the form of the file changes. Readers of earlier forms are kept.
const VERSION: u32 = 1;

const SUBJECT: Subject =
    Subject { folder: "findings", what: "remarks about findings", meanwhile: "until then every finding counts" };

/// The remarks of one repository, by the findings' fingerprints.
#[derive(Debug, Clone)]
pub struct Remarks {
    file: PrivateFile,
    remarks: BTreeMap<String, Kept>,
}

/// A remark with what it is about, for people who look into the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    rule: String,
    symbol: String,
    #[serde(flatten)]
    remark: Remark,
}

#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    findings: BTreeMap<String, Kept>,
}

impl Default for Written {
    fn default() -> Self {
        Self { version: VERSION, findings: BTreeMap::new() }
    }
}

impl Default for Remarks {
    fn default() -> Self {
        Self { file: PrivateFile::of(SUBJECT, None, Path::new("")), remarks: BTreeMap::new() }
    }
}

impl Remarks {
    /// Reads the remarks of the repository whose shared git folder is `common_dir`. Without a home there are none.
    pub fn read(folders: Option<&Folders>, common_dir: &Path) -> Result<Self, PrivateFileError> {
        let file = PrivateFile::of(SUBJECT, folders, common_dir);
        let written: Written = file.read()?;
        Ok(Self { file, remarks: written.findings })
    }

    /// Hands each finding what was said about it.
    pub fn apply(&self, breaking: &mut Breaking) {
        for finding in &mut breaking.findings {
            finding.remark = self.of(finding);
        }
    }

    /// What was said about a finding.
    pub fn of(&self, finding: &Finding) -> Remark {
        if self.remarks.is_empty() {
            return Remark::default();
        }
        self.remarks.get(&finding.fingerprint()).map(|kept| kept.remark.clone()).unwrap_or_default()
    }

    /// Says something about findings, and keeps that at once. What another tminus wrote about others meanwhile stays.
    pub fn set(&mut self, changes: &[(Finding, Remark)]) -> Result<(), PrivateFileError> {
        let written = self.file.change(|written: &mut Written| {
            for (finding, remark) in changes {
                let fingerprint = finding.fingerprint();
                if remark.is_empty() {
                    written.findings.remove(&fingerprint);
                } else {
                    let (rule, symbol) = (finding.rule.clone(), finding.symbol.clone());
                    written.findings.insert(fingerprint, Kept { rule, symbol, remark: remark.clone() });
                }
            }
        })?;
        self.remarks = written.findings;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breaking::{Sources, compare_sources};

    fn breaking(after: &str) -> Breaking {
        let manifest = ("Cargo.toml", "[package]\nname = \"demo\"\nversion = \"1.0.0\"\nedition = \"2021\"\n");
        let old = Sources::memory([manifest, ("src/lib.rs", "pub fn a(x: u8) {}\n")]);
        let new = Sources::memory([manifest, ("src/lib.rs", after)]);
        compare_sources(&old, &new, &["src/lib.rs".to_owned()]).unwrap()
    }

    fn dismissed() -> Remark {
        Remark { dismissed: Some("nobody calls it".into()), ..Remark::default() }
    }

    #[test]
    fn a_dismissal_is_there_the_next_time_and_the_finding_no_longer_counts() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let read = || Remarks::read(Some(&folders), Path::new("/r/.git")).unwrap();
        let mut found = breaking("");
        assert_eq!(found.counting().count(), 1);
        read().set(&[(found.findings[0].clone(), dismissed())]).unwrap();
        read().apply(&mut found);
        assert_eq!((found.counting().count(), found.dismissed().count()), (0, 1));
        let other = Remarks::read(Some(&folders), Path::new("/other/.git")).unwrap();
        assert!(other.of(&found.findings[0]).is_empty());
        read().set(&[(found.findings[0].clone(), Remark::default())]).unwrap();
        assert!(read().of(&found.findings[0]).is_empty(), "a remark can be taken back");
    }

    #[test]
    fn a_remark_follows_a_finding_to_another_line_and_not_to_another_change() {
        let home = tempfile::tempdir().unwrap();
        let mut remarks = Remarks::read(Some(&Folders::below(home.path())), Path::new("/r")).unwrap();
        let found = breaking("pub fn a(x: u8, y: u8) {}\n");
        remarks.set(&[(found.findings[0].clone(), dismissed())]).unwrap();
        let moved = breaking("\n\n// Farther below.\npub fn a(x: u8, y: u8) {}\n");
        assert_eq!(remarks.of(&moved.findings[0]), dismissed());
        let otherwise = breaking("pub fn a(x: u8, y: u8, z: u8) {}\n");
        assert!(remarks.of(&otherwise.findings[0]).is_empty());
    }
}
