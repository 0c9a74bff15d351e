//! The signs in what a message says.

use super::{
    Said, Sink, Tokens, sign,
    sink::{half, signs_within},
};

/// Characters of the subject and of the body that are read.
const SUBJECT: usize = 300;
const BODY: usize = 1000;
/// Words of the subject that meet places.
const KEPT: usize = 12;

/// Tells the signs of a message to the sink. The subject is without a conventional header.
pub fn said(subject: &str, body: &str, by_program: bool, sink: &mut impl Sink) -> Said {
    let subject = beginning(subject, SUBJECT);
    let body = beginning(body, BODY);
    let mut words = Tokens::default();
    words.read(subject, 40);
    let kept = of_subject(&words, sink);
    let mut told = Tokens::default();
    told.read(body, 120);
    for word in told.iter() {
        sink.add(sign(7, &[word.as_bytes()]));
    }
    for (left, right) in told.iter().zip(told.iter().skip(1)).take(40) {
        sink.add(sign(25, &[left.as_bytes(), right.as_bytes()]));
    }
    sink.close(1.0, true);
    manner(subject, body, words.len(), by_program, sink);
    kept
}

fn of_subject(words: &Tokens, sink: &mut impl Sink) -> Said {
    let first = words.word(0).as_bytes();
    sink.add(sign(1, &[first]));
    sink.add(sign(2, &[first, words.word(1).as_bytes()]));
    sink.add(sign(3, &[words.word(words.len().saturating_sub(1)).as_bytes()]));
    sink.close(1.0, false);
    for word in words.iter() {
        sink.add(sign(4, &[word.as_bytes()]));
    }
    for (left, right) in words.iter().zip(words.iter().skip(1)) {
        sink.add(sign(5, &[left.as_bytes(), right.as_bytes()]));
    }
    for (left, right) in words.iter().zip(words.iter().skip(2)).take(20) {
        sink.add(sign(24, &[left.as_bytes(), right.as_bytes()]));
    }
    sink.close(1.5, true);
    let mut framed = Vec::with_capacity(48);
    for word in words.iter().take(30) {
        framed.clear();
        framed.push(b'^');
        framed.extend_from_slice(word.as_bytes());
        framed.push(b'$');
        for sign in signs_within(6, &framed, 3, 5) {
            sink.add(sign);
        }
    }
    sink.close(1.5, true);
    Said {
        first: half(sign(0, &[first])),
        words: words.iter().take(KEPT).map(|word| half(sign(0, &[word.as_bytes()]))).collect(),
    }
}

/// How it is written, whatever it says.
fn manner(subject: &str, body: &str, n_words: usize, by_program: bool, sink: &mut impl Sink) {
    sink.add(sign(8, &[b"always"]));
    sink.add(sign(8, &[b"body", &[step((body.len() / 20) as u32)]]));
    sink.add(sign(8, &[b"lines", &[step(body.lines().count() as u32)]]));
    sink.add(sign(8, &[b"words", &[step(n_words as u32)]]));
    sink.add(sign(8, &[b"length", &[(subject.len() / 12).min(9) as u8]]));
    let begins = match subject.chars().next() {
        None => 0,
        Some(first) if first.is_uppercase() => 1,
        Some(first) if first.is_lowercase() => 2,
        Some(first) if first as u32 > 0x2000 => 3,
        Some(_) => 4,
    };
    sink.add(sign(8, &[b"begins", &[begins]]));
    let holds = |text: &str, wanted: &[&str]| wanted.iter().any(|wanted| text.contains(wanted));
    let lower = body.to_lowercase();
    let told: [(&[u8], bool); 6] = [
        (b"quotes", subject.contains('`')),
        (b"stop", subject.ends_with('.')),
        (b"code", holds(subject, &["()", "::", "_"])),
        (b"program", by_program),
        (b"closes", holds(&lower, &["fixes #", "closes #", "resolves #", "fix #"])),
        (b"breaks", lower.contains("breaking change")),
    ];
    for (name, is_so) in told {
        if is_so {
            sink.add(sign(8, &[name]));
        }
    }
    sink.close(0.5, false);
}

/// A count in steps that grow.
pub(super) const fn step(count: u32) -> u8 {
    match count {
        0..=3 => count as u8,
        4..=5 => 4,
        6..=9 => 5,
        10..=19 => 6,
        20..=49 => 7,
        50..=99 => 8,
        100..=249 => 9,
        250..=999 => 10,
        _ => 11,
    }
}

fn beginning(text: &str, characters: usize) -> &str {
    if text.len() <= characters {
        return text;
    }
    text.char_indices().nth(characters).map_or(text, |(end, _)| &text[..end])
}
