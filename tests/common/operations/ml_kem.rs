//! Key encapsulation.

use super::input::{called, key, released};
use super::{Operation, Prepared, prepared, public, put, secret};
use qila::ml_kem::{DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, SEED_SIZE};
use qila::random::Rng;
use qila::{Error, hash, lab};

/// A key pair of a secret seed, and its public half.
fn pair() -> Result<(Box<DecapsulationKey<MlKem768>>, EncapsulationKey<MlKem768>), Error> {
    let dk = Box::new(called(|| DecapsulationKey::<MlKem768>::from_seed(key::<SEED_SIZE>()))?);
    let mut ek = dk.encapsulation_key()?.as_bytes().to_vec();
    released(&mut ek);
    // A key keeps its hash value.
    released(&mut hash::sha3_256(&ek)?);
    Ok((dk, EncapsulationKey::new(&ek)?))
}

fn encapsulate() -> Result<Prepared, Error> {
    let (dk, ek) = pair()?;
    drop(dk);
    let mut rng = called(Rng::new)?;
    prepared(ek.indicator(), move |out| {
        let (_, secret) = called(|| ek.encapsulate(&mut rng))?;
        put(out, || Ok(secret.as_bytes()))
    })
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("ml_kem::DecapsulationKey::generate", "any parameter set", || {
        let mut rng = called(Rng::new)?;
        let dk = Box::new(called(|| DecapsulationKey::<MlKem512>::generate(&mut rng))?);
        prepared(dk.indicator(), move |out| {
            let dk = Box::new(called(|| DecapsulationKey::<MlKem512>::generate(&mut rng))?);
            let ek = called(|| dk.encapsulation_key())?;
            put(out, || Ok(ek.as_bytes()))
        })
    }),
    public!("ml_kem::DecapsulationKey::from_seed", "any parameter set", || {
        // It outlives the key that is moved, and wipes what the moves left.
        let first = pair()?.0;
        prepared(first.indicator(), move |out| {
            let _ = &first;
            let dk = Box::new(called(|| DecapsulationKey::<MlKem768>::from_seed(key::<SEED_SIZE>()))?);
            let ek = called(|| dk.encapsulation_key())?;
            put(out, || Ok(ek.as_bytes()))
        })
    }),
    public!("ml_kem::DecapsulationKey::from_expanded", "any parameter set", || {
        let dk = pair()?.0;
        prepared(dk.indicator(), move |out| {
            let again = Box::new(called(|| DecapsulationKey::<MlKem768>::from_expanded(dk.as_bytes()))?);
            let ek = called(|| again.encapsulation_key())?;
            put(out, || Ok(ek.as_bytes()))
        })
    }),
    public!("ml_kem::DecapsulationKey::from_both", "any parameter set", || {
        let dk = pair()?.0;
        prepared(dk.indicator(), move |out| {
            let again =
                Box::new(called(|| DecapsulationKey::<MlKem768>::from_both(key::<SEED_SIZE>(), dk.as_bytes()))?);
            let ek = called(|| again.encapsulation_key())?;
            put(out, || Ok(ek.as_bytes()))
        })
    }),
    secret!("ml_kem::DecapsulationKey::decapsulate", "any parameter set", || {
        let (dk, ek) = pair()?;
        let (mut c, _) = lab::ml_kem::encapsulate(&ek, &[5; 32])?;
        released(&mut c);
        prepared(dk.indicator(), move |out| {
            let secret = called(|| dk.decapsulate(&c))?;
            put(out, || Ok(secret.as_bytes()))
        })
    }),
    public!("ml_kem::EncapsulationKey::new", "any parameter set", || {
        let (_, ek) = pair()?;
        prepared(ek.indicator(), move |out| {
            let again = called(|| EncapsulationKey::<MlKem768>::new(ek.as_bytes()))?;
            put(out, || Ok(again.as_bytes()))
        })
    }),
    secret!("ml_kem::EncapsulationKey::encapsulate", "any parameter set", encapsulate),
];
