//! Requests to a forge's API: built late, sent once, answers bounded and sorted into what they mean.

use std::time::Duration;

use reqwest::{
    Method, Response, StatusCode, Url,
    header::{self, HeaderMap},
    redirect::Policy,
};
use secrecy::ExposeSecret as _;
use serde_json::Value;

use super::{
    ForgeError, Token,
    web::{install_crypto, is_loopback, retry_after},
};
use crate::process::Cancel;

const CONNECT_LIMIT: Duration = Duration::from_secs(10);
const REQUEST_LIMIT: Duration = Duration::from_secs(30);
/// Longer answers are no answers of an API that is asked for one page.
const ANSWER_LIMIT: usize = 16 * 1024 * 1024;
const REDIRECTS: usize = 5;
/// How often a wish to stop is looked for.
const STOP_INTERVAL: Duration = Duration::from_millis(50);

/// A connection to one API with one token.
pub struct Http {
    client: reqwest::Client,
    runtime: tokio::runtime::Runtime,
    root: Url,
    host: String,
    token: Token,
    cancel: Cancel,
}

/// One request.
pub(super) struct Request<'a> {
    pub(super) method: Method,
    /// Below the API's root, without a leading slash.
    pub(super) path: String,
    pub(super) query: &'a [(&'a str, String)],
    pub(super) body: Option<Value>,
    /// What it is for, in words that finish "finds no ..." and "refuses ...".
    pub(super) what: String,
}

impl Http {
    /// Makes a client for an API. Refuses to send a token unless the way is encrypted or ends on this machine.
    pub fn new(api: &str, token: Token, cancel: &Cancel) -> Result<Self, ForgeError> {
        let bad = || ForgeError::BadAddress { url: api.to_owned() };
        let root = Url::parse(api).map_err(|_| bad())?;
        let host = root.host_str().ok_or_else(bad)?.to_owned();
        if root.cannot_be_a_base() || !root.username().is_empty() || root.password().is_some() || root.query().is_some()
        {
            return Err(bad());
        }
        let is_local = is_loopback(&root);
        match root.scheme() {
            "https" => {}
            "http" if is_local => {}
            "http" => return Err(ForgeError::Insecure { url: api.to_owned() }),
            _ => return Err(bad()),
        }
        install_crypto();
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("tminus/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_LIMIT)
            .timeout(REQUEST_LIMIT)
            .redirect(Policy::none());
        if is_local {
            builder = builder.no_proxy();
        }
        if root.scheme() == "http" {
            builder = builder.tls_certs_only([]);
        }
        let client = builder.build().map_err(|source| ForgeError::NoClient { source })?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|_| {
            ForgeError::Unreachable { host: host.clone(), what: "cannot be reached", was_sent: false, source: None }
        })?;
        Ok(Self { client, runtime, root, host, token, cancel: cancel.clone() })
    }

    /// The host, for messages.
    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// Sends a request; the answer's JSON (null where there is none) and whether there is a next page.
    pub(super) fn send(&self, request: &Request<'_>) -> Result<(Value, bool), ForgeError> {
        self.runtime.block_on(async {
            tokio::select! {
                answer = self.exchange(request) => answer,
                () = self.stopped() => Err(ForgeError::Stopped { host: self.host.clone() }),
            }
        })
    }

    async fn stopped(&self) {
        while !self.cancel.is_cancelled() {
            tokio::time::sleep(STOP_INTERVAL).await;
        }
    }

    async fn exchange(&self, request: &Request<'_>) -> Result<(Value, bool), ForgeError> {
        let mut url = self.root.clone();
        url.set_path(&format!("{}/{}", self.root.path().trim_end_matches('/'), request.path));
        for _ in 0..REDIRECTS {
            let response = self.once(request, url.clone()).await?;
            let status = response.status();
            if !status.is_redirection() || status == StatusCode::NOT_MODIFIED {
                return self.read(request, response).await;
            }
            let target = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("");
            let told =
                || ForgeError::Redirected { host: self.host.clone(), target: target.chars().take(200).collect() };
            let next = url.join(target).map_err(|_| told())?;
            let is_same = next.scheme() == url.scheme()
                && next.host_str() == url.host_str()
                && next.port_or_known_default() == url.port_or_known_default();
            if !is_same || target.is_empty() {
                return Err(told());
            }
            url = next;
        }
        Err(ForgeError::Redirected { host: self.host.clone(), target: "one place after another".into() })
    }

