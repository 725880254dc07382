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
    assert!(["SHA2-256", "HMAC-SHA3-512", "ACVP-AES-XTS", "ctrDRBG", "ECDSA"].into_iter().all(has), "{rows:?}");
    assert!(!has("ML-KEM") && rows.iter().all(|row| row["ivGen"] != "internal"));
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
