//! ML-DSA through its services: what makes a key or a signature wrong, on every kernel.
//!
//! Honest signers make no signature that breaks one clause of verification alone. A dishonest key
//! does: with t1 = 0 the product of the challenge and t1 is zero, whatever the challenge is. So who
//! holds no secret at all chooses z and the hint, and computes the challenge of what verification
//! will see.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::child;
use qila::admin::Feature;
use qila::ml_dsa::{
    MAX_CONTEXT, MU_SIZE, MlDsa44, MlDsa65, MlDsa87, MlDsaSet, ParameterSet, PreHash, SEED_SIZE, SigningKey,
    VerifyingKey,
};
use qila::random::Rng;
use qila::{Error, lab, xof};

const Q: i64 = 8_380_417;
const D: [usize; 2] = [0, 255];

/// A seed whose bytes differ.
fn seed() -> [u8; SEED_SIZE] {
    core::array::from_fn(|i| (37 * i + 11) as u8)
}

/// The test for each parameter set.
macro_rules! for_each_set {
    ($check:ident) => {
        $check::<MlDsa44>();
        $check::<MlDsa65>();
        $check::<MlDsa87>();
    };
}

/// The test in processes of their own, with every kernel.
fn with_every_kernel(child_name: &str) {
    let avx512 = Feature::Avx512 as u32 | Feature::Ifma512 as u32;
    for hidden in [0, avx512, avx512 | Feature::Avx2 as u32] {
        child::run(child_name, &[("QILA_HIDDEN", &hidden.to_string())]);
    }
}

/// Whether this is such a process, with its features hidden.
fn is_child(name: &str) -> bool {
    let hidden = child::value(name, "QILA_HIDDEN");
    hidden.is_some_and(|hidden| lab::hide_features(hidden.parse().unwrap()).is_ok())
}

/// Fresh keys, by every door, hedged and deterministic.
#[test]
fn fresh_keys_agree() {
    fn check<P: ParameterSet>() {
        let mut rng = Rng::new().unwrap();
        let sk = SigningKey::<P>::generate(&mut rng).unwrap();
        let vk = VerifyingKey::<P>::new(sk.verifying_key().unwrap().as_bytes()).unwrap();
        let (message, context) = (b"message", b"context");
        let [one, two] = [(), ()].map(|()| sk.sign(message, context, &mut rng).unwrap());
        assert!(one.as_ref() != two.as_ref(), "{}", P::NAME);
        for signature in [one, two, sk.sign_deterministic(message, context).unwrap()] {
            vk.verify(message, context, signature.as_ref()).unwrap();
            let wrong = Some(Error::SignatureMismatch);
            assert_eq!(vk.verify(b"massage", context, signature.as_ref()).err(), wrong);
            assert_eq!(vk.verify(message, b"", signature.as_ref()).err(), wrong);
            assert_eq!(vk.hash_verify(PreHash::Sha512, message, context, signature.as_ref()).err(), wrong);
            vk.verify_mu(&vk.mu(message, context).unwrap(), signature.as_ref()).unwrap();
        }
        let fixed = sk.sign_deterministic(message, context).unwrap();
        assert_eq!(fixed.as_ref(), sk.sign_deterministic(message, context).unwrap().as_ref());
        let mu = vk.mu(message, context).unwrap();
        assert_eq!(fixed.as_ref(), sk.sign_mu_deterministic(&mu).unwrap().as_ref());
        let hedged = sk.sign_mu(&mu, &mut rng).unwrap();
        assert!(hedged.as_ref() != fixed.as_ref());
        vk.verify(message, context, hedged.as_ref()).unwrap();
        // Zero is the randomness of a deterministic signature.
        let form = lab::ml_dsa::Form::Pure(message, context);
        assert_eq!(lab::ml_dsa::sign(&sk, form, &[0; 32]).unwrap().as_ref(), fixed.as_ref());
    }
    for_each_set!(check);
    assert_eq!(MlDsaSet::ALL.len(), 3);
}

