//! Functions and methods.

use super::{At, Comparer, generics::has_more_bounds};
use crate::breaking::{
    Certainty, Draft,
    rust::{
        facts::{Receiver, Signature},
        krate::Def,
        rules::{functions, traits},
    },
};

/// How a trait's method is seen: by those who call it alone, or also by those who implement it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Implementers {
    Nobody,
    Anybody,
}

impl Comparer<'_, '_, '_, '_> {
    /// Compares signatures; `of_trait` for methods of traits.
    pub(super) fn functions(
        &mut self,
        path: &str,
        (old, before): (At<'_>, &Signature),
        (new, now): (At<'_>, &Signature),
        of_trait: Option<Implementers>,
    ) {
        let can_implement = of_trait == Some(Implementers::Anybody);
        if !before.is_unsafe && now.is_unsafe {
            self.changed(&functions::UNSAFE_ADDED, path, old, new, "");
        }
        if before.is_unsafe && !now.is_unsafe && can_implement {
            self.changed(&traits::METHOD_UNSAFE_REMOVED, path, old, new, "");
        }
        if before.is_const && !now.is_const {
            self.changed(&functions::CONST_REMOVED, path, old, new, "");
        }
        if before.abi != now.abi {
            let name = |abi: &Option<String>| abi.clone().unwrap_or_else(|| "Rust".to_owned());
            let detail = format!("`{}` became `{}`", name(&before.abi), name(&now.abi));
            self.changed(&functions::ABI_CHANGED, path, old, new, detail);
        }
        self.linkage(path, (old, before), (new, now));
        let needed: Vec<String> = new
            .item
            .attrs
            .target_features
            .iter()
            .filter(|feature| !has_feature(&old.item.attrs.target_features, feature))
            .map(|feature| format!("`{feature}`"))
            .collect();
        if !needed.is_empty() {
            self.changed(&functions::TARGET_FEATURE, path, old, new, needed.join(", "));
        }
        let lost = |feature: &&String| !has_feature(&new.item.attrs.target_features, feature);
        if can_implement && let Some(feature) = old.item.attrs.target_features.iter().find(lost) {
            self.changed(&traits::METHOD_TARGET_FEATURE_REMOVED, path, old, new, format!("`{feature}`"));
        }
        self.receiver(path, (old, before), (new, now), can_implement);
        self.parameters(path, (old, before), (new, now), of_trait.is_some());
        self.function_generics(path, old, new, (&now.params, of_trait.is_some()));
        self.result(path, (old, before), (new, now), can_implement);
    }

    /// What linkers see.
    fn linkage(&mut self, path: &str, (old, before): (At<'_>, &Signature), (new, now): (At<'_>, &Signature)) {
        let Some(name) = &old.item.attrs.export else { return };
        let shown = |name: &str, at: At<'_>| if name.is_empty() { at.item.name.clone() } else { name.to_owned() };
        let was = shown(name, old);
        match &new.item.attrs.export {
            Some(name) if shown(name, new) == was => {
                if before.result.is_none() && now.result.is_some() {
                    self.changed(&functions::RETURN_ADDED, path, old, new, "");
                }
            }
            Some(name) => {
                let detail = format!("`{was}` became `{}`", shown(name, new));
                self.changed(&functions::EXPORT_CHANGED, path, old, new, detail);
            }
            None => self.changed(&functions::EXPORT_CHANGED, path, old, new, format!("`{was}` is gone")),
        }
    }

    fn receiver(
        &mut self,
        path: &str,
        (old, before): (At<'_>, &Signature),
        (new, now): (At<'_>, &Signature),
        can_implement: bool,
    ) {
        let (before, now) = (old.receiver(before), new.receiver(now));
        match (&before, &now) {
            (None, None) => {}
            (Some(_), None) => self.changed(&functions::RECEIVER_REMOVED, path, old, new, ""),
            (None, Some(_)) => self.changed(&functions::RECEIVER_ADDED, path, old, new, ""),
            (Some(was), Some(is)) if was == is => {}
            (Some(Receiver::Typed(was)), Some(Receiver::Typed(is))) => {
                if let Some(most) = self.differs(old, was, new, is) {
                    let draft = Draft::new(&functions::RECEIVER, path).old(old.spot()).new_at(new.spot());
                    self.push(draft.detail(format!("takes `{is}` instead of `{was}`")).at_most(most));
                }
            }
            (Some(was), Some(is)) => {
                // Who calls may give more than is asked for; who implements may not.
                let asks_less = matches!(
                    (was, is),
                    (Receiver::Mut | Receiver::Owned, Receiver::Ref) | (Receiver::Owned, Receiver::Mut)
                );
                let is_copied = *was == Receiver::Ref && *is == Receiver::Owned && self.is_copied(new);
                if is_copied && !can_implement {
                    return;
                }
                if can_implement || !asks_less {
                    let detail = format!("takes {} instead of {}", words(is), words(was));
                    self.changed(&functions::RECEIVER, path, old, new, detail);
                } else if *was == Receiver::Owned {
                    let draft = Draft::new(&functions::RECEIVER, path).old(old.spot()).new_at(new.spot());
                    let detail = format!("takes {} instead of {}", words(is), words(was));
                    self.push(draft.detail(detail).at_most(Certainty::Possible));
                }
            }
        }
    }

    /// Whether the values that a method is called on are copied where they are taken.
    fn is_copied(&self, method: At<'_>) -> bool {
        let Some(ty) = method.self_type else { return false };
        let path: Vec<String> = super::impls::base(ty).split("::").map(str::to_owned).collect();
        let is_copy =
            |def: Def| matches!(def, Def::Item(_, item) if item.attrs.derives.iter().any(|name| name == "Copy"));
        self.new.krate.resolve(method.module, &path).into_iter().any(is_copy)
    }

    fn parameters(
        &mut self,
        path: &str,
        (old, before): (At<'_>, &Signature),
        (new, now): (At<'_>, &Signature),
        of_trait: bool,
    ) {
        if before.params.len() != now.params.len() {
            let count =
                |count: usize| if count == 1 { "1 parameter".to_owned() } else { format!("{count} parameters") };
            let detail = format!("{} instead of {}", count(now.params.len()), before.params.len());
            self.changed(&functions::PARAMETERS, path, old, new, detail);
            return;
        }
        for (was, is) in before.params.iter().zip(&now.params) {
            let Some(most) = self.differs(old, was, new, is) else {
                if statics(is) > statics(was) {
                    let draft = Draft::new(&functions::PARAMETER_TYPE, path).old(old.spot()).new_at(new.spot());
                    self.push(draft.detail(format!("`{was}` became `{is}`")).at_most(Certainty::Likely));
                }
                continue;
            };
            let (plain_was, plain_is) = self.plain(old, was, new, is);
            // Whatever was passed to a parameter of one type can be passed where more types do.
            let is_wider = !plain_was.is_open && plain_is.is_open && !of_trait;
            let is_reborrowed =
                plain_was.text.strip_prefix("&mut ").is_some_and(|rest| plain_is.text == format!("&{rest}"));
            let is_narrower = plain_was.text.starts_with(['$']) && !plain_is.is_open
                || has_more_bounds(&squeezed_type(is), &squeezed_type(was), |bound| bound != "'static");
            if is_wider || (is_reborrowed || is_lent(&plain_was.text, &plain_is.text)) && !of_trait {
                continue;
            }
            let draft = Draft::new(&functions::PARAMETER_TYPE, path).old(old.spot()).new_at(new.spot());
            let draft = draft.detail(self.became((old, was), (new, is)));
            self.push(draft.at_most(if is_narrower { Certainty::Likely } else { most }));
        }
    }

    /// A result that holds on to more of what was passed.
    fn captures(&mut self, path: &str, (old, was): (At<'_>, &str), (new, is): (At<'_>, &str)) {
        let (Some(before), Some(now)) = (captured(was), captured(is)) else { return };
        if now.len() > before.len() && before.iter().all(|name| now.contains(name)) {
            let draft = Draft::new(&functions::RETURN_TYPE, path).old(old.spot()).new_at(new.spot());
            self.push(draft.detail(format!("`{was}` became `{is}`, which borrows from more of what was passed")));
        }
    }

    fn result(
        &mut self,
        path: &str,
        (old, before): (At<'_>, &Signature),
        (new, now): (At<'_>, &Signature),
        can_implement: bool,
    ) {
        if before.is_async != now.is_async {
            let result = |signature: &Signature| signature.result.clone().unwrap_or_else(|| "()".to_owned());
            let (sync, other) = if before.is_async { (now, before) } else { (before, now) };
            let is_future =
                result(sync).contains("Future") && result(sync).contains(&format!("Output = {}", result(other)));
            if !is_future {
                let detail = if now.is_async { "is now async" } else { "is no longer async" };
                self.changed(&functions::ASYNC_CHANGED, path, old, new, detail);
            }
            return;
        }
        match (&before.result, &now.result) {
            (Some(_), None) => self.changed(&functions::RETURN_REMOVED, path, old, new, ""),
            (None, Some(is)) if is != "!" && new.item.attrs.export.is_none() => {
                // A result that nobody takes is dropped; who implements has to return it.
                let most = if can_implement { Certainty::Likely } else { Certainty::Possible };
                let draft = Draft::new(&functions::RETURN_TYPE, path).old(old.spot()).new_at(new.spot());
                self.push(draft.detail(format!("`()` became `{is}`")).at_most(most));
            }
            (Some(was), Some(is)) => {
                let Some(most) = self.differs(old, was, new, is) else {
                    self.captures(path, (old, was), (new, is));
                    if statics(was) > statics(is) {
                        let draft = Draft::new(&functions::RETURN_TYPE, path).old(old.spot()).new_at(new.spot());
                        self.push(
                            draft.detail(format!("`{was}` became `{is}`, which borrows")).at_most(Certainty::Likely),
                        );
                    }
                    return;
                };
                let is_hidden_now = is.starts_with("impl ") && !was.contains("impl ") && !was.contains("dyn ");
                let is_told_now = was.starts_with("impl ") && !is.contains("impl ");
                if is_told_now && !can_implement {
                    return;
                }
                let draft = Draft::new(&functions::RETURN_TYPE, path).old(old.spot()).new_at(new.spot());
                let draft = draft.detail(self.became((old, was), (new, is)));
                // What is promised of a hidden type by itself stays when it is not written any more.
                let counts = |bound: &str| !was.contains("impl ") || !matches!(bound, "Send" | "Sync" | "Unpin");
                let is_less = has_more_bounds(&squeezed_type(was), &squeezed_type(is), counts);
                self.push(draft.at_most(if is_hidden_now || is_less { Certainty::Likely } else { most }));
            }
            _ => {}
        }
    }
}

/// A type as written, on one line.
fn squeezed_type(ty: &str) -> String {
    ty.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a reference to one type is one to the other where it is passed: `&String` is `&str`.
fn is_lent(was: &str, is: &str) -> bool {
    let (Some(was), Some(is)) = (was.strip_prefix('&'), is.strip_prefix('&')) else { return false };
    let inner = |name: &str| was.strip_prefix(name).and_then(|rest| rest.strip_prefix('<')?.strip_suffix('>'));
    match is {
        "str" => was == "String",
        "Path" => was == "PathBuf",
        "OsStr" => was == "OsString",
        "CStr" => was == "CString",
        _ => {
            let slice = is.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            slice.is_some_and(|of| inner("Vec") == Some(of)) || inner("Box") == Some(is) || inner("Arc") == Some(is)
        }
    }
}

/// References and arguments that live for ever: what a `dyn` type holds does so by itself.
fn statics(ty: &str) -> usize {
    ty.match_indices("'static").filter(|(at, _)| ty[..*at].ends_with(['&', '<'])).count()
}

/// The names in `use<...>`.
fn captured(ty: &str) -> Option<Vec<&str>> {
    let (_, rest) = ty.split_once("use<")?;
    let (inner, _) = rest.split_once('>')?;
    Some(inner.split(',').map(str::trim).filter(|name| !name.is_empty()).collect())
}

/// Features of processors, each with the one that it brings.
const BRINGS: [(&str, &str); 9] = [
    ("avx512f", "avx2"),
    ("avx2", "avx"),
    ("fma", "avx"),
    ("avx", "sse4.2"),
    ("sse4.2", "sse4.1"),
    ("sse4.1", "ssse3"),
    ("ssse3", "sse3"),
    ("sse3", "sse2"),
    ("sse2", "sse"),
];

/// Whether a feature is among others, or brought by one of them.
fn has_feature(features: &[String], wanted: &str) -> bool {
    let brings = |name: &str| BRINGS.iter().find(|(more, _)| *more == name).map(|(_, less)| *less);
    features
        .iter()
        .any(|name| std::iter::successors(Some(name.as_str()), |name| brings(name)).any(|name| name == wanted))
}

impl At<'_> {
    /// How a method takes its value, `self: &Name` as `&self`.
    fn receiver(&self, signature: &Signature) -> Option<Receiver> {
        let receiver = signature.receiver.clone()?;
        let (Receiver::Typed(ty), Some(own)) = (&receiver, self.self_type) else { return Some(receiver) };
        let known = match ty.strip_prefix('&') {
            Some(rest) if rest.strip_prefix("mut ") == Some(own) => Receiver::Mut,
            Some(rest) if rest == own => Receiver::Ref,
            None if ty == own => Receiver::Owned,
            _ => receiver,
        };
        Some(known)
    }
}

fn words(receiver: &Receiver) -> String {
    match receiver {
        Receiver::Owned => "`self`".to_owned(),
        Receiver::Ref => "`&self`".to_owned(),
        Receiver::Mut => "`&mut self`".to_owned(),
        Receiver::Typed(ty) => format!("`self: {ty}`"),
    }
}
