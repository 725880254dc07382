//! ML-KEM-768 with the module's generator: a key pair, encapsulation, decapsulation.
#![no_std]
#![no_main]

use qila::ml_kem::{DecapsulationKey, MlKem768};
use qila::random::Rng;

qila_size::program!({
    qila_size::load_entropy()?;
    let mut rng = Rng::new()?;
    let dk = DecapsulationKey::<MlKem768>::generate(&mut rng)?;
    let (ciphertext, ours) = dk.encapsulation_key()?.encapsulate(&mut rng)?;
    qila_size::used(dk.decapsulate(&ciphertext)? == ours)
});
