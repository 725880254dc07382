//! Published answers that are wrong, by case, each shown to be so by an implementation that is not
//! this module (`kat-vectors/generate/known_wrong.py`). The question names a case, never its
//! answer.

use super::case::Case;
use qila::hash::sha256;

/// Why the answers to ParallelHash are wrong.
const LOST_BITS: &str =
    "NIST's server loses bits that begin a block of their own, where SP 800-185 section 6.3.1 hashes them as a block";

/// The fields of a question that tell it from others, in this order.
const FIELDS: &[&str] = &["msg", "len", "blockSize", "xof", "outLen", "customization", "customizationHex"];

/// Cases of NIST's sample sets (ACVP-Server v1.1.0.43, `gen-val/json-files`): algorithm, group,
/// case, and SHA-256 of the question's fields as JSON, one to a line.
const CASES: &[(&str, u64, u64, &str)] = &[
    ("ParallelHash-128", 1, 31, "8419858e796313653bb4a81ab69e2aeee3e2e8e35b5f73a400d710cc0eeae86a"),
    ("ParallelHash-128", 1, 36, "10ad9738a0f5ea6c58670d7de7f55b8fc0bf1e8bdbde8266c91657943955448c"),
    ("ParallelHash-128", 1, 46, "8e01f20a3b1dac64302237f7d5159c0dda023c8a3332e154e6b9287f43fa1eae"),
    ("ParallelHash-128", 1, 69, "ef52178343c83166064ab9cb382ba7368e0013e1a47611c6cecb4941049ae9b4"),
    ("ParallelHash-128", 1, 82, "d1dc299077fc0f91691ab5c12c3f95544975f342c9c7867f716868452229846e"),
    ("ParallelHash-128", 1, 93, "2fad1bfa9576197a5b338ed348193f8a8b1482cd75653285859f5d4e4133f8a4"),
    ("ParallelHash-128", 1, 96, "cfa9ca79e8531960d04545b289eb1d74fa941bca071044da3b1f1bb647b54b8f"),
    ("ParallelHash-128", 2, 107, "c5f480129ad8680361f79018d184f209fd8c20d16b7dc2d3b5aed2b330f67b73"),
    ("ParallelHash-128", 2, 127, "3a19d704c9a61f31919a60db24614947442945ef69012767ef19ee632d541d80"),
    ("ParallelHash-128", 2, 151, "bc31e9b29ddd7819b7ca8a6b94467eb1df8e50734c7b2fe51dc5790e12d6e4de"),
    ("ParallelHash-128", 2, 165, "78606388d6b48824b4163dc459e6e50a8e46f735deabf986452b95ea98dc40a7"),
    ("ParallelHash-128", 2, 178, "d91a7c8bd43d05127bdb24f523b838f28c9d4b500850df5dd85f07d605d25ee6"),
    ("ParallelHash-128", 2, 199, "e498e635848e4e027c6e852f13308dea84237873430f7f1cc1372e2869d12a0f"),
    ("ParallelHash-256", 1, 60, "3a512040bbdd80fcd8fa114aba38f470a14dbc479f28e6c6909cbb1c87236b33"),
    ("ParallelHash-256", 1, 99, "b3327ba9cf1231054ebcb3dee9cfc5510bd14f9705d0bdaa5b091f0a4a7ebe13"),
    ("ParallelHash-256", 2, 105, "7af6b22cdcc11c52fd500735b01b98c50e4b84ef57824e07cb1023637da7f830"),
    ("ParallelHash-256", 2, 118, "01474b12b499e63ffb1cd8e90701d0f44b7ccb7ad66bdd15f233f5e910af10a3"),
    ("ParallelHash-256", 2, 125, "b9ae70676daf6ed417540d32d4fee4bd44f156e81f5afd3a8977a3cedfc5a286"),
    ("ParallelHash-256", 2, 151, "1e3dd13a3efce86fbf9c639c1c7dfffafd340f415c051b57c819a85c6ebcee3b"),
    ("ParallelHash-256", 2, 162, "4841f90b5aab1260fa24b93cdc5b712113c676205a004e35f524d6a7e652ddc4"),
    ("ParallelHash-256", 2, 166, "c4b593765585dd3d0d096fcd0d6485b3bdd95493ca8477afe26c83f5dbe4925c"),
    ("ParallelHash-256", 2, 186, "e34da8009ba4733a1607459adffe41a085be6dd222addea7f951548b8587231e"),
];

/// Why the published answer to a case is wrong, if it is known to be.
pub fn reason(case: &Case) -> Option<&'static str> {
    let number = |object: &super::case::Object, name| object.get(name).and_then(serde_json::Value::as_u64);
    let (group, test) = (number(case.group, "tgId")?, number(case.test, "tcId")?);
    let (.., question) = CASES
        .iter()
        .find(|(algorithm, tg_id, tc_id, _)| (*algorithm, *tg_id, *tc_id) == (case.algorithm, group, test))?;
    let lines: Vec<String> = FIELDS.iter().filter_map(|name| case.find(name)).map(ToString::to_string).collect();
    let digest = sha256(lines.join("\n").as_bytes()).ok()?;
    (hex::encode(digest) == *question).then_some(LOST_BITS)
}
