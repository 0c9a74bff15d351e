//! What the program says about its own work: to standard error when headless, to a file in the state folder in the cockpit.

use std::io::{self, Write};

use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use super::{Cli, Command, progress};
use crate::{
    store::{Environment, Folders, disk},
    text::{Safe, redact},
};

/// So many lines may wait to be written; there is room for all of them from the start, so many more would cost megabytes.
const WAITING_LINES: usize = 1024;

/// Keeps the log going until dropped.
pub(super) struct Logging {
    _file: Option<WorkerGuard>,
}

impl Logging {
    fn none() -> Self {
        Self { _file: None }
    }
}

/// Starts the log that the flags ask for. `TMINUS_LOG` filters it in the form of `RUST_LOG`.
pub(super) fn start(cli: &Cli, environment: &Environment) -> Logging {
    let level = match (cli.common.quiet, cli.common.verbose) {
        (true, _) => "error",
        (false, 0) => "warn",
        (false, 1) => "tminus=info,warn",
        (false, 2) => "tminus=debug,info",
        (false, _) => "trace",
    };
    let asked = environment.text("TMINUS_LOG").or_else(|| environment.text("RUST_LOG"));
    let filter = asked.and_then(|asked| EnvFilter::try_new(asked).ok()).unwrap_or_else(|| EnvFilter::new(level));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_target(false);
    let is_cockpit = matches!(cli.command, None | Some(Command::Demo(_)));
    if !is_cockpit {
        // A second start, as in a test, leaves the first in place.
        builder.without_time().with_writer(Cleaned).try_init().ok();
        return Logging::none();
    }
    let Some(folder) = Folders::of(environment).map(|folders| folders.state().join("log")) else {
        return Logging::none();
    };
    if disk::probe_writable(&folder).is_err() {
        return Logging::none();
    }
    let appender = tracing_appender::rolling::Builder::new()
        .rotation(tracing_appender::rolling::Rotation::DAILY)
        .filename_prefix("tminus")
        .filename_suffix("log")
        .max_log_files(7)
        .build(folder);
    let Ok(appender) = appender else {
        return Logging::none();
    };
    let (writer, guard) = NonBlockingBuilder::default().buffered_lines_limit(WAITING_LINES).finish(appender);
    builder.with_writer(writer).try_init().ok();
    Logging { _file: Some(guard) }
}

/// Standard error, with foreign text made safe and secrets hidden.
struct Cleaned;

impl<'a> MakeWriter<'a> for Cleaned {
    type Writer = Cleaned;

    fn make_writer(&'a self) -> Self {
        Self
    }
}

impl Write for Cleaned {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        progress::make_way();
        for line in Safe::block(&redact(&text)) {
            writeln!(io::stderr(), "{line}")?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
