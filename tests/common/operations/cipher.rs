//! Ciphers without authentication, and key wrapping.

use super::input::{aes_key, at_least, blocks, called, data, key, released, unwatched};
use super::{IV, OUTPUT, Operation, Prepared, in_place, prepared, public, secret};
use qila::cipher::{AesKey, AesXtsKey, CbcCs, CfbSegment, KeySize, XtsKeySize};
use qila::key_wrap::KeyWrapKey;
use qila::random::Rng;
use qila::{Error, Indicator};

fn aes(data: &'static [u8], work: fn(&AesKey, &mut [u8]) -> Result<(), Error>) -> Result<Prepared, Error> {
    let key = called(|| AesKey::new(aes_key()))?;
    prepared(key.indicator(), move |out| in_place(out, data, |data| work(&key, data)))
}

/// A message in parts: whole blocks, then their first bytes again where the mode takes any length.
fn stream<C: 'static>(
    begin: fn(&AesKey) -> Result<C, Error>,
    indicator: fn(&C) -> Indicator,
    apply: fn(&mut C, &mut [u8]) -> Result<(), Error>,
) -> Result<Prepared, Error> {
    let key = called(|| AesKey::new(aes_key()))?;
    // In a room of its own: beside the function padding would follow, with what was on the stack.
    let mut context = Box::new(called(|| begin(&key))?);
    prepared(indicator(&context), move |out| {
        in_place(out, blocks(16), |data| {
            let (first, rest) = data.split_at_mut(16);
            apply(&mut context, first)?;
            apply(&mut context, rest)
        })
    })
}

/// Numerals of a small radix; they are written over, so that nothing of them is left with the
/// caller.
fn ff1(work: fn(&AesKey, &mut [u16]) -> Result<(), Error>) -> Result<Prepared, Error> {
    let key = called(|| AesKey::new(aes_key()))?;
    prepared(key.indicator(), move |out| {
        let mut numerals = [0_u16; 16];
        for (numeral, byte) in numerals.iter_mut().zip(at_least(16)) {
            *numeral = u16::from(*byte & 7);
        }
        let done = called(|| work(&key, &mut numerals));
        for (out, numeral) in out.iter_mut().zip(&mut numerals) {
            if done.is_ok() {
                *out = *numeral as u8;
            }
            *std::hint::black_box(numeral) = 0;
        }
        done
    })
}

fn xts(work: fn(&AesXtsKey, &mut [u8]) -> Result<(), Error>) -> Result<Prepared, Error> {
    let key = called(|| AesXtsKey::new(key::<64>()))?;
    prepared(key.indicator(), move |out| in_place(out, at_least(16), |data| work(&key, data)))
}

fn wrap(work: fn(&KeyWrapKey, &mut [u8]) -> Result<usize, Error>) -> Result<Prepared, Error> {
    let key = called(|| KeyWrapKey::new(aes_key()))?;
    prepared(key.indicator(), move |out| called(|| work(&key, &mut out[..]).map(drop)))
}

type WrapKey = fn(&KeyWrapKey, &AesKey, &mut [u8]) -> Result<usize, Error>;

fn wrap_key(work: WrapKey) -> Result<Prepared, Error> {
    let kek = called(|| KeyWrapKey::new(aes_key()))?;
    let key = called(|| AesKey::new(aes_key()))?;
    prepared(kek.indicator(), move |out| called(|| work(&kek, &key, &mut out[..]).map(drop)))
}

/// The key that comes back is wrapped again.
fn unwrap_key(wrap: WrapKey, unwrap: fn(&KeyWrapKey, &[u8]) -> Result<AesKey, Error>) -> Result<Prepared, Error> {
    let kek = called(|| KeyWrapKey::new(aes_key()))?;
    let mut wrapped = [0; 40];
    let key = called(|| AesKey::new(aes_key()))?;
    let len = called(|| wrap(&kek, &key, &mut wrapped))?;
    released(&mut wrapped[..len]);
    prepared(kek.indicator(), move |out| {
        let key = called(|| unwrap(&kek, &wrapped[..len]))?;
        called(|| wrap(&kek, &key, &mut out[..]).map(drop))
    })
}

type Wrap = fn(&KeyWrapKey, &[u8], &mut [u8]) -> Result<usize, Error>;

