//! Cryptographic algorithm self-tests (ISO/IEC 19790 7.10.3.2, IG 10.3.A).
//!
//! One table makes the list of tests, their names, their dispatcher and what the laboratory's tool
//! prints. A test is a function `fn(&mut Probe) -> bool` in the file of its algorithm. It calls
//! `algorithms`, never `services`, so it cannot come back through the gate.

mod aes;
mod ascon;
mod ccm;
mod cfb;
mod chacha20_poly1305;
mod cmac;
mod cts;
mod drbg;
mod ff1;
mod gcm;
mod gcm_siv;
mod hash;
mod hkdf;
mod hmac;
mod ikev1;
mod ikev2;
mod kbkdf;
mod key_wrap;
mod kmac;
mod ofb;
mod one_step;
mod parallel_hash;
mod pbkdf2;
mod probe;
mod snmp;
mod srtp;
mod ssh;
mod tls12;
mod tls13;
mod tuple_hash;
mod x942;
mod x963;
mod xts;

pub(crate) use probe::Probe;

use super::log;
use super::state::{self, Run};
use core::sync::atomic::{AtomicU32, Ordering};

/// Makes `enum Cast` and everything that is listed by it.
macro_rules! casts {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $standard:literal => $($test:ident)::+;)+) => {
        /// The self-tests of the module, one for each algorithm and the kernel that serves it here.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Cast { $($(#[doc = $doc])+ $variant,)+ }

        impl Cast {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name by which a laboratory calls it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The standard whose algorithm it tests.
            #[must_use]
            pub const fn standard(self) -> &'static str {
                match self { $(Self::$variant => $standard,)+ }
            }

            /// What the test does.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+),)+ }
            }

            fn test(self, probe: &mut Probe) -> bool {
                match self { $(Self::$variant => $($test)::+(probe),)+ }
            }
        }
    };
}

