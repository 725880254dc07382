//! The wrapper's protocol, with exchanges whose answers are those of standards.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[allow(dead_code)] // no test uses all of it
mod common;

use serde_json::Value;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A wrapper that runs.
struct Wrapper(Child);

impl Drop for Wrapper {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// Strings as the protocol sends them.
fn message(strings: &[&[u8]]) -> Vec<u8> {
    let numbers = [strings.len()].into_iter().chain(strings.iter().map(|string| string.len()));
    let numbers: Vec<u8> = numbers.flat_map(|number| (number as u32).to_le_bytes()).collect();
    [numbers, strings.concat()].concat()
}

impl Wrapper {
    fn new() -> Self {
        let mut command = Command::new(common::QILA);
        command.args(["acvp", "wrapper"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        Self(command.spawn().expect("the tool starts"))
    }

    fn send(&mut self, bytes: &[u8]) {
        let input = self.0.stdin.as_mut().expect("standard input");
        input.write_all(bytes).and_then(|()| input.flush()).expect("sent");
    }

    fn receive(&mut self) -> Vec<Vec<u8>> {
        let output = self.0.stdout.as_mut().expect("standard output");
        let mut number = || {
            let mut bytes = [0; 4];
            output.read_exact(&mut bytes).expect("a number");
            u32::from_le_bytes(bytes) as usize
        };
        let count = number();
        let lengths: Vec<usize> = (0..count).map(|_| number()).collect();
        let mut string = |length| {
            let mut bytes = vec![0; length];
            output.read_exact(&mut bytes).expect("a string");
            bytes
        };
        lengths.into_iter().map(&mut string).collect()
    }

    fn ask(&mut self, name: &str, arguments: &[&[u8]]) -> Vec<Vec<u8>> {
        self.send(&message(&[&[name.as_bytes()], arguments].concat()));
        self.receive()
    }

    /// Asks with arguments in hexadecimal and compares the answer.
    fn exchange(&mut self, name: &str, arguments: &[&str], expected: &[&str]) {
        let arguments: Vec<Vec<u8>> = arguments.iter().map(|argument| hex::decode(argument).expect("hex")).collect();
        let answer = self.ask(name, &arguments.iter().map(Vec::as_slice).collect::<Vec<_>>());
        assert_eq!(answer.iter().map(hex::encode).collect::<Vec<_>>(), expected, "{name}");
    }
}

const ABC: &str = "616263";
/// The key and the first block of SP 800-38A appendix F, and its first IV.
const KEY: &str = "2b7e151628aed2a6abf7158809cf4f3c";
const BLOCK: &str = "6bc1bee22e409f96e93d7e117393172a";
const IV: &str = "000102030405060708090a0b0c0d0e0f";
const ONE: &str = "01000000";
const THOUSAND: &str = "e8030000";

/// Hash functions and codes: FIPS 180-4, FIPS 202, RFC 4231, RFC 4493, RFC 5869.
#[test]
fn hashes_codes_and_derivations() {
    let mut wrapper = Wrapper::new();
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    wrapper.exchange("SHA2-256", &[ABC], &[digest]);
    let digest = "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23";
    wrapper.exchange("SHA2-512/256", &[ABC], &[digest]);
    wrapper.exchange("SHA3-256", &[ABC], &["3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"]);
    let output = "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26";
    wrapper.exchange("SHAKE-128", &["", "20000000"], &[output]);
    // The inner loop by Python's hashlib, from the SHA-256 value of "seed".
    let seed = hex::encode(qila::hash::sha256(b"seed").expect("a hash value"));
    let expected = "f0c079f397b0ef4e688008ac614729213dd93d8c881e93f8a5e6ac14e4078097";
    wrapper.exchange("SHA2-256/MCT", &[&seed], &[expected]);
    let expected = "049428b13d8ba1d4341a6cc8976c5c3582c8fd6828976d18db8bde13a4b640aa";
    wrapper.exchange("SHA3-256/MCT", &[&seed], &[expected]);

    let (text, key) = (hex::encode("what do ya want for nothing?"), hex::encode("Jefe"));
    let code = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    wrapper.exchange("HMAC-SHA2-256", &[&text, &key], &[code]);
    let tag = "070a16b46b4d4144f79bdd9dd04a287c";
    wrapper.exchange("CMAC-AES", &["10000000", KEY, BLOCK], &[tag]);
    wrapper.exchange("CMAC-AES/verify", &[KEY, BLOCK, tag], &["01"]);
    wrapper.exchange("CMAC-AES/verify", &[KEY, BLOCK, &tag.replace("07", "08")], &["00"]);
    let (key, salt, info) = ("0b".repeat(22), "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9");
    let okm = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";
    wrapper.exchange("HKDF/SHA2-256", &[&key, salt, info, "2a000000"], &[okm]);
}

/// AES: SP 800-38A appendix F, the specification of GCM, RFC 3394, IEEE 1619, and the iterated
/// commands by the Python package cryptography.
#[test]
fn ciphers() {
    let mut wrapper = Wrapper::new();
    let nothing = "0".repeat(32);
    wrapper.exchange("AES/encrypt", &[KEY, BLOCK, ONE], &["3ad77bb40d7a3660a89ecaf32466ef97", &nothing]);
    wrapper.exchange("AES/decrypt", &[KEY, "3ad77bb40d7a3660a89ecaf32466ef97", ONE], &[BLOCK, &nothing]);
    wrapper.exchange("AES-CBC/encrypt", &[KEY, BLOCK, IV, ONE], &["7649abac8119b246cee98e9b12e9197d", &nothing]);
    wrapper.exchange("AES-CBC/decrypt", &[KEY, "7649abac8119b246cee98e9b12e9197d", IV, ONE], &[BLOCK, &nothing]);
    let last = ["09e2c3221a0bc49d3fe0ed4b828be066", "0bd26a7cf11f88608e45d6e57b921cff"];
    wrapper.exchange("AES-CBC/encrypt", &[KEY, BLOCK, IV, THOUSAND], &last);
    let last = ["ecb8208d83f365c86f7424dd78207504", "b78af7f62b5ce1fa59d5b9397808471f"];
    wrapper.exchange("AES-CBC/decrypt", &[KEY, BLOCK, IV, THOUSAND], &last);
    let forth = wrapper.ask("AES/encrypt", &[&[7; 32], &[1; 16], &[3, 0, 0, 0]]);
    assert_eq!(wrapper.ask("AES/decrypt", &[&[7; 32], &forth[0], &[3, 0, 0, 0]])[0], [1; 16]);
    let counter = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";
    wrapper.exchange("AES-CTR/encrypt", &[KEY, BLOCK, counter, ONE], &["874d6191b620e3261bef6864990db6ce"]);

    let (zeros, nonce) = ("00".repeat(16), "00".repeat(12));
    let sealed = "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf";
    wrapper.exchange("AES-GCM/seal", &["10000000", &zeros, &zeros, &nonce, ""], &[sealed]);
    wrapper.exchange("AES-GCM/open", &["10000000", &zeros, sealed, &nonce, ""], &["01", &zeros]);
    wrapper.exchange("AES-GCM/open", &["10000000", &zeros, sealed, &nonce, "00"], &["00", ""]);
    let (key, data) = ("000102030405060708090a0b0c0d0e0f", "00112233445566778899aabbccddeeff");
    let wrapped = "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5";
    wrapper.exchange("AES-KW/seal", &["", key, data, "", ""], &[wrapped]);
    wrapper.exchange("AES-KW/open", &["", key, wrapped, "", ""], &["01", data]);
    wrapper.exchange("AES-KW/open", &["", data, wrapped, "", ""], &["00", ""]);
    let (key, tweak) = ("11".repeat(16) + &"22".repeat(16), "3333333333".to_owned() + &"00".repeat(11));
    let unit = "c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0";
    wrapper.exchange("AES-XTS/encrypt", &[&key, &"44".repeat(32), &tweak], &[unit]);
    wrapper.exchange("AES-XTS/decrypt", &[&key, unit, &tweak], &[&"44".repeat(32)]);

    // SP 800-38C example 1, sealed and opened.
    let (key, nonce, aad) = ("404142434445464748494a4b4c4d4e4f", "10111213141516", "0001020304050607");
    wrapper.exchange("AES-CCM/seal", &["04000000", key, "20212223", nonce, aad], &["7162015b4dac255d"]);
    wrapper.exchange("AES-CCM/open", &["04000000", key, "7162015b4dac255d", nonce, aad], &["01", "20212223"]);
}

/// What signs verifies, and what agrees agrees.
#[test]
fn curves() {
    let mut wrapper = Wrapper::new();
    for curve in ["P-224", "P-256", "P-384", "P-521"] {
        let curve = curve.as_bytes();
        let pair = wrapper.ask("ECDSA/keyGen", &[curve]);
        let [d, x, y] = <[Vec<u8>; 3]>::try_from(pair).expect("three strings");
        assert_eq!(wrapper.ask("ECDSA/keyVer", &[curve, &x, &y]), [[1]]);
        assert_eq!(wrapper.ask("ECDSA/keyVer", &[curve, &y, &x]), [[0]]);
        let signature = wrapper.ask("ECDSA/sigGen", &[curve, &d, b"SHA2-256", b"message"]);
        let [r, s] = <[Vec<u8>; 2]>::try_from(signature).expect("two strings");
        assert_eq!(wrapper.ask("ECDSA/sigVer", &[curve, b"SHA2-256", b"message", &x, &y, &r, &s]), [[1]]);
        assert_eq!(wrapper.ask("ECDSA/sigVer", &[curve, b"SHA2-256", b"another", &x, &y, &r, &s]), [[0]]);

        let name = format!("ECDH/{}", std::str::from_utf8(curve).expect("text"));
        let fresh = wrapper.ask(&name, &[&x, &y, &[]]);
        let known = wrapper.ask(&name, &[&fresh[0], &fresh[1], &d]);
        assert_eq!((&known[0], &known[1], &known[2]), (&x, &y, &fresh[2]));
    }
}

/// A text of a test case.
fn of<'v>(case: &'v Value, name: &str) -> &'v str {
    case[name].as_str().unwrap_or_default()
}

/// The generators, over the project's vectors.
#[test]
fn generators() {
    let mut wrapper = Wrapper::new();
    let mut kinds = std::collections::BTreeSet::new();
    for set in ["ctrDRBG", "hmacDRBG"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../kat-vectors/{set}-1.0"));
        let file = |name: &str| -> Value {
            let text = std::fs::read_to_string(folder.join(name)).expect("vectors");
            serde_json::from_str(&text).expect("JSON")
        };
        let (prompt, expected) = (file("prompt.json"), file("expected.json"));
        let groups = prompt["testGroups"].as_array().expect("groups").iter();
        for (group, answers) in groups.zip(expected["testGroups"].as_array().expect("groups")) {
            let length = group["returnedBitsLen"].as_u64().expect("a length") / 8;
            let length = hex::encode((length as u32).to_le_bytes());
            for (case, answer) in
                group["tests"].as_array().expect("cases").iter().zip(answers["tests"].as_array().expect("cases"))
            {
                let others = case["otherInput"].as_array().expect("inputs");
                let each = |name: &'static str| others.iter().map(move |other| of(other, name));
                let (kind, inputs): (_, Vec<&str>) = match others.len() {
                    2 if group["predResistance"] == true => {
                        let pairs = each("additionalInput").zip(each("entropyInput"));
                        ("-pr", pairs.flat_map(|(additional, entropy)| [additional, entropy]).collect())
                    }
                    3 => {
                        let fresh = [of(&others[0], "additionalInput"), of(&others[0], "entropyInput")];
                        ("-reseed", fresh.into_iter().chain(each("additionalInput").skip(1)).collect())
                    }
                    _ => ("", each("additionalInput").collect()),
                };
                let start = [length.as_str(), of(case, "entropyInput"), of(case, "persoString")];
                let arguments = [&start[..], &inputs, &[of(case, "nonce")]].concat();
                let right = of(answer, "returnedBits").to_lowercase();
                wrapper.exchange(&format!("{set}{kind}/{}", of(group, "mode")), &arguments, &[&right]);
                kinds.insert((set, kind));
            }
        }
    }
    assert!(kinds.len() >= 4, "{kinds:?}");
}

/// The registration has what there are commands for; flush has no response.
#[test]
fn configuration() {
    let mut wrapper = Wrapper::new();
    wrapper.send(&message(&[b"flush"]));
    let config = wrapper.ask("getConfig", &[]);
    let rows: Vec<Value> = serde_json::from_slice(&config[0]).expect("JSON");
    let has = |name: &str| rows.iter().any(|row| row["algorithm"] == *name);
    let expected = ["SHA2-256", "HMAC-SHA3-512", "ACVP-AES-XTS", "ctrDRBG", "ECDSA", "ML-KEM", "PBKDF"];
    assert!(expected.into_iter().all(has), "{rows:?}");
    assert!(!has("LMS") && rows.iter().all(|row| row["ivGen"] != "internal"));
}

/// What is no request ends the work with an error, and nothing is said to it.
#[test]
fn bad_requests_end_the_work() {
    let long = [&2_u32.to_le_bytes()[..], &8_u32.to_le_bytes(), &u32::MAX.to_le_bytes(), b"SHA2-256"].concat();
    let requests = [
        message(&[b"no such command"]),
        message(&[b"SHA2-256"]),
        message(&[b"AES/encrypt", &[0; 16], &[0; 16], &[0; 4]]),
        message(&[b"AES-GCM/open", &[16, 0, 0, 0], &[0; 16], &[0; 15], &[0; 12], b""]),
        message(&[b"\xff"]),
        message(&[]),
        u32::MAX.to_le_bytes().to_vec(),
        long,
        message(&[b"SHA2-256", b"message"])[..20].to_vec(),
        vec![1],
    ];
    for request in requests {
        let mut wrapper = Wrapper::new();
        // It may have ended before all is sent.
        let _ = wrapper.0.stdin.as_mut().expect("standard input").write_all(&request);
        drop(wrapper.0.stdin.take());
        let mut said = Vec::new();
        wrapper.0.stdout.as_mut().expect("standard output").read_to_end(&mut said).expect("read");
        let status = wrapper.0.wait().expect("an end");
        assert_eq!((status.code(), said.len()), (Some(1), 0), "{request:?}");
    }
}

/// Prompt and answers of a set of the project's vectors, group by group.
fn groups(set: &str) -> Vec<(Value, Vec<(Value, Value)>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../kat-vectors/{set}"));
    let file = |name: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(folder.join(name)).expect("vectors");
        let set: Value = serde_json::from_str(&text).expect("JSON");
        set["testGroups"].as_array().expect("groups").clone()
    };
    let cases = |group: &Value| group["tests"].as_array().expect("cases").clone();
    let both = file("prompt.json").into_iter().zip(file("expected.json"));
    both.map(|(group, answers)| (group.clone(), cases(&group).into_iter().zip(cases(&answers)).collect())).collect()
}

