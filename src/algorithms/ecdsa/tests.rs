//! RFC 6979, and what must be refused.

use super::{number_of, sign, sign_deterministic, sign_with, verify};
use crate::algorithms::array::Array;
use crate::algorithms::der::{self, encode};
use crate::algorithms::ec::curve::Scalar;
use crate::algorithms::ec::key::{KeyPair, PublicKey};
use crate::algorithms::ec::{Curve, P224, P256, P384, P521};
use crate::algorithms::field::Residue;
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::HashAlgorithm::{self, Sha1, Sha256, Sha512};
use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::pre_hash::PreHash;
use crate::base::error::{Error, Result};
use std::vec;
use std::vec::Vec;

/// A signature on a curve in DER.
fn decode<C: Curve>(der: &[u8]) -> Result<C::Signature> {
    let mut signature = C::Signature::ZERO;
    der::decode(der, signature.as_mut()).map(|()| signature)
}

fn bytes(digits: &str) -> Vec<u8> {
    hex::decode(digits).unwrap()
}

/// The deterministic signature of "sample" by RFC 6979 appendix A.2, which verifies, and no other.
fn gives<C: Curve>(d: &str, hash: HashAlgorithm, expected: [&str; 2]) {
    let key = KeyPair::<C>::new(&bytes(d)).unwrap();
    let digest = with_hash!(hash, H => H::digest(&[b"sample"]).as_ref().to_vec());
    let signature = sign_deterministic(&key, hash, &digest).unwrap();
    assert_eq!(hex::encode(signature.as_ref()), expected.concat(), "{}", C::NAME);
    verify(key.public(), &digest, signature.as_ref()).unwrap();
    for i in 0..signature.as_ref().len() {
        let mut other = signature;
        other.as_mut()[i] ^= 1;
        assert_eq!(verify(key.public(), &digest, other.as_ref()), Err(Error::SignatureMismatch), "{} {i}", C::NAME);
    }
    let der = encode(signature.as_ref());
    assert_eq!(decode::<C>(der.as_ref()).unwrap().as_ref(), signature.as_ref());
}

#[test]
fn deterministic() {
    gives::<P224>(
        "f220266e1105bfe3083e03ec7a3a654651f45e37167e88600bf257c1",
        Sha256,
        [
            "61aa3da010e8e8406c656bc477a7a7189895e7e840cdfe8ff42307ba",
            "bc814050dab5d23770879494f9e0a680dc1af7161991bde692b10101",
        ],
    );
    gives::<P256>(
        "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
        Sha256,
        [
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
            "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
        ],
    );
    gives::<P256>(
        "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
        Sha1,
        [
            "61340c88c3aaebeb4f6d667f672ca9759a6ccaa9fa8811313039ee4a35471d32",
            "6d7f147dac089441bb2e2fe8f7a3fa264b9c475098fdcf6e00d7c996e1b8b7eb",
        ],
    );
    gives::<P384>(
        "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5",
        Sha512,
        [
            "ed0959d5880ab2d869ae7f6c2915c6d60f96507f9cb3e047c0046861da4a799cfe30f35cc900056d7c99cd7882433709",
            "512c8cceee3890a84058ce1e22dbc2198f42323ce8aca9135329f03c068e5112dc7cc3ef3446defceb01a45c2667fdd5",
        ],
    );
    gives::<P521>(
        "00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538",
        Sha512,
        [
            "00c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f174e25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa",
            "00617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af282623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a",
        ],
    );
}

/// A hash value that begins with zeros is shortened by its own length, not by that of its number.
#[test]
fn a_hash_value_that_begins_with_zeros() {
    let mut d = [0; 28];
    d[27] = 2;
    let key = KeyPair::<P224>::new(&d).unwrap();
    let public = "706a46dc76dcb76798e60e6d89474788d16dc18032d268fd1a704fa61c2b76a7bc25e7702a704fa986892849fca629487acf3709d2e4e8bb";
    assert_eq!(hex::encode(key.public().as_bytes()), ["04", public].concat());
    let digest = &PreHash::Sha256.digest(&bytes("343236343739373234"))[..32];
    assert_eq!(digest[..4], [0; 4]);
    let signature = sign_deterministic(&key, Sha256, digest).unwrap();
    let r = "9e83f55b043a1a3748d69431a641535c3b82a73f029ce0e73e043189";
    assert_eq!(hex::encode(signature), [r, "170e18bcff2c66310973be3a242714dc251163f6fb51d75ccefecd4c"].concat());
    verify(key.public(), digest, &signature).unwrap();
}

/// r + n is x where x is not below n, and r or s of zero, n, or more are none.
#[test]
fn bounds_of_a_signature() {
    let key = KeyPair::<P256>::new(&[7; 32]).unwrap();
    let signature = sign_deterministic(&key, Sha256, &[3; 32]).unwrap();
    let n = bytes("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    for at in [0, 32] {
        for part in [vec![0; 32], n.clone(), vec![0xff; 32]] {
            let mut other = signature;
            other[at..at + 32].copy_from_slice(&part);
            assert_eq!(verify(key.public(), &[3; 32], &other), Err(Error::SignatureMismatch));
        }
    }
    for length in [0, 63, 65] {
        assert_eq!(verify(key.public(), &[3; 32], &vec![1; length]), Err(Error::SignatureMismatch));
    }
    // u G + v Q is infinity: e + r d is zero.
    let d = key.scalar().unwrap();
    let r = Scalar::<P256>::small(5);
    let (mut digest, mut forged) = ([0; 32], [0; 64]);
    (-(r * d)).to_be_bytes(&mut digest);
    r.to_be_bytes(&mut forged[..32]);
    forged[63] = 1;
    assert_eq!(verify(key.public(), &digest, &forged), Err(Error::SignatureMismatch));
}

