//! Hash functions, HMAC and HKDF: whole services, gate included.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a bench fails by panicking

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use qila::hash::{HashFunction, Sha256, Sha512, sha1, sha3_256, sha3_512, sha256, sha384, sha512};
use qila::kdf::{Hkdf, hkdf};
use qila::mac::{HmacKey, KmacKey};
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

criterion_group!(benches, hashes, parts, blocks, macs, keys);
criterion_main!(benches);
