//! The commands of what has pairs of keys: RSA, EdDSA, ML-KEM, ML-DSA and SLH-DSA. BoringSSL's
//! client begins a name with the parameter set, AWS-LC's with the family; their arguments differ,
//! too.

use super::super::{hex_value, rsa};
use super::ask::{asked, decided, of, only};
use super::{Strings, counted, exactly};
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The families whose commands have the parameter set in their name.
const FAMILIES: [&str; 4] = ["EDDSA", "ML-KEM", "ML-DSA", "SLH-DSA"];

/// Carries out a command of one of these, if its name is that of one.
pub fn answer(name: &str, arguments: &[Vec<u8>]) -> Option<Result<Strings>> {
    if let Some(work) = name.strip_prefix("RSA/") {
        return Some(of_rsa(work, arguments));
    }
    let family = FAMILIES.into_iter().find(|family| name.starts_with(family))?;
    // With the family before it or without.
    let rest = name.strip_prefix(family)?.strip_prefix('/').unwrap_or(name);
    let (set, work) = rest.split_once('/')?;
    Some(match family {
        "EDDSA" => of_eddsa(set, work, arguments),
        "ML-KEM" => of_ml_kem(set, work, arguments),
        "ML-DSA" => of_ml_dsa(set, work, arguments),
        _ => of_slh_dsa(set, work, arguments),
    })
}

fn of_eddsa(curve: &str, work: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let ask = |mode: &str, fields: Value| asked(["EDDSA", mode, "1.0"], fields);
    let (work, is_hashed) = work.strip_suffix("/preHash").map_or((work, false), |work| (work, true));
    // What is hashed first has a context.
    let (arguments, context) = match arguments.split_last() {
        Some((context, others)) if is_hashed => (others, context.as_slice()),
        _ => (arguments, &[][..]),
    };
    let fields = |mut fields: Value| {
        fields["curve"] = json!(curve);
        fields["preHash"] = json!(is_hashed);
        fields["context"] = hex_value(context);
        fields
    };
    match work {
        "keyGen" => {
            let [] = exactly(arguments)?;
            let pair = ask("keyGen", json!({ "curve": curve }))?;
            Ok(vec![of(&pair, "d")?, of(&pair, "q")?])
        }
        "keyVer" => {
            let [q] = exactly(arguments)?;
            Ok(decided(&ask("keyVer", json!({ "curve": curve, "q": hex_value(q) }))?))
        }
        "sigGen" => {
            let [seed, message] = exactly(arguments)?;
            let fields = fields(json!({ "d": hex_value(seed), "message": hex_value(message) }));
            only(&ask("sigGen", fields)?, "signature")
        }
        "sigVer" => {
            let [message, q, signature] = exactly(arguments)?;
            let fields = fields(
                json!({ "message": hex_value(message), "q": hex_value(q), "signature": hex_value(signature) }),
            );
            Ok(decided(&ask("sigVer", fields)?))
        }
        other => bail!("EdDSA has no {other}"),
    }
}

fn of_ml_kem(set: &str, work: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let ask = |function: &str, mut fields: Value| {
        fields["parameterSet"] = json!(set);
        fields["function"] = json!(function);
        let mode = if function == "keyGen" { "keyGen" } else { "encapDecap" };
        asked(["ML-KEM", mode, "FIPS203"], fields)
    };
    match work {
        "keyGen" => {
            // One seed of 64 bytes, or its two halves.
            let seed = arguments.concat();
            let halves = seed.split_at_checked(32).filter(|(_, z)| z.len() == 32);
            let (d, z) = halves.with_context(|| format!("a seed of {} bytes", seed.len()))?;
            let pair = ask("keyGen", json!({ "d": hex_value(d), "z": hex_value(z) }))?;
            Ok(vec![of(&pair, "ek")?, of(&pair, "dk")?])
        }
        "encap" => {
            let [ek, m] = exactly(arguments)?;
            let made = ask("encapsulation", json!({ "ek": hex_value(ek), "m": hex_value(m) }))?;
            Ok(vec![of(&made, "c")?, of(&made, "k")?])
        }
        "decap" => {
            let [dk, c] = exactly(arguments)?;
            only(&ask("decapsulation", json!({ "dk": hex_value(dk), "c": hex_value(c) }))?, "k")
        }
        "encapKeyCheck" => {
            let [ek] = exactly(arguments)?;
            Ok(decided(&ask("encapsulationKeyCheck", json!({ "ek": hex_value(ek) }))?))
        }
        "decapKeyCheck" => {
            let [dk] = exactly(arguments)?;
            Ok(decided(&ask("decapsulationKeyCheck", json!({ "dk": hex_value(dk) }))?))
        }
        other => bail!("ML-KEM has no {other}"),
    }
}

/// Message and mu, of which a flag of one byte says which counts; the internal interface.
fn of_mu(message: &[u8], mu: &[u8], flag: &[u8]) -> Result<Value> {
    ensure!(matches!(flag, [0 | 1]), "a flag is one byte, 0 or 1");
    Ok(json!({
        "signatureInterface": "internal", "externalMu": flag == [1], "message": hex_value(message),
        "mu": hex_value(mu),
    }))
}

