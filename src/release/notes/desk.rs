//! The desk at which a release's notes are made: template, facts, links, the words that wait in the changelog, and the
//! draft that a person keeps.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use super::{
    fragments::Fragments,
    habit,
    model_entries::ModelEntries,
    newcomers::{Newcomer, newcomers},
    released::released,
    template,
    writers::writers,
};
use crate::{
    analysis::{AnalysedCommit, Flags, version::Bump},
    breaking::Breaking,
    drafting::Template,
    fault::{Failure, Fault},
    history::{CommitId, Repository},
    notes::{
        Break, CitationIndex, CommitRules, Document, DraftWords, EntryDigest, Evidence, Guide, Links, Markup, Merged,
        Notes, Pulls, ReleaseFacts, Renderer, RepositoryEvidence, Reworded, SavedDrafts, Saving, SectionKey,
        SetAsideEntry, Titles, draft_by,
        habit::{Choice, Style},
        merge, reworded, with_waiting, written_since,
    },
    release::{ChangelogPlace, Workspace, analysis::Analysis},
    store::clock,
};

/// A changelog that is longer is not one that people write.
const LONGEST_CHANGELOG: u64 = 16 * 1024 * 1024;

/// From what notes are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// What people wrote, brought up to date; the automatic draft where nobody wrote.
    AsWritten,
    /// The commits and the notes of past releases alone.
    Fresh,
}

/// Notes as they stand, with what is needed to go on with them.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// The notes.
    pub notes: Notes,
    /// What the text would be if nobody had written.
    pub automatic: String,
    /// The text on the disk, where a person has a draft.
    pub saved: Option<String>,
    /// Entries that the person set aside.
    pub set_aside: Vec<SetAsideEntry>,
    /// What came and went since the person wrote, and what is to be decided.
    pub merged: Merged,
    /// Who contributed for the first time; nothing where nobody asked or that is not known.
    pub newcomers: Option<Vec<Newcomer>>,
}

/// See the module.
#[derive(Debug, Clone)]
pub struct Desk {
    template: Template,
    facts: ReleaseFacts,
    titles: Titles,
    /// What people wrote for this release: in the changelog, and in fragments of it.
    waiting: Option<String>,
    fragments: Option<Fragments>,
    breaks: Vec<Break>,
    drafts: Option<SavedDrafts>,
    choice: Option<Choice>,
    rules: CommitRules,
    released: HashSet<CommitId>,
    newcomers: Option<Vec<Newcomer>>,
    by_model: HashSet<EntryDigest>,
    warnings: Vec<String>,
    evidence: Arc<dyn Evidence>,
    repository: Repository,
    /// The changelog's path and markup, where shipping writes one.
    changelog: Option<(String, Markup)>,
    is_major: bool,
}

impl Desk {
    /// Sets the desk up for the release of a workspace. `analysis` must be whole.
    pub fn open(workspace: &Workspace, analysis: &Analysis) -> Result<Self, Failure> {
        let opened = &workspace.opened;
        let (template, warning) = template::find(opened)?;
        let known = habit::known(workspace);
        let choice = habit::choice(workspace, &analysis.commits, &known);
        let is_asked = workspace.settings().notes.new_contributors.unwrap_or(known.style.thanks_newcomers);
        let (newcomers, unknown) = match is_asked.then(|| newcomers(workspace, &analysis.commits)).transpose() {
            Ok(found) => (found, None),
            Err(why) => (None, Some(why)),
        };
        let facts = facts(workspace, analysis, &known.style, newcomers.as_deref().unwrap_or_default());
        let titles = Renderer { template: &template, facts: &facts, commits: &[] }.titles();
        let common = workspace.repository().common_dir();
        let drafts = opened.folders.as_ref().map(|folders| {
            SavedDrafts::of(folders, &common, workspace.range.from_id, opened.options.package.as_deref())
                .of_release(facts.tag.clone())
        });
        let (changelog, waiting) = match ChangelogPlace::of(opened, workspace.range.to_id)? {
            ChangelogPlace::File { path, bytes, markup } => {
                let before = match workspace.range.from_id {
                    Some(from) => workspace.repository().contents().file(from, &path, LONGEST_CHANGELOG)?,
                    None => None,
                };
                let waiting = bytes.and_then(|bytes| written_since(&bytes, before.as_deref(), markup));
                (Some((path, markup)), waiting)
            }
            ChangelogPlace::Off | ChangelogPlace::Left { .. } => (None, None),
        };
        let range = &workspace.range;
        let fragments = Fragments::found(workspace.repository(), range.from_id, range.to_id)?;
        let told = waiting.into_iter().chain(fragments.as_ref().map(|fragments| fragments.markdown.clone()));
        let waiting = Some(told.collect::<Vec<_>>().join("\n\n")).filter(|waiting| !waiting.is_empty());
        let breaks = breaks(analysis);
        let evidence = Arc::new(evidence(workspace, analysis, &facts));
        let rules = CommitRules::new(&workspace.settings().notes.commits);
        let released = released(workspace, &analysis.commits);
        let by_model = ModelEntries::of(workspace).read();
        let remark = fragments.as_ref().map(Fragments::remark);
        let warnings = warning.into_iter().chain(unknown).chain(remark).collect();
        let repository = workspace.repository().clone();
        Ok(Self {
            template,
            facts,
            titles,
            waiting,
            fragments,
            breaks,
            drafts,
            choice,
            rules,
            released,
            newcomers,
            by_model,
            warnings,
            evidence,
            repository,
            changelog,
            is_major: is_major(workspace, analysis),
        })
    }

