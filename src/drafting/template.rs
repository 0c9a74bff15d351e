//! A template of a document: minijinja, strict about what is missing and bounded in what it may compute.

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Serde};

use crate::fault::{Fault, Faulty};

/// Steps that a template may take: enough for tens of thousands of commits, an end for a loop without one.
const FUEL: u64 = 20_000_000;

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
#[error("template `{name}`{place}: {reason}", place = line.map_or(String::new(), |line| format!(", line {line}")))]
pub struct TemplateError {
    /// The template's name.
    pub name: String,
    /// The line, 1-based, where it is known.
    pub line: Option<usize>,
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
        environment
            .template_from_named_str(&self.name, &self.source)
            .and_then(|template| template.render(Value::from(Serde(values))))
            .map_err(|error| self.told(&error))
    }

    fn told(&self, error: &minijinja::Error) -> TemplateError {
        let mut reason = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        if error.kind() == minijinja::ErrorKind::OutOfFuel {
            "it computes without end".clone_into(&mut reason);
        } else if error.kind() == minijinja::ErrorKind::UndefinedError {
            reason = format!("{}{}", error.kind(), missing_name(error));
        }
        TemplateError { name: self.name.clone(), line: error.line(), reason }
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
        assert_eq!(error.to_string(), "template `notes.md`, line 2: undefined value: `verison`");
    }

    #[test]
    fn a_syntax_error_tells_its_line() {
        let error = template("one\n\n{% if %}\n").render(&json!({})).unwrap_err();
        assert_eq!(error.line, Some(3));
    }

    #[test]
    fn an_endless_template_is_stopped() {
        let source = "{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}";
        let error = template(source).render(&json!({})).unwrap_err();
        assert!(error.to_string().contains("computes without end"), "{error}");
    }
}
