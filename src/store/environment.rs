//! The process's environment as a value, so that what reads it can be tested.

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    path::PathBuf,
};

/// Environment variables, as they were when the program started.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Environment {
    variables: BTreeMap<OsString, OsString>,
}

impl Environment {
    /// The process's own.
    pub fn of_process() -> Self {
        Self { variables: std::env::vars_os().collect() }
    }

    /// One that holds these variables alone.
    pub fn of<K: Into<OsString>, V: Into<OsString>>(variables: impl IntoIterator<Item = (K, V)>) -> Self {
        Self { variables: variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect() }
    }

    /// A variable's value, also when it is empty.
    pub fn value(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(OsStr::new(name)).map(OsString::as_os_str)
    }

    /// A variable's value, where it is text and not empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.value(name)?.to_str().filter(|text| !text.is_empty())
    }

    /// A variable's value as a path, where it is not empty.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.value(name).filter(|value| !value.is_empty()).map(PathBuf::from)
    }

    /// Whether it is set and not empty.
    pub fn has(&self, name: &str) -> bool {
        self.value(name).is_some_and(|value| !value.is_empty())
    }

    /// The names that begin with `prefix`, in order, with their values.
    pub fn beginning_with<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a OsStr)> {
        self.variables
            .iter()
            .filter_map(|(name, value)| Some((name.to_str()?, value.as_os_str())))
            .filter(move |(name, _)| name.starts_with(prefix))
    }

    /// All names that are text.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.variables.keys().filter_map(|name| name.to_str())
    }

    /// The folder that the process was started in.
    pub fn current_folder() -> std::io::Result<PathBuf> {
        #[expect(clippy::disallowed_methods, reason = "this is the door to the environment")]
        std::env::current_dir()
    }

    /// The program's own executable.
    pub fn executable() -> std::io::Result<PathBuf> {
        std::env::current_exe()
    }
}

/// Values may be secrets, so only names are told.
impl std::fmt::Debug for Environment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_set().entries(self.variables.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_counts_as_not_set() {
        let environment = Environment::of([("EMPTY", ""), ("FULL", "x")]);
        assert_eq!((environment.text("EMPTY"), environment.text("FULL")), (None, Some("x")));
        assert!(!environment.has("EMPTY") && environment.value("EMPTY").is_some());
    }

    #[test]
    fn values_are_not_told_by_debug() {
        assert_eq!(format!("{:?}", Environment::of([("GH_TOKEN", "secret")])), r#"{"GH_TOKEN"}"#);
    }
}
