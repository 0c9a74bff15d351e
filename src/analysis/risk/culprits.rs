//! Which earlier commits a message names as the cause of a defect.
//!
//! `Fixes: <id>`, reverts, and prose such as "regression from <id>". Taking back a revert blames nobody.

/// How far before an id the words may stand that make it a culprit.
const REACH: usize = 70;
/// Of a body so much is searched.
const SEARCHED: usize = 8_192;
/// More names than this are a list, not blame.
const NAMES_AT_MOST: usize = 16;

const BLAME: [&str; 25] = [
    "regression from",
    "regression in",
    "regression of",
    "regressed in",
    "regressed by",
    "regression since",
    "regression introduced",
    "regression caused",
    "broken since",
    "broken by",
    "broken in",
    "broken after",
    "broke in",
    "bug introduced",
    "introduced in",
    "introduced by",
    "introduced with",
    "bug from",
    "bug in commit",
    "caused by",
    "breakage from",
    "follow-up of bug",
    "fixes commit",
    "fix commit",
    "since commit",
];

/// The ids, in lower case, as far as they are written out: 7 to 40 digits.
pub fn named_culprits(subject: &str, body: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let body = &body[..body.floor_char_boundary(SEARCHED)];
    if !may_name(body) {
        return found;
    }
    let restores = restores(subject);
    for line in body.lines() {
        let line = line.to_ascii_lowercase();
        for (start, end) in ids(&line) {
            let before = &line[line.ceil_char_boundary(start.saturating_sub(REACH))..start];
            if names(&line, before, start, restores) && found.len() < NAMES_AT_MOST {
                let id = &line[start..end];
                if !found.iter().any(|known| known == id) {
                    found.push(id.to_owned());
                }
            }
        }
    }
    found
}

/// Most bodies have none of these, and looking for ids is dearer.
fn may_name(body: &str) -> bool {
    ["ixes", "evert", "egress", "ntroduced", "roke", "aused", "ug ", "reakage", "ix commit", "ince commit"]
        .iter()
        .any(|word| body.contains(word))
}

fn restores(subject: &str) -> bool {
    let subject = subject[..subject.floor_char_boundary(40)].to_ascii_lowercase();
    ["revert \"revert", "revert: revert", "revert 'revert", "reapply"].iter().any(|start| subject.starts_with(start))
}

fn names(line: &str, before: &str, start: usize, restores: bool) -> bool {
    let is_copy = before.contains("cherry");
    let trimmed = line.trim_start();
    let is_fixes =
        (trimmed.starts_with("fixes:") || trimmed.starts_with("fixes ")) && start <= line.len() - trimmed.len() + 10;
    let is_revert = !restores && !is_copy && before.contains("revert");
    let is_blame = !is_copy && BLAME.iter().any(|words| before.contains(words));
    is_fixes || is_revert || is_blame
}

/// Where ids stand in a line: hexadecimal digits, with both letters and figures unless it is a whole one.
fn ids(line: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = line.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
                at += 1;
            }
            let word = &bytes[start..at];
            at += usize::from(start == at);
            let is_id = (7..=40).contains(&word.len())
                && word.iter().all(u8::is_ascii_hexdigit)
                && word.iter().any(u8::is_ascii_digit)
                && (word.len() == 40 || word.iter().any(u8::is_ascii_alphabetic));
            if is_id {
                return Some((start, start + word.len()));
            }
        }
        None
    })
}
