//! Why a service is not approved.

use core::fmt;

/// Why a service is not approved. Where there are several reasons the first one is given: what
/// holds for the whole module, then what no other parameter would change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The module image was never sealed, so its integrity cannot be tested.
    Unsealed,
    /// This platform has no integrity test yet.
    NoIntegrityTest,
    /// The algorithm is none of those that NIST approves.
    NotApprovedAlgorithm,
    /// No test of a validation programme covers the algorithm with these parameters (IG C.B).
    NotTested,
    /// The initialization vector came from outside the module (IG C.H).
    ExternalIv,
    /// The seed came from outside the module (deterministic generators of a laboratory).
    ExternalSeed,
    /// The source of entropy has no certificate, and the product asks for one (IG 9.3.A, SP
    /// 800-90B).
    UnassessedEntropy,
    /// The algorithm or parameter is outside the chosen policy profile.
    OutsideProfile,
    /// A password derivation with less than SP 800-132 and IG D.N ask: a salt of 128 bits, 1000
    /// iterations, a password of 14 bytes, a key of 112 bits.
    WeakPasswordDerivation,
    /// A TLS 1.2 master secret that is not bound to its handshake (RFC 7627, IG D.Q).
    NoExtendedMasterSecret,
    /// A nonce or hash value that goes in is shorter than the protocol makes it.
    InputTooShort,
    /// The key is shorter than the policy asks (SP 800-131A, IG C.M: 112 bits).
    KeyTooShort,
    /// The tag is shorter than the policy asks.
    TagTooShort,
    /// The key has served a service that is not approved, and must not serve both (AS02.21).
    UsedOutside,
}

impl Reason {
    /// One sentence for people.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unsealed => "the module image was never sealed",
            Self::NoIntegrityTest => "this platform has no integrity test",
            Self::KeyTooShort => "the key is shorter than the policy asks",
            Self::ExternalIv => "the initialization vector came from outside the module",
            Self::TagTooShort => "the tag is shorter than the policy asks",
            Self::OutsideProfile => "outside the chosen policy profile",
            Self::WeakPasswordDerivation => {
                "salt, iterations, password or key are less than a password derivation needs"
            }
            Self::NoExtendedMasterSecret => "the master secret is not bound to its handshake",
            Self::NotApprovedAlgorithm => "the algorithm is not approved",
            Self::ExternalSeed => "the generator was seeded from outside the module",
            Self::UsedOutside => "the key has served a service that is not approved",
            Self::InputTooShort => "a nonce or hash value is shorter than the protocol makes it",
            Self::NotTested => "no validation test covers the algorithm with these parameters",
            Self::UnassessedEntropy => "the source of entropy has no certificate",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
