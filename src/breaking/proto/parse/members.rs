//! Messages, fields and enumerations.

use super::options;
use super::reader::Reader;
use super::tokens::Kind;
use crate::breaking::proto::model::{Enum, Field, Label, Message, Reserved};

/// Messages nested deeper than this are not read.
const DEEPEST: usize = 64;
/// The largest number of a field.
const MOST: i64 = 536_870_911;

/// Reads a message, the word `message` taken.
pub(super) fn message(reader: &mut Reader, line: u32, depth: usize) -> Option<Message> {
    let mut message = Message { name: reader.word()?, line, ..Message::default() };
    if depth > DEEPEST {
        reader.skip();
        return Some(message);
    }
    reader.block(|reader| member(reader, &mut message, depth));
    Some(message)
}

fn member(reader: &mut Reader, message: &mut Message, depth: usize) {
    let line = reader.line();
    if reader.take_sign(';') {
        return;
    }
    // A field may have a type called like one of these words: then a name and a number follow, not a brace.
    let names = |reader: &Reader| matches!(reader.peek_second(), Some(Kind::Word(_)));
    let is = |reader: &mut Reader, word: &str| names(reader) && reader.take_word(word);
    if reader.is_word("export") || reader.is_word("local") {
        reader.next();
        return member(reader, message, depth);
    }
    if is(reader, "message") {
        message.messages.extend(self::message(reader, line, depth + 1));
    } else if is(reader, "enum") {
        message.enums.extend(enumeration(reader, line));
    } else if is(reader, "extend") {
        let extensions = extend(reader, depth + 1, &mut message.messages);
        message.extensions.extend(extensions);
    } else if is(reader, "oneof") {
        oneof(reader, message, line, depth);
    } else if reader.is_word("option") && !matches!(reader.peek_second(), Some(Kind::Sign('='))) {
        reader.next();
        options::statement(reader, &mut message.options);
    } else if reader.take_word("reserved") {
        reserved(reader, &mut message.reserved, MOST);
    } else if reader.take_word("extensions") {
        let mut open = Reserved::default();
        reserved(reader, &mut open, MOST);
        message.open.extend(open.ranges);
    } else if let Some(field) = field(reader, &mut message.messages, depth) {
        message.fields.push(field);
    }
}

fn oneof(reader: &mut Reader, message: &mut Message, line: u32, depth: usize) {
    let Some(name) = reader.word() else { return reader.skip() };
    message.oneofs.push((name.clone(), line));
    reader.block(|reader| {
        if reader.take_sign(';') {
        } else if reader.take_word("option") {
            options::statement(reader, &mut Vec::new());
        } else if let Some(mut field) = field(reader, &mut message.messages, depth) {
            field.oneof = Some(name.clone());
            message.fields.push(field);
        }
    });
}

/// Reads what an `extend` block adds, the word taken.
pub(super) fn extend(reader: &mut Reader, depth: usize, groups: &mut Vec<Message>) -> Vec<Field> {
    let mut out = Vec::new();
    let Some(extended) = reader.word() else {
        reader.skip();
        return out;
    };
    reader.block(|reader| {
        if reader.take_sign(';') {
        } else if let Some(mut field) = field(reader, groups, depth) {
            field.extends = Some(extended.clone());
            out.push(field);
        }
    });
    out
}

/// Reads a field; the message of a group goes into `groups`.
fn field(reader: &mut Reader, groups: &mut Vec<Message>, depth: usize) -> Option<Field> {
    let mut out = Field { line: reader.line(), ..Field::default() };
    let labelled = matches!(reader.peek_second(), Some(Kind::Word(_)));
    let label = match reader.peek() {
        Some(Kind::Word(word)) if labelled => match word.as_str() {
            "optional" => Label::Optional,
            "required" => Label::Required,
            "repeated" => Label::Repeated,
            _ => Label::None,
        },
        _ => Label::None,
    };
    if label != Label::None {
        reader.next();
    }
    out.label = label;
    let Some(of) = reader.word() else {
        reader.skip();
        return None;
    };
    out.of = of;
    if out.of == "map" && reader.take_sign('<') {
        out.keys = reader.word();
        reader.take_sign(',');
        out.of = reader.word().unwrap_or_default();
        reader.take_sign('>');
    }
    let name = reader.word();
    let number = if reader.take_sign('=') { reader.number() } else { None };
    let (Some(name), Some(number)) = (name, number) else {
        reader.skip();
        return None;
    };
    out.number = number;
    out.options = options::list(reader);
    if out.of == "group" && depth <= DEEPEST && reader.is_sign('{') {
        let mut group = Message { name: name.clone(), line: out.line, ..Message::default() };
        reader.block(|reader| member(reader, &mut group, depth + 1));
        reader.take_sign(';');
        groups.push(group);
        out.is_group = true;
        out.of.clone_from(&name);
        out.name = name.to_lowercase();
        return Some(out);
    }
    out.name = name;
    reader.end();
    Some(out)
}

/// Reads numbers, ranges and names up to the semicolon.
fn reserved(reader: &mut Reader, out: &mut Reserved, most: i64) {
    while !reader.is_at_end() && !reader.is_sign(';') && !reader.is_sign('}') {
        if let Some(name) = reader.text() {
            out.names.push(name);
        } else if reader.is_sign('[') {
            options::list(reader);
        } else {
            range(reader, out, most);
        }
        if !reader.take_sign(',') && !reader.is_sign(';') && !reader.is_sign('[') {
            reader.is_broken = true;
            break;
        }
    }
    reader.end();
}

fn range(reader: &mut Reader, out: &mut Reserved, most: i64) {
    let is_name =
        matches!(reader.peek(), Some(Kind::Word(word)) if !word.starts_with(|first: char| first.is_ascii_digit()));
    if is_name {
        out.names.extend(reader.word());
        return;
    }
    let Some(from) = reader.number() else {
        reader.next();
        reader.is_broken = true;
        return;
    };
    let to = match reader.take_word("to") {
        true if reader.take_word("max") => Some(most),
        true => reader.number(),
        false => Some(from),
    };
    out.ranges.push((from, to.unwrap_or(from)));
}

/// Reads an enumeration, the word `enum` taken.
pub(super) fn enumeration(reader: &mut Reader, line: u32) -> Option<Enum> {
    let mut out = Enum { name: reader.word()?, line, ..Enum::default() };
    reader.block(|reader| {
        let line = reader.line();
        let is_value = matches!(reader.peek_second(), Some(Kind::Sign('=')));
        if reader.take_sign(';') {
        } else if !is_value && reader.take_word("option") {
            options::statement(reader, &mut out.options);
        } else if !is_value && reader.take_word("reserved") {
            reserved(reader, &mut out.reserved, i64::from(i32::MAX));
        } else if let Some(name) = reader.word() {
            let number = if reader.take_sign('=') { reader.number() } else { None };
            options::list(reader);
            match number {
                Some(number) => out.values.push((name, number, line)),
                None => reader.is_broken = true,
            }
            reader.end();
        } else {
            reader.skip();
        }
    });
    Some(out)
}
