//! Writing to a string, which does not fail.

use std::fmt::{Arguments, Write as _};

/// Appends what is laid out.
pub(super) fn put(out: &mut String, what: Arguments<'_>) {
    out.write_fmt(what).expect("writing to a string does not fail");
}
