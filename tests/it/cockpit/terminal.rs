//! The emulated terminal: keeps the screen, answers what programs ask of a terminal, and knows whether it was left as found.

use std::num::NonZeroU16;

/// A terminal of the xterm kind with a dark background.
pub(crate) struct Terminal {
    parser: vt100::Parser,
    tail: Vec<u8>,
    ended: bool,
    titled: bool,
}

impl Default for Terminal {
    fn default() -> Self {
        Self::new(80, 24)
    }
}

/// What is asked, and what a dark terminal answers.
const ANSWERS: [(&[u8], &[u8]); 4] = [
    (b"\x1b]10;?", b"\x1b]10;rgb:d0d0/d0d0/d0d0\x1b\\"),
    (b"\x1b]11;?", b"\x1b]11;rgb:1010/1010/1010\x1b\\"),
    (b"\x1b[c", b"\x1b[?62;c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
];

impl Terminal {
    pub(super) fn new(columns: u16, rows: u16) -> Self {
        Self {
            parser: vt100::Parser::new(length(rows), length(columns), 0),
            tail: Vec::new(),
            ended: false,
            titled: false,
        }
    }

    /// Takes what the program wrote; what the terminal answers to it.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.parser.process(bytes);
        self.titled |= [b"\x1b]0;", b"\x1b]2;"].iter().any(|begin| bytes.windows(4).any(|window| window == *begin));
        // A question may be cut in two by the read; the longest is shorter than this tail.
        self.tail.extend_from_slice(bytes);
        let mut answer = Vec::new();
        let mut at = 0;
        while at < self.tail.len() {
            match ANSWERS.iter().find(|(question, _)| self.tail[at..].starts_with(question)) {
                Some((question, reply)) => {
                    answer.extend_from_slice(reply);
                    at += question.len();
                    self.tail.drain(..at);
                    at = 0;
                }
                None => at += 1,
            }
        }
        let keep = self.tail.len().min(8);
        self.tail.drain(..self.tail.len() - keep);
        answer
    }

    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    pub(super) fn has_ended(&self) -> bool {
        self.ended
    }

    pub(super) fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.screen_mut().set_size(length(rows), length(columns));
    }

    pub(super) fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// The lines of the screen, right-trimmed.
    pub(crate) fn lines(&self) -> Vec<String> {
        let (_, columns) = self.screen().size();
        self.screen().rows(0, columns.get()).map(|row| row.trim_end().to_owned()).collect()
    }

    /// Whether the program ever gave the window a title.
    pub(crate) fn was_titled(&self) -> bool {
        self.titled
    }

    /// Whether alternate screen, mouse, paste mode and hidden cursor are all switched off again.
    pub(crate) fn is_restored(&self) -> bool {
        let screen = self.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    }
}

fn length(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).expect("a test's screen has at least one cell")
}
