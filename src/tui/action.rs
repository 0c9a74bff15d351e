//! Actions have names: what a key means, what the palette lists, what help and footer say.

use super::{
    motion::Motion,
    screens::{self, ScreenAction, ScreenId},
};

/// All that a user can ask for.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Something of the cockpit itself.
    Cockpit(CockpitAction),
    /// A movement within what has the focus.
    Motion(Motion),
    /// Something of a screen.
    Screen(ScreenAction),
}

/// What works everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CockpitAction {
    /// Leave the program.
    Quit,
    /// Leave it, whatever is lost.
    QuitAnyway,
    /// The keys of what is seen.
    Help,
    /// All actions by name.
    Palette,
    /// All themes by name.
    PickTheme,
    /// Use this theme.
    UseTheme(String),
    /// Take the theme that fits the terminal's background.
    FollowTerminal,
    /// Stop the program as Ctrl-Z does.
    Suspend,
    /// Draw everything anew.
    Repaint,
    /// Look again at the repository.
    Refresh,
    /// The next screen.
    NextScreen,
    /// The screen before.
    PreviousScreen,
    /// This screen.
    Show(ScreenId),
}

/// An action with its name and words.
#[derive(Debug, Clone, PartialEq)]
pub struct Named<A> {
    /// The part of the keymap that it is in, such as `commits`.
    pub context: &'static str,
    /// Its name there, such as `mark-reviewed`.
    pub name: &'static str,
    /// What it does, as help and palette say it.
    pub words: &'static str,
    /// What the footer says, if it is worth a place there.
    pub hint: Option<&'static str>,
    /// What it is.
    pub action: A,
}

impl<A> Named<A> {
    /// A named action that the footer does not mention.
    pub const fn new(context: &'static str, name: &'static str, words: &'static str, action: A) -> Self {
        Self { context, name, words, hint: None, action }
    }

    /// The footer mentions it by this word.
    #[must_use]
    pub fn hinted(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same name for the action in a larger enum.
    pub fn map<B>(self, wrap: impl FnOnce(A) -> B) -> Named<B> {
        Named { context: self.context, name: self.name, words: self.words, hint: self.hint, action: wrap(self.action) }
    }
}

/// The context of what works everywhere.
pub const COCKPIT: &str = "cockpit";
/// The context of movement.
pub const MOTION: &str = "move";

/// Every action that has a name: those of the registered screens, movement, and the cockpit's own.
pub fn all() -> Vec<Named<Action>> {
    let mut actions: Vec<Named<Action>> =
        screens::actions().into_iter().map(|named| named.map(Action::Screen)).collect();
    actions.extend(motions().into_iter().map(|named| named.map(Action::Motion)));
    actions.extend(cockpit().into_iter().map(|named| named.map(Action::Cockpit)));
    actions
}

fn motions() -> Vec<Named<Motion>> {
    use Motion::{Down, First, HalfDown, HalfUp, Last, Left, PageDown, PageUp, Right, Up};
    [
        ("down", "Move down", Down),
        ("up", "Move up", Up),
        ("left", "Move or scroll to the left", Left),
        ("right", "Move or scroll to the right", Right),
        ("half-page-down", "Half a page down", HalfDown),
        ("half-page-up", "Half a page up", HalfUp),
        ("page-down", "A page down", PageDown),
        ("page-up", "A page up", PageUp),
        ("first", "To the beginning", First),
        ("last", "To the end", Last),
    ]
    .into_iter()
    .map(|(name, words, motion)| Named::new(MOTION, name, words, motion))
    .collect()
}

fn cockpit() -> Vec<Named<CockpitAction>> {
    let mut actions: Vec<_> = ScreenId::ALL
        .iter()
        .map(|screen| Named::new(COCKPIT, screen.name(), screen.go_words(), CockpitAction::Show(*screen)))
        .collect();
    actions.extend([
        Named::new(COCKPIT, "help", "Show the keys that work here", CockpitAction::Help).hinted("help"),
        Named::new(COCKPIT, "palette", "Find any action by its name", CockpitAction::Palette).hinted("commands"),
        Named::new(COCKPIT, "quit", "Quit", CockpitAction::Quit).hinted("quit"),
        Named::new(COCKPIT, "refresh", "Look again at the repository", CockpitAction::Refresh),
        Named::new(COCKPIT, "next-screen", "Go to the next screen", CockpitAction::NextScreen),
        Named::new(COCKPIT, "previous-screen", "Go to the screen before", CockpitAction::PreviousScreen),
        Named::new(COCKPIT, "theme", "Choose a colour theme", CockpitAction::PickTheme),
        Named::new(COCKPIT, "suspend", "Stop tminus; `fg` brings it back", CockpitAction::Suspend),
        Named::new(COCKPIT, "repaint", "Draw the screen anew", CockpitAction::Repaint),
    ]);
    actions
}