/// M' of HashML-DSA, from the standard's words (algorithm 4): its object identifier and length for
/// each hash function, against the internal function.
#[test]
fn hashed_messages_say_their_function() {
    let sk = SigningKey::<MlDsa44>::from_seed(&seed()).unwrap();
    let vk = sk.verifying_key().unwrap();
    let mut oids: Vec<u8> = Vec::new();
    for hash in PreHash::ALL {
        let signature = sk.hash_sign_deterministic(*hash, b"message", b"c").unwrap();
        vk.hash_verify(*hash, b"message", b"c", &signature).unwrap();
        for other in PreHash::ALL {
            assert_eq!(vk.hash_verify(*other, b"message", b"c", &signature).is_ok(), other == hash);
        }
        let digest = match hash.name() {
            "SHAKE-128" => {
                let mut out = [0; 32];
                xof::shake128(b"message", &mut out).unwrap();
                out.to_vec()
            }
            "SHAKE-256" => {
                let mut out = [0; 64];
                xof::shake256(b"message", &mut out).unwrap();
                out.to_vec()
            }
            name => {
                let mut out = vec![0; hash.output_size()];
                let algorithm = qila::hash::HashAlgorithm::by_name(name).unwrap();
                qila::hash::digest_into(algorithm, b"message", &mut out).unwrap();
                out
            }
        };
        assert_eq!(digest.len(), hash.output_size());
        // The last number of 2.16.840.1.101.3.4.2, found by trying all.
        let oid = (0..=255).find(|oid| {
            let head = [1, 1, b'c', 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, *oid];
            let message = [&head[..], &digest].concat();
            lab::ml_dsa::verify(&vk, lab::ml_dsa::Form::Internal(&message), &signature).is_ok()
        });
        oids.push(oid.unwrap_or_else(|| panic!("{}: no identifier", hash.name())));
    }
    // SHA-224, -256, -384, -512, -512/224, -512/256, SHA3-224 to -512, SHAKE128, SHAKE256: the
    // register of NIST.
    assert_eq!(oids, [4, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12]);
}

/// A context of 255 bytes is the longest, at every door.
#[test]
fn contexts_have_a_limit() {
    let mut rng = Rng::new().unwrap();
    let sk = SigningKey::<MlDsa44>::from_seed(&seed()).unwrap();
    let vk = sk.verifying_key().unwrap();
    let longest = [7; MAX_CONTEXT];
    let signature = sk.sign(b"m", &longest, &mut rng).unwrap();
    vk.verify(b"m", &longest, &signature).unwrap();
    let hashed = sk.hash_sign(PreHash::Sha256, b"m", &longest, &mut rng).unwrap();
    vk.hash_verify(PreHash::Sha256, b"m", &longest, &hashed).unwrap();
    let too_long = [7; MAX_CONTEXT + 1];
    let refused = Some(Error::InputTooLong);
    assert_eq!(MAX_CONTEXT, 255);
    assert_eq!(sk.sign(b"m", &too_long, &mut rng).err(), refused);
    assert_eq!(sk.sign_deterministic(b"m", &too_long).err(), refused);
    assert_eq!(sk.hash_sign(PreHash::Sha256, b"m", &too_long, &mut rng).err(), refused);
    assert_eq!(sk.hash_sign_deterministic(PreHash::Sha256, b"m", &too_long).err(), refused);
    assert_eq!(vk.verify(b"m", &too_long, &signature).err(), refused);
    assert_eq!(vk.hash_verify(PreHash::Sha256, b"m", &too_long, &hashed).err(), refused);
    assert_eq!(vk.mu(b"m", &too_long).err(), refused);
}

