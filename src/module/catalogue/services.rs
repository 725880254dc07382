//! Every service with each class of parameters that its indicator tells apart, under the profile `baseline112` in a sealed
//! image. A test does each of them, and compares.

use super::Service;
use crate::module::indicator::{Indicator, Reason};

/// Every service.
pub const SERVICES: &[Service] = &[
    approved("hash::Hasher", "SHA-1, not for signatures, until the end of 2030", "qila_hash, qila_hasher_*"),
    approved("hash::Hasher", "SHA2-224", "qila_hash, qila_hasher_*"),
    approved("hash::Hasher", "SHA2-256", "qila_hash, qila_hasher_*"),
    approved("hash::Hasher", "SHA2-384", "qila_hash, qila_hasher_*"),
    approved("hash::Hasher", "SHA2-512", "qila_hash, qila_hasher_*"),
    approved("hash::Hasher", "SHA2-512/224", "qila_hash, qila_hasher_*"),
    approved("hash::Hasher", "SHA2-512/256", "qila_hash, qila_hasher_*"),
    approved("hash::Hasher", "SHA3-224", "qila_hash, qila_hasher_*"),
    approved("hash::Hasher", "SHA3-256", "qila_hash, qila_hasher_*"),
    approved("hash::Hasher", "SHA3-384", "qila_hash, qila_hasher_*"),
    approved("hash::Hasher", "SHA3-512", "qila_hash, qila_hasher_*"),
    approved("hash::DynHasher", "every hash function", "qila_hash, qila_hasher_*"),
    approved("hash::digest_into", "every hash function", "qila_hash"),
    approved("xof::Xof", "SHAKE128, SHAKE256", "qila_xof_*"),
    approved("xof::Xof", "cSHAKE128, cSHAKE256", "qila_xof_*"),
    approved("xof::TupleHash", "any length", "qila_tuple_hash_*"),
    approved("xof::ParallelHash", "any length", "qila_parallel_hash_*"),
    approved("xof::Reader", "any length", "qila_xof_*"),
    approved("xof::shake128", "any length", "qila_shake"),
    approved("xof::shake256", "any length", "qila_shake"),
    approved("mac::HmacKey", "key of 112 bits or more", "qila_hmac, qila_hmac_key_*"),
    refused("mac::HmacKey", "shorter key", Reason::KeyTooShort, "qila_hmac, qila_hmac_key_*"),
    approved("mac::HmacKey::generate", "key as long as the hash value", ""),
    approved("mac::Hmac", "key of 112 bits or more", "qila_hmac_message_*"),
    refused("mac::Hmac", "shorter key", Reason::KeyTooShort, "qila_hmac_message_*"),
    approved("mac::DynHmacKey", "key of 112 bits or more", "qila_hmac, qila_hmac_key_*"),
    refused("mac::DynHmacKey", "shorter key", Reason::KeyTooShort, "qila_hmac, qila_hmac_key_*"),
    approved("mac::DynHmac", "key of 112 bits or more", "qila_hmac_message_*"),
    refused("mac::DynHmac", "shorter key", Reason::KeyTooShort, "qila_hmac_message_*"),
    approved("mac::CmacKey", "any key", "qila_cmac, qila_cmac_key_*"),
    approved("mac::CmacKey::generate", "any key", ""),
    approved("mac::Cmac", "any key", "qila_cmac_message_*"),
    approved("mac::KmacKey", "key of 112 bits or more", "qila_kmac, qila_kmac_key_*"),
    refused("mac::KmacKey", "shorter key", Reason::KeyTooShort, "qila_kmac, qila_kmac_key_*"),
    approved("mac::KmacKey::generate", "key as long as the strength", ""),
    approved("mac::Kmac", "key of 112 bits or more", "qila_kmac_message_*"),
    refused("mac::Kmac", "shorter key", Reason::KeyTooShort, "qila_kmac_message_*"),
    refused("xof::Reader", "of KMACXOF with a shorter key", Reason::KeyTooShort, "qila_kmac_message_xof, qila_xof_*"),
    approved("mac::GmacKey::verify", "tag of any length", "qila_gmac_verify"),
    approved("mac::RandomIvGmac", "random IV", "qila_gmac_random_iv"),
    approved("mac::CounterIvGmac", "IV from a counter", ""),
    refused("mac::CallerIvGmac", "IV from outside", Reason::ExternalIv, "qila_gmac_caller_iv"),
    approved("kdf::Hkdf", "secret of 112 bits or more", "qila_hkdf, qila_hkdf_*"),
    refused("kdf::Hkdf", "shorter secret", Reason::KeyTooShort, "qila_hkdf, qila_hkdf_*"),
    approved("kdf::DynHkdf", "secret of 112 bits or more", "qila_hkdf, qila_hkdf_*"),
    refused("kdf::DynHkdf", "shorter secret", Reason::KeyTooShort, "qila_hkdf, qila_hkdf_*"),
    approved("cipher::AesKey::generate", "any key", "qila_aes_key_generate"),
    approved("cipher::AesKey::ecb_encrypt", "any key", "qila_aes_ecb_encrypt"),
    approved("cipher::AesKey::ecb_decrypt", "any key", "qila_aes_ecb_decrypt"),
    approved("cipher::AesKey::cbc_encrypt", "any key", "qila_aes_cbc_encrypt, qila_aes_cbc_encrypt_padded"),
    approved("cipher::AesKey::cbc_decrypt", "any key", "qila_aes_cbc_decrypt, qila_aes_cbc_decrypt_padded"),
    approved("cipher::AesKey::ctr_apply", "any key", "qila_aes_ctr"),
    approved("cipher::CbcEncryptor", "any key", "qila_cbc_encryptor_*"),
    approved("cipher::CbcDecryptor", "any key", "qila_cbc_decryptor_*"),
    approved("cipher::Ctr", "any key", "qila_ctr_*"),
    approved("aead::AesGcmKey::generate", "any key", "qila_gcm_key_generate"),
    approved("aead::AesGcmKey::open_in_place", "tag of 96 bits or more", "qila_gcm_open"),
    approved("aead::AesGcmKey::open_in_place", "tag of 32 or 64 bits, counted", "qila_gcm_open"),
    approved("aead::RandomIvSealer", "random IV", "qila_gcm_seal_random_iv"),
    approved("aead::SequenceSealer", "IV from a counter", "qila_gcm_sealer_new_counter, qila_gcm_sealer_*"),
    approved("aead::SequenceSealer", "TLS 1.2", "qila_gcm_sealer_new_tls12, qila_gcm_sealer_*"),
    approved("aead::SequenceSealer", "TLS 1.3", "qila_gcm_sealer_new_tls13, qila_gcm_sealer_*"),
    approved("aead::SequenceSealer", "SSH", "qila_gcm_sealer_new_ssh, qila_gcm_sealer_*"),
    refused("aead::CallerIvSealer", "IV from outside", Reason::ExternalIv, "qila_gcm_seal_caller_iv"),
    approved("random::Rng", "CTR_DRBG with AES-256", "qila_rng_*"),
    approved("random::fill", "CTR_DRBG with AES-256", "qila_random"),
    approved("random::Drbg", "CTR_DRBG", "qila_drbg_*"),
    approved("random::Drbg", "HMAC_DRBG", "qila_drbg_*"),
    approved("random::Drbg", "Hash_DRBG", "qila_drbg_*"),
];

const fn approved(name: &'static str, parameters: &'static str, c: &'static str) -> Service {
    Service { name, parameters, indicator: Indicator::Approved, c }
}

const fn refused(name: &'static str, parameters: &'static str, reason: Reason, c: &'static str) -> Service {
    Service { name, parameters, indicator: Indicator::NotApproved(reason), c }
}
