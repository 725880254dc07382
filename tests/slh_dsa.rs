//! SLH-DSA through its services: signatures of other implementations, and what makes a key or a
//! signature wrong, on every kernel.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::child;
use qila::admin::Feature;
use qila::hash::{self, HashAlgorithm, Sha3_256, Sha256};
use qila::lab::slh_dsa::Form;
use qila::random::Rng;
use qila::slh_dsa::{
    MAX_CONTEXT, ParameterSet, PreHash, SigningKey, SlhDsaSet, SlhDsaSha2_128f, SlhDsaSha2_128s, SlhDsaSha2_192f,
    SlhDsaSha2_192s, SlhDsaSha2_256f, SlhDsaSha2_256s, SlhDsaShake128f, SlhDsaShake128s, SlhDsaShake192f,
    SlhDsaShake192s, SlhDsaShake256f, SlhDsaShake256s, VerifyingKey,
};
use qila::{Error, lab, xof};

/// The test for each of the fast sets.
macro_rules! for_each_fast_set {
    ($check:ident) => {
        $check::<SlhDsaSha2_128f>();
        $check::<SlhDsaSha2_192f>();
        $check::<SlhDsaSha2_256f>();
        $check::<SlhDsaShake128f>();
        $check::<SlhDsaShake192f>();
        $check::<SlhDsaShake256f>();
    };
}

/// The test for each set; without optimization the small ones take too long.
macro_rules! for_each_set {
    ($check:ident) => {
        for_each_fast_set!($check);
        if !cfg!(debug_assertions) {
            $check::<SlhDsaSha2_128s>();
            $check::<SlhDsaSha2_192s>();
            $check::<SlhDsaSha2_256s>();
            $check::<SlhDsaShake128s>();
            $check::<SlhDsaShake192s>();
            $check::<SlhDsaShake256s>();
        }
    };
}

const WRONG: Option<Error> = Some(Error::SignatureMismatch);

/// A key whose seeds differ.
fn key<P: ParameterSet>() -> SigningKey<P> {
    let n = P::SIGNING_KEY_SIZE / 4;
    let seeds: Vec<u8> = (0..3 * n).map(|i| (37 * i + 11) as u8).collect();
    lab::slh_dsa::key([&seeds[..n], &seeds[n..2 * n], &seeds[2 * n..]]).unwrap()
}

fn signed<P: ParameterSet>(sk: &SigningKey<P>, message: &[u8], context: &[u8]) -> Vec<u8> {
    let mut signature = vec![0; P::SIGNATURE_SIZE];
    sk.sign_deterministic(message, context, &mut signature).unwrap();
    signature
}

/// Fresh keys, by every door, hedged and deterministic.
#[test]
fn fresh_keys_agree() {
    fn check<P: ParameterSet>() {
        let mut rng = Rng::new().unwrap();
        let sk = SigningKey::<P>::generate(&mut rng).unwrap();
        let vk = VerifyingKey::<P>::new(sk.verifying_key().unwrap().as_bytes()).unwrap();
        let (mut one, mut two) = (vec![0; P::SIGNATURE_SIZE], vec![0; P::SIGNATURE_SIZE]);
        sk.sign(b"message", b"context", &mut rng, &mut one).unwrap();
        let fixed = signed(&sk, b"message", b"context");
        assert!(one != fixed, "{}", P::NAME);
        for signature in [&one, &fixed] {
            vk.verify(b"message", b"context", signature).unwrap();
            assert_eq!(vk.verify(b"massage", b"context", signature).err(), WRONG);
            assert_eq!(vk.verify(b"message", b"", signature).err(), WRONG);
            assert_eq!(vk.hash_verify(PreHash::Sha512, b"message", b"context", signature).err(), WRONG);
        }
        let digest = Sha256::digest(b"message").unwrap();
        sk.hash_sign_deterministic(PreHash::Sha256, b"message", b"context", &mut one).unwrap();
        sk.digest_sign_deterministic(PreHash::Sha256, &digest, b"context", &mut two).unwrap();
        assert!(one == two, "{}", P::NAME);
        sk.digest_sign(PreHash::Sha256, &digest, b"context", &mut rng, &mut two).unwrap();
        assert!(one != two, "{}", P::NAME);
        vk.hash_verify(PreHash::Sha256, b"message", b"context", &two).unwrap();
        sk.hash_sign(PreHash::Sha256, b"message", b"context", &mut rng, &mut two).unwrap();
        vk.digest_verify(PreHash::Sha256, &digest, b"context", &two).unwrap();
        // A hash value is no message.
        assert_eq!(vk.verify(&digest, b"context", &two).err(), WRONG);
        // PK.seed takes the place of the randomness in a deterministic signature.
        let n = P::SIGNING_KEY_SIZE / 4;
        let form = Form::Pure(b"message", b"context");
        lab::slh_dsa::sign(&sk, form, Some(&sk.as_bytes()[2 * n..3 * n]), &mut two).unwrap();
        assert!(two == fixed);
    }
    for_each_set!(check);
    assert_eq!(SlhDsaSet::ALL.len(), 12);
}

