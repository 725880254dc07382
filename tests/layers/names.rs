//! One name for each algorithm: its files are called the same in every room.
//!
//! The name is the catalogue's in small letters: `ML-KEM` is `ml_kem`. The table has the others.
//! Each file of these rooms has such a name, or is a part that is listed with its room. So a second
//! name has no place to stand.

use super::source::sources;
use qila::admin::catalogue::ALGORITHMS;
use std::collections::BTreeSet;

/// A name, the files that may hold the algorithm where none has its name (one type serves several
/// algorithms there), and how the catalogue calls it: name and mode, or what these begin with.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

/// The names that do not follow from the catalogue.
const IRREGULAR: &[Row] = &[
    ("aes", &[], &[]),
    ("ecb", &["aes"], &["ACVP-AES-ECB"]),
    ("cbc", &["aes"], &["ACVP-AES-CBC"]),
    ("cfb", &[], &["ACVP-AES-CFB1", "ACVP-AES-CFB8", "ACVP-AES-CFB128"]),
    ("ofb", &["aes"], &["ACVP-AES-OFB"]),
    ("ctr", &["aes"], &["ACVP-AES-CTR"]),
    ("cts", &[], &["ACVP-AES-CBC-CS*"]),
    ("xts", &[], &["ACVP-AES-XTS"]),
    ("ff1", &[], &["ACVP-AES-FF1"]),
    ("key_wrap", &[], &["ACVP-AES-KW", "ACVP-AES-KWP"]),
    ("ccm", &[], &["ACVP-AES-CCM*"]),
    ("gcm", &[], &["ACVP-AES-GCM"]),
    ("gmac", &["gcm"], &["ACVP-AES-GMAC"]),
    ("gcm_siv", &[], &["ACVP-AES-GCM-SIV"]),
    ("chacha20_poly1305", &[], &[]),
    ("xdh", &[], &[]),
    ("xmss", &[], &[]),
    ("ascon", &[], &["Ascon*"]),
    ("sha1", &["hash"], &["SHA-1"]),
    ("sha2", &["hash"], &["SHA2-*"]),
    ("sha3", &["hash"], &["SHA3-*"]),
    ("shake", &["hash", "xof"], &["SHAKE-*"]),
    ("cshake", &["shake", "hash", "xof"], &["cSHAKE-*"]),
    ("tuple_hash", &["xof"], &["TupleHash-*"]),
    ("parallel_hash", &["xof"], &["ParallelHash-*"]),
    ("hmac", &[], &["HMAC-*"]),
    ("hybrid", &[], &[]),
    ("cmac", &[], &["CMAC-AES"]),
    ("hkdf", &["two_step"], &["KDA/HKDF"]),
    ("one_step", &[], &["KDA/OneStep*"]),
    ("two_step", &["kbkdf"], &["KDA/TwoStep"]),
    ("kbkdf", &[], &["KDF", "KDF/KMAC"]),
    ("pbkdf2", &[], &["PBKDF"]),
    ("tls12", &[], &["TLS-v1.2*", "kdf-components/tls"]),
    ("tls13", &[], &["TLS-v1.3*"]),
    ("ssh", &[], &["kdf-components/ssh"]),
    ("ikev1", &[], &["kdf-components/IKEv1"]),
    ("ikev2", &[], &["kdf-components/ikev2"]),
    ("srtp", &[], &["kdf-components/srtp"]),
    ("snmp", &[], &["kdf-components/snmp"]),
    ("x942", &[], &["kdf-components/ansix9.42"]),
    ("x963", &[], &["kdf-components/ansix9.63"]),
    ("ecdh", &[], &["KAS-ECC*"]),
    ("ecdsa", &[], &["ECDSA*", "DetECDSA*"]),
    ("ffdh", &[], &["safePrimes*", "KAS-FFC*"]),
    ("key_confirmation", &[], &["KAS-KC"]),
    ("drbg", &["random"], &["ctrDRBG", "hashDRBG", "hmacDRBG"]),
    ("rsa", &["signature"], &["RSA*", "KAS-IFC*", "KTS-IFC"]),
    ("conditioning", &["drbg", "random"], &["ConditioningComponent*"]),
];

