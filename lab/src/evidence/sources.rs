//! What the module is built from: the hash value of each file, and the other crates inside.

use anyhow::{Context, Result, ensure};
use qila::hash::sha256;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the boundary is built from, below the project's folder.
const INSIDE: [&str; 4] = ["Cargo.toml", "Cargo.lock", "build", "src"];

/// A line for each file, as `sha256sum --check` takes it.
pub fn hashes(project: &Path) -> Result<String> {
    let mut files = BTreeSet::new();
    for part in INSIDE {
        collect(&project.join(part), &mut files)?;
    }
    let mut lines = String::new();
    for file in files {
        let bytes = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.strip_prefix(project)?.display().to_string();
        lines += &format!("{}  {name}\n", hex::encode(sha256(&bytes)?));
    }
    Ok(lines)
}

/// The files below a folder.
pub fn collect(path: &Path, files: &mut BTreeSet<PathBuf>) -> Result<()> {
    let named = || format!("cannot read {}", path.display());
    if path.is_dir() {
        for entry in std::fs::read_dir(path).with_context(named)? {
            collect(&entry.with_context(named)?.path(), files)?;
        }
    } else {
        files.insert(path.to_owned());
    }
    Ok(())
}

/// The software bill of materials: the crates that are compiled into the module on this platform,
/// as cargo resolves them, in CycloneDX 1.6.
pub fn bill(project: &Path) -> Result<Value> {
    let about = said(Command::new("rustc").arg("-vV"))?;
    let about = String::from_utf8_lossy(&about);
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not name its host")?;
    let mut command = Command::new("cargo");
    command.args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host]);
    let metadata = said(command.arg("--manifest-path").arg(project.join("Cargo.toml")))?;
    Ok(of_metadata(&serde_json::from_slice(&metadata)?))
}

/// What a program prints.
fn said(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.output().with_context(|| format!("cannot run {command:?}"))?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(output.stdout)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn of_metadata(metadata: &Value) -> Value {
    let packages = list(&metadata["packages"]);
    let package = |id: &Value| packages.iter().find(|package| package["id"] == *id).unwrap_or(&Value::Null);
    // What is inside: the module, and whatever it or a crate inside needs to work.
    let module = packages.iter().find(|package| package["name"] == "qila").unwrap_or(&Value::Null);
    let (mut inside, mut open) = (Vec::new(), vec![&module["id"]]);
    while let Some(id) = open.pop() {
        if !inside.contains(&id) {
            inside.push(id);
            open.extend(needs(metadata, id));
        }
    }
    inside.sort_by_key(|id| package(id)["name"].to_string());
    let component = |id: &&&Value| {
        let package = package(id);
        let purl = format!("pkg:cargo/{}@{}", text(&package["name"]), text(&package["version"]));
        json!({
            "type": "library",
            "bom-ref": purl,
            "name": package["name"],
            "version": package["version"],
            "purl": purl,
            "licenses": [{ "expression": package["license"] }],
        })
    };
    let reference = |id: &&Value| component(&id)["bom-ref"].clone();
    let depends = |id: &&Value| json!({ "ref": reference(id), "dependsOn": needs(metadata, id).iter().map(reference).collect::<Vec<_>>() });
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": component(&&&module["id"]) },
        "components": inside.iter().filter(|id| **id != &module["id"]).map(|id| component(&id)).collect::<Vec<_>>(),
        "dependencies": inside.iter().map(depends).collect::<Vec<_>>(),
    })
}

/// The crates that one needs to work, not to be built or tested.
fn needs<'m>(metadata: &'m Value, id: &Value) -> Vec<&'m Value> {
    let node = list(&metadata["resolve"]["nodes"]).iter().find(|node| node["id"] == *id).unwrap_or(&Value::Null);
    let is_normal = |dep: &&Value| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
    list(&node["deps"]).iter().filter(is_normal).map(|dep| &dep["pkg"]).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::project;
    use super::*;

    /// Inside the boundary are the crates that the project's rules allow, and what they stand on.
    #[test]
    fn the_bill_names_what_is_inside() {
        let bill = bill(&project()).expect("cargo knows");
        let names: BTreeSet<&str> =
            list(&bill["components"]).iter().map(|component| text(&component["name"])).collect();
        for name in ["zeroize", "subtle", "rand_core", "getrandom", "cpufeatures"] {
            assert!(names.contains(name), "{name}");
        }
        assert!(names.len() < 12 && !names.contains("serde"), "{names:?}");
    }

    #[test]
    fn every_source_has_a_line() {
        let lines = hashes(&project()).expect("the sources are there");
        let line = lines.lines().find(|line| line.ends_with("  src/lib.rs")).expect("a line");
        let is = sha256(&std::fs::read(project().join("src/lib.rs")).expect("a file")).expect("a value");
        assert!(line.starts_with(&hex::encode(is)));
        assert!(lines.lines().count() > 200);
    }
}
