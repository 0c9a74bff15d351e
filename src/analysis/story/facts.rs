//! What of a commit's changes the story is told from: its paths, and signs of what is hard to take back.

use serde::{Deserialize, Serialize};

use crate::{
    analysis::shape::Sort,
    history::{ChangeStatus, EntryKind, FileChange},
};

/// Paths beyond this many say nothing more: it changed everything.
const FILES_AT_MOST: usize = 256;

bitflags::bitflags! {
    /// What paths and contents say about taking a change back.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub struct Signs: u32 {
        /// A step that changes stored data.
        const MIGRATION = 1;
        /// The step says how to go back.
        const REVERSIBLE = 1 << 1;
        /// The step drops tables, columns or rows.
        const DROPS_DATA = 1 << 2;
        /// A database schema.
        const SCHEMA = 1 << 3;
        /// A format or an interface that others read: Protocol Buffers, OpenAPI, GraphQL, Avro...
        const FORMAT = 1 << 4;
        /// A settings file is gone or moved.
        const SETTINGS_GONE = 1 << 5;
        /// How it is run.
        const DEPLOY = 1 << 6;
        /// A feature flag is there to switch it off.
        const FLAGGED = 1 << 7;
        /// Files of code are gone.
        const REMOVES_CODE = 1 << 8;
        /// Another repository is tied in at another commit.
        const SUBMODULE = 1 << 9;
        /// It changes nothing but documents, tests, and how it is checked.
        const HARMLESS = 1 << 10;
    }
}

impl Serialize for Signs {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.bits().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Signs {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u32::deserialize(deserializer).map(Self::from_bits_truncate)
    }
}

/// What one commit changed, as far as its story needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its paths, at most 256 of them.
    pub files: Box<[Box<str>]>,
    /// How many files in all.
    pub n_files: u32,
    /// Signs of what is hard to take back.
    pub signs: Signs,
}

impl Facts {
    /// The facts of a commit's changes. `contents` gives the old and the new text of a file, and is asked only of those that
    /// change stored data.
    pub fn of(files: &[FileChange], mut contents: impl FnMut(&FileChange) -> (Option<String>, Option<String>)) -> Self {
        let mut facts = Self { n_files: files.len() as u32, ..Self::default() };
        let mut paths: Vec<Box<str>> = Vec::with_capacity(files.len().min(FILES_AT_MOST));
        let mut harmless = !files.is_empty();
        for (at, file) in files.iter().enumerate() {
            let path = file.path_text();
            let sort = Sort::of(&path);
            harmless &= matches!(sort, Sort::Docs | Sort::Test | Sort::Ci | Sort::Changelog | Sort::Tooling);
            let signs = signs_of(&path, sort, file);
            facts.signs |= signs;
            // Of a commit that changes everything a look at the first steps must do.
            if signs.intersects(Signs::MIGRATION | Signs::SCHEMA) && at < FILES_AT_MOST {
                facts.signs |= data_signs(contents(file), signs);
            }
            if paths.len() < FILES_AT_MOST {
                paths.push(path.into());
            }
        }
        facts.signs.set(Signs::HARMLESS, harmless);
        facts.files = paths.into();
        facts
    }
}

fn signs_of(path: &str, sort: Sort, file: &FileChange) -> Signs {
    let lower = path.to_ascii_lowercase();
    let name = lower.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let mut signs = Signs::empty();
    if matches!(sort, Sort::Test | Sort::Docs | Sort::Vendored) {
        return signs;
    }
    let is_gone = file.status == ChangeStatus::Deleted;
    signs.set(Signs::MIGRATION, sort == Sort::Migration && is_step(&lower));
    signs.set(
        Signs::SCHEMA,
        matches!(name, "schema.rb" | "structure.sql" | "schema.sql" | "schema.prisma") || extension == "sql",
    );
    let is_interface = matches!(
        extension,
        "proto" | "avsc" | "avdl" | "thrift" | "fbs" | "capnp" | "graphql" | "graphqls" | "xsd" | "wsdl"
    );
    let is_described =
        matches!(extension, "yaml" | "yml" | "json") && (name.starts_with("openapi") || name.starts_with("swagger"));
    signs.set(Signs::FORMAT, is_interface || is_described);
    let is_settings = matches!(extension, "ini" | "conf" | "cfg" | "properties" | "env")
        || name.starts_with(".env")
        || (matches!(extension, "yaml" | "yml" | "toml" | "json")
            && lower.split('/').any(|part| matches!(part, "config" | "conf" | "settings" | "etc")));
    signs.set(Signs::SETTINGS_GONE, is_gone && is_settings && sort != Sort::Ci && sort != Sort::Tooling);
    signs.set(Signs::DEPLOY, sort == Sort::Deploy);
    signs.set(Signs::REMOVES_CODE, is_gone && sort == Sort::Source && !is_settings);
    signs.set(Signs::SUBMODULE, [file.old_kind, file.new_kind].contains(&Some(EntryKind::Submodule)));
    let flags = ["feature_flag", "feature-flag", "featureflag", "feature_flags", "feature-flags", "featureflags"];
    signs.set(Signs::FLAGGED, lower.split(['/', '.']).any(|part| flags.contains(&part)));
    signs
}

