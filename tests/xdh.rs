//! X25519 and X448: what RFC 7748 says, and where others went wrong.
#![allow(clippy::unwrap_used)] // a test fails by panicking

use qila::xdh::{Curve, PrivateKey, PublicKey, X448, X25519, XdhCurve, agree_batch};
use qila::{Error, Indicator, Reason, lab};

fn bytes(text: &str) -> Vec<u8> {
    hex::decode(text).unwrap()
}

fn agree<C: Curve>(private: &[u8], public: &[u8]) -> qila::Result<Vec<u8>> {
    let key = PrivateKey::<C>::from_bytes(private)?;
    Ok(key.agree(&PublicKey::new(public)?)?.as_bytes().to_vec())
}

/// RFC 7748 section 5.2, both vectors of each function.
#[test]
fn examples_of_the_rfc() {
    for (k, u, expected) in X25519_EXAMPLES {
        assert_eq!(hex::encode(agree::<X25519>(&bytes(k), &bytes(u)).unwrap()), expected);
    }
    for (k, u, expected) in X448_EXAMPLES {
        assert_eq!(hex::encode(agree::<X448>(&bytes(k), &bytes(u)).unwrap()), expected);
    }
}

const X25519_EXAMPLES: [(&str, &str, &str); 2] = [
    (
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    ),
    (
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
        "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
        "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
    ),
];

const X448_EXAMPLES: [(&str, &str, &str); 2] = [
    (
        "3d262fddf9ec8e88495266fea19a34d28882acef045104d0d1aae121700a779c984c24f8cdd78fbff44943eba368f54b29259a4f1c600ad3",
        "06fce640fa3487bfda5f6cf2d5263f8aad88334cbd07437f020f08f9814dc031ddbdc38c19c6da2583fa5429db94ada18aa7a7fb4ef8a086",
        "ce3e4ff95a60dc6697da1db1d85e6afbdf79b50a2412d7546d5f239fe14fbaadeb445fc66a01b0779d98223961111e21766282f73dd96b6f",
    ),
    (
        "203d494428b8399352665ddca42f9de8fef600908e0d461cb021f8c538345dd77c3e4806e25f46d3315c44e0a5b4371282dd2c8d5be3095f",
        "0fbcc2f993cd56d3305b0b7d9e55d4c1a8fb5dbb52f8e9a1e9b6201b165d015894e56c4d3570bee52fe205e28a78b91cdfbde71ce8d157db",
        "884a02576239ff7a2f2f63b2db6a9ff37047ac13568e1e30fe63c4a7ad1b3ee3a5700df34321d62077e63633c575c1c954514e99da7c179d",
    ),
];

