//! What a dependency update says: which thing, from which version, to which.

use std::sync::LazyLock;

use regex::Regex;

/// One dependency's update, read from a subject as people and bots write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bump {
    /// What is updated.
    pub name: String,
    /// To which version, where it is said.
    pub to: Option<String>,
}

static FORMS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    [
        r"(?i)^(?:bump|update|upgrade)s?\s+(?:the\s+)?(?:dependency\s+|dependencies\s+|plugin\s+|requirement\s+for\s+)?(?P<name>[@\w][\w@./:+\-]*?)(?:\s+(?:requirement|dependency|package|crate|digest|docker tag|action|monorepo))*\s+(?:from\s+\S+\s+)?to\s+(?P<to>[v^~=<>]*[\w.+\-]*\d[\w.+\-]*)\b",
        r"(?i)^(?:bump|update|upgrade)s?\s+(?:the\s+)?(?P<name>[@\w][\w@./:+\-]*)\s+from\s+\S+\s+to\s+(?P<to>\S+)",
        r"(?i)^(?:bump|update|upgrade)s?\s+(?:dependency\s+)?(?P<name>[@\w][\w@./\-]*[a-z][\w@./\-]*)\s+(?P<to>v?\d+(?:\.\d+)+[\w.+\-]*)$",
    ]
    .map(|form| Regex::new(form).expect("the pattern is a constant that a test compiles"))
});

impl Bump {
    /// The same of a title with a header before it, such as `fix(deps): update serde to v1`.
    pub fn of_title(title: &str) -> Option<Self> {
        let (head, rest) = title.split_once(": ").unwrap_or(("", title));
        if head.contains(' ') { Self::read(title) } else { Self::read(rest) }
    }

    /// Reads a description such as `bump serde from 1.0.1 to 1.0.2`; nothing where it does not name one thing.
    pub fn read(description: &str) -> Option<Self> {
        let found = FORMS.iter().find_map(|form| form.captures(description))?;
        let name = found.name("name")?.as_str().to_owned();
        let vague = ["all", "deps", "dependencies", "packages", "lockfile", "version"];
        if vague.contains(&name.to_lowercase().as_str()) {
            return None;
        }
        let to = found.name("to").map(|to| to.as_str().trim_end_matches(['.', ',', ')']).to_owned());
        Some(Self { name, to })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(description: &str, expected: Option<(&str, &str)>) {
        let expected = expected.map(|(name, to)| Bump { name: name.into(), to: Some(to.into()) });
        assert_eq!(Bump::read(description), expected, "of {description:?}");
    }

    #[test]
    fn updates_are_read_as_bots_write_them() {
        check("bump serde from 1.0.1 to 1.0.2", Some(("serde", "1.0.2")));
        check("Bump @babel/core from 7.1 to 7.2 in /web", Some(("@babel/core", "7.2")));
        check("update dependency react to v18.2.0", Some(("react", "v18.2.0")));
        check("Update actions/checkout action to v4", Some(("actions/checkout", "v4")));
        check("Update serde requirement from ^1.0 to ^1.1", Some(("serde", "^1.1")));
        check("update plugin shadow to v9.2.2", Some(("shadow", "v9.2.2")));
        check("update kotlin monorepo to v2.2.21", Some(("kotlin", "v2.2.21")));
        check("bump tokio to 1.54", Some(("tokio", "1.54")));
        check("upgrade gix 0.90.0", Some(("gix", "0.90.0")));
        let bump = Bump::of_title("fix(deps): update dependency react to v18");
        assert_eq!(bump.map(|bump| bump.name).as_deref(), Some("react"));
    }

    #[test]
    fn what_names_no_single_thing_is_left() {
        check("bump version to 1.2.3", None);
        check("update all dependencies", None);
        check("update the retry loop to back off", None);
    }
}
