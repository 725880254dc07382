//! The registration holds what NIST's server takes: each property of each algorithm has a row in a
//! table made from the drafts of ACVP and the server's own checks, and none that the table asks for
//! is missing. NIST's sample registrations say the same.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::qila;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::path::Path;

type Object = Map<String, Value>;

/// A line of the table.
#[derive(Clone, Debug)]
struct Row {
    path: String,
    optional: bool,
    kind: String,
    rest: String,
    when: Vec<(String, String)>,
}

/// The rows of some algorithms.
struct Section {
    names: Vec<String>,
    mode: String,
    revision: String,
    rows: Vec<Row>,
}

fn row(line: &str) -> Row {
    let (line, when) = line.split_once(" when ").unwrap_or((line, ""));
    let mut words = line.splitn(3, ' ');
    let path = words.next().expect("a path");
    let condition = |text: &str| {
        let (name, value) = text.split_once('=').expect("a condition");
        (name.to_owned(), value.replace('_', " "))
    };
    // The kind of prerequisites needs no name.
    let is_prerequisite = path.starts_with("prereqVals");
    let kind = if is_prerequisite { "prerequisites" } else { words.next().expect("a type") };
    Row {
        path: path.trim_end_matches('?').to_owned(),
        optional: path.ends_with('?'),
        kind: kind.to_owned(),
        rest: words.collect::<Vec<_>>().join(" "),
        when: when.split_whitespace().map(condition).collect(),
    }
}

/// The table. A block behind `=name` stands wherever `+name` does.
fn table() -> Vec<Section> {
    let text = include_str!("data/registration.txt");
    let mut sections: Vec<Section> = Vec::new();
    let mut shared: Option<(String, Vec<Row>)> = None;
    let mut wanted = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix('[') {
            let (head, source) = head.trim_end_matches(']').split_once(" : ").expect("a source");
            assert!(!source.is_empty());
            let [names, mode, revision] = head.split(" / ").collect::<Vec<_>>()[..] else { panic!("{line}") };
            sections.push(Section {
                names: names.split(' ').map(str::to_owned).collect(),
                mode: mode.trim_start_matches('-').to_owned(),
                revision: revision.to_owned(),
                rows: Vec::new(),
            });
        } else if let Some(name) = line.strip_prefix('=') {
            shared = Some((name.to_owned(), Vec::new()));
        } else if let Some(name) = line.strip_prefix('+') {
            wanted.push((sections.len() - 1, name.to_owned()));
        } else if let Some((_, rows)) = &mut shared {
            rows.push(row(line));
        } else {
            sections.last_mut().expect("a section").rows.push(row(line));
        }
    }
    let (name, rows) = shared.expect("a shared block");
    for (place, wanted) in wanted {
        assert_eq!(wanted, name);
        sections[place].rows.extend(rows.clone());
    }
    sections
}

/// The algorithms of the registration.
fn registration() -> Vec<Object> {
    let (well, registration) = qila(&["acvp", "register"]);
    assert!(well);
    assert_eq!(registration[0], serde_json::json!({"acvVersion": "1.0"}));
    let algorithms = registration[1]["algorithms"].as_array().expect("a list");
    algorithms.iter().map(|algorithm| algorithm.as_object().expect("an object").clone()).collect()
}

fn text<'a>(object: &'a Object, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn section<'t>(table: &'t [Section], entry: &Object) -> Option<&'t Section> {
    let [name, mode, revision] = ["algorithm", "mode", "revision"].map(|field| text(entry, field));
    table.iter().find(|section| {
        section.names.iter().any(|other| other == name) && section.mode == mode && section.revision == revision
    })
}

/// Whether the conditions of a row hold in an object.
fn holds(row: &Row, object: &Object) -> bool {
    row.when.iter().all(|(name, value)| match object.get(name) {
        Some(Value::String(text)) => text == value,
        Some(Value::Bool(flag)) => flag.to_string() == *value,
        _ => false,
    })
}

