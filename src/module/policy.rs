//! Which parameters are approved, each rule with its clause; and what becomes of a service that is
//! not.
//!
//! Rules are data and small functions, away from the mathematics. They depend on parameters and on
//! the chosen profile, never on the clock: a transition date changes a profile, not a running
//! product.

use super::indicator::{self, Indicator, Reason};
use super::notice::{self, Notice};
use crate::algorithms::drbg::any::Mechanism;
use crate::algorithms::ec::NistCurve;
use crate::algorithms::ffdh::Group;
use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hybrid::HybridKem;
use crate::algorithms::ml_dsa::MlDsaSet;
use crate::algorithms::ml_kem::MlKemSet;
use crate::algorithms::pre_hash::PreHash;
use crate::algorithms::rsa::{Digest, Mask, Oaep, Pss, Strength};
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};
use core::sync::atomic::{AtomicBool, AtomicU8, Ordering};

pub use super::profile::{Policy, Profile, Transition};

static POLICY: AtomicU8 = AtomicU8::new(Policy::Report as u8);
static ASSESSED_ENTROPY: AtomicBool = AtomicBool::new(false);
static PROFILE: AtomicU8 = AtomicU8::new(Profile::Baseline112 as u8);

/// Chooses what becomes of services that are not approved.
pub(crate) fn set(policy: Policy) {
    if POLICY.swap(policy as u8, Ordering::SeqCst) != policy as u8 {
        notice::tell(Notice::Policy(policy));
    }
}

/// The policy in force.
#[inline]
pub(crate) fn policy() -> Policy {
    if POLICY.load(Ordering::Acquire) == Policy::ApprovedOnly as u8 { Policy::ApprovedOnly } else { Policy::Report }
}

/// Chooses whether generators need a source of entropy with a certificate.
pub(crate) fn require_assessed_entropy(required: bool) {
    if ASSESSED_ENTROPY.swap(required, Ordering::SeqCst) != required {
        notice::tell(Notice::AssessedEntropy { is_required: required });
    }
}

/// Whether they do.
#[inline]
pub(crate) fn requires_assessed_entropy() -> bool {
    ASSESSED_ENTROPY.load(Ordering::Acquire)
}

/// A generator whose source has been assessed, or not. IG 9.3.A leaves a generator of SP 800-90A
/// approved whatever feeds it, and puts a sentence about its strength into the certificate instead
/// ([`Source::caveat`](crate::random::Source::caveat)). A product that wants more sets the switch,
/// and a source without a certificate is then refused.
pub(crate) fn entropy(is_assessed: bool) -> Indicator {
    if is_assessed || !requires_assessed_entropy() {
        Indicator::Approved
    } else {
        Indicator::NotApproved(Reason::UnassessedEntropy)
    }
}

/// Chooses the set of rules.
pub(crate) fn set_profile(profile: Profile) {
    if PROFILE.swap(profile as u8, Ordering::SeqCst) != profile as u8 {
        notice::tell(Notice::Profile(profile));
    }
}

/// The set of rules in force.
#[inline]
pub(crate) fn profile() -> Profile {
    match PROFILE.load(Ordering::Acquire) {
        0 => Profile::Baseline112,
        1 => Profile::Strict128,
        2 => Profile::Cnsa2,
        _ => Profile::Pakistan,
    }
}

/// Lets a service go on, or not.
///
/// Errors: [`Error::NotApproved`] under [`Policy::ApprovedOnly`].
#[inline]
pub(crate) fn permit(indicator: Indicator) -> Result<()> {
    match indicator {
        Indicator::NotApproved(reason) if policy() == Policy::ApprovedOnly => Err(refusal(reason)),
        _ => Ok(()),
    }
}

/// What a service answers that is refused.
#[cold]
#[inline(never)]
pub(crate) fn refusal(reason: Reason) -> Error {
    notice::tell(Notice::Refused(reason));
    Error::NotApproved(reason)
}

