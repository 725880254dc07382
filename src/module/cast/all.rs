//! The table of all self-tests, for the officer, the catalogue and the laboratory.
//!
//! What names it links every algorithm, so no service does: `tests/processes/self_tests.rs` looks.

use super::self_test::SelfTest;
use super::{
    aes, ascon, ccm, cfb, chacha20_poly1305, cmac, cts, drbg, ecdh, ecdsa, eddsa, ff1, ffdh, gcm, gcm_siv, hash,
    hkdf, hmac, ikev1, ikev2, kbkdf, key_confirmation, key_wrap, kmac, lms, ml_dsa, ml_kem, ofb, one_step,
    parallel_hash, pbkdf2, rsa, slh_dsa, snmp, srtp, ssh, tables, tls12, tls13, tuple_hash, x942, x963, xdh, xmss,
    xts,
};

impl SelfTest {
    /// All of them. What one requires stands before it.
    pub const ALL: &'static [&'static Self] = &[
        &hash::SHA1,
        &hash::SHA2_256,
        &hash::SHA2_512,
        &hash::SHA3,
        &hash::SHA1_BATCH,
        &hash::SHA2_256_BATCH,
        &hash::SHA2_512_BATCH,
        &hash::SHA3_BATCH,
        &ascon::ASCON_HASH,
        &hmac::HMAC_SHA1,
        &hmac::HMAC_SHA2_256,
        &hmac::HMAC_SHA2_512,
        &hmac::HMAC_SHA3,
        &tuple_hash::TUPLE_HASH,
        &parallel_hash::PARALLEL_HASH,
        &aes::AES,
        &cmac::CMAC,
        &kmac::KMAC,
        &key_confirmation::KEY_CONFIRMATION,
        &ml_kem::ML_KEM,
        &ml_dsa::ML_DSA,
        &slh_dsa::SLH_DSA_SHA2,
        &slh_dsa::SLH_DSA_SHAKE,
        &lms::LMS_SHA2,
        &lms::LMS_SHAKE,
        &xmss::XMSS_SHA2,
        &xmss::XMSS_SHAKE,
        &rsa::RSA,
        &ffdh::FFDH,
        &tables::OF_25519,
        &tables::OF_448,
        &tables::OF_P224,
        &tables::OF_P256,
        &tables::OF_P384,
        &tables::OF_P521,
        &eddsa::ED25519,
        &eddsa::ED448,
        &xdh::X25519_TEST,
        &xdh::X448_TEST,
        &ecdsa::ECDSA_P224,
        &ecdsa::ECDSA_P256,
        &ecdsa::ECDSA_P384,
        &ecdsa::ECDSA_P521,
        &ecdh::ECDH_P224,
        &ecdh::ECDH_P256,
        &ecdh::ECDH_P384,
        &ecdh::ECDH_P521,
        &hkdf::HKDF,
        &kbkdf::KBKDF,
        &one_step::ONE_STEP,
        &pbkdf2::PBKDF2,
        &tls12::TLS12,
        &tls13::TLS13,
        &ssh::SSH,
        &ikev1::IKEV1,
        &ikev2::IKEV2,
        &srtp::SRTP,
        &snmp::SNMP,
        &x963::X963,
        &x942::X942,
        &cts::AES_CBC_CS,
        &cfb::AES_CFB,
        &ofb::AES_OFB,
        &ff1::AES_FF1,
        &xts::AES_XTS,
        &ccm::AES_CCM,
        &key_wrap::AES_KW,
        &ascon::ASCON_AEAD,
        &gcm::AES_GCM,
        &gcm_siv::AES_GCM_SIV,
        &chacha20_poly1305::CHACHA20_POLY1305,
        &drbg::CTR_DRBG,
        &drbg::HMAC_DRBG,
        &drbg::HASH_DRBG,
    ];

    /// The test of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().copied().find(|test| test.name() == name)
    }
}
