//! Hash functions, message authentication and key derivation: whole services, gate included.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a bench fails by panicking

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use qila::hash::{AsconHash256, HashAlgorithm, HashFunction, Sha256, Sha512, batch_into};
use qila::hash::{sha1, sha3_256, sha3_512, sha256, sha384, sha512};
use qila::kdf::{self, Hkdf, KeyBasedKdf, OneStep, hkdf};
use qila::mac::{CmacKey, GmacKey, HmacKey, KmacKey};
use qila::xof::{ParallelHash, XofAlgorithm, shake128, shake256};
use std::hint::black_box;

/// A block of SHA-256, which needs another for its padding; a packet; a page; a TLS record.
const SIZES: [usize; 4] = [64, 1344, 4096, 16384];
const KEY: [u8; 32] = [0x42; 32];

fn hashes(criterion: &mut Criterion) {
    each_size(criterion, "SHA-1", sha1);
    each_size(criterion, "SHA-256", sha256);
    each_size(criterion, "SHA-384", sha384);
    each_size(criterion, "SHA-512", sha512);
    each_size(criterion, "SHA3-256", sha3_256);
    each_size(criterion, "SHA3-512", sha3_512);
    each_size(criterion, "SHAKE128", |data| shake128(data, &mut [0; 32]));
    each_size(criterion, "SHAKE256", |data| shake256(data, &mut [0; 32]));
    each_size(criterion, "Ascon-Hash256", AsconHash256::digest);
}

/// Sixteen messages of each length at once.
fn batches(criterion: &mut Criterion) {
    const COUNT: usize = 16;
    for algorithm in [HashAlgorithm::Sha1, HashAlgorithm::Sha256, HashAlgorithm::Sha512, HashAlgorithm::Sha3_256] {
        let mut group = criterion.benchmark_group(format!("{} of {COUNT} messages", algorithm.name()));
        let mut values = vec![0; COUNT * algorithm.output_size()];
        for len in SIZES {
            let data = vec![0; COUNT * len];
            group.throughput(Throughput::Bytes(data.len() as u64));
            group.bench_function(len.to_string(), |bencher| {
                bencher.iter(|| batch_into(algorithm, black_box(&data), len, &mut values));
            });
        }
    }
}

/// A message in parts of an odd length.
fn parts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("SHA-256 in parts");
    let data = vec![0; 16384];
    group.throughput(Throughput::Bytes(data.len() as u64));
    for part in [17, 100, 1000] {
        group.bench_with_input(BenchmarkId::from_parameter(part), &part, |bencher, &part| {
            bencher.iter(|| {
                let mut hasher = Sha256::new()?;
                black_box(&data).chunks(part).for_each(|part| hasher.update(part));
                hasher.finalize()
            });
        });
    }
}

/// With a ready key, and with a key taken for one message.
fn macs(criterion: &mut Criterion) {
    let key = HmacKey::<Sha256>::new(&KEY).expect("the module works");
    each_size(criterion, "HMAC-SHA-256", |data| key.authenticate(data));
    each_size(criterion, "HMAC-SHA-256 with its key", |data| {
        HmacKey::<Sha256>::new(black_box(&KEY)).and_then(|key| key.authenticate(data))
    });
    let key = HmacKey::<Sha512>::new(&KEY).expect("the module works");
    each_size(criterion, "HMAC-SHA-512", |data| key.authenticate(data));
    let key = KmacKey::new(XofAlgorithm::Shake128, &KEY).expect("the module works");
    each_size(criterion, "KMAC128", |data| key.authenticate_into(data, &mut [0; 32]));
    let key = CmacKey::new(&KEY).expect("the module works");
    each_size(criterion, "AES-256 CMAC", |data| key.authenticate(data));
    let key = GmacKey::new(&KEY).expect("the module works");
    let maker = key.caller_iv().expect("the module works");
    each_size(criterion, "AES-256 GMAC", |data| maker.authenticate(&KEY[..12], data));
}

/// A mebibyte in blocks of 8 KiB, side by side, and by SHAKE128 alone.
fn blocks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a mebibyte");
    let data = vec![0; 1 << 20];
    group.throughput(Throughput::Bytes(data.len() as u64));
    group.bench_function("ParallelHash128", |bencher| {
        bencher.iter(|| {
            let mut hash = ParallelHash::new(XofAlgorithm::Shake128, 8192)?;
            hash.update(black_box(&data));
            hash.finalize_into(&mut [0; 32])
        });
    });
    group.bench_function("SHAKE128", |bencher| bencher.iter(|| shake128(black_box(&data), &mut [0; 32])));
}

