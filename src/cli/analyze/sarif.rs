//! `--format sarif`: findings as SARIF 2.1.0. There are none until sources are compared.

use serde_json::{Value, json};

/// A log of one run.
pub(super) fn document() -> Value {
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "tminus", "version": env!("CARGO_PKG_VERSION"), "rules": []}},
            "columnKind": "unicodeCodePoints",
            "results": [],
        }],
    })
}
