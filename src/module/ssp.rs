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
pub const SSPS: &[Ssp] = &[
    Ssp {
        holder: "the module",
        description: "raw samples of the noise source and the seeds conditioned from them (SP 800-90B)",
        size: "at most 1024 bytes of samples, 48 of seed",
        origin: Origin::Generated,
        wiped: "before the call that collects them returns",
    },
    Ssp {
        holder: "the module",
        description: "internal state of the root generator, CTR_DRBG with AES-256: Key, V (SP 800-90A)",
        size: "384 bits",
        origin: Origin::Derived,
        wiped: "by admin::zeroize and admin::restart, and before it is seeded after a fork",
    },
    Ssp {
        holder: "random::Rng",
        description: "internal state of a child generator, CTR_DRBG with AES-256: Key, V (SP 800-90A)",
        size: "384 bits",
        origin: Origin::Derived,
        wiped: "on drop; at its first use after a fork, a zeroization or a restart",
    },
    Ssp {
        holder: "random::Drbg",
        description: "internal state of a generator: Key, V of CTR_DRBG and HMAC_DRBG; V, C of Hash_DRBG (SP 800-90A)",
        size: "256 to 1776 bits",
        origin: Origin::Derived,
        wiped: "on drop",
    },
];
