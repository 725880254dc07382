//! The tree of a crate's modules, and which file a path leads to: through imports, re-exports,
//! globs and macros.

use super::paths::{Kind, Named, Text, read};
use super::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// The modules of a crate, by their paths from its root.
pub struct Crate {
    modules: BTreeMap<Vec<String>, Module>,
    /// The files that define a macro.
    macros: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Default)]
struct Module {
    file: String,
    items: BTreeSet<String>,
    imports: BTreeMap<String, Vec<String>>,
    globs: Vec<Vec<String>>,
    named: Vec<Named>,
}

/// One file names something of another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    pub from: String,
    pub to: String,
    pub path: String,
    /// Whether it stands in the text of a macro.
    pub in_macro: bool,
}

impl Crate {
    /// The crate whose sources lie in `root`; `src/a/mod.rs` and `src/a.rs` are its module `a`.
    pub fn new(root: &str, sources: &[Source]) -> Self {
        let mut made = Self { modules: BTreeMap::new(), macros: BTreeMap::new() };
        for source in sources {
            made.add(&place(root, &source.path), &source.path, read(&source.text));
        }
        made.add_folders(root);
        made
    }

    /// A folder is a module, whether or not its own file is here.
    fn add_folders(&mut self, root: &str) {
        let places: Vec<Vec<String>> = self.modules.keys().cloned().collect();
        for folder in places.iter().flat_map(|place| (0..place.len()).map(|len| &place[..len])) {
            let file = format!("{}/mod.rs", [&[root.to_owned()], folder].concat().join("/"));
            self.modules.entry(folder.to_vec()).or_insert_with(|| Module { file, ..Module::default() });
        }
    }

    fn add(&mut self, place: &[String], file: &str, text: Text) {
        let inside = |inner: &[String]| [place, inner].concat();
        for inner in text.modules.iter().chain([&Vec::new()]) {
            self.modules.entry(inside(inner)).or_default().file = file.to_owned();
        }
        for (inner, item) in text.items {
            self.modules.entry(inside(&inner)).or_default().items.insert(item);
        }
        for name in text.macros {
            self.modules.entry(inside(&[])).or_default().items.insert(name.clone());
            self.macros.entry(name).or_default().insert(file.to_owned());
        }
        for named in text.named {
            let module = self.modules.entry(inside(&named.inside)).or_default();
            match &named.kind {
                Kind::Import(name) => {
                    module.imports.insert(name.clone(), named.segments.clone());
                }
                Kind::Glob => module.globs.push(named.segments.clone()),
                Kind::Mention => {}
            }
            module.named.push(named);
        }
    }

    /// Every path that leads from one file to another.
    pub fn references(&self) -> Vec<Reference> {
        let mut found = BTreeSet::new();
        for (place, module) in &self.modules {
            for named in &module.named {
                let Some(to) = self.file(place, &named.segments).filter(|to| *to != module.file) else { continue };
                let path = named.segments.join("::");
                let (from, in_macro) = (module.file.clone(), named.in_macro);
                found.insert(Reference { from, to, path, in_macro });
            }
        }
        found.into_iter().collect()
    }

    /// The files that a path written in a module leads to: that of what it names. A path out of the
    /// crate leads to none.
    fn file(&self, place: &[String], path: &[String]) -> Option<String> {
        let found = self.resolve(place, path, 0);
        // A macro that no path brings is in scope by the order of the text; its name alone says
        // where it is from, where one file has it.
        let of_text = || match path {
            [name] => self.macros.get(name).filter(|files| files.len() == 1)?.first().cloned(),
            _ => None,
        };
        found.or_else(of_text)
    }

    fn resolve(&self, place: &[String], path: &[String], depth: usize) -> Option<String> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.descend(&[], rest, depth),
            "self" | "super" => self.relative(place, path, depth),
            _ => self.find(place, path, depth),
        }
    }

    /// A path that may begin with `self` and any number of `super`.
    fn relative(&self, place: &[String], path: &[String], depth: usize) -> Option<String> {
        match path.split_first() {
            Some((first, rest)) if first == "self" => self.relative(place, rest, depth),
            Some((first, rest)) if first == "super" => {
                self.relative(&place[..place.len().checked_sub(1)?], rest, depth)
            }
            _ => self.descend(place, path, depth),
        }
    }

    /// A path from a module downwards. What a macro made there is found nowhere, and counts as
    /// the module's.
    fn descend(&self, place: &[String], path: &[String], depth: usize) -> Option<String> {
        let module = self.modules.get(place)?;
        self.find(place, path, depth).or_else(|| Some(module.file.clone()))
    }

    /// The first name of a path among those of a module, and from there on.
    fn find(&self, place: &[String], path: &[String], depth: usize) -> Option<String> {
        let module = self.modules.get(place)?;
        let (first, rest) = path.split_first()?;
        let child = [place, std::slice::from_ref(first)].concat();
        if self.modules.contains_key(&child) {
            return self.descend(&child, rest, depth);
        }
        if module.items.contains(first) {
            return Some(module.file.clone());
        }
        // An import can name itself: `use error::error`.
        if depth > 8 {
            return None;
        }
        if let Some(target) = module.imports.get(first)
            && target != path
        {
            return self.resolve(place, &[target, rest].concat(), depth + 1);
        }
        let globs = module.globs.iter().filter(|glob| glob.first() != Some(first));
        globs.filter_map(|glob| self.exported(place, glob, path, depth + 1)).next()
    }

    /// What a glob brings, if it brings this.
    fn exported(&self, place: &[String], glob: &[String], path: &[String], depth: usize) -> Option<String> {
        let target = self.module_of(place, glob)?;
        self.find(&target, path, depth)
    }

    /// The module that the path of a glob names.
    fn module_of(&self, place: &[String], path: &[String]) -> Option<Vec<String>> {
        let mut at = place.to_vec();
        for name in path {
            match name.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => {
                    at.pop()?;
                }
                _ => at.push(name.clone()),
            }
        }
        self.modules.contains_key(&at).then_some(at)
    }
}

/// The module of a file.
fn place(root: &str, file: &str) -> Vec<String> {
    let inner = file.trim_start_matches(root).trim_start_matches('/').trim_end_matches(".rs");
    let mut parts: Vec<String> = inner.split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}
