//! graviola. Its random bytes come from the operating system.

use super::{Output, Peer, Work, crate_version, nonce, put};
use crate::operation::{AAD, Hash as HashName, KEY, Operation, TAG_SIZE};
use graviola::aead::{AesGcm, ChaCha20Poly1305};
use graviola::hashing::hmac::Hmac;
use graviola::hashing::{Hash, Sha256, Sha512};
use graviola::random;

pub const PEER: Peer = Peer { name: "graviola", version: || crate_version("graviola"), work };

fn work(operation: Operation) -> Option<Work> {
    Some(match operation {
        Operation::GcmSeal(bits) => {
            let key = AesGcm::new(&KEY[..bits / 8]);
            Box::new(move |data, number, out| {
                let tag = out.first_chunk_mut::<TAG_SIZE>().unwrap();
                key.encrypt(&nonce(number), &AAD, data, tag);
            })
        }
        Operation::ChaChaSeal => {
            let key = ChaCha20Poly1305::new(KEY);
            Box::new(move |data, number, out| {
                let tag = out.first_chunk_mut::<TAG_SIZE>().unwrap();
                key.encrypt(&nonce(number), &AAD, data, tag);
            })
        }
        Operation::GcmOpen(bits) => {
            let key = AesGcm::new(&KEY[..bits / 8]);
            Box::new(move |data, _, tag| key.decrypt(&nonce(0), &AAD, data, &tag[..TAG_SIZE]).unwrap())
        }
        Operation::Digest(HashName::Sha256) => Box::new(|data, _, out| put(out, Sha256::hash(data).as_ref())),
        Operation::Digest(HashName::Sha512) => Box::new(|data, _, out| put(out, Sha512::hash(data).as_ref())),
        Operation::Hmac(HashName::Sha256) => Box::new(hmac::<Sha256>),
        Operation::Hmac(HashName::Sha512) => Box::new(hmac::<Sha512>),
        Operation::Random => Box::new(|data, _, _| random::fill(data).unwrap()),
        _ => return None,
    })
}

fn hmac<H: Hash>(data: &mut [u8], _: u64, out: &mut Output) {
    let mut hmac = Hmac::<H>::new(KEY);
    hmac.update(data);
    put(out, hmac.finish().as_ref());
}
