//! A draft laid out by a template, and what the template calls its sections.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Document, Draft, DraftEntry, DraftSection, Links, SectionKey, Titles};
use crate::{
    analysis::AnalysedCommit,
    drafting::{Template, TemplateError},
    history::CommitId,
};

/// The template that is there without any configuration.
pub const BUILT_IN_TEMPLATE: &str = include_str!("../../templates/release-notes.md.j2");
/// The name that it goes by.
pub const BUILT_IN_NAME: &str = "release-notes";

/// What a template is told about the release besides its sections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReleaseFacts {
    /// The version to come.
    pub version: Option<String>,
    /// Its tag.
    pub tag: Option<String>,
    /// The version before.
    pub previous_version: Option<String>,
    /// Its tag.
    pub previous_tag: Option<String>,
    /// `2026-01-31`.
    pub date: Option<String>,
    /// The project's name.
    pub project: String,
    /// Where it can be read on the web.
    pub links: Option<Links>,
    /// Titles of sections, where the project has its own.
    pub section_titles: BTreeMap<SectionKey, String>,
    /// Whether numbers and ids stand without their addresses.
    pub has_plain_numbers: bool,
    /// What stands before the name of whoever made a change, where entries name them.
    pub credit: Option<String>,
    /// Who contributed for the first time, where the notes thank them: names, or `@names` on the forge.
    pub newcomers: Vec<String>,
}

#[derive(Serialize)]
struct Page<'a> {
    version: Option<&'a str>,
    tag: Option<&'a str>,
    previous_version: Option<&'a str>,
    previous_tag: Option<&'a str>,
    date: Option<&'a str>,
    project: &'a str,
    project_url: Option<&'a str>,
    compare_url: Option<String>,
    sections: Vec<PageSection<'a>>,
    new_contributors: Vec<String>,
}

#[derive(Serialize)]
struct PageSection<'a> {
    key: &'static str,
    title: &'a str,
    entries: Vec<PageEntry<'a>>,
}

#[derive(Serialize)]
struct PageEntry<'a> {
    text: &'a str,
    scope: Option<&'a str>,
    migration: Option<&'a str>,
    citation: String,
    commits: Vec<PageCommit>,
    pulls: Vec<PagePull>,
    score: f64,
}

#[derive(Serialize)]
struct PageCommit {
    id: String,
    short: String,
    subject: String,
    author: String,
    url: Option<String>,
}

#[derive(Serialize)]
struct PagePull {
    number: String,
    url: Option<String>,
}

/// Lays drafts out.
#[derive(Debug, Clone)]
pub struct Renderer<'a> {
    /// The template.
    pub template: &'a Template,
    /// What it is told about the release.
    pub facts: &'a ReleaseFacts,
    /// The range's commits.
    pub commits: &'a [AnalysedCommit],
}

