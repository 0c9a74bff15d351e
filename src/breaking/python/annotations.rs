//! Whether one annotation accepts what another accepted, as far as that can be said without inferring types.

/// How deep annotations are read.
const DEEPEST: usize = 24;

/// An answer that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Accepts {
    No,
    /// Some of what was accepted is refused now.
    Partly,
    /// Classes of the project, type variables, or other names of which nothing is known.
    Unknown,
    Yes,
}

/// An annotation, read.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Type {
    Anything,
    Named(String, Vec<Type>),
    Literal(String),
}

/// Types that are accepted wherever one of the others is asked for.
const SUPERTYPES: [(&str, &[&str]); 21] = [
    ("bool", &["int", "float", "complex"]),
    ("int", &["float", "complex"]),
    ("float", &["complex"]),
    ("complex", &[]),
    ("str", &["Sequence", "Collection", "Iterable", "Container", "Sized", "Reversible", "Hashable"]),
    ("bytes", &["Sequence", "Collection", "Iterable", "Container", "Sized", "Reversible", "Hashable", "Buffer"]),
    ("bytearray", &["MutableSequence", "Sequence", "Collection", "Iterable", "Container", "Sized", "Buffer"]),
    ("list", &["MutableSequence", "Sequence", "Collection", "Iterable", "Container", "Sized", "Reversible"]),
    ("tuple", &["Sequence", "Collection", "Iterable", "Container", "Sized", "Reversible", "Hashable"]),
    ("dict", &["MutableMapping", "Mapping", "Collection", "Iterable", "Container", "Sized", "Reversible"]),
    ("set", &["MutableSet", "Set", "Collection", "Iterable", "Container", "Sized"]),
    ("frozenset", &["Set", "Collection", "Iterable", "Container", "Sized", "Hashable"]),
    ("None", &["Hashable"]),
    ("Sequence", &["Collection", "Iterable", "Container", "Sized", "Reversible"]),
    ("MutableSequence", &["Sequence", "Collection", "Iterable", "Container", "Sized", "Reversible"]),
    ("Mapping", &["Collection", "Iterable", "Container", "Sized"]),
    ("MutableMapping", &["Mapping", "Collection", "Iterable", "Container", "Sized"]),
    ("Iterator", &["Iterable"]),
    ("Generator", &["Iterator", "Iterable"]),
    ("Collection", &["Iterable", "Container", "Sized"]),
    ("Iterable", &[]),
];

/// Whether what `old` accepted is accepted by `new`.
pub(crate) fn accepts(new: &str, old: &str) -> Accepts {
    if squeezed(new) == squeezed(old) {
        return Accepts::Yes;
    }
    let (new, old) = (alternatives(new, 0), alternatives(old, 0));
    if old.contains(&Type::Anything) {
        return if new.contains(&Type::Anything) { Accepts::Yes } else { Accepts::Unknown };
    }
    let answers: Vec<Accepts> = old.iter().map(|old| any(&new, old)).collect();
    let refused = answers.iter().filter(|answer| **answer < Accepts::Unknown).count();
    if answers.contains(&Accepts::Unknown) {
        Accepts::Unknown
    } else if refused == 0 {
        Accepts::Yes
    } else if refused == answers.len() {
        Accepts::No
    } else {
        Accepts::Partly
    }
}

fn any(new: &[Type], old: &Type) -> Accepts {
    new.iter().map(|new| one(new, old)).max().unwrap_or(Accepts::Unknown)
}

fn one(new: &Type, old: &Type) -> Accepts {
    match (new, old) {
        (Type::Anything, _) => Accepts::Yes,
        (new, old) if new == old => Accepts::Yes,
        (Type::Literal(_), Type::Literal(_)) => Accepts::No,
        (Type::Named(new, _), Type::Literal(literal)) => match literal_type(literal) {
            Some(of) => one(&Type::Named(new.clone(), Vec::new()), &Type::Named(of.to_owned(), Vec::new())),
            None => Accepts::Unknown,
        },
        (Type::Literal(literal), Type::Named(old, _)) => match literal_type(literal) {
            Some(_) if is_known(old) => Accepts::No,
            _ => Accepts::Unknown,
        },
        (Type::Named(new, new_arguments), Type::Named(old, old_arguments)) => {
            if new == old {
                return arguments(new_arguments, old_arguments);
            }
            let above = SUPERTYPES.iter().find(|(name, _)| name == old);
            match above {
                Some((_, above)) if above.contains(&new.as_str()) => Accepts::Yes,
                Some(_) if is_known(new) => Accepts::No,
                _ => Accepts::Unknown,
            }
        }
        (_, Type::Anything) => Accepts::Unknown,
    }
}

fn arguments(new: &[Type], old: &[Type]) -> Accepts {
    if new.is_empty() || old.is_empty() || new.len() != old.len() {
        return if new.is_empty() || old.is_empty() { Accepts::Yes } else { Accepts::Unknown };
    }
    new.iter().zip(old).map(|(new, old)| one(new, old)).min().unwrap_or(Accepts::Yes)
}

fn is_known(name: &str) -> bool {
    SUPERTYPES.iter().any(|(known, _)| *known == name)
}

fn literal_type(literal: &str) -> Option<&'static str> {
    let first = literal.trim_start_matches(['b', 'r', 'u']).chars().next()?;
    match first {
        '"' | '\'' if literal.starts_with('b') => Some("bytes"),
        '"' | '\'' => Some("str"),
        '0'..='9' | '-' => Some("int"),
        _ if literal == "True" || literal == "False" => Some("bool"),
        _ => None,
    }
}

