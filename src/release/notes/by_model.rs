//! A draft by the language model that the user set up, on top of the rules' own: what it would be shown, and what is made of
//! what it says.

use std::fmt::Write as _;

use super::{Desk, Opening, Standing, material::material, model_entries::ModelEntries};
use crate::{
    assistant::{Answer, Assistant, AssistantError, Entry, Material, Preview, Progress, Reuse, Surroundings},
    fault::Failure,
    history::CommitId,
    notes::{Document, Problem, Reworded, SectionKey, Titles, placeholders, prove},
    process::Cancel,
    release::{Opened, Workspace, analysis::Analysis},
};

/// Notes in a model's words.
#[derive(Debug, Clone)]
pub struct ByModel {
    /// The notes; they are kept nowhere yet.
    pub standing: Standing,
    /// What is wrong with what it wrote, besides what is wrong with the notes.
    pub problems: Vec<Problem>,
    /// What is to be said.
    pub warnings: Vec<String>,
    /// What it took, in words.
    pub took: String,
    /// The same in numbers.
    pub usage: ModelUsage,
}

/// The notes of a release, to be drafted by a model.
#[derive(Debug, Clone, Copy)]
pub struct ModelDesk<'a> {
    /// The repository and its range.
    pub workspace: &'a Workspace,
    /// The range's commits.
    pub analysis: &'a Analysis,
    /// Where its notes are made.
    pub desk: &'a Desk,
    /// From what.
    pub opening: Opening,
}

/// The model that the user set up.
pub fn assistant(opened: &Opened) -> Result<Assistant, AssistantError> {
    let surroundings = Surroundings {
        environment: &opened.environment,
        folders: opened.folders.as_ref(),
        offline: opened.options.offline,
        patience: None,
    };
    Assistant::new(&opened.loaded.user.model, &surroundings)
}

impl ModelDesk<'_> {
    /// What the model would be sent, byte for byte.
    pub fn preview(&self, assistant: &Assistant, standing: &Standing) -> Result<Preview, AssistantError> {
        assistant.preview(&self.material(assistant, standing, &Cancel::new()))
    }

    /// Lets the model draft. `standing` are the notes without it.
    pub fn draft(
        &self,
        assistant: &Assistant,
        standing: &Standing,
        reuse: Reuse,
        cancel: &Cancel,
        heard: &mut dyn FnMut(Progress),
    ) -> Result<ByModel, Failure> {
        let material = self.material(assistant, standing, cancel);
        if cancel.is_cancelled() {
            return Err(AssistantError::Stopped.into());
        }
        let check = |entries: &[Entry]| self.failures(standing, entries);
        let answer = assistant.draft(&material, &check, reuse, cancel, heard)?;
        let words = words(&answer.entries);
        let mut made = self.desk.reworded(&self.analysis.commits, self.opening, &words)?;
        let by_model = standing.notes.new_entries(made.notes.text());
        let known = ModelEntries::of(self.workspace);
        known.add(&by_model);
        made.notes = made.notes.with_model_entries(known.read().into_iter().chain(by_model).collect());
        Ok(ByModel {
            problems: problems(&answer.entries, &made.notes.problems(&self.analysis.commits)),
            standing: made,
            took: took(assistant, &answer),
            usage: ModelUsage::of(assistant, &answer),
            warnings: answer.warnings,
        })
    }

    /// The text of the notes with the entries that have come so far.
    pub fn so_far(&self, entries: &[Entry]) -> Result<String, Failure> {
        Ok(self.desk.reworded(&self.analysis.commits, self.opening, &words(entries))?.notes.text().to_owned())
    }

    /// What no commit bears out of what each entry says: the same proof that every text is put to.
    fn failures(&self, standing: &Standing, entries: &[Entry]) -> Vec<Vec<String>> {
        let mut text = String::new();
        for entry in entries {
            let ids: Vec<&str> = entry.commits.iter().map(|id| id.get(..12).unwrap_or(id)).collect();
            let title = key_of(entry).title();
            let cited = if ids.is_empty() { String::new() } else { format!(" ({})", ids.join(", ")) };
            // Each stands on the third of four lines, by which a problem leads back to it.
            writeln!(text, "## {title}\n\n- {}{cited}\n", entry.text).expect("writing to a string does not fail");
        }
        let document = Document::parse(text, &Titles::new());
        let mut failures = vec![Vec::new(); entries.len()];
        for problem in prove(&document, &standing.notes.case(&self.analysis.commits)) {
            let at = problem.line.filter(|line| line % 4 == 3).map(|line| line / 4);
            if let Some(failures) = at.and_then(|at| failures.get_mut(at)) {
                failures.push(problem.message);
            }
        }
        for (entry, failures) in entries.iter().zip(&mut failures) {
            let found = placeholders(&entry.text);
            failures.extend(found.into_iter().map(|found| format!("it has the placeholder `{}`", found.word)));
        }
        failures
    }

    fn material(&self, assistant: &Assistant, standing: &Standing, cancel: &Cancel) -> Material {
        let (draft, facts) = (&standing.notes.draft, self.desk.facts());
        material(self.workspace, self.analysis, draft, facts, assistant.redactor(), cancel)
    }
}

