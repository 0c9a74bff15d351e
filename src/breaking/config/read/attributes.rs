//! Attributes of Rust items, as derives read them.

/// One word of an attribute and its value.
pub(super) struct Pair {
    pub(super) key: String,
    pub(super) value: Option<String>,
}

/// All words of the attributes with one of these names.
pub(super) fn pairs(attributes: &[&str], names: &[&str]) -> Vec<Pair> {
    let mut found = Vec::new();
    for attribute in attributes {
        let inner = attribute.trim().trim_start_matches("#[").trim_end_matches(']').trim();
        let Some((name, rest)) = inner.split_once('(') else { continue };
        if !names.contains(&name.trim()) {
            continue;
        }
        let rest = rest.trim_end().strip_suffix(')').unwrap_or(rest);
        found.extend(split(rest).into_iter().filter_map(pair));
    }
    found
}

/// `key`, `key = value`, `key(value)`
fn pair(text: &str) -> Option<Pair> {
    let text = text.trim();
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    let (key, rest) = text.split_at(end);
    let rest = rest.trim();
    let value = rest
        .strip_prefix('=')
        .or_else(|| rest.strip_prefix('(').map(|inner| inner.strip_suffix(')').unwrap_or(inner)))
        .map(|value| value.trim().to_owned());
    (!key.is_empty()).then(|| Pair { key: key.to_owned(), value })
}

/// Splits at commas outside of quotes and brackets.
fn split(text: &str) -> Vec<&str> {
    let (mut depth, mut begin, mut is_quoted, mut is_escaped) = (0_i32, 0, false, false);
    let mut items = Vec::new();
    for (at, letter) in text.char_indices() {
        if is_quoted {
            is_quoted = letter != '"' || is_escaped;
            is_escaped = letter == '\\' && !is_escaped;
            continue;
        }
        match letter {
            '"' => is_quoted = true,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&text[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    items.push(&text[begin..]);
    items.into_iter().filter(|item| !item.trim().is_empty()).collect()
}

impl Pair {
    /// Its value, if that is a literal.
    pub(super) fn literal(&self) -> Option<String> {
        let value = self.value.as_deref()?;
        let is_literal = value.starts_with(['"', '\'']) && !value.contains(',');
        is_literal.then(|| value.trim_matches(['"', '\'']).to_owned())
    }

    /// All literals in its value.
    pub(super) fn literals(&self) -> Vec<String> {
        let value = self.value.as_deref().unwrap_or_default();
        let mut found = Vec::new();
        let mut rest = value;
        while let Some(at) = rest.find(['"', '\'']) {
            let quote = char::from(rest.as_bytes()[at]);
            let Some(end) = rest[at + 1..].find(quote) else { break };
            found.push(rest[at + 1..at + 1 + end].to_owned());
            rest = &rest[at + 2 + end..];
        }
        found
    }
}

/// How names are written where nothing else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Kebab,
    Snake,
    Camel,
    Pascal,
    Lower,
    Upper,
    ScreamingSnake,
    AsIs,
}

impl Case {
    /// What `rename_all` says.
    pub(super) fn of(name: &str) -> Self {
        match name.to_ascii_lowercase().replace(['-', '_'], "").as_str() {
            "kebabcase" | "kebab" => Self::Kebab,
            "snakecase" | "snake" => Self::Snake,
            "camelcase" | "camel" => Self::Camel,
            "pascalcase" | "pascal" => Self::Pascal,
            "lowercase" | "lower" => Self::Lower,
            "uppercase" | "upper" => Self::Upper,
            "screamingsnakecase" | "screamingsnake" => Self::ScreamingSnake,
            _ => Self::AsIs,
        }
    }

    /// A name of a field or a variant, written so.
    pub(super) fn apply(self, name: &str) -> String {
        let name = name.trim_start_matches("r#");
        let mut words: Vec<String> = Vec::new();
        let mut was_lower = false;
        for letter in name.chars() {
            if letter == '_' {
                words.push(String::new());
                was_lower = false;
                continue;
            }
            if letter.is_uppercase() && was_lower || words.is_empty() {
                words.push(String::new());
            }
            was_lower = !letter.is_uppercase();
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
        words.retain(|word| !word.is_empty());
        let capital = |word: &String| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        };
        match self {
            Self::AsIs => name.to_owned(),
            Self::Kebab => words.join("-"),
            Self::Snake => words.join("_"),
            Self::ScreamingSnake => words.join("_").to_uppercase(),
            Self::Lower => words.concat(),
            Self::Upper => words.concat().to_uppercase(),
            Self::Pascal => words.iter().map(capital).collect(),
            Self::Camel => {
                words.iter().enumerate().map(|(at, word)| if at == 0 { word.clone() } else { capital(word) }).collect()
            }
        }
    }
}
