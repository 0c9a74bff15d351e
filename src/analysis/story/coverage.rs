//! Coverage reports (LCOV, Cobertura): which lines were run by tests, and which lines of a change are among them.

use std::collections::{BTreeMap, HashMap};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// Missed lines that are told for one file.
const MISSED_AT_MOST: usize = 20;
/// Files that are told.
const FILES_AT_MOST: usize = 20;

/// The lines of one file that can be run, 1-based, and whether one of the tests ran them.
pub type CoveredLines = BTreeMap<u32, bool>;

/// A report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Paths as the report has them and their lines, by the names of files.
    files: HashMap<String, Vec<(String, CoveredLines)>>,
}

/// A file that is no report.
#[derive(Debug, thiserror::Error)]
pub enum BadCoverage {
    /// It has no record of a file.
    #[error("it names no covered file: LCOV and Cobertura are read")]
    Empty,
    /// It begins like XML and is none.
    #[error("it is not valid XML at byte {at}")]
    Xml {
        /// Where.
        at: u64,
        #[source]
        source: quick_xml::Error,
    },
}

impl Coverage {
    /// Reads a report.
    pub fn read(text: &str) -> Result<Self, BadCoverage> {
        let text = text.trim_start_matches('\u{feff}');
        let coverage = if text.trim_start().starts_with('<') { Self::cobertura(text)? } else { Self::lcov(text) };
        if coverage.files.is_empty() { Err(BadCoverage::Empty) } else { Ok(coverage) }
    }

    fn lcov(text: &str) -> Self {
        let mut coverage = Self::default();
        let mut current: Option<(String, CoveredLines)> = None;
        for line in text.lines() {
            if let Some(path) = line.strip_prefix("SF:") {
                coverage.take_in(current.replace((path.trim().to_owned(), CoveredLines::new())));
            } else if let (Some(rest), Some((_, lines))) = (line.strip_prefix("DA:"), &mut current) {
                let mut fields = rest.split(',');
                let number = fields.next().and_then(|field| field.trim().parse().ok());
                let hits = fields.next().and_then(|field| field.trim().parse::<i64>().ok());
                if let (Some(number), Some(hits)) = (number, hits) {
                    *lines.entry(number).or_default() |= hits > 0;
                }
            } else if line.trim() == "end_of_record" {
                coverage.take_in(current.take());
            }
        }
        coverage.take_in(current);
        coverage
    }

    fn cobertura(text: &str) -> Result<Self, BadCoverage> {
        let mut coverage = Self::default();
        let mut reader = Reader::from_str(text);
        let mut current: Option<(String, CoveredLines)> = None;
        loop {
            match reader.read_event() {
                Err(source) => return Err(BadCoverage::Xml { at: reader.error_position(), source }),
                Ok(Event::Eof) => break,
                Ok(Event::Start(element) | Event::Empty(element)) => match element.local_name().as_ref() {
                    "class" => {
                        let path = attribute(&element, "filename").map(|path| (path, CoveredLines::new()));
                        coverage.take_in(std::mem::replace(&mut current, path));
                    }
                    "line" => {
                        let number = attribute(&element, "number").and_then(|number| number.parse().ok());
                        let hits = attribute(&element, "hits").and_then(|hits| hits.parse::<i64>().ok());
                        if let (Some(number), Some(hits), Some((_, lines))) = (number, hits, &mut current) {
                            *lines.entry(number).or_default() |= hits > 0;
                        }
                    }
                    _ => {}
                },
                Ok(_) => {}
            }
        }
        coverage.take_in(current);
        Ok(coverage)
    }

    /// A file may have several records: a line is covered if one of them says so.
    fn take_in(&mut self, record: Option<(String, CoveredLines)>) {
        let Some((path, lines)) = record else { return };
        let path = path.replace('\\', "/");
        let path = path.trim_start_matches("./").to_owned();
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let known = self.files.entry(name).or_default();
        match known.iter_mut().find(|(other, _)| *other == path) {
            Some((_, other)) => lines.into_iter().for_each(|(line, ran)| *other.entry(line).or_default() |= ran),
            None => known.push((path, lines)),
        }
    }

