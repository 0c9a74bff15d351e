//! One question to a server, and its answer as it comes. Key and text go over https or to this machine alone, and never
//! across a redirect to another host.

use std::time::{Duration, Instant};

use reqwest::{
    Response, StatusCode, Url,
    header::{self, HeaderName, HeaderValue},
    redirect::Policy,
};
use secrecy::ExposeSecret as _;
use serde_json::Value;
use tokio::time::timeout;

use super::{
    ApiKey, AssistantError, Patience, Spent,
    meter::Meter,
    sse::SseParser,
    wire::{self, Piece, Stop},
};
use crate::{
    config::{Amount, ModelSettings, Provider},
    forge::web::{install_crypto, is_loopback, retry_after},
    process::Cancel,
    text::redact,
};

/// Answers are read no further than this, whatever the server sends.
const LONGEST: usize = 4 * 1024 * 1024;
/// And no more words of them than this.
const LONGEST_TEXT: usize = 1024 * 1024;
/// What a refusal says beyond this is not read.
const LONGEST_REFUSAL: usize = 64 * 1024;
const REDIRECTS: usize = 3;
/// How often a wish to stop is looked for.
const STOP_INTERVAL: Duration = Duration::from_millis(20);

/// Hears the words of an answer as they come, with what was spent and what that cost.
pub(super) type Heard<'a> = dyn FnMut(&str, Spent, Option<Amount>) + 'a;

/// A connection to one model.
pub(super) struct Client {
    http: reqwest::Client,
    runtime: tokio::runtime::Runtime,
    provider: Provider,
    url: Url,
    host: String,
    key: Option<ApiKey>,
    patience: Patience,
    cancel: Cancel,
}

/// What a server answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Answered {
    /// Its words.
    pub(super) text: String,
    /// Why they are not all.
    pub(super) cut: Option<Cut>,
}

/// Why an answer is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// The model came to the greatest length.
    Length,
    /// Nobody could read it all.
    Endless,
    /// The budget was spent.
    Budget,
}

/// The root of the API and its host, where a key and a project's text may go there.
pub(super) fn root(settings: &ModelSettings) -> Result<(Url, String), AssistantError> {
    let text = wire::root(settings)?;
    let bad = || AssistantError::BadAddress { url: text.to_owned() };
    let root = Url::parse(text).map_err(|_| bad())?;
    let host = root.host_str().ok_or_else(bad)?.to_owned();
    let has_user = !root.username().is_empty() || root.password().is_some();
    if root.cannot_be_a_base() || has_user || root.query().is_some() {
        return Err(bad());
    }
    match root.scheme() {
        "https" => Ok((root, host)),
        "http" if is_loopback(&root) => Ok((root, host)),
        "http" => Err(AssistantError::Insecure { url: text.to_owned() }),
        _ => Err(bad()),
    }
}

/// Where a model is asked.
pub(super) fn address(settings: &ModelSettings) -> Result<(Url, String), AssistantError> {
    let (mut url, host) = root(settings)?;
    let model = settings.name.as_deref().ok_or(AssistantError::NotSet { what: "name" })?;
    let (path, query) = wire::place(settings, model);
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(path);
    }
    if let Some((name, value)) = query {
        url.query_pairs_mut().append_pair(name, &value);
    }
    Ok((url, host))
}

impl Client {
    /// Makes a client for the model of the settings.
    pub(super) fn new(
        settings: &ModelSettings,
        key: Option<ApiKey>,
        patience: Patience,
        cancel: &Cancel,
    ) -> Result<Self, AssistantError> {
        let (url, host) = address(settings)?;
        install_crypto();
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("tminus/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(patience.connect)
            .redirect(Policy::none());
        if is_loopback(&url) {
            builder = builder.no_proxy();
        }
        if url.scheme() == "http" {
            builder = builder.tls_certs_only([]);
        }
        let http = builder.build().map_err(|source| AssistantError::NoClient { source })?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| AssistantError::Unreachable { host: host.clone(), what: "cannot be reached", source: None })?;
        let provider = settings.provider;
        Ok(Self { http, runtime, provider, url, host, key, patience, cancel: cancel.clone() })
    }

    /// Waits, unless the user stops it.
    pub(super) fn pause(&self, time: Duration) -> Result<(), AssistantError> {
        self.runtime.block_on(async {
            tokio::select! {
                () = tokio::time::sleep(time) => Ok(()),
                () = self.stopped() => Err(AssistantError::Stopped),
            }
        })
    }

    /// Sends a question and hands on the words of the answer as they come.
    pub(super) fn ask(
        &self,
        body: &[u8],
        meter: &mut Meter,
        heard: &mut Heard<'_>,
    ) -> Result<Answered, AssistantError> {
        if self.cancel.is_cancelled() {
            return Err(AssistantError::Stopped);
        }
        let mut listener = Listener {
            host: self.host.clone(),
            meter,
            heard,
            answered: Answered::default(),
            tokens_in: None,
            tokens_out: None,
            is_stopped: false,
        };
        let result = self.exchange(body, Instant::now() + self.patience.whole, &mut listener);
        let (tokens_in, tokens_out) = (listener.tokens_in, listener.tokens_out);
        listener.meter.end(tokens_in, tokens_out);
        result.map(|()| listener.answered)
    }