/// M' of HashSLH-DSA, from the standard's words (algorithm 23): its object identifier and length
/// for each hash function, against the internal function.
#[test]
fn hashed_messages_say_their_function() {
    let (sk, mut signature) = (key::<SlhDsaSha2_128f>(), [0; SlhDsaSha2_128f::SIGNATURE_SIZE]);
    let vk = sk.verifying_key().unwrap();
    let mut oids: Vec<u8> = Vec::new();
    for hash in PreHash::ALL {
        sk.hash_sign_deterministic(*hash, b"message", b"c", &mut signature).unwrap();
        for other in PreHash::ALL {
            assert_eq!(vk.hash_verify(*other, b"message", b"c", &signature).is_ok(), other == hash);
        }
        let mut digest = vec![0; hash.output_size()];
        match hash.name() {
            "SHAKE-128" => xof::shake128(b"message", &mut digest).unwrap(),
            "SHAKE-256" => xof::shake256(b"message", &mut digest).unwrap(),
            name => {
                hash::digest_into(HashAlgorithm::by_name(name).unwrap(), b"message", &mut digest).unwrap();
            }
        }
        // The last number of 2.16.840.1.101.3.4.2, found by trying all.
        let oid = (0..=255).find(|oid| {
            let head = [1, 1, b'c', 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, *oid];
            let message = [&head[..], &digest].concat();
            lab::slh_dsa::verify(&vk, Form::Internal(&message), &signature).is_ok()
        });
        oids.push(oid.unwrap_or_else(|| panic!("{}: no identifier", hash.name())));
    }
    // SHA-224, -256, -384, -512, -512/224, -512/256, SHA3-224 to -512, SHAKE128, SHAKE256: the
    // register of NIST.
    assert_eq!(oids, [4, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12]);
}

