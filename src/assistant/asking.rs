//! A model as it is set up, ready to be asked: what it would be sent, and its draft.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};

use super::{
    ApiKey, AssistantError, Material, Patience, Redactor, Spent,
    breaker::Breaker,
    client,
    kept_answers::KeptAnswers,
    meter::Meter,
    patience,
    prompt::{self, Prompter},
    record::SentRecord,
    run::Run,
    wire::{self, Question, Shape},
};
use crate::{
    config::{Amount, KeySource, ModelSettings},
    process::Cancel,
    store::{
        Environment, Folders,
        disk::{self, Access},
    },
};

/// One entry of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// The section's key.
    pub section: String,
    /// The sentence, one harmless line of Markdown.
    pub text: String,
    /// Whole ids of the commits that it cites, all of them in the material.
    pub commits: Vec<String>,
    /// What is wrong with it still, after it was written again.
    pub problems: Vec<String>,
}

/// What a model drafted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// Its entries.
    pub entries: Vec<Entry>,
    /// What is to be said about it.
    pub warnings: Vec<String>,
    /// What it took.
    pub spent: Spent,
    /// What that cost, where prices are set.
    pub cost: Option<Amount>,
    /// How long it took.
    pub elapsed: Duration,
    /// Answers that were known from before.
    pub kept: u32,
}

/// What happens while a model drafts.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// A request goes out.
    Asking {
        /// Which, from 1.
        part: usize,
        /// Of how many; joining and mending come on top.
        parts: usize,
    },
    /// Words came.
    Words {
        /// What was spent so far.
        spent: Spent,
        /// What that cost.
        cost: Option<Amount>,
    },
    /// One more entry is whole; all so far.
    Entries(Vec<Entry>),
    /// It waits before it asks again.
    Waiting {
        /// How long.
        time: Duration,
        /// Why.
        why: String,
    },
    /// Entries that failed a check are written again.
    Mending(usize),
}

/// Whether an answer from before will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reuse {
    /// It will.
    Kept,
    /// The model is asked anew.
    Nothing,
}

/// Looks at entries; for each what is wrong with it.
pub type Check<'a> = dyn Fn(&[Entry]) -> Vec<Vec<String>> + 'a;

/// Where a model is asked from.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The environment.
    pub environment: &'a Environment,
    /// The user's folders, if there are any.
    pub folders: Option<&'a Folders>,
    /// `--offline`.
    pub offline: bool,
    /// How long everything may take; by default as the settings have it.
    pub patience: Option<Patience>,
}

/// What would be sent, byte for byte. Requests that rest on answers are not among it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Where to.
    pub address: String,
    /// Header lines, the key left out.
    pub headers: Vec<String>,
    /// The bodies of the requests.
    pub bodies: Vec<Vec<u8>>,
    /// About how many tokens they have.
    pub tokens: u64,
}

/// See the module.
#[derive(Debug, Clone)]
pub struct Assistant {
    pub(super) settings: ModelSettings,
    pub(super) address: String,
    pub(super) breaker: Breaker,
    pub(super) record: SentRecord,
    pub(super) kept: KeptAnswers,
    pub(super) patience: Patience,
    host: String,
    environment: Environment,
    redactor: Redactor,
    is_offline: bool,
    state: Option<PathBuf>,
}