/// The rooms in which every algorithm has a place.
const ROOMS: [&str; 5] = ["src/algorithms", "src/module/cast", "src/services", "ffi/src", "lab/src/acvp"];

/// An algorithm that NIST does not test has no place here.
const OF_NIST: &str = "lab/src/acvp";

/// The C interface, and where algorithms stand that it serves by capability.
const OF_C: [&str; 2] = ["ffi/src", "keys/src"];

/// Rooms with files for some of them.
const OTHERS: &[&str] = &["src/kernels", "lab/src/formats", "keys/src"];

/// The files that are no algorithm, by room: what several share, and what serves the room itself.
const PARTS: &[(&str, &[&str])] = &[
    (
        "src/algorithms",
        &[
            "address",
            "aead",
            "any",
            "array",
            "batch",
            "bignum",
            "blinding",
            "combination",
            "components",
            "curve",
            "der",
            "df",
            "digest",
            "dispatch",
            "divide",
            "ec",
            "ed25519",
            "ed448",
            "edwards",
            "encoding",
            "factor",
            "field",
            "fors",
            "function",
            "functions",
            "generate",
            "group",
            "hash_counter",
            "hint",
            "hypertree",
            "jacobian",
            "key",
            "limbs",
            "many",
            "mask",
            "merkle_damgard",
            "message",
            "modulus",
            "multiply",
            "nonce",
            "oaep",
            "ots",
            "p224",
            "p256",
            "p384",
            "p521",
            "parameters",
            "pkcs1",
            "pke",
            "point",
            "power",
            "pre_hash",
            "prf",
            "prime",
            "private",
            "pss",
            "public",
            "reader",
            "relation",
            "rsa",
            "sample",
            "shake_chains",
            "shake_many",
            "sign",
            "sponge",
            "state",
            "sve",
            "table",
            "tests",
            "tree",
            "verify",
            "walk",
            "work",
            "wots",
        ],
    ),
    ("src/module/cast", &["all", "probe", "runner", "self_test", "tables"]),
    (
        "src/services",
        &[
            "batch",
            "entropy",
            "held",
            "ike",
            "kts",
            "lab",
            "opener",
            "rng",
            "root",
            "sealers",
            "secret",
            "sequence",
            "signature",
            "signing",
            "stream",
            "stream_io",
            "tag",
            "transport",
            "verifying",
            "wrappable",
        ],
    ),
    (
        "ffi/src",
        &[
            "agreement",
            "arguments",
            "encapsulation",
            "encryption",
            "handle",
            "in_place",
            "key_files",
            "memory",
            "notices",
            "signature",
            "stateful",
            "status",
            "stream",
            "table",
        ],
    ),
    (
        "keys/src",
        &[
            "agreement",
            "encapsulation",
            "encryption",
            "format",
            "number",
            "ec",
            "encrypted",
            "forms",
            "identifier",
            "private",
            "public",
            "write",
            "key",
            "options",
            "signature",
            "table",
            "verify_only",
        ],
    ),
    (
        "lab/src/acvp",
        &[
            "answer",
            "case",
            "compare",
            "ifc",
            "ike",
            "kda",
            "known_wrong",
            "lengths",
            "report",
            "set",
            "sp800_185",
            "wrapper",
            "ask",
            "commands",
            "derivations",
            "pairs",
        ],
    ),
    (
        "src/kernels",
        &[
            "chacha20",
            "choice",
            "compression_tests",
            "eight",
            "element",
            "element_tests",
            "f25519",
            "f448",
            "four",
            "groups",
            "keccak",
            "lanes",
            "limbs",
            "ntt",
            "poly1305",
            "sha2_256",
            "sha2_512",
            "sha2_definition",
            "sha2_rounds",
            "transpose",
        ],
    ),
    (
        "lab/src/formats",
        &[
            "botan",
            "botan_hash_based",
            "curves",
            "lattices",
            "nist_examples",
            "prime_curves",
            "protocols",
            "records",
            "rfc",
            "wycheproof",
            "wycheproof_curves",
            "wycheproof_ecdh",
            "wycheproof_ecdsa",
            "wycheproof_ff1",
            "wycheproof_ml_dsa",
            "wycheproof_ml_kem",
            "wycheproof_rsa",
        ],
    ),
];

