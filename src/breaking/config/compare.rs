//! What people who run a program of one end can no longer set at the other.

use std::collections::BTreeSet;

use super::model::{Choice, File, Settings, Takes};
use super::{Config, rules};
use crate::breaking::{Certainty, Draft, Known, Pair, Report, Side, Spot};

/// Files in which a name is searched at most.
const SEARCHED_AT_MOST: usize = 1_500;

/// Structures within a structure that are followed.
const PARTS_AT_MOST: usize = 16;

/// Manifests of a repository that are looked into at most.
const MANIFESTS_AT_MOST: usize = 400;

/// Variables that are other programs' as much as this one's.
const COMMON: [&str; 26] = [
    "HOME",
    "PATH",
    "USER",
    "SHELL",
    "TERM",
    "LANG",
    "CI",
    "NO_COLOR",
    "COLORTERM",
    "EDITOR",
    "VISUAL",
    "PAGER",
    "TMPDIR",
    "TEMP",
    "TMP",
    "PWD",
    "NODE_ENV",
    "RUST_LOG",
    "RUST_BACKTRACE",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "HOSTNAME",
    "COLUMNS",
    "DISPLAY",
    "USERPROFILE",
];
/// How the names of such variables begin.
const COMMON_BEGINS: [&str; 7] = ["CARGO_", "GITHUB_", "XDG_", "LC_", "npm_", "GO", "PYTEST_"];

/// Calls whose first argument names what they declare.
const DECLARING: [&str; 7] =
    [".command(", ".option(", ".add_argument(", ".add_parser(", "Command::new(", "Arg::new(", ".addOption("];

/// Compares both ends.
pub(super) fn compare(pair: &Pair<'_, Config>, report: &mut Report) {
    let mut ends = Ends { pair, old: Vec::new(), new: Vec::new() };
    for path in pair.changed() {
        let (old, new) = (pair.old.facts(path), pair.new.facts(path));
        // A file that is there and cannot be read may still have it all.
        if new.is_none() && pair.new.exists(path) {
            continue;
        }
        ends.old.extend(old.map(|file| (path.to_owned(), file)));
        ends.new.extend(new.map(|file| (path.to_owned(), file)));
    }
    ends.options(report);
    ends.required(report);
    ends.arguments(report);
    ends.commands(report);
    ends.values(report);
    ends.settings(report);
    ends.names(report);
}

/// All that changed, at both ends.
struct Ends<'a, 'b> {
    pair: &'a Pair<'b, Config>,
    old: Vec<(String, Known<File>)>,
    new: Vec<(String, Known<File>)>,
}

fn options_of(files: &[(String, Known<File>)]) -> impl Iterator<Item = (&String, &Choice)> {
    files.iter().flat_map(|(path, file)| file.options.iter().map(move |choice| (path, choice)))
}

/// Whether two declarations are of one option: by a long name, if there is one.
fn shares(old: &Choice, new: &Choice) -> bool {
    let has_long = old.names.iter().any(|name| name.starts_with("--"));
    old.names.iter().filter(|name| !has_long || name.starts_with("--")).any(|name| new.names.contains(name))
}

impl Ends<'_, '_> {
    /// What became of an option.
    fn counterpart(&self, path: &str, choice: &Choice) -> Option<(&String, &Choice)> {
        let all = || options_of(&self.new).filter(|(_, new)| shares(choice, new));
        let same = all().find(|(there, new)| *there == path && new.owner == choice.owner);
        // Another command's option of this name that was there before is not this one.
        let is_others = |there: &str, new: &Choice| {
            options_of(&self.old).any(|(path, old)| path == there && old.owner == new.owner && shares(old, new))
        };
        same.or_else(|| all().find(|(there, new)| !is_others(there, new)))
            .or_else(|| all().find(|(there, _)| !self.owner_stays(path, choice) && *there == path))
    }

    /// Whether what declares an option still declares others.
    fn owner_stays(&self, path: &str, choice: &Choice) -> bool {
        options_of(&self.new).any(|(there, new)| there == path && new.owner == choice.owner)
    }

