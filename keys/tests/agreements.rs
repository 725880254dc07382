//! Every row of the table of agreement. The tests run over the table, so that a new row has its
//! own.
#![allow(clippy::expect_used, clippy::unwrap_used)] // a test fails by panicking

use qila::random::Rng;
use qila_keys::{AgreementAlgorithm, AnyAgreementKey, AnyPublicAgreementKey, Encoding, Error};

/// The algorithm is all that changes.
#[test]
fn one_program_serves_every_algorithm() {
    let rng = &mut Rng::new().unwrap();
    assert!(!AgreementAlgorithm::ALL.is_empty());
    for algorithm in AgreementAlgorithm::ALL.iter().copied() {
        let [ours, theirs] = [(); 2].map(|()| AnyAgreementKey::generate(algorithm, rng).unwrap());
        let public =
            |key: &AnyAgreementKey| AnyPublicAgreementKey::new(algorithm, &key.public().unwrap().bytes()).unwrap();
        assert_eq!((ours.algorithm(), public(&ours).algorithm()), (algorithm, algorithm));
        assert_eq!(ours.indicator(), public(&ours).indicator());
        let [mut sent, mut received] = [(); 2].map(|()| vec![0; algorithm.secret_size()]);
        ours.agree(&public(&theirs), &mut sent).unwrap();
        theirs.agree(&public(&ours), &mut received).unwrap();
        assert!(sent == received && sent.iter().any(|byte| *byte != 0), "{algorithm}");
        ours.agree(&public(&ours), &mut received).unwrap();
        assert!(sent != received, "{algorithm}");
    }
}

/// Another length of a secret, and a key of another algorithm: nothing is written.
#[test]
fn what_does_not_fit_is_refused() {
    let rng = &mut Rng::new().unwrap();
    for algorithm in AgreementAlgorithm::ALL.iter().copied() {
        let key = AnyAgreementKey::generate(algorithm, rng).unwrap();
        let mut secret = vec![0xAA; algorithm.secret_size() + 1];
        let refused = Err(Error::InvalidParameter);
        assert_eq!(key.agree(&key.public().unwrap(), &mut secret), refused);
        assert_eq!(key.agree(&key.public().unwrap(), &mut secret[2..]), refused);
        for other in AgreementAlgorithm::ALL.iter().copied().filter(|other| *other != algorithm) {
            let other = AnyAgreementKey::generate(other, rng).unwrap().public().unwrap();
            assert_eq!(key.agree(&other, &mut secret[1..]), refused);
        }
        assert!(secret.iter().all(|byte| *byte == 0xAA));
    }
}

/// Keys come back from what they give of themselves; another length is none.
#[test]
fn keys_come_back_from_their_bytes() {
    let rng = &mut Rng::new().unwrap();
    for algorithm in AgreementAlgorithm::ALL.iter().copied() {
        assert_eq!(AgreementAlgorithm::by_name(algorithm.name()), Some(algorithm));
        assert_eq!(AgreementAlgorithm::by_number(algorithm.number()), Some(algorithm));
        let key = AnyAgreementKey::generate(algorithm, rng).unwrap();
        let (bytes, public) = (key.expanded().unwrap(), key.public().unwrap());
        let again = AnyAgreementKey::from_expanded(algorithm, &bytes).unwrap();
        assert_eq!(*again.public().unwrap().bytes(), *public.bytes());
        let refused = Err(Error::InvalidKeyLength);
        assert_eq!(AnyAgreementKey::from_expanded(algorithm, &bytes[1..]).map(|_| ()), refused);
        assert_eq!(AnyPublicAgreementKey::new(algorithm, &public.bytes()[1..]).map(|_| ()), refused);
    }
}

/// Files of RFC 8410: an octet string in an octet string, and a bit string.
#[test]
fn files_have_the_form_of_the_rfc() {
    for (algorithm, private, public) in [
        (AgreementAlgorithm::X25519, "302e020100300506032b656e04220420", "302a300506032b656e032100"),
        (AgreementAlgorithm::X448, "3046020100300506032b656f043a0438", "3042300506032b656f033900"),
    ] {
        let key = AnyAgreementKey::from_expanded(algorithm, &vec![0x11; algorithm.secret_size()]).unwrap();
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let file = key.to_file(Encoding::Der).unwrap();
        assert_eq!(hex(&file), format!("{private}{}", "11".repeat(algorithm.secret_size())));
        let again = AnyAgreementKey::from_file(Encoding::Der, &file, None).unwrap();
        assert_eq!(*again.expanded().unwrap(), *key.expanded().unwrap());
        let file = key.public().unwrap().to_file(Encoding::Der).unwrap();
        assert_eq!(hex(&file), format!("{public}{}", hex(&key.public().unwrap().bytes())));
        let again = AnyPublicAgreementKey::from_file(Encoding::Der, &file).unwrap();
        assert_eq!(*again.bytes(), *key.public().unwrap().bytes());
    }
}

/// What OpenSSL wrote is read, and written again as it was. Parameters that are not exactly those
/// of a group are refused, whatever they are.
#[test]
fn groups_in_files_are_recognized() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/dh");
    for (name, algorithm) in
        [("ffdhe2048", AgreementAlgorithm::Ffdhe2048), ("modp_3072", AgreementAlgorithm::Modp3072)]
    {
        let [private, public] =
            ["private", "public"].map(|half| std::fs::read(folder.join(format!("{name}.{half}.der"))).unwrap());
        let key = AnyAgreementKey::from_file(Encoding::Der, &private, None).unwrap();
        let read = AnyPublicAgreementKey::from_file(Encoding::Der, &public).unwrap();
        assert_eq!((key.algorithm(), read.algorithm()), (algorithm, algorithm));
        assert_eq!(*key.public().unwrap().bytes(), *read.bytes());
        assert_eq!(*key.to_file(Encoding::Der).unwrap(), private);
        assert_eq!(*read.to_file(Encoding::Der).unwrap(), public);
        // Each octet of the algorithm: the object identifier, p, and the generator, which is its
        // last one. Lengths are something else.
        let p = public.windows(8).position(|eight| eight == [0xff; 8]).unwrap();
        let size = algorithm.secret_size();
        for at in [p - 13, p, p + 9, p + size - 1, p + size + 2] {
            let mut changed = public.clone();
            changed[at] ^= 4;
            assert!(AnyPublicAgreementKey::from_file(Encoding::Der, &changed).is_err(), "{name}: {at}");
        }
        // y of p - 1 and of p.
        for less in [1, 0] {
            let mut none = public.clone();
            let end = none.len();
            none.copy_within(p..p + size, end - size);
            none[end - 1] -= less;
            assert!(AnyPublicAgreementKey::from_file(Encoding::Der, &none).is_err(), "{name}: p less {less}");
        }
    }
}
