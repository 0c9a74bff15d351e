//! The ecosystems that there are. Adding one is a folder beside this file and a line here.

use std::path::Path;

use super::{
    Ecosystem, Rule,
    c::C,
    config::Config,
    engine::{Engine, start},
    go::Go,
    graphql::GraphQl,
    java::Java,
    jsonschema::JsonSchema,
    manifests::Manifests,
    openapi::OpenApi,
    proto::Proto,
    python::Python,
    rust,
    sql::Sql,
    typescript::TypeScript,
};

/// All ecosystems, in the order in which findings are listed.
pub const ECOSYSTEMS: &[Registered] = &[
    Registered::of::<rust::Rust>(),
    Registered::of::<Python>(),
    Registered::of::<Go>(),
    Registered::of::<Java>(),
    Registered::of::<C>(),
    Registered::of::<Proto>(),
    Registered::of::<OpenApi>(),
    Registered::of::<GraphQl>(),
    Registered::of::<Sql>(),
    Registered::of::<Manifests>(),
    Registered::of::<TypeScript>(),
    Registered::of::<Config>(),
    Registered::of::<JsonSchema>(),
];

/// An ecosystem with the type of its facts forgotten.
pub struct Registered {
    /// Its name.
    pub name: &'static str,
    /// The version of its facts.
    pub version: u32,
    rules: &'static [&'static [Rule]],
    /// The file that examples are in, and those that lie beside it.
    pub example_path: &'static str,
    /// Files beside every example.
    pub example_beside: &'static [(&'static str, &'static str)],
    pub(super) start: fn(Option<&Path>) -> Box<dyn Engine>,
}

impl Registered {
    const fn of<E: Ecosystem>() -> Self {
        Self {
            name: E::NAME,
            version: E::VERSION,
            rules: E::RULES,
            example_path: E::EXAMPLE_PATH,
            example_beside: E::EXAMPLE_BESIDE,
            start: start::<E>,
        }
    }

    /// Its rules.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        self.rules.iter().flat_map(|rules| rules.iter())
    }
}

/// The rule of an id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    ECOSYSTEMS.iter().flat_map(Registered::rules).find(|rule| rule.id == id)
}
