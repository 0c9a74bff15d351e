//! One end: classes by their qualified names, read as they are asked for.

use std::{
    cell::{OnceCell, RefCell},
    collections::{HashMap, HashSet},
    rc::Rc,
};

use super::{
    Java, jdk,
    layout::{self, join, root},
    model::{File, TypeDeclaration},
    surface::{Field, Method},
    types::Type,
};
use crate::breaking::{Known, Side, Spot};

/// One end.
pub(super) struct World<'a> {
    pub(super) side: &'a Side<'a, Java>,
    roots: RefCell<Vec<String>>,
    files: RefCell<HashMap<String, Rc<[Rc<Class>]>>>,
    classes: RefCell<HashMap<String, Vec<Rc<Class>>>>,
    sought: RefCell<HashSet<(String, String)>>,
    by_file_name: OnceCell<HashMap<String, Vec<String>>>,
    count: RefCell<usize>,
    deployed: RefCell<HashMap<String, bool>>,
    pub(super) memory: Memory,
}

/// Types within classes, by class and name; nothing where there is none.
type Nested = HashMap<(usize, String), Option<Rc<Class>>>;

/// What was worked out of classes, by their ids.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) supertypes: RefCell<HashMap<usize, Rc<[Supertype]>>>,
    pub(super) methods: RefCell<HashMap<usize, Rc<[Rc<Method>]>>>,
    pub(super) fields: RefCell<HashMap<usize, Rc<[Rc<Field>]>>>,
    /// Inherited nested types, by class and name.
    pub(super) nested: RefCell<Nested>,
}

/// What a class extends or implements.
pub(super) struct Supertype {
    pub(super) of: Type,
    pub(super) is_superclass: bool,
    pub(super) class: Option<Rc<Class>>,
}

/// A class, interface, enum, record or annotation at one end.
pub(super) struct Class {
    pub(super) id: usize,
    /// With its package and the types around it.
    pub(super) name: String,
    pub(super) path: String,
    pub(super) root: String,
    pub(super) file: Known<File>,
    pub(super) outer: Option<Rc<Class>>,
    trail: Vec<usize>,
}

impl Class {
    /// What is written of it.
    pub(super) fn declaration(&self) -> &TypeDeclaration {
        let mut types = &self.file.types;
        let (last, around) = self.trail.split_last().expect("a class is at some place in its file");
        for place in around {
            types = &types[*place].types;
        }
        &types[*last]
    }

    /// Where it is declared.
    pub(super) fn spot(&self) -> Spot {
        let declaration = self.declaration();
        Spot::new(self.path.clone(), declaration.line, declaration.head.clone())
    }

    /// The package that it is in.
    pub(super) fn package(&self) -> &str {
        &self.file.package
    }
}

impl<'a> World<'a> {
    pub(super) fn new(side: &'a Side<'a, Java>) -> Self {
        Self {
            side,
            roots: RefCell::default(),
            files: RefCell::default(),
            classes: RefCell::default(),
            sought: RefCell::default(),
            by_file_name: OnceCell::new(),
            count: RefCell::default(),
            deployed: RefCell::default(),
            memory: Memory::default(),
        }
    }

    /// The classes at the top of a file.
    pub(super) fn load(&self, path: &str) -> Rc<[Rc<Class>]> {
        if let Some(known) = self.files.borrow().get(path) {
            return Rc::clone(known);
        }
        let mut found = Vec::new();
        if let Some(file) = self.side.facts(path) {
            let root = root(path, &file.package).to_owned();
            if !self.roots.borrow().contains(&root) {
                self.roots.borrow_mut().push(root.clone());
            }
            for place in 0..file.types.len() {
                found.push(self.add(&file, path, &root, None, vec![place]));
            }
        }
        let found: Rc<[Rc<Class>]> = found.into();
        self.files.borrow_mut().insert(path.to_owned(), Rc::clone(&found));
        found
    }