/// What is wrong with an object of the registration: properties without a row, with another type or
/// outside their bounds, and properties that are missing.
fn faults(section: &Section, object: &Object, prefix: &str, faults: &mut Vec<String>) {
    let path = |name: &str| if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
    let rows = section.rows.iter().filter(|row| holds(row, object));
    for (name, value) in object {
        if prefix.is_empty() && ["algorithm", "mode", "revision"].contains(&name.as_str()) {
            continue;
        }
        let found: Vec<_> = rows.clone().filter(|row| row.path == path(name)).collect();
        let [row] = found[..] else {
            faults.push(format!("{}: {} rows", path(name), found.len()));
            continue;
        };
        if row.kind == "objects" {
            let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
            if items.is_empty() || !items.iter().all(Value::is_object) {
                faults.push(format!("{}: no list of objects", path(name)));
            }
            for item in items.iter().filter_map(Value::as_object) {
                self::faults(section, item, &path(name), faults);
            }
        } else if row.kind == "object" {
            match value.as_object() {
                Some(item) => self::faults(section, item, &path(name), faults),
                None => faults.push(format!("{}: no object", path(name))),
            }
        } else if !fits(&row.kind, &row.rest, value) {
            faults.push(format!("{}: {value} is no {} {}", path(name), row.kind, row.rest));
        }
    }
    for row in rows.filter(|row| !row.optional) {
        let (parent, name) = row.path.rsplit_once('.').unwrap_or(("", &row.path));
        if parent == prefix && !object.contains_key(name) {
            faults.push(format!("{}: missing", row.path));
        }
    }
}

/// Two numbers, and the step between them.
fn bounds(rest: &str) -> (u64, u64, u64) {
    let (range, step) = rest.split_once(" %").expect("a step");
    let (min, max) = range.split_once("..").expect("a range");
    (min.parse().expect("a number"), max.parse().expect("a number"), step.parse().expect("a number"))
}

fn fits(kind: &str, rest: &str, value: &Value) -> bool {
    let names = || rest.split(", ").collect::<BTreeSet<_>>();
    let different = |items: &[Value], fits: &dyn Fn(&Value) -> bool| {
        let seen: BTreeSet<_> = items.iter().map(Value::to_string).collect();
        !items.is_empty() && seen.len() == items.len() && items.iter().all(fits)
    };
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    match kind {
        "boolean" => value.is_boolean(),
        "booleans" => different(list, &Value::is_boolean),
        "integer" => {
            let (min, max, step) = bounds(rest);
            value.as_u64().is_some_and(|number| (min..=max).contains(&number) && number.is_multiple_of(step))
        }
        "integers" => different(list, &|item| {
            let is_same = |number: &str| number.parse().ok() == item.as_u64();
            item.is_u64() && rest.split(' ').any(is_same)
        }),
        "domain" => different(list, &|item| is_within(item, bounds(rest))),
        "string" => value.as_str().is_some_and(|text| names().contains(text)),
        "strings" => different(list, &|item| item.as_str().is_some_and(|text| names().contains(text))),
        "hex" => {
            let (min, max) = rest.split_once("..").expect("a range");
            let sizes = min.parse().expect("a number")..=max.parse::<usize>().expect("a number");
            let fits = |text: &str| hex::decode(text).is_ok_and(|bytes| sizes.contains(&bytes.len()));
            list.len() <= 2 && different(list, &|item| item.as_str().is_some_and(fits))
        }
        "bytes" => {
            let (min, max) = rest.split_once("..").expect("a range");
            let sizes = min.parse().expect("a number")..=max.parse::<usize>().expect("a number");
            value.as_str().is_some_and(|text| hex::decode(text).is_ok_and(|bytes| sizes.contains(&bytes.len())))
        }
        "alphabet" => value.as_str().is_some_and(|text| {
            let letters: BTreeSet<_> = text.chars().collect();
            letters.len() == text.len() && (2..=64).contains(&text.len())
        }),
        "pattern" => value.as_str().is_some_and(|text| {
            let parts: Vec<_> = text.split("||").collect();
            let seen: BTreeSet<_> = parts.iter().copied().collect();
            seen.len() == parts.len()
                && seen.is_subset(&names())
                && ["uPartyInfo", "vPartyInfo"].iter().all(|part| seen.contains(part))
        }),
        "prerequisites" => different(list, &|item| {
            let name = item["algorithm"].as_str().unwrap_or_default();
            item.as_object().is_some_and(|object| object.len() == 2)
                && item["valValue"] == "same"
                && rest.split(' ').any(|other| other == name)
        }),
        other => panic!("the table has the type {other}"),
    }
}

