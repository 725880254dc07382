//! The cryptographic bill of materials: the catalogue's algorithms as CycloneDX 1.6 has them.

use qila::admin::{self, catalogue::ALGORITHMS};
use serde_json::{Value, json};

/// The document, without a time: the same module prints the same.
pub fn json() -> Value {
    let component = |algorithm: &qila::admin::catalogue::Algorithm| {
        let name = if algorithm.mode.is_empty() {
            algorithm.name.to_owned()
        } else {
            format!("{}/{}", algorithm.name, algorithm.mode)
        };
        json!({
            "type": "cryptographic-asset",
            "bom-ref": format!("{name}@{}", algorithm.revision),
            "name": name,
            "cryptoProperties": {
                "assetType": "algorithm",
                "algorithmProperties": {
                    "primitive": primitive(algorithm.name),
                    "executionEnvironment": "software-plain-ram",
                    "certificationLevel": ["none"],
                },
            },
            "properties": [
                { "name": "standard", "value": algorithm.standard },
                { "name": "revision", "value": algorithm.revision },
                { "name": "service", "value": algorithm.service },
            ],
        })
    };
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": { "type": "library", "name": admin::NAME, "version": admin::VERSION, "bom-ref": "module" },
        },
        "components": ALGORITHMS.iter().map(component).collect::<Vec<_>>(),
        "dependencies": [{
            "ref": "module",
            "provides": ALGORITHMS.iter().map(|algorithm| component(algorithm)["bom-ref"].clone()).collect::<Vec<_>>(),
        }],
    })
}

/// What begins the name of an algorithm, and its primitive in the words of CycloneDX. The first
/// that fits counts.
const PRIMITIVES: &[(&str, &str)] = &[
    ("ACVP-AES-GCM", "ae"),
    ("ACVP-AES-CCM", "ae"),
    ("ACVP-AES-GMAC", "mac"),
    ("ACVP-AES-KW", "key-wrap"),
    ("ACVP-AES", "block-cipher"),
    ("Ascon-AEAD", "ae"),
    ("Ascon-Hash", "hash"),
    ("Ascon", "xof"),
    ("CMAC", "mac"),
    ("HMAC", "mac"),
    ("KMAC", "mac"),
    ("SHAKE", "xof"),
    ("cSHAKE", "xof"),
    ("SHA", "hash"),
    ("TupleHash", "hash"),
    ("ParallelHash", "hash"),
    ("ctrDRBG", "drbg"),
    ("hashDRBG", "drbg"),
    ("hmacDRBG", "drbg"),
    ("ML-KEM", "kem"),
    ("ML-DSA", "signature"),
    ("SLH-DSA", "signature"),
    ("ECDSA", "signature"),
    ("DetECDSA", "signature"),
    ("EDDSA", "signature"),
    ("DSA", "signature"),
    ("LMS", "signature"),
    ("XMSS", "signature"),
    ("RSA", "signature"),
    ("KTS", "kem"),
    ("KAS", "key-agree"),
    ("safePrimes", "key-agree"),
    ("XECDH", "key-agree"),
    ("PBKDF", "kdf"),
    ("KDF", "kdf"),
    ("KDA", "kdf"),
    ("kdf-components", "kdf"),
    ("TLS-v1", "kdf"),
    ("ConditioningComponent", "other"),
];

fn primitive(name: &str) -> &'static str {
    PRIMITIVES.iter().find(|(start, _)| name.starts_with(start)).map_or("unknown", |(_, primitive)| primitive)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An algorithm that comes needs a word of CycloneDX, too.
    #[test]
    fn every_algorithm_has_a_primitive() {
        let without = ALGORITHMS.iter().filter(|row| primitive(row.name) == "unknown");
        assert_eq!(without.map(|row| row.name).collect::<Vec<_>>(), [""; 0]);
    }
}
