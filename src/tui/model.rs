//! The whole state of the cockpit. One loop owns it; `update` alone changes it.

use ratatui::layout::Rect;

use super::{
    action::Action,
    key::Key,
    keymap::{Keymap, KeymapProblem, Written},
    look::{ASCII, GLYPHS, Glyphs, Look},
    overlays::Overlay,
    screen::{Focus, Notice},
    screens::{ScreenId, Screens},
    shared::Shared,
    theme::{Appearance, Depth, Shelf, Theme},
    ticket::Tickets,
};
use crate::{fault::Failure, release::Options};

/// All that the cockpit is.
#[derive(Debug)]
pub struct Model {
    /// What all screens see.
    pub(super) shared: Shared,
    /// The screens' own models.
    pub(super) screens: Screens,
    /// Which screen is seen.
    pub(super) current: ScreenId,
    /// What lies over it; the last one is topmost.
    pub(super) overlays: Vec<Overlay>,
    /// What keys mean.
    pub(super) keymap: Keymap,
    /// Which answers still count.
    pub(super) tickets: Tickets,
    /// What the footer says instead of hints.
    pub(super) notice: Option<Notice>,
    /// The last key that meant nothing: it is told once.
    pub(super) wrong: Option<Key>,
    /// Colours.
    pub(super) dress: Dress,
    /// Whether the screen shows something else than the model.
    pub(super) is_dirty: bool,
}

/// What the cockpit wears.
#[derive(Debug)]
pub struct Dress {
    /// The theme in use.
    pub(super) theme: Theme,
    /// Whether it was chosen, and so does not follow the terminal's background.
    pub(super) is_chosen: bool,
    /// What the user's `config.toml` says.
    pub(super) configured: Option<String>,
    /// The terminal's background, once it told.
    pub(super) background: Option<Appearance>,
    /// The themes there are.
    pub(super) shelf: Shelf,
    /// How many colours the terminal has.
    pub(super) depth: Depth,
    /// Characters.
    pub(super) glyphs: &'static Glyphs,
}

/// What the cockpit starts from.
#[derive(Debug)]
pub struct Setup {
    /// `--theme`, what was chosen in the cockpit, or the user's setting.
    pub theme: Option<String>,
    /// What the user's `config.toml` says of the theme.
    pub configured_theme: Option<String>,
    /// The themes there are.
    pub shelf: Shelf,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// `--ascii`.
    pub ascii: bool,
    /// `--plain`.
    pub plain: bool,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// What is released.
    pub options: Options,
    /// The user's `[keys]`.
    pub keys: Written,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The clock for display.
    pub now: i64,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            theme: None,
            configured_theme: None,
            shelf: Shelf::default(),
            depth: Depth::True,
            ascii: false,
            plain: false,
            mouse: true,
            options: Options::default(),
            keys: Written::new(),
            size: (80, 24),
            now: 0,
        }
    }
}

impl Model {
    /// A cockpit that has heard nothing yet. What of the set-up could not be used is told in the footer.
    pub fn new(setup: Setup) -> Self {
        let (keymap, problems) = Keymap::new(&setup.keys);
        let mut notice = problems.first().map(|problem| keys_notice(problem, problems.len()));
        let fitting = || setup.shelf.fitting(Appearance::Dark, setup.depth);
        let (theme, is_chosen) = match setup.theme.as_deref().map(|name| (name, setup.shelf.find(name, setup.depth))) {
            Some((_, Some(Ok(theme)))) => (theme, true),
            Some((_, Some(Err(error)))) => {
                notice = Some(Notice::error(error.to_string()));
                (fitting(), false)
            }
            Some((name, None)) => {
                notice = Some(Notice::error(format!("there is no theme `{name}`; `:theme` lists them")));
                (fitting(), false)
            }
            None => (fitting(), false),
        };
        let glyphs = if setup.ascii { &ASCII } else { &GLYPHS };
        let mut model = Self {
            shared: Shared {
                now: setup.now,
                plain: setup.plain,
                ascii: setup.ascii,
                options: setup.options,
                ..Shared::default()
            },
            screens: Screens::default(),
            current: ScreenId::ALL[0],
            overlays: Vec::new(),
            keymap,
            tickets: Tickets::default(),
            notice,
            wrong: None,
            dress: Dress {
                theme,
                is_chosen,
                configured: setup.configured_theme,
                background: None,
                shelf: setup.shelf,
                depth: setup.depth,
                glyphs,
            },
            is_dirty: true,
        };
        model.resize(setup.size);
        model
    }

    /// What views draw with.
    pub fn look(&self) -> Look<'_> {
        Look { theme: &self.dress.theme, glyphs: self.dress.glyphs, plain: self.shared.plain }
    }

    /// Whether the theme follows the terminal's background, so that the terminal should be asked for it.
    pub fn follows_background(&self) -> bool {
        !self.dress.is_chosen && self.dress.depth > Depth::Sixteen
    }

    /// Whether something is to be drawn.
    pub fn is_dirty(&self) -> bool {
        self.is_dirty
    }

    /// Whether what is seen is about to be replaced, so that a frame now would soon be written again.
    pub fn is_settling(&self) -> bool {
        self.screens.is_settling(self.current)
    }

    /// Takes note that the model was drawn.
    pub fn drawn(&mut self) {
        self.is_dirty = false;
    }

    /// What keeps the cockpit from being of use, if something does.
    pub fn failure(&self) -> Option<Failure> {
        self.screens.failure()
    }

    /// The notice in the footer.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Where keys go: the screen's focus; overlays are asked before.
    pub(super) fn focus(&self) -> Focus {
        self.screens.focus(self.current)
    }

    /// Whether an action would do something now.
    pub(super) fn is_available(&self, action: &Action) -> bool {
        match action {
            Action::Screen(action) => action.screen() == self.current && self.screens.is_available(action),
            Action::Cockpit(_) | Action::Motion(_) => true,
        }
    }

    pub(super) fn resize(&mut self, size: (u16, u16)) {
        self.shared.size = size;
        self.shared.body = Rooms::of(size).body;
        self.is_dirty = true;
    }
}

fn keys_notice(problem: &KeymapProblem, count: usize) -> Notice {
    let more = if count > 1 { format!(" (and {} more)", count - 1) } else { String::new() };
    Notice::error(format!("{problem}{more}"))
}

/// How the terminal is divided: header, body, footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rooms {
    /// Two lines, or fewer where there is no room.
    pub header: Rect,
    /// The screen's.
    pub body: Rect,
    /// One line, if there is room.
    pub footer: Rect,
}

impl Rooms {
    /// The division of a terminal of this size.
    pub const fn of((width, height): (u16, u16)) -> Self {
        let header = match height {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        let footer = if height >= 3 { 1 } else { 0 };
        Self {
            header: Rect { x: 0, y: 0, width, height: header },
            body: Rect { x: 0, y: header, width, height: height - header - footer },
            footer: Rect { x: 0, y: height - footer, width, height: footer },
        }
    }
}
