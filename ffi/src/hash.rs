//! Hash functions (FIPS 180-4, FIPS 202).

use crate::memory::{apart, borrow, borrow_mut, bytes, bytes_mut, deliver, give, release};
use crate::status::{Failure, call, operational, qila_status};
use qila::Error;
use qila::hash::{self, DynHasher, HashAlgorithm};

/// A hash function: one of the constants below.
pub type qila_hash_algorithm = u32;
/// SHA-224.
pub const QILA_SHA224: qila_hash_algorithm = 1;
/// SHA-256.
pub const QILA_SHA256: qila_hash_algorithm = 2;
/// SHA-384.
pub const QILA_SHA384: qila_hash_algorithm = 3;
/// SHA-512.
pub const QILA_SHA512: qila_hash_algorithm = 4;
/// SHA-512/224.
pub const QILA_SHA512_224: qila_hash_algorithm = 5;
/// SHA-512/256.
pub const QILA_SHA512_256: qila_hash_algorithm = 6;
/// SHA-1. Not for signatures.
pub const QILA_SHA1: qila_hash_algorithm = 7;
/// SHA3-224.
pub const QILA_SHA3_224: qila_hash_algorithm = 8;
/// SHA3-256.
pub const QILA_SHA3_256: qila_hash_algorithm = 9;
/// SHA3-384.
pub const QILA_SHA3_384: qila_hash_algorithm = 10;
/// SHA3-512.
pub const QILA_SHA3_512: qila_hash_algorithm = 11;

/// The bytes of a SHA-224 value.
pub const QILA_SHA224_SIZE: usize = 28;
/// The bytes of a SHA-256 value.
pub const QILA_SHA256_SIZE: usize = 32;
/// The bytes of a SHA-384 value.
pub const QILA_SHA384_SIZE: usize = 48;
/// The bytes of a SHA-512 value.
pub const QILA_SHA512_SIZE: usize = 64;
/// The bytes of a SHA-512/224 value.
pub const QILA_SHA512_224_SIZE: usize = 28;
/// The bytes of a SHA-512/256 value.
pub const QILA_SHA512_256_SIZE: usize = 32;
/// The bytes of a SHA-1 value.
pub const QILA_SHA1_SIZE: usize = 20;
/// The bytes of a SHA3-224 value.
pub const QILA_SHA3_224_SIZE: usize = 28;
/// The bytes of a SHA3-256 value.
pub const QILA_SHA3_256_SIZE: usize = 32;
/// The bytes of a SHA3-384 value.
pub const QILA_SHA3_384_SIZE: usize = 48;
/// The bytes of a SHA3-512 value.
pub const QILA_SHA3_512_SIZE: usize = 64;
/// The bytes of the longest hash value.
pub const QILA_HASH_MAX_SIZE: usize = 64;

/// Numbers, functions and the sizes of their values.
const ALGORITHMS: &[(qila_hash_algorithm, HashAlgorithm, usize)] = &[
    (QILA_SHA224, HashAlgorithm::Sha224, QILA_SHA224_SIZE),
    (QILA_SHA256, HashAlgorithm::Sha256, QILA_SHA256_SIZE),
    (QILA_SHA384, HashAlgorithm::Sha384, QILA_SHA384_SIZE),
    (QILA_SHA512, HashAlgorithm::Sha512, QILA_SHA512_SIZE),
    (QILA_SHA512_224, HashAlgorithm::Sha512_224, QILA_SHA512_224_SIZE),
    (QILA_SHA512_256, HashAlgorithm::Sha512_256, QILA_SHA512_256_SIZE),
    (QILA_SHA1, HashAlgorithm::Sha1, QILA_SHA1_SIZE),
    (QILA_SHA3_224, HashAlgorithm::Sha3_224, QILA_SHA3_224_SIZE),
    (QILA_SHA3_256, HashAlgorithm::Sha3_256, QILA_SHA3_256_SIZE),
    (QILA_SHA3_384, HashAlgorithm::Sha3_384, QILA_SHA3_384_SIZE),
    (QILA_SHA3_512, HashAlgorithm::Sha3_512, QILA_SHA3_512_SIZE),
];

const _: () = {
    assert!(ALGORITHMS.len() == HashAlgorithm::ALL.len());
    let mut i = 0;
    while i < ALGORITHMS.len() {
        assert!(ALGORITHMS[i].1.output_size() == ALGORITHMS[i].2 && ALGORITHMS[i].2 <= QILA_HASH_MAX_SIZE);
        i += 1;
    }
};

