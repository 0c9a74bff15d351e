//! Judging the gates of a workspace: what both faces and shipping call.

use super::{Candidate, Workspace};
use crate::{
    gates::{self, Gate, GitWorld, Poll, PollEvent, Remote, Scope},
    process::Cancel,
};

impl Workspace {
    /// Asks all gates of a candidate; `on_event` hears each answer as soon as it is there.
    pub fn poll(&self, candidate: Candidate, cancel: &Cancel, on_event: &(dyn Fn(PollEvent) + Sync)) -> Poll {
        let world = self.world(&candidate, cancel);
        Poll::take(candidate.facts, &world, on_event)
    }

    /// The same, where somebody is there to give the remote a passphrase: `lend` hands over the terminal for that.
    pub fn poll_attended(
        &self,
        candidate: Candidate,
        cancel: &Cancel,
        lend: &dyn Fn(&mut dyn FnMut()),
        on_event: &(dyn Fn(PollEvent) + Sync),
    ) -> Poll {
        let mut world = self.world(&candidate, cancel);
        world.ask_remote(lend);
        Poll::take(candidate.facts, &world, on_event)
    }

    /// What the remote says, where somebody is there to give it a passphrase; see [`Self::poll_attended`].
    pub fn hear_remote(
        &self,
        candidate: &Candidate,
        cancel: &Cancel,
        lend: &dyn Fn(&mut dyn FnMut()),
    ) -> Option<Remote> {
        let mut world = self.world(candidate, cancel);
        world.ask_remote(lend);
        world.heard
    }

    /// Asks some of the gates; their answers. What the remote said need not be asked again.
    pub fn ask_gates(
        &self,
        scope: &Scope,
        candidate: &Candidate,
        heard: Option<Remote>,
        cancel: &Cancel,
        on_event: &(dyn Fn(PollEvent) + Sync),
    ) -> Vec<Gate> {
        let world = GitWorld { heard, ..self.world(candidate, cancel) };
        Poll::ask(scope, &candidate.facts, &world, on_event)
    }

    fn world(&self, candidate: &Candidate, cancel: &Cancel) -> GitWorld {
        let settings = self.settings();
        let trust = self.opened.trust();
        GitWorld {
            repository: self.repository().clone(),
            git: self.opened.git().ok().map(|git| git.cancelled_by(cancel)),
            trusted: trust.trusted().cloned(),
            remote: settings.release.remote.clone(),
            branch: candidate.facts.branch.release.clone(),
            tag: candidate.facts.version.tag.clone(),
            end: self.range.to_id,
            offline: self.opened.options.offline,
            secrets: gates::token_variables(settings),
            cancel: cancel.clone(),
            heard: None,
        }
    }
}
