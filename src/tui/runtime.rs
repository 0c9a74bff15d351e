//! The loop: the one file that knows both tokio and the terminal.
//!
//! It waits for signals, input, answers and its own timers; hands each to `update`; carries out the effects; and draws when
//! something changed. Input is drawn at once, answers at most sixty times a second, and nothing ticks when nothing happens.

use std::{
    collections::HashMap,
    io::{self, IsTerminal, Write},
    pin::Pin,
    sync::Arc,
    task::Poll,
    time::Duration,
};

use crossterm::event::{Event as TermEvent, EventStream, MouseButton, MouseEventKind};
use futures_util::StreamExt;
use ratatui::Terminal;
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::{mpsc, oneshot},
    task::JoinSet,
    time::{Instant, Sleep},
};

use super::{
    crew::{Crew, Wake},
    key::Key,
    model::{Model, Setup},
    msg::{Effect, Exit, Mouse, MouseAct, Msg},
    site::Site,
    terminal::{BackgroundSieve, Guard, Pen, Sifted, background, restore_after_panic},
    ticket::{Slot, Ticket},
    update::update,
    view::view,
};
use crate::{
    fault::{Failure, Fault},
    store::{Folders, clock},
};

/// How long a frame lasts when answers stream in.
const FRAME: Duration = Duration::from_millis(16);
/// How long a frame is put off while what is seen is about to be replaced, so that a diff is written once, in its colours.
const SETTLING: Duration = Duration::from_millis(25);
/// How long quitting waits for work that is under way.
const LAST_WORK: Duration = Duration::from_millis(200);
/// How long quitting waits for what the user did to be on the disk.
const LAST_WRITE: Duration = Duration::from_secs(10);
/// How many answers are taken in before the next frame.
const ANSWERS_A_TURN: usize = 256;

/// Opens the cockpit and runs it until the user quits or a signal ends it.
pub fn open(site: Site, mut setup: Setup) -> Result<Exit, Failure> {
    let failed = |what: &'static str| {
        move |error: io::Error| Failure::new(Fault::Outside, format!("the terminal cannot be {what}")).cause(error)
    };
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Failure::new(Fault::Usage, "the cockpit needs a terminal, and standard input or output is none")
            .hint("`tminus analyze`, `tminus notes` and `tminus gates` work without one"));
    }
    setup.size = crossterm::terminal::size().map_err(failed("measured"))?;
    setup.now = clock::display_now(&site.environment).as_second();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
        .map_err(|error| Failure::new(Fault::Outside, "the event loop cannot be started").cause(error))?;
    // Whoever sees the first frame may already send signals and press keys: both are heard from before it.
    let signals = runtime.block_on(async { Signals::listen() }).map_err(failed("watched"))?;
    restore_after_panic();
    let guard = Guard::enter(setup.mouse).map_err(failed("taken"))?;
    let mut terminal =
        Terminal::new(Pen::new(io::stdout(), setup.size).on(site.environment.text("TERM").unwrap_or_default()))
            .map_err(failed("drawn on"))?;
    let mut model = Model::new(setup);
    draw(&mut terminal, &mut model).map_err(failed("drawn on"))?;
    if model.follows_background() {
        terminal.backend_mut().say(background::QUESTION).map_err(failed("asked"))?;
    }
    let ended = runtime.block_on(async { Loop::new(model, terminal, &guard, signals, site).run().await });
    // Work that does not notice its cancellation must not keep the shell waiting.
    runtime.shutdown_background();
    drop(guard);
    match ended.map_err(failed("read or written"))? {
        (Exit::Quit, Some(failure)) => Err(failure),
        (exit, _) => Ok(exit),
    }
}

type Screen = Terminal<Pen<io::Stdout>>;

fn draw(terminal: &mut Screen, model: &mut Model) -> io::Result<()> {
    terminal.draw(|frame| view(model, frame))?;
    model.drawn();
    Ok(())
}

/// Signals that the loop hears.
struct Signals {
    terminate: Signal,
    hang_up: Signal,
    interrupt: Signal,
    stop: Signal,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            stop: signal(SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw()))?,
        })
    }

    async fn next(&mut self) -> Option<u8> {
        tokio::select! {
            _ = self.terminate.recv() => Some(15),
            _ = self.hang_up.recv() => Some(1),
            _ = self.interrupt.recv() => Some(2),
            _ = self.stop.recv() => None,
        }
    }
}

/// The loop's own state: all of it belongs to this one task.
struct Loop<'a> {
    model: Model,
    terminal: Screen,
    guard: &'a Guard,
    crew: Crew,
    wakes: mpsc::Receiver<Wake>,
    /// Nothing while somebody else has the terminal.
    input: Option<EventStream>,
    sieve: BackgroundSieve,
    signals: Signals,
    timers: JoinSet<Ticket>,
    newest: HashMap<Slot, tokio::task::AbortHandle>,
    /// Resolves when the one who borrowed the terminal gives it back.
    lent: Option<oneshot::Receiver<()>>,
    /// When the next frame may be drawn.
    frame: Pin<Box<Sleep>>,
    /// When the last one was.
    drawn: Instant,
    /// Since when what is seen is about to be replaced.
    settling: Option<Instant>,
    site: Arc<Site>,
    exit: Option<Exit>,
}

