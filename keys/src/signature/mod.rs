//! Signatures.

mod dsa;
mod ecdsa;
mod eddsa;
mod lms;
mod ml_dsa;
mod rsa;
mod slh_dsa;
mod verify_only;
mod xmss;

use crate::key::{PrivateKey, PublicKey};
use crate::options::{Abilities, How, SignOptions};
use alloc::vec::Vec;
use qila::ecdsa::{P224, P256, P384, P521};
use qila::eddsa::{self as edwards, Ed448, Ed25519};
use qila::lms as hss;
use qila::ml_dsa::{MU_SIZE, MlDsa44, MlDsa65, MlDsa87, SigningKey, VerifyingKey};
use qila::random::Rng;
use qila::slh_dsa as slh;
use qila::xmss as trees;
use qila::{Error, Indicator, Result};
use verify_only::NoSigningKey;
use zeroize::Zeroize;

/// The table of algorithms.
macro_rules! rows {
    ($make:ident $what:tt) => {
        $make! {
            $what
            /// ML-DSA-44 (FIPS 204).
            MlDsa44 = 1 => SigningKey<MlDsa44>, VerifyingKey<MlDsa44>;
            /// ML-DSA-65 (FIPS 204).
            MlDsa65 = 2 => SigningKey<MlDsa65>, VerifyingKey<MlDsa65>;
            /// ML-DSA-87 (FIPS 204).
            MlDsa87 = 3 => SigningKey<MlDsa87>, VerifyingKey<MlDsa87>;
            /// SLH-DSA-SHA2-128s (FIPS 205).
            SlhDsaSha2_128s = 32 => slh::SigningKey<slh::SlhDsaSha2_128s>, slh::VerifyingKey<slh::SlhDsaSha2_128s>;
            /// SLH-DSA-SHA2-128f (FIPS 205).
            SlhDsaSha2_128f = 33 => slh::SigningKey<slh::SlhDsaSha2_128f>, slh::VerifyingKey<slh::SlhDsaSha2_128f>;
            /// SLH-DSA-SHA2-192s (FIPS 205).
            SlhDsaSha2_192s = 34 => slh::SigningKey<slh::SlhDsaSha2_192s>, slh::VerifyingKey<slh::SlhDsaSha2_192s>;
            /// SLH-DSA-SHA2-192f (FIPS 205).
            SlhDsaSha2_192f = 35 => slh::SigningKey<slh::SlhDsaSha2_192f>, slh::VerifyingKey<slh::SlhDsaSha2_192f>;
            /// SLH-DSA-SHA2-256s (FIPS 205).
            SlhDsaSha2_256s = 36 => slh::SigningKey<slh::SlhDsaSha2_256s>, slh::VerifyingKey<slh::SlhDsaSha2_256s>;
            /// SLH-DSA-SHA2-256f (FIPS 205).
            SlhDsaSha2_256f = 37 => slh::SigningKey<slh::SlhDsaSha2_256f>, slh::VerifyingKey<slh::SlhDsaSha2_256f>;
            /// SLH-DSA-SHAKE-128s (FIPS 205).
            SlhDsaShake128s = 38 => slh::SigningKey<slh::SlhDsaShake128s>, slh::VerifyingKey<slh::SlhDsaShake128s>;
            /// SLH-DSA-SHAKE-128f (FIPS 205).
            SlhDsaShake128f = 39 => slh::SigningKey<slh::SlhDsaShake128f>, slh::VerifyingKey<slh::SlhDsaShake128f>;
            /// SLH-DSA-SHAKE-192s (FIPS 205).
            SlhDsaShake192s = 40 => slh::SigningKey<slh::SlhDsaShake192s>, slh::VerifyingKey<slh::SlhDsaShake192s>;
            /// SLH-DSA-SHAKE-192f (FIPS 205).
            SlhDsaShake192f = 41 => slh::SigningKey<slh::SlhDsaShake192f>, slh::VerifyingKey<slh::SlhDsaShake192f>;
            /// SLH-DSA-SHAKE-256s (FIPS 205).
            SlhDsaShake256s = 42 => slh::SigningKey<slh::SlhDsaShake256s>, slh::VerifyingKey<slh::SlhDsaShake256s>;
            /// SLH-DSA-SHAKE-256f (FIPS 205).
            SlhDsaShake256f = 43 => slh::SigningKey<slh::SlhDsaShake256f>, slh::VerifyingKey<slh::SlhDsaShake256f>;
            /// Ed25519, Ed25519ctx and Ed25519ph (FIPS 186-5).
            Ed25519 = 16 => edwards::SigningKey<Ed25519>, edwards::VerifyingKey<Ed25519>;
            /// Ed448 and Ed448ph (FIPS 186-5).
            Ed448 = 17 => edwards::SigningKey<Ed448>, edwards::VerifyingKey<Ed448>;
            /// ECDSA on P-224 (FIPS 186-5).
            EcdsaP224 = 4 => qila::ecdsa::SigningKey<P224>, qila::ecdsa::VerifyingKey<P224>;
            /// ECDSA on P-256 (FIPS 186-5).
            EcdsaP256 = 5 => qila::ecdsa::SigningKey<P256>, qila::ecdsa::VerifyingKey<P256>;
            /// ECDSA on P-384 (FIPS 186-5).
            EcdsaP384 = 6 => qila::ecdsa::SigningKey<P384>, qila::ecdsa::VerifyingKey<P384>;
            /// ECDSA on P-521 (FIPS 186-5).
            EcdsaP521 = 7 => qila::ecdsa::SigningKey<P521>, qila::ecdsa::VerifyingKey<P521>;
            /// RSA of 2048 to 8192 bits, PSS and PKCS#1 v1.5 (FIPS 186-5). Verification from 1024
            /// bits. Keys are made with 3072 bits unless another size is asked for.
            Rsa = 64 => qila::rsa::SigningKey, rsa::Verifying;
            /// DSA (FIPS 186-4), which only verifies, as legacy. A key is its SubjectPublicKeyInfo.
            Dsa = 65 => NoSigningKey<dsa::Verifying>, dsa::Verifying;
            /// HSS (RFC 8554, SP 800-208), which only verifies; LMS is HSS of one level.
            Hss = 48 => NoSigningKey<hss::VerifyingKey<hss::Hss>>, hss::VerifyingKey<hss::Hss>;
            /// XMSS (RFC 8391, SP 800-208), which only verifies.
            Xmss = 49 => NoSigningKey<trees::VerifyingKey<trees::Xmss>>, trees::VerifyingKey<trees::Xmss>;
            /// XMSS^MT (RFC 8391, SP 800-208), which only verifies.
            XmssMt = 50 => NoSigningKey<trees::VerifyingKey<trees::XmssMt>>, trees::VerifyingKey<trees::XmssMt>;
        }
    };
}

