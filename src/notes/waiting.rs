//! Words that people wrote under `Unreleased` in the changelog: they are part of the notes, and what they tell is not
//! drafted again.

use super::{
    CitationIndex, Coverage, Document, Draft, EntryShape, Renderer, Section, SectionKey, Titles, edit::with_entry,
};
use crate::drafting::TemplateError;

/// The draft laid out, with the waiting words in it.
pub fn with_waiting(
    draft: &Draft,
    waiting: &str,
    renderer: &Renderer<'_>,
    titles: &Titles,
    index: &CitationIndex,
) -> Result<String, TemplateError> {
    let waiting = waiting.replace("\r\n", "\n");
    let document = Document::parse(waiting.as_str(), titles);
    let coverage = Coverage::of(&document, index);
    let mut left = draft.clone();
    for section in &mut left.sections {
        section.entries.retain(|entry| !entry.commits.iter().any(|commit| coverage.tells(*commit)));
    }
    left.sections.retain(|section| !section.entries.is_empty());
    let mut text = if left.sections.is_empty() { String::new() } else { renderer.render(&left)? };
    for section in document.sections() {
        text = with_section(&text, &document, section, titles);
    }
    Ok(text)
}

fn with_section(text: &str, document: &Document, section: &Section, titles: &Titles) -> String {
    let body = document.text()[section.body.clone()].trim_matches('\n');
    if body.trim().is_empty() {
        return text.to_owned();
    }
    let items_alone = section.entries.iter().all(|entry| entry.shape == EntryShape::Item);
    let key = section.key.or((section.level == 0 && items_alone).then_some(SectionKey::Changed));
    match key {
        Some(key) if items_alone => section.entries.iter().fold(text.to_owned(), |text, entry| {
            let source = format!("{}\n", document.text()[entry.span.clone()].trim_matches('\n'));
            with_entry(&text, key, &source, titles).0
        }),
        _ if section.level == 0 => joined(body, text),
        _ => joined(&format!("## {}\n\n{body}", section.title), text),
    }
}

fn joined(front: &str, text: &str) -> String {
    if text.is_empty() { format!("{front}\n") } else { format!("{front}\n\n{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        drafting::Template,
        notes::{BUILT_IN_NAME, BUILT_IN_TEMPLATE, Pulls, ReleaseFacts, draft, sample::commit},
    };

    fn composed(waiting: &str) -> String {
        let commits = [
            commit("aaaaaa1", "feat: add stars to the northern sky (#4)"),
            commit("aaaaaa2", "fix: crash on empty input"),
            commit("aaaaaa3", "feat: add moons"),
        ];
        let index = CitationIndex::new(&commits, &Pulls::of_range(&commits));
        let template = Template { name: BUILT_IN_NAME.into(), source: BUILT_IN_TEMPLATE.into() };
        let facts = ReleaseFacts::default();
        let renderer = Renderer { template: &template, facts: &facts, commits: &commits };
        with_waiting(&draft(&commits), waiting, &renderer, &Titles::new(), &index).unwrap()
    }

    #[test]
    fn what_people_wrote_is_told_in_their_words_and_once() {
        let text = composed("### Added\n\n- Northern sky now has added stars!\n\n### Fixed\n- Empty input (aaaaaa2)\n");
        assert_eq!(
            text,
            "## Added\n\n- Add moons (aaaaaa3)\n- Northern sky now has added stars!\n\n## Fixed\n\n- Empty input (aaaaaa2)\n"
        );
    }

    #[test]
    fn prose_and_headings_of_their_own_come_first() {
        let text = composed("A word.\n\n### Highlights\n\nMany stars.\n");
        assert!(text.starts_with("## Highlights\n\nMany stars.\n\nA word.\n\n## Added\n"), "{text}");
    }
}