impl<'a> Loop<'a> {
    fn new(model: Model, terminal: Screen, guard: &'a Guard, signals: Signals, site: Site) -> Self {
        let site = Arc::new(site);
        let (crew, wakes) = Crew::new(Arc::clone(&site));
        Self {
            model,
            terminal,
            guard,
            crew,
            wakes,
            input: Some(EventStream::new()),
            sieve: BackgroundSieve::default(),
            signals,
            timers: JoinSet::new(),
            newest: HashMap::new(),
            lent: None,
            frame: Box::pin(tokio::time::sleep(Duration::ZERO)),
            drawn: Instant::now(),
            settling: None,
            site,
            exit: None,
        }
    }

    /// Runs until the end: how it ended, and what kept the cockpit from being of use.
    async fn run(mut self) -> io::Result<(Exit, Option<Failure>)> {
        self.hear(Msg::Started)?;
        while self.exit.is_none() {
            let wants_frame = self.model.is_dirty() && self.lent.is_none();
            tokio::select! {
                biased;
                number = self.signals.next() => match number {
                    Some(number) => self.hear(Msg::Signal(number))?,
                    None => self.suspend()?,
                },
                event = next_event(&mut self.input), if self.input.is_some() => self.take_input(event).await?,
                () = given_back(&mut self.lent), if self.lent.is_some() => self.take_back()?,
                () = &mut self.frame, if wants_frame => self.draw()?,
                Some(wake) = self.wakes.recv() => self.take_answers(wake)?,
                Some(elapsed) = self.timers.join_next(), if !self.timers.is_empty() => {
                    if let Ok(ticket) = elapsed {
                        self.hear(Msg::Elapsed(ticket))?;
                        self.put_off_frame();
                    }
                }
            }
        }
        self.crew.stop();
        self.finish_work().await;
        Ok((self.exit.unwrap_or(Exit::Quit), self.model.failure()))
    }

    /// Lets work end that writes down what the user just did, and gives the rest a moment to notice.
    async fn finish_work(&mut self) {
        let begun = Instant::now();
        while self.crew.in_flight() > 0 {
            let patience = if self.crew.is_keeping() { LAST_WRITE } else { LAST_WORK };
            let Ok(Some(wake)) = tokio::time::timeout_at(begun + patience, self.wakes.recv()).await else { return };
            if let Wake::Msg(Msg::Ended(ticket, _)) = wake {
                self.crew.ended(ticket);
            }
        }
    }

    /// Takes in one event and all that came with it, then draws: a key is seen without waiting for the frame.
    async fn take_input(&mut self, event: Option<io::Result<TermEvent>>) -> io::Result<()> {
        let Some(event) = event else {
            // The terminal is gone; nobody is left to ask.
            self.exit = Some(Exit::Signal(1));
            return Ok(());
        };
        let mut event = event?;
        let now = clock::display_now(&self.site.environment).as_second();
        self.hear(Msg::Tick(now))?;
        for _ in 0..ANSWERS_A_TURN {
            if let Some(msg) = message_of(event) {
                self.hear_input(msg)?;
            }
            match ready_event(&mut self.input).await {
                Some(Some(next)) if self.exit.is_none() => event = next?,
                _ => break,
            }
        }
        if self.model.is_dirty() && self.lent.is_none() && self.exit.is_none() {
            self.draw()?;
        }
        Ok(())
    }

    fn hear_input(&mut self, msg: Msg) -> io::Result<()> {
        if let Msg::Resize(width, height) = msg {
            self.terminal.backend_mut().resize((width, height));
        }
        let Msg::Key(key) = msg else { return self.hear(msg) };
        // The way out of a bug must be tried in the real program.
        assert!(!(cfg!(feature = "testkit") && self.panics_on(key)), "a test wanted a panic");
        match self.sieve.sift(key) {
            Sifted::Held | Sifted::Answer(None) => Ok(()),
            Sifted::Answer(Some(appearance)) => self.hear(Msg::Background(appearance)),
            Sifted::Keys(keys) => keys.into_iter().try_for_each(|key| self.hear(Msg::Key(key))),
        }
    }

    fn panics_on(&self, key: Key) -> bool {
        key.code == crossterm::event::KeyCode::F(9) && self.site.environment.has("TESTKIT_PANICS")
    }

    fn take_answers(&mut self, first: Wake) -> io::Result<()> {
        let mut wake = first;
        for _ in 0..ANSWERS_A_TURN {
            match wake {
                Wake::Msg(msg) => {
                    if let Msg::Ended(ticket, _) = &msg {
                        self.crew.ended(*ticket);
                    }
                    self.hear(msg)?;
                }
                Wake::Borrow { granted, returned } => self.lend(&granted, returned)?,
            }
            match self.wakes.try_recv() {
                Ok(next) => wake = next,
                Err(_) => break,
            }
        }
        self.put_off_frame();
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        draw(&mut self.terminal, &mut self.model)?;
        self.drawn = Instant::now();
        self.put_off_frame();
        Ok(())
    }

