//! Key pairs of every curve beside an independent implementation, both ways: each side verifies
//! what the other one signs, and both agree on the same secret.
//!
//! By command, as it takes minutes and needs Python with the package `cryptography`:
//! `cargo test --release -p qila-keys --test interoperability -- --ignored`. The environment
//! variable PAIRS says how many key pairs of each kind there are, instead of 10,000.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::random::Rng;
use qila_keys::{
    AgreementAlgorithm, AnyAgreementKey, AnyPublicAgreementKey, AnySigningKey, AnyVerifyingKey, SignOptions,
    SignatureAlgorithm,
};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const SIGNATURES: [SignatureAlgorithm; 6] = [
    SignatureAlgorithm::EcdsaP224,
    SignatureAlgorithm::EcdsaP256,
    SignatureAlgorithm::EcdsaP384,
    SignatureAlgorithm::EcdsaP521,
    SignatureAlgorithm::Ed25519,
    SignatureAlgorithm::Ed448,
];
const AGREEMENTS: [AgreementAlgorithm; 6] = [
    AgreementAlgorithm::EcdhP224,
    AgreementAlgorithm::EcdhP256,
    AgreementAlgorithm::EcdhP384,
    AgreementAlgorithm::EcdhP521,
    AgreementAlgorithm::X25519,
    AgreementAlgorithm::X448,
];

/// How many key pairs of each kind.
fn pairs() -> usize {
    std::env::var("PAIRS").map_or(10_000, |count| count.parse().expect("a number"))
}

/// The other implementation.
struct Peer(Child, ChildStdin, BufReader<ChildStdout>);

impl Peer {
    fn new() -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interoperability/peer.py");
        let mut python = Command::new("python3");
        let mut child = python.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self(child, stdin, BufReader::new(stdout))
    }

    /// Asks, and gives the two parts of the answer. A peer that refuses a key or a signature ends,
    /// and says why.
    fn ask(&mut self, action: &str, name: &str, parts: &[&[u8]]) -> [Vec<u8>; 2] {
        let mut line = format!("{action} {name}");
        for part in parts {
            line.push(' ');
            part.iter().for_each(|byte| write!(line, "{byte:02x}").unwrap());
        }
        line.push('\n');
        self.1.write_all(line.as_bytes()).unwrap();
        let mut answer = String::new();
        self.2.read_line(&mut answer).unwrap();
        let parts: Vec<Vec<u8>> = answer.split_whitespace().map(bytes_of).collect();
        parts.try_into().unwrap_or_else(|_| panic!("{name}: the peer takes no {line}"))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn bytes_of(digits: &str) -> Vec<u8> {
    let byte = |i: usize| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).unwrap();
    (0..digits.len() / 2).map(byte).collect()
}

#[test]
#[ignore = "takes minutes, and needs Python's `cryptography`"]
fn each_side_verifies_what_the_other_one_signs() {
    let (rng, how) = (&mut Rng::new().unwrap(), SignOptions::new());
    for algorithm in SIGNATURES {
        let mut peer = Peer::new();
        for number in 0..pairs() {
            let message = &(number as u64).to_le_bytes()[..number % 8 + 1];
            let key = AnySigningKey::generate(algorithm, rng).unwrap();
            let signature = key.sign(&how, message, rng).unwrap();
            let own = key.public().unwrap();
            let [public, signature] = peer.ask("sign", algorithm.name(), &[&own.bytes(), message, &signature]);
            let public = AnyVerifyingKey::new(algorithm, &public).unwrap();
            assert_eq!(public.verify(&how, message, &signature), Ok(()), "{algorithm}");
        }
        println!("{algorithm}: {} key pairs", pairs());
    }
}

#[test]
#[ignore = "takes minutes, and needs Python's `cryptography`"]
fn both_sides_agree() {
    let rng = &mut Rng::new().unwrap();
    for algorithm in AGREEMENTS {
        let mut peer = Peer::new();
        for _ in 0..pairs() {
            let key = AnyAgreementKey::generate(algorithm, rng).unwrap();
            let [public, expected] = peer.ask("agree", algorithm.name(), &[&key.public().unwrap().bytes()]);
            let public = AnyPublicAgreementKey::new(algorithm, &public).unwrap();
            let mut secret = vec![0; algorithm.secret_size()];
            key.agree(&public, &mut secret).unwrap();
            assert!(secret == expected, "{algorithm}");
        }
        println!("{algorithm}: {} key pairs", pairs());
    }
}