/// A file: its room, and its name and the folders above it, up to the room.
type File = (&'static str, Vec<String>);

/// The names of the algorithms of a catalogue: `KMAC-128` has that of its family.
fn names(catalogue: &[String]) -> BTreeSet<String> {
    let is_irregular = |key: &String| IRREGULAR.iter().any(|(.., keys)| keys.iter().any(|one| matches(one, key)));
    let regular = catalogue.iter().filter(|key| !is_irregular(key)).map(|key| {
        let name = key.split('/').next().unwrap_or_default();
        let family = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        family.to_lowercase().replace('-', "_")
    });
    regular.chain(IRREGULAR.iter().map(|(name, ..)| (*name).to_owned())).collect()
}

/// What stands against the names: rooms without a place for an algorithm, files with another name.
fn findings(files: &[File], catalogue: &[String], services: &BTreeSet<String>) -> Vec<String> {
    let names = names(catalogue);
    let homeless = ROOMS.iter().flat_map(|room| homeless(room, files, &names));
    let foreign = files.iter().filter(|(room, path)| {
        let name = path.last().map_or("", String::as_str);
        let is_part = PARTS.iter().any(|(known, parts)| known == room && parts.contains(&name));
        !is_part && !services.contains(name) && !names.contains(name)
    });
    let foreign = foreign.map(|(room, path)| format!("{room}: {} is no name of an algorithm", path.join("/")));
    homeless.chain(foreign).collect()
}

/// The algorithms that have no place in a room.
fn homeless(room: &str, files: &[File], names: &BTreeSet<String>) -> Vec<String> {
    let is_inside = |file: &&File| file.0 == room || (OF_C[0] == room && file.0 == OF_C[1]);
    let inside: BTreeSet<&str> =
        files.iter().filter(is_inside).flat_map(|file| &file.1).map(String::as_str).collect();
    let is_absent = |name: &&String| {
        let row = IRREGULAR.iter().find(|(known, ..)| known == name);
        let (others, is_of_nist) = row.map_or((&[][..], true), |(_, others, keys)| (others, !keys.is_empty()));
        let has_place = inside.contains(name.as_str()) || others.iter().any(|other| inside.contains(other));
        !has_place && (room != OF_NIST || is_of_nist)
    };
    names.iter().filter(is_absent).map(|name| format!("{room}: no file {name}")).collect()
}

/// Whether a name of the catalogue is the one of a row, or begins with it.
fn matches(pattern: &str, key: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == key, |start| key.starts_with(start))
}

/// The files of the rooms. Of a kernel its folder counts, whose files are processor features.
fn files() -> Vec<File> {
    let mut found = Vec::new();
    for &room in ROOMS.iter().chain(OTHERS) {
        for source in sources(room) {
            let inner =
                source.path.trim_start_matches(room).trim_start_matches('/').trim_end_matches(".rs").to_owned();
            let mut names: Vec<String> = inner.split('/').map(str::to_owned).collect();
            if names.last().is_some_and(|name| ["mod", "lib"].contains(&name.as_str())) {
                names.pop();
            }
            if room == "src/kernels" {
                names.truncate(1);
            }
            // The tool's and the interface's own files lie beside the rooms that are looked at.
            if !names.is_empty() {
                found.push((room, names));
            }
        }
    }
    found
}

/// The names of the rooms of services, which a file that serves a whole room has.
fn services() -> BTreeSet<String> {
    let entries = std::fs::read_dir("src/services").expect("the services are there");
    let stem = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.expect("a readable folder").path();
        path.file_stem().expect("a name").to_string_lossy().into_owned()
    };
    entries.map(stem).collect()
}

/// Name and mode of each row of the catalogue.
fn catalogue() -> Vec<String> {
    let key = |name: &str, mode: &str| if mode.is_empty() { name.to_owned() } else { format!("{name}/{mode}") };
    ALGORITHMS.iter().map(|row| key(row.name, row.mode)).collect()
}

