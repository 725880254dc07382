//! The files of Wycheproof: cases made to break implementations, each with a verdict. A case is
//! right if the service accepts valid input, with the expected output. It is right if the service
//! refuses invalid input, with an error of its own or another output. What keeps a case from
//! reaching the service is no refusal.

use super::{
    dsa, name, wycheproof_curves, wycheproof_ecdh, wycheproof_ecdsa, wycheproof_ff1, wycheproof_ml_dsa,
    wycheproof_ml_kem, wycheproof_rsa,
};
use crate::acvp::NotOffered;
use crate::acvp::answer::caught;
use crate::acvp::case::{Object, bytes, iterations, number, output};
use crate::acvp::gcm::tag_length;
use crate::acvp::hash;
use crate::acvp::report::{Failure, Line};
use crate::acvp::set::objects;
use crate::{json, kernels};
use anyhow::{Context, Result, ensure};
use qila::Error;
use qila::aead::{AesCcmKey, AesGcmKey, AesGcmSivKey, AsconAead128Key, ChaCha20Poly1305Key};
use qila::cipher::{AesKey, AesXtsKey, BLOCK_SIZE};
use qila::hash::HashAlgorithm;
use qila::kdf::{DynHkdf, Pbkdf2};
use qila::key_wrap::KeyWrapKey;
use qila::mac::{CmacKey, DynHmacKey, GmacKey, KmacKey};
use qila::xof::XofAlgorithm;
use std::path::Path;

/// A case with its group.
struct Case<'a> {
    group: &'a Object,
    test: &'a Object,
}

impl Case<'_> {
    fn hex(&self, name: &str) -> Result<Vec<u8>> {
        bytes(name, self.test.get(name).with_context(|| format!("a case has no {name}"))?)
    }

    fn number(&self, name: &str) -> Result<usize> {
        let value = self.test.get(name).or_else(|| self.group.get(name));
        number(name, value.with_context(|| format!("a case has no {name}"))?)
    }
}

/// Whether the service accepts a case, and gives what it should; see [`accepted`] for errors.
type Check = fn(&str, &Case) -> Result<bool>;

