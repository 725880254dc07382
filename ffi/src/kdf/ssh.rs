//! The key derivation of SSH.

use crate::status::Done;
use qila::Error;
use qila::hash::HashAlgorithm;
use qila::kdf::{Ssh, SshKey};

interface! {
    //! The key derivation of SSH (SP 800-135, RFC 4253)
    //!
    //! Approved, with secrets of 112 bits or more.
    functions {
        /// A key of SSH, by its letter, 'A' to 'F'. `shared_secret` is K as the key exchange
        /// encodes it.
        /// Errors: QILA_ERROR_PARAMETER, no such letter or hash function.
        cold qila_ssh_kdf(algorithm: HashAlgorithm, letter: u8, shared_secret/shared_secret_len,
            exchange_hash/exchange_hash_len, session_id/session_id_len, out/out_len: &mut [u8]) => {
            let keys = Ssh::new(algorithm, shared_secret, exchange_hash, session_id)?;
            keys.derive(ssh_key(letter)?, out).by(keys.indicator())
        };
    }
}

fn ssh_key(letter: u8) -> Result<SshKey, Error> {
    Ok(match letter {
        b'A' => SshKey::InitialIvClient,
        b'B' => SshKey::InitialIvServer,
        b'C' => SshKey::EncryptionKeyClient,
        b'D' => SshKey::EncryptionKeyServer,
        b'E' => SshKey::IntegrityKeyClient,
        b'F' => SshKey::IntegrityKeyServer,
        _ => return Err(Error::InvalidParameter),
    })
}