/// A text in small letters, as answers are compared.
fn small(case: &Value, name: &str) -> String {
    of(case, name).to_lowercase()
}

/// ML-KEM, as both clients ask.
#[test]
fn encapsulation() {
    let mut wrapper = Wrapper::new();
    for (group, cases) in groups("ML-KEM-keyGen-FIPS203") {
        let set = of(&group, "parameterSet");
        for (case, answer) in cases {
            let (d, z) = (of(&case, "d"), of(&case, "z"));
            let pair = [small(&answer, "ek"), small(&answer, "dk")];
            let pair = [pair[0].as_str(), pair[1].as_str()];
            wrapper.exchange(&format!("{set}/keyGen"), &[&(d.to_owned() + z)], &pair);
            wrapper.exchange(&format!("ML-KEM/{set}/keyGen"), &[d, z], &pair);
        }
    }
    for (group, cases) in groups("ML-KEM-encapDecap-FIPS203") {
        let (set, function) = (of(&group, "parameterSet"), of(&group, "function"));
        for (case, answer) in cases {
            let passed = if answer["testPassed"] == true { "01" } else { "00" };
            let (c, k) = (small(&answer, "c"), small(&answer, "k"));
            match function {
                "encapsulation" => {
                    wrapper.exchange(&format!("{set}/encap"), &[of(&case, "ek"), of(&case, "m")], &[&c, &k]);
                }
                "decapsulation" => {
                    wrapper.exchange(&format!("ML-KEM/{set}/decap"), &[of(&case, "dk"), of(&case, "c")], &[&k]);
                }
                "encapsulationKeyCheck" => {
                    wrapper.exchange(&format!("ML-KEM/{set}/encapKeyCheck"), &[of(&case, "ek")], &[passed]);
                }
                other => {
                    assert_eq!(other, "decapsulationKeyCheck");
                    wrapper.exchange(&format!("ML-KEM/{set}/decapKeyCheck"), &[of(&case, "dk")], &[passed]);
                }
            }
        }
    }
}

