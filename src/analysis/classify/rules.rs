//! Kinds by rules on words, paths and shape: the classifier that needs no training.

use super::{Classifier, Clues, words};
use crate::analysis::{
    Kind, KindSource, KindVerdict,
    shape::{Shape, Sort},
    wording::Form,
};

/// Adds up points for each kind, as the words of [`words`] and the sorts of the changed files give them, and takes the
/// highest.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules;

/// Points by kind, in the order of [`Kind::ALL`].
#[derive(Debug, Clone, Copy)]
struct Points([i16; 11]);

impl Classifier for Rules {
    fn version(&self) -> u32 {
        1
    }

    fn classify(&self, clues: &Clues<'_>) -> KindVerdict {
        let verdict = |kind, confidence| KindVerdict { kind, source: KindSource::Rule, confidence, suggested: None };
        match &clues.message.form {
            Form::Revert { .. } => return verdict(Kind::Revert, 0.99),
            Form::Merge(_) if clues.is_merge && clues.message.header.is_none() => return verdict(Kind::Chore, 0.6),
            _ => {}
        }
        if let Some(kind) = words::gitmoji(clues.subject) {
            return verdict(kind, 0.85);
        }
        if is_release(clues.subject) {
            return verdict(Kind::Chore, 0.9);
        }
        let says_nothing = described(clues).trim().is_empty();
        if says_nothing && clues.shape.is_none_or(|shape| shape.n_files() == 0) {
            return verdict(Kind::Chore, 0.3);
        }
        let mut points = Points::at_first();
        points.add_words(clues);
        if let Some(shape) = clues.shape.filter(|shape| shape.n_files() > 0) {
            points.add_shape(shape);
        }
        points.verdict()
    }
}

impl Points {
    /// How common kinds are where nothing else is known.
    const fn at_first() -> Self {
        let mut points = [0; 11];
        points[Kind::Feat as usize] = 14;
        points[Kind::Fix as usize] = 19;
        points[Kind::Docs as usize] = 6;
        points[Kind::Style as usize] = -12;
        points[Kind::Refactor as usize] = 7;
        points[Kind::Perf as usize] = -6;
        points[Kind::Test as usize] = 0;
        points[Kind::Build as usize] = 0;
        points[Kind::Ci as usize] = 0;
        points[Kind::Chore as usize] = 12;
        points[Kind::Revert as usize] = -20;
        Self(points)
    }

    fn add(&mut self, given: words::Points) {
        for (kind, points) in given {
            self.0[*kind as usize] += points;
        }
    }

    fn add_words(&mut self, clues: &Clues<'_>) {
        let description = described(clues);
        let mut seen = 0;
        for (index, word) in split_words(&description).enumerate().take(40) {
            if index == 0 {
                self.add(words::first_word(word));
            } else if seen < 4 {
                let given = words::any_word(word);
                seen += usize::from(!given.is_empty());
                self.add(given);
            }
        }
        if let Some(header) = &clues.message.header {
            // `parser: ...` names an area; `test:` and the like have been taken as headers already.
            self.add(words::any_word(&header.word.to_ascii_lowercase()));
        }
        if !clues.message.references.is_empty()
            && clues.message.references.iter().any(|r| r.kind == crate::analysis::ReferenceKind::Fixes)
        {
            self.0[Kind::Fix as usize] += 20;
        }
    }

    fn add_shape(&mut self, shape: &Shape) {
        let total = f64::from(shape.n_files());
        let part_of = |sorts: &[Sort]| f64::from(shape.n_files_of(sorts)) / total;
        let mut toward = |kind: Kind, sorts: &[Sort], points: f64| {
            let part = part_of(sorts);
            if part >= 0.5 {
                self.0[kind as usize] += (points * part * part) as i16;
            }
        };
        toward(Kind::Docs, &[Sort::Docs, Sort::Changelog], 34.0);
        toward(Kind::Test, &[Sort::Test], 34.0);
        toward(Kind::Ci, &[Sort::Ci], 38.0);
        toward(Kind::Chore, &[Sort::Lock, Sort::Manifest], 22.0);
        toward(Kind::Build, &[Sort::Lock, Sort::Manifest, Sort::Build], 20.0);
        toward(Kind::Build, &[Sort::Build], 18.0);
        toward(Kind::Chore, &[Sort::Tooling, Sort::Vendored, Sort::Changelog], 22.0);
        toward(Kind::Chore, &[Sort::Asset], 10.0);
        let no_code = shape.code_files() == 0;
        if no_code {
            self.0[Kind::Feat as usize] -= 12;
            self.0[Kind::Fix as usize] -= 8;
            self.0[Kind::Refactor as usize] -= 10;
            self.0[Kind::Perf as usize] -= 15;
        } else {
            self.0[Kind::Docs as usize] -= if part_of(&[Sort::Docs]) < 0.3 { 12 } else { 0 };
            self.0[Kind::Ci as usize] -= if shape.files[Sort::Ci as usize] == 0 { 8 } else { 0 };
            self.add_growth(shape);
        }
    }

