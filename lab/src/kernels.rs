//! Which kernels serve a vector set here: the catalogue has the kernel of each algorithm, and a
//! derivation or a generator is served by those of the functions that its groups name.

use crate::acvp::case::Object;
use qila::admin::catalogue::{ALGORITHMS, Algorithm, KERNELS};
use serde_json::Value;
use std::collections::BTreeSet;

/// The fields of a group that name the function on which an algorithm stands.
const FUNCTIONS: &[&str] = &["hashAlg", "hmacAlg", "auxFunction", "macMode", "mode"];

/// What the catalogue does not have, because no approved service is it: its primitive there.
const OTHERS: &[(&str, &str)] = &[
    ("ACVP-AES-GCM-SIV", "AES-GCM"),
    ("ACVP-AES-CCM/ECMA", "AES"),
    ("HybridKEM", "ML-KEM"),
    ("ConditioningComponent/AES-CBC-MAC", "AES"),
    ("ConditioningComponent/BlockCipher_DF", "AES"),
];

/// The kernels of a set with these groups.
pub fn of_set<'g>(algorithm: &str, mode: &str, groups: impl Iterator<Item = &'g Object>) -> String {
    let full = if mode.is_empty() { algorithm.to_owned() } else { format!("{algorithm}/{mode}") };
    let mut functions = BTreeSet::new();
    for group in groups {
        // A case that has a group of its own names the function itself.
        let first = group.get("tests").and_then(|tests| tests.get(0)).and_then(Value::as_object);
        [Some(group), first].into_iter().flatten().for_each(|object| name_functions(object, &mut functions));
    }
    if functions.is_empty() {
        functions.insert(&full);
    }
    joined(functions)
}

/// The kernels of some algorithms, each once, in the order of their names.
pub fn joined<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let kernels: BTreeSet<&str> = names.into_iter().filter_map(kernel).collect();
    kernels.into_iter().collect::<Vec<_>>().join(", ")
}

/// The functions that an object names, in it or in an object inside.
fn name_functions<'g>(object: &'g Object, found: &mut BTreeSet<&'g str>) {
    for (name, value) in object {
        match value {
            Value::String(text) if FUNCTIONS.contains(&name.as_str()) && kernel(text).is_some() => {
                found.insert(text.as_str());
            }
            Value::Object(inner) => name_functions(inner, found),
            _ => {}
        }
    }
}

/// The kernel of what has this name: an algorithm of ACVP, with a mode behind a slash if it has
/// one, a function on which others stand, or a primitive of the catalogue.
fn kernel(name: &str) -> Option<&'static str> {
    let other = OTHERS.iter().find(|(other, _)| *other == name).map(|(_, primitive)| *primitive);
    let hash = name.strip_prefix("HMAC-").unwrap_or(name);
    // AES-128 of a generator, CMAC-AES128 of a derivation.
    let cipher = ["AES-", "CMAC-AES1", "CMAC-AES2"].iter().any(|start| name.starts_with(start));
    let is_it = |row: &&Algorithm| match name.strip_prefix(row.name) {
        Some(rest) => rest.strip_prefix('/').unwrap_or(rest) == row.mode,
        None => row.mode.is_empty() && row.name == hash,
    };
    let primitive = |name: &str| KERNELS.iter().find(|(primitive, _)| *primitive == name).map(|(_, kernel)| kernel());
    let row = || ALGORITHMS.iter().find(is_it).map(|row| (row.kernel)());
    primitive(other.unwrap_or(name)).or_else(row).or_else(|| if cipher { primitive("AES") } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(algorithm: &str, mode: &str, groups: &[Value]) -> String {
        of_set(algorithm, mode, groups.iter().map(|group| group.as_object().expect("an object")))
    }

    #[test]
    fn every_row_of_the_catalogue_has_its_kernel() {
        for row in ALGORITHMS {
            assert_eq!(of(row.name, row.mode, &[json!({"tests": []})]), (row.kernel)(), "{} {}", row.name, row.mode);
        }
        for (name, kernel) in KERNELS {
            assert_eq!(joined([*name]), kernel());
        }
        for (name, _) in OTHERS {
            assert_ne!(joined([*name]), "", "{name}");
        }
    }

    #[test]
    fn a_derivation_is_served_by_the_functions_that_it_names() {
        let [sha1, sha512, keccak, aes] = ["SHA-1", "SHA-512", "Keccak", "AES"].map(|name| joined([name]));
        let groups = [json!({"hashAlg": "SHA-1"}), json!({"kdfConfiguration": {"auxFunction": "HMAC-SHA2-512"}})];
        assert_eq!(of("KDA", "OneStep", &groups), joined(["SHA-1", "SHA-512"]));
        assert_eq!(of("KDF", "", &[json!({"macMode": "CMAC-AES128"})]), aes);
        assert_eq!(of("KDA", "OneStep", &[json!({"kdfConfiguration": {"auxFunction": "KMAC-128"}})]), keccak);
        assert_eq!(of("ctrDRBG", "", &[json!({"mode": "AES-256"})]), aes);
        assert_eq!(of("hashDRBG", "", &[json!({"tests": [{"mode": "SHA2-384"}]})]), sha512);
        assert_eq!(of("kdf-components", "ssh", &[json!({"hashAlg": "SHA-1", "cipher": "AES-128"})]), sha1);
        assert_eq!(of("DSA", "keyGen", &[json!({})]), "");
    }
}
