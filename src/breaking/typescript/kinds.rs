//! Kinds of types at large: what can never stand for each other, whatever is inside.

use super::{
    fits::{Fits, yes},
    shapes::Shape,
    types::Type,
    view::View,
};

/// An end.
#[derive(Clone, Copy)]
pub(crate) struct Of<'q, 'a> {
    pub(crate) view: &'q View<'a>,
    pub(crate) is_old: bool,
}

/// Words that are of a kind with others.
pub(crate) fn words(one: &str, other: &str) -> Fits {
    match (one, other) {
        ("void", "undefined") => Fits::Unknown,
        ("undefined", "void") => Fits::Yes,
        _ => yes(one == other),
    }
}

pub(crate) fn literal_is(literal: &str, word: &str) -> bool {
    let kind = match literal.chars().next() {
        Some('\'') => "string",
        Some('t' | 'f') => "boolean",
        _ if literal.ends_with('n') => "bigint",
        _ => "number",
    };
    kind == word
}

/// Things of different kinds.
pub(crate) fn unlike(from: &Type, to: &Type, a: Of<'_, '_>, b: Of<'_, '_>) -> Fits {
    debug_assert!(a.is_old != b.is_old);
    let (one, other) = (sort(from, a.view), sort(to, b.view));
    match (one, other) {
        (Sort::Thing, Sort::Object) => Fits::Yes,
        (Sort::Thing, Sort::Thing) => things(from, to, a.view, b.view),
        (Sort::Thing | Sort::Object, Sort::Value) | (Sort::Value, Sort::Thing | Sort::Object) => {
            match b.view.shape(to) {
                // What has no members, or only ones that a string has, takes values too.
                Some(shape) if shape.members.len() < 3 => Fits::Unknown,
                _ => Fits::No,
            }
        }
        _ => Fits::Unknown,
    }
}

/// Two things that have members.
fn things(from: &Type, to: &Type, a: &View<'_>, b: &View<'_>) -> Fits {
    let is_plain = |is: &Type, view: &View<'_>| view.shape(is).is_some_and(|shape| plain(&shape));
    let global = |is: &Type| match is {
        Type::Reference(name, _) if is_global(name) => Some(name.clone()),
        _ => None,
    };
    let (one, other) = (global(from), global(to));
    if let (Some(one), Some(other)) = (&one, &other) {
        return yes(has_base(one, other));
    }
    if matches!(from, Type::Function(_)) && other.as_deref() == Some("Function") {
        return Fits::Yes;
    }
    // An array where an element was, a promise where its value was, and the other way round.
    let is_list = |is: &Type| matches!(is, Type::List(..));
    let apart = is_list(to) && (one.is_some() || is_plain(from, a) || matches!(from, Type::Function(_)))
        || is_list(from) && matches!(to, Type::Tuple(..) | Type::Function(_))
        || one.as_deref() == Some("Promise") && is_plain(to, b)
        || other.as_deref() == Some("Promise") && is_plain(from, a);
    if apart { Fits::No } else { Fits::Unknown }
}

fn plain(shape: &Shape) -> bool {
    shape.hidden.is_empty() && !shape.open && shape.members.iter().any(|member| !member.optional)
}

/// What a type is at large.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A string, a number, nothing.
    Value,
    /// Something with members.
    Thing,
    /// `object`, `{}`
    Object,
    Unknown,
}

fn sort(is: &Type, view: &View<'_>) -> Sort {
    match is {
        Type::Word(word) if word == "object" => Sort::Object,
        Type::Word(_) | Type::Literal(_) | Type::Guard(..) => Sort::Value,
        Type::Object(members) if members.is_empty() => Sort::Unknown,
        Type::Object(_) | Type::List(..) | Type::Tuple(..) | Type::Function(_) | Type::Constructor(_) => Sort::Thing,
        Type::Reference(name, _) if is_global(name) => Sort::Thing,
        Type::Reference(..) if view.shape(is).is_some_and(|shape| plain(&shape)) => Sort::Thing,
        _ => Sort::Unknown,
    }
}

/// Things that every runtime has.
fn is_global(name: &str) -> bool {
    [
        "Promise",
        "Date",
        "RegExp",
        "Map",
        "Set",
        "WeakMap",
        "WeakSet",
        "Error",
        "TypeError",
        "RangeError",
        "SyntaxError",
        "URL",
        "Uint8Array",
        "ArrayBuffer",
        "Buffer",
        "Function",
        "AbortSignal",
        "AbortController",
        "Blob",
        "File",
        "FormData",
        "Headers",
        "Request",
        "Response",
        "ReadableStream",
        "WritableStream",
        "ReadonlyMap",
        "ReadonlySet",
        "AsyncIterable",
        "AsyncGenerator",
        "AsyncIterableIterator",
        "IterableIterator",
        "Generator",
        "Int8Array",
        "Float32Array",
        "Float64Array",
        "Int32Array",
        "Uint16Array",
        "Uint32Array",
        "Int16Array",
    ]
    .contains(&name)
}

fn has_base(one: &str, other: &str) -> bool {
    matches!(
        (one, other),
        ("TypeError" | "RangeError" | "SyntaxError", "Error")
            | ("Buffer", "Uint8Array")
            | ("File", "Blob")
            | ("Map", "ReadonlyMap")
            | ("Set", "ReadonlySet")
            | ("Generator", "IterableIterator")
            | ("AsyncGenerator", "AsyncIterableIterator" | "AsyncIterable")
            | ("AsyncIterableIterator", "AsyncIterable")
    )
}
