//! The table of sensitive security parameters: the tests of zeroization and the papers iterate over it.

/// How a parameter comes into the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// The caller gives it.
    Entered,
    /// The module's generator makes it.
    Generated,
    /// It is computed from another one.
    Derived,
    /// Either entered or generated.
    EnteredOrGenerated,
}

/// A type that holds a sensitive security parameter.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Ssp {
    /// The public type that holds it.
    pub holder: &'static str,
    /// What it is, in the words of the standard.
    pub description: &'static str,
    /// Its size.
    pub size: &'static str,
    /// How it comes into the module.
    pub origin: Origin,
    /// When it is wiped.
    pub wiped: &'static str,
}

/// All of them.
pub const SSPS: &[Ssp] = &[];
