//! What a merge keeps, brings and asks.

use proptest::prelude::*;

use super::*;
use crate::notes::{Pulls, sample::commit};

const BASE: &str = "## Added\n\n- Stars (aaaaaa1)\n- Moons (aaaaaa2)\n\n## Fixed\n\n- Crash (aaaaaa3)\n";

fn index() -> CitationIndex {
    let commits: Vec<_> = (1..=9).map(|at| commit(&format!("aaaaaa{at}"), "feat: a thing of that number")).collect();
    CitationIndex::new(&commits, &Pulls::of_range(&commits))
}

fn of(mine: &str, base: &str, theirs: &str) -> Merged {
    merge(mine, base, theirs, &Titles::new(), &index())
}

fn merged(mine: &str, theirs: &str) -> String {
    of(mine, BASE, theirs).text
}

#[test]
fn untouched_notes_follow_the_draft() {
    assert_eq!(merged(BASE, "## Added\n\n- Else (aaaaaa4)\n"), "## Added\n\n- Else (aaaaaa4)\n");
}

#[test]
fn new_entries_stand_beside_their_neighbours_and_typed_lines_stay() {
    let mine = "Hello!  \n\n## Added\n\n- Many *stars* (aaaaaa1)\n- Moons (aaaaaa2)\n\nBye.\n\n## Fixed\n\n- Crash (aaaaaa3)\n";
    let theirs = "## Added\n\n- Stars (aaaaaa1)\n- Suns (aaaaaa4)\n- Moons (aaaaaa2)\n\n## Fixed\n\n- Hang (aaaaaa5)\n- Crash (aaaaaa3)\n";
    assert_eq!(
        merged(mine, theirs),
        "Hello!  \n\n## Added\n\n- Many *stars* (aaaaaa1)\n- Suns (aaaaaa4)\n- Moons (aaaaaa2)\n\nBye.\n\n## Fixed\n\n- Hang (aaaaaa5)\n- Crash (aaaaaa3)\n"
    );
}

#[test]
fn a_new_section_comes_once_and_in_its_place() {
    let mine = "## Added\n\n- My stars (aaaaaa1)\n\n## Fixed\n\n- Crash (aaaaaa3)\n";
    let theirs = format!("{BASE}\n## Removed\n\n- Old (aaaaaa6)\n- Older (aaaaaa7)\n");
    assert_eq!(
        merged(mine, &theirs),
        "## Added\n\n- My stars (aaaaaa1)\n\n## Removed\n\n- Old (aaaaaa6)\n- Older (aaaaaa7)\n\n## Fixed\n\n- Crash (aaaaaa3)\n"
    );
}

#[test]
fn html_that_only_the_other_side_has_comes_in_and_what_was_deleted_does_not() {
    let mine = "## Added\n\n- Many stars (aaaaaa1)\n- Moons (aaaaaa2)\n\n## Fixed\n\n- Crash (aaaaaa3)\n";
    let block = "<div align=\"center\">\n  <img src=\"sky.png\">\n</div>";
    let theirs = BASE.replace("\n## Fixed", &format!("\n{block}\n\n## Fixed"));
    let expected = mine.replace("\n## Fixed", &format!("\n{block}\n\n## Fixed"));
    assert_eq!(merged(mine, &theirs), expected);
    assert_eq!(of(&expected, &theirs, &theirs).text, expected);
    let later = theirs.replace("Crash (", "Crash and hang (");
    assert!(!of(mine, &theirs, &later).text.contains("<div"), "it was deleted by hand");
}

#[test]
fn what_a_person_deleted_stays_deleted() {
    let mine = "## Added\n\n- Stars, at last (aaaaaa1)\n";
    let theirs = format!("{BASE}- Hang (aaaaaa5)\n");
    assert_eq!(merged(mine, &theirs), "## Added\n\n- Stars, at last (aaaaaa1)\n\n## Fixed\n\n- Hang (aaaaaa5)\n");
    let theirs = BASE.replace("Crash (", "Crash and hang (");
    assert_eq!(merged(mine, &theirs), mine, "whatever the draft makes of it");
}