    /// What is to be said besides the notes.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// What the template is told about the release.
    pub fn facts(&self) -> &ReleaseFacts {
        &self.facts
    }

    /// What a document of this release is called: the project and the version to come.
    pub fn title(&self) -> String {
        let version = self.facts.version.as_deref().map_or(String::new(), |version| format!(" {version}"));
        format!("{}{version}", self.facts.project)
    }

    /// What headings mean.
    pub fn titles(&self) -> &Titles {
        &self.titles
    }

    /// The notes of the range's commits, all of them, newest first.
    pub fn notes(&self, commits: &[AnalysedCommit], opening: Opening) -> Result<Standing, Failure> {
        self.laid_out(commits, opening, &[])
    }

    /// The same with entries in other words; what a person typed stays all the same.
    pub fn reworded(
        &self,
        commits: &[AnalysedCommit],
        opening: Opening,
        words: &[Reworded],
    ) -> Result<Standing, Failure> {
        self.laid_out(commits, opening, words)
    }

    fn laid_out(&self, commits: &[AnalysedCommit], opening: Opening, words: &[Reworded]) -> Result<Standing, Failure> {
        let renderer = Renderer { template: &self.template, facts: &self.facts, commits };
        let draft = draft_by(commits, &self.guide());
        let drafted = renderer.render(&draft)?;
        let index = self.index(commits);
        let shown = if words.is_empty() { draft.clone() } else { reworded(&draft, commits, words) };
        let automatic = match &self.waiting {
            Some(waiting) if opening == Opening::AsWritten => {
                with_waiting(&shown, waiting, &renderer, &self.titles, &index)?
            }
            _ if words.is_empty() => drafted.clone(),
            _ => renderer.render(&shown)?,
        };
        let saved = match (&self.drafts, opening) {
            (Some(drafts), Opening::AsWritten) => drafts.read()?,
            _ => None,
        };
        let begun = Merged { text: automatic.clone(), base: automatic.clone(), ..Merged::default() };
        let merged =
            saved.as_ref().map_or(begun, |saved| merge(&saved.text, &saved.base, &automatic, &self.titles, &index));
        let (text, set_aside) = saved.map(|saved| (saved.text, saved.set_aside)).unzip();
        let set_aside = set_aside.unwrap_or_default();
        let notes = Notes::new(&merged.text, draft, drafted, commits, self.titles.clone());
        let notes = notes.with_evidence(Arc::clone(&self.evidence)).with_index(index);
        let notes = notes.with_model_entries(self.by_model.clone());
        Ok(Standing { notes, automatic, saved: text, set_aside, merged, newcomers: self.newcomers.clone() })
    }

    /// What cites which commit; where words that wait are tied to none, who wrote them.
    fn index(&self, commits: &[AnalysedCommit]) -> CitationIndex {
        let index = CitationIndex::new(commits, &Pulls::of_range(commits));
        let Some(waiting) = self.waiting.as_deref() else { return index };
        let document = Document::parse(waiting, &self.titles);
        let mut entries = document.sections().iter().flat_map(|section| &section.entries);
        let is_open =
            entries.any(|entry| index.told_by(&document.text()[entry.span.clone()], &document.words(entry)).is_empty());
        if !is_open {
            return index;
        }
        let contents = self.repository.contents();
        let mut written =
            self.changelog.as_ref().map_or_else(HashMap::new, |file| writers(&contents, commits, file, waiting));
        if let Some(fragments) = &self.fragments {
            written.extend(fragments.writers(&contents, commits));
        }
        index.with_writers(written)
    }

    /// What drafts follow besides the commits.
    fn guide(&self) -> Guide<'_> {
        Guide {
            breaks: &self.breaks,
            choice: self.choice.as_ref(),
            rules: Some(&self.rules),
            released: Some(&self.released),
            is_major: self.is_major,
        }
    }

    /// Keeps what a person wrote. `known` is the text that was last seen on the disk.
    pub fn save(&self, words: &DraftWords<'_>, known: Option<&str>) -> Result<Saving, Failure> {
        Ok(self.drafts()?.save(words, known)?)
    }

    /// Forgets what a person wrote; it stays beside, once.
    pub fn discard(&self) -> Result<(), Failure> {
        Ok(self.drafts()?.discard()?)
    }

    /// Where the draft is kept, if there is a place.
    pub fn saved_drafts(&self) -> Option<&SavedDrafts> {
        self.drafts.as_ref()
    }

    fn drafts(&self) -> Result<&SavedDrafts, Failure> {
        self.drafts.as_ref().ok_or_else(|| {
            Failure::new(Fault::Outside, "there is no folder to keep the draft in")
                .hint("set `HOME` or `XDG_STATE_HOME` to a folder that you may write to")
        })
    }
}