    fn options(&self, report: &mut Report) {
        let mut is_any_gone = false;
        for (path, old) in options_of(&self.old).filter(|(_, choice)| !choice.is_positional()) {
            let here = Spot::new(path.clone(), old.line, old.text.clone());
            let Some((there, new)) = self.counterpart(path, old) else {
                is_any_gone = true;
                let most = self.sure_of_gone(path, &old.names);
                let draft = Draft::new(&rules::OPTION_REMOVED, old.names[0].clone()).old(here).at_most(most);
                report.push(draft.gone("option", old.text.clone()));
                continue;
            };
            let spot = Spot::new(there.clone(), new.line, new.text.clone());
            let draft = |rule, symbol: &str| Draft::new(rule, symbol).old(here.clone()).new_at(spot.clone());
            for lost in old.names.iter().filter(|name| !new.names.contains(name)) {
                let detail = new.names.join("`, `");
                report.push(draft(&rules::OPTION_NAME_REMOVED, lost).detail(detail));
            }
            let name = &old.names[0];
            if old.takes != new.takes && old.takes != Takes::Unknown && new.takes != Takes::Unknown {
                let detail = if new.takes == Takes::Value { "takes a value now" } else { "takes no value any more" };
                report.push(draft(&rules::OPTION_VALUE_CHANGED, name).detail(detail));
            }
            if new.is_required && !old.is_required {
                report.push(draft(&rules::OPTION_REQUIRED, name));
            }
            let lost: Vec<&str> =
                old.values.iter().filter(|value| !new.values.contains(value)).map(String::as_str).collect();
            if !lost.is_empty() && !new.values.is_empty() {
                report.push(draft(&rules::OPTION_VALUES_NARROWED, name).detail(lost.join("`, `")));
            }
            if let (Some(before), Some(now)) = (&old.default, &new.default)
                && before != now
            {
                let detail = format!("`{now}` instead of `{before}`");
                report.push(draft(&rules::OPTION_DEFAULT_CHANGED, name).detail(detail));
            }
        }
        if is_any_gone {
            let is_new = |new: &Choice| !options_of(&self.old).any(|(_, old)| shares(new, old));
            for (path, new) in options_of(&self.new).filter(|(_, new)| is_new(new)) {
                let spot = Spot::new(path.clone(), new.line, new.text.clone());
                report.added("option", new.names[0].clone(), spot, new.text.clone());
            }
        }
    }

    /// How sure it is that what is declared nowhere any more is gone: a constant may name it now, or it may be another's program.
    fn sure_of_gone(&self, path: &str, names: &[String]) -> Certainty {
        let (old, new) = (self.pair.old.text(path).unwrap_or_default(), self.pair.new.text(path).unwrap_or_default());
        let is_constant_now = names.iter().flat_map(|name| [name.as_str(), name.trim_start_matches('-')]).any(|word| {
            let given = [format!("= \"{word}\""), format!("= '{word}'")];
            given.iter().any(|given| new.matches(given.as_str()).count() > old.matches(given.as_str()).count())
        });
        if is_constant_now || computed(&new) > computed(&old) || is_of_library(&self.pair.old, path) {
            Certainty::Possible
        } else {
            Certainty::Definite
        }
    }

    fn knows_owner(&self, path: &str, owner: &str) -> bool {
        options_of(&self.old).any(|(there, old)| there == path && old.owner == owner)
    }

    fn required(&self, report: &mut Report) {
        for (path, new) in options_of(&self.new).filter(|(_, choice)| choice.is_required && !choice.is_positional()) {
            let was_there = options_of(&self.old).any(|(_, old)| shares(new, old));
            if !was_there && self.knows_owner(path, &new.owner) {
                let spot = Spot::new(path.clone(), new.line, new.text.clone());
                report.push(Draft::new(&rules::REQUIRED_OPTION_ADDED, new.names[0].clone()).new_at(spot));
            }
        }
    }