    /// Waits for something outside until the answer has to be whole, or the user stops it. Whoever hears of the answer does so
    /// between two of these, so that hearing may take its time.
    fn wait<T>(
        &self,
        deadline: Instant,
        future: impl Future<Output = Result<T, AssistantError>>,
    ) -> Result<T, AssistantError> {
        self.runtime.block_on(async {
            tokio::select! {
                result = timeout(deadline.saturating_duration_since(Instant::now()), future) => {
                    result.unwrap_or_else(|_| Err(self.late()))
                }
                () = self.stopped() => Err(AssistantError::Stopped),
            }
        })
    }

    async fn stopped(&self) {
        while !self.cancel.is_cancelled() {
            tokio::time::sleep(STOP_INTERVAL).await;
        }
    }

    fn exchange(&self, body: &[u8], deadline: Instant, listener: &mut Listener<'_>) -> Result<(), AssistantError> {
        let mut url = self.url.clone();
        for _ in 0..REDIRECTS {
            let response = self.wait(deadline, async {
                let sent = timeout(self.patience.first, self.send(url.clone(), body)).await;
                sent.unwrap_or_else(|_| Err(self.late()))
            })?;
            let status = response.status();
            let mut incoming = Incoming { client: self, response, deadline };
            if status.is_success() {
                return self.listen(&mut incoming, listener);
            }
            if !status.is_redirection() {
                return Err(self.refusal(&mut incoming));
            }
            let response = incoming.response;
            let target = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("");
            let told =
                || AssistantError::Redirected { host: self.host.clone(), target: target.chars().take(200).collect() };
            let next = url.join(target).map_err(|_| told())?;
            let keeps_method = matches!(status, StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT);
            if target.is_empty() || !keeps_method || next.origin() != url.origin() {
                return Err(told());
            }
            url = next;
        }
        Err(AssistantError::Redirected { host: self.host.clone(), target: "one place after another".into() })
    }

    async fn send(&self, url: Url, body: &[u8]) -> Result<Response, AssistantError> {
        let mut request = self
            .http
            .post(url)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "text/event-stream, application/json")
            .body(body.to_vec());
        for (name, value) in wire::headers(self.provider) {
            request = request.header(*name, *value);
        }
        if let Some(key) = &self.key {
            let (name, before) = wire::key_header(self.provider);
            let mut value = HeaderValue::from_str(&format!("{before}{}", key.secret().expose_secret()))
                .expect("a key was refused unless a header can carry it");
            value.set_sensitive(true);
            request = request.header(HeaderName::from_static(name), value);
        }
        request.send().await.map_err(|error| {
            let what = if error.is_connect() { "cannot be reached" } else { "cut the connection" };
            self.unreachable(what, Some(error))
        })
    }

    fn unreachable(&self, what: &'static str, error: Option<reqwest::Error>) -> AssistantError {
        AssistantError::Unreachable { host: self.host.clone(), what, source: error.map(reqwest::Error::without_url) }
    }

    fn late(&self) -> AssistantError {
        self.unreachable("did not answer in time", None)
    }

    fn listen(&self, incoming: &mut Incoming<'_>, listener: &mut Listener<'_>) -> Result<(), AssistantError> {
        let kind =
            incoming.response.headers().get(header::CONTENT_TYPE).map(|value| value.as_bytes().to_ascii_lowercase());
        let kind = kind.unwrap_or_default();
        let mut first = Vec::new();
        while first.iter().all(u8::is_ascii_whitespace) && first.len() < LONGEST_REFUSAL {
            match incoming.next()? {
                Some(piece) => first.extend(piece),
                None => return Err(self.no_answer("nothing")),
            }
        }
        match first.iter().find(|byte| !byte.is_ascii_whitespace()) {
            _ if kind.starts_with(b"text/html") => Err(self.no_answer("a web page")),
            Some(b'<') => Err(self.no_answer("a web page")),
            Some(b'{') => self.read_whole(first, incoming, listener),
            _ => self.read_stream(first, incoming, listener),
        }
    }

    fn read_whole(
        &self,
        mut bytes: Vec<u8>,
        incoming: &mut Incoming<'_>,
        listener: &mut Listener<'_>,
    ) -> Result<(), AssistantError> {
        while let Some(piece) = incoming.next()? {
            bytes.extend(piece);
            if bytes.len() > LONGEST {
                return Err(self.no_answer("more than anybody can read"));
            }
        }
        let value: Value = serde_json::from_slice(&bytes).map_err(|_| self.no_answer("something else"))?;
        let pieces = wire::read_whole(self.provider, &value).ok_or_else(|| self.no_answer("something else"))?;
        listener.hear(pieces).map(drop)
    }

    fn read_stream(
        &self,
        first: Vec<u8>,
        incoming: &mut Incoming<'_>,
        listener: &mut Listener<'_>,
    ) -> Result<(), AssistantError> {
        let mut parser = SseParser::default();
        let mut read = first.len();
        let mut next = Some(first);
        while let Some(bytes) = next {
            let Ok(events) = parser.feed(&bytes) else {
                if listener.has_words() {
                    listener.cut(Cut::Endless);
                    return Ok(());
                }
                return Err(self.no_answer("something without end"));
            };
            for event in events {
                let pieces = wire::read_event(self.provider, &event)
                    .ok_or_else(|| self.unreachable("sends a broken answer", None))?;
                if listener.hear(pieces)? {
                    return Ok(());
                }
            }
            if read > LONGEST {
                listener.cut(Cut::Endless);
                return Ok(());
            }
            next = incoming.next()?;
            read += next.as_ref().map_or(0, Vec::len);
        }
        if let Some(event) = parser.finish()
            && let Some(pieces) = wire::read_event(self.provider, &event)
            && listener.hear(pieces)?
        {
            return Ok(());
        }
        if listener.is_stopped {
            Ok(())
        } else if listener.has_words() {
            Err(self.unreachable("cut the answer", None))
        } else {
            Err(self.no_answer("something else"))
        }
    }

    fn no_answer(&self, got: &'static str) -> AssistantError {
        AssistantError::NotAnAnswer { host: self.host.clone(), got }
    }

    fn refusal(&self, incoming: &mut Incoming<'_>) -> AssistantError {
        let (status, headers) = (incoming.response.status().as_u16(), incoming.response.headers().clone());
        let mut bytes = Vec::new();
        while bytes.len() < LONGEST_REFUSAL
            && let Ok(Some(piece)) = incoming.next()
        {
            bytes.extend(piece);
        }
        let said = serde_json::from_slice::<Value>(&bytes).ok().and_then(|value| wire::reason(&value));
        let said = said.unwrap_or_else(|| {
            if bytes.trim_ascii_start().starts_with(b"<") { "a web page" } else { "no reason given" }.to_owned()
        });
        let message = redact(&said).into_owned();
        let host = self.host.clone();
        match status {
            408 | 409 | 429 | 500..=599 => {
                AssistantError::Busy { host, status, message, retry_after: retry_after(&headers) }
            }
            _ => AssistantError::Refused { host, status, message },
        }
    }
}

