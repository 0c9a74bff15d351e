//! What a document says, as plain values with lines, whether it was YAML or JSON.

use serde::{Deserialize, Serialize};

/// A file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum File {
    /// A whole document.
    Document(Node),
    /// It may be a part that documents refer to.
    Part,
    /// What a part says that a document refers to.
    Content(Node),
}

/// A value where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Node {
    /// The line of its key, if it has one, else its own.
    pub(crate) line: u32,
    pub(crate) value: Value,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(Box<str>),
    List(Vec<Node>),
    Map(Vec<(Box<str>, Node)>),
}

impl Node {
    /// The entry of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| &**name == key).map(|(_, node)| node)
    }

    /// Its entries; none if it is no map.
    pub(crate) fn entries(&self) -> &[(Box<str>, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Its elements; none if it is no list.
    pub(crate) fn list(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Its text, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Its number, if it is one.
    pub(crate) fn number(&self) -> Option<f64> {
        match &self.value {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Its truth, if it is one.
    pub(crate) fn truth(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The text of a key.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// Whether a key is there and true.
    pub(crate) fn is_true(&self, key: &str) -> bool {
        self.get(key).and_then(Self::truth) == Some(true)
    }

    /// Whether both say the same, wherever they stand and in whatever order their keys are.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::List(old), Value::List(new)) => {
                old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.is_same(new))
            }
            (Value::Map(old), Value::Map(new)) => {
                old.len() == new.len()
                    && old.iter().enumerate().all(|(at, (key, before))| {
                        // Keys mostly keep their order.
                        let here = new.get(at).filter(|(name, _)| name == key).map(|(_, node)| node);
                        here.or_else(|| other.get(key)).is_some_and(|after| before.is_same(after))
                    })
            }
            (old, new) => old == new,
        }
    }

    /// It on one line, for people, at most some eighty letters.
    pub(crate) fn shown(&self) -> String {
        let mut text = String::new();
        self.show(&mut text);
        if text.len() > 80 {
            text.truncate(text.floor_char_boundary(77));
            text.push('…');
        }
        text
    }

    fn show(&self, out: &mut String) {
        if out.len() > 100 {
            return;
        }
        match &self.value {
            Value::Null => out.push_str("null"),
            Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
            Value::Number(number) => out.push_str(&number.to_string()),
            Value::Text(text) => out.push_str(text),
            Value::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    item.show(out);
                }
                out.push(']');
            }
            Value::Map(entries) => {
                for (at, (key, item)) in entries.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    out.push_str(key);
                    out.push_str(": ");
                    item.show(out);
                }
            }
        }
    }
}
