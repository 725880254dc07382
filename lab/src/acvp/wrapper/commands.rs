//! The commands. Most are a test case in other words: the family that answers the case answers the
//! command.

use super::super::ecdsa::with_curve;
use super::super::{INNER, hash, hex_value, xof};
use super::ask::{asked, decided, of, only};
use super::{Strings, counted, exactly, text};
use anyhow::{Context, Result, bail, ensure};
use qila::cipher::{AesKey, BLOCK_SIZE};
use qila::ecdsa::{P224, P256, P384, P521, PreHash, SigningKey};
use qila::random::Rng;
use serde_json::{Value, json};

/// The longest run of an iterated command.
const ITERATIONS: usize = 1 << 20;

/// Whether a client finds a command for every test of an algorithm. There are commands for more:
/// the registrations of other signatures name options for which no client asks.
pub fn are_there(algorithm: &str, mode: &str, revision: &str) -> bool {
    match (algorithm, mode) {
        ("ACVP-AES-ECB" | "ACVP-AES-CBC" | "ACVP-AES-CTR" | "ACVP-AES-CBC-CS3" | "ACVP-AES-XTS", "") => true,
        ("ACVP-AES-GCM" | "ACVP-AES-CCM" | "ACVP-AES-KW" | "ACVP-AES-KWP" | "CMAC-AES", "") => true,
        ("ctrDRBG" | "hmacDRBG", "") => true,
        ("ECDSA", "keyGen" | "keyVer" | "sigGen" | "sigVer") => revision == "FIPS186-5",
        ("RSA", "keyGen") => revision == "FIPS186-5",
        ("ML-KEM", "keyGen" | "encapDecap") => revision == "FIPS203",
        ("ML-DSA" | "SLH-DSA", "keyGen") | ("PBKDF", "") => true,
        (name, "") => hash::is_offered(name) || name.strip_prefix("HMAC-").is_some_and(hash::is_offered),
        _ => false,
    }
}

/// Carries out a command.
pub fn answer(name: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let (family, rest) = name.split_once('/').unwrap_or((name, ""));
    match (family, rest) {
        ("AES" | "AES-CBC", direction) => iterated(family == "AES-CBC", direction == "encrypt", direction, arguments),
        ("AES-CTR" | "AES-CBC-CS3", direction) => with_iv(family, direction, arguments),
        ("AES-XTS", direction) => tweaked(direction, arguments),
        ("AES-GCM" | "AES-CCM" | "AES-KW" | "AES-KWP", "seal") => seal(family, arguments),
        ("AES-GCM" | "AES-CCM" | "AES-KW" | "AES-KWP", "open") => open(family, arguments),
        ("CMAC-AES", "") => cmac(arguments),
        ("CMAC-AES", "verify") => cmac_verification(arguments),
        ("ctrDRBG" | "ctrDRBG-reseed" | "ctrDRBG-pr" | "hmacDRBG" | "hmacDRBG-reseed" | "hmacDRBG-pr", mode) => {
            generator(family, mode, arguments)
        }
        ("ECDSA", "keyGen") => key_generation(arguments),
        ("ECDSA", "keyVer") => key_verification(arguments),
        ("ECDSA", "sigGen") => signing(arguments),
        ("ECDSA", "sigVer") => verification(arguments),
        ("ECDH", curve) => agreement(curve, arguments),
        _ => digest(name, arguments),
    }
}

/// What has the name of a hash function in it. Some of these have a stroke in their own name.
fn digest(name: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    if let Some(algorithm) = name.strip_suffix("/MCT") {
        let [seed] = exactly(arguments)?;
        return Ok(vec![monte_carlo(algorithm, seed)?]);
    }
    if xof::is_offered(name) {
        let [message, length] = exactly(arguments)?;
        let fields = json!({ "msg": hex_value(message), "len": 8 * message.len(), "outLen": 8 * counted(length)? });
        return only(&asked([name, "", "1.0"], fields)?, "md");
    }
    if name.starts_with("HMAC-") {
        let [message, key] = exactly(arguments)?;
        let algorithm = hash::named(name.trim_start_matches("HMAC-"))?;
        let fields = json!({
            "key": hex_value(key), "keyLen": 8 * key.len(), "msg": hex_value(message), "msgLen": 8 * message.len(),
            "macLen": 8 * algorithm.output_size(),
        });
        return only(&asked([name, "", "2.0"], fields)?, "mac");
    }
    let algorithm = hash::named(name)?;
    let [message] = exactly(arguments)?;
    Ok(vec![hash::digest(algorithm, message, 8 * message.len())?])
}