/// A per-message secret that gives an r or an s of zero is not used.
#[test]
fn a_zero_takes_the_next_secret() {
    let key = KeyPair::<P256>::new(&[7; 32]).unwrap();
    let d = key.scalar().unwrap();
    // e = - r d for the r of k = 1.
    let r = Scalar::<P256>::from_be_bytes(&bytes("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"));
    let mut digest = [0; 32];
    (-(r.unwrap() * d)).to_be_bytes(&mut digest);
    let mut secrets = [1, 9].into_iter();
    let signature = sign_with(&key, &digest, || Ok(Scalar::<P256>::small(secrets.next().unwrap()))).unwrap();
    assert_eq!(sign_with(&key, &digest, || Ok(Scalar::<P256>::small(9))).unwrap(), signature);
    verify(key.public(), &digest, &signature).unwrap();
    assert_eq!(sign_with(&key, &digest, || Ok(Residue::ONE)), Err(Error::InvalidParameter));
}

/// A candidate above n - 2 is not used, and zero is one.
#[test]
fn candidates() {
    let key = KeyPair::<P384>::new(&[7; 48]).unwrap();
    let mut candidates = [0xff, 0].into_iter();
    let signature = sign(&key, &[1; 48], |bytes| {
        bytes.fill(candidates.next().unwrap());
        Ok(())
    });
    assert_eq!(signature.unwrap(), sign_with(&key, &[1; 48], || Ok(Residue::ONE)).unwrap());
    assert_eq!(
        sign(&key, &[], |bytes| {
            bytes.fill(0xff);
            Ok(())
        }),
        Err(Error::EntropyUnavailable)
    );
    // Seven bits of 66 bytes are not among the 521.
    let mut wide = [0; 66];
    wide[65] = 0x80;
    let key = KeyPair::<P521>::generate(|bytes| {
        bytes.copy_from_slice(&wide);
        Ok(())
    })
    .unwrap();
    assert_eq!(key.as_bytes()[65], 2);
}

#[test]
fn keys() {
    let n = bytes("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    let less = {
        let mut less = n.clone();
        less[31] -= 1;
        less
    };
    for (d, expected) in [
        (&[0; 32][..], Error::InvalidKey),
        (&n, Error::InvalidKey),
        (&[1; 31], Error::InvalidKeyLength),
        (&[1; 33], Error::InvalidKeyLength),
    ] {
        assert_eq!(KeyPair::<P256>::new(d).err(), Some(expected));
    }
    let (key, other) = (KeyPair::<P256>::new(&less).unwrap(), KeyPair::<P256>::new(&[1; 32]).unwrap());
    let point = key.public().as_bytes().to_vec();
    let compressed = key.public().to_compressed().unwrap();
    assert!(
        KeyPair::<P256>::from_both(&less, &point).is_ok() && KeyPair::<P256>::from_both(&less, &compressed).is_ok()
    );
    assert_eq!(KeyPair::<P256>::from_both(&less, other.public().as_bytes()).err(), Some(Error::InvalidKey));
    key.public().validate().unwrap();
    let broken = |at: usize, value: u8| {
        let mut point = point.clone();
        point[at] = value;
        point
    };
    for (bytes, expected) in [
        (vec![], Error::InvalidKeyLength),
        (vec![0], Error::InvalidKeyLength),
        (point[..64].to_vec(), Error::InvalidKeyLength),
        (broken(0, 2), Error::InvalidKey),
        (broken(0, 6), Error::InvalidKey),
        (broken(64, point[64] ^ 1), Error::InvalidKey),
        ([&[4], &compressed[1..]].concat(), Error::InvalidKey),
        ([&[4][..], &[0xff; 64]].concat(), Error::InvalidKey),
        ([&[4][..], &[0; 64]].concat(), Error::InvalidKey),
        ([&[2][..], &[0xff; 32]].concat(), Error::InvalidKey),
    ] {
        assert_eq!(PublicKey::<P256>::new(&bytes).err(), Some(expected), "{bytes:02x?}");
    }
}

/// One encoding of each signature.
#[test]
fn der() {
    let mut signature = [0; 64];
    (signature[31], signature[63]) = (1, 0x80);
    assert_eq!(encode(signature.as_ref()).as_ref(), bytes("300702010102020080"));
    for refused in [
        "",
        "30",
        "3007",
        "31070201010202 0080",
        "300702010102020080 00",
        "308107020101020200 80",
        "3008020101020300008 0",
        "30080202000102020080",
        "3006020101020180",
        "300502010102 00",
        "30060201010202 80",
        "300702010102020080".get(..16).unwrap(),
        "3003020101",
        "300a0201010202008002010 1",
        "30800201010202 00800000",
        "3007030101020200 80",
        "30 07 02 81 01 01 02 01 01",
    ] {
        assert_eq!(decode::<P256>(&bytes(&refused.replace(' ', ""))), Err(Error::SignatureMismatch), "{refused}");
    }
    let longest = [0xff; 132];
    let der = encode(longest.as_ref());
    assert_eq!(der.as_ref().len(), 141);
    assert_eq!(decode::<P521>(der.as_ref()), Ok(longest));
    // What is longer than a scalar.
    assert_eq!(decode::<P384>(der.as_ref()), Err(Error::SignatureMismatch));
    assert_eq!(encode(&[0; 64]).as_ref(), bytes("3006020100020100"));
}

#[test]
fn shortens_hash_values() {
    let long = [0xab; 64];
    assert_ne!(number_of::<P224>(&long).mask_of_equal(&number_of::<P224>(&long[..28])), 0);
    assert_ne!(number_of::<P521>(&long).mask_of_equal(&Residue::reduced_be_bytes(&long)), 0);
}