/// A context of 255 bytes is the longest, at every door. What was there before stays.
#[test]
fn contexts_have_a_limit() {
    let (mut rng, sk) = (Rng::new().unwrap(), key::<SlhDsaSha2_128f>());
    let (vk, mut signature) = (sk.verifying_key().unwrap(), [0; SlhDsaSha2_128f::SIGNATURE_SIZE]);
    let (longest, too_long, digest) = ([7; MAX_CONTEXT], [7; MAX_CONTEXT + 1], [9; 32]);
    sk.hash_sign(PreHash::Sha256, b"m", &longest, &mut rng, &mut signature).unwrap();
    vk.hash_verify(PreHash::Sha256, b"m", &longest, &signature).unwrap();
    sk.sign(b"m", &longest, &mut rng, &mut signature).unwrap();
    vk.verify(b"m", &longest, &signature).unwrap();
    let before = signature;
    let refused = Err(Error::InputTooLong);
    assert_eq!(MAX_CONTEXT, 255);
    assert_eq!(sk.sign(b"m", &too_long, &mut rng, &mut signature), refused);
    assert_eq!(sk.sign_deterministic(b"m", &too_long, &mut signature), refused);
    assert_eq!(sk.hash_sign(PreHash::Sha256, b"m", &too_long, &mut rng, &mut signature), refused);
    assert_eq!(sk.hash_sign_deterministic(PreHash::Sha256, b"m", &too_long, &mut signature), refused);
    assert_eq!(sk.digest_sign(PreHash::Sha256, &digest, &too_long, &mut rng, &mut signature), refused);
    assert_eq!(sk.digest_sign_deterministic(PreHash::Sha256, &digest, &too_long, &mut signature), refused);
    assert_eq!(vk.verify(b"m", &too_long, &signature), refused);
    assert_eq!(vk.hash_verify(PreHash::Sha256, b"m", &too_long, &signature), refused);
    assert_eq!(vk.digest_verify(PreHash::Sha256, &digest, &too_long, &signature), refused);
    assert!(signature == before);
}

/// A hash value has the length of its function, and randomness that of the set.
#[test]
fn digests_have_one_length() {
    let (mut rng, sk) = (Rng::new().unwrap(), key::<SlhDsaSha2_128f>());
    let (vk, mut signature) = (sk.verifying_key().unwrap(), [0x5a; SlhDsaSha2_128f::SIGNATURE_SIZE]);
    let refused = Err(Error::InvalidInputLength);
    for hash in PreHash::ALL {
        for len in [0, hash.output_size() - 1, hash.output_size() + 1, 2 * hash.output_size()] {
            let digest = vec![0; len];
            assert_eq!(sk.digest_sign(*hash, &digest, b"", &mut rng, &mut signature), refused);
            assert_eq!(sk.digest_sign_deterministic(*hash, &digest, b"", &mut signature), refused);
            assert_eq!(vk.digest_verify(*hash, &digest, b"", &signature), refused);
        }
    }
    for len in [0, 15, 17] {
        let opt_rand = vec![0; len];
        assert_eq!(lab::slh_dsa::sign(&sk, Form::Pure(b"m", b""), Some(&opt_rand), &mut signature), refused);
    }
    assert!(signature == [0x5a; SlhDsaSha2_128f::SIGNATURE_SIZE]);
}

/// Other lengths of keys and signatures are errors, also those of another set.
#[test]
fn keys_and_signatures_have_one_length() {
    fn check<P: ParameterSet>() {
        let sk = key::<P>();
        let (vk, signature) = (sk.verifying_key().unwrap(), signed(&sk, b"m", b""));
        let lengths = |len: usize| {
            let all = [0, 1, len - 1, len + 1, 2 * len, 32, 48, 64, 96, 128, 7856, 17088, 16224, 35664, 29792, 49856];
            all.into_iter().filter(move |other| *other != len)
        };
        let cut = |bytes: &[u8], len| [bytes, &vec![0; len]].concat()[..len].to_vec();
        for len in lengths(P::VERIFYING_KEY_SIZE) {
            assert_eq!(VerifyingKey::<P>::new(&cut(vk.as_bytes(), len)).err(), Some(Error::InvalidKeyLength));
        }
        for len in lengths(P::SIGNING_KEY_SIZE) {
            assert_eq!(SigningKey::<P>::new(&cut(sk.as_bytes(), len)).err(), Some(Error::InvalidKeyLength));
        }
        let mut short = vec![0x5a; P::SIGNATURE_SIZE - 1];
        assert_eq!(sk.sign_deterministic(b"m", b"", &mut short), Err(Error::BufferTooSmall));
        assert!(short.iter().all(|byte| *byte == 0x5a));
        for len in lengths(P::SIGNATURE_SIZE) {
            assert_eq!(vk.verify(b"m", b"", &cut(&signature, len)).err(), WRONG, "{} {len}", P::NAME);
        }
    }
    for_each_fast_set!(check);
}

