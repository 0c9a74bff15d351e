//! Values by key, each with where it came from; layers are laid over each other here.

use std::{collections::BTreeMap, time::Duration};

use super::{duration, origin::Origin};

/// A value of a known form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Boolean(bool),
    List(Vec<String>),
    Map(BTreeMap<String, Vec<String>>),
}

/// The values of one layer, or of several laid over each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Values(BTreeMap<String, (Value, Origin)>);

impl Values {
    pub(super) fn insert(&mut self, name: &str, value: Value, origin: Origin) {
        self.0.insert(name.to_owned(), (value, origin));
    }

    /// Lays another layer over this one. A secret's source is replaced whole: the command of one layer must not stand
    /// beside the variable of another.
    pub(super) fn overlay(&mut self, above: Self) {
        for source in ["forge.token.", "model.key."] {
            if above.0.keys().any(|name| name.starts_with(source)) {
                self.0.retain(|name, _| !name.starts_with(source));
            }
        }
        self.0.extend(above.0);
    }

    pub(super) fn origin(&self, name: &str) -> Option<&Origin> {
        self.0.get(name).map(|(_, origin)| origin)
    }

    pub(super) fn origins(&self) -> BTreeMap<String, Origin> {
        self.0.iter().map(|(name, (_, origin))| (name.clone(), origin.clone())).collect()
    }

    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name).map(|(value, _)| value)
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        match self.value(name)? {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// A number that its key's limits have kept within the type.
    pub(super) fn integer<T: TryFrom<i64>>(&self, name: &str) -> Option<T> {
        match self.value(name)? {
            Value::Integer(number) => T::try_from(*number).ok(),
            _ => None,
        }
    }

    pub(super) fn boolean(&self, name: &str) -> Option<bool> {
        match self.value(name)? {
            Value::Boolean(answer) => Some(*answer),
            _ => None,
        }
    }

    pub(super) fn list(&self, name: &str) -> Option<Vec<String>> {
        match self.value(name)? {
            Value::List(items) => Some(items.clone()),
            _ => None,
        }
    }

    pub(super) fn map(&self, name: &str) -> Option<BTreeMap<String, Vec<String>>> {
        match self.value(name)? {
            Value::Map(map) => Some(map.clone()),
            _ => None,
        }
    }

    pub(super) fn duration(&self, name: &str) -> Option<Duration> {
        duration::parse(&self.text(name)?).ok()
    }
}
