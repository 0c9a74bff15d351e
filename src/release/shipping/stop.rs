//! The one word of people that is heard after the gates were judged: a stop. Decisions that allowed the release are not
//! asked for again; a rejection that came since is.

use crate::{
    fault::{Failure, Fault},
    gates,
    ledger::{self, GitStore, Ledger, Signature, Standing},
    release::Opened,
    ship::Plan,
};

/// Fails where somebody rejected this release since its gates were judged.
pub(super) fn check(opened: &Opened, plan: &Plan) -> Result<(), Failure> {
    let Some(subject) = &plan.subject else { return Ok(()) };
    let ledger = Ledger::read(&GitStore::new(&opened.repository, None), subject.repository)?;
    if let Some((commit, flaw)) = ledger.flaws().first() {
        let said =
            format!("the ledger is not valid any more, so nobody can say whether `{}` was stopped", plan.tag.name);
        return Err(Failure::new(Fault::No, said).cause(format!("`{}`: {flaw}", commit.short())).hint(
            "see how it came there: `git log --show-signature refs/tminus/ledger` and `git reflog refs/tminus/ledger`",
        ));
    }
    let advice: Vec<String> = gates::roll(&opened.loaded.settings)
        .into_iter()
        .filter(|(_, _, is_required)| !is_required)
        .map(|(name, _, _)| name)
        .collect();
    let stops = ledger.stops(subject, plan.ledger);
    let stop = stops.iter().find(|word| {
        let gate = word.decision.subject.gate.clone().unwrap_or_default();
        !advice.contains(&gate) && !is_forged(opened, word)
    });
    stop.map_or(Ok(()), |word| Err(stopped(plan, word)))
}

fn is_forged(opened: &Opened, word: &Standing<'_>) -> bool {
    word.record.signed && opened.git().is_ok_and(|git| ledger::verify(&git, word.record.id) == Signature::Bad)
}

fn stopped(plan: &Plan, word: &Standing<'_>) -> Failure {
    let gate = word.decision.subject.gate.as_deref().unwrap_or_default();
    let who = &word.record.actor.name;
    let why = word.decision.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    Failure::new(Fault::No, format!("`{}` was stopped: {who} rejected `{gate}`{why}", plan.tag.name))
        .hint(format!("settle it with {who}, who then runs `tminus approve {gate}`"))
        .hint("`tminus ship --abort` undoes what can be undone of a release that was begun")
}
