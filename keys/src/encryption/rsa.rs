//! RSA-OAEP (RFC 8017 section 7.1).

use super::{Decrypt, Encrypt, EncryptOptions};
use crate::format::rsa;
use qila::random::Rng;
use qila::rsa::{DecryptionKey, EncryptionKey, Mask, Oaep};
use qila::{Indicator, Result};

rsa::keys! {
    DecryptionKey "RSA-OAEP", encryption_key;
    /// An encryption key, with its octets.
    Encrypting of EncryptionKey "EncryptionKey";
    oaep_indicator(oaep(&EncryptOptions::new()))
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
