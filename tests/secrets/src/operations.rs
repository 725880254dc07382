//! Every operation that takes a secret.

mod ciphers;

use ciphers::{cbc, cbc_padded, ccm, ctr, ecb, feedback, ff1, gcm, gcm_wrong, gmac, stealing, wrapping, xts};
use qila::aead::{AesCcmKey, AesGcmKey, AesGcmSivKey, AsconAead128Key, ChaCha20Poly1305Key, TagLength};
use qila::cipher::{AesKey, AesXtsKey, CbcCs, CfbSegment, KeySize};
use qila::hash::{self, AsconHash256, DynHasher, HashAlgorithm};
use qila::kdf::{self, CounterLocation, CounterSize, DynHkdf, KeyBasedKdf};
use qila::key_wrap::KeyWrapKey;
use qila::lab::drbg::{FULL_COUNTER, SeededDrbg};
use qila::mac::{CmacKey, DynHmacKey, GmacKey, KmacKey};
use qila::random::{Mechanism, Rng};
use qila::xof::{self, AsconXof, ParallelHash, TupleHash, Xof, XofAlgorithm};
use qila::{Error, lab};

/// What one operation does.
type Operation = fn() -> Result<(), Error>;

/// All of them, by name.
pub const OPERATIONS: &[(&str, Operation)] = &[
    ("hash", hashes),
    ("hash, one-shot", one_shots),
    ("hash, many at once", batches),
    ("SHAKE, cSHAKE", xofs),
    ("TupleHash, ParallelHash", lists),
    ("Ascon-Hash256, Ascon-CXOF128", ascon),
    ("CMAC", cmac),
    ("KMAC", kmac),
    ("HMAC", hmac),
    ("HMAC, verify", hmac_verify),
    ("HKDF", hkdf),
    ("SP 800-108", kbkdf),
    ("SP 800-56C one-step, X9.63, X9.42", one_step),
    ("PBKDF2, SNMP", passwords),
    ("TLS 1.2, TLS 1.3, SSH", tls_and_ssh),
    ("IKEv1, IKEv2, SRTP", ike_and_srtp),
    ("AES-ECB", ecb),
    ("AES-CBC", cbc),
    ("AES-CBC with padding", cbc_padded),
    ("AES-CTR", ctr),
    ("AES-CBC-CS", stealing),
    ("AES-CFB, AES-OFB", feedback),
    ("AES-XTS", xts),
    ("AES-FF1", ff1),
    ("Ascon-AEAD128", ascon_aead),
    ("AES-GCM-SIV", gcm_siv),
    ("ChaCha20-Poly1305", chacha20_poly1305),
    ("KW, KWP", wrapping),
    ("AES-CCM", ccm),
    ("AES-GCM", gcm),
    ("AES-GCM, wrong tag", gcm_wrong),
    ("GMAC", gmac),
    ("ML-KEM", crate::ml_kem::ml_kem),
    ("hybrids", crate::hybrid::hybrid),
    ("ML-DSA", crate::ml_dsa::ml_dsa),
    ("SLH-DSA", crate::slh_dsa::slh_dsa),
    ("EdDSA", crate::curves::eddsa),
    ("X25519, X448", crate::curves::xdh),
    ("ECDSA", super::ecdsa::ecdsa),
    ("ECDH", super::ecdh::ecdh),
    ("FFDH", super::curves::ffdh),
    ("CTR_DRBG, HMAC_DRBG, Hash_DRBG", drbg),
    ("key generation", generation),
];

/// Lengths around the blocks of every primitive and the widths of every kernel.
const LENGTHS: [usize; 14] = [0, 1, 15, 16, 17, 63, 64, 65, 127, 129, 256, 513, 1024, 1350];

/// `N` secret bytes.
fn secret<const N: usize>() -> [u8; N] {
    let mut bytes = std::array::from_fn(|i| (i * 37 + 11) as u8);
    lab::mark_secret(&mut bytes);
    bytes
}

/// The first `len` of some secret bytes.
fn data(len: usize) -> Vec<u8> {
    secret::<1350>()[..len].to_vec()
}

fn keys() -> impl Iterator<Item = Vec<u8>> {
    KeySize::ALL.iter().map(|size| data(size.bytes()))
}