#[test]
fn an_untouched_line_goes_with_its_commit_and_an_emptied_section_with_it() {
    let mine = "Mine.\n\n## Added\n\n- Stars (aaaaaa1)\n- Moons (aaaaaa2)\n\n## Fixed\n\n- Crash (aaaaaa3)\n";
    let theirs = "## Added\n\n- Moons (aaaaaa2)\n";
    let merged = of(mine, BASE, theirs);
    assert_eq!(merged.text, "Mine.\n\n## Added\n\n- Moons (aaaaaa2)\n\n");
    assert_eq!(merged.removed, ["- Stars (aaaaaa1)", "- Crash (aaaaaa3)"]);
}

#[test]
fn a_line_that_both_changed_stays_and_is_asked_about() {
    let mine = BASE.replace("- Stars", "- My stars");
    let theirs = BASE.replace("- Stars (aaaaaa1)", "- Stars and suns (aaaaaa1, aaaaaa4)");
    let merged = of(&mine, BASE, &theirs);
    assert_eq!(merged.text, mine);
    assert_eq!(merged.theirs_preferred, theirs);
    let conflict = Conflict {
        base: "- Stars (aaaaaa1)".into(),
        mine: "- My stars (aaaaaa1)".into(),
        theirs: Some("- Stars and suns (aaaaaa1, aaaaaa4)".into()),
    };
    assert_eq!(merged.conflicts, std::slice::from_ref(&conflict));
    let again = of(&mine, &merged.base, &theirs);
    assert_eq!(again.conflicts, std::slice::from_ref(&conflict), "it is asked until it is answered");
    let answered = settled(&merged.base, &conflict, &Titles::new());
    assert!(of(&mine, &answered, &theirs).conflicts.is_empty());
}

#[test]
fn a_changed_line_whose_commit_went_stays_and_is_asked_about() {
    let mine = BASE.replace("- Crash", "- My crash");
    let theirs = "## Added\n\n- Stars (aaaaaa1)\n- Moons (aaaaaa2)\n";
    let merged = of(&mine, BASE, theirs);
    assert_eq!(merged.text, mine);
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merged.conflicts[0].theirs, None);
    assert!(!merged.theirs_preferred.contains("crash"));
    let answered = settled(&merged.base, &merged.conflicts[0], &Titles::new());
    assert!(of(&mine, &answered, theirs).conflicts.is_empty());
}

#[test]
fn an_untouched_line_takes_the_drafts_new_words_where_the_person_put_it() {
    let mine = "Mine.\n\n## Fixed\n\n* Stars (aaaaaa1)\n";
    let theirs = "## Added\n\n- Stars and suns (aaaaaa1, aaaaaa4)\n";
    assert_eq!(merged(mine, theirs), "Mine.\n\n## Fixed\n\n* Stars and suns (aaaaaa1, aaaaaa4)\n");
}

#[test]
fn an_untouched_line_moves_with_the_draft() {
    let mine = format!("Mine.\n\n{BASE}");
    let theirs = "## Added\n\n- Stars (aaaaaa1)\n\n## Fixed\n\n- Moons (aaaaaa2)\n- Crash (aaaaaa3)\n";
    assert_eq!(merged(&mine, theirs), format!("Mine.\n\n{theirs}"));
}

#[test]
fn a_section_with_another_heading_gets_its_new_entries() {
    let mine = BASE.replace("## Added", "## Shiny");
    let theirs = BASE.replace("- Moons", "- Suns (aaaaaa4)\n- Moons");
    assert_eq!(merged(&mine, &theirs), theirs.replace("## Added", "## Shiny"));
}