    async fn once(&self, request: &Request<'_>, url: Url) -> Result<Response, ForgeError> {
        let mut builder = self
            .client
            .request(request.method.clone(), url)
            .bearer_auth(self.token.secret().expose_secret())
            .header(header::ACCEPT, "application/vnd.github+json")
            .header("x-github-api-version", "2022-11-28");
        if !request.query.is_empty() {
            builder = builder.query(request.query);
        }
        if let Some(body) = &request.body {
            builder = builder.json(body);
        }
        builder.send().await.map_err(|error| self.unreachable(error))
    }

    fn unreachable(&self, error: reqwest::Error) -> ForgeError {
        let (what, was_sent) = if error.is_connect() {
            ("cannot be reached", false)
        } else if error.is_timeout() {
            ("did not answer in time", true)
        } else {
            ("cut the connection", true)
        };
        ForgeError::Unreachable { host: self.host.clone(), what, was_sent, source: Some(error.without_url()) }
    }

    async fn read(&self, request: &Request<'_>, mut response: Response) -> Result<(Value, bool), ForgeError> {
        let status = response.status();
        let headers = response.headers().clone();
        let mut bytes = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(|error| self.unreachable(error))? {
            if bytes.len() + piece.len() > ANSWER_LIMIT {
                break;
            }
            bytes.extend_from_slice(&piece);
        }
        let json = serde_json::from_slice::<Value>(&bytes);
        if !status.is_success() {
            return Err(self.refusal(request, status, &headers, json.ok().as_ref()));
        }
        if status == StatusCode::NO_CONTENT || (bytes.is_empty() && request.method == Method::DELETE) {
            return Ok((Value::Null, false));
        }
        let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        match json {
            Ok(value) if !is_page => Ok((value, has_next_page(&headers))),
            _ => Err(ForgeError::NotJson {
                host: self.host.clone(),
                what: request.what.clone(),
                status: status.as_u16(),
                got: match bytes.as_slice() {
                    [] => "nothing",
                    [b'<', ..] => "a web page",
                    _ if is_page => "a web page",
                    _ => "text that is no JSON",
                },
                was_change: request.method != Method::GET,
            }),
        }
    }

    fn refusal(
        &self,
        request: &Request<'_>,
        status: StatusCode,
        headers: &HeaderMap,
        json: Option<&Value>,
    ) -> ForgeError {
        let (host, what) = (self.host.clone(), request.what.clone());
        let message = json.map_or_else(|| "no reason given".to_owned(), reason);
        let retry_after = retry_after(headers);
        let is_limit = retry_after.is_some() || headers.get("x-ratelimit-remaining").is_some_and(|left| left == "0");
        match status.as_u16() {
            401 => ForgeError::Unauthorized { host, message },
            429 => ForgeError::RateLimited { host, status: 429, retry_after },
            403 if is_limit => ForgeError::RateLimited { host, status: 403, retry_after },
            403 => ForgeError::Forbidden { host, what, message },
            404 => ForgeError::NotFound { host, what },
            422 => ForgeError::Invalid { host, what, message },
            status @ (408 | 500..=599) => ForgeError::Server { host, what, status, message, retry_after },
            status => ForgeError::Unexpected { host, what, status, message },
        }
    }
}

/// What the forge says is wrong, errors of single fields included.
fn reason(json: &Value) -> String {
    let message = json.get("message").and_then(Value::as_str).unwrap_or("no reason given").to_owned();
    let details: Vec<String> = json
        .get("errors")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|error| {
            let text = |key: &str| error.get(key).and_then(Value::as_str);
            error
                .as_str()
                .or_else(|| text("message"))
                .map(str::to_owned)
                .or_else(|| Some(format!("{} {}", text("field")?, text("code")?.replace('_', " "))))
        })
        .take(5)
        .collect();
    let whole = if details.is_empty() { message } else { format!("{message} ({})", details.join(", ")) };
    whole.chars().take(500).collect()
}

fn has_next_page(headers: &HeaderMap) -> bool {
    headers.get_all(header::LINK).iter().any(|link| link.to_str().is_ok_and(|text| text.contains("rel=\"next\"")))
}