/// ML-DSA with the internal interface, as both clients ask.
#[test]
fn lattice_signatures() {
    let mut wrapper = Wrapper::new();
    for (group, cases) in groups("ML-DSA-keyGen-FIPS204") {
        let set = of(&group, "parameterSet");
        for (case, answer) in cases {
            let (pk, sk) = (small(&answer, "pk"), small(&answer, "sk"));
            for name in [format!("{set}/keyGen"), format!("ML-DSA/{set}/keyGen")] {
                wrapper.exchange(&name, &[of(&case, "seed")], &[&pk, &sk]);
            }
        }
    }
    let (mut signed, mut verified) = (0, 0);
    for (group, cases) in groups("ML-DSA-sigGen-FIPS204") {
        let (set, has_mu) = (of(&group, "parameterSet"), group["externalMu"] == true);
        for (case, answer) in cases.iter().filter(|_| group["signatureInterface"] == "internal") {
            let [sk, message, mu, rnd] = ["sk", "message", "mu", "rnd"].map(|name| of(case, name));
            let signature = small(answer, "signature");
            let flag = if has_mu { "01" } else { "00" };
            wrapper.exchange(&format!("ML-DSA/{set}/sigGen"), &[sk, message, mu, rnd, flag], &[&signature]);
            if !has_mu {
                let rnd = if rnd.is_empty() { "00".repeat(32) } else { rnd.to_owned() };
                wrapper.exchange(&format!("{set}/sigGen"), &[sk, message, &rnd], &[&signature]);
            }
            signed += 1;
        }
    }
    for (group, cases) in groups("ML-DSA-sigVer-FIPS204") {
        let (set, has_mu) = (of(&group, "parameterSet"), group["externalMu"] == true);
        for (case, answer) in cases.iter().filter(|_| group["signatureInterface"] == "internal") {
            let [pk, message, mu, signature] = ["pk", "message", "mu", "signature"].map(|name| of(case, name));
            let passed = if answer["testPassed"] == true { "01" } else { "00" };
            let flag = if has_mu { "01" } else { "00" };
            wrapper.exchange(&format!("ML-DSA/{set}/sigVer"), &[signature, pk, message, mu, flag], &[passed]);
            if !has_mu {
                wrapper.exchange(&format!("{set}/sigVer"), &[pk, message, signature], &[passed]);
            }
            verified += 1;
        }
    }
    assert!(signed > 20 && verified > 50, "{signed} {verified}");
}

