//! How each kind of server is asked and how its answers read: addresses, headers, bodies, events.

mod anthropic;
mod openai;

use serde_json::Value;

use super::{AssistantError, sse::SseEvent};
use crate::config::{ModelSettings, Provider};

/// What a model is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    /// What it is to do.
    pub(super) system: &'a str,
    /// What it is to do it with.
    pub(super) user: &'a str,
    /// The form of the answer, as a JSON Schema.
    pub(super) schema: &'a Value,
    /// Tokens that the answer may have.
    pub(super) answer_tokens: u32,
}

/// Something that a server says in its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// The next words.
    Text(String),
    /// Tokens of the prompt.
    TokensIn(u64),
    /// Tokens of the answer.
    TokensOut(u64),
    /// It comes to an end here.
    Stop(Stop),
    /// It is over.
    End,
    /// It failed on the way.
    Failed {
        /// What is wrong.
        message: String,
        /// Whether asking again may help.
        is_passing: bool,
    },
}

/// Why an answer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// All is said.
    Done,
    /// It grew too long.
    Length,
    /// The model will not answer.
    Refused,
}

/// What of the request a server may not know; older ones refuse it and are asked with less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    form: Form,
    limit: Limit,
    asks_for_usage: bool,
}

/// How the form of the answer is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// By a JSON Schema, or a tool with one.
    Schema,
    /// As any JSON object.
    Object,
    /// In words alone.
    Words,
}

/// What the greatest length of the answer is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    Completion,
    Plain,
    Unsaid,
}

impl Shape {
    /// The one to begin with.
    pub(super) fn first(settings: &ModelSettings) -> Self {
        // Servers that merely speak like OpenAI's know the older name.
        let is_own = settings.provider == Provider::Azure
            || settings.url.as_deref().is_none_or(|url| url.contains("openai.com"));
        Self { form: Form::Schema, limit: if is_own { Limit::Completion } else { Limit::Plain }, asks_for_usage: true }
    }

    /// The one to try after the server refused this one with these words; nothing where there is no more to leave out.
    pub(super) fn after(self, refusal: &str) -> Option<Self> {
        let words = refusal.to_lowercase();
        if words.contains("stream_options") && self.asks_for_usage {
            return Some(Self { asks_for_usage: false, ..self });
        }
        if words.contains("max_tokens") || words.contains("max_completion_tokens") {
            let limit = match self.limit {
                Limit::Completion => Limit::Plain,
                Limit::Plain if words.contains("max_completion_tokens") => Limit::Completion,
                Limit::Plain => Limit::Unsaid,
                Limit::Unsaid => return None,
            };
            return Some(Self { limit, ..self });
        }
        match self.form {
            Form::Schema => Some(Self { form: Form::Object, ..self }),
            Form::Object => Some(Self { form: Form::Words, ..self }),
            Form::Words => None,
        }
    }
}

/// The root of the API: the one that is set, else the provider's own.
pub(super) fn root(settings: &ModelSettings) -> Result<&str, AssistantError> {
    match (&settings.url, settings.provider) {
        (Some(url), _) => Ok(url),
        (None, Provider::OpenAi) => Ok(openai::ROOT),
        (None, Provider::Anthropic) => Ok(anthropic::ROOT),
        (None, Provider::Azure) => Err(AssistantError::NotSet { what: "url" }),
    }
}

/// The path below the root, and the query.
pub(super) fn place(settings: &ModelSettings, model: &str) -> (Vec<String>, Option<(&'static str, String)>) {
    let path = |parts: &[&str]| parts.iter().map(|&part| part.to_owned()).collect();
    match settings.provider {
        Provider::OpenAi => (path(&["chat", "completions"]), None),
        Provider::Azure => (
            path(&["openai", "deployments", model, "chat", "completions"]),
            Some(("api-version", settings.api_version.clone())),
        ),
        Provider::Anthropic => {
            let has_version = settings.url.as_deref().is_some_and(|url| url.trim_end_matches('/').ends_with("/v1"));
            (path(if has_version { &["messages"] } else { &["v1", "messages"] }), None)
        }
    }
}

/// The header that carries the key, and what stands before it.
pub(super) fn key_header(provider: Provider) -> (&'static str, &'static str) {
    match provider {
        Provider::OpenAi => ("authorization", "Bearer "),
        Provider::Azure => ("api-key", ""),
        Provider::Anthropic => ("x-api-key", ""),
    }
}

/// Other headers that the API asks for.
pub(super) fn headers(provider: Provider) -> &'static [(&'static str, &'static str)] {
    match provider {
        Provider::Anthropic => &[("anthropic-version", anthropic::VERSION)],
        Provider::OpenAi | Provider::Azure => &[],
    }
}

/// The bytes of the request.
pub(super) fn body(provider: Provider, model: &str, question: &Question<'_>, shape: Shape) -> Vec<u8> {
    let body = match provider {
        Provider::Anthropic => anthropic::body(model, question, shape),
        Provider::OpenAi | Provider::Azure => openai::body(model, question, shape),
    };
    body.to_string().into_bytes()
}

/// What an event of the stream says; nothing where it is none of the API's.
pub(super) fn read_event(provider: Provider, event: &SseEvent) -> Option<Vec<Piece>> {
    if event.data.trim() == "[DONE]" {
        return Some(vec![Piece::End]);
    }
    let value: Value = serde_json::from_str(&event.data).ok()?;
    if let Some(failed) = failure(&value) {
        return Some(vec![failed]);
    }
    match provider {
        Provider::Anthropic => Some(anthropic::read_event(&value)),
        Provider::OpenAi | Provider::Azure => Some(openai::read_event(&value)),
    }
}

/// What an answer says that came whole: servers may not stream though they are asked to.
pub(super) fn read_whole(provider: Provider, value: &Value) -> Option<Vec<Piece>> {
    if let Some(failed) = failure(value) {
        return Some(vec![failed]);
    }
    match provider {
        Provider::Anthropic => anthropic::read_whole(value),
        Provider::OpenAi | Provider::Azure => openai::read_whole(value),
    }
}

/// `{"error": ...}`, which may come in the middle of a stream.
fn failure(value: &Value) -> Option<Piece> {
    let error = value.get("error").filter(|error| !error.is_null())?;
    let kind = ["type", "code", "status"].iter().find_map(|key| error.get(key)).map(ToString::to_string);
    let kind = kind.unwrap_or_default().to_lowercase();
    let is_passing = ["overload", "server", "rate", "timeout", "unavailable", "internal", "api_error", "50", "429"]
        .iter()
        .any(|word| kind.contains(word));
    Some(Piece::Failed { message: reason(value).unwrap_or_else(|| "no reason given".into()), is_passing })
}

/// What a server says is wrong.
pub(super) fn reason(value: &Value) -> Option<String> {
    let error = value.get("error").filter(|error| !error.is_null());
    let text = |value: &Value| ["message", "detail"].iter().find_map(|key| value.get(key)?.as_str().map(str::to_owned));
    let own = error.and_then(|error| error.as_str().map(str::to_owned).or_else(|| text(error)));
    own.or_else(|| text(value)).map(|words| words.chars().take(500).collect())
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
