//! What is known of a commit when it is judged, in plain counts, and the measures that follow from them.

use super::{Measure, Mix, Tidying};

/// What is known of a commit, from it and from what came before it. Counts are of the whole commit, however many its
/// files are.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Facts {
    /// Lines and files; lines are nothing where they were not counted.
    pub change: ChangeFacts,
    /// The files' history.
    pub files: FileFacts,
    /// The author's history.
    pub author: AuthorFacts,
    /// How often commits of the area that the subject names are culprits, against the repository's mean; log2.
    pub area_record: f32,
    /// The same of the folder with the worst record.
    pub folder_record: f32,
}

/// What a commit changed and says.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ChangeFacts {
    /// Folders at the root.
    pub top_folders: f32,
    /// Folders.
    pub folders: f32,
    /// Files.
    pub files: f32,
    /// Lines, where they were counted.
    pub lines: Option<LineFacts>,
    /// The sorts of files.
    pub mix: Mix,
    /// Bytes of the message beyond the first line.
    pub explanation: f32,
    /// Hours from writing to committing.
    pub waiting: f32,
    /// Whether the subject speaks of tidying up.
    pub speaks_of_tidying: bool,
}

/// Lines of a commit.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct LineFacts {
    /// Added.
    pub added: f32,
    /// Removed.
    pub removed: f32,
    /// Of both, those of code.
    pub code: f32,
    /// Length of the files before, their mean.
    pub before: f32,
}

/// What was known of the files.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct FileFacts {
    /// Earlier changes, a file.
    pub changes: f32,
    /// Earlier changes that speak of a fix, a file.
    pub fixes: f32,
    /// Earlier commits on them that had been named as culprits; a commit counts once for each file.
    pub culprits: f32,
    /// The author's own earlier changes to them, summed.
    pub own: f32,
    /// Distinct commits that last changed them.
    pub last_changes: f32,
    /// Days since they changed, the mean over those that were seen before.
    pub age: f32,
    /// Changes in the last three months, a file.
    pub lately: f32,
}

/// What was known of the author.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct AuthorFacts {
    /// Earlier commits.
    pub commits: f32,
    /// The same, each divided by its age in years and one.
    pub recent: f32,
    /// Earlier commits in the touched folders at the root, summed over these.
    pub in_parts: f32,
    /// Earlier commits that had been named as culprits.
    pub culprits: f32,
}

/// The values of all measures; those that are not known are NaN.
pub type Values = [f32; Measure::COUNT];

impl Facts {
    /// The measures. Counts are taken as logarithms, so that steps lie at doublings.
    pub fn values(&self) -> Values {
        let (change, files, author) = (&self.change, &self.files, &self.author);
        let n_files = change.files.max(1.0);
        let earlier = files.changes * n_files;
        let of_lines = |measure: fn(&LineFacts, f32) -> f32| {
            change.lines.as_ref().map_or(f32::NAN, |lines| measure(lines, n_files))
        };
        let mut values = [0.0; Measure::COUNT];
        let mut set = |measure: Measure, value: f32| values[measure as usize] = value;
        set(Measure::Added, of_lines(|lines, _| log(lines.added)));
        set(Measure::CodeLines, of_lines(|lines, _| log(lines.code)));
        set(Measure::Lines, of_lines(|lines, _| log(lines.all())));
        set(Measure::Relative, of_lines(|lines, files| log(100.0 * lines.all() / (lines.before * files + 1.0))));
        set(Measure::AddedShare, of_lines(|lines, _| if lines.all() > 0.0 { lines.added / lines.all() } else { 0.5 }));
        set(Measure::FileLength, of_lines(|lines, _| log(lines.before)));
        set(Measure::Folders, log(change.folders));
        set(Measure::Files, log(change.files));
        set(Measure::Explanation, log(change.explanation));
        set(Measure::Waiting, log(change.waiting));
        set(Measure::Mix, f32::from(change.mix as u8));
        set(Measure::Tidying, f32::from(Tidying::of(change) as u8));
        set(Measure::CulpritShare, log(1000.0 * (files.culprits + 0.03) / (earlier + 3.0)));
        set(Measure::Culprits, log(files.culprits));
        set(Measure::Fixes, log(files.fixes));
        set(Measure::FixShare, (files.fixes + 0.3) / (files.changes + 1.0));
        set(Measure::LastChanges, log(files.last_changes));
        set(Measure::Age, log(files.age));
        set(Measure::Lately, log(files.lately));
        set(Measure::OwnShare, files.own / (earlier + 1.0));
        set(Measure::AuthorCulpritShare, log(1000.0 * (author.culprits + 0.5) / (author.commits + 20.0)));
        set(Measure::AuthorCulprits, log(author.culprits));
        set(Measure::Experience, log(author.commits));
        set(Measure::RecentExperience, log(author.recent));
        set(Measure::PartExperience, log(author.in_parts));
        set(Measure::AreaRecord, self.area_record);
        set(Measure::FolderRecord, self.folder_record);
        values
    }
}

impl LineFacts {
    /// Added and removed.
    pub fn all(&self) -> f32 {
        self.added + self.removed
    }
}

fn log(value: f32) -> f32 {
    (1.0 + value.max(0.0)).log2()
}
