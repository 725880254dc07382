//! The paths that a text names: every form of `use`, and full paths in expressions, types and
//! macros, each with the module that it stands in.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path as it is written, `super::gate::enter`, in the module where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The inline modules of the file around it.
    pub inside: Vec<String>,
    pub segments: Vec<String>,
    pub kind: Kind,
    /// Whether it stands in the text of a macro.
    pub in_macro: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `use a::b as c;` brings `c` into its module.
    Import(String),
    /// `use a::*;`
    Glob,
    /// A path in an expression, a type, a pattern, an attribute or a macro.
    Mention,
}

/// What stands in a file, by module.
#[derive(Default)]
pub struct Text {
    pub named: Vec<Named>,
    /// The inline modules.
    pub modules: Vec<Vec<String>>,
    /// The items, each in its module.
    pub items: Vec<(Vec<String>, String)>,
    /// The macros that it defines.
    pub macros: Vec<String>,
}

/// Reads a text.
pub fn read(text: &str) -> Text {
    let mut found = Text::default();
    walk(text.parse().expect("the file is Rust"), &[], &mut found);
    found
}

impl Text {
    fn add(&mut self, inside: &[String], segments: Vec<String>, kind: Kind) {
        self.named.push(Named { inside: inside.to_vec(), segments, kind, in_macro: false });
    }
}

const ITEMS: [&str; 8] = ["fn", "struct", "enum", "union", "trait", "type", "const", "static"];

fn walk(stream: TokenStream, inside: &[String], found: &mut Text) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        at = match tree {
            TokenTree::Ident(word) if word == "use" && !is_punct(trees.get(at + 1), '<') => {
                import(&trees, at + 1, inside, found)
            }
            TokenTree::Ident(word) if word == "mod" => module(&trees, at, inside, found),
            TokenTree::Ident(word) if ITEMS.iter().any(|item| word == item) => {
                if let Some(name) = ident(trees.get(at + 1)).filter(|name| name != "mut" && name != "_") {
                    found.items.push((inside.to_vec(), name));
                }
                at + 1
            }
            TokenTree::Ident(word) if word == "macro_rules" && is_punct(trees.get(at + 1), '!') => {
                found.macros.extend(ident(trees.get(at + 2)));
                let before = found.named.len();
                walk(trees.get(at + 3).cloned().into_iter().collect(), inside, found);
                found.named[before..].iter_mut().for_each(|named| named.in_macro = true);
                at + 4
            }
            TokenTree::Ident(word) if word == "extern" && ident(trees.get(at + 2)).as_deref() == Some("self") => {
                found.add(
                    inside,
                    vec!["crate".to_owned()],
                    Kind::Import(ident(trees.get(at + 4)).unwrap_or_default()),
                );
                at + 5
            }
            TokenTree::Ident(_) => mention(&trees, at, inside, found),
            TokenTree::Group(group) => {
                walk(group.stream(), inside, found);
                at + 1
            }
            _ => at + 1,
        };
    }
}

/// The path that begins at `at`, unless it goes on from something before it: a field, a method, a
/// generic type, a lifetime.
fn mention(trees: &[TokenTree], at: usize, inside: &[String], found: &mut Text) -> usize {
    let mut segments = vec![ident(trees.get(at)).unwrap_or_default()];
    let mut next = at + 1;
    while is_punct(trees.get(next), ':') && is_punct(trees.get(next + 1), ':') {
        let Some(name) = ident(trees.get(next + 2)) else { break };
        segments.push(name);
        next += 3;
    }
    let goes_on = at > 0 && (is_punct(trees.get(at - 1), '.') || is_punct(trees.get(at - 1), '\''));
    let is_range = at > 1 && is_punct(trees.get(at - 1), '.') && is_punct(trees.get(at - 2), '.');
    let is_macro = segments.len() == 1 && is_punct(trees.get(next), '!');
    if (segments.len() > 1 || is_macro) && (!goes_on || is_range) {
        found.add(inside, segments, Kind::Mention);
    }
    next
}

