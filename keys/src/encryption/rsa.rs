//! RSA-OAEP (RFC 8017 section 7.1).

use super::{Decrypt, Encrypt, EncryptOptions};
use crate::format::FileBytes;
use crate::format::identifier::Identifier;
use crate::format::rsa::{self, Held, USUAL_BITS};
use crate::key::{Bytes, PrivateKey, PublicKey};
use core::fmt;
use qila::random::Rng;
use qila::rsa::{Components, DecryptionKey, EncryptionKey, Mask, Oaep, Parts};
use qila::{Indicator, Result};

impl rsa::Private for DecryptionKey {
    fn from_components(components: &Components<'_>, rng: &mut Rng) -> Result<Self> {
        Self::from_components(components, rng)
    }

    fn size(&self) -> usize {
        self.size()
    }

    fn export(&self, parts: &mut Parts<'_>) -> Result<()> {
        self.export(parts)
    }
}

impl PrivateKey for DecryptionKey {
    type Public = Encrypting;
    const NAME: &'static str = "RSA-OAEP";
    const IDENTIFIER: Identifier = Identifier::RSA;

    fn generate(rng: &mut Rng) -> Result<Self> {
        Self::generate(USUAL_BITS, rng)
    }

    fn generate_of_size(bits: usize, rng: &mut Rng) -> Result<Self> {
        Self::generate(bits, rng)
    }

    fn from_expanded(expanded: &[u8]) -> Result<Self> {
        rsa::read(expanded)
    }

    fn expanded(&self) -> Option<Bytes<'_>> {
        PrivateKey::octets(self).ok().map(Bytes::Made)
    }

    fn from_octets(octets: &[u8]) -> Result<Self> {
        rsa::read(octets)
    }

    fn octets(&self) -> Result<FileBytes> {
        rsa::write(self, &self.public()?.0)
    }

    fn public(&self) -> Result<Self::Public> {
        let ek = self.encryption_key()?;
        let held = Held::of(ek.size(), |n| ek.modulus(n), &ek.exponent())?;
        Ok(Encrypting(held, ek))
    }

    fn indicator(&self) -> Indicator {
        self.oaep_indicator(oaep(&EncryptOptions::new()))
    }
}

/// An encryption key, with its octets.
#[derive(Clone)]
pub struct Encrypting(Held, EncryptionKey);

impl fmt::Debug for Encrypting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EncryptionKey").finish_non_exhaustive()
    }
}

impl PublicKey for Encrypting {
    fn new(bytes: &[u8]) -> Result<Self> {
        let held = Held::read(bytes)?;
        let (n, e) = held.numbers()?;
        let ek = EncryptionKey::new(n, e)?;
        Ok(Self(held, ek))
    }

    fn bytes(&self) -> Bytes<'_> {
        Bytes::Lent(self.0.octets())
    }

    fn bits(&self) -> Option<usize> {
        Some(self.1.bits())
    }

    fn indicator(&self) -> Indicator {
        self.1.oaep_indicator(oaep(&EncryptOptions::new()))
    }
}

impl Decrypt for DecryptionKey {
    #[inline(never)] // its frame is large
    fn decrypt(
        &self,
        how: &EncryptOptions<'_>,
        ciphertext: &[u8],
        message: &mut [u8],
        rng: &mut Rng,
    ) -> Result<usize> {
        self.decrypt(oaep(how), ciphertext, how.label, rng, message)
    }

    fn message_size(&self, how: &EncryptOptions<'_>) -> Option<usize> {
        oaep(how).max_message(self.size())
    }

    fn indicator_of(&self, how: &EncryptOptions<'_>) -> Indicator {
        self.oaep_indicator(oaep(how))
    }
}

impl Encrypt for Encrypting {
    #[inline(never)] // its frame is large
    fn encrypt(&self, how: &EncryptOptions<'_>, message: &[u8], ciphertext: &mut [u8], rng: &mut Rng) -> Result<()> {
        self.1.encrypt(oaep(how), message, how.label, rng, ciphertext)
    }

    fn ciphertext_size(&self) -> usize {
        self.1.size()
    }

    fn indicator_of(&self, how: &EncryptOptions<'_>) -> Indicator {
        self.1.oaep_indicator(oaep(how))
    }
}

/// What options mean: two functions, of which neither follows from the other.
const fn oaep(how: &EncryptOptions<'_>) -> Oaep {
    Oaep { digest: how.hash.digest(), mask: Mask::Mgf1(how.mask.digest()) }
}
