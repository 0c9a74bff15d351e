//! Reads manifests of each format into one model.

mod json;
mod lines;
mod python;
mod toml;
mod xml;

use super::model::Manifest;
use crate::breaking::{Source, Unread};

/// Reads a manifest of the form that its path gave it.
pub(super) fn read(source: &mut Source<'_>) -> Result<Manifest, Unread> {
    let mut manifest = match source.form {
        "cargo" => toml::cargo(source.text)?,
        "pyproject" => toml::pyproject(source.text)?,
        "npm" => json::npm(source.text)?,
        "composer" => json::composer(source.text)?,
        "setup.cfg" => lines::setup_cfg(source.text),
        "setup.py" => python::setup(source)?,
        "go.mod" => lines::go(source.text),
        "gemspec" => lines::gemspec(source.text),
        "gradle" => lines::gradle(source.text),
        "maven" => xml::maven(source.text)?,
        _ => xml::dotnet(source.text)?,
    };
    source.form.clone_into(&mut manifest.system);
    Ok(manifest)
}

/// The line of a byte.
fn line_at(text: &str, byte: usize) -> u32 {
    text.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count() as u32 + 1
}

/// The name and the range of `name[extra]>=1.0; marker`, as Python writes a dependency.
fn python_dependency(text: &str) -> Option<(String, String)> {
    let text = text.split(';').next()?.trim();
    let end = text.find(|letter: char| !letter.is_alphanumeric() && !"-_.".contains(letter)).unwrap_or(text.len());
    let name = text[..end].to_ascii_lowercase().replace(['_', '.'], "-");
    let mut range = text[end..].trim();
    if range.starts_with('[') {
        range = range.split_once(']').map_or("", |(_, rest)| rest).trim();
    }
    let is_address = range.starts_with('@');
    (!name.is_empty() && !is_address).then(|| (name, range.trim_matches(['(', ')']).to_owned()))
}
