//! Encryption of keys by capability: the algorithm is a number.

use crate::arguments::{Argument, Room, argument};
use crate::handle::Place;
use crate::memory::Region;
use crate::random::qila_rng;
use crate::status::Failure;
use qila::Error;
use qila::hash::HashAlgorithm;
use qila_keys::{AnyDecryptionKey, AnyEncryptionKey, EncryptOptions, EncryptionAlgorithm};

interface! {
    //! Encryption of keys: RSA-OAEP (RFC 8017)
    //!
    //! Approved, with hash functions that the profile allows. A key has 3072 bits, or as many as
    //! qila_decryption_key_generate_of_size() is asked for: 2048, 3072, 4096, 6144 or 8192; its
    //! ciphertexts have as many, in bytes, and messages at most two hash values and two bytes less.
    //! The expanded form of a decryption key and the bytes of an encryption key are RSAPrivateKey
    //! and RSAPublicKey (RFC 8017 appendix A.1).
    declarations {
        "/* How to encrypt, and how something was encrypted. NULL stands for QILA_ENCRYPT_OPTIONS. */"
        "typedef struct qila_encrypt_options {"
        "    /* The bytes of this structure, so that it can grow. */"
        "    size_t size;"
        "    /* The hash functions of the label and of the masks (MGF1): of qila_hash_algorithm. */"
        "    uint32_t hash;"
        "    uint32_t mask;"
        "    /* The label, which belongs to the ciphertext and is not in it. */"
        "    const uint8_t *label;"
        "    size_t label_len;"
        "} qila_encrypt_options;"
        ""
        "/* SHA-256 for both, without a label. */"
        "#define QILA_ENCRYPT_OPTIONS {sizeof(qila_encrypt_options), QILA_SHA256, QILA_SHA256, NULL, 0}"
    }
    handles {
        /// A decryption key, the private half.
        qila_decryption_key = AnyDecryptionKey, qila_decryption_key_free;
        /// An encryption key, the public half.
        qila_encryption_key = AnyEncryptionKey, qila_encryption_key_free;
    }
    choices {
        /// An algorithm of encryption.
        qila_encryption_algorithm = EncryptionAlgorithm, all of EncryptionAlgorithm;
    }
    functions {
        /// Makes a key pair at `*key`, which has passed its pairwise consistency test. Stack: 216
        /// KiB.
        /// Errors: QILA_ERROR_ENTROPY.
        large qila_decryption_key_generate(key: Place<qila_decryption_key>, algorithm: EncryptionAlgorithm, rng: &mut qila_rng)
            => key.make(|| AnyDecryptionKey::generate(algorithm, rng));
        /// As qila_decryption_key_generate(), with so many bits. Stack: 216 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_ENTROPY.
        large qila_decryption_key_generate_of_size(key: Place<qila_decryption_key>, algorithm: EncryptionAlgorithm,
            bits: usize, rng: &mut qila_rng)
            => key.make(|| AnyDecryptionKey::generate_of_size(algorithm, bits, rng));
        /// Takes the expanded form of a decryption key to `*key`. Stack: 216 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, its parts do not belong together.
        large qila_decryption_key_from_expanded(key: Place<qila_decryption_key>, algorithm: EncryptionAlgorithm,
            expanded/expanded_len)
            => key.make(|| AnyDecryptionKey::from_expanded(algorithm, expanded));
        /// Gives the expanded form of a decryption key. Stack: 144 KiB.
        large qila_decryption_key_expanded(key: &qila_decryption_key, expanded/expanded_len: Room) => {
            let known = key.expanded().ok_or(Error::InvalidParameter)?;
            expanded.copy(key.indicator(), &known)
        };
        /// Makes the public half of a decryption key at `*key`. Stack: 168 KiB.
        large qila_decryption_key_public(key: Place<qila_encryption_key>, pair: &qila_decryption_key)
            => key.make(|| pair.public());
        /// Takes an encryption key to `*key`. Stack: 168 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_KEY.
        large qila_encryption_key_new(key: Place<qila_encryption_key>, algorithm: EncryptionAlgorithm, start/len)
            => key.make(|| AnyEncryptionKey::new(algorithm, start));
        /// Gives the bytes of an encryption key.
        cold qila_encryption_key_bytes(key: &qila_encryption_key, out/out_len: Room)
            => out.copy(key.indicator(), &key.bytes());
        /// Encrypts a message. Stack: 144 KiB.
        /// Errors: QILA_ERROR_INPUT_TOO_LONG, QILA_ERROR_ENTROPY.
        large qila_encrypt(key: &qila_encryption_key, how: EncryptOptions, message/message_len,
            ciphertext/ciphertext_len: Room, rng: &mut qila_rng) => {
            let indicator = key.indicator_of(&how);
            ciphertext.fill(key.ciphertext_size(), indicator, |out| Ok(key.encrypt(&how, message, out, rng)?))
        };
        /// Decrypts a message. `message` has room for the longest; behind the message it becomes
        /// zero. `rng` only serves to hide the key. Stack: 144 KiB.
        /// Errors: QILA_ERROR_PADDING, whatever is wrong with the ciphertext; QILA_ERROR_PARAMETER,
        /// the key has no room for the hash function; QILA_ERROR_ENTROPY.
        large qila_decrypt(key: &qila_decryption_key, how: EncryptOptions, ciphertext/ciphertext_len,
            message/message_len: Room, rng: &mut qila_rng) => {
            let size = key.message_size(&how).ok_or(Error::InvalidParameter)?;
            let indicator = key.indicator_of(&how);
            message.fill(size, indicator, |out| Ok(key.decrypt(&how, ciphertext, out, rng)?))
        };
    }
}

/// As the header declares it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct qila_encrypt_options {
    size: usize,
    hash: u32,
    mask: u32,
    label: *const u8,
    label_len: usize,
}

/// The options, if they are of a size that this version knows.
///
/// # Safety
/// NULL, or a number that says how many bytes are readable.
unsafe fn options(start: *const qila_encrypt_options) -> Option<qila_encrypt_options> {
    // SAFETY: the caller answers for the number, and for as many bytes as it says.
    unsafe {
        let is_known =
            !start.is_null() && start.cast::<usize>().read_unaligned() == size_of::<qila_encrypt_options>();
        is_known.then(|| start.read_unaligned())
    }
}

argument! {
    impl['a] EncryptOptions<'a> => EncryptOptions<'a>, crate::table::Form::Options("qila_encrypt_options"),
        (start: *const qila_encrypt_options) {
        regions match options(start) {
            Some(known) => [
                Region::read(start, size_of::<qila_encrypt_options>()),
                Region::read(known.label, known.label_len),
            ],
            None => [Region::read(start.cast::<usize>(), size_of::<usize>()).or_null(), Region::NONE],
        };
        value match options(start) {
            Some(known) => known.taken(),
            None if start.is_null() => Ok(EncryptOptions::new()),
            None => Err(Error::InvalidParameter.into()),
        };
    }
}

impl qila_encrypt_options {
    /// # Safety
    /// The label must be readable; NULL only if it is empty.
    unsafe fn taken<'a>(self) -> Result<EncryptOptions<'a>, Failure> {
        // SAFETY: numbers, and no pointers.
        let [hash, mask] = unsafe {
            [<HashAlgorithm as Argument>::value((self.hash,))?, <HashAlgorithm as Argument>::value((self.mask,))?]
        };
        // SAFETY: the caller answers for it.
        let label = unsafe { <&[u8] as Argument>::value((self.label, self.label_len)) }?;
        Ok(EncryptOptions::new().hash(hash).mask(mask).label(label))
    }
}
