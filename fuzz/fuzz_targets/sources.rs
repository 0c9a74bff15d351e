//! Sources of any ecosystem, whatever they hold: comparing them ends with an answer, and what did not change breaks nobody.
//!
//! The first line names the file; a line of four dashes parts the old text from the new one.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tminus::breaking::{Sources, compare_sources};

fuzz_target!(|bytes: &[u8]| {
    let input = String::from_utf8_lossy(bytes);
    let Some((path, texts)) = input.split_once('\n') else { return };
    if path.is_empty() || path.starts_with('/') || path.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
        return;
    }
    let (old, new) = texts.split_once("\n----\n").unwrap_or((texts, ""));
    let changed = [path.to_owned()];
    let sources = |text| Sources::memory([(path, text)]);
    let breaking = compare_sources(&sources(old), &sources(new), &changed).expect("memory can be read");
    // A panic in a reader is told as a warning; here it is to be found.
    assert!(breaking.warnings.iter().all(|warning| !warning.contains("failed")), "{:?}", breaking.warnings);
    let same = compare_sources(&sources(old), &sources(old), &changed).expect("memory can be read");
    assert!(same.findings.is_empty(), "{:?}", same.findings);
});
