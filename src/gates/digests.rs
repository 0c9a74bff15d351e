//! Digests of the configuration that a release is decided under: when it changes, what was decided is stale.

use serde_json::{Value, json};

use crate::{
    config::{Changelog, ForgeKind, Settings, TokenSource},
    forge::Address,
    ledger::Digest,
};

/// What is published where: branch, remote, name of the tag, changelog, and the repository of a forge, also where the remote
/// alone tells it. Secrets and their sources are no part of it, and neither is the address of the remote itself, which
/// people spell differently for the same place.
pub fn targets_digest(settings: &Settings, branch: Option<&str>, place: Option<&Address>) -> Digest {
    let release = &settings.release;
    let forge = &settings.forge;
    Digest::of_json(&json!({
        "branch": branch,
        "remote": release.remote,
        "tag": release.tag,
        "changelog": match &release.changelog {
            Changelog::Off => Value::Null,
            // Which file that is, the range's end says, which is decided on as well.
            Changelog::Own => Value::Bool(true),
            Changelog::File(path) => Value::from(path.to_string_lossy()),
        },
        "forge": {
            "kind": forge.kind.map(|kind| match kind { ForgeKind::Github => "github", ForgeKind::None => "none" }),
            "url": forge.url,
            "repository": forge.repository,
            "place": place.map(|place| json!({ "api": place.api, "repository": place.repository })),
        },
    }))
}

/// The gates and rules that it is judged by.
pub fn gates_digest(settings: &Settings) -> Digest {
    let gates: Vec<Value> = settings
        .gates
        .iter()
        .map(|gate| {
            json!({
                "name": gate.name,
                "command": gate.command,
                "timeout": gate.timeout.as_secs(),
                "required": gate.required,
            })
        })
        .collect();
    Digest::of_json(&json!({
        "gates": gates,
        "risk": { "threshold": settings.risk.threshold, "sensitive": settings.risk.sensitive },
        "approval": { "required": settings.approval.required, "four_eyes": settings.approval.four_eyes },
    }))
}

/// The environment variable that the forge's token is configured to come from, which command gates must not see.
pub fn token_variables(settings: &Settings) -> Vec<String> {
    match &settings.forge.token {
        Some(TokenSource::Env(name)) => vec![name.clone()],
        Some(TokenSource::Command(_)) | None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::config::GateSettings;

    #[test]
    fn what_changes_the_targets_changes_their_digest() {
        let base = Settings::default();
        let digest = targets_digest(&base, Some("main"), None);
        let mut remote = base.clone();
        remote.release.remote = "upstream".into();
        let mut changelog = base.clone();
        changelog.release.changelog = Changelog::Off;
        let mut forge = base.clone();
        forge.forge.repository = Some("acme/rocket".into());
        for other in [&remote, &changelog, &forge] {
            assert_ne!(targets_digest(other, Some("main"), None), digest);
        }
        assert_ne!(targets_digest(&base, Some("stable"), None), digest);
        let place = |repository: &str| Address { api: "https://api.github.com".into(), repository: repository.into() };
        let [ours, theirs] = [place("acme/rocket"), place("eve/rocket")];
        let at = |place| targets_digest(&base, Some("main"), Some(place));
        assert!(at(&ours) != digest && at(&ours) != at(&theirs), "the remote alone may say where it is published");
        let mut token = base.clone();
        token.forge.token = Some(TokenSource::Env("OTHER".into()));
        assert_eq!(targets_digest(&token, Some("main"), None), digest);
    }

    #[test]
    fn what_changes_the_rules_changes_their_digest() {
        let base = Settings::default();
        let gate = GateSettings {
            name: "tests".into(),
            title: None,
            command: Some("true".into()),
            timeout: Duration::from_mins(10),
            required: true,
        };
        let with = |gate: GateSettings| Settings { gates: vec![gate], ..base.clone() };
        let threshold =
            Settings { risk: crate::config::RiskSettings { threshold: 90, ..base.risk.clone() }, ..base.clone() };
        let digests: std::collections::HashSet<Digest> = [
            gates_digest(&base),
            gates_digest(&with(gate.clone())),
            gates_digest(&with(GateSettings { command: Some("false".into()), ..gate.clone() })),
            gates_digest(&with(GateSettings { required: false, ..gate })),
            gates_digest(&threshold),
        ]
        .into();
        assert_eq!(digests.len(), 5);
    }
}
