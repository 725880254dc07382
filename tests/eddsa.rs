//! EdDSA: its doors, its keys, and where others went wrong. Known answers are in `kat-vectors`.
#![allow(clippy::unwrap_used)] // a test fails by panicking

use qila::eddsa::{
    Curve, Ed448, Ed25519, EddsaCurve, MAX_CONTEXT, PREHASH_SIZE, SigningKey, VerifyingKey, verify_batch,
};
use qila::random::Rng;
use qila::xof::shake256;
use qila::{Error, hash};

const MESSAGE: &[u8] = b"a message";
const MISMATCH: Result<(), Error> = Err(Error::SignatureMismatch);

fn pair<C: Curve>() -> (SigningKey<C>, VerifyingKey<C>) {
    let sk = SigningKey::<C>::generate(&mut Rng::new().unwrap()).unwrap();
    let vk = VerifyingKey::new(sk.verifying_key().unwrap().as_bytes()).unwrap();
    (sk, vk)
}

/// A door: its name, and whether it takes the signature.
type Doors<'a> = Vec<(&'static str, Vec<u8>, Box<dyn Fn(&[u8]) -> Result<(), Error> + 'a>)>;

/// Each signature is that of its door, and of no other.
fn check_doors(doors: &Doors<'_>) {
    for (name, signature, _) in doors {
        for (other, _, verify) in doors {
            assert_eq!(verify(signature), if name == other { Ok(()) } else { MISMATCH }, "{name} {other}");
        }
    }
}

#[test]
fn doors_of_ed25519() {
    let (sk, vk) = pair::<Ed25519>();
    let value = hash::sha512(MESSAGE).unwrap();
    assert_eq!(sk.sign_ph(MESSAGE, b"c").unwrap(), sk.sign_prehash(&value, b"c").unwrap());
    vk.verify_prehash(&value, b"c", &sk.sign_ph(MESSAGE, b"c").unwrap()).unwrap();
    vk.verify_ph(MESSAGE, b"c", &sk.sign_prehash(&value, b"c").unwrap()).unwrap();
    let doors: Doors<'_> = vec![
        ("pure", sk.sign(MESSAGE).unwrap().into(), Box::new(|s| vk.verify(MESSAGE, s))),
        ("pure hash", sk.sign(&value).unwrap().into(), Box::new(|s| vk.verify(&value, s))),
        ("ctx", sk.sign_ctx(MESSAGE, b"c").unwrap().into(), Box::new(|s| vk.verify_ctx(MESSAGE, b"c", s))),
        ("ctx d", sk.sign_ctx(MESSAGE, b"d").unwrap().into(), Box::new(|s| vk.verify_ctx(MESSAGE, b"d", s))),
        ("ctx hash", sk.sign_ctx(&value, b"c").unwrap().into(), Box::new(|s| vk.verify_ctx(&value, b"c", s))),
        ("ph", sk.sign_ph(MESSAGE, b"").unwrap().into(), Box::new(|s| vk.verify_ph(MESSAGE, b"", s))),
        ("ph c", sk.sign_ph(MESSAGE, b"c").unwrap().into(), Box::new(|s| vk.verify_ph(MESSAGE, b"c", s))),
    ];
    check_doors(&doors);
    assert_eq!(sk.sign_ctx(MESSAGE, b"").err(), Some(Error::InvalidParameter));
    assert_eq!(vk.verify_ctx(MESSAGE, b"", &sk.sign(MESSAGE).unwrap()), Err(Error::InvalidParameter));
    let long = [7; MAX_CONTEXT + 1];
    vk.verify_ctx(MESSAGE, &long[1..], &sk.sign_ctx(MESSAGE, &long[1..]).unwrap()).unwrap();
    assert_eq!(sk.sign_ctx(MESSAGE, &long).err(), Some(Error::InputTooLong));
    assert_eq!(vk.verify_ctx(MESSAGE, &long, &[0; 64]), Err(Error::InputTooLong));
    check_long_contexts(&sk, &vk);
}

