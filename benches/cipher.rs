//! AES in every mode, authenticated encryption and key wrapping: whole services, gate included, at
//! the sizes of a record, a page and a block.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a bench fails by panicking

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use qila::aead::{AesCcmKey, AesGcmKey, AesGcmSivKey, AsconAead128Key, ChaCha20Poly1305Key};
use qila::cipher::{AesKey, AesXtsKey, CbcCs, CfbSegment, KeySize};
use qila::key_wrap::{KeyWrapKey, SEMIBLOCK_SIZE};
use std::hint::black_box;

/// A block, a small packet, a network packet, a TLS record.
const SIZES: [usize; 4] = [16, 256, 1344, 16384];
const KEY: [u8; 32] = [0x42; 32];
const IV: [u8; 16] = [7; 16];
const NONCE: [u8; 12] = [8; 12];

fn key(size: KeySize) -> AesKey {
    AesKey::new(&KEY[..size.bytes()]).expect("a key of a right length")
}

fn modes(criterion: &mut Criterion) {
    type Work = fn(&AesKey, &mut [u8]) -> qila::Result<()>;
    let modes: [(&str, Work); 12] = [
        ("ECB encrypt", |key, data| key.ecb_encrypt(data)),
        ("ECB decrypt", |key, data| key.ecb_decrypt(data)),
        ("CBC encrypt", |key, data| key.cbc_encrypt(&IV, data)),
        ("CBC decrypt", |key, data| key.cbc_decrypt(&IV, data)),
        ("CBC-CS3 encrypt", |key, data| key.cbc_cs_encrypt(CbcCs::Cs3, &IV, data)),
        ("CBC-CS3 decrypt", |key, data| key.cbc_cs_decrypt(CbcCs::Cs3, &IV, data)),
        ("CFB8 encrypt", |key, data| key.cfb_encrypt(CfbSegment::Bits8, &IV, data)),
        ("CFB8 decrypt", |key, data| key.cfb_decrypt(CfbSegment::Bits8, &IV, data)),
        ("CFB128 encrypt", |key, data| key.cfb_encrypt(CfbSegment::Bits128, &IV, data)),
        ("CFB128 decrypt", |key, data| key.cfb_decrypt(CfbSegment::Bits128, &IV, data)),
        ("OFB", |key, data| key.ofb_apply(&IV, data)),
        ("CTR", |key, data| key.ctr_apply(&IV, data)),
    ];
    for (mode, work) in modes {
        for size in [KeySize::Aes128, KeySize::Aes256] {
            let key = key(size);
            each_size(criterion, &format!("AES-{} {mode}", size.bits()), |data| work(&key, data));
        }
    }
}

/// What has keys of its own. A tag is made and thrown away.
fn other_keys(criterion: &mut Criterion) {
    type Work = Box<dyn FnMut(&mut [u8]) -> qila::Result<()>>;
    let rows = || -> qila::Result<[(&'static str, Work); 8]> {
        let xts = AesXtsKey::new(&[KEY, [0x24; 32]].concat())?;
        let xts_too = xts.clone();
        let wrapping = KeyWrapKey::new(&KEY)?;
        let mut wrapped = vec![0; SIZES[3] + SEMIBLOCK_SIZE];
        let mut gcm = AesGcmKey::new(&KEY)?.tls13_sealer(&NONCE)?;
        let ccm = AesCcmKey::new(&KEY)?;
        let siv = AesGcmSivKey::new(&KEY)?;
        let chacha = ChaCha20Poly1305Key::new(&KEY)?;
        let ascon = AsconAead128Key::new(&IV)?;
        Ok([
            ("AES-256 XTS encrypt", Box::new(move |data| xts.encrypt(&IV, data))),
            ("AES-256 XTS decrypt", Box::new(move |data| xts_too.decrypt(&IV, data))),
            ("AES-256 KW wrap", Box::new(move |data| wrapping.wrap(data, &mut wrapped).map(drop))),
            ("AES-256 GCM seal", Box::new(move |data| gcm.seal_in_place(&[], data).map(drop))),
            ("AES-256 CCM seal", Box::new(move |data| ccm.seal_in_place(&NONCE, &[], data).map(drop))),
            ("AES-256 GCM-SIV seal", Box::new(move |data| siv.seal_in_place(&NONCE, &[], data).map(drop))),
            ("ChaCha20-Poly1305 seal", Box::new(move |data| chacha.seal_in_place(&NONCE, &[], data).map(drop))),
            ("Ascon-AEAD128 seal", Box::new(move |data| ascon.seal_in_place(&IV, &[], data).map(drop))),
        ])
    };
    for (name, work) in rows().expect("keys of right lengths") {
        each_size(criterion, name, work);
    }
}

fn each_size(criterion: &mut Criterion, name: &str, mut work: impl FnMut(&mut [u8]) -> qila::Result<()>) {
    let mut group = criterion.benchmark_group(name);
    for len in SIZES {
        let mut data = vec![0; len];
        // A refusal is quick, and no measurement.
        work(&mut data).expect("a length that the service takes");
        group.throughput(Throughput::Bytes(len as u64));
        group.bench_function(len.to_string(), |bencher| {
            bencher.iter(|| work(black_box(&mut data)));
        });
    }
}

/// Digits of a social security number, a payment card, and more.
fn formats(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("AES-256 FF1 of digits");
    let key = key(KeySize::Aes256);
    for len in [9, 16, 64] {
        let mut digits = vec![7; len];
        group.bench_function(len.to_string(), |bencher| {
            bencher.iter(|| key.ff1_encrypt(10, b"tweak", black_box(&mut digits)));
        });
    }
}

/// A key for both directions, from its bytes to its wiping.
fn keys(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("AES key");
    for size in KeySize::ALL {
        let bytes = &KEY[..size.bytes()];
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

criterion_group!(benches, modes, other_keys, formats, keys, parts);
criterion_main!(benches);
