//! Where a forge's token comes from: the configured source, the environment, `gh`, git's credential helper, in that order.

use std::{fmt, path::Path, time::Duration};

use secrecy::SecretString;

use crate::{
    config::{TokenSource, Trusted},
    fault::{Fault, Faulty},
    process::{Git, Program, Shell},
    store::Environment,
};

/// How long a program that gives a token may take: it may have to unlock a keyring.
const COMMAND_LIMIT: Duration = Duration::from_secs(30);

/// A token and where it was found. Never shown.
#[derive(Clone)]
pub struct Token {
    secret: SecretString,
    origin: TokenOrigin,
}

/// Where a token was found; may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenOrigin {
    /// An environment variable.
    Variable(String),
    /// The configured command.
    Command,
    /// The login of the `gh` program.
    Gh,
    /// Git's credential helper.
    CredentialHelper,
}

impl fmt::Display for TokenOrigin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(formatter, "${name}"),
            Self::Command => formatter.write_str("the configured command"),
            Self::Gh => formatter.write_str("`gh auth token`"),
            Self::CredentialHelper => formatter.write_str("git's credential helper"),
        }
    }
}

/// No token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// None of the places has one.
    #[error("there is no token for `{host}`")]
    Missing {
        /// The forge's host.
        host: String,
        /// Environment variables that were looked at.
        looked_at: Vec<String>,
    },
    /// The configured variable is not set.
    #[error("`[forge] token` names the variable `{0}`, which is not set")]
    VariableNotSet(String),
    /// The configured command failed.
    #[error("the command of `[forge] token` failed")]
    CommandFailed(#[source] crate::process::ProcessError),
    /// What was found cannot be a token.
    #[error("what {0} gives is not a token: it is empty or has characters that a header cannot carry")]
    NotAToken(TokenOrigin),
}

impl Faulty for TokenError {
    fn fault(&self) -> Fault {
        Fault::Usage
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Missing { looked_at, .. } => vec![
                format!(
                    "set one of {}, or `[forge] token`",
                    looked_at.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
                ),
                "or leave the forge out with `[forge] kind = \"none\"`".into(),
            ],
            Self::VariableNotSet(name) => vec![format!("set `{name}`, or leave `[forge] token` out")],
            Self::CommandFailed(_) | Self::NotAToken(_) => Vec::new(),
        }
    }
}

impl Token {
    /// A token from somewhere; it is refused if it cannot be sent in a header.
    pub fn new(text: &str, origin: TokenOrigin) -> Result<Self, TokenError> {
        let text = text.trim();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenError::NotAToken(origin));
        }
        Ok(Self { secret: SecretString::from(text), origin })
    }

    /// Where it was found.
    pub fn origin(&self) -> &TokenOrigin {
        &self.origin
    }

    pub(super) fn secret(&self) -> &SecretString {
        &self.secret
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Token(from {})", self.origin)
    }
}

/// Variables that hold a token for a host, the first that is set counting.
fn variables(host: &str) -> &'static [&'static str] {
    if host == "api.github.com" || host.ends_with(".ghe.com") {
        &["GITHUB_TOKEN", "GH_TOKEN"]
    } else {
        &["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN", "GITHUB_TOKEN", "GH_TOKEN"]
    }
}

/// Where tokens are looked for, in a repository that the user trusts.
pub struct TokenSearch<'a> {
    /// The configured source.
    pub source: Option<&'a TokenSource>,
    /// The API's root.
    pub api: &'a str,
    /// The process's environment.
    pub environment: &'a Environment,
    /// The work tree, where the configured command runs.
    pub folder: &'a Path,
    /// The user's git.
    pub git: &'a Git,
    /// Proof that the configured source, and the host, may be used.
    pub trusted: &'a Trusted,
}

