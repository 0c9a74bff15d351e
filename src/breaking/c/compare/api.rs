//! The headers of one end that others include.

use std::{
    cell::{OnceCell, RefCell},
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
};

use super::super::{
    C,
    layout::{self, Layout, included_as},
    model::{Access, Item, TemplateParameter, What},
};
use crate::breaking::{Certainty, Known, Side};

/// Headers read to find where a name went.
const HEADERS_AT_MOST: usize = 400;

/// Classes above one that are followed.
const CLASSES_AT_MOST: usize = 256;

/// One end.
pub(super) struct Api<'a> {
    pub(super) side: &'a Side<'a, C>,
    all: OnceCell<All>,
    /// The headers that come with one.
    reached: RefCell<HashMap<String, Rc<BTreeSet<String>>>>,
    layout: Layout,
}

/// All headers, read when something is missed.
#[derive(Default)]
struct All {
    files: Vec<(String, Known<super::super::model::File>)>,
    /// Items by full name: the place of the file and that of the item in it.
    items: HashMap<String, Vec<(usize, usize)>>,
    enumerators: BTreeSet<String>,
}

impl<'a> Api<'a> {
    pub(super) fn new(side: &'a Side<'a, C>) -> Self {
        Self { side, all: OnceCell::new(), reached: RefCell::default(), layout: Layout::default() }
    }

    /// How sure it can be that others include a header; nothing if they do not.
    pub(super) fn certainty(&self, path: &str) -> Option<Certainty> {
        self.layout.certainty(self.side, path)
    }

    fn all(&self) -> &All {
        self.all.get_or_init(|| {
            let mut all = All::default();
            let is_header = |path: &str| layout::form(path).is_some();
            let paths = self.side.files_below("", is_header);
            for path in paths.into_iter().filter(|path| self.certainty(path).is_some()).take(HEADERS_AT_MOST) {
                let Some(file) = self.side.facts(&path) else { continue };
                let at = all.files.len();
                for (place, item) in file.items.iter().enumerate() {
                    all.items.entry(item.full()).or_default().push((at, place));
                    if let What::Enum(of) = &item.what {
                        all.enumerators.extend(of.values.iter().flatten().map(|value| value.name.clone()));
                    }
                }
                all.files.push((path, file));
            }
            all
        })
    }

    /// What the type of a name, or the function, takes as a template.
    pub(super) fn template_of(&self, full: &str) -> Option<&[TemplateParameter]> {
        let all = self.all();
        all.items.get(full)?.iter().find_map(|(file, item)| match &all.files[*file].1.items[*item].what {
            What::Record(record) => record.template.as_deref(),
            _ => None,
        })
    }

    /// Members of a name that a class gets from what it is derived from, and whether they stand in a class template.
    pub(super) fn inherited(&self, class: &str, name: &str) -> Vec<(&Item, bool)> {
        let all = self.all();
        let of =
            |full: &str| all.items.get(full).into_iter().flatten().map(|(file, item)| &all.files[*file].1.items[*item]);
        let mut waiting = vec![class.to_owned()];
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        // Classes may share what they are derived from: each is looked at once.
        while let Some(class) = waiting.pop() {
            if seen.len() >= CLASSES_AT_MOST || !seen.insert(class.clone()) {
                continue;
            }
            let records = || {
                of(&class).filter_map(|item| match &item.what {
                    What::Record(record) => Some(record),
                    _ => None,
                })
            };
            if seen.len() > 1 {
                let is_template = records().any(|record| record.template.is_some());
                let members = of(&format!("{class}::{name}")).filter(|item| item.access == Access::Public);
                found.extend(members.map(|item| (item, is_template)));
            }
            let around = class.rsplit_once("::").map(|(around, _)| around);
            for base in records().flat_map(|record| &record.bases) {
                let base = base.split('<').next().unwrap_or(base);
                waiting.extend(around.map(|around| format!("{around}::{base}")));
                waiting.push(base.to_owned());
            }
        }
        found
    }

    /// Where a name is declared, in any header.
    pub(super) fn everywhere(&self, full: &str) -> Vec<(String, Item)> {
        let all = self.all();
        let places = all.items.get(full).map_or(&[][..], Vec::as_slice);
        places
            .iter()
            .map(|(file, item)| (all.files[*file].0.clone(), all.files[*file].1.items[*item].clone()))
            .collect()
    }

    /// Whether some enumeration has a value of this name.
    pub(super) fn has_enumerator(&self, name: &str) -> bool {
        self.all().enumerators.contains(name)
    }

    /// What a typedef of any header stands for.
    pub(super) fn alias(&self, name: &str) -> Option<String> {
        let all = self.all();
        all.items.get(name)?.iter().find_map(|(file, item)| match &all.files[*file].1.items[*item].what {
            What::Alias(of) if of != name => Some(of.clone()),
            _ => None,
        })
    }

    /// Whether a header includes both: most users take that one.
    pub(super) fn gathers(&self, one: &str, other: &str) -> bool {
        let gathering = self.all().files.iter().filter(|(_, file)| file.includes.len() > 1).map(|(path, _)| path);
        gathering.filter(|path| *path != one && *path != other).any(|path| {
            let reached = self.reached(path);
            reached.contains(one) && reached.contains(other)
        })
    }

    /// Whether who includes one header gets another one, too.
    pub(super) fn reaches(&self, from: &str, to: &str) -> bool {
        self.reached(from).contains(to)
    }

    /// All headers that come with one.
    fn reached(&self, from: &str) -> Rc<BTreeSet<String>> {
        if let Some(known) = self.reached.borrow().get(from) {
            return Rc::clone(known);
        }
        let all = self.all();
        let mut waiting = vec![from.to_owned()];
        let mut seen = BTreeSet::new();
        while let Some(path) = waiting.pop() {
            if !seen.insert(path.clone()) {
                continue;
            }
            let Some(file) = self.side.facts(&path) else { continue };
            for include in &file.includes {
                let name = include.trim_start_matches("../").trim_start_matches("./");
                let below = format!("/{name}");
                let found = all.files.iter().map(|(path, _)| path);
                waiting.extend(
                    found.filter(|path| *path == name || path.ends_with(&below) || included_as(path) == name).cloned(),
                );
            }
        }
        let seen = Rc::new(seen);
        self.reached.borrow_mut().insert(from.to_owned(), Rc::clone(&seen));
        seen
    }
}

/// The items of a header that others may use, by full name.
pub(super) fn by_name(items: &[Item]) -> BTreeMap<String, Vec<&Item>> {
    let mut found: BTreeMap<String, Vec<&Item>> = BTreeMap::new();
    for item in items.iter().filter(|item| is_for_others(item)) {
        found.entry(item.full()).or_default().push(item);
    }
    found
}

/// Whether others may use an item.
pub(super) fn is_for_others(item: &Item) -> bool {
    let is_hidden = |part: &str| {
        let lower = part.to_ascii_lowercase();
        matches!(lower.as_str(), "detail" | "details" | "internal" | "impl" | "(none)" | "priv" | "private")
            || lower.ends_with("_detail")
            || lower.ends_with("_internal")
    };
    let is_enum = matches!(item.what, What::Enum(_));
    item.access != Access::Private
        && !item.name.starts_with('_')
        && (!item.name.is_empty() || is_enum)
        && !item.scope.split("::").any(is_hidden)
}
