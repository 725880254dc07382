//! The key derivations of SSH, IKE and SRTP.

use crate::handle::Place;
use crate::status::Done;
use qila::Error;
use qila::hash::HashAlgorithm;
use qila::kdf::{Authentication, Exchange, IkeV1, IkeV2, SRTP_SALT_SIZE, Srtp, SrtpLabel, Ssh, SshKey};

interface! {
    //! The key derivations of SSH, IKE and SRTP (SP 800-135)
    //!
    //! Approved, with secrets of 112 bits or more.
    handles {
        /// SKEYSEED of IKE version 2, or SK_d.
        qila_ikev2_secret = IkeV2, qila_ikev2_secret_free;
    }
    choices {
        /// Authentication of IKE version 1.
        qila_ikev1_authentication = By {
            /// With signatures.
            QILA_IKEV1_SIGNATURE = 0 => By::Signature;
            /// With public key encryption.
            QILA_IKEV1_PUBLIC_KEY = 1 => By::PublicKey;
            /// With a pre-shared key.
            QILA_IKEV1_PRESHARED_KEY = 2 => By::PresharedKey;
        }
    }
    constants {
        /// The bytes of a master salt of SRTP.
        QILA_SRTP_SALT_SIZE: usize = SRTP_SALT_SIZE;
    }
    functions {
        /// A key of SSH, by its letter, 'A' to 'F'. `shared_secret` is K as the key exchange
        /// encodes it.
        /// Errors: QILA_ERROR_PARAMETER, no such letter or hash function.
        cold qila_ssh_kdf(algorithm: HashAlgorithm, letter: u8, shared_secret/shared_secret_len,
            exchange_hash/exchange_hash_len, session_id/session_id_len, out/out_len: &mut [u8]) => {
            let keys = Ssh::new(algorithm, shared_secret, exchange_hash, session_id)?;
            keys.derive(ssh_key(letter)?, out).by(keys.indicator())
        };
        /// A key of SRTP or SRTCP, by its label, 0 to 5. The master key has 16, 24 or 32 bytes, the
        /// master salt QILA_SRTP_SALT_SIZE, the index at most 48 bits. The rate is 0 or a power of
        /// two up to 2^24.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_IV_LENGTH, the salt; QILA_ERROR_PARAMETER,
        /// label, index or rate; QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_srtp_kdf(label: u8, index: u64, rate: u32, master_key/master_key_len, master_salt/master_salt_len,
            out/out_len: &mut [u8]) => {
            let keys = srtp(master_key, master_salt)?;
            keys.derive(srtp_label(label)?, index, rate, out).by(keys.indicator())
        };
        /// As qila_srtp_kdf() for a key of SRTCP, label 3 to 5, whose index has the 32 bits that it
        /// has in a packet, not 48: the label stands two bytes further on. RFC 3711 can be read so,
        /// and some of NIST's tests do. What talks on networks takes qila_srtp_kdf(), unless both
        /// sides have agreed on this. Errors: those of qila_srtp_kdf().
        cold qila_srtcp_kdf_short_index(label: u8, index: u32, rate: u32, master_key/master_key_len,
            master_salt/master_salt_len, out/out_len: &mut [u8]) => {
            let keys = srtp(master_key, master_salt)?;
            keys.derive_short_index(srtp_label(label)?, index, rate, out).by(keys.indicator())
        };
        /// SKEYID, SKEYID_d, SKEYID_a and SKEYID_e of IKE version 1, one after the other: four
        /// times the hash value. `preshared_key` matters with QILA_IKEV1_PRESHARED_KEY only.
        /// Errors: QILA_ERROR_PARAMETER, no such authentication or hash function;
        /// QILA_ERROR_INPUT_LENGTH, `out_len`.
        cold qila_ikev1_kdf(algorithm: HashAlgorithm, authentication: By, initiator_cookie: &[u8; 8],
            responder_cookie: &[u8; 8], initiator_nonce/initiator_nonce_len, responder_nonce/responder_nonce_len,
            shared_secret/shared_secret_len, preshared_key/preshared_key_len, out/out_len: &mut [u8]) => {
            let authentication = match authentication {
                By::Signature => Authentication::Signature,
                By::PublicKey => Authentication::PublicKeyEncryption,
                By::PresharedKey => Authentication::PresharedKey(preshared_key),
            };
            let exchange = Exchange { initiator_nonce, responder_nonce, initiator_cookie, responder_cookie, shared_secret };
            if out.len() != 4 * algorithm.output_size() {
                return Err(Error::InvalidInputLength.into());
            }
            let keys = IkeV1::derive(algorithm, authentication, &exchange)?;
            let all = [keys.skeyid(), keys.skeyid_d(), keys.skeyid_a(), keys.skeyid_e()];
            for (place, key) in out.chunks_exact_mut(algorithm.output_size()).zip(all) {
                place.copy_from_slice(key);
            }
            Ok(keys.indicator())
        };
        /// SKEYSEED of a first exchange of IKE version 2 at `*secret`.
        /// Errors: QILA_ERROR_PARAMETER, no such hash function.
        cold qila_ikev2_skeyseed(secret: Place<qila_ikev2_secret>, algorithm: HashAlgorithm,
            initiator_nonce/initiator_nonce_len, responder_nonce/responder_nonce_len, shared_secret/shared_secret_len)
            => secret.make(|| IkeV2::skeyseed(algorithm, initiator_nonce, responder_nonce, shared_secret));
        /// Takes SK_d, as long as the hash value, at `*secret`. Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_ikev2_secret_new(secret: Place<qila_ikev2_secret>, algorithm: HashAlgorithm, sk_d/sk_d_len)
            => secret.make(|| IkeV2::from_sk_d(algorithm, sk_d));
        /// Of SK_d: SKEYSEED of a new exchange at `*next`, to be freed by itself.
        cold qila_ikev2_rekey(next: Place<qila_ikev2_secret>, sk_d: &qila_ikev2_secret,
            initiator_nonce/initiator_nonce_len, responder_nonce/responder_nonce_len, shared_secret/shared_secret_len)
            => next.make(|| sk_d.rekey(initiator_nonce, responder_nonce, shared_secret));
        /// Of SKEYSEED: the keys of the association, SK_d first.
        /// Errors: QILA_ERROR_OUTPUT_TOO_LONG, more than 255 hash values.
        cold qila_ikev2_derive(secret: &qila_ikev2_secret, initiator_spi: &[u8; 8], responder_spi: &[u8; 8],
            initiator_nonce/initiator_nonce_len, responder_nonce/responder_nonce_len, out/out_len: &mut [u8]) => {
            secret.derive(initiator_nonce, responder_nonce, initiator_spi, responder_spi, out).by(secret.indicator())
        };
        /// Of SK_d: the keys of a child association. `shared_secret` is that of a new key
        /// agreement, or empty.
        /// Errors: QILA_ERROR_OUTPUT_TOO_LONG, more than 255 hash values.
        cold qila_ikev2_derive_child(sk_d: &qila_ikev2_secret, shared_secret/shared_secret_len,
            initiator_nonce/initiator_nonce_len, responder_nonce/responder_nonce_len, out/out_len: &mut [u8])
            => sk_d.derive_child(shared_secret, initiator_nonce, responder_nonce, out).by(sk_d.indicator());
    }
}

/// How the sides of IKE version 1 show who they are.
pub(crate) enum By {
    Signature,
    PublicKey,
    PresharedKey,
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

fn srtp(master_key: &[u8], master_salt: &[u8]) -> Result<Srtp, Error> {
    let salt = <&[u8; SRTP_SALT_SIZE]>::try_from(master_salt).map_err(|_| Error::InvalidIvLength)?;
    Srtp::new(master_key, salt)
}

fn srtp_label(label: u8) -> Result<SrtpLabel, Error> {
    Ok(match label {
        0 => SrtpLabel::Encryption,
        1 => SrtpLabel::Authentication,
        2 => SrtpLabel::Salt,
        3 => SrtpLabel::RtcpEncryption,
        4 => SrtpLabel::RtcpAuthentication,
        5 => SrtpLabel::RtcpSalt,
        _ => return Err(Error::InvalidParameter),
    })
}
