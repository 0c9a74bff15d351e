//! Finds the files, lays the layers over each other, and makes settings of them.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    Amount, ApprovalSettings, BrandSettings, Changelog, ConfigError, DiffLayout, ForgeKind, ForgeSettings, KeySource,
    ModelSettings, NotesSettings, Origin, Problem, Provider, ReleaseSettings, RiskSettings, Settings, TokenSource,
    UserSettings,
    document::Document,
    gates, keys, reading,
    values::{Value, Values},
};
use crate::store::{Environment, Folders, disk};

/// Where a repository's settings are; both at once are an error.
pub const FILE_NAMES: [&str; 2] = ["tminus.toml", ".tminus/tminus.toml"];
/// More than this is no file of settings.
pub const LONGEST_FILE: u64 = 1024 * 1024;

/// Where the repository's settings are read from.
#[derive(Debug, Clone, Copy)]
pub enum RepositorySource<'a> {
    /// There is no repository, or it has no settings.
    None,
    /// `tminus.toml` or `.tminus/tminus.toml` in a work tree.
    WorkTree(&'a Path),
    /// The file that `--config` or `TMINUS_CONFIG` names.
    File(&'a Path),
    /// The content of a committed file, for repositories without a work tree.
    Committed {
        /// What it is called in messages.
        name: &'a str,
        /// Its content.
        content: &'a [u8],
    },
}

/// Flags that are settings.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// `--theme`
    pub theme: Option<String>,
    /// `--ascii`
    pub ascii: bool,
    /// `--plain`
    pub plain: bool,
}

/// All that settings are read from.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The repository's file.
    pub repository: RepositorySource<'a>,
    /// The user's folders, where `config.toml` is; without them there is no user file.
    pub folders: Option<&'a Folders>,
    /// The environment.
    pub environment: &'a Environment,
    /// The command line.
    pub flags: &'a Flags,
}

/// Settings, and where they come from.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// What a release needs.
    pub settings: Settings,
    /// What the user has set for all repositories.
    pub user: UserSettings,
    /// The repository's file, if there is one.
    pub file: Option<PathBuf>,
    /// What deserves to be told, though it is no error.
    pub warnings: Vec<String>,
    origins: BTreeMap<String, Origin>,
    gates_come_from_repository: bool,
}

impl Loaded {
    /// Where the value of a key, such as `release.branch`, comes from.
    pub fn origin(&self, key: &str) -> Origin {
        self.origins.get(key).cloned().unwrap_or(Origin::Default)
    }

    /// Whether the repository names commands to run as gates.
    pub fn has_repository_gates(&self) -> bool {
        self.gates_come_from_repository
    }
}