fn hashes() -> Result<(), Error> {
    for algorithm in HashAlgorithm::ALL {
        for len in LENGTHS {
            let mut hasher = DynHasher::new(*algorithm)?;
            hasher.update(&data(len));
            hasher.update(&data(3));
            hasher.finalize_into(&mut [0; 64])?;
        }
    }
    Ok(())
}

fn batches() -> Result<(), Error> {
    for algorithm in HashAlgorithm::ALL {
        for (count, len) in [(2, 60), (7, 100), (16, 64), (19, 71)] {
            hash::batch_into(*algorithm, &data(count * len), len, &mut vec![0; count * algorithm.output_size()])?;
        }
    }
    Ok(())
}

fn one_shots() -> Result<(), Error> {
    hash::sha1(&data(100))?;
    hash::sha224(&data(100))?;
    hash::sha256(&data(100))?;
    hash::sha384(&data(200))?;
    hash::sha512(&data(200))?;
    hash::sha512_224(&data(200))?;
    hash::sha512_256(&data(200))?;
    hash::sha3_224(&data(200))?;
    hash::sha3_256(&data(200))?;
    hash::sha3_384(&data(200))?;
    hash::sha3_512(&data(200)).map(|_| ())
}

fn xofs() -> Result<(), Error> {
    for algorithm in XofAlgorithm::ALL {
        for len in LENGTHS {
            let mut xof = Xof::customized(*algorithm, &data(len))?;
            xof.update(&data(len));
            let mut reader = xof.finalize_bits(data(1)[0], 5)?;
            reader.read(&mut [0; 7])?;
            reader.read(&mut [0; 400])?;
        }
    }
    xof::shake128(&data(200), &mut [0; 40])?;
    xof::shake256(&data(200), &mut [0; 40])
}

fn lists() -> Result<(), Error> {
    for algorithm in XofAlgorithm::ALL {
        for len in LENGTHS {
            let mut list = TupleHash::customized(*algorithm, &data(len))?;
            list.add(&data(len));
            list.add(&data(5));
            list.finalize_into(&mut [0; 50])?;
            let mut message = ParallelHash::customized(*algorithm, 16, &data(len))?;
            message.update(&data(len));
            message.clone().finalize_bits_into(data(1)[0], 3, &mut [0; 50], 400)?;
            message.finalize_xof()?.read(&mut [0; 200])?;
        }
    }
    Ok(())
}

fn ascon() -> Result<(), Error> {
    for len in LENGTHS {
        AsconHash256::digest(&data(len))?;
        let mut xof = AsconXof::customized(&data(len.min(256)))?;
        xof.update(&data(len));
        xof.finalize_bits(data(1)[0], 5)?.read(&mut [0; 100])?;
    }
    Ok(())
}

fn ascon_aead() -> Result<(), Error> {
    let key = AsconAead128Key::with_nonce_mask(&data(32), 128)?;
    for len in LENGTHS {
        let (mut message, aad) = (data(len), data(len.min(100)));
        let mut tag = key.seal_in_place(&secret::<16>(), &aad, &mut message)?.to_vec();
        lab::unmark(&mut tag);
        key.open_in_place(&secret::<16>(), &aad, &mut message, &tag)?;
        refused(key.open_in_place(&[2; 16], &aad, &mut message, &tag))?;
    }
    Ok(())
}

fn gcm_siv() -> Result<(), Error> {
    let key = AesGcmSivKey::new(&data(32))?;
    for len in LENGTHS {
        let (mut message, aad) = (data(len), data(len));
        let mut tag = key.seal_in_place(&secret::<12>(), &aad, &mut message)?.to_vec();
        lab::unmark(&mut tag);
        key.open_in_place(&secret::<12>(), &aad, &mut message, &tag)?;
        refused(key.open_in_place(&[2; 12], &aad, &mut message, &tag))?;
    }
    Ok(())
}

fn chacha20_poly1305() -> Result<(), Error> {
    let key = ChaCha20Poly1305Key::new(&data(32))?;
    for len in LENGTHS {
        let (mut message, aad) = (data(len), data(len));
        let mut tag = key.seal_in_place(&secret::<12>(), &aad, &mut message)?.to_vec();
        lab::unmark(&mut tag);
        key.open_in_place(&secret::<12>(), &aad, &mut message, &tag)?;
        refused(key.open_in_place(&[2; 12], &aad, &mut message, &tag))?;
    }
    Ok(())
}