/// A key whose root is that of other seeds is refused; of SK.prf nothing can be said.
#[test]
fn roots_are_computed_anew() {
    fn check<P: ParameterSet>() {
        let (sk, n) = (key::<P>().as_bytes().to_vec(), P::SIGNING_KEY_SIZE / 4);
        for place in (0..sk.len()).step_by(5).chain([n - 1, n, 2 * n - 1, 2 * n, 4 * n - 1]) {
            let mut wrong = sk.clone();
            wrong[place] ^= 0x80;
            let expected = (!(n..2 * n).contains(&place)).then_some(Error::InvalidKey);
            assert_eq!(SigningKey::<P>::new(&wrong).err(), expected, "{} {place}", P::NAME);
        }
    }
    check::<SlhDsaSha2_128f>();
    check::<SlhDsaSha2_256f>();
    check::<SlhDsaShake192f>();
}

/// A bit of any part of a signature or of the key.
#[test]
fn every_part_of_a_signature_counts() {
    fn check<P: ParameterSet>() {
        let sk = key::<P>();
        let (vk, mut signature) = (sk.verifying_key().unwrap(), signed(&sk, b"message", b""));
        let step = if cfg!(debug_assertions) { 499 } else { 61 };
        for place in (0..P::SIGNATURE_SIZE).step_by(step).chain([P::SIGNATURE_SIZE - 1]) {
            signature[place] ^= 1 << (place % 8);
            assert_eq!(vk.verify(b"message", b"", &signature).err(), WRONG, "{} {place}", P::NAME);
            signature[place] ^= 1 << (place % 8);
        }
        for place in 0..P::VERIFYING_KEY_SIZE {
            let mut wrong = vk.as_bytes().to_vec();
            wrong[place] ^= 1;
            let wrong = VerifyingKey::<P>::new(&wrong).unwrap();
            assert_eq!(wrong.verify(b"message", b"", &signature).err(), WRONG, "{} {place}", P::NAME);
        }
        vk.verify(b"message", b"", &signature).unwrap();
    }
    check::<SlhDsaSha2_128f>();
    check::<SlhDsaSha2_192f>();
    check::<SlhDsaShake256f>();
}

#[test]
fn signatures_of_other_implementations() {
    let avx512 = Feature::Avx512 as u32 | Feature::Ifma512 as u32;
    let sha = Feature::ShaNi as u32;
    for hidden in [0, avx512, avx512 | sha, avx512 | sha | Feature::Avx2 as u32] {
        child::run("child_of_other_implementations", &[("QILA_HIDDEN", &hidden.to_string())]);
    }
}

#[test]
fn child_of_other_implementations() {
    let Some(hidden) = child::value("child_of_other_implementations", "QILA_HIDDEN") else { return };
    lab::hide_features(hidden.parse().unwrap()).unwrap();
    edges::fast_sets();
    if hidden == "0" && !cfg!(debug_assertions) {
        botan::some_sets();
    }
}

/// The deterministic signature by a key of other implementations has this hash value.
fn signs<P: ParameterSet>(sk: &str, (message, context): (&[u8], &[u8]), digest: &str) {
    let sk = SigningKey::<P>::new(&hex::decode(sk).unwrap()).unwrap();
    let signature = signed(&sk, message, context);
    let digests = [Sha256::digest(&signature), Sha3_256::digest(&signature)];
    assert!(digests.into_iter().any(|made| hex::encode(made.unwrap()) == digest), "{}", P::NAME);
}

/// By slh-dsa 0.2.5, verified with OpenSSL 3.5.7. The number of the tree has its top bit in the
/// sets of 256, where it takes all 64 bits; that of the leaf is the highest.
mod edges {
    use super::*;

