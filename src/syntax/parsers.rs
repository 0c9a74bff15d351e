//! Parsers, kept for many files.

use std::{ops::ControlFlow, time::Instant};

use tree_sitter::{ParseOptions, Parser, Tree};

use super::{Language, Limits, Parsed};

/// Why there is no tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unparsed {
    /// The text is longer than anybody writes.
    #[error("it has {0} bytes")]
    TooLarge(usize),
    /// It took too long.
    #[error("it took more than {0} ms to parse")]
    TooSlow(u128),
    /// What reads trees may recurse: this one is deeper than its stack.
    #[error("it is nested more than {0} levels deep")]
    TooDeep(usize),
    /// The grammar could not be used.
    #[error("the grammar for {0} cannot be used")]
    Grammar(&'static str),
}

/// One parser for each language, made when first needed. One of these for each thread.
#[derive(Default)]
pub struct Parsers {
    limits: Limits,
    parsers: [Option<Parser>; Language::ALL.len()],
}

impl Parsers {
    /// Parsers with other bounds than the usual.
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Parses a text.
    pub fn parse<'a>(&mut self, language: Language, text: &'a str) -> Result<Parsed<'a>, Unparsed> {
        if text.len() > self.limits.bytes {
            return Err(Unparsed::TooLarge(text.len()));
        }
        let limits = self.limits;
        let parser = self.parser(language)?;
        let tree = parse(parser, text.as_bytes(), limits);
        let Some(tree) = tree else {
            // What was begun would be gone on with for the next text.
            parser.reset();
            return Err(Unparsed::TooSlow(limits.time.as_millis()));
        };
        if is_deeper(&tree, limits.depth) {
            return Err(Unparsed::TooDeep(limits.depth));
        }
        Ok(Parsed::new(text, language, tree))
    }

    fn parser(&mut self, language: Language) -> Result<&mut Parser, Unparsed> {
        let place = &mut self.parsers[language as usize];
        if place.is_none() {
            let mut parser = Parser::new();
            parser.set_language(&language.grammar()).map_err(|_| Unparsed::Grammar(language.name()))?;
            *place = Some(parser);
        }
        place.as_mut().ok_or(Unparsed::Grammar(language.name()))
    }
}

fn parse(parser: &mut Parser, bytes: &[u8], limits: Limits) -> Option<Tree> {
    let begun = Instant::now();
    let mut patience = |_: &tree_sitter::ParseState| {
        if begun.elapsed() > limits.time { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = ParseOptions::new().progress_callback(&mut patience);
    parser.parse_with_options(&mut |offset, _| bytes.get(offset..).unwrap_or_default(), None, Some(options))
}

/// Walks without recursing. What has fewer nodes than levels are left is not gone into: that is nearly all.
fn is_deeper(tree: &Tree, limit: usize) -> bool {
    let mut cursor = tree.walk();
    let mut depth = 0;
    loop {
        if cursor.node().descendant_count() > limit - depth && cursor.goto_first_child() {
            depth += 1;
            if depth > limit {
                return true;
            }
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return false;
            }
            depth -= 1;
        }
    }
}