fn each_size<O>(criterion: &mut Criterion, name: &str, work: impl Fn(&[u8]) -> O) {
    let mut group = criterion.benchmark_group(name);
    for len in SIZES {
        let data = vec![0; len];
        group.throughput(Throughput::Bytes(len as u64));
        group.bench_function(len.to_string(), |bencher| bencher.iter(|| work(black_box(&data))));
    }
}

/// One key of 32 bytes from a shared secret of 32 bytes, and the second step alone.
fn keys(criterion: &mut Criterion) {
    fn of<H: HashFunction>(criterion: &mut Criterion, name: &str) {
        let mut group = criterion.benchmark_group(name);
        let mut out = [0; 32];
        group.bench_function("both steps", |bencher| {
            bencher.iter(|| hkdf::<H>(black_box(b"salt"), black_box(&KEY), b"info", black_box(&mut out)));
        });
        let key = Hkdf::<H>::extract(b"salt", &KEY).expect("the module works");
        group.bench_function("expand", |bencher| bencher.iter(|| key.expand(b"info", black_box(&mut out))));
    }
    of::<Sha256>(criterion, "HKDF-SHA-256");
    of::<Sha512>(criterion, "HKDF-SHA-512");
}

/// 32 bytes of a secret or password of 32 bytes, by every other derivation, or what the protocol
/// derives at once.
fn derivations(criterion: &mut Criterion) {
    const SHA256: HashAlgorithm = HashAlgorithm::Sha256;
    type Work = fn(&[u8], &mut [u8; 32]) -> qila::Result<()>;
    let rows: [(&str, Work); 17] = [
        ("PBKDF2, 1000 iterations", |key, out| kdf::Pbkdf2::new(SHA256, key, b"salt", 1000)?.derive(out)),
        ("SP 800-108 with HMAC", |key, out| KeyBasedKdf::hmac(SHA256, key)?.derive(b"label", b"context", out)),
        ("SP 800-108 with CMAC", |key, out| KeyBasedKdf::cmac(key)?.derive(b"label", b"context", out)),
        ("SP 800-108 with KMAC", |key, out| kdf::kmac_kdf(XofAlgorithm::Shake128, key, b"label", b"context", out)),
        ("two-step with HMAC", |key, out| {
            KeyBasedKdf::extract_hmac(SHA256, b"salt", key)?.derive(b"label", b"context", out)
        }),
        ("one-step with SHA-256", |key, out| OneStep::hash(SHA256, key)?.derive(b"info", out)),
        ("one-step with HMAC", |key, out| OneStep::hmac(SHA256, b"salt", key)?.derive(b"info", out)),
        ("one-step with KMAC", |key, out| OneStep::kmac(XofAlgorithm::Shake128, b"salt", key)?.derive(b"info", out)),
        ("X9.63", |key, out| kdf::X963::new(SHA256, key)?.derive(b"info", out)),
        ("X9.42", |key, out| kdf::X942::new(SHA256, key)?.derive(b"info", out)),
        ("TLS 1.2", |key, out| kdf::Tls12::new(SHA256, key)?.key_block(&KEY, &KEY, out)),
        ("TLS 1.3", |key, out| {
            kdf::Tls13::early_secret(SHA256, b"")?.next_secret(key)?.derive_secret(b"c hs traffic", &KEY, out)
        }),
        ("SSH", |key, out| kdf::Ssh::new(SHA256, key, &KEY, &KEY)?.derive(kdf::SshKey::EncryptionKeyClient, out)),
        ("IKEv1", |key, _| {
            let exchange = kdf::Exchange {
                initiator_nonce: &KEY,
                responder_nonce: &KEY,
                initiator_cookie: &[1; 8],
                responder_cookie: &[2; 8],
                shared_secret: key,
            };
            kdf::IkeV1::derive(SHA256, kdf::Authentication::Signature, &exchange).map(drop)
        }),
        ("IKEv2", |key, out| {
            kdf::IkeV2::skeyseed(SHA256, &KEY, &KEY, key)?.derive(&KEY, &KEY, &[1; 8], &[2; 8], out)
        }),
        ("SRTP", |key, out| kdf::Srtp::new(key, &[3; 14])?.derive(kdf::SrtpLabel::Encryption, 0, 0, out)),
        ("SNMP, a mebibyte", |key, _| kdf::snmp(key, b"engine", &mut [0; 20])),
    ];
    let mut group = criterion.benchmark_group("key derivation");
    for (name, work) in rows {
        let mut out = [0; 32];
        work(&KEY, &mut out).expect("the module works");
        group.bench_function(name, |bencher| bencher.iter(|| work(black_box(&KEY), black_box(&mut out))));
    }
}

criterion_group!(benches, hashes, batches, parts, blocks, macs, keys, derivations);
criterion_main!(benches);
