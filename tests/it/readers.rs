//! What other programs read in the documents that tminus writes: a browser in the HTML, poppler's tools in the PDF.
//!
//! `tests/run` installs these programs. Where one is missing its tests say so and check nothing; in CI (`TESTS_NEED_ALL`)
//! they fail instead.

#![expect(clippy::disallowed_methods, reason = "the tests run other programs on files that the program wrote")]

use std::{
    path::Path,
    process::{Command, Output},
};

use tminus::testkit::Repo;

use crate::program::run;

const NOTES: &str = "## zqfirst heading\n\nHello **zqbold** [zqlink](https://example.org/zq?a=1&b=2) <script>alert(1)</script>\n\n\
    - zqitem with `zqcode` (#12)\n  - zqnested\n\n### zqsecond heading\n\n| zqhead | b |\n|---|--:|\n| zqcell | 2 |\n\n\
    ```rust\nfn zqfn() {}\n```\n\nשלום 日本\n";

/// A program by one of its names, where it is installed.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn program(names: &[&'static str]) -> Option<&'static str> {
    let found = names.iter().find(|name| Command::new(name).arg("--version").output().is_ok());
    if found.is_none() {
        assert!(std::env::var_os("TESTS_NEED_ALL").is_none(), "install one of {names:?}: `tests/run` does");
        eprintln!("SKIPPED: none of {names:?} is installed; `tests/run` installs it");
    }
    found.copied()
}

fn written(form: &str) -> (Repo, std::path::PathBuf) {
    let repo = Repo::new();
    repo.commit_file("a.txt", "a\n", "feat: open a client");
    repo.tag("v1.0.0");
    repo.commit_file("b.txt", "b\n", "feat: add stars (#12)");
    repo.write("../draft.md", NOTES);
    run(&repo, &["notes", "--write", "../draft.md"]).exits(0);
    let file = repo.beside(&format!("notes.{form}"));
    run(&repo, &["notes", "--format", form, "--output", file.to_str().unwrap()]).exits(0);
    (repo, file)
}

fn read(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn pdftotext_reads_the_words_of_a_pdf_and_its_links_and_bookmarks() {
    let Some(pdftotext) = program(&["pdftotext"]) else { return };
    let (_repo, file) = written("pdf");
    let text = read(Command::new(pdftotext).arg(&file).arg("-"));
    for word in ["zqfirst heading", "zqbold", "zqlink", "<script>alert(1)</script>", "zqitem with zqcode (#12)"] {
        assert!(text.contains(word), "{word} in {text}");
    }
    for word in ["zqnested", "zqhead", "zqcell", "fn zqfn() {}", "שלום"] {
        assert!(text.contains(word), "{word} in {text}");
    }
    assert!(text.replace(' ', "").contains("\n1/1\n"), "{text}");
    let links = read(Command::new("pdfinfo").arg("-url").arg(&file));
    assert!(links.contains("https://example.org/zq?a=1&b=2"), "{links}");
    let marks = read(Command::new("pdftohtml").args(["-xml", "-i", "-stdout"]).arg(&file));
    for title in ["work 1.1.0", "zqfirst heading", "zqsecond heading"] {
        assert!(marks.contains(&format!("<item page=\"1\">{title}</item>")), "{title} in {marks}");
    }
    let fonts = read(Command::new("pdffonts").arg(&file));
    assert!(fonts.contains("DejaVuSans") && !fonts.contains(" no "), "{fonts}");
}

fn browse(browser: &str, profile: &Path, page: &Path) -> Output {
    Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap()
}

#[test]
fn a_browser_opens_the_html_without_an_error_and_finds_headings_and_links() {
    let Some(browser) = program(&["chromium", "chromium-browser", "google-chrome"]) else { return };
    let (repo, file) = written("html");
    let output = browse(browser, &repo.beside("profile"), &file);
    let (page, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{log}");
    assert!(!log.contains("CONSOLE"), "{log}");
    for part in [
        "<h1>work 1.1.0</h1>",
        "<h2 id=\"h-zqfirst-heading\">zqfirst heading</h2>",
        "<h3 id=\"h-zqsecond-heading\">",
        "href=\"https://example.org/zq?a=1&amp;b=2\"",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<td>zqcell</td>",
        "fn zqfn() {}",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("<script"), "{page}");
}

#[test]
fn the_browser_would_tell_of_an_error() {
    let Some(browser) = program(&["chromium", "chromium-browser", "google-chrome"]) else { return };
    let repo = Repo::new();
    repo.write("../bad.html", "<!DOCTYPE html><title>x</title><script>throw new Error('zq')</script>");
    let output = browse(browser, &repo.beside("profile"), &repo.beside("bad.html"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("CONSOLE"));
}