#[test]
fn the_same_algorithm_has_the_same_name() {
    let found = findings(&files(), &catalogue(), &services());
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Every room of services has its C interface under the same name. `secret` is a value of Rust; in
/// C a secret is memory of the caller, and `qila_wipe()`. Schemes of key agreement, `kas`, are put
/// together of `qila_agree()`, a derivation and `qila_confirmation_*` there.
#[test]
fn every_room_of_services_has_its_interface() {
    let interface: BTreeSet<String> =
        OF_C.iter().flat_map(|room| sources(room)).flat_map(|one| one.names()).collect();
    for name in services() {
        assert!(
            ["mod", "lab", "secret", "kas"].contains(&name.as_str()) || interface.contains(&name),
            "services/{name}: no C interface"
        );
    }
}

/// Names and parts that are no longer needed are errors, too.
#[test]
fn every_name_is_in_use() {
    let files = files();
    let in_use = |room: &str, name: &str| files.iter().any(|file| file.0 == room && file.1.iter().any(|n| n == name));
    for (name, ..) in IRREGULAR {
        assert!(ROOMS.iter().any(|room| in_use(room, name)), "no file has the name {name}");
    }
    for (room, parts) in PARTS {
        for part in *parts {
            assert!(in_use(room, part), "{room}: no file {part}");
        }
    }
}

mod objects {
    use super::{File, catalogue, files, findings, names, services};

    /// What stands against the files of the project after a change to them.
    fn after(files: &[File], change: impl Fn(&mut Vec<File>)) -> Vec<String> {
        let mut files = files.to_vec();
        change(&mut files);
        findings(&files, &catalogue(), &services())
    }

    /// A second name, with the first beside it and in its place, for each algorithm in each room.
    #[test]
    fn to_another_name() {
        let files = files();
        for room in super::ROOMS.iter().chain(super::OTHERS) {
            let another = |files: &mut Vec<File>| files.push((room, vec!["another".to_owned()]));
            assert_eq!(after(&files, another), [format!("{room}: another is no name of an algorithm")]);
            for name in names(&catalogue()) {
                let has = |file: &File| file.0 == *room && file.1.last().is_some_and(|known| *known == name);
                if files.iter().any(has) {
                    let rename = |files: &mut Vec<File>| {
                        let file = files.iter_mut().find(|file| has(file)).expect("the file");
                        file.1 = vec![format!("{name}_too")];
                    };
                    let objection = format!("{room}: {name}_too is no name of an algorithm");
                    assert!(after(&files, rename).contains(&objection), "{objection}");
                }
            }
        }
    }

    /// The names that some rooms had before.
    #[test]
    fn to_the_names_of_before() {
        let files = files();
        for (room, name) in [
            ("src/services", "format_preserving"),
            ("src/services", "feedback"),
            ("src/algorithms", "kw"),
            ("src/module/cast", "kw"),
            ("src/algorithms", "sp800_108"),
            ("lab/src/acvp", "pbkdf"),
            ("lab/src/acvp", "kdf_components"),
            ("ffi/src", "protocols"),
            ("ffi/src", "feedback"),
            ("src/kernels", "aes_gcm"),
        ] {
            let found = after(&files, |files| files.push((room, vec![name.to_owned()])));
            assert_eq!(found, [format!("{room}: {name} is no name of an algorithm")]);
        }
    }

    #[test]
    fn to_a_room_without_an_algorithm() {
        let files = files();
        for room in super::ROOMS {
            let is_other = |file: &File| file.0 != room || !file.1.iter().any(|name| name == "xts");
            let found = after(&files, |files| files.retain(is_other));
            assert_eq!(found, [format!("{room}: no file xts")]);
        }
    }

    #[test]
    fn to_an_algorithm_without_a_file() {
        let more: Vec<String> = catalogue().into_iter().chain(["Falcon/keyGen".to_owned()]).collect();
        let found = findings(&files(), &more, &services());
        assert_eq!(found, super::ROOMS.map(|room| format!("{room}: no file falcon")));
    }
}
