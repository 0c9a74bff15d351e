//! Whether commits and tags can be signed, where git is set up to.

use std::{path::Path, time::Duration};

use super::Check;
use crate::{
    process::{ProcessError, Program},
    release::Opened,
    store::disk,
};

/// Long enough for a slow smartcard; a prompt that nobody sees ends here.
const PATIENCE: Duration = Duration::from_secs(10);
/// What is signed to try it. It is thrown away.
const SAMPLE: &str = "tminus doctor";

/// Signs a sample as git would, in a trusted repository; elsewhere looks at the settings alone.
pub(super) fn check(opened: &Opened) -> Check {
    let repository = &opened.repository;
    let key = repository.setting("user.signingKey").filter(|key| !key.is_empty());
    let wants = ["commit.gpgSign", "tag.gpgSign"].iter().any(|name| repository.is_set(name));
    if key.is_none() && !wants {
        return Check::note("signing", "git is not set up to sign: approvals and tags are unsigned")
            .hint("git config --global gpg.format ssh; git config --global user.signingKey ~/.ssh/id_ed25519.pub");
    }
    let format = repository.setting("gpg.format").unwrap_or_else(|| "openpgp".into());
    let is_ssh = format.eq_ignore_ascii_case("ssh");
    let named = repository.setting(if is_ssh { "gpg.ssh.program" } else { "gpg.program" });
    if opened.trust().trusted().is_none() {
        return Check::note("signing", format!("with {format}; not tried: the repository is not trusted"));
    }
    if let Some(program) = named {
        return Check::note("signing", format!("with `{program}`; not tried"));
    }
    match (is_ssh, key) {
        (true, None) => Check::failure("signing", "git signs with ssh, but `user.signingKey` is not set")
            .hint("git config --global user.signingKey ~/.ssh/id_ed25519.pub"),
        (true, Some(key)) => with_ssh(opened, &key),
        (false, key) => with_gpg(key.as_deref()),
    }
}

fn with_ssh(opened: &Opened, key: &str) -> Check {
    let inline = key.strip_prefix("key::").or_else(|| key.starts_with("ssh-").then_some(key));
    if inline.is_some() {
        return Check::note("signing", "with a key of the ssh agent; not tried");
    }
    let file = match key.strip_prefix("~/") {
        Some(below) => opened.environment.path("HOME").unwrap_or_default().join(below),
        None => opened.folder().join(key),
    };
    if !disk::exists(&file) {
        return Check::failure("signing", format!("the key `{}` is not there", file.display()))
            .hint("mend `user.signingKey`, or make one with `ssh-keygen -t ed25519`");
    }
    told(sign_with_ssh(&file), format!("with the ssh key {}", file.display()))
}

fn sign_with_ssh(file: &Path) -> Result<(), ProcessError> {
    // Whoever asks for a passphrase gets no answer, so that a locked key fails rather than waits.
    let program = Program::tool("ssh-keygen").args(["-Y", "sign", "-q", "-n", "tminus-doctor", "-f"]).args([file]);
    let program = program.set("SSH_ASKPASS", "/bin/false").set("SSH_ASKPASS_REQUIRE", "force").unset("DISPLAY");
    program.input(SAMPLE).timeout(PATIENCE).run().map(drop)
}

fn with_gpg(key: Option<&str>) -> Check {
    let program = Program::tool("gpg").args(["--batch", "--no-tty", "--pinentry-mode", "error", "--detach-sign"]);
    let program = match key {
        Some(key) => program.args(["--local-user", key]),
        None => program,
    };
    let signed = program.input(SAMPLE).timeout(PATIENCE).run().map(drop);
    told(signed, format!("with the OpenPGP key {}", key.unwrap_or("that is the default")))
}

fn told(signed: Result<(), ProcessError>, how: String) -> Check {
    match signed {
        Ok(()) => Check::ok("signing", how),
        Err(error @ ProcessError::NotFound { .. }) => Check::failure("signing", error.to_string())
            .hint("install `openssh-client` or `gnupg`, whichever git signs with"),
        Err(error) => {
            let said = error.stderr().to_lowercase();
            let is_locked = ["passphrase", "pinentry", "incorrect"].iter().any(|word| said.contains(word));
            if is_locked {
                Check::note("signing", format!("{how}; it wants a passphrase"))
                    .hint("headless it has to be unlocked before, by the ssh or gpg agent")
            } else {
                Check::failure("signing", error.to_string()).hint("sign something with git itself to see more")
            }
        }
    }
}
