//! Auto traits: whether a type is `Send`, `Sync` and the like by what it holds, as far as that is known.

use super::{
    At, Comparer, End,
    impls::{base, id, last},
};
use crate::breaking::{
    Certainty, Draft,
    rust::{
        facts::{Body, Field, Item},
        krate::Def,
        read::split,
        rules::types,
    },
};

/// Auto traits that are looked at.
const NAMES: [&str; 4] = ["Send", "Sync", "Unpin", "UnwindSafe"];

/// Types in types that are followed.
const DEEPEST: usize = 24;

impl Comparer<'_, '_, '_, '_> {
    /// What a type holds takes an auto trait from it.
    pub(super) fn auto_traits(
        &mut self,
        path: &str,
        (old, before): (At<'_>, &[&Field]),
        (new, now): (At<'_>, &[&Field]),
    ) {
        let mut lost: Vec<(&str, bool)> = Vec::new();
        for name in NAMES {
            let (old_id, new_id) = (id(old.module, old.item), id(new.module, new.item));
            if self.new.impls.promises(&new_id, name) || self.old.impls.promises(&old_id, name) {
                continue;
            }
            let had = self.old.all_have(old, before, name);
            if had != Some(false) && self.new.all_have(new, now, name) == Some(false) {
                lost.push((name, had.is_some()));
            }
        }
        let is_unsized = |fields: &[&Field]| {
            fields.last().is_some_and(|field| {
                field.ty == "str"
                    || field.ty.starts_with("dyn ")
                    || field.ty.starts_with('[') && !field.ty.contains(';')
            })
        };
        if !is_unsized(before) && is_unsized(now) {
            lost.push(("Sized", true));
        }
        if lost.is_empty() {
            return;
        }
        let names: Vec<String> = lost.iter().map(|(name, _)| format!("`{name}`")).collect();
        let most = if lost.iter().any(|(_, known)| *known) { Certainty::Likely } else { Certainty::Possible };
        let draft = Draft::new(&types::AUTO_TRAIT, path).old(old.spot()).new_at(new.spot());
        self.push(draft.detail(names.join(" and ")).at_most(most));
    }

    /// The same of a type that is written alike: types that it holds may have changed.
    pub(super) fn held_types(&mut self, path: &str, old: At<'_>, new: At<'_>) {
        let (before, now) = (fields(old.item), fields(new.item));
        let (before, now): (Vec<&Field>, Vec<&Field>) = (before.iter().collect(), now.iter().collect());
        if before.iter().any(|field| self.old.names_local(old, &field.ty)) {
            self.auto_traits(path, (old, &before), (new, &now));
        }
    }
}

impl End<'_, '_, '_> {
    /// Whether a type has an auto trait by what it holds; nothing if that is not known, or if it is none of these traits.
    pub(super) fn has_by_itself(&self, at: At<'_>, name: &str) -> Option<bool> {
        let held = fields(at.item);
        NAMES.contains(&name).then(|| self.all_have(at, &held.iter().collect::<Vec<_>>(), name)).flatten()
    }

    fn all_have(&self, at: At<'_>, fields: &[&Field], name: &str) -> Option<bool> {
        self.answers.borrow_mut().clear();
        all(fields.iter().map(|field| self.has(at, &field.ty, name, 0)))
    }

    /// Whether a type names one of the crate's own.
    fn names_local(&self, at: At<'_>, ty: &str) -> bool {
        let words = ty.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != ':');
        words.filter(|word| word.rsplit("::").next().is_some_and(|last| last.starts_with(char::is_uppercase))).any(
            |word| {
                let path: Vec<String> = word.split("::").map(str::to_owned).collect();
                self.krate.resolve(at.module, &path).iter().any(|def| matches!(def, Def::Item(..)))
            },
        )
    }

    /// Whether a type has an auto trait; nothing if that is not known. What hangs on a parameter is there for some.
    fn has(&self, at: At<'_>, ty: &str, name: &str, depth: usize) -> Option<bool> {
        let ty = ty.trim();
        if depth > DEEPEST {
            return Some(true);
        }
        if !ty.contains('<') {
            return self.found(at, ty, name, depth);
        }
        // Some types ask two things of what they hold: nested, each would be asked twice as often as the one around it.
        let key = (id(at.module, at.item), ty.to_owned(), name.to_owned());
        if let Some(known) = self.answers.borrow().get(&key) {
            return *known;
        }
        let found = self.found(at, ty, name, depth);
        self.answers.borrow_mut().insert(key, found);
        found
    }

