//! One direction between the rooms of the boundary, whatever the form of a path; and `unsafe` in
//! its two rooms.

use super::check;
use super::modules::{Crate, Reference};
use super::source::{Source, idents, sources};

/// From the ground up. A room may name itself and what is left of it.
const ROOMS: &[&str] = &["base", "machine", "kernels", "algorithms", "entropy", "module", "services"];

/// The room of a file; the root of the crate has none.
fn room(file: &str) -> Option<usize> {
    let inner = file.strip_prefix("src/")?;
    ROOMS.iter().position(|room| inner.split(['/', '.']).next() == Some(room))
}

/// The references that lead upwards, through re-exports, too.
fn upward(references: &[Reference]) -> Vec<String> {
    let leads_up =
        |reference: &&Reference| room(&reference.from).zip(room(&reference.to)).is_some_and(|(from, to)| from < to);
    let shown = |reference: &Reference| format!("{} names {} of {}", reference.from, reference.path, reference.to);
    references.iter().filter(leads_up).map(shown).collect()
}

fn misplaced_unsafe(source: &Source) -> Vec<String> {
    let allowed = ["src/machine/", "src/kernels/", "ffi/", "benches/", "tests/"];
    let is_allowed = allowed.iter().any(|room| source.is_in(room));
    let found = !is_allowed && idents(&source.text).iter().any(|name| name == "unsafe");
    found.then(|| format!("{}: unsafe outside machine/, kernels/ and ffi/", source.path)).into_iter().collect()
}

#[test]
fn no_room_reaches_upwards() {
    let findings = upward(&Crate::new("src", &sources("src")).references());
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

#[test]
fn unsafe_has_an_address() {
    check(misplaced_unsafe);
}

mod objects {
    use super::{misplaced_unsafe, upward};
    use crate::modules::Crate;
    use crate::source::{Source, source};

    /// How often a file of a small crate reaches upwards.
    fn objections(path: &str, text: &str) -> usize {
        let house: [Source; 5] = [
            source("src/lib.rs", "mod base; pub use base::error::Error; pub use services::{aead, hash as digest};"),
            source("src/base/error.rs", "pub enum Error {}"),
            source("src/module/gate.rs", "pub fn enter() {} macro_rules! guarded { () => {} }"),
            source("src/services/aead.rs", "pub struct Key;"),
            source("src/services/hash.rs", "pub struct Sha256;"),
        ];
        let all: Vec<Source> = house.into_iter().chain([source(path, text)]).collect();
        upward(&Crate::new("src", &all).references()).iter().filter(|finding| finding.starts_with(path)).count()
    }

    #[test]
    fn to_every_form_of_an_import_upwards() {
        for text in [
            "use crate::module::gate;",
            "use crate::module::*;",
            "use crate::module as ground;",
            "use crate::{base::error::Error, module::gate};",
            "use crate::{base::{error::{self, Error}}, module::{gate::{self, enter}}};",
            "use super::super::module;",
            "use super::super::module::gate::enter;",
            "use {super::super::{base, module}};",
            "use self::super::super::module;",
            "pub(crate) use crate::module::gate::enter as x;",
            "fn f() { use crate::module::gate; }",
            "mod tests { use super::super::super::module::gate; }",
            "use crate::aead::Key;",
            "use crate::{Error, aead};",
            "use crate::digest::Sha256;",
            "use super::super::aead::Key;",
            "use crate as root; use root::module::gate;",
            "extern crate self as qila; use qila::module::gate;",
        ] {
            assert!(objections("src/algorithms/x.rs", text) > 0, "{text}");
            assert!(objections("src/services/x.rs", text) == 0, "{text}");
        }
        assert_eq!(objections("src/algorithms/x.rs", "use crate::base::error::Error; // crate::module"), 0);
        assert_eq!(objections("src/algorithms/x.rs", "/// [`crate::module`]\nuse crate::Error;"), 0);
        assert_eq!(objections("src/module/x.rs", "use crate::{Error, module::gate};"), 0);
    }

    #[test]
    fn to_every_form_of_a_path_upwards() {
        for text in [
            "fn f() { crate::module::gate::enter() }",
            "fn f() { super::super::module::gate::enter() }",
            "fn f(key: &crate::aead::Key) {}",
            "fn f() -> Result<Vec<crate::services::aead::Key>> { g() }",
            "struct S { a: [crate::aead::Key; 2] }",
            "impl crate::module::gate::Entry for S {}",
            "fn f() { g(0..crate::module::LEN) }",
            "fn f() { assert!(crate::module::gate::enter()) }",
            "macro_rules! m { () => { $crate::module::gate::enter() } }",
            "fn f() { crate::module::gate::guarded!() }",
            "fn f() { guarded!() }",
            "pub(in crate::module) fn f() {}",
            "use super::super as up; fn f() { up::module::gate::enter() }",
        ] {
            assert!(objections("src/kernels/x.rs", text) > 0, "{text}");
            assert!(objections("src/services/x.rs", text) == 0, "{text}");
        }
        assert_eq!(objections("src/kernels/x.rs", "fn f() { a.module.gate(); \"crate::module\"; module::g() }"), 0);
    }

    /// What a lower room gives on is as much upwards for those who take it there.
    #[test]
    fn to_a_reexport_in_a_lower_room() {
        let ground = source("src/base/x.rs", "pub use crate::module::gate;");
        let taker = source("src/kernels/y.rs", "use crate::base::x::gate;");
        let globbed = source("src/kernels/z.rs", "use crate::base::x::*; fn f() { gate::enter() }");
        let gate = source("src/module/gate.rs", "pub fn enter() {}");
        let found = upward(&Crate::new("src", &[ground, taker, globbed, gate]).references());
        for file in ["src/base/x.rs", "src/kernels/y.rs", "src/kernels/z.rs"] {
            assert!(found.iter().any(|finding| finding.starts_with(file)), "{file} in {found:#?}");
        }
    }

    #[test]
    fn to_unsafe_elsewhere() {
        assert_eq!(misplaced_unsafe(&source("src/services/x.rs", "fn f() { unsafe { g() } }")).len(), 1);
        assert_eq!(misplaced_unsafe(&source("lab/src/x.rs", "unsafe impl Send for X {}")).len(), 1);
        assert_eq!(
            misplaced_unsafe(&source("src/base/x.rs", "macro_rules! m { () => { unsafe { g() } } }")).len(),
            1
        );
        assert!(misplaced_unsafe(&source("src/services/x.rs", "#![forbid(unsafe_code)] // unsafe")).is_empty());
        assert!(misplaced_unsafe(&source("src/kernels/x.rs", "fn f() { unsafe { g() } }")).is_empty());
    }
}
