//! The key derivation of ANS X9.63.

use crate::status::Done;
use qila::hash::HashAlgorithm;
use qila::kdf::X963;

interface! {
    //! The key derivation of ANS X9.63 (SP 800-135)
    //!
    //! Approved, with secrets of 112 bits or more.
    functions {
        /// The key derivation of ANS X9.63. Errors: QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_x963_kdf(algorithm: HashAlgorithm, secret/secret_len, shared_info/shared_info_len,
            out/out_len: &mut [u8]) => {
            let derivation = X963::new(algorithm, secret)?;
            derivation.derive(shared_info, out).by(derivation.indicator())
        };
    }
}
