//! A module that gives nothing: by errors where a trait has them, by panics where it has none, and
//! never by bytes.
//!
//! One test, because the state is that of the process.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use aead::inout::InOutBuf;
use aead::{AeadInOut, Nonce};
use cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyIvInit, StreamCipher};
use digest::{Digest, ExtendableOutput, KeyInit, Mac, XofReader};
use qila::admin::{self, Policy, Profile};
use qila::{Error, Reason, lab};
use qila_rustcrypto::random::{Rng, ThreadRng};
use qila_rustcrypto::{
    aead::Aes256Gcm, cipher::Aes256, cipher::Aes256Ctr, hash::Sha256, mac::HmacSha256, xof::Shake128,
};
use rand_core::TryRng;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Objects of every kind.
struct Objects {
    hash: Sha256,
    xof: Shake128,
    mac: HmacSha256,
    block: Aes256,
    stream: Aes256Ctr,
    aead: Aes256Gcm,
}

impl Objects {
    /// By the constructors that cannot fail.
    fn new() -> Self {
        Self {
            hash: Sha256::new(),
            xof: Shake128::default(),
            mac: <HmacSha256 as KeyInit>::new(&[7; 64].into()),
            block: <Aes256 as KeyInit>::new(&[7; 32].into()),
            stream: <Aes256Ctr as KeyIvInit>::new(&[7; 32].into(), &[0; 16].into()),
            aead: <Aes256Gcm as KeyInit>::new(&[7; 32].into()),
        }
    }

    /// Nothing comes out of them, and `why` is said where it can be.
    fn give_nothing(mut self, why: Error) {
        Digest::update(&mut self.hash, b"message");
        Mac::update(&mut self.mac, b"message");
        assert_eq!(self.hash.clone().try_finalize(), Err(why));
        assert_eq!(self.mac.clone().try_finalize(), Err(why));
        assert_eq!(self.xof.clone().try_finalize().unwrap_err(), why);

        // A trait with errors gives one, also for a tag of zeros.
        self.mac.clone().verify(&Default::default()).unwrap_err();
        self.mac.clone().verify_slice(&[0; 32]).unwrap_err();
        self.mac.clone().verify_truncated_left(&[0; 16]).unwrap_err();
        let nonce = Nonce::<Aes256Gcm>::default();
        let mut buffer = b"plain".to_vec();
        self.aead.encrypt_in_place(&nonce, b"", &mut buffer).unwrap_err();
        assert_eq!(buffer, b"plain");
        let mut there = [0xA5; 5];
        let both = InOutBuf::new(b"plain", &mut there).unwrap();
        self.aead.encrypt_inout_detached(&nonce, b"", both).unwrap_err();
        assert_eq!(there, [0; 5]);
        there.fill(0xA5);
        self.stream.try_apply_keystream_b2b(b"plain", &mut there).unwrap_err();
        assert_eq!(there, [0; 5]);
        assert_eq!(self.stream.try_apply(&mut there), Err(why));
        let blocks = &mut [cipher::Block::<Aes256>::from([0xA5; 16])];
        assert_eq!(self.block.try_encrypt(&mut blocks[0]), Err(why));
        assert_eq!(self.block.try_decrypt(&mut blocks[0]), Err(why));

        // One without them stops.
        stops(|| self.hash.clone().finalize());
        stops(|| self.hash.finalize_reset());
        stops(|| self.xof.clone().finalize_xof().read(&mut there));
        stops(|| self.mac.clone().finalize());
        stops(|| self.mac.finalize_reset());
        stops(|| self.block.encrypt_blocks(blocks));
        stops(|| self.block.decrypt_block(&mut blocks[0]));
        stops(|| self.stream.apply_keystream(&mut there));
        stops(|| self.stream.unchecked_write_keystream(&mut there));
        assert!(blocks[0] == [0xA5; 16] || blocks[0] == [0; 16]);
        assert_eq!(there, [0; 5]);
    }
}

fn stops<T>(work: impl FnOnce() -> T) {
    let panic = catch_unwind(AssertUnwindSafe(work)).err().expect("it gave something");
    let message = panic.downcast_ref::<String>().map_or("end of keystream reached", String::as_str);
    assert!(message.starts_with("Qila gives no output") || message.starts_with("end of keystream"), "{message}");
}

/// Every fallible constructor fails.
fn constructors_fail(why: Error) {
    assert_eq!(Sha256::try_new().unwrap_err(), why);
    assert_eq!(Shake128::try_new().unwrap_err(), why);
    assert_eq!(HmacSha256::try_new(&[7; 32]).unwrap_err(), why);
    assert_eq!(Aes256::try_new(&[7; 32]).unwrap_err(), why);
    assert_eq!(Aes256Ctr::try_new(&[7; 32], &[0; 16]).unwrap_err(), why);
    assert_eq!(Aes256Gcm::try_new(&[7; 32]).unwrap_err(), why);
    assert!(<HmacSha256 as KeyInit>::new_from_slice(&[7; 32]).is_err());
    assert!(<Aes256 as KeyInit>::new_from_slice(&[7; 32]).is_err());
    assert!(<Aes256Gcm as KeyInit>::new_from_slice(&[7; 32]).is_err());
    assert!(<Aes256Ctr as KeyIvInit>::new_from_slices(&[7; 32], &[0; 16]).is_err());
    assert_eq!(ThreadRng.try_next_u64(), Err(why));
    assert!(Rng::new().is_err());
}

#[test]
fn a_closed_gate_gives_no_bytes() {
    std::panic::set_hook(Box::new(|_| {})); // the panics are wanted
    let before = Objects::new();
    lab::fail();
    before.give_nothing(Error::ModuleInErrorState);
    Objects::new().give_nothing(Error::ModuleInErrorState);
    constructors_fail(Error::ModuleInErrorState);
    let _ = admin::restart();

    // Nothing is approved in an image without a seal.
    let before = Objects::new();
    admin::set_policy(Policy::ApprovedOnly);
    before.give_nothing(Error::NotApproved(Reason::Unsealed));
    Objects::new().give_nothing(Error::NotApproved(Reason::Unsealed));
    constructors_fail(Error::NotApproved(Reason::Unsealed));
    admin::set_policy(Policy::Report);
    assert_eq!(Sha256::digest(b"abc")[..4], [0xba, 0x78, 0x16, 0xbf]);

    // In an image with one, only sealing under the caller's nonces is refused.
    lab::assume_sealed(true);
    let nonce = Nonce::<Aes256Gcm>::default();
    let key = || Aes256Gcm::try_new(&[7; 32]).unwrap();
    let mut record = b"plain".to_vec();
    key().encrypt_in_place(&nonce, b"", &mut record).unwrap();
    admin::set_policy(Policy::ApprovedOnly);
    let key = key();
    assert!(key.indicator().unwrap().is_approved());
    key.encrypt_in_place(&nonce, b"", &mut b"plain".to_vec()).unwrap_err();
    key.decrypt_in_place(&nonce, b"", &mut record).unwrap();
    assert_eq!(record, b"plain");
    assert!(Sha256::try_new().unwrap().indicator().unwrap().is_approved());

    // Tags that the profile takes for too short.
    let tag = HmacSha256::try_new(&[7; 32]).unwrap().finalize().into_bytes();
    let check = |len: usize| HmacSha256::try_new(&[7; 32]).unwrap().verify_truncated_left(&tag[..len]);
    assert!([4, 8].iter().all(|&len| check(len).is_ok()));
    admin::set_profile(Profile::Strict128);
    check(4).unwrap_err();
    check(8).unwrap();
}