/// As [`permit`], for a rule not yet joined with the state of the seal. The seal is only looked at
/// when it matters, which keeps it off the hot path.
#[inline]
pub(crate) fn permit_rule(rule: impl FnOnce() -> Indicator) -> Result<()> {
    if policy() == Policy::ApprovedOnly { permit(indicator::of(rule())) } else { Ok(()) }
}

/// What belongs to the profile, or does not.
const fn inside(allowed: bool) -> Indicator {
    if allowed { Indicator::Approved } else { Indicator::NotApproved(Reason::OutsideProfile) }
}

/// A hash function, alone or in a MAC, a derivation or a generator; half of its output is its
/// strength (SP 800-57 part 1, table 3). SHA-1 and functions of 224 bits are approved by the first
/// profile only, which [`Transition`] ends.
pub(crate) fn hash(algorithm: HashAlgorithm) -> Indicator {
    inside(match profile() {
        Profile::Baseline112 => true,
        Profile::Strict128 | Profile::Pakistan => algorithm.output_size() >= 32,
        Profile::Cnsa2 => matches!(algorithm, HashAlgorithm::Sha384 | HashAlgorithm::Sha512),
    })
}

/// An extendable-output function of this strength in bits, and what rests on it.
pub(crate) fn xof(strength: usize) -> Indicator {
    inside(match profile() {
        Profile::Cnsa2 => false,
        profile => strength as u64 >= profile.strength(),
    })
}

/// A generator of SP 800-90A: its strength, and its hash function if it rests on one.
pub(crate) fn drbg(mechanism: Mechanism) -> Indicator {
    let strength = inside(mechanism.strength() as u64 >= profile().strength());
    match mechanism {
        Mechanism::Hmac(algorithm) | Mechanism::Hash(algorithm) => strength.weaker(hash(algorithm)),
        _ => strength,
    }
}

/// A MAC or a derivation on an extendable-output function of this strength under a secret of
/// `key_bits` (SP 800-185 section 8.4.1).
pub(crate) fn keyed_xof(strength: usize, key_bits: u64) -> Indicator {
    secret_key(key_bits).weaker(xof(strength))
}

/// A secret key of `bits` for a MAC or a derivation (SP 800-131A r2 sections 8 and 10; IG C.M: the
/// floor is 112).
pub(crate) fn secret_key(bits: u64) -> Indicator {
    if bits >= profile().strength() { Indicator::Approved } else { Indicator::NotApproved(Reason::KeyTooShort) }
}

/// A MAC or a derivation on a hash function under a secret of `key_bits`: FIPS 198-1 and SP 800-56C
/// r2 allow every approved hash function, SP 800-131A asks for the length of the secret.
pub(crate) fn keyed_hash(algorithm: HashAlgorithm, key_bits: u64) -> Indicator {
    secret_key(key_bits).weaker(hash(algorithm))
}

/// A key derivation of a protocol, which SP 800-135 r1 or IG D.Q allow with some hash functions
/// only.
pub(crate) fn protocol_kdf(is_allowed: bool, algorithm: HashAlgorithm, key_bits: u64) -> Indicator {
    if is_allowed { keyed_hash(algorithm, key_bits) } else { inside(false) }
}

/// Inputs of a protocol that make its keys fresh, of which the shortest has so many bytes: less
/// than the protocol itself gives is not the derivation of that protocol. IKE version 1: nonces of
/// 8 bytes (RFC 2409 section 5). IKE version 2: nonces of 16 (RFC 7296 section 2.10). SSH: an
/// exchange hash as long as the hash value (RFC 4253 section 8).
pub(crate) const fn fresh_input(bytes: usize, least: usize) -> Indicator {
    if bytes >= least { Indicator::Approved } else { Indicator::NotApproved(Reason::InputTooShort) }
}

/// Whether SP 800-135 r1 had the hash function in mind for IKE and SSH: SHA-1 and the SHA-2 of its
/// time.
pub(crate) const fn is_of_sp800_135(algorithm: HashAlgorithm) -> bool {
    use HashAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
    matches!(algorithm, Sha1 | Sha224 | Sha256 | Sha384 | Sha512)
}

