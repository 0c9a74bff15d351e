//! `CODEOWNERS`: who is to be asked about which paths, in the manners of GitHub (the last match counts) and of GitLab
//! (sections, each with its last match).

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// More rules than this are not read.
const RULES_AT_MOST: usize = 10_000;
/// A longer pattern is none that anybody wrote.
const PATTERN_AT_MOST: usize = 1_024;

/// The owners of a project's paths.
#[derive(Debug, Clone, Default)]
pub struct CodeOwners {
    globs: GlobSet,
    /// The rule that each glob belongs to.
    rule_of: Vec<usize>,
    rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
struct Rule {
    section: usize,
    owners: Vec<Box<str>>,
    /// GitLab's `!path`: nobody, for the whole section.
    excludes: bool,
}

/// How patterns are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Github,
    Gitlab,
}

impl CodeOwners {
    /// Where forges look for it, the first one that is there counts.
    pub const PLACES: [&'static str; 4] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

    /// Reads the text of a file at that place. A line that is no rule is left out.
    pub fn read(text: &str, place: &str) -> Self {
        let has_sections = text.lines().any(|line| section(line).is_some());
        let manner = if has_sections || place.starts_with(".gitlab/") { Manner::Gitlab } else { Manner::Github };
        let mut owners = Self::default();
        let mut globs = GlobSetBuilder::new();
        let mut sections: Vec<String> = vec![String::new()];
        let (mut current, mut default) = (0, Vec::new());
        for line in text.lines() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') || owners.rules.len() >= RULES_AT_MOST {
                continue;
            }
            if manner == Manner::Gitlab
                && let Some((name, rest)) = section(line)
            {
                // Sections of one name are one, whatever their case.
                let name = name.to_lowercase();
                current = sections.iter().position(|known| *known == name).unwrap_or(sections.len());
                if current == sections.len() {
                    sections.push(name);
                }
                default = names(rest);
                continue;
            }
            let (pattern, rest) = pattern(line);
            let (excludes, pattern) = match pattern.strip_prefix('!') {
                Some(pattern) if manner == Manner::Gitlab => (true, pattern.to_owned()),
                _ => (false, pattern),
            };
            let built: Vec<_> = manner
                .globs(&pattern)
                .iter()
                .filter_map(|glob| GlobBuilder::new(glob).literal_separator(true).build().ok())
                .collect();
            if built.is_empty() {
                continue;
            }
            let mut named = names(rest);
            if named.is_empty() && manner == Manner::Gitlab {
                named.clone_from(&default);
            }
            for glob in built {
                globs.add(glob);
                owners.rule_of.push(owners.rules.len());
            }
            owners.rules.push(Rule { section: current, owners: named, excludes });
        }
        owners.globs = globs.build().unwrap_or_default();
        if owners.globs.len() != owners.rule_of.len() {
            return Self::default();
        }
        owners
    }

    /// Whether it names nobody.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The owners of a path, as they are written: `@ann`, `@acme/team`, `ann@example.org`.
    pub fn of(&self, path: &str) -> Vec<&str> {
        let mut last: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
        let mut excluded: Vec<usize> = Vec::new();
        for glob in self.globs.matches(path) {
            let rule = self.rule_of[glob];
            if self.rules[rule].excludes {
                excluded.push(self.rules[rule].section);
            }
            last.entry(self.rules[rule].section).and_modify(|known| *known = rule.max(*known)).or_insert(rule);
        }
        let mut found: Vec<&str> = Vec::new();
        for (section, rule) in last {
            for owner in self.rules[rule].owners.iter().filter(|_| !excluded.contains(&section)) {
                if !found.contains(&&**owner) {
                    found.push(owner);
                }
            }
        }
        found
    }
}

