//! HTML that only the other side has: it is no entry and cites nothing, so it comes in whole, at the end of its section.

use super::Sides;
use crate::notes::{
    Document,
    edit::{Splice, at_end, identities},
};

impl Sides<'_> {
    /// The splices that set such blocks in. What the person deleted stands in the base, and stays deleted.
    pub(super) fn passages(&self) -> Vec<Splice> {
        let (mine, theirs) = (identities(self.mine), identities(self.theirs));
        let known = [self.mine.text().replace("\r\n", "\n"), self.base.text().replace("\r\n", "\n")];
        let mut splices = Vec::new();
        for (section, identity) in theirs.iter().enumerate() {
            let Some(home) = mine.iter().position(|known| known == identity) else { continue };
            let is_new = |block: &&str| {
                let plain = block.replace("\r\n", "\n");
                !known.iter().any(|text| text.contains(&plain))
            };
            let blocks: Vec<&str> = blocks(self.theirs, section).into_iter().filter(is_new).collect();
            if !blocks.is_empty() {
                splices.push(at_end(self.mine, home, &blocks));
            }
        }
        splices
    }
}

/// The blocks of HTML between the entries of a section. One that entries stand in has its end elsewhere, and is none.
fn blocks(document: &Document, section: usize) -> Vec<&str> {
    let (text, section) = (document.text(), &document.sections()[section]);
    let starts = std::iter::once(section.body.start).chain(section.entries.iter().map(|entry| entry.span.end));
    let ends = section.entries.iter().map(|entry| entry.span.start).chain([section.body.end]);
    let between = starts.zip(ends).filter_map(|(start, end)| text.get(start..end));
    let found = between.flat_map(|between| between.split("\n\n").flat_map(|part| part.split("\r\n\r\n")));
    found.map(str::trim).filter(|block| is_whole(block)).collect()
}

/// Whether a block begins with an element and has its end.
fn is_whole(block: &str) -> bool {
    let Some(rest) = block.strip_prefix('<') else { return false };
    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    let is_void = ["img", "hr", "br"].contains(&name.to_lowercase().as_str());
    !name.is_empty() && block.ends_with('>') && (is_void || block.ends_with(&format!("</{name}>")))
}
