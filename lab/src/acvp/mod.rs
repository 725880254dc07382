//! ACVP vector sets: what they look like, and one file for each family of algorithms that answers
//! them.

mod aes;
pub mod answer;
mod ascon;
pub mod case;
mod ccm;
mod cfb;
mod cmac;
pub mod compare;
mod conditioning;
mod cshake;
mod cts;
mod drbg;
pub mod dsa;
mod ecdh;
pub mod ecdsa;
mod eddsa;
mod ff1;
mod ffdh;
pub mod gcm;
mod gcm_siv;
pub mod hash;
mod hmac;
mod hybrid;
mod ifc;
mod ike;
mod ikev1;
mod ikev2;
mod kas;
mod kbkdf;
mod kda;
mod key_confirmation;
mod key_wrap;
mod kmac;
pub mod known_wrong;
mod lengths;
mod lms;
pub mod ml_dsa;
pub mod ml_kem;
mod one_step;
mod parallel_hash;
mod pbkdf2;
pub mod report;
mod rsa;
pub mod set;
mod slh_dsa;
mod snmp;
mod sp800_185;
mod srtp;
mod ssh;
mod tls12;
mod tls13;
mod tuple_hash;
mod two_step;
pub mod wrapper;
mod x942;
mod x963;
mod xdh;
mod xmss;
mod xof;
mod xts;

use anyhow::Result;
use case::Case;
use serde_json::{Map, Value};
use std::fmt;

/// How often a Monte Carlo test repeats, outside and inside.
const OUTER: usize = 100;
const INNER: usize = 1000;

/// How often it repeats outside in samples of cSHAKE, TupleHash and ParallelHash: NIST's server
/// shortens those of no others (`NUM_OF_RESPONSES` of its classes `cSHAKE_MCT`, `TupleHash_MCT` and
/// `ParallelHash_MCT`).
const SAMPLE: usize = 3;

/// The fields of a response to one test case, without `tcId`.
pub type Fields = Map<String, Value>;

/// Answers one test case.
pub type Family = fn(&Case) -> Result<Fields>;

/// The variant that the module does not have, when a case of an algorithm that it has is not
/// answered.
#[derive(Debug)]
pub struct NotOffered(pub String);

impl fmt::Display for NotOffered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0, report::NOT_OFFERED)
    }
}

impl std::error::Error for NotOffered {}

