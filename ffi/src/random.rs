//! Random bits (SP 800-90A, 90B, 90C).

use crate::hash::{algorithm_of, qila_hash_algorithm};
use crate::memory::{apart, borrow_mut, bytes, bytes_mut, give, release};
use crate::status::{Failure, call, qila_status};
use qila::random::{self, Drbg, GivenSourceOfC, Mechanism, MinEntropy, Rng, Source};
use qila::{Error, Indicator, admin};

/// A generator of random bits, under the root generator of the process. Threads: one at a time.
pub struct qila_rng(pub(crate) Rng);

/// A generator whose mechanism the caller chose. Threads: one at a time.
pub struct qila_drbg(Drbg);

/// Makes a handle of something random at `place`.
///
/// # Safety
/// As [`give`] and [`borrow_mut`].
pub(crate) unsafe fn give_random<T>(
    place: *mut *mut T,
    rng: *mut qila_rng,
    make: impl FnOnce(&mut Rng) -> Result<(T, Indicator), Failure>,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    call(|| unsafe { give(place, || make(&mut borrow_mut(rng)?.0)) })
}

/// Fills `len` bytes with random bits from a generator of the calling thread. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_random(out: *mut u8, len: usize) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointer.
        random::fill(unsafe { bytes_mut(out, len) }?)?;
        Ok(random::indicator())
    })
}

/// Makes a generator at `*rng`, to be freed with qila_rng_free(). After a fork, parent and child both may go on with it.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_rng_new(rng: *mut *mut qila_rng) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointer.
        unsafe {
            give(rng, || {
                let made = Rng::new()?;
                let indicator = made.indicator();
                Ok((qila_rng(made), indicator))
            })
        }
    })
}

/// Fills `len` bytes with random bits.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_rng_fill(rng: *mut qila_rng, out: *mut u8, len: usize) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (rng, out) = unsafe { (&mut borrow_mut(rng)?.0, bytes_mut(out, len)?) };
        rng.fill(out)?;
        Ok(rng.indicator())
    })
}

/// Fills `len` bytes with random bits, with additional input of any length that goes into the state first.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_rng_fill_with(
    rng: *mut qila_rng,
    additional: *const u8,
    additional_len: usize,
    out: *mut u8,
    len: usize,
) -> qila_status {
    call(|| {
        apart((out, len), &[(additional, additional_len)])?;
        // SAFETY: the caller answers for the pointers.
        let (rng, additional, out) =
            unsafe { (&mut borrow_mut(rng)?.0, bytes(additional, additional_len)?, bytes_mut(out, len)?) };
        rng.fill_with(additional, out)?;
        Ok(rng.indicator())
    })
}

/// Takes a fresh seed now.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_rng_reseed(rng: *mut qila_rng) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointer.
        let rng = unsafe { &mut borrow_mut(rng)?.0 };
        rng.reseed()?;
        Ok(rng.indicator())
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_rng_free(rng: *mut qila_rng) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(rng) }
}

/// A mechanism of SP 800-90A: one of the constants below.
pub type qila_drbg_mechanism = u32;
/// CTR_DRBG with AES-128 and a derivation function; 128 bits of strength.
pub const QILA_CTR_DRBG_AES128: qila_drbg_mechanism = 1;
/// CTR_DRBG with AES-192 and a derivation function; 192 bits of strength.
pub const QILA_CTR_DRBG_AES192: qila_drbg_mechanism = 2;
/// CTR_DRBG with AES-256 and a derivation function; 256 bits of strength.
pub const QILA_CTR_DRBG_AES256: qila_drbg_mechanism = 3;
/// CTR_DRBG with AES-128, without derivation function.
pub const QILA_CTR_DRBG_AES128_NO_DF: qila_drbg_mechanism = 4;
/// CTR_DRBG with AES-192, without derivation function.
pub const QILA_CTR_DRBG_AES192_NO_DF: qila_drbg_mechanism = 5;
/// CTR_DRBG with AES-256, without derivation function.
pub const QILA_CTR_DRBG_AES256_NO_DF: qila_drbg_mechanism = 6;
/// HMAC_DRBG with the hash function that is given beside it.
pub const QILA_HMAC_DRBG: qila_drbg_mechanism = 7;
/// Hash_DRBG with the hash function that is given beside it.
pub const QILA_HASH_DRBG: qila_drbg_mechanism = 8;

