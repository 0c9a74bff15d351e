//! Server-sent events, taken apart as they come: a stream may be cut into pieces at any byte.

/// An event, or a line of one, that is longer is no answer of a model.
const LONGEST: usize = 1024 * 1024;

/// One event of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SseEvent {
    /// Its name; empty where the server gave none.
    pub name: String,
    /// Its data; lines joined.
    pub data: String,
}

/// The stream sends something without end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Endless;

/// Takes a stream apart.
#[derive(Debug, Default)]
pub struct SseParser {
    line: Vec<u8>,
    event: SseEvent,
    has_data: bool,
    is_past_first_line: bool,
    ended_by_return: bool,
}

impl SseParser {
    /// Takes the next bytes in; gives the events that they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<Vec<SseEvent>, Endless> {
        let mut events = Vec::new();
        for &byte in bytes {
            let follows_return = std::mem::take(&mut self.ended_by_return);
            match byte {
                b'\n' if follows_return => {}
                b'\n' | b'\r' => {
                    self.ended_by_return = byte == b'\r';
                    events.extend(self.end_line());
                }
                _ => self.line.push(byte),
            }
            if self.line.len() + self.event.data.len() > LONGEST {
                return Err(Endless);
            }
        }
        Ok(events)
    }

    /// The stream is over; what it had begun and not ended by a blank line.
    pub fn finish(mut self) -> Option<SseEvent> {
        if !self.line.is_empty() {
            self.end_line();
        }
        self.end_line()
    }

    fn end_line(&mut self) -> Option<SseEvent> {
        let line = std::mem::take(&mut self.line);
        let line =
            if self.is_past_first_line { &line[..] } else { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line) };
        self.is_past_first_line = true;
        if line.is_empty() {
            let event = std::mem::take(&mut self.event);
            return std::mem::take(&mut self.has_data).then(|| SseEvent {
                data: event.data.strip_suffix('\n').unwrap_or(&event.data).to_owned(),
                name: event.name,
            });
        }
        let text = String::from_utf8_lossy(line);
        let (field, value) = text.split_once(':').unwrap_or((&text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                self.event.data.push_str(value);
                self.event.data.push('\n');
                self.has_data = true;
            }
            "event" => value.clone_into(&mut self.event.name),
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(stream: &[u8]) -> Vec<SseEvent> {
        let mut parser = SseParser::default();
        let mut events = parser.feed(stream).unwrap();
        events.extend(parser.finish());
        events
    }

    fn event(name: &str, data: &str) -> SseEvent {
        SseEvent { name: name.into(), data: data.into() }
    }

    #[test]
    fn events_end_at_blank_lines_and_comments_are_none() {
        let stream = b"\xef\xbb\xbf: hello\nevent: a\ndata: 1\ndata:2\nid: 7\n\n\n:x\r\n\r\ndata\r\rdata: last";
        assert_eq!(whole(stream), [event("a", "1\n2"), event("", ""), event("", "last")]);
    }

    #[test]
    fn an_endless_line_is_refused() {
        let mut parser = SseParser::default();
        let line = vec![b'x'; 32 * 1024];
        let refused = (0..40).any(|_| parser.feed(&line) == Err(Endless));
        assert!(refused);
    }

    proptest! {
        #[test]
        fn where_a_stream_is_cut_makes_no_difference(
            stream in proptest::collection::vec(prop_oneof![
                Just("data: {\"a\":\"é\"}".to_owned()), Just("event: x".to_owned()), Just(":c".to_owned()),
                Just("\n".to_owned()), Just("\r\n".to_owned()), Just("\r".to_owned()), Just("\n\n".to_owned()), "[ -~]{0,12}",
            ], 0..40),
            cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..12),
        ) {
            let bytes = stream.concat().into_bytes();
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
            cuts.push(bytes.len());
            cuts.sort_unstable();
            let mut parser = SseParser::default();
            let (mut events, mut start) = (Vec::new(), 0);
            for cut in cuts {
                events.extend(parser.feed(&bytes[start..cut]).unwrap());
                start = cut;
            }
            events.extend(parser.finish());
            prop_assert_eq!(events, whole(&bytes));
        }

        #[test]
        fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            drop(whole(&bytes));
        }
    }
}
