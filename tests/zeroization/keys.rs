//! Keys of a secret, each made in a frame of its own.

use super::then;
use qila::random::Rng;
use qila::{aead, cipher, ecdh, hash, hybrid, lab, mac, ml_dsa, ml_kem, rsa, slh_dsa, xdh};
use std::cell::RefCell;
use std::collections::BTreeMap;

#[inline(never)]
pub fn hmac(secret: &[u8]) -> mac::HmacKey<hash::Sha512> {
    mac::HmacKey::new(secret).unwrap()
}

#[inline(never)]
pub fn aes(secret: &[u8]) -> cipher::AesKey {
    cipher::AesKey::new(secret).unwrap()
}

#[inline(never)]
pub fn hybrid_pair<C: hybrid::Combination, const N: usize>(secret: [u8; 32]) -> hybrid::DecapsulationKey<C> {
    let seed: [u8; N] = core::array::from_fn(|i| secret[i % 32]);
    hybrid::DecapsulationKey::from_seed(&seed).unwrap()
}

/// A shared secret.
pub fn hybrid_secret<C: hybrid::Combination, const N: usize>() -> hybrid::SharedSecret<C> {
    let ek = hybrid_pair::<C, N>([1; 32]).encapsulation_key().unwrap();
    ek.encapsulate(&mut Rng::new().unwrap()).unwrap().1
}

#[inline(never)]
pub fn ml_kem_pair<P: ml_kem::ParameterSet>(secret: [u8; 32]) -> ml_kem::DecapsulationKey<P> {
    ml_kem::DecapsulationKey::from_seed(&secret.repeat(2)).unwrap()
}

thread_local! {
    /// The key of RSA of each secret: n, d, p and q.
    static RSA_KEYS: RefCell<BTreeMap<u8, [Vec<u8>; 4]>> = const { RefCell::new(BTreeMap::new()) };
}

/// A key that belongs to a secret.
pub fn rsa_key<K>(secret: [u8; 32], make: fn(&rsa::Components<'_>, &mut Rng) -> qila::Result<K>) -> K {
    let mut rng = Rng::new().unwrap();
    let [n, d, p, q] = RSA_KEYS.with_borrow_mut(|keys| {
        let key = keys.entry(secret[0]).or_insert_with(|| {
            let sk = rsa::SigningKey::generate(2048, &mut rng).unwrap();
            let mut numbers = [vec![0; 256], vec![0; 256], vec![0; 128], vec![0; 128]];
            let ([n, d, p, q], [dp, dq, inverse]) = (&mut numbers, &mut [[0; 128]; 3]);
            sk.verifying_key().unwrap().modulus(n).unwrap();
            sk.export(&mut rsa::Parts { d, p, q, dp, dq, inverse }).unwrap();
            numbers
        });
        key.clone()
    });
    let components = rsa::Components { n: &n, e: &[1, 0, 1], d: &d, p: &p, q: &q, crt: None };
    make(then(&components), &mut rng).unwrap()
}

#[inline(never)]
pub fn ml_dsa_pair<P: ml_dsa::ParameterSet>(secret: [u8; 32]) -> ml_dsa::SigningKey<P> {
    ml_dsa::SigningKey::from_seed(&secret).unwrap()
}

#[inline(never)]
pub fn slh_dsa_pair<P: slh_dsa::ParameterSet, const N: usize>(secret: [u8; 32]) -> slh_dsa::SigningKey<P> {
    lab::slh_dsa::key([&secret[..N]; 3]).unwrap()
}

#[inline(never)]
pub fn p256_pair(secret: [u8; 32]) -> ecdh::PrivateKey<ecdh::P256> {
    ecdh::PrivateKey::from_scalar(&secret).unwrap()
}

#[inline(never)]
pub fn x25519_pair(secret: [u8; 32]) -> xdh::PrivateKey<xdh::X25519> {
    xdh::PrivateKey::from_bytes(&secret).unwrap()
}

/// As many bytes as the longest seed.
pub fn long(secret: [u8; 32]) -> [u8; 57] {
    std::array::from_fn(|i| secret[i % 32])
}

#[inline(never)]
pub fn gcm(secret: &[u8]) -> aead::AesGcmKey {
    aead::AesGcmKey::new(secret).unwrap()
}

#[inline(never)]
pub fn in_group(secret: [u8; 32]) -> qila::ffdh::PrivateKey {
    qila::ffdh::PrivateKey::from_bytes(qila::ffdh::Group::Ffdhe2048, &secret).unwrap()
}

/// A secret value that went to a key with a modulus of ones.
#[inline(never)]
pub fn sent(secret: [u8; 32]) -> qila::kas::Sent {
    let theirs = rsa::EncryptionKey::new(&[0xff; 256], &[1, 0, 1]).unwrap();
    let secret: [u8; 256] = std::array::from_fn(|i| secret[i % 32]);
    lab::rsa::sent(&theirs, &secret, &mut [0; 256]).unwrap()
}