/// The inner loop of a Monte Carlo test of a hash function: each message is the last three hash
/// values, with SHA-3 the last one.
fn monte_carlo(name: &str, seed: &[u8]) -> Result<Vec<u8>> {
    let algorithm = hash::named(name)?;
    ensure!(seed.len() == algorithm.output_size(), "a seed of {} bytes", seed.len());
    let mut last = [seed.to_vec(), seed.to_vec(), seed.to_vec()];
    for _ in 0..INNER {
        let message = if name.starts_with("SHA3") { last[2].clone() } else { last.concat() };
        last.rotate_left(1);
        last[2] = hash::digest(algorithm, &message, 8 * message.len())?;
    }
    let [.., value] = last;
    Ok(value)
}

/// The direction as a test case says it, with the names of input and output.
fn names(direction: &str) -> Result<(&'static str, &'static str)> {
    match direction {
        "encrypt" => Ok(("pt", "ct")),
        "decrypt" => Ok(("ct", "pt")),
        other => bail!("{other} is no direction"),
    }
}

/// ECB and CBC, as often as it is said: result, and the one before. In CBC the input of the second
/// round is the IV, and that of each later one the result before the last.
fn iterated(chains: bool, encrypts: bool, direction: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    names(direction)?;
    let (key, input, iv, rounds) = if chains {
        let [key, input, iv, rounds] = exactly(arguments)?;
        (key, input, iv, rounds)
    } else {
        let [key, input, rounds] = exactly(arguments)?;
        (key, input, &[][..], rounds)
    };
    let (key, rounds) = (AesKey::new(key)?, counted(rounds)?);
    ensure!((1..=ITERATIONS).contains(&rounds), "{rounds} iterations");
    let first = if chains { Some(<[u8; BLOCK_SIZE]>::try_from(iv).context("the IV is no block")?) } else { None };
    let (mut input, mut result, mut previous) = (input.to_vec(), vec![0; input.len()], Vec::new());
    ensure!(rounds == 1 || input.len() == BLOCK_SIZE, "only one block can be iterated");
    let mut iv = first;
    for round in 0..rounds {
        let mut data = input.clone();
        match (iv, encrypts) {
            (None, true) => key.ecb_encrypt(&mut data)?,
            (None, false) => key.ecb_decrypt(&mut data)?,
            (Some(iv), true) => key.cbc_encryptor(&iv)?.update(&mut data)?,
            (Some(iv), false) => key.cbc_decryptor(&iv)?.update(&mut data)?,
        }
        previous = std::mem::replace(&mut result, data);
        let next = match first {
            None => result.clone(),
            Some(first) if round == 0 => first.to_vec(),
            Some(_) => previous.clone(),
        };
        let chained = if encrypts { &result } else { &input };
        // Where there is one round only, the data may be of many blocks, and nothing follows.
        iv = first.and(chained.first_chunk().copied());
        input = next;
    }
    Ok(vec![result, previous])
}

/// CTR, and CBC with ciphertext stealing, whose number of iterations is always one.
fn with_iv(family: &str, direction: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let [key, input, iv, rounds] = exactly(arguments)?;
    ensure!(counted(rounds)? == 1, "more than one iteration");
    let (from, to) = names(direction)?;
    let fields = json!({
        "direction": direction, "key": hex_value(key), "keyLen": 8 * key.len(), "iv": hex_value(iv),
        from: hex_value(input), "payloadLen": 8 * input.len(),
    });
    only(&asked([&format!("ACVP-{family}"), "", "1.0"], fields)?, to)
}

