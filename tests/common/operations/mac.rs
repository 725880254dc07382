//! Message authentication codes.

use super::input::{aes_key, called, called_of, data, key, released, short_key, unwatched};
use super::{NONCE, Operation, Prepared, prepared, public, put, put_of, secret};
use qila::hash::{self, HashAlgorithm};
use qila::random::Rng;
use qila::xof::XofAlgorithm;
use qila::{Error, cipher, mac};

fn hmac(key: &[u8]) -> Result<Prepared, Error> {
    let key = called(|| mac::HmacKey::<hash::Sha256>::new(key))?;
    prepared(key.indicator(), move |out| put(out, || key.authenticate(data())))
}

fn hmac_in_parts(key: &[u8]) -> Result<Prepared, Error> {
    let key = called(|| mac::HmacKey::<hash::Sha384>::new(key))?;
    let mut message = called(|| key.begin())?;
    called(|| message.update(data()));
    prepared(message.indicator(), move |out| {
        let message = called(|| message.clone());
        put_of(out, message, |message| message.finalize())
    })
}

fn dyn_hmac(key: &[u8]) -> Result<Prepared, Error> {
    let key = called(|| mac::DynHmacKey::new(HashAlgorithm::Sha512, key))?;
    prepared(key.indicator(), move |out| called(|| key.authenticate_into(data(), &mut out[..64])))
}

fn dyn_hmac_in_parts(key: &[u8]) -> Result<Prepared, Error> {
    let key = called(|| mac::DynHmacKey::new(HashAlgorithm::Sha224, key))?;
    let mut message = called(|| key.begin())?;
    called(|| message.update(data()));
    prepared(message.indicator(), move |out| {
        let message = called(|| message.clone());
        called_of(message, |message| message.finalize_into(&mut out[..28]))
    })
}

fn kmac(key: &[u8]) -> Result<Prepared, Error> {
    let key = called(|| mac::KmacKey::new(XofAlgorithm::Shake128, key))?;
    prepared(key.indicator(), move |out| called(|| key.authenticate_into(data(), &mut out[..32])))
}