    fn add(
        &self,
        file: &Known<File>,
        path: &str,
        root: &str,
        outer: Option<Rc<Class>>,
        trail: Vec<usize>,
    ) -> Rc<Class> {
        let id = *self.count.borrow();
        *self.count.borrow_mut() += 1;
        let mut class = Class {
            id,
            name: String::new(),
            path: path.to_owned(),
            root: root.to_owned(),
            file: file.clone(),
            outer,
            trail,
        };
        let around = class.outer.as_ref().map_or(file.package.as_str(), |outer| outer.name.as_str());
        let name = &class.declaration().name;
        class.name = if around.is_empty() { name.clone() } else { format!("{around}.{name}") };
        let class = Rc::new(class);
        self.classes.borrow_mut().entry(class.name.clone()).or_default().push(Rc::clone(&class));
        for place in 0..class.declaration().types.len() {
            let trail = class.trail.iter().copied().chain([place]).collect();
            self.add(file, path, root, Some(Rc::clone(&class)), trail);
        }
        class
    }

    /// The class of a name, the one nearest to a root if there are several.
    pub(super) fn lookup(&self, name: &str, near: &str) -> Option<Rc<Class>> {
        if jdk::is_of_platform(name) && name.starts_with("java.") {
            return None;
        }
        let known = |exact: bool| {
            let classes = self.classes.borrow();
            let of_name = classes.get(name)?;
            of_name
                .iter()
                .find(|class| class.root == near)
                .or_else(|| of_name.first().filter(|_| !exact))
                .map(Rc::clone)
        };
        if let Some(class) = known(true) {
            return Some(class);
        }
        if self.sought.borrow_mut().insert((near.to_owned(), name.to_owned()))
            && let Some(path) = self.find(name, near)
        {
            self.load(&path);
        }
        known(false)
    }

    /// The file that has a class of a name. Packages may look like classes.
    fn find(&self, name: &str, near: &str) -> Option<String> {
        let parts: Vec<&str> = name.split('.').collect();
        let is_class = |part: &str| part.starts_with(char::is_uppercase);
        let places = || (0..parts.len()).filter(|at| is_class(parts[*at]) || at + 1 == parts.len());
        let in_root = |root: &str| {
            places().find_map(|at| {
                let folder = join(root, &parts[..at].join("/"));
                let path = join(folder.trim_end_matches('/'), &format!("{}.java", parts[at]));
                self.side.exists(&path).then_some(path)
            })
        };
        if let Some(path) = in_root(near) {
            return Some(path);
        }
        if parts.len() == 1 {
            return None;
        }
        let roots = self.roots.borrow().clone();
        if let Some(path) = roots.iter().find_map(|root| in_root(root)) {
            return Some(path);
        }
        places().filter(|at| *at > 0).find_map(|at| self.find_anywhere(&parts[..at], parts[at]))
    }

    fn find_anywhere(&self, package: &[&str], name: &str) -> Option<String> {
        let folder = package.join("/");
        let below = format!("/{folder}");
        let paths = self.by_file_name().get(&format!("{name}.java"))?;
        let fits = |path: &&String| {
            let around = layout::folder(path);
            around == folder || around.ends_with(&below)
        };
        let handed_out = |path: &&String| layout::is_handed_out(root(path, &package.join(".")), path);
        paths.iter().filter(fits).find(handed_out).or_else(|| paths.iter().find(fits)).cloned()
    }

    /// Whether Maven hands out what lies below a root. What is read is the nearest `pom.xml`.
    pub(super) fn is_deployed(&self, root: &str) -> bool {
        if let Some(known) = self.deployed.borrow().get(root) {
            return *known;
        }
        let mut around = root;
        let text = loop {
            match self.side.text(&join(around, "pom.xml")) {
                None if around.is_empty() => break None,
                None => around = layout::folder(around),
                found => break found,
            }
        };
        let is_deployed = text.is_none_or(|text| !says_kept_back(&text));
        self.deployed.borrow_mut().insert(root.to_owned(), is_deployed);
        is_deployed
    }

    fn by_file_name(&self) -> &HashMap<String, Vec<String>> {
        self.by_file_name.get_or_init(|| {
            let mut found: HashMap<String, Vec<String>> = HashMap::new();
            for path in self.side.files_below("", layout::is_source) {
                let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
                found.entry(name).or_default().push(path);
            }
            found
        })
    }
}

/// Whether a `pom.xml` says that its module is not deployed.
fn says_kept_back(pom: &str) -> bool {
    let of_plugin = |text: &str| text.split("</plugin>").next().is_some_and(|text| text.contains("<skip>true</skip>"));
    pom.contains("<maven.deploy.skip>true")
        || pom.match_indices("maven-deploy-plugin").any(|(at, _)| of_plugin(&pom[at..]))
}