#[test]
fn doors_of_ed448() {
    let (sk, vk) = pair::<Ed448>();
    let mut value = [0; PREHASH_SIZE];
    shake256(MESSAGE, &mut value).unwrap();
    assert_eq!(sk.sign_ph(MESSAGE, b"c").unwrap(), sk.sign_prehash(&value, b"c").unwrap());
    vk.verify_prehash(&value, b"c", &sk.sign_ph(MESSAGE, b"c").unwrap()).unwrap();
    let doors: Doors<'_> = vec![
        ("pure", sk.sign(MESSAGE, b"").unwrap().into(), Box::new(|s| vk.verify(MESSAGE, b"", s))),
        ("pure c", sk.sign(MESSAGE, b"c").unwrap().into(), Box::new(|s| vk.verify(MESSAGE, b"c", s))),
        ("pure hash", sk.sign(&value, b"c").unwrap().into(), Box::new(|s| vk.verify(&value, b"c", s))),
        ("ph", sk.sign_ph(MESSAGE, b"").unwrap().into(), Box::new(|s| vk.verify_ph(MESSAGE, b"", s))),
        ("ph c", sk.sign_ph(MESSAGE, b"c").unwrap().into(), Box::new(|s| vk.verify_ph(MESSAGE, b"c", s))),
    ];
    check_doors(&doors);
    let long = [7; MAX_CONTEXT + 1];
    vk.verify(MESSAGE, &long[1..], &sk.sign(MESSAGE, &long[1..]).unwrap()).unwrap();
    assert_eq!(sk.sign(MESSAGE, &long).err(), Some(Error::InputTooLong));
    assert_eq!(vk.verify(MESSAGE, &long, &[0; 114]), Err(Error::InputTooLong));
    check_long_contexts(&sk, &vk);
}

/// Of the doors that both curves have.
fn check_long_contexts<C: Curve>(sk: &SigningKey<C>, vk: &VerifyingKey<C>) {
    let long = [7; MAX_CONTEXT + 1];
    let value = [9; PREHASH_SIZE];
    vk.verify_ph(MESSAGE, &long[1..], sk.sign_ph(MESSAGE, &long[1..]).unwrap().as_ref()).unwrap();
    vk.verify_prehash(&value, &long[1..], sk.sign_prehash(&value, &long[1..]).unwrap().as_ref()).unwrap();
    assert_eq!(sk.sign_ph(MESSAGE, &long).err(), Some(Error::InputTooLong));
    assert_eq!(sk.sign_prehash(&value, &long).err(), Some(Error::InputTooLong));
    assert_eq!(vk.verify_ph(MESSAGE, &long, b""), Err(Error::SignatureMismatch));
    assert_eq!(vk.verify_ph(MESSAGE, &long, &vec![0; 2 * sk.seed().len()]), Err(Error::InputTooLong));
}

/// A seed is kept as it came, not as its hash value is clamped; and a verifying key beside it must
/// be its own.
#[test]
fn keys_are_seeds() {
    let sk = SigningKey::<Ed25519>::from_seed(&[0xff; 32]).unwrap();
    assert_eq!(sk.seed(), [0xff; 32]);
    let public = "76a1592044a6e4f511265bca73a604d90b0529d1df602be30a19a9257660d1f5";
    assert_eq!(hex::encode(sk.verifying_key().unwrap().as_bytes()), public);
    fn check<C: Curve>(size: usize) {
        let (sk, vk) = pair::<C>();
        let again = SigningKey::<C>::from_both(sk.seed(), vk.as_bytes()).unwrap();
        assert_eq!(again.seed(), sk.seed());
        for i in 0..size {
            let mut other = vk.as_bytes().to_vec();
            other[i] ^= 1 << (i % 8);
            assert_eq!(SigningKey::<C>::from_both(sk.seed(), &other).err(), Some(Error::InvalidKey));
        }
        for len in (0..2 * size).filter(|len| *len != size) {
            let wrong = Some(Error::InvalidKeyLength);
            assert_eq!(SigningKey::<C>::from_seed(&vec![1; len]).err(), wrong);
            assert_eq!(SigningKey::<C>::from_both(sk.seed(), &vec![1; len]).err(), wrong);
            assert_eq!(VerifyingKey::<C>::new(&vec![1; len]).err(), wrong);
        }
    }
    check::<Ed25519>(32);
    check::<Ed448>(57);
    assert_eq!([Ed25519::VALUE, Ed448::VALUE], [EddsaCurve::Ed25519, EddsaCurve::Ed448]);
}

/// Keys of small order, in every spelling, and y that no point has, are errors at import.
#[test]
fn keys_of_small_order_are_refused() {
    let mut eight = hex::decode("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a").unwrap();
    let mut of_25519: Vec<Vec<u8>> = vec![eight.clone()];
    eight[31] ^= 0x80;
    of_25519.push(eight);
    for (first, rest, last) in [(0, 0, 0), (1, 0, 0), (0xec, 0xff, 0x7f), (0xed, 0xff, 0x7f), (0xee, 0xff, 0x7f)] {
        for sign in [0, 0x80] {
            let mut bytes = vec![rest; 32];
            (bytes[0], bytes[31]) = (first, last | sign);
            of_25519.push(bytes);
        }
    }
    for bytes in of_25519 {
        assert_eq!(VerifyingKey::<Ed25519>::new(&bytes).err(), Some(Error::InvalidKey), "{bytes:?}");
    }
    for first in [0, 1] {
        for last in [0, 0x80, 1, 0x40] {
            let mut bytes = [0; 57];
            (bytes[0], bytes[56]) = (first, last);
            assert_eq!(VerifyingKey::<Ed448>::new(&bytes).err(), Some(Error::InvalidKey), "{bytes:?}");
        }
    }
}

