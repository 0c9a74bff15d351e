//! Enumerations and their values.

use super::{
    lexer::Word,
    words::{is_capital, joined, split},
};
use crate::breaking::c::model::{Enumerator, Value};

/// Reads what stands between the braces.
pub(super) fn values(words: &[Word<'_>]) -> Vec<Enumerator> {
    let mut found: Vec<Enumerator> = Vec::new();
    for one in split(words, ",") {
        let Some(first) = one.iter().find(|word| word.is_name) else { continue };
        let mut name = first.text.to_owned();
        let mut value = None;
        if one.get(1).is_some_and(|word| word.text == "(") && is_capital(first.text) {
            // A macro makes it: its first argument is the name, the others make the value.
            let end = super::words::after_group(one, 1);
            let parts = split(one.get(2..end.saturating_sub(1)).unwrap_or_default(), ",");
            let Some(named) = parts.first().and_then(|part| part.iter().find(|word| word.is_name)) else { continue };
            named.text.clone_into(&mut name);
            let rest: Vec<String> = parts.iter().skip(1).map(|part| joined(part)).collect();
            value = Some(Value::Written(format!("{}!({}", first.text, rest.join(", "))));
        }
        let sides = split(one, "=");
        if let Some(written) = sides.get(1) {
            value = Some(worked_out(written, &found));
        }
        let value = value.unwrap_or_else(|| match found.last().map(|last| &last.value) {
            None => Value::Number(0),
            Some(Value::Number(last)) => Value::Number(last.saturating_add(1)),
            Some(Value::Written(last)) => Value::After(last.clone(), 1),
            Some(Value::After(last, count)) => Value::After(last.clone(), count + 1),
        });
        found.push(Enumerator { name, value, line: first.line });
    }
    found
}

fn worked_out(words: &[Word<'_>], known: &[Enumerator]) -> Value {
    number(words, known).map_or_else(|| Value::Written(joined(words)), Value::Number)
}

/// Numbers, shifts and names of values before: what nearly all headers use.
fn number(words: &[Word<'_>], known: &[Enumerator]) -> Option<i64> {
    let one = |word: &Word<'_>| -> Option<i64> {
        if word.is_name {
            return match &known.iter().find(|value| value.name == word.text)?.value {
                Value::Number(value) => Some(*value),
                _ => None,
            };
        }
        literal(word.text)
    };
    match words {
        [word] => one(word),
        [minus, word] if minus.text == "-" => one(word)?.checked_neg(),
        [left, shift, right] if shift.text == "<<" => {
            one(left)?.checked_shl(u32::try_from(one(right)?).ok().filter(|right| *right < 63)?)
        }
        [left, plus, right] if plus.text == "+" => one(left)?.checked_add(one(right)?),
        [left, minus, right] if minus.text == "-" => one(left)?.checked_sub(one(right)?),
        [left, or, rest @ ..] if or.text == "|" => Some(one(left)? | number(rest, known)?),
        [open, inner @ .., close] if open.text == "(" && close.text == ")" => number(inner, known),
        _ => None,
    }
}

/// A number as headers write it.
pub(in super::super) fn literal(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|letter| *letter != '\'').collect();
    let lower = text.to_ascii_lowercase();
    let digits = lower.trim_end_matches(['u', 'l']);
    if let Some(letter) = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
        return letter.chars().next().map(|letter| i64::from(u32::from(letter)));
    }
    if let Some(hex) = digits.strip_prefix("0x") {
        return i64::from_str_radix(hex, 16).ok();
    }
    if let Some(binary) = digits.strip_prefix("0b") {
        return i64::from_str_radix(binary, 2).ok();
    }
    if digits.len() > 1 && digits.starts_with('0') {
        return i64::from_str_radix(digits, 8).ok();
    }
    digits.parse().ok()
}
