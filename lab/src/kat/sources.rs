//! What becomes of each file: a part of a vector set, a file in another form, one that is passed
//! over for a reason, or one that is not understood. No file is left out, so that a run says of
//! everything that it saw what it made of it.

use crate::acvp::report::Left;
use crate::acvp::set;
use crate::{files, formats};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Something to run.
pub enum Job {
    /// The vector set of a folder.
    Folder(PathBuf),
    /// A file in another form.
    File(PathBuf),
    /// A folder or a file that could not be read, and why.
    Unreadable(PathBuf, String),
}

impl Job {
    /// Where it is.
    pub fn path(&self) -> &Path {
        match self {
            Self::Folder(path) | Self::File(path) | Self::Unreadable(path, _) => path,
        }
    }
}

/// All that is below a folder.
pub struct Sources {
    /// What is run, in the order of the names, with the number of files that belong to it.
    pub jobs: Vec<(Job, usize)>,
    /// Files whose name or place says that they hold no cases.
    pub passed_over: Vec<Left>,
    /// Files of which nothing is known.
    pub not_understood: Vec<Left>,
}

/// What files are that hold no cases, by how their names end, in lower case.
const ENDS: &[(&str, &str)] = &[
    (".md", "documentation"),
    (".pdf", "documentation"),
    (".html", "documentation"),
    ("registration.json", "registrations, which have no cases"),
    (".req", "questions of CAVP without answers"),
    (".py", "scripts"),
    (".sh", "scripts"),
    (".pl", "scripts"),
];

/// The same, by the first word of their names.
const WORDS: &[(&str, &str)] = &[
    ("", "hidden"),
    ("readme", "documentation"),
    ("changelog", "documentation"),
    ("index", "lists of files"),
    ("manifest", "lists of files"),
    ("license", "licences"),
    ("licence", "licences"),
    ("copying", "licences"),
    ("notice", "licences"),
];

/// What a file is whose name says that it holds no cases.
fn role(name: &str) -> Option<&'static str> {
    let word = name.split(['.', '-', '_']).next().unwrap_or_default();
    let by_word = || WORDS.iter().find(|(first, _)| *first == word);
    ENDS.iter().find(|(end, _)| name.ends_with(end)).or_else(by_word).map(|(_, role)| *role)
}

/// Sorts all that is below a folder, or one file.
pub fn sort(root: &Path) -> Sources {
    let files::Found { files, unreadable } = files::below(root);
    let folders: BTreeSet<&Path> = set::folders(&files);
    let mut parts: BTreeMap<&Path, usize> = BTreeMap::new();
    let (mut jobs, mut passed_over, mut not_understood) = (Vec::new(), Vec::new(), Vec::new());
    for path in &files {
        let left = |why: &str| Left { file: files::relative(root, path), why: why.to_owned() };
        let folder = path.parent().filter(|folder| folders.contains(folder));
        match (set::is_part(path), folder) {
            (Some(true), Some(folder)) => *parts.entry(folder).or_default() += 1,
            (Some(true), None) => not_understood.push(left("part of a vector set, without its prompt")),
            (Some(false), _) => not_understood.push(left("part of a vector set that has another file in its place")),
            (None, _) if formats::is_known(path) => jobs.push((Job::File(path.clone()), 1)),
            (None, _) => match role(&formats::name(path)) {
                Some(role) => passed_over.push(left(role)),
                None => not_understood.push(left("no form of vectors that is known by its name")),
            },
        }
    }
    jobs.extend(parts.into_iter().map(|(folder, files)| (Job::Folder(folder.to_owned()), files)));
    jobs.extend(unreadable.into_iter().map(|(path, why)| (Job::Unreadable(path, why), 1)));
    jobs.sort_by(|(left, _), (right, _)| left.path().cmp(right.path()));
    Sources { jobs, passed_over, not_understood }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_go_by_the_name() {
        for name in
            ["readme", "readme.txt", "license-mit", "manifest.json", ".gitignore", "a.md", "registration.json"]
        {
            assert!(role(name).is_some(), "{name}");
        }
        for name in ["licensed.rsp", "readmes.json", "indexes.txt", "a.rsp", "a", "siggen.txt", "prompt.jso"] {
            assert_eq!(role(name), None, "{name}");
        }
    }
}
