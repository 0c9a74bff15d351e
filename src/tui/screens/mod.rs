//! The screens that exist. This is the one place to register a screen: a line in `screens!` gives it a tab, its keys, its
//! help, its place in the palette, its model, and its work.

pub mod breaking;
pub mod commits;
pub mod gates;
pub mod notes;
pub mod ship;

use ratatui::{Frame, layout::Rect};

use super::{
    action::Named,
    look::Look,
    screen::{Command, Event, Focus, Screen},
    shared::Shared,
    work::Job,
};

screens! {
    Commits => commits::Commits,
    Breaking => breaking::BreakingScreen,
    Notes => notes::NotesScreen,
    Gates => gates::Gates,
    Ship => ship::Ship,
}
