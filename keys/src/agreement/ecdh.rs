//! Diffie-Hellman on curves (SP 800-56A r3). What comes from the other side is validated in full.

use super::Agree;
use crate::format::FileBytes;
use crate::format::ec::EcPrivateKey;
use crate::format::identifier::Identifier;
use crate::key::{self, Bytes};
use qila::ecdh::{EcdhCurve, NistCurve, PrivateKey, PublicKey};
use qila::random::Rng;
use qila::{Indicator, Result};

impl<C: EcdhCurve> key::PrivateKey for PrivateKey<C> {
    type Public = PublicKey<C>;
    const NAME: &'static str = match C::VALUE {
        NistCurve::P224 => "ECDH-P224",
        NistCurve::P256 => "ECDH-P256",
        NistCurve::P384 => "ECDH-P384",
        NistCurve::P521 => "ECDH-P521",
    };
    const IDENTIFIER: Identifier = Identifier::of_curve(C::VALUE);

    fn generate(rng: &mut Rng) -> Result<Self> {
        Self::generate(rng)
    }

    fn from_expanded(expanded: &[u8]) -> Result<Self> {
        Self::from_scalar(expanded)
    }

    fn expanded(&self) -> Option<Bytes<'_>> {
        Some(Bytes::Lent(self.as_bytes()))
    }

    fn from_octets(octets: &[u8]) -> Result<Self> {
        let EcPrivateKey { scalar, point } = EcPrivateKey::read(octets, Self::IDENTIFIER)?;
        point.map_or_else(|| Self::from_scalar(scalar), |point| Self::from_both(scalar, point))
    }

    fn octets(&self) -> Result<FileBytes> {
        let public = self.public_key()?;
        EcPrivateKey { scalar: self.as_bytes(), point: Some(public.as_bytes()) }.write()
    }

    fn public(&self) -> Result<Self::Public> {
        self.public_key()
    }

    fn indicator(&self) -> Indicator {
        self.indicator()
    }
}

impl<C: EcdhCurve> key::PublicKey for PublicKey<C> {
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

impl<C: EcdhCurve> Agree for PrivateKey<C> {
    const SECRET_SIZE: usize = size_of::<C::Coordinate>();

    fn agree(&self, peer: &Self::Public, secret: &mut [u8]) -> Result<()> {
        secret.copy_from_slice(self.agree(peer)?.as_bytes());
        Ok(())
    }
}