/// A password derivation, lengths in bytes (SP 800-132 sections 5.1 to 5.3, IG D.N); the key has
/// the strength of the profile, 112 bits at least.
pub(crate) fn pbkdf2(
    algorithm: HashAlgorithm,
    password: usize,
    salt: usize,
    iterations: u32,
    key: usize,
) -> Indicator {
    if password < 14 || salt < 16 || iterations < 1000 || bits_of(key) < profile().strength() {
        return Indicator::NotApproved(Reason::WeakPasswordDerivation);
    }
    hash(algorithm)
}

/// The localization of a password of so many bytes (RFC 3414 section 11.2: 8 at least; SP 800-135
/// r1 section 5.4: SHA-1).
pub(crate) fn snmp(password: usize) -> Indicator {
    if password < 8 {
        return Indicator::NotApproved(Reason::WeakPasswordDerivation);
    }
    hash(HashAlgorithm::Sha1)
}

/// A one-step derivation on a hash function, or HMAC with it, from a secret of `key_bits` (SP
/// 800-56C r2 section 4). SHA-1 has no place in the registration of its tests, and what was not
/// tested is not approved (IG C.B).
pub(crate) fn one_step(algorithm: HashAlgorithm, key_bits: u64) -> Indicator {
    match algorithm {
        HashAlgorithm::Sha1 => Indicator::NotApproved(Reason::NotTested),
        _ => keyed_hash(algorithm, key_bits),
    }
}

/// An AES key of `bits` (SP 800-131A r2 section 2).
pub(crate) fn aes_key(bits: usize) -> Indicator {
    inside(bits as u64 >= profile().strength())
}

/// ML-KEM (FIPS 203), in every parameter set . CNSA 2.0 wants the strongest one.
pub(crate) fn ml_kem(set: MlKemSet) -> Indicator {
    inside(profile() != Profile::Cnsa2 || set == MlKemSet::MlKem1024)
}

/// A hybrid of ML-KEM and Diffie-Hellman whose secrets stand one after the other: one half that is
/// approved is enough (SP 800-227 section 4.6, IG D.S). X-Wing's hash is no derivation of SP
/// 800-56C.
pub(crate) fn hybrid(kem: HybridKem) -> Indicator {
    match (kem, ml_kem(kem.lattice()), kem.curve()) {
        (HybridKem::XWing, ..) => not_approved_algorithm(),
        (_, Indicator::Approved, _) | (_, _, None) => ml_kem(kem.lattice()),
        (_, _, Some(half)) => curve(half),
    }
}

/// ML-DSA (FIPS 204), in every parameter set. CNSA 2.0 wants the strongest one.
pub(crate) fn ml_dsa(set: MlDsaSet) -> Indicator {
    inside(profile() != Profile::Cnsa2 || set == MlDsaSet::MlDsa87)
}

/// HashML-DSA (FIPS 204 section 5.4): the signature is as strong as the weaker of both. The
/// profile of CNSA 2.0 leaves it out.
pub(crate) fn hash_ml_dsa(set: MlDsaSet, hash: PreHash) -> Indicator {
    let is_strong = hash.collision_strength() as u64 >= profile().strength();
    if is_strong && profile() != Profile::Cnsa2 { ml_dsa(set) } else { inside(false) }
}

/// SLH-DSA (FIPS 205), in every parameter set; the weakest has 128 bits. CNSA 2.0 has no place for
/// it.
pub(crate) fn slh_dsa() -> Indicator {
    inside(profile() != Profile::Cnsa2)
}

/// HashSLH-DSA (FIPS 205 section 10.2.2): the signature is as strong as the weaker of both.
pub(crate) fn hash_slh_dsa(hash: PreHash) -> Indicator {
    if hash.collision_strength() as u64 >= profile().strength() { slh_dsa() } else { inside(false) }
}