/// A module with its text, or a declaration of one.
fn module(trees: &[TokenTree], at: usize, inside: &[String], found: &mut Text) -> usize {
    let (Some(name), Some(TokenTree::Group(body))) = (ident(trees.get(at + 1)), trees.get(at + 2)) else {
        return at + 2;
    };
    if body.delimiter() != Delimiter::Brace {
        return at + 1;
    }
    let inner = [inside, &[name]].concat();
    found.modules.push(inner.clone());
    walk(body.stream(), &inner, found);
    at + 3
}

/// A use-tree, from behind `use` to its semicolon.
fn import(trees: &[TokenTree], at: usize, inside: &[String], found: &mut Text) -> usize {
    let len = trees[at..].iter().position(|tree| is_punct(Some(tree), ';')).unwrap_or(trees.len() - at);
    branches(&trees[at..at + len], &[], inside, found);
    at + len
}

/// The branches of a use-tree, each behind `start`.
fn branches(trees: &[TokenTree], start: &[String], inside: &[String], found: &mut Text) {
    for branch in trees.split(|tree| is_punct(Some(tree), ',')) {
        let mut path = start.to_vec();
        let mut alias = None;
        let mut glob = false;
        let mut rest = branch.iter().peekable();
        while let Some(tree) = rest.next() {
            match tree {
                TokenTree::Ident(word) if word == "as" => alias = ident(rest.next()),
                TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                TokenTree::Ident(word) => path.push(word.to_string()),
                TokenTree::Punct(punct) if punct.as_char() == '*' => glob = true,
                TokenTree::Group(group) => {
                    let inner: Vec<_> = group.stream().into_iter().collect();
                    branches(&inner, &path, inside, found);
                    path.clear();
                }
                _ => {}
            }
        }
        let Some(last) = path.last().cloned() else { continue };
        let kind = if glob { Kind::Glob } else { Kind::Import(alias.unwrap_or(last)) };
        found.add(inside, path, kind);
    }
}

fn ident(tree: Option<&TokenTree>) -> Option<String> {
    match tree {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    }
}

fn is_punct(tree: Option<&TokenTree>, sign: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

mod reads {
    use super::{Kind, read};

    /// The paths of a text, an import with its name, a glob with a star.
    fn paths(text: &str) -> Vec<String> {
        let shown = |named: super::Named| {
            let end = match named.kind {
                Kind::Import(name) => format!(" as {name}"),
                Kind::Glob => "::*".to_owned(),
                Kind::Mention => String::new(),
            };
            let inside: String = named.inside.iter().map(|name| format!("[{name}]")).collect();
            format!("{inside}{}{end}", named.segments.join("::"))
        };
        read(text).named.into_iter().map(shown).collect()
    }

    #[test]
    fn every_form_of_an_import() {
        let text = "use crate::{base::error::{self, Error as E}, module::gate}; pub(crate) use super::super::x::*;";
        let expected = [
            "crate::base::error as error",
            "crate::base::error::Error as E",
            "crate::module::gate as gate",
            "super::super::x::*",
        ];
        assert_eq!(paths(text), expected);
    }

    #[test]
    fn paths_wherever_they_stand() {
        let text =
            "fn f(a: b::C) -> Vec<d::E<g::H>> { a.i(j::k(0..l::M)); n!(o::p) } #[q::r] mod s { fn t() { u::v } }";
        let found = paths(text);
        for path in ["b::C", "d::E", "g::H", "j::k", "l::M", "n", "o::p", "q::r", "[s]u::v"] {
            assert!(found.iter().any(|known| known == path), "{path} in {found:?}");
        }
        assert!(paths("// a::b\n/// c::d\nfn f() { \"e::f\" }").is_empty());
        assert_eq!(paths("macro_rules! m { () => { $crate::a::b() } }"), ["crate::a::b"]);
    }
}
