//! What generators give: other bytes each time, of every length, and nothing outside the limits.

use super::*;

/// No output of any generator comes twice, and none is zero.
#[test]
fn outputs_differ() {
    let mut seen = HashSet::from([[0; 32]]);
    let mut fresh = |fill: &mut dyn FnMut(&mut [u8])| {
        let mut out = [0; 32];
        fill(&mut out);
        assert!(seen.insert(out));
    };
    let mut rngs: Vec<Rng> = (0..4).map(|_| Rng::new().unwrap()).collect();
    for _ in 0..100 {
        for rng in &mut rngs {
            fresh(&mut |out| rng.fill(out).unwrap());
            fresh(&mut |out| rng.fill_with(b"the same", out).unwrap());
            fresh(&mut |out| rng.fill_with(&[7; 1000], out).unwrap());
            fresh(&mut |out| rng.try_fill_bytes(out).unwrap());
        }
        fresh(&mut |out| random::fill(out).unwrap());
        rngs[0].reseed().unwrap();
    }
    for mechanism in mechanisms() {
        for resistance in [false, true] {
            let mut drbg =
                Drbg::builder(mechanism).prediction_resistance(resistance).reseed_interval(2).instantiate().unwrap();
            for _ in 0..5 {
                fresh(&mut |out| drbg.generate(&[], out).unwrap());
                fresh(&mut |out| drbg.generate(b"additional", out).unwrap());
            }
            drbg.reseed(b"more").unwrap();
            fresh(&mut |out| drbg.generate(&[], out).unwrap());
        }
    }
}

/// Bits are set about half the time. With 2^20 bits, 4 standard deviations are 2048.
#[test]
fn half_of_the_bits_are_set() {
    let mut out = vec![0; (1 << 20) / 8];
    Rng::new().unwrap().fill(&mut out).unwrap();
    let set: u32 = out.iter().map(|byte| byte.count_ones()).sum();
    assert!(set.abs_diff(1 << 19) < 2048, "{set}");
}

/// A length of many requests, and ends that are no multiple of a block.
#[test]
fn every_length() {
    let mut rng = Rng::new().unwrap();
    for len in (0..200).chain([random::MAX_REQUEST - 1, random::MAX_REQUEST + 1, 3 * random::MAX_REQUEST + 5]) {
        let mut out = vec![0; len];
        rng.fill(&mut out).unwrap();
        assert!(len < 16 || out[len - 16..] != [0; 16], "{len}");
    }
    rng.fill(&mut []).unwrap();
    assert!(Rng::new().unwrap().try_next_u64().unwrap() != rng.try_next_u64().unwrap());
}

#[test]
fn requests_outside_the_limits_are_refused() {
    for mechanism in mechanisms() {
        let mut drbg = Drbg::builder(mechanism).personalization(b"name").instantiate().unwrap();
        let mut out = vec![0xa5; random::MAX_REQUEST + 1];
        assert_eq!(drbg.generate(&[], &mut out), Err(Error::OutputTooLong));
        assert!(out.iter().all(|byte| *byte == 0xa5));
        drbg.generate(&[], &mut out[1..]).unwrap();
        assert_eq!(Drbg::builder(mechanism).strength(257).instantiate().err(), Some(Error::StrengthUnavailable));
        assert!(Drbg::builder(mechanism).strength(mechanism.strength()).instantiate().is_ok());
        for interval in [0, (1 << 48) + 1] {
            let refused = Drbg::builder(mechanism).reseed_interval(interval).instantiate();
            assert_eq!(refused.err(), Some(Error::InvalidParameter));
        }
    }
    let long = Drbg::builder(Mechanism::CtrAes256NoDf).personalization(&[1; 49]).instantiate();
    assert_eq!(long.err(), Some(Error::InputTooLong));
    let mut out = [0xa5; 16];
    let mut drbg = Drbg::builder(Mechanism::CtrAes128NoDf).instantiate().unwrap();
    assert_eq!(drbg.generate(&[1; 33], &mut out), Err(Error::InputTooLong));
    assert_eq!(out, [0xa5; 16]);
}

/// A random IV is another one each time.
#[test]
fn random_ivs_differ() {
    let mut rng = Rng::new().unwrap();
    let key = aead::AesGcmKey::generate(aead::KeySize::Aes256, &mut rng).unwrap();
    let mut sealer = key.random_iv_sealer().unwrap();
    let mut seen = HashSet::new();
    for _ in 0..1000 {
        let mut data = *b"text";
        let sealed = sealer.seal_in_place(b"aad", &mut data, &mut rng).unwrap();
        assert!(seen.insert(sealed.iv));
        key.open_in_place(&sealed.iv, b"aad", &mut data, &sealed.tag).unwrap();
        assert_eq!(&data, b"text");
    }
}
