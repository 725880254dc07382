//! Key agreement by capability: the algorithm is a number, and a program changes it by one
//! constant.

use crate::arguments::Room;
use crate::handle::Place;
use crate::random::qila_rng;
use crate::status::Done;
use qila::Error;
use qila_keys::{AgreementAlgorithm, AnyAgreementKey, AnyPublicAgreementKey};

interface! {
    //! Key agreement: Diffie-Hellman (SP 800-56A r3), X25519 and X448 (RFC 7748)
    //!
    //! Approved on P-224 to P-521 and in the groups of safe primes, with the strength that the
    //! profile asks for; public keys have passed full validation. X25519 and X448 are not approved.
    //! The bytes of a private key and of a shared secret: 28 with QILA_ECDH_P224, 32 with
    //! QILA_ECDH_P256, 48 with QILA_ECDH_P384, 66 with QILA_ECDH_P521, 32 with QILA_X25519, 56 with
    //! QILA_X448; in a group as many as p has, 256 with QILA_FFDHE2048 and QILA_MODP_2048. A public
    //! key has as many bytes; on P-224 to P-521 it is a point of 57, 65, 97 or 133 (04, x, y), and
    //! a compressed one is taken as well. A program derives keys from the secret and does not use
    //! it as one.
    handles {
        /// An agreement key, the private half.
        qila_agreement_key = AnyAgreementKey, qila_agreement_key_free;
        /// An agreement key, the public half.
        qila_public_agreement_key = AnyPublicAgreementKey, qila_public_agreement_key_free;
    }
    choices {
        /// An algorithm of key agreement.
        qila_agreement_algorithm = AgreementAlgorithm, all of AgreementAlgorithm;
    }
    functions {
        /// Makes a private key at `*key`, which has passed its pairwise consistency test unless
        /// it is one of X25519 or X448. Stack: 168 KiB.
        /// Errors: QILA_ERROR_ENTROPY.
        large qila_agreement_key_generate(key: Place<qila_agreement_key>, algorithm: AgreementAlgorithm, rng: &mut qila_rng)
            => key.make(|| AnyAgreementKey::generate(algorithm, rng));
        /// Takes the bytes of a private key to `*key`. Stack: 168 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, a number that is zero or too large for
        /// its curve or group.
        large qila_agreement_key_from_expanded(key: Place<qila_agreement_key>, algorithm: AgreementAlgorithm,
            expanded/expanded_len)
            => key.make(|| AnyAgreementKey::from_expanded(algorithm, expanded));
        /// Gives the bytes of a private key. Stack: 168 KiB.
        large qila_agreement_key_expanded(key: &qila_agreement_key, expanded/expanded_len: Room) => {
            let known = key.expanded().ok_or(Error::InvalidParameter)?;
            expanded.copy(key.indicator(), &known)
        };
        /// Makes the public half of a private key at `*key`. Stack: 168 KiB.
        large qila_agreement_key_public(key: Place<qila_public_agreement_key>, pair: &qila_agreement_key)
            => key.make(|| pair.public());
        /// Takes a public key to `*key`. Stack: 168 KiB.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_KEY, no point of the curve or no member of
        /// the group.
        large qila_public_agreement_key_new(key: Place<qila_public_agreement_key>, algorithm: AgreementAlgorithm, start/len)
            => key.make(|| AnyPublicAgreementKey::new(algorithm, start));
        /// Gives the bytes of a public key.
        cold qila_public_agreement_key_bytes(key: &qila_public_agreement_key, out/out_len: Room)
            => out.copy(key.indicator(), &key.bytes());
        /// Gives the secret that is shared with the holder of `peer`. Stack: 168 KiB.
        /// Errors: QILA_ERROR_KEY, there is none: with X25519 and X448 it would be zero;
        /// QILA_ERROR_PARAMETER, a key of another algorithm, or another length of the secret.
        large qila_agree(key: &qila_agreement_key, peer: &qila_public_agreement_key, secret/secret_len: &mut [u8])
            => key.agree(peer, secret).by(key.indicator());
    }
}
