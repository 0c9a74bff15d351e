//! What the cockpit's workers stand on: the environment and the flags that it was started with.

use crate::{
    config::Flags,
    fault::Failure,
    release::{Options, Workspace},
    store::Environment,
};

/// What never changes while the cockpit is open. What does, such as the range, comes with each request.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// The environment that the program was started in.
    pub environment: Environment,
    /// Flags that are settings.
    pub flags: Flags,
}

impl Site {
    /// Opens the repository that the options name, and finds the range.
    pub fn workspace(&self, options: &Options) -> Result<Workspace, Failure> {
        Workspace::open(options, &self.flags, &self.environment)
    }
}
