//! A template of a document: minijinja, strict about what is missing and bounded in what it may compute.

use std::io;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Serde};

use super::filters;

use crate::fault::{Fault, Faulty};

/// Steps that a template may take: enough for tens of thousands of commits, an end for a loop without one.
const FUEL: u64 = 20_000_000;

/// Bytes that a template may write: more is no document that anybody reads.
const LONGEST: usize = 32 * 1024 * 1024;

/// A template with the name that its errors carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// What it is called: a file's path, or the name of a built-in one.
    pub name: String,
    /// Its text.
    pub source: String,
}

/// A template that cannot be read or rendered.
#[derive(Debug, thiserror::Error)]
#[error("template `{name}`{place}: {reason}", place = place(*line, *column))]
pub struct TemplateError {
    /// The template's name.
    pub name: String,
    /// The line, 1-based, where it is known.
    pub line: Option<usize>,
    /// The column, 1-based, where it is known.
    pub column: Option<usize>,
    /// What is wrong with it.
    pub reason: String,
}

impl Faulty for TemplateError {
    fn fault(&self) -> Fault {
        Fault::Usage
    }

    fn hints(&self) -> Vec<String> {
        vec!["`docs/templates.md` lists what a template can use".into()]
    }
}

impl Template {
    /// Renders it over `values`.
    pub fn render(&self, values: &impl serde::Serialize) -> Result<String, TemplateError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_debug(true);
        environment.set_syntax(syntax());
        environment.set_fuel(Some(FUEL));
        environment.set_recursion_limit(100);
        filters::add(&mut environment);
        let mut page = Bounded(Vec::new());
        environment
            .template_from_named_str(&self.name, &self.source)
            .and_then(|template| template.render_captured_to(Value::from(Serde(values)), &mut page).map(drop))
            .map_err(|error| self.told(&error))?;
        Ok(String::from_utf8_lossy(&page.0).into_owned())
    }

    fn told(&self, error: &minijinja::Error) -> TemplateError {
        let mut reason = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        if error.kind() == minijinja::ErrorKind::OutOfFuel {
            "it computes without end".clone_into(&mut reason);
        } else if error.kind() == minijinja::ErrorKind::UndefinedError {
            reason = format!("{}{}", error.kind(), missing_name(error));
        }
        if error.kind() == minijinja::ErrorKind::WriteFailure {
            "it writes without end".clone_into(&mut reason);
        }
        TemplateError { name: self.name.clone(), line: error.line(), column: self.column(error), reason }
    }

    fn column(&self, error: &minijinja::Error) -> Option<usize> {
        let before = self.source.get(..error.range()?.start)?;
        Some(before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
    }
}

fn place(line: Option<usize>, column: Option<usize>) -> String {
    match (line, column) {
        (Some(line), Some(column)) => format!(", line {line}, column {column}"),
        (Some(line), None) => format!(", line {line}"),
        (None, _) => String::new(),
    }
}

/// A page that ends where nobody would read on.
struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST {
            return Err(io::Error::other("the page is too long"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn syntax() -> SyntaxConfig {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
        .expect("the delimiters are the default ones, which do not clash")
}

fn missing_name(error: &minijinja::Error) -> String {
    let source = error.template_source();
    let name = error.range().zip(source).and_then(|(range, source)| source.get(range));
    name.map_or(String::new(), |name| format!(": `{name}`"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn template(source: &str) -> Template {
        Template { name: "notes.md".into(), source: source.into() }
    }

    #[test]
    fn values_are_laid_out() {
        let rendered = template("{% for entry in entries %}\n- {{ entry }}\n{% endfor %}\n")
            .render(&json!({"entries": ["a", "<b>"]}));
        assert_eq!(rendered.unwrap(), "- a\n- <b>\n");
    }

    #[test]
    fn what_is_missing_is_an_error_with_its_line() {
        let error = template("one\n{{ verison }}\n").render(&json!({"version": "1"})).unwrap_err();
        assert_eq!(error.to_string(), "template `notes.md`, line 2, column 4: undefined value: `verison`");
    }

    #[test]
    fn a_syntax_error_tells_its_line() {
        let error = template("one\n\n{% if %}\n").render(&json!({})).unwrap_err();
        assert_eq!(error.line, Some(3));
    }

    #[test]
    fn a_template_that_writes_without_end_is_stopped() {
        let source = "{% for a in range(99999) %}{{ long }}{% endfor %}";
        let error = template(source).render(&json!({"long": "x".repeat(10_000)})).unwrap_err();
        assert!(error.to_string().ends_with("it writes without end"), "{error}");
    }

    #[test]
    fn an_error_deep_in_a_line_tells_its_column() {
        let error = template("a\n  é {{ name | nope }}\n").render(&json!({"name": "x"})).unwrap_err();
        assert_eq!((error.line, error.column), (Some(2), Some(15)), "{error}");
    }

    #[test]
    fn an_endless_template_is_stopped() {
        let source = "{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}";
        let error = template(source).render(&json!({})).unwrap_err();
        assert!(error.to_string().contains("computes without end"), "{error}");
    }
}