/// The function of that number.
pub(crate) fn algorithm_of(number: qila_hash_algorithm) -> Result<HashAlgorithm, Failure> {
    let found = ALGORITHMS.iter().find(|(known, ..)| *known == number);
    found.map(|(_, algorithm, _)| *algorithm).ok_or(Failure::Module(Error::InvalidParameter))
}

/// A message on its way through a hash function. Threads: one at a time.
pub struct qila_hasher(DynHasher);

/// The bytes of a value of `algorithm`; 0 if there is no such function. Threads: any.
#[unsafe(no_mangle)]
pub extern "C" fn qila_hash_size(algorithm: qila_hash_algorithm) -> usize {
    algorithm_of(algorithm).map_or(0, HashAlgorithm::output_size)
}

/// The hash value of `len` bytes at `data`. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hash(
    algorithm: qila_hash_algorithm,
    data: *const u8,
    len: usize,
    out: *mut u8,
    out_len: *mut usize,
) -> qila_status {
    call(|| {
        let algorithm = algorithm_of(algorithm)?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            deliver(out, out_len, algorithm.output_size(), hash::indicator(algorithm), &[(data, len)], |out| {
                Ok(hash::digest_into(algorithm, bytes(data, len)?, out)?)
            })
        }
    })
}

/// The hash values of `count` messages of `len` bytes each, one after the other at `data`, one after the other to `out`, which has
/// `out_len` bytes: `count` times qila_hash_size(). Faster than one by one. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hash_batch(
    algorithm: qila_hash_algorithm,
    data: *const u8,
    count: usize,
    len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        let algorithm = algorithm_of(algorithm)?;
        let data_len = count.checked_mul(len).ok_or(Error::InvalidInputLength)?;
        if count.checked_mul(algorithm.output_size()) != Some(out_len) {
            return Err(Error::InvalidInputLength.into());
        }
        apart((out, out_len), &[(data, data_len)])?;
        // SAFETY: the caller answers for the pointers.
        let (data, out) = unsafe { (bytes(data, data_len)?, bytes_mut(out, out_len)?) };
        hash::batch_into(algorithm, data, len, out)?;
        Ok(hash::indicator(algorithm))
    })
}

/// Begins a message at `*hasher`, to be freed with qila_hasher_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hasher_new(
    hasher: *mut *mut qila_hasher,
    algorithm: qila_hash_algorithm,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointer.
        unsafe {
            give(hasher, || {
                let made = DynHasher::new(algorithm_of(algorithm)?)?;
                let indicator = made.indicator();
                Ok((qila_hasher(made), indicator))
            })
        }
    })
}

/// Copies a message on its way, to be freed by itself.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hasher_copy(copy: *mut *mut qila_hasher, hasher: *const qila_hasher) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(copy, || {
                let hasher = &borrow(hasher)?.0;
                Ok((qila_hasher(hasher.clone()), hasher.indicator()))
            })
        }
    })
}

/// Appends `len` bytes at `data` to the message.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hasher_update(hasher: *mut qila_hasher, data: *const u8, len: usize) -> qila_status {
    call(|| {
        operational()?;
        // SAFETY: the caller answers for the pointers.
        let (hasher, data) = unsafe { (&mut borrow_mut(hasher)?.0, bytes(data, len)?) };
        hasher.update(data);
        Ok(hasher.indicator())
    })
}

/// The hash value of the message; the handle is then ready for the next one.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hasher_final(
    hasher: *mut qila_hasher,
    out: *mut u8,
    out_len: *mut usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe { qila_hasher_final_bits(hasher, 0, 0, out, out_len) }
}

/// The hash value of the message and `bits` further bits, 0 to 7, the most significant of `last`; the handle is then ready
/// for the next message.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hasher_final_bits(
    hasher: *mut qila_hasher,
    last: u8,
    bits: u32,
    out: *mut u8,
    out_len: *mut usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let hasher = &mut borrow_mut(hasher)?.0;
            deliver(out, out_len, hasher.algorithm().output_size(), hasher.indicator(), &[], |out| {
                Ok(hasher.finalize_bits_into(last, bits, out)?)
            })
        }
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hasher_free(hasher: *mut qila_hasher) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(hasher) }
}
