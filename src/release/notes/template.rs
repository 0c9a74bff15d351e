//! Finds the template that the settings name: the repository's own where it is trusted, the user's, or the built-in one.

use std::path::Path;

use crate::{
    config::Trust,
    drafting::Template,
    fault::{Failure, Fault},
    notes::{BUILT_IN_NAME, BUILT_IN_TEMPLATE},
    release::Opened,
    store::disk,
};

/// A template is words; what is longer is something else.
const LONGEST: u64 = 1024 * 1024;
/// What a template's file may end with.
const ENDINGS: [&str; 4] = [".md.j2", ".md", ".j2", ""];

/// The template of the settings, and what is to be said about it.
pub(super) fn find(opened: &Opened) -> Result<(Template, Option<String>), Failure> {
    let name = &opened.loaded.settings.release.template;
    named(opened, name, (name == BUILT_IN_NAME).then_some(BUILT_IN_TEMPLATE))
}

/// A template by name, and what is to be said about it. `built_in` is taken where nobody has one of their own.
pub(in crate::release) fn named(
    opened: &Opened,
    name: &str,
    built_in: Option<&str>,
) -> Result<(Template, Option<String>), Failure> {
    if name.is_empty() || name.contains(['/', '\\']) || name.starts_with('.') {
        return Err(Failure::new(Fault::Usage, format!("`{name}` is no name of a template"))
            .hint("a template is named by its file in `.tminus/templates`, without folder and ending"));
    }
    let mut warning = None;
    if let Some(root) = opened.repository.work_dir()
        && let Some((place, source)) = read(&root.join(".tminus/templates"), name)?
    {
        if matches!(opened.trust(), Trust::Trusted(_)) {
            return Ok((Template { name: place, source }, None));
        }
        warning = Some(format!("`{place}` is not used until you trust this repository (`--trust` for once)"));
    }
    if let Some(folders) = &opened.folders
        && let Some((place, source)) = read(&folders.config().join("templates"), name)?
    {
        return Ok((Template { name: place, source }, warning));
    }
    match (built_in, warning) {
        (Some(source), warning) => Ok((Template { name: name.to_owned(), source: source.to_owned() }, warning)),
        // What may not be used yet must not keep anybody from seeing a release.
        (None, Some(warning)) if name == opened.loaded.settings.release.template => {
            Ok((Template { name: BUILT_IN_NAME.into(), source: BUILT_IN_TEMPLATE.into() }, Some(warning)))
        }
        (None, Some(warning)) => Err(Failure::new(Fault::Usage, warning)),
        (None, None) => Err(Failure::new(Fault::Usage, format!("there is no template `{name}`"))
            .hint(format!("write `.tminus/templates/{name}.md.j2`"))),
    }
}

fn read(folder: &Path, name: &str) -> Result<Option<(String, String)>, Failure> {
    for ending in ENDINGS {
        let path = folder.join(format!("{name}{ending}"));
        if !path.is_file() {
            continue;
        }
        let place = path.display().to_string();
        if disk::length(&path) > LONGEST {
            return Err(Failure::new(Fault::Usage, format!("the template `{place}` is longer than 1 MiB")));
        }
        return Ok(Some((place, disk::read_text(&path)?)));
    }
    Ok(None)
}
