//! What a schema allows, with references followed and `allOf` merged: one form for many spellings.

use std::{cmp::Ordering, collections::BTreeMap};

use super::{documents::Place, model::Node};

/// Places that hold together: a value must fit them all.
pub(super) type Sum<'d> = Vec<Place<'d>>;

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Boolean,
    Integer,
    Number,
    Text,
    List,
    Object,
    File,
}

impl Kind {
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "string" => Self::Text,
            "array" => Self::List,
            "object" => Self::Object,
            "file" => Self::File,
            _ => return None,
        })
    }

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Text => "string",
            Self::List => "array",
            Self::Object => "object",
            Self::File => "file",
        }
    }

    /// Whether each value of it is one of another, too.
    pub(super) fn is_within(self, other: Self) -> bool {
        self == other || self == Self::Integer && other == Self::Number
    }
}

/// A limit and the line where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit<'d> {
    pub(super) value: f64,
    /// The limit itself is not allowed.
    pub(super) is_open: bool,
    pub(super) place: Place<'d>,
}

impl Limit<'_> {
    /// Whether it allows less than another.
    pub(super) fn is_tighter(&self, other: &Self, is_lower: bool) -> bool {
        match self.value.total_cmp(&other.value) {
            Ordering::Equal => self.is_open && !other.is_open,
            Ordering::Greater => is_lower,
            Ordering::Less => !is_lower,
        }
    }
}

/// Alternatives: of `oneOf` exactly one holds, of `anyOf` at least one.
#[derive(Debug, Clone)]
pub(super) struct Group<'d> {
    pub(super) is_exclusive: bool,
    pub(super) branches: Vec<Place<'d>>,
}

/// Whether other properties than the named ones may be there.
#[derive(Debug, Clone, Copy)]
pub(super) enum Others<'d> {
    /// Nothing is said.
    Free,
    /// They are allowed in so many words.
    Allowed,
    Refused(Place<'d>),
    Like(Place<'d>),
}

/// What a schema allows.
#[derive(Debug, Clone)]
pub(super) struct Schema<'d> {
    /// Where it begins.
    pub(super) place: Place<'d>,
    /// Something in it cannot be followed.
    pub(super) is_unknown: bool,
    /// No value fits it.
    pub(super) is_never: bool,
    /// Kinds besides null; nothing if all are allowed.
    pub(super) kinds: Option<Vec<Kind>>,
    /// The kinds stand there, rather than follow from other words.
    pub(super) names_kinds: bool,
    /// Whether null is allowed; nothing if nothing is said of kinds.
    pub(super) null: Option<bool>,
    pub(super) format: Option<&'d str>,
    pub(super) pattern: Option<Place<'d>>,
    /// The values that are allowed, without null.
    pub(super) values: Option<Vec<Place<'d>>>,
    /// They are one constant.
    pub(super) is_constant: bool,
    pub(super) extensible: Option<Place<'d>>,
    /// By word: `minimum`, `maxLength`.
    pub(super) limits: BTreeMap<&'static str, Limit<'d>>,
    pub(super) is_unique: bool,
    pub(super) properties: Vec<(&'d str, Sum<'d>)>,
    pub(super) required: Vec<(&'d str, Place<'d>)>,
    pub(super) others: Others<'d>,
    pub(super) items: Sum<'d>,
    pub(super) groups: Vec<Group<'d>>,
    /// Alternatives that were folded into kinds or values.
    pub(super) folded: Vec<Group<'d>>,
    /// What `allOf` names.
    pub(super) parts: Vec<Place<'d>>,
    /// Words that hold a schema, a list or a map of schemas, and only matter by being there.
    pub(super) conditions: BTreeMap<&'static str, Place<'d>>,
    pub(super) default: Option<&'d Node>,
    pub(super) is_read_only: bool,
    pub(super) is_write_only: bool,
    pub(super) discriminator: Option<Place<'d>>,
    pub(super) stability: Option<&'d str>,
}

impl<'d> Schema<'d> {
    /// One that allows everything.
    pub(super) const fn free(place: Place<'d>) -> Self {
        Self {
            place,
            is_unknown: false,
            is_never: false,
            kinds: None,
            names_kinds: false,
            null: None,
            format: None,
            pattern: None,
            values: None,
            is_constant: false,
            extensible: None,
            limits: BTreeMap::new(),
            is_unique: false,
            properties: Vec::new(),
            required: Vec::new(),
            others: Others::Free,
            items: Vec::new(),
            groups: Vec::new(),
            folded: Vec::new(),
            parts: Vec::new(),
            conditions: BTreeMap::new(),
            default: None,
            is_read_only: false,
            is_write_only: false,
            discriminator: None,
            stability: None,
        }
    }

    /// The property of a name.
    pub(super) fn property(&self, name: &str) -> Option<&Sum<'d>> {
        self.properties.iter().find(|(known, _)| *known == name).map(|(_, sum)| sum)
    }

    /// Whether a property has to be there.
    pub(super) fn requires(&self, name: &str) -> bool {
        self.required.iter().any(|(known, _)| *known == name)
    }

    /// Whether it is of one kind alone.
    pub(super) fn is_only(&self, kind: Kind) -> bool {
        self.kinds.as_deref() == Some(&[kind])
    }

    /// Whether values have fields.
    pub(super) fn has_fields(&self) -> bool {
        !self.properties.is_empty() || !self.required.is_empty()
    }

    /// Its kinds for people.
    pub(super) fn shown(&self) -> String {
        let Some(kinds) = &self.kinds else { return "any".to_owned() };
        let mut words: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        if self.null == Some(true) {
            words.push("null");
        }
        match self.format {
            Some(format) => format!("{} ({format})", words.join(", ")),
            None => words.join(", "),
        }
    }
}
