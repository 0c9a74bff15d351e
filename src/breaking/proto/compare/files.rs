//! Files: which stand for each other, what their options say, what they declare.

use std::collections::BTreeSet;

use super::super::model::{Syntax, choice};
use super::super::view::Located;
use super::super::{Proto, is_source, rules};
use super::comparison::{At, Comparison};
use crate::breaking::{Certainty, Draft, Pair, Report, Spot};

/// Options of files that generated code depends on, with what they are where they are not set.
const OPTIONS: [(&str, &str); 19] = [
    ("java_package", ""),
    ("java_outer_classname", ""),
    ("java_multiple_files", "false"),
    ("java_string_check_utf8", "false"),
    ("go_package", ""),
    ("objc_class_prefix", ""),
    ("csharp_namespace", ""),
    ("swift_prefix", ""),
    ("php_class_prefix", ""),
    ("php_namespace", ""),
    ("php_metadata_namespace", ""),
    ("php_generic_services", "false"),
    ("ruby_package", ""),
    ("optimize_for", "SPEED"),
    ("cc_generic_services", "false"),
    ("java_generic_services", "false"),
    ("py_generic_services", "false"),
    ("cc_enable_arenas", "true"),
    ("java_generate_equals_and_hash", "false"),
];

/// Compares both ends.
pub(in super::super) fn compare(pair: &Pair<'_, Proto>, report: &mut Report) {
    let changed: Vec<&str> = pair.changed().filter(|path| is_source(path)).collect();
    let fresh: Vec<Located<'_>> = changed.iter().filter_map(|path| Located::read(&pair.new, path)).collect();
    let mut taken = BTreeSet::new();
    for path in changed {
        let Some(old) = Located::read(&pair.old, path) else { continue };
        if let Some(new) = Located::read(&pair.new, path) {
            Comparison { old: &old, new: &new, report, others: &fresh }.files();
        } else if pair.new.exists(path) {
            // It is there, and cannot be read: the driver says so.
        } else if let Some(new) = same_import(pair, &old, &fresh).filter(|new| taken.insert(new.path.clone())) {
            Comparison { old: &old, new, report, others: &fresh }.files();
        } else {
            gone(&old, &fresh, report);
        }
    }
}

/// The new file that is imported by the same name, below another folder.
fn same_import<'a, 'b>(pair: &Pair<'_, Proto>, old: &Located<'_>, fresh: &'a [Located<'b>]) -> Option<&'a Located<'b>> {
    let folders = old.file.package.replace('.', "/");
    let name = old.path.rsplit('/').next()?;
    let import = if folders.is_empty() { name.to_owned() } else { format!("{folders}/{name}") };
    if !is_below(&old.path, &import) || folders.is_empty() {
        return None;
    }
    fresh
        .iter()
        .find(|new| new.file.package == old.file.package && is_below(&new.path, &import) && !pair.old.exists(&new.path))
}

fn is_below(path: &str, import: &str) -> bool {
    path.strip_suffix(import).is_some_and(|root| root.is_empty() || root.ends_with('/'))
}

fn gone(old: &Located<'_>, fresh: &[Located<'_>], report: &mut Report) {
    let names = |located: &Located<'_>| -> BTreeSet<String> {
        let file = &located.file;
        let messages = file.messages.iter().map(|one| one.name.as_str());
        let enums = file.enums.iter().map(|one| one.name.as_str());
        let services = file.services.iter().map(|one| one.name.as_str());
        messages.chain(enums).chain(services).map(|name| located.full(name)).collect()
    };
    let lost = names(old);
    let home = fresh.iter().find(|new| !lost.is_empty() && lost.is_subset(&names(new)));
    let spot = Spot::new(old.path.clone(), 1, format!("package {}", old.file.package));
    let package = Some(old.file.package.clone()).filter(|package| !package.is_empty());
    let draft = match home {
        Some(new) => {
            let there = Spot::new(new.path.clone(), 1, format!("package {}", new.file.package));
            Draft::new(&rules::FILE_MOVED, old.path.clone()).old(spot).new_at(there).detail(new.path.clone())
        }
        None => Draft::new(&rules::FILE_REMOVED, old.path.clone()).old(spot),
    };
    report.push(draft.package(package));
    // What it declared is still there for the wire, wherever it stands.
    for new in fresh.iter().filter(|new| new.file.package == old.file.package) {
        Comparison { old, new, report, others: fresh }.shared(|_| true);
    }
}

