//! Vector files that are no ACVP sets: response files of NIST's former programme (CAVP), examples
//! of RFCs in the same form, and known answers of the Ascon team, NIST's worked examples and some
//! of Botan's test data, which become ACVP sets, so that the same families answer them; and those
//! of Wycheproof, which have verdicts instead.

mod ascon;
mod botan;
mod botan_hash_based;
mod cipher;
mod curves;
mod drbg;
mod dsa;
mod hash;
mod kbkdf;
mod lattices;
mod nist_examples;
mod prime_curves;
mod protocols;
mod records;
mod rfc;
mod rsa;
mod slh_dsa;
pub mod wycheproof;
mod wycheproof_curves;
mod wycheproof_ecdh;
mod wycheproof_ecdsa;
mod wycheproof_ff1;
mod wycheproof_ml_dsa;
mod wycheproof_ml_kem;
mod wycheproof_rsa;

use crate::acvp::case::Object;
use crate::acvp::set::{Answers, Document, Set};
use crate::json;
use anyhow::{Context, Result, ensure};
use records::Record;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;

/// One case: which algorithm, what is asked, what the file gives as the answer.
struct Translated {
    /// Algorithm, mode and revision as ACVP names them.
    names: [String; 3],
    question: Object,
    answer: Object,
    /// Where the answer of the file is wrong: why, and the right one.
    known_wrong: Option<(&'static str, Object)>,
}

impl Translated {
    fn new(names: [&str; 3], question: Object, answer: Object) -> Self {
        Self { names: names.map(str::to_owned), question, answer, known_wrong: None }
    }
}

/// Makes cases of the records of a file.
type Translator = fn(name: &str, records: &[Record]) -> Result<Vec<Translated>>;

/// The files that are understood, by what their names begin with, in lower case.
const TRANSLATORS: &[(&str, Translator)] = &[
    ("asconhash256_", ascon::hash),
    ("asconxof128_", ascon::xof),
    ("asconcxof128_", ascon::cxof),
    ("asconaead128_", ascon::aead),
    ("sha", hash::hashes),
    ("hmac.", hash::hmac),
    ("cmac", cipher::cmac),
    ("gcm", cipher::gcm),
    ("dvpt", cipher::ccm),
    ("vadt", cipher::ccm),
    ("vnt", cipher::ccm),
    ("vpt", cipher::ccm),
    ("vtt", cipher::ccm),
    ("xtsgen", cipher::xts),
    ("bc_kat_sha", slh_dsa::answers),
    ("kat_mldsa_", lattices::ml_dsa),
    ("kat_mlkem_", lattices::ml_kem),
    ("countermode", kbkdf::kbkdf),
    ("feedbackmode_", kbkdf::kbkdf),
    ("pipeline_", kbkdf::kbkdf),
    ("ctr_drbg", drbg::drbg),
    ("hash_drbg", drbg::drbg),
    ("hmac_drbg", drbg::drbg),
    ("kas_ecc_cdh_primitivetest", prime_curves::agreements),
    ("kasvaliditytest_eccstaticunified_nokc_zzonly", prime_curves::static_unified),
    ("ikev", protocols::protocols),
    ("snmp", protocols::protocols),
    ("srtp", protocols::protocols),
    ("ssh", protocols::protocols),
    ("tls", protocols::protocols),
    ("ansx963", protocols::protocols),
    ("rfc-2202-sha", rfc::hmac),
    ("rfc-4231-sha", rfc::hmac),
    ("rfc-5869-hkdf-", rfc::hkdf),
    ("rfc-6070-pbkdf2-", rfc::pbkdf2),
];

/// Makes cases of the text of a file.
type TextTranslator = fn(text: &str) -> Result<Vec<Translated>>;

/// The files in other forms, by their whole names in lower case.
const TEXTS: &[(&str, TextTranslator)] = &[
    ("aes_ccm.txt", nist_examples::ccm),
    ("aes_cmac.txt", nist_examples::cmac),
    ("aes_gcm.txt", nist_examples::gcm),
    ("aes_modesa_all.txt", nist_examples::modes),
    ("ctr_drbg_nodf.txt", nist_examples::ctr_drbg_no_df),
    ("ctr_drbg_withdf.txt", nist_examples::ctr_drbg),
    ("hash_drbg.txt", nist_examples::hash_drbg),
    ("hmac_all.txt", nist_examples::hmac),
    ("hmac_drbg.txt", nist_examples::hmac_drbg),
    ("key-wrapping.txt", nist_examples::key_wrap),
    ("sha512_224.txt", nist_examples::sha512_224),
    ("sha512_256.txt", nist_examples::sha512_256),
    ("sha3-256_msg5.txt", nist_examples::sha3),
    ("shake128_msg5.txt", nist_examples::shake),
    ("bc_acvp_internal_siggen_slh-dsa-sha2-192s.txt", |text| slh_dsa::internal("SLH-DSA-SHA2-192s", text)),
    ("bc_acvp_internal_siggen_slh-dsa-sha2-256f.txt", |text| slh_dsa::internal("SLH-DSA-SHA2-256f", text)),
    ("bc_acvp_internal_siggen_slh-dsa-shake-128f.txt", |text| slh_dsa::internal("SLH-DSA-SHAKE-128f", text)),
    ("bc_acvp_internal_siggen_slh-dsa-shake-192s.txt", |text| slh_dsa::internal("SLH-DSA-SHAKE-192s", text)),
    ("bc_acvp_internal_siggen_slh-dsa-shake-256f.txt", |text| slh_dsa::internal("SLH-DSA-SHAKE-256f", text)),
    ("slhdsa_edges.json", slh_dsa::edges),
    ("botan_hss_lms_verify.vec", botan_hash_based::hss),
    ("bc_depth_1.txt", botan_hash_based::hss),
    ("rfc8554_testcase_1.txt", botan_hash_based::rfc8554),
    ("rfc8554_testcase_2.txt", botan_hash_based::rfc8554),
    ("botan_lms.vec", |text| botan_hash_based::not_offered("LMS", "sigGen", text)),
    ("botan_lmots.vec", |text| botan_hash_based::not_offered("LMOTS", "sigGen", text)),
    ("botan_xmss_sig.vec", botan_hash_based::xmss),
    ("botan_xmss_verify.vec", botan_hash_based::xmss),
    ("botan_xmss_keygen_reference.vec", |text| botan_hash_based::not_offered("XMSS", "keyGen", text)),
    ("sigver15_186-3.rsp", rsa::sig_ver),
    ("sigverpss_186-3.rsp", rsa::sig_ver),
    ("siggen15_186-3.txt", rsa::sig_gen),
    ("siggenpss_186-3.txt", rsa::sig_gen),
    ("rsa_decrypt.json", rsa::traps),
    ("rsasp1.fax", rsa::signature_primitive),
    ("keypair.rsp", prime_curves::key_pairs),
    ("pkv.rsp", prime_curves::points),
    ("siggen.txt", |text| prime_curves::signatures(text, false)),
    ("siggencomponent.txt", |text| prime_curves::signatures(text, true)),
    ("sigver.rsp", |text| match text.contains("[mod = L=") {
        true => dsa::sig_ver(text),
        false => prime_curves::verifications(text),
    }),
    ("ed25519vectors.json", curves::cctv),
    ("8032-eddsa_ed25519.json", |text| curves::rfc8032(text, "ED-25519", false)),
    ("8032-eddsa_ed25519ctx.json", |text| curves::rfc8032(text, "ED-25519", false)),
    ("8032-eddsa_ed25519ph.json", |text| curves::rfc8032(text, "ED-25519", true)),
    ("8032-eddsa_ed448.json", |text| curves::rfc8032(text, "ED-448", false)),
    ("8032-eddsa_ed448ph.json", |text| curves::rfc8032(text, "ED-448", true)),
    ("botan_kmac.vec", |text| botan::kmac(&botan::parse(text))),
    ("botan_sp800_56a.vec", |text| botan::one_step(&botan::parse(text))),
    ("botan_sp800_56c.vec", |text| botan::two_step(&botan::parse(text))),
];

/// The name of a file in lower case, without the end that says that it is compressed.
pub fn name(path: &Path) -> String {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
    name.strip_suffix(".gz").map_or(name.clone(), str::to_owned)
}

/// The translator of a file in another form, if there is one.
fn text_translator(path: &Path) -> Option<TextTranslator> {
    let name = name(path);
    TEXTS.iter().find(|(whole, _)| *whole == name).map(|(_, translate)| *translate)
}

/// The translator of a file of records, if there is one.
fn translator(path: &Path) -> Option<Translator> {
    let name = name(path);
    // CAVP's end in .rsp, the others in .txt.
    let end = match name.get(..4) {
        Some("asco" | "rfc-" | "kas_") => ".txt",
        Some("kasv") => ".fax",
        _ => ".rsp",
    };
    let (_, translator) = TRANSLATORS.iter().find(|(start, _)| name.starts_with(start) && name.ends_with(end))?;
    Some(*translator)
}

/// Whether a file is understood here.
pub fn is_known(path: &Path) -> bool {
    text_translator(path).is_some() || translator(path).is_some() || wycheproof::is_one(path)
}

/// The cases of a file, a set for each algorithm.
pub fn read(path: &Path) -> Result<Vec<Set>> {
    let text = json::text(path)?;
    let cases = match text_translator(path) {
        Some(translate) => translate(&text)?,
        None => translator(path).context("no file that is understood")?(&name(path), &records::parse(&text))?,
    };
    drop(text);
    ensure!(!cases.is_empty(), "no cases");
    let mut sets: Vec<([String; 3], Vec<Translated>)> = Vec::new();
    for case in cases {
        match sets.iter_mut().find(|(names, _)| *names == case.names) {
            Some((_, own)) => own.push(case),
            None => sets.push((case.names.clone(), vec![case])),
        }
    }
    Ok(sets.into_iter().map(|(names, cases)| set(names, cases)).collect())
}

/// A set in which each case has a group of its own.
fn set([algorithm, mode, revision]: [String; 3], cases: Vec<Translated>) -> Set {
    let mut groups = [Vec::new(), Vec::new()];
    let mut known_wrong = HashMap::new();
    for (number, case) in (1..=u64::MAX).zip(cases) {
        for (groups, mut fields) in groups.iter_mut().zip([case.question, case.answer]) {
            fields.insert("tcId".to_owned(), json!(number));
            groups.push(json!({ "tgId": number, "tests": [fields] }));
        }
        known_wrong.extend(case.known_wrong.map(|known| (number, known)));
    }
    let [prompt, expected] = groups.map(|groups| {
        let head = [
            ("algorithm", json!(algorithm)),
            ("mode", json!(mode)),
            ("revision", json!(revision)),
            ("testGroups", Value::Array(groups)),
        ];
        Document(Value::Object(object(head)))
    });
    Set { prompt, answers: Answers::Apart(expected), internal: None, known_wrong }
}

/// An object of fields.
fn object<const N: usize>(fields: [(&str, Value); N]) -> Object {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of FIPS 180-4 as a file has it, and a Monte Carlo test, in one folder with a
    /// file of another kind.
    #[test]
    fn files_become_sets() {
        let folder = std::env::temp_dir().join(format!("qila-formats-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let text = "# a comment\r\n[L = 32]\r\n\r\nLen = 24\r\nMsg = 616263\r\nMD = ba7816bf\r\n\r\nLen = 0\r\nMsg = 00\r\nMD = e3b0c442\r\n";
        for name in ["SHA256ShortMsg.rsp", "Other.rsp", "SHA256ShortMsg.txt"] {
            std::fs::write(folder.join(name), text).expect("a file");
        }
        let mut files = crate::files::below(&folder).files;
        files.retain(|file| is_known(file));
        assert_eq!(files, [folder.join("SHA256ShortMsg.rsp")]);
        let sets = read(&files[0]).expect("it is understood");
        std::fs::remove_dir_all(&folder).expect("the folder goes");
        assert_eq!(sets.len(), 1);
        let exams = sets[0].exams().expect("a set");
        assert_eq!((exams.len(), exams[0].prompt.header("algorithm")), (1, "SHA2-256"));
        let groups = &exams[0].prompt.groups;
        let messages = groups.iter().map(|group| group.cases[0].1["msg"].as_str().expect("a message").to_owned());
        assert_eq!(messages.collect::<Vec<_>>(), ["616263", ""]);
        assert_eq!(exams[0].expected.as_ref().and_then(|set| set.case(2, 2)).expect("an answer")["md"], "e3b0c442");
    }

    /// A block without a case holds for the cases after it, as does the last section; a name that
    /// comes twice is kept twice.
    #[test]
    fn blocks_share_their_fields() {
        let text = "[Alen = 0, Tlen = 4]\n\nKey = aa\n\nCount = 1\nCT = 01\nCT = 02\n\n[Tlen = 8]\n[ENCRYPT]\n\nCount = 2\nKey = bb\n\n[DECRYPT]\n\nCount = 3\n";
        let records = records::parse(text);
        assert_eq!(records.len(), 3);
        let field = |i: usize, name| records[i].find(name);
        assert_eq!([field(0, "alen"), field(0, "tlen"), field(0, "key")], [Some("0"), Some("4"), Some("aa")]);
        assert_eq!([field(1, "alen"), field(1, "tlen"), field(1, "key")], [Some("0"), Some("8"), Some("bb")]);
        assert_eq!([field(0, "ct"), field(0, "ct 2"), field(0, "section")], [Some("01"), Some("02"), None]);
        assert_eq!([field(1, "ct"), field(1, "section")], [None, Some("ENCRYPT")]);
        assert_eq!([field(2, "key"), field(2, "section")], [Some("aa"), Some("DECRYPT")]);
    }

    /// A block with nothing but its number is a case whose fields stand in the blocks after it.
    #[test]
    fn a_number_alone_begins_a_case() {
        let records = records::parse("COUNT = 1\n\nL = 2\n\nOKM = aa\n\nCOUNT = 2\n\nOKM = bb\n");
        assert_eq!(records.len(), 2);
        let field = |i: usize, name| records[i].find(name);
        assert_eq!([field(0, "l"), field(0, "okm")], [Some("2"), Some("aa")]);
        assert_eq!([field(1, "l"), field(1, "okm")], [None, Some("bb")]);
    }

    /// What is no case of its kind is an error, not nothing.
    #[test]
    fn what_is_missing_is_an_error() {
        for (name, text) in
            [("gcmdecrypt128.rsp", "Count = 1\nKey = 00\n"), ("sha256shortmsg.rsp", "Len = 8\nMD = 00\n")]
        {
            let translate = translator(Path::new(name)).expect("a known name");
            assert!(translate(name, &records::parse(text)).is_err(), "{name}");
        }
    }
}
