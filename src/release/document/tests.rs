//! Documents as programs read them.