impl Renderer<'_> {
    /// The draft as Markdown, ending in one line end.
    pub fn render(&self, draft: &Draft) -> Result<String, TemplateError> {
        let authors = self.commits.iter().map(|commit| (commit.id, commit)).collect();
        let page = self.page(draft, &authors);
        let rendered = self.template.render(&page)?;
        Ok(format!("{}\n", rendered.trim()))
    }

    /// What the template calls each section: found by laying out one entry of each.
    pub fn titles(&self) -> Titles {
        let sections = SectionKey::ALL
            .iter()
            .map(|key| DraftSection {
                key: *key,
                entries: vec![DraftEntry {
                    text: format!("tminus probe {}", key.as_str()),
                    scope: None,
                    migration: None,
                    commits: Vec::new(),
                    pulls: Vec::new(),
                    cited_by_id: Vec::new(),
                    score: 0.0,
                }],
            })
            .collect();
        let Ok(probe) = self.render(&Draft { sections, ..Draft::default() }) else { return Titles::new() };
        let document = Document::parse(probe, &Titles::new());
        let mut titles = Titles::new();
        for section in document.sections().iter().filter(|section| !section.title.is_empty()) {
            let body = &document.text()[section.body.clone()];
            let mut keys =
                SectionKey::ALL.iter().filter(|key| body.contains(&format!("tminus probe {}", key.as_str())));
            if let (Some(key), None) = (keys.next(), keys.next()) {
                titles.insert(section.title.clone(), *key);
            }
        }
        titles
    }

    fn page<'d>(
        &'d self,
        draft: &'d Draft,
        commits: &std::collections::HashMap<CommitId, &AnalysedCommit>,
    ) -> Page<'d> {
        let facts = self.facts;
        let links = facts.links.as_ref();
        let compare_url =
            links.and_then(|links| Some(links.compare(facts.previous_tag.as_deref()?, facts.tag.as_deref()?)));
        let sections = draft
            .sections
            .iter()
            .map(|section| PageSection {
                key: section.key.as_str(),
                title: facts.section_titles.get(&section.key).map_or(section.key.title(), String::as_str),
                entries: section.entries.iter().map(|entry| page_entry(entry, facts, commits)).collect(),
            })
            .collect();
        Page {
            version: facts.version.as_deref(),
            tag: facts.tag.as_deref(),
            previous_version: facts.previous_version.as_deref(),
            previous_tag: facts.previous_tag.as_deref(),
            date: facts.date.as_deref(),
            project: &facts.project,
            project_url: links.map(Links::project),
            compare_url,
            sections,
            new_contributors: facts.newcomers.iter().map(|name| called(name)).collect(),
        }
    }
}

fn page_entry<'d>(
    entry: &'d DraftEntry,
    facts: &ReleaseFacts,
    commits: &std::collections::HashMap<CommitId, &AnalysedCommit>,
) -> PageEntry<'d> {
    let links = facts.links.as_ref();
    let cited = citation(entry, links.filter(|_| !facts.has_plain_numbers));
    PageEntry {
        text: &entry.text,
        scope: entry.scope.as_deref(),
        migration: entry.migration.as_deref(),
        citation: match facts.credit.as_deref().and_then(|form| credit(form, entry, commits)) {
            Some(credit) if cited.is_empty() => credit,
            Some(credit) => format!("{cited} {credit}"),
            None => cited,
        },
        commits: entry
            .commits
            .iter()
            .map(|id| PageCommit {
                id: id.to_string(),
                short: id.short(),
                subject: commits.get(id).map_or(String::new(), |commit| plain(&commit.subject)),
                author: commits.get(id).map_or(String::new(), |commit| plain(&commit.author.name.text)),
                url: links.map(|links| links.commit(&id.to_string())),
            })
            .collect(),
        pulls: entry
            .pulls
            .iter()
            .map(|number| PagePull { number: number.clone(), url: links.map(|links| links.pull(number)) })
            .collect(),
        score: entry.score,
    }
}

/// A foreign line for a template: without what cannot be seen, and as the Markdown that shows it.
fn plain(words: &str) -> String {
    let seen: String =
        crate::text::without_escapes(words).chars().filter(|character| !character.is_control()).collect();
    crate::drafting::markdown(&seen)
}

/// A person as Markdown. A name on the forge calls them, which is what thanks are for; that of a stranger would not.
fn called(name: &str) -> String {
    let handle = name.strip_prefix('@').filter(|handle| {
        !handle.is_empty() && handle.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    });
    handle.map_or_else(|| plain(name), |handle| format!("@{handle}"))
}

