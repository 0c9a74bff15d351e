//! Reference pages, made from the code: what `docs/` has to say, word by word. Compiled for tests alone.

#![allow(clippy::unwrap_used, reason = "writing to a string does not fail")]

use std::fmt::Write as _;

use clap::{Arg, Command, CommandFactory as _};

use super::Cli;
use crate::{
    breaking::ECOSYSTEMS,
    config::{Key, keys},
    fault::EXIT_CODES,
};

const MADE: &str = "<!-- Made from the code by `UPDATE_DOCS=1 cargo test --test it docs`. Edit the code instead. -->\n";

/// The pages: their names in `docs/`, and what they say.
pub fn pages() -> [(&'static str, String); 4] {
    [
        ("cli.md", commands()),
        ("configuration.md", configuration()),
        ("exit-codes.md", exit_codes()),
        ("breaking-rules.md", breaking_rules()),
    ]
}

fn breaking_rules() -> String {
    let mut page = format!("{MADE}# Rules of breaking changes\n\n");
    page.push_str(
        "What `tminus analyze` and `tminus breaking` look for by comparing sources. A finding may be less sure than its rule. \
         Definite and likely findings ask for a major version; possible ones decide nothing.\n",
    );
    for ecosystem in ECOSYSTEMS {
        write!(page, "\n## {}\n\n| rule | at most | meaning | why it breaks |\n|---|---|---|---|\n", ecosystem.name)
            .unwrap();
        for rule in ecosystem.rules() {
            let plain = |text: &str| text.replace('|', "\\|");
            let certainty = rule.certainty.as_str();
            writeln!(page, "| `{}` | {certainty} | {} | {} |", rule.id, plain(rule.meaning), plain(rule.why)).unwrap();
        }
    }
    page
}

fn exit_codes() -> String {
    let mut page = format!("{MADE}# Exit codes\n\n| code | meaning |\n|---|---|\n");
    for (code, meaning) in EXIT_CODES {
        writeln!(page, "| {code} | {meaning} |").unwrap();
    }
    page.push_str(
        "\nData goes to standard output, everything else to standard error. Over the required gates any NO-GO makes NO-GO, else any \
         HOLD makes HOLD. A missing blob or tree is a warning and not a failure.\n",
    );
    page
}

fn configuration() -> String {
    let mut page = format!("{MADE}# Configuration\n\n");
    page.push_str(
        "Layers, each over the ones before: defaults, the repository's `tminus.toml` (or `.tminus/tminus.toml`, not both), the user's \
         `config.toml`, environment variables `TMINUS_*`, flags. Everything has a default: no file is needed. Unknown keys, wrong \
         types and invalid values are errors that name file, line, column and the nearest key (exit code 2).\n\n\
         A token is never written into a file: it comes from a variable, a command, or git's credential helper.\n\n",
    );
    page.push_str("## tminus.toml\n\n`tminus init` writes one; `tminus schema config` prints its JSON Schema.\n\n");
    table(&mut page, keys::REPOSITORY, true);
    page.push_str("\n### `[[gates]]`\n\n");
    table(&mut page, keys::GATE, false);
    let names = keys::BUILT_IN_GATES.map(|name| format!("`{name}`")).join(", ");
    writeln!(page, "\nGates that are always there: {names}. `required = false` under such a name makes it advice; a `command` there is an error.").unwrap();
    page.push_str(
        "\n## config.toml\n\nIn `$XDG_CONFIG_HOME/tminus` (`~/.config/tminus`; on macOS `~/Library/Application Support/tminus`). \
         `tminus schema user-config` prints its JSON Schema.\n\n",
    );
    table(&mut page, keys::USER, true);
    page.push_str("\n## Other variables\n\n| variable | meaning |\n|---|---|\n");
    for (name, meaning) in keys::OTHER_VARIABLES {
        writeln!(page, "| `{name}` | {meaning} |").unwrap();
    }
    page.push_str(
        "\n`NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR`, `GIT_EDITOR`, `VISUAL`, `EDITOR`, `CI` and the XDG folders are respected. A \
         variable that is set to nothing counts as not set.\n\n",
    );
    page.push_str(TRUST);
    page
}

const TRUST: &str = "## Trust\n\nUntil you trust a repository, nothing in it runs a program, chooses a host that gets a token, or names a \
token's source: git is then read by library alone, and what needs a git program in it is HOLD. Trust is for the repository's path and \
a digest of: gate commands; the forge's address, repository and token source of `tminus.toml`; `.tminus/templates` and \
`.tminus/policies`; git hooks; and the repository's own git settings that run or reach something (`core.fsmonitor`, \
`core.sshCommand`, `core.hooksPath`, `credential.*`, `filter.*`, `diff.*`, `gpg.*`, `remote.*.url` and the like). When one of them \
changes, you are asked again and see the difference. What is set in your own `config.toml` or in the environment needs no trust.\n\n\
`--trust` trusts for one call; on a terminal you are asked when something first needs it. Gate commands run without tokens in their \
environment: variables that a token is configured to come from, variables whose name has `TOKEN`, `SECRET`, `PASSWORD`, \
`PASSPHRASE`, `CREDENTIAL`, `API_KEY`, `ACCESS_KEY`, `PRIVATE_KEY`, `SIGNING_KEY` or `WEBHOOK` in it or ends with `_PAT` or `_AUTH`, \
and variables whose value has the form of a token are taken out.\n";

fn table(page: &mut String, keys: &[Key], has_variables: bool) {
    page.push_str(if has_variables {
        "| key | value | default | variable | meaning |\n|---|---|---|---|---|\n"
    } else {
        "| key | value | default | meaning |\n|---|---|---|---|\n"
    });
    for key in keys {
        let default = key.default.map_or_else(String::new, |default| format!("`{default}`"));
        let variable = key.variable().map_or_else(String::new, |name| format!("`{name}`"));
        let variable = if has_variables { format!(" {variable} |") } else { String::new() };
        writeln!(
            page,
            "| `{}` | {} | {default} |{variable} {} |",
            key.name,
            key.kind.expectation().replace('|', "\\|"),
            key.about
        )
        .unwrap();
    }
}

fn commands() -> String {
    let mut whole = Cli::command().term_width(0);
    whole.build();
    let mut page = format!(
        "{MADE}# Commands\n\nData goes to standard output, everything else to standard error; exit codes are in [exit-codes.md](exit-codes.md).\n\n"
    );
    page.push_str("## Flags of every command\n\n");
    for argument in whole.get_arguments().filter(|argument| argument.is_global_set()) {
        push_argument(&mut page, argument);
    }
    page.push_str("\n## tminus [PATH]\n\nOpens the cockpit on the repository that the path lies in.\n");
    for command in whole.get_subcommands().filter(|command| command.get_name() != "help" && !command.is_hide_set()) {
        push_command(&mut page, command);
    }
    page
}

fn push_command(page: &mut String, command: &Command) {
    writeln!(page, "\n## {}\n", command.get_bin_name().unwrap_or(command.get_name())).unwrap();
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    writeln!(page, "{}{}", about.trim_end_matches('.'), if about.is_empty() { "" } else { "." }).unwrap();
    let own = command.get_arguments().filter(|argument| !argument.is_global_set() && argument.get_id() != "help");
    for (index, argument) in own.filter(|argument| !argument.is_hide_set()).enumerate() {
        if index == 0 {
            page.push('\n');
        }
        push_argument(page, argument);
    }
}

fn push_argument(page: &mut String, argument: &Arg) {
    let names = argument.get_value_names().unwrap_or_default();
    let takes_value = argument.get_action().takes_values();
    let names: Vec<&str> = names.iter().map(clap::builder::Str::as_str).collect();
    let value = if takes_value { format!(" {}", names.join(" ")) } else { String::new() };
    let flags: Vec<String> = argument
        .get_short()
        .map(|short| format!("-{short}"))
        .into_iter()
        .chain(argument.get_long().map(|long| format!("--{long}")))
        .collect();
    let shown = if flags.is_empty() { value.trim().to_owned() } else { format!("{}{value}", flags.join(", ")) };
    let about = argument.get_help().map(ToString::to_string).unwrap_or_default();
    write!(page, "- `{shown}`: {about}").unwrap();
    let words: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|word| takes_value && !word.is_hide_set())
        .map(|word| format!("`{}`", word.get_name()))
        .collect();
    if !words.is_empty() {
        write!(page, " ({})", words.join(", ")).unwrap();
    }
    let defaults: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if takes_value && !defaults.is_empty() {
        write!(page, "; `{}` by default", defaults.join(", ")).unwrap();
    }
    if let Some(variable) = argument.get_env() {
        write!(page, "; variable `{}`", variable.to_string_lossy()).unwrap();
    }
    page.push('\n');
}
