//! What the Commits screen has done for it on a worker.

use crate::{fault::Failure, history::Repository, tui::work::Job};

/// What the screen asks for.
#[derive(Debug, PartialEq)]
pub enum Request {
    /// Find the repository.
    Open,
}

/// What it is answered.
#[derive(Debug)]
pub enum Outcome {
    /// The repository, by its name.
    Opened(String),
    /// It cannot be done.
    Failed(Failure),
}

/// Does it.
pub(super) fn run(request: &Request, job: &Job<Outcome>) {
    match request {
        Request::Open => match Repository::open(&job.site().folder) {
            Ok(repository) => job.send(Outcome::Opened(repository.name())),
            Err(error) => job.send(Outcome::Failed(error.into())),
        },
    }
}