/// LMS and HSS (SP 800-208), in every parameter set: values of 192 bits are the shortest. CNSA 2.0
/// has all of them, for firmware.
pub(crate) fn lms() -> Indicator {
    Indicator::Approved
}

/// XMSS and XMSS^MT (SP 800-208), as LMS.
pub(crate) fn xmss() -> Indicator {
    Indicator::Approved
}

/// A key of RSA: its size (SP 800-57 part 1 r5 table 2) and its public exponent (FIPS 186-5 section
/// 5.4: more than 2^16). Signatures of shorter keys, or with smaller exponents, are verified as
/// legacy (SP 800-131A r2 table 2). CNSA 2.0 has no RSA.
pub(crate) fn rsa_key(bits: usize, has_large_exponent: bool, verifies: bool) -> Indicator {
    let least = match profile() {
        Profile::Baseline112 => 2048,
        Profile::Strict128 | Profile::Pakistan => 3072,
        Profile::Cnsa2 => return inside(false),
    };
    match (bits >= least, has_large_exponent) {
        (true, true) => Indicator::Approved,
        _ if verifies && profile() == Profile::Baseline112 => Indicator::Legacy,
        (false, _) => Indicator::NotApproved(Reason::KeyTooShort),
        (true, false) => inside(false),
    }
}

/// Keys of RSA in what is not verification.
pub(crate) fn rsa_strength(keys: Strength) -> Indicator {
    rsa_key(keys.bits(), keys.has_large_exponent(), false)
}

/// The hash function of a signature that is made: its strength against collisions, which SHA-1 has
/// lost (SP 800-131A r2 table 8).
pub(crate) fn rsa_signature_hash(digest: Digest) -> Indicator {
    match digest {
        Digest::Hash(HashAlgorithm::Sha1) => inside(false),
        Digest::Hash(algorithm) => hash(algorithm),
        Digest::Shake128 => xof(128),
        Digest::Shake256 => xof(256),
    }
}

/// A signature that is verified: its key, and its hash function, which may be SHA-1 as legacy.
pub(crate) fn rsa_verification(bits: usize, has_large_exponent: bool, digest: Digest) -> Indicator {
    let rule = match digest {
        Digest::Hash(HashAlgorithm::Sha1) if profile() == Profile::Baseline112 => Indicator::Legacy,
        digest => rsa_signature_hash(digest),
    };
    rsa_key(bits, has_large_exponent, true).weaker(rule)
}

/// The parameters of PSS: a salt that is not longer than the hash value, and a mask by an approved
/// function (FIPS 186-5 section 5.4).
pub(crate) fn rsa_pss(pss: Pss) -> Indicator {
    inside(pss.salt <= pss.digest.output_size()).weaker(rsa_mask(pss.mask))
}

/// A salt of any length, to which FIPS 186-5 sets a bound.
pub(crate) fn rsa_any_salt() -> Indicator {
    inside(false)
}

/// The parameters of OAEP (SP 800-56B r2 section 7.2.2): approved hash functions.
pub(crate) fn rsa_oaep(oaep: Oaep) -> Indicator {
    let digest = match oaep.digest {
        Digest::Hash(algorithm) => hash(algorithm),
        // The standard has hash functions there.
        Digest::Shake128 | Digest::Shake256 => inside(false),
    };
    let is_mgf1 = matches!(oaep.mask, Mask::Mgf1(_));
    digest.weaker(inside(is_mgf1)).weaker(rsa_mask(oaep.mask))
}

/// MGF1 with an approved hash function, or SHAKE.
fn rsa_mask(mask: Mask) -> Indicator {
    match mask {
        Mask::Mgf1(Digest::Hash(algorithm)) => hash(algorithm),
        Mask::Mgf1(Digest::Shake128) | Mask::Shake128 => xof(128),
        Mask::Mgf1(Digest::Shake256) | Mask::Shake256 => xof(256),
    }
}

