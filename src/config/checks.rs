//! What makes a value valid. A check answers with what is wrong, as the end of a sentence about the value.

use std::path::{Component, Path};

use super::duration;

type Checked = Result<(), String>;

/// Everything is fine.
#[expect(clippy::unnecessary_wraps, reason = "it has the form of all checks")]
pub(super) fn anything(_text: &str) -> Checked {
    Ok(())
}

/// Something has to stand there.
pub(super) fn not_blank(text: &str) -> Checked {
    if text.trim().is_empty() { Err("must not be empty".into()) } else { Ok(()) }
}

/// A regular expression.
pub(super) fn pattern(text: &str) -> Checked {
    not_blank(text)?;
    let built = regex::RegexBuilder::new(text).size_limit(1 << 20).build();
    built.map(|_| ()).map_err(|error| format!("is no regular expression: {}", error.to_string().replace('\n', " ")))
}

/// A heading of one line.
pub(super) fn title(text: &str) -> Checked {
    not_blank(text)?;
    if text.trim_start().starts_with('#') {
        return Err("is a heading already: leave the `#` out".into());
    }
    let fits = text.chars().count() <= 80 && !text.chars().any(char::is_control);
    if fits { Ok(()) } else { Err("must be one line of at most 80 characters".into()) }
}

/// A language, as BCP 47 writes it.
pub(super) fn language(text: &str) -> Checked {
    let mut parts = text.split('-');
    let is_fine = parts.next().is_some_and(|first| {
        (2..=8).contains(&first.len()) && first.chars().all(|letter| letter.is_ascii_alphabetic())
    }) && parts
        .all(|part| (1..=8).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphanumeric()));
    if is_fine { Ok(()) } else { Err("must be a language such as `en` or `pt-BR`".into()) }
}

/// A colour as `#rrggbb`.
pub(super) fn colour(text: &str) -> Checked {
    let digits = text.strip_prefix('#').unwrap_or_default();
    let is_fine = digits.len() == 6 && digits.chars().all(|letter| letter.is_ascii_hexdigit());
    if is_fine { Ok(()) } else { Err("must be a colour such as `#d9480f`".into()) }
}

/// A page of the web.
pub(super) fn page(text: &str) -> Checked {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_fine = rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !text.chars().any(|letter| letter.is_whitespace() || letter.is_control())
    });
    if is_fine { Ok(()) } else { Err("must begin with `https://` and hold no spaces".into()) }
}

/// A branch, as git allows its name.
pub(super) fn branch(text: &str) -> Checked {
    ref_name(text)
}

/// A remote, as git allows its name.
pub(super) fn remote(text: &str) -> Checked {
    ref_name(text)
}

/// A form of tags: `{version}` once, nothing else in braces, and a name that git allows.
pub(super) fn tag(text: &str) -> Checked {
    if text.matches("{version}").count() != 1 {
        return Err("must have `{version}` in it exactly once".into());
    }
    let filled = text.replace("{version}", "1.2.3");
    if filled.contains(['{', '}']) {
        return Err("may have no other braces than those of `{version}`".into());
    }
    ref_name(&filled)
}

/// The rules of `git check-ref-format`.
fn ref_name(text: &str) -> Checked {
    let is_wrong = text.is_empty()
        || text == "@"
        || text.starts_with(['-', '/'])
        || text.ends_with(['/', '.'])
        || text.contains("..")
        || text.contains("//")
        || text.contains("@{")
        || text.chars().any(|character| character.is_control() || " ~^:?*[\\".contains(character))
        || text.split('/').any(|part| {
            part.starts_with('.') || part.get(part.len().saturating_sub(5)..).is_some_and(|end| end == ".lock")
        });
    if is_wrong { Err("is not a name that git allows".into()) } else { Ok(()) }
}

