//! What is known of the seal of a file.

use serde_json::{Value, json};
use std::fmt;
use std::path::PathBuf;

/// What changes a sealed file or its image in memory, for those whose seal does not fit.
pub const HINT: &str = "what breaks a seal: patchelf, chrpath and RPATH rewritten at install, prelinking, removed \
                        notes, packers (UPX), a new link; in memory breakpoints and uprobes. `strip` does not. Seal \
                        as the last step before signing";

/// The state of a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Never sealed.
    Unsealed,
    /// Sealed, and the file is as it was then.
    Sealed,
    /// Sealed, and changed since.
    Broken,
}

/// The module in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Whether it is in the error state where its image was never sealed.
    pub requires_seal: bool,
}

/// What is known of the seal of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The file.
    pub file: PathBuf,
    /// The module in it, if its version says so.
    pub module: Option<Module>,
    /// Whether the interface for laboratories is inside.
    pub holds_lab: bool,
    /// The state of its seal.
    pub state: State,
    /// How many bytes of it are covered.
    pub covered: usize,
    /// HMAC-SHA-256 of these.
    pub value: [u8; 32],
    /// Whether it was sealed just now.
    pub changed: bool,
}

impl Report {
    /// Whether it is sealed, and the seal fits.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        self.state == State::Sealed
    }

    /// What is known, a line for each thing.
    #[must_use]
    pub fn details(&self) -> String {
        let module = self.module.as_ref();
        let name = module.map_or("of a version that does not say its name".to_owned(), Module::to_string);
        let unsealed = if module.is_some_and(|module| module.requires_seal) {
            "never sealed, and this build requires a seal: the module is in its error state"
        } else {
            "never sealed: the module works, and no service is approved"
        };
        let seal = match self.state {
            State::Sealed => "fits: the file is as it was when it was sealed".to_owned(),
            State::Unsealed => unsealed.to_owned(),
            State::Broken => format!("does not fit: changed since it was sealed\nhint         {HINT}"),
        };
        let lab = if self.holds_lab { ", holds the interface for laboratories: no product" } else { "" };
        let (file, covered) = (self.file.display(), self.covered.div_ceil(1024));
        format!("file         {file}\nmodule       {name}{lab}\nseal         {seal}\ncovered      {covered} KiB")
    }

    /// The same for programs.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let value: String = self.value.iter().map(|byte| format!("{byte:02x}")).collect();
        json!({
            "file": self.file,
            "module": self.module.as_ref().map(|module| &module.name),
            "version": self.module.as_ref().map(|module| &module.version),
            "requiresSeal": self.module.as_ref().map(|module| module.requires_seal),
            "lab": self.holds_lab,
            "state": match self.state {
                State::Unsealed => "unsealed",
                State::Sealed => "sealed",
                State::Broken => "changed",
            },
            "sealed": self.is_sealed(),
            "changed": self.changed,
            "covered": self.covered,
            "hmacSha256": value,
        })
    }
}

impl fmt::Display for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = match self.state {
            State::Sealed if self.changed => "sealed",
            State::Sealed => "already sealed",
            State::Unsealed => "not sealed",
            State::Broken => "changed since it was sealed",
        };
        write!(f, "{}: {said}, {} KiB covered", self.file.display(), self.covered.div_ceil(1024))?;
        if let Some(module) = &self.module {
            write!(f, ", {module}")?;
        }
        if self.state == State::Broken { write!(f, "\n  {HINT}") } else { Ok(()) }
    }
}