/// What a signing key does. It was asked for nothing that the algorithm cannot do.
pub(crate) trait Sign: PrivateKey {
    /// What keys of the algorithm can do.
    const ABILITIES: Abilities;
    /// The bytes of the longest signature.
    const SIGNATURE_SIZE: usize;

    /// The bytes of the longest signature that this key makes so.
    fn signature_size(&self, _how: &How<'_>) -> usize {
        Self::SIGNATURE_SIZE
    }

    /// Signs into the beginning of `signature`, which has room for the longest by this key, and
    /// says how long the signature is.
    fn sign(&self, how: &How<'_>, message: &[u8], signature: &mut [u8], rng: &mut Rng) -> Result<usize>;

    /// Whether signatures made so are approved.
    fn indicator_of(&self, how: &How<'_>) -> Indicator;
}

/// What a verifying key does. It was asked for nothing that the algorithm cannot do.
pub(crate) trait Verify: PublicKey {
    /// Verifies a signature.
    ///
    /// Errors: [`Error::SignatureMismatch`], also for another length.
    fn verify(&self, how: &How<'_>, message: &[u8], signature: &[u8]) -> Result<()>;

    /// Whether verification of signatures made so is approved.
    fn indicator_of(&self, how: &How<'_>) -> Indicator;

    /// mu of a message with its context.
    fn mu(&self, _message: &[u8], _context: &[u8]) -> Result<[u8; MU_SIZE]> {
        Err(Error::InvalidParameter)
    }
}

rows! { any_keys {
    /// An algorithm of signatures.
    SignatureAlgorithm
    /// A signing key of any algorithm, the private half. Wiped on drop.
    AnySigningKey
    /// A verifying key of any algorithm, the public half.
    AnyVerifyingKey
} }

impl SignatureAlgorithm {
    /// Whether there are signing keys here. The others only verify: what makes a signing key is an
    /// [`InvalidParameter`](Error::InvalidParameter).
    #[must_use]
    pub const fn signs(self) -> bool {
        self.signature_size() > 0
    }

    /// Whether it can sign so, or verify where it only verifies.
    #[must_use]
    pub fn can(self, options: &SignOptions<'_>) -> bool {
        self.follow_to_sign(options).is_ok()
    }

    /// The bytes of the longest signature that is usual; 0 where it only verifies.
    #[must_use]
    pub const fn signature_size(self) -> usize {
        rows!(constant { private, self, Sign, SIGNATURE_SIZE })
    }

    fn follow_to_sign<'a>(self, options: &SignOptions<'a>) -> Result<How<'a>> {
        rows!(constant { private, self, Sign, ABILITIES }).follow_to_sign(options)
    }

    fn follow<'a>(self, options: &SignOptions<'a>) -> Result<How<'a>> {
        rows!(constant { private, self, Sign, ABILITIES }).follow(options)
    }
}

