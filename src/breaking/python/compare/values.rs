//! Variables, constants and attributes.

use super::super::annotations::{Accepts, accepts};
use super::super::model::{Form, Origin, Value};
use super::super::rules;
use super::kinds::{owned, short};
use super::report::{Comparison, Subject};

/// Names whose value is expected to change.
const CHANGING: [&str; 6] = ["__version__", "VERSION", "version", "__version_info__", "version_info", "version_tuple"];

impl Comparison<'_> {
    /// Compares two values of one name.
    pub(crate) fn values(&mut self, subject: &Subject, old: &Value, new: &Value) {
        let name = short(&subject.symbol);
        if old.origin != Origin::Body || new.origin != Origin::Body || CHANGING.contains(&name) {
            return;
        }
        let name = owned(&subject.symbol).to_owned();
        if let (Some(before), Some(after)) = (&old.annotation, &new.annotation)
            && accepts(before, after) != Accepts::Yes
        {
            let message = format!("`{name}` is `{after}` now, not `{before}`");
            self.changed(&rules::VALUE_TYPE_CHANGED, subject, rules::VALUE_TYPE_CHANGED.certainty, message);
        }
        let is_plain = |value: &Value| matches!(value.form, Form::Literal | Form::Absent);
        if old.written.is_some() && old.written != new.written && is_plain(old) && is_plain(new) {
            let message = format!("the value of `{name}` changed");
            self.changed(&rules::VALUE_CHANGED, subject, rules::VALUE_CHANGED.certainty, message);
        }
    }
}
