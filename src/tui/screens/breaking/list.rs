//! The rows of the screen: findings under headings, then commits that declare what the sources do not show.

use super::{
    filter::Filter,
    work::{Found, Item},
};

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    /// What the rows below it have in common.
    Heading(String),
    /// A finding, by its place.
    Finding(usize),
    /// A commit that declares what the sources do not show, by its place.
    Unshown(usize),
}

impl Row {
    /// Whether the cursor may stand on it.
    pub(super) fn is_choosable(&self) -> bool {
        !matches!(self, Self::Heading(_))
    }
}

/// What findings are put together by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// Ecosystem and package.
    #[default]
    Package,
    /// How sure they are.
    Certainty,
    /// The commit that made them.
    Commit,
}

impl Order {
    /// The next one.
    pub(super) const fn next(self) -> Self {
        match self {
            Self::Package => Self::Certainty,
            Self::Certainty => Self::Commit,
            Self::Commit => Self::Package,
        }
    }

    /// The word for it.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Package => "by package",
            Self::Certainty => "by certainty",
            Self::Commit => "by commit",
        }
    }

    fn heading(self, item: &Item) -> String {
        let finding = &item.finding;
        match self {
            Self::Package => match &finding.package {
                Some(package) => format!("{}  {package}", finding.ecosystem),
                None => finding.ecosystem.clone(),
            },
            Self::Certainty => finding.certainty.as_str().to_owned(),
            Self::Commit => match &item.maker {
                Some(maker) => format!("{} {}", maker.id.short(), maker.subject),
                None => "no commit of the range alone".to_owned(),
            },
        }
    }
}

/// All rows that pass.
pub(super) fn rows(found: &Found, filter: &Filter, order: Order) -> Vec<Row> {
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    let mut passing: Vec<usize> = (0..found.items.len()).filter(|place| filter.passes(&found.items[*place])).collect();
    if order == Order::Certainty {
        passing.sort_by_key(|place| std::cmp::Reverse(found.items[*place].finding.certainty));
    }
    for place in passing {
        let heading = order.heading(&found.items[place]);
        match groups.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, places)) => places.push(place),
            None => groups.push((heading, vec![place])),
        }
    }
    let mut rows = Vec::new();
    for (heading, places) in groups {
        rows.push(Row::Heading(heading));
        rows.extend(places.into_iter().map(Row::Finding));
    }
    if filter.text().is_empty() && !found.unshown.is_empty() {
        rows.push(Row::Heading("declared, and not shown by the sources".to_owned()));
        rows.extend((0..found.unshown.len()).map(Row::Unshown));
    }
    rows
}
