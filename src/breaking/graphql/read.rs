//! Texts to definitions.

use apollo_parser::{Parser, SyntaxElement, SyntaxKind, SyntaxNode, cst::CstNode};

use super::model::{Definition, File, Kind, Member, Usage};
use crate::breaking::Unread;

/// Levels of nesting that are read.
const DEEPEST: usize = 200;
/// Words of one file.
const TOKENS_AT_MOST: usize = 20_000_000;

/// Reads a file; one without definitions of a schema is none.
pub(super) fn file(text: &str) -> Result<File, Unread> {
    let words = ["type ", "input ", "enum ", "schema", "scalar ", "interface ", "union ", "directive"];
    if !words.iter().any(|word| text.contains(word)) {
        return Err(Unread::Foreign);
    }
    let tree = Parser::new(text).recursion_limit(DEEPEST).token_limit(TOKENS_AT_MOST).parse();
    let lines = Lines::of(text);
    let document = tree.document();
    let definitions: Vec<Definition> =
        document.syntax().children().filter_map(|node| definition(&node, &lines)).collect();
    if definitions.is_empty() {
        return Err(Unread::Foreign);
    }
    Ok(File { definitions, is_broken: tree.errors().len() > 0 })
}

/// Where lines begin.
struct Lines(Vec<u32>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32).collect())
    }

    /// The line of the first word of a node that is no description.
    fn line(&self, node: &SyntaxNode) -> u32 {
        let name = node.descendants().find(|below| {
            below.kind() == SyntaxKind::NAME
                && below.parent().is_some_and(|parent| parent.kind() != SyntaxKind::DESCRIPTION)
        });
        let at = u32::from(name.as_ref().unwrap_or(node).text_range().start());
        self.0.partition_point(|end| *end < at) as u32 + 1
    }
}

fn definition(node: &SyntaxNode, lines: &Lines) -> Option<Definition> {
    let (kind, is_extension) = match node.kind() {
        SyntaxKind::SCHEMA_DEFINITION => (Kind::Schema, false),
        SyntaxKind::SCHEMA_EXTENSION => (Kind::Schema, true),
        SyntaxKind::SCALAR_TYPE_DEFINITION => (Kind::Scalar, false),
        SyntaxKind::SCALAR_TYPE_EXTENSION => (Kind::Scalar, true),
        SyntaxKind::OBJECT_TYPE_DEFINITION => (Kind::Object, false),
        SyntaxKind::OBJECT_TYPE_EXTENSION => (Kind::Object, true),
        SyntaxKind::INTERFACE_TYPE_DEFINITION => (Kind::Interface, false),
        SyntaxKind::INTERFACE_TYPE_EXTENSION => (Kind::Interface, true),
        SyntaxKind::UNION_TYPE_DEFINITION => (Kind::Union, false),
        SyntaxKind::UNION_TYPE_EXTENSION => (Kind::Union, true),
        SyntaxKind::ENUM_TYPE_DEFINITION => (Kind::Enum, false),
        SyntaxKind::ENUM_TYPE_EXTENSION => (Kind::Enum, true),
        SyntaxKind::INPUT_OBJECT_TYPE_DEFINITION => (Kind::Input, false),
        SyntaxKind::INPUT_OBJECT_TYPE_EXTENSION => (Kind::Input, true),
        SyntaxKind::DIRECTIVE_DEFINITION => (Kind::Directive, false),
        _ => return None,
    };
    let name = if kind == Kind::Schema { "schema".to_owned() } else { name(node)? };
    let mut found = Definition {
        kind,
        is_extension,
        name,
        line: lines.line(node),
        members: Vec::new(),
        listed: Vec::new(),
        usages: usages(node, lines),
        is_repeatable: has(node, SyntaxKind::repeatable_KW),
    };
    for part in node.children() {
        match part.kind() {
            SyntaxKind::FIELDS_DEFINITION
            | SyntaxKind::INPUT_FIELDS_DEFINITION
            | SyntaxKind::ARGUMENTS_DEFINITION
            | SyntaxKind::ENUM_VALUES_DEFINITION => {
                found.members.extend(part.children().filter_map(|one| member(&one, lines)));
            }
            SyntaxKind::UNION_MEMBER_TYPES => {
                let named = part.children().map(|one| Member {
                    name: squeezed(&one),
                    line: lines.line(&one),
                    ..Member::default()
                });
                found.members.extend(named);
            }
            SyntaxKind::ROOT_OPERATION_TYPE_DEFINITION => {
                let of = child(&part, SyntaxKind::NAMED_TYPE).map(|of| squeezed(&of)).unwrap_or_default();
                let name = child(&part, SyntaxKind::OPERATION_TYPE).map(|name| squeezed(&name)).unwrap_or_default();
                found.members.push(Member { name, line: lines.line(&part), of, ..Member::default() });
            }
            SyntaxKind::IMPLEMENTS_INTERFACES | SyntaxKind::DIRECTIVE_LOCATIONS => {
                found.listed.extend(part.children().map(|one| (squeezed(&one), lines.line(&one))));
            }
            _ => {}
        }
    }
    Some(found)
}