/// The family that answers an algorithm as ACVP names it, if the module offers it.
pub fn family(algorithm: &str, mode: &str, revision: &str) -> Option<Family> {
    Some(match (algorithm, mode, revision) {
        (name, "", revision) if hash::is_offered(name) && revision == hash::revision(name) => hash::answer,
        (name, "", "1.0") if xof::is_offered(name) => xof::answer,
        (name, "", "FIPS202") if xof::is_offered(name) => xof::answer_fips202,
        ("cSHAKE-128" | "cSHAKE-256", "", "1.0") => cshake::answer,
        ("TupleHash-128" | "TupleHash-256", "", "1.0") => tuple_hash::answer,
        ("ParallelHash-128" | "ParallelHash-256", "", "1.0") => parallel_hash::answer,
        ("KMAC-128" | "KMAC-256", "", "1.0") => kmac::answer,
        (name, "", "1.0" | "2.0") if name.strip_prefix("HMAC-").is_some_and(hash::is_offered) => hmac::answer,
        ("CMAC-AES", "", "1.0") => cmac::answer,
        ("ACVP-AES-ECB", "", "1.0") => aes::answer_ecb,
        ("ACVP-AES-CBC", "", "1.0") => aes::answer_cbc,
        ("ACVP-AES-CBC-CS1" | "ACVP-AES-CBC-CS2" | "ACVP-AES-CBC-CS3", "", "1.0") => cts::answer,
        ("ACVP-AES-CFB1", "", "1.0") => cfb::answer_cfb1,
        ("ACVP-AES-CFB8", "", "1.0") => cfb::answer_cfb8,
        ("ACVP-AES-CFB128", "", "1.0") => aes::answer_cfb128,
        ("ACVP-AES-OFB", "", "1.0") => aes::answer_ofb,
        ("ACVP-AES-CTR", "", "1.0") => aes::answer_ctr,
        ("ACVP-AES-XTS", "", "1.0" | "2.0") => xts::answer,
        ("ACVP-AES-FF1", "", "1.0") => ff1::answer,
        ("ACVP-AES-KW", "", "1.0") => key_wrap::answer,
        ("ACVP-AES-KWP", "", "1.0") => key_wrap::answer_padded,
        ("ACVP-AES-CCM", "", "1.0") => ccm::answer,
        ("ACVP-AES-CCM", "ECMA", "1.0") => ccm::answer_ecma,
        ("ACVP-AES-GCM", "", "1.0") => gcm::answer,
        // NIST's own samples name no revision.
        ("ACVP-AES-GCM-SIV", "", "1.0" | "") => gcm_siv::answer,
        ("ACVP-AES-GMAC", "", "1.0") => gcm::answer_gmac,
        ("Ascon", "Hash256", "SP800-232") => ascon::answer_hash,
        ("Ascon", "XOF128", "SP800-232") => ascon::answer_xof,
        ("Ascon", "CXOF128", "SP800-232") => ascon::answer_cxof,
        ("Ascon", "AEAD128", "SP800-232") => ascon::answer_aead,
        ("KDA", "HKDF" | "OneStep" | "OneStepNoCounter" | "TwoStep", "Sp800-56Cr1" | "Sp800-56Cr2") => kda::answer,
        ("KDF", "", "1.0") => kbkdf::answer,
        ("KDF", "KMAC", "Sp800-108r1") => kbkdf::answer_kmac,
        ("PBKDF", "", "1.0") => pbkdf2::answer,
        ("TLS-v1.2", "KDF", "RFC7627") => tls12::answer,
        ("TLS-v1.3", "KDF", "RFC8446") => tls13::answer,
        ("kdf-components", "tls", "1.0") => tls12::answer_legacy,
        ("kdf-components", "ssh", "1.0") => ssh::answer,
        ("kdf-components", "IKEv1" | "ikev1", "1.0") => ikev1::answer,
        ("kdf-components", "ikev2", "1.0") => ikev2::answer,
        ("kdf-components", "srtp", "1.0") => srtp::answer,
        ("kdf-components", "snmp", "1.0") => snmp::answer,
        ("kdf-components", "ansix9.63", "1.0") => x963::answer,
        ("kdf-components", "ansix9.42", "1.0") => x942::answer,
        ("ECDSA" | "DetECDSA", mode, revision) => return ecdsa::family(algorithm, mode, revision),
        ("KAS-ECC", "", "Sp800-56Ar3") => kas::answer_ecc,
        ("KAS-ECC" | "KAS-ECC-SSC", mode, revision) => return ecdh::family(algorithm, mode, revision),
        ("ctrDRBG" | "hashDRBG" | "hmacDRBG", "", "1.0" | "SP800-90Ar1") => drbg::answer,
        ("ConditioningComponent", "AES-CBC-MAC", "SP800-90B") => conditioning::answer_cbc_mac,
        ("ConditioningComponent", "BlockCipher_DF", "SP800-90B") => conditioning::answer_block_cipher_df,
        ("ConditioningComponent", "Hash_DF", "SP800-90B") => conditioning::answer_hash_df,
        _ => return family_of_pairs(algorithm, mode, revision),
    })
}

