//! What a bug looks like: a report with the way out, exit code 101. Whoever draws on the terminal chains a hook of its own
//! before this one, which gives the terminal back first.

use std::io::IsTerminal as _;

use color_eyre::config::{HookBuilder, Theme};

use crate::store::Environment;

/// Installs the reports.
pub(super) fn install(environment: &Environment) {
    let is_plain = !std::io::stderr().is_terminal() || environment.has("NO_COLOR");
    let theme = if is_plain { Theme::new() } else { Theme::dark() };
    let built = HookBuilder::default()
        .theme(theme)
        .display_env_section(false)
        .panic_section(
            "This is a bug in tminus. Nothing was lost: drafts are saved, and an unfinished release is in its journal \
             (`tminus ship --resume`).",
        )
        .try_into_hooks();
    if let Ok((panic_hook, eyre_hook)) = built {
        panic_hook.install();
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            // Guarded work tells its failures itself.
            if !crate::fault::is_guarded() {
                report(panic);
            }
        }));
        // A second installation, as by a test in the same process, leaves the first in place.
        eyre_hook.install().ok();
    }
}
