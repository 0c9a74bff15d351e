//! `tminus schema NAME`: print the JSON Schema of a document.

use clap::Args;
use serde_json::Value;

use super::{Common, Outcome, Output};
use crate::{
    config,
    fault::{Failure, Fault},
    gates, ledger,
    release::{
        document::{analysis_schema, breaking_schema},
        notes::notes_schema,
        writing::context_schema,
    },
    ship,
};

/// Flags of `tminus schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// The document: analysis, breaking, risk, notes, context, gates, plan, record, config or user-config
    pub name: String,
}

/// A name, and what makes its schema.
type Named = (&'static str, fn() -> Value);

/// The documents that there are.
const SCHEMAS: &[Named] = &[
    ("analysis", analysis_schema),
    ("breaking", breaking_schema),
    ("risk", super::risk::explained_schema),
    ("notes", notes_schema),
    ("context", context_schema),
    ("gates", gates::gates_schema),
    ("plan", ship::plan_schema),
    ("record", ledger::record_schema),
    ("config", config::repository_schema),
    ("user-config", config::user_schema),
];

/// Runs the command.
pub(super) fn run(args: &SchemaArgs, common: &Common) -> Result<Outcome, Failure> {
    let Some((_, make)) = SCHEMAS.iter().find(|(name, _)| *name == args.name) else {
        let names: Vec<&str> = SCHEMAS.iter().map(|(name, _)| *name).collect();
        let failure = Failure::new(Fault::Usage, format!("there is no schema `{}`", args.name));
        return Err(failure.hint(format!("schemas: {}", names.join(", "))));
    };
    let mut output = Output::open(common)?;
    output.json(&make())?;
    output.finish()?;
    Ok(Outcome::Done)
}
