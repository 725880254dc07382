//! Source files as tokens, so that comments and strings cannot mislead a rule and macros are seen
//! into.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::path::Path;

/// A source file, its path relative to the project.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// Whether it lies below `folder`.
    pub fn is_in(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// Its file name and the folders above it, without endings.
    pub fn names(&self) -> Vec<String> {
        self.path.split('/').map(|part| part.trim_end_matches(".rs").to_owned()).collect()
    }
}

/// A file that exists in a test only.
pub fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

/// Every Rust file below a folder.
pub fn sources(root: &str) -> Vec<Source> {
    files(root, &["rs"])
}

/// Every file below a folder whose name has one of these ends, but for what builds make.
pub fn files(root: &str, ends: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(root).to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() && !name.starts_with("target") && !name.starts_with('.') {
                folders.push(path);
            } else if ends.iter().any(|end| path.extension().is_some_and(|ending| ending == *end)) {
                let text = std::fs::read_to_string(&path).expect("a readable file");
                let path = path.to_string_lossy().replace('\\', "/");
                found.push(Source { path: path.trim_start_matches("./").to_owned(), text });
            }
        }
    }
    assert!(!found.is_empty(), "no sources below {root}");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The folder `src` of every crate of the project.
pub fn crates() -> Vec<String> {
    let manifests = files(".", &["toml"]).into_iter().filter(|file| file.path.ends_with("Cargo.toml"));
    let roots = manifests.map(|file| file.path.replace("Cargo.toml", "src"));
    let found: Vec<String> = roots.filter(|root| Path::new(root).is_dir()).collect();
    for known in ["src", "ffi/src", "lab/src", "benches/peers/src"] {
        assert!(found.iter().any(|root| root == known), "{known} is not found");
    }
    found
}

/// A function, wherever it stands: free, in an `impl`, in a macro.
pub struct Function {
    pub name: String,
    /// `pub`, not `pub(crate)`.
    pub public: bool,
    /// From `fn` to the closing brace.
    pub lines: usize,
    /// The identifiers of the signature after the name.
    pub signature: Vec<String>,
    /// The identifiers of the body.
    pub body: Vec<String>,
    /// The same with each `?` among them.
    pub questions: Vec<String>,
}

impl Function {
    /// An infallible `update`, of a list `add`, of a running context: it gives nothing out, and the
    /// context was made after the gate.
    pub fn is_update(&self) -> bool {
        let is_infallible = !self.signature.iter().any(|name| name == "Result");
        ["update", "add"].contains(&self.name.as_str()) && is_infallible
    }

    /// Whether it gives `Self` or one of `handles`.
    pub fn gives(&self, handles: &[&str]) -> bool {
        let returned =
            self.signature.iter().rposition(|name| name == "Result").and_then(|i| self.signature.get(i + 1));
        returned.is_some_and(|name| name == "Self" || handles.contains(&name.as_str()))
    }

    /// Whether a parameter can take output: `&mut`, but neither `self` nor a generator.
    pub fn takes_output(&self) -> bool {
        self.signature.windows(2).any(|pair| pair[0] == "mut" && !["self", "Rng"].contains(&pair[1].as_str()))
    }

    /// Whether it gives a view of bytes of its object.
    pub fn shows_bytes(&self) -> bool {
        let words: Vec<&str> = self.signature.iter().map(String::as_str).collect();
        matches!(words[..], ["self", "u8"] | ["self", "u8", _])
    }

    /// Whether its body has this name.
    pub fn names(&self, name: &str) -> bool {
        self.body.iter().any(|known| known == name)
    }
}

/// The identifiers of a text, in order.
pub fn idents(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    collect_idents(tokens(text), &mut names);
    names
}

/// The functions of a text, in order.
pub fn functions(text: &str) -> Vec<Function> {
    let mut found = Vec::new();
    collect_functions(tokens(text), &mut found);
    found
}

fn tokens(text: &str) -> TokenStream {
    text.parse().expect("the file is Rust")
}

fn collect_idents(stream: TokenStream, names: &mut Vec<String>) {
    for tree in stream {
        match tree {
            TokenTree::Ident(ident) => names.push(ident.to_string()),
            TokenTree::Group(group) => collect_idents(group.stream(), names),
            _ => {}
        }
    }
}

fn collect_questions(stream: TokenStream, words: &mut Vec<String>) {
    for tree in stream {
        match tree {
            TokenTree::Ident(ident) => words.push(ident.to_string()),
            TokenTree::Group(group) => collect_questions(group.stream(), words),
            TokenTree::Punct(punct) if punct.as_char() == '?' => words.push("?".to_owned()),
            _ => {}
        }
    }
}

fn collect_functions(stream: TokenStream, found: &mut Vec<Function>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    for (place, tree) in trees.iter().enumerate() {
        if let TokenTree::Group(group) = tree {
            collect_functions(group.stream(), found);
        }
        if is_ident(Some(tree), "fn") {
            found.extend(function(&trees, place));
        }
    }
}

/// The function whose `fn` stands at `place`; none if it is a function type or a declaration
/// without a body.
fn function(trees: &[TokenTree], place: usize) -> Option<Function> {
    let TokenTree::Ident(name) = trees.get(place + 1)? else { return None };
    let mut signature = Vec::new();
    for tree in &trees[place + 2..] {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let (mut body, mut questions) = (Vec::new(), Vec::new());
                collect_idents(group.stream(), &mut body);
                collect_questions(group.stream(), &mut questions);
                let lines = group.span_close().end().line - trees[place].span().start().line + 1;
                return Some(Function {
                    name: name.to_string(),
                    public: is_public(trees, place),
                    lines,
                    signature,
                    body,
                    questions,
                });
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => return None,
            TokenTree::Ident(ident) => signature.push(ident.to_string()),
            TokenTree::Group(group) => collect_idents(group.stream(), &mut signature),
            _ => {}
        }
    }
    None
}

/// Whether `pub` stands before the `fn` at `place`, past `const`, `unsafe`, `extern "C"`.
fn is_public(trees: &[TokenTree], place: usize) -> bool {
    let mut before = trees[..place].iter().rev();
    let last = before.find(|tree| {
        !(["const", "unsafe", "extern", "async"].iter().any(|word| is_ident(Some(tree), word))
            || matches!(tree, TokenTree::Literal(_)))
    });
    is_ident(last, "pub")
}

fn is_ident(tree: Option<&TokenTree>, word: &str) -> bool {
    matches!(tree, Some(TokenTree::Ident(ident)) if ident == word)
}