/// The algorithms, by what their names begin with, and how they are checked.
const CHECKS: &[(&str, Check)] = &[
    ("AES-GCM-SIV", |_, case| {
        open(case, |case, data, tag| {
            Ok(AesGcmSivKey::new(&case.hex("key")?)?.open_in_place(&case.hex("iv")?, &case.hex("aad")?, data, tag)?)
        })
    }),
    ("AES-GCM", |_, case| {
        open(case, |case, data, tag| {
            let length = tag_length(case.number("tagSize")? / 8)?;
            let key = AesGcmKey::with_tag_length(&case.hex("key")?, length)?;
            Ok(key.open_in_place(&case.hex("iv")?, &case.hex("aad")?, data, tag)?)
        })
    }),
    ("AES-CCM", |_, case| {
        open(case, |case, data, tag| {
            let key = AesCcmKey::with_tag_size(&case.hex("key")?, case.number("tagSize")? / 8)?;
            Ok(key.open_in_place(&case.hex("iv")?, &case.hex("aad")?, data, tag)?)
        })
    }),
    ("ASCON-AEAD128", |_, case| {
        open(case, |case, data, tag| {
            let key = AsconAead128Key::with_tag_bits(&case.hex("key")?, case.number("tagSize")?)?;
            Ok(key.open_in_place(&case.hex("iv")?, &case.hex("aad")?, data, tag)?)
        })
    }),
    ("CHACHA20-POLY1305", |_, case| {
        open(case, |case, data, tag| {
            Ok(ChaCha20Poly1305Key::new(&case.hex("key")?)?.open_in_place(
                &case.hex("iv")?,
                &case.hex("aad")?,
                data,
                tag,
            )?)
        })
    }),
    ("AES-GMAC", |_, case| {
        verify(case, |case, message, tag| {
            let length = tag_length(case.number("tagSize")? / 8)?;
            Ok(GmacKey::with_tag_length(&case.hex("key")?, length)?.verify(&case.hex("iv")?, message, tag)?)
        })
    }),
    ("AES-CMAC", |_, case| {
        verify(case, |case, message, tag| Ok(CmacKey::new(&case.hex("key")?)?.verify(message, tag)?))
    }),
    ("KMAC128", |_, case| {
        verify(case, |case, message, tag| {
            Ok(KmacKey::new(XofAlgorithm::Shake128, &case.hex("key")?)?.verify(message, tag)?)
        })
    }),
    ("KMAC256", |_, case| {
        verify(case, |case, message, tag| {
            Ok(KmacKey::new(XofAlgorithm::Shake256, &case.hex("key")?)?.verify(message, tag)?)
        })
    }),
    ("HMAC", |name, case| {
        let key = DynHmacKey::new(hash_of(name.trim_start_matches("HMAC"))?, &case.hex("key")?)?;
        verify(case, |_, message, tag| Ok(key.verify(message, tag)?))
    }),
    ("AES-WRAP", |_, case| unwrap(case, KeyWrapKey::unwrap)),
    ("AES-KWP", |_, case| unwrap(case, KeyWrapKey::unwrap_padded)),
    ("AES-CBC-PKCS5", |_, case| {
        let (ciphertext, iv) = (case.hex("ct")?, case.hex("iv")?);
        let mut out = vec![0; ciphertext.len()];
        let Ok(iv) = iv.as_slice().try_into() else { return Ok(false) };
        let len = AesKey::new(&case.hex("key")?)?.cbc_decrypt_padded(&iv, &ciphertext, &mut out)?;
        Ok(out[..len] == case.hex("msg")?)
    }),
    ("AES-XTS", |_, case| {
        // SP 800-38E has XTS with AES-128 and AES-256 only.
        if case.hex("key")?.len() == 48 {
            return Err(NotOffered("XTS with AES-192".to_owned()).into());
        }
        let mut data = case.hex("ct")?;
        let (iv, mut tweak) = (case.hex("iv")?, [0; BLOCK_SIZE]);
        let Some(start) = tweak.get_mut(..iv.len()) else { return Ok(false) };
        start.copy_from_slice(&iv);
        AesXtsKey::new(&case.hex("key")?)?.decrypt(&tweak, &mut data)?;
        Ok(data == case.hex("msg")?)
    }),
    ("AES-FF1", |_, case| wycheproof_ff1::check(case.group, case.test)),
    ("EDDSA", |_, case| wycheproof_curves::eddsa(case.group, case.test)),
    ("XDH", |_, case| wycheproof_curves::xdh(case.group, case.test)),
    ("ECDH", |_, case| wycheproof_ecdh::check(case.group, case.test)),
    ("ECDSA", |_, case| wycheproof_ecdsa::check(case.group, case.test)),
    ("DSA", |_, case| dsa::check(case.group, case.test)),
    ("ML-DSA", |name, case| wycheproof_ml_dsa::check(name, case.group, case.test)),
    ("RSASSA-", |_, case| wycheproof_rsa::check(case.group, case.test)),
    ("RSAES-OAEP", |_, case| wycheproof_rsa::check(case.group, case.test)),
    ("ML-KEM", |_, case| wycheproof_ml_kem::check(case.group, case.test)),
    ("HKDF-", |name, case| {
        let mut out = output(8 * case.number("size")?)?;
        let key =
            DynHkdf::extract(hash_of(name.trim_start_matches("HKDF-"))?, &case.hex("salt")?, &case.hex("ikm")?)?;
        key.expand(&case.hex("info")?, &mut out)?;
        Ok(out == case.hex("okm")?)
    }),
    ("PBKDF2-HMAC", |name, case| {
        let (password, salt) = (case.hex("password")?, case.hex("salt")?);
        let count = iterations(case.number("iterationCount")?)?;
        let mut out = output(8 * case.number("dkLen")?)?;
        Pbkdf2::new(hash_of(name.trim_start_matches("PBKDF2-HMAC"))?, &password, &salt, count)?.derive(&mut out)?;
        Ok(out == case.hex("dk")?)
    }),
];

/// The primitives of the catalogue on which algorithms stand, by what their names begin with,
/// unless it is a hash function.
const PRIMITIVES: &[(&str, &[&str])] = &[
    ("AES-GCM", &["AES-GCM"]),
    ("AES-GMAC", &["AES-GCM"]),
    ("AES-", &["AES"]),
    ("ASCON-", &["Ascon"]),
    ("CHACHA20-POLY1305", &["ChaCha20", "Poly1305"]),
    ("ECDH", &["curves"]),
    ("ECDSA", &["curves"]),
    ("KMAC", &["Keccak"]),
    ("ML-DSA", &["ML-DSA", "Keccak"]),
    ("DSA", &["RSA"]),
    ("RSASSA-", &["RSA"]),
    ("RSAES-OAEP", &["RSA"]),
    ("ML-KEM", &["ML-KEM", "Keccak"]),
    ("EDDSA", &["Ed25519, X25519", "Ed448, X448"]),
    ("XDH", &["Ed25519, X25519", "Ed448, X448"]),
];