/// A field, an argument or a value.
fn member(node: &SyntaxNode, lines: &Lines) -> Option<Member> {
    let name = match child(node, SyntaxKind::ENUM_VALUE) {
        Some(value) => squeezed(&value),
        None => name(node)?,
    };
    let is_type = |kind| matches!(kind, SyntaxKind::NAMED_TYPE | SyntaxKind::LIST_TYPE | SyntaxKind::NON_NULL_TYPE);
    let of = node.children().find(|below| is_type(below.kind())).map(|of| squeezed(&of)).unwrap_or_default();
    let default =
        child(node, SyntaxKind::DEFAULT_VALUE).map(|value| squeezed(&value).trim_start_matches('=').to_owned());
    let arguments = child(node, SyntaxKind::ARGUMENTS_DEFINITION)
        .map(|arguments| arguments.children().filter_map(|one| member(&one, lines)).collect());
    Some(Member {
        name,
        line: lines.line(node),
        of,
        default,
        arguments: arguments.unwrap_or_default(),
        usages: usages(node, lines),
    })
}

fn usages(node: &SyntaxNode, lines: &Lines) -> Vec<Usage> {
    let Some(list) = child(node, SyntaxKind::DIRECTIVES) else { return Vec::new() };
    let usage = |one: SyntaxNode| {
        let given = child(&one, SyntaxKind::ARGUMENTS).map(|given| squeezed(&given)).unwrap_or_default();
        Some(Usage { name: name(&one)?, line: lines.line(&one), given })
    };
    list.children().filter_map(usage).collect()
}

fn name(node: &SyntaxNode) -> Option<String> {
    child(node, SyntaxKind::NAME).map(|name| squeezed(&name)).filter(|name| !name.is_empty())
}

fn child(node: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxNode> {
    node.children().find(|below| below.kind() == kind)
}

fn has(node: &SyntaxNode, kind: SyntaxKind) -> bool {
    node.children_with_tokens().any(|below| below.kind() == kind)
}

/// A text without blanks, commas and comments; words that stood apart are told apart by one blank.
fn squeezed(node: &SyntaxNode) -> String {
    let mut text = String::new();
    for token in node.descendants_with_tokens().filter_map(SyntaxElement::into_token) {
        if matches!(token.kind(), SyntaxKind::WHITESPACE | SyntaxKind::COMMENT | SyntaxKind::COMMA | SyntaxKind::ERROR)
        {
            continue;
        }
        let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '"' | '-');
        if text.ends_with(is_word) && token.text().starts_with(is_word) {
            text.push(' ');
        }
        text.push_str(token.text());
    }
    text
}
