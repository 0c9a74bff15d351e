//! A row of a file of change risk: what was known of a commit just before it, and perhaps whether it was named later as
//! the cause of a defect.

use serde::Deserialize;

use crate::analysis::{
    risk::{
        AuthorFacts, ChangeFacts, FILES_AT_MOST, FileFacts, Folders, LineFacts, Mix, Stated, Step, Vocabulary, area_of,
        number_of, speaks_of_tidying,
    },
    shape::{Sort, Touch},
};

/// A commit of a data file. What was written later about it is not read, but for the label.
#[derive(Debug, Clone, Deserialize)]
pub struct RiskRow {
    /// `owner/name`, or whatever names the repository.
    pub repo: String,
    /// The commit's id, or its beginning.
    pub sha: String,
    /// Whoever wrote it.
    #[serde(default)]
    pub author: String,
    /// When it was written, in seconds.
    #[serde(default)]
    pub at: i64,
    /// When it was committed, in seconds.
    #[serde(default)]
    pub ct: i64,
    /// The first line of the message.
    pub subject: String,
    /// The rest of it.
    #[serde(default)]
    pub body: String,
    /// Some of its files, with lines added and removed.
    #[serde(default)]
    pub files: Vec<(String, i64, i64)>,
    /// Fourteen numbers about the commit and what came before it.
    pub k: [f32; 14],
    /// Six more.
    pub x: [f32; 6],
    /// Whether it was named later.
    #[serde(default)]
    pub y: Option<u8>,
    /// Whether it is set aside: part of the history, but neither trained with nor scored.
    #[serde(default)]
    pub skip: u8,
}

/// What the course needs of a row.
#[derive(Debug, Clone)]
pub struct RiskStep {
    author: u32,
    time: i64,
    touches: Vec<Touch>,
    folders: Folders,
    area: u32,
}

impl RiskRow {
    /// Whether the row can be used, and why not.
    pub fn check(&self) -> Result<(), String> {
        if self.sha.is_empty() {
            return Err("`sha` is empty".into());
        }
        if let Some(number) = self.k.iter().chain(&self.x).find(|number| !number.is_finite() || **number < 0.0) {
            return Err(format!("`{number}` in `k` or `x` is no count"));
        }
        match self.y {
            None | Some(0 | 1) => Ok(()),
            Some(label) => Err(format!("`y` is {label}, which is neither 0 nor 1")),
        }
    }

    /// The label, where there is one that counts.
    pub fn label(&self) -> Option<bool> {
        self.y.filter(|_| self.skip == 0).map(|label| label == 1)
    }

    /// What the history of later rows is made of.
    pub fn step(&self) -> RiskStep {
        let paths = || self.files.iter().take(FILES_AT_MOST).map(|(path, _, _)| path.as_str());
        RiskStep {
            author: number_of(&self.author),
            time: self.ct,
            touches: paths().map(|path| Touch::of(path.as_bytes())).collect(),
            folders: Folders::of(paths()),
            area: area_of(&self.subject),
        }
    }

    /// What it changed.
    pub fn change(&self) -> ChangeFacts {
        let mut sorts = [0; Sort::COUNT];
        let mut code = 0;
        for (path, added, removed) in self.files.iter().take(FILES_AT_MOST) {
            let sort = Sort::of(path);
            sorts[sort as usize] += 1;
            if sort.is_code() {
                code += (*added).max(0).saturating_add((*removed).max(0));
            }
        }
        let [top_folders, folders, files, _, added, removed, before, ..] = self.k;
        ChangeFacts {
            top_folders,
            folders,
            files,
            lines: Some(LineFacts { added, removed, code: code as f32, before }),
            mix: Mix::of(&sorts),
            explanation: self.body.len() as f32,
            waiting: hours(self.at, self.ct),
            speaks_of_tidying: speaks_of_tidying(&self.subject),
        }
    }

    /// The words that a vocabulary knows, of its message and its paths.
    pub fn words(&self, vocabulary: &Vocabulary) -> Vec<u16> {
        let mut words = vocabulary.of_message(&self.subject, &self.body).into_vec();
        words.extend(vocabulary.of_paths(self.files.iter().map(|(path, _, _)| path.as_str())));
        words
    }

    /// What it states of the history.
    pub fn stated(&self) -> Stated {
        let [.., age, last_changes, commits, recent, in_parts] = self.k;
        let [fixes, culprits, author_culprits, own, changes, _] = self.x;
        let of_files = FileFacts { changes, fixes, culprits, own, last_changes, age, lately: 0.0 };
        Stated { files: of_files, author: AuthorFacts { commits, recent, in_parts, culprits: author_culprits } }
    }
}

impl RiskStep {
    /// The same, lent.
    pub fn as_step(&self) -> Step<'_> {
        Step {
            author: self.author,
            time: self.time,
            is_fix: false,
            is_merge: false,
            touches: &self.touches,
            folders: &self.folders.all,
            tops: &self.folders.tops,
            area: self.area,
        }
    }
}

fn hours(from: i64, to: i64) -> f32 {
    to.saturating_sub(from).max(0) as f32 / 3600.0
}
