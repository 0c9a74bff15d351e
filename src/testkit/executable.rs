//! Scripts that tests run: hooks, fakes of programs, editors.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

/// Writes a script and makes it executable.
///
/// A child writes it: were it open for writing in this process, a child that another test begins meanwhile would have it open,
/// too, and the system refuses to run a file that somebody can write ("text file busy").
#[expect(clippy::disallowed_methods, reason = "only tests call it")]
pub fn executable(path: &Path, script: &str) {
    std::fs::create_dir_all(path.parent().expect("it is a file")).expect("the folder can be made");
    let mut child = Command::new("sh")
        .args(["-c", "cat >\"$0\" && chmod 755 \"$0\""])
        .arg(path)
        .stdin(Stdio::piped())
        .spawn()
        .expect("tests have a shell");
    let mut input = child.stdin.take().expect("it was asked for");
    input.write_all(script.as_bytes()).expect("the shell reads all");
    drop(input);
    assert!(child.wait().expect("it was begun").success(), "cannot write {}", path.display());
}
