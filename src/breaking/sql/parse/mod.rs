//! Reads the statements that change what users of a database see. Of any dialect, and without giving up: what is not
//! understood of a statement is passed over, and the next one is read.

mod alter;
mod columns;
mod create;
mod drop;
mod reader;

use reader::Reader;

use super::model::{Does, File, Statement};
use super::tokens::{self, Piece};

/// Reads a file.
pub(super) fn parse(text: &str) -> File {
    let statements = tokens::statements(text).iter().flat_map(|piece| statement(text, piece)).collect();
    let others = ["`", "ENGINE=", "AUTOINCREMENT", "AUTO_INCREMENT", "[dbo]", "PRAGMA ", "NVARCHAR", "IDENTITY(1"];
    let may_be_postgres = !others.iter().any(|mark| text.contains(mark));
    File { statements, may_be_postgres }
}

fn statement(source: &str, piece: &Piece<'_>) -> Vec<Statement> {
    let mut reader = Reader::new(source, &piece.tokens);
    skip_condition(&mut reader);
    let (line, text) = (reader.line(), reader.text());
    let does: Vec<Does> = if reader.take("create") {
        create::create(reader).into_iter().collect()
    } else if reader.take("alter") {
        alter::alter(reader)
    } else if reader.take("drop") {
        drop::drop(reader).into_iter().collect()
    } else if reader.take("rename table") || reader.take("rename tables") {
        alter::rename_tables(&reader)
    } else {
        drop::other(reader).into_iter().collect()
    };
    does.into_iter().map(|does| Statement { line, text: text.clone(), is_waved: piece.is_waved, does }).collect()
}

/// `IF EXISTS (...) DROP ...`, as T-SQL has it, and explanations.
fn skip_condition(reader: &mut Reader<'_>) {
    if !reader.is("if") {
        return;
    }
    let mut ahead = reader.clone();
    while let Some(token) = ahead.peek() {
        let begins = ["create", "alter", "drop", "exec", "execute", "truncate"].iter().any(|word| token.is(word));
        if begins {
            *reader = ahead;
            return;
        }
        if !ahead.skip_parentheses() {
            ahead.next();
        }
    }
}