    /// Arguments that go by their place: how many there are, and how many must be.
    fn arguments(&self, report: &mut Report) {
        let of = |files: &[(String, Known<File>)], path: &str, owner: &str| -> Vec<Choice> {
            options_of(files)
                .filter(|(there, choice)| *there == path && choice.owner == owner && choice.is_positional())
                .map(|(_, choice)| choice.clone())
                .collect()
        };
        let mut seen = BTreeSet::new();
        let owners = options_of(&self.old).chain(options_of(&self.new));
        for (path, choice) in owners.filter(|(_, choice)| choice.is_positional()) {
            let stays = self.owner_stays(path, choice) && self.knows_owner(path, &choice.owner);
            if !stays || !seen.insert((path, &choice.owner)) {
                continue;
            }
            let (old, new) = (of(&self.old, path, &choice.owner), of(&self.new, path, &choice.owner));
            let required = new.iter().filter(|choice| choice.is_required);
            if let Some(added) = required.clone().nth(old.len()) {
                let spot = Spot::new(path.clone(), added.line, added.text.clone());
                report.push(Draft::new(&rules::REQUIRED_ARGUMENT_ADDED, added.names[0].clone()).new_at(spot));
            } else if let Some(lost) = old.iter().find(|one| new.iter().all(|other| other.names != one.names))
                && old.len() > new.len()
            {
                let spot = Spot::new(path.clone(), lost.line, lost.text.clone());
                report.push(Draft::new(&rules::ARGUMENT_REMOVED, lost.names[0].clone()).old(spot));
            } else if required.count() > old.iter().filter(|choice| choice.is_required).count()
                && let Some(now) = new.iter().find(|choice| {
                    choice.is_required && old.iter().any(|other| !other.is_required && other.names == choice.names)
                })
            {
                let spot = Spot::new(path.clone(), now.line, now.text.clone());
                report.push(Draft::new(&rules::OPTION_REQUIRED, now.names[0].clone()).new_at(spot));
            }
        }
    }

    fn commands(&self, report: &mut Report) {
        let all: BTreeSet<&String> =
            self.new.iter().flat_map(|(_, file)| &file.commands).flat_map(|command| &command.names).collect();
        for (path, file) in &self.old {
            for command in &file.commands {
                for name in command.names.iter().filter(|name| !all.contains(name)) {
                    let spot = Spot::new(path.clone(), command.line, command.text.clone());
                    let most = self.sure_of_gone(path, std::slice::from_ref(name));
                    report.push(Draft::new(&rules::COMMAND_REMOVED, name.clone()).old(spot).at_most(most));
                }
            }
        }
    }

    /// Types that list the values of options.
    fn values(&self, report: &mut Report) {
        for (path, file) in &self.old {
            for old in &file.values {
                let new = self.new.iter().flat_map(|(_, file)| &file.values).find(|new| new.name == old.name);
                let Some(new) = new else { continue };
                for (names, line) in &old.values {
                    for name in names.iter().filter(|name| !new.values.iter().any(|(names, _)| names.contains(name))) {
                        let spot = Spot::new(path.clone(), *line, name.clone());
                        let symbol = format!("{}.{name}", old.name);
                        let draft = Draft::new(&rules::OPTION_VALUES_NARROWED, symbol).old(spot).detail(name.clone());
                        report.push(draft);
                    }
                }
            }
        }
    }