    /// Sets the time of the next frame: not too soon after the last one, and a little later while what is seen settles.
    fn put_off_frame(&mut self) {
        self.settling = self.model.is_settling().then(|| self.settling.unwrap_or_else(Instant::now));
        let next = self.drawn + FRAME;
        let next = self.settling.map_or(next, |since| next.max(since + SETTLING));
        if self.frame.deadline() != next {
            self.frame.as_mut().reset(next);
        }
    }

    fn hear(&mut self, msg: Msg) -> io::Result<()> {
        for effect in update(&mut self.model, msg) {
            self.carry_out(effect)?;
        }
        Ok(())
    }

    fn carry_out(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Work { ticket, request } => self.crew.start(ticket, *request),
            Effect::Cancel(slot) => self.crew.cancel(slot),
            Effect::After { ticket, delay } => {
                let handle = self.timers.spawn(async move {
                    tokio::time::sleep(delay).await;
                    ticket
                });
                if let Some(older) = self.newest.insert(ticket.slot, handle) {
                    older.abort();
                }
            }
            Effect::Copy(text) => {
                let mut words = Vec::new();
                crossterm::queue!(words, crossterm::clipboard::CopyToClipboard::to_clipboard_from(text))?;
                self.terminal.backend_mut().say(&String::from_utf8_lossy(&words))?;
            }
            Effect::KeepTheme(chosen) => {
                let kept = Folders::of(&self.site.environment).map_or(Ok(()), |folders| chosen.keep(&folders));
                if let Err(error) = kept {
                    self.hear(Msg::ThemeNotKept(error.into()))?;
                }
            }
            Effect::Repaint => self.terminal.clear()?,
            Effect::Suspend => self.suspend()?,
            Effect::Quit(exit) => self.exit = Some(exit),
        }
        Ok(())
    }

    /// Stops the program as the shell's job control expects, and comes back when it is continued.
    fn suspend(&mut self) -> io::Result<()> {
        if self.lent.is_some() {
            return Ok(());
        }
        self.input = None;
        self.guard.give()?;
        // The whole foreground group stops, as it would have if the terminal had sent the signal.
        rustix::process::kill_current_process_group(rustix::process::Signal::STOP)?;
        self.come_back()
    }

    fn lend(&mut self, granted: &std::sync::mpsc::Sender<()>, returned: oneshot::Receiver<()>) -> io::Result<()> {
        self.input = None;
        self.guard.give()?;
        io::stdout().flush()?;
        self.lent = Some(returned);
        if granted.send(()).is_err() {
            return self.take_back();
        }
        Ok(())
    }

    fn take_back(&mut self) -> io::Result<()> {
        self.lent = None;
        self.come_back()
    }

    fn come_back(&mut self) -> io::Result<()> {
        self.guard.take()?;
        self.terminal.backend_mut().cursor_was_hidden();
        self.input = Some(EventStream::new());
        let size = crossterm::terminal::size()?;
        self.terminal.backend_mut().resize(size);
        self.terminal.clear()?;
        self.hear(Msg::Resize(size.0, size.1))?;
        // What happened meanwhile is like what happens while the terminal has no focus.
        self.hear(Msg::Focus(true))
    }
}

async fn next_event(input: &mut Option<EventStream>) -> Option<io::Result<TermEvent>> {
    match input {
        Some(stream) => stream.next().await,
        None => std::future::pending().await,
    }
}

/// The next event if there is one now. It asks with the task's own waker: a stream asked with another one would never wake
/// the loop again.
async fn ready_event(input: &mut Option<EventStream>) -> Option<Option<io::Result<TermEvent>>> {
    let stream = input.as_mut()?;
    std::future::poll_fn(|context| {
        Poll::Ready(match stream.poll_next_unpin(context) {
            Poll::Ready(event) => Some(event),
            Poll::Pending => None,
        })
    })
    .await
}

async fn given_back(lent: &mut Option<oneshot::Receiver<()>>) {
    match lent {
        // A borrower that died gives back, too.
        Some(returned) => drop(returned.await),
        None => std::future::pending().await,
    }
}

fn message_of(event: TermEvent) -> Option<Msg> {
    Some(match event {
        TermEvent::Key(key) => Msg::Key(Key::from_event(key)?),
        TermEvent::Paste(text) => Msg::Paste(text),
        TermEvent::Resize(width, height) => Msg::Resize(width, height),
        TermEvent::FocusGained => Msg::Focus(true),
        TermEvent::FocusLost => Msg::Focus(false),
        TermEvent::Mouse(mouse) => {
            let act = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => MouseAct::Click,
                MouseEventKind::Drag(MouseButton::Left) => MouseAct::Drag,
                MouseEventKind::ScrollUp => MouseAct::ScrollUp,
                MouseEventKind::ScrollDown => MouseAct::ScrollDown,
                _ => return None,
            };
            Msg::Mouse(Mouse { act, column: mouse.column, row: mouse.row })
        }
    })
}
