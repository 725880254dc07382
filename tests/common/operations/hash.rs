//! Hash functions and extendable-output functions.

use super::input::{called, called_of, data};
use super::{OUTPUT, Operation, Prepared, prepared, public, put, put_of, secret};
use qila::hash::{self, HashAlgorithm};
use qila::xof::{self, AsconXof, ParallelHash, TupleHash, Xof, XofAlgorithm};
use qila::{Error, Indicator};

fn hasher<H: Clone + 'static>(
    new: fn() -> Result<H, Error>,
    indicator: fn(&H) -> Indicator,
    update: fn(&mut H, &[u8]),
    finalize: fn(H, &mut [u8; OUTPUT]) -> Result<(), Error>,
) -> Result<Prepared, Error> {
    let mut context = called(new)?;
    called(|| update(&mut context, data()));
    // Moved out of its box, it would leave a copy there; where it stays, it wipes itself.
    prepared(indicator(&context), move |out| finalize(called(|| context.clone()), out))
}

macro_rules! hasher {
    ($name:literal, $type:ident) => {
        public!("hash::Hasher", $name, || {
            hasher(hash::$type::new, hash::$type::indicator, hash::$type::update, |context, out| {
                put_of(out, context, |context| context.finalize())
            })
        })
    };
}

pub(super) const OPERATIONS: &[Operation] = &[
    hasher!("SHA-1, not for signatures, until the end of 2030", Sha1),
    hasher!("SHA2-224", Sha224),
    hasher!("SHA2-256", Sha256),
    hasher!("SHA2-384", Sha384),
    hasher!("SHA2-512", Sha512),
    hasher!("SHA2-512/224", Sha512_224),
    hasher!("SHA2-512/256", Sha512_256),
    hasher!("SHA3-224", Sha3_224),
    hasher!("SHA3-256", Sha3_256),
    hasher!("SHA3-384", Sha3_384),
    hasher!("SHA3-512", Sha3_512),
    public!("hash::DynHasher", "every hash function", || {
        let mut hasher = called(|| hash::DynHasher::new(HashAlgorithm::Sha256))?;
        prepared(hasher.indicator(), move |out| {
            called(|| hasher.update(data()));
            called(|| hasher.finalize_into(&mut out[..]).map(drop))
        })
    }),
    public!("hash::digest_into", "every hash function", || {
        prepared(hash::indicator(HashAlgorithm::Sha512), |out| {
            called(|| hash::digest_into(HashAlgorithm::Sha512, data(), &mut out[..]).map(drop))
        })
    }),
    public!("hash::batch", "every hash function", || {
        prepared(hash::indicator(HashAlgorithm::Sha256), |out| {
            let mut values = [[0; 32]; 9];
            called(|| hash::batch::<hash::Sha256>(&[data(); 9], &mut values))?;
            put(out, || Ok(values.as_flattened()))
        })
    }),
    public!("hash::batch_into", "every hash function", || {
        prepared(hash::indicator(HashAlgorithm::Sha3_256), |out| {
            let len = data().len() / 2;
            called(|| hash::batch_into(HashAlgorithm::Sha3_256, &data()[..2 * len], len, &mut out[..64]))
        })
    }),
    secret!("xof::Xof", "SHAKE128, SHAKE256", || {
        let mut xof = called(|| Xof::new(XofAlgorithm::Shake128))?;
        called(|| xof.update(data()));
        prepared(xof.indicator(), move |out| {
            let xof = called(|| xof.clone());
            let mut reader = called_of(xof, |xof| xof.finalize())?;
            called(|| reader.read(&mut out[..200]))
        })
    }),
    secret!("xof::Xof", "cSHAKE128, cSHAKE256", || {
        let mut xof = called(|| Xof::customized(XofAlgorithm::Shake256, b"table"))?;
        called(|| xof.update(data()));
        prepared(xof.indicator(), move |out| {
            let xof = called(|| xof.clone());
            let mut reader = called_of(xof, |xof| xof.finalize())?;
            called(|| reader.read(&mut out[..32]))
        })
    }),
    secret!("xof::TupleHash", "any length", || {
        let mut list = called(|| TupleHash::new(XofAlgorithm::Shake128))?;
        called(|| list.add(data()));
        prepared(list.indicator(), move |out| {
            let list = called(|| list.clone());
            called_of(list, |list| list.finalize_into(&mut out[..32]))
        })
    }),
    secret!("xof::ParallelHash", "any length", || {
        let mut message = called(|| ParallelHash::new(XofAlgorithm::Shake256, 16))?;
        called(|| message.update(data()));
        prepared(message.indicator(), move |out| {
            let message = called(|| message.clone());
            called_of(message, |message| message.finalize_into(&mut out[..32]))
        })
    }),
    secret!("xof::Reader", "any length", || {
        let mut xof = called(|| Xof::new(XofAlgorithm::Shake256))?;
        called(|| xof.update(data()));
        let mut reader = called_of(xof, |xof| xof.finalize())?;
        prepared(reader.indicator(), move |out| called(|| reader.read(&mut out[..32])))
    }),
    secret!("xof::shake128", "any length", || {
        prepared(xof::indicator(XofAlgorithm::Shake128), |out| called(|| xof::shake128(data(), &mut out[..])))
    }),
    secret!("xof::shake256", "any length", || {
        prepared(xof::indicator(XofAlgorithm::Shake256), |out| called(|| xof::shake256(data(), &mut out[..])))
    }),
    public!("hash::AsconHash256", "Ascon-Hash256", || {
        let mut hash = called(hash::AsconHash256::new)?;
        called(|| hash.update(data()));
        prepared(hash.indicator(), move |out| {
            let hash = called(|| hash.clone());
            put_of(out, hash, |hash| hash.finalize())
        })
    }),
    secret!("xof::AsconXof", "Ascon-XOF128, Ascon-CXOF128", || {
        let mut xof = called(|| AsconXof::customized(b"table"))?;
        called(|| xof.update(data()));
        prepared(xof.indicator(), move |out| {
            let xof = called(|| xof.clone());
            let mut reader = called_of(xof, |xof| xof.finalize())?;
            called(|| reader.read(&mut out[..40]))
        })
    }),
    secret!("xof::AsconReader", "any length", || {
        let mut xof = called(AsconXof::new)?;
        called(|| xof.update(data()));
        let mut reader = called_of(xof, |xof| xof.finalize())?;
        prepared(reader.indicator(), move |out| called(|| reader.read(&mut out[..40])))
    }),
];