    /// Structures that configuration is read into.
    fn settings(&self, report: &mut Report) {
        for (path, file) in &self.old {
            for old in &file.settings {
                let named = |(there, file): &'_ (String, Known<File>), same: bool| -> Option<(String, Settings)> {
                    let settings = file.settings.iter().find(|new| new.name == old.name)?;
                    (!same || there == path).then(|| (there.clone(), settings.clone()))
                };
                let found = self.new.iter().find_map(|file| named(file, true));
                let Some((there, new)) = found.or_else(|| self.new.iter().find_map(|file| named(file, false))) else {
                    continue;
                };
                let new = self.with_parts(new);
                keys_of_settings(report, (path, old), (&there, &new));
            }
        }
    }

    /// A structure with the keys of its parts; nothing is known of those that stand in files that did not change.
    fn with_parts(&self, mut whole: Settings) -> Settings {
        let mut waiting = std::mem::take(&mut whole.parts);
        let mut seen = BTreeSet::new();
        while let Some(part) = waiting.pop().filter(|_| seen.len() < PARTS_AT_MOST) {
            let all = || self.new.iter().flat_map(|(_, file)| &file.settings);
            if let Some(found) = all().find(|settings| settings.name == part).filter(|_| seen.insert(part.clone())) {
                whole.fields.extend(found.fields.iter().cloned());
                waiting.extend(found.parts.iter().cloned());
            }
        }
        whole
    }

    /// Names that are read or shown nowhere any more: variables, and keys of sample files.
    fn names(&self, report: &mut Report) {
        let mut gone: Vec<(Draft, String)> = Vec::new();
        let read: BTreeSet<&str> =
            self.new.iter().flat_map(|(_, file)| &file.variables).map(|variable| variable.name.as_str()).collect();
        for (path, file) in &self.old {
            let is_common =
                |name: &str| COMMON.contains(&name) || COMMON_BEGINS.iter().any(|begin| name.starts_with(begin));
            let gone_variables = file.variables.iter().filter(|variable| !read.contains(variable.name.as_str()));
            for variable in gone_variables.filter(|variable| !is_common(&variable.name)) {
                let spot = Spot::new(path.clone(), variable.line, variable.text.clone());
                let draft = Draft::new(&rules::VARIABLE_REMOVED, variable.name.clone()).old(spot);
                gone.push((draft, variable.name.clone()));
            }
            let Some((_, now)) = self.new.iter().find(|(there, _)| there == path) else { continue };
            let is_gone = |key: &str| !now.keys.iter().any(|other| other.path == key);
            for key in file.keys.iter().filter(|key| !key.is_comment && is_gone(&key.path)) {
                let outer = key.path.rsplit_once('.').map(|(outer, _)| outer);
                let is_told =
                    outer.is_some_and(|outer| file.keys.iter().any(|key| key.path == outer) && is_gone(outer));
                if is_told {
                    continue;
                }
                let is_variable = path.rsplit('/').next().is_some_and(|name| name.to_lowercase().contains("env"));
                let rule = if is_variable { &rules::VARIABLE_REMOVED } else { &rules::KEY_REMOVED };
                let spot = Spot::new(path.clone(), key.line, key.path.clone());
                let leaf = key.path.rsplit('.').next().unwrap_or(&key.path).to_owned();
                gone.push((Draft::new(rule, key.path.clone()).old(spot), leaf));
            }
        }
        if gone.is_empty() {
            return;
        }
        let wanted: Vec<&str> = gone.iter().map(|(_, name)| name.as_str()).collect();
        let (named, is_complete) = self.still_named(&wanted);
        for (draft, name) in gone {
            if !named.contains(&name) {
                report.push(if is_complete { draft } else { draft.at_most(Certainty::Possible) });
            }
        }
    }

    /// Which names stand anywhere in sources of the new end, and whether all of these were searched.
    fn still_named(&self, names: &[&str]) -> (BTreeSet<String>, bool) {
        let is_source = |path: &str| <Config as crate::breaking::Ecosystem>::claims(path).is_some();
        let files = self.pair.new.files_below("", is_source);
        let is_complete = files.len() <= SEARCHED_AT_MOST;
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let mut found = BTreeSet::new();
        for text in files.iter().take(SEARCHED_AT_MOST).filter_map(|path| self.pair.new.text(path)) {
            for name in names {
                // The whole word, not a part of a longer one.
                let is_there = text
                    .match_indices(name)
                    .any(|(at, _)| !text[..at].ends_with(is_part) && !text[at + name.len()..].starts_with(is_part));
                if is_there {
                    found.insert((*name).to_owned());
                }
            }
        }
        (found, is_complete)
    }
}

/// Calls that declare something under a name that is worked out.
fn computed(text: &str) -> usize {
    let declared = DECLARING.iter().flat_map(|call| text.match_indices(call).map(|(at, _)| &text[at + call.len()..]));
    let is_computed = |rest: &str| match rest.trim_start().chars().next() {
        Some('`') => rest.split('`').nth(1).is_some_and(|name| name.contains("${")),
        first => !matches!(first, Some('"' | '\'' | ')') | None),
    };
    declared.filter(|rest| is_computed(rest)).count()
}