fn kmac_in_parts(key: &[u8]) -> Result<Prepared, Error> {
    let key = called(|| mac::KmacKey::customized(XofAlgorithm::Shake256, key, b"table"))?;
    let mut message = called(|| key.begin())?;
    called(|| message.update(data()));
    prepared(message.indicator(), move |out| {
        let message = called(|| message.clone());
        called_of(message, |message| message.finalize_into(&mut out[..20]))
    })
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("mac::HmacKey", "key of 112 bits or more", || hmac(key::<32>())),
    public!("mac::HmacKey", "shorter key", || hmac(short_key())),
    public!("mac::HmacKey::generate", "key as long as the hash value", || {
        let mut rng = called(Rng::new)?;
        let key = called(|| mac::HmacKey::<hash::Sha256>::generate(&mut rng))?;
        prepared(key.indicator(), move |out| {
            let key = called(|| mac::HmacKey::<hash::Sha256>::generate(&mut rng))?;
            unwatched(|| put(out, || key.authenticate(data())))
        })
    }),
    public!("mac::Hmac", "key of 112 bits or more", || hmac_in_parts(key::<32>())),
    public!("mac::Hmac", "shorter key", || hmac_in_parts(short_key())),
    public!("mac::DynHmacKey", "key of 112 bits or more", || dyn_hmac(key::<32>())),
    public!("mac::DynHmacKey", "shorter key", || dyn_hmac(short_key())),
    public!("mac::DynHmacKey::generate", "key as long as the hash value", || {
        let mut rng = called(Rng::new)?;
        let key = called(|| mac::DynHmacKey::generate(HashAlgorithm::Sha3_256, &mut rng))?;
        prepared(key.indicator(), move |out| {
            let key = called(|| mac::DynHmacKey::generate(HashAlgorithm::Sha3_256, &mut rng))?;
            unwatched(|| called(|| key.authenticate_into(data(), &mut out[..32])))
        })
    }),
    public!("mac::DynHmac", "key of 112 bits or more", || dyn_hmac_in_parts(key::<32>())),
    public!("mac::DynHmac", "shorter key", || dyn_hmac_in_parts(short_key())),
    public!("mac::CmacKey", "any key", || {
        let key = called(|| mac::CmacKey::new(aes_key()))?;
        prepared(key.indicator(), move |out| called(|| key.authenticate_into(data(), &mut out[..16])))
    }),
    public!("mac::CmacKey::generate", "any key", || {
        let mut rng = called(Rng::new)?;
        let key = called(|| mac::CmacKey::generate(cipher::KeySize::Aes128, &mut rng))?;
        prepared(key.indicator(), move |out| {
            let key = called(|| mac::CmacKey::generate(cipher::KeySize::Aes128, &mut rng))?;
            unwatched(|| put(out, || key.authenticate(data())))
        })
    }),
    public!("mac::Cmac", "any key", || {
        let key = called(|| mac::CmacKey::new(aes_key()))?;
        let mut message = called(|| key.begin())?;
        called(|| message.update(data()));
        prepared(message.indicator(), move |out| {
            let message = called(|| message.clone());
            called_of(message, |message| message.finalize_into(&mut out[..16]))
        })
    }),
    public!("mac::KmacKey", "key of 112 bits or more", || kmac(key::<32>())),
    public!("mac::KmacKey", "shorter key", || kmac(short_key())),
    public!("mac::KmacKey::generate", "key as long as the strength", || {
        let mut rng = called(Rng::new)?;
        let key = called(|| mac::KmacKey::generate(XofAlgorithm::Shake256, &mut rng))?;
        prepared(key.indicator(), move |out| {
            let key = called(|| mac::KmacKey::generate(XofAlgorithm::Shake256, &mut rng))?;
            unwatched(|| called(|| key.authenticate_into(data(), &mut out[..32])))
        })
    }),
    public!("mac::Kmac", "key of 112 bits or more", || kmac_in_parts(key::<32>())),
    public!("mac::Kmac", "shorter key", || kmac_in_parts(short_key())),
    secret!("xof::Reader", "of KMACXOF with a shorter key", || {
        let key = called(|| mac::KmacKey::new(XofAlgorithm::Shake256, short_key()))?;
        let message = called(|| key.begin())?;
        let mut reader = called_of(message, |message| message.finalize_xof())?;
        prepared(reader.indicator(), move |out| called(|| reader.read(&mut out[..32])))
    }),
    public!("mac::GmacKey::generate", "any key", || {
        let mut rng = called(Rng::new)?;
        let key = called(|| mac::GmacKey::generate(cipher::KeySize::Aes256, &mut rng))?;
        prepared(key.indicator(), move |out| {
            let key = called(|| mac::GmacKey::generate(cipher::KeySize::Aes256, &mut rng))?;
            unwatched(|| {
                let mut maker = called_of(key, |key| key.counter_iv(b"host"))?;
                put(out, || Ok(maker.authenticate(data())?.tag))
            })
        })
    }),
    public!("mac::GmacKey::verify", "tag of any length", || {
        // Each in a room of its own: beside other variables padding would follow, with what was on
        // the stack.
        let key = Box::new(called(|| mac::GmacKey::new(aes_key()))?);
        let other = called(|| mac::GmacKey::new(aes_key()))?;
        let mut maker = called_of(other, |other| other.counter_iv(b"host"))?;
        let sealed = called(|| maker.authenticate(data()))?;
        let (mut iv, mut tag) = (sealed.iv.to_vec(), sealed.tag.to_vec());
        released(&mut tag);
        prepared(key.indicator(), move |out| {
            called(|| key.verify(&iv, data(), &tag))?;
            iv[0] ^= 1;
            let refused = called(|| key.verify(&iv, data(), &tag));
            iv[0] ^= 1;
            if refused != Err(Error::TagMismatch) {
                return refused.and(Err(Error::InvalidParameter));
            }
            // It says nothing but whether the tag is right.
            put(out, || Ok(b"right"))
        })
    }),
    public!("mac::RandomIvGmac", "random IV", || {
        let (key, mut rng) = (Box::new(called(|| mac::GmacKey::new(aes_key()))?), Box::new(called(Rng::new)?));
        let said = key.random_iv()?.indicator();
        prepared(said, move |out| {
            put(out, || {
                let mut sealed = key.random_iv()?.authenticate(data(), &mut rng)?;
                released(&mut sealed.iv);
                Ok(sealed.tag)
            })
        })
    }),
    public!("mac::CounterIvGmac", "IV from a counter", || {
        let key = called(|| mac::GmacKey::new(aes_key()))?;
        let mut maker = called_of(key, |key| key.counter_iv(b"host"))?;
        prepared(maker.indicator(), move |out| put(out, || Ok(maker.authenticate(data())?.tag)))
    }),
    public!("mac::CallerIvGmac", "IV from outside", || {
        let key = called(|| mac::GmacKey::new(aes_key()))?;
        let said = key.caller_iv()?.indicator();
        prepared(said, move |out| put(out, || key.caller_iv()?.authenticate(&NONCE, data())))
    }),
];
