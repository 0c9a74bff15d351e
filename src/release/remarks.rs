//! What the user said about findings: looked at, dismissed and why, how users move on. Private to the user, kept for each
//! repository; all its worktrees share it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    analysis::shape::Touch,
    breaking::{Breaking, Finding, Remark},
    fault::{Fault, Faulty},
    store::{
        DiskError, Folders, Lock, LockError,
        disk::{self, Access},
    },
};

/// Raised when the form of the file changes. Readers of earlier forms are kept.
const VERSION: u32 = 1;

/// The remarks of one repository, by the findings' fingerprints.
#[derive(Debug, Clone, Default)]
pub struct Remarks {
    file: Option<PathBuf>,
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

/// Why remarks cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum RemarksError {
    /// The disk said no.
    #[error("what is said about findings cannot be kept")]
    Disk(#[from] DiskError),
    /// Somebody else is at it.
    #[error("what is said about findings is being written by another tminus")]
    Locked(#[from] LockError),
    /// The file is not what it should be.
    #[error("what was said about findings, in `{}`, cannot be read", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// There is no home to keep them in.
    #[error("there is no home folder to keep what is said about findings in")]
    Homeless,
}

impl Faulty for RemarksError {
    fn fault(&self) -> Fault {
        Fault::Outside
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Disk(error) => error.hints(),
            Self::Locked(error) => error.hints(),
            Self::Damaged { .. } => vec!["mend the file, or move it away: until then every finding counts".into()],
            Self::Homeless => vec!["set `HOME` or `XDG_STATE_HOME`".into()],
        }
    }
}

impl Remarks {
    /// Reads the remarks of the repository whose shared git folder is `common_dir`. Without a home there are none.
    pub fn read(folders: Option<&Folders>, common_dir: &Path) -> Result<Self, RemarksError> {
        let Some(folders) = folders else { return Ok(Self::default()) };
        let name = format!("{:016x}.json", Touch::of(common_dir.as_os_str().as_encoded_bytes()).0);
        let mut remarks = Self { file: Some(folders.state().join("findings").join(name)), remarks: BTreeMap::new() };
        remarks.reload()?;
        Ok(remarks)
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
    pub fn set(&mut self, changes: &[(Finding, Remark)]) -> Result<(), RemarksError> {
        let file = self.file.clone().ok_or(RemarksError::Homeless)?;
        if let Some(folder) = file.parent() {
            disk::create_folder(folder, Access::Private)?;
        }
        let _lock = Lock::take(&file.with_extension("lock"))?;
        self.reload()?;
        for (finding, remark) in changes {
            let fingerprint = finding.fingerprint();
            if remark.is_empty() {
                self.remarks.remove(&fingerprint);
            } else {
                let (rule, symbol) = (finding.rule.clone(), finding.symbol.clone());
                self.remarks.insert(fingerprint, Kept { rule, symbol, remark: remark.clone() });
            }
        }
        let written = Written { version: VERSION, findings: self.remarks.clone() };
        let bytes = serde_json::to_vec_pretty(&written).expect("words are valid JSON");
        Ok(disk::write(&file, &bytes, Access::Private)?)
    }

    fn reload(&mut self) -> Result<(), RemarksError> {
        let Some(file) = &self.file else { return Ok(()) };
        let Some(bytes) = disk::read_if_there(file)? else { return Ok(()) };
        let written: Written =
            serde_json::from_slice(&bytes).map_err(|source| RemarksError::Damaged { file: file.clone(), source })?;
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

    #[test]
    fn a_damaged_file_is_told_and_never_written_over() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let mut remarks = Remarks::read(Some(&folders), Path::new("/r")).unwrap();
        let found = breaking("");
        remarks.set(&[(found.findings[0].clone(), dismissed())]).unwrap();
        let file = remarks.file.clone().unwrap();
        disk::write(&file, b"{", Access::Private).unwrap();
        assert!(matches!(remarks.set(&[]), Err(RemarksError::Damaged { .. })));
        assert!(Remarks::read(Some(&folders), Path::new("/r")).is_err());
        assert_eq!(disk::read(&file).unwrap(), b"{");
    }
}
