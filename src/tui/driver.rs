//! Runs the real update loop with a screen in memory, for tests: press keys, wait until nothing is under way, look at what
//! is seen. The work is done by the real workers, or answered by a script.
//!
//! Time does not pass by itself: timers that are waited for end as soon as nothing else is under way.

use std::{collections::VecDeque, fmt::Write as _, sync::Arc};

use ratatui::{Terminal, backend::TestBackend, buffer::Cell, style::Color};
use tokio::sync::mpsc;

use super::{
    crew::{Crew, Wake},
    key::Key,
    model::{Model, Setup},
    msg::{Effect, Ending, Exit, Mouse, MouseAct, Msg},
    screens::{Outcome, Request},
    site::Site,
    ticket::Ticket,
    update::update,
    view::view,
};
use crate::config::ChosenTheme;

/// A cockpit without a terminal.
pub struct Driver {
    model: Model,
    terminal: Terminal<TestBackend>,
    hands: Hands,
    timers: Vec<Ticket>,
    copied: Vec<String>,
    chosen_theme: Option<ChosenTheme>,
    exit: Option<Exit>,
}

/// Who does the work.
enum Hands {
    /// The real workers.
    Crew(Crew, mpsc::Receiver<Wake>),
    /// A script that answers at once.
    Script(Script),
}

type Script = Box<dyn FnMut(&Request) -> Vec<Outcome>>;

impl Driver {
    /// Opens the cockpit with the real workers, and waits until it is idle.
    pub fn open(site: Site, setup: Setup) -> Self {
        let (crew, wakes) = Crew::new(Arc::new(site));
        Self::start(Hands::Crew(crew, wakes), setup)
    }

    /// Opens the cockpit with a script that answers requests at once.
    pub fn scripted(setup: Setup, script: impl FnMut(&Request) -> Vec<Outcome> + 'static) -> Self {
        Self::start(Hands::Script(Box::new(script)), setup)
    }

    fn start(hands: Hands, setup: Setup) -> Self {
        let (width, height) = setup.size;
        let terminal = Terminal::new(TestBackend::new(width, height)).expect("a screen in memory never fails");
        let model = Model::new(setup);
        let mut driver =
            Self { model, terminal, hands, timers: Vec::new(), copied: Vec::new(), chosen_theme: None, exit: None };
        driver.draw();
        driver.hear(Msg::Started);
        driver.settle();
        driver
    }

