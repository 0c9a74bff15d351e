//! JSON, whatever is in it: its canonical form is one, and a record, a subject or a shipment that is read is written as it was.

use serde_json::Value;
use tminus::ledger::{Shipment, Subject, canonical};

/// What must hold of any bytes.
pub(super) fn body(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
    // Records hold no fractions, whose last digit is not read exactly.
    if has_fraction(&value) {
        return;
    }
    let form = canonical(&value);
    let again: Value = serde_json::from_str(&form).expect("the canonical form is JSON");
    assert_eq!(canonical(&again), form);
    if let Ok(subject) = serde_json::from_value::<Subject>(value.clone()) {
        let read: Subject = serde_json::from_value(subject.to_json()).expect("a subject reads back");
        assert_eq!((read.digest(), &read), (subject.digest(), &subject));
    }
    if let Ok(shipment) = serde_json::from_value::<Shipment>(value) {
        let written = serde_json::to_value(&shipment).expect("a shipment is JSON");
        assert_eq!(serde_json::from_value::<Shipment>(written).expect("it reads back"), shipment);
    }
}

fn has_fraction(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_f64(),
        Value::Array(items) => items.iter().any(has_fraction),
        Value::Object(members) => members.values().any(has_fraction),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}
