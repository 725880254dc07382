//! Generators.

use super::input::called;
use super::{Operation, Prepared, prepared, secret};
use qila::Error;
use qila::random::{self, Drbg, HashAlgorithm, Mechanism, Rng};

fn drbg(mechanism: Mechanism) -> Result<Prepared, Error> {
    let mut drbg = called(|| Drbg::builder(mechanism).instantiate())?;
    prepared(drbg.indicator(), move |out| called(|| drbg.generate(&[], &mut out[..32])))
}

pub(super) const OPERATIONS: &[Operation] = &[
    secret!("random::Rng", "CTR_DRBG with AES-256", || {
        let mut rng = called(Rng::new)?;
        prepared(rng.indicator(), move |out| called(|| rng.fill(&mut out[..32])))
    }),
    secret!("random::fill", "CTR_DRBG with AES-256", || {
        prepared(random::indicator(), |out| called(|| random::fill(&mut out[..32])))
    }),
    secret!("random::Drbg", "CTR_DRBG", || drbg(Mechanism::CtrAes256)),
    secret!("random::Drbg", "HMAC_DRBG", || drbg(Mechanism::Hmac(HashAlgorithm::Sha256))),
    secret!("random::Drbg", "Hash_DRBG", || drbg(Mechanism::Hash(HashAlgorithm::Sha512))),
];