/// Whether a Rust source belongs to a crate that is a library alone: what it declares is for the programs of others.
fn is_of_library(side: &Side<'_, Config>, path: &str) -> bool {
    let Some((folder, _)) = path.strip_suffix(".rs").and_then(|stem| stem.rsplit_once("src/")) else { return false };
    let is_program = || {
        side.exists(&format!("{folder}src/main.rs"))
            || !side.list(&format!("{folder}src/bin")).is_empty()
            || side.text(&format!("{folder}Cargo.toml")).is_none_or(|text| text.contains("[[bin]]"))
    };
    side.exists(&format!("{folder}src/lib.rs")) && !is_program() && !is_used_by_program(side, folder)
}

/// Whether a program of the same repository that is handed out is built on the library in a folder.
fn is_used_by_program(side: &Side<'_, Config>, folder: &str) -> bool {
    let named = |text: &str| {
        let lines = text.lines().map(str::trim).skip_while(|line| *line != "[package]").skip(1);
        let mut values = lines.take_while(|line| !line.starts_with('[')).filter_map(|line| line.split_once('='));
        let name = values.find(|(key, _)| key.trim() == "name")?;
        Some(name.1.trim().trim_matches('"').to_owned())
    };
    let Some(library) = side.text(&format!("{folder}Cargo.toml")).as_deref().and_then(named) else { return false };
    let manifests = side.files_below("", |path| path == "Cargo.toml" || path.ends_with("/Cargo.toml"));
    manifests.iter().take(MANIFESTS_AT_MOST).any(|path| {
        let base = path.trim_end_matches("Cargo.toml");
        let is_program =
            || side.exists(&format!("{base}src/main.rs")) || !side.list(&format!("{base}src/bin")).is_empty();
        let depends = |text: String| {
            let is_named = |line: &str| {
                let rest = line.trim_start().strip_prefix(library.as_str());
                rest.is_some_and(|rest| rest.starts_with([' ', '=', '.']))
            };
            let dependencies = text.split("\n[").filter(|table| table.starts_with("dependencies]"));
            !text.contains("publish = false") && dependencies.flat_map(str::lines).any(is_named)
        };
        base != folder && is_program() && side.text(path).is_some_and(depends)
    })
}

fn keys_of_settings(report: &mut Report, (path, old): (&str, &Settings), (there, new): (&str, &Settings)) {
    for field in &old.fields {
        let now = new.fields.iter().find(|other| other.names.contains(&field.names[0]));
        let here = Spot::new(path, field.line, field.text.clone());
        let symbol = format!("{}.{}", old.name, field.names[0]);
        match now {
            None => {
                let detail = if new.is_closed { ", and files that have it are refused" } else { "" };
                report.push(Draft::new(&rules::SETTING_REMOVED, symbol).old(here).detail(detail));
            }
            Some(now) => {
                let spot = Spot::new(there, now.line, now.text.clone());
                for lost in field.names[1..].iter().filter(|name| !now.names.contains(name)) {
                    let symbol = format!("{}.{lost}", old.name);
                    let draft = Draft::new(&rules::SETTING_REMOVED, symbol).old(here.clone()).new_at(spot.clone());
                    report.push(draft);
                }
                if now.is_required && !field.is_required {
                    report.push(Draft::new(&rules::SETTING_REQUIRED, symbol).old(here).new_at(spot));
                }
            }
        }
    }
    let is_new = |name: &String| !old.fields.iter().any(|old| old.names.contains(name));
    for field in new.fields.iter().filter(|field| field.is_required && field.names.iter().all(is_new)) {
        let symbol = format!("{}.{}", old.name, field.names[0]);
        let spot = Spot::new(there, field.line, field.text.clone());
        report.push(Draft::new(&rules::SETTING_REQUIRED, symbol).new_at(spot));
    }
}