casts! {
    /// Messages of two and of many blocks.
    Sha1 = "SHA-1", "FIPS 180-4" => hash::test_sha1;
    /// Messages of several blocks and of many through SHA-256 and SHA-224.
    Sha2_256 = "SHA2-256", "FIPS 180-4" => hash::test_sha2_256;
    /// Messages of several blocks and of many through SHA-512, SHA-384, SHA-512/224 and
    /// SHA-512/256.
    Sha2_512 = "SHA2-512", "FIPS 180-4" => hash::test_sha2_512;
    /// Messages of several blocks and of many through the four functions of SHA-3, both of SHAKE
    /// and both of cSHAKE.
    Sha3 = "SHA3", "FIPS 202" => hash::test_sha3;
    /// Twenty messages side by side through SHA-1.
    Sha1Batch = "SHA-1 batch", "FIPS 180-4" => hash::test_sha1_batch;
    /// Twenty messages side by side through SHA-256 and SHA-224.
    Sha2_256Batch = "SHA2-256 batch", "FIPS 180-4" => hash::test_sha2_256_batch;
    /// Twenty messages side by side through SHA-512, SHA-384, SHA-512/224 and SHA-512/256.
    Sha2_512Batch = "SHA2-512 batch", "FIPS 180-4" => hash::test_sha2_512_batch;
    /// Twenty messages side by side through the four functions of SHA-3.
    Sha3Batch = "SHA3 batch", "FIPS 202" => hash::test_sha3_batch;
    /// One message through Ascon-Hash256, Ascon-XOF128 and Ascon-CXOF128.
    AsconHash = "Ascon-Hash256", "SP 800-232" => ascon::test_hash;
    /// One message under one key.
    HmacSha1 = "HMAC-SHA-1", "FIPS 198-1" => hmac::test_sha1;
    /// One message under one key with SHA-256 and SHA-224.
    HmacSha2_256 = "HMAC-SHA2-256", "FIPS 198-1" => hmac::test_sha2_256;
    /// One message under one key with SHA-512, SHA-384, SHA-512/224 and SHA-512/256.
    HmacSha2_512 = "HMAC-SHA2-512", "FIPS 198-1" => hmac::test_sha2_512;
    /// One message under one key with the four functions of SHA-3.
    HmacSha3 = "HMAC-SHA3", "FIPS 198-1" => hmac::test_sha3;
    /// One list of two elements through TupleHash128 and TupleHash256, with and without a
    /// customization string.
    TupleHash = "TupleHash", "SP 800-185" => tuple_hash::test;
    /// A message of more than eight blocks through ParallelHash128 and ParallelHash256, with and
    /// without a customization string.
    ParallelHash = "ParallelHash", "SP 800-185" => parallel_hash::test;
    /// Messages of one block and of two and a half under a key of each size.
    Cmac = "CMAC", "SP 800-38B" => cmac::test;
    /// One message under one key with KMAC128 and KMAC256, with and without a customization string.
    Kmac = "KMAC", "SP 800-185" => kmac::test;
    /// Extract and expand with HMAC-SHA-256; HMAC with other hashes has its own test.
    Hkdf = "HKDF", "SP 800-56C r2" => hkdf::test;
    /// Counter, feedback and double-pipeline modes with HMAC-SHA-256, and counter mode with CMAC.
    Kbkdf = "KBKDF", "SP 800-108 r1" => kbkdf::test;
    /// With SHA-256, HMAC-SHA-256 and KMAC128, and without a salt with both of KMAC.
    OneStep = "KDA OneStep", "SP 800-56C r2" => one_step::test;
    /// Three iterations and two blocks with HMAC-SHA-256.
    Pbkdf2 = "PBKDF2", "SP 800-132" => pbkdf2::test;
    /// A key block and master secrets with SHA-256.
    Tls12 = "TLS 1.2 KDF", "SP 800-135 r1, RFC 7627" => tls12::test;
    /// A traffic secret with SHA-256.
    Tls13 = "TLS 1.3 KDF", "RFC 8446" => tls13::test;
    /// An encryption key with SHA-256.
    Ssh = "SSH KDF", "SP 800-135 r1" => ssh::test;
    /// Every way to authenticate with SHA-256.
    IkeV1 = "IKEv1 KDF", "SP 800-135 r1" => ikev1::test;
    /// Keying material and a new SKEYSEED with SHA-256.
    IkeV2 = "IKEv2 KDF", "SP 800-135 r1" => ikev2::test;
    /// Keys of a master key of each size.
    Srtp = "SRTP KDF", "SP 800-135 r1" => srtp::test;
    /// A password and an engine.
    Snmp = "SNMP KDF", "SP 800-135 r1" => snmp::test;
    /// Two hash values with SHA-256.
    X963 = "ANS X9.63 KDF", "SP 800-135 r1" => x963::test;
    /// Concatenation and DER with SHA-256.
    X942 = "ANS X9.42 KDF", "SP 800-135 r1" => x942::test;
    /// Encryption and decryption in ECB, CBC and CTR under a key of each size.
    Aes = "AES", "FIPS 197, SP 800-38A" => aes::test;
    /// A message of two and a half blocks with AES-128 in each order of ciphertext stealing, both
    /// directions.
    AesCbcCs = "AES-CBC-CS", "SP 800-38A addendum" => cts::test;
    /// Both directions with AES-256 in CFB1, CFB8 and CFB128.
    AesCfb = "AES-CFB", "SP 800-38A" => cfb::test;
    /// Four blocks with AES-256 in OFB.
    AesOfb = "AES-OFB", "SP 800-38A" => ofb::test;
    /// Both directions with AES-128, radix 36 and a tweak; covers AES-192 and AES-256.
    AesFf1 = "AES-FF1", "SP 800-38G" => ff1::test;
    /// Both directions with XTS-AES-256 and XTS-AES-128, whole blocks and ciphertext stealing.
    AesXts = "AES-XTS", "SP 800-38E" => xts::test;
    /// Sealing and opening under a key of each size with long and short tags, and a wrong tag.
    AesCcm = "AES-CCM", "SP 800-38C" => ccm::test;
    /// Wrapping and unwrapping under a key of each size, with and without padding, in both forms,
    /// and with wrong values.
    AesKw = "AES-KW", "SP 800-38F" => key_wrap::test;
    /// Sealing and opening, and a wrong tag.
    AsconAead = "Ascon-AEAD128", "SP 800-232" => ascon::test_aead;
    /// Sealing and opening under a key of each size, long and short, with a hashed IV and with
    /// wrong tags, and GMAC.
    AesGcm = "AES-GCM", "SP 800-38D" => gcm::test;
    /// Sealing and opening with AES-256 and AES-128, and wrong tags. Not approved.
    AesGcmSiv = "AES-GCM-SIV", "RFC 8452" => gcm_siv::test;
    /// Sealing and opening a message of several groups of blocks, and a wrong tag. Not approved.
    ChaCha20Poly1305 = "ChaCha20-Poly1305", "RFC 8439" => chacha20_poly1305::test;
    /// Instantiate, reseed and generate with a key of each size, with and without derivation
    /// function and prediction resistance; limits, errors, uninstantiate.
    CtrDrbg = "CTR_DRBG", "SP 800-90A r1" => drbg::test_ctr;
    /// Instantiate, reseed and generate with SHA-256 and SHA-512; limits, errors, uninstantiate.
    /// Covers every hash function, each of which has its own test.
    HmacDrbg = "HMAC_DRBG", "SP 800-90A r1" => drbg::test_hmac;
    /// Instantiate, reseed and generate with SHA-256 and SHA-512; limits, errors, uninstantiate.
    /// Covers every hash function, each of which has its own test.
    HashDrbg = "Hash_DRBG", "SP 800-90A r1" => drbg::test_hash;
}