/// RFC 7748 section 5.2: the function, iterated 1000 times.
#[test]
fn iterated_a_thousand_times() {
    fn iterated<C: Curve>(first: u8, size: usize) -> String {
        let mut k = vec![0; size];
        k[0] = first;
        let mut u = k.clone();
        for _ in 0..1000 {
            let next = agree::<C>(&k, &u).unwrap();
            (u, k) = (k, next);
        }
        hex::encode(k)
    }
    assert_eq!(iterated::<X25519>(9, 32), "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
    assert_eq!(
        iterated::<X448>(5, 56),
        "aa3b4749d55b9daf1e5b00288826c467274ce3ebbdd5c17b975e09d4af6c67cf10d087202db88286e2b79fceea3ec353ef54faa26e219f38"
    );
}

/// A batch of any number of pairs gives what they give one by one, with keys of small order and
/// other spellings among them, and says nothing where there is no secret.
#[test]
fn batches() {
    let privates: Vec<_> = (0..20).map(|i| PrivateKey::<X25519>::from_bytes(&[0x35 ^ i; 32]).unwrap()).collect();
    let publics: Vec<_> = (0..20)
        .map(|i| match i % 5 {
            2 => bytes(SMALL_ORDER[i / 5]),
            3 => bytes(X25519_EXAMPLES[i % 2].1),
            _ => vec![0xb7 ^ i as u8; 32],
        })
        .map(|public| PublicKey::<X25519>::new(&public).unwrap())
        .collect();
    let pairs: Vec<_> = privates.iter().zip(&publics).collect();
    for first in [0, 2, 5] {
        for len in 0..=pairs.len() - first {
            let (pairs, mut secrets) = (&pairs[first..first + len], Vec::from_iter((0..len).map(|_| None)));
            agree_batch(pairs, &mut secrets).unwrap();
            for (i, ((own, public), secret)) in pairs.iter().zip(secrets).enumerate() {
                assert!(own.agree(public).ok() == secret, "{i} of {len}");
                assert_eq!(secret.is_none(), (first + i) % 5 == 2);
            }
        }
    }
}

/// A secret has a place, or there is none at all.
#[test]
fn batches_with_places_for_more_or_fewer() {
    let own = PrivateKey::<X25519>::from_bytes(&[7; 32]).unwrap();
    let public = own.public_key().unwrap();
    let mut secrets = [const { None }; 2];
    for count in [0, 1, 3] {
        let said = agree_batch(&vec![(&own, &public); count], &mut secrets);
        assert_eq!(said, Err(Error::InvalidInputLength));
        assert!(secrets.iter().all(Option::is_none));
    }
}

/// Whatever stands for a point of small order is an error, and every other spelling of a number
/// gives what its canonical one does. The answers are also those of OpenSSL 4.0.3.
#[test]
fn edges_of_x25519() {
    let private = bytes("1ce529d7534c27c47c54eadc09e6fc0a4bbceb8f2fe4930398fdb7c2b0e87896");
    for u in SMALL_ORDER {
        assert_eq!(agree::<X25519>(&private, &bytes(u)), Err(Error::InvalidKey), "{u}");
    }
    for (expected, spellings) in SPELLINGS {
        for u in spellings {
            assert_eq!(hex::encode(agree::<X25519>(&private, &bytes(u)).unwrap()), expected, "{u}");
        }
    }
}

const SMALL_ORDER: [&str; 14] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

/// A secret, and the spellings of a small number that give it: p more, and the top bit.
const SPELLINGS: [(&str, [&str; 2]); 4] = [
    (
        "ab9101d1f22b44c512f9c83dc3ff60112a16c7723145a70d6fbb2e99c5227e45",
        [
            "efffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0200000000000000000000000000000000000000000000000000000000000080",
        ],
    ),
    (
        "faeb563d30220d8222226c7df792258ea55de52bdd7778268ff5084baf3ee860",
        [
            "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0300000000000000000000000000000000000000000000000000000000000080",
        ],
    ),
    (
        "7e9b0344786c9a7d44c2a58c8dd890a5c0b672baeb4c498048e24a0c410b8552",
        [
            "f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0900000000000000000000000000000000000000000000000000000000000080",
        ],
    ),
    (
        "d3505b95cbfc3ae56689e3632d5cbfea5dad4c43f66fed344889663e5772b466",
        [
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "1200000000000000000000000000000000000000000000000000000000000080",
        ],
    ),
];

/// 0, 1 and p - 1, and p and p + 1, which stand for the first two. No bit is ignored: 2 with the
/// top bit is another number.
#[test]
fn edges_of_x448() {
    let private = [7; 56];
    let mut p = [0xff; 56];
    p[28] = 0xfe;
    let with = |number: &[u8; 56], first: u8| {
        let mut changed = *number;
        changed[0] = first;
        changed
    };
    let mut one_more = [0; 56];
    one_more[28..].fill(0xff); // p + 1 = 2^448 - 2^224
    for u in [[0; 56], with(&[0; 56], 1), with(&p, 0xfe), p, one_more] {
        assert_eq!(agree::<X448>(&private, &u), Err(Error::InvalidKey), "{u:?}");
    }
    let two_more = with(&one_more, 1);
    assert_eq!(agree::<X448>(&private, &two_more), agree::<X448>(&private, &with(&[0; 56], 2)));
    let mut top = with(&[0; 56], 2);
    top[55] = 0x80;
    assert_ne!(agree::<X448>(&private, &top), agree::<X448>(&private, &with(&[0; 56], 2)));
}

/// Keys stay byte for byte as they came; the bits that the function sets and clears are not seen.
#[test]
fn keys_stay_as_they_came() {
    fn check<C: Curve>(size: usize) {
        for fill in [0, 0xff, 0x5a] {
            let raw = vec![fill; size];
            let key = PrivateKey::<C>::from_bytes(&raw).unwrap();
            assert_eq!(key.as_bytes(), raw);
            let mut other = raw.clone();
            other[0] ^= 1;
            let other = PrivateKey::<C>::from_bytes(&other).unwrap();
            assert_eq!(key.public_key().unwrap().as_bytes(), other.public_key().unwrap().as_bytes());
            // The base point by the ladder.
            let mut base = vec![0; size];
            base[0] = if size == 32 { 9 } else { 5 };
            let by_ladder = key.agree(&PublicKey::new(&base).unwrap()).unwrap();
            assert_eq!(key.public_key().unwrap().as_bytes(), by_ladder.as_bytes());
            let public = PublicKey::<C>::new(&raw).unwrap();
            assert_eq!(public.as_bytes(), raw);
        }
        for len in (0..2 * size).filter(|len| *len != size) {
            let raw = vec![9; len];
            assert_eq!(PrivateKey::<C>::from_bytes(&raw).err(), Some(Error::InvalidKeyLength));
            assert_eq!(PublicKey::<C>::new(&raw).err(), Some(Error::InvalidKeyLength));
        }
    }
    check::<X25519>(32);
    check::<X448>(56);
    assert_eq!([X25519::VALUE, X448::VALUE], [XdhCurve::X25519, XdhCurve::X448]);
}

#[test]
fn no_service_is_approved() {
    lab::assume_sealed(true);
    let key = PrivateKey::<X25519>::from_bytes(&[7; 32]).unwrap();
    let refused = Indicator::NotApproved(Reason::NotApprovedAlgorithm);
    assert_eq!([key.indicator(), key.public_key().unwrap().indicator()], [refused; 2]);
}
