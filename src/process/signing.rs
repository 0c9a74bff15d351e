//! Whether git can sign without anybody being asked. git starts gpg, gpg its agent, and the agent a dialog of its own, on
//! whatever screen it finds: nothing that git is told keeps it from asking. So gpg is asked first, and told not to ask.

use std::{path::Path, time::Duration};

use super::{Git, ProcessError, Program, Prompts};

/// How long a signature may take: a card has to be found, but nobody has to be.
const PATIENCE: Duration = Duration::from_secs(30);

impl Git {
    /// Headless, an error where the key's passphrase would be asked for. What is not plainly `gpg` is not asked.
    pub fn check_quiet_signing(&self) -> Result<(), ProcessError> {
        if self.prompts() != Prompts::Never || self.setting("gpg.format")?.is_some_and(|format| format != "openpgp") {
            return Ok(());
        }
        let program = match self.setting("gpg.openpgp.program")? {
            Some(program) => Some(program),
            None => self.setting("gpg.program")?,
        };
        let program = program.unwrap_or_else(|| "gpg".to_owned());
        let name = Path::new(&program).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !name.starts_with("gpg") {
            return Ok(());
        }
        let key = match self.setting("user.signingKey")? {
            Some(key) => key,
            None => self.committer()?,
        };
        let asked = Program::new(&program)
            .args(["--batch", "--no-tty", "--pinentry-mode=error", "--local-user", &key])
            .args(["--output", "-", "--detach-sign", "/dev/null"])
            .set("LC_ALL", "C")
            .unset("GPG_TTY")
            .timeout(PATIENCE);
        match asked.run() {
            Err(ProcessError::Failed { command, status, code, stderr }) => {
                let said = stderr.trim().replace('\n', "; ");
                let stderr = format!("the key needs its passphrase, or cannot sign, and nobody is asked here ({said})");
                Err(ProcessError::Failed { command, status, code, stderr })
            }
            // Where there is no gpg, git itself says so.
            Ok(_) | Err(ProcessError::NotFound { .. }) => Ok(()),
            Err(other) => Err(other),
        }
    }

    fn setting(&self, name: &str) -> Result<Option<String>, ProcessError> {
        let ended = self.reading(["config", "--get", name]).run_any()?;
        Ok(Some(ended.text()).filter(|text| ended.is_success() && !text.is_empty()))
    }

    /// `Name <address>`, by which gpg finds a key where none is named.
    fn committer(&self) -> Result<String, ProcessError> {
        let line = self.reading(["var", "GIT_COMMITTER_IDENT"]).run()?.text();
        Ok(line.rsplit_once('>').map_or(line.clone(), |(person, _)| format!("{person}>")))
    }
}
