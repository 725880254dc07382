//! Where the constants of the algorithms come from.

use super::super::document::Section;

/// The constants, their file, their origin, and what shows it.
const ORIGINS: &[(&str, &str, &str, &str)] = &[
    (
        "SHA-1",
        "src/kernels/sha1/mod.rs",
        "rounds: square roots of 2, 3, 5, 10, asserted when compiled; start: digits counted up and down",
        "check kat",
    ),
    (
        "SHA-2",
        "src/kernels/sha2_definition.rs",
        "rounds: cube roots of the first primes; start: square roots of primes; computed when compiled",
        "check kat",
    ),
    (
        "SHA-512/t",
        "src/kernels/sha2_512/mod.rs",
        "start: the hash value of the name under SHA-512 with a changed start; computed when compiled",
        "check kat",
    ),
    (
        "SHA-3, SHAKE",
        "src/kernels/keccak/definition.rs",
        "rounds: a linear feedback shift register of 8 bits; rotations: triangular numbers; computed when compiled",
        "src/kernels/keccak/tests.rs::the_permutation_of_zeros",
    ),
    (
        "AES",
        "src/kernels/aes/portable.rs",
        "substitution: inverses in the field of 256 elements, then an affine map; computed as a circuit",
        "src/kernels/aes/portable.rs::circuits_are_the_s_boxes",
    ),
    (
        "Ascon",
        "src/algorithms/ascon/aead.rs",
        "start: the parameters of the algorithm, written as bits (SP 800-232)",
        "check kat",
    ),
    ("ChaCha20", "src/kernels/chacha20/mod.rs", "the text \"expand 32-byte k\" (RFC 8439)", "check kat"),
    (
        "P-224, P-256, P-384, P-521",
        "src/algorithms/ec/p256.rs",
        "SP 800-186: b follows from a hash value of a seed; the standard does not say how the seed was chosen",
        "src/algorithms/ec/tests.rs::p256",
    ),
    (
        "Ed25519, X25519",
        "src/algorithms/edwards/ed25519.rs",
        "RFC 7748: the prime 2^255 - 19, and the smallest coefficient that meets its criteria",
        "src/algorithms/edwards/tests.rs::multiples_follow_the_law",
    ),
    (
        "Ed448, X448",
        "src/algorithms/edwards/ed448.rs",
        "RFC 7748: the prime 2^448 - 2^224 - 1, and the smallest coefficient that meets its criteria",
        "src/algorithms/edwards/tests.rs::multiples_follow_the_law",
    ),
    (
        "tables of multiples of the generators",
        "build/main.rs",
        "computed when compiled; a self-test compares their hash values with those of other implementations",
        "tests/processes/self_tests.rs::every_input_of_every_self_test_matters",
    ),
    (
        "MODP-2048 to -8192, ffdhe2048 to 8192",
        "src/algorithms/ffdh/group.rs",
        "digits of pi (RFC 3526) and of e (RFC 7919), and the smallest number that makes a safe prime",
        "src/algorithms/ffdh/tests.rs::groups_are_those_of_the_standards",
    ),
    (
        "ML-KEM",
        "src/kernels/ntt/ml_kem/mod.rs",
        "powers of 17 modulo 3329; computed when compiled",
        "src/kernels/ntt/ml_kem/tests.rs::products_are_those_of_the_schoolbook",
    ),
    (
        "ML-DSA",
        "src/kernels/ntt/ml_dsa/constants.rs",
        "powers of 1753 modulo 8380417; computed when compiled",
        "src/kernels/ntt/ml_dsa/tests.rs::products_are_those_of_the_schoolbook",
    ),
    (
        "SLH-DSA, LMS, XMSS, RSA, DSA, generators",
        "src/algorithms/slh_dsa/parameters.rs",
        "numbers of sizes only",
        "check kat",
    ),
];

pub fn section() -> Section {
    let row =
        |(what, file, origin, shown): &(&str, &str, &str, &str)| [*what, *file, *origin, *shown].map(str::to_owned);
    Section::new(
        "3 Origin of the constants",
        "A constant that could hide something is named with where it comes from.",
    )
    .with(["constants of", "file", "origin", "shown by"], ORIGINS.iter().map(row))
}

#[cfg(test)]
mod tests {
    use super::super::super::named;
    use super::*;

    #[test]
    fn what_the_origins_name_exists() {
        for (_, path, _, shown) in ORIGINS {
            named::file(path);
            named::test(shown);
        }
    }
}
