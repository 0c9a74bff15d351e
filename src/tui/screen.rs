//! What a screen is: a model with its own actions, requests and outcomes, and the words in which it talks with the cockpit.

use std::{fmt::Debug, time::Duration};

use ratatui::{Frame, layout::Rect};

use super::{
    action::Named,
    key::Key,
    look::Look,
    motion::Motion,
    msg::{Ending, Mouse},
    overlays::Ask,
    screens::ScreenId,
    shared::{News, Shared},
    work::Job,
};
use crate::fault::Failure;

/// One screen of the cockpit. `update` and `view` are pure; `run` is the only function that touches the world, and it
/// runs on a worker.
pub trait Screen: Default + Debug + 'static {
    /// What a user can make it do.
    type Action: Clone + Debug + PartialEq + Send + 'static;
    /// What it asks its worker for.
    type Request: Debug + PartialEq + Send + 'static;
    /// What its worker answers.
    type Outcome: Debug + Send + 'static;

    /// Its name in the keymap.
    const NAME: &'static str;
    /// Its name on the tab.
    const TITLE: &'static str;
    /// What the palette says of going there: the question that it answers.
    const WORDS: &'static str;
    /// The key that leads to it.
    const DIGIT: char;

    /// Its actions that have names: help, palette, footer and keymap are made from them.
    fn actions() -> Vec<Named<Self::Action>>;

    /// What the tab says beside the title, such as `12/37`.
    fn badge(&self) -> Option<String> {
        None
    }

    /// Which part has the focus: decides which keys work.
    fn focus(&self) -> Focus;

    /// Whether the action would do something now: footer and palette leave out what would not.
    fn is_available(&self, _action: &Self::Action) -> bool {
        true
    }

    /// Whether what is seen is about to be replaced whole: a frame that waits a moment is then written once, not twice.
    fn is_settling(&self) -> bool {
        false
    }

    /// What would be lost by quitting now, as a sentence.
    fn unsaved(&self) -> Option<String> {
        None
    }

    /// What keeps it from being of any use, such as that there is no repository. Quitting then is that failure.
    fn failure(&self) -> Option<Failure> {
        None
    }

    /// Takes an event in; gives back what is to be done.
    fn update(
        &mut self,
        shared: &Shared,
        event: Event<Self::Action, Self::Outcome>,
    ) -> Vec<Command<Self::Action, Self::Request>>;

    /// Draws it into `area`.
    fn view(&self, look: &Look<'_>, shared: &Shared, area: Rect, frame: &mut Frame<'_>);

    /// Whether a request writes down what the user did: then it is done even when the cockpit closes meanwhile.
    fn keeps(_request: &Self::Request) -> bool {
        false
    }

    /// Does what was requested, on a worker; answers through the job. Long work looks at [`Job::is_cancelled`].
    fn run(request: Self::Request, job: &Job<Self::Outcome>);
}

/// Where the keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Focus {
    /// Contexts of the keymap, most specific first; the cockpit's own come after them.
    pub contexts: &'static [&'static str],
    /// Whether keys that have a character are typed into the screen instead of being looked up.
    pub typing: bool,
}

impl Focus {
    /// Keys are looked up in these contexts.
    pub const fn on(contexts: &'static [&'static str]) -> Self {
        Self { contexts, typing: false }
    }

    /// Characters are typed; other keys are looked up in these contexts first.
    pub const fn typing(contexts: &'static [&'static str]) -> Self {
        Self { contexts, typing: true }
    }
}

