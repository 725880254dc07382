//! SLH-DSA with secret seeds, secret randomness and a secret message.

use qila::lab::slh_dsa::{Form, key, sign, verify};
use qila::slh_dsa::{ParameterSet, PreHash, SigningKey, SlhDsaSha2_128f, SlhDsaSha2_192f, SlhDsaShake128f, VerifyingKey};
use qila::{Error, lab};

/// Key generation and import with every family of hash functions, and signing with SHAKE256; that
/// with SHA-2 is among the services. What is declassified stands at its place: the root, the digest
/// of the message, and the signature with the values that whoever verifies it computes.
pub fn slh_dsa() -> Result<(), Error> {
    secret_key::<SlhDsaSha2_128f>()?;
    secret_key::<SlhDsaSha2_192f>()?;
    signing::<SlhDsaShake128f>()
}

fn secret_key<P: ParameterSet>() -> Result<SigningKey<P>, Error> {
    let (n, mut seeds) = (P::SIGNING_KEY_SIZE / 4, [0x35; 96]);
    lab::mark_secret(&mut seeds);
    let sk = key::<P>([&seeds[..n], &seeds[n..2 * n], &seeds[2 * n..3 * n]])?;
    SigningKey::new(sk.as_bytes())
}

fn signing<P: ParameterSet>() -> Result<(), Error> {
    let sk = secret_key::<P>()?;
    let (mut opt_rand, mut message) = ([0x53; 16], [0x77; 99]);
    lab::mark_secret(&mut opt_rand);
    lab::mark_secret(&mut message);
    let mut vk = sk.verifying_key()?.as_bytes().to_vec();
    lab::unmark(&mut vk);
    let vk = VerifyingKey::<P>::new(&vk)?;
    let mut known = message;
    lab::unmark(&mut known);
    let mut signature = vec![0; P::SIGNATURE_SIZE];
    let form = |message| Form::Hashed(PreHash::Sha512, message, b"context");
    sign(&sk, form(&message), Some(&opt_rand), &mut signature)?;
    verify(&vk, form(&known), &signature)
}
