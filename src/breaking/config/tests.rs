//! What people who run and configure programs do and do not notice, in each language, and odd texts.

use proptest::prelude::*;

use crate::breaking::trial::{self, at};

fn firm(old: &str, new: &str) -> Vec<String> {
    trial::firm("config", old, new)
}

const DERIVED: &str = "use clap::Parser;
#[derive(Parser)]
#[command(name = \"demo\")]
struct Cli {
    /// Where to listen.
    #[arg(short, long, default_value_t = 80)]
    port: u16,
    #[arg(long, alias = \"bind\", env = \"DEMO_HOST\")]
    host: Option<String>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, value_enum)]
    log: Option<Level>,
    file: Option<PathBuf>,
    #[command(subcommand)]
    command: Commands,
}
#[derive(Clone, ValueEnum)]
enum Level { Low, VeryHigh }
#[derive(Subcommand)]
enum Commands {
    Run { #[arg(long)] fast: bool, #[arg(long)] name: Option<String> },
    #[command(name = \"show\", alias = \"s\")]
    Display(Display),
}
";
const BUILT: &str = "use clap::{Arg, Command, ArgAction};
fn cli() -> Command {
    Command::new(\"demo\")
        .arg(Arg::new(\"port\").long(\"port\").short('p').value_parser([\"80\", \"81\"]))
        .arg(Arg::new(\"quiet\").long(\"quiet\").action(ArgAction::SetTrue))
        .subcommand(Command::new(\"run\"))
}
";
const PYTHON: &str = "import argparse, os
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--port', '-p', type=int, default=80)
    parser.add_argument('--quiet', action='store_true')
    parser.add_argument('--log', choices=['low', 'high'])
    parser.add_argument('file')
    commands = parser.add_subparsers()
    run = commands.add_parser('run', aliases=['r'])
    run.add_argument('--fast')
    run.add_argument('--port')
    token = os.environ.get('DEMO_TOKEN')
    other = os.environ['DEMO_OTHER']
";
const CLICK: &str = "import click
@click.group()
def cli(): pass
@cli.command('sync')
@click.option('--force/--no-force', default=False)
@click.option('--level', type=click.Choice(['a', 'b']))
@click.argument('path', required=False)
def do_sync(force, level, path): pass
";
const GO: &str = "package main
import (\"os\"; \"github.com/spf13/cobra\")
func run() *cobra.Command {
\tcmd := &cobra.Command{Use: \"run [file]\", Aliases: []string{\"r\"}}
\tcmd.Flags().StringVarP(&name, \"name\", \"n\", \"x\", \"who\")
\tcmd.Flags().Bool(\"fast\", false, \"how\")
\ttoken := os.Getenv(\"DEMO_TOKEN\")
\treturn cmd
}
";
const SCRIPT: &str = "import { program } from 'commander';
program.option('-p, --port <number>', 'where', '80').option('--quiet').option('--log [level]', 'how');
program.command('run <file>').alias('r').action(go);
const token = process.env.DEMO_TOKEN ?? process.env['DEMO_OTHER'];
";
const YARGS: &str = "const yargs = require('yargs');
yargs.option('port', { alias: 'p', type: 'number', choices: ['80', '81'] }).option('quiet', { type: 'boolean' }).command('run', 'it', build);
";
const SETTINGS: &str = "use serde::Deserialize;
#[derive(Debug, Deserialize)]
#[serde(rename_all = \"kebab-case\", deny_unknown_fields)]
pub struct Config { pub max_size: Option<u32>, #[serde(alias = \"bind\")] pub host: String, #[serde(default)] pub level: u8 }
";
const ENV: &str = "# Where to listen\nDEMO_PORT=80\nDEMO_HOST=x\n# DEMO_LEVEL=1\n";
const YAML: &str = "server:\n  port: 80\n  # host: x\nlog:\n  level: info\n";

const QUIET: [(&str, &str, &str, &str, &str); 36] = [
    ("a tool of development", "rollup.config.mjs", "const types = process.env.TYPES;\n", "process.env.TYPES", "1"),
    ("a command whose name is worked out now", "cli.ts", SCRIPT, ".command('run <file>')", ".command(`${RUN} <file>`)"),
    ("one more option", "src/main.rs", DERIVED, "    file:", "    #[arg(long)]\n    more: Option<u8>,\n    file:"),
    (
        "a field's name",
        "src/main.rs",
        DERIVED,
        "    #[arg(long)]\n    dry_run:",
        "    #[arg(long = \"dry-run\")]\n    pretend:",
    ),
    (
        "order",
        "src/main.rs",
        DERIVED,
        "#[arg(short, long, default_value_t = 80)]",
        "#[arg(default_value_t = 80, long, short = 'p')]",
    ),
    ("one more name", "src/main.rs", DERIVED, "alias = \"bind\"", "aliases = [\"bind\", \"address\"]"),
    (
        "an old name kept",
        "src/main.rs",
        DERIVED,
        "#[arg(long)]\n    dry_run:",
        "#[arg(long, alias = \"dry-run\")]\n    pretend:",
    ),
    ("an argument's name", "src/main.rs", DERIVED, "file: Option", "path: Option"),
    ("one more value", "src/main.rs", DERIVED, "VeryHigh", "VeryHigh, Highest"),
    ("one more command", "src/main.rs", DERIVED, "    Run {", "    Walk { #[arg(long)] to: String },\n    Run {"),
    ("a variant's name", "src/main.rs", DERIVED, "Display(Display)", "Show2(Show)"),
    ("a structure's name", "src/main.rs", DERIVED, "struct Cli", "struct Options"),
    ("help", "src/main.rs", DERIVED, "Where to listen.", "Where it listens."),
    (
        "derived instead of built",
        "src/main.rs",
        BUILT,
        BUILT,
        "#[derive(clap::Parser)]\nstruct Cli { #[arg(short, long, value_parser = [\"80\", \"81\"])] port: Option<String>, #[arg(long)] quiet: bool }\n#[derive(clap::Subcommand)]\nenum C { Run, Demo }",
    ),
    ("a program that tests run", "tests/cli.rs", DERIVED, "dry_run", "dry"),
    (
        "one more option in Python",
        "cli.py",
        PYTHON,
        "    parser.add_argument('file')",
        "    parser.add_argument('--more', default=1)\n    parser.add_argument('file')",
    ),
    (
        "another variable for a parser",
        "cli.py",
        PYTHON,
        "    parser = argparse.ArgumentParser()",
        "    parser = argparse.ArgumentParser(prog='x')",
    ),
    ("an argument's name in Python", "cli.py", PYTHON, "'file'", "'path'"),
    ("one more value in Python", "cli.py", PYTHON, "'high'", "'high', 'higher'"),
    ("an argument that may be missing", "cli.py", PYTHON, "'file'", "'file', nargs='?'"),
    (
        "one more argument that may be missing",
        "cli.py",
        PYTHON,
        "    parser.add_argument('file')",
        "    parser.add_argument('file')\n    parser.add_argument('to', nargs='?')",
    ),
    ("a variable read otherwise", "cli.py", PYTHON, "os.environ.get('DEMO_TOKEN')", "os.getenv('DEMO_TOKEN', '')"),
    (
        "a variable that is not ours",
        "cli.py",
        "import os\nhome = os.environ['HOME']\n",
        "home = os.environ['HOME']",
        "",
    ),
    (
        "a variable that is written",
        "cli.py",
        "import os\nos.environ['DEMO_X'] = '1'\n",
        "os.environ['DEMO_X'] = '1'",
        "",
    ),
    ("one more in click", "cli.py", CLICK, "@click.argument", "@click.option('--more')\n@click.argument"),
    ("a function's name in click", "cli.py", CLICK, "def do_sync", "def synchronise"),
    (
        "one more flag in Go",
        "main.go",
        GO,
        "\tcmd.Flags().Bool",
        "\tcmd.Flags().Int(\"more\", 1, \"\")\n\tcmd.Flags().Bool",
    ),
    (
        "another way to read a flag",
        "main.go",
        GO,
        "cmd.Flags().Bool(\"fast\", false, \"how\")",
        "cmd.Flags().BoolVar(&fast, \"fast\", false, \"how\")",
    ),
    ("a default in Go", "main.go", GO, "\"x\", \"who\"", "\"y\", \"who\""),
    ("one more in commander", "cli.ts", SCRIPT, ".option('--quiet')", ".option('--quiet').option('--more <x>')"),
    ("quotes", "cli.ts", SCRIPT, "process.env.DEMO_TOKEN", "process.env[\"DEMO_TOKEN\"]"),
    ("one more in yargs", "cli.js", YARGS, ".command(", ".option('more', {}).command("),
    ("an optional key more", "src/config.rs", SETTINGS, "pub max_size", "pub more: Option<u8>, pub max_size"),
    (
        "a key that keeps its name",
        "src/config.rs",
        SETTINGS,
        "pub max_size",
        "#[serde(rename = \"max-size\")] pub limit",
    ),
    ("a variable in a comment", ".env.example", ENV, "DEMO_HOST=x", "#DEMO_HOST=x"),
    ("order of keys", "config.example.yaml", YAML, YAML, "log:\n  # file: x\n  level: debug\nserver:\n  port: 81\n"),
];

#[test]
fn what_still_can_be_set_is_quiet() {
    let mut loud = Vec::new();
    for (name, path, text, from, to) in QUIET {
        assert!(text.contains(from), "{name}");
        let found = firm(&at(path, text), &at(path, &text.replacen(from, to, 1)));
        if !found.is_empty() {
            loud.push((name, found));
        }
    }
    assert!(loud.is_empty(), "{loud:#?}");
}

const LOUD: [trial::Edit; 36] = [
    ("src/main.rs", DERIVED, "    #[arg(long)]\n    dry_run: bool,\n", "", "definite config/option-removed --dry-run"),
    ("src/main.rs", DERIVED, "dry_run", "pretend", "definite config/option-removed --dry-run"),
    ("src/main.rs", DERIVED, "alias = \"bind\", ", "", "definite config/option-name-removed --bind"),
    ("src/main.rs", DERIVED, "short, long", "long", "definite config/option-name-removed -p"),
    (
        "src/main.rs",
        DERIVED,
        "dry_run: bool",
        "dry_run: Option<String>",
        "definite config/option-value-changed --dry-run",
    ),
    ("src/main.rs", DERIVED, "file: Option<PathBuf>", "file: PathBuf", "definite config/option-required file"),
    ("src/main.rs", DERIVED, ", default_value_t = 80", "", "definite config/option-required --port"),
    ("src/main.rs", DERIVED, "VeryHigh", "Higher", "definite config/option-values-narrowed Level.very-high"),
    ("src/main.rs", DERIVED, "name = \"show\", ", "name = \"view\", ", "definite config/command-removed show"),
    ("src/main.rs", DERIVED, ", alias = \"s\"", "", "definite config/command-removed s"),
    ("src/main.rs", DERIVED, "env = \"DEMO_HOST\"", "env = \"DEMO_BIND\"", "likely config/variable-removed DEMO_HOST"),
    (
        "src/main.rs",
        DERIVED,
        "    file:",
        "    #[arg(long)]\n    key: String,\n    file:",
        "definite config/required-option-added --key",
    ),
    ("src/main.rs", BUILT, ".short('p')", "", "definite config/option-name-removed -p"),
    ("src/main.rs", BUILT, "long(\"quiet\")", "long(\"silent\")", "definite config/option-removed --quiet"),
    ("src/main.rs", BUILT, "[\"80\", \"81\"]", "[\"80\"]", "definite config/option-values-narrowed --port"),
    ("src/main.rs", BUILT, "Command::new(\"run\")", "Command::new(\"go\")", "definite config/command-removed run"),
    ("cli.py", PYTHON, "'--port', '-p'", "'--listen', '-p'", "definite config/option-removed --port"),
    ("cli.py", PYTHON, "'--port', '-p'", "'--port'", "definite config/option-name-removed -p"),
    ("cli.py", PYTHON, "action='store_true'", "type=int", "definite config/option-value-changed --quiet"),
    ("cli.py", PYTHON, "choices=['low', 'high']", "choices=['high']", "definite config/option-values-narrowed --log"),
    ("cli.py", PYTHON, "    run.add_argument('--port')\n", "", "definite config/option-removed --port"),
    ("cli.py", PYTHON, "aliases=['r']", "help='x'", "definite config/command-removed r"),
    ("cli.py", PYTHON, "'DEMO_OTHER'", "'DEMO_NEXT'", "likely config/variable-removed DEMO_OTHER"),
    ("cli.py", CLICK, "'sync'", "'pull'", "definite config/command-removed sync"),
    ("cli.py", CLICK, "['a', 'b']", "['b', 'c']", "definite config/option-values-narrowed --level"),
    ("cli.py", CLICK, "'path', required=False", "'path'", "definite config/option-required path"),
    ("main.go", GO, "\"name\", \"n\"", "\"user\", \"n\"", "definite config/option-removed --name"),
    (
        "main.go",
        GO,
        "\tcmd.Flags().Bool(\"fast\", false",
        "\tcmd.Flags().String(\"fast\", \"\"",
        "definite config/option-value-changed --fast",
    ),
    (
        "main.go",
        GO,
        "\treturn cmd",
        "\tcmd.MarkFlagRequired(\"name\")\n\treturn cmd",
        "definite config/option-required --name",
    ),
    ("main.go", GO, "DEMO_TOKEN", "DEMO_KEY", "likely config/variable-removed DEMO_TOKEN"),
    ("cli.ts", SCRIPT, "-p, --port <number>", "-p, --listen <number>", "definite config/option-removed --port"),
    ("cli.ts", SCRIPT, "'run <file>'", "'go <file>'", "definite config/command-removed run"),
    ("cli.js", YARGS, "alias: 'p', ", "", "definite config/option-name-removed -p"),
    ("src/config.rs", SETTINGS, "pub max_size", "pub limit", "likely config/setting-removed Config.max-size"),
    (".env.example", ENV, "DEMO_HOST=x\n", "", "likely config/variable-removed DEMO_HOST"),
    ("config.example.yaml", YAML, "log:\n  level: info\n", "", "likely config/key-removed log"),
];

#[test]
fn what_can_no_longer_be_set_is_found() {
    let missed = trial::missed("config", &LOUD);
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn what_moves_to_another_file_is_still_there() {
    let new = format!("{}{}", at("cli.py", "import click\n"), at("parser.py", PYTHON));
    assert_eq!(firm(&at("cli.py", PYTHON), &new), [""; 0]);
    let reads = |path: &str| at(path, "import os\na = os.getenv('DEMO_PORT')\n");
    let both = format!("{}{}", reads("a.py"), reads("b.py"));
    let one = format!("{}{}", at("a.py", "import os\n"), reads("b.py"));
    assert_eq!(firm(&both, &one), [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_text_is_taken(text in ".{0,120}", cut in 0usize..600, form in 0usize..9) {
        let all = [
            ("src/main.rs", DERIVED), ("src/main.rs", BUILT), ("cli.py", PYTHON), ("cli.py", CLICK), ("main.go", GO),
            ("cli.ts", SCRIPT), ("src/config.rs", SETTINGS), (".env.example", ENV), ("config.example.yaml", YAML),
        ];
        let (path, whole) = all[form];
        let cut = whole.floor_char_boundary(cut.min(whole.len()));
        firm(&at(path, whole), &at(path, &format!("{}{text}{}", &whole[..cut], &whole[cut..])));
        firm(&at(path, &text), &at(path, &whole[..cut]));
    }
}

#[test]
fn options_of_a_library_are_its_programs_where_one_is_built_on_it() {
    let library =
        at("crates/args/Cargo.toml", "[package]\nname = \"args\"\n") + &at("crates/args/src/lib.rs", "mod cli;");
    let program = |manifest: &str| {
        at(
            "crates/app/Cargo.toml",
            &format!("[package]\nname = \"app\"\n{manifest}\n[dependencies]\nargs = {{ path = \"../args\" }}\n"),
        ) + &at("crates/app/src/main.rs", "fn main() {}")
    };
    let with = |around: &str, text: &str| format!("{around}{}", at("crates/args/src/cli.rs", text));
    let lost = DERIVED.replace("    #[arg(long)]\n    dry_run: bool,\n", "");
    let handed_out = library.clone() + &program("");
    assert_eq!(firm(&with(&handed_out, DERIVED), &with(&handed_out, &lost)).len(), 1);
    let own = library.clone() + &program("publish = false");
    assert!(firm(&with(&own, DERIVED), &with(&own, &lost)).is_empty(), "nobody else runs that program");
    assert!(firm(&with(&library, DERIVED), &with(&library, &lost)).is_empty());
}
