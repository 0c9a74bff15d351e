//! One draft: its requests one after the other, what failed asked again, parts joined, entries checked.

use std::{cell::RefCell, time::Instant};

use serde_json::Value;

use super::{
    Answer, Assistant, AssistantError, Check, Entry, Progress, Reuse,
    answer::{Reading, Scanner, reads_as_instruction},
    client::{Client, Cut},
    meter::{Meter, tokens_of},
    patience::{Pace, chance},
    prompt::{self, Part, Prompter},
    wire::{self, Question, Shape},
};
use crate::store::clock;

/// See the module.
pub(super) struct Run<'a> {
    assistant: &'a Assistant,
    client: &'a Client,
    prompter: Prompter<'a>,
    reuse: Reuse,
    heard: RefCell<&'a mut dyn FnMut(Progress)>,
    system: String,
    schema: Value,
    meter: Meter,
    pace: Pace,
    shape: Shape,
    kept: u32,
    warnings: Vec<String>,
    begun: Instant,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        assistant: &'a Assistant,
        client: &'a Client,
        prompter: Prompter<'a>,
        reuse: Reuse,
        heard: &'a mut dyn FnMut(Progress),
    ) -> Result<Self, AssistantError> {
        let settings = &assistant.settings;
        Ok(Self {
            system: prompter.system(),
            schema: prompt::schema(prompter.material),
            meter: Meter::new(settings)?,
            pace: Pace::new(settings.rate),
            shape: Shape::first(settings),
            kept: 0,
            warnings: Vec::new(),
            begun: Instant::now(),
            heard: RefCell::new(heard),
            assistant,
            client,
            prompter,
            reuse,
        })
    }

    /// Asks for all of it.
    pub(super) fn draft(mut self, check: &Check<'_>) -> Result<Answer, AssistantError> {
        let (parts, left_out) = self.prompter.parts(&self.meter)?;
        if left_out > 0 {
            self.warnings.push(format!("the budget leaves {left_out} entries to the rules, those that tell least"));
        }
        let mut entries: Vec<Entry> = Vec::new();
        let mut n_answered = 0;
        for (at, part) in parts.iter().enumerate() {
            self.say(Progress::Asking { part: at + 1, parts: parts.len() });
            match self.entries(part, &entries) {
                Ok(found) => {
                    n_answered += 1;
                    entries.extend(found);
                }
                Err(AssistantError::Stopped) => return Err(AssistantError::Stopped),
                Err(error) if n_answered == 0 => return Err(error),
                Err(error) => {
                    let told = format!("the model answered {n_answered} of {} parts: {error}", parts.len());
                    self.warnings.push(told);
                    break;
                }
            }
        }
        if n_answered > 1 {
            entries = self.joined(entries)?;
        }
        self.warn_of_instructions();
        let entries = self.checked(entries, check)?;
        Ok(Answer {
            entries,
            warnings: self.warnings,
            spent: self.meter.spent(),
            cost: self.meter.cost(),
            elapsed: self.begun.elapsed(),
            kept: self.kept,
        })
    }

    fn say(&self, progress: Progress) {
        (self.heard.borrow_mut())(progress);
    }

    fn warn_of_instructions(&mut self) {
        let suspects = self.prompter.material.commits().filter(|commit| commit.words().any(reads_as_instruction));
        let ids: Vec<&str> = suspects.map(super::Source::short).take(5).collect();
        if !ids.is_empty() {
            let ids = ids.join(", ");
            self.warnings
                .push(format!("commits with text that reads like orders to a model: {ids}; read what cites them"));
        }
    }

    /// Joins what parts say; what would be lost by it stays as it was.
    fn joined(&mut self, entries: Vec<Entry>) -> Result<Vec<Entry>, AssistantError> {
        let part = self.prompter.joining(&entries);
        match self.entries(&part, &[]) {
            Ok(mut joined) => {
                joined.retain(|entry| !entry.commits.is_empty());
                for entry in entries {
                    let is_told = |id: &String| joined.iter().any(|joined| joined.commits.contains(id));
                    if entry.commits.is_empty() || !entry.commits.iter().all(is_told) {
                        joined.push(entry);
                    }
                }
                Ok(joined)
            }
            Err(AssistantError::Stopped) => Err(AssistantError::Stopped),
            Err(error) => {
                self.warnings.push(format!("the parts of the model's draft were not joined: {error}"));
                Ok(entries)
            }
        }
    }

    /// Has entries that fail written again once, and says of each what is wrong still.
    fn checked(&mut self, mut entries: Vec<Entry>, check: &Check<'_>) -> Result<Vec<Entry>, AssistantError> {
        let found = failures(&entries, check);
        let failed: Vec<usize> = (0..entries.len()).filter(|at| !found[*at].is_empty()).collect();
        if failed.is_empty() {
            return Ok(entries);
        }
        self.say(Progress::Mending(failed.len()));
        let asked: Vec<(&Entry, &[String])> = failed.iter().map(|at| (&entries[*at], &found[*at][..])).collect();
        let part = self.prompter.mending(&asked);
        match self.entries(&part, &[]) {
            Ok(mended) => {
                for (at, entry) in matched(&failed, &entries, mended) {
                    entries[at] = entry;
                }
            }
            Err(AssistantError::Stopped) => return Err(AssistantError::Stopped),
            Err(error) => self.warnings.push(format!("entries that fail a check were not written again: {error}")),
        }
        let left = failures(&entries, check);
        for (entry, left) in entries.iter_mut().zip(left) {
            entry.problems = left;
        }
        Ok(entries)
    }

    /// The entries of one answer; prose is asked about once more.
    fn entries(&mut self, part: &Part, before: &[Entry]) -> Result<Vec<Entry>, AssistantError> {
        let reading = self.ask(part, before)?;
        let reading = if reading.entries.is_empty() && !self.prompter.material.stories.is_empty() {
            let again = Part {
                text: format!("{}\nAnswer with the JSON object alone, without any other words.\n", part.text),
                ..part.clone()
            };
            self.ask(&again, before)?
        } else {
            reading
        };
        self.warnings.extend(reading.warnings);
        if reading.entries.is_empty() { Err(AssistantError::Unreadable) } else { Ok(reading.entries) }
    }

    /// Asks until there is an answer or no patience is left.
    fn ask(&mut self, part: &Part, before: &[Entry]) -> Result<Reading, AssistantError> {
        let assistant = self.assistant;
        let settings = &assistant.settings;
        let model = settings.name.as_deref().unwrap_or_default();
        let tokens_in = tokens_of(&self.system) + tokens_of(&part.text);
        let mut failed = 0;
        loop {
            let question = Question {
                system: &self.system,
                user: &part.text,
                schema: &self.schema,
                answer_tokens: part.answer_tokens,
            };
            let body = wire::body(settings.provider, model, &question, self.shape);
            if self.reuse == Reuse::Kept
                && let Some(text) = assistant.kept.read(&assistant.address, &body)
            {
                self.kept += 1;
                let mut scanner = Scanner::default();
                scanner.feed(&text);
                return Ok(scanner.finish(self.prompter.material));
            }
            self.meter.allows(tokens_in, part.answer_tokens.into())?;
            assistant.breaker.allows(clock::now())?;
            let wait = self.pace.wait(Instant::now());
            if !wait.is_zero() {
                self.say(Progress::Waiting { time: wait, why: "`[model] rate` allows no more within a minute".into() });
                self.client.pause(wait)?;
            }
            assistant.record.add(&assistant.address, &body)?;
            self.pace.sent(Instant::now());
            self.meter.begin(tokens_in);
            let error = match self.listen(&body, before) {
                Ok((reading, text, cut)) => {
                    assistant.breaker.answered();
                    self.tell_cut(cut);
                    if cut.is_none() && !reading.entries.is_empty() {
                        assistant.kept.write(&assistant.address, &body, &text);
                    }
                    return Ok(reading);
                }
                Err(error) => error,
            };
            if let AssistantError::Refused { status: 400 | 422, message, .. } = &error
                && let Some(shape) = self.shape.after(message)
            {
                self.shape = shape;
                continue;
            }
            if !error.is_passing() {
                return Err(error);
            }
            let Some(wait) = assistant.patience.wait(failed, error.retry_after(), chance()) else {
                assistant.breaker.failed(clock::now());
                return Err(error);
            };
            failed += 1;
            self.say(Progress::Waiting { time: wait, why: error.to_string() });
            self.client.pause(wait)?;
        }
    }

    /// Sends one request, and hands on what comes as it comes.
    fn listen(&mut self, body: &[u8], before: &[Entry]) -> Result<(Reading, String, Option<Cut>), AssistantError> {
        let mut scanner = Scanner::default();
        let (material, heard) = (self.prompter.material, &self.heard);
        let answered = self.client.ask(body, &mut self.meter, &mut |words, spent, cost| {
            let mut heard = heard.borrow_mut();
            heard(Progress::Words { spent, cost });
            if scanner.feed(words) {
                let mut entries = before.to_vec();
                entries.extend(scanner.entries(material).entries);
                heard(Progress::Entries(entries));
            }
        })?;
        Ok((scanner.finish(material), answered.text, answered.cut))
    }

    fn tell_cut(&mut self, cut: Option<Cut>) {
        let why = match cut {
            None => return,
            Some(Cut::Length) => "it came to `[model] answer` tokens",
            Some(Cut::Endless) => "it had no end",
            Some(Cut::Budget) => "the budget was spent",
        };
        self.warnings.push(format!("the model's answer was cut, because {why}; what was whole of it is used"));
    }
}

/// Which of the failed entries each new one takes the place of: the one that it shares the most commits with.
fn matched(failed: &[usize], entries: &[Entry], mended: Vec<Entry>) -> Vec<(usize, Entry)> {
    let mut open = failed.to_vec();
    let mut places = Vec::new();
    for new in mended {
        let shared = |at: &usize| entries[*at].commits.iter().filter(|id| new.commits.contains(id)).count();
        let Some(best) = (0..open.len()).max_by_key(|index| (shared(&open[*index]), std::cmp::Reverse(*index))) else {
            break;
        };
        if shared(&open[best]) > 0 || entries[open[best]].commits.is_empty() {
            places.push((open.remove(best), new));
        }
    }
    places
}

/// What is wrong with each entry, in the order of the entries.
fn failures(entries: &[Entry], check: &Check<'_>) -> Vec<Vec<String>> {
    let mut failures = check(entries);
    failures.resize(entries.len(), Vec::new());
    for (entry, failures) in entries.iter().zip(&mut failures) {
        if entry.commits.is_empty() {
            failures.push("it cites no commit that the model was shown".into());
        }
    }
    failures
}
