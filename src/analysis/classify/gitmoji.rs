//! Emoji that stand for a kind, as teams that follow the gitmoji convention write them.

use Kind::{Build, Chore, Ci, Docs, Feat, Fix, Perf, Refactor, Revert, Style, Test};

use crate::analysis::Kind;

/// What a gitmoji, as emoji or shortcode, speaks for.
pub(super) fn gitmoji(subject: &str) -> Option<Kind> {
    const MARKS: [(&str, &str, Kind); 34] = [
        ("✨", ":sparkles:", Feat),
        ("🎉", ":tada:", Feat),
        ("🚩", ":triangular_flag_on_post:", Feat),
        ("🚸", ":children_crossing:", Feat),
        ("🐛", ":bug:", Fix),
        ("🚑", ":ambulance:", Fix),
        ("🩹", ":adhesive_bandage:", Fix),
        ("🔒", ":lock:", Fix),
        ("🥅", ":goal_net:", Fix),
        ("✏", ":pencil2:", Docs),
        ("📝", ":memo:", Docs),
        ("📚", ":books:", Docs),
        ("💡", ":bulb:", Docs),
        ("🎨", ":art:", Style),
        ("💄", ":lipstick:", Style),
        ("🚨", ":rotating_light:", Style),
        ("♻", ":recycle:", Refactor),
        ("🔥", ":fire:", Refactor),
        ("🚚", ":truck:", Refactor),
        ("⚰", ":coffin:", Refactor),
        ("🏗", ":building_construction:", Refactor),
        ("⚡", ":zap:", Perf),
        ("🐎", ":racehorse:", Perf),
        ("✅", ":white_check_mark:", Test),
        ("🧪", ":test_tube:", Test),
        ("👷", ":construction_worker:", Ci),
        ("💚", ":green_heart:", Ci),
        ("📦", ":package:", Build),
        ("⬆", ":arrow_up:", Build),
        ("⬇", ":arrow_down:", Build),
        ("📌", ":pushpin:", Build),
        ("🔧", ":wrench:", Chore),
        ("🔖", ":bookmark:", Chore),
        ("⏪", ":rewind:", Revert),
    ];
    let subject = subject.trim_start();
    MARKS
        .iter()
        .find(|(emoji, code, _)| subject.starts_with(emoji) || subject.starts_with(code))
        .map(|(_, _, kind)| *kind)
}
