//! The append-only record of decisions, kept in the repository.