impl TokenSearch<'_> {
    /// The token for the API, from the first place that has one. A configured source is the only place.
    pub fn find(&self) -> Result<Token, TokenError> {
        match self.source {
            Some(TokenSource::Env(name)) => {
                let text = self.environment.text(name).ok_or_else(|| TokenError::VariableNotSet(name.clone()))?;
                Token::new(text, TokenOrigin::Variable(name.clone()))
            }
            Some(TokenSource::Command(line)) => {
                let shell = Shell::with_environment(line, self.folder, self.trusted).timeout(COMMAND_LIMIT);
                let ended = shell.run().map_err(TokenError::CommandFailed)?;
                Token::new(ended.text().lines().next().unwrap_or_default(), TokenOrigin::Command)
            }
            None => self.look_around(),
        }
    }

    fn look_around(&self) -> Result<Token, TokenError> {
        let host = reqwest::Url::parse(self.api).ok().and_then(|url| url.host_str().map(str::to_owned));
        let host = host.unwrap_or_else(|| self.api.to_owned());
        for name in variables(&host) {
            if let Some(text) = self.environment.text(name) {
                return Token::new(text, TokenOrigin::Variable((*name).to_owned()));
            }
        }
        let web_host = host.strip_prefix("api.").unwrap_or(&host);
        let looked_at = variables(&host).iter().map(|name| (*name).to_owned()).collect();
        ask_gh(web_host)
            .or_else(|| self.ask_git(web_host))
            .ok_or(TokenError::Missing { host: web_host.to_owned(), looked_at })
    }

    fn ask_git(&self, host: &str) -> Option<Token> {
        let question = format!("protocol=https\nhost={host}\n\n");
        // Nobody is there to answer: a helper that would have to ask gives nothing.
        let program = self.git.reading(["-c", "core.askPass=", "credential", "fill"]);
        let quiet = program.set("GIT_TERMINAL_PROMPT", "0").unset("GIT_ASKPASS").unset("SSH_ASKPASS");
        let ended = quiet.input(question).timeout(COMMAND_LIMIT).run().ok()?;
        let text = ended.text();
        let password = text.lines().find_map(|line| line.strip_prefix("password="))?;
        Token::new(password, TokenOrigin::CredentialHelper).ok()
    }
}

fn ask_gh(host: &str) -> Option<Token> {
    let ended = Program::tool("gh").args(["auth", "token", "--hostname", host]).timeout(COMMAND_LIMIT).run().ok()?;
    Token::new(&ended.text(), TokenOrigin::Gh).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::Repo;

    fn find(
        repo: &Repo,
        source: Option<&TokenSource>,
        variables: &[(&str, &str)],
        api: &str,
    ) -> Result<Token, TokenError> {
        let trusted = Trusted::for_tests(&repo.path());
        let environment = Environment::of(variables.iter().map(|(name, value)| (*name, *value)));
        let (folder, git) = (repo.path(), Git::at(&repo.path(), &trusted));
        TokenSearch { source, api, environment: &environment, folder: &folder, git: &git, trusted: &trusted }.find()
    }

    fn secret(token: &Token) -> &str {
        secrecy::ExposeSecret::expose_secret(token.secret())
    }

    #[test]
    fn a_configured_source_is_the_only_one() {
        let repo = Repo::new();
        let there = [("GITHUB_TOKEN", "other"), ("MINE", "mine")];
        let source = TokenSource::Env("MINE".into());
        assert_eq!(secret(&find(&repo, Some(&source), &there, "https://api.github.com").unwrap()), "mine");
        let missing = TokenSource::Env("NOT_SET".into());
        let error = find(&repo, Some(&missing), &there, "https://api.github.com").unwrap_err();
        assert!(matches!(&error, TokenError::VariableNotSet(name) if name == "NOT_SET"));
        assert_eq!(error.fault().exit_code(), 2);
        let command = TokenSource::Command("echo from-command; echo more".into());
        assert_eq!(secret(&find(&repo, Some(&command), &[], "https://api.github.com").unwrap()), "from-command");
    }

    #[test]
    fn the_environment_is_asked_for_the_host() {
        let repo = Repo::new();
        let there = [("GH_TOKEN", "second"), ("GITHUB_TOKEN", "first"), ("GH_ENTERPRISE_TOKEN", "own")];
        assert_eq!(secret(&find(&repo, None, &there, "https://api.github.com").unwrap()), "first");
        assert_eq!(secret(&find(&repo, None, &there, "https://git.acme.example/api/v3").unwrap()), "own");
    }

    #[test]
    fn a_token_is_never_shown_and_must_fit_a_header() {
        let token = Token::new(" s3cret\n", TokenOrigin::Command).unwrap();
        assert_eq!(format!("{token:?}"), "Token(from the configured command)");
        for text in ["", "two words", "line\nbreak", "café"] {
            let error = Token::new(text, TokenOrigin::Gh).unwrap_err();
            assert!(text.is_empty() || !error.to_string().contains(text));
        }
    }
}