/// Pairs of random seeds sign, and what they sign is verified.
#[test]
fn pairs_agree() {
    fn check<C: Curve>() {
        for i in 0..50_u8 {
            let (sk, vk) = pair::<C>();
            let signature = sk.sign_ph(&[i], &[i]).unwrap();
            vk.verify_ph(&[i], &[i], signature.as_ref()).unwrap();
            assert_eq!(vk.verify_ph(&[i ^ 1], &[i], signature.as_ref()), MISMATCH);
        }
    }
    check::<Ed25519>();
    check::<Ed448>();
}

/// A batch says what its signatures say one by one: with a wrong one at every place, of every
/// length around that of a group; and for signatures whose R has a part of small order, which the
/// cofactor lets through, alone and with others.
#[test]
fn batches_say_what_single_verification_does() {
    let signed = |i: u8| {
        let sk = SigningKey::<Ed25519>::from_seed(&[i; 32]).unwrap();
        let message = vec![i; usize::from(i) * 9];
        let signature = sk.sign(&message).unwrap().to_vec();
        (sk.verifying_key().unwrap(), message, signature)
    };
    let mut all: Vec<_> = (0..19).map(signed).collect();
    fn both(all: &[(VerifyingKey<Ed25519>, Vec<u8>, Vec<u8>)]) -> Result<(), Error> {
        let parts: Vec<_> = all.iter().map(|(key, message, signature)| (key, &message[..], &signature[..])).collect();
        let single = parts.iter().try_for_each(|(key, message, signature)| key.verify(message, signature));
        assert_eq!(verify_batch(&parts), single);
        single
    }
    for len in [0, 1, 7, 8, 9, 15, 16, 17, 19] {
        assert_eq!(both(&all[..len]), Ok(()));
        for wrong in 0..len {
            let right = all[wrong].2.clone();
            for place in [0, 31, 32, 63] {
                all[wrong].2[place] ^= 0x40;
                assert_eq!(both(&all[..len]), MISMATCH, "{len} {wrong} {place}");
                all[wrong].2.clone_from(&right);
            }
            all[wrong].2.pop();
            assert_eq!(both(&all[..len]), MISMATCH);
            all[wrong].2 = right;
        }
    }
    // With a part of small order in R, at every place.
    for (key, message, signature) in SMALL_ORDER_IN_R {
        let key = VerifyingKey::new(&hex::decode(key).unwrap()).unwrap();
        let odd = (key, message.as_bytes().to_vec(), hex::decode(signature).unwrap());
        for place in 0..8 {
            let kept = std::mem::replace(&mut all[place], odd.clone());
            assert_eq!(both(&all[..8]), Ok(()));
            all[place] = kept;
        }
        assert_eq!(both(&vec![odd; 8]), Ok(()));
    }
    // Two that are wrong do not make up for each other.
    let signature = all[2].2.clone();
    all[2].2 = all[3].2.clone();
    all[3].2 = signature;
    assert_eq!(both(&all), MISMATCH);
    all.swap(2, 3);
    assert_eq!(both(&all[..16]), MISMATCH);
}

/// Of the collection of the C2SP (CCTV), what the module accepts, one for each set of flags: keys,
/// messages, signatures.
const SMALL_ORDER_IN_R: [(&str, &str, &str); 3] = [
    (
        "ef75b20e7540e3dff77404193652ba2bd13df99c1508eee1515e27ae25f28076",
        "ed25519vectors 5",
        "b62cf890de42c413b11b1411c9f01f1c4d77aa87ef182258d1251f69af2a350640657f1cb030f12543549bbabd848dc6403d354e7c99c4d0dcee9f63c9033b00",
    ),
    (
        "ef75b20e7540e3dff77404193652ba2bd13df99c1508eee1515e27ae25f28076",
        "ed25519vectors 17",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05aac16c21847c8f77ede0e03571488e65c01bc418470acebc90a5f65a69c3c60f",
    ),
    (
        "ef75b20e7540e3dff77404193652ba2bd13df99c1508eee1515e27ae25f28076",
        "ed25519vectors 9",
        "5ae36d433a7bd0efb150b6b04610d1986e3044c46b6ad69bae17aaf76b608d21fd3eacd8d7a35408e669bbf20fa791fc50be2a753015c51a7ff9554c4c540902",
    ),
];
