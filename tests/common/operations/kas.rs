//! Key agreement schemes.

use super::input::{called, called_of, key, released};
use super::{Operation, prepared, rsa, secret};
use qila::ecdh::{EphemeralKey, EphemeralPublicKey, P256, PrivateKey, PublicKey};
use qila::hash::HashAlgorithm;
use qila::kas::{Agreed, Ffdh, Rsa, Source};
use qila::random::Rng;
use qila::rsa::{DecryptionKey, EncryptionKey};
use qila::xof::XofAlgorithm;
use qila::{Error, ffdh, lab};

const GROUP: ffdh::Group = ffdh::Group::Ffdhe2048;

/// The public key that the generator of the curve is.
const GENERATOR: [u8; 33] = [
    3, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2, 0x77, 0x03,
    0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96,
];

/// An ephemeral key that is the same each time.
fn ephemeral() -> Result<EphemeralKey<P256>, Error> {
    lab::ecdh::ephemeral_key(&key::<64>()[32..])
}

/// A key of a group. In a frame of its own: the row's gets no copy, which a move of what the row
/// holds would take along in padding.
#[inline(never)]
fn in_a_group() -> Result<Box<ffdh::PrivateKey>, Error> {
    Ok(Box::new(called(|| ffdh::PrivateKey::from_bytes(GROUP, key::<32>()))?))
}

/// Each derivation from what was agreed, of 16 bytes.
fn derive<S: Source>(agreed: &Agreed<S>, out: &mut [u8]) -> Result<(), Error> {
    let hash = called(|| agreed.one_step_hash(HashAlgorithm::Sha256))?;
    called(|| hash.derive(b"info", &mut out[..16]))?;
    let hmac = called(|| agreed.one_step_hmac(HashAlgorithm::Sha384, b"salt"))?;
    called(|| hmac.derive(b"info", &mut out[16..32]))?;
    let kmac = called(|| agreed.one_step_kmac(XofAlgorithm::Shake128, b"salt"))?;
    called(|| kmac.derive(b"info", &mut out[32..48]))?;
    let hkdf = Box::new(called(|| agreed.hkdf(HashAlgorithm::Sha512, b"salt"))?);
    called(|| hkdf.expand(b"info", &mut out[48..64]))?;
    let by_hmac = Box::new(called(|| agreed.extract_hmac(HashAlgorithm::Sha3_256, b"salt"))?);
    called(|| by_hmac.derive(b"label", b"", &mut out[64..80]))?;
    let by_cmac = Box::new(called(|| agreed.extract_cmac(&[7; 16]))?);
    called(|| by_cmac.derive(b"label", b"", &mut out[80..96]))
}

/// What both keys agree on. Its frame is small: the copies that moves leave in it go with `own`,
/// whose drop wipes the stack below.
#[inline(never)]
fn full(own: &ffdh::PrivateKey, theirs: &ffdh::PublicKey) -> Result<Box<Agreed<Ffdh>>, Error> {
    let one = called(|| ffdh::PrivateKey::from_bytes(GROUP, &key::<64>()[32..]))?;
    Ok(Box::new(called_of(one, |one| Agreed::<Ffdh>::full(one, own, theirs, theirs))?))
}

/// What is agreed on with a secret that was sent. Its frame is small, as that of [`full`].
#[inline(never)]
fn by_rsa(
    scheme: &str,
    own: &DecryptionKey,
    theirs: &EncryptionKey,
    received: &[u8],
    rng: &mut Rng,
) -> Result<Box<Agreed<Rsa>>, Error> {
    let mut ciphertext = [0; 256];
    // The same secret value each time.
    let one = called(|| lab::rsa::sent(theirs, key::<256>(), &mut ciphertext))?;
    released(&mut ciphertext);
    Ok(Box::new(match scheme {
        "KAS1" => called_of(one, Agreed::kas1_u),
        "KAS2, U" => called_of(one, |one| Agreed::kas2_u(one, own, received, rng)),
        _ => called_of(one, |one| Agreed::kas2_v(one, own, received, rng)),
    }?))
}

pub(super) const OPERATIONS: &[Operation] = &[
    secret!("kas::Agreed", "on any curve", || {
        let own = Box::new(called(|| PrivateKey::<P256>::from_scalar(key::<32>()))?);
        let theirs = PublicKey::<P256>::new(&GENERATOR)?;
        let their_ephemeral = EphemeralPublicKey::<P256>::new(&GENERATOR)?;
        prepared(own.indicator(), move |out| {
            let (theirs, their_ephemeral) = (&theirs, &their_ephemeral);
            let agreed = Box::new(called(|| Agreed::<P256>::of_static(&own, theirs))?);
            derive(&agreed, &mut out[..96])?;
            let agreed = Box::new(called(|| Agreed::<P256>::one_pass_v(&own, their_ephemeral, theirs))?);
            derive(&agreed, &mut out[96..192])?;
            let agreed = Box::new(called(|| Agreed::<P256>::one_pass_dh_v(&own, their_ephemeral))?);
            derive(&agreed, &mut out[192..288])?;
            let one = called(ephemeral)?;
            let agreed = Box::new(called_of(one, |one| Agreed::<P256>::full(one, &own, their_ephemeral, theirs))?);
            derive(&agreed, &mut out[288..384])?;
            let one = called(ephemeral)?;
            let agreed = Box::new(called_of(one, |one| Agreed::<P256>::ephemeral(one, their_ephemeral))?);
            derive(&agreed, &mut out[384..480])?;
            let one = called(ephemeral)?;
            let agreed = Box::new(called_of(one, |one| Agreed::<P256>::one_pass_u(one, &own, theirs))?);
            derive(&agreed, &mut out[480..576])?;
            let one = called(ephemeral)?;
            let agreed = Box::new(called_of(one, |one| Agreed::<P256>::one_pass_dh_u(one, theirs))?);
            derive(&agreed, &mut out[576..672])
        })
    }),
    secret!("kas::Agreed", "in any group", || {
        let own = in_a_group()?;
        let mut four = [0; 256];
        four[255] = 4;
        let theirs = ffdh::PublicKey::new(GROUP, &four)?;
        prepared(own.indicator(), move |out| derive(&*full(&own, &theirs)?, &mut out[..96]))
    }),
    secret!("kas::Agreed", "with keys of RSA", || {
        let (own, mut rng) = (rsa::decryption_key()?, called(Rng::new)?);
        // Every secret is below n.
        let theirs = Box::new(called(|| EncryptionKey::new(&[0xff; 256], &[1, 0, 1]))?);
        prepared(own.indicator(), move |out| {
            // Every number between is the ciphertext of some secret, the same one each time.
            let received = [5; 256];
            let agreed = Box::new(called(|| Agreed::<Rsa>::kas1_v(&own, &received, &mut rng))?);
            derive(&agreed, &mut out[..96])?;
            for (i, scheme) in ["KAS1", "KAS2, U", "KAS2, V"].into_iter().enumerate() {
                derive(&*by_rsa(scheme, &own, &theirs, &received, &mut rng)?, &mut out[96 * (i + 1)..][..96])?;
            }
            Ok(())
        })
    }),
];
