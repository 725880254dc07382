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

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = match self.state {
            State::Sealed if self.changed => "sealed",
            State::Sealed => "already sealed",
            State::Unsealed => "not sealed",
            State::Broken => "changed since it was sealed",
        };
        write!(f, "{}: {said}, {} KiB covered", self.file.display(), self.covered.div_ceil(1024))?;
        if self.state == State::Broken { write!(f, "\n  {HINT}") } else { Ok(()) }
    }
}
