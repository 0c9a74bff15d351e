//! GitHub, on github.com or on a server of one's own.

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{DraftRequest, Forge, ForgeError, Http, Published, RemoteRelease, http::Request};

const PER_PAGE: usize = 100;
/// Newest first, so a release that was just made is on the first page; more are read for tags that are old.
const PAGES: usize = 10;

/// A repository on GitHub.
pub struct Github {
    http: Http,
    repository: String,
}

#[derive(Deserialize)]
struct ReleaseAnswer {
    id: u64,
    #[serde(default)]
    tag_name: String,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    html_url: String,
}

impl From<ReleaseAnswer> for RemoteRelease {
    fn from(answer: ReleaseAnswer) -> Self {
        Self {
            id: answer.id,
            tag: answer.tag_name,
            body: answer.body.unwrap_or_default(),
            is_draft: answer.draft,
            url: answer.html_url,
        }
    }
}

impl Github {
    /// The repository `owner/name` behind this connection.
    pub fn new(http: Http, repository: impl Into<String>) -> Self {
        Self { http, repository: repository.into() }
    }

    fn send(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, String)],
        body: Option<Value>,
        what: impl Into<String>,
    ) -> Result<(Value, bool), ForgeError> {
        let path = format!("repos/{}{path}", self.repository);
        self.http.send(&Request { method, path, query, body, what: what.into() })
    }

    fn parse<T: serde::de::DeserializeOwned>(
        &self,
        value: Value,
        what: &str,
        was_change: bool,
    ) -> Result<T, ForgeError> {
        let is_answer = match &value {
            // A list of values would pass for an object whose members come in that order.
            Value::Array(items) => items.iter().all(Value::is_object),
            other => other.is_object(),
        };
        let strange = || self.strange(what, was_change);
        if is_answer { serde_json::from_value(value).map_err(|_| strange()) } else { Err(strange()) }
    }

    fn strange(&self, what: &str, was_change: bool) -> ForgeError {
        ForgeError::NotJson {
            host: self.http.host().to_owned(),
            what: what.to_owned(),
            status: 200,
            got: "something else",
            was_change,
        }
    }

    /// The answer that tells of one release.
    fn one(&self, value: Value, what: &str, was_change: bool) -> Result<RemoteRelease, ForgeError> {
        if !value.is_object() {
            return Err(self.strange(what, was_change));
        }
        Ok(self.parse::<ReleaseAnswer>(value, what, was_change)?.into())
    }
}

impl Forge for Github {
    fn check(&self) -> Result<(), ForgeError> {
        let what = format!("repository `{}`", self.repository);
        let (answer, _) = self.send(Method::GET, "", &[], None, what.clone())?;
        if !answer.is_object() {
            return Err(self.strange(&what, false));
        }
        let may_push = answer.pointer("/permissions/push").and_then(Value::as_bool);
        if may_push == Some(false) {
            return Err(ForgeError::Forbidden {
                host: self.http.host().to_owned(),
                what: format!("to publish in {what}"),
                message: "the token may read it, not write".into(),
            });
        }
        Ok(())
    }

    fn releases_of(&self, tag: &str) -> Result<Vec<RemoteRelease>, ForgeError> {
        let mut found = Vec::new();
        for page in 1..=PAGES {
            let query = [("per_page", PER_PAGE.to_string()), ("page", page.to_string())];
            let what = "list of releases";
            let (answer, has_next) = self.send(Method::GET, "/releases", &query, None, what)?;
            let releases: Vec<ReleaseAnswer> = self.parse(answer, what, false)?;
            let is_last = !has_next || releases.is_empty();
            found.extend(releases.into_iter().filter(|release| release.tag_name == tag).map(RemoteRelease::from));
            if is_last {
                break;
            }
        }
        Ok(found)
    }

    fn release(&self, id: u64) -> Result<Option<RemoteRelease>, ForgeError> {
        let what = "release";
        match self.send(Method::GET, &format!("/releases/{id}"), &[], None, what) {
            Ok((answer, _)) => Ok(Some(self.one(answer, what, false)?)),
            Err(ForgeError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn create_draft(&self, draft: &DraftRequest<'_>) -> Result<RemoteRelease, ForgeError> {
        let what = format!("a draft release for `{}`", draft.tag);
        let body = json!({
            "tag_name": draft.tag,
            "target_commitish": draft.commit,
            "name": draft.name,
            "body": draft.body,
            "draft": true,
            "prerelease": draft.is_prerelease,
        });
        let (answer, _) = self.send(Method::POST, "/releases", &[], Some(body), what.clone())?;
        self.one(answer, &what, true)
    }

    fn publish(&self, id: u64, published: &Published<'_>) -> Result<RemoteRelease, ForgeError> {
        let what = "to publish the draft";
        let body = json!({
            "name": published.name,
            "body": published.body,
            "draft": false,
            "prerelease": published.is_prerelease,
            // A fix of an old line must not pass for the newest release.
            "make_latest": if published.is_prerelease { "false" } else { "legacy" },
        });
        let (answer, _) = self.send(Method::PATCH, &format!("/releases/{id}"), &[], Some(body), what)?;
        self.one(answer, what, true)
    }

    fn delete(&self, id: u64) -> Result<(), ForgeError> {
        match self.send(Method::DELETE, &format!("/releases/{id}"), &[], None, "to delete the draft") {
            Ok(_) | Err(ForgeError::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests;
