//! Points that add up, and a past that later commits do not change.

use proptest::prelude::*;

use super::{
    Assessment, BadRules, ChangeFacts, Code, Course, Evidence, FACTORS, Level, LineFacts, Measure, Mix, Model, Outlook,
    OwnRules, Place, Seen, Standing, Step, Tidying, judge, named_culprits, says_something, signs, speaks_of_tidying,
};
use crate::analysis::{
    Flags,
    shape::{Sensitive, Shape},
};

fn sum(assessment: &Assessment) -> i32 {
    assessment.in_words().factors.iter().map(|factor| factor.points).sum()
}

fn seen(points: i8) -> Seen {
    Seen { code: Code::Size, points, numbers: (0, 0) }
}

proptest! {
    #[test]
    fn a_score_is_the_sum_of_its_factors(points in prop::collection::vec(-60_i8..=100, 0..40)) {
        let assessment = Assessment::of(points.iter().copied().map(seen).collect());
        prop_assert_eq!(sum(&assessment), i32::from(assessment.score()));
        prop_assert!(assessment.score() <= 100);
        prop_assert!(assessment.factors().all(|seen| seen.points != 0));
        let whole: i32 = points.iter().map(|points| i32::from(*points)).sum();
        prop_assert_eq!(i32::from(assessment.score()), whole.clamp(0, 100));
    }

    #[test]
    fn what_evidence_is_made_of_is_kept_as_it_was(first: u32, second in 0_u32..300) {
        let seen = [1, 2].map(|points| Seen { points, numbers: (first, second), ..seen(1) });
        let kept: Vec<Seen> = Assessment::of(seen.to_vec()).factors().collect();
        prop_assert_eq!(kept, vec![seen[1], seen[0]]);
    }
}

#[test]
fn what_is_over_a_hundred_is_told() {
    let risk = Assessment::of(vec![seen(90), seen(40)]).in_words();
    assert_eq!(risk.score, 100);
    let ceiling = risk.factors.iter().find(|factor| factor.name == "ceiling").unwrap();
    assert_eq!((ceiling.points, ceiling.evidence.as_str()), (-30, "the points add up to 130; a score ends at 100"));
}

#[test]
fn what_is_under_zero_is_told() {
    let risk = Assessment::of(vec![seen(-90), seen(-90), seen(3)]).in_words();
    assert_eq!(risk.score, 0);
    let floor: Vec<_> = risk.factors.iter().filter(|factor| factor.name == "floor").collect();
    assert_eq!(floor.iter().map(|factor| factor.points).sum::<i32>(), 177);
    assert_eq!(floor[0].evidence, "the points add up to -177; a score begins at 0");
}

fn shape(paths: &[(&str, u32, u32)], rules: &OwnRules) -> Shape {
    let files = paths
        .iter()
        .map(|(path, insertions, deletions)| crate::analysis::shape::tests::change(path, *insertions, *deletions))
        .collect();
    Shape::of(&crate::analysis::shape::tests::changes(files), &Sensitive::default().with(rules.clone()))
}

fn step(author: u32, time: i64, shape: &Shape) -> Step<'_> {
    Step {
        author,
        time,
        is_fix: false,
        is_merge: false,
        touches: &shape.touches,
        folders: &shape.folder_numbers.all,
        tops: &shape.folder_numbers.tops,
        area: 7,
    }
}

fn assess_with(subject: &str, paths: &[(&str, u32, u32)], flags: Flags, rules: &OwnRules) -> Assessment {
    let model = Model::built_in();
    let shape = shape(paths, rules);
    let change = ChangeFacts {
        top_folders: shape.top_folders as f32,
        folders: shape.folders as f32,
        files: shape.n_files() as f32,
        lines: Some(LineFacts {
            added: shape.changed.0 as f32,
            removed: shape.changed.1 as f32,
            code: shape.code_lines() as f32,
            before: 200.0,
        }),
        mix: Mix::of(&shape.files),
        ..ChangeFacts::default()
    };
    let outlook = Outlook::of(&Course::default(), &step(1, 0, &shape), change, None, &[], model.prior());
    let mut words = model.words().of_message(subject, "").into_vec();
    words.extend(&shape.words);
    let met = rules.of_message(subject, "") & shape.rules;
    judge(model, rules, &outlook, &Evidence { flags, shape: &shape, words: &words, rules: met })
}

