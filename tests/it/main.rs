//! All integration tests, as one binary: the real program on repositories that the tests make.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot be set up must stop")]

mod analyze;
mod fake_github;
mod gates;
mod gates_screen;
mod ledger;
mod papers;
mod program;

mod bad_input;
mod breaking;
mod breaking_screen;
mod breaking_told;
mod changelog;
mod cli;
mod cockpit;
mod commit;
mod config;
mod demo;
mod docs;
mod eval;
mod formats;
mod fuzz;
mod habits;
mod house_rules;
mod model;
mod model_screen;
mod notes;
mod notes_screen;
mod opening;
mod readers;
mod release_day;
mod reviews;
mod screenshots;
mod ship;
mod ship_cockpit;
mod signing;
mod smoke;
mod story;
mod trust;
