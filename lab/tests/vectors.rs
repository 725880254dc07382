//! Vector sets are answered, and nothing passes that differs from the expected answer by as little
//! as one digit.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;
#[path = "common/sets.rs"]
mod sets;

use common::qila;
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use sets::{HMAC, counts, prompts, read, sets, text, write};
use std::io::Write;
use tempfile::TempDir;

/// One vector set of which the answers stand in a standard.
struct Example {
    prompt: Value,
    expected: Value,
}

fn example(algorithm: &str, revision: &str, group: Value, test: Value, answer: Value) -> Example {
    let join = |mut left: Value, right: Value| {
        let fields = right.as_object().expect("an object").clone();
        left.as_object_mut().expect("an object").extend(fields);
        left
    };
    let set = |groups: Value| json!({"vsId": 1, "algorithm": algorithm, "revision": revision, "testGroups": groups});
    let group = join(json!({"tgId": 1}), group);
    let [test, answer] = [test, answer].map(|case| json!({"tests": [join(json!({"tcId": 1}), case)]}));
    Example { prompt: set(json!([join(group, test)])), expected: set(json!([join(json!({"tgId": 1}), answer)])) }
}

/// From FIPS 180-4's examples, RFC 4231 (case 2) and SP 800-38A (F.1.5, F.2.1, F.5.1); and those
/// of GCM and HKDF.
fn examples() -> Vec<Example> {
    let aes = |direction: &str, bits: u32| json!({"testType": "AFT", "direction": direction, "keyLen": bits});
    let key128 = "2b7e151628aed2a6abf7158809cf4f3c";
    let block = "6bc1bee22e409f96e93d7e117393172a";
    let mut examples = vec![
        example(
            "SHA2-256",
            "1.0",
            json!({"testType": "AFT"}),
            json!({"msg": "616263", "len": 24}),
            json!({"md": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}),
        ),
        example(
            "HMAC-SHA2-256",
            "2.0",
            json!({"testType": "AFT"}),
            json!({"key": "4a656665", "keyLen": 32, "msg": "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                   "msgLen": 224, "macLen": 256}),
            json!({"mac": "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"}),
        ),
        example(
            "ACVP-AES-ECB",
            "1.0",
            aes("decrypt", 256),
            json!({"key": "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
                   "ct": "f3eed1bdb5d2a03c064b5a7e3db181f8"}),
            json!({"pt": block}),
        ),
        example(
            "ACVP-AES-CBC",
            "1.0",
            aes("encrypt", 128),
            json!({"key": key128, "iv": "000102030405060708090a0b0c0d0e0f", "pt": block}),
            json!({"ct": "7649abac8119b246cee98e9b12e9197d"}),
        ),
        example(
            "ACVP-AES-CTR",
            "1.0",
            aes("encrypt", 128),
            json!({"key": key128, "pt": block, "payloadLen": 128}),
            json!({"iv": "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff", "ct": "874d6191b620e3261bef6864990db6ce"}),
        ),
        hkdf_with_auxiliary_secret(),
        hkdf_with_several_keys(),
    ];
    examples.extend(examples_of_gcm());
    examples
}

/// Cases 3 and 4 of the specification of GCM.
/// The first example of an algorithm.
fn of(algorithm: &str) -> Example {
    let mut all = examples().into_iter().chain(examples_of_gcm());
    all.find(|example| example.prompt["algorithm"] == algorithm).expect(algorithm)
}

fn examples_of_gcm() -> [Example; 3] {
    let gcm = |direction: &str, aad: u32| {
        json!({"testType": "AFT", "direction": direction, "keyLen": 128, "ivLen": 96, "ivGen": "external",
               "payloadLen": 480, "aadLen": aad, "tagLen": 128})
    };
    let gcm_plain = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    let gcm_cipher = "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091";
    let gcm_case = |more: Value| {
        let mut case = json!({"key": "feffe9928665731c6d6a8f9467308308", "iv": "cafebabefacedbaddecaf888",
                              "aad": "feedfacedeadbeeffeedfacedeadbeefabaddad2"});
        case.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        case
    };
    let tag = "5bc94fbc3221a5db94fae95ae7121a47";
    let wrong = "5bc94fbc3221a5db94fae95ae7121a46";
    [
        example(
            "ACVP-AES-GCM",
            "1.0",
            gcm("encrypt", 160),
            gcm_case(json!({"pt": gcm_plain})),
            json!({"ct": gcm_cipher, "tag": tag}),
        ),
        example(
            "ACVP-AES-GCM",
            "1.0",
            gcm("decrypt", 160),
            gcm_case(json!({"ct": gcm_cipher, "tag": tag})),
            json!({"pt": gcm_plain}),
        ),
        example(
            "ACVP-AES-GCM",
            "1.0",
            gcm("decrypt", 160),
            gcm_case(json!({"ct": gcm_cipher, "tag": wrong})),
            json!({"testPassed": false}),
        ),
    ]
}

/// An example of HKDF with hashes of 224 bits and the default salt.
fn hkdf(configuration: &str, pattern: &str, parameter: Value, more: Value, answer: Value) -> Example {
    let (prefix, _) = configuration.split_at(configuration.len() - "Configuration".len());
    let mut test = json!({});
    test[format!("{prefix}Parameter")] = parameter;
    test[format!("{prefix}Parameter")]["salt"] = json!("00".repeat(64));
    test.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    let group = json!({"testType": "AFT", configuration: {
        "kdfType": "hkdf", "l": 1024, "saltLen": 512, "saltMethod": "default", "hmacAlg": "SHA2-224",
        "fixedInfoPattern": pattern, "fixedInfoEncoding": "concatenation",
    }});
    let mut example = example("KDA", "Sp800-56Cr2", group, test, answer);
    example.prompt["mode"] = json!("HKDF");
    example.expected["mode"] = json!("HKDF");
    example
}

/// NIST's ACVP-Server, sample set KDA-HKDF-Sp800-56Cr2, case 1.
fn hkdf_with_auxiliary_secret() -> Example {
    let parameter = json!({"kdfType": "hkdf", "t": "3CE5CCCCDE04FEE585D21B872C366773", "l": 1024,
                           "z": "25E12A32F3077107F78273A51DF7F26C0B6E2208BFC239078920ED82411CBDED5A"});
    let parties = json!({"fixedInfoPartyU": {"partyId": "DCDCC510E280A2157AF0DD91E12E3B0E"},
                         "fixedInfoPartyV": {"partyId": "57DC572CE61139243B79B41EEED960D2"}});
    let key = "E154E89A6B132791BE73F69596174404EE6E60ECBB56FEDF47A50233D378C7EA32A053F8683CB154F72982DAA47D2EF4D035CEF20DD866851D15088AD85F2E8881D949407882B8AB180E620F600645C9C0EC5B35230641A136B6B30B8616E6FF51F3150168D3DAAE2EA2705EF9EDDB8F7A210EEB53DDEEEDF088D9BF39F14F99";
    hkdf("kdfConfiguration", "uPartyInfo||vPartyInfo||t||l", parameter, parties, json!({"dkm": key}))
}

/// The same set, case 6.
fn hkdf_with_several_keys() -> Example {
    let parameter = json!({"kdfType": "hkdf", "hmacAlg": "SHA2-224",
                           "z": "F54160A9FBCEBEE1759A640A25F9BA1B3851602CD19B56319ED12DABD0A3D1956B",
                           "iterationParameters": [{"l": 1024, "fixedInfo": "85E86DA852040B2AB7AF7F2BA02D253B"},
                                                   {"l": 1024, "fixedInfo": "E8D3D85782AE904AFB8769BFB8C26FB4"}]});
    let keys = [
        "93BCB7C978641FB8669BBFF246CBDB3BBBF5D766C904DAF0BA7D8FFC07A66111E2952BF006EDFC5E40337571F22863FCD8BA2905858DBA3AAC94C5549A246EE6F395E80F324AD491ADBBA9EEEBBF3709D2691B52395EA28403E499F9339814FDAED1296D34BD1CFEF5FC873DF0DD7DAF93E5632E94C0E80F5E96910D8E7AA56B",
        "75F54EAFF6DF78A1F9B3A2F7AF1F6A2CA1CC1DFA04BC88E1BA8C83CCC0A4ACC54E0242964D8044847BE3F7265BB5A111EF60B4F5D13A7E31EF7952625B54302C8C57A12D59E6ABD79EC7EA7DE3EBEC402A933D42729EDAA62715773C977A9A33854E6118CAAC5D798BC3F50F8717C10B10302234A9D5285ACBA670DC6D2F3FC2",
    ];
    hkdf("kdfMultiExpansionConfiguration", "", parameter, json!({}), json!({"dkms": keys}))
}

/// Runs one set; whether all was well, and cases passed, failed and skipped.
fn kat(prompt: &Value, expected: &Value) -> (bool, [u64; 3]) {
    let folder = TempDir::new().expect("a folder");
    let set = folder.path().join("a/set");
    write(&set, "prompt.json", prompt);
    write(&set, "expectedResults.json", expected);
    let (well, report) = qila(&["kat", text(folder.path())]);
    (well, counts(&report))
}

#[test]
fn right_answers_pass() {
    for example in examples() {
        assert_eq!(kat(&example.prompt, &example.expected), (true, [1, 0, 0]), "{}", example.prompt);
        let wrapped = [&example.prompt, &example.expected].map(|set| json!([{"acvVersion": "1.0"}, set]));
        assert_eq!(kat(&wrapped[0], &wrapped[1]), (true, [1, 0, 0]));
    }
}

#[test]
fn one_changed_digit_fails() {
    for example in examples() {
        let case = "/testGroups/0/tests/0";
        let fields = example.expected.pointer(case).and_then(Value::as_object).expect("a case");
        for (name, value) in fields.iter().filter(|(name, _)| *name != "tcId") {
            let wrongs: Vec<Value> = match value {
                Value::String(digits) => [0, digits.len() / 2, digits.len() - 1]
                    .map(|place| {
                        let other = if digits.as_bytes()[place] == b'0' { "1" } else { "0" };
                        json!([&digits[..place], other, &digits[place + 1..]].concat())
                    })
                    .into(),
                Value::Bool(decision) => vec![json!(!decision)],
                Value::Array(keys) => vec![json!([keys[0]]), json!([keys[1], keys[0]]), json!([keys[0], "00"])],
                other => panic!("{other}"),
            };
            for wrong in wrongs {
                let mut expected = example.expected.clone();
                expected.pointer_mut(case).expect("a case")[name] = wrong;
                assert_eq!(kat(&example.prompt, &expected), (false, [0, 1, 0]), "{expected}");
            }
        }
    }
}

#[test]
fn incomplete_sets_fail() {
    let Example { prompt, expected } = examples().swap_remove(0);
    let mut none = expected.clone();
    none["testGroups"][0]["tests"] = json!([]);
    assert_eq!(kat(&prompt, &none), (false, [0, 1, 0]));
    let mut other = expected.clone();
    other["testGroups"][0]["tests"][0]["tcId"] = json!(2);
    assert_eq!(kat(&prompt, &other), (false, [0, 2, 0]));
    let mut empty = expected.clone();
    empty["testGroups"][0]["tests"][0] = json!({"tcId": 1});
    assert_eq!(kat(&prompt, &empty), (false, [0, 1, 0]));
    let mut strange = prompt.clone();
    strange["testGroups"][0]["tests"][0]["msg"] = json!("not hexadecimal");
    assert_eq!(kat(&strange, &expected), (false, [0, 1, 0]));
    strange["testGroups"][0]["tests"][0]["msg"] = json!("61");
    assert_eq!(kat(&strange, &expected), (false, [0, 1, 0]));
    assert_eq!(kat(&json!({"algorithm": "SHA2-256"}), &expected), (false, [0, 1, 0]));
    assert_eq!(kat(&prompt, &json!("no set")), (false, [0, 1, 0]));
}

#[test]
fn what_is_not_offered_is_skipped() {
    let Example { mut prompt, mut expected } = examples().swap_remove(0);
    prompt["algorithm"] = json!("SHA2-257");
    expected["algorithm"] = json!("SHA2-257");
    // A run in which nothing passed shows nothing.
    assert_eq!(kat(&prompt, &expected), (false, [0, 0, 1]));
    let folder = TempDir::new().expect("a folder");
    write(&folder.path().join("other"), "prompt.json", &prompt);
    write(&folder.path().join("other"), "expected.json", &expected);
    let Example { prompt, expected } = examples().swap_remove(0);
    write(&folder.path().join("offered"), "prompt.json", &prompt);
    write(&folder.path().join("offered"), "expected.json", &expected);
    let (well, report) = qila(&["kat", text(folder.path())]);
    assert_eq!((well, counts(&report)), (true, [1, 0, 1]));
}

/// A set and a response file with a link to the folder above and another to their own: each is run
/// once.
#[test]
#[cfg(unix)]
fn links_are_followed_once() {
    let folder = TempDir::new().expect("a folder");
    let set = folder.path().join("set");
    let Example { prompt, expected } = examples().swap_remove(0);
    write(&set, "prompt.json", &prompt);
    write(&set, "expected.json", &expected);
    std::fs::write(set.join("HMAC.rsp"), HMAC).expect("a file");
    std::os::unix::fs::symlink("..", set.join("above")).expect("a link");
    std::os::unix::fs::symlink("set", folder.path().join("again")).expect("a link");
    let (well, report) = qila(&["kat", text(folder.path())]);
    assert_eq!((well, counts(&report)), (true, [2, 0, 0]));
}

#[test]
fn compressed_sets_are_read() {
    let Example { prompt, expected } = examples().swap_remove(0);
    let folder = TempDir::new().expect("a folder");
    for (name, value) in [("prompt.json.gz", prompt), ("expected.json.gz", expected)] {
        let mut file =
            GzEncoder::new(std::fs::File::create(folder.path().join(name)).expect("a file"), Compression::fast());
        file.write_all(value.to_string().as_bytes()).expect("it is written");
        file.finish().expect("it is written");
    }
    let (well, report) = qila(&["kat", text(folder.path())]);
    assert!(well);
    assert_eq!(counts(&report), [1, 0, 0]);
}

/// A prompt and its expected answers in one, as an internal projection has them.
fn projection(mut prompt: Value, mut expected: Value) -> Value {
    for (group, answers) in groups(&mut prompt).iter_mut().zip(groups(&mut expected)) {
        let answers = answers["tests"].as_array_mut().expect("tests");
        for (test, answer) in group["tests"].as_array_mut().expect("tests").iter_mut().zip(answers) {
            assert_eq!(test["tcId"], answer["tcId"]);
            test.as_object_mut().expect("a case").append(answer.as_object_mut().expect("an answer"));
        }
    }
    prompt
}

fn groups(set: &mut Value) -> &mut Vec<Value> {
    let set = if set.is_array() { set.as_array_mut().and_then(|list| list.last_mut()).expect("a set") } else { set };
    set["testGroups"].as_array_mut().expect("groups")
}

/// Projections of some of the project's sets, with Monte Carlo tests and refusals, alone in their
/// folders: the same cases pass as with two files, and one changed digit of an answer fails.
#[test]
fn an_internal_projection_is_a_whole_set() {
    for name in ["ACVP-AES-GCM-1.0", "ACVP-AES-CBC-1.0", "SHA3-256-2.0", "KMAC-128-1.0", "KDF-1.0", "PBKDF-1.0"] {
        let set = sets().find(|set| set.ends_with(name)).expect("one of the project's sets");
        let (prompt, mut expected) = (read(&set, "prompt.json"), read(&set, "expected.json"));
        let (well, apart) = qila(&["kat", text(&set)]);
        assert!(well);
        let folder = TempDir::new().expect("a folder");
        write(folder.path(), "internalProjection.json", &projection(prompt.clone(), expected.clone()));
        let (well, within) = qila(&["kat", text(folder.path())]);
        assert_eq!((well, counts(&within)), (true, counts(&apart)), "{}", set.display());
        let answer = groups(&mut expected)[0]["tests"][0].as_object_mut().expect("an answer");
        let (field, value) = answer.iter_mut().find(|(field, _)| *field != "tcId").expect("a field");
        *value = match &*value {
            Value::Bool(decision) => json!(!decision),
            _ => json!("00"),
        };
        let field = field.clone();
        write(folder.path(), "internalProjection.json", &projection(prompt, expected));
        let (well, report) = qila(&["kat", text(folder.path())]);
        assert_eq!((well, counts(&report)[1]), (false, 1), "{} {field}", set.display());
    }
}

#[test]
fn finding_nothing_is_an_error() {
    let folder = TempDir::new().expect("a folder");
    assert!(!qila(&["kat", text(folder.path())]).0);
    let Example { prompt, expected } = examples().swap_remove(0);
    write(folder.path(), "prompt.json", &prompt);
    write(folder.path(), "expected.json", &expected);
    assert!(qila(&["kat", text(folder.path()), "--only", "sha2-256"]).0);
    assert!(!qila(&["kat", text(folder.path()), "--only", "sha3"]).0);
}

#[test]
fn a_response_has_the_form_of_its_prompt() {
    let folder = TempDir::new().expect("a folder");
    for Example { prompt, expected } in
        examples().into_iter().filter(|example| example.prompt["algorithm"] != "ACVP-AES-CTR")
    {
        for shape in [|set| set, |set| json!([{"acvVersion": "1.0"}, set])] as [fn(Value) -> Value; 2] {
            write(folder.path(), "prompt.json", &shape(prompt.clone()));
            let (well, response) = qila(&["acvp", "answer", text(&folder.path().join("prompt.json"))]);
            assert!(well);
            let lower = |set: Value| -> Value { set.to_string().to_ascii_lowercase().parse().expect("JSON") };
            assert_eq!(lower(response), lower(shape(expected.clone())));
        }
    }
}

/// A Monte Carlo test of a function whose samples have fewer rounds.
fn monte_carlo() -> Value {
    let group = json!({"testType": "MCT", "hexCustomization": false, "minOutLen": 256, "maxOutLen": 512,
                       "outLenIncrement": 8});
    example("cSHAKE-128", "1.0", group, json!({"msg": "00".repeat(16), "len": 128}), json!({})).prompt
}

/// An expected answer without rounds is not one that agrees with none.
#[test]
fn no_rounds_are_not_enough() {
    let prompt = monte_carlo();
    let mut expected = prompt.clone();
    expected["testGroups"][0]["tests"][0] = json!({"tcId": 1, "resultsArray": []});
    assert_eq!(kat(&prompt, &expected), (false, [0, 1, 0]));
}

/// What the module chooses by itself is random, and is in the answer; with it the answer can be
/// recomputed.
#[test]
fn ivs_of_the_module_are_random_and_can_be_repeated() {
    let folder = TempDir::new().expect("a folder");
    let internal = |mut example: Example| {
        example.prompt["testGroups"][0]["ivGen"] = json!("internal");
        example.prompt["testGroups"][0]["tests"][0].as_object_mut().expect("a case").remove("iv");
        example.prompt
    };
    for example in [of("ACVP-AES-CTR"), of("ACVP-AES-GCM")] {
        let prompt = internal(example);
        write(folder.path(), "prompt.json", &prompt);
        let path = folder.path().join("prompt.json");
        let answers = [(); 2].map(|()| qila(&["acvp", "answer", text(&path)]));
        assert!(answers.iter().all(|(well, _)| *well));
        assert_ne!(answers[0].1, answers[1].1);
        let answer = &answers[0].1;
        assert_eq!(kat(&prompt, answer), (true, [1, 0, 0]));
        write(folder.path(), "internalProjection.json", answer);
        let internal = folder.path().join("internalProjection.json");
        assert_eq!(qila(&["acvp", "answer", text(&path), "--internal", text(&internal)]).1, *answer);
    }
}

/// The construction that a prompt names makes the IV: the deterministic one begins with the same
/// name and count under every key, the other is random. No other is offered, and an IV that the
/// prompt gives stays.
#[test]
fn ivs_have_the_construction_that_is_asked_for() {
    let folder = TempDir::new().expect("a folder");
    let answer = |algorithm: &str, mode: &str| {
        let mut prompt = of("ACVP-AES-GCM").prompt;
        prompt["algorithm"] = json!(algorithm);
        let group = &mut prompt["testGroups"][0];
        group["ivGen"] = json!("internal");
        group["ivGenMode"] = json!(mode);
        let case = group["tests"][0].as_object_mut().expect("a case");
        case.remove("iv");
        if algorithm == "ACVP-AES-GMAC" {
            case.remove("pt");
        }
        write(folder.path(), "prompt.json", &prompt);
        let (well, response) = qila(&["acvp", "answer", text(&folder.path().join("prompt.json"))]);
        (well, well.then(|| kat(&prompt, &response)), response)
    };
    for algorithm in ["ACVP-AES-GCM", "ACVP-AES-GMAC"] {
        let iv = |mode: &str| {
            let (well, judged, response) = answer(algorithm, mode);
            assert!(well, "{response}");
            // The answer is right for the IV that it names.
            assert_eq!(judged, Some((true, [1, 0, 0])));
            response["testGroups"][0]["tests"][0]["iv"].as_str().expect("an IV").to_owned()
        };
        assert_eq!([iv("8.2.1"), iv("8.2.1")], ["71696C610000000000000000"; 2]);
        assert_ne!(iv("8.2.2"), iv("8.2.2"));
        assert!(!answer(algorithm, "8.2.3").0);
    }
}

#[test]
fn the_registration_is_whole() {
    let (well, registration) = qila(&["acvp", "register"]);
    assert!(well);
    assert_eq!(registration[0], json!({"acvVersion": "1.0"}));
    let algorithms = registration[1]["algorithms"].as_array().expect("a list");
    let names: Vec<_> = algorithms.iter().map(|algorithm| algorithm["algorithm"].as_str().expect("a name")).collect();
    for algorithm in algorithms {
        let fields = algorithm.as_object().expect("an object");
        assert!(fields.contains_key("revision") && fields.len() > 2, "{algorithm}");
        assert!(!algorithm.to_string().contains("null"), "{algorithm}");
    }
    let sets: Vec<_> = prompts().map(|prompt| [prompt["algorithm"].clone(), prompt["mode"].clone()]).collect();
    for row in algorithms {
        let wanted = [row["algorithm"].clone(), row["mode"].clone()];
        assert!(sets.contains(&wanted), "kat-vectors has no set of {wanted:?}");
    }
    for name in [
        "SHA2-512/256",
        "HMAC-SHA2-224",
        "ACVP-AES-ECB",
        "ACVP-AES-CBC",
        "ACVP-AES-CTR",
        "ACVP-AES-GCM",
        "ACVP-AES-GMAC",
        "KDA",
        "ctrDRBG",
        "hashDRBG",
        "hmacDRBG",
    ] {
        assert!(names.contains(&name), "{name}");
    }
}
