//! How strong each algorithm is, against machines of today and against quantum computers.

use super::super::document::Section;
use qila::admin::catalogue::{ALGORITHMS, Algorithm};

/// The beginning of the name of rows of the catalogue, the parameters, their strength in bits
/// (SP 800-57 part 1 r5 tables 2 and 3), and what remains before a quantum computer: a category of
/// NIST's for post-quantum cryptography, or nothing.
type Strength = (&'static str, &'static str, &'static str, &'static str);

const STRENGTHS: &[Strength] = &[
    ("ACVP-AES", "keys of 128, 192, 256 bits", "128, 192, 256", "category 1, 3, 5"),
    ("ACVP-AES-XTS", "two keys of 128 or 256 bits", "128, 256", "category 1, 5"),
    ("CMAC-AES", "as the key of AES; a tag of t bits is guessed with 1 in 2^t", "128 to 256", "category 1 to 5"),
    ("Ascon", "AEAD128, Hash256, XOF128, CXOF128", "128", "category 1"),
    ("SHA-1", "collisions; approved without them only", "under 80", "none is claimed"),
    ("SHA2-224", "collisions", "112", "below category 2"),
    ("SHA2-512/224", "collisions", "112", "below category 2"),
    ("SHA2-256", "collisions", "128", "category 2"),
    ("SHA2-512/256", "collisions", "128", "category 2"),
    ("SHA2-384", "collisions", "192", "category 4"),
    ("SHA2-512", "collisions", "256", "at least category 4"),
    ("SHA3-224", "collisions", "112", "below category 2"),
    ("SHA3-256", "collisions", "128", "category 2"),
    ("SHA3-384", "collisions", "192", "category 4"),
    ("SHA3-512", "collisions", "256", "at least category 4"),
    ("SHAKE-128", "with 256 bits of output", "128", "category 2"),
    ("SHAKE-256", "with 512 bits of output", "256", "at least category 4"),
    ("cSHAKE-", "as SHAKE of the same number", "128, 256", "category 2, at least 4"),
    ("TupleHash-", "as SHAKE of the same number", "128, 256", "category 2, at least 4"),
    ("ParallelHash-", "as SHAKE of the same number", "128, 256", "category 2, at least 4"),
    ("KMAC-", "as the key, at most the number", "112 to 256", "that of a search for the key"),
    (
        "HMAC-",
        "as the key, at most twice the collisions of the hash function",
        "112 to 512",
        "that of a search for the key",
    ),
    ("KDA", "as the shared secret, at most the function", "112 to 256", "that of the secret"),
    ("KDF", "as the key, at most the function", "112 to 256", "that of the key"),
    ("PBKDF", "that of the password, and log2 of the iterations", "of the password", "of the password"),
    ("TLS-v", "as the secret", "112 to 384", "that of the secret"),
    ("kdf-components", "as the secret", "112 to 256", "that of the secret"),
    ("ML-KEM", "ML-KEM-512, ML-KEM-768, ML-KEM-1024", "128, 192, 256", "category 1, 3, 5"),
    ("ML-DSA", "ML-DSA-44, ML-DSA-65, ML-DSA-87", "128, 192, 256", "category 2, 3, 5"),
    ("SLH-DSA", "sets of 128, 192 and 256", "128, 192, 256", "category 1, 3, 5"),
    ("LMS", "hash values of 192 or 256 bits", "192, 256", "category 3, 5"),
    ("RSA", "2048, 3072, 4096 bits", "112, 128, 152", "none"),
    ("KAS-IFC", "2048, 3072, 4096 bits", "112, 128, 152", "none"),
    ("KTS-IFC", "2048, 3072, 4096 bits", "112, 128, 152", "none"),
    ("DSA", "L of 2048 or 3072, N of 224 or 256 (verification only)", "112, 128", "none"),
    ("safePrimes", "2048, 3072, 4096, 6144, 8192 bits", "112, 128, 152, 176, 200", "none"),
    ("KAS-FFC", "2048, 3072, 4096, 6144, 8192 bits", "112, 128, 152, 176, 200", "none"),
    ("EDDSA", "Ed25519, Ed448", "128, 224", "none"),
    ("ECDSA", "P-224, P-256, P-384, P-521", "112, 128, 192, 256", "none"),
    ("DetECDSA", "P-224, P-256, P-384, P-521", "112, 128, 192, 256", "none"),
    ("KAS-ECC", "P-224, P-256, P-384, P-521", "112, 128, 192, 256", "none"),
    ("KAS-KC", "as the key; a tag of t bits is guessed with 1 in 2^t", "112 to 256", "that of the key"),
    ("ctrDRBG", "AES-128, AES-192, AES-256", "128, 192, 256", "category 1, 3, 5"),
    ("hashDRBG", "SHA-1; of 224 bits; others", "128, 192, 256", "category 1, 3, 5"),
    ("hmacDRBG", "SHA-1; of 224 bits; others", "128, 192, 256", "category 1, 3, 5"),
];

/// The length of the longest beginning that fits a row, if there is one.
fn longest(row: &Algorithm) -> Option<usize> {
    STRENGTHS.iter().filter(|(name, ..)| row.name.starts_with(name)).map(|(name, ..)| name.len()).max()
}

/// The names of the rows of the catalogue that a strength is that of.
fn names(beginning: &str) -> String {
    let is_of = |row: &&Algorithm| row.name.starts_with(beginning) && longest(row) == Some(beginning.len());
    let mut names: Vec<&str> = ALGORITHMS.iter().filter(is_of).map(|row| row.name).collect();
    names.dedup();
    names.join(", ")
}

pub fn section() -> Section {
    let row = |(beginning, parameters, today, quantum): &Strength| {
        [names(beginning), (*parameters).to_owned(), (*today).to_owned(), (*quantum).to_owned()]
    };
    Section::new(
        "2 Algorithms and their strength",
        "In bits, by SP 800-57 part 1 r5 and the standards of the algorithms. The categories are those of NIST's call \
         for post-quantum cryptography: 1, 3 and 5 are a search for a key of AES-128, -192 and -256; 2 and 4 a \
         collision of SHA-256 and SHA-384. `none` falls to Shor's algorithm.",
    )
    .with(["algorithms", "parameters", "classical", "quantum"], STRENGTHS.iter().map(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An algorithm that comes needs a strength, and a strength an algorithm.
    #[test]
    fn every_algorithm_has_a_strength() {
        let without: Vec<&str> = ALGORITHMS.iter().filter(|row| longest(row).is_none()).map(|row| row.name).collect();
        assert_eq!(without, [""; 0]);
        for (beginning, ..) in STRENGTHS {
            assert!(!names(beginning).is_empty(), "no algorithm is {beginning}");
        }
    }
}
