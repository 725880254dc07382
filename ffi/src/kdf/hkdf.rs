//! HKDF.

use crate::handle::Place;
use crate::status::{Done, with};
use qila::hash::HashAlgorithm;
use qila::kdf::DynHkdf;

interface! {
    //! HKDF (SP 800-56C r2 two-step, RFC 5869)
    //!
    //! Approved, with secrets of 112 bits or more. An output has at most 255 hash values.
    handles {
        /// A pseudorandom key, between extract and expand.
        qila_hkdf_key = DynHkdf, qila_hkdf_key_free;
    }
    functions {
        /// Extract and expand in one: fills `out_len` bytes. Errors: QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_hkdf(algorithm: HashAlgorithm, salt/salt_len, secret/secret_len, info/info_len,
            out/out_len: &mut [u8])
            => with(DynHkdf::extract(algorithm, salt, secret), |key| key.expand(info, out).by(key.indicator()));
        /// Extracts a pseudorandom key into `*key`. Errors: QILA_ERROR_PARAMETER, no such hash
        /// function.
        cold qila_hkdf_extract(key: Place<qila_hkdf_key>, algorithm: HashAlgorithm, salt/salt_len, secret/secret_len)
            => key.make(|| DynHkdf::extract(algorithm, salt, secret));
        /// Takes a pseudorandom key from elsewhere into `*key`.
        /// Errors: QILA_ERROR_KEY_LENGTH, shorter than a hash value.
        cold qila_hkdf_from_prk(key: Place<qila_hkdf_key>, algorithm: HashAlgorithm, prk/prk_len)
            => key.make(|| DynHkdf::from_prk(algorithm, prk));
        /// Fills `out_len` bytes. Errors: QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_hkdf_expand(key: &qila_hkdf_key, info/info_len, out/out_len: &mut [u8])
            => key.expand(info, out).by(key.indicator());
    }
}
