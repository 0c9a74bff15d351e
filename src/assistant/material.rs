//! What a model drafts from, as values: stories of commits as the rules would tell them, and what they changed.

use super::Redactor;

/// The material of one draft.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Material {
    /// The project's name.
    pub project: String,
    /// The version to come.
    pub version: Option<String>,
    /// The version before.
    pub previous: Option<String>,
    /// Keys of the sections, with their titles.
    pub sections: Vec<(String, String)>,
    /// What the project's past notes read like.
    pub samples: Vec<String>,
    /// What there is to tell.
    pub stories: Vec<Story>,
}

/// Commits that are one thing to tell, as the rules see it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Story {
    /// The section that the rules put it in.
    pub section: String,
    /// The sentence that the rules write.
    pub text: String,
    /// How much a reader would miss it, 0 to 1.
    pub score: f64,
    /// Its commits.
    pub commits: Vec<Source>,
}

/// A commit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// Its whole id.
    pub id: String,
    /// Its subject.
    pub subject: String,
    /// What follows the subject.
    pub body: String,
    /// `feat`, `fix` and so on, with scope and flags, in words.
    pub facts: Vec<String>,
    /// `#12`, `CVE-2026-1`.
    pub references: Vec<String>,
    /// What was found to break, in sentences.
    pub findings: Vec<String>,
    /// How risky it is, 0 to 100.
    pub risk: u8,
    /// Files, with lines added and removed.
    pub paths: Vec<PathChange>,
    /// What changed in them.
    pub patches: Vec<FilePatch>,
}

/// A file that a commit changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PathChange {
    /// Its path.
    pub path: String,
    /// Lines added and removed, where they were counted.
    pub lines: Option<(u32, u32)>,
}

/// What changed in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilePatch {
    /// Its path.
    pub path: String,
    /// The diff.
    pub patch: String,
}

impl Source {
    /// As many digits of the id as people cite.
    pub fn short(&self) -> &str {
        self.id.get(..7).unwrap_or(&self.id)
    }

    /// All that it says, for looking words up in.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        [self.subject.as_str(), self.body.as_str()].into_iter().chain(self.findings.iter().map(String::as_str))
    }
}

impl Material {
    /// The same without secrets and excluded paths. Nothing else is ever sent.
    #[must_use]
    pub fn redacted(&self, redactor: &Redactor) -> Self {
        let mut redactor = redactor.clone();
        for patch in self.commits().flat_map(|commit| &commit.patches) {
            redactor.learn(&patch.path, &patch.patch);
        }
        let text = |text: &String| redactor.text(text);
        let commit = |commit: &Source| Source {
            id: commit.id.clone(),
            subject: text(&commit.subject),
            body: text(&commit.body),
            facts: commit.facts.iter().map(text).collect(),
            references: commit.references.iter().map(text).collect(),
            findings: commit.findings.iter().map(text).collect(),
            risk: commit.risk,
            paths: commit
                .paths
                .iter()
                .filter(|change| !redactor.excludes(&change.path))
                .map(|change| PathChange { path: redactor.known(&change.path), ..change.clone() })
                .collect(),
            patches: commit
                .patches
                .iter()
                .filter_map(|patch| {
                    let shown = redactor.patch(&patch.path, &patch.patch)?;
                    Some(FilePatch { path: redactor.known(&patch.path), patch: shown })
                })
                .collect(),
        };
        let story = |story: &Story| Story {
            section: story.section.clone(),
            text: text(&story.text),
            score: story.score,
            commits: story.commits.iter().map(commit).collect(),
        };
        Self {
            project: text(&self.project),
            version: self.version.clone(),
            previous: self.previous.clone(),
            sections: self.sections.iter().map(|(key, title)| (key.clone(), text(title))).collect(),
            samples: self.samples.iter().map(text).collect(),
            stories: self.stories.iter().map(story).collect(),
        }
    }

    /// All commits, in the order of their stories.
    pub fn commits(&self) -> impl Iterator<Item = &Source> {
        self.stories.iter().flat_map(|story| &story.commits)
    }
}