fn unwrap(wrap: Wrap, data: &[u8], unwrap: Wrap) -> Result<Prepared, Error> {
    let key = called(|| KeyWrapKey::new(aes_key()))?;
    let mut wrapped = [0; OUTPUT];
    let len = called(|| wrap(&key, data, &mut wrapped))?;
    released(&mut wrapped[..len]);
    prepared(key.indicator(), move |out| called(|| unwrap(&key, &wrapped[..len], &mut out[..]).map(drop)))
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("cipher::AesKey::generate", "any key", || {
        let mut rng = called(Rng::new)?;
        let key = called(|| AesKey::generate(KeySize::Aes192, &mut rng))?;
        prepared(key.indicator(), move |out| {
            let key = called(|| AesKey::generate(KeySize::Aes192, &mut rng))?;
            unwatched(|| in_place(out, blocks(16), |data| key.ecb_decrypt(data)))
        })
    }),
    public!("cipher::AesKey::ecb_encrypt", "any key", || {
        let key = called(|| AesKey::new(aes_key()))?;
        prepared(key.ecb_encrypt_indicator(), move |out| in_place(out, blocks(16), |data| key.ecb_encrypt(data)))
    }),
    secret!("cipher::AesKey::ecb_decrypt", "any key", || aes(blocks(16), |key, data| key.ecb_decrypt(data))),
    public!("cipher::AesKey::cbc_encrypt", "any key", || aes(blocks(16), |key, data| key.cbc_encrypt(&IV, data))),
    secret!("cipher::AesKey::cbc_decrypt", "any key", || aes(blocks(16), |key, data| key.cbc_decrypt(&IV, data))),
    public!("cipher::AesKey::ctr_apply", "any key", || aes(data(), |key, data| key.ctr_apply(&IV, data))),
    public!("cipher::CbcEncryptor", "any key", || {
        use qila::cipher::CbcEncryptor;
        stream(|key| key.cbc_encryptor(&IV), CbcEncryptor::indicator, CbcEncryptor::update)
    }),
    secret!("cipher::CbcDecryptor", "any key", || {
        use qila::cipher::CbcDecryptor;
        stream(|key| key.cbc_decryptor(&IV), CbcDecryptor::indicator, CbcDecryptor::update)
    }),
    public!("cipher::Ctr", "any key", || {
        use qila::cipher::Ctr;
        stream(
            |key| key.ctr(&IV),
            Ctr::indicator,
            |context, data| {
                let (first, rest) = data.split_at_mut(data.len() / 3);
                context.apply(first)?;
                context.apply(rest)
            },
        )
    }),
    public!("cipher::AesKey::cbc_cs_encrypt", "any key", || {
        aes(at_least(16), |key, data| key.cbc_cs_encrypt(CbcCs::Cs1, &IV, data))
    }),
    secret!("cipher::AesKey::cbc_cs_decrypt", "any key", || {
        aes(at_least(16), |key, data| key.cbc_cs_decrypt(CbcCs::Cs3, &IV, data))
    }),
    public!("cipher::AesKey::cfb_encrypt", "any key", || {
        aes(data(), |key, data| key.cfb_encrypt(CfbSegment::Bits128, &IV, data))
    }),
    secret!("cipher::AesKey::cfb_decrypt", "any key", || {
        aes(data(), |key, data| key.cfb_decrypt(CfbSegment::Bits8, &IV, data))
    }),
    public!("cipher::AesKey::ofb_apply", "any key", || aes(data(), |key, data| key.ofb_apply(&IV, data))),
    public!("cipher::AesKey::ff1_encrypt", "any key", || ff1(|key, data| key.ff1_encrypt(10, b"table", data))),
    secret!("cipher::AesKey::ff1_decrypt", "any key", || ff1(|key, data| key.ff1_decrypt(10, b"table", data))),
    public!("cipher::Cfb", "any key", || {
        use qila::cipher::Cfb;
        stream(|key| key.cfb_encryptor(CfbSegment::Bits1, &IV), Cfb::indicator, Cfb::apply)
    }),
    public!("cipher::Ofb", "any key", || {
        use qila::cipher::Ofb;
        stream(|key| key.ofb(&IV), Ofb::indicator, Ofb::apply)
    }),
    public!("cipher::AesXtsKey::generate", "any key", || {
        let mut rng = called(Rng::new)?;
        let key = called(|| AesXtsKey::generate(XtsKeySize::Aes256, &mut rng))?;
        prepared(key.indicator(), move |out| {
            let key = called(|| AesXtsKey::generate(XtsKeySize::Aes256, &mut rng))?;
            unwatched(|| in_place(out, at_least(16), |data| key.encrypt(&IV, data)))
        })
    }),
    public!("cipher::AesXtsKey::encrypt", "any key", || xts(|key, data| key.encrypt(&IV, data))),
    secret!("cipher::AesXtsKey::decrypt", "any key", || xts(|key, data| key.decrypt(&IV, data))),
    public!("key_wrap::KeyWrapKey::generate", "any key", || {
        let mut rng = called(Rng::new)?;
        let key = called(|| KeyWrapKey::generate(KeySize::Aes256, &mut rng))?;
        prepared(key.indicator(), move |out| {
            let key = called(|| KeyWrapKey::generate(KeySize::Aes256, &mut rng))?;
            unwatched(|| called(|| key.wrap(wrapped_data(), &mut out[..]).map(drop)))
        })
    }),
    public!("key_wrap::KeyWrapKey::wrap", "any key", || wrap(|key, out| key.wrap(wrapped_data(), out))),
    secret!("key_wrap::KeyWrapKey::unwrap", "any key", || {
        unwrap(KeyWrapKey::wrap, wrapped_data(), KeyWrapKey::unwrap)
    }),
    public!("key_wrap::KeyWrapKey::wrap_padded", "any key", || wrap(|key, out| key.wrap_padded(at_least(1), out))),
    secret!("key_wrap::KeyWrapKey::unwrap_padded", "any key", || {
        unwrap(KeyWrapKey::wrap_padded, at_least(1), KeyWrapKey::unwrap_padded)
    }),
    public!("key_wrap::KeyWrapKey::wrap_key", "any key", || wrap_key(KeyWrapKey::wrap_key)),
    public!("key_wrap::KeyWrapKey::unwrap_key", "any key", || {
        unwrap_key(KeyWrapKey::wrap_key, KeyWrapKey::unwrap_key)
    }),
    public!("key_wrap::KeyWrapKey::wrap_key_padded", "any key", || wrap_key(KeyWrapKey::wrap_key_padded)),
    public!("key_wrap::KeyWrapKey::unwrap_key_padded", "any key", || {
        unwrap_key(KeyWrapKey::wrap_key_padded, KeyWrapKey::unwrap_key_padded)
    }),
];

/// At least two semiblocks, which KW asks for.
fn wrapped_data() -> &'static [u8] {
    let data = at_least(16);
    &data[..data.len() / 8 * 8]
}
