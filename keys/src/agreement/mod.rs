//! Key agreement.

mod xdh;

use crate::key;
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
