//! How a changelog writes the day of a release.

use std::sync::LazyLock;

use regex::Regex;

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)(?P<iso>\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b)
        |\b(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?P<long>[a-z]*)\.?\ +\d{1,2}(?P<nth>st|nd|rd|th)?(?P<comma>,?)\ +\d{4}\b
        |\b\d{1,2}\ +(?P<later>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?P<later_long>[a-z]*)\.?,?\ +\d{4}\b",
    )
    .expect("the pattern is a constant that a test compiles")
});
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day and what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    before: String,
    form: Form,
    after: String,
    is_alone: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `2026-01-31`, with this sign.
    Numbers(char),
    /// `January 31, 2026`, or `Jan`, with a comma or without.
    MonthFirst { is_short: bool, has_comma: bool },
    /// `31 January 2026`.
    DayFirst { is_short: bool },
}

impl Dated {
    /// ` - 2026-01-31`, as Keep a Changelog has it.
    pub(super) fn usual() -> Self {
        Self { before: " - ".into(), form: Form::Numbers('-'), after: String::new(), is_alone: false }
    }

    /// The day that words name, and its manner.
    pub(super) fn of(words: &str) -> Option<Self> {
        let found = DAY.captures(words)?;
        let whole = found.get(0)?;
        let is_short = |name: &str| found.name(name).is_some_and(|rest| rest.is_empty());
        let form = match (found.name("iso"), found.name("month")) {
            (Some(iso), _) => Form::Numbers(iso.as_str().chars().nth(4)?),
            (None, Some(_)) => Form::MonthFirst {
                is_short: is_short("long"),
                has_comma: found.name("comma").is_some_and(|comma| !comma.is_empty()),
            },
            (None, None) => Form::DayFirst { is_short: is_short("later_long") },
        };
        let before = &words[..whole.start()];
        let after = &words[whole.end()..];
        let is_usual = before
            .split(|letter: char| !letter.is_alphanumeric())
            .all(|word| ["", "released", "release", "published", "date", "on"].contains(&word.to_lowercase().as_str()));
        // A name of the release or a word on it is that release's own.
        let before = match before.trim_end().chars().next_back() {
            _ if is_usual => before.to_owned(),
            Some('(') => " (".to_owned(),
            _ => " - ".to_owned(),
        };
        let marks: String = after.chars().take_while(|letter| !letter.is_alphanumeric()).collect();
        let is_item = ["- ", "* ", "+ "].iter().any(|mark| words.trim_start().starts_with(mark));
        let is_alone = is_usual && marks.len() == after.len() && !is_item;
        let after = if marks.len() == after.len() {
            marks
        } else {
            marks.trim_end_matches([' ', '-', '–', '—', ',', '(', '[']).to_owned()
        };
        Some(Self { before, form, after, is_alone })
    }

    /// Whether nothing but the day is said.
    pub(super) fn is_alone(&self) -> bool {
        self.is_alone
    }

    /// The same with this day (`2026-01-31`).
    pub(super) fn with(&self, date: &str) -> String {
        let mut numbers = date.split('-');
        let (year, month, day) = (
            numbers.next().unwrap_or_default(),
            numbers.next().unwrap_or_default(),
            numbers.next().unwrap_or_default(),
        );
        let name = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.wrapping_sub(1))).copied();
        let day_number = day.trim_start_matches('0');
        let month_name = |is_short: bool| name.map(|name| if is_short { &name[..3] } else { name });
        let written = match self.form {
            Form::Numbers(sign) => None.or(Some(format!("{year}{sign}{month}{sign}{day}"))),
            Form::MonthFirst { is_short, has_comma } => month_name(is_short)
                .map(|month| format!("{month} {day_number}{} {year}", if has_comma { "," } else { "" })),
            Form::DayFirst { is_short } => month_name(is_short).map(|month| format!("{day_number} {month} {year}")),
        };
        format!("{}{}{}", self.before, written.unwrap_or_else(|| date.to_owned()), self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_the_one_before() {
        for (before, after) in [
            (" - 2025-12-31", " - 2026-01-05"),
            (" (2025-12-31)", " (2026-01-05)"),
            (" / 2025-12-31", " / 2026-01-05"),
            (" 2025/12/31", " 2026/01/05"),
            ("Released 2025-12-31", "Released 2026-01-05"),
            ("*Release date: December 31, 2025*", "*Release date: January 5, 2026*"),
            (", Dec 31 2025", ", Jan 5 2026"),
            (" (31 December 2025)", " (5 January 2026)"),
            (" \"Mellow Mouse\" (2025-12-31)", " (2026-01-05)"),
            (" - 2025-12-31 [YANKED]", " - 2026-01-05"),
        ] {
            assert_eq!(Dated::of(before).unwrap().with("2026-01-05"), after, "{before}");
        }
        assert_eq!(Dated::of(" the first one"), None);
    }
}