/// The kernels that serve an algorithm here; none if it is not offered.
fn kernels_of(algorithm: &str) -> String {
    let hash = ["HMAC", "HKDF-", "PBKDF2-HMAC"].iter().find_map(|start| algorithm.strip_prefix(start));
    match hash.map(hash_of) {
        Some(hash) => hash.map_or(String::new(), |hash| kernels::joined([hash.name()])),
        None => {
            let primitives = PRIMITIVES.iter().find(|(start, _)| algorithm.starts_with(start));
            primitives.map_or(String::new(), |(_, names)| kernels::joined(names.iter().copied()))
        }
    }
}

/// The hash function that is SHA1, SHA-256, SHA512/256 or SHA3-224 in a name. Others, as SM3, are
/// not offered.
fn hash_of(name: &str) -> Result<HashAlgorithm> {
    let rest = name.strip_prefix("SHA").ok_or_else(|| NotOffered(name.to_owned()))?;
    hash::named(&match rest.trim_start_matches('-') {
        "1" => "SHA-1".to_owned(),
        bits if bits.starts_with("3-") => format!("SHA{bits}"),
        bits => format!("SHA2-{bits}"),
    })
}

/// Opens ciphertext and tag.
fn open(case: &Case, work: impl Fn(&Case, &mut [u8], &[u8]) -> Result<()>) -> Result<bool> {
    let mut data = case.hex("ct")?;
    work(case, &mut data, &case.hex("tag")?)?;
    Ok(data == case.hex("msg")?)
}

/// Verifies a tag, which must be as long as its group says.
fn verify(case: &Case, work: impl Fn(&Case, &[u8], &[u8]) -> Result<()>) -> Result<bool> {
    let tag = case.hex("tag")?;
    if 8 * tag.len() != case.number("tagSize")? {
        return Ok(false);
    }
    work(case, &case.hex("msg")?, &tag)?;
    Ok(true)
}

fn unwrap(case: &Case, work: fn(&KeyWrapKey, &[u8], &mut [u8]) -> qila::Result<usize>) -> Result<bool> {
    let ciphertext = case.hex("ct")?;
    let mut out = vec![0; ciphertext.len()];
    let len = work(&KeyWrapKey::new(&case.hex("key")?)?, &ciphertext, &mut out)?;
    Ok(out[..len] == case.hex("msg")?)
}

/// Whether a file is one of Wycheproof's, by its name.
pub fn is_one(path: &Path) -> bool {
    name(path).ends_with("_test.json")
}

/// Checks every case of a file, if what is known of it by then is asked for.
pub fn run(path: &Path, line: &mut Line, wanted: impl Fn(&Line) -> bool) -> Result<()> {
    let document = json::read(path)?;
    let set = document.as_object().context("no object")?;
    line.algorithm = set.get("algorithm").and_then(|name| name.as_str()).context("no algorithm")?.to_owned();
    line.revision = "Wycheproof".to_owned();
    if !wanted(line) {
        return Ok(());
    }
    let groups = objects(set, "testGroups")?;
    line.groups = groups.len();
    let check = CHECKS.iter().find(|(start, _)| line.algorithm.starts_with(start)).map(|(_, check)| *check);
    if check.is_some() {
        line.kernel = kernels_of(&line.algorithm);
    }
    for group in groups {
        for test in objects(group, "tests")? {
            let Some(check) = check else {
                line.skip(1, "not offered".to_owned());
                continue;
            };
            let verdict = test.get("result").and_then(|result| result.as_str()).context("a case without a result")?;
            let why = match (verdict, accepted(check, &line.algorithm, &Case { group, test })) {
                (_, Err(error)) if error.is::<NotOffered>() => {
                    line.skip(1, error.to_string());
                    continue;
                }
                ("valid", Ok(true)) | ("invalid", Ok(false)) | ("acceptable", Ok(_)) => {
                    line.pass();
                    continue;
                }
                (_, Ok(accepted)) => {
                    format!("is {verdict}, but was {}", if accepted { "accepted" } else { "refused" })
                }
                (_, Err(error)) => format!("{error:#}"),
            };
            let case = test.get("tcId").cloned().unwrap_or_default();
            line.fail(Failure { group: group.get("type").cloned().unwrap_or_default(), case, why });
        }
    }
    ensure!(line.cases > 0, "the file has no cases");
    Ok(())
}

