//! YAML with lines.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_saphyr::{DuplicateKeyPolicy, Spanned};

use super::{
    super::model::{Node, Value},
    DEEPEST,
};

/// Values in one file.
const VALUES_AT_MOST: usize = 4_000_000;

/// Values that stand there once more because of aliases.
const REPEATED_AT_MOST: usize = 100_000;

/// The value that a text is.
pub(super) fn parse(text: &str) -> Result<Node, String> {
    let mut options = serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::LastWins,
        strict_booleans: true,
        budget: serde_saphyr::budget! {
            max_depth: DEEPEST,
            max_nodes: VALUES_AT_MOST,
            max_events: 3 * VALUES_AT_MOST,
        },
    };
    options.alias_limits.max_total_replayed_events = REPEATED_AT_MOST;
    let whole: Whole =
        serde_saphyr::from_str_with_options(text, options).map_err(|error| first_line(&error.to_string()))?;
    Ok(Node { line: 1, value: whole.0 })
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or("it is no YAML").to_owned()
}

/// A value whose line is known from outside.
struct Whole(Value);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Taking).map(Self)
    }
}

/// A key: any plain word, `200` and `null` as well.
struct Key(Box<str>);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(Taking).map(|value| match value {
            Value::Text(text) => Self(text),
            Value::Null => Self("null".into()),
            value => Self(Node { line: 0, value }.shown().into()),
        })
    }
}

struct Taking;

impl<'de> Visitor<'de> for Taking {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_i128<E>(self, number: i128) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u128<E>(self, number: u128) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Spanned<Whole>>()? {
            list.push(Node { line: line_of(&item), value: item.value.0 });
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map: Vec<(Box<str>, Node)> = Vec::new();
        while let Some(key) = entries.next_key::<Spanned<Key>>()? {
            let line = line_of(&key);
            let Whole(value) = entries.next_value()?;
            map.push((key.value.0, Node { line, value }));
        }
        Ok(Value::Map(map))
    }
}

fn line_of<T>(spanned: &Spanned<T>) -> u32 {
    u32::try_from(spanned.referenced.line()).unwrap_or(u32::MAX).max(1)
}