fn cmac() -> Result<(), Error> {
    for key in keys() {
        let key = CmacKey::new(&key)?;
        for len in LENGTHS {
            let mut tag = key.authenticate(&data(len))?;
            lab::unmark(&mut tag);
            key.verify(&data(len), &tag)?;
            tag[0] ^= 1;
            let mut message = key.begin()?;
            message.update(&data(len));
            refused(message.verify(&tag))?;
        }
    }
    Ok(())
}

/// Tags made, checked with both verdicts, and of any length.
fn kmac() -> Result<(), Error> {
    for algorithm in XofAlgorithm::ALL {
        for len in LENGTHS {
            let key = KmacKey::customized(*algorithm, &data(len), &data(len))?;
            let mut tag = [0; 70];
            key.authenticate_into(&data(len), &mut tag)?;
            lab::unmark(&mut tag);
            key.verify(&data(len), &tag)?;
            tag[69] ^= 1;
            refused(key.verify(&data(len), &tag))?;
            key.begin()?.finalize_bits_into(data(1)[0], 5, &mut [0; 5], 33)?;
            key.begin()?.finalize_xof()?.read(&mut [0; 200])?;
        }
    }
    Ok(())
}

fn hmac() -> Result<(), Error> {
    for algorithm in HashAlgorithm::ALL {
        for len in LENGTHS {
            let key = DynHmacKey::new(*algorithm, &data(len))?;
            key.authenticate_into(&data(len), &mut [0; 16])?;
            let mut message = key.begin()?;
            message.update(&data(len));
            message.finalize_into(&mut [0; 16])?;
        }
    }
    Ok(())
}

/// Both verdicts; the verdict itself is released.
fn hmac_verify() -> Result<(), Error> {
    for algorithm in HashAlgorithm::ALL {
        let key = DynHmacKey::new(*algorithm, &data(32))?;
        let mut tag = [0; 20];
        key.authenticate_into(&data(50), &mut tag)?;
        lab::unmark(&mut tag);
        key.verify(&data(50), &tag)?;
        tag[7] ^= 1;
        refused(key.verify(&data(50), &tag))?;
    }
    Ok(())
}

fn refused(said: Result<(), Error>) -> Result<(), Error> {
    if said == Err(Error::TagMismatch) { Ok(()) } else { Err(Error::InvalidParameter) }
}

fn hkdf() -> Result<(), Error> {
    for algorithm in HashAlgorithm::ALL {
        DynHkdf::extract(*algorithm, &data(16), &data(32))?.expand(b"info", &mut [0; 100])?;
        DynHkdf::from_prk(*algorithm, &data(64))?.expand(b"info", &mut [0; 10])?;
    }
    Ok(())
}

fn kbkdf() -> Result<(), Error> {
    let mut out = [0; 100];
    for algorithm in HashAlgorithm::ALL {
        let key = KeyBasedKdf::hmac(*algorithm, &data(32))?;
        key.derive(&data(5), &data(5), &mut out)?;
        key.feedback(CounterLocation::None, CounterSize::Bits8, &data(20), &data(20), &mut out)?;
        key.double_pipeline(CounterLocation::BeforeIterator, CounterSize::Bits16, &data(20), &mut out)?;
        KeyBasedKdf::extract_hmac(*algorithm, &data(10), &data(40))?.derive(b"", b"", &mut out)?;
    }
    for key in keys() {
        let key = KeyBasedKdf::cmac(&key)?;
        key.counter(CounterLocation::MiddleFixedData(13), CounterSize::Bits24, &data(20), &mut out)?;
        KeyBasedKdf::extract_cmac(&data(16), &data(40))?.derive(b"", b"", &mut out)?;
    }
    kdf::kmac_kdf(XofAlgorithm::Shake256, &data(40), &data(5), &data(5), &mut out)
}

fn one_step() -> Result<(), Error> {
    let mut out = [0; 100];
    for algorithm in HashAlgorithm::ALL {
        kdf::OneStep::hash(*algorithm, &data(40))?.derive(&data(7), &mut out)?;
        kdf::OneStep::hmac(*algorithm, &data(7), &data(40))?.derive(&data(7), &mut out)?;
        kdf::X963::new(*algorithm, &data(40))?.derive(&data(7), &mut out)?;
        let info = kdf::OtherInfo { oid: &[1, 2], supp_priv: &data(9), ..kdf::OtherInfo::default() };
        kdf::X942::new(*algorithm, &data(40))?.derive_der(&info, &mut out)?;
    }
    kdf::OneStep::kmac(XofAlgorithm::Shake128, &data(7), &data(40))?.derive_without_counter(&data(7), &mut out)
}

