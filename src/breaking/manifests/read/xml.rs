//! `pom.xml` and .NET's projects.

use std::collections::HashMap;

use quick_xml::{Reader, events::Event};

use super::super::compare::java_level;
use super::super::model::{Manifest, Need, Said};
use super::line_at;
use crate::breaking::Unread;

/// Elements deeper than this are not read.
const DEEPEST: usize = 32;

/// The texts of elements, by path, and attributes as `path@name`.
fn elements(text: &str) -> Result<Vec<(String, Said)>, Unread> {
    let mut reader = Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    let mut found = Vec::new();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or_default();
        match reader.read_event().map_err(|error| Unread::Invalid(error.to_string()))? {
            Event::Start(_) if path.len() > DEEPEST => {
                return Err(Unread::Invalid("it is nested too deeply".to_owned()));
            }
            Event::Start(start) => {
                let name = start.local_name();
                let name: &str = name.as_ref();
                path.push(name.to_owned());
            }
            Event::End(_) => {
                path.pop();
            }
            Event::Text(content) => {
                let content: &str = &content;
                let content = content.trim().to_owned();
                if !content.is_empty() {
                    found.push((path.join("/"), Said::new(content, line_at(text, at))));
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// Reads `pom.xml`.
pub(super) fn maven(text: &str) -> Result<Manifest, Unread> {
    let elements = elements(text)?;
    let get = |path: &str| elements.iter().find(|(known, _)| known == path).map(|(_, said)| said.clone());
    if !elements.iter().any(|(path, _)| path.starts_with("project/")) {
        return Err(Unread::Foreign);
    }
    let mut manifest = Manifest::default();
    let group = get("project/groupId").or_else(|| get("project/parent/groupId"));
    if let Some(artifact) = get("project/artifactId") {
        let group = group.map(|group| group.text).unwrap_or_default();
        manifest.name = Some(Said::new(format!("{group}:{}", artifact.text), artifact.line));
    }
    let properties: HashMap<&str, &Said> =
        elements.iter().filter_map(|(path, said)| Some((path.strip_prefix("project/properties/")?, said))).collect();
    let resolved = |said: &Said| {
        let name = said.text.strip_prefix("${").and_then(|name| name.strip_suffix('}'));
        match name {
            Some(name) => properties.get(name).map(|value| (*value).clone()),
            None => Some(said.clone()),
        }
    };
    // The first of these that is there counts for the compiler.
    let configured = |what: &str| {
        let ends = format!("plugin/configuration/{what}");
        let mut plugin = "";
        elements
            .iter()
            .find(|(path, said)| {
                if path.ends_with("plugin/artifactId") {
                    plugin = &said.text;
                }
                // Others say for what they document or test.
                plugin == "maven-compiler-plugin" && path.ends_with(&ends) && path.starts_with("project/build")
            })
            .map(|(_, said)| said)
    };
    let property = |name: &str| properties.get(name).copied();
    let level = configured("release")
        .or_else(|| property("maven.compiler.release"))
        .or_else(|| configured("target"))
        .or_else(|| property("maven.compiler.target"))
        .or_else(|| configured("source"))
        .or_else(|| property("maven.compiler.source"))
        .or_else(|| property("java.version"));
    if let Some(said) = level.and_then(resolved)
        && let Some(version) = java_level(&said.text)
    {
        manifest.needs.push(Need::new("java", format!(">={version}"), said.line));
    }
    Ok(manifest)
}

/// Reads a project of .NET.
pub(super) fn dotnet(text: &str) -> Result<Manifest, Unread> {
    let elements = elements(text)?;
    let get = |name: &str| elements.iter().find(|(path, _)| path == &format!("Project/PropertyGroup/{name}"));
    let get = |name: &str| get(name).map(|(_, said)| said.clone());
    let is = |name: &str, value: &str| get(name).is_some_and(|said| said.text.eq_ignore_ascii_case(value));
    let is_test = text.contains("Microsoft.NET.Test.Sdk") || is("IsTestProject", "true");
    let is_program = is("OutputType", "Exe") || is("OutputType", "WinExe") || text.contains("Microsoft.NET.Sdk.Web");
    let is_private = is_test || is("IsPackable", "false") || is_program && !is("PackAsTool", "true");
    let mut manifest = Manifest { is_private, ..Manifest::default() };
    manifest.name = get("PackageId").or_else(|| get("AssemblyName")).filter(|said| !said.text.contains('$'));
    if let Some(frameworks) = get("TargetFrameworks").or_else(|| get("TargetFramework")) {
        let names = frameworks.text.split(';').map(str::trim).filter(|name| !name.is_empty() && !name.contains('$'));
        manifest.frameworks = names.map(|name| Said::new(name, frameworks.line)).collect();
    }
    manifest.programs.extend(get("ToolCommandName"));
    Ok(manifest)
}
