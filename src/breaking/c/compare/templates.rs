//! What templates take, at both ends.

use super::super::{
    model::{Template, TemplateParameter, What},
    rules::classes as rules,
};
use super::{
    comparison::{Both, Comparison},
    types::Differs,
};
use crate::breaking::Certainty;

impl Comparison<'_> {
    /// Compares what a template takes: what users name by place must stay there.
    pub(super) fn template(&mut self, both: Both<'_>, (old, new): (&Template, &Template)) {
        let told = match (old, new) {
            (Some(old), Some(new)) => self.otherwise(old, new),
            (None, None) => None,
            _ => {
                let count = |of: &Template| of.as_ref().map_or(0, Vec::len);
                Some((Certainty::Definite, format!("{} template parameters instead of {}", count(new), count(old))))
            }
        };
        let Some((certainty, detail)) = told else { return };
        // What a function is made for is worked out from its arguments.
        let is_function = matches!(both.old.what, What::Function(_));
        let certainty = if is_function { Certainty::Possible } else { certainty };
        self.changed((&rules::TEMPLATE_PARAMETERS_CHANGED, certainty), both, detail);
    }

    fn otherwise(&self, old: &[TemplateParameter], new: &[TemplateParameter]) -> Option<(Certainty, String)> {
        // What has a default and no name only chooses between templates: nobody hands it over.
        let is_named = |one: &&TemplateParameter| !(one.has_default && one.name.is_empty());
        let (old, new): (Vec<_>, Vec<_>) =
            (old.iter().filter(is_named).collect(), new.iter().filter(is_named).collect());
        let takes_any = new.last().is_some_and(|last| last.is_pack);
        let is_required = |one: &&&TemplateParameter| !one.has_default && !one.is_pack;
        let required = |of: &[&TemplateParameter]| of.iter().filter(is_required).count();
        if required(&new) > required(&old) && new.len() > old.len() || new.len() < old.len() {
            let certainty = if takes_any { Certainty::Possible } else { Certainty::Definite };
            return Some((certainty, format!("{} template parameters instead of {}", new.len(), old.len())));
        }
        let names = |of: &[&TemplateParameter]| -> Vec<String> { of.iter().map(|one| one.name.clone()).collect() };
        let (before, now) = (names(&old), names(&new));
        let stays = |name: &String| name.is_empty() || now.contains(name);
        if before.iter().all(stays) && before.iter().zip(&now).any(|(one, other)| !one.is_empty() && one != other) {
            return Some((Certainty::Likely, format!("its template parameters in another order: {}", now.join(", "))));
        }
        old.iter().zip(&new).find_map(|(one, other)| {
            if one.has_default && !other.has_default && !other.is_pack {
                return Some((Certainty::Definite, format!("`{}` without a default", other.name)));
            }
            if one.is_pack && !other.is_pack {
                return Some((Certainty::Definite, format!("one `{}` instead of any number", other.name)));
            }
            let certainty = self.is_other_kind(&one.kind, &other.kind)?;
            Some((certainty, format!("`{}` as `{}` instead of `{}`", other.name, other.kind, one.kind)))
        })
    }

    /// Whether a parameter stands for something else, and how sure that can be: what a concept asks for is not seen.
    fn is_other_kind(&self, old: &str, new: &str) -> Option<Certainty> {
        let is_kind = |kind: &str| matches!(kind, "typename" | "template");
        let is_number = |kind: &str| {
            ["int", "bool", "char", "size_t", "short", "long", "auto"].iter().any(|end| kind.ends_with(end))
        };
        match self.differ(old, new) {
            Differs::No | Differs::ConstAdded | Differs::Perhaps => None,
            Differs::Yes if new == "auto" && !is_kind(old) => None,
            Differs::Yes if is_kind(old) && is_kind(new) => Some(Certainty::Definite),
            Differs::Yes if (is_kind(old) || is_number(old)) && (is_kind(new) || is_number(new)) => {
                Some(Certainty::Likely)
            }
            Differs::Yes => Some(Certainty::Possible),
        }
    }
}