/// Whether a path in a folder of migrations is a step, and not the code that runs them: steps are numbered or dated, are SQL,
/// or lie among versions.
fn is_step(lower: &str) -> bool {
    let is_numbered = |part: &str| part.trim_start_matches('v').starts_with(|letter: char| letter.is_ascii_digit());
    let inner = lower.split('/').skip_while(|part| !matches!(*part, "migrations" | "migrate" | "migration"));
    lower.rsplit_once('.').is_some_and(|(_, ending)| ending == "sql")
        || inner.skip(1).any(|part| part == "versions" || is_numbered(part))
}

/// What the text of a step says; of a changed one, what it says more than before.
fn data_signs((old, new): (Option<String>, Option<String>), known: Signs) -> Signs {
    const DROPS: [&str; 14] = [
        "drop table",
        "drop column",
        "drop_table",
        "remove_column",
        "remove_columns",
        "drop_column",
        "dropcolumn(",
        "drop schema",
        "droptable(",
        "dropifexists(",
        "truncate table",
        "delete from",
        "drop database",
        "removefield(",
    ];
    const BACK: [&str; 9] = [
        "def down",
        "function down",
        "exports.down",
        "def downgrade",
        "+goose down",
        "migrate:down",
        "fn down",
        "reversible do",
        "def change",
    ];
    let count = |text: &Option<String>, words: &[&str]| -> usize {
        let lower = text.as_deref().unwrap_or_default().to_ascii_lowercase();
        words.iter().map(|word| lower.matches(word).count()).sum()
    };
    let mut signs = Signs::empty();
    if new.is_none() {
        return signs;
    }
    let drops = count(&new, &DROPS) > count(&old, &DROPS);
    let goes_back = known.contains(Signs::MIGRATION) && count(&new, &BACK) > 0;
    signs.set(Signs::REVERSIBLE, goes_back);
    // The way back of a step that creates a table drops it.
    let creates =
        count(&new, &["create table", "create_table", "createtable(", "schema::create", "add_column", "add column"])
            > 0;
    signs.set(Signs::DROPS_DATA, drops && !(goes_back && creates));
    signs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::shape::tests::change;

    fn signs(path: &str, old: Option<&str>, new: Option<&str>) -> Signs {
        let mut file = change(path, 1, 1);
        file.status = match (old, new) {
            (None, _) => ChangeStatus::Added,
            (_, None) => ChangeStatus::Deleted,
            _ => ChangeStatus::Modified,
        };
        Facts::of(&[file], |_| (old.map(Into::into), new.map(Into::into))).signs
    }

    #[test]
    fn a_step_that_drops_data_is_told_from_one_that_can_go_back() {
        let drop = signs("db/migrate/1_drop.rb", None, Some("def up; remove_column :a, :b; end"));
        assert_eq!(drop, Signs::MIGRATION | Signs::DROPS_DATA);
        let create = signs(
            "migrations/1.php",
            None,
            Some("Schema::create('a'); public function down() { Schema::dropIfExists('a'); }"),
        );
        assert_eq!(create, Signs::MIGRATION | Signs::REVERSIBLE);
    }

    #[test]
    fn formats_settings_and_documents_are_seen_by_their_paths() {
        assert_eq!(signs("api/user.proto", Some(""), Some("")), Signs::FORMAT);
        assert_eq!(signs("config/app.yml", Some(""), None), Signs::SETTINGS_GONE);
        assert_eq!(signs("config/app.yml", Some(""), Some("")), Signs::empty());
        assert_eq!(signs("docs/guide.md", Some(""), None), Signs::HARMLESS);
        assert_eq!(signs("src/a.rs", Some(""), None), Signs::REMOVES_CODE);
        assert_eq!(signs("lib/migration/recorder.rb", Some(""), Some("")), Signs::empty(), "code that runs steps");
    }

    #[test]
    fn a_commit_of_thousands_of_files_is_cut() {
        let files: Vec<_> = (0..5_000).map(|at| change(&format!("db/migrate/{at}.sql"), 1, 1)).collect();
        let mut asked = 0;
        let facts = Facts::of(&files, |_| {
            asked += 1;
            (None, None)
        });
        assert_eq!((facts.n_files, facts.files.len(), asked), (5_000, 256, 256));
    }
}