/// Whether a number, or a range of numbers, lies within bounds.
fn is_within(item: &Value, (min, max, step): (u64, u64, u64)) -> bool {
    let fits = |number: u64| (min..=max).contains(&number) && number.is_multiple_of(step);
    if let Some(number) = item.as_u64() {
        return fits(number);
    }
    let field = |name: &str| item.get(name).and_then(Value::as_u64);
    let (Some(first), Some(last), Some(increment)) = (field("min"), field("max"), field("increment")) else {
        return false;
    };
    let size = item.as_object().map_or(0, Map::len);
    size == 3 && fits(first) && fits(last) && first < last && increment > 0 && increment.is_multiple_of(step)
}

#[test]
fn every_property_is_one_that_the_server_takes() {
    let table = table();
    let mut found = Vec::new();
    for entry in registration() {
        let name = ["algorithm", "mode", "revision"].map(|field| text(&entry, field)).join(" ");
        let Some(section) = section(&table, &entry) else {
            found.push(format!("{name}: not in the table"));
            continue;
        };
        let mut own = Vec::new();
        faults(section, &entry, "", &mut own);
        own.extend(relations(&entry));
        found.extend(own.iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What the table cannot say: how properties depend on each other.
fn relations(entry: &Object) -> Vec<String> {
    let mut faults = Vec::new();
    let objects = |name: &str| entry.get(name).and_then(Value::as_array).into_iter().flatten();
    let numbers =
        |value: &Value| value.as_array().into_iter().flatten().filter_map(Value::as_u64).collect::<Vec<_>>();
    for capability in objects("capabilities") {
        // KDF/v1_0: no counter and its length of zero come together.
        if let (Some(orders), Some(_)) = (capability["fixedDataOrder"].as_array(), capability.get("counterLength")) {
            let none = orders.iter().any(|order| order == "none");
            if none != numbers(&capability["counterLength"]).contains(&0) {
                faults.push(format!("none and length 0 do not come together in {}", capability["kdfMode"]));
            }
        }
        // KDA/Sp800_56Cr2/TwoStep: the length is one of those supported.
        if let (Some(length), Some(_)) = (entry.get("l").and_then(Value::as_u64), capability.get("supportedLengths"))
        {
            let within = |item: &Value| {
                let range = ["min", "max"].map(|name| item.get(name).and_then(Value::as_u64));
                item.as_u64() == Some(length)
                    || matches!(range, [Some(min), Some(max)] if (min..=max).contains(&length))
            };
            if !capability["supportedLengths"].as_array().is_some_and(|lengths| lengths.iter().any(within)) {
                faults.push(format!("l {length} is not supported"));
            }
        }
        // FF1: the alphabet has as many characters as the radix says.
        if let Some(alphabet) = capability["alphabet"].as_str() {
            let [radix, min, max] = ["radix", "minLen", "maxLen"].map(|name| capability[name].as_u64().unwrap_or(0));
            if alphabet.len() as u64 != radix || min > max || (radix as f64).powf(min as f64) < 1e6 {
                faults.push(format!("alphabet {alphabet}"));
            }
        }
    }
    // KDA/Sp800_56Cr2/OneStep and OneStepNoCounter: MACs have salts; one block is not longer than
    // the function's output.
    for function in objects("auxFunctions") {
        let name = function["auxFunctionName"].as_str().unwrap_or_default();
        let is_mac = name.starts_with("HMAC-") || name.starts_with("KMAC-");
        let output = match name.rsplit(['-', '/']).next() {
            _ if name.starts_with("KMAC-") => 2048,
            Some("1") => 160,
            Some(bits) => bits.parse::<u64>().expect("a length"),
            None => 0,
        };
        if is_mac != function.get("macSaltMethods").is_some() {
            faults.push(format!("salts of {name}"));
        }
        if function.get("l").and_then(Value::as_u64).is_some_and(|length| length > output) {
            faults.push(format!("l of {name}"));
        }
    }
    // AES_CTR/v1_0: a whole block is among the lengths.
    if text(entry, "algorithm") == "ACVP-AES-CTR" && entry["payloadLen"][0]["max"] != 128 {
        faults.push("payloadLen without 128".to_owned());
    }
    faults
}

/// The table finds what was wrong before, and other faults of every kind.
#[test]
fn the_table_finds_faults() {
    let table = table();
    let entries = registration();
    let find = |name: &str, mode: &str| {
        let entry = entries.iter().find(|entry| text(entry, "algorithm") == name && text(entry, "mode") == mode);
        Value::Object(entry.expect("an entry").clone())
    };
    let is_found = |name: &str, mode: &str, pointer: &str, wrong: Value| {
        let mut entry = find(name, mode);
        *entry.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = wrong;
        let entry = entry.as_object().expect("an object");
        let mut found = Vec::new();
        faults(section(&table, entry).expect("a section"), entry, "", &mut found);
        found.extend(relations(entry));
        assert!(!found.is_empty(), "{name} {pointer}");
    };
    let range = |max: u64, increment: u64| serde_json::json!([{"min": 0, "max": max, "increment": increment}]);
    is_found("HMAC-SHA2-256", "", "/msgLen", range(65536, 8));
    is_found("KDF", "", "/capabilities/1/counterLength", serde_json::json!([8, 16, 24, 32]));
    is_found("KDF", "", "/capabilities/0/counterLength", serde_json::json!([0, 8]));
    is_found("KDA", "TwoStep", "/capabilities/2/counterLength", serde_json::json!([8]));
    is_found("KDA", "TwoStep", "/l", serde_json::json!(1024));
    is_found("KDA", "OneStepNoCounter", "/auxFunctions/0", serde_json::json!({"auxFunctionName": "SHA2-224"}));
    is_found("KDA", "OneStepNoCounter", "/auxFunctions/0/l", serde_json::json!(256));
    is_found("kdf-components", "srtp", "/kdrExponent", range(24, 1));
    is_found("KMAC-128", "", "/msgLen", range(65536, 1));
    is_found("ACVP-AES-XTS", "", "/payloadLen", serde_json::json!([{"min": 128, "max": 65536, "increment": 1}]));
    is_found("ACVP-AES-GCM", "", "/prereqVals/0/algorithm", serde_json::json!("ACVP-AES-ECB"));
    is_found("ACVP-AES-GCM", "", "/prereqVals/0/valValue", serde_json::json!(5));
    is_found("ACVP-AES-GCM", "", "/ivGen", serde_json::json!("inside"));
    is_found("ACVP-AES-GCM", "", "/tagLen", serde_json::json!([96, 96]));
    is_found("ACVP-AES-GCM", "", "/tagLen", serde_json::json!([]));
    is_found("ACVP-AES-FF1", "", "/capabilities/0/radix", serde_json::json!(3));
    is_found("ACVP-AES-ECB", "", "/direction", serde_json::json!("encrypt"));
    is_found("ctrDRBG", "", "/capabilities/0/entropyInputLen/0/min", serde_json::json!(120));
    is_found("ctrDRBG", "", "/reseedImplemented", serde_json::json!("true"));
    is_found("kdf-components", "snmp", "/engineId/0", serde_json::json!("0011"));
    is_found("KAS-ECC-SSC", "", "/scheme/onePassDh/kasRole/0", serde_json::json!("both"));
    is_found("KAS-ECC-SSC", "", "/scheme/onePassDh", serde_json::json!({}));
    is_found("KAS-ECC-SSC", "", "/scheme", serde_json::json!([]));
    is_found("KAS-FFC-SSC", "", "/scheme/dhOneFlow/kasRole/0", serde_json::json!("both"));
    is_found("safePrimes", "keyVer", "/safePrimeGroups/0", serde_json::json!("ffdhe1024"));
    is_found("KDA", "HKDF", "/fixedInfoPattern", serde_json::json!("uPartyInfo||l"));
}

/// What NIST's generator writes into its samples and no registration needs.
const OF_THE_GENERATOR: &[&str] = &[
    "vsId",
    "isSample",
    "conformances",
    "digestSize",
    "customKeyInLength",
    "keyingOption",
    "dkmChildLenEqDkmLen",
    "supportsAad2Pow16",
    "ivGenMode",
    "underlyingAlgorithm",
    "algoMode",
];

/// The samples of NIST's server, where they lie beside the vectors: whatever is in one has a row,
/// of the same type, and the registration has it, too.
#[test]
fn the_samples_agree() {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/vectors");
    let folder = std::env::var_os("QILA_VECTORS").unwrap_or_else(|| beside.into());
    if !Path::new(&folder).exists() {
        return;
    }
    let (table, entries) = (table(), registration());
    let mut compared = 0;
    for collection in ["acvp", "acvp-schema-only"] {
        let Ok(sets) = std::fs::read_dir(Path::new(&folder).join(collection)) else { continue };
        for file in
            sets.map(|set| set.expect("an entry").path().join("registration.json")).filter(|file| file.exists())
        {
            let sample: Value = std::fs::read_to_string(&file).expect("a file").parse().expect("JSON");
            let sample = sample.as_object().expect("an object");
            let Some(section) = section(&table, sample) else { continue };
            let same = |entry: &&Object| {
                ["algorithm", "mode", "revision"].iter().all(|name| text(entry, name) == text(sample, name))
            };
            let entry = entries.iter().find(same).expect("an entry");
            agree(section, sample, entry, "", &file);
            compared += 1;
        }
    }
    assert!(compared > 30, "{compared} samples");
}

/// Compares the names and the JSON types of properties; the ends of a domain are the implementer's.
fn agree(section: &Section, sample: &Object, entry: &Object, prefix: &str, file: &Path) {
    for (name, value) in sample {
        let generated = OF_THE_GENERATOR.contains(&name.as_str())
            || (text(sample, "algorithm") == "ACVP-AES-GMAC" && name == "payloadLen");
        let empty = value.as_array().is_some_and(Vec::is_empty);
        if generated || empty || ["algorithm", "mode", "revision"].contains(&name.as_str()) {
            continue;
        }
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        assert!(section.rows.iter().any(|row| row.path == path), "no row for {path} of {}", file.display());
        let Some(own) = entry.get(name) else {
            assert!(
                section.rows.iter().any(|row| row.path == path && (row.optional || !row.when.is_empty())),
                "{path}"
            );
            continue;
        };
        let kind = |value: &Value| match value {
            Value::Array(items) if items.iter().all(|item| item.is_u64() || item.get("min").is_some()) => "numbers",
            Value::Array(items) if items.iter().all(Value::is_object) => "objects",
            Value::Array(items) if items.iter().all(Value::is_string) => "texts",
            Value::Array(_) => "list",
            Value::Number(_) => "number",
            Value::String(_) => "text",
            Value::Bool(_) => "flag",
            Value::Object(_) => "object",
            _ => "other",
        };
        assert_eq!(kind(own), kind(value), "{path} of {}", file.display());
        if let (Value::Object(item), Value::Object(other)) = (value, own) {
            agree(section, item, other, &path, file);
        }
        if kind(value) == "objects" {
            let [items, own] = [value, own].map(|list| list.as_array().expect("a list"));
            for item in items.iter().filter_map(Value::as_object) {
                let other = own.first().and_then(Value::as_object).expect("an object");
                agree(section, item, other, &path, file);
            }
        }
    }
}