    pub fn fast_sets() {
        signs::<SlhDsaSha2_128f>(
            "b72720940b5afef84775e63904d5fda7ba2de4a505ce9b46528efda88adc4a213916d9150ec7c8cc\
             209ace1da0ec4b5cf8bc13e0dc35968431529a300bdb4d66",
            (b"SLH-DSA-SHA2-128f 3", b"qila"),
            "386f268b9a85776091ba86a3377196731a9e7631c925bfb470b22123b30c1378",
        );
        signs::<SlhDsaSha2_192f>(
            "fcd61ac30c27a39434afe1dbeb61a3320a6f9c42cb4ecddbcd99fac0d0571192dc137badff9f17ec\
             a65ed605ebbab0921082ba1fa1dc5ba4b3139f51610f63190d6e7b8ba0e67067b794c743b93bef6f\
             a445de488b44110f7b4304d71eee57db",
            (b"SLH-DSA-SHA2-192f 10", b"qila"),
            "6948e98a142b913efdbc35a6af71a445116057841bf96495919a7d6deb88c8c8",
        );
        signs::<SlhDsaSha2_256f>(
            "bcd31724e7b00b09ee88b5370f27cc2baa567d997692570cd2f0e9b2a19d6c5409695ece5cf757e2\
             962e417521fc3bb88e2d5567e04dfb271cffe2a105a5994a1d75555ae58f5d27d93ab1f8b187ab13\
             86f16ff0d4c6e81893dedc7ef0170a4456e59299941da37f524e0f57dde6f19f3468be5a7a1b3676\
             9a93aa7a5d26f20f",
            (b"SLH-DSA-SHA2-256f 4", b"qila"),
            "667a9678536245110885affd3b0a306cb1fd3d6bb6eb42312d1a9a1cb6708414",
        );
        signs::<SlhDsaShake128f>(
            "2d2a9559bb41431a40e3f30ee25059c28e108762ac924582887edfc196781bc3c2b07403bebfa50e\
             fe3ba4ce491083fd4002760ee6ea01fb4e0f8189e0713ff8",
            (b"SLH-DSA-SHAKE-128f 6", b"qila"),
            "d7bd238b6b8fb60841120fa6f13a426a2386ba5bde4de97d4f482ec46dc50d2f",
        );
        signs::<SlhDsaShake192f>(
            "9b07b49c0d8fb507e0953916b839d367c330c8c8d4f5831346e0fc1412869ea656ef424501ec4834\
             cdf7bc33728f46e7f0f4437ecd1ba683528b0d62a1164c5ec2585a124685b4e73d6904c5a5baf26d\
             269c1b85871851160234bea06b8beb67",
            (b"SLH-DSA-SHAKE-192f 10", b"qila"),
            "6330d83a6c25f80f3f95f1ad2cbb9fd3f6a91b84e6714eb8d1b729662fff6c6c",
        );
        signs::<SlhDsaShake256f>(
            "bb67168c5dc2bb01ae6c8e83190a2e180734944f028d161164d9945a895f6a608470f3016735de55\
             f9ddcaa76daf9b24d58d90377930a55322f694c8b4bb876f45fdf0a4b490c71386a64e7d53a38676\
             7acd23c00a720c169ed5cadf2148c9a185ce927a165183b88644b7265f22b8133fc55e682ea433e5\
             8ddca3a5963c28c5",
            (b"SLH-DSA-SHAKE-256f 52", b"qila"),
            "4228ca3f6dc8646295decd9c91500ccbe080e0da4b85388c28e9f7ba5bb8eaa5",
        );
    }
}

/// Botan's `slh_dsa_hashed.vec`, which is by py-acvp-pqc.
mod botan {
    use super::*;

