//! Who may call: requirements of operations and the schemes that they name.

use super::{
    super::{api::Api, documents::Place, model::Node, rules::operations as rules},
    operations::{Both, Comparison},
};

impl<'d> Comparison<'_, 'd> {
    /// Whether whoever could call still can.
    pub(super) fn security(&mut self, both: Both<'d>) {
        let (old, new) = (both.old.security, both.new.security);
        let accepted = alternatives(new);
        if accepted.is_empty() {
            return;
        }
        let lost = alternatives(old).into_iter().find(|had| !accepted.iter().any(|wanted| is_enough(had, wanted)));
        let is_new = alternatives(old).is_empty();
        if lost.is_none() && !is_new {
            return;
        }
        let shown = |place: Option<Place<'d>>| place.map_or("none".to_owned(), |place| place.node.shown());
        let (was, is) = (shown(old), shown(new));
        let places = (old.unwrap_or(both.old.place), Some(new.unwrap_or(both.new.place)));
        let name = both.old.name();
        let saying = self.findings.say(&rules::SECURITY_TIGHTENED, &name, places);
        drop(saying.detail(format!("`{is}` instead of `{was}`")).texts(&was, &is));
    }

    /// Schemes that both ends have.
    pub(super) fn schemes(&mut self) {
        let of = |api: &'d Api<'d>| {
            let held = if api.is_old { Some(api.root) } else { api.root.get("components") };
            held.and_then(|held| held.get(if api.is_old { "securityDefinitions" } else { "securitySchemes" }))
        };
        let (Some(old), Some(new)) = (of(self.old), of(self.new)) else { return };
        for (name, node) in old.node.entries() {
            let Some(after) = new.get(name) else { continue };
            let differs = ["type", "scheme", "in", "name"].iter().find(|key| {
                let (before, after) = (node.get(key), after.node.get(key));
                before.map(Node::shown).map(|text| text.to_ascii_lowercase())
                    != after.map(Node::shown).map(|text| text.to_ascii_lowercase())
            });
            if let Some(key) = differs {
                let symbol = format!("securitySchemes {name}");
                let shown = |node: &Node| node.get(key).map_or("none".to_owned(), Node::shown);
                let (was, is) = (shown(node), shown(after.node));
                let saying = self.findings.say(&rules::SECURITY_SCHEME_CHANGED, &symbol, (old.at(node), Some(after)));
                drop(saying.detail(format!("`{key}` is `{is}` instead of `{was}`")).texts(&was, &is));
            }
        }
    }
}

/// The sets of schemes with scopes, each of which is enough.
fn alternatives(security: Option<Place<'_>>) -> Vec<&Node> {
    security.map(|place| place.node.list().iter().collect()).unwrap_or_default()
}

/// Whether what callers had is all that is wanted.
fn is_enough(had: &Node, wanted: &Node) -> bool {
    wanted.entries().iter().all(|(scheme, scopes)| {
        had.get(scheme).is_some_and(|known| {
            scopes.list().iter().all(|scope| known.list().iter().any(|other| other.is_same(scope)))
        })
    })
}
