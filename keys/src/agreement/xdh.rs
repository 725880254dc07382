//! X25519 and X448 (RFC 7748).

use super::Agree;
use crate::format::identifier::Identifier;
use crate::key::{Bytes, PrivateKey, PublicKey};
use qila::random::Rng;
use qila::xdh::{self, Curve, XdhCurve};
use qila::{Indicator, Result};

impl<C: Curve> PrivateKey for xdh::PrivateKey<C> {
    type Public = xdh::PublicKey<C>;
    const NAME: &'static str = C::VALUE.name();
    const IDENTIFIER: Identifier = Identifier::new(match C::VALUE {
        XdhCurve::X448 => "1.3.101.111",
        _ => "1.3.101.110",
    });

    fn generate(rng: &mut Rng) -> Result<Self> {
        Self::generate(rng)
    }

    fn from_expanded(bytes: &[u8]) -> Result<Self> {
        Self::from_bytes(bytes)
    }

    fn expanded(&self) -> Option<Bytes<'_>> {
        Some(Bytes::Lent(self.as_bytes()))
    }

    fn public(&self) -> Result<Self::Public> {
        self.public_key()
    }

    fn indicator(&self) -> Indicator {
        self.indicator()
    }
}

impl<C: Curve> PublicKey for xdh::PublicKey<C> {
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

impl<C: Curve> Agree for xdh::PrivateKey<C> {
    const SECRET_SIZE: usize = size_of::<C::Encoding>();

    fn agree(&self, peer: &Self::Public, secret: &mut [u8]) -> Result<()> {
        secret.copy_from_slice(self.agree(peer)?.as_bytes());
        Ok(())
    }
}
