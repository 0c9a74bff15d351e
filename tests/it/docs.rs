//! The reference pages in `docs/` say what the code does: they are made from it.

#![expect(clippy::disallowed_methods, reason = "the test compares and renews files of the sources")]

use std::path::Path;

use tminus::cli::reference;

#[test]
fn reference_pages_are_as_the_code_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let renew = std::env::var_os("UPDATE_DOCS").is_some();
    for (name, page) in reference::pages() {
        let file = folder.join(name);
        if renew {
            std::fs::write(&file, &page).unwrap();
        }
        let written = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(written == page, "docs/{name} is stale: renew it by `UPDATE_DOCS=1 cargo test --test it docs`");
    }
}

#[test]
fn every_variable_of_a_flag_is_a_known_one() {
    let known: Vec<&str> = tminus::config::keys::OTHER_VARIABLES.iter().map(|(name, _)| *name).collect();
    let command = <tminus::cli::Cli as clap::CommandFactory>::command();
    for argument in command.get_subcommands().chain([&command]).flat_map(clap::Command::get_arguments) {
        if let Some(name) = argument.get_env() {
            assert!(known.contains(&name.to_str().unwrap()), "{name:?} is not in `config::keys::OTHER_VARIABLES`");
        }
    }
}
