//! Wycheproof's cases of RSA: signatures, which are verified or made again, and OAEP.

use crate::acvp::NotOffered;
use crate::acvp::case::{Object, bytes, number};
use crate::acvp::hash;
use anyhow::{Context, Result, bail};
use qila::random::Rng;
use qila::rsa::{Components, DecryptionKey, Digest, Mask, Oaep, Pss, SigningKey, VerifyingKey};
use serde_json::Value;
use std::cell::RefCell;
use std::rc::Rc;

/// Whether the services accept a case, and give what it should.
pub(super) fn check(group: &Object, test: &Object) -> Result<bool> {
    let field = |name: &str| bytes(name, test.get(name).with_context(|| format!("a case has no {name}"))?);
    let message = field("msg")?;
    match text(group, "type")? {
        "RsassaPkcs1Verify" => {
            verifying_key(group)?.verify_pkcs1(digest(group, "sha")?, &message, &field("sig")?)?;
            Ok(true)
        }
        "RsassaPssVerify" | "RsassaPssWithParametersVerify" => {
            let salt = number("sLen", group.get("sLen").context("a group has no sLen")?)?;
            let pss = Pss { digest: digest(group, "sha")?, mask: mask(group)?, salt };
            verifying_key(group)?.verify_pss(pss, &message, &field("sig")?)?;
            Ok(true)
        }
        "RsassaPkcs1Generate" => {
            let key = kept(&SIGNING, group, SigningKey::from_components)?;
            let mut signature = vec![0; key.size()];
            key.sign_pkcs1(digest(group, "sha")?, &message, &mut Rng::new()?, &mut signature)?;
            Ok(signature == field("sig")?)
        }
        "RsaesOaepDecrypt" => {
            let key = kept(&DECRYPTING, group, DecryptionKey::from_components)?;
            let oaep = Oaep { digest: digest(group, "sha")?, mask: mask(group)? };
            let mut out = vec![0; key.size()];
            let len = key.decrypt(oaep, &field("ct")?, &field("label")?, &mut Rng::new()?, &mut out)?;
            Ok(out[..len] == message)
        }
        other => bail!("a group of type {other}"),
    }
}

fn text<'a>(group: &'a Object, name: &str) -> Result<&'a str> {
    group.get(name).and_then(Value::as_str).with_context(|| format!("a group has no {name}"))
}

fn digest(group: &Object, name: &str) -> Result<Digest> {
    Ok(match text(group, name)? {
        "SHAKE128" => Digest::Shake128,
        "SHAKE256" => Digest::Shake256,
        // SHA-1, SHA3-256; without a digit behind the dash, the others are of SHA-2.
        "SHA-1" => hash::named("SHA-1")?.into(),
        other => hash::named(&other.replace("SHA-", "SHA2-"))?.into(),
    })
}

fn mask(group: &Object) -> Result<Mask> {
    Ok(match text(group, "mgf")? {
        "MGF1" => Mask::Mgf1(digest(group, "mgfSha")?),
        "SHAKE128" => Mask::Shake128,
        "SHAKE256" => Mask::Shake256,
        other => bail!("mgf {other}"),
    })
}

fn verifying_key(group: &Object) -> Result<VerifyingKey> {
    let of_key = |name: &str| part(group, "publicKey", name);
    Ok(VerifyingKey::new(&of_key("modulus")?, &of_key("publicExponent")?)?)
}

/// A number of a key.
fn part(group: &Object, key: &str, name: &str) -> Result<Vec<u8>> {
    bytes(name, group.get(key).and_then(|key| key.get(name)).with_context(|| format!("a {key} has no {name}"))?)
}

/// The key of the group before, by its modulus: the checks of a key take longer than a case.
type Kept<K> = RefCell<Option<(Vec<u8>, Rc<K>)>>;

thread_local! {
    static SIGNING: Kept<SigningKey> = const { RefCell::new(None) };
    static DECRYPTING: Kept<DecryptionKey> = const { RefCell::new(None) };
}

/// The private key of a group.
fn kept<K>(
    place: &'static std::thread::LocalKey<Kept<K>>,
    group: &Object,
    make: fn(&Components<'_>, &mut Rng) -> qila::Result<K>,
) -> Result<Rc<K>> {
    let key = group.get("privateKey").context("a group has no privateKey")?;
    let of_key = |name: &str| part(group, "privateKey", name);
    let n = of_key("modulus")?;
    if key.get("otherPrimeInfos").is_some() {
        return Err(NotOffered("keys of more than two primes".to_owned()).into());
    }
    if number("keySize", group.get("keySize").context("a group has no keySize")?)? < 2048 {
        return Err(NotOffered("private keys of less than 2048 bits".to_owned()).into());
    }
    place.with_borrow_mut(|known| {
        if let Some((modulus, key)) = known
            && *modulus == n
        {
            return Ok(Rc::clone(key));
        }
        let (e, d) = (of_key("publicExponent")?, of_key("privateExponent")?);
        let (p, q, crt) = match key.get("prime1") {
            Some(_) => {
                let crt = [of_key("exponent1")?, of_key("exponent2")?, of_key("coefficient")?];
                (of_key("prime1")?, of_key("prime2")?, Some(crt))
            }
            None => (Vec::new(), Vec::new(), None),
        };
        let crt = crt.as_ref().map(|crt| crt.each_ref().map(|number| &number[..]));
        let made = Rc::new(make(&Components { n: &n, e: &e, d: &d, p: &p, q: &q, crt }, &mut Rng::new()?)?);
        *known = Some((n, Rc::clone(&made)));
        Ok(made)
    })
}
