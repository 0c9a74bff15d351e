//! The pages of a commit and of what it refers to, on the forge that the remote tells; and opening them.

use super::{
    model::Action,
    work::{Outcome, Request},
};
use crate::{
    analysis::{Reference, ReferenceKind},
    fault::Failure,
    history::CommitId,
    notes::Links,
    process::Browser,
    release::{Options, notes::links},
    tui::{
        overlays::{Ask, MenuItem},
        screen::{Command, Notice},
        work::Job,
    },
};

/// A page on the web, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it shows, such as `pull request 12`.
    pub what: String,
    /// Its address.
    pub address: String,
}

/// Finds the pages of a commit.
pub(super) fn find(
    options: &Options,
    id: CommitId,
    references: &[Reference],
    job: &Job<Outcome>,
) -> Result<(), Failure> {
    let workspace = job.site().workspace(options)?;
    job.send(Outcome::Pages(links(&workspace).map_or_else(Vec::new, |links| pages(&links, id, references))));
    Ok(())
}

/// Opens a page, where there is something to open it with.
pub(super) fn open(address: String, job: &Job<Outcome>) {
    let is_open = Browser::of(&job.site().environment).is_some_and(|browser| browser.open(&address));
    job.send(Outcome::Browsed { address, is_open });
}

fn pages(links: &Links, id: CommitId, references: &[Reference]) -> Vec<Page> {
    let mut pages = vec![Page { what: format!("commit {}", id.short()), address: links.commit(&id.to_string()) }];
    for reference in references {
        let page = page(links, reference);
        pages.extend(page.filter(|page| pages.iter().all(|known| known.address != page.address)));
    }
    pages
}

fn page(links: &Links, reference: &Reference) -> Option<Page> {
    let text = reference.id.as_str();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_id = text.len() >= 7 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (what, address) = match reference.kind {
        ReferenceKind::PullRequest if is_number => (format!("pull request {text}"), links.pull(text)),
        ReferenceKind::Issue | ReferenceKind::Fixes if is_number => (format!("issue {text}"), links.issue(text)),
        ReferenceKind::Reverts if is_number => (format!("pull request {text}, reverted"), links.pull(text)),
        ReferenceKind::Reverts | ReferenceKind::Fixes | ReferenceKind::CherryPick if is_id => {
            let word = match reference.kind {
                ReferenceKind::Reverts => "reverted",
                ReferenceKind::Fixes => "mended",
                _ => "picked",
            };
            (format!("commit {}, {word}", &text[..7]), links.commit(text))
        }
        _ => return None,
    };
    Some(Page { what, address })
}

/// What is asked or done once the pages are known: the only one opens at once, of several one is chosen.
pub(super) fn choose(pages: Vec<Page>) -> Command<Action, Request> {
    match pages.as_slice() {
        [] => {
            Command::Say(Notice::hint("no page is known: the remote is on no forge that tminus knows the addresses of"))
        }
        [only] => Command::Work("browse", Request::Browse(only.address.clone())),
        _ => {
            let items = pages
                .into_iter()
                .map(|page| MenuItem::new(page.what, page.address.clone(), Action::Browse(page.address)));
            Command::Ask(Ask::Menu { title: "Open in the browser".into(), items: items.collect(), cursor: 0 })
        }
    }
}

/// What is told when a page was opened, or could not be: then it is copied.
pub(super) fn told(address: String, is_open: bool) -> Command<Action, Request> {
    if is_open {
        return Command::Say(Notice::done(format!("opened {address}")));
    }
    let what = format!("{address} : no browser can be opened from here");
    Command::Copy { text: address, what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_leads_to_its_page_and_to_those_of_what_it_refers_to() {
        let links = Links::of_remote("git@github.com:acme/rocket.git").unwrap();
        let id: CommitId = "a".repeat(40).parse().unwrap();
        let reference = |kind, id: &str| Reference { kind, id: id.into() };
        let references = [
            reference(ReferenceKind::PullRequest, "12"),
            reference(ReferenceKind::Issue, "7"),
            reference(ReferenceKind::Fixes, "0123456789ab"),
            reference(ReferenceKind::Issue, "ABC-12"),
            reference(ReferenceKind::PullRequest, "12"),
        ];
        let found: Vec<String> = pages(&links, id, &references).into_iter().map(|page| page.address).collect();
        let base = "https://github.com/acme/rocket";
        let expected = [
            format!("{base}/commit/{id}"),
            format!("{base}/pull/12"),
            format!("{base}/issues/7"),
            format!("{base}/commit/0123456789ab"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn where_no_browser_opens_the_address_is_shown_and_copied() {
        let told = told("https://example.org/".into(), false);
        let Command::Copy { text, what } = told else { panic!("{told:?}") };
        assert!(text == "https://example.org/" && what.starts_with("https://example.org/ "), "{what}");
    }
}
