//! What GitHub Actions reads: step outputs, job summaries, annotations.

use super::Output;
use crate::{
    fault::Failure,
    store::{Environment, disk},
    text::Safe,
};

/// Sets outputs of the step: in the file that the runner names, else on standard output.
pub(super) fn outputs(output: &mut Output, values: &[(&str, String)]) -> Result<(), Failure> {
    let mut lines = String::new();
    for (name, value) in values {
        lines.push_str(name);
        lines.push('=');
        lines.push_str(&Safe::line(value));
        lines.push('\n');
    }
    match Environment::of_process().path("GITHUB_OUTPUT") {
        Some(file) => Ok(disk::append(&file, lines.as_bytes())?),
        None => output.raw(lines.as_bytes()),
    }
}

/// Adds a page to the job's summary, where the runner names one.
pub(super) fn summary(page: &str) -> Result<(), Failure> {
    match Environment::of_process().path("GITHUB_STEP_SUMMARY") {
        Some(file) => Ok(disk::append(&file, format!("{page}\n").as_bytes())?),
        None => Ok(()),
    }
}

/// Writes an annotation: `error`, `warning` or `notice`.
pub(super) fn annotate(output: &mut Output, kind: &str, title: &str, message: &str) -> Result<(), Failure> {
    output.raw(format!("::{kind} title={}::{}\n", property(title), data(message)).as_bytes())
}

/// Text of a command, as the runner reads it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, as the runner reads it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_cannot_end_a_command_or_begin_another() {
        assert_eq!(data("50% done\n::error::no"), "50%25 done%0A::error::no");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }
}
