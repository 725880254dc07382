//! ML-KEM with secret seeds and secret randomness.

use qila::ml_kem::{DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, MlKem1024, ParameterSet};
use qila::{Error, lab};

/// Key generation and import, encapsulation, and decapsulation of a right and of a wrong
/// ciphertext, with every parameter set.
pub fn ml_kem() -> Result<(), Error> {
    of::<MlKem512>()?;
    of::<MlKem768>()?;
    of::<MlKem1024>()
}

fn of<P: ParameterSet>() -> Result<(), Error> {
    let (mut seed, mut m) = ([0x35; 64], [0x53; 32]);
    lab::mark_secret(&mut seed);
    lab::mark_secret(&mut m);
    let dk = DecapsulationKey::<P>::from_seed(&seed)?;
    let expanded = DecapsulationKey::<P>::from_expanded(dk.as_bytes())?;
    DecapsulationKey::<P>::from_both(&seed, dk.as_bytes())?;
    let mut ek = dk.encapsulation_key()?.as_bytes().to_vec();
    lab::unmark(&mut ek);
    let (c, _) = lab::ml_kem::encapsulate(&EncapsulationKey::<P>::new(&ek)?, &m)?;
    let mut c = c.as_ref().to_vec();
    lab::unmark(&mut c);
    dk.decapsulate(&c)?;
    c[0] ^= 1;
    expanded.decapsulate(&c).map(|_| ())
}
