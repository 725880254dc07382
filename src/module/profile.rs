//! What a product chooses: a policy, and a profile of rules.

use core::fmt;

/// What becomes of a service that is not approved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
#[non_exhaustive]
pub enum Policy {
    /// It is done, and its indicator says so.
    #[default]
    Report = 0,
    /// It is refused with [`Error::NotApproved`](crate::Error::NotApproved).
    ApprovedOnly = 1,
}

impl Policy {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::ApprovedOnly => "approved only",
        }
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of rules. All but the first only take away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum Profile {
    /// SP 800-131A r2: 112 bits of strength to protect.
    #[default]
    Baseline112 = 0,
    /// The draft of SP 800-131A r3 for the time after 2030: 128 bits, no 224-bit hash, no ECB
    /// encryption. Tags have 64 bits or more, those of GCM and GMAC 96.
    Strict128 = 1,
    /// CNSA 2.0: AES-256, SHA-384 and SHA-512 only. It allows SHA3-384 and SHA3-512 only inside
    /// hardware, which this module is not. It allows SHAKE only inside its signatures and key
    /// encapsulation.
    Cnsa2 = 2,
    /// Prepared for the Pakistan Security Standard: as `Strict128`, until its technical documents
    /// can be cited.
    Pakistan = 3,
}

impl Profile {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Baseline112, Self::Strict128, Self::Cnsa2, Self::Pakistan];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Baseline112 => "baseline112",
            Self::Strict128 => "strict128",
            Self::Cnsa2 => "cnsa2",
            Self::Pakistan => "pakistan",
        }
    }

    /// What it allows for a while, and what the others have taken away already.
    #[must_use]
    pub const fn transitions(self) -> &'static [Transition] {
        match self {
            Self::Baseline112 => Transition::ALL,
            _ => &[],
        }
    }

    /// The least strength in bits.
    pub(super) const fn strength(self) -> u64 {
        match self {
            Self::Baseline112 => 112,
            Self::Strict128 | Self::Pakistan => 128,
            Self::Cnsa2 => 256,
        }
    }
}

/// What is approved up to a date. It tells when a product needs a stricter profile, and changes no
/// indicator by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transition {
    /// What is approved.
    pub what: &'static str,
    /// The last day, as ISO 8601 writes it; none where a document must be final first.
    pub until: Option<&'static str>,
    /// Who says so.
    pub clause: &'static str,
}

impl Transition {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self {
            what: "SHA-1 where collisions do not matter",
            until: Some("2030-12-31"),
            clause: "SP 800-131A r2 section 9, NIST announcement of December 2022",
        },
        Self { what: "hash functions of 224 bits", until: Some("2030-12-31"), clause: "draft of SP 800-131A r3" },
        Self {
            what: "keys and secrets of 112 to 127 bits",
            until: Some("2030-12-31"),
            clause: "draft of SP 800-131A r3",
        },
        Self { what: "encryption by ECB", until: None, clause: "draft of SP 800-131A r3, when it is final" },
    ];
}

impl fmt::Display for Transition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, until, clause } = self;
        match until {
            Some(until) => write!(f, "{until}: {what} ({clause})"),
            None => write!(f, "no date yet: {what} ({clause})"),
        }
    }
}
