//! Keys in files: what others wrote is read and written again, and whatever is not quite a key is
//! refused. `files/generate.py` says who wrote them.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::random::Rng;
use qila_keys::{
    AnyDecapsulationKey, AnyEncapsulationKey, AnySigningKey, AnyVerifyingKey, Encoding, Encryption, Error, Protection,
};
use std::collections::BTreeMap;
use std::path::Path;

const PASSWORD: &[u8] = b"correct horse battery";

/// The files, by name.
fn files() -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.extension().is_some_and(|end| end == "der" || end == "pem"))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(path).unwrap()))
        .collect()
}

/// What is the same for the private keys of every capability.
trait Private: Sized {
    fn read(encoding: Encoding, file: &[u8], password: Option<&[u8]>) -> Result<Self, Error>;
    fn write(&self, encoding: Encoding) -> Vec<u8>;
    fn write_encrypted(&self, encoding: Encoding, protection: &mut Protection<'_>) -> Vec<u8>;
    fn write_public(&self, encoding: Encoding) -> Vec<u8>;
    fn has_seed(&self) -> bool;
}

macro_rules! private {
    ($($key:ty)*) => {$(
        impl Private for $key {
            fn read(encoding: Encoding, file: &[u8], password: Option<&[u8]>) -> Result<Self, Error> {
                Self::from_file(encoding, file, password)
            }

            fn write(&self, encoding: Encoding) -> Vec<u8> {
                self.to_file(encoding).unwrap().to_vec()
            }

            fn write_encrypted(&self, encoding: Encoding, protection: &mut Protection<'_>) -> Vec<u8> {
                self.to_encrypted_file(encoding, protection).unwrap().to_vec()
            }

            fn write_public(&self, encoding: Encoding) -> Vec<u8> {
                self.public().unwrap().to_file(encoding).unwrap().to_vec()
            }

            fn has_seed(&self) -> bool {
                self.seed().is_some()
            }
        }
    )*};
}

private! { AnySigningKey AnyDecapsulationKey }

/// Does the work with the private keys of each capability.
macro_rules! each_capability {
    ($work:ident($($argument:expr),*), $name:expr) => {
        if $name.starts_with("ml-kem") { $work::<AnyDecapsulationKey>($($argument),*) } else { $work::<AnySigningKey>($($argument),*) }
    };
}

/// Every file of a private key gives the key whose public half stands beside it, and is what is
/// written again.
#[test]
fn private_keys_are_read_and_written() {
    fn look<K: Private>(name: &str, files: &BTreeMap<String, Vec<u8>>) {
        let file = &files[name];
        let (stem, kind) = name.split_once('.').unwrap();
        let encoding = if name.ends_with("pem") { Encoding::Pem } else { Encoding::Der };
        let password = kind.contains("encrypted").then_some(PASSWORD);
        let key = K::read(encoding, file, password).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(key.write_public(Encoding::Der), files[&format!("{stem}.public.der")], "{name}");
        let whole = if stem.starts_with("rsa") { "expanded.der" } else { "seed.der" };
        assert_eq!(key.has_seed(), kind != "expanded.der" && whole == "seed.der", "{name}");
        match kind {
            "seed.der" | "expanded.der" | "pem" => assert_eq!(key.write(encoding), *file, "{name}"),
            // The seed says it all; what is written is PKCS#8.
            _ => assert_eq!(key.write(Encoding::Der), files[&format!("{stem}.{whole}")], "{name}"),
        }
    }
    let files = files();
    let private = files.keys().filter(|name| !name.contains("public"));
    let mut count = 0;
    for name in private {
        each_capability!(look(name, &files), name);
        count += 1;
    }
    assert_eq!(count, 3 * 6 + 2 * 5 + 12 + 3 * 2 + 5 * 2);
}

#[test]
fn public_keys_are_read_and_written() {
    let files = files();
    let mut count = 0;
    for name in files.keys().filter(|name| name.contains("public")) {
        let file = &files[name];
        let encoding = if name.ends_with("pem") { Encoding::Pem } else { Encoding::Der };
        let written = if name.starts_with("ml-kem") {
            AnyEncapsulationKey::from_file(encoding, file).unwrap().to_file(encoding).unwrap()
        } else {
            AnyVerifyingKey::from_file(encoding, file).unwrap().to_file(encoding).unwrap()
        };
        // What is written is SubjectPublicKeyInfo.
        assert_eq!(*written, files[&name.replace("public-pkcs1", "public")], "{name}");
        count += 1;
        // A key of another capability, and a private one.
        assert!(AnyVerifyingKey::from_file(encoding, &files["ml-kem-512.public.der"]).is_err());
        assert!(AnyVerifyingKey::from_file(encoding, &files["ml-dsa-44.seed.der"]).is_err());
    }
    assert_eq!(count, 6 + 5 + 12 + 2 * 2 + 4 * 2 + 3 + 1);
    let other = AnyVerifyingKey::from_file(Encoding::Der, &files["ml-kem-512.public.der"]);
    assert_eq!(other.unwrap_err(), Error::InvalidParameter);
}

/// DER values, for files that nobody writes.
fn value(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = match u8::try_from(content.len()) {
        Ok(short @ ..0x80) => vec![short],
        Ok(long) => vec![0x81, long],
        Err(_) => [vec![0x82], (content.len() as u16).to_be_bytes().to_vec()].concat(),
    };
    [vec![tag], length, content].concat()
}

const SEQUENCE: u8 = 0x30;
const OID: &[u8] = &[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 17];
const V1: &[u8] = &[2, 1, 0];
const V2: &[u8] = &[2, 1, 1];

/// A table of spellings of one key, of which few are lawful.
#[test]
fn only_one_spelling_is_read() {
    let seed: Vec<u8> = (0..32).collect();
    let key = AnySigningKey::from_file(Encoding::Der, &files()["ml-dsa-44.seed.der"], None).unwrap();
    let public = key.public().unwrap().bytes().to_vec();
    let octets = value(4, &[&value(0x80, &[&seed])]);
    let algorithm = value(SEQUENCE, &[OID]);
    let bits = |tag: u8, public: &[u8]| value(tag, &[&[0], public]);
    let another: Vec<u8> = public.iter().map(|byte| byte ^ 1).collect();
    let attributes = value(0xa0, &[&value(SEQUENCE, &[&[6, 3, 42, 3, 4], &value(0x31, &[&[5, 0]])])]);
    let whole = value(SEQUENCE, &[V1, &algorithm, &octets]);
    let padded = {
        let mut seed = seed.clone();
        seed.push(0);
        seed
    };
    let mut rows: Vec<(&str, Vec<u8>, bool)> = vec![
        ("as it is", whole.clone(), true),
        ("attributes", value(SEQUENCE, &[V1, &algorithm, &octets, &attributes]), true),
        ("its public half", value(SEQUENCE, &[V2, &algorithm, &octets, &bits(0x81, &public)]), true),
        ("both", value(SEQUENCE, &[V2, &algorithm, &octets, &attributes, &bits(0x81, &public)]), true),
        ("another public half", value(SEQUENCE, &[V2, &algorithm, &octets, &bits(0x81, &another)]), false),
        ("a short public half", value(SEQUENCE, &[V2, &algorithm, &octets, &bits(0x81, &public[1..])]), false),
        ("a public half in version 1", value(SEQUENCE, &[V1, &algorithm, &octets, &bits(0x81, &public)]), false),
        ("none in version 2", value(SEQUENCE, &[V2, &algorithm, &octets]), false),
        ("explicit", value(SEQUENCE, &[V2, &algorithm, &octets, &value(0xa1, &[&bits(3, &public)])]), false),
        ("version 3", value(SEQUENCE, &[&[2, 1, 2], &algorithm, &octets]), false),
        ("a long version", value(SEQUENCE, &[&[2, 2, 0, 0], &algorithm, &octets]), false),
        ("unused bits", value(SEQUENCE, &[V2, &algorithm, &octets, &value(0x81, &[&[1], &public])]), false),
        ("parameters", value(SEQUENCE, &[V1, &value(SEQUENCE, &[OID, &[5, 0]]), &octets]), false),
        ("a further field", value(SEQUENCE, &[V1, &algorithm, &octets, &[0x82, 1, 0]]), false),
        ("something after the end", [whole.clone(), vec![0]].concat(), false),
        ("something after the octets", value(SEQUENCE, &[V1, &algorithm, &octets, &[5, 0]]), false),
        ("after the form", value(SEQUENCE, &[V1, &algorithm, &value(4, &[&value(0x80, &[&seed]), &[5, 0]])]), false),
        ("a long seed", value(SEQUENCE, &[V1, &algorithm, &value(4, &[&value(0x80, &[&padded])])]), false),
        ("a short seed", value(SEQUENCE, &[V1, &algorithm, &value(4, &[&value(0x80, &[&seed[1..]])])]), false),
        ("a seed without its tag", value(SEQUENCE, &[V1, &algorithm, &value(4, &[&seed])]), false),
        ("a seed as expanded key", value(SEQUENCE, &[V1, &algorithm, &value(4, &[&value(4, &[&seed])])]), false),
        ("another context", value(SEQUENCE, &[V1, &algorithm, &value(4, &[&value(0x81, &[&seed])])]), false),
        ("a set", value(0x31, &[V1, &algorithm, &octets]), false),
        ("nothing", Vec::new(), false),
    ];
    // Lengths that are not minimal, and none.
    let mut long = whole.clone();
    long.splice(1..2, [0x81, whole[1]]);
    let mut endless = whole.clone();
    endless.splice(1..2, [0x80]);
    endless.extend([0, 0]);
    rows.push(("a long length", long, false));
    rows.push(("no length", endless, false));
    for (name, file, is_lawful) in rows {
        let read = AnySigningKey::from_file(Encoding::Der, &file, None);
        assert_eq!(read.is_ok(), is_lawful, "{name}: {read:?}");
        if let Ok(key) = read {
            assert_eq!(*key.to_file(Encoding::Der).unwrap(), whole, "{name}");
        }
    }
}

/// A table of spellings of one public key of RSA, and of keys that nobody has.
#[test]
fn keys_of_rsa_have_one_spelling() {
    const RSA: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
    const NULL: &[u8] = &[5, 0];
    let lawful = &files()["rsa-2048.public.der"];
    let n = &lawful[lawful.len() - 262..lawful.len() - 5];
    assert_eq!((n[0], n[1] >> 7), (0, 1));
    let spki = |parameters: &[u8], n: &[u8], e: &[u8]| {
        let key = value(SEQUENCE, &[&value(2, &[n]), &value(2, &[e])]);
        value(SEQUENCE, &[&value(SEQUENCE, &[RSA, parameters]), &value(3, &[&[0], &key])])
    };
    let e: &[u8] = &[1, 0, 1];
    let long = [&[0x7f][..], &[0xff; 8192]].concat();
    assert_eq!(spki(NULL, n, e), *lawful);
    let rows: &[(&str, Vec<u8>, Error)] = &[
        ("no parameters", spki(&[], n, e), Error::InvalidParameter),
        ("other parameters", spki(&[2, 1, 0], n, e), Error::InvalidParameter),
        ("a negative n", spki(NULL, &n[1..], e), Error::InvalidKey),
        ("a long n", spki(NULL, &[&[0], n].concat(), e), Error::InvalidKey),
        ("a negative e", spki(NULL, n, &[0x81]), Error::InvalidKey),
        ("a long e", spki(NULL, n, &[0, 1, 0, 1]), Error::InvalidKey),
        ("no e", spki(NULL, n, &[]), Error::InvalidKey),
        ("e = 1", spki(NULL, n, &[1]), Error::InvalidKey),
        ("an even e", spki(NULL, n, &[2]), Error::InvalidKey),
        ("e = 2^256 + 1", spki(NULL, n, &[&[1][..], &[0; 31], &[1]].concat()), Error::InvalidKey),
        ("an n of 65,543 bits", spki(NULL, &long, e), Error::InvalidKeyLength),
        ("an n of 127 bytes", spki(NULL, &n[..128], e), Error::InvalidKeyLength),
    ];
    for (name, file, error) in rows {
        assert_eq!(AnyVerifyingKey::from_file(Encoding::Der, file).err(), Some(*error), "{name}");
    }
}

/// Each number of a private key of RSA belongs to the others.
#[test]
fn numbers_of_rsa_must_agree() {
    let file = &files()["rsa-2048.pkcs1.der"];
    let read = |file: &[u8]| AnySigningKey::from_file(Encoding::Der, file, None).err();
    assert_eq!(read(file), None);
    // The last octets of n, e, d, p, q, dP, dQ and qInv; then two primes.
    for end in [268, 273, 532, 664, 796, 928, 1060, 1192] {
        let mut other = file.clone();
        other[end - 1] ^= 2;
        assert_eq!(read(&other), Some(Error::InvalidKey), "{end}");
    }
    let mut swapped = file.clone();
    let (p, q) = (536..664, 668..796);
    swapped[p.clone()].copy_from_slice(&file[q.clone()]);
    swapped[q].copy_from_slice(&file[p]);
    assert_eq!(read(&swapped), Some(Error::InvalidKey));
}

/// Two forms that do not agree.
#[test]
fn both_forms_must_agree() {
    fn look<K: Private>(file: &[u8]) {
        assert!(K::read(Encoding::Der, file, None).is_ok());
        let mut file = file.to_vec();
        // A byte of the seed, which lies in front of the expanded key.
        file[45] ^= 1;
        assert_eq!(K::read(Encoding::Der, &file, None).err(), Some(Error::InvalidKey));
    }
    for (name, file) in files().iter().filter(|(name, _)| name.ends_with("both.der")) {
        each_capability!(look(file), name);
    }
}

/// Whatever is cut or changed is refused, or is the same key; never a panic.
#[test]
fn every_octet_matters() {
    let files = files();
    for name in ["ml-dsa-44.seed.der", "ml-kem-768.seed.der", "rsa-2048.expanded.der", "rsa-2048.pkcs1.der"] {
        fn look<K: Private>(name: &str, file: &[u8]) {
            // A key of RSA is long, and takes long where its numbers are odd.
            let step = file.len().div_ceil(150);
            for len in (0..file.len()).step_by(step) {
                assert!(K::read(Encoding::Der, &file[..len], None).is_err(), "{name}: {len}");
            }
            for at in (0..file.len()).step_by(step).chain(0..30) {
                for bit in (0..8).step_by(step) {
                    let mut file = file.to_vec();
                    file[at] ^= 1 << bit;
                    // What is still a key is written as it was read: there is one spelling.
                    if let Ok(key) = K::read(Encoding::Der, &file, None) {
                        assert_eq!(key.write(Encoding::Der), file, "{name}: byte {at}, bit {bit}");
                    }
                }
            }
        }
        each_capability!(look(name, &files[name]), name);
    }
    let encrypted = &files["ml-dsa-44.encrypted.pem"];
    for at in 0..encrypted.len() {
        let mut file = encrypted.clone();
        file[at] ^= 1;
        let _ = AnySigningKey::from_file(Encoding::Pem, &file, Some(PASSWORD));
    }
}

#[test]
fn passwords() {
    let files = files();
    let read = |name: &str, password| AnySigningKey::from_file(Encoding::Pem, &files[name], password).err();
    assert_eq!(read("ml-dsa-65.encrypted.pem", Some(PASSWORD)), None);
    assert_eq!(read("ml-dsa-65.encrypted.pem", Some(b"another one, as long")), Some(Error::InvalidKey));
    assert_eq!(read("ml-dsa-65.encrypted.pem", None), Some(Error::InvalidParameter));
    assert_eq!(read("ml-dsa-65.pem", Some(PASSWORD)), Some(Error::InvalidParameter));
}

#[test]
fn protection() {
    let key = AnySigningKey::from_file(Encoding::Der, &files()["ml-dsa-44.seed.der"], None).unwrap();
    let mut rng = Rng::new().unwrap();
    for encryption in [Encryption::Cbc, Encryption::Gcm] {
        let mut protection = Protection::new(PASSWORD, &mut rng).iterations(1_000).encryption(encryption);
        let files = [0; 2].map(|_| key.write_encrypted(Encoding::Der, &mut protection));
        assert_ne!(files[0], files[1], "the salt is new each time");
        for file in &files {
            let read = |file: &[u8], password| AnySigningKey::from_file(Encoding::Der, file, Some(password));
            assert_eq!(*read(file, PASSWORD).unwrap().to_file(Encoding::Der).unwrap(), key.write(Encoding::Der));
            assert_eq!(read(file, b"another password").err(), Some(Error::InvalidKey));
            let mut changed = file.clone();
            *changed.last_mut().unwrap() ^= 1;
            assert_eq!(read(&changed, PASSWORD).err(), Some(Error::InvalidKey), "{encryption:?}");
            assert_eq!(read(&[file, &[0][..]].concat(), PASSWORD).err(), Some(Error::InvalidKey));
        }
    }
}

/// A file cannot keep its reader busy for ever.
#[test]
fn iterations_have_a_limit() {
    let file = &files()["ml-dsa-44.encrypted.pem"];
    let (_, mut der) = pem_rfc7468::decode_vec(file).unwrap();
    // 2,048 iterations become 2^31 - 1, two bytes longer, in six values around them.
    let at = der.windows(4).position(|four| four == [2, 2, 8, 0]).unwrap();
    der.splice(at..at + 4, [2, 4, 0x7f, 0xff, 0xff, 0xff]);
    for length in [2, 4, 17, 19, 32] {
        der[length] += 2;
    }
    let read = AnySigningKey::from_file(Encoding::Der, &der, Some(PASSWORD));
    assert_eq!(read.err(), Some(Error::InvalidParameter));
}

#[test]
fn labels_must_fit() {
    let files = files();
    let text = String::from_utf8(files["ml-dsa-44.pem"].clone()).unwrap();
    for label in ["PUBLIC KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "CERTIFICATE"] {
        let file = text.replace("PRIVATE KEY", label);
        assert_eq!(AnySigningKey::from_file(Encoding::Pem, file.as_bytes(), None).err(), Some(Error::InvalidKey));
    }
    for file in [text.repeat(2), text.replace("-----END", "Proc-Type: 4,ENCRYPTED\n-----END"), text[1..].to_owned()] {
        assert_eq!(AnySigningKey::from_file(Encoding::Pem, file.as_bytes(), None).err(), Some(Error::InvalidKey));
    }
}
