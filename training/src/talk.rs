//! How the program talks: tables and results on standard output.

/// Says a line, or several.
#[expect(clippy::print_stdout, reason = "this is how the program talks")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}