fn words(entries: &[Entry]) -> Vec<Reworded> {
    let reworded = entries.iter().map(|entry| Reworded {
        key: key_of(entry),
        text: entry.text.clone(),
        commits: entry.commits.iter().filter_map(|id| id.parse::<CommitId>().ok()).collect(),
    });
    reworded.collect()
}

fn key_of(entry: &Entry) -> SectionKey {
    SectionKey::ALL.into_iter().find(|key| key.as_str() == entry.section).unwrap_or(SectionKey::Changed)
}

/// What is wrong with the entries, unless the notes' own proof says it already.
fn problems(entries: &[Entry], proved: &[Problem]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for entry in entries {
        let is_proved = proved.iter().any(|known| known.entry.contains(&entry.text));
        for message in entry.problems.iter().filter(|_| !is_proved) {
            let (entry, message) = (entry.text.clone(), message.clone());
            problems.push(Problem { check: "model".into(), entry, message, line: None });
        }
    }
    problems
}

/// What a draft by a model took.
#[derive(Debug, Clone, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct ModelUsage {
    /// The model, and the host that it was asked at.
    model: String,
    /// Requests that were sent; none where the answer was known from before.
    requests: u32,
    /// Tokens of what it was shown.
    prompt_tokens: u64,
    /// Tokens of what it answered.
    completion_tokens: u64,
    /// Whether tokens are reckoned, because the server did not count all of them.
    is_estimate: bool,
    /// What it cost, in the currency of the prices that are set; null where none are.
    cost: Option<f64>,
    /// How long it took.
    seconds: f64,
}

impl ModelUsage {
    fn of(assistant: &Assistant, answer: &Answer) -> Self {
        let spent = answer.spent;
        Self {
            model: assistant.name(),
            requests: spent.requests,
            prompt_tokens: spent.tokens_in,
            completion_tokens: spent.tokens_out,
            is_estimate: spent.is_reckoned,
            cost: answer.cost.and_then(|cost| cost.to_string().parse().ok()),
            seconds: (answer.elapsed.as_secs_f64() * 1000.0).round() / 1000.0,
        }
    }
}

/// `llama3 at localhost: 1 request, 1,234 + 120 tokens, 3.2 s, 0.01`.
fn took(assistant: &Assistant, answer: &Answer) -> String {
    let spent = answer.spent;
    let requests = match (spent.requests, answer.kept) {
        (0, _) => "nothing sent, the answer was known".to_owned(),
        (1, _) => "1 request".to_owned(),
        (count, _) => format!("{count} requests"),
    };
    let about = if spent.is_reckoned { "about " } else { "" };
    let cost = answer.cost.filter(|_| spent.requests > 0).map_or(String::new(), |cost| format!(", cost {cost}"));
    format!(
        "{}: {requests}, {about}{} tokens in, {} out, {:.1} s{cost}",
        assistant.name(),
        spent.tokens_in,
        spent.tokens_out,
        answer.elapsed.as_secs_f64()
    )
}
