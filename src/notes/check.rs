//! What is wrong with notes: breaks that are not told, placeholders, citations of nothing, things told that were taken back.

use std::{collections::HashSet, sync::LazyLock};

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use regex::Regex;
use serde::Serialize;

use super::{Case, CitationIndex, Coverage, Document, Draft, markdown_options, prove};
use crate::{history::CommitId, text::Safe};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Problem {
    /// What was looked at: `breaking-told`, `placeholder`, `unknown-commit`, `reverted`, `empty`, `uncited`, `unfounded`,
    /// `claim`, `untold`, `model`.
    pub check: String,
    /// The entry that it is in; empty where it is in none.
    pub entry: String,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The line that it stands in, 1-based, where it stands in one.
    pub line: Option<usize>,
}

/// A word that stands for words to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The word.
    pub word: String,
    /// Its line, 1-based.
    pub line: usize,
    /// Where it begins.
    pub offset: usize,
}

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:TODO|TBD|TBA|FIXME|XXX+|PLACEHOLDER|CHANGEME)\b|(?i:\blorem ipsum\b|\bto be (?:done|written|determined|announced|added)\b)|<(?:\.\.\.|…)>|<[A-Za-z][A-Za-z0-9 _.,:;'/-]{0,60}>|\[(?i:(?:todo|tbd|insert|add|describe|your|fill)\b)[^\]\n]{0,60}\]|\?{3,}|\{\{[^}\n]{0,60}\}\}|…{2,}",
    )
    .expect("the pattern is a constant that a test compiles")
});

/// Elements of HTML that people write in notes; other words in angle brackets wait to be replaced.
const HTML: [&str; 48] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "s",
    "samp",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Placeholders in notes, code left out.
pub fn placeholders(text: &str) -> Vec<Placeholder> {
    let code = code_spans(text);
    let mut line = 1;
    let mut counted = 0;
    PLACEHOLDER
        .find_iter(text)
        .filter(|found| !code.iter().any(|span| span.contains(&found.start())))
        .filter(|found| !is_markup(text, found.start(), found.as_str()))
        .map(|found| {
            line += text[counted..found.start()].matches('\n').count();
            counted = found.start();
            Placeholder { word: found.as_str().to_owned(), line, offset: found.start() }
        })
        .collect()
}

fn is_markup(text: &str, start: usize, word: &str) -> bool {
    if word.starts_with('[') {
        // A link's words, whatever they begin with.
        return text[start + word.len()..].starts_with(['(', '[', ':']);
    }
    let Some(inner) = word.strip_prefix('<') else { return false };
    let before = text[..start].chars().next_back();
    if before.is_some_and(|before| before == '\\' || before.is_alphanumeric()) {
        return true;
    }
    let name = inner.split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or_default();
    let address = inner.contains("://") || inner.starts_with("mailto:");
    address || HTML.contains(&name.to_ascii_lowercase().as_str())
}

fn code_spans(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut spans = Vec::new();
    let mut block = None;
    for (event, span) in Parser::new_ext(text, markdown_options()).into_offset_iter() {
        match event {
            Event::Code(_) => spans.push(span),
            Event::Start(Tag::CodeBlock(_)) => block = Some(span),
            Event::End(TagEnd::CodeBlock) => spans.extend(block.take()),
            _ => {}
        }
    }
    spans
}

/// All that is wrong with the notes of a range.
pub fn problems(document: &Document, case: &Case<'_>) -> Vec<Problem> {
    let Case { commits, draft, index, .. } = *case;
    let coverage = Coverage::of(document, index);
    let mut problems = Vec::new();
    let untold = coverage.untold_breaking(commits, draft);
    for found in coverage.untold_breaks(draft) {
        // The commit that made it is told of already.
        if !untold.iter().any(|commit| Some(commit.id) == found.commit) {
            let by = found.commit.map_or_else(String::new, |commit| format!(" in {}", commit.short()));
            let message = format!("a break{by} was found and no entry tells it: {}", one_line(&found.message));
            problems.push(Problem { check: "breaking-told".into(), entry: String::new(), message, line: None });
        }
    }
    for commit in untold {
        problems.push(Problem {
            check: "breaking-told".into(),
            entry: String::new(),
            message: format!(
                "{} breaks something and no entry tells it: {}",
                commit.id.short(),
                one_line(&commit.subject)
            ),
            line: None,
        });
    }
    for placeholder in placeholders(document.text()) {
        problems.push(Problem {
            check: "placeholder".into(),
            entry: entry_at(document, placeholder.offset),
            message: format!("line {} still has the placeholder `{}`", placeholder.line, placeholder.word),
            line: Some(placeholder.line),
        });
    }
    citation_problems(document, draft, index, &mut problems);
    if document.text().trim().is_empty() {
        if !draft.sections.is_empty() {
            let message = "the notes are empty, and there is something to tell".to_owned();
            problems.push(Problem { check: "empty".into(), entry: String::new(), message, line: None });
        }
        return problems;
    }
    problems.extend(prove(document, case));
    problems
}