fn of_ml_dsa(set: &str, work: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let ask = |mode: &str, mut fields: Value| {
        fields["parameterSet"] = json!(set);
        asked(["ML-DSA", mode, "FIPS204"], fields)
    };
    match (work, arguments.len()) {
        ("keyGen", _) => {
            let [seed] = exactly(arguments)?;
            let pair = ask("keyGen", json!({ "seed": hex_value(seed) }))?;
            Ok(vec![of(&pair, "pk")?, of(&pair, "sk")?])
        }
        ("sigGen", 3 | 5) => {
            let (sk, rnd, mut fields) = if let Ok([sk, message, rnd]) = exactly(arguments) {
                (sk, rnd, of_mu(message, &[], &[0])?)
            } else {
                let [sk, message, mu, rnd, flag] = exactly(arguments)?;
                (sk, rnd, of_mu(message, mu, flag)?)
            };
            fields["sk"] = hex_value(sk);
            // No random bits are those of a deterministic signature.
            fields["rnd"] = hex_value(if rnd.is_empty() { &[0; 32] } else { rnd });
            only(&ask("sigGen", fields)?, "signature")
        }
        ("sigVer", 3 | 5) => {
            let (pk, signature, mut fields) = if let Ok([pk, message, signature]) = exactly(arguments) {
                (pk, signature, of_mu(message, &[], &[0])?)
            } else {
                let [signature, pk, message, mu, flag] = exactly(arguments)?;
                (pk, signature, of_mu(message, mu, flag)?)
            };
            fields["pk"] = hex_value(pk);
            fields["signature"] = hex_value(signature);
            Ok(decided(&ask("sigVer", fields)?))
        }
        (other, count) => bail!("ML-DSA has no {other} with {count} arguments"),
    }
}

fn of_slh_dsa(set: &str, work: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let ask = |mode: &str, mut fields: Value| {
        fields["parameterSet"] = json!(set);
        fields["signatureInterface"] = json!("internal");
        asked(["SLH-DSA", mode, "FIPS205"], fields)
    };
    match work {
        "keyGen" => {
            let [seeds] = exactly(arguments)?;
            ensure!(!seeds.is_empty() && seeds.len() % 3 == 0, "three seeds in {} bytes", seeds.len());
            let (secret, others) = seeds.split_at(seeds.len() / 3);
            let (prf, public) = others.split_at(seeds.len() / 3);
            let fields = json!({ "skSeed": hex_value(secret), "skPrf": hex_value(prf), "pkSeed": hex_value(public) });
            let pair = ask("keyGen", fields)?;
            Ok(vec![of(&pair, "sk")?, of(&pair, "pk")?])
        }
        "sigGen" => {
            let [sk, message, randomness] = exactly(arguments)?;
            let fields = json!({
                "sk": hex_value(sk), "message": hex_value(message), "deterministic": randomness.is_empty(),
                "additionalRandomness": hex_value(randomness),
            });
            only(&ask("sigGen", fields)?, "signature")
        }
        "sigVer" => {
            let [pk, message, signature] = exactly(arguments)?;
            let fields =
                json!({ "pk": hex_value(pk), "message": hex_value(message), "signature": hex_value(signature) });
            Ok(decided(&ask("sigVer", fields)?))
        }
        other => bail!("SLH-DSA has no {other}"),
    }
}

thread_local! {
    /// The keys that sign, by the bits of their modulus: a client wants all signatures of a group
    /// from the same.
    static SIGNERS: RefCell<BTreeMap<usize, rsa::Signer>> = const { RefCell::new(BTreeMap::new()) };
}

fn of_rsa(work: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    if work == "keyGen" {
        let [bits] = exactly(arguments)?;
        let fields = json!({ "modulo": counted(bits)?, "randPQ": "probable", "keyFormat": "standard" });
        let pair = asked(["RSA", "keyGen", "FIPS186-5"], fields)?;
        return ["e", "p", "q", "n", "d"].iter().map(|name| of(&pair, name)).collect();
    }
    let (work, form) = work.split_once('/').context("no form of a signature")?;
    let (hash, form) = form.rsplit_once('/').context("no hash function")?;
    let fields =
        json!({ "hashAlg": hash, "sigType": form, "saltLen": super::super::hash::named(hash)?.output_size() });
    match work {
        "sigGen" => {
            let [bits, message] = exactly(arguments)?;
            SIGNERS.with_borrow_mut(|signers| {
                let bits = counted(bits)?;
                let signer = match signers.entry(bits) {
                    std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                    std::collections::btree_map::Entry::Vacant(place) => place.insert(rsa::Signer::new(bits)?),
                };
                signer.sign(&fields, message)
            })
        }
        "sigVer" => {
            let [n, e, message, signature] = exactly(arguments)?;
            let mut fields = fields;
            for (name, value) in [("n", n), ("e", e), ("message", message), ("signature", signature)] {
                fields[name] = hex_value(value);
            }
            Ok(decided(&asked(["RSA", "sigVer", "FIPS186-5"], fields)?))
        }
        other => bail!("RSA has no {other}"),
    }
}