impl Manner {
    /// What a pattern matches, as globs; nothing for what the forge does not understand either.
    fn globs(self, pattern: &str) -> Vec<String> {
        let is_unknown = self == Self::Github && (pattern.starts_with('!') || pattern.contains('['));
        if pattern.is_empty() || pattern.len() > PATTERN_AT_MOST || is_unknown {
            return Vec::new();
        }
        let body = pattern.trim_start_matches('/').trim_end_matches('/');
        let is_folder = pattern.ends_with('/');
        // GitLab takes a path without a leading slash for one at any depth, whatever it holds.
        let is_anchored = pattern.starts_with('/') || self == Self::Github && body.contains('/');
        let literal: String = body
            .chars()
            .flat_map(|letter| match letter {
                '{' => "[{]".chars().collect::<Vec<_>>(),
                '}' => "[}]".chars().collect(),
                other => vec![other],
            })
            .collect();
        if literal.is_empty() {
            return vec!["**".to_owned()];
        }
        let start = if is_anchored || literal.starts_with("**/") { "" } else { "**/" };
        let below = format!("{start}{literal}/**");
        match (is_folder, literal.rsplit('/').next()) {
            (true, _) => vec![below],
            // `docs/*` is what lies in it, not what lies deeper.
            (false, Some("*")) if literal.contains('/') => vec![format!("{start}{literal}")],
            (false, Some("*" | "**")) => vec!["**".to_owned()],
            (false, _) => vec![format!("{start}{literal}"), below],
        }
    }
}

/// `[Name]`, `^[Name]`, `[Name][2]`, and what follows.
fn section(line: &str) -> Option<(&str, &str)> {
    let line = line.trim().trim_start_matches('^');
    let (name, rest) = line.strip_prefix('[')?.split_once(']')?;
    let rest = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => rest,
    };
    let is_header = !name.is_empty() && (rest.is_empty() || rest.starts_with([' ', '\t']));
    is_header.then_some((name, rest))
}

/// The pattern at the start of a line (`\ ` is a blank in it), and the rest.
fn pattern(line: &str) -> (String, &str) {
    let mut pattern = String::new();
    let mut letters = line.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => pattern.extend(letters.next().map(|(_, next)| next)),
            letter if letter.is_whitespace() => return (pattern, &line[at..]),
            letter => pattern.push(letter),
        }
    }
    (pattern, "")
}

/// The owners that a line names, up to a comment.
fn names(rest: &str) -> Vec<Box<str>> {
    let named = rest.split_whitespace().take_while(|word| !word.starts_with('#'));
    named.filter(|word| word.starts_with('@') || word.contains('@')).take(50).map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, path: &str, expected: &[&str]) {
        assert_eq!(CodeOwners::read(text, "CODEOWNERS").of(path), expected, "of {path} by {text:?}");
    }

    #[test]
    fn the_last_match_counts() {
        let text = "# all\n* @all\n*.js @js # scripts\n/docs/ @docs\napps/ @octocat\n/apps/github\n";
        check(text, "a/b.rs", &["@all"]);
        check(text, "deep/down/x.js", &["@js"]);
        check(text, "docs/a/b.md", &["@docs"]);
        check(text, "x/docs/b.md", &["@all"]);
        check(text, "x/apps/y.js", &["@octocat"]);
        check(text, "apps/github/y.js", &[]);
    }

    #[test]
    fn a_star_in_a_folder_is_what_lies_in_it() {
        check("docs/* d@example.org", "docs/a.md", &["d@example.org"]);
        check("docs/* d@example.org", "docs/build/a.md", &[]);
        check("**/logs @octocat", "deeply/nested/logs/x", &["@octocat"]);
        check("/build/logs/ @doctocat", "build/logs/a/b", &["@doctocat"]);
        check("src/api @api", "src/api/v1/x.rs", &["@api"]);
        check("src/api @api", "x/src/api/y.rs", &[]);
    }

    #[test]
    fn what_the_forge_does_not_understand_is_left_out() {
        check("!docs @a\n[ab].rs @b", "a.rs", &[]);
        check("a\\ b.txt @blank", "a b.txt", &["@blank"]);
        check("{a,b}.rs @braces", "a.rs", &[]);
    }

    #[test]
    fn each_section_has_its_last_match() {
        let text = "* @default\n[Docs][2] @writers\ndocs/\n*.md @markdown\n\n^[Code] @coders\nsrc/\n!src/gen/\n[docs]\nREADME.md @ann\n";
        check(text, "src/x.rs", &["@default", "@coders"]);
        check(text, "docs/x.txt", &["@default", "@writers"]);
        check(text, "sub/docs/x.md", &["@default", "@markdown"]);
        check(text, "README.md", &["@default", "@ann"]);
        check(text, "src/gen/x.rs", &["@default"]);
    }

    proptest! {
        #[test]
        fn any_text_reads(text in "\\PC{0,200}|([\\[\\]!*/{}@a ^#\\\\]{0,12}\n){0,20}", path in "[a-z/.]{0,20}") {
            let owners = CodeOwners::read(&text, "CODEOWNERS");
            prop_assert!(owners.of(&path).iter().all(|owner| owner.contains('@')));
        }
    }
}
