//! From plan to published release: journalled steps that can be resumed or undone.
