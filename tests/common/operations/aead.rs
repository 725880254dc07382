//! Authenticated encryption.

use super::input::{LONGEST, aes_key, called, called_of, data, key, released, unwatched};
use super::{IV, NONCE, Operation, Prepared, in_place, prepared, public, sealed, secret};
use qila::aead::{
    AesCcmKey, AesGcmKey, AesGcmSivKey, AsconAead128Key, ChaCha20Poly1305Key, KeySize, Packets32, SequenceOpener,
    SequenceSealer, StreamKey, Tag, TagLength,
};
use qila::random::Rng;
use qila::{Error, cipher};

const AAD: &[u8] = b"table";

/// A tag may be known.
fn known(tag: Tag) {
    released(&mut tag.to_vec());
}

fn sequence(make: fn(AesGcmKey) -> Result<SequenceSealer, Error>) -> Result<Prepared, Error> {
    let key = called(|| AesGcmKey::new(aes_key()))?;
    let mut sealer = called_of(key, make)?;
    prepared(sealer.indicator(), move |out| in_place(out, data(), |data| sealer.seal_in_place(AAD, data).map(drop)))
}

/// It opens the message of that number, which stays the next one while the tag is wrong. A message
/// that is opened takes its number, so each gets an opener of its own.
fn opener(
    seal: fn(AesGcmKey) -> Result<SequenceSealer, Error>,
    open: fn(AesGcmKey) -> Result<SequenceOpener, Error>,
) -> Result<Prepared, Error> {
    let key = called(|| AesGcmKey::new(aes_key()))?;
    let mut sealer = called_of(key, seal)?;
    let (sealed, tag) = sealed(data(), |data| sealer.seal_in_place(AAD, data).map(|sealed| sealed.tag.to_vec()))?;
    // It outlives the openers that are moved, and wipes what the moves left.
    let key = called(|| AesGcmKey::new(aes_key()))?;
    let first = called_of(key, open)?;
    prepared(first.indicator(), move |out| {
        let _ = &first;
        let key = called(|| AesGcmKey::new(aes_key()))?;
        let mut opener = called_of(key, open)?;
        in_place(out, &sealed, |data| opener.open_in_place(AAD, data, &tag))
    })
}

/// Parts as long as the data, of which each that is sealed is one of the same stream.
fn stream_sealer() -> Result<Prepared, Error> {
    let mut rng = called(Rng::new)?;
    let key = called(|| StreamKey::new(key::<32>()))?;
    let mut sealer = called(|| key.sealer(data().len().max(1), AAD, &mut rng))?;
    released(&mut sealer.header().to_owned());
    prepared(sealer.indicator(), move |out| {
        in_place(out, data(), |data| match data.len() {
            // An empty part can only be the last.
            0 => key.sealer(1, AAD, &mut rng)?.seal_last(data).map(known),
            _ => sealer.seal_part(data).map(known),
        })
    })
}

/// A stream of one part, opened anew each time.
fn stream_opener() -> Result<Prepared, Error> {
    let mut rng = called(Rng::new)?;
    let key = called(|| StreamKey::new(key::<32>()))?;
    let mut sealer = called(|| key.sealer(LONGEST, AAD, &mut rng))?;
    let (sealed, tag) = sealed(data(), |data| sealer.seal_last(data).map(|tag| tag.to_vec()))?;
    let mut header = *sealer.header();
    released(&mut header);
    prepared(key.indicator(), move |out| {
        let mut opener = called(|| key.opener(&header, AAD))?;
        in_place(out, &sealed, |data| opener.open_last(data, &tag))
    })
}

/// What it opens comes from a TLS 1.3 sealer: its first IV is the static one. Short tags allow
/// packets of 1 KiB.
fn open(length: TagLength) -> Result<Prepared, Error> {
    let data = || &data()[..data().len().min(1000)];
    let key = called(|| AesGcmKey::new(aes_key()))?;
    let mut sealer = called_of(key, |key| key.tls13_sealer(&NONCE))?;
    let (sealed, tag) = sealed(data(), |data| sealer.seal_in_place(AAD, data).map(|sealed| sealed.tag.to_vec()))?;
    let key = called(|| AesGcmKey::with_tag_length(aes_key(), length))?;
    prepared(key.indicator(), move |out| {
        in_place(out, &sealed, |data| key.open_in_place(&NONCE, AAD, data, &tag[..length.bytes()]))
    })
}

/// The rows of an AEAD that takes its nonce from the caller.
macro_rules! rows {
    (
        $type:ident, $service:literal, $parameters:literal, $nonce:expr,
        generate: $generate:expr, seal: $seal:expr, open: $open:expr
    ) => {
        [
            public!(concat!("aead::", $service, "::generate"), $parameters, || {
                let mut rng = called(Rng::new)?;
                let generate: fn(&mut Rng) -> Result<$type, Error> = $generate;
                let key = called(|| generate(&mut rng))?;
                prepared(key.indicator(), move |out| {
                    let key = called(|| generate(&mut rng))?;
                    unwatched(|| in_place(out, data(), |data| key.seal_in_place(&$nonce, AAD, data).map(drop)))
                })
            }),
            public!(concat!("aead::", $service, "::seal_in_place"), $parameters, || {
                let key: $type = called(|| $seal)?;
                prepared(key.indicator(), move |out| {
                    in_place(out, data(), |data| key.seal_in_place(&$nonce, AAD, data).map(known))
                })
            }),
            secret!(concat!("aead::", $service, "::open_in_place"), $parameters, || {
                let key: $type = called(|| $open)?;
                let (sealed, tag) =
                    sealed(data(), |data| key.seal_in_place(&$nonce, AAD, data).map(|tag| tag.to_vec()))?;
                prepared(key.indicator(), move |out| {
                    in_place(out, &sealed, |data| key.open_in_place(&$nonce, AAD, data, &tag))
                })
            }),
        ]
    };
}