/// Reads and joins all layers.
pub fn load(sources: &Sources<'_>) -> Result<Loaded, ConfigError> {
    let mut problems = Vec::new();
    let mut gates = Vec::new();
    let mut file = None;
    let mut joined = Values::default();
    if let Some((path, name, content)) = repository_file(sources.repository)? {
        match Document::parse(&name, &content) {
            Ok(document) => {
                let origin = |line| Origin::Repository(name.clone(), line);
                let (values, wrong) = reading::table(&document, document.root(), keys::REPOSITORY, &["gates"], &origin);
                problems.extend(wrong);
                problems.extend(two_token_sources(&values, &name));
                joined.overlay(values);
                let (read, wrong) = gates::read(&document);
                gates = read;
                problems.extend(wrong);
            }
            Err(problem) => problems.push(problem),
        }
        file = path;
    }
    if let Some((name, content)) = user_file(sources.folders)? {
        match Document::parse(&name, &content) {
            Ok(document) => {
                let origin = |line| Origin::User(name.clone(), line);
                let (values, wrong) = reading::table(&document, document.root(), keys::USER, &[], &origin);
                problems.extend(wrong);
                problems.extend(two_token_sources(&values, &name));
                joined.overlay(values);
            }
            Err(problem) => problems.push(problem),
        }
    }
    for keys in [keys::REPOSITORY, keys::USER] {
        let (values, wrong) = reading::variables(sources.environment, keys);
        for problem in wrong {
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
        joined.overlay(values);
    }
    joined.overlay(flag_values(sources.flags));
    if !problems.is_empty() {
        return Err(ConfigError::Invalid(problems));
    }
    Ok(Loaded {
        gates_come_from_repository: gates.iter().any(|gate: &super::GateSettings| gate.command.is_some()),
        settings: settings_of(&joined, gates),
        user: user_settings_of(&joined),
        file,
        warnings: unknown_variables(sources.environment),
        origins: joined.origins(),
    })
}

type Found = (Option<PathBuf>, String, Vec<u8>);

fn repository_file(source: RepositorySource<'_>) -> Result<Option<Found>, ConfigError> {
    match source {
        RepositorySource::None => Ok(None),
        RepositorySource::Committed { name, content } => Ok(Some((None, name.to_owned(), content.to_vec()))),
        RepositorySource::File(path) => {
            let content = read_settings(path)?;
            Ok(Some((Some(path.to_path_buf()), path.display().to_string(), content)))
        }
        RepositorySource::WorkTree(root) => {
            let there: Vec<&str> = FILE_NAMES.into_iter().filter(|name| disk::exists(&root.join(name))).collect();
            match there.as_slice() {
                [] => Ok(None),
                [name] => {
                    let path = root.join(name);
                    let content = read_settings(&path)?;
                    Ok(Some((Some(path), (*name).to_owned(), content)))
                }
                _ => Err(ConfigError::Two),
            }
        }
    }
}

fn user_file(folders: Option<&Folders>) -> Result<Option<(String, Vec<u8>)>, ConfigError> {
    let Some(path) = folders.map(|folders| folders.config().join("config.toml")) else { return Ok(None) };
    if !disk::exists(&path) {
        return Ok(None);
    }
    Ok(Some((path.display().to_string(), read_settings(&path)?)))
}

fn read_settings(path: &Path) -> Result<Vec<u8>, ConfigError> {
    // A pipe or a device under that name would be waited for, or never end.
    if disk::exists(path) && !path.is_file() {
        return Err(ConfigError::NotAFile { path: path.to_path_buf(), why: "is not a file" });
    }
    match disk::read_beginning(path, LONGEST_FILE)? {
        (content, true) => Ok(content),
        (_, false) => {
            Err(ConfigError::NotAFile { path: path.to_path_buf(), why: "is too long for a file of settings" })
        }
    }
}

/// A secret that is said to come from two places.
fn two_token_sources(values: &Values, place: &str) -> Option<Problem> {
    two_sources(values, place, "forge.token", &["env", "command"])
        .or_else(|| two_sources(values, place, "model.key", &["env", "command", "keyring"]))
}

fn two_sources(values: &Values, place: &str, secret: &str, sources: &[&str]) -> Option<Problem> {
    let position = |name: &str| match values.origin(name)? {
        Origin::Repository(_, line) | Origin::User(_, line) => Some((*line, 1)),
        _ => None,
    };
    let mut there = sources.iter().filter(|source| values.value(&format!("{secret}.{source}")).is_some());
    let (first, second) = (there.next()?, there.next()?);
    Some(Problem {
        place: place.to_owned(),
        position: position(&format!("{secret}.{second}")),
        message: format!("`{secret}` has both `{first}` and `{second}`"),
        hint: Some("keep one of them".into()),
    })
}

fn flag_values(flags: &Flags) -> Values {
    let mut values = Values::default();
    if let Some(theme) = &flags.theme {
        values.insert("theme", Value::Text(theme.clone()), Origin::Flag("theme"));
    }
    for (name, is_set) in [("ascii", flags.ascii), ("plain", flags.plain)] {
        if is_set {
            values.insert(name, Value::Boolean(true), Origin::Flag(name));
        }
    }
    values
}

fn settings_of(values: &Values, gates: Vec<super::GateSettings>) -> Settings {
    let release = ReleaseSettings::default();
    let risk = RiskSettings::default();
    let approval = ApprovalSettings::default();
    let changelog = match values.value("release.changelog") {
        Some(Value::Boolean(_)) => Changelog::Off,
        Some(Value::Text(path)) => Changelog::File(path.into()),
        _ => release.changelog,
    };
    let token = values
        .text("forge.token.env")
        .map(TokenSource::Env)
        .or_else(|| values.text("forge.token.command").map(TokenSource::Command));
    let kind = values.text("forge.kind").map(|kind| match kind.as_str() {
        "none" => ForgeKind::None,
        _ => ForgeKind::Github,
    });
    Settings {
        release: ReleaseSettings {
            branch: values.text("release.branch"),
            remote: values.text("release.remote").unwrap_or(release.remote),
            tag: values.text("release.tag").unwrap_or(release.tag),
            changelog,
            template: values.text("release.template").unwrap_or(release.template),
        },
        notes: NotesSettings {
            titles: titles(values),
            commits: commits(values),
            // What is usual is not set.
            language: values.text("notes.language").filter(|language| language != "en"),
            new_contributors: values.boolean("notes.new_contributors"),
        },
        brand: BrandSettings {
            name: values.text("brand.name"),
            logo: values.text("brand.logo"),
            colour: values.text("brand.colour"),
            url: values.text("brand.url"),
        },
        forge: ForgeSettings {
            kind,
            url: values.text("forge.url"),
            repository: values.text("forge.repository"),
            token,
        },
        risk: RiskSettings {
            threshold: values.integer("risk.threshold").unwrap_or(risk.threshold),
            history: values.integer("risk.history").unwrap_or(risk.history),
            sensitive: values.list("risk.sensitive").unwrap_or(risk.sensitive),
        },
        approval: ApprovalSettings {
            required: values.integer("approval.required").unwrap_or(approval.required),
            four_eyes: values.boolean("approval.four_eyes").unwrap_or(approval.four_eyes),
        },
        gates,
    }
}

/// `[notes.titles]`, by the keys of sections.
fn titles(values: &Values) -> BTreeMap<String, String> {
    let keys = keys::REPOSITORY.iter().filter_map(|key| Some((key, key.name.strip_prefix("notes.titles.")?)));
    let set = keys.filter_map(|(key, section)| Some((key, section, values.text(key.name)?.trim().to_owned())));
    let own = set.filter(|(key, _, title)| key.default.is_none_or(|usual| usual.trim_matches('"') != title));
    own.map(|(_, section, title)| (section.to_owned(), title)).collect()
}

/// `[notes.commits]`, by the keys of sections.
fn commits(values: &Values) -> BTreeMap<String, Vec<String>> {
    let keys = keys::REPOSITORY.iter().filter_map(|key| Some((key, key.name.strip_prefix("notes.commits.")?)));
    let set = keys.filter_map(|(key, section)| Some((section.to_owned(), values.list(key.name)?)));
    set.filter(|(_, patterns)| !patterns.is_empty()).collect()
}

fn user_settings_of(values: &Values) -> UserSettings {
    let usual = UserSettings::default();
    let diff_layout = match values.text("diff.layout").as_deref() {
        Some("unified") => DiffLayout::Unified,
        Some("side-by-side") => DiffLayout::SideBySide,
        _ => DiffLayout::Auto,
    };
    UserSettings {
        theme: values.text("theme"),
        ascii: values.boolean("ascii").unwrap_or(usual.ascii),
        plain: values.boolean("plain").unwrap_or(usual.plain),
        mouse: values.boolean("mouse").unwrap_or(usual.mouse),
        diff_layout,
        tab_width: values.integer("diff.tab_width").unwrap_or(usual.tab_width),
        model: model_settings_of(values),
        keys: values.map("keys").unwrap_or_default(),
    }
}

fn model_settings_of(values: &Values) -> ModelSettings {
    let usual = ModelSettings::default();
    let number = |name: &str, usual: u32| values.integer(name).unwrap_or(usual);
    let amount = |name: &str| values.integer(name).map(Amount);
    let key = values
        .text("model.key.env")
        .map(KeySource::Env)
        .or_else(|| values.list("model.key.command").map(KeySource::Command))
        .or_else(|| values.text("model.key.keyring").map(KeySource::Keyring));
    ModelSettings {
        provider: match values.text("model.provider").as_deref() {
            Some("azure") => Provider::Azure,
            Some("anthropic") => Provider::Anthropic,
            _ => Provider::OpenAi,
        },
        url: values.text("model.url"),
        name: values.text("model.name"),
        key,
        api_version: values.text("model.api_version").unwrap_or(usual.api_version),
        context: number("model.context", usual.context),
        answer: number("model.answer", usual.answer),
        budget_tokens: number("model.budget_tokens", usual.budget_tokens),
        budget_cost: amount("model.budget_cost"),
        price_in: amount("model.price_in"),
        price_out: amount("model.price_out"),
        timeout: values.duration("model.timeout").unwrap_or(usual.timeout),
        rate: number("model.rate", usual.rate),
        exclude: values.list("model.exclude").unwrap_or(usual.exclude),
        language: values.text("model.language"),
    }
}

/// A variable of ours that nothing reads is most likely misspelt.
fn unknown_variables(environment: &Environment) -> Vec<String> {
    let mut known: Vec<String> = keys::REPOSITORY.iter().chain(keys::USER).filter_map(super::Key::variable).collect();
    known.extend(keys::OTHER_VARIABLES.iter().map(|(name, _)| (*name).to_owned()));
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let unknown = environment.beginning_with("TMINUS_").filter(|(name, _)| !known.contains(name));
    unknown
        .map(|(name, _)| match reading::nearest(name, &known) {
            Some(near) => format!("the variable `{name}` is not known; did you mean `{near}`?"),
            None => format!("the variable `{name}` is not known"),
        })
        .collect()
}
