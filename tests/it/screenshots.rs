//! The pictures in `screenshots/`: made from the real program's screen on the sample project, and held against it.
//!
//! `UPDATE_SCREENSHOTS=1 cargo test --test it screenshots` makes them anew.

use std::path::{Path, PathBuf};

use tminus::testkit::Repo;

use crate::{
    cockpit::{Cockpit, Start},
    program::tminus,
};

/// When the pictures are taken: the clock for display stands still.
const CLOCK: &str = "2026-06-01T12:00:00Z";

/// One picture.
struct Scene {
    name: &'static str,
    title: &'static str,
    size: (u16, u16),
    /// What is pressed before it is taken, and what shows that it may be.
    act: fn(&Cockpit),
}

const SCENES: [Scene; 6] = [
    Scene {
        name: "commits",
        title: "The commits of a release, with the reasons for the risk of one and its diff",
        size: (120, 32),
        act: |cockpit| {
            ready(cockpit).press("n").see("says that it breaks").see("How a client connects");
        },
    },
    Scene {
        name: "breaking",
        title: "Breaking changes: the findings, and one before and after",
        size: (120, 32),
        act: |cockpit| {
            ready(cockpit).press("2").see("Client::connect").press("j").see("is new");
        },
    },
    Scene {
        name: "notes",
        title: "Release notes: the text beside the page",
        size: (120, 32),
        act: |cockpit| {
            ready(cockpit).press("3").see("Breaking changes").see("not told");
        },
    },
    Scene {
        name: "gates",
        title: "The gates, each with its verdict and evidence",
        size: (100, 26),
        act: |cockpit| {
            ready(cockpit).press("4").see("Approval by a person").press("Enter").see("not reviewed yet");
        },
    },
    Scene {
        name: "ship",
        title: "The plan of a release, step by step",
        size: (100, 26),
        act: |cockpit| {
            ready(cockpit).press("5").see("Push main and v2.0.0");
        },
    },
    Scene {
        name: "small",
        title: "The commits on a terminal of 40 columns and 10 rows",
        size: (40, 10),
        act: |cockpit| {
            ready(cockpit).see("refuse answers");
        },
    },
];

/// Waits until the gates are judged and the first warning has made way for the hints.
fn ready(cockpit: &Cockpit) -> &Cockpit {
    cockpit.see("T-3").gone("breaks `")
}

#[test]
fn pictures_show_the_program_as_it_is() {
    let home = Repo::without_git();
    let made = tminus(&home).env("TMINUS_CLOCK", CLOCK).args(["demo", "--make", "sample"]).output().unwrap();
    let work = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let update = environment("UPDATE_SCREENSHOTS").is_some();
    let mut stale = Vec::new();
    for scene in SCENES {
        let cockpit = Start::in_repo(&home)
            .args(&["--trust", &work])
            .size(scene.size.0, scene.size.1)
            .env("TMINUS_CLOCK", CLOCK)
            .open();
        (scene.act)(&cockpit);
        cockpit.rests();
        let picture = cockpit.picture(scene.title);
        cockpit.press("q");
        assert_eq!(cockpit.ends(), (0, true), "{}", scene.name);
        let path = folder().join(scene.name).with_extension("svg");
        if update {
            write(&path, &picture);
        } else if read(&path) != picture {
            stale.push(scene.name);
        }
    }
    assert!(
        stale.is_empty(),
        "stale: {stale:?}; `UPDATE_SCREENSHOTS=1 cargo test --test it screenshots` makes them anew"
    );
}

#[test]
fn every_picture_of_the_readme_is_there() {
    let readme = include_str!("../../README.md");
    for scene in SCENES {
        assert!(
            readme.contains(&format!("screenshots/{}.svg", scene.name)),
            "README.md does not show `{}`",
            scene.name
        );
    }
    assert_eq!(readme.matches("](screenshots/").count(), SCENES.len());
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots")
}

#[expect(clippy::disallowed_methods, reason = "the pictures are files of the project")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "the pictures are files of the project")]
fn write(path: &Path, picture: &str) {
    std::fs::create_dir_all(folder()).unwrap();
    std::fs::write(path, picture).unwrap();
}

#[expect(clippy::disallowed_methods, reason = "whether to make them anew is asked of whoever runs the tests")]
fn environment(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name)
}