/// SLH-DSA: keys from vectors, and what signs verifies. EdDSA: RFC 8032 section 7.1, test 2.
#[test]
fn other_signatures() {
    let mut wrapper = Wrapper::new();
    for (group, cases) in groups("SLH-DSA-keyGen-FIPS205") {
        let set = of(&group, "parameterSet");
        // The small sets take long.
        for (case, answer) in cases.iter().filter(|_| set.ends_with('f')) {
            let seeds: String = ["skSeed", "skPrf", "pkSeed"].map(|name| of(case, name)).concat();
            let (sk, pk) = (small(answer, "sk"), small(answer, "pk"));
            wrapper.exchange(&format!("{set}/keyGen"), &[&seeds], &[&sk, &pk]);
            if set.ends_with("128f") {
                let (sk, pk) = (hex::decode(sk).expect("hex"), hex::decode(pk).expect("hex"));
                let signature = wrapper.ask(&format!("{set}/sigGen"), &[&sk, b"message", b""]).remove(0);
                assert_eq!(wrapper.ask(&format!("{set}/sigVer"), &[&pk, b"message", &signature]), [[1]]);
                assert_eq!(wrapper.ask(&format!("{set}/sigVer"), &[&pk, b"another", &signature]), [[0]]);
            }
        }
    }

    let seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    let q = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    let signature = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                     085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
    wrapper.exchange("EDDSA/ED-25519/sigGen", &[seed, "72"], &[signature]);
    wrapper.exchange("EDDSA/ED-25519/sigVer", &["72", q, signature], &["01"]);
    wrapper.exchange("EDDSA/ED-25519/sigVer", &["73", q, signature], &["00"]);
    wrapper.exchange("EDDSA/ED-25519/keyVer", &[q], &["01"]);
    // RFC 8032 section 7.3: Ed25519ph.
    let seed = "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42";
    let q = "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf";
    let signature = "98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae41\
                     31f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406";
    wrapper.exchange("EDDSA/ED-25519/sigGen/preHash", &[seed, ABC, ""], &[signature]);
    wrapper.exchange("EDDSA/ED-25519/sigVer/preHash", &[ABC, q, signature, ""], &["01"]);
    let pair = wrapper.ask("EDDSA/ED-25519/keyGen", &[]);
    assert_eq!(wrapper.ask("EDDSA/ED-25519/keyVer", &[&pair[1]]), [[1]]);
}