/// A path below the repository's root, and not git's own.
pub(super) fn path_in_repository(text: &str) -> Checked {
    let path = Path::new(text);
    if text.trim().is_empty() || text.chars().any(char::is_control) {
        return Err("is not the path of a file".into());
    }
    if text.contains('\\') {
        return Err("must have `/` between its parts".into());
    }
    if path.is_absolute() || path.components().any(|part| matches!(part, Component::ParentDir | Component::Prefix(_))) {
        return Err("must stay inside the repository".into());
    }
    let names: Vec<_> = path.components().filter(|part| matches!(part, Component::Normal(_))).collect();
    if names.iter().any(|name| name.as_os_str().eq_ignore_ascii_case(".git")) {
        return Err("must not be inside `.git`".into());
    }
    if names.is_empty() || text.ends_with('/') {
        return Err("is not the path of a file".into());
    }
    Ok(())
}

/// A name that is also a file's: no folders, nothing hidden.
pub(super) fn name_of_file(text: &str) -> Checked {
    let is_fine = !text.is_empty()
        && !text.starts_with(['.', '-'])
        && text.chars().all(|character| character.is_alphanumeric() || "-_. ".contains(character));
    if is_fine { Ok(()) } else { Err("must be a name of letters, digits, `-`, `_` and `.`".into()) }
}

/// Lower case, digits, dashes; begins with a letter or digit.
pub(super) fn gate_name(text: &str) -> Checked {
    let is_fine = !text.is_empty()
        && text.len() <= 60
        && !text.starts_with('-')
        && text.chars().all(|character| matches!(character, 'a'..='z' | '0'..='9' | '-'));
    if is_fine { Ok(()) } else { Err("must be lower-case letters, digits and dashes".into()) }
}

/// A time span that a gate can be given.
pub(super) fn timeout(text: &str) -> Checked {
    duration::parse(text).map(drop)
}

/// The name of an environment variable.
pub(super) fn variable(text: &str) -> Checked {
    let is_fine = text.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
        && text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    if is_fine { Ok(()) } else { Err("is not the name of an environment variable".into()) }
}

/// A glob that can be understood.
pub(super) fn glob(text: &str) -> Checked {
    globset::Glob::new(text).map(drop).map_err(|error| format!("is not a glob: {}", error.kind()))
}

/// `owner/name`.
pub(super) fn forge_repository(text: &str) -> Checked {
    let parts: Vec<&str> = text.split('/').collect();
    let is_fine = parts.len() == 2
        && parts.iter().all(|part| {
            !part.is_empty()
                && *part != "."
                && *part != ".."
                && part.chars().all(|character| character.is_ascii_alphanumeric() || "-_.".contains(character))
        });
    if is_fine { Ok(()) } else { Err("must be of the form `owner/name`".into()) }
}

/// An address that a token may be sent to: https, or http to this machine; no user, no query.
pub(super) fn forge_url(text: &str) -> Checked {
    let (scheme, rest) = text.split_once("://").ok_or("must begin with `https://`")?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err("must not hold a user or a password".into());
    }
    if rest.contains(['?', '#']) || rest.chars().any(|character| character.is_whitespace() || character.is_control()) {
        return Err("must be an address without query and spaces".into());
    }
    let host = host_of(authority).ok_or("has no valid host")?;
    match scheme {
        "https" => Ok(()),
        "http" if is_loopback(host) => Ok(()),
        "http" => Err("must begin with `https://`: a token would be readable on the way".into()),
        _ => Err("must begin with `https://`".into()),
    }
}

fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = if let Some(rest) = authority.strip_prefix('[') {
        let (host, after) = rest.split_once(']')?;
        (host, after.strip_prefix(':').or(after.is_empty().then_some("")))
    } else {
        authority.split_once(':').map_or((authority, Some("")), |(host, port)| (host, Some(port)))
    };
    let port = port?;
    let is_port = port.is_empty() && !authority.ends_with(':') || port.parse::<u16>().is_ok();
    (is_port && !host.is_empty()).then_some(host)
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}
