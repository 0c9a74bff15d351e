//! A whole file, and services.

use super::members::{enumeration, extend, message};
use super::options;
use super::reader::Reader;
use crate::breaking::proto::model::{Call, File, Service, Syntax};

/// Reads a file.
pub(crate) fn parse(source: &str) -> File {
    let mut reader = Reader::new(source);
    let mut file = File { syntax_line: 1, package_line: 1, ..File::default() };
    while !reader.is_at_end() {
        statement(&mut reader, &mut file);
    }
    file.is_broken = reader.is_broken;
    file
}

fn statement(reader: &mut Reader, file: &mut File) {
    let line = reader.line();
    if reader.take_sign(';') {
        return;
    }
    // Visibility, of edition 2024.
    let _is_visible = reader.take_word("export") || reader.take_word("local");
    let Some(word) = reader.word() else {
        reader.is_broken = true;
        reader.next();
        return;
    };
    match word.as_str() {
        "syntax" | "edition" => {
            reader.take_sign('=');
            let text = reader.text().unwrap_or_default();
            file.syntax_line = line;
            file.syntax = match (word.as_str(), text.as_str()) {
                ("edition", _) => Syntax::Edition(text),
                (_, "proto3") => Syntax::Proto3,
                _ => Syntax::Proto2,
            };
            reader.end();
        }
        "package" => {
            file.package = reader.word().unwrap_or_default();
            file.package_line = line;
            reader.end();
        }
        "import" => {
            let _is_special = reader.take_word("public") || reader.take_word("weak") || reader.take_word("option");
            file.imports.extend(reader.text());
            reader.end();
        }
        "option" => options::statement(reader, &mut file.options),
        "message" => file.messages.extend(message(reader, line, 0)),
        "enum" => file.enums.extend(enumeration(reader, line)),
        "service" => file.services.extend(service(reader, line)),
        "extend" => {
            let extensions = extend(reader, 0, &mut file.messages);
            file.extensions.extend(extensions);
        }
        _ => reader.skip(),
    }
}

fn service(reader: &mut Reader, line: u32) -> Option<Service> {
    let mut service = Service { name: reader.word()?, line, ..Service::default() };
    reader.block(|reader| {
        let line = reader.line();
        if reader.take_sign(';') {
        } else if reader.take_word("rpc") {
            service.calls.extend(call(reader, line));
        } else if reader.take_word("option") {
            options::statement(reader, &mut Vec::new());
        } else {
            reader.skip();
        }
    });
    Some(service)
}

fn call(reader: &mut Reader, line: u32) -> Option<Call> {
    let mut call = Call { name: reader.word()?, line, ..Call::default() };
    (call.streams_request, call.request) = side(reader);
    if !reader.take_word("returns") {
        reader.skip();
        return Some(call);
    }
    (call.streams_response, call.response) = side(reader);
    if reader.is_sign('{') {
        reader.block(|reader| {
            if reader.take_word("option") {
                options::statement(reader, &mut call.options);
            } else if !reader.take_sign(';') {
                reader.skip();
            }
        });
        reader.take_sign(';');
    } else {
        reader.end();
    }
    Some(call)
}

/// `(stream Type)`
fn side(reader: &mut Reader) -> (bool, String) {
    reader.take_sign('(');
    let first = reader.word().unwrap_or_default();
    let second = if reader.is_sign(')') { None } else { reader.word() };
    reader.take_sign(')');
    match second {
        Some(of) => (first == "stream", of),
        None => (false, first),
    }
}
