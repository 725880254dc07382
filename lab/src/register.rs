//! `qila acvp register`: the module's catalogue as an ACVP registration.

use crate::{Output, print};
use anyhow::Result;
use qila::admin::catalogue::{ALGORITHMS, Algorithm, Capability, Domain, Setting};
use serde_json::{Map, Value, json};

/// Prints the registration.
pub fn run(output: &Output) -> Result<bool> {
    let registration = json!([{ "acvVersion": "1.0" }, { "isSample": false, "algorithms": algorithms() }]);
    print::json_to(&registration, output.output.as_deref())?;
    Ok(true)
}

/// The algorithms of the catalogue as ACVP wants them.
pub fn algorithms() -> Vec<Value> {
    ALGORITHMS.iter().map(registration).collect()
}

fn registration(row: &Algorithm) -> Value {
    let mut object = Map::new();
    object.insert("algorithm".to_owned(), json!(row.name));
    if !row.mode.is_empty() {
        object.insert("mode".to_owned(), json!(row.mode));
    }
    object.insert("revision".to_owned(), json!(row.revision));
    if !row.prerequisites.is_empty() {
        let prerequisite = |name: &&str| json!({ "algorithm": name, "valValue": "same" });
        object.insert("prereqVals".to_owned(), row.prerequisites.iter().map(prerequisite).collect());
    }
    object.extend(settings(row.capabilities));
    Value::Object(object)
}

fn settings(settings: &[Setting]) -> Map<String, Value> {
    settings.iter().map(|(name, capability)| ((*name).to_owned(), value(capability))).collect()
}

fn value(capability: &Capability) -> Value {
    match capability {
        Capability::Flag(flag) => json!(flag),
        Capability::Flags(flags) => json!(flags),
        Capability::Number(number) => json!(number),
        Capability::Numbers(numbers) => json!(numbers),
        Capability::Text(text) => json!(text),
        Capability::Texts(texts) => json!(texts),
        Capability::Range(Domain { min, max, increment }) => {
            json!([{ "min": min, "max": max, "increment": increment }])
        }
        Capability::Object(object) => Value::Object(settings(object)),
        Capability::Objects(objects) => objects.iter().map(|object| Value::Object(settings(object))).collect(),
        _ => Value::Null,
    }
}
