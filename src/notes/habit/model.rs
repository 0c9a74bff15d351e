//! What is known of release notes in general, learnt from many projects and carried by the program. `docs/models.md` tells
//! from what, and how good it is.

use std::sync::OnceLock;

use super::{
    linear::{Linear, Mark},
    signs::{Sign, Sort},
    trees::Trees,
};
use crate::notes::SectionKey;

/// All that is trained.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// Whether readers are told of a unit.
    pub told: Linear,
    /// In which section, in the order of [`SectionKey::ALL`].
    pub sections: Vec<Linear>,
    /// Whether people say that it breaks something.
    pub breaking: Linear,
    /// What weighs all measures.
    pub trees: Trees,
}

/// The weights of a sign, as the file has them: told, breaking, then each section.
const COLUMNS: usize = 2 + SectionKey::ALL.len();
/// Finer steps than this are not kept.
const STEP: f32 = 0.001;

const FILE: &str = include_str!("../../../models/notes.tsv");

/// What tells the model that the program carries from another one.
pub fn digest() -> u64 {
    static DIGEST: OnceLock<u64> = OnceLock::new();
    *DIGEST.get_or_init(|| Mark::from(&Sign { sort: Sort::Always, word: FILE.to_owned() }).number)
}

impl Model {
    /// The model that the program carries.
    pub fn embedded() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::read(FILE).expect("a test reads the file that is compiled in"))
    }

    /// Reads the file; nothing if it is none.
    pub fn read(text: &str) -> Option<Self> {
        let mut columns: Vec<Vec<(Mark, f32)>> = vec![Vec::new(); COLUMNS];
        let mut trees = Trees::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some(sign) = line.strip_prefix("sign\t") else {
                trees.read_line(line)?;
                continue;
            };
            let mut parts = sign.split('\t');
            let (sort, word) = (parts.next()?, parts.next()?);
            let sort = *Sort::ALL.iter().find(|known| known.as_str() == sort)?;
            let mark = Mark::from(&Sign { sort, word: word.to_owned() });
            for (column, weight) in columns.iter_mut().zip(parts) {
                if !weight.is_empty() {
                    column.push((mark, weight.parse::<f32>().ok()? * STEP));
                }
            }
        }
        let mut columns = columns.into_iter().map(Linear::of);
        Some(Self { told: columns.next()?, breaking: columns.next()?, sections: columns.collect(), trees })
    }

    /// The file, of these signs.
    pub fn to_text(&self, signs: &[Sign]) -> String {
        let mut text = String::from("# What release notes tell, learnt from many projects: see docs/models.md.\n");
        for sign in signs {
            let mark = Mark::from(sign);
            let weights: Vec<String> = [&self.told, &self.breaking]
                .into_iter()
                .chain(&self.sections)
                .map(|linear| (linear.weight(mark) / STEP).round() as i32)
                .map(|weight| if weight == 0 { String::new() } else { weight.to_string() })
                .collect();
            let weights = weights.join("\t");
            let weights = weights.trim_end_matches('\t');
            if !weights.is_empty() && !sign.word.contains(['\t', '\n', '\r']) {
                text.extend(["sign\t", sign.sort.as_str(), "\t", &sign.word, "\t", weights, "\n"]);
            }
        }
        for line in self.trees.to_lines() {
            text.push_str(&line);
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        let model = Model::embedded();
        assert_eq!(model.sections.len(), SectionKey::ALL.len());
        assert!(!model.trees.roots.is_empty());
        let add = Mark::from(&Sign { sort: Sort::Kind, word: "feat".into() });
        assert!(model.told.weight(add) > 0.0);
    }
}