/// `by @ann`, in the form that the project has, where the address of an author tells their name on the forge.
fn credit(
    form: &str,
    entry: &DraftEntry,
    commits: &std::collections::HashMap<CommitId, &AnalysedCommit>,
) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for commit in entry.commits.iter().filter_map(|id| commits.get(id)) {
        let handle = commit.author.email.text.strip_suffix("@users.noreply.github.com")?;
        let handle = handle.split_once('+').map_or(handle, |(_, name)| name);
        let is_plain =
            !handle.is_empty() && handle.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        let name = format!("@{handle}");
        if is_plain && !names.contains(&name) {
            names.push(name);
        }
    }
    let names = names.join(", ");
    match form {
        _ if names.is_empty() => None,
        "" => Some(format!("({names})")),
        form => Some(format!("{form} {names}")),
    }
}

/// `([#12](...), [abc1234](...))`: what a reader follows and what leads an entry back to its commits.
fn citation(entry: &DraftEntry, links: Option<&Links>) -> String {
    let linked = |word: String, address: Option<String>| match address {
        Some(address) => format!("[{word}]({address})"),
        None => word,
    };
    let pulls = entry.pulls.iter().map(|number| {
        let word = links.map_or_else(|| format!("#{number}"), |links| links.pull_word(number));
        linked(word, links.map(|links| links.pull(number)))
    });
    let ids = entry.cited_by_id.iter().map(|id| linked(id.short(), links.map(|links| links.commit(&id.to_string()))));
    let all: Vec<String> = pulls.chain(ids).collect();
    if all.is_empty() { String::new() } else { format!("({})", all.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::{draft, sample::commit};

    fn rendered(commits: &[AnalysedCommit], links: Option<&str>) -> String {
        let template = Template { name: BUILT_IN_NAME.into(), source: BUILT_IN_TEMPLATE.into() };
        let facts = ReleaseFacts {
            tag: Some("v2.0.0".into()),
            previous_tag: Some("v1.0.0".into()),
            links: links.and_then(Links::of_remote),
            ..ReleaseFacts::default()
        };
        Renderer { template: &template, facts: &facts, commits }.render(&draft(commits)).unwrap()
    }

    fn sample() -> Vec<AnalysedCommit> {
        let mut breaking = commit("aaaaaa1", "feat(api)!: drop connect(url) (#3)");
        breaking.breaking_text = Some("Use Client::open.\n\nIt takes a configuration.".into());
        vec![breaking, commit("aaaaaa2", "fix: crash on empty input"), commit("aaaaaa3", "fix(net): retry on 503 (#4)")]
    }

    #[test]
    fn the_built_in_template_tells_what_hurts_first_and_how_to_move_on() {
        insta::assert_snapshot!(rendered(&sample(), None), @r"
        ## Breaking changes

        - **api**: Drop connect(url) (#3)

          Use `Client::open`.

          It takes a configuration.

        ## Fixed

        - **net**: Retry on 503 (#4)
        - Crash on empty input (aaaaaa2)
        ");
    }

    #[test]
    fn a_known_forge_gives_links() {
        let text = rendered(&sample(), Some("git@github.com:acme/rocket.git"));
        assert!(text.contains("Retry on 503 ([#4](https://github.com/acme/rocket/pull/4))\n"), "{text}");
        assert!(text.contains("([aaaaaa2](https://github.com/acme/rocket/commit/aaaaaa2000"), "{text}");
        assert!(
            text.ends_with("**Full changelog**: https://github.com/acme/rocket/compare/v1.0.0...v2.0.0\n"),
            "{text}"
        );
    }

    #[test]
    fn a_release_that_tells_nothing_says_so() {
        assert_eq!(rendered(&[], None), "No changes for users.\n");
    }

    #[test]
    fn titles_of_a_template_are_found_by_laying_it_out() {
        let source = "{% for section in sections %}\n### {{ 'Neu' if section.key == 'added' else section.title }}\n\
            {% for entry in section.entries %}\n* {{ entry.text }}\n{% endfor %}\n{% endfor %}";
        let template = Template { name: "own".into(), source: source.into() };
        let titles = Renderer { template: &template, facts: &ReleaseFacts::default(), commits: &[] }.titles();
        assert_eq!(titles.get("Neu"), Some(&SectionKey::Added));
    }
}
