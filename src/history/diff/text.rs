//! A file's content with the places where its lines start.

/// A content and its lines. Lines end at `\n`; the last may lack it. A `\r` before it belongs to the line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    bytes: Box<[u8]>,
    /// Where each line starts, and the end of the content.
    starts: Box<[u32]>,
}

impl Text {
    /// The most bytes that offsets of 32 bits can tell apart.
    pub const MAX_BYTES: usize = u32::MAX as usize - 1;

    /// Finds the lines of `bytes`; what is beyond [`Text::MAX_BYTES`] is cut off.
    pub fn new(bytes: impl Into<Box<[u8]>>) -> Self {
        let mut bytes: Box<[u8]> = bytes.into();
        if bytes.len() > Self::MAX_BYTES {
            bytes = bytes[..Self::MAX_BYTES].into();
        }
        let mut starts = vec![0];
        starts.extend(gix::bstr::ByteSlice::find_iter(&*bytes, b"\n").map(|at| at as u32 + 1));
        if starts.last() != Some(&(bytes.len() as u32)) {
            starts.push(bytes.len() as u32);
        }
        Self { bytes, starts: starts.into() }
    }

    /// How many lines there are.
    pub fn line_count(&self) -> u32 {
        (self.starts.len().max(1) - 1) as u32
    }

    /// A line with its terminator; empty beyond the end.
    pub fn line_with_end(&self, line: u32) -> &[u8] {
        let at = line as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&start), Some(&end)) => &self.bytes[start as usize..end as usize],
            _ => &[],
        }
    }

    /// A line without its `\n`; a `\r` stays, because it is part of what changed.
    pub fn line(&self, line: u32) -> &[u8] {
        let whole = self.line_with_end(line);
        whole.strip_suffix(b"\n").unwrap_or(whole)
    }

    /// Whether this is the last line and has no `\n`.
    pub fn lacks_newline(&self, line: u32) -> bool {
        line + 1 == self.line_count() && !self.line_with_end(line).ends_with(b"\n")
    }

    /// The whole content.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What this costs in memory, about.
    pub fn cost(&self) -> usize {
        self.bytes.len() + self.starts.len() * size_of::<u32>()
    }
}
