//! The marks by which a repository's habits are told apart: few and plain, since they are learnt from few commits.

use super::{
    Said, Where, sign,
    sink::{half, meet},
};

/// The marks of a commit, each once: one that all have, the sort of file with most lines, the first word, both together, the
/// other words of the subject, the main extension, the last parts of the first paths.
pub fn marks(said: &Said, there: Option<&Where>) -> Box<[u32]> {
    let of = |name: &[u8], value: &[u8]| half(sign(26, &[name, value]));
    let numbered = |group: u8, value: u32| half(meet(26, u32::from(group), value));
    let mut found = vec![of(b"always", b""), numbered(1, said.first)];
    found.extend(said.words.iter().skip(1).map(|word| numbered(2, *word)));
    if let Some(there) = there {
        let most = of(b"most", &[there.most]);
        found.extend([most, of(b"most only", &[there.most, u8::from(there.only)]), numbered(3, there.extension)]);
        found.push(half(meet(27, said.first, most)));
        found.extend(there.parts.iter().map(|part| numbered(4, *part)));
    }
    found.sort_unstable();
    found.dedup();
    found.into()
}