/// The same of an algorithm with key pairs.
fn family_of_pairs(algorithm: &str, mode: &str, revision: &str) -> Option<Family> {
    Some(match (algorithm, mode, revision) {
        ("ML-DSA", "keyGen", "FIPS204") => ml_dsa::answer_key_gen,
        ("ML-DSA", "sigGen", "FIPS204" | "FIPS204-tr1") => ml_dsa::answer_sig_gen,
        ("ML-DSA", "sigVer", "FIPS204") => ml_dsa::answer_sig_ver,
        ("SLH-DSA", "keyGen", "FIPS205") => slh_dsa::answer_key_gen,
        ("SLH-DSA", "sigGen", "FIPS205") => slh_dsa::answer_sig_gen,
        ("SLH-DSA", "sigVer", "FIPS205") => slh_dsa::answer_sig_ver,
        ("LMS", "keyGen", "1.0") => lms::answer_key_gen,
        ("LMS", "sigGen", "1.0" | "SP800-208") => lms::answer_sig_gen,
        ("LMS", "sigVer", "1.0" | "SP800-208") => lms::answer_sig_ver,
        ("HSS", "sigVer", "SP800-208") => lms::answer_hss_sig_ver,
        ("XMSS", "sigVer", "SP800-208") => xmss::answer_sig_ver,
        ("XMSSMT", "sigVer", "SP800-208") => xmss::answer_mt_sig_ver,
        ("EDDSA", "keyGen", "1.0") => eddsa::answer_key_gen,
        ("EDDSA", "keyVer", "1.0") => eddsa::answer_key_ver,
        ("EDDSA", "sigGen", "1.0") => eddsa::answer_sig_gen,
        ("EDDSA", "sigVer", "1.0") => eddsa::answer_sig_ver,
        ("XECDH", "keyGen", "RFC7748") => xdh::answer_key_gen,
        ("XECDH", "keyVer", "RFC7748") => xdh::answer_key_ver,
        ("XECDH", "SSC", "RFC7748") => xdh::answer_ssc,
        ("ML-KEM", "keyGen", "FIPS203") => ml_kem::answer_key_gen,
        ("ML-KEM", "encapDecap", "FIPS203" | "FIPS203-tr1") => ml_kem::answer,
        ("HybridKEM", "", "draft") => hybrid::answer,
        ("safePrimes", "keyGen", "1.0") => ffdh::answer_key_gen,
        ("safePrimes", "keyVer", "1.0") => ffdh::answer_key_ver,
        ("KAS-KC", "", "Sp800-56") => key_confirmation::answer,
        ("KAS-FFC", "", "Sp800-56Ar3") => kas::answer_ffc,
        ("KAS-FFC-SSC", "", "Sp800-56Ar3") => ffdh::answer_ssc,
        ("DSA", "sigVer", "1.0") => dsa::answer_sig_ver,
        ("KAS-IFC-SSC", "", "Sp800-56Br2") => rsa::answer_agreement,
        ("KAS-IFC", "", "Sp800-56Br2") => ifc::answer_agreement,
        ("KTS-IFC", "", "Sp800-56Br2") => ifc::answer_transport,
        ("RSA", mode, revision) => rsa::family(mode, revision)?,
        _ => return None,
    })
}

/// A response with one field that holds bytes.
fn one(name: &str, bytes: &[u8]) -> Fields {
    several([(name, bytes)])
}

/// A response with several of them.
fn several<const N: usize>(fields: [(&str, &[u8]); N]) -> Fields {
    fields.into_iter().map(|(name, bytes)| (name.to_owned(), hex_value(bytes))).collect()
}

/// The response to a Monte Carlo test.
fn results(results: Vec<Fields>) -> Fields {
    let results = results.into_iter().map(Value::Object).collect();
    Fields::from_iter([("resultsArray".to_owned(), Value::Array(results))])
}

/// A response with one decision.
fn decision(passed: bool) -> Fields {
    Fields::from_iter([("testPassed".to_owned(), Value::Bool(passed))])
}

/// Bytes as ACVP writes them.
fn hex_value(bytes: &[u8]) -> Value {
    Value::String(hex::encode_upper(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use qila::admin::catalogue::ALGORITHMS;

    #[test]
    fn every_row_of_the_catalogue_can_be_answered() {
        for row in ALGORITHMS {
            assert!(family(row.name, row.mode, row.revision).is_some(), "{} {} {}", row.name, row.mode, row.revision);
        }
        assert!(family("SHA2-257", "", "1.0").is_none());
    }
}