/// Other lengths of keys and signatures are errors, also those of another parameter set.
#[test]
fn lengths_are_exact() {
    fn check<P: ParameterSet>() {
        let sk = SigningKey::<P>::from_seed(&seed()).unwrap();
        let vk = sk.verifying_key().unwrap();
        let signature = sk.sign_deterministic(b"m", b"").unwrap();
        let lengths = |len: usize| {
            let all = [0, 1, 32, len - 1, len + 1, 2 * len, 1312, 1952, 2592, 2560, 4032, 4896, 2420, 3309, 4627];
            all.into_iter().filter(move |other| *other != len)
        };
        for len in lengths(vk.as_bytes().len()) {
            assert_eq!(VerifyingKey::<P>::new(&vec![0; len]).err(), Some(Error::InvalidKeyLength));
        }
        for len in lengths(sk.as_bytes().len()) {
            let mut bytes = sk.as_bytes().to_vec();
            bytes.resize(len, 0);
            assert_eq!(SigningKey::<P>::from_expanded(&bytes).err(), Some(Error::InvalidKeyLength));
            assert_eq!(SigningKey::<P>::from_both(&seed(), &bytes).err(), Some(Error::InvalidKeyLength));
        }
        for len in lengths(signature.as_ref().len()) {
            let mut bytes = signature.as_ref().to_vec();
            bytes.resize(len, 0);
            assert_eq!(vk.verify(b"m", b"", &bytes).err(), Some(Error::SignatureMismatch), "{} {len}", P::NAME);
        }
        for len in [0, 31, 33, 64] {
            assert_eq!(SigningKey::<P>::from_seed(&vec![0; len]).err(), Some(Error::InvalidKeyLength));
            assert_eq!(SigningKey::<P>::from_both(&vec![0; len], sk.as_bytes()).err(), Some(Error::InvalidKeyLength));
        }
        for len in [0, 31, 33] {
            let form = lab::ml_dsa::Form::Pure(b"m", b"");
            assert_eq!(lab::ml_dsa::sign(&sk, form, &vec![0; len]).err(), Some(Error::InvalidInputLength));
        }
        for len in [0, MU_SIZE - 1, MU_SIZE + 1] {
            let mu = vec![0; len];
            let form = lab::ml_dsa::Form::Mu(&mu);
            assert_eq!(lab::ml_dsa::sign(&sk, form, &[0; 32]).err(), Some(Error::InvalidInputLength));
        }
    }
    for_each_set!(check);
}

/// Seed and expanded form: each gives the key, both together must agree in every byte, and a key
/// that came expanded gives no seed.
#[test]
fn forms_of_a_key() {
    fn check<P: ParameterSet>() {
        let of_seed = SigningKey::<P>::from_seed(&seed()).unwrap();
        let (vk, expanded) = (of_seed.verifying_key().unwrap(), of_seed.as_bytes().to_vec());
        let alone = SigningKey::<P>::from_expanded(&expanded).unwrap();
        let both = SigningKey::<P>::from_both(&seed(), &expanded).unwrap();
        assert_eq!((of_seed.seed(), alone.seed(), both.seed()), (Some(&seed()), None, Some(&seed())));
        let signature = of_seed.sign_deterministic(b"m", b"c").unwrap();
        for key in [&alone, &both] {
            assert_eq!(key.as_bytes(), expanded);
            assert_eq!(key.verifying_key().unwrap().as_bytes(), vk.as_bytes());
            assert_eq!(key.sign_deterministic(b"m", b"c").unwrap().as_ref(), signature.as_ref());
        }
        // A few places of each part: rho, K, tr, the secrets, t0.
        let parts = [0, 31, 32, 63, 64, 127, 128, 129, expanded.len() - 416 * P::K, expanded.len() - 1];
        for place in parts.into_iter().chain((0..expanded.len()).step_by(97)) {
            let mut wrong = expanded.clone();
            wrong[place] ^= 1;
            let key = SigningKey::<P>::from_both(&seed(), &wrong);
            assert_eq!(key.err(), Some(Error::InvalidKey), "{} {place}", P::NAME);
            // Alone, everything but K must belong together.
            let is_k = (32..64).contains(&place);
            assert_eq!(SigningKey::<P>::from_expanded(&wrong).is_ok(), is_k, "{} {place}", P::NAME);
        }
        let mut other = seed();
        other[31] ^= 0x80;
        assert_eq!(SigningKey::<P>::from_both(&other, &expanded).err(), Some(Error::InvalidKey));
    }
    for_each_set!(check);
}

