//! What people said about a gate, and the gate that counts it.

use std::collections::{BTreeMap, HashSet};

use super::gate::{Evidence, Finding, Place, Voice, count};
use crate::{
    history::CommitId,
    ledger::{DecisionKind, Flaw, Ledger, Record, Signature, Standing, Subject},
};

/// Who has to say yes, and what the ledger holds.
#[derive(Debug, Clone)]
pub(super) struct ApprovalState<'a> {
    /// The ledger; what is wrong with it if it cannot be read.
    pub(super) ledger: Result<&'a Ledger, String>,
    /// What is decided, without a gate.
    pub(super) subject: &'a Subject,
    /// How many people have to approve.
    pub(super) required: u32,
    /// Whether authors of the range's commits do not count.
    pub(super) four_eyes: bool,
    /// Addresses of the authors of the range's commits, lower case.
    pub(super) authors: &'a HashSet<String>,
    /// What is known of the signatures of decisions on this subject.
    pub(super) signatures: &'a BTreeMap<CommitId, Signature>,
}

impl ApprovalState<'_> {
    /// The ledger, if it decides anything: it could be read and is valid.
    fn ledger(&self) -> Option<&Ledger> {
        self.ledger.as_ref().ok().copied().filter(|ledger| ledger.is_valid())
    }

    /// What is said about this gate: first what counts now, then what has gone stale, each by person.
    pub(super) fn voices(&self, gate: &str) -> Vec<Voice> {
        let Some(ledger) = self.ledger() else { return Vec::new() };
        let subject = self.subject.for_gate(Some(gate));
        let standing = ledger.standing(subject.digest());
        let mut voices: Vec<Voice> = standing.iter().map(|word| self.voice(gate, word)).collect();
        let spoken: HashSet<String> = standing.iter().map(|word| word.record.actor.person()).collect();
        voices.extend(stale_words(ledger, &subject, &spoken).into_iter().map(|word| Voice {
            counts: false,
            stale: true,
            why: subject.changed_since(&word.decision.subject),
            ..plain_voice(&word)
        }));
        voices
    }

    fn voice(&self, gate: &str, word: &Standing<'_>) -> Voice {
        let mut voice = plain_voice(word);
        voice.signature = self.signatures.get(&word.record.id).copied();
        if voice.signature == Some(Signature::Bad) {
            voice.why.push("its signature does not hold".to_owned());
        }
        let approves = word.decision.kind == DecisionKind::Approval;
        let is_author = self.authors.contains(&word.record.actor.email.to_lowercase());
        if approves && self.four_eyes && is_author && gate == super::BuiltIn::Approval.name() {
            voice.why.push("the authors of the range's commits do not count (`four_eyes`)".to_owned());
        }
        voice.counts = voice.why.is_empty();
        voice
    }
}

fn plain_voice(word: &Standing<'_>) -> Voice {
    let Record { id, time, actor, signed, .. } = word.record;
    Voice {
        kind: word.decision.kind,
        actor: actor.clone(),
        time: *time,
        reason: word.decision.reason.clone(),
        record: *id,
        signed: *signed,
        signature: None,
        counts: true,
        stale: false,
        why: Vec::new(),
    }
}

/// The last word of each person about this gate of the same release as it was before, of those who have not spoken since.
fn stale_words<'a>(ledger: &'a Ledger, subject: &Subject, spoken: &HashSet<String>) -> Vec<Standing<'a>> {
    let digest = subject.digest();
    let mut seen = spoken.clone();
    ledger
        .decisions()
        .filter(|word| word.decision.subject.gate == subject.gate && word.record.subject != Some(digest))
        .filter(|word| word.decision.subject.same_release(subject))
        .filter(|word| seen.insert(word.record.actor.person()))
        .filter(|word| word.decision.kind != DecisionKind::Retraction)
        .collect()
}

