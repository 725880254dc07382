//! Comparing an answer with the expected one, strictly.

use super::Fields;
use super::case::Object;
use serde_json::Value;

/// The length of an output that stands beside it: of the servers only some write what the output
/// itself says.
const REPEATED: &str = "outLen";

/// Whether two values are the same; text may differ in case, as hexadecimal digits do.
pub fn equal(expected: &Value, given: &Value) -> bool {
    match (expected, given) {
        (Value::String(expected), Value::String(given)) => expected.eq_ignore_ascii_case(given),
        (Value::Array(expected), Value::Array(given)) => {
            expected.len() == given.len()
                && expected.iter().zip(given).all(|(expected, given)| equal(expected, given))
        }
        (Value::Object(expected), Value::Object(given)) => {
            given.keys().all(|name| expected.contains_key(name) || name == REPEATED)
                && expected.iter().all(|(name, expected)| given.get(name).is_some_and(|given| equal(expected, given)))
        }
        _ => expected == given,
    }
}

/// Compares the answer to a case with the expected one; says what differs.
///
/// Two things may be left out of an answer, because servers differ in writing them: that a
/// decryption passed, when its plaintext is there, and an empty payload.
pub fn compare(expected: &Object, given: &Fields) -> Result<(), String> {
    let mut compared = 0;
    for (name, value) in expected.iter().filter(|(name, _)| *name != "tcId") {
        match given.get(name) {
            Some(answer) if equal(value, answer) => compared += 1,
            Some(answer) => return Err(format!("{name} is {}, expected {}", short(answer), short(value))),
            None if name == "testPassed" && *value == Value::Bool(true) && !given.is_empty() => {}
            None if (name == "pt" || name == "ct") && value == "" => {}
            None => return Err(format!("{name} is missing, expected {}", short(value))),
        }
    }
    if let Some(name) = given.keys().find(|name| !expected.contains_key(*name) && *name != REPEATED) {
        return Err(format!("{name} is given and not expected"));
    }
    if compared == 0 { Err("nothing to compare".to_owned()) } else { Ok(()) }
}

/// The expected answer to a case of an internal projection, which has question and answer in one:
/// the fields that the answer gives, and a refusal, which it must not leave out. So nothing tells
/// here that an answer lacks a field, as files of answers do.
pub fn answer_within(case: &Object, given: &Fields) -> Object {
    let refuses = |name: &str, value: &Value| name == "testPassed" && *value == Value::Bool(false);
    let expected = case.iter().filter_map(|(name, value)| match given.get(name) {
        Some(answer) => Some((name.clone(), only_what_is_in(value, answer))),
        None => refuses(name, value).then(|| (name.clone(), value.clone())),
    });
    expected.collect()
}

/// A value without the fields of objects inside that another lacks.
fn only_what_is_in(value: &Value, given: &Value) -> Value {
    match (value, given) {
        (Value::Object(fields), Value::Object(given)) => {
            let wanted = |(name, value): (&String, &Value)| {
                given.get(name).map(|given| (name.clone(), only_what_is_in(value, given)))
            };
            Value::Object(fields.iter().filter_map(wanted).collect())
        }
        // Of lists with different lengths, too, all items of the first are kept.
        (Value::Array(items), Value::Array(given)) => {
            let given = given.iter().chain(std::iter::repeat(&Value::Null));
            items.iter().zip(given).map(|(item, given)| only_what_is_in(item, given)).collect()
        }
        _ => value.clone(),
    }
}

/// Whether the comparison would have found any one field of the expected answer changed by one
/// digit: a run that compares nothing must not look like one in which all is well.
pub fn would_notice(expected: &Object, given: &Fields) -> bool {
    expected.iter().filter(|(name, _)| *name != "tcId").all(|(name, value)| {
        let mut changed = expected.clone();
        changed.insert(name.clone(), spoiled(value));
        compare(&changed, given).is_err()
    })
}

/// The value with one thing changed in it, at its end.
fn spoiled(value: &Value) -> Value {
    match value {
        Value::Bool(decision) => Value::Bool(!decision),
        Value::String(text) => {
            let (rest, last) = text.split_at_checked(text.len().saturating_sub(1)).unwrap_or_default();
            Value::String(format!("{rest}{}", if last == "0" { "1" } else { "0" }))
        }
        Value::Array(items) => {
            let (last, rest) =
                items.split_last().map_or((Value::Null, &[][..]), |(last, rest)| (spoiled(last), rest));
            Value::Array(rest.iter().cloned().chain([last]).collect())
        }
        Value::Object(fields) => {
            let last = fields.iter().next_back().map(|(name, value)| (name.clone(), spoiled(value)));
            Value::Object(fields.clone().into_iter().chain(last).collect())
        }
        Value::Number(_) | Value::Null => Value::String("changed".to_owned()),
    }
}