const UNTESTED: u8 = 0;
const PASSED: u8 = 1;
const FAILED: u8 = 2;

/// One result for each test, with the run in which the test began. Within a run a result only
/// rises; in a later one it counts as untested, so that a restart forgets all of them at once.
static RESULTS: [AtomicU32; Cast::ALL.len()] = [const { AtomicU32::new(UNTESTED as u32) }; Cast::ALL.len()];

/// What is known of a self-test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CastState {
    /// Its algorithm has not been used yet.
    NotYetNeeded,
    /// It passed.
    Passed,
    /// It failed; the module is in its error state.
    Failed,
}

impl Cast {
    fn result(self) -> Option<&'static AtomicU32> {
        RESULTS.get(self as usize)
    }

    /// Records a result of `run`: the higher one stays. A result of a later run stays, too.
    fn record(self, run: Run, result: u8) {
        let Some(place) = self.result() else { return };
        let _ = place.fetch_update(Ordering::AcqRel, Ordering::Acquire, |known| {
            let is_higher = known < run.word(result) || Run::of(known) != run;
            (is_higher && !Run::of(known).is_after(run)).then_some(run.word(result))
        });
    }

    /// The test of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|cast| cast.name() == name)
    }

    /// What is known of it.
    #[must_use]
    pub fn state(self) -> CastState {
        let run = state::now().run();
        match self.result().map(|result| result.load(Ordering::Acquire)) {
            Some(word) if word == run.word(PASSED) => CastState::Passed,
            Some(word) if word == run.word(UNTESTED) || Run::of(word) != run => CastState::NotYetNeeded,
            _ => CastState::Failed,
        }
    }

    /// Whether it passed in `run`.
    #[inline]
    pub(crate) fn passed(self, run: Run) -> bool {
        self.result().is_some_and(|result| result.load(Ordering::Acquire) == run.word(PASSED))
    }
}

/// Runs the test now, whether or not it ran before, and records what it said for `run`. A failure
/// is the error state of that run.
///
/// Threads that meet here may each run it: the tests share nothing, and the result can only rise.
#[cold]
pub(crate) fn run_now(cast: Cast, run: Run) -> bool {
    let started = log::Stopwatch::start();
    let passed = cast.test(&mut Probe::of(cast));
    #[cfg(feature = "lab")]
    super::fault::wait_with_result();
    cast.record(run, if passed { PASSED } else { FAILED });
    log::record(log::Event::Cast(cast), passed, started);
    if !passed {
        state::fail(run, log::Event::Cast(cast));
    }
    passed
}

/// How many inputs the test takes, each of which a laboratory can spoil alone.
#[cfg(feature = "lab")]
pub(crate) fn count_inputs(cast: Cast) -> usize {
    let mut probe = Probe::of(cast);
    cast.test(&mut probe);
    probe.inputs()
}