    fn found(&self, at: At<'_>, ty: &str, name: &str, depth: usize) -> Option<bool> {
        let inner = |ty: &str, name: &str| self.has(at, ty, name, depth + 1);
        if let Some(rest) = ty.strip_prefix('&') {
            let rest = lifetime_end(rest);
            return match (rest.strip_prefix("mut "), name) {
                (Some(_), "UnwindSafe") => Some(false),
                (_, "Unpin") => Some(true),
                (Some(of), _) => inner(of, name),
                (None, "Send") => inner(rest, "Sync"),
                (None, "UnwindSafe") => inner(rest, "RefUnwindSafe"),
                (None, _) => inner(rest, name),
            };
        }
        if let Some(rest) = ty.strip_prefix('*') {
            let of = rest.trim_start_matches("const ").trim_start_matches("mut ");
            return match name {
                "Send" | "Sync" => Some(false),
                "Unpin" => Some(true),
                _ => inner(of, "RefUnwindSafe"),
            };
        }
        if let Some(rest) = ty.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            return all(split(rest).into_iter().map(|one| inner(one, name)));
        }
        if let Some(rest) = ty.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            return inner(rest.rsplit_once(';').map_or(rest, |(of, _)| of), name);
        }
        if let Some(bounds) = ty.strip_prefix("dyn ") {
            return self.dyn_has(at, bounds, name);
        }
        if ty.is_empty() || ty == "Self" || ["fn(", "unsafe fn(", "extern "].iter().any(|begin| ty.starts_with(begin)) {
            return Some(true);
        }
        if ty.starts_with(['<', '!']) || ty.starts_with("impl ") || ty.contains('!') {
            return None;
        }
        let base = base(ty);
        let first = base.split("::").next().unwrap_or(base);
        if at.generics().iter().any(|one| one.types.iter().chain(&one.consts).any(|param| param.name == first)) {
            return Some(true);
        }
        let path: Vec<String> = base.split("::").map(str::to_owned).collect();
        let arguments = super::impls::arguments(ty);
        match self.krate.resolve(at.module, &path).into_iter().next() {
            Some(Def::Item(module, item)) => self
                .local_has(At::new(&module, &item), name, depth, || all(arguments.iter().map(|one| inner(one, name)))),
            _ => outside(last(base), name, &|name| all(arguments.iter().map(|one| inner(one, name)))),
        }
    }

    /// A type of the crate's own.
    fn local_has(&self, at: At<'_>, name: &str, depth: usize, arguments: impl Fn() -> Option<bool>) -> Option<bool> {
        let says = |item: &std::rc::Rc<Item>| match &item.body {
            Body::Impl(body) if base(&body.for_type).rsplit("::").next() == Some(at.item.name.as_str()) => {
                body.of.as_deref().is_some_and(|of| last(of) == name).then_some(!body.negative)
            }
            _ => None,
        };
        if let Some(said) = at.module.items.iter().find_map(says) {
            return Some(said);
        }
        if self.impls.promises(&id(at.module, at.item), name) {
            return Some(true);
        }
        let held = self.holds(at, name, depth);
        match (held, arguments()) {
            // What is given to a parameter may or may not be held.
            (Some(true), Some(false)) => None,
            // It may say so in a file that was not read.
            (Some(false), _) if !self.impls.has_read(&at.module.file) => None,
            (held, _) => held,
        }
    }

    /// Whether all that a type holds has an auto trait; asked once for each type.
    fn holds(&self, at: At<'_>, name: &str, depth: usize) -> Option<bool> {
        let key = (id(at.module, at.item), name.to_owned());
        if let Some(known) = self.auto.borrow().get(&key) {
            return *known;
        }
        // What holds itself has what the rest of it has.
        self.auto.borrow_mut().insert(key.clone(), Some(true));
        let held = match &at.item.body {
            Body::Type { value: Some(value), .. } => self.has(at, value, name, depth + 1),
            Body::Struct(_) | Body::Enum(_) | Body::Union(_) => {
                all(fields(at.item).iter().map(|field| self.has(at, &field.ty, name, depth + 1)))
            }
            _ => None,
        };
        self.auto.borrow_mut().insert(key, held);
        held
    }

    fn dyn_has(&self, at: At<'_>, bounds: &str, name: &str) -> Option<bool> {
        let bounds: Vec<&str> = bounds.split('+').map(str::trim).collect();
        if bounds.iter().any(|bound| last(bound) == name) {
            return Some(true);
        }
        // A trait of the project's own may bring it; one of others as well.
        let is_known = |bound: &&str| {
            matches!(
                last(bound.split('(').next().unwrap_or(bound)),
                "Fn" | "FnMut"
                    | "FnOnce"
                    | "Any"
                    | "Error"
                    | "Iterator"
                    | "Future"
                    | "Debug"
                    | "Display"
                    | "Read"
                    | "Write"
                    | "Send"
                    | "Sync"
            ) || bound.starts_with('\'')
        };
        let is_bare = |bound: &&str| match self.resolve(at, bound) {
            Some(Def::Item(_, item)) => matches!(&item.body, Body::Trait(body) if body.supertraits.is_empty()),
            _ => false,
        };
        bounds.iter().all(|bound| is_known(bound) || is_bare(bound)).then_some(false)
    }
}

