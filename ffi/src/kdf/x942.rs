//! The key derivations of ANS X9.42.

use crate::status::Done;
use qila::hash::HashAlgorithm;
use qila::kdf::{OtherInfo, X942};

interface! {
    //! The key derivations of ANS X9.42 (SP 800-135)
    //!
    //! Approved, with secrets of 112 bits or more.
    functions {
        /// The key derivation of ANS X9.42, with other information as it is. Errors:
        /// QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_x942_kdf(algorithm: HashAlgorithm, secret/secret_len, other_info/other_info_len,
            out/out_len: &mut [u8]) => {
            let derivation = X942::new(algorithm, secret)?;
            derivation.derive(other_info, out).by(derivation.indicator())
        };
        /// The key derivation of ANS X9.42, with other information in DER. `oid` is the content of
        /// an object identifier without tag and length. Empty fields are left out.
        /// Errors: QILA_ERROR_OUTPUT_TOO_LONG; QILA_ERROR_INPUT_TOO_LONG.
        cold qila_x942_kdf_der(algorithm: HashAlgorithm, secret/secret_len, oid/oid_len, party_u/party_u_len,
            party_v/party_v_len, supp_pub/supp_pub_len, supp_priv/supp_priv_len, out/out_len: &mut [u8]) => {
            let derivation = X942::new(algorithm, secret)?;
            let info = OtherInfo { oid, party_u, party_v, supp_pub, supp_priv };
            derivation.derive_der(&info, out).by(derivation.indicator())
        };
    }
}
