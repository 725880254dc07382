//! Random bits: the generators that products use, each explicit mechanism, and what a seed costs.
//! Whole services, gate included.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a bench fails by panicking

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use qila::random::{self, Drbg, HashAlgorithm, Mechanism, Rng, Source};
use std::hint::black_box;

/// A key, a page, sixteen of them.
const SIZES: [usize; 3] = [32, 1024, 16384];

/// One service that fills a buffer.
type Fill = Box<dyn FnMut(&mut [u8]) -> qila::Result<()>>;

fn of(mechanism: Mechanism) -> Fill {
    let mut drbg = Drbg::builder(mechanism).instantiate().expect("there is entropy");
    Box::new(move |out| drbg.generate(&[], out))
}

fn generators(criterion: &mut Criterion) {
    let mut rng = Rng::new().expect("there is entropy");
    let services: [(&str, Fill); 7] = [
        ("Rng", Box::new(move |out| rng.fill(out))),
        ("of the thread", Box::new(random::fill)),
        ("CTR_DRBG AES-256", of(Mechanism::CtrAes256)),
        ("HMAC_DRBG SHA-256", of(Mechanism::Hmac(HashAlgorithm::Sha256))),
        ("HMAC_DRBG SHA-512", of(Mechanism::Hmac(HashAlgorithm::Sha512))),
        ("Hash_DRBG SHA-256", of(Mechanism::Hash(HashAlgorithm::Sha256))),
        ("Hash_DRBG SHA-512", of(Mechanism::Hash(HashAlgorithm::Sha512))),
    ];
    for (name, mut fill) in services {
        let mut group = criterion.benchmark_group(name);
        for len in SIZES {
            let mut out = vec![0; len];
            group.throughput(Throughput::Bytes(len as u64));
            group.bench_function(len.to_string(), |bencher| bencher.iter(|| fill(black_box(&mut out))));
        }
    }
}

/// A new generator from the root, a reseed, and a generator straight from each source that is here.
fn seeds(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("seed");
    group.bench_function("Rng::new", |bencher| bencher.iter(|| Rng::new().map(drop)));
    let mut rng = Rng::new().expect("there is entropy");
    group.bench_function("Rng::reseed", |bencher| bencher.iter(|| rng.reseed()));
    for source in [Source::OperatingSystem, Source::Rdseed, Source::Jitter] {
        let there = random::set_source(source).and_then(|()| Rng::new()).is_ok();
        if there {
            group.bench_function(source.name(), |bencher| {
                bencher.iter(|| Drbg::builder(Mechanism::CtrAes256).instantiate().map(drop));
            });
        }
    }
    random::set_source(Source::OperatingSystem).expect("the module works");
}

criterion_group!(benches, generators, seeds);
criterion_main!(benches);
