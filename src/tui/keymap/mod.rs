//! Which key means which action, as data: the default table is compiled in, the user's `[keys]` wins over it.
//!
//! Help, palette, footer and the conflict test read the same table.

use std::collections::{BTreeMap, HashMap};

use super::{
    action::{self, Action, COCKPIT, MOTION, Named},
    key::Key,
    screen::Focus,
};

/// The table that comes with the program.
const DEFAULT: &str = include_str!("default.toml");

/// `[keys]` as it is written: context, action, keys.
pub type Written = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// Actions, and the keys that mean them.
#[derive(Debug)]
pub struct Keymap {
    actions: Vec<Named<Action>>,
    keys: Vec<Vec<Key>>,
    bound: HashMap<(&'static str, Key), usize>,
}

/// A line of a table that cannot be used. The rest of the table is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeymapProblem {
    /// There is no such context or action.
    #[error("`keys.{context}.{name}` is not an action{nearest}")]
    NoSuchAction {
        /// As written.
        context: String,
        /// As written.
        name: String,
        /// ` (did you mean ...?)`, or nothing.
        nearest: String,
    },
    /// A word that spells no key.
    #[error("in `keys.{context}.{name}`: {source}")]
    NotAKey {
        /// As written.
        context: String,
        /// As written.
        name: String,
        /// Why.
        source: super::key::NotAKey,
    },
    /// Two actions want one key.
    #[error("`{key}` means both `{context}.{first}` and `{context}.{second}`")]
    Collision {
        /// The key.
        key: String,
        /// Where.
        context: String,
        /// The action that keeps it.
        first: String,
        /// The action that goes without it.
        second: String,
    },
}

impl Keymap {
    /// The default table with the user's over it. Lines that cannot be used are told and left out.
    pub fn new(user: &Written) -> (Self, Vec<KeymapProblem>) {
        let default: Written = toml::from_str(DEFAULT).expect("a test reads the default keymap");
        Self::layered(action::all(), &default, user)
    }

    fn layered(actions: Vec<Named<Action>>, default: &Written, user: &Written) -> (Self, Vec<KeymapProblem>) {
        let mut problems = Vec::new();
        let mut map = Self { keys: vec![Vec::new(); actions.len()], actions, bound: HashMap::new() };
        map.bind(user, &mut problems);
        let rebound: Vec<usize> = map.written(user).collect();
        let mut unclaimed = default.clone();
        for index in rebound {
            let named = &map.actions[index];
            if let Some(lines) = unclaimed.get_mut(named.context) {
                lines.remove(named.name);
            }
        }
        // A key that the user gave to another action of the context is no longer the default's.
        for (context, lines) in &mut unclaimed {
            for keys in lines.values_mut() {
                keys.retain(|word| {
                    word.parse::<Key>()
                        .map_or(true, |key| !map.bound.keys().any(|(place, taken)| *place == context && *taken == key))
                });
            }
        }
        map.bind(&unclaimed, &mut problems);
        (map, problems)
    }

    fn written<'a>(&'a self, table: &'a Written) -> impl Iterator<Item = usize> + 'a {
        table
            .iter()
            .flat_map(|(context, lines)| lines.keys().map(move |name| (context, name)))
            .filter_map(|(context, name)| self.position(context, name))
    }

    fn position(&self, context: &str, name: &str) -> Option<usize> {
        self.actions.iter().position(|named| named.context == context && named.name == name)
    }

    fn bind(&mut self, table: &Written, problems: &mut Vec<KeymapProblem>) {
        for (context, lines) in table {
            for (name, words) in lines {
                let Some(index) = self.position(context, name) else {
                    let nearest = self.nearest(context, name);
                    problems.push(KeymapProblem::NoSuchAction {
                        context: context.clone(),
                        name: name.clone(),
                        nearest,
                    });
                    continue;
                };
                for word in words {
                    match word.parse() {
                        Ok(key) => self.bind_one(index, key, problems),
                        Err(source) => problems.push(KeymapProblem::NotAKey {
                            context: context.clone(),
                            name: name.clone(),
                            source,
                        }),
                    }
                }
            }
        }
    }

    fn bind_one(&mut self, index: usize, key: Key, problems: &mut Vec<KeymapProblem>) {
        let context = self.actions[index].context;
        match self.bound.get(&(context, key)) {
            Some(first) if *first != index => problems.push(KeymapProblem::Collision {
                key: key.to_string(),
                context: context.to_owned(),
                first: self.actions[*first].name.to_owned(),
                second: self.actions[index].name.to_owned(),
            }),
            Some(_) => {}
            None => {
                self.bound.insert((context, key), index);
                self.keys[index].push(key);
            }
        }
    }

    fn nearest(&self, context: &str, name: &str) -> String {
        let wanted = format!("{context}.{name}");
        self.actions
            .iter()
            .map(|named| format!("{}.{}", named.context, named.name))
            .map(|known| (strsim::damerau_levenshtein(&known, &wanted), known))
            .min()
            .filter(|(distance, _)| *distance <= 4)
            .map_or_else(String::new, |(_, known)| format!(" (did you mean `{known}`?)"))
    }

    /// What a key means where the focus is, if it means anything.
    pub fn meaning(&self, focus: Focus, key: Key) -> Option<&Named<Action>> {
        if focus.typing && key.typed().is_some() {
            return None;
        }
        Self::contexts(focus).find_map(|context| self.bound.get(&(context, key))).map(|index| &self.actions[*index])
    }

    /// The contexts that are heard, in order. While typing, movement belongs to what is typed into.
    fn contexts(focus: Focus) -> impl Iterator<Item = &'static str> {
        let everywhere: &[&str] = if focus.typing { &[COCKPIT] } else { &[MOTION, COCKPIT] };
        focus.contexts.iter().chain(everywhere).copied()
    }

    /// All actions of the contexts that are heard, most specific first, with those of their keys that lead to them: a key
    /// that a more specific context has taken does not.
    pub fn heard(&self, focus: Focus) -> impl Iterator<Item = (&Named<Action>, Vec<Key>)> {
        Self::contexts(focus).flat_map(move |context| {
            self.actions.iter().zip(&self.keys).filter(move |(named, _)| named.context == context).map(
                move |(named, keys)| {
                    let leads_here =
                        |key: &&Key| self.meaning(focus, **key).is_some_and(|meant| std::ptr::eq(meant, named));
                    (named, keys.iter().filter(leads_here).copied().collect())
                },
            )
        })
    }

    /// All actions with their keys.
    pub fn entries(&self) -> impl Iterator<Item = (&Named<Action>, &[Key])> {
        self.actions.iter().zip(self.keys.iter().map(Vec::as_slice))
    }

    /// The first key of an action, as the screen shows it.
    pub fn key_of(&self, context: &str, name: &str) -> Option<Key> {
        self.position(context, name).and_then(|index| self.keys[index].first().copied())
    }
}

#[cfg(test)]
mod tests;