    /// New code grows, mended code changes little, reshaped code goes as it comes.
    fn add_growth(&mut self, shape: &Shape) {
        let (insertions, deletions) = (shape.stats.insertions, shape.stats.deletions);
        if insertions + deletions <= 12 {
            self.0[Kind::Fix as usize] += 4;
            self.0[Kind::Feat as usize] -= 5;
        }
        if insertions > 80 && deletions * 4 < insertions {
            self.0[Kind::Feat as usize] += 9;
            self.0[Kind::Fix as usize] -= 4;
        }
        if deletions * 10 > insertions * 7 && insertions + deletions > 40 {
            self.0[Kind::Refactor as usize] += 6;
            self.0[Kind::Feat as usize] -= 5;
        }
        if shape.renamed * 2 > shape.n_files() {
            self.0[Kind::Refactor as usize] += 12;
        }
        if shape.added > 0 && shape.files[Sort::Source as usize] > 0 {
            self.0[Kind::Feat as usize] += 4;
        }
        if shape.files[Sort::Test as usize] > 0 {
            self.0[Kind::Feat as usize] += 3;
            self.0[Kind::Fix as usize] += 4;
            self.0[Kind::Chore as usize] -= 8;
        }
    }

    /// The highest, with its share among all as the confidence. Points are tenths of logarithms, so shares are a softmax.
    fn verdict(&self) -> KindVerdict {
        let (index, best) = self
            .0
            .iter()
            .copied()
            .enumerate()
            .max_by_key(|(index, points)| (*points, std::cmp::Reverse(*index)))
            .unwrap_or((9, 0));
        let total: f32 = self.0.iter().map(|points| (f32::from(points - best) / 10.0).exp()).sum();
        // Measured on labelled histories: the sure ones are right four times out of five, the least sure one out of three.
        let confidence = 0.3 + 0.5 / total;
        KindVerdict {
            kind: Kind::ALL[index],
            source: KindSource::Rule,
            confidence: (confidence * 100.0).round() / 100.0,
            suggested: None,
        }
    }
}

/// The words that say what was done: after an area (`parser: fix x`, `[core] fix x`).
fn described(clues: &Clues<'_>) -> String {
    let description = &clues.message.description;
    let text = match description.split_once(": ") {
        Some((area, rest)) if clues.message.header.is_none() && area.len() <= 40 && area.split(' ').count() <= 3 => {
            rest
        }
        _ => description,
    };
    text[..text.floor_char_boundary(400)].to_lowercase()
}

fn split_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || ",;()[]{}\"`/:".contains(c))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// `v1.2.3`, `Release 1.2.3`, `Bump version to 1.2.3`, `1.2.3`, `Git 1.2`.
pub(super) fn is_release(subject: &str) -> bool {
    let lower = subject.trim().to_lowercase();
    let words: Vec<&str> = lower.split([' ', ':', '(', ')']).filter(|word| !word.is_empty()).take(10).collect();
    let versions = words.iter().filter(|word| is_version(word)).count();
    let known = |word: &&str| is_version(word) || RELEASE_WORDS.contains(word);
    let said_release = words.iter().any(|word| matches!(*word, "release" | "releasing" | "version" | "publish"));
    match words.len() {
        0 | 10 => false,
        // `parser-1.2.3` is how workspaces call the release of a member.
        1 => versions == 1 || words[0].rsplit_once('-').is_some_and(|(_, end)| is_version(end)),
        2 if is_version(words[1]) => subject.starts_with(|first: char| first.is_uppercase()),
        _ => versions > 0 && said_release && words.iter().all(known),
    }
}

const RELEASE_WORDS: &[&str] = &[
    "release",
    "releasing",
    "version",
    "chore",
    "publish",
    "bump",
    "to",
    "prepare",
    "for",
    "the",
    "new",
    "from",
    "next",
    "of",
    "post-release",
    "tag",
    "set",
    "update",
    "and",
];

fn is_version(word: &str) -> bool {
    let bare = word.strip_prefix('v').unwrap_or(word);
    bare.contains('.')
        && bare.starts_with(|first: char| first.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_alphanumeric() || ".-+".contains(c))
}