impl Comparison<'_, '_> {
    fn files(&mut self) {
        let (old, new) = (self.old, self.new);
        if old.file.syntax != new.file.syntax {
            let spots = (
                At::new(old.file.syntax_line, dialect(&old.file.syntax)),
                At::new(new.file.syntax_line, dialect(&new.file.syntax)),
            );
            let detail = format!("{} instead of {}", dialect(&new.file.syntax), dialect(&old.file.syntax));
            self.of_file(&rules::SYNTAX_CHANGED, "syntax", spots, detail);
        }
        if old.file.package != new.file.package {
            let at =
                |located: &Located<'_>| At::new(located.file.package_line, format!("package {}", located.file.package));
            let detail = format!("`{}` instead of `{}`", new.file.package, old.file.package);
            self.of_file(&rules::PACKAGE_CHANGED, "package", (at(old), at(new)), detail);
        }
        for (option, default) in OPTIONS {
            let value = |located: &Located<'_>| {
                choice(&located.file.options, option)
                    .map_or((default.to_owned(), 1), |choice| (choice.value.clone(), choice.line))
            };
            let ((before, old_line), (after, new_line)) = (value(old), value(new));
            if before != after {
                let spots = (
                    At::new(old_line, format!("{option} = {before}")),
                    At::new(new_line, format!("{option} = {after}")),
                );
                let detail = format!("`{after}` instead of `{before}`");
                self.of_file(&rules::FILE_OPTION_CHANGED, option, spots, detail);
            }
        }
        self.declarations();
    }

    fn of_file(&mut self, rule: &'static crate::breaking::Rule, what: &str, (old, new): (At, At), detail: String) {
        let draft = Draft::new(rule, format!("{} {what}", self.old.path))
            .old(Spot::new(self.old.path.clone(), old.line, old.text))
            .new_at(Spot::new(self.new.path.clone(), new.line, new.text))
            .detail(detail);
        self.push(draft);
    }

    /// Compares what both files declare by one name, where `wanted` says so.
    fn shared(&mut self, wanted: impl Fn(&str) -> bool) {
        let (old, new) = (self.old, self.new);
        for before in old.file.messages.iter().filter(|one| wanted(&one.name)) {
            if let Some(after) = new.file.messages.iter().find(|after| after.name == before.name) {
                self.message(&before.name, before, after);
            }
        }
        for before in old.file.enums.iter().filter(|one| wanted(&one.name)) {
            if let Some(after) = new.file.enums.iter().find(|after| after.name == before.name) {
                self.enumeration(&before.name, before, after);
            }
        }
        for before in old.file.services.iter().filter(|one| wanted(&one.name)) {
            if let Some(after) = new.file.services.iter().find(|after| after.name == before.name) {
                self.service(before, after);
            }
        }
    }

    fn declarations(&mut self) {
        let (old, new) = (self.old, self.new);
        self.messages("", (&old.file.messages, &new.file.messages));
        self.enums("", (&old.file.enums, &new.file.enums));
        self.services();
        self.extensions("", (&old.file.extensions, &new.file.extensions));
    }

    /// Tells of a type that is gone from its file: it may stand in another.
    pub(super) fn type_gone(
        &mut self,
        rule: &'static crate::breaking::Rule,
        name: &str,
        at: At,
        has: impl Fn(&Located<'_>) -> Option<u32>,
    ) {
        let full = self.old.full(name);
        let home = self.others.iter().find_map(|other| {
            let line = has(other).filter(|_| other.path != self.new.path && other.full(name) == full)?;
            Some((other.path.clone(), line))
        });
        match home {
            Some((home, line)) => {
                let draft = Draft::new(&rules::TYPE_MOVED, full)
                    .old(Spot::new(self.old.path.clone(), at.line, at.text.clone()))
                    .new_at(Spot::new(home.clone(), line, at.text))
                    .detail(home.clone());
                self.push(draft);
                let (old, others) = (self.old, self.others);
                for new in others.iter().filter(|other| other.path == home) {
                    Comparison { old, new, report: &mut *self.report, others }.shared(|shared| shared == name);
                }
            }
            None => self.lost(rule, name, at, "", Certainty::Definite),
        }
    }
}

fn dialect(syntax: &Syntax) -> String {
    match syntax {
        Syntax::Proto2 => "proto2".to_owned(),
        Syntax::Proto3 => "proto3".to_owned(),
        Syntax::Edition(edition) => format!("edition {edition}"),
    }
}
