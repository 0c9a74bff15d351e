//! Where the key of a model's API comes from: a variable, a program, the system's keyring. Never shown.

use std::{fmt, time::Duration};

use secrecy::SecretString;

use crate::{
    config::{KeySource, ModelSettings, Provider},
    fault::{Fault, Faulty},
    process::{ProcessError, Program},
    store::Environment,
};

/// A keyring may have to be unlocked by its owner.
const LIMIT: Duration = Duration::from_mins(1);
/// The service under which the keyring has the key.
const SERVICE: &str = "tminus";

/// A key. Never shown.
#[derive(Clone)]
pub struct ApiKey(SecretString);

impl fmt::Debug for ApiKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ApiKey([redacted])")
    }
}

/// No key where one is said to be.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The variable is not set.
    #[error("`[model] key` names the variable `{0}`, which is not set")]
    VariableNotSet(String),
    /// The provider's host wants one, and there is none.
    #[error("there is no key for the model: `{0}` is not set, nor `[model] key`")]
    Missing(&'static str),
    /// The program failed.
    #[error("the command of `[model] key` failed")]
    Command(#[source] ProcessError),
    /// The keyring has none.
    #[error("the keyring has no key for the service `{SERVICE}` and the account `{account}`")]
    Keyring {
        /// The account.
        account: String,
        /// Why.
        source: ProcessError,
    },
    /// What was found cannot be one.
    #[error("what `[model] key` gives is not a key: it is empty or has characters that a header cannot carry")]
    NotAKey,
}

impl Faulty for KeyError {
    fn fault(&self) -> Fault {
        Fault::Usage
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::VariableNotSet(name) => vec![format!("set `{name}`")],
            Self::Missing(name) => vec![format!("set `{name}`, or say in `[model] key` where the key is")],
            Self::Keyring { account, .. } if cfg!(target_os = "macos") => {
                vec![format!("put it there: `security add-generic-password -s {SERVICE} -a {account} -w`")]
            }
            Self::Keyring { account, .. } => {
                vec![format!("put it there: `secret-tool store --label=tminus service {SERVICE} account {account}`")]
            }
            Self::Command(_) | Self::NotAKey => Vec::new(),
        }
    }
}

impl ApiKey {
    /// A key; refused if it cannot be sent in a header.
    pub fn new(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(KeyError::NotAKey);
        }
        Ok(Self(SecretString::from(text)))
    }

    /// The key that the settings lead to; nothing where the host asks for none.
    pub fn find(settings: &ModelSettings, host: &str, environment: &Environment) -> Result<Option<Self>, KeyError> {
        match &settings.key {
            Some(KeySource::Env(name)) => {
                let text = environment.text(name).ok_or_else(|| KeyError::VariableNotSet(name.clone()))?;
                Self::new(text).map(Some)
            }
            Some(KeySource::Command(words)) => {
                let [name, arguments @ ..] = words.as_slice() else { return Err(KeyError::NotAKey) };
                let ended = Program::of_user(name).args(arguments).timeout(LIMIT).run().map_err(KeyError::Command)?;
                Self::new(ended.text().lines().next().unwrap_or_default()).map(Some)
            }
            Some(KeySource::Keyring(account)) => of_keyring(account).map(Some),
            None => of_provider(settings.provider, host, environment),
        }
    }

    pub(super) fn secret(&self) -> &SecretString {
        &self.0
    }
}

/// The variable that a provider's own tools read, for that provider's own host alone.
fn of_provider(provider: Provider, host: &str, environment: &Environment) -> Result<Option<ApiKey>, KeyError> {
    let (name, is_own) = match provider {
        Provider::OpenAi => ("OPENAI_API_KEY", host == "api.openai.com"),
        Provider::Azure => ("AZURE_OPENAI_API_KEY", host.ends_with(".azure.com")),
        Provider::Anthropic => ("ANTHROPIC_API_KEY", host == "api.anthropic.com"),
    };
    if !is_own {
        return Ok(None);
    }
    ApiKey::new(environment.text(name).ok_or(KeyError::Missing(name))?).map(Some)
}

fn of_keyring(account: &str) -> Result<ApiKey, KeyError> {
    let program = if cfg!(target_os = "macos") {
        Program::tool("security").args(["find-generic-password", "-s", SERVICE, "-a", account, "-w"])
    } else {
        Program::tool("secret-tool").args(["lookup", "service", SERVICE, "account", account])
    };
    let ended =
        program.timeout(LIMIT).run().map_err(|source| KeyError::Keyring { account: account.to_owned(), source })?;
    ApiKey::new(&ended.text())
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    fn find(settings: &ModelSettings, host: &str, variables: &[(&str, &str)]) -> Result<Option<String>, KeyError> {
        let found = ApiKey::find(settings, host, &Environment::of(variables.iter().copied()))?;
        Ok(found.map(|key| key.secret().expose_secret().to_owned()))
    }

    #[test]
    fn a_providers_variable_goes_to_its_own_host_alone() {
        let settings = ModelSettings::default();
        let there = [("OPENAI_API_KEY", "k")];
        assert_eq!(find(&settings, "api.openai.com", &there).unwrap().as_deref(), Some("k"));
        assert_eq!(find(&settings, "127.0.0.1", &there).unwrap(), None);
        assert_eq!(find(&settings, "api.openai.com.evil.example", &there).unwrap(), None);
        assert!(matches!(find(&settings, "api.openai.com", &[]), Err(KeyError::Missing(_))));
    }

    #[test]
    fn a_configured_source_is_the_only_one() {
        let from = |key| ModelSettings { key: Some(key), ..ModelSettings::default() };
        let there = [("OPENAI_API_KEY", "other"), ("MINE", "mine")];
        assert_eq!(find(&from(KeySource::Env("MINE".into())), "h", &there).unwrap().as_deref(), Some("mine"));
        let missing = find(&from(KeySource::Env("NOT".into())), "api.openai.com", &there);
        assert!(matches!(missing, Err(KeyError::VariableNotSet(_))));
        let command = KeySource::Command(vec!["echo".into(), "said; $HOME".into()]);
        assert!(matches!(find(&from(command), "h", &there), Err(KeyError::NotAKey)), "no shell reads it");
        let command = KeySource::Command(vec!["echo".into(), "said".into()]);
        assert_eq!(find(&from(command), "h", &there).unwrap().as_deref(), Some("said"));
    }

    #[test]
    fn a_key_is_never_shown() {
        let key = ApiKey::new("sk-very-secret").unwrap();
        assert!(!format!("{key:?}").contains("secret"));
        assert!(!ApiKey::new("two words").unwrap_err().to_string().contains("two"));
    }
}