/// A secret out of its bound is refused, and is no panic: every number that no coefficient has, at
/// the first and the last place of each polynomial.
#[test]
fn secrets_are_within_their_bound() {
    fn check<P: ParameterSet>() {
        let bits = if P::ETA == 2 { 3 } else { 4 };
        let expanded = SigningKey::<P>::from_seed(&seed()).unwrap().as_bytes().to_vec();
        for poly in 0..P::K + P::L {
            for (place, number) in D.iter().flat_map(|place| (2 * P::ETA + 1..1 << bits).map(move |n| (*place, n))) {
                let mut wrong = expanded.clone();
                let first = 8 * (128 + 32 * bits * poly) + bits * place;
                for bit in 0..bits {
                    let (byte, shift) = ((first + bit) / 8, (first + bit) % 8);
                    wrong[byte] = wrong[byte] & !(1 << shift) | ((number >> bit & 1) as u8) << shift;
                }
                assert_eq!(SigningKey::<P>::from_expanded(&wrong).err(), Some(Error::InvalidKey), "{poly} {place}");
            }
        }
    }
    for_each_set!(check);
}

#[test]
fn every_clause_of_verification() {
    with_every_kernel("child_every_clause");
}

/// With t1 = 0: for each clause of algorithms 3, 8, 21 and 27 a signature that is taken, and one
/// that differs in this clause alone and is refused.
#[test]
fn child_every_clause() {
    if !is_child("child_every_clause") {
        return;
    }
    for_each_set!(responses_are_below_their_bound);
    for_each_set!(hints_are_at_every_place);
    for_each_set!(hints_have_one_encoding);
}

const REFUSED: Result<(), Error> = Err(Error::SignatureMismatch);

/// The norm of z: at the bound and beyond, at the ends of each polynomial, with both signs.
fn responses_are_below_their_bound<P: ParameterSet>() {
    let (forged, bound) = (Forged::<P>::new(), P::GAMMA_1 - P::BETA);
    let none = vec![Vec::new(); P::K];
    for (i, place) in (0..P::L).flat_map(|i| D.map(|place| (i, place))) {
        let numbers = [(bound - 1, true), (1 - bound, true), (bound, false), (-bound, false), (P::GAMMA_1, false)];
        for (x, is_small) in numbers {
            let mut z = vec![[0; 256]; P::L];
            z[i][place] = x;
            let expected = if is_small { Ok(()) } else { REFUSED };
            assert_eq!(forged.verify(&forged.signature(&z, &none)), expected, "{} {i} {place} {x}", P::NAME);
        }
    }
}

/// Ones at the ends of each polynomial, where the low part is zero, and as many as there may be.
fn hints_are_at_every_place<P: ParameterSet>() {
    let forged = Forged::<P>::new();
    let (zero, none) = (vec![[0; 256]; P::L], vec![Vec::new(); P::K]);
    assert_eq!(forged.verify(&forged.signature(&zero, &none)), Ok(()), "{}", P::NAME);
    for (i, place) in (0..P::K).flat_map(|i| D.map(|place| (i, place))) {
        let mut hint = none.clone();
        hint[i] = vec![place as u8];
        assert_eq!(forged.verify(&forged.signature(&zero, &hint)), Ok(()), "{} {i} {place}", P::NAME);
    }
    let mut full = none.clone();
    full[P::K - 1] = (0..P::OMEGA as u8).collect();
    assert_eq!(forged.verify(&forged.signature(&zero, &full)), Ok(()), "{}", P::NAME);
}