    const MESSAGE: &[u8] = &[
        0xd8, 0x1c, 0x4d, 0x8d, 0x73, 0x4f, 0xcb, 0xfb, 0xea, 0xde, 0x3d, 0x3f, 0x8a, 0x03, 0x9f, 0xaa, 0x2a, 0x2c,
        0x99, 0x57, 0xe8, 0x35, 0xad, 0x55, 0xb2, 0x2e, 0x75, 0xbf, 0x57, 0xbb, 0x55, 0x6a, 0xc8,
    ];

    pub fn some_sets() {
        signs::<SlhDsaSha2_128f>(
            "1eaae6bb91b27cd748c402c4111140d5a942cf3c95ff7977f88d2ef515bb26d067b4319d2f67bae5\
             2055dcd010a25a16220b1ddabbed69f503b5f07cbba7f134",
            (MESSAGE, b""),
            "a19e2a5ae585ec140dc8c6910847c1e67ea2a96e6707e96f3f5646c23393ed1e",
        );
        signs::<SlhDsaSha2_192s>(
            "a9f93c7b791356b66afcceb745a548c7f6b185e4f45ec1ff1a22acdd96e7a6d8d290f4ecb0e97b42\
             c65ce45583da8ad8c9c02f34daf335681f00668a6b4209caad8f0a98afd3cb6a10ac13a54b552951\
             257a36f005a60e3f1d4fc605c6c69ca8",
            (MESSAGE, b""),
            "36a7ce4b9faab952245e1218098b0a8c5fc93fc672146ca49db0c84444c3664f",
        );
        signs::<SlhDsaShake192f>(
            "daa360ecbb51bcb33f5d36f92fffe77c2de7ed43d281dcb5fd68cfa0ce19df2eb36398ffaef28a6a\
             c96ae6cec608b0545dab087c2e696072c3a207a25c42fbc1aa96fb8ec2a5af71caf5215b739f48ee\
             14fbbe4b0ce50dbf8104998ca133e19c",
            (MESSAGE, b""),
            "bf373807c8981ec8bd76c0758ba7db9f8fb77bc7e1d23d5fd00699cf3912d9bc",
        );
        signs::<SlhDsaShake256s>(
            "793871afccb50f4035b9788c7292b717939aa28f5094d99ee262047b15e42deb92568f82621d1ee3\
             3a233b858296887279ff85cfda7f5c415b714e9451cb20a6e23d931a7e2679eb15c2d3727552a5a5\
             686b13f319c17c48fcae2ca136d9fe223b5f3c9b72d1318ec5c18191238914691955fbd06947ce3e\
             7010809fd3d31832",
            (MESSAGE, b""),
            "fe25c9658e9afe5d1a67480c5202debc2c05c4d3fb2bfbd875723dea9ab8d195",
        );
        signs::<SlhDsaSha2_256f>(
            "edb1483bd9db934a5c0970c76e96adac58c2786f5525cce741206154222b1bada4b54a813a208ad3\
             472c64bef72aa37ad944484a7525b3bfab58b72d5878adcc36b35aefaeef610994159ba32295631c\
             237f59d285e62248442d5ccca196973d3dfe70c01bd69e90313ba13437891e8aebbfb4d42fcccdfd\
             f98655b272757553",
            (MESSAGE, b""),
            "3883d4e0a47250b66d44e80cd19e4f55195a89c2c1e020cfc534347df7d00302",
        );
        signs::<SlhDsaShake256f>(
            "ec5fd75f942b76a278c3f4df4c25b0dd5db712a253cc8b9c22287befafbeb6257e53018e4f2b21f5\
             71e02c8b128f401ed16391b74336ddd719a0306db181135395e8f648fb380f083398e4a3400c0772\
             4162fa30e25e8d3784a2e90fdf27cdbb4456b4892b3a49fd6de7cdae86d7432bf8f651e09b2920ad\
             7d0618ccf70135e8",
            (MESSAGE, b""),
            "f3a817c8fc206f5f65b3ffe1225588e74a698c58d478214ccaa80ee684d5a0ee",
        );
    }
}
