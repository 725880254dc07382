//! Finite-field Diffie-Hellman in groups of safe primes (SP 800-56A r3). In files the group stands
//! as p and 2 (PKCS#3), which are recognized, and a key is a number.

use super::Agree;
use crate::format::identifier::Identifier;
use crate::format::{FileBytes, number};
use crate::key::{Bytes, PrivateKey, PublicKey};
use alloc::vec::Vec;
use qila::ffdh::{self, Group};
use qila::random::Rng;
use qila::{Error, Indicator, Result};
use zeroize::Zeroizing;

/// A private key in one of the groups.
#[derive(Debug)]
pub struct Private<const G: usize>(ffdh::PrivateKey);

/// A public key in one of the groups, validated in full.
#[derive(Clone, Debug)]
pub struct Public<const G: usize>(ffdh::PublicKey);

/// The group of a number.
const fn group(number: usize) -> Group {
    Group::ALL[number]
}

impl<const G: usize> PrivateKey for Private<G> {
    type Public = Public<G>;
    const NAME: &'static str = group(G).name();
    const IDENTIFIER: Identifier = Identifier::in_group(group(G));

    fn generate(rng: &mut Rng) -> Result<Self> {
        ffdh::PrivateKey::generate(group(G), rng).map(Self)
    }

    fn from_expanded(bytes: &[u8]) -> Result<Self> {
        if bytes.len() != group(G).size() {
            return Err(Error::InvalidKeyLength);
        }
        ffdh::PrivateKey::from_bytes(group(G), bytes).map(Self)
    }

    fn expanded(&self) -> Option<Bytes<'_>> {
        let mut bytes = Zeroizing::new(Vec::new());
        bytes.try_reserve_exact(group(G).size()).ok()?;
        bytes.resize(group(G).size(), 0);
        self.0.export(&mut bytes).ok()?;
        Some(Bytes::Made(bytes))
    }

    fn from_octets(octets: &[u8]) -> Result<Self> {
        Self::from_expanded(&number::read(octets, group(G).size())?)
    }

    fn octets(&self) -> Result<FileBytes> {
        number::write(&self.expanded().ok_or(Error::NoMemory)?)
    }

    fn public(&self) -> Result<Self::Public> {
        self.0.public_key().map(Public)
    }

    fn indicator(&self) -> Indicator {
        self.0.indicator()
    }
}

impl<const G: usize> PublicKey for Public<G> {
    fn new(bytes: &[u8]) -> Result<Self> {
        ffdh::PublicKey::new(group(G), bytes).map(Self)
    }

    fn bytes(&self) -> Bytes<'_> {
        Bytes::Lent(self.0.as_bytes())
    }

    fn from_octets(octets: &[u8]) -> Result<Self> {
        Self::new(&number::read(octets, group(G).size())?)
    }

    fn octets(&self) -> Result<FileBytes> {
        number::write(self.0.as_bytes())
    }

    fn indicator(&self) -> Indicator {
        self.0.indicator()
    }
}

impl<const G: usize> Agree for Private<G> {
    const SECRET_SIZE: usize = group(G).size();

    fn agree(&self, peer: &Self::Public, secret: &mut [u8]) -> Result<()> {
        self.0.agree(&peer.0, secret)
    }
}