/// DSA, of which signatures are verified, with SHA-1 too (SP 800-131A r2 table 2; FIPS 186-5 has it
/// no more, but for signatures from before).
pub(crate) fn dsa() -> Indicator {
    if profile() == Profile::Baseline112 { Indicator::Legacy } else { inside(false) }
}

/// A signature of DSA that is verified after a hash function: those of FIPS 180-4, for which alone
/// there are tests (IG C.B).
pub(crate) fn dsa_verification(algorithm: HashAlgorithm) -> Indicator {
    match algorithm {
        HashAlgorithm::Sha3_224 | HashAlgorithm::Sha3_256 | HashAlgorithm::Sha3_384 | HashAlgorithm::Sha3_512 => {
            Indicator::NotApproved(Reason::NotTested)
        }
        _ => dsa(),
    }
}

/// A group of a safe prime (SP 800-56A r3 appendix D, whose tables have its strength). CNSA 2.0 has
/// none.
pub(crate) fn ffdh(group: Group) -> Indicator {
    inside(profile() != Profile::Cnsa2 && group.strength() as u64 >= profile().strength())
}

/// EdDSA (FIPS 186-5 section 7, SP 800-186 section 3.2.3), whose curves have strengths of 128 and
/// 224 bits. CNSA 2.0 has no place for it.
pub(crate) fn eddsa() -> Indicator {
    inside(profile() != Profile::Cnsa2)
}

/// A curve (SP 800-186, SP 800-57 part 1 r5 table 2). CNSA 2.0 has none any more.
pub(crate) fn curve(curve: NistCurve) -> Indicator {
    inside(profile() != Profile::Cnsa2 && curve.strength() as u64 >= profile().strength())
}

/// ECDSA (FIPS 186-5 section 6): the signature is as strong as the weaker of curve and hash
/// function.
pub(crate) fn ecdsa(on: NistCurve, hash: PreHash) -> Indicator {
    curve(on).weaker(inside(hash.collision_strength() as u64 >= profile().strength()))
}

/// Ascon, whose strength is 128 bits in all its functions (SP 800-232 section 1).
pub(crate) fn ascon() -> Indicator {
    xof(128)
}

/// An algorithm that no standard of NIST approves, here for protocols that have it beside those
/// that are.
pub(crate) fn not_approved_algorithm() -> Indicator {
    Indicator::NotApproved(Reason::NotApprovedAlgorithm)
}

/// ECB encryption under an AES key of `bits`: the draft of SP 800-131A r3 ends it, and leaves
/// decryption.
pub(crate) fn aes_ecb_encryption(bits: usize) -> Indicator {
    match profile() {
        Profile::Baseline112 => aes_key(bits),
        _ => inside(false),
    }
}

/// GCM and GMAC with tags of `bits` (SP 800-38D section 5.2.1.2). Appendix C limits what a key with
/// tags of 32 and 64 bits may do, and the key counts it; the announced revision of the standard
/// ends them.
pub(crate) fn gcm_tag(bits: usize) -> Indicator {
    tag(bits as u64, 96)
}

/// Every other tag, of `bits`, made or checked: those of less than 64 bits need an analysis of the
/// risks of the use, which a product makes that keeps to the first profile; the other profiles are
/// for those who make none.
///
/// CCM: SP 800-38C appendix B.2. CMAC: SP 800-38B appendix A. HMAC: SP 800-107 r1 section 5.3.3, IG
/// C.D. KMAC: SP 800-185 section 8.4.2. Ascon: SP 800-232 section 4.2.1.
pub(crate) fn mac_tag(bits: u64) -> Indicator {
    tag(bits, 64)
}

/// The first profile leaves all tags that the standards know; the others ask for `least` bits.
fn tag(bits: u64, least: u64) -> Indicator {
    match profile() {
        Profile::Baseline112 => Indicator::Approved,
        _ if bits >= least => Indicator::Approved,
        _ => Indicator::NotApproved(Reason::TagTooShort),
    }
}
