//! Options, in statements and in brackets.

use super::reader::Reader;
use super::tokens::Kind;
use crate::breaking::proto::model::Choice;

/// Values longer than this are cut.
const LONGEST: usize = 400;

/// Reads `option name = value;`, the word `option` taken.
pub(super) fn statement(reader: &mut Reader, out: &mut Vec<Choice>) {
    out.extend(one(reader));
    reader.end();
}

/// Reads `[name = value, ...]` if it is there.
pub(super) fn list(reader: &mut Reader) -> Vec<Choice> {
    let mut out = Vec::new();
    if !reader.take_sign('[') {
        return out;
    }
    while !reader.is_at_end() && !reader.take_sign(']') {
        if matches!(reader.peek(), Some(Kind::Sign(';' | '}'))) {
            reader.is_broken = true;
            break;
        }
        match one(reader) {
            Some(choice) => out.push(choice),
            None => drop(reader.next()),
        }
        reader.take_sign(',');
    }
    out
}

fn one(reader: &mut Reader) -> Option<Choice> {
    let line = reader.line();
    let mut name = String::new();
    loop {
        match reader.peek()? {
            Kind::Word(word) => name.push_str(word),
            Kind::Sign(sign @ ('(' | ')')) => name.push(*sign),
            Kind::Sign('=') => break,
            // A message value may follow a name without a sign.
            _ => return None,
        }
        reader.next();
    }
    reader.take_sign('=');
    let value = value(reader);
    Some(Choice { name, value, line })
}

/// A constant, or a message in braces, on one line.
fn value(reader: &mut Reader) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    while let Some(kind) = reader.peek() {
        match kind {
            Kind::Sign('{' | '[') => depth += 1,
            Kind::Sign('}' | ']' | ';' | ',') if depth == 0 => break,
            Kind::Sign('}' | ']') => depth -= 1,
            _ => {}
        }
        match reader.next() {
            Some(Kind::Word(text) | Kind::Text(text)) => out.push_str(&text),
            Some(Kind::Sign(sign)) => out.push(sign),
            None => break,
        }
        if out.len() > LONGEST {
            out.truncate(out.char_indices().nth(LONGEST / 4).map_or(0, |(index, _)| index));
        }
    }
    out
}