fn assess(paths: &[(&str, u32, u32)], flags: Flags) -> Assessment {
    assess_with("net: rework", paths, flags, &OwnRules::default())
}

#[test]
fn larger_sensitive_and_breaking_is_riskier() {
    let small = assess(&[("src/a.rs", 3, 1)], Flags::empty());
    let large = assess(&[("src/a.rs", 300, 100)], Flags::empty());
    let sensitive = assess(&[("src/auth/a.rs", 300, 100)], Flags::empty());
    let breaking = assess(&[("src/auth/a.rs", 300, 100)], Flags::BREAKING);
    let docs = assess(&[("docs/a.md", 300, 100)], Flags::empty());
    assert!(small.score() < large.score());
    assert!(large.score() < sensitive.score());
    assert!(sensitive.score() < breaking.score());
    assert!(docs.score() < large.score());
    assert!(small.probability < large.probability);
    assert_eq!(sensitive.probability.is_some(), breaking.probability.is_some());
}

#[test]
fn a_merge_has_no_risk_of_its_own() {
    assert_eq!(assess(&[("src/a.rs", 300, 100)], Flags::MERGE), Assessment::default());
}

#[test]
fn only_ancestors_count_as_the_past() {
    let shape = shape(&[("src/a.rs", 1, 1)], &OwnRules::default());
    let none = [f32::NAN; Measure::RANKED];
    let row = |author, is_fix| Step { is_fix, ..step(author, 0, &shape) };
    let mut course = Course::default();
    course.before(&row(1, true), none);
    let (first, side) = (course.within(&row(2, false), none), course.within(&row(3, true), none));
    assert_eq!((first, side, course.n_before()), (1, 2, 1));
    let one = course.known(&row(2, false), &[0b01]);
    assert_eq!((one.files.changes, one.files.fixes, one.author.commits, one.files.own), (2.0, 1.0, 1.0, 1.0));
    let both = course.known(&row(2, false), &[0b11]);
    assert_eq!((both.files.changes, both.files.fixes, both.author.commits), (3.0, 2.0, 1.0));
}

#[test]
fn a_culprit_counts_once_it_was_named() {
    let shape = shape(&[("src/a.rs", 1, 1)], &OwnRules::default());
    let none = [f32::NAN; Measure::RANKED];
    let step = step(1, 0, &shape);
    let mut course = Course::default();
    let culprit = course.within(&step, none);
    let fixes = [course.within(&step, none), course.within(&step, none)];
    for by in [fixes[0], fixes[1], fixes[0]] {
        course.names_culprit(by, culprit);
    }
    course.names_culprit(culprit, fixes[0]);
    let known = |ancestors: u64| {
        let known = course.known(&step, &[ancestors]);
        (known.files.culprits, known.author.culprits, known.standing.named)
    };
    assert_eq!(known(0b001), (0.0, 0.0, 0.0));
    assert_eq!(known(0b011), (1.0, 1.0, 1.0));
    assert_eq!(known(0b101), (1.0, 1.0, 1.0));
    assert_eq!(known(0b111), (1.0, 1.0, 1.0));
    assert_eq!(known(0b110), (0.0, 0.0, 0.0));
}

#[test]
fn a_project_weighs_factors_and_adds_its_own() {
    let rules = "[weights]\nsize = 0\n[[factor]]\nname = \"money\"\npoints = 30\npaths = [\"pay/**\"]\nmessage = \"(?i)REFUND\"\nevidence = \"moves money\"\n";
    let rules = OwnRules::read(rules).unwrap();
    let large = [("pay/a.rs", 300, 100)];
    let own = assess_with("net: refund twice", &large, Flags::empty(), &rules).in_words();
    let money = own.factors.iter().find(|factor| factor.name == "money").unwrap();
    assert_eq!((money.points, money.evidence.as_str()), (30, "moves money"));
    assert!(!own.factors.iter().any(|factor| factor.name == "size"));
    assert_eq!(own.factors.iter().map(|factor| factor.points).sum::<i32>(), i32::from(own.score));
    let others = [
        assess_with("net: pay", &large, Flags::empty(), &rules),
        assess_with("refund", &[("a.rs", 1, 1)], Flags::empty(), &rules),
    ];
    assert!(others.iter().all(|risk| !risk.in_words().factors.iter().any(|factor| factor.name == "money")));
    let plain = assess_with("net: refund twice", &large, Flags::empty(), &OwnRules::default());
    assert_eq!(plain.in_words().probability, own.probability, "the chance is the model's alone");
}

