//! A server's stream of events, whatever is in it: where it is cut makes no difference, and its events have no line ends but
//! those between lines of data.

use tminus::assistant::{SseEvent, SseParser};

/// What must hold of any bytes.
pub(super) fn body(bytes: &[u8]) {
    let whole = events([bytes].into_iter());
    let single = events(bytes.chunks(1));
    let uneven = events(bytes.chunks(7));
    assert_eq!(single, whole, "cut at every byte");
    assert_eq!(uneven, whole, "cut at every seventh");
    for event in whole.iter().flatten() {
        assert!(!event.name.contains(['\n', '\r']), "a name is one line");
        assert!(!event.data.contains('\r'), "a line ends where it ends");
    }
}

/// The events of a stream that comes in these pieces; nothing where it has no end.
fn events<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Option<Vec<SseEvent>> {
    let mut parser = SseParser::default();
    let mut events = Vec::new();
    for piece in pieces {
        events.extend(parser.feed(piece).ok()?);
    }
    events.extend(parser.finish());
    Some(events)
}
