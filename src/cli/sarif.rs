//! Findings as SARIF 2.1.0, for what shows results beside the code.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::breaking::{self, Certainty, Finding};

/// A log of one run.
pub(super) fn document(findings: &[Finding]) -> Value {
    let mut rules: BTreeMap<&str, usize> = findings.iter().map(|finding| (finding.rule.as_str(), 0)).collect();
    for (index, place) in rules.values_mut().enumerate() {
        *place = index;
    }
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, rules[finding.rule.as_str()])).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "tminus",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.keys().map(|id| rule(id)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(id: &str) -> Value {
    let Some(rule) = breaking::rule(id) else { return json!({"id": id}) };
    json!({
        "id": id,
        "shortDescription": {"text": rule.meaning},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": level(rule.certainty)},
    })
}

fn result(finding: &Finding, rule: usize) -> Value {
    // The place may move from run to run; what breaks does not.
    let print = Sha256::digest(format!("{}\0{}", finding.rule, finding.symbol));
    let print: Vec<String> = print.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": level(finding.certainty),
        "message": {"text": finding.message},
        "locations": [{
            "physicalLocation": {
                "artifactLocation": {"uri": uri(&finding.path)},
                "region": {"startLine": finding.line.max(1)},
            },
            "logicalLocations": [{"fullyQualifiedName": finding.symbol}],
        }],
        "partialFingerprints": {"tminusFinding/v1": print.concat()},
        "properties": {
            "certainty": finding.certainty.as_str(),
            "ecosystem": finding.ecosystem,
            "commit": finding.commit.map(|commit| commit.to_string()),
            "before": finding.before,
            "after": finding.after,
            "migration": finding.told_migration(),
        },
    });
    if let Some(reason) = &finding.remark.dismissed {
        result["suppressions"] = json!([{"kind": "external", "status": "accepted", "justification": reason}]);
    }
    result
}

fn level(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Definite => "error",
        Certainty::Likely => "warning",
        Certainty::Possible => "note",
    }
}

/// A path as a relative reference: what is not plain is escaped.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.extend([format!("%{byte:02X}")]);
        }
    }
    uri
}