/// A hint in two polynomials, and what differs from it in one clause.
fn hints_have_one_encoding<P: ParameterSet>() {
    let (forged, zero) = (Forged::<P>::new(), vec![[0; 256]; P::L]);
    let mut hint = vec![Vec::new(); P::K];
    (hint[0], hint[1]) = (vec![3, 9], vec![2, 200]);
    let signature = forged.signature(&zero, &hint);
    let start = signature.len() - P::OMEGA - P::K;
    let ends = start + P::OMEGA;
    let with = |changes: &[(usize, u8)]| {
        let mut wrong = signature.clone();
        changes.iter().for_each(|(at, byte)| wrong[*at] = *byte);
        forged.verify(&wrong)
    };
    assert_eq!(with(&[]), Ok(()), "{}", P::NAME);
    // Places that stand twice, or fall: the same ones, whose challenge would be right.
    for wrong in [vec![9, 9], vec![9, 3], vec![0, 0], vec![3, 9, 9], vec![255, 255]] {
        for i in [0, 1, P::K - 1] {
            let mut hint = vec![Vec::new(); P::K];
            hint[i] = wrong.clone();
            assert_eq!(forged.verify(&forged.signature(&zero, &hint)), REFUSED, "{} {i} {wrong:?}", P::NAME);
        }
    }
    // Ends that fall, and beyond omega.
    assert_eq!(with(&[(ends + 1, 1)]), REFUSED);
    for end in [3, P::OMEGA as u8 + 1, 255] {
        assert_eq!(with(&[(ends + P::K - 1, end)]), REFUSED);
    }
    // A byte behind the last place.
    for behind in [start + 4, ends - 1] {
        assert_eq!(with(&[(behind, 1)]), REFUSED);
    }
    // The challenge: each byte of it.
    for (place, byte) in signature[..P::LAMBDA / 4].iter().enumerate() {
        assert_eq!(with(&[(place, byte ^ 1)]), REFUSED, "{} {place}", P::NAME);
    }
    // Another message.
    assert_eq!(forged.key.verify_mu(&[1; MU_SIZE], &signature), REFUSED);
}

/// The holder of no secret.
struct Forged<P: ParameterSet> {
    key: VerifyingKey<P>,
}

const MU: [u8; MU_SIZE] = [0x42; MU_SIZE];

impl<P: ParameterSet> Forged<P> {
    fn new() -> Self {
        let mut bytes = vec![0; 320 * P::K + 32];
        bytes[..32].copy_from_slice(&seed());
        Self { key: VerifyingKey::new(&bytes).unwrap() }
    }

    fn verify(&self, signature: &[u8]) -> Result<(), Error> {
        self.key.verify_mu(&MU, signature)
    }

    /// The signature of a response and the places of a hint: the challenge is the hash value of
    /// UseHint of A z, in the standard's words.
    fn signature(&self, z: &[[i32; 256]], hint: &[Vec<u8>]) -> Vec<u8> {
        let w = times_matrix(&seed(), P::K, z);
        let m = (Q - 1) / i64::from(2 * P::GAMMA_2);
        let bits = if m == 16 { 4 } else { 6 };
        let mut message = MU.to_vec();
        for (w, hint) in w.iter().zip(hint) {
            let high: Vec<i64> = w
                .iter()
                .enumerate()
                .map(|(i, w)| {
                    let (high, low) = decomposed(*w, i64::from(P::GAMMA_2));
                    match (hint.contains(&(i as u8)), low > 0) {
                        (false, _) => high,
                        (true, true) => (high + 1).rem_euclid(m),
                        (true, false) => (high - 1).rem_euclid(m),
                    }
                })
                .collect();
            message.extend(packed(bits, high.into_iter()));
        }
        let mut signature = vec![0; P::LAMBDA / 4];
        xof::shake256(&message, &mut signature).unwrap();
        for z in z {
            signature.extend(packed(P::Z_BITS, z.iter().map(|z| i64::from(P::GAMMA_1 - z))));
        }
        let (mut places, mut ends) = (Vec::new(), Vec::new());
        for hint in hint {
            places.extend(hint);
            ends.push(places.len() as u8);
        }
        places.resize(P::OMEGA, 0);
        [signature, places, ends].concat()
    }
}

