//! The key schedule of TLS 1.3.

use crate::handle::Place;
use crate::status::Done;
use qila::hash::HashAlgorithm;
use qila::kdf::Tls13;

interface! {
    //! The key schedule of TLS 1.3 (RFC 8446)
    //!
    //! Approved, with secrets of 112 bits or more.
    handles {
        /// A secret of the key schedule of TLS 1.3.
        qila_tls13_secret = Tls13, qila_tls13_secret_free;
    }
    functions {
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
