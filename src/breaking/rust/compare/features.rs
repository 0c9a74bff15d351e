//! Features of a package.

use std::collections::BTreeSet;

use super::Package;
use crate::breaking::{
    Draft, Report, Spot,
    rust::{
        facts::{Feature, Manifest},
        read::is_internal_feature,
        rules::crates,
    },
};

pub(super) fn compare(old: &Package, new: &Package, report: &mut Report) {
    let name = old.manifest.package.as_deref().unwrap_or(&old.name);
    let spot = |package: &Package, feature: &Feature| {
        let text = format!("{} = {:?}", feature.name, feature.enables);
        Spot::new(&package.manifest_path, feature.line, text)
    };
    if old.name != new.name {
        let draft = Draft::new(&crates::LIBRARY_RENAMED, &old.name).detail(&new.name);
        let text = |name: &str| format!("name = \"{name}\"");
        let (old_spot, new_spot) =
            (Spot::new(&old.manifest_path, 1, text(&old.name)), Spot::new(&new.manifest_path, 1, text(&new.name)));
        report.push(draft.old(old_spot).new_at(new_spot).package(Some(name)));
    }
    let (was_on, is_on) = (on_by_default(&old.manifest), on_by_default(&new.manifest));
    for feature in old.manifest.features.iter().filter(|feature| !is_internal_feature(&feature.name)) {
        let symbol = format!("{name}/{}", feature.name);
        let now = new.manifest.features.iter().find(|other| other.name == feature.name);
        let Some(now) = now else {
            // Without a list of defaults there are none.
            if feature.name != "default" || !feature.enables.is_empty() {
                let draft = Draft::new(&crates::FEATURE_REMOVED, symbol).detail(name);
                report.push(draft.old(spot(old, feature)).package(Some(name)));
            }
            continue;
        };
        if feature.name == "default" {
            continue;
        }
        if was_on.contains(&feature.name) && !is_on.contains(&feature.name) {
            let draft = Draft::new(&crates::FEATURE_NOT_DEFAULT, &symbol).detail(name);
            report.push(draft.old(spot(old, feature)).new_at(spot(new, now)).package(Some(name)));
        }
        let reached = enabled_by(&new.manifest, &feature.name);
        let of_users = |other: &&String| old.manifest.features.iter().any(|known| known.name == **other);
        let lost: Vec<String> = feature
            .enables
            .iter()
            .filter(of_users)
            .filter(|other| !is_internal_feature(other) && !reached.contains(other.as_str()))
            // One that is gone is told by itself.
            .filter(|other| new.manifest.features.iter().any(|known| known.name == **other))
            .map(|other| format!("`{other}`"))
            .collect();
        if !lost.is_empty() {
            let draft = Draft::new(&crates::FEATURE_ENABLES, &symbol).detail(lost.join(", "));
            report.push(draft.old(spot(old, feature)).new_at(spot(new, now)).package(Some(name)));
        }
    }
}

/// The features that `default` switches on, directly or not.
pub(super) fn on_by_default(manifest: &Manifest) -> BTreeSet<String> {
    enabled_by(manifest, "default")
}

fn enabled_by(manifest: &Manifest, feature: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![feature.to_owned()];
    while let Some(name) = waiting.pop() {
        for feature in manifest.features.iter().filter(|feature| feature.name == name) {
            for enabled in &feature.enables {
                if found.insert(enabled.clone()) {
                    waiting.push(enabled.clone());
                }
            }
        }
    }
    found
}
