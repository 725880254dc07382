//! Key encapsulation by capability: the algorithm is a number, and a program changes it by one
//! constant.

use crate::arguments::Room;
use crate::handle::Place;
use crate::random::qila_rng;
use crate::status::Done;
use qila::Error;
use qila::ml_kem::{SEED_SIZE, SHARED_SECRET_SIZE};
use qila_keys::{AnyDecapsulationKey, AnyEncapsulationKey, KemAlgorithm};

interface! {
    //! Key encapsulation: ML-KEM (FIPS 203), and hybrids of it with Diffie-Hellman
    //!
    //! Approved, but for QILA_X_WING. A key that exists has passed the checks of FIPS 203 sections
    //! 7.2 and 7.3, and full validation of its point. The bytes of an encapsulation key, of a
    //! decapsulation key in its expanded form, and of a ciphertext: 800, 1632 and 768 with
    //! QILA_ML_KEM_512; 1184, 2400 and 1088 with QILA_ML_KEM_768; 1568, 3168 and 1568 with
    //! QILA_ML_KEM_1024. A seed has 64, a shared secret 32.
    //!
    //! Hybrids have no expanded form. The bytes of an encapsulation key, of a seed, of a
    //! ciphertext, and of a shared secret: 1216, 96, 1120 and 64 with QILA_X25519MLKEM768; 1249,
    //! 96, 1153 and 64 with QILA_SECP256R1MLKEM768; 1665, 112, 1665 and 80 with
    //! QILA_SECP384R1MLKEM1024; 1216, 32, 1120 and 32 with QILA_X_WING.
    handles {
        /// A decapsulation key, the private half.
        qila_decapsulation_key = AnyDecapsulationKey, qila_decapsulation_key_free;
        /// An encapsulation key, the public half.
        qila_encapsulation_key = AnyEncapsulationKey, qila_encapsulation_key_free;
    }
    choices {
        /// An algorithm of key encapsulation.
        qila_kem_algorithm = KemAlgorithm, all of KemAlgorithm;
    }
    constants {
        /// The bytes of a shared secret of ML-KEM.
        QILA_SHARED_SECRET_SIZE: usize = SHARED_SECRET_SIZE;
        /// The bytes of a seed: d and z of FIPS 203, one after the other.
        QILA_ML_KEM_SEED_SIZE: usize = SEED_SIZE;
    }
    functions {
        /// Makes a key pair at `*key`, which has passed its pairwise consistency test. Stack: 80
        /// KiB.
        /// Errors: QILA_ERROR_ENTROPY.
        large qila_decapsulation_key_generate(key: Place<qila_decapsulation_key>, algorithm: KemAlgorithm, rng: &mut qila_rng)
            => key.make(|| AnyDecapsulationKey::generate(algorithm, rng));
        /// Makes the key pair of a seed at `*key`. Stack: 80 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH.
        large qila_decapsulation_key_from_seed(key: Place<qila_decapsulation_key>, algorithm: KemAlgorithm, seed/seed_len)
            => key.make(|| AnyDecapsulationKey::from_seed(algorithm, seed));
        /// Takes the expanded form of a decapsulation key to `*key`, which then cannot give its
        /// seed. Stack: 80 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, its parts do not belong together.
        large qila_decapsulation_key_from_expanded(key: Place<qila_decapsulation_key>, algorithm: KemAlgorithm,
            expanded/expanded_len)
            => key.make(|| AnyDecapsulationKey::from_expanded(algorithm, expanded));
        /// Takes both forms of a decapsulation key to `*key`. Stack: 80 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, the seed gives another key.
        large qila_decapsulation_key_from_both(key: Place<qila_decapsulation_key>, algorithm: KemAlgorithm, seed/seed_len,
            expanded/expanded_len)
            => key.make(|| AnyDecapsulationKey::from_both(algorithm, seed, expanded));
        /// Gives the seed of a decapsulation key.
        /// Errors: QILA_ERROR_PARAMETER, the key came in its expanded form alone.
        cold qila_decapsulation_key_seed(key: &qila_decapsulation_key, seed/seed_len: Room) => {
            let known = key.seed().ok_or(Error::InvalidParameter)?;
            seed.copy(key.indicator(), &known)
        };
        /// Gives the expanded form of a decapsulation key.
        cold qila_decapsulation_key_expanded(key: &qila_decapsulation_key, expanded/expanded_len: Room) => {
            let known = key.expanded().ok_or(Error::InvalidParameter)?;
            expanded.copy(key.indicator(), &known)
        };
        /// Makes the public half of a decapsulation key at `*key`. Stack: 80 KiB.
        large qila_decapsulation_key_public(key: Place<qila_encapsulation_key>, pair: &qila_decapsulation_key)
            => key.make(|| pair.public());
        /// Takes an encapsulation key to `*key`. Stack: 80 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, it is none that the algorithm makes.
        large qila_encapsulation_key_new(key: Place<qila_encapsulation_key>, algorithm: KemAlgorithm, start/len)
            => key.make(|| AnyEncapsulationKey::new(algorithm, start));
        /// Gives the bytes of an encapsulation key.
        cold qila_encapsulation_key_bytes(key: &qila_encapsulation_key, out/out_len: Room)
            => out.copy(key.indicator(), &key.bytes());
        /// The bytes of a shared secret go to `*size`.
        cold qila_encapsulation_key_secret_size(key: &qila_encapsulation_key, size: &mut u64) => {
            *size = key.algorithm().secret_size() as u64;
            Ok(key.indicator())
        };
        /// The same of a decapsulation key.
        cold qila_decapsulation_key_secret_size(key: &qila_decapsulation_key, size: &mut u64) => {
            *size = key.algorithm().secret_size() as u64;
            Ok(key.indicator())
        };
        /// Makes a shared secret of exactly its size, and the ciphertext that carries it to the
        /// holder of the decapsulation key. Stack: 80 KiB.
        /// Errors: QILA_ERROR_ENTROPY; QILA_ERROR_PARAMETER, another length of the secret.
        large qila_encapsulate(key: &qila_encapsulation_key, ciphertext/ciphertext_len: Room, secret/secret_len: &mut [u8],
            rng: &mut qila_rng) => {
            let size = key.algorithm().ciphertext_size();
            ciphertext.fill(size, key.indicator(), |out| Ok(key.encapsulate(out, secret, rng)?))
        };
        /// Gives the shared secret of a ciphertext. One that no encapsulation makes gives another
        /// secret, and no error. Stack: 80 KiB.
        /// Errors: QILA_ERROR_INPUT_LENGTH; QILA_ERROR_KEY, the ephemeral key in that of a hybrid
        /// is none; QILA_ERROR_PARAMETER, another length of the secret.
        large qila_decapsulate(key: &qila_decapsulation_key, ciphertext/ciphertext_len, secret/secret_len: &mut [u8])
            => key.decapsulate(ciphertext, secret).by(key.indicator());
    }
}