fn citation_problems(document: &Document, draft: &Draft, index: &CitationIndex, problems: &mut Vec<Problem>) {
    let cancelled: HashSet<CommitId> = draft
        .set_aside
        .iter()
        .filter(|aside| aside.reason.starts_with("cancels out"))
        .flat_map(|aside| aside.commits.iter().copied())
        .collect();
    for entry in document.sections().iter().flat_map(|section| &section.entries) {
        let cited = index.citations(&document.text()[entry.span.clone()]);
        for unknown in cited.unknown {
            problems.push(Problem {
                check: "unknown-commit".into(),
                entry: document.words(entry),
                message: format!("`{unknown}` is no commit of the range"),
                line: Some(document.line_of(entry.span.start) + 1),
            });
        }
        if !cited.commits.is_empty() && cited.commits.iter().all(|commit| cancelled.contains(commit)) {
            problems.push(Problem {
                check: "reverted".into(),
                entry: document.words(entry),
                message: "it tells a change that was taken back within the range".into(),
                line: Some(document.line_of(entry.span.start) + 1),
            });
        }
    }
}

fn entry_at(document: &Document, offset: usize) -> String {
    let entries = document.sections().iter().flat_map(|section| &section.entries);
    entries.into_iter().find(|entry| entry.span.contains(&offset)).map_or(String::new(), |entry| document.words(entry))
}

fn one_line(words: &str) -> String {
    Safe::line(words).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::AnalysedCommit;
    use crate::notes::{
        Break, Pulls, Titles, draft, draft_with,
        sample::{commit, revert},
    };

    fn check(text: &str, commits: &[AnalysedCommit]) -> Vec<String> {
        let index = CitationIndex::new(commits, &Pulls::of_range(commits));
        let document = Document::parse(text, &Titles::new());
        checks(&document, commits, &draft(commits), &index)
    }

    fn checks(document: &Document, commits: &[AnalysedCommit], draft: &Draft, index: &CitationIndex) -> Vec<String> {
        let case = Case { commits, draft, index, drafted: &HashSet::new(), evidence: None };
        let found = problems(document, &case).into_iter().map(|problem| problem.check);
        // What proof finds has its own tests.
        found.filter(|check| !["uncited", "untold"].contains(&check.as_str())).collect()
    }

    #[test]
    fn a_break_must_be_told() {
        let commits = [commit("aaaaaa1", "feat!: drop the old client (#3)")];
        assert_eq!(check("## Changed\n- Something else\n", &commits), ["breaking-told"]);
        for told in ["- Gone (#3)", "- Gone (aaaaaa1)", "- Drop the old client", "Gone <!-- tminus: aaaaaa1 -->"] {
            assert!(check(told, &commits).is_empty(), "{told}");
        }
    }

    #[test]
    fn a_break_that_is_taken_back_need_not_be_told_and_must_not_be() {
        let commits = [revert("aaaaaa2", "Revert \"x\"", "aaaaaa1"), commit("aaaaaa1", "feat!: x y")];
        assert!(check("- Other\n", &commits).is_empty());
        assert_eq!(check("- X y (aaaaaa1)\n", &commits), ["reverted"]);
    }

    #[test]
    fn placeholders_are_found_outside_code() {
        for text in
            ["- TODO", "TBD: more", "- <describe it>", "- <...>", "- see [insert link]", "- {{ version }}", "what???"]
        {
            assert_eq!(placeholders(text).len(), 1, "{text}");
        }
        for text in [
            "- `TODO` comments are found",
            "```\nTODO\n```",
            "- a <br> b",
            "<details open>",
            "- Vec<T>",
            "- \\<b>",
            "<https://example.org>",
            "<ann@example.org>",
            "- [add-on](https://example.org)",
            "todo lists",
            "<!-- tminus: aaaaaa1 -->",
        ] {
            assert_eq!(placeholders(text), [], "{text}");
        }
    }

    #[test]
    fn a_placeholder_tells_its_line() {
        assert_eq!(placeholders("a\nTODO\n\nb TBD").iter().map(|found| found.line).collect::<Vec<_>>(), [2, 4]);
    }

    #[test]
    fn an_entry_must_cite_commits_that_are_there() {
        assert_eq!(check("- Stars (abcdef1)\n", &[commit("aaaaaa1", "feat: add stars")]), ["unknown-commit"]);
    }

    #[test]
    fn empty_notes_are_a_problem_where_there_is_something_to_tell() {
        assert_eq!(check("\n", &[commit("aaaaaa1", "feat: add stars")]), ["empty"]);
        assert!(check("\n", &[commit("aaaaaa1", "chore: tidy")]).is_empty());
    }

    #[test]
    fn what_was_found_must_be_told_by_its_commit_or_by_name() {
        let commits = [commit("aaaaaa1", "feat: add ports (#3)")];
        let found = Break { commit: Some(commits[0].id), symbol: "demo::Client::connect".into(), ..Break::default() };
        let index = CitationIndex::new(&commits, &Pulls::of_range(&commits));
        let draft = draft_with(&commits, &[found], None);
        let check = |text: &str| checks(&Document::parse(text, &Titles::new()), &commits, &draft, &index);
        assert_eq!(check("- Something else\n"), ["breaking-told"]);
        assert!(check("## Breaking changes\n\n- Ports (#3)\n").is_empty());
        assert!(check("## Breaking changes\n\n- `Client::connect` wants a port\n").is_empty());
    }
}