fn mechanism_of(number: qila_drbg_mechanism, hash: qila_hash_algorithm) -> Result<Mechanism, Failure> {
    Ok(match number {
        QILA_CTR_DRBG_AES128 => Mechanism::CtrAes128,
        QILA_CTR_DRBG_AES192 => Mechanism::CtrAes192,
        QILA_CTR_DRBG_AES256 => Mechanism::CtrAes256,
        QILA_CTR_DRBG_AES128_NO_DF => Mechanism::CtrAes128NoDf,
        QILA_CTR_DRBG_AES192_NO_DF => Mechanism::CtrAes192NoDf,
        QILA_CTR_DRBG_AES256_NO_DF => Mechanism::CtrAes256NoDf,
        QILA_HMAC_DRBG => Mechanism::Hmac(algorithm_of(hash)?),
        QILA_HASH_DRBG => Mechanism::Hash(algorithm_of(hash)?),
        _ => return Err(Error::InvalidParameter.into()),
    })
}

/// Makes a generator of a chosen mechanism at `*drbg`, to be freed with qila_drbg_free(). `hash` is for HMAC_DRBG and
/// Hash_DRBG, otherwise ignored. With `prediction_resistance` other than 0 every request takes fresh entropy.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_drbg_new(
    drbg: *mut *mut qila_drbg,
    mechanism: qila_drbg_mechanism,
    hash: qila_hash_algorithm,
    personalization: *const u8,
    personalization_len: usize,
    prediction_resistance: i32,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(drbg, || {
                let made = Drbg::builder(mechanism_of(mechanism, hash)?)
                    .personalization(bytes(personalization, personalization_len)?)
                    .prediction_resistance(prediction_resistance != 0)
                    .instantiate()?;
                let indicator = made.indicator();
                Ok((qila_drbg(made), indicator))
            })
        }
    })
}

/// Fills `len` bytes, 65536 at most, with additional input, which may be empty.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_drbg_generate(
    drbg: *mut qila_drbg,
    additional: *const u8,
    additional_len: usize,
    out: *mut u8,
    len: usize,
) -> qila_status {
    call(|| {
        apart((out, len), &[(additional, additional_len)])?;
        // SAFETY: the caller answers for the pointers.
        let (drbg, additional, out) =
            unsafe { (&mut borrow_mut(drbg)?.0, bytes(additional, additional_len)?, bytes_mut(out, len)?) };
        drbg.generate(additional, out)?;
        Ok(drbg.indicator())
    })
}

/// Takes fresh entropy now, with additional input, which may be empty.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_drbg_reseed(
    drbg: *mut qila_drbg,
    additional: *const u8,
    additional_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (drbg, additional) = unsafe { (&mut borrow_mut(drbg)?.0, bytes(additional, additional_len)?) };
        drbg.reseed(additional)?;
        Ok(drbg.indicator())
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_drbg_free(drbg: *mut qila_drbg) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(drbg) }
}

/// A source of entropy: one of the constants below.
pub type qila_entropy_source = u32;
/// The operating system.
pub const QILA_ENTROPY_OPERATING_SYSTEM: qila_entropy_source = 1;
/// The processor's RDSEED instruction.
pub const QILA_ENTROPY_RDSEED: qila_entropy_source = 2;
/// The timing of the processor.
pub const QILA_ENTROPY_JITTER: qila_entropy_source = 3;

/// Chooses the source of entropy; every generator is seeded from it before its next output. Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn qila_set_entropy_source(source: qila_entropy_source) -> qila_status {
    call(|| {
        random::set_source(match source {
            QILA_ENTROPY_OPERATING_SYSTEM => Source::OperatingSystem,
            QILA_ENTROPY_RDSEED => Source::Rdseed,
            QILA_ENTROPY_JITTER => Source::Jitter,
            _ => return Err(Error::InvalidParameter.into()),
        })?;
        Ok(admin::indicator())
    })
}

/// A source of the integrator: fills `len` bytes with raw samples and returns 1, or 0 if it cannot at the moment. It may
/// be called by any thread, one at a time, and must not call the module.
pub type qila_entropy_function = Option<extern "C" fn(samples: *mut u8, len: usize) -> i32>;

/// Takes a source of the integrator, whose samples have at least `eighths` eighths of a bit of min-entropy for each byte:
/// 1, 2, 4, 8, 16, 32, 48 or 64. Every generator is seeded from it, after its start-up test, before its next output. If the call is
/// not done, the source before it stays. Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn qila_set_entropy_function(function: qila_entropy_function, eighths: u32) -> qila_status {
    call(|| {
        let function = function.ok_or(Failure::Null)?;
        let min_entropy = MinEntropy::ALL.iter().copied().find(|claim| claim.eighths() == eighths);
        let min_entropy = min_entropy.ok_or(Error::InvalidParameter)?;
        random::set_source(Source::GivenOfC(GivenSourceOfC { name: "integrator", min_entropy, fill: function }))?;
        Ok(admin::indicator())
    })
}
