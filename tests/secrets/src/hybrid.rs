//! Hybrids with secret seeds, secret randomness and secret ephemeral keys.

use qila::hybrid::{
    Combination, DecapsulationKey, EncapsulationKey, SecP256r1MlKem768, SecP384r1MlKem1024, X25519MlKem768, XWing,
};
use qila::{Error, lab};

/// Key generation, encapsulation, and decapsulation, with every combination.
pub fn hybrid() -> Result<(), Error> {
    of::<X25519MlKem768, 96, 32>()?;
    of::<SecP256r1MlKem768, 96, 32>()?;
    of::<SecP384r1MlKem1024, 112, 48>()?;
    of::<XWing, 32, 32>()
}

fn of<C: Combination, const SEED: usize, const PRIVATE: usize>() -> Result<(), Error> {
    let (mut seed, mut m, mut ephemeral) = ([0x35; SEED], [0x53; 32], [0x17; PRIVATE]);
    lab::mark_secret(&mut seed);
    lab::mark_secret(&mut m);
    lab::mark_secret(&mut ephemeral);
    let dk = DecapsulationKey::<C>::from_seed(&seed)?;
    let mut ek = dk.encapsulation_key()?.as_bytes().to_vec();
    lab::unmark(&mut ek);
    let (c, _) = lab::hybrid::encapsulate(&EncapsulationKey::<C>::new(&ek)?, &m, &ephemeral)?;
    let mut c = c.as_ref().to_vec();
    lab::unmark(&mut c);
    dk.decapsulate(&c).map(|_| ())
}
