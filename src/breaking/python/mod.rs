//! Python: what packages offer to those who import them, and which changes of it break these.
//!
//! Public is what can be imported without an underscore in its name: what `__all__` lists, or, without it, what modules
//! define and packages re-export from their own modules. Names are followed through imports, `import *` and aliases, and
//! members through base classes, as far as they lie in the repository. What depends on running the code (`__getattr__`,
//! decorators, bases of other distributions) is at most possible.

mod annotations;
mod compare;
mod extract;
mod layout;
mod model;
mod rules;
#[cfg(test)]
mod tests;
mod view;

use crate::{
    breaking::{Ecosystem, Form, Pair, Report, Rule, Source, Unread},
    syntax::Language,
};

/// Python.
pub(super) struct Python;

impl Ecosystem for Python {
    type Facts = model::Module;

    const NAME: &'static str = "python";
    const VERSION: u32 = 4;
    const RULES: &'static [&'static [Rule]] = &[rules::names::RULES, rules::calls::RULES, rules::classes::RULES];
    const EXAMPLE_PATH: &'static str = "pkg/mod.py";
    const EXAMPLE_BESIDE: &'static [(&'static str, &'static str)] = &[("pkg/__init__.py", "")];

    fn claims(path: &str) -> Option<Form> {
        layout::is_python(path).then_some("source")
    }

    fn read(source: &mut Source<'_>) -> Result<Self::Facts, Unread> {
        if let Some(thinned) = extract::Thinned::new(source.text) {
            let parsed = source.parse_other(Language::Python, thinned.text())?;
            if !parsed.is_broken() {
                let mut module = extract::module(parsed.root(), thinned.text());
                thinned.complete(&mut module);
                extract::digest(&mut module.bindings);
                return Ok(module);
            }
        }
        let text = source.text;
        let parsed = source.parse(Language::Python)?;
        let mut module = extract::module(parsed.root(), text);
        extract::digest(&mut module.bindings);
        Ok(module)
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        compare::compare(pair, report);
    }
}
