//! The key derivation of TLS 1.2.

use crate::status::{Done, with};
use qila::Error;
use qila::hash::HashAlgorithm;
use qila::kdf::{TLS12_MASTER_SECRET_SIZE, Tls12};

interface! {
    //! The key derivation of TLS 1.2 (SP 800-135, RFC 7627)
    //!
    //! Approved, with secrets of 112 bits or more, but for a master secret that is not bound to its
    //! handshake.
    constants {
        /// The bytes of a master secret of TLS 1.2.
        QILA_TLS12_MASTER_SECRET_SIZE: usize = TLS12_MASTER_SECRET_SIZE;
    }
    functions {
        /// The master secret of a premaster secret, bound to its handshake (RFC 7627):
        /// QILA_TLS12_MASTER_SECRET_SIZE bytes.
        /// Errors: QILA_ERROR_INPUT_LENGTH, `out_len`.
        cold qila_tls12_extended_master_secret(algorithm: HashAlgorithm, premaster/premaster_len,
            session_hash/session_hash_len, out/out_len: &mut [u8]) => {
            let premaster = Tls12::new(algorithm, premaster)?;
            premaster.extended_master_secret(session_hash, master_secret(out)?).by(premaster.indicator())
        };
        /// The master secret without that extension: QILA_TLS12_MASTER_SECRET_SIZE bytes. Not
        /// approved.
        /// Errors: QILA_ERROR_INPUT_LENGTH, `out_len`.
        cold qila_tls12_master_secret(algorithm: HashAlgorithm, premaster/premaster_len,
            client_random/client_random_len, server_random/server_random_len, out/out_len: &mut [u8]) => {
            let premaster = Tls12::new(algorithm, premaster)?;
            premaster.master_secret(client_random, server_random, master_secret(out)?).by(premaster.master_secret_indicator())
        };
        /// The key block of a master secret of TLS 1.2. Errors: QILA_ERROR_PARAMETER, no such hash
        /// function.
        cold qila_tls12_key_block(algorithm: HashAlgorithm, master/master_len, client_random/client_random_len,
            server_random/server_random_len, out/out_len: &mut [u8]) => {
            let master = Tls12::new(algorithm, master)?;
            master.key_block(client_random, server_random, out).by(master.indicator())
        };
        /// The pseudorandom function of TLS 1.2, for what the protocol does besides.
        /// Errors: QILA_ERROR_PARAMETER, no such hash function.
        cold qila_tls12_prf(algorithm: HashAlgorithm, secret/secret_len, label/label_len, seed/seed_len,
            out/out_len: &mut [u8])
            => with(Tls12::new(algorithm, secret), |secret| secret.prf(label, seed, out).by(secret.indicator()));
    }
}

fn master_secret(out: &mut [u8]) -> Result<&mut [u8; TLS12_MASTER_SECRET_SIZE], Error> {
    out.try_into().map_err(|_| Error::InvalidInputLength)
}
