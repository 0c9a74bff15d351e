//! What is not worth reading: made by programs, packed for browsers, or copied in from elsewhere.

/// Why a file is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum LeftOut {
    /// It was copied in from elsewhere.
    Vendored,
    /// A program wrote it.
    Generated,
    /// It was packed for machines.
    Minified,
    /// It is larger than anybody writes.
    TooLarge,
    /// It holds the marks of a merge that nobody finished.
    HalfMerged,
    /// It is not text.
    Binary,
}

impl LeftOut {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Vendored => "vendored",
            Self::Generated => "generated",
            Self::Minified => "minified",
            Self::TooLarge => "too large",
            Self::HalfMerged => "half-merged",
            Self::Binary => "binary",
        }
    }
}

/// Folders that hold what is copied in from elsewhere.
const VENDORED: [&str; 12] = [
    "vendor",
    "node_modules",
    "third_party",
    "third-party",
    "thirdparty",
    "bower_components",
    "site-packages",
    "external-libs",
    "vendored",
    "_vendor",
    ".venv",
    "Pods",
];

/// Whether the path alone says that a file is left out.
pub fn left_out_by_path(path: &str) -> Option<LeftOut> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    if folders.split('/').any(|folder| VENDORED.contains(&folder)) {
        return Some(LeftOut::Vendored);
    }
    let name = name.to_ascii_lowercase();
    if name.contains(".min.") || name.ends_with(".bundle.js") {
        return Some(LeftOut::Minified);
    }
    let made = ["_pb2.py", "_pb2_grpc.py", "_pb2.pyi", ".pb.go", ".pb.h", ".pb.cc", ".g.ts", ".generated.ts"];
    made.iter().any(|end| name.ends_with(end)).then_some(LeftOut::Generated)
}

/// Bytes at the beginning that are searched for marks of programs.
const HEAD: usize = 2_000;
/// A line longer than this, on average over the file, was not written by people.
const LONGEST_AVERAGE_LINE: usize = 400;

/// Whether the content says that a file is left out.
pub fn left_out_by_content(text: &str) -> Option<LeftOut> {
    let head = &text[..text.floor_char_boundary(HEAD)];
    if head.contains('\0') {
        return Some(LeftOut::Binary);
    }
    // Only comments speak of the file itself.
    let is_comment = |line: &str| {
        let line = line.trim_start();
        ["//", "/*", "*", "#", "--", "<!--", ";", "\"\"\""].iter().any(|mark| line.starts_with(mark))
    };
    let says_generated = |line: &str| {
        let line = line.to_ascii_lowercase();
        line.contains("@generated")
            || line.contains("do not edit") && (line.contains("generated") || line.contains("auto"))
            || line.contains("automatically generated") && !line.contains("not ")
    };
    if head.lines().take(20).any(|line| is_comment(line) && says_generated(line)) {
        return Some(LeftOut::Generated);
    }
    if text.len() > 4 * HEAD && text.len() / (text.lines().count() + 1) > LONGEST_AVERAGE_LINE {
        return Some(LeftOut::Minified);
    }
    is_half_merged(text).then_some(LeftOut::HalfMerged)
}

/// All three marks at line starts, in order.
fn is_half_merged(text: &str) -> bool {
    let Some(begin) = mark(text, "<<<<<<< ") else { return false };
    let Some(middle) = mark(&text[begin..], "=======") else { return false };
    mark(&text[begin + middle..], ">>>>>>> ").is_some()
}

fn mark(text: &str, mark: &str) -> Option<usize> {
    text.match_indices(mark).map(|(at, _)| at).find(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n')
}