    /// Presses keys, spelt as in the configuration and parted by spaces, and waits until the cockpit is idle.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            let key: Key = word.parse().unwrap_or_else(|error| panic!("{error}"));
            self.hear(Msg::Key(key));
            self.settle();
        }
        self
    }

    /// Types text, letter by letter.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            self.hear(Msg::Key(Key::plain(crossterm::event::KeyCode::Char(character))));
        }
        self.settle();
        self
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.hear(Msg::Paste(text.to_owned()));
        self.settle();
        self
    }

    /// Clicks on the first place where this text is seen.
    pub fn click(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        let found = screen.lines().enumerate().find_map(|(row, line)| line.find(text).map(|at| (row, &line[..at])));
        let Some((row, before)) = found else { panic!("`{text}` is not seen:\n{screen}") };
        let column = crate::text::width(before) as u16;
        self.hear(Msg::Mouse(Mouse { act: MouseAct::Click, column, row: row as u16 }));
        self.settle();
        self
    }

    /// The terminal gets the focus.
    pub fn focus(&mut self) -> &mut Self {
        self.hear(Msg::Focus(true));
        self.settle();
        self
    }

    /// The terminal gets another size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
        self.hear(Msg::Resize(width, height));
        self.settle();
        self
    }

    /// What is seen, line by line, without blanks at the ends.
    pub fn screen(&self) -> String {
        self.lines(|cell| cell.symbol().to_owned())
    }

    /// What colours and weights are seen: a letter a cell, and what each means. Guards colour in snapshots.
    pub fn styles(&self) -> String {
        let mut known: Vec<String> = Vec::new();
        let map = self.lines(|cell| {
            let style = describe(cell);
            if style.is_empty() {
                return " ".to_owned();
            }
            let index = known.iter().position(|other| *other == style).unwrap_or_else(|| {
                known.push(style);
                known.len() - 1
            });
            char::from_u32(u32::from('a') + index as u32).map_or_else(String::new, String::from)
        });
        let mut text = map;
        for (index, style) in known.iter().enumerate() {
            let letter = char::from_u32(u32::from('a') + index as u32).unwrap_or('?');
            writeln!(text, "{letter} = {style}").expect("a String takes all that is written");
        }
        text
    }

    /// Asserts that text is seen.
    #[track_caller]
    pub fn see(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "`{text}` is not seen:\n{screen}");
        self
    }

    /// Asserts that text is not seen.
    #[track_caller]
    pub fn see_no(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "`{text}` is seen:\n{screen}");
        self
    }

    /// What was copied, oldest first.
    pub fn copied(&self) -> &[String] {
        &self.copied
    }

    /// The theme that was chosen, if one was.
    pub fn chosen_theme(&self) -> Option<&ChosenTheme> {
        self.chosen_theme.as_ref()
    }

    /// How the cockpit ended, if it did.
    pub fn exit(&self) -> Option<Exit> {
        self.exit
    }

    fn lines(&self, mut cell_text: impl FnMut(&Cell) -> String) -> String {
        let buffer = self.terminal.backend().buffer();
        let area = buffer.area;
        let mut text = String::new();
        for y in area.top()..area.bottom() {
            let line: String = (area.left()..area.right()).map(|x| cell_text(&buffer[(x, y)])).collect();
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    fn hear(&mut self, msg: Msg) {
        let mut msgs = VecDeque::from([msg]);
        while let Some(msg) = msgs.pop_front() {
            if let (Hands::Crew(crew, _), Msg::Ended(ticket, _)) = (&mut self.hands, &msg) {
                crew.ended(*ticket);
            }
            for effect in update(&mut self.model, msg) {
                msgs.extend(self.carry_out(effect));
            }
        }
        self.draw();
    }

    /// Carries an effect out; what a script answers to it.
    fn carry_out(&mut self, effect: Effect) -> Vec<Msg> {
        match (effect, &mut self.hands) {
            (Effect::Work { ticket, request }, Hands::Crew(crew, _)) => crew.start(ticket, *request),
            (Effect::Work { ticket, request }, Hands::Script(script)) => {
                let answers = script(&request).into_iter().map(|outcome| Msg::Done(ticket, outcome));
                return answers.chain([Msg::Ended(ticket, Ending::Finished)]).collect();
            }
            (Effect::Cancel(slot), Hands::Crew(crew, _)) => {
                crew.cancel(slot);
                self.timers.retain(|ticket| ticket.slot != slot);
            }
            (Effect::After { ticket, .. }, _) => {
                self.timers.retain(|older| older.slot != ticket.slot);
                self.timers.push(ticket);
            }
            (Effect::Copy(text), _) => self.copied.push(text),
            (Effect::Quit(exit), _) => self.exit = Some(exit),
            (Effect::Cancel(slot), Hands::Script(_)) => self.timers.retain(|ticket| ticket.slot != slot),
            (Effect::KeepTheme(chosen), _) => self.chosen_theme = Some(chosen),
            (Effect::Repaint | Effect::Suspend, _) => {}
        }
        Vec::new()
    }

    /// Waits until no work is under way and no timer is left but the one that clears the footer.
    fn settle(&mut self) {
        loop {
            while let Hands::Crew(crew, wakes) = &mut self.hands
                && crew.in_flight() > 0
            {
                match wakes.blocking_recv() {
                    Some(Wake::Msg(msg)) => self.hear(msg),
                    Some(Wake::Borrow { granted, .. }) => drop(granted.send(())),
                    None => return,
                }
            }
            let Some(place) = self.timers.iter().position(|ticket| ticket.slot.screen.is_some()) else { return };
            let ticket = self.timers.remove(place);
            self.hear(Msg::Elapsed(ticket));
        }
    }

    fn draw(&mut self) {
        let model = &mut self.model;
        self.terminal.draw(|frame| view(model, frame)).expect("a screen in memory never fails");
        self.model.drawn();
    }
}

fn describe(cell: &Cell) -> String {
    let mut parts = Vec::new();
    if cell.fg != Color::Reset && !cell.symbol().trim().is_empty() {
        parts.push(cell.fg.to_string());
    }
    if cell.bg != Color::Reset {
        parts.push(format!("on {}", cell.bg));
    }
    if !cell.modifier.is_empty() && !cell.symbol().trim().is_empty() {
        parts.push(format!("{:?}", cell.modifier).to_lowercase());
    }
    parts.join(" ")
}