const CCM: [Operation; 3] = rows!(
    AesCcmKey, "AesCcmKey", "any key", NONCE,
    generate: |rng| AesCcmKey::generate(KeySize::Aes128, rng),
    seal: AesCcmKey::new(aes_key()),
    open: AesCcmKey::new(aes_key())
);
const ASCON: [Operation; 3] = rows!(
    AsconAead128Key, "AsconAead128Key", "any tag", IV,
    generate: AsconAead128Key::generate,
    seal: AsconAead128Key::with_tag_bits(key::<16>(), 32),
    open: AsconAead128Key::with_nonce_mask(key::<32>(), 128)
);
const GCM_SIV: [Operation; 3] = rows!(
    AesGcmSivKey, "AesGcmSivKey", "any", NONCE,
    generate: |rng| AesGcmSivKey::generate(cipher::KeySize::Aes128, rng),
    seal: AesGcmSivKey::new(siv_key()),
    open: AesGcmSivKey::new(siv_key())
);
const CHACHA20_POLY1305: [Operation; 3] = rows!(
    ChaCha20Poly1305Key, "ChaCha20Poly1305Key", "any", NONCE,
    generate: ChaCha20Poly1305Key::generate,
    seal: ChaCha20Poly1305Key::new(key::<32>()),
    open: ChaCha20Poly1305Key::new(key::<32>())
);

/// RFC 8452 knows no keys of 192 bits.
fn siv_key() -> &'static [u8] {
    if aes_key().len() == 24 { key::<32>() } else { aes_key() }
}

pub(super) const OPERATIONS: &[Operation] = &[
    CCM[0],
    CCM[1],
    CCM[2],
    ASCON[0],
    ASCON[1],
    ASCON[2],
    GCM_SIV[0],
    GCM_SIV[1],
    GCM_SIV[2],
    CHACHA20_POLY1305[0],
    CHACHA20_POLY1305[1],
    CHACHA20_POLY1305[2],
    public!("aead::AesGcmKey::generate", "any key", || {
        let mut rng = called(Rng::new)?;
        let key = called(|| AesGcmKey::generate(KeySize::Aes128, &mut rng))?;
        prepared(key.indicator(), move |out| {
            let key = called(|| AesGcmKey::generate(KeySize::Aes128, &mut rng))?;
            unwatched(|| {
                in_place(out, data(), |data| key.random_iv_sealer()?.seal_in_place(&[], data, &mut rng).map(drop))
            })
        })
    }),
    secret!("aead::AesGcmKey::open_in_place", "tag of 96 bits or more", || open(TagLength::Bits128)),
    secret!("aead::AesGcmKey::open_in_place", "tag of 32 or 64 bits, counted", || open(TagLength::Bits32(
        Packets32::UpTo1024
    ))),
    public!("aead::RandomIvSealer", "random IV", || {
        let (key, mut rng) = (Box::new(called(|| AesGcmKey::new(aes_key()))?), Box::new(called(Rng::new)?));
        let said = key.random_iv_sealer()?.indicator();
        prepared(said, move |out| {
            in_place(out, data(), |data| {
                let mut sealed = key.random_iv_sealer()?.seal_in_place(&[], data, &mut rng)?;
                released(&mut sealed.iv);
                known(sealed.tag);
                Ok(())
            })
        })
    }),
    public!("aead::SequenceSealer", "IV from a counter", || sequence(|key| key.counter_iv_sealer(b"host"))),
    public!("aead::SequenceSealer", "TLS 1.2", || sequence(|key| key.tls12_sealer(b"salt"))),
    public!("aead::SequenceSealer", "TLS 1.3", || sequence(|key| key.tls13_sealer(&NONCE))),
    public!("aead::SequenceSealer", "SSH", || sequence(|key| key.ssh_sealer(&NONCE))),
    secret!("aead::SequenceOpener", "IV from a counter", || opener(
        |key| key.counter_iv_sealer(b"host"),
        |key| key.counter_iv_opener(b"host")
    )),
    secret!("aead::SequenceOpener", "TLS 1.2", || opener(
        |key| key.tls12_sealer(b"salt"),
        |key| key.tls12_opener(b"salt")
    )),
    secret!("aead::SequenceOpener", "TLS 1.3", || opener(
        |key| key.tls13_sealer(&NONCE),
        |key| key.tls13_opener(&NONCE)
    )),
    secret!("aead::SequenceOpener", "SSH", || opener(|key| key.ssh_sealer(&NONCE), |key| key.ssh_opener(&NONCE))),
    public!("aead::StreamKey::generate", "any key", || {
        let mut rng = called(Rng::new)?;
        let key = called(|| StreamKey::generate(&mut rng))?;
        prepared(key.indicator(), move |out| {
            let key = called(|| StreamKey::generate(&mut rng))?;
            unwatched(|| in_place(out, data(), |data| key.sealer(LONGEST, AAD, &mut rng)?.seal_last(data).map(drop)))
        })
    }),
    public!("aead::StreamSealer", "any key", stream_sealer),
    secret!("aead::StreamOpener", "any key", stream_opener),
    public!("aead::CallerIvSealer", "IV from outside", || {
        let key = called(|| AesGcmKey::new(aes_key()))?;
        let said = key.caller_iv_sealer()?.indicator();
        prepared(said, move |out| {
            in_place(out, data(), |data| key.caller_iv_sealer()?.seal_in_place(&NONCE, AAD, data).map(drop))
        })
    }),
];