    /// The lines of a path of the repository. Reports have absolute paths, or paths from some folder of the project.
    pub fn of(&self, path: &str) -> Option<&CoveredLines> {
        let ends_with =
            |long: &str, end: &str| long.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
        let known = self.files.get(path.rsplit('/').next()?)?;
        let fitting = known.iter().filter(|(other, _)| ends_with(other, path) || ends_with(path, other));
        fitting.max_by_key(|(other, _)| other.len().min(path.len())).map(|(_, lines)| lines)
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let text = attribute.value.into_owned();
    Some(
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&amp;", "&"),
    )
}

/// How the lines that a commit put into one file are covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCoverage {
    /// The file.
    pub path: Box<str>,
    /// Lines of the commit that still stand and can be run.
    pub lines: u32,
    /// Of these, those that tests ran.
    pub covered: u32,
    /// Lines that no test ran, 1-based as the file is at the end of the range, at most 20.
    pub missed: Vec<u32>,
}

/// How the lines that a commit put in are covered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeCoverage {
    /// Lines of the commit that still stand and can be run.
    pub lines: u32,
    /// Of these, those that tests ran.
    pub covered: u32,
    /// The files, those with most missed lines first, at most 20.
    pub files: Vec<FileCoverage>,
}

impl ChangeCoverage {
    /// Adds a file: the lines that the commit put in, 1-based as the file is now.
    pub fn add(&mut self, path: &str, added: impl Iterator<Item = u32>, known: &CoveredLines) {
        let mut file = FileCoverage { path: path.into(), lines: 0, covered: 0, missed: Vec::new() };
        for line in added {
            match known.get(&line) {
                Some(true) => file.covered += 1,
                Some(false) if file.missed.len() < MISSED_AT_MOST => file.missed.push(line),
                Some(false) => {}
                None => continue,
            }
            file.lines += 1;
        }
        if file.lines > 0 {
            self.lines += file.lines;
            self.covered += file.covered;
            self.files.push(file);
        }
    }

    /// Puts the files with most missed lines first, and leaves out the rest.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        let missed = |file: &FileCoverage| file.lines - file.covered;
        self.files.sort_by(|one, other| missed(other).cmp(&missed(one)).then_with(|| one.path.cmp(&other.path)));
        self.files.truncate(FILES_AT_MOST);
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LCOV: &str = "TN:\nSF:/home/ann/work/src/a.rs\nDA:1,5\nDA:2,0\nLF:2\nend_of_record\nSF:/home/ann/work/src/a.rs\nDA:2,1\nDA:3,0,abc\nend_of_record\n";
    const COBERTURA: &str = r#"<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "x"><coverage><sources><source>/w</source></sources>
        <packages><package name="p"><classes><class name="a" filename="pkg/a.py"><methods/><lines>
        <line number="1" hits="1"/><line number="2" hits="0" branch="true"></line></lines></class></classes></package></packages></coverage>"#;

    #[test]
    fn both_forms_are_read() {
        let lcov = Coverage::read(LCOV).unwrap();
        assert_eq!(lcov.of("src/a.rs").unwrap(), &CoveredLines::from([(1, true), (2, true), (3, false)]));
        assert_eq!(lcov.of("other/a.rs"), None);
        let cobertura = Coverage::read(COBERTURA).unwrap();
        assert_eq!(cobertura.of("pkg/a.py").unwrap(), &CoveredLines::from([(1, true), (2, false)]));
        assert!(cobertura.of("src/pkg/a.py").is_some(), "a report may begin at a folder of the project");
    }

    #[test]
    fn what_is_no_report_is_refused() {
        assert!(matches!(Coverage::read("hello"), Err(BadCoverage::Empty)));
        assert!(matches!(Coverage::read("<coverage/>"), Err(BadCoverage::Empty)));
        assert!(matches!(Coverage::read("<coverage></cover>"), Err(BadCoverage::Xml { .. })));
    }

    #[test]
    fn lines_that_no_test_ran_are_named() {
        let coverage = Coverage::read(LCOV).unwrap();
        let mut change = ChangeCoverage::default();
        change.add("src/a.rs", 1..=9, coverage.of("src/a.rs").unwrap());
        assert_eq!((change.lines, change.covered, change.files[0].missed.as_slice()), (3, 2, &[3][..]));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(<?[a-zA-Z:/=\"'!\\[\\]?&;., 0-9-]{0,30}>?\n){0,12}") {
            if let Ok(coverage) = Coverage::read(&text) {
                prop_assert!(!coverage.files.is_empty());
            }
        }
    }
}