fn tweaked(direction: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let [key, input, tweak] = exactly(arguments)?;
    let (from, to) = names(direction)?;
    let fields = json!({
        "direction": direction, "key": hex_value(key), "keyLen": 4 * key.len(), "tweakMode": "hex",
        "tweakValue": hex_value(tweak), from: hex_value(input), "payloadLen": 8 * input.len(),
    });
    only(&asked(["ACVP-AES-XTS", "", "2.0"], fields)?, to)
}

/// The case of an AEAD or of key wrapping, which have the same arguments; for key wrapping the
/// first and the last two say nothing.
fn sealed_case(direction: &str, arguments: &[Vec<u8>]) -> Result<(usize, Value)> {
    let [tag, key, input, nonce, aad] = exactly(arguments)?;
    let tag = if tag.is_empty() { 0 } else { counted(tag)? };
    let (from, _) = names(direction)?;
    let fields = json!({
        "direction": direction, "kwCipher": "cipher", "key": hex_value(key), "keyLen": 8 * key.len(),
        from: hex_value(input), "payloadLen": 8 * input.len(), "iv": hex_value(nonce), "ivLen": 8 * nonce.len(),
        "aad": hex_value(aad), "aadLen": 8 * aad.len(), "tagLen": 8 * tag,
    });
    Ok((tag, fields))
}

/// Seals: ciphertext with the tag behind it.
fn seal(family: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let (_, fields) = sealed_case("encrypt", arguments)?;
    let answer = asked([&format!("ACVP-{family}"), "", "1.0"], fields)?;
    let mut sealed = of(&answer, "ct")?;
    if answer.contains_key("tag") {
        sealed.extend(of(&answer, "tag")?);
    }
    Ok(vec![sealed])
}

/// Opens: whether it went well, and the plaintext.
fn open(family: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let (tag, mut fields) = sealed_case("decrypt", arguments)?;
    if family == "AES-GCM" {
        let sealed = exactly::<5>(arguments)?[2];
        let (ciphertext, tag) = sealed.split_at(sealed.len().checked_sub(tag).context("no room for a tag")?);
        fields["ct"] = hex_value(ciphertext);
        fields["payloadLen"] = json!(8 * ciphertext.len());
        fields["tag"] = hex_value(tag);
    }
    let answer = asked([&format!("ACVP-{family}"), "", "1.0"], fields)?;
    Ok(if answer.contains_key("pt") { vec![vec![1], of(&answer, "pt")?] } else { vec![vec![0], Vec::new()] })
}

fn cmac(arguments: &[Vec<u8>]) -> Result<Strings> {
    let [length, key, message] = exactly(arguments)?;
    let fields = json!({
        "direction": "gen", "key": hex_value(key), "message": hex_value(message), "msgLen": 8 * message.len(),
        "macLen": 8 * counted(length)?,
    });
    only(&asked(["CMAC-AES", "", "1.0"], fields)?, "mac")
}

fn cmac_verification(arguments: &[Vec<u8>]) -> Result<Strings> {
    let [key, message, mac] = exactly(arguments)?;
    let fields = json!({
        "direction": "ver", "key": hex_value(key), "message": hex_value(message), "msgLen": 8 * message.len(),
        "mac": hex_value(mac),
    });
    Ok(decided(&asked(["CMAC-AES", "", "1.0"], fields)?))
}