#[test]
fn windows_line_ends_are_kept() {
    let mine = "Mine.\r\n\r\n## Added\r\n\r\n- Stars (aaaaaa1)\r\n";
    let text = merged(mine, &format!("{BASE}- Hang (aaaaaa5)\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
    assert!(text.starts_with(mine));
}

#[test]
fn thousands_of_entries_merge_in_a_moment() {
    let entries =
        |words: &str| -> String { (0..5000).map(|at| ["- ", words, " ", &at.to_string(), "\n"].concat()).collect() };
    let base = format!("## Added\n\n{}", entries("Thing"));
    let theirs = format!("## Added\n\n{}", entries("Other"));
    let mine = format!("Hello.\n\n{base}\n- Mine\n");
    assert!(of(&mine, &base, &theirs).text.contains("Hello.\n"));
}

/// Entries in sections, as drafts have them.
fn draft() -> impl Strategy<Value = String> {
    let entry = (1..=9_u8, 0..3_u8).prop_map(|(commit, words)| {
        let words = ["Thing", "Something else", "Many\n  lines"][usize::from(words)];
        (commit, format!("- {words} (aaaaaa{commit})\n"))
    });
    prop::collection::vec((0..3_usize, entry), 0..7).prop_map(|entries| {
        let mut seen = Vec::new();
        let mut sections = [const { String::new() }; 3];
        for (section, (commit, source)) in entries {
            if !seen.contains(&commit) {
                seen.push(commit);
                sections[section].push_str(&source);
            }
        }
        let titles = ["## Added", "## Fixed", "## Thanks"];
        let filled = titles.iter().zip(&sections).filter(|(_, entries)| !entries.is_empty());
        filled.map(|(title, entries)| format!("{title}\n\n{entries}")).collect::<Vec<_>>().join("\n")
    })
}

/// What a person makes of a draft: lines gone, changed, and typed in between.
fn edited() -> impl Strategy<Value = (String, String)> {
    (draft(), prop::collection::vec((0..6_u8, "[ a-z*#>-]{0,12}"), 1..20)).prop_map(|(base, acts)| {
        let mut lines: Vec<String> = Vec::new();
        for (at, line) in base.split_inclusive('\n').enumerate() {
            let (act, words) = &acts[at % acts.len()];
            match act {
                0 => {}
                1 => lines.push(line.replace("ing", "ings, mine")),
                2 => lines.extend([format!("{words}!\n"), line.to_owned()]),
                _ => lines.push(line.to_owned()),
            }
        }
        (base, lines.concat())
    })
}

proptest! {
    #[test]
    fn nothing_hand_written_is_lost((base, mine) in edited(), theirs in draft()) {
        let text = of(&mine, &base, &theirs).text;
        let mut lines = text.lines();
        for line in mine.lines().filter(|line| line.ends_with('!') || line.contains("mine")) {
            prop_assert!(lines.any(|kept| kept == line), "{:?} in\n{}", line, text);
        }
    }

    #[test]
    fn any_typed_text_is_kept(typed in prop::collection::vec("[ a-z*#>`|\t<-]{0,20}!", 1..8), theirs in draft()) {
        let mine = format!("{}\n\n{BASE}", typed.join("\n"));
        let text = merged(&mine, &theirs);
        let mut lines = text.lines();
        for line in &typed {
            prop_assert!(lines.any(|kept| kept == line), "{:?} in\n{}", line, text);
        }
    }

    #[test]
    fn the_same_draft_again_changes_nothing((base, mine) in edited(), theirs in draft()) {
        let once = of(&mine, &base, &theirs);
        prop_assert_eq!(&of(&once.text, &base, &theirs).text, &once.text);
        let next = of(&once.text, &once.base, &theirs);
        prop_assert_eq!(&next.text, &once.text, "with the base of before {:?}", once.base);
    }

    #[test]
    fn one_side_alone_is_taken_as_it_is((base, mine) in edited(), theirs in draft()) {
        prop_assert_eq!(&of(&mine, &base, &base).text, &mine);
        prop_assert_eq!(&of(&base, &base, &theirs).text, &theirs);
    }

    #[test]
    fn any_three_texts_merge(texts in prop::array::uniform3("([-*#>` \t\r\na-c1-9()|]|## Added\n|- (aaaaaa1)\n|```\n){0,30}")) {
        let [mine, base, theirs] = texts;
        drop(of(&mine, &base, &theirs));
    }
}
