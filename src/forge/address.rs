//! Which repository of which forge a remote is, from its URL and the settings.

use crate::{
    config::{ForgeKind, ForgeSettings},
    fault::{Fault, Faulty},
};

/// The API of github.com.
pub const GITHUB_API: &str = "https://api.github.com";

/// A repository on a forge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The API's root, without a final slash.
    pub api: String,
    /// `owner/name`.
    pub repository: String,
}

/// A forge is set up, but not wholly.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Neither settings nor remote say which repository.
    #[error("the forge at `{api}` is set up, but not which repository it is")]
    NoRepository {
        /// The API's root.
        api: String,
    },
    /// The repository is not `owner/name`.
    #[error("`{0}` is not the name of a repository")]
    BadRepository(String),
}

impl Faulty for AddressError {
    fn fault(&self) -> Fault {
        Fault::Usage
    }

    fn hints(&self) -> Vec<String> {
        vec!["set `[forge] repository = \"owner/name\"`".into()]
    }
}

impl Address {
    /// Where to publish: what the settings say, else what the remote's URL tells; nothing where there is no known forge.
    pub fn find(settings: &ForgeSettings, remote_url: Option<&str>) -> Result<Option<Self>, AddressError> {
        if settings.kind == Some(ForgeKind::None) {
            return Ok(None);
        }
        let remote = remote_url.and_then(RemoteUrl::parse);
        let is_github = remote.as_ref().is_some_and(RemoteUrl::is_github_com);
        let is_set_up = settings.kind.is_some() || settings.url.is_some() || settings.repository.is_some();
        if !is_set_up && !is_github {
            return Ok(None);
        }
        let api = settings.url.as_deref().unwrap_or(GITHUB_API).trim_end_matches('/').to_owned();
        let repository = match (&settings.repository, remote) {
            (Some(repository), _) => repository.trim_matches('/').to_owned(),
            (None, Some(remote)) if is_github || remote.is_host_of(&api) => remote.path,
            (None, _) => return Err(AddressError::NoRepository { api }),
        };
        if !is_repository(&repository) {
            return Err(AddressError::BadRepository(repository));
        }
        Ok(Some(Self { api, repository }))
    }
}

/// `owner/name`, of characters that a forge allows and that mean nothing in a URL's path.
fn is_repository(text: &str) -> bool {
    let is_name = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    text.split_once('/').is_some_and(|(owner, name)| is_name(owner) && is_name(name))
}

struct RemoteUrl {
    host: String,
    path: String,
}

impl RemoteUrl {
    /// `https://host/owner/name.git`, `ssh://git@host:22/owner/name`, `git@host:owner/name.git`.
    fn parse(url: &str) -> Option<Self> {
        let (authority, path) = match url.split_once("://") {
            Some(("https" | "http" | "ssh" | "git" | "git+ssh", rest)) => rest.split_once('/')?,
            Some(_) => return None,
            None => url.split_once(':').filter(|(host, _)| !host.contains('/') && host.len() > 1)?,
        };
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let host = host.split_once(':').map_or(host, |(host, _)| host).to_ascii_lowercase();
        let path = path.trim_matches('/');
        let path = path.strip_suffix(".git").unwrap_or(path).to_owned();
        Some(Self { host, path })
    }

    fn is_github_com(&self) -> bool {
        matches!(self.host.as_str(), "github.com" | "www.github.com" | "ssh.github.com")
    }

    fn is_host_of(&self, api: &str) -> bool {
        reqwest::Url::parse(api)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned))
            .is_some_and(|host| host == self.host || host.strip_prefix("api.").is_some_and(|host| host == self.host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(settings: &ForgeSettings, url: &str) -> Option<(String, String)> {
        Address::find(settings, Some(url)).unwrap().map(|address| (address.api, address.repository))
    }

    #[test]
    fn a_remote_at_github_is_recognised_in_every_form() {
        let github = Some((GITHUB_API.to_owned(), "acme/rocket.rs".to_owned()));
        for url in [
            "https://github.com/acme/rocket.rs.git",
            "https://github.com/acme/rocket.rs/",
            "https://user:secret@github.com/acme/rocket.rs",
            "git@github.com:acme/rocket.rs.git",
            "github.com:acme/rocket.rs",
            "ssh://git@ssh.github.com:443/acme/rocket.rs.git",
            "git://GitHub.com/acme/rocket.rs",
        ] {
            assert_eq!(found(&ForgeSettings::default(), url), github, "{url}");
        }
    }

    #[test]
    fn other_remotes_are_no_forge_unless_set_up() {
        for url in [
            "/srv/git/rocket.git",
            "../origin.git",
            "https://example.org/acme/rocket",
            "C:\\git\\rocket",
            "file:///x/y",
        ] {
            assert_eq!(found(&ForgeSettings::default(), url), None, "{url}");
        }
        assert_eq!(Address::find(&ForgeSettings::default(), None), Ok(None));
    }

    #[test]
    fn settings_outrank_the_remote() {
        let none = ForgeSettings { kind: Some(ForgeKind::None), ..ForgeSettings::default() };
        assert_eq!(found(&none, "git@github.com:acme/rocket"), None);
        let own = ForgeSettings {
            url: Some("https://git.acme.example/api/v3/".into()),
            repository: Some("a/b".into()),
            ..ForgeSettings::default()
        };
        let expected = Some(("https://git.acme.example/api/v3".to_owned(), "a/b".to_owned()));
        assert_eq!(found(&own, "/srv/git/rocket.git"), expected);
    }

    #[test]
    fn a_server_of_ones_own_gives_its_repositorys_name() {
        let own = ForgeSettings { url: Some("https://git.acme.example/api/v3".into()), ..ForgeSettings::default() };
        let expected = Some(("https://git.acme.example/api/v3".to_owned(), "acme/rocket".to_owned()));
        assert_eq!(found(&own, "git@git.acme.example:acme/rocket.git"), expected);
        assert!(Address::find(&own, Some("/srv/git/rocket.git")).is_err());
    }

    #[test]
    fn a_name_that_would_change_the_request_is_refused() {
        for name in ["acme", "acme/rocket/x", "acme/..", "acme/ro?cket", "acme/ro%2fcket", "/"] {
            let settings = ForgeSettings { repository: Some(name.into()), ..ForgeSettings::default() };
            assert!(Address::find(&settings, None).is_err(), "{name}");
        }
    }
}