/// A type of another crate: those of the standard library that are used most.
fn outside(last: &str, name: &str, arguments: &dyn Fn(&str) -> Option<bool>) -> Option<bool> {
    let number = |word: &str| {
        word.strip_prefix(['u', 'i', 'f'])
            .is_some_and(|rest| rest == "size" || rest.chars().all(|digit| digit.is_ascii_digit()))
    };
    match last {
        "bool" | "char" | "str" | "String" | "PathBuf" | "Path" | "OsString" | "OsStr" | "CString" | "CStr"
        | "Duration" | "Instant" | "SystemTime" | "File" | "TcpStream" | "TcpListener" | "UdpSocket" | "IpAddr"
        | "SocketAddr" | "TypeId" | "Layout" | "Ordering" => Some(true),
        _ if number(last) || last.starts_with("Atomic") || last.starts_with("NonZero") => Some(true),
        "Vec" | "VecDeque" | "Box" | "BTreeMap" | "BTreeSet" | "BinaryHeap" | "LinkedList" if name == "Unpin" => {
            Some(true)
        }
        "Vec" | "VecDeque" | "Box" | "BTreeMap" | "BTreeSet" | "BinaryHeap" | "LinkedList" | "Option" | "Result"
        | "HashMap" | "HashSet" | "PhantomData" | "ManuallyDrop" | "MaybeUninit" | "Wrapping" | "Reverse" | "Cow"
        | "Pin" => arguments(name),
        "Arc" => match name {
            "Unpin" => Some(true),
            "UnwindSafe" | "RefUnwindSafe" => arguments("RefUnwindSafe"),
            _ => all([arguments("Send"), arguments("Sync")].into_iter()),
        },
        "Rc" | "NonNull" => match name {
            "Send" | "Sync" => Some(false),
            "Unpin" => Some(true),
            _ => arguments("RefUnwindSafe"),
        },
        "Cell" | "RefCell" | "UnsafeCell" | "OnceCell" => match name {
            "Sync" | "RefUnwindSafe" => Some(false),
            _ => arguments(name),
        },
        "Mutex" | "RwLock" => match name {
            "UnwindSafe" | "RefUnwindSafe" => Some(true),
            "Sync" if last == "Mutex" => arguments("Send"),
            _ => arguments(name),
        },
        "MutexGuard" | "RwLockReadGuard" | "RwLockWriteGuard" if name == "Send" => Some(false),
        "PhantomPinned" => Some(name != "Unpin"),
        _ => None,
    }
}

/// Fields of a struct, a union or of all variants.
fn fields(item: &Item) -> Vec<Field> {
    match &item.body {
        Body::Struct(fields) | Body::Union(fields) => fields.list().to_vec(),
        Body::Enum(variants) => variants.iter().flat_map(|variant| variant.fields.list().to_vec()).collect(),
        _ => Vec::new(),
    }
}

/// All of it, where one that is missing decides.
fn all(each: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut is_known = true;
    for one in each {
        match one {
            Some(false) => return Some(false),
            Some(true) => {}
            None => is_known = false,
        }
    }
    is_known.then_some(true)
}

fn lifetime_end(rest: &str) -> &str {
    let rest = rest.trim_start();
    if rest.starts_with('\'') { rest.split_once(' ').map_or("", |(_, after)| after.trim_start()) } else { rest }
}