impl AnySigningKey {
    /// Signs a message.
    ///
    /// # Errors
    /// [`InvalidParameter`](Error::InvalidParameter), the algorithm cannot do what the options ask
    /// for; [`InputTooLong`](Error::InputTooLong), the context;
    /// [`InvalidInputLength`](Error::InvalidInputLength), a digest or mu;
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`NoMemory`](Error::NoMemory), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn sign(&self, options: &SignOptions<'_>, message: &[u8], rng: &mut Rng) -> Result<Vec<u8>> {
        let size = self.signature_size(options)?;
        let mut signature = Vec::new();
        signature.try_reserve_exact(size).map_err(|_| Error::NoMemory)?;
        signature.resize(size, 0);
        let len = self.sign_into(options, message, &mut signature, rng)?;
        signature.truncate(len);
        Ok(signature)
    }

    /// Signs into the beginning of `signature`, and says how long the signature is. There must be
    /// room for the longest, [`signature_size`](Self::signature_size) bytes.
    ///
    /// # Errors
    /// As [`sign`](Self::sign); [`BufferTooSmall`](Error::BufferTooSmall). The room is then
    /// unchanged or zero.
    pub fn sign_into(
        &self,
        options: &SignOptions<'_>,
        message: &[u8],
        signature: &mut [u8],
        rng: &mut Rng,
    ) -> Result<usize> {
        let how = self.algorithm().follow_to_sign(options)?;
        let room = signature.get_mut(..self.size_of(&how)).ok_or(Error::BufferTooSmall)?;
        how.content.check(message)?;
        let made = rows!(each { Self, self, key => Sign::sign(&**key, &how, message, room, rng) });
        if made.is_err() {
            room.zeroize();
        }
        made
    }

    /// The bytes of the longest signature that this key makes so.
    ///
    /// # Errors
    /// [`InvalidParameter`](Error::InvalidParameter), the algorithm cannot do what the options ask
    /// for.
    pub fn signature_size(&self, options: &SignOptions<'_>) -> Result<usize> {
        Ok(self.size_of(&self.algorithm().follow(options)?))
    }

    fn size_of(&self, how: &How<'_>) -> usize {
        rows!(each { Self, self, key => Sign::signature_size(&**key, how) })
    }

    /// Whether signatures made so are approved.
    ///
    /// # Errors
    /// [`InvalidParameter`](Error::InvalidParameter), the algorithm cannot do what the options ask
    /// for.
    pub fn indicator_of(&self, options: &SignOptions<'_>) -> Result<Indicator> {
        let how = self.algorithm().follow_to_sign(options)?;
        Ok(rows!(each { Self, self, key => Sign::indicator_of(&**key, &how) }))
    }
}

impl AnyVerifyingKey {
    /// Verifies the signature of a message, with the options that it was made with.
    ///
    /// # Errors
    /// [`SignatureMismatch`](Error::SignatureMismatch), also for a signature of another length;
    /// [`InvalidParameter`](Error::InvalidParameter), the algorithm cannot do what the options ask
    /// for; [`InputTooLong`](Error::InputTooLong), the context;
    /// [`InvalidInputLength`](Error::InvalidInputLength), a digest or mu;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verify(&self, options: &SignOptions<'_>, message: &[u8], signature: &[u8]) -> Result<()> {
        let how = self.algorithm().follow(options)?;
        how.content.check(message)?;
        rows!(each { Self, self, key => Verify::verify(key, &how, message, signature) })
    }

    /// mu of a message with its context: what stands for both where they are signed elsewhere (FIPS
    /// 204 algorithm 7 step 6).
    ///
    /// # Errors
    /// [`InvalidParameter`](Error::InvalidParameter), the algorithm has no mu;
    /// [`InputTooLong`](Error::InputTooLong), the context; [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn mu(&self, message: &[u8], context: &[u8]) -> Result<[u8; MU_SIZE]> {
        rows!(each { Self, self, key => Verify::mu(key, message, context) })
    }

    /// Whether verification of signatures made so is approved.
    ///
    /// # Errors
    /// [`InvalidParameter`](Error::InvalidParameter), the algorithm cannot do what the options ask
    /// for.
    pub fn indicator_of(&self, options: &SignOptions<'_>) -> Result<Indicator> {
        let how = self.algorithm().follow(options)?;
        Ok(rows!(each { Self, self, key => Verify::indicator_of(key, &how) }))
    }
}
