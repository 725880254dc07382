//! Hybrid key encapsulation.

use super::input::{called, key, released};
use super::{Operation, prepared, public, put, secret};
use qila::hybrid::{Combination, DecapsulationKey, EncapsulationKey, SecP256r1MlKem768, X25519MlKem768, XWing};
use qila::random::Rng;
use qila::{Error, hash, lab};

const OF_TLS: &str = "X25519MLKEM768, SecP256r1MLKEM768, SecP384r1MLKEM1024";

/// A decapsulation key of a secret seed. Its frame is small: the copies that moves leave in it go
/// with the key, whose drop wipes the stack below.
#[inline(never)]
fn private<C: Combination, const N: usize>() -> Result<Box<DecapsulationKey<C>>, Error> {
    Ok(Box::new(called(|| DecapsulationKey::<C>::from_seed(key::<N>()))?))
}

/// A key pair of a secret seed, and its public half.
fn pair<C: Combination, const N: usize>() -> Result<(Box<DecapsulationKey<C>>, EncapsulationKey<C>), Error> {
    let dk = private::<C, N>()?;
    let mut ek = dk.encapsulation_key()?.as_bytes().to_vec();
    released(&mut ek);
    // A key keeps the hash value of its half of ML-KEM.
    let lattice = 1184;
    let first = if C::NAME.starts_with("SecP") { ek.len() - lattice } else { 0 };
    released(&mut hash::sha3_256(&ek[first..first + lattice])?);
    Ok((dk, EncapsulationKey::new(&ek)?))
}

/// A ciphertext for the key, by randomness that is the same each time.
///
/// In a frame of its own: the row's gets no copy of the shared secret, which a move of what the row
/// holds would take along in padding.
#[inline(never)]
fn ciphertext<C: Combination>(ek: &EncapsulationKey<C>, ephemeral: &[u8]) -> Result<Vec<u8>, Error> {
    let (c, _) = lab::hybrid::encapsulate(ek, &[5; 32], ephemeral)?;
    let mut c = c.as_ref().to_vec();
    released(&mut c);
    Ok(c)
}

/// The rows of a combination.
macro_rules! rows {
    ($parameters:expr, $combination:ty, $generated:ty, $size:literal, $ephemeral:literal) => {
        [
            public!("hybrid::DecapsulationKey::generate", $parameters, || {
                let mut rng = called(Rng::new)?;
                let dk = Box::new(called(|| DecapsulationKey::<$generated>::generate(&mut rng))?);
                prepared(dk.indicator(), move |out| {
                    let dk = Box::new(called(|| DecapsulationKey::<$generated>::generate(&mut rng))?);
                    let ek = called(|| dk.encapsulation_key())?;
                    put(out, || Ok(ek.as_bytes()))
                })
            }),
            public!("hybrid::DecapsulationKey::from_seed", $parameters, || {
                // It outlives the key that is moved, and wipes what the moves left.
                let first = pair::<$combination, $size>()?.0;
                prepared(first.indicator(), move |out| {
                    let _ = &first;
                    let dk = Box::new(called(|| DecapsulationKey::<$combination>::from_seed(key::<$size>()))?);
                    let ek = called(|| dk.encapsulation_key())?;
                    put(out, || Ok(ek.as_bytes()))
                })
            }),
            secret!("hybrid::DecapsulationKey::decapsulate", $parameters, || {
                let (dk, ek) = pair::<$combination, $size>()?;
                let c = ciphertext(&ek, &[6; $ephemeral])?;
                prepared(dk.indicator(), move |out| {
                    // It stays where it was given: a move would be a copy.
                    let secret = called(|| dk.decapsulate(&c));
                    put(out, || secret.as_ref().map(|secret| secret.as_bytes()).map_err(|error| *error))
                })
            }),
            public!("hybrid::EncapsulationKey::new", $parameters, || {
                let (_, ek) = pair::<$combination, $size>()?;
                prepared(ek.indicator(), move |out| {
                    let again = called(|| EncapsulationKey::<$combination>::new(ek.as_bytes()))?;
                    put(out, || Ok(again.as_bytes()))
                })
            }),
            secret!("hybrid::EncapsulationKey::encapsulate", $parameters, || {
                let (dk, ek) = pair::<$combination, $size>()?;
                drop(dk);
                let mut rng = called(Rng::new)?;
                prepared(ek.indicator(), move |out| {
                    let made = called(|| ek.encapsulate(&mut rng));
                    put(out, || made.as_ref().map(|(_, secret)| secret.as_bytes()).map_err(|error| *error))
                })
            }),
        ]
    };
}

pub(super) const OF_TLS_1_3: &[Operation] = &rows!(OF_TLS, SecP256r1MlKem768, X25519MlKem768, 96, 32);
pub(super) const OF_X_WING: &[Operation] = &rows!("X-Wing", XWing, XWing, 32, 32);
