//! Key encapsulation.

mod hybrid;
mod ml_kem;

use crate::key::{PrivateKey, PublicKey};
use qila::hybrid::{SecP256r1MlKem768, SecP384r1MlKem1024, X25519MlKem768, XWing};
use qila::ml_kem::{DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, MlKem1024};
use qila::random::Rng;
use qila::{Error, Result};

/// The table of algorithms.
macro_rules! rows {
    ($make:ident $what:tt) => {
        $make! {
            $what
            /// ML-KEM-512 (FIPS 203).
            MlKem512 = 1 => DecapsulationKey<MlKem512>, EncapsulationKey<MlKem512>;
            /// ML-KEM-768 (FIPS 203).
            MlKem768 = 2 => DecapsulationKey<MlKem768>, EncapsulationKey<MlKem768>;
            /// ML-KEM-1024 (FIPS 203).
            MlKem1024 = 3 => DecapsulationKey<MlKem1024>, EncapsulationKey<MlKem1024>;
            /// X25519MLKEM768 of TLS 1.3 (draft-ietf-tls-ecdhe-mlkem).
            X25519MlKem768 = 16
                => qila::hybrid::DecapsulationKey<X25519MlKem768>, qila::hybrid::EncapsulationKey<X25519MlKem768>;
            /// SecP256r1MLKEM768 of TLS 1.3 (draft-ietf-tls-ecdhe-mlkem).
            SecP256r1MlKem768 = 17
                => qila::hybrid::DecapsulationKey<SecP256r1MlKem768>, qila::hybrid::EncapsulationKey<SecP256r1MlKem768>;
            /// SecP384r1MLKEM1024 of TLS 1.3 (draft-ietf-tls-ecdhe-mlkem).
            SecP384r1MlKem1024 = 18
                => qila::hybrid::DecapsulationKey<SecP384r1MlKem1024>, qila::hybrid::EncapsulationKey<SecP384r1MlKem1024>;
            /// X-Wing (draft-connolly-cfrg-xwing-kem), which is not approved.
            XWing = 19 => qila::hybrid::DecapsulationKey<XWing>, qila::hybrid::EncapsulationKey<XWing>;
        }
    };
}

/// What a decapsulation key does.
pub(crate) trait Decapsulate: PrivateKey {
    /// Writes the shared secret of a ciphertext, `SECRET_SIZE` bytes.
    fn decapsulate(&self, ciphertext: &[u8], secret: &mut [u8]) -> Result<()>;
}

/// What an encapsulation key does.
pub(crate) trait Encapsulate: PublicKey {
    /// The bytes of a ciphertext.
    const CIPHERTEXT_SIZE: usize;
    /// The bytes of a shared secret.
    const SECRET_SIZE: usize;

    /// Makes a shared secret and the ciphertext that carries it, both of exactly their size.
    fn encapsulate(&self, ciphertext: &mut [u8], secret: &mut [u8], rng: &mut Rng) -> Result<()>;
}

rows! { any_keys {
    /// An algorithm of key encapsulation.
    KemAlgorithm
    /// A decapsulation key of any algorithm, the private half. Wiped on drop.
    ///
    /// ```
    /// use qila_keys::{AnyDecapsulationKey, KemAlgorithm};
    ///
    /// let mut rng = qila::random::Rng::new()?;
    /// let key = AnyDecapsulationKey::generate(KemAlgorithm::MlKem768, &mut rng)?;
    /// let (mut ciphertext, mut sent, mut received) = ([0; 1088], [0; 32], [0; 32]);
    /// let len = key.public()?.encapsulate(&mut ciphertext, &mut sent, &mut rng)?;
    /// key.decapsulate(&ciphertext[..len], &mut received)?;
    /// assert_eq!(sent, received);
    /// # Ok::<(), qila::Error>(())
    /// ```
    AnyDecapsulationKey
    /// An encapsulation key of any algorithm, the public half.
    AnyEncapsulationKey
} }

impl KemAlgorithm {
    /// The bytes of a ciphertext.
    #[must_use]
    pub const fn ciphertext_size(self) -> usize {
        rows!(constant { public, self, Encapsulate, CIPHERTEXT_SIZE })
    }

    /// The bytes of a shared secret.
    #[must_use]
    pub const fn secret_size(self) -> usize {
        rows!(constant { public, self, Encapsulate, SECRET_SIZE })
    }

    /// Errors: [`Error::InvalidParameter`], another length.
    const fn check_secret(self, secret: &[u8]) -> Result<()> {
        if secret.len() == self.secret_size() { Ok(()) } else { Err(Error::InvalidParameter) }
    }
}

impl AnyDecapsulationKey {
    /// Writes the shared secret of a ciphertext to `secret`, which must have exactly its size. A
    /// ciphertext that no encapsulation makes gives another secret, and no error; of a hybrid, the
    /// half of ML-KEM.
    ///
    /// # Errors
    /// [`InvalidInputLength`](Error::InvalidInputLength), the ciphertext;
    /// [`InvalidKey`](Error::InvalidKey), the ephemeral key in that of a hybrid is none;
    /// [`InvalidParameter`](Error::InvalidParameter), another length of the secret;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn decapsulate(&self, ciphertext: &[u8], secret: &mut [u8]) -> Result<()> {
        self.algorithm().check_secret(secret)?;
        rows!(each { Self, self, key => Decapsulate::decapsulate(&**key, ciphertext, secret) })
    }
}

impl AnyEncapsulationKey {
    /// Makes a shared secret, and the ciphertext that carries it to the holder of the decapsulation
    /// key, at the beginning of `ciphertext`; says how long it is. `secret` must have exactly its
    /// size, [`secret_size`](KemAlgorithm::secret_size) bytes.
    ///
    /// # Errors
    /// [`BufferTooSmall`](Error::BufferTooSmall), fewer than
    /// [`ciphertext_size`](KemAlgorithm::ciphertext_size) bytes of room;
    /// [`InvalidParameter`](Error::InvalidParameter), another length of the secret;
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState). Both outputs are then unchanged.
    pub fn encapsulate(&self, ciphertext: &mut [u8], secret: &mut [u8], rng: &mut Rng) -> Result<usize> {
        let size = self.algorithm().ciphertext_size();
        let room = ciphertext.get_mut(..size).ok_or(Error::BufferTooSmall)?;
        self.algorithm().check_secret(secret)?;
        rows!(each { Self, self, key => Encapsulate::encapsulate(key, room, secret, rng) })?;
        Ok(size)
    }
}
