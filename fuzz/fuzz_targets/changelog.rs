//! A changelog with a release put into it.

#![no_main]

#[path = "../bodies/changelog.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| body::body(bytes));
