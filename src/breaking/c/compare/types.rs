//! Whether two written types are one.

use super::api::Api;
use super::comparison::Comparison;

/// Typedefs followed one from the other; more are a cycle.
const LONGEST_CHAIN: usize = 12;

/// How two types differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Differs {
    No,
    /// What is pointed to is constant now.
    ConstAdded,
    /// On some machines only.
    Perhaps,
    Yes,
}

/// Names that are one type on all machines of today.
const SAME: [(&str, &str); 14] = [
    ("uint8_t", "unsigned char"),
    ("u_int8_t", "unsigned char"),
    ("int8_t", "signed char"),
    ("uint16_t", "unsigned short"),
    ("u_int16_t", "unsigned short"),
    ("int16_t", "short"),
    ("uint32_t", "unsigned int"),
    ("u_int32_t", "unsigned int"),
    ("int32_t", "int"),
    ("std::uint8_t", "unsigned char"),
    ("std::uint16_t", "unsigned short"),
    ("std::uint32_t", "unsigned int"),
    ("std::int32_t", "int"),
    ("std::size_t", "size_t"),
];

/// Numbers whose sizes depend on the machine.
const WIDE: [&str; 14] = [
    "long",
    "unsigned long",
    "long long",
    "unsigned long long",
    "size_t",
    "ssize_t",
    "int64_t",
    "uint64_t",
    "off_t",
    "time_t",
    "intptr_t",
    "uintptr_t",
    "ptrdiff_t",
    "std::uint64_t",
];

impl Comparison<'_> {
    /// Whether two types differ, typedefs looked through.
    pub(super) fn differ(&self, old: &str, new: &str) -> Differs {
        if old == new || !self.renamed.is_empty() && self.in_new_names(old) == new {
            return Differs::No;
        }
        if !self.class.is_empty() {
            let old = self.by_own_name(old, &self.own.0);
            if [&old, &self.in_new_names(&old)].contains(&&self.by_own_name(new, &self.own.1)) {
                return Differs::No;
            }
        }
        let (old, new) = (self.old.stands_for(old), self.new.stands_for(new));
        if old == new {
            return Differs::No;
        }
        let without = |text: &str| text.replace("const ", "").replace(" const", "");
        if without(&old) == without(&new) {
            let count = |text: &str| text.matches("const").count();
            return if count(&new) > count(&old) { Differs::ConstAdded } else { Differs::Yes };
        }
        let is_wide = |text: &str| WIDE.contains(&text.trim_start_matches("const "));
        if is_wide(&old) && is_wide(&new) { Differs::Perhaps } else { Differs::Yes }
    }
}

impl Comparison<'_> {
    /// A type with the class template around it by its name alone where it means itself: made for its own parameters.
    fn by_own_name(&self, of: &str, own: &str) -> String {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let mut text = String::new();
        let mut rest = of;
        while let Some(at) = rest.find(self.class.as_str()) {
            let (before, after) = (&rest[..at], &rest[at + self.class.len()..]);
            let is_name = !(before.ends_with(is_word) || before.is_empty() && text.ends_with(is_word));
            text.push_str(before);
            text.push_str(&self.class);
            rest = after.strip_prefix(own).filter(|_| is_name).unwrap_or(after);
        }
        text + rest
    }

    /// A type of the old end with the names that template parameters have at the new one.
    fn in_new_names(&self, old: &str) -> String {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let mut text = String::new();
        let mut rest = old;
        while let Some(begin) = rest.find(is_word) {
            text.push_str(&rest[..begin]);
            rest = &rest[begin..];
            let end = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
            let word = &rest[..end];
            let name = self.renamed.iter().find(|(old, _)| old == word).map_or(word, |(_, new)| new);
            text.push_str(name);
            rest = &rest[end..];
        }
        text + rest
    }
}

impl Api<'_> {
    /// What a written type is when typedefs are looked through.
    pub(super) fn stands_for(&self, of: &str) -> String {
        let mut of = of.to_owned();
        for _ in 0..LONGEST_CHAIN {
            let (prefix, rest) = of.strip_prefix("const ").map_or(("", of.as_str()), |rest| ("const ", rest));
            let end = rest.find(['*', '&', '[', '(', ' ']).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let next = match SAME.iter().find(|(known, _)| *known == name) {
                Some((_, to)) => (*to).to_owned(),
                None => match self.alias(name) {
                    // Pointers to functions and arrays do not take what comes after at their end.
                    Some(to) if after.is_empty() || !to.contains(['(', '[']) => to,
                    _ => break,
                },
            };
            of = format!("{prefix}{next}{after}");
            if of.len() > 500 {
                break;
            }
        }
        of
    }
}
