//! Drafts notes from facts: offline here, by a language model later.