/// The beginning of a value, for a report.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(72) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn agree(expected: Value, given: Value) -> bool {
        let (Value::Object(expected), Value::Object(given)) = (expected, given) else { panic!("not objects") };
        compare(&expected, &given).is_ok()
    }

    #[test]
    fn equal_answers_agree() {
        assert!(agree(json!({"tcId": 1, "md": "00aF"}), json!({"md": "00AF"})));
        assert!(agree(json!({"tcId": 1, "pt": "00", "testPassed": true}), json!({"pt": "00"})));
        assert!(agree(json!({"tcId": 1, "ct": "", "tag": "00"}), json!({"tag": "00"})));
        assert!(agree(json!({"tcId": 1, "dkms": ["00", "01"]}), json!({"dkms": ["00", "01"]})));
        assert!(agree(json!({"tcId": 1, "md": "00"}), json!({"md": "00", "outLen": 8})));
        assert!(agree(json!({"tcId": 1, "r": [{"md": "00"}]}), json!({"r": [{"md": "00", "outLen": 8}]})));
    }

    #[test]
    fn the_answer_is_found_within_a_case() {
        let within = |case: Value, given: Value| {
            let (Value::Object(case), Value::Object(given)) = (case, given) else { panic!("not objects") };
            compare(&answer_within(&case, &given), &given).is_ok()
        };
        let case = json!({"tcId": 1, "testPassed": true, "pt": "00", "ct": "01", "tag": "02"});
        assert!(within(case.clone(), json!({"ct": "01", "tag": "02"})));
        assert!(!within(case.clone(), json!({"ct": "01", "tag": "03"})));
        assert!(!within(case.clone(), json!({"ct": "01", "mac": "02"})));
        assert!(!within(case.clone(), json!({"testPassed": false})));
        assert!(!within(case, json!({})));
        let refused = json!({"tcId": 1, "testPassed": false, "pt": "00", "ct": "01"});
        assert!(within(refused.clone(), json!({"testPassed": false})));
        assert!(!within(refused, json!({"pt": "00"})));
        let rounds = json!({"resultsArray": [{"msg": "00", "md": "01"}, {"msg": "02", "md": "03"}]});
        assert!(within(rounds.clone(), json!({"resultsArray": [{"md": "01"}, {"md": "03"}]})));
        assert!(!within(rounds.clone(), json!({"resultsArray": [{"md": "01"}]})));
        assert!(!within(rounds.clone(), json!({"resultsArray": [{"md": "01"}, {"md": "03"}, {"md": "05"}]})));
        assert!(!within(rounds, json!({"resultsArray": [{"md": "01"}, {"md": "02"}]})));
    }

    #[test]
    fn values_are_spoiled_at_their_end() {
        let changes = [
            (json!("00"), json!("01")),
            (json!("0F"), json!("00")),
            (json!(""), json!("0")),
            (json!(true), json!(false)),
            (json!(["00", "11"]), json!(["00", "10"])),
            (json!([{"key": "00", "md": "00"}]), json!([{"key": "00", "md": "01"}])),
            (json!(7), json!("changed")),
        ];
        for (value, changed) in changes {
            assert_eq!(spoiled(&value), changed);
        }
    }

    #[test]
    fn every_difference_is_found() {
        assert!(!agree(json!({"tcId": 1, "md": "00AF"}), json!({"md": "00AE"})));
        assert!(!agree(json!({"tcId": 1, "md": "00AF"}), json!({})));
        assert!(!agree(json!({"tcId": 1, "md": "00", "outLen": 8}), json!({"md": "00"})));
        assert!(!agree(json!({"tcId": 1, "md": "00", "outLen": 8}), json!({"md": "00", "outLen": 9})));
        assert!(!agree(json!({"tcId": 1}), json!({"md": "00"})));
        assert!(!agree(json!({"tcId": 1}), json!({})));
        assert!(!agree(json!({"tcId": 1, "testPassed": true}), json!({})));
        assert!(!agree(json!({"tcId": 1, "testPassed": false}), json!({"pt": "00"})));
        assert!(!agree(json!({"tcId": 1, "testPassed": true, "pt": "00"}), json!({"testPassed": false})));
        assert!(!agree(json!({"tcId": 1, "md": "00"}), json!({"md": "00", "more": "00"})));
        assert!(!agree(json!({"tcId": 1, "dkms": ["00"]}), json!({"dkms": ["00", "01"]})));
        assert!(!agree(json!({"r": [{"md": "00"}]}), json!({"r": [{"md": "01"}]})));
        assert!(!agree(json!({"r": [{"md": "00"}]}), json!({"r": [{"md": "00", "n": 1}]})));
    }
}