/// RSA: what signs verifies, with one key for all signatures of a size.
#[test]
fn rsa_signatures() {
    let mut wrapper = Wrapper::new();
    let bits = 2048_u32.to_le_bytes();
    let mut modulus = Vec::new();
    for form in ["SHA2-256/pkcs1v1.5", "SHA2-384/pss", "SHA2-512/256/pss"] {
        let made = wrapper.ask(&format!("RSA/sigGen/{form}"), &[&bits, b"message"]);
        let [n, e, signature] = <[Vec<u8>; 3]>::try_from(made).expect("three strings");
        let verify = format!("RSA/sigVer/{form}");
        assert_eq!(wrapper.ask(&verify, &[&n, &e, b"message", &signature]), [[1]], "{form}");
        assert_eq!(wrapper.ask(&verify, &[&n, &e, b"another", &signature]), [[0]], "{form}");
        assert!(modulus.is_empty() || modulus == n, "{form} has another key");
        modulus = n;
    }
    let pair = wrapper.ask("RSA/keyGen", &[&bits]);
    assert_eq!(pair.iter().map(Vec::len).collect::<Vec<_>>(), [3, 128, 128, 256, 256]);
}

/// Derivations: RFC 5869, RFC 8448, RFC 6070, and Python's hmac.
#[test]
fn derivations() {
    let mut wrapper = Wrapper::new();
    let (key, salt) = ("0b".repeat(22), "000102030405060708090a0b0c");
    let prk = "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5";
    wrapper.exchange("HKDFExtract/SHA2-256", &[&key, salt], &[prk]);
    let early = "33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a";
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let derived = "6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba";
    let label = hex::encode("derived");
    wrapper.exchange("HKDFExpandLabel/SHA2-256", &["20000000", early, &label, nothing], &[derived]);

    let (secret, seed) = ("9bbe436ba940f017b17652849a71db35", "a0ba9f936cda311827a6f796ffd5198c");
    let (first, second) = seed.split_at(8);
    let output = "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a";
    let label = hex::encode("test label");
    wrapper.exchange("TLSKDF/1.2/SHA2-256", &["20000000", secret, &label, first, second], &[output]);

    let (password, salt) = (hex::encode("passwordPASSWORDpassword"), hex::encode("saltSALT".repeat(4) + "salt"));
    let (count, hash, bits) = (hex::encode(4096_u32.to_le_bytes()), hex::encode("SHA-1"), "c8000000");
    let derived = "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038";
    wrapper.exchange("PBKDF", &[&password, &salt, &count, &hash, bits], &[derived]);

    let (key, fixed) = ("0b".repeat(32), hex::encode("fixed data"));
    let output = "23c8a389feee3a429e4d8f2467b23c9e0dab59367eba6cb89218bdc2c7bc9b1a2fc7801511dd48b4";
    wrapper.exchange("KDF/Feedback/HMAC-SHA2-256", &["28000000", &key, &fixed], &[output]);
    let arguments: [&[u8]; 5] = [&[32, 0, 0, 0], b"HMAC-SHA2-256", b"before fixed data", &[11; 32], &[32, 0, 0, 0]];
    let [fixed, output] = <[Vec<u8>; 2]>::try_from(wrapper.ask("KDF-counter", &arguments)).expect("two strings");
    let expected = qila::mac::HmacKey::<qila::hash::Sha256>::new(&[11; 32]).expect("a key");
    let expected = expected.authenticate(&[&[0, 0, 0, 1][..], &fixed].concat()).expect("a code");
    assert_eq!(output, expected.as_ref());
}
