//! The key derivations of TLS.

use crate::handle::Place;
use crate::status::{Done, with};
use qila::Error;
use qila::hash::HashAlgorithm;
use qila::kdf::{TLS12_MASTER_SECRET_SIZE, Tls12, Tls13};

interface! {
    //! The key derivations of TLS 1.2 (SP 800-135, RFC 7627) and TLS 1.3 (RFC 8446)
    //!
    //! Approved, with secrets of 112 bits or more, but for a master secret that is not bound to its
    //! handshake.
    handles {
        /// A secret of the key schedule of TLS 1.3.
        qila_tls13_secret = Tls13, qila_tls13_secret_free;
    }
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
        /// The Early Secret of TLS 1.3 at `*secret`. An empty pre-shared key stands for none. The
        /// schedule is approved once a secret of 112 bits has entered it. Errors:
        /// QILA_ERROR_PARAMETER, no such hash function.
        cold qila_tls13_early_secret(secret: Place<qila_tls13_secret>, algorithm: HashAlgorithm, psk/psk_len)
            => secret.make(|| Tls13::early_secret(algorithm, psk));
        /// Takes a secret of the schedule from elsewhere, as long as the hash value, at `*secret`.
        /// Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_tls13_secret_new(secret: Place<qila_tls13_secret>, algorithm: HashAlgorithm,
            bytes_of_secret/bytes_of_secret_len) => secret.make(|| Tls13::from_secret(algorithm, bytes_of_secret));
        /// The secret of the next stage at `*next`, to be freed by itself: from a shared secret the
        /// Handshake Secret, and from nothing the Master Secret.
        cold qila_tls13_next_secret(next: Place<qila_tls13_secret>, secret: &qila_tls13_secret,
            shared_secret/shared_secret_len) => next.make(|| secret.next_secret(shared_secret));
        /// HKDF-Expand-Label of a secret. Derive-Secret is that with the hash value of the messages
        /// as context.
        /// Errors: QILA_ERROR_INPUT_TOO_LONG, label or context; QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_tls13_expand_label(secret: &qila_tls13_secret, label/label_len, context/context_len,
            out/out_len: &mut [u8]) => secret.expand_label(label, context, out).by(secret.indicator());
    }
}

fn master_secret(out: &mut [u8]) -> Result<&mut [u8; TLS12_MASTER_SECRET_SIZE], Error> {
    out.try_into().map_err(|_| Error::InvalidInputLength)
}
