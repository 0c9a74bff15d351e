//! The signs in where words and places meet: `fix` in a test is another thing than `fix` in a source.

use super::{
    Said, Sink, Where, sign,
    sink::{half, meet},
};

/// Words that meet parts of paths.
const WORDS: usize = 6;

/// Tells what meets to the sink.
pub fn crosses(said: &Said, there: &Where, sink: &mut impl Sink) {
    let of = |name: &[u8], value: &[u8]| half(sign(21, &[name, value]));
    let only = u8::from(there.only);
    for other in [
        of(b"most", &[there.most]),
        of(b"most only", &[there.most, only]),
        there.extension,
        of(b"growth", &[there.growth]),
        of(b"size", &[there.size]),
        of(b"tested", &[there.tested]),
    ] {
        sink.add(meet(21, said.first, other));
    }
    sink.close(1.0, false);
    let most = of(b"most only", &[there.most, only]);
    for word in &said.words {
        sink.add(meet(22, *word, most));
    }
    sink.close(0.7, true);
    for word in said.words.iter().take(WORDS) {
        for part in &there.parts {
            sink.add(meet(23, *word, *part));
        }
    }
    sink.close(0.7, true);
}
