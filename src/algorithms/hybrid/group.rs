//! The half in a group: Diffie-Hellman with an ephemeral key on the side that encapsulates.

use crate::algorithms::array::Array;
use crate::algorithms::ec::Curve;
use crate::algorithms::ec::key::{KeyPair, PublicKey};
use crate::algorithms::ecdh::{agree_by, belong_together};
use crate::algorithms::xdh::{self, X25519};
use crate::base::error::Result;
use core::marker::PhantomData;

/// A group, with its rules for keys. Keys and secrets are bytes, as they stand in messages.
pub trait Group: Copy + Send + Sync + 'static {
    /// A private key.
    type Private: Array<u8>;
    /// A public key, without compression.
    type Public: Array<u8>;
    /// A shared secret.
    type Secret: Array<u8>;

    /// Makes a private key of what `fill` gives.
    ///
    /// Errors: those of `fill`.
    fn generate(private: &mut [u8], fill: impl FnMut(&mut [u8]) -> Result<()>) -> Result<()>;

    /// The public key of a private key.
    ///
    /// Errors: [`InvalidKey`](crate::Error::InvalidKey), it is none.
    fn public(private: &Self::Private) -> Result<Self::Public>;

    /// Takes a public key, in full validation where the group has one.
    ///
    /// Errors: [`InvalidKey`](crate::Error::InvalidKey), it is none.
    fn check(public: &[u8]) -> Result<()>;

    /// Writes the shared secret.
    ///
    /// Errors: [`InvalidKey`](crate::Error::InvalidKey), there is none.
    fn agree(private: &Self::Private, public: &[u8], secret: &mut Self::Secret) -> Result<()>;

    /// The pairwise consistency test of a pair, where its standard asks for one.
    fn is_consistent(_private: &Self::Private, _public: &Self::Public) -> bool {
        true
    }
}

/// RFC 7748, which asks for no pairwise test.
impl Group for X25519 {
    type Private = [u8; 32];
    type Public = [u8; 32];
    type Secret = [u8; 32];

    fn generate(private: &mut [u8], mut fill: impl FnMut(&mut [u8]) -> Result<()>) -> Result<()> {
        fill(private)
    }

    fn public(private: &[u8; 32]) -> Result<[u8; 32]> {
        let mut public = [0; 32];
        public.copy_from_slice(xdh::PrivateKey::<Self>::new(private)?.public_key().as_bytes());
        Ok(public)
    }

    fn check(public: &[u8]) -> Result<()> {
        xdh::PublicKey::<Self>::new(public).map(|_| ())
    }

    fn agree(private: &[u8; 32], public: &[u8], secret: &mut [u8; 32]) -> Result<()> {
        let public = xdh::PublicKey::<Self>::new(public)?;
        secret.copy_from_slice(&*xdh::PrivateKey::<Self>::new(private)?.agree(&public)?);
        Ok(())
    }
}

/// A curve of SP 800-186 in Weierstrass form.
#[derive(Clone, Copy, Debug)]
pub struct OnCurve<C>(PhantomData<C>);

/// SP 800-56A r3.
impl<C: Curve> Group for OnCurve<C> {
    type Private = C::ScalarBytes;
    type Public = C::Uncompressed;
    type Secret = C::Coordinate;

    fn generate(private: &mut [u8], fill: impl FnMut(&mut [u8]) -> Result<()>) -> Result<()> {
        private.copy_from_slice(KeyPair::<C>::generate(fill)?.as_bytes());
        Ok(())
    }

    fn public(private: &C::ScalarBytes) -> Result<C::Uncompressed> {
        let mut public = C::Uncompressed::ZERO;
        public.as_mut().copy_from_slice(KeyPair::<C>::new(private.as_ref())?.public().as_bytes());
        Ok(public)
    }

    fn check(public: &[u8]) -> Result<()> {
        PublicKey::<C>::new(public)?.validate()
    }

    fn agree(private: &C::ScalarBytes, public: &[u8], secret: &mut C::Coordinate) -> Result<()> {
        let z = agree_by::<C>(private.as_ref(), &PublicKey::new(public)?)?;
        secret.as_mut().copy_from_slice((*z).as_ref());
        Ok(())
    }

    fn is_consistent(private: &C::ScalarBytes, public: &C::Uncompressed) -> bool {
        belong_together::<C>(private.as_ref(), public.as_ref()).unwrap_or(false)
    }
}
