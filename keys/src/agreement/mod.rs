//! Key agreement.

mod ecdh;
mod ffdh;
mod xdh;

use crate::key;
use qila::ecdh::{P224, P256, P384, P521};
use qila::xdh::{PrivateKey, PublicKey, X448, X25519};
use qila::{Error, Result};

/// The table of algorithms.
macro_rules! rows {
    ($make:ident $what:tt) => {
        $make! {
            $what
            /// X25519 (RFC 7748), which is not approved.
            X25519 = 1 => PrivateKey<X25519>, PublicKey<X25519>;
            /// X448 (RFC 7748), which is not approved.
            X448 = 2 => PrivateKey<X448>, PublicKey<X448>;
            /// Diffie-Hellman on P-224 (SP 800-56A r3).
            EcdhP224 = 3 => qila::ecdh::PrivateKey<P224>, qila::ecdh::PublicKey<P224>;
            /// Diffie-Hellman on P-256 (SP 800-56A r3).
            EcdhP256 = 4 => qila::ecdh::PrivateKey<P256>, qila::ecdh::PublicKey<P256>;
            /// Diffie-Hellman on P-384 (SP 800-56A r3).
            EcdhP384 = 5 => qila::ecdh::PrivateKey<P384>, qila::ecdh::PublicKey<P384>;
            /// Diffie-Hellman on P-521 (SP 800-56A r3).
            EcdhP521 = 6 => qila::ecdh::PrivateKey<P521>, qila::ecdh::PublicKey<P521>;
            /// Diffie-Hellman in ffdhe2048 (RFC 7919).
            Ffdhe2048 = 32 => ffdh::Private<0>, ffdh::Public<0>;
            /// Diffie-Hellman in ffdhe3072 (RFC 7919).
            Ffdhe3072 = 33 => ffdh::Private<1>, ffdh::Public<1>;
            /// Diffie-Hellman in ffdhe4096 (RFC 7919).
            Ffdhe4096 = 34 => ffdh::Private<2>, ffdh::Public<2>;
            /// Diffie-Hellman in ffdhe6144 (RFC 7919).
            Ffdhe6144 = 35 => ffdh::Private<3>, ffdh::Public<3>;
            /// Diffie-Hellman in ffdhe8192 (RFC 7919).
            Ffdhe8192 = 36 => ffdh::Private<4>, ffdh::Public<4>;
            /// Diffie-Hellman in MODP-2048 (RFC 3526).
            Modp2048 = 37 => ffdh::Private<5>, ffdh::Public<5>;
            /// Diffie-Hellman in MODP-3072 (RFC 3526).
            Modp3072 = 38 => ffdh::Private<6>, ffdh::Public<6>;
            /// Diffie-Hellman in MODP-4096 (RFC 3526).
            Modp4096 = 39 => ffdh::Private<7>, ffdh::Public<7>;
            /// Diffie-Hellman in MODP-6144 (RFC 3526).
            Modp6144 = 40 => ffdh::Private<8>, ffdh::Public<8>;
            /// Diffie-Hellman in MODP-8192 (RFC 3526).
            Modp8192 = 41 => ffdh::Private<9>, ffdh::Public<9>;
        }
    };
}

/// What an agreement key does.
pub(crate) trait Agree: key::PrivateKey {
    /// The bytes of a shared secret.
    const SECRET_SIZE: usize;

    /// Writes the secret that is shared with the holder of the other key, `SECRET_SIZE` bytes.
    fn agree(&self, peer: &Self::Public, secret: &mut [u8]) -> Result<()>;
}

rows! { any_keys {
    /// An algorithm of key agreement.
    AgreementAlgorithm
    /// An agreement key of any algorithm, the private half. Wiped on drop.
    AnyAgreementKey
    /// An agreement key of any algorithm, the public half.
    AnyPublicAgreementKey
} }

/// The agreement of two keys of one algorithm.
macro_rules! agreed {
    (
        { $this:ident, $peer:ident, $secret:ident }
        $($(#[$doc:meta])* $name:ident = $number:literal => $private:ty, $public:ty;)*
    ) => {
        match ($this, $peer) {
            $((Self::$name(key), AnyPublicAgreementKey::$name(peer)) => Agree::agree(&**key, peer, $secret),)*
            _ => Err(Error::InvalidParameter),
        }
    };
}

impl AgreementAlgorithm {
    /// The bytes of a shared secret.
    #[must_use]
    pub const fn secret_size(self) -> usize {
        rows!(constant { private, self, Agree, SECRET_SIZE })
    }
}

impl AnyAgreementKey {
    /// Writes the secret that is shared with the holder of the other key to `secret`, which must
    /// have exactly its size.
    ///
    /// # Errors
    /// [`InvalidKey`](Error::InvalidKey), there is none: with X25519 and X448 it would be zero;
    /// [`InvalidParameter`](Error::InvalidParameter), a key of another algorithm, or another length
    /// of the secret; [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn agree(&self, peer: &AnyPublicAgreementKey, secret: &mut [u8]) -> Result<()> {
        if secret.len() != self.algorithm().secret_size() {
            return Err(Error::InvalidParameter);
        }
        rows!(agreed { self, peer, secret })
    }
}
