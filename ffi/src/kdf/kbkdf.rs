//! Key derivation from a key.

use crate::arguments::number_of;
use crate::handle::Place;
use crate::status::Done;
use qila::Error;
use qila::hash::HashAlgorithm;
use qila::kdf::{self, CounterLocation, CounterSize, KeyBasedKdf};
use qila::xof::XofAlgorithm;

interface! {
    //! Key derivation from a key (SP 800-108), and the extraction of such a key (SP 800-56C)
    //!
    //! Approved, with keys of 112 bits or more. `counter_bits` is 8, 16, 24 or 32.
    handles {
        /// A key-derivation key with HMAC or CMAC.
        qila_kbkdf_key = KeyBasedKdf, qila_kbkdf_key_free;
    }
    choices {
        /// Where the counter stands.
        qila_kbkdf_location = CounterLocation {
            /// No counter: feedback and double-pipeline modes only.
            QILA_KBKDF_NO_COUNTER = 0 => CounterLocation::None;
            /// Before the last output: feedback and double-pipeline modes only.
            QILA_KBKDF_BEFORE_ITERATOR = 1 => CounterLocation::BeforeIterator;
            /// Before the fixed data.
            QILA_KBKDF_BEFORE_FIXED = 2 => CounterLocation::BeforeFixedData;
            /// After the fixed data.
            QILA_KBKDF_AFTER_FIXED = 3 => CounterLocation::AfterFixedData;
        }
    }
    functions {
        /// Takes a key for HMAC at `*key`. Under 112 bits it is not approved.
        /// Errors: QILA_ERROR_PARAMETER, no such hash function.
        cold qila_kbkdf_key_new_hmac(key: Place<qila_kbkdf_key>, algorithm: HashAlgorithm, secret/secret_len)
            => key.make(|| KeyBasedKdf::hmac(algorithm, secret));
        /// Takes an AES key of 16, 24 or 32 bytes for CMAC at `*key`. Errors:
        /// QILA_ERROR_KEY_LENGTH.
        cold qila_kbkdf_key_new_cmac(key: Place<qila_kbkdf_key>, secret/secret_len)
            => key.make(|| KeyBasedKdf::cmac(secret));
        /// Extracts a key from a shared secret by HMAC under a salt at `*key`.
        /// Errors: QILA_ERROR_PARAMETER, no such hash function.
        cold qila_kbkdf_key_extract_hmac(key: Place<qila_kbkdf_key>, algorithm: HashAlgorithm, salt/salt_len,
            secret/secret_len) => key.make(|| KeyBasedKdf::extract_hmac(algorithm, salt, secret));
        /// Extracts a key from a shared secret by CMAC under a salt of 16, 24 or 32 bytes at
        /// `*key`.
        /// Errors: QILA_ERROR_KEY_LENGTH, the salt.
        cold qila_kbkdf_key_extract_cmac(key: Place<qila_kbkdf_key>, salt/salt_len, secret/secret_len)
            => key.make(|| KeyBasedKdf::extract_cmac(salt, secret));
        /// Fills `out` in counter mode. The input is a counter of 32 bits, the label, a zero, the
        /// context and the length of the output in 32 bits. Errors: QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_kbkdf_derive(key: &qila_kbkdf_key, label/label_len, context/context_len, out/out_len: &mut [u8])
            => key.derive(label, context, out).by(key.indicator());
        /// Fills `out` in counter mode with fixed data of the caller's form.
        /// Errors: QILA_ERROR_PARAMETER, location or size of the counter;
        /// QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_kbkdf_counter(key: &qila_kbkdf_key, location: CounterLocation, counter_bits: CounterSize,
            fixed/fixed_len, out/out_len: &mut [u8])
            => key.counter(location, counter_bits, fixed, out).by(key.indicator());
        /// Fills `out` in feedback mode from an initial value, which may be empty.
        /// Errors: QILA_ERROR_PARAMETER, location or size of the counter;
        /// QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_kbkdf_feedback(key: &qila_kbkdf_key, location: CounterLocation, counter_bits: CounterSize,
            iv/iv_len, fixed/fixed_len, out/out_len: &mut [u8])
            => key.feedback(location, counter_bits, iv, fixed, out).by(key.indicator());
        /// Fills `out` in double-pipeline mode.
        /// Errors: QILA_ERROR_PARAMETER, location or size of the counter;
        /// QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_kbkdf_double_pipeline(key: &qila_kbkdf_key, location: CounterLocation, counter_bits: CounterSize,
            fixed/fixed_len, out/out_len: &mut [u8])
            => key.double_pipeline(location, counter_bits, fixed, out).by(key.indicator());
        /// Fills `out` with KMAC of `context` under a key, with `label` as customization string
        /// (KDF KMAC).
        /// Errors: QILA_ERROR_PARAMETER, no such function.
        cold qila_kmac_kdf(algorithm: XofAlgorithm, key/key_len, label/label_len, context/context_len,
            out/out_len: &mut [u8])
            => kdf::kmac_kdf(algorithm, key, label, context, out).by(kdf::kmac_kdf_indicator(algorithm, key.len()));
    }
}

number_of! { CounterSize, |bits| match bits {
    8 => Ok(CounterSize::Bits8),
    16 => Ok(CounterSize::Bits16),
    24 => Ok(CounterSize::Bits24),
    32 => Ok(CounterSize::Bits32),
    _ => Err(Error::InvalidParameter.into()),
} }