/// `approval`: enough people said yes to exactly this.
pub(super) fn approval(state: &ApprovalState<'_>, voices: &[Voice]) -> Finding {
    if let Some(finding) = unreadable(state) {
        return finding;
    }
    if state.required == 0 {
        return Finding::go("the configuration asks for no approval");
    }
    let required = state.required as usize;
    let (mut counted, mut others) = (Vec::new(), Vec::new());
    for voice in voices.iter().filter(|voice| voice.kind == DecisionKind::Approval) {
        if voice.counts { counted.push(told(voice)) } else { others.push(told(voice)) }
    }
    let approved = counted.len();
    let summary = format!("{approved} of {} given", count(required, "approval"));
    let mut finding = if approved >= required {
        Finding::go(summary)
    } else {
        let is_stale = voices.iter().any(|voice| voice.stale);
        let remedy = match (approved + others.len(), is_stale) {
            (_, true) => "approve what is there now: `tminus approve approval`, or `a` on the Gates screen",
            (0, false) => "approve it: `tminus approve approval`, or `a` on the Gates screen",
            (_, false) => "another person approves it: `tminus approve approval`, or `a` on the Gates screen",
        };
        Finding::hold(summary, remedy).at(Some(Place::Decision))
    };
    finding = finding.detail(counted.join("\n")).counted(approved.min(required), required);
    if !others.is_empty() {
        finding = finding.also(Evidence::with_detail(
            format!("{} no longer or not at all", do_not_count(others.len())),
            others.join("\n"),
        ));
    }
    let who = if state.four_eyes {
        "no roles are configured: anyone but the authors of the range's commits may approve"
    } else {
        "no roles are configured: anyone may approve"
    };
    finding.also(Evidence::of(who))
}

fn do_not_count(number: usize) -> String {
    if number == 1 { "1 approval counts".to_owned() } else { format!("{number} approvals count") }
}

/// The finding of any gate that somebody said no to; nothing if nobody did.
pub(super) fn rejected(gate: &str, voices: &[Voice]) -> Option<Finding> {
    let rejections: Vec<&Voice> =
        voices.iter().filter(|voice| voice.kind == DecisionKind::Rejection && voice.counts).collect();
    let first = rejections.first()?;
    let lines: Vec<String> = rejections.iter().map(|voice| told(voice)).collect();
    let others = if rejections.len() > 1 { " and others" } else { "" };
    Some(
        Finding::no_go(
            format!("rejected by {}{others}", first.actor.name),
            format!(
                "settle it with {}, who then runs `tminus approve {gate}`; or change what is released",
                first.actor.name
            ),
        )
        .detail(lines.join("\n"))
        .at(Some(Place::Decision)),
    )
}

/// Why the ledger decides nothing, as a finding.
fn unreadable(state: &ApprovalState<'_>) -> Option<Finding> {
    let remedy = "see how it came there: `git log refs/tminus/ledger` and `git reflog refs/tminus/ledger`";
    match state.ledger.as_ref() {
        Err(why) => Some(Finding::no_go("the ledger cannot be read", remedy).detail(why)),
        Ok(ledger) if ledger.is_valid() => None,
        Ok(ledger) => {
            let line = |(commit, flaw): &(CommitId, Flaw)| format!("{}: {flaw}", commit.short());
            let lines: Vec<String> = ledger.flaws().iter().map(line).collect();
            Some(
                Finding::no_go(format!("the ledger is not valid: {} not a record", are(ledger.flaws().len())), remedy)
                    .detail(lines.join("\n")),
            )
        }
    }
}

fn are(number: usize) -> String {
    format!("{} {}", count(number, "commit"), if number == 1 { "is" } else { "are" })
}

/// A voice as a line.
fn told(voice: &Voice) -> String {
    let signed = match (voice.signed, voice.signature) {
        (false, _) => "unsigned",
        (true, Some(Signature::Good)) => "signed, verified",
        (true, Some(Signature::Bad)) => "signed wrongly",
        (true, Some(Signature::Unknown)) => "signed by a key that git does not know",
        (true, None) => "signed, not verified",
    };
    let mut line = format!("{} <{}>, {}, {signed}", voice.actor.name, voice.actor.email, voice.time);
    if let Some(reason) = &voice.reason {
        line = format!("{line}: {reason}");
    }
    if voice.stale {
        line = format!("{line}\n  stale: {}", voice.why.join("; "));
    } else if !voice.why.is_empty() {
        line = format!("{line}\n  does not count: {}", voice.why.join("; "));
    }
    line
}