/// So many commits that say of themselves that they break something make a release one of which readers expect it.
const DECLARED: usize = 3;

/// Whether it is a major release: by the version that is known already, else by what its authors say.
fn is_major(workspace: &Workspace, analysis: &Analysis) -> bool {
    let to = workspace.range.to.strip_prefix("refs/tags/").unwrap_or(&workspace.range.to);
    let named = workspace.tags.version(to).map(|version| version.text().to_owned());
    if let Some(version) = named.or_else(|| workspace.opened.options.next.clone()) {
        let mut numbers = version.split('.').map(|number| number.parse::<u64>().ok());
        return numbers.next().flatten().is_some_and(|major| major > 0) && numbers.all(|number| number == Some(0));
    }
    let declared = analysis.commits.iter().filter(|commit| commit.flags.contains(Flags::BREAKING)).count();
    declared >= DECLARED && analysis.version.as_ref().is_some_and(|version| version.bump == Bump::Major)
}

/// What notes of the range are held against.
fn evidence(workspace: &Workspace, analysis: &Analysis, facts: &ReleaseFacts) -> RepositoryEvidence {
    let range = &workspace.range;
    let known = [Some(&facts.project), facts.version.as_ref(), facts.previous_version.as_ref(), facts.tag.as_ref()];
    let known: Vec<String> = known.into_iter().flatten().cloned().collect();
    RepositoryEvidence::new(
        workspace.repository(),
        range.from_id,
        range.to_id,
        analysis.commits.iter().map(|commit| commit.id).collect(),
        &known,
    )
}

/// What was found to break and counts, as notes tell it.
fn breaks(analysis: &Analysis) -> Vec<Break> {
    let counting = analysis.breaking.iter().flat_map(Breaking::counting);
    counting
        .map(|finding| Break {
            fingerprint: finding.fingerprint(),
            commit: finding.commit,
            symbol: finding.symbol.clone(),
            message: finding.message.clone(),
            before: finding.before.clone(),
            after: finding.after.clone(),
            migration: finding.told_migration().map(str::to_owned),
            is_written: finding.remark.migration.is_some(),
        })
        .collect()
}

fn facts(workspace: &Workspace, analysis: &Analysis, style: &Style, newcomers: &[Newcomer]) -> ReleaseFacts {
    let version = analysis.version.as_ref();
    let previous_version = workspace.current_version();
    let from = workspace.range.from.as_deref().map(|from| from.strip_prefix("refs/tags/").unwrap_or(from).to_owned());
    let now = clock::display_now(&workspace.opened.environment);
    ReleaseFacts {
        version: version.map(|version| version.next.clone()),
        tag: version.map(|version| workspace.tags.tag(&version.next)),
        previous_tag: from.filter(|_| previous_version.is_some()),
        previous_version,
        date: Some(now.strftime("%Y-%m-%d").to_string()),
        project: workspace.repository().name(),
        links: links(workspace),
        section_titles: section_titles(workspace, style),
        has_plain_numbers: style.has_plain_numbers,
        credit: style.credit.clone(),
        newcomers: newcomers
            .iter()
            .map(|newcomer| newcomer.handle.as_ref().map_or(newcomer.name.clone(), |handle| format!("@{handle}")))
            .collect(),
    }
}

/// The project's own titles of sections: those of the settings, else those of its past notes.
fn section_titles(workspace: &Workspace, style: &Style) -> BTreeMap<SectionKey, String> {
    let titles = &workspace.settings().notes.titles;
    let title = |key: SectionKey| titles.get(key.as_str()).or_else(|| style.titles.get(&key)).cloned();
    SectionKey::ALL.into_iter().filter_map(|key| Some((key, title(key)?))).collect()
}

/// The project's pages: those that the settings name, else those of the remote.
pub fn links(workspace: &Workspace) -> Option<Links> {
    let settings = workspace.settings();
    let forge = &settings.forge;
    // Words alone: two people who approve one release must see one text, whoever trusts the repository already.
    if let Some(repository) = &forge.repository {
        let api = forge.url.as_deref().unwrap_or("https://api.github.com").trim_end_matches('/');
        let web = match api {
            "https://api.github.com" => "https://github.com",
            other => other.strip_suffix("/api/v3").unwrap_or(other),
        };
        if web.starts_with("https://") {
            return Links::github(web, repository);
        }
    }
    let remotes = workspace.repository().remotes();
    let remote = remotes.iter().find(|remote| remote.name == settings.release.remote).or(remotes.first())?;
    Links::of_remote(&remote.url)
}
