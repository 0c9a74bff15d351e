//! Moves: an item that is gone here and new there is one finding that says where it went.

use std::collections::HashMap;

use super::{
    Report,
    report::{Addition, Draft},
};

/// Where an item went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Went {
    pub(super) symbol: String,
    pub(super) text: String,
    pub(super) path: String,
    /// How alike both are, 0 to 100.
    pub(super) alike: u8,
}

/// Items of the same name may have changed on the way; others must look alike.
const ALIKE_BY_NAME: f64 = 0.5;
const ALIKE_BY_LOOKS: f64 = 0.82;
/// Words that a look must have to tell anything without a name.
const WORDS_AT_LEAST: u32 = 6;
/// More pairs than this are not compared.
const PAIRS_AT_MOST: usize = 400_000;

/// Pairs what is gone with what is new, the most alike first, each once.
pub(super) fn pair_moves(report: &mut Report) {
    let gone: Vec<usize> = (0..report.drafts.len()).filter(|index| report.drafts[*index].shape.is_some()).collect();
    let additions = std::mem::take(&mut report.additions);
    if gone.is_empty() || additions.is_empty() || gone.len() * additions.len() > PAIRS_AT_MOST {
        return;
    }
    let looks: Vec<Words<'_>> = additions.iter().map(|addition| Words::of(&addition.shape.text)).collect();
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for (place, index) in gone.iter().enumerate() {
        let draft = &report.drafts[*index];
        let Some(shape) = &draft.shape else { continue };
        let words = Words::of(&shape.text);
        for (other, addition) in additions.iter().enumerate().filter(|(_, addition)| addition.shape.kind == shape.kind)
        {
            if let Some(score) = likeness(draft, &words, addition, &looks[other]) {
                pairs.push((score, place, other));
            }
        }
    }
    pairs.sort_unstable_by(|left, right| right.0.cmp(&left.0).then((left.1, left.2).cmp(&(right.1, right.2))));
    let mut taken = vec![false; additions.len()];
    for (score, place, other) in pairs {
        let draft = &mut report.drafts[gone[place]];
        if draft.went.is_none() && !taken[other] {
            taken[other] = true;
            let addition = &additions[other];
            draft.went = Some(Went {
                symbol: addition.symbol.clone(),
                text: addition.spot.text.clone(),
                path: addition.spot.path.clone(),
                alike: (score / 2).min(100) as u8,
            });
        }
    }
}

/// Percent, doubled, one more where the name is the same; nothing if they are not alike enough.
fn likeness(draft: &Draft, words: &Words<'_>, addition: &Addition, other: &Words<'_>) -> Option<u32> {
    let alike = words.alike(other);
    let same_name = last(&draft.symbol) == last(&addition.symbol);
    let is_move = same_name && alike >= ALIKE_BY_NAME;
    let is_rename = alike >= ALIKE_BY_LOOKS && words.count >= WORDS_AT_LEAST;
    (is_move || is_rename).then(|| (alike * 200.0) as u32 + u32::from(same_name))
}

fn last(symbol: &str) -> &str {
    symbol.rsplit([':', '.', '/', '#', ' ']).next().unwrap_or(symbol)
}

/// How often which word stands in a text.
struct Words<'a> {
    counts: HashMap<&'a str, u32>,
    count: u32,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let mut counts = HashMap::new();
        let mut count = 0;
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        for word in text.split(|letter: char| !is_word(letter)).filter(|word| !word.is_empty()).take(2_000) {
            *counts.entry(word).or_insert(0) += 1;
            count += 1;
        }
        Self { counts, count }
    }

    /// Common words by all words, 0 to 1.
    fn alike(&self, other: &Self) -> f64 {
        if self.count + other.count == 0 {
            return 1.0;
        }
        let common: u32 =
            self.counts.iter().filter_map(|(word, count)| Some((*count).min(*other.counts.get(word)?))).sum();
        f64::from(2 * common) / f64::from(self.count + other.count)
    }
}