/// Whether the service accepts a case. An error of the service refuses it, but not one of a module
/// that serves nothing, and none of the file or of the tool.
fn accepted(check: Check, algorithm: &str, case: &Case) -> Result<bool> {
    match caught(|| check(algorithm, case)) {
        Err(error) => match error.downcast_ref() {
            None | Some(Error::ModuleInErrorState) => Err(error),
            Some(_) => Ok(false),
        },
        accepted => accepted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// How many cases of a file pass, fail and are skipped.
    fn verdicts(algorithm: &str, mut group: Value, tests: &[Value]) -> [usize; 3] {
        group["tests"] = json!(tests);
        let set = json!({ "algorithm": algorithm, "testGroups": [group] });
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("one_test.json");
        assert!(is_one(&path));
        std::fs::write(&path, set.to_string()).expect("a file");
        let mut line = Line::default();
        run(&path, &mut line, |_| true).expect("it is understood");
        [line.passed, line.failed, line.skipped]
    }

    #[test]
    fn every_algorithm_has_its_kernels() {
        for (start, _) in CHECKS {
            assert_ne!(kernels_of(&format!("{start}SHA-256")), "", "{start}");
        }
        assert_eq!(kernels_of("HMACSHA512/256"), kernels::joined(["SHA-512"]));
        assert_eq!(kernels_of("HMACSM3"), "");
    }

    /// The example of RFC 4493 with its tag, with another, and with a wrong verdict: only the last
    /// fails.
    #[test]
    fn verdicts_are_compared() {
        let case = |tag: &str, result| json!({ "tcId": 1, "key": "2b7e151628aed2a6abf7158809cf4f3c", "msg": "", "tag": tag, "result": result });
        let (right, wrong) = ("bb1d6929e95937287fa37d129b756746", "bb1d6929e95937287fa37d129b756747");
        let tests = [
            case(right, "valid"),
            case(wrong, "invalid"),
            case(&right[..30], "invalid"),
            case(wrong, "valid"),
            case(right, "invalid"),
        ];
        let group = json!({ "type": "MacTest", "tagSize": 128 });
        assert_eq!(verdicts("AES-CMAC", group.clone(), &tests), [3, 2, 0]);
        // A hash function that the module does not have is no failure of it.
        assert_eq!(verdicts("HMACSM3", group, &tests), [0, 0, 5]);
    }

    /// The first example of NIST for FF1, and strings that are none, as characters and as numbers.
    #[test]
    fn strings_of_numerals_are_read() {
        let digits = |text: &str| -> Value { text.bytes().map(|digit| i32::from(digit) - 48).collect() };
        let case = |msg: Value, ct: Value, result| json!({ "tcId": 1, "key": "2b7e151628aed2a6abf7158809cf4f3c", "tweak": "", "msg": msg, "ct": ct, "result": result });
        let (plain, cipher) = ("0123456789", "2433477484");
        let text = json!({ "type": "FpeStrTest", "radix": 10, "alphabet": plain });
        let tests = [
            case(json!(plain), json!(cipher), "valid"),
            case(json!(plain), json!("2433477485"), "valid"),
            case(json!(cipher), json!(cipher), "invalid"),
            case(json!("012345678x"), json!(""), "invalid"),
            case(json!("012345678x"), json!(""), "valid"),
            case(json!("6"), json!(""), "invalid"),
            case(json!("91"), json!("19"), "valid"),
        ];
        assert_eq!(verdicts("AES-FF1", text, &tests), [4, 2, 1]);
        let list = json!({ "type": "FpeListTest", "radix": 10 });
        let tests = [
            case(digits(plain), digits(cipher), "valid"),
            case(digits(plain), digits("2433477485"), "valid"),
            case(json!([0, 1, 2, 3, 4, 5, 6, 7, 8, -1]), json!([]), "invalid"),
            case(json!([0, 1, 2, 3, 4, 5, 6, 7, 8, 10]), json!([]), "invalid"),
            case(json!([0, 1, 2, 3, 4, 5, 6, 7, 8, 65546]), json!([]), "invalid"),
        ];
        assert_eq!(verdicts("AES-FF1", list, &tests), [4, 1, 0]);
        // Every number that the interface can take is a numeral of the largest radix, so no wrong
        // one reaches it.
        let largest = json!({ "type": "FpeListTest", "radix": 65536 });
        assert_eq!(verdicts("AES-FF1", largest, &[case(json!([0, 65536]), json!([]), "invalid")]), [0, 0, 1]);
    }
}
