//! What the Commits screen asks its user: kinds, orders, ranges, what to copy, what to find.

use super::{
    list::Order,
    model::{Action, Commits},
};
use crate::{
    analysis::{Kind, KindSource},
    tui::overlays::{Ask, MenuItem},
};

/// The prompt of the filter.
pub(super) const FILTER: &str = "filter";
/// The prompt of the range.
pub(super) const RANGE: &str = "range";

/// Asks for a filter; what is typed works at once.
pub(super) fn filter(value: &str) -> Ask<Action> {
    Ask::Prompt {
        question: FILTER,
        title: "Filter".into(),
        value: value.into(),
        hint: "words, or kind:fix risk:>50 sure:no author:ann path:src/api -is:reviewed".into(),
    }
}

/// Asks for a range in words.
pub(super) fn range(commits: &Commits) -> Ask<Action> {
    let value = commits
        .place
        .as_ref()
        .map_or_else(String::new, |place| format!("{}..{}", place.range.from.as_deref().unwrap_or(""), place.range.to));
    Ask::Prompt {
        question: RANGE,
        title: "Range".into(),
        value,
        hint: "from..to: tags, branches or ids; nothing before .. is the last release".into(),
    }
}

/// The range that was typed; nothing if nothing was.
pub(super) fn typed_range(text: &str) -> Option<(Option<String>, Option<String>)> {
    let given = |part: &str| Some(part.trim().to_owned()).filter(|part| !part.is_empty());
    let text = text.trim();
    match text.split_once("..") {
        // Three dots mean the same here: what is in `to` and not in `from`.
        Some((from, to)) => Some((given(from), given(to.trim_start_matches('.')))),
        None if text.is_empty() => None,
        None => Some((given(text), None)),
    }
}

/// Asks which release to begin at.
pub(super) fn ranges(commits: &Commits, tags: &[String]) -> Ask<Action> {
    let current = commits.place.as_ref().and_then(|place| place.range.from.as_deref());
    let mut items = vec![
        MenuItem::keyed('t', "type a range", "such as v1.0..main", Action::TypeRange),
        MenuItem::keyed('d', "the default", "since the last release", Action::UseRange(None, None)),
    ];
    for (index, tag) in tags.iter().enumerate() {
        let detail = if index == 0 { "since the newest tag" } else { "" };
        items.push(MenuItem::new(format!("{tag}..HEAD"), detail, Action::UseRange(Some(tag.clone()), None)));
        if let Some(before) = tags.get(index + 1) {
            let range = Action::UseRange(Some(before.clone()), Some(tag.clone()));
            items.push(MenuItem::new(format!("{before}..{tag}"), format!("what {tag} released"), range));
        }
    }
    let cursor =
        current.and_then(|current| items.iter().position(|item| item.label == format!("{current}..HEAD"))).unwrap_or(1);
    Ask::Menu { title: "Range".into(), items, cursor }
}

/// Asks for the kind of the chosen commits, if there are any.
pub(super) fn kinds(commits: &Commits) -> Option<Ask<Action>> {
    let current = commits.list.current()?;
    let count = commits.list.subjects().len();
    let title = if count == 1 { "Kind of this commit".to_owned() } else { format!("Kind of {count} commits") };
    let key = |kind| match kind {
        Kind::Feat => 'f',
        Kind::Fix => 'x',
        Kind::Docs => 'd',
        Kind::Style => 's',
        Kind::Refactor => 'r',
        Kind::Perf => 'p',
        Kind::Test => 't',
        Kind::Build => 'b',
        Kind::Ci => 'i',
        Kind::Chore => 'c',
        Kind::Revert => 'v',
    };
    let mut items: Vec<_> = Kind::ALL
        .into_iter()
        .map(|kind| MenuItem::keyed(key(kind), kind.as_str(), about(kind), Action::SetKind(Some(kind))))
        .collect();
    if current.kind.source == KindSource::Override {
        items.push(MenuItem::keyed('u', "as it was", "take the correction back", Action::SetKind(None)));
    }
    let cursor = Kind::ALL.iter().position(|kind| *kind == current.kind.kind).unwrap_or(0);
    Some(Ask::Menu { title, items, cursor })
}

const fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::Feat => "something users can newly do",
        Kind::Fix => "a defect mended",
        Kind::Docs => "documentation alone",
        Kind::Style => "formatting alone",
        Kind::Refactor => "the same behaviour, written otherwise",
        Kind::Perf => "the same behaviour, faster or smaller",
        Kind::Test => "tests alone",
        Kind::Build => "how it is built, and what from",
        Kind::Ci => "how it is checked and delivered",
        Kind::Chore => "upkeep that fits nowhere else",
        Kind::Revert => "an earlier commit taken back",
    }
}

/// Asks how to sort.
pub(super) fn orders(commits: &Commits) -> Ask<Action> {
    let items = Order::ALL.into_iter().map(|order| MenuItem::new(order.as_str(), "", Action::SortBy(order))).collect();
    let cursor = Order::ALL.iter().position(|order| *order == commits.list.order()).unwrap_or(0);
    Ask::Menu { title: "Sort by".into(), items, cursor }
}

/// Asks what to copy of the commit under the cursor, if there is one.
pub(super) fn copies(commits: &Commits) -> Option<Ask<Action>> {
    let commit = commits.list.current()?;
    let short = commit.id.short();
    let item = |key, what: &str, text: String| {
        let shown = text.chars().take(60).collect::<String>();
        MenuItem::keyed(key, what, shown, Action::CopyText(text, format!("the {what}")))
    };
    let mut items = vec![
        item('y', "id", commit.id.to_string()),
        item('i', "short id", short.clone()),
        item('s', "subject", commit.subject.to_string()),
        item('b', "id and subject", format!("{short} {}", commit.subject)),
        item('a', "author", format!("{} <{}>", commit.author.name.text, commit.author.email.text)),
    ];
    let subjects = commits.list.subjects();
    if subjects.len() > 1 {
        let ids = subjects.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        items.push(item('l', "list of chosen ids", ids));
    }
    Some(Ask::Menu { title: "Copy".into(), items, cursor: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_range_is_two_revisions_or_one() {
        let range = |from: Option<&str>, to: Option<&str>| Some((from.map(str::to_owned), to.map(str::to_owned)));
        assert_eq!(typed_range("v1..main"), range(Some("v1"), Some("main")));
        assert_eq!(typed_range("v1...main"), range(Some("v1"), Some("main")));
        assert_eq!(typed_range(" v1 "), range(Some("v1"), None));
        assert_eq!(typed_range("..main"), range(None, Some("main")));
        assert_eq!(typed_range("v1.."), range(Some("v1"), None));
        assert_eq!(typed_range("  "), None);
    }
}
