//! ML-KEM (FIPS 203).

use super::{Decapsulate, Encapsulate};
use crate::format::identifier::Identifier;
use crate::key::{Bytes, PrivateKey, PublicKey};
use qila::ml_kem::{DecapsulationKey, EncapsulationKey, MlKemSet, ParameterSet, SHARED_SECRET_SIZE};
use qila::random::Rng;
use qila::{Indicator, Result};

impl<P: ParameterSet> PrivateKey for DecapsulationKey<P> {
    type Public = EncapsulationKey<P>;
    const NAME: &'static str = P::NAME;
    const IDENTIFIER: Identifier = Identifier::new(match P::VALUE {
        MlKemSet::MlKem512 => "2.16.840.1.101.3.4.4.1",
        MlKemSet::MlKem768 => "2.16.840.1.101.3.4.4.2",
        MlKemSet::MlKem1024 => "2.16.840.1.101.3.4.4.3",
    });

    fn generate(rng: &mut Rng) -> Result<Self> {
        Self::generate(rng)
    }

    fn from_seed(seed: &[u8]) -> Result<Self> {
        Self::from_seed(seed)
    }

    fn from_expanded(expanded: &[u8]) -> Result<Self> {
        Self::from_expanded(expanded)
    }

    fn from_both(seed: &[u8], expanded: &[u8]) -> Result<Self> {
        Self::from_both(seed, expanded)
    }

    fn seed(&self) -> Option<Bytes<'_>> {
        self.seed().map(|seed| Bytes::Lent(seed))
    }

    fn expanded(&self) -> Option<Bytes<'_>> {
        Some(Bytes::Lent(self.as_bytes()))
    }

    fn public(&self) -> Result<Self::Public> {
        self.encapsulation_key()
    }

    fn indicator(&self) -> Indicator {
        self.indicator()
    }
}

impl<P: ParameterSet> PublicKey for EncapsulationKey<P> {
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

impl<P: ParameterSet> Decapsulate for DecapsulationKey<P> {
    #[inline(never)] // its frame holds a ciphertext
    fn decapsulate(&self, ciphertext: &[u8], secret: &mut [u8]) -> Result<()> {
        secret.copy_from_slice(self.decapsulate(ciphertext)?.as_bytes());
        Ok(())
    }
}

impl<P: ParameterSet> Encapsulate for EncapsulationKey<P> {
    const CIPHERTEXT_SIZE: usize = size_of::<P::Ciphertext>();
    const SECRET_SIZE: usize = SHARED_SECRET_SIZE;

    #[inline(never)] // its frame holds a ciphertext
    fn encapsulate(&self, ciphertext: &mut [u8], secret: &mut [u8], rng: &mut Rng) -> Result<()> {
        let (made, shared) = self.encapsulate(rng)?;
        ciphertext.copy_from_slice(made.as_ref());
        secret.copy_from_slice(shared.as_bytes());
        Ok(())
    }
}
