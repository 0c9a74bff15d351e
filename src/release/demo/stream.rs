//! Turns the script into what `git fast-import` reads.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::script::{Script, Step};

type Files = BTreeMap<String, Vec<u8>>;

const MAIN: &str = "main";

/// What is known of a branch while the stream is written.
#[derive(Clone, Default)]
struct Branch {
    tip: Option<usize>,
    files: Files,
}

/// What a commit did to the files, so that a later one can take it back.
struct Done {
    mark: usize,
    before: Files,
    touched: Vec<String>,
}

/// Writes the stream of a script.
pub(super) struct Stream<'a> {
    script: &'a Script,
    /// Seconds since the epoch of the first commit.
    begins_at: i64,
    branches: BTreeMap<String, Branch>,
    forks: BTreeMap<String, Files>,
    done: BTreeMap<String, Done>,
}

impl<'a> Stream<'a> {
    pub(super) fn new(script: &'a Script, begins_at: i64) -> Self {
        Self { script, begins_at, branches: BTreeMap::new(), forks: BTreeMap::new(), done: BTreeMap::new() }
    }

    /// The steps from `from` on, up to and without the next one that takes back a commit (unless that is the first, for
    /// which `id_of` gives the id of a mark). Returns the stream and the index of the step to go on with.
    pub(super) fn write(&mut self, from: usize, id_of: impl Fn(usize) -> Option<String>) -> (Vec<u8>, usize) {
        let mut out = Vec::new();
        let mut seconds: i64 = self.script.commit[..from].iter().map(|step| step.hours * 3600).sum();
        for (index, step) in self.script.commit.iter().enumerate().skip(from) {
            if step.revert.is_some() && index != from {
                return (out, index);
            }
            seconds += step.hours * 3600;
            self.commit(&mut out, index, step, self.begins_at + seconds, &id_of);
        }
        for name in self.branches.keys().filter(|name| *name != MAIN) {
            out.extend_from_slice(format!("reset refs/heads/{name}\nfrom {}\n\n", "0".repeat(40)).as_bytes());
        }
        (out, self.script.commit.len())
    }

    fn commit(
        &mut self,
        out: &mut Vec<u8>,
        index: usize,
        step: &Step,
        at: i64,
        id_of: &impl Fn(usize) -> Option<String>,
    ) {
        let mark = index + 1;
        let name = step.on.clone().unwrap_or_else(|| MAIN.to_owned());
        if !self.branches.contains_key(&name) {
            let fork = self.branches.get(MAIN).cloned().unwrap_or_default();
            self.forks.insert(name.clone(), fork.files.clone());
            self.branches.insert(name.clone(), fork);
        }
        let merged = step.merge.as_deref().map(|other| self.branches[other].clone());
        let branch = self.branches.get_mut(&name).expect("it was put there above");
        let before = branch.files.clone();
        if let (Some(merged), Some(other)) = (&merged, &step.merge) {
            let fork = &self.forks[other];
            for (path, content) in merged.files.iter().filter(|(path, content)| fork.get(*path) != Some(*content)) {
                branch.files.insert(path.clone(), content.clone());
            }
        }
        let mut message = step.message.trim().to_owned();
        if let Some(subject) = &step.revert {
            let done = &self.done[subject];
            for path in &done.touched {
                match done.before.get(path) {
                    Some(content) => branch.files.insert(path.clone(), content.clone()),
                    None => branch.files.remove(path),
                };
            }
            message = fill_in(&message, &id_of(done.mark).unwrap_or_default());
        }
        edit(&mut branch.files, step, &day(at));

        let person = &self.script.people[&step.by];
        let head = format!(
            "commit refs/heads/{name}\nmark :{mark}\nauthor {person} {at} +0000\ncommitter {person} {at} +0000\n"
        );
        out.extend_from_slice(head.as_bytes());
        data(out, message.as_bytes());
        if let Some(tip) = branch.tip {
            out.extend_from_slice(format!("from :{tip}\n").as_bytes());
        }
        if let Some(tip) = merged.and_then(|merged| merged.tip) {
            out.extend_from_slice(format!("merge :{tip}\n").as_bytes());
        }
        let touched = changes(out, &before, &branch.files);
        out.push(b'\n');
        branch.tip = Some(mark);
        self.done.insert(step.subject().to_owned(), Done { mark, before, touched });
        if let Some(tag) = &step.tag {
            out.extend_from_slice(format!("tag {tag}\nfrom :{mark}\ntagger {person} {at} +0000\n").as_bytes());
            data(out, format!("ferry {}", tag.trim_start_matches('v')).as_bytes());
        }
    }
}

/// Puts an id in the place that the script keeps for it.
fn fill_in(message: &str, id: &str) -> String {
    match (message.find("{{"), message.find("}}")) {
        (Some(from), Some(to)) => format!("{}{id}{}", &message[..from], &message[to + 2..]),
        _ => message.to_owned(),
    }
}

fn day(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map_or_else(|_| String::new(), |time| time.strftime("%Y-%m-%d").to_string())
}

fn edit(files: &mut Files, step: &Step, date: &str) {
    for (path, content) in &step.write {
        files.insert(path.clone(), content.replace("{{date}}", date).into_bytes());
    }
    for (path, content) in &step.binary {
        files.insert(path.clone(), STANDARD.decode(content).expect("a test decodes the embedded script"));
    }
    for (from, to) in &step.rename {
        if let Some(content) = files.remove(from) {
            files.insert(to.clone(), content);
        }
    }
    for (path, content) in &step.append {
        files.entry(path.clone()).or_default().extend_from_slice(content.as_bytes());
    }
    for (path, pairs) in &step.replace {
        let Some(content) = files.get_mut(path) else { continue };
        let mut text = String::from_utf8_lossy(content).into_owned();
        for (before, after) in pairs {
            debug_assert_eq!(text.matches(before).count(), 1, "{path}: `{before}`");
            text = text.replacen(before, &after.replace("{{date}}", date), 1);
        }
        *content = text.into_bytes();
    }
}

fn changes(out: &mut Vec<u8>, before: &Files, after: &Files) -> Vec<String> {
    let mut touched = Vec::new();
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        out.extend_from_slice(format!("D {path}\n").as_bytes());
        touched.push(path.clone());
    }
    for (path, content) in after.iter().filter(|(path, content)| before.get(*path) != Some(*content)) {
        out.extend_from_slice(format!("M 100644 inline {path}\n").as_bytes());
        data(out, content);
        touched.push(path.clone());
    }
    touched
}

fn data(out: &mut Vec<u8>, content: &[u8]) {
    out.extend_from_slice(format!("data {}\n", content.len()).as_bytes());
    out.extend_from_slice(content);
    out.push(b'\n');
}
