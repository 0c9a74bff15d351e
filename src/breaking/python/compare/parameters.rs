//! Which calls that one list of parameters allowed another refuses.

use super::super::annotations::{Accepts, accepts};
use super::super::model::{Parameter, ParameterKind as Kind};
use super::super::rules;
use crate::breaking::{Certainty, Rule};

/// One difference between two lists of parameters.
#[derive(Debug, Clone)]
pub(crate) struct Difference {
    pub(crate) rule: &'static Rule,
    pub(crate) parameter: String,
    pub(crate) certainty: Certainty,
    pub(crate) message: String,
    /// In the new text, if the parameter is there.
    pub(crate) line: Option<u32>,
}

struct Lists<'a> {
    old: &'a [Parameter],
    new: &'a [Parameter],
    takes_more: bool,
    takes_keywords: bool,
    /// New parameters that stand where an old one stood, under another name.
    renamed: Vec<&'a str>,
    out: Vec<Difference>,
}

/// Compares two lists of parameters, receivers left out.
pub(crate) fn differences(old: &[Parameter], new: &[Parameter]) -> Vec<Difference> {
    if old == new {
        return Vec::new();
    }
    let has = |kind| new.iter().any(|parameter| parameter.kind == kind);
    let mut lists = Lists {
        old,
        new,
        takes_more: has(Kind::VarPositional),
        takes_keywords: has(Kind::VarKeyword),
        renamed: Vec::new(),
        out: Vec::new(),
    };
    for parameter in old {
        lists.check(parameter);
    }
    lists.order();
    lists.added();
    lists.out
}

fn is_positional(parameter: &Parameter) -> bool {
    matches!(parameter.kind, Kind::PositionalOnly | Kind::Either)
}

fn is_variadic(parameter: &Parameter) -> bool {
    matches!(parameter.kind, Kind::VarPositional | Kind::VarKeyword)
}

fn find<'a>(list: &'a [Parameter], name: &str) -> Option<&'a Parameter> {
    list.iter().find(|parameter| parameter.name == name && !is_variadic(parameter))
}

/// Whether one parameter seems to be another one by a new name: they share a word, or one name shortens the other, and what
/// they take is written alike.
fn are_alike(old: &Parameter, new: &Parameter) -> bool {
    let words = |name: &str| name.to_ascii_lowercase().split('_').map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (words(&old.name), words(&new.name));
    let shares = one.iter().any(|word| word.len() > 2 && other.contains(word));
    let shortens = |long: &str, short: &str| {
        let mut letters = long.chars();
        long.chars().next() == short.chars().next() && short.chars().all(|letter| letters.any(|next| next == letter))
    };
    let (one, other) = (one.concat(), other.concat());
    let alike = shares || shortens(&one, &other) || shortens(&other, &one);
    alike && old.default == new.default && (old.annotation == new.annotation || new.annotation.is_none())
}

fn position(list: &[Parameter], name: &str) -> Option<usize> {
    list.iter().filter(|parameter| is_positional(parameter)).position(|parameter| parameter.name == name)
}

impl<'a> Lists<'a> {
    fn say(&mut self, rule: &'static Rule, parameter: &str, line: Option<u32>, message: String) {
        let private = parameter.starts_with('_');
        let certainty = if private { Certainty::Possible } else { rule.certainty };
        self.out.push(Difference { rule, parameter: parameter.to_owned(), certainty, message, line });
    }

    fn check(&mut self, old: &'a Parameter) {
        let name = old.name.as_str();
        match old.kind {
            Kind::VarPositional if !self.takes_more => {
                let message = format!("`*{name}` is gone: calls with more positional arguments fail");
                self.say(&rules::VARIADIC_REMOVED, name, None, message);
            }
            Kind::VarKeyword if !self.takes_keywords => {
                let message = format!("`**{name}` is gone: calls with other keyword arguments fail");
                self.say(&rules::VARIADIC_REMOVED, name, None, message);
            }
            Kind::VarPositional | Kind::VarKeyword => {}
            _ => match find(self.new, name) {
                Some(new) => self.kept(old, new),
                None => self.gone(old),
            },
        }
    }

    fn gone(&mut self, old: &'a Parameter) {
        let name = old.name.as_str();
        if is_positional(old)
            && let Some(slot) = self.slot(name)
        {
            // Whatever it is called, what is passed by position goes there.
            self.renamed.push(slot.name.as_str());
            self.replaced(old, slot);
            return;
        }
        let taken = match old.kind {
            Kind::PositionalOnly => self.takes_more,
            Kind::Either => self.takes_more && self.takes_keywords,
            _ => self.takes_keywords,
        };
        if taken {
            return;
        }
        if old.kind == Kind::KeywordOnly
            && let Some(slot) = self.only_new_keyword()
        {
            self.renamed.push(slot.name.as_str());
            let message = format!("`{name}` is called `{}` now: calls that name it fail", slot.name);
            self.say(&rules::PARAMETER_RENAMED, name, Some(slot.line), message);
            return;
        }
        let message = format!("`{name}` is not accepted any more: calls that pass it fail");
        self.say(&rules::PARAMETER_REMOVED, name, None, message);
    }