/// A generator: its last output. With CTR_DRBG a nonce means the derivation function.
fn generator(family: &str, mode: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let (algorithm, kind) = family.split_once('-').unwrap_or((family, ""));
    let request = |intended: &str, additional: &[u8], entropy: &[u8]| {
        json!({
            "intendedUse": intended, "additionalInput": hex_value(additional), "entropyInput": hex_value(entropy)
        })
    };
    let generate = |additional| request("generate", additional, &[]);
    let (length, entropy, personalization, nonce, requests) = match kind {
        "reseed" => {
            let [length, entropy, personalization, more, fresh, first, second, nonce] = exactly(arguments)?;
            let requests = vec![request("reSeed", more, fresh), generate(first), generate(second)];
            (length, entropy, personalization, nonce, requests)
        }
        "pr" => {
            let [length, entropy, personalization, first, fresh, second, fresher, nonce] = exactly(arguments)?;
            let requests = vec![request("generate", first, fresh), request("generate", second, fresher)];
            (length, entropy, personalization, nonce, requests)
        }
        _ => {
            let [length, entropy, personalization, first, second, nonce] = exactly(arguments)?;
            (length, entropy, personalization, nonce, vec![generate(first), generate(second)])
        }
    };
    let fields = json!({
        "mode": mode, "derFunc": !nonce.is_empty(), "predResistance": kind == "pr",
        "entropyInput": hex_value(entropy), "nonce": hex_value(nonce), "persoString": hex_value(personalization),
        "otherInput": requests, "returnedBitsLen": 8 * counted(length)?,
    });
    only(&asked([algorithm, "", "SP800-90Ar1"], fields)?, "returnedBits")
}

fn key_generation(arguments: &[Vec<u8>]) -> Result<Strings> {
    let [curve] = exactly(arguments)?;
    let scalar = with_curve!(text(curve)?, C => SigningKey::<C>::generate(&mut Rng::new()?)?.as_bytes().to_vec());
    let fields = json!({ "curve": text(curve)?, "d": hex_value(&scalar) });
    let answer = asked(["ECDSA", "keyGen", "FIPS186-5"], fields)?;
    ["d", "qx", "qy"].into_iter().map(|name| of(&answer, name)).collect()
}

fn key_verification(arguments: &[Vec<u8>]) -> Result<Strings> {
    let [curve, x, y] = exactly(arguments)?;
    let fields = json!({ "curve": text(curve)?, "qx": hex_value(x), "qy": hex_value(y) });
    Ok(decided(&asked(["ECDSA", "keyVer", "FIPS186-5"], fields)?))
}

fn signing(arguments: &[Vec<u8>]) -> Result<Strings> {
    let [curve, scalar, algorithm, message] = exactly(arguments)?;
    let hash = PreHash::by_name(text(algorithm)?).context("the hash function is not offered")?;
    with_curve!(text(curve)?, C => {
        let key = SigningKey::<C>::from_scalar(scalar)?;
        let signature = key.sign(hash, message, &mut Rng::new()?)?;
        let signature = signature.as_ref();
        let (r, s) = signature.split_at(signature.len() / 2);
        Ok(vec![r.to_vec(), s.to_vec()])
    })
}

fn verification(arguments: &[Vec<u8>]) -> Result<Strings> {
    let [curve, algorithm, message, x, y, r, s] = exactly(arguments)?;
    let fields = json!({
        "curve": text(curve)?, "hashAlg": text(algorithm)?, "message": hex_value(message), "qx": hex_value(x),
        "qy": hex_value(y), "r": hex_value(r), "s": hex_value(s),
    });
    Ok(decided(&asked(["ECDSA", "sigVer", "FIPS186-5"], fields)?))
}

/// The shared secret with the own public key; where no private key is given, a fresh one is made.
fn agreement(curve: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let [x, y, private] = exactly(arguments)?;
    with_curve!(curve, C => {
        let rng = &mut Rng::new()?;
        let own = match private {
            [] => qila::ecdh::PrivateKey::<C>::generate(rng)?,
            scalar => qila::ecdh::PrivateKey::<C>::from_scalar(scalar)?,
        };
        let peer = qila::ecdh::PublicKey::<C>::new(&[&[4], x, y].concat())?;
        let (secret, public) = (own.agree(&peer)?, own.public_key()?);
        let (own_x, own_y) = public.as_bytes()[1..].split_at(public.as_bytes().len() / 2);
        Ok(vec![own_x.to_vec(), own_y.to_vec(), secret.as_bytes().to_vec()])
    })
}