/// An answer that is coming.
struct Incoming<'a> {
    client: &'a Client,
    response: Response,
    deadline: Instant,
}

impl Incoming<'_> {
    /// The next bytes; nothing at the end.
    fn next(&mut self) -> Result<Option<Vec<u8>>, AssistantError> {
        let (client, response) = (self.client, &mut self.response);
        client.wait(self.deadline, async {
            let piece = timeout(client.patience.idle, response.chunk()).await.map_err(|_| client.late())?;
            let piece = piece.map_err(|error| client.unreachable("cut the answer", Some(error)))?;
            Ok(piece.map(|piece| piece.to_vec()))
        })
    }
}

/// Takes an answer in, piece by piece.
struct Listener<'a> {
    host: String,
    meter: &'a mut Meter,
    heard: &'a mut Heard<'a>,
    answered: Answered,
    tokens_in: Option<u64>,
    tokens_out: Option<u64>,
    is_stopped: bool,
}

impl Listener<'_> {
    fn has_words(&self) -> bool {
        !self.answered.text.is_empty()
    }

    fn cut(&mut self, cut: Cut) {
        self.answered.cut = Some(cut);
    }

    /// Takes the next pieces in; whether the answer is over.
    fn hear(&mut self, pieces: Vec<Piece>) -> Result<bool, AssistantError> {
        for piece in pieces {
            match piece {
                Piece::Text(text) => {
                    self.answered.text.push_str(&text);
                    let grown = self.meter.grow(text.len());
                    (self.heard)(&text, self.meter.spent(), self.meter.cost());
                    if grown.is_err() {
                        self.answered.cut = Some(Cut::Budget);
                        return Ok(true);
                    }
                    if self.answered.text.len() > LONGEST_TEXT {
                        self.answered.cut = Some(Cut::Endless);
                        return Ok(true);
                    }
                }
                Piece::TokensIn(tokens) => self.tokens_in = Some(tokens),
                Piece::TokensOut(tokens) => self.tokens_out = Some(tokens),
                Piece::Stop(Stop::Refused) => return Err(AssistantError::Declined),
                Piece::Stop(stop) => {
                    self.is_stopped = true;
                    if stop == Stop::Length {
                        self.answered.cut = Some(Cut::Length);
                    }
                }
                Piece::End => return Ok(true),
                Piece::Failed { message, is_passing } => {
                    let (host, message) = (self.host.clone(), redact(&message).into_owned());
                    return Err(if is_passing {
                        AssistantError::Busy { host, status: 200, message, retry_after: None }
                    } else {
                        AssistantError::Refused { host, status: 200, message }
                    });
                }
            }
        }
        Ok(false)
    }
}
