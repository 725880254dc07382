//! Hybrids of ML-KEM and Diffie-Hellman. Only X-Wing has a name for files; the others live as long
//! as a connection.

use super::{Decapsulate, Encapsulate};
use crate::format::identifier::Identifier;
use crate::format::{FileBytes, write};
use crate::key::{Bytes, PrivateKey, PublicKey};
use qila::hybrid::{Combination, DecapsulationKey, EncapsulationKey, HybridKem};
use qila::random::Rng;
use qila::{Indicator, Result};

impl<C: Combination> PrivateKey for DecapsulationKey<C> {
    type Public = EncapsulationKey<C>;
    const NAME: &'static str = C::NAME;
    const IDENTIFIER: Identifier = match C::VALUE {
        // draft-connolly-cfrg-xwing-kem section 5.8
        HybridKem::XWing => Identifier::new("1.3.6.1.4.1.62253.25722"),
        _ => Identifier::NONE,
    };

    fn generate(rng: &mut Rng) -> Result<Self> {
        Self::generate(rng)
    }

    fn from_seed(seed: &[u8]) -> Result<Self> {
        Self::from_seed(seed)
    }

    fn from_octets(octets: &[u8]) -> Result<Self> {
        Self::from_seed(octets)
    }

    fn octets(&self) -> Result<FileBytes> {
        write::copied(self.seed())
    }

    fn seed(&self) -> Option<Bytes<'_>> {
        Some(Bytes::Lent(self.seed()))
    }

    fn public(&self) -> Result<Self::Public> {
        self.encapsulation_key()
    }

    fn indicator(&self) -> Indicator {
        self.indicator()
    }
}

impl<C: Combination> PublicKey for EncapsulationKey<C> {
    fn new(bytes: &[u8]) -> Result<Self> {
        Self::new(bytes)
    }

    fn bytes(&self) -> Bytes<'_> {
        Bytes::Lent(self.as_bytes())
    }

    fn indicator(&self) -> Indicator {
        self.indicator()
    }
}

impl<C: Combination> Decapsulate for DecapsulationKey<C> {
    #[inline(never)] // its frame holds a ciphertext
    fn decapsulate(&self, ciphertext: &[u8], secret: &mut [u8]) -> Result<()> {
        secret.copy_from_slice(self.decapsulate(ciphertext)?.as_bytes());
        Ok(())
    }
}

impl<C: Combination> Encapsulate for EncapsulationKey<C> {
    const CIPHERTEXT_SIZE: usize = size_of::<C::Ciphertext>();
    const SECRET_SIZE: usize = size_of::<C::Secret>();

    #[inline(never)] // its frame holds a ciphertext
    fn encapsulate(&self, ciphertext: &mut [u8], secret: &mut [u8], rng: &mut Rng) -> Result<()> {
        let (made, shared) = self.encapsulate(rng)?;
        ciphertext.copy_from_slice(made.as_ref());
        secret.copy_from_slice(shared.as_bytes());
        Ok(())
    }
}