#[test]
fn rules_that_cannot_be_are_refused_with_the_reason() {
    let check = |text: &str, reason: &str| {
        let told = OwnRules::read(text).unwrap_err().to_string();
        assert!(told.contains(reason), "{told}");
    };
    check("[weights]\nsise = 1", "`sise` in `weights` is no factor");
    check("[weights]\nsize = -1", "the weight of `size`");
    check("[weights]\nsize = nan", "the weight of `size`");
    check("[other]", "other");
    check("[[factor]]\nname = \"a\"\npoints = 3", "needs `paths` or `message`");
    check("[[factor]]\nname = \"a\"\npoints = 300\nmessage = \"x\"", "from -100 to 100");
    check("[[factor]]\nname = \"A b\"\npoints = 3\nmessage = \"x\"", "small letters");
    check("[[factor]]\nname = \"size\"\npoints = 3\nmessage = \"x\"", "built in");
    check("[[factor]]\nname = \"a\"\npoints = 3\nmessage = \"(\"", "no regular expression");
    check("[[factor]]\nname = \"a\"\npoints = 3\npaths = [\"a[\"]", "no glob");
    assert!(matches!(OwnRules::read("[weights]\nsise = 1"), Err(BadRules::NoFactor { near: Some("size"), .. })));
}

#[test]
fn every_factor_has_evidence_in_words() {
    for code in Code::ALL {
        for numbers in [(0, 0), (1, 1), (7, 31), (u32::MAX, u32::MAX)] {
            let told = code.evidence(numbers.0, numbers.1);
            assert!(!told.is_empty() || code == Code::OwnRule, "{code:?}");
        }
    }
    assert_eq!(Level::of(75).as_str(), "critical");
}

#[test]
fn tidying_up_is_told_from_what_is_said_and_from_lines() {
    let tidying = |subject: &str, added: f32, removed: f32, files: f32| {
        let lines = Some(LineFacts { added, removed, ..LineFacts::default() });
        let speaks_of_tidying = speaks_of_tidying(subject);
        Tidying::of(&ChangeFacts { files, lines, speaks_of_tidying, ..ChangeFacts::default() })
    };
    for (subject, expected) in [("net: Fix typos", true), ("Rename `x`", true), ("net: fix crash", false), ("", false)]
    {
        assert_eq!(speaks_of_tidying(subject), expected, "{subject}");
    }
    assert_eq!(tidying("Fix typos", 80.0, 81.0, 40.0), Tidying::SaidAndWide);
    assert_eq!(tidying("Fix typos", 2.0, 2.0, 1.0), Tidying::SaidAndEven);
    assert_eq!(tidying("Fix typos", 20.0, 2.0, 40.0), Tidying::Said);
    assert_eq!(tidying("net: rework", 80.0, 81.0, 40.0), Tidying::Wide);
    assert_eq!(tidying("net: rework", 2.0, 2.0, 1.0), Tidying::Even);
    assert_eq!(tidying("net: rework", 0.0, 0.0, 40.0), Tidying::No);
}

#[test]
fn words_that_mean_nothing_have_no_points() {
    let words = Model::built_in().words();
    for word in (0..words.len()).filter_map(|number| words.word(number as u16)) {
        assert!(word.place == Place::Extension || says_something(&word.text), "{word:?}");
    }
    assert!(["and", "is", "the", "of", "don"].iter().all(|word| !says_something(word)));
    assert!(["cache", "crash", "use-after-free"].iter().all(|word| says_something(word)));
}

