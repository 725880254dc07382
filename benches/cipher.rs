//! AES in ECB, CBC and CTR: whole services, gate included, at the sizes of a record, a page and a block.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a bench fails by panicking

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use qila::cipher::{AesKey, KeySize};
use std::hint::black_box;

/// A block, a small packet, a network packet, a TLS record.
const SIZES: [usize; 4] = [16, 256, 1344, 16384];
const IV: [u8; 16] = [7; 16];

fn key(size: KeySize) -> AesKey {
    AesKey::new(&[0x42; 32][..size.bytes()]).expect("a key of a right length")
}

fn modes(criterion: &mut Criterion) {
    type Work = fn(&AesKey, &mut [u8]) -> qila::Result<()>;
    let modes: [(&str, Work); 5] = [
        ("ECB encrypt", |key, data| key.ecb_encrypt(data)),
        ("ECB decrypt", |key, data| key.ecb_decrypt(data)),
        ("CBC encrypt", |key, data| key.cbc_encrypt(&IV, data)),
        ("CBC decrypt", |key, data| key.cbc_decrypt(&IV, data)),
        ("CTR", |key, data| key.ctr_apply(&IV, data)),
    ];
    for (mode, work) in modes {
        for size in [KeySize::Aes128, KeySize::Aes256] {
            let key = key(size);
            let mut group = criterion.benchmark_group(format!("AES-{} {mode}", size.bits()));
            for len in SIZES {
                let mut data = vec![0; len];
                group.throughput(Throughput::Bytes(len as u64));
                group.bench_function(len.to_string(), |bencher| {
                    bencher.iter(|| work(&key, black_box(&mut data)));
                });
            }
        }
    }
}

/// A key for both directions, from its bytes to its wiping.
fn keys(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("AES key");
    for size in KeySize::ALL {
        let bytes = &[0x42; 32][..size.bytes()];
        group.bench_function(size.bits().to_string(), |bencher| {
            bencher.iter(|| AesKey::new(black_box(bytes)).map(drop));
        });
    }
}

/// A message of a record in parts of an odd length.
fn parts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("AES-256 CTR in parts");
    let key = key(KeySize::Aes256);
    group.throughput(Throughput::Bytes(16384));
    for part in [17, 100, 1000] {
        group.bench_function(part.to_string(), |bencher| {
            bencher.iter_batched_ref(
                || vec![0; 16384],
                |data| {
                    let mut ctr = key.ctr(&IV)?;
                    data.chunks_mut(part).try_for_each(|part| ctr.apply(part))
                },
                BatchSize::SmallInput,
            );
        });
    }
}

criterion_group!(benches, modes, keys, parts);
criterion_main!(benches);
