//! LMS and HSS (SP 800-208).

use super::case::Case;
use super::{Fields, decision, one, several};
use anyhow::{Result, bail, ensure};
use qila::Error;
use qila::lab::lms::{key, sign};
use qila::lms::{Hss, Lms, MAX_STATE, Nodes, Scheme, SigningKey, VerifyingKey};
use qila::random::Rng;

/// Answers one case of key generation.
pub fn answer_key_gen(case: &Case) -> Result<Fields> {
    let (identifier, seed) = (case.hex("i")?, case.hex("seed")?);
    let sk = key::<Lms, 1>(&[codes(case)?], &identifier, &seed, &mut Nodes::new())?;
    Ok(one("publicKey", sk.verifying_key()?.as_bytes()))
}

/// Answers one case of signing. A published signature is verified, and given again: nobody else can
/// make it. Otherwise a key of this case signs, or the seed that a case of our own tells.
pub fn answer_sig_gen(case: &Case) -> Result<Fields> {
    let message = case.hex("message")?;
    let (public, signature) = (case.chosen("publicKey")?, case.chosen("signature")?);
    if let (Some(public), Some(signature), None) = (public, signature, case.find("seed")) {
        VerifyingKey::<Lms>::new(&public)?.verify(&message, &signature)?;
        return Ok(one("signature", &signature));
    }
    let (levels, mut nodes) = ([codes(case)?], Nodes::<1>::new());
    if case.find("seed").is_some() {
        let sk = key::<Lms, 1>(&levels, &case.hex("i")?, &case.hex("seed")?, &mut nodes)?;
        let mut signature = vec![0; sk.signature_size()];
        sign(&sk, u64::try_from(case.number("q")?)?, &case.hex("c")?, &message, &mut nodes, &mut signature)?;
        return Ok(one("signature", &signature));
    }
    let mut rng = Rng::new()?;
    let mut sk = SigningKey::<Lms>::generate(&levels, &mut nodes, &mut rng)?;
    let (mut state, mut signature) = ([0; MAX_STATE], vec![0; sk.signature_size()]);
    let len = sk.reserve(1, &mut state)?;
    sk.confirm(&state[..len])?;
    sk.sign(&message, &mut nodes, &mut rng, &mut signature)?;
    Ok(several([("publicKey", sk.verifying_key()?.as_bytes()), ("signature", &signature)]))
}

/// Answers one case of verification by a tree. The mode stands in the key, too.
pub fn answer_sig_ver(case: &Case) -> Result<Fields> {
    let key = case.hex("publicKey")?;
    for (name, place) in [("lmsMode", 0), ("lmOtsMode", 4)] {
        let code = code(case.text(name)?)?.to_be_bytes();
        ensure!(key.get(place..place + 4) == Some(&code[..]), "{name} is not that of the key");
    }
    sig_ver::<Lms>(case, &key)
}

/// Answers one case of verification by a hierarchy of trees.
pub fn answer_hss_sig_ver(case: &Case) -> Result<Fields> {
    sig_ver::<Hss>(case, &case.hex("publicKey")?)
}

fn sig_ver<S: Scheme>(case: &Case, key: &[u8]) -> Result<Fields> {
    let vk = VerifyingKey::<S>::new(key)?;
    match vk.verify(&case.hex("message")?, &case.hex("signature")?) {
        Ok(()) => Ok(decision(true)),
        Err(Error::SignatureMismatch) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    }
}

/// The type codes of a case, of the tree and of its one-time keys.
fn codes(case: &Case) -> Result<[u32; 2]> {
    Ok([code(case.text("lmsMode")?)?, code(case.text("lmOtsMode")?)?])
}

/// The type code of LMS_SHA256_M24_H5 and its like: in the order of the functions, the sizes and
/// the heights, from 5 on; and of LMOTS_SHA256_N24_W1, from 1 on.
fn code(mode: &str) -> Result<u32> {
    let parts: Vec<&str> = mode.split('_').collect();
    let [kind, function, size, last] = parts[..] else { bail!("mode {mode}") };
    let place = |list: &[&str], part: &str| list.iter().position(|name| *name == part);
    let (first, sizes, lasts) = match kind {
        "LMS" => (5, ["M32", "M24"], &["H5", "H10", "H15", "H20", "H25"][..]),
        "LMOTS" => (1, ["N32", "N24"], &["W1", "W2", "W4", "W8"][..]),
        _ => bail!("mode {mode}"),
    };
    match (place(&["SHA256", "SHAKE"], function), place(&sizes, size), place(lasts, last)) {
        (Some(function), Some(size), Some(last)) => {
            Ok(first + u32::try_from((2 * function + size) * lasts.len() + last)?)
        }
        _ => bail!("mode {mode}"),
    }
}
