//! Key confirmation.

use super::input::{aes_key, called, data, key, released, short_key};
use super::{Operation, Prepared, prepared, public};
use qila::Error;
use qila::hash::HashAlgorithm;
use qila::key_confirmation::{ConfirmationKey, Contribution, Direction, Exchange, MacFunction, Party};

/// A tag is made, and checked by one who has the key.
fn confirmation(function: MacFunction, key: &[u8]) -> Result<Prepared, Error> {
    let key = Box::new(called(|| ConfirmationKey::new(function, key))?);
    prepared(key.indicator(), move |out| {
        let contribution = Contribution { id: b"party", ephemeral: data() };
        let exchange = Exchange { direction: Direction::Bilateral, u: contribution, v: contribution };
        let mut tag = [0; 16];
        called(|| key.provide(&exchange, Party::V, b"", &mut tag))?;
        released(&mut tag);
        called(|| key.verify(&exchange, Party::V, b"", &tag))?;
        called(|| key.provide(&exchange, Party::U, b"", &mut out[..16]))
    })
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("key_confirmation::ConfirmationKey", "HMAC, key of 112 bits or more", || {
        confirmation(MacFunction::Hmac(HashAlgorithm::Sha384), key::<32>())
    }),
    public!("key_confirmation::ConfirmationKey", "CMAC, any key", || confirmation(MacFunction::Cmac, aes_key())),
    public!("key_confirmation::ConfirmationKey", "KMAC, key of 112 bits or more", || {
        confirmation(MacFunction::Kmac256, key::<32>())
    }),
    public!("key_confirmation::ConfirmationKey", "HMAC or KMAC, shorter key", || {
        confirmation(MacFunction::Kmac128, short_key())
    }),
];