/// What happens to a screen.
#[derive(Debug)]
pub enum Event<A, O> {
    /// The cockpit is up. Every screen hears it once.
    Started,
    /// It is now the screen that is seen.
    Shown,
    /// The user wants this.
    Action(A),
    /// The user moves within what has the focus.
    Motion(Motion),
    /// A key that is typed, or that nothing is bound to, while the screen types.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something inside the body.
    Mouse(Mouse),
    /// The room changed; it is in [`Shared::body`].
    Resized,
    /// A part of the answer to the request in this slot.
    Outcome(&'static str, O),
    /// The work in this slot is over.
    Ended(&'static str, Ending),
    /// The time asked for under this name is over.
    Elapsed(&'static str),
    /// The text of the prompt under this name changed.
    Typing(&'static str, String),
    /// The prompt under this name was answered.
    Typed(&'static str, String),
    /// The prompt under this name was left without an answer.
    Dropped(&'static str),
    /// Something happened that concerns every screen.
    News(News),
}

/// What a screen wants done.
#[derive(Debug, PartialEq)]
pub enum Command<A, R> {
    /// Run this on a worker; what the slot did before is cancelled and its answers are dropped.
    Work(&'static str, R),
    /// Stop the slot's work and drop its answers.
    Cancel(&'static str),
    /// Send [`Event::Elapsed`] after this time; a second one under the same name replaces the first.
    After(&'static str, Duration),
    /// Put text into the clipboard and say so, naming what it is.
    Copy {
        /// The text.
        text: String,
        /// What it is, such as `the full id`.
        what: String,
    },
    /// Open something over the screen.
    Ask(Ask<A>),
    /// Say something in the footer.
    Say(Notice),
    /// Tell every screen, and the header.
    Announce(News),
    /// Show another screen.
    Go(ScreenId),
}

/// A message in the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What it says; made safe when it is drawn.
    pub text: String,
}

/// How a notice is meant. Errors stay until a key is pressed after they were seen; the others fade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It was done.
    Done,
    /// It is worth knowing.
    Hint,
    /// It failed.
    Error,
}

impl Notice {
    /// Something was done.
    pub fn done(text: impl Into<String>) -> Self {
        Self { tone: Tone::Done, text: text.into() }
    }

    /// Something worth knowing.
    pub fn hint(text: impl Into<String>) -> Self {
        Self { tone: Tone::Hint, text: text.into() }
    }

    /// Something failed.
    pub fn error(text: impl Into<String>) -> Self {
        Self { tone: Tone::Error, text: text.into() }
    }
}

impl<A, O> Event<A, O> {
    /// The same event for one screen; nothing if it carries another's action or outcome.
    pub fn narrow<B, P>(
        self,
        action: impl FnOnce(A) -> Option<B>,
        outcome: impl FnOnce(O) -> Option<P>,
    ) -> Option<Event<B, P>> {
        Some(match self {
            Self::Action(wide) => Event::Action(action(wide)?),
            Self::Outcome(slot, wide) => Event::Outcome(slot, outcome(wide)?),
            Self::Started => Event::Started,
            Self::Shown => Event::Shown,
            Self::Motion(motion) => Event::Motion(motion),
            Self::Key(key) => Event::Key(key),
            Self::Paste(text) => Event::Paste(text),
            Self::Mouse(mouse) => Event::Mouse(mouse),
            Self::Resized => Event::Resized,
            Self::Ended(slot, ending) => Event::Ended(slot, ending),
            Self::Elapsed(name) => Event::Elapsed(name),
            Self::Typing(question, text) => Event::Typing(question, text),
            Self::Typed(question, text) => Event::Typed(question, text),
            Self::Dropped(question) => Event::Dropped(question),
            Self::News(news) => Event::News(news),
        })
    }
}

impl<A, R> Command<A, R> {
    /// The same command in the cockpit's terms.
    pub fn widen<B, S>(self, action: impl Fn(A) -> B, request: impl FnOnce(R) -> S) -> Command<B, S> {
        match self {
            Self::Work(slot, narrow) => Command::Work(slot, request(narrow)),
            Self::Cancel(slot) => Command::Cancel(slot),
            Self::After(name, delay) => Command::After(name, delay),
            Self::Copy { text, what } => Command::Copy { text, what },
            Self::Ask(ask) => Command::Ask(ask.map(&action)),
            Self::Say(notice) => Command::Say(notice),
            Self::Announce(news) => Command::Announce(news),
            Self::Go(screen) => Command::Go(screen),
        }
    }
}
