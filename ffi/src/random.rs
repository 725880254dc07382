//! Random bits.

use crate::arguments::EntropyFunction;
use crate::handle::Place;
use crate::hash::qila_hash_algorithm;
use crate::status::{Answer, Done, Failure, Text, keep};
use core::ffi::c_char;
use qila::hash::HashAlgorithm;
use qila::random::{self, Drbg, GivenSourceOfC, Mechanism, MinEntropy, Rng, Source};
use qila::{Error, admin};

interface! {
    //! Random bits (SP 800-90A, 90B, 90C)
    //!
    //! Approved. Every generator is seeded from the source of entropy that was chosen for the
    //! process.
    declarations {
        "/* A source of the integrator: fills `len` bytes with raw samples and returns 1, or 0 if it cannot at the moment. Any"
        " * thread may call it, one at a time. It must not call the module. */"
        "typedef int32_t (*qila_entropy_function)(uint8_t *samples, size_t len);"
    }
    handles {
        /// A generator of random bits, under the root generator of the process.
        qila_rng = Rng, qila_rng_free;
        /// A generator whose mechanism the caller chose.
        qila_drbg = Drbg, qila_drbg_free;
    }
    choices {
        /// A mechanism of SP 800-90A.
        qila_drbg_mechanism = MechanismOf {
            /// CTR_DRBG with AES-128 and a derivation function; 128 bits of strength.
            QILA_CTR_DRBG_AES128 = 1 => |_| Ok(Mechanism::CtrAes128);
            /// CTR_DRBG with AES-192 and a derivation function; 192 bits of strength.
            QILA_CTR_DRBG_AES192 = 2 => |_| Ok(Mechanism::CtrAes192);
            /// CTR_DRBG with AES-256 and a derivation function; 256 bits of strength.
            QILA_CTR_DRBG_AES256 = 3 => |_| Ok(Mechanism::CtrAes256);
            /// CTR_DRBG with AES-128, without derivation function.
            QILA_CTR_DRBG_AES128_NO_DF = 4 => |_| Ok(Mechanism::CtrAes128NoDf);
            /// CTR_DRBG with AES-192, without derivation function.
            QILA_CTR_DRBG_AES192_NO_DF = 5 => |_| Ok(Mechanism::CtrAes192NoDf);
            /// CTR_DRBG with AES-256, without derivation function.
            QILA_CTR_DRBG_AES256_NO_DF = 6 => |_| Ok(Mechanism::CtrAes256NoDf);
            /// HMAC_DRBG with the hash function that is given beside it.
            QILA_HMAC_DRBG = 7 => |hash| hash_of(hash).map(Mechanism::Hmac);
            /// Hash_DRBG with the hash function that is given beside it.
            QILA_HASH_DRBG = 8 => |hash| hash_of(hash).map(Mechanism::Hash);
        }
        /// A source of entropy.
        qila_entropy_source = Source {
            /// The operating system.
            QILA_ENTROPY_OPERATING_SYSTEM = 1 => Source::OperatingSystem;
            /// The processor's RDSEED instruction.
            QILA_ENTROPY_RDSEED = 2 => Source::Rdseed;
            /// The timing of the processor.
            QILA_ENTROPY_JITTER = 3 => Source::Jitter;
            /// What qila_load_entropy() handed in.
            QILA_ENTROPY_LOADED = 4 => Source::Loaded;
        }
    }
    functions {
        /// Fills `len` bytes with random bits from a generator of the calling thread. Errors:
        /// QILA_ERROR_ENTROPY.
        hot qila_random(out/len: &mut [u8]) => random::fill(out).by(random::indicator());
        /// Makes a generator at `*rng`. Errors: QILA_ERROR_ENTROPY.
        cold qila_rng_new(rng: Place<qila_rng>) => rng.make(Rng::new);
        /// Fills `len` bytes with random bits. Errors: QILA_ERROR_ENTROPY.
        hot qila_rng_fill(rng: &mut qila_rng, out/len: &mut [u8]) => rng.fill(out).by(rng.indicator());
        /// Fills `len` bytes with random bits, with additional input of any length that goes into
        /// the state first.
        /// Errors: QILA_ERROR_ENTROPY.
        hot qila_rng_fill_with(rng: &mut qila_rng, additional/additional_len, out/len: &mut [u8])
            => rng.fill_with(additional, out).by(rng.indicator());
        /// Takes a fresh seed now. Errors: QILA_ERROR_ENTROPY.
        cold qila_rng_reseed(rng: &mut qila_rng) => rng.reseed().by(rng.indicator());
        /// Makes a generator of a chosen mechanism at `*drbg`. `hash` is for HMAC_DRBG and
        /// Hash_DRBG, otherwise ignored. With `prediction_resistance` other than 0 every request
        /// takes fresh entropy. Stack: 20 KiB.
        /// Errors: QILA_ERROR_INPUT_TOO_LONG, QILA_ERROR_ENTROPY, QILA_ERROR_STRENGTH.
        deep qila_drbg_new(drbg: Place<qila_drbg>, mechanism: MechanismOf, hash: HashNumber,
            personalization/personalization_len, prediction_resistance: i32) => {
            let builder = Drbg::builder(mechanism(hash.0)?).personalization(personalization);
            drbg.make(|| builder.prediction_resistance(prediction_resistance != 0).instantiate())
        };
        /// Fills `len` bytes, 65536 at most, with additional input, which may be empty.
        /// Stack: 20 KiB.
        /// Errors: QILA_ERROR_OUTPUT_TOO_LONG, QILA_ERROR_INPUT_TOO_LONG, QILA_ERROR_RESEED,
        /// QILA_ERROR_ENTROPY.
        deep qila_drbg_generate(drbg: &mut qila_drbg, additional/additional_len, out/len: &mut [u8])
            => drbg.generate(additional, out).by(drbg.indicator());
        /// Takes fresh entropy now, with additional input, which may be empty.
        /// Stack: 20 KiB.
        /// Errors: QILA_ERROR_INPUT_TOO_LONG, QILA_ERROR_ENTROPY.
        deep qila_drbg_reseed(drbg: &mut qila_drbg, additional/additional_len)
            => drbg.reseed(additional).by(drbg.indicator());
        /// Chooses the source of entropy, in the error state, too. Every generator is seeded from
        /// it before its next output.
        /// Errors: QILA_ERROR_ENTROPY, it is not there.
        admin qila_set_entropy_source(source: Source) => random::set_source(source).by(admin::indicator());
        /// Takes a source of the integrator, whose samples have at least `eighths` eighths of a bit
        /// of min-entropy for each byte: 1, 2, 4, 8, 16, 32, 48 or 64. Every generator is seeded
        /// from it, after its start-up test, before its next output. If the call is not done, the
        /// source before it stays. In the error state, too: a source that failed its health tests
        /// is replaced, and qila_restart() leads out.
        /// Errors: QILA_ERROR_PARAMETER, another number of eighths.
        admin qila_set_entropy_function(function: EntropyFunction, eighths: u32) => integrator(function, eighths, 0);
        /// As qila_set_entropy_function(), for a source with a certificate of NIST's Entropy Source
        /// Validation: `esv_certificate` is its number, 318 for E318, or 0 for none. Errors: those
        /// of qila_set_entropy_function().
        admin qila_set_entropy_function_with_certificate(function: EntropyFunction, eighths: u32, esv_certificate: u32)
            => integrator(function, eighths, esv_certificate);
        /// Hands in entropy for QILA_ENTROPY_LOADED, before it is needed. The `len` bytes hold
        /// `claimed_bits` of it, 576 at least, for which the caller answers. Each call makes one
        /// seed, which is used once and wiped. Up to 8 wait. The child of a fork has none of them.
        /// Errors: QILA_ERROR_INPUT_LENGTH, a smaller claim; QILA_ERROR_PARAMETER, more than the
        /// bytes can hold, or the bytes of the call before; QILA_ERROR_INPUT_TOO_LONG, 8 wait.
        cold qila_load_entropy(entropy/len, claimed_bits: usize)
            => random::load_entropy(entropy, claimed_bits).by(admin::indicator());
        /// Chooses whether the source of entropy needs a certificate: other than 0 is yes. If it
        /// does and has none, every generator and all that makes keys or IVs with one is refused
        /// with QILA_ERROR_REFUSED, whatever the policy.
        admin qila_require_assessed_entropy(required: i32) => {
            admin::require_assessed_entropy(required != 0);
            Ok(admin::indicator())
        };
        /// The sentence that the certificate of a module with this source of entropy carries (IG
        /// 9.3.A); empty with an assessed source. The text is good until the thread's next call of
        /// this function.
        tell qila_entropy_caveat() -> *const c_char => keep(Text::Caveat, random::source().caveat().unwrap_or_default());
    }
}

fn integrator(fill: EntropyFunction, eighths: u32, certificate: u32) -> Answer {
    let min_entropy = MinEntropy::ALL.iter().copied().find(|claim| claim.eighths() == eighths);
    let min_entropy = min_entropy.ok_or(Error::InvalidParameter)?;
    let esv = (certificate != 0).then_some(certificate);
    let source = GivenSourceOfC { name: "integrator", min_entropy, esv, fill };
    random::set_source(Source::GivenOfC(source)).by(admin::indicator())
}

/// The mechanism of a number, with the hash function that is given beside it.
pub(crate) type MechanismOf = fn(u32) -> Result<Mechanism, Failure>;

/// The number of a hash function that may be none.
pub(crate) struct HashNumber(u32);

crate::arguments::argument! {
    impl[] HashNumber => HashNumber, crate::table::Form::Plain("qila_hash_algorithm"), (number: qila_hash_algorithm) {
        regions [crate::memory::Region::NONE; 2];
        value Ok(HashNumber(number));
    }
}

fn hash_of(number: u32) -> Result<HashAlgorithm, Failure> {
    // SAFETY: a number, and no pointer.
    unsafe { <HashAlgorithm as crate::arguments::Argument>::value((number,)) }
}
