//! The bodies of the fuzz targets on the stable toolchain: the seeds, changed at random, and bytes at random.

#![expect(clippy::disallowed_methods, reason = "seeds are read from the disk")]

use proptest::{prelude::*, test_runner::TestRunner};

#[path = "../../fuzz/bodies/changelog.rs"]
mod changelog;
#[path = "../../fuzz/bodies/config.rs"]
mod config;
#[path = "../../fuzz/bodies/import.rs"]
mod import;
#[path = "../../fuzz/bodies/message.rs"]
mod message;
#[path = "../../fuzz/bodies/record.rs"]
mod record;
#[path = "../../fuzz/bodies/stream.rs"]
mod stream;
#[path = "../../fuzz/bodies/text.rs"]
mod text;

/// A change of a seed: at a place, so many bytes go, and these come.
type Change = (prop::sample::Index, usize, Vec<u8>);

fn check(name: &str, body: fn(&[u8])) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name);
    let mut seeds: Vec<Vec<u8>> = vec![Vec::new()];
    for entry in std::fs::read_dir(folder).unwrap() {
        seeds.push(std::fs::read(entry.unwrap().path()).unwrap());
    }
    assert!(seeds.len() > 1, "{name} has seeds");
    for seed in &seeds {
        body(seed);
    }
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..6),
        prop::sample::select(vec![
            "\n", "\r\n", "## ", "[1.5.0]", "\"", "{", "}", "\u{202e}", "\u{200d}", "\0", "é", ": ", "= ", "#"
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    let changes = prop::collection::vec((any::<prop::sample::Index>(), 0..9_usize, piece), 0..7);
    let inputs = (prop::sample::select(seeds), changes);
    TestRunner::default()
        .run(&inputs, |(seed, changes): (Vec<u8>, Vec<Change>)| {
            let mut bytes = seed;
            for (place, gone, new) in changes {
                let from = place.index(bytes.len() + 1);
                let to = (from + gone).min(bytes.len());
                bytes.splice(from..to, new);
            }
            body(&bytes);
            Ok(())
        })
        .unwrap();
}

#[test]
fn text_is_safe_whatever_it_is() {
    check("text", text::body);
}

#[test]
fn settings_are_read_or_refused_with_a_place() {
    check("config", config::body);
}

#[test]
fn settings_of_other_tools_are_brought_over_or_refused() {
    check("import", import::body);
}

#[test]
fn a_message_is_read_whatever_it_is() {
    check("message", message::body);
}

#[test]
fn a_changelog_takes_a_release_once() {
    check("changelog", changelog::body);
}

#[test]
fn a_stream_is_read_alike_wherever_it_is_cut() {
    check("stream", stream::body);
}

#[test]
fn json_has_one_canonical_form() {
    check("record", record::body);
}
