//! Keys of `[model]`: the language model that may draft notes. They are the user's alone; a repository has none of them.

use super::{
    checks,
    key::{Key, Kind},
};

/// The most of what is kept as 32 bits.
const MOST: i64 = u32::MAX as i64;

pub(super) const PROVIDER: Key = Key {
    name: "model.provider",
    kind: Kind::Choice(&["openai", "azure", "anthropic"]),
    check: checks::anything,
    default: Some("\"openai\""),
    example: "\"anthropic\"",
    about: "What the model's server speaks: `openai` is chat completions, which Ollama, vLLM and llama.cpp speak, too.",
};

pub(super) const URL: Key = Key {
    name: "model.url",
    kind: Kind::Text,
    check: checks::forge_url,
    default: None,
    example: "\"http://localhost:11434/v1\"",
    about: "The root of its API: https, or http to this machine. Without it: that of OpenAI or Anthropic.",
};

pub(super) const NAME: Key = Key {
    name: "model.name",
    kind: Kind::Text,
    check: checks::not_blank,
    default: None,
    example: "\"llama3.1\"",
    about: "The model's name; for Azure the name of the deployment. Without it no model is asked.",
};

pub(super) const KEY_ENV: Key = Key {
    name: "model.key.env",
    kind: Kind::Text,
    check: checks::variable,
    default: None,
    example: "\"OPENAI_API_KEY\"",
    about: "The environment variable that holds the API's key. Without any source, `OPENAI_API_KEY`, `AZURE_OPENAI_API_KEY` or \
            `ANTHROPIC_API_KEY` goes to that provider's own host, and no key goes to any other.",
};

pub(super) const KEY_COMMAND: Key = Key {
    name: "model.key.command",
    kind: Kind::TextList,
    check: checks::not_blank,
    default: None,
    example: "[\"pass\", \"show\", \"openai\"]",
    about: "A program with its arguments whose first line of output is the key. Instead of `env`.",
};

pub(super) const KEY_KEYRING: Key = Key {
    name: "model.key.keyring",
    kind: Kind::Text,
    check: checks::name_of_file,
    default: None,
    example: "\"openai\"",
    about: "The account under which the system's keyring has the key, for the service `tminus`. Instead of `env`.",
};

pub(super) const API_VERSION: Key = Key {
    name: "model.api_version",
    kind: Kind::Text,
    check: checks::name_of_file,
    default: Some("\"2024-10-21\""),
    example: "\"2024-10-21\"",
    about: "The version of Azure's API.",
};

pub(super) const CONTEXT: Key = Key {
    name: "model.context",
    kind: Kind::Integer { least: 2_000, most: 10_000_000 },
    check: checks::anything,
    default: Some("32000"),
    example: "8000",
    about: "Tokens that one request may have, answer included. What does not fit is asked for in parts.",
};

pub(super) const ANSWER: Key = Key {
    name: "model.answer",
    kind: Kind::Integer { least: 200, most: 1_000_000 },
    check: checks::anything,
    default: Some("4000"),
    example: "2000",
    about: "Tokens that one answer may have.",
};

pub(super) const BUDGET_TOKENS: Key = Key {
    name: "model.budget_tokens",
    kind: Kind::Integer { least: 0, most: MOST },
    check: checks::anything,
    default: Some("200000"),
    example: "50000",
    about: "Tokens that one draft may cost, prompts and answers together. Reckoned before anything is sent.",
};

pub(super) const BUDGET_COST: Key = Key {
    name: "model.budget_cost",
    kind: Kind::Amount,
    check: checks::anything,
    default: None,
    example: "0.50",
    about: "What one draft may cost, by the prices below and in their currency.",
};

pub(super) const PRICE_IN: Key = Key {
    name: "model.price_in",
    kind: Kind::Amount,
    check: checks::anything,
    default: None,
    example: "2.50",
    about: "The price of a million tokens of prompt.",
};

pub(super) const PRICE_OUT: Key = Key {
    name: "model.price_out",
    kind: Kind::Amount,
    check: checks::anything,
    default: None,
    example: "10",
    about: "The price of a million tokens of answer.",
};

pub(super) const TIMEOUT: Key = Key {
    name: "model.timeout",
    kind: Kind::Duration,
    check: checks::timeout,
    default: Some("\"2m\""),
    example: "\"30s\"",
    about: "How long to wait for the beginning of an answer, and between two pieces of it; a whole answer has five times as long.",
};

pub(super) const RATE: Key = Key {
    name: "model.rate",
    kind: Kind::Integer { least: 1, most: 100_000 },
    check: checks::anything,
    default: Some("60"),
    example: "10",
    about: "Requests within a minute, at most.",
};

pub(super) const EXCLUDE: Key = Key {
    name: "model.exclude",
    kind: Kind::TextList,
    check: checks::glob,
    default: Some("[]"),
    example: "[\"internal/**\", \"*.sql\"]",
    about: "Globs of paths of which the model is told nothing: neither name nor content.",
};

pub(super) const LANGUAGE: Key = Key {
    name: "model.language",
    kind: Kind::Text,
    check: checks::title,
    default: None,
    example: "\"German\"",
    about: "The language that the model writes in. Without it: that of the past notes and commits.",
};
