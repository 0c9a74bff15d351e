//! How the user's git signs: whether it does, with which key, and whether a signature holds.

use std::path::{Path, PathBuf};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use sha2::{Digest as _, Sha256};

use crate::{
    config::Trusted,
    history::{CommitId, Repository},
    process::{Git, Shell},
    store::{Environment, disk},
};

/// Whether a record's signature holds, as `git verify-commit` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Signature {
    /// It holds, by a key that git knows to be the signer's.
    Good,
    /// It does not fit what was signed, or its key was revoked.
    Bad,
    /// It may hold; git cannot say whose it is.
    Unknown,
}

/// Whether the user's git is set up to sign.
pub fn signs(repository: &Repository) -> bool {
    repository.setting("user.signingKey").is_some_and(|key| !key.is_empty())
        || repository.is_set("commit.gpgSign")
        || repository.is_set("tag.gpgSign")
}

/// The fingerprint of the key that git will sign with, where it can be told: `SHA256:...` of an SSH key, 40 hexadecimal
/// digits of a GPG key. `person` is the committer as `Name <address>`, by whom GPG keys are found.
pub fn fingerprint(repository: &Repository, person: &str, trusted: &Trusted) -> Option<String> {
    let key = repository.setting("user.signingKey").filter(|key| !key.is_empty());
    match repository.setting("gpg.format").as_deref() {
        Some("ssh") => {
            let line = match key {
                Some(key) => public_key(&key)?,
                None => default_ssh_key(repository, trusted)?,
            };
            ssh_fingerprint(&line)
        }
        None | Some("openpgp") => {
            let program = repository
                .setting("gpg.openpgp.program")
                .or_else(|| repository.setting("gpg.program"))
                .unwrap_or_else(|| "gpg".to_owned());
            let line = "\"$TMINUS_GPG\" --batch --with-colons --list-secret-keys -- \"$TMINUS_GPG_USER\"";
            let listing = Shell::with_environment(line, repository.path(), trusted)
                .set("TMINUS_GPG", &program)
                .set("TMINUS_GPG_USER", key.as_deref().unwrap_or(person))
                .run()
                .ok()?;
            openpgp_fingerprint(&listing.text())
        }
        Some(_) => None,
    }
}

/// The public key that `user.signingKey` names: the key itself, or a file with it, or the private key's file beside it.
fn public_key(setting: &str) -> Option<String> {
    if let Some(literal) = setting.strip_prefix("key::") {
        return Some(literal.to_owned());
    }
    if setting.starts_with("ssh-") {
        return Some(setting.to_owned());
    }
    let path = expanded(setting)?;
    let mut beside = path.clone().into_os_string();
    beside.push(".pub");
    [path, PathBuf::from(beside)].iter().find_map(|file| {
        let text = disk::read_text(file).ok()?;
        ssh_fingerprint(&text).map(|_| text)
    })
}

fn expanded(setting: &str) -> Option<PathBuf> {
    match setting.strip_prefix("~/") {
        Some(below_home) => Some(Environment::of_process().path("HOME")?.join(below_home)),
        None => Some(Path::new(setting).to_path_buf()),
    }
}

/// What `gpg.ssh.defaultKeyCommand` answers, as git asks it.
fn default_ssh_key(repository: &Repository, trusted: &Trusted) -> Option<String> {
    let command = repository.setting("gpg.ssh.defaultKeyCommand")?;
    let answer = Shell::with_environment(&command, repository.path(), trusted).run().ok()?;
    let text = answer.text();
    let line = text.lines().next()?;
    Some(line.strip_prefix("key::").unwrap_or(line).to_owned())
}

/// The fingerprint of a public key in OpenSSH's form: the hash of the key's own bytes.
fn ssh_fingerprint(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let name = words.next()?;
    let blob = base64::engine::general_purpose::STANDARD.decode(words.next()?).ok()?;
    // The bytes begin with the length of the name, and the name.
    let begins_well = blob.get(..4).is_some() && blob[4..].starts_with(name.as_bytes());
    begins_well.then(|| format!("SHA256:{}", STANDARD_NO_PAD.encode(Sha256::digest(&blob))))
}