/// The alternatives that an annotation allows, aliases and qualifiers of the language resolved.
fn alternatives(text: &str, depth: usize) -> Vec<Type> {
    let text = unquoted(text.trim());
    if depth > DEEPEST || text.is_empty() {
        return vec![Type::Anything];
    }
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && !inner.contains(['(', ')', ','])
    {
        return alternatives(inner, depth + 1);
    }
    let parts = split(text, '|');
    if parts.len() > 1 {
        return parts.iter().flat_map(|part| alternatives(part, depth + 1)).collect();
    }
    let (head, arguments) = match text.split_once('[') {
        Some((head, rest)) => (head.trim(), split(rest.trim().strip_suffix(']').unwrap_or(rest), ',')),
        None => (text, Vec::new()),
    };
    let name = canonical(head);
    match name.as_str() {
        "Any" | "object" => vec![Type::Anything],
        "Optional" => {
            let mut all: Vec<Type> = arguments.iter().flat_map(|part| alternatives(part, depth + 1)).collect();
            all.push(Type::Named("None".to_owned(), Vec::new()));
            all
        }
        "Union" => arguments.iter().flat_map(|part| alternatives(part, depth + 1)).collect(),
        "Annotated" | "Final" | "ClassVar" | "InitVar" | "Required" | "NotRequired" | "ReadOnly" => {
            arguments.first().map_or_else(|| vec![Type::Anything], |part| alternatives(part, depth + 1))
        }
        "Literal" => arguments.iter().map(|part| Type::Literal(part.trim().replace('\'', "\""))).collect(),
        _ => {
            let inner = arguments.iter().map(|part| match *part {
                // `Callable[..., T]` is called with anything; other lists of parameters are compared as they stand.
                "..." => Type::Anything,
                parameters if parameters.starts_with('[') => Type::Named(squeezed(parameters), Vec::new()),
                _ => {
                    let mut all = alternatives(part, depth + 1);
                    if all.len() == 1 { all.remove(0) } else { Type::Named(squeezed(part), Vec::new()) }
                }
            });
            vec![Type::Named(name, inner.collect())]
        }
    }
}

/// `typing.List` is `list`; names of the project keep their path.
fn canonical(head: &str) -> String {
    const TYPING: [&str; 6] = ["typing.", "t.", "typing_extensions.", "collections.abc.", "builtins.", "types."];
    let head = TYPING.iter().find_map(|prefix| head.strip_prefix(prefix)).unwrap_or(head);
    match head {
        "List" => "list".to_owned(),
        "Dict" => "dict".to_owned(),
        "FrozenSet" => "frozenset".to_owned(),
        "Tuple" => "tuple".to_owned(),
        "Text" => "str".to_owned(),
        "Type" => "type".to_owned(),
        "NoneType" => "None".to_owned(),
        "AbstractSet" => "Set".to_owned(),
        _ => head.to_owned(),
    }
}

fn unquoted(text: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote))
            && !inner.contains(quote)
        {
            return inner.trim();
        }
    }
    text
}

/// Splits at a separator that stands outside of brackets and quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut from, mut quote) = (0_i32, 0, None);
    for (index, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '"' | '\'') => quote = Some(character),
            (None, '[' | '(' | '{') => depth += 1,
            (None, ']' | ')' | '}') => depth -= 1,
            (None, _) if character == separator && depth == 0 => {
                parts.push(text[from..index].trim());
                from = index + character.len_utf8();
            }
            _ => {}
        }
    }
    let last = text[from..].trim();
    if !last.is_empty() {
        parts.push(last);
    }
    parts
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && !matches!(character, '"' | '\'')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: Accepts) {
        assert_eq!(accepts(new, old), expected, "{old} -> {new}");
    }

    #[test]
    fn widening_is_accepted() {
        for (old, new) in [
            ("int", "float"),
            ("int", "int | None"),
            ("Optional[int]", "None | int"),
            ("typing.List[int]", "list[int]"),
            ("list[int]", "Sequence[int]"),
            ("str", "Any"),
            ("Literal['a']", "Literal['a', 'b']"),
            ("Literal['a']", "str"),
            ("'Foo'", "Foo"),
            ("dict", "Mapping[str, int]"),
            ("Annotated[int, 'x']", "int"),
            ("t.Callable", "t.Callable[..., t.Any]"),
            ("t.Callable[..., t.Coroutine]", "t.Callable[..., t.Coroutine[t.Any, t.Any, t.Any]]"),
            ("Callable[[int], str]", "Callable[..., str]"),
            ("(int | str)", "int | str"),
        ] {
            check(old, new, Accepts::Yes);
        }
    }

    #[test]
    fn other_types_of_the_language_are_refused() {
        for (old, new) in [
            ("int", "str"),
            ("list[int]", "list[str]"),
            ("float", "int"),
            ("Sequence", "list"),
            ("str", "Literal['a']"),
        ] {
            check(old, new, Accepts::No);
        }
        check("int | None", "int", Accepts::Partly);
    }

    #[test]
    fn of_other_names_nothing_is_said() {
        for (old, new) in [("Foo", "Bar"), ("T", "int"), ("Any", "int"), ("Callable[[int], str]", "Callable[[], str]")]
        {
            check(old, new, Accepts::Unknown);
        }
    }

    #[test]
    fn odd_texts_do_no_harm() {
        for text in ["[", "]", "|", "a[", "a]]]", "\"", "ü[ä|", "Union[", &"list[".repeat(500)] {
            accepts(text, "int");
            accepts("int", text);
        }
    }
}
