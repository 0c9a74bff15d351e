//! Git LFS pointers: small files that stand for large ones.

/// What a pointer file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LfsPointer {
    /// The digest of the real content, as written (`sha256:...`).
    pub oid: String,
    /// The real content's size in bytes.
    pub size: u64,
}

impl LfsPointer {
    /// Reads a pointer of the LFS specification, version 1; nothing if `bytes` is not one.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        if bytes.len() >= 1024 {
            return None;
        }
        let mut lines = str::from_utf8(bytes).ok()?.lines();
        let version = lines.next()?.strip_prefix("version ")?;
        if !version.starts_with("https://git-lfs.github.com/spec/")
            && !version.starts_with("https://hawser.github.com/")
        {
            return None;
        }
        let (mut oid, mut size) = (None, None);
        for line in lines {
            match line.split_once(' ') {
                Some(("oid", value)) => oid = Some(value.to_owned()),
                Some(("size", value)) => size = value.parse().ok(),
                _ => {}
            }
        }
        Some(Self { oid: oid?, size: size? })
    }
}
