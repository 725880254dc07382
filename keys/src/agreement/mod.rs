//! Key agreement. The table has no algorithm as yet.
#![allow(unused_variables, unreachable_code, dead_code)] // goes with the first row

use crate::key::PrivateKey;
use qila::{Error, Result};

/// The table of algorithms.
macro_rules! rows {
    ($make:ident $what:tt) => {
        $make! {
            $what
        }
    };
}

/// What an agreement key does.
pub(crate) trait Agree: PrivateKey {
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