/// The primary key's fingerprint in a listing of `gpg --with-colons`.
fn openpgp_fingerprint(listing: &str) -> Option<String> {
    let line = listing.lines().find_map(|line| line.strip_prefix("fpr:"))?;
    let fingerprint = line.split(':').find(|field| !field.is_empty())?;
    fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| fingerprint.to_owned())
}

/// Whether a commit's signature holds.
pub fn verify(git: &Git, commit: CommitId) -> Signature {
    let Ok(ended) = git.reading(["verify-commit", "--raw", &commit.to_string()]).run_any() else {
        return Signature::Unknown;
    };
    if ended.is_success() {
        return Signature::Good;
    }
    judge(&String::from_utf8_lossy(&ended.stderr))
}

/// What git's words say of a signature that it does not vouch for.
fn judge(said: &str) -> Signature {
    const BAD: [&str; 6] = [
        "[GNUPG:] BADSIG",
        "[GNUPG:] REVKEYSIG",
        "[GNUPG:] NODATA",
        "incorrect signature",
        "Could not verify signature",
        "couldn't parse signature",
    ];
    // Without a list of signers git cannot even look.
    let cannot_look = said.contains("gpg.ssh.allowedSignersFile needs to be configured");
    if !cannot_look && BAD.iter().any(|words| said.contains(words)) { Signature::Bad } else { Signature::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBWNKAFrdDJUMKbmMcmvZ3OdN6dDkQuo0T7JNhZ8U8ki ann@example.org";

    #[test]
    fn the_fingerprint_of_an_ssh_key_is_that_of_ssh_keygen() {
        let by_hand = format!(
            "SHA256:{}",
            STANDARD_NO_PAD.encode(Sha256::digest(
                base64::engine::general_purpose::STANDARD.decode(KEY.split(' ').nth(1).unwrap()).unwrap()
            ))
        );
        assert_eq!(ssh_fingerprint(KEY), Some(by_hand));
        assert_eq!(ssh_fingerprint("-----BEGIN OPENSSH PRIVATE KEY-----"), None);
        assert_eq!(ssh_fingerprint("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAA"), None);
        assert_eq!(ssh_fingerprint(""), None);
    }

    #[test]
    fn a_literal_key_is_read_from_the_setting_itself() {
        assert_eq!(public_key(&format!("key::{KEY}")).as_deref(), Some(KEY));
        assert_eq!(public_key(KEY).as_deref(), Some(KEY));
        assert_eq!(public_key("/no/such/file"), None);
    }

    #[test]
    fn the_primary_fingerprint_is_found_in_a_listing() {
        let listing = "sec:u:255:22:AAAA:1700000000:::u:::scESC:::+::ed25519:::0:\n\
                       fpr:::::::::0123456789ABCDEF0123456789ABCDEF01234567:\n\
                       ssb:u:255:18:BBBB:1700000000::::::e:::+::cv25519::\nfpr:::::::::FFFF:\n";
        assert_eq!(openpgp_fingerprint(listing).as_deref(), Some("0123456789ABCDEF0123456789ABCDEF01234567"));
        assert_eq!(openpgp_fingerprint("gpg: error reading key: No secret key"), None);
    }

    #[test]
    fn what_git_says_of_a_signature_is_understood() {
        for (said, expected) in [
            ("[GNUPG:] BADSIG 0123 Ann", Signature::Bad),
            ("[GNUPG:] ERRSIG 0123 22 8 00 1700000000 9\n[GNUPG:] NO_PUBKEY 0123", Signature::Unknown),
            ("Signature verification failed: incorrect signature\nCould not verify signature.", Signature::Bad),
            (
                "error: gpg.ssh.allowedSignersFile needs to be configured and exist for ssh signature verification",
                Signature::Unknown,
            ),
            ("Good \"git\" signature with ED25519 key SHA256:x\nNo principal matched.", Signature::Unknown),
        ] {
            assert_eq!(judge(said), expected, "{said}");
        }
    }
}
