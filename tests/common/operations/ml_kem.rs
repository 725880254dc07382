//! Key encapsulation.

use super::input::{called, key, released};
use super::{Operation, Prepared, prepared, public, put, secret};
use qila::ml_kem::{DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, SEED_SIZE};
use qila::random::Rng;
use qila::{Error, hash, lab};

/// A key pair of a secret seed, and its public half.
fn pair() -> Result<(Box<DecapsulationKey<MlKem768>>, EncapsulationKey<MlKem768>), Error> {
    let dk = Box::new(DecapsulationKey::<MlKem768>::from_seed(key::<SEED_SIZE>())?);
    let mut ek = dk.encapsulation_key()?.as_bytes().to_vec();
    released(&mut ek);
    // A key keeps its hash value.
    released(&mut hash::sha3_256(&ek)?);
    Ok((dk, EncapsulationKey::new(&ek)?))
}

fn encapsulate() -> Result<Prepared, Error> {
    let (dk, ek) = pair()?;
    drop(dk);
    let mut rng = Rng::new()?;
    prepared(ek.indicator(), move |out| {
        put(out, ek.encapsulate(&mut rng)?.1.as_bytes());
        Ok(())
    })
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("ml_kem::DecapsulationKey::generate", "any parameter set", || {
        let mut rng = Rng::new()?;
        let dk = Box::new(DecapsulationKey::<MlKem512>::generate(&mut rng)?);
        prepared(dk.indicator(), move |out| {
            let dk = Box::new(DecapsulationKey::<MlKem512>::generate(&mut rng)?);
            put(out, dk.encapsulation_key()?.as_bytes());
            Ok(())
        })
    }),
    public!("ml_kem::DecapsulationKey::from_seed", "any parameter set", || {
        let dk = pair()?.0;
        prepared(dk.indicator(), |out| {
            let dk = Box::new(DecapsulationKey::<MlKem768>::from_seed(key::<SEED_SIZE>())?);
            put(out, dk.encapsulation_key()?.as_bytes());
            Ok(())
        })
    }),
    public!("ml_kem::DecapsulationKey::from_expanded", "any parameter set", || {
        let dk = pair()?.0;
        prepared(dk.indicator(), move |out| {
            let again = Box::new(DecapsulationKey::<MlKem768>::from_expanded(dk.as_bytes())?);
            put(out, again.encapsulation_key()?.as_bytes());
            Ok(())
        })
    }),
    public!("ml_kem::DecapsulationKey::from_both", "any parameter set", || {
        let dk = pair()?.0;
        prepared(dk.indicator(), move |out| {
            let again = Box::new(DecapsulationKey::<MlKem768>::from_both(key::<SEED_SIZE>(), dk.as_bytes())?);
            put(out, again.encapsulation_key()?.as_bytes());
            Ok(())
        })
    }),
    secret!("ml_kem::DecapsulationKey::decapsulate", "any parameter set", || {
        let (dk, ek) = pair()?;
        let (mut c, _) = lab::ml_kem::encapsulate(&ek, &[5; 32])?;
        released(&mut c);
        prepared(dk.indicator(), move |out| {
            put(out, called(dk.decapsulate(&c)?).as_bytes());
            Ok(())
        })
    }),
    public!("ml_kem::EncapsulationKey::new", "any parameter set", || {
        let (_, ek) = pair()?;
        prepared(ek.indicator(), move |out| {
            put(out, EncapsulationKey::<MlKem768>::new(ek.as_bytes())?.as_bytes());
            Ok(())
        })
    }),
    secret!("ml_kem::EncapsulationKey::encapsulate", "any parameter set", encapsulate),
];