/// Decompose (algorithm 36).
fn decomposed(r: i64, gamma_2: i64) -> (i64, i64) {
    let mut low = r.rem_euclid(2 * gamma_2);
    if low > gamma_2 {
        low -= 2 * gamma_2;
    }
    if r - low == Q - 1 { (0, low - 1) } else { ((r - low) / (2 * gamma_2), low) }
}

/// Numbers of `bits` bits, one after the other, the lowest bit first.
fn packed(bits: usize, numbers: impl Iterator<Item = i64>) -> Vec<u8> {
    let mut bytes = vec![0; 32 * bits];
    for (i, number) in numbers.enumerate() {
        for bit in 0..bits {
            bytes[(bits * i + bit) / 8] |= ((number >> bit & 1) as u8) << ((bits * i + bit) % 8);
        }
    }
    bytes
}

/// The rows of A times z (algorithms 32, 41, 42, 48): transforms by the definition, as values at
/// odd powers of 1753.
fn times_matrix(rho: &[u8; 32], k: usize, z: &[[i32; 256]]) -> Vec<[i64; 256]> {
    let power = |exponent: u64| {
        (0..64).rev().fold(1, |power: i64, bit| {
            let square = power * power % Q;
            if exponent >> bit & 1 == 1 { square * 1753 % Q } else { square }
        })
    };
    let roots: Vec<i64> = (0..256_u64).map(|i| power(2 * u64::from((i as u8).reverse_bits()) + 1)).collect();
    let z_hat: Vec<Vec<i64>> = z
        .iter()
        .map(|z| roots.iter().map(|root| z.iter().rev().fold(0, |sum, z| (sum * root + i64::from(*z)) % Q)).collect())
        .collect();
    let rows = (0..k).map(|r| {
        let mut sum = vec![0; 256];
        for (s, z_hat) in z_hat.iter().enumerate() {
            for ((sum, a), z) in sum.iter_mut().zip(entry(rho, r, s)).zip(z_hat) {
                *sum = (*sum + a * z).rem_euclid(Q);
            }
        }
        // The inverse: 1/256 times the sum of the values times the inverse powers.
        let inverses: Vec<i64> = roots.iter().map(|root| inverse(*root)).collect();
        let mut powers = vec![inverse(256); 256];
        core::array::from_fn(|_| {
            let coefficient = sum.iter().zip(&powers).fold(0, |total, (sum, power)| (total + sum * power) % Q);
            powers.iter_mut().zip(&inverses).for_each(|(power, inverse)| *power = *power * inverse % Q);
            coefficient
        })
    });
    rows.collect()
}

fn inverse(a: i64) -> i64 {
    let (mut result, mut square, mut exponent) = (1, a, Q - 2);
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = result * square % Q;
        }
        (square, exponent) = (square * square % Q, exponent / 2);
    }
    result
}

/// RejNTTPoly (algorithm 30).
fn entry(rho: &[u8; 32], r: usize, s: usize) -> Vec<i64> {
    let mut bytes = [0; 1200];
    xof::shake128(&[&rho[..], &[s as u8, r as u8]].concat(), &mut bytes).unwrap();
    let numbers = bytes
        .as_chunks::<3>()
        .0
        .iter()
        .map(|b| i64::from(b[0]) + 256 * i64::from(b[1]) + 65536 * i64::from(b[2] & 127));
    numbers.filter(|number| *number < Q).take(256).collect()
}
