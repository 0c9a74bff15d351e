//! The fonts of a PDF: `DejaVu`, which is compiled in, so that every machine gives the same file.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use krilla::text::Font;
use parley::{
    FontContext, FontData, LayoutContext,
    fontique::{Blob, Collection, CollectionOptions, SourceCache},
};

use super::text::Ink;

/// The families that words are set in.
pub(super) const FAMILIES: [&str; 2] = ["DejaVu Sans", "DejaVu Sans Mono"];
/// Letters that a warning names.
const NAMED: usize = 12;

/// Fonts, and what was found missing in them.
pub(super) struct Fonts {
    pub(super) context: FontContext,
    pub(super) layouts: LayoutContext<Ink>,
    known: HashMap<u64, Font>,
    letters: HashMap<char, bool>,
    missing: BTreeSet<char>,
}

impl Fonts {
    pub(super) fn new() -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let faces: [&'static [u8]; 5] = [
            dejavu::sans::regular(),
            dejavu::sans::bold(),
            dejavu::sans::oblique(),
            dejavu::sans_mono::regular(),
            dejavu::sans_mono::bold(),
        ];
        for face in faces {
            collection.register_fonts(Blob::new(Arc::new(face)), None);
        }
        Self {
            context: FontContext { collection, source_cache: SourceCache::default() },
            layouts: LayoutContext::new(),
            known: HashMap::new(),
            letters: HashMap::new(),
            missing: BTreeSet::new(),
        }
    }

    /// The same font for the writer of the file.
    pub(super) fn embedded(&mut self, font: &FontData) -> Option<Font> {
        let (data, id) = font.data.clone().into_raw_parts();
        if let Some(known) = self.known.get(&id) {
            return Some(known.clone());
        }
        let made = Font::new(data.into(), font.index)?;
        self.known.insert(id, made.clone());
        Some(made)
    }

    /// The words with `U+FFFD` for what no font has; what is seen by what it does to others stays.
    pub(super) fn shown(&mut self, words: &str) -> String {
        words.chars().map(|letter| if self.has(letter) { letter } else { '\u{fffd}' }).collect()
    }

    fn has(&mut self, letter: char) -> bool {
        if letter.is_ascii() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}') {
            return true;
        }
        if let Some(known) = self.letters.get(&letter) {
            return *known;
        }
        let has = self.maps(letter);
        self.letters.insert(letter, has);
        if !has {
            self.missing.insert(letter);
        }
        has
    }

    /// Whether the upright face of either family has a sign for a letter.
    fn maps(&mut self, letter: char) -> bool {
        FAMILIES.iter().any(|family| {
            let family = self.context.collection.family_by_name(family);
            family.as_ref().and_then(|family| family.default_font()).is_some_and(|face| {
                let data = face.load(Some(&mut self.context.source_cache));
                let has = |data: &Blob<u8>| face.charmap_index().charmap(data.as_ref())?.map(letter);
                data.as_ref().and_then(has).is_some_and(|glyph| glyph != 0)
            })
        })
    }

    /// What is to be said about letters that could not be shown.
    pub(super) fn warnings(&self) -> Vec<String> {
        if self.missing.is_empty() {
            return Vec::new();
        }
        let named: Vec<String> =
            self.missing.iter().take(NAMED).map(|letter| format!("U+{:04X}", u32::from(*letter))).collect();
        let more = self.missing.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        vec![format!(
            "the fonts of the PDF lack {}{more}; `\u{fffd}` stands there instead (HTML shows what the reader's fonts have)",
            named.join(", ")
        )]
    }
}
