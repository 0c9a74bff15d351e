//! Release notes: sections of entries, drafted, edited, rendered, checked.