#[test]
fn the_built_in_card_is_whole() {
    let model = Model::built_in();
    assert!(model.words().len() > 100);
    assert!(model.prior().iter().all(|values| values.len() > 50 && values.is_sorted()));
    for (code, measure, _) in FACTORS {
        assert!(!code.name().is_empty() && Measure::ALL[*measure as usize] == *measure);
    }
    assert!(model.times_usual(0.024) > 0.5 && model.times_usual(0.024) < 2.0);
}

#[test]
fn culprits_are_named_by_fixes_reverts_and_blame() {
    let check =
        |subject: &str, body: &str, expected: &[&str]| assert_eq!(named_culprits(subject, body), expected, "{body}");
    check("net: fix", "Fixes: 468176fa07d9 (\"libcamera: add\")", &["468176fa07d9"]);
    check("net: fix", "  fixes 468176fa07d9", &["468176fa07d9"]);
    check(
        "Revert \"x\"",
        "This reverts commit 468176FA07D9468176fa07d9468176fa07d90000.",
        &["468176fa07d9468176fa07d9468176fa07d90000"],
    );
    check("x", "It is a regression from 1a2b3c4, as seen in #12.", &["1a2b3c4"]);
    check("x", "Broken since commit 1a2b3c4.\nBroken since 1a2b3c4.", &["1a2b3c4"]);
    check("Revert \"Revert \"x\"\"", "This reverts commit 1a2b3c4.", &[]);
    check("x", "(cherry picked from commit 1a2b3c4, which reverts)", &[]);
    check("x", "Fixes: #1234567\nSee 1a2b3c4 and the defaced facade of 1234567.", &[]);
    check("x", "fixes é 1a2b3c4", &["1a2b3c4"]);
}

#[test]
fn trailers_and_what_is_too_long_explain_nothing() {
    assert_eq!(signs::explanation("Why.\n\nSigned-off-by: A <a@b>\nCc: x\nFixes: 1234567\n"), "Why.\n\nFixes: 1234567");
    assert_eq!(signs::explanation(&"ü".repeat(9000)).len(), 600);
    assert_eq!(signs::explanation(""), "");
}

#[test]
fn words_are_cut_from_nothing() {
    let found = |subject: &str, body: &str| {
        let mut found = Vec::new();
        signs::of_message(subject, body, |place, text| found.push((place, text.to_owned())));
        found
    };
    let words = found("Fix: für x2 the CACHE", "see `foo`\n- one");
    let has = |place, text: &str| words.contains(&(place, text.to_owned()));
    assert!(has(Place::Subject, "cache") && has(Place::Message, "cache") && has(Place::Beginning, "fix"));
    assert!(has(Place::Mark, "code") && has(Place::Mark, "dashes") && has(Place::Message, "one"));
    assert!(!words.iter().any(|(_, text)| ["r", "f", "x2", "x"].contains(&text.as_str())), "{words:?}");
}

proptest! {
    #[test]
    fn any_message_is_read(subject in ".{0,300}", body in "(.|\n){0,900}", path in ".{0,80}") {
        let model = Model::built_in();
        let words = model.words().of_message(&subject, &signs::explanation(&body));
        prop_assert!(words.is_sorted());
        model.words().of_paths([path.as_str()].into_iter());
        named_culprits(&subject, &body);
    }
}

#[test]
fn a_record_moves_the_chance_only_as_it_ripens() {
    let standing = |named: usize, days: f32| {
        Standing::new(std::iter::repeat_n(days, named), 1000, std::iter::repeat_n(Some(days), 63))
    };
    let (new, old, named) = (standing(0, 1.0), standing(0, 300.0), standing(60, 300.0));
    let times = |standing: Standing| standing.times_usual(0.02, 4.0);
    assert!(times(old) < times(new) && times(new) < 1.0 && times(named) > 2.0);
    assert!((times(Standing::default()) - 1.0).abs() < 1e-6);
    assert!(times(standing(60, 3000.0)) < times(named), "habits change, and old ones fade");
    let stated = |days| times(Standing::default().with(60.0, 1000.0, days));
    assert!(1.0 < stated(900.0) && stated(900.0) < stated(0.0));
}
