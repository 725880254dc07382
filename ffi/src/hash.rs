//! Hash functions.

use crate::arguments::{Argument, Batch, Room};
use crate::handle::{Place, take};
use crate::status::Done;
use qila::Error;
use qila::hash::{self, DynHasher, HashAlgorithm};

interface! {
    //! Hash functions (FIPS 180-4, FIPS 202)
    //!
    //! Approved. SHA-1 is not for signatures.
    handles {
        /// A message on its way through a hash function.
        qila_hasher = DynHasher, qila_hasher_free;
    }
    choices {
        /// A hash function.
        qila_hash_algorithm = HashAlgorithm {
            QILA_SHA224 = 1 => HashAlgorithm::Sha224;
            QILA_SHA256 = 2 => HashAlgorithm::Sha256;
            QILA_SHA384 = 3 => HashAlgorithm::Sha384;
            QILA_SHA512 = 4 => HashAlgorithm::Sha512;
            QILA_SHA512_224 = 5 => HashAlgorithm::Sha512_224;
            QILA_SHA512_256 = 6 => HashAlgorithm::Sha512_256;
            QILA_SHA1 = 7 => HashAlgorithm::Sha1;
            QILA_SHA3_224 = 8 => HashAlgorithm::Sha3_224;
            QILA_SHA3_256 = 9 => HashAlgorithm::Sha3_256;
            QILA_SHA3_384 = 10 => HashAlgorithm::Sha3_384;
            QILA_SHA3_512 = 11 => HashAlgorithm::Sha3_512;
        }
    }
    constants {
        QILA_SHA224_SIZE: usize = HashAlgorithm::Sha224.output_size();
        QILA_SHA256_SIZE: usize = HashAlgorithm::Sha256.output_size();
        QILA_SHA384_SIZE: usize = HashAlgorithm::Sha384.output_size();
        QILA_SHA512_SIZE: usize = HashAlgorithm::Sha512.output_size();
        QILA_SHA512_224_SIZE: usize = HashAlgorithm::Sha512_224.output_size();
        QILA_SHA512_256_SIZE: usize = HashAlgorithm::Sha512_256.output_size();
        QILA_SHA1_SIZE: usize = HashAlgorithm::Sha1.output_size();
        QILA_SHA3_224_SIZE: usize = HashAlgorithm::Sha3_224.output_size();
        QILA_SHA3_256_SIZE: usize = HashAlgorithm::Sha3_256.output_size();
        QILA_SHA3_384_SIZE: usize = HashAlgorithm::Sha3_384.output_size();
        QILA_SHA3_512_SIZE: usize = HashAlgorithm::Sha3_512.output_size();
        /// The bytes of the longest hash value.
        QILA_HASH_MAX_SIZE: usize = longest();
    }
    functions {
        /// The bytes of a value of `algorithm`; 0 if there is no such function.
        tell qila_hash_size(algorithm: qila_hash_algorithm) -> usize => size_of_value(algorithm);
        /// The hash value of `len` bytes at `data`: qila_hash_size() bytes.
        /// Errors: QILA_ERROR_PARAMETER, no such function.
        hot qila_hash(algorithm: HashAlgorithm, data/len, out/out_len: Room) => {
            out.fill(algorithm.output_size(), hash::indicator(algorithm), |out| Ok(hash::digest_into(algorithm, data, out)?))
        };
        /// The hash values of `count` messages of `len` bytes each. The messages stand one after
        /// the other at `data`, and so do the values in `out`: `count` times qila_hash_size()
        /// bytes. Faster than one by one.
        /// Errors: QILA_ERROR_INPUT_LENGTH, `out_len` is another length.
        hot qila_hash_batch(algorithm: HashAlgorithm, data/count/len: Batch, out/out_len: &mut [u8]) => {
            if data.count.checked_mul(algorithm.output_size()) != Some(out.len()) {
                return Err(Error::InvalidInputLength.into());
            }
            hash::batch_into(algorithm, data.bytes, data.len, out).by(hash::indicator(algorithm))
        };
        /// Begins a message at `*hasher`. Errors: QILA_ERROR_PARAMETER, no such function.
        cold qila_hasher_new(hasher: Place<qila_hasher>, algorithm: HashAlgorithm)
            => hasher.make(|| DynHasher::new(algorithm));
        /// Copies a message on its way to `*copy`.
        cold qila_hasher_copy(copy: Place<qila_hasher>, hasher: &qila_hasher)
            => copy.make(|| qila::Result::Ok(hasher.clone()));
        /// Appends `len` bytes at `data` to the message.
        hot qila_hasher_update(hasher: &mut qila_hasher, data/len) => take(hasher, |hasher| hasher.update(data));
        /// The hash value of the message: qila_hash_size() bytes. The handle is then ready for the
        /// next message.
        cold qila_hasher_final(hasher: &mut qila_hasher, out/out_len: Room) => {
            out.fill(hasher.algorithm().output_size(), hasher.indicator(), |out| Ok(hasher.finalize_bits_into(0, 0, out)?))
        };
        /// The hash value of the message and `bits` further bits, 0 to 7, the most significant of
        /// `last`. The handle is then ready for the next message. Errors: QILA_ERROR_PARAMETER,
        /// more than 7 bits.
        cold qila_hasher_final_bits(hasher: &mut qila_hasher, last: u8, bits: u32, out/out_len: Room) => {
            out.fill(hasher.algorithm().output_size(), hasher.indicator(), |out| Ok(hasher.finalize_bits_into(last, bits, out)?))
        };
    }
}

const fn longest() -> usize {
    let (mut longest, mut i) = (0, 0);
    while i < HashAlgorithm::ALL.len() {
        let size = HashAlgorithm::ALL[i].output_size();
        longest = if size > longest { size } else { longest };
        i += 1;
    }
    longest
}

fn size_of_value(algorithm: qila_hash_algorithm) -> usize {
    // SAFETY: a number, and no pointer.
    let algorithm = unsafe { <HashAlgorithm as Argument>::value((algorithm,)) };
    algorithm.map_or(0, HashAlgorithm::output_size)
}
