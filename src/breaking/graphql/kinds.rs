//! Which types stand in for others: what is asked for may only become surer, what is given may only become freer.

/// Whether whoever reads the old type can read the new one.
pub(super) fn can_be_read(old: &str, new: &str) -> bool {
    match (old.strip_suffix('!'), new.strip_suffix('!')) {
        (Some(old), Some(new)) => can_be_read(old, new),
        (None, Some(new)) => can_be_read(old, new),
        (Some(_), None) => false,
        (None, None) => match (inner(old), inner(new)) {
            (Some(old), Some(new)) => can_be_read(old, new),
            (None, None) => old == new,
            _ => false,
        },
    }
}

/// Whether whoever gives the old type can give it for the new one.
pub(super) fn can_be_given(old: &str, new: &str) -> bool {
    can_be_read(new, old)
}

fn inner(of: &str) -> Option<&str> {
    of.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
}