    /// An old parameter whose place another one has.
    fn replaced(&mut self, old: &'a Parameter, slot: &'a Parameter) {
        let name = old.name.as_str();
        let by_name = old.kind == Kind::Either && !(self.takes_keywords && slot.default.is_some());
        let is_renamed = old.default.is_none() || are_alike(old, slot);
        if by_name && is_renamed {
            let message = format!("`{name}` is called `{}` now: calls that name it fail", slot.name);
            self.say(&rules::PARAMETER_RENAMED, name, Some(slot.line), message);
        } else if by_name {
            let message = format!("`{name}` is not accepted any more, and `{}` stands in its place", slot.name);
            self.say(&rules::PARAMETER_REMOVED, name, None, message);
        }
        if old.default.is_some() && slot.default.is_none() {
            let message = format!("`{}` has no default any more: calls without it fail", slot.name);
            self.say(&rules::PARAMETER_REQUIRED, &slot.name, Some(slot.line), message);
        }
    }

    /// The new positional parameter where an old one stood, if it has no old namesake.
    fn slot(&self, name: &str) -> Option<&'a Parameter> {
        let index = position(self.old, name)?;
        let slot = self.new.iter().filter(|parameter| is_positional(parameter)).nth(index)?;
        find(self.old, &slot.name).is_none().then_some(slot)
    }

    fn only_new_keyword(&self) -> Option<&'a Parameter> {
        let gone = self.old.iter().filter(|old| !is_variadic(old) && find(self.new, &old.name).is_none()).count();
        let mut added = self.new.iter().filter(|new| !is_variadic(new) && find(self.old, &new.name).is_none());
        let first = added.next()?;
        (gone == 1 && added.next().is_none() && first.kind == Kind::KeywordOnly).then_some(first)
    }

    fn kept(&mut self, old: &Parameter, new: &Parameter) {
        let name = old.name.as_str();
        match (old.kind, new.kind) {
            (Kind::Either | Kind::PositionalOnly, Kind::KeywordOnly) => {
                let message = format!("`{name}` must be named now: calls that pass it by position fail");
                self.say(&rules::PARAMETER_KEYWORD_ONLY, name, Some(new.line), message);
            }
            (Kind::Either | Kind::KeywordOnly, Kind::PositionalOnly) => {
                let message = format!("`{name}` must be passed by position now: calls that name it fail");
                self.say(&rules::PARAMETER_POSITIONAL_ONLY, name, Some(new.line), message);
            }
            _ => {}
        }
        match (&old.default, &new.default) {
            (Some(_), None) => {
                let message = format!("`{name}` has no default any more: calls without it fail");
                self.say(&rules::PARAMETER_REQUIRED, name, Some(new.line), message);
            }
            (Some(before), Some(after)) if before != after => {
                let message = format!("calls without `{name}` mean `{after}` now, not `{before}`");
                self.say(&rules::DEFAULT_CHANGED, name, Some(new.line), message);
            }
            _ => {}
        }
        self.retyped(old, new);
    }

    fn retyped(&mut self, old: &Parameter, new: &Parameter) {
        let (Some(before), Some(after)) = (&old.annotation, &new.annotation) else { return };
        let certainty = match accepts(after, before) {
            Accepts::Yes => return,
            Accepts::No => rules::PARAMETER_TYPE_CHANGED.certainty,
            Accepts::Partly | Accepts::Unknown => Certainty::Possible,
        };
        self.out.push(Difference {
            rule: &rules::PARAMETER_TYPE_CHANGED,
            parameter: old.name.clone(),
            certainty,
            message: format!("`{}` takes `{after}` now, not `{before}`", old.name),
            line: Some(new.line),
        });
    }

    /// Parameters passed by position that now stand at another place.
    fn order(&mut self) {
        let old_names: Vec<&str> = self
            .old
            .iter()
            .filter(|parameter| is_positional(parameter))
            .map(|parameter| parameter.name.as_str())
            .collect();
        let new_positional: Vec<&Parameter> = self.new.iter().filter(|parameter| is_positional(parameter)).collect();
        let kept: Vec<&str> = new_positional
            .iter()
            .map(|parameter| parameter.name.as_str())
            .filter(|name| old_names.contains(name))
            .collect();
        let before: Vec<&str> = old_names.iter().copied().filter(|name| kept.contains(name)).collect();
        if let Some((name, _)) = kept.iter().zip(&before).find(|(new, old)| new != old) {
            let line = find(self.new, name).map(|parameter| parameter.line);
            let message = format!("the order of parameters changed at `{name}`: calls by position mean something else");
            self.say(&rules::PARAMETER_MOVED, name, line, message);
            return;
        }
        // What is required and new is told by itself; what took a renamed one's place moves nothing.
        let last = new_positional.iter().rposition(|parameter| old_names.contains(&parameter.name.as_str()));
        let inserted = new_positional.iter().take(last.unwrap_or(0)).find(|parameter| {
            let name = parameter.name.as_str();
            !old_names.contains(&name) && !self.renamed.contains(&name) && parameter.default.is_some()
        });
        if let Some(inserted) = inserted {
            let message =
                format!("`{}` stands before older parameters: calls by position mean something else", inserted.name);
            let (name, line) = (inserted.name.clone(), inserted.line);
            self.say(&rules::PARAMETER_MOVED, &name, Some(line), message);
        }
    }

    fn added(&mut self) {
        for new in self.new.iter().filter(|new| !is_variadic(new) && new.default.is_none()) {
            if find(self.old, &new.name).is_some() || self.renamed.contains(&new.name.as_str()) {
                continue;
            }
            let message = format!("`{}` is required and new: calls without it fail", new.name);
            self.out.push(Difference {
                rule: &rules::REQUIRED_PARAMETER_ADDED,
                parameter: new.name.clone(),
                certainty: rules::REQUIRED_PARAMETER_ADDED.certainty,
                message,
                line: Some(new.line),
            });
        }
    }
}