impl Assistant {
    /// The model of the settings. Sends nothing and reads no key yet.
    pub fn new(settings: &ModelSettings, surroundings: &Surroundings<'_>) -> Result<Self, AssistantError> {
        let (address, host) = client::address(settings)?;
        let state = surroundings.folders.map(|folders| folders.state().join("assistant"));
        let cache = surroundings.folders.map(|folders| folders.cache().join("assistant"));
        let authority = match address.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.clone(),
        };
        let mut redactor = Redactor::new(&settings.exclude, surroundings.environment)?;
        if let Some(KeySource::Env(name)) = &settings.key {
            redactor.add_value(surroundings.environment.text(name).unwrap_or_default());
        }
        Ok(Self {
            redactor,
            settings: settings.clone(),
            address: address.to_string(),
            breaker: Breaker::new(state.as_deref(), &authority),
            record: SentRecord::new(state.as_deref()),
            kept: KeptAnswers::new(cache.as_deref()),
            patience: surroundings.patience.unwrap_or_else(|| Patience::of(settings)),
            host,
            environment: surroundings.environment.clone(),
            is_offline: surroundings.offline,
            state,
        })
    }

    /// `name at host`, for messages.
    pub fn name(&self) -> String {
        format!("{} at {}", self.settings.name.as_deref().unwrap_or_default(), self.host)
    }

    /// What hides secrets and excluded paths.
    pub fn redactor(&self) -> &Redactor {
        &self.redactor
    }

    /// Where what was sent is written down.
    pub fn record_file(&self) -> Option<PathBuf> {
        self.state.as_ref().map(|state| state.join("sent.jsonl"))
    }

    /// What it would be sent. Sends nothing.
    pub fn preview(&self, material: &Material) -> Result<Preview, AssistantError> {
        let material = material.redacted(&self.redactor);
        let nonce = self.nonce(&material);
        let prompter = Prompter { material: &material, settings: &self.settings, nonce: &nonce };
        let (parts, _) = prompter.parts(&Meter::new(&self.settings)?)?;
        let (system, schema) = (prompter.system(), prompt::schema(&material));
        let shape = Shape::first(&self.settings);
        let model = self.settings.name.as_deref().unwrap_or_default();
        let bodies = parts.iter().map(|part| {
            let question =
                Question { system: &system, user: &part.text, schema: &schema, answer_tokens: part.answer_tokens };
            wire::body(self.settings.provider, model, &question, shape)
        });
        let tokens = parts.iter().map(|part| super::tokens_of(&part.text) + super::tokens_of(&system)).sum();
        let (name, before) = wire::key_header(self.settings.provider);
        let mut headers = vec!["content-type: application/json".to_owned(), format!("{name}: {before}[the key]")];
        headers.extend(wire::headers(self.settings.provider).iter().map(|(name, value)| format!("{name}: {value}")));
        Ok(Preview { address: self.address.clone(), headers, bodies: bodies.collect(), tokens })
    }

    /// Lets the model draft. Entries that `check` finds wrong are written again once, and say what is wrong still.
    pub fn draft(
        &self,
        material: &Material,
        check: &Check<'_>,
        reuse: Reuse,
        cancel: &Cancel,
        heard: &mut dyn FnMut(Progress),
    ) -> Result<Answer, AssistantError> {
        if self.is_offline {
            return Err(AssistantError::Offline);
        }
        let key = ApiKey::find(&self.settings, &self.host, &self.environment)?;
        let mut redactor = self.redactor.clone();
        if let Some(key) = &key {
            redactor.add_value(key.secret().expose_secret());
        }
        let client = client::Client::new(&self.settings, key, self.patience, cancel)?;
        let material = material.redacted(&redactor);
        let nonce = self.nonce(&material);
        let prompter = Prompter { material: &material, settings: &self.settings, nonce: &nonce };
        Run::new(self, &client, prompter, reuse, heard)?.draft(check)
    }

    /// The mark of data: the same for the same material, and nobody else can know it.
    fn nonce(&self, material: &Material) -> String {
        let mut hasher = Sha256::new();
        hasher.update(salt(self.state.as_deref()));
        for commit in material.commits() {
            hasher.update(&commit.id);
            hasher.update(&commit.subject);
            hasher.update(&commit.body);
        }
        let digest = hasher.finalize();
        let number = digest.iter().take(12).fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        format!("DATA-{number:024x}")
    }
}

/// A secret of this user, made once.
fn salt(folder: Option<&Path>) -> Vec<u8> {
    let drawn = || -> Vec<u8> { (0..4).flat_map(|_| patience::chance().to_le_bytes()).collect() };
    let Some(file) = folder.map(|folder| folder.join("salt")) else { return drawn() };
    if let Ok(known) = disk::read(&file)
        && known.len() >= 16
    {
        return known;
    }
    let made = drawn();
    if let Err(error) = disk::write(&file, &made, Access::Private) {
        tracing::debug!(%error, "the salt is not kept");
    }
    made
}
