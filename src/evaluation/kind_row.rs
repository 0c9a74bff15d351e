//! A row of a file of commit kinds: what is known of a commit, and perhaps what it was called.

use serde::Deserialize;

use crate::{
    analysis::{
        Kind, KindSource, KindVerdict,
        classify::{
            Classifier, Clues, Guess, Habits, said_beside_area, undressed,
            weights::{KINDS, Weights},
        },
        shape::{Sensitive, Shape, Sort},
        signs::{Place, Said, Sink, Totals, crosses, marks, places, said},
        wording::Message,
    },
    history::{ChangeStatus, Changes, FileChange, Person, Stats},
};

/// A commit of a data file. Fields that a model must not see (the scope, the date) are not read.
#[derive(Debug, Clone, Deserialize)]
pub struct KindRow {
    /// `owner/name`, or whatever names the repository.
    pub repo: String,
    /// The commit's id.
    pub sha: String,
    /// What its developers called it, where that is known.
    #[serde(default)]
    pub kind: Option<String>,
    /// The first line of the message, without a conventional header.
    pub subject: String,
    /// The rest of the message.
    #[serde(default)]
    pub body: String,
    /// Whether its author is a program.
    #[serde(default)]
    pub bot: bool,
    /// Files changed, also those that `files` leaves out.
    #[serde(default)]
    pub n_files: Option<u32>,
    /// Lines added, in all files.
    #[serde(default)]
    pub ins: Option<u32>,
    /// Lines removed, in all files.
    #[serde(default)]
    pub dels: Option<u32>,
    /// Paths with lines added and removed; -1 where they are not counted.
    #[serde(default)]
    pub files: Vec<(String, i64, i64)>,
    /// What the row counts in the natural mix of kinds.
    #[serde(default = "one")]
    pub weight: f64,
}

const fn one() -> f64 {
    1.0
}

impl KindRow {
    /// Whether the row can be used, and why not.
    pub fn check(&self) -> Result<(), String> {
        if let Some(kind) = &self.kind
            && self.label().is_none()
        {
            return Err(format!("`kind` is `{kind}`, which is none of the eleven"));
        }
        if !(self.weight.is_finite() && self.weight >= 0.0) {
            return Err(format!("`weight` is {}, which is no weight", self.weight));
        }
        Ok(())
    }

    /// The label, where there is one.
    pub fn label(&self) -> Option<Kind> {
        let word = self.kind.as_deref()?;
        Kind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// What a classifier takes the commit for in a repository of these habits, and what it thought without.
    pub fn judge(&self, classifier: &dyn Classifier, habits: &Habits) -> (KindVerdict, Guess) {
        let message = self.message();
        let shape = self.shape();
        let words = Weights::embedded().words(said_beside_area(&self.subject, &message), &self.body, self.bot);
        let author = Person::default();
        let clues = Clues {
            subject: &self.subject,
            message: &message,
            words: &words,
            author: &author,
            shape: Some(&shape),
            is_merge: false,
        };
        let guess = classifier.guess(&clues);
        let verdict = classifier.classify(&clues);
        match verdict.source {
            KindSource::Model => (classifier.name(&guess, habits), guess),
            _ => (verdict, guess),
        }
    }

    /// Tells the signs of the commit to the sink; gives the marks that habits go by.
    pub fn tell(&self, sink: &mut impl Sink) -> Box<[u32]> {
        let said = self.tell_words(sink);
        let there = places(&self.places(), self.totals(), sink);
        crosses(&said, &there, sink);
        marks(&said, Some(&there))
    }

    /// Tells the signs of the message alone to the sink.
    pub fn tell_words(&self, sink: &mut impl Sink) -> Said {
        let message = self.message();
        said(undressed(&self.subject, &message), &self.body, self.bot, sink)
    }

    /// The logarithms of the kinds' probabilities by these weights, rules left aside.
    pub fn weigh(&self, weights: &Weights) -> [f32; KINDS] {
        let message = self.message();
        let words = weights.words(undressed(&self.subject, &message), &self.body, self.bot);
        weights.logits(&words, Some(&weights.places(&self.places(), self.totals())))
    }

    fn shape(&self) -> Shape {
        let mut shape = Shape::of(&self.changes(), &Sensitive::default());
        if self.totals().files as usize > self.files.len() {
            shape.places = Weights::embedded().places(&self.places(), self.totals());
        }
        shape
    }

    fn places(&self) -> Vec<Place<'_>> {
        let lines = |count: i64| u32::try_from(count).unwrap_or(0);
        let of = |(path, added, removed): &'_ (String, i64, i64)| {
            (Sort::of(path), lines(*added).saturating_add(lines(*removed)))
        };
        self.files
            .iter()
            .map(|file| (file, of(file)))
            .map(|(file, (sort, lines))| Place { path: &file.0, sort, lines })
            .collect()
    }

    fn totals(&self) -> Totals {
        let stats = self.changes().stats;
        Totals { files: stats.files, insertions: stats.insertions, deletions: stats.deletions }
    }

    /// The message, read as that of a commit is.
    pub fn message(&self) -> Message {
        Message::read(&self.subject, &self.body)
    }

    /// The changes, as far as the row has them: sums over all files, paths of some.
    pub fn changes(&self) -> Changes {
        let lines = |count: i64| u32::try_from(count).ok();
        let files: Vec<FileChange> = self
            .files
            .iter()
            .map(|(path, added, removed)| FileChange {
                path: path.as_bytes().into(),
                old_path: None,
                status: ChangeStatus::Modified,
                old_kind: None,
                new_kind: None,
                old_id: None,
                new_id: None,
                insertions: lines(*added),
                deletions: lines(*removed),
                lines_before: None,
                binary: *added < 0,
            })
            .collect();
        let sum = |of: fn(&FileChange) -> Option<u32>| files.iter().filter_map(of).fold(0_u32, u32::saturating_add);
        let stats = Stats {
            files: self.n_files.unwrap_or(files.len() as u32),
            insertions: self.ins.unwrap_or_else(|| sum(|file| file.insertions)),
            deletions: self.dels.unwrap_or_else(|| sum(|file| file.deletions)),
            binary: files.iter().filter(|file| file.binary).count() as u32,
        };
        Changes { files, stats, problems: Vec::new() }
    }
}
