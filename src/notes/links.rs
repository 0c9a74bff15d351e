//! Addresses of commits, pull requests and comparisons on the project's forge, where its remote tells which that is.

/// Which manner of addresses a forge has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Github,
    Gitlab,
    Gitea,
    Bitbucket,
}

/// Where a project can be read on the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    base: String,
    manner: Manner,
}

impl Links {
    /// Reads a remote's URL; nothing where it is no forge that is known. Credentials in it are left out.
    pub fn of_remote(url: &str) -> Option<Self> {
        let (host, path) = split(url.trim())?;
        let manner = manner_of(&host)?;
        Self::new(&format!("https://{host}"), path, manner)
    }

    /// A project of a GitHub whose web address is known by configuration.
    pub fn github(web: &str, repository: &str) -> Option<Self> {
        Self::new(web.trim_end_matches('/'), repository, Manner::Github)
    }

    fn new(web: &str, path: &str, manner: Manner) -> Option<Self> {
        let path = path.trim_matches('/').trim_end_matches(".git");
        let plain = |character: char| character.is_ascii_alphanumeric() || "-_./~".contains(character);
        let fits = path.contains('/')
            && path.chars().all(plain)
            && !path.split('/').any(|part| part.is_empty() || part == "..");
        fits.then(|| Self { base: format!("{web}/{path}"), manner })
    }

    /// The project's own page.
    pub fn project(&self) -> &str {
        &self.base
    }

    /// The page of a pull or merge request.
    pub fn pull(&self, number: &str) -> String {
        let base = &self.base;
        match self.manner {
            Manner::Github => format!("{base}/pull/{number}"),
            Manner::Gitlab => format!("{base}/-/merge_requests/{number}"),
            Manner::Gitea => format!("{base}/pulls/{number}"),
            Manner::Bitbucket => format!("{base}/pull-requests/{number}"),
        }
    }

    /// How a pull request's number is written: `#12`, on GitLab `!12`.
    pub fn pull_word(&self, number: &str) -> String {
        let mark = if self.manner == Manner::Gitlab { '!' } else { '#' };
        format!("{mark}{number}")
    }

    /// The page of a commit.
    pub fn commit(&self, id: &str) -> String {
        let base = &self.base;
        match self.manner {
            Manner::Github | Manner::Gitea => format!("{base}/commit/{id}"),
            Manner::Gitlab => format!("{base}/-/commit/{id}"),
            Manner::Bitbucket => format!("{base}/commits/{id}"),
        }
    }

    /// The page of an issue.
    pub fn issue(&self, number: &str) -> String {
        let base = &self.base;
        match self.manner {
            Manner::Gitlab => format!("{base}/-/issues/{number}"),
            _ => format!("{base}/issues/{number}"),
        }
    }

    /// The page that compares two revisions.
    pub fn compare(&self, from: &str, to: &str) -> String {
        let base = &self.base;
        let (from, to) = (escaped(from), escaped(to));
        match self.manner {
            Manner::Github | Manner::Gitea => format!("{base}/compare/{from}...{to}"),
            Manner::Gitlab => format!("{base}/-/compare/{from}...{to}"),
            Manner::Bitbucket => format!("{base}/branches/compare/{to}%0D{from}"),
        }
    }

    /// The page of a tag's release.
    pub fn release(&self, tag: &str) -> String {
        let base = &self.base;
        let tag = escaped(tag);
        match self.manner {
            Manner::Github | Manner::Gitea => format!("{base}/releases/tag/{tag}"),
            Manner::Gitlab => format!("{base}/-/releases/{tag}"),
            Manner::Bitbucket => format!("{base}/src/{tag}"),
        }
    }
}

/// Revisions may hold what ends a Markdown link or means something in an address.
fn escaped(revision: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for byte in revision.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_./~+@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a string does not fail");
        }
    }
    out
}

/// Host (with port) and path of a URL or of `user@host:path`.
fn split(url: &str) -> Option<(String, &str)> {
    if let Some((scheme, rest)) = url.split_once("://") {
        if !["https", "http", "ssh", "git", "git+ssh"].contains(&scheme) {
            return None;
        }
        let (authority, path) = rest.split_once('/')?;
        let host = authority.rsplit('@').next()?;
        // A port of ssh says nothing about the web.
        let host = if scheme.starts_with("http") { host } else { host.split(':').next()? };
        return Some((host.to_ascii_lowercase(), path));
    }
    let (authority, path) = url.split_once(':')?;
    let host = authority.rsplit('@').next()?;
    (host.contains('.') && !host.contains('/')).then(|| (host.to_ascii_lowercase(), path))
}

fn manner_of(host: &str) -> Option<Manner> {
    let name = host.split(':').next().unwrap_or(host);
    let plain = name.chars().all(|character| character.is_ascii_alphanumeric() || character == '-' || character == '.');
    if !plain {
        return None;
    }
    let label = |word: &str| name.split('.').any(|label| label == word);
    match name {
        "github.com" => Some(Manner::Github),
        "gitlab.com" => Some(Manner::Gitlab),
        "codeberg.org" | "gitea.com" => Some(Manner::Gitea),
        "bitbucket.org" => Some(Manner::Bitbucket),
        _ if label("github") => Some(Manner::Github),
        _ if label("gitlab") => Some(Manner::Gitlab),
        _ if label("gitea") || label("forgejo") => Some(Manner::Gitea),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(url: &str) -> Option<String> {
        Links::of_remote(url).map(|links| links.project().to_owned())
    }

    #[test]
    fn remotes_are_read_as_git_writes_them() {
        for url in [
            "https://github.com/acme/rocket.git",
            "https://github.com/acme/rocket",
            "https://ann:secret@github.com/acme/rocket.git",
            "git@github.com:acme/rocket.git",
            "ssh://git@github.com:22/acme/rocket.git",
        ] {
            assert_eq!(project(url).as_deref(), Some("https://github.com/acme/rocket"), "{url}");
        }
        assert_eq!(project("git@gitlab.example.org:a/b/c.git").as_deref(), Some("https://gitlab.example.org/a/b/c"));
    }

    #[test]
    fn what_is_no_known_forge_has_no_links() {
        for url in [
            "/srv/git/rocket.git",
            "file:///srv/rocket",
            "https://example.org/a/b",
            "../rocket",
            "",
            "a:b",
            "https://github.com/a/b)[x](javascript:y",
        ] {
            assert_eq!(project(url), None, "{url}");
        }
    }

    #[test]
    fn each_forge_has_its_own_addresses() {
        let github = Links::of_remote("https://github.com/a/b").unwrap();
        assert_eq!(github.pull("1"), "https://github.com/a/b/pull/1");
        assert_eq!(github.compare("v1", "v2"), "https://github.com/a/b/compare/v1...v2");
        let gitlab = Links::of_remote("https://gitlab.com/a/b").unwrap();
        assert_eq!(gitlab.pull("1"), "https://gitlab.com/a/b/-/merge_requests/1");
        assert_eq!(gitlab.pull_word("1"), "!1");
        assert_eq!(gitlab.compare("v(1)", "v2"), "https://gitlab.com/a/b/-/compare/v%281%29...v2");
    }
}