fn passwords() -> Result<(), Error> {
    for algorithm in HashAlgorithm::ALL {
        kdf::Pbkdf2::new(*algorithm, &data(20), &data(16), 3)?.derive(&mut [0; 100])?;
    }
    kdf::snmp(&data(10), &data(12), &mut [0; kdf::SNMP_KEY_SIZE])
}

fn tls_and_ssh() -> Result<(), Error> {
    for algorithm in HashAlgorithm::ALL {
        let (secret, mut master) = (data(48), [0; kdf::TLS12_MASTER_SECRET_SIZE]);
        let premaster = kdf::Tls12::new(*algorithm, &secret)?;
        premaster.extended_master_secret(&data(algorithm.output_size()), &mut master)?;
        kdf::Tls12::new(*algorithm, &master)?.key_block(&data(32), &data(32), &mut [0; 100])?;
        let schedule = kdf::Tls13::early_secret(*algorithm, &data(32))?.next_secret(&data(32))?.next_secret(b"")?;
        schedule.derive_secret(b"exp master", &data(32), &mut [0; 32])?;
        kdf::Ssh::new(*algorithm, &data(40), &data(32), &data(32))?
            .derive(kdf::SshKey::EncryptionKeyClient, &mut [0; 100])?;
    }
    Ok(())
}

fn ike_and_srtp() -> Result<(), Error> {
    for algorithm in HashAlgorithm::ALL {
        let (nonces, shared, psk) = (data(70), data(100), data(20));
        let exchange = kdf::Exchange {
            initiator_nonce: &nonces,
            responder_nonce: &nonces,
            initiator_cookie: &secret(),
            responder_cookie: &secret(),
            shared_secret: &shared,
        };
        for authentication in [
            kdf::Authentication::Signature,
            kdf::Authentication::PublicKeyEncryption,
            kdf::Authentication::PresharedKey(&psk),
        ] {
            kdf::IkeV1::derive(*algorithm, authentication, &exchange)?;
        }
        let seed = kdf::IkeV2::skeyseed(*algorithm, &nonces, &nonces, &shared)?;
        seed.derive(&nonces, &nonces, &secret(), &secret(), &mut [0; 200])?;
        seed.rekey(&nonces, &nonces, &shared)?.derive_child(&shared, &nonces, &nonces, &mut [0; 200])?;
    }
    for key in keys() {
        let keys = kdf::Srtp::new(&key, &secret())?;
        keys.derive(kdf::SrtpLabel::Salt, 1 << 40, 16, &mut [0; 14])?;
        keys.derive_short_index(kdf::SrtpLabel::RtcpSalt, 1 << 30, 16, &mut [0; 14])?;
    }
    Ok(())
}

/// Every mechanism with secret entropy and secret inputs.
fn drbg() -> Result<(), Error> {
    let without = [(Mechanism::CtrAes128NoDf, 32), (Mechanism::CtrAes192NoDf, 40), (Mechanism::CtrAes256NoDf, 48)];
    let with = [Mechanism::CtrAes128, Mechanism::CtrAes192, Mechanism::CtrAes256];
    let hashes = HashAlgorithm::ALL.iter().flat_map(|hash| [Mechanism::Hmac(*hash), Mechanism::Hash(*hash)]);
    let all = without.into_iter().chain(with.into_iter().chain(hashes).map(|mechanism| (mechanism, 48)));
    for (mechanism, entropy) in all {
        let mut drbg = SeededDrbg::new(mechanism, FULL_COUNTER, &data(entropy), &[], &data(16))?;
        for len in [1, 16, 33, 200, 700] {
            drbg.generate(&data(16), &mut vec![0; len])?;
            drbg.generate(&[], &mut vec![0; len])?;
        }
        drbg.reseed(&data(entropy), &data(16))?;
        drbg.generate(&[], &mut [0; 64])?;
    }
    Ok(())
}

fn generation() -> Result<(), Error> {
    let mut rng = Rng::new()?;
    rng.fill_with(&data(100), &mut [0; 100])?;
    AesGcmKey::generate(KeySize::Aes256, &mut rng)?.random_iv_sealer()?.seal_in_place(
        &[],
        &mut data(64),
        &mut rng,
    )?;
    Ok(())
}
