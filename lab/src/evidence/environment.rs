//! The machine on which this was printed: a sheet of a tested configuration.

use super::document::{Document, Section};
use qila::admin::{self, catalogue::KERNELS};
use qila::random;
use std::env::consts::{ARCH, OS};

pub fn document() -> Document {
    let kernel = |(primitive, kernel): &(&str, fn() -> &'static str)| [(*primitive).to_owned(), kernel().to_owned()];
    let status = admin::status();
    let facts = [
        ["module", &format!("{} {}", admin::NAME, admin::VERSION)],
        ["certificate", &status.certificate.to_string()],
        ["image", &status.seal.to_string()],
        ["entropy source", &format!("{} {}", random::ENTROPY_VERSION, status.entropy.name())],
        ["caveat", status.entropy.caveat().unwrap_or("none")],
        ["architecture", ARCH],
        ["operating system", &operating_system()],
        ["processor", &processor()],
    ];
    Document {
        name: "environment",
        title: "Operational environment",
        asked_by: "ISO/IEC 19790 section 7.6, SP 800-140B r1 table of tested operational environments",
        sections: vec![
            Section::new("This machine", "").with(["what", "is"], facts.map(|row| row.map(str::to_owned))),
            Section::new("Kernels", "Which implementation serves each primitive on this processor.")
                .with(["primitive", "kernel"], KERNELS.iter().map(kernel)),
        ],
    }
}

/// The value of a line `NAME=value` or `name : value` of a file of the system.
fn found(file: &str, name: &str, between: char) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let value = |line: &str| {
        line.split_once(between)
            .filter(|(key, _)| key.trim() == name)
            .map(|(_, value)| value.trim().trim_matches('"').to_owned())
    };
    text.lines().find_map(value)
}

fn operating_system() -> String {
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let name = found("/etc/os-release", "PRETTY_NAME", '=').unwrap_or_else(|| OS.to_owned());
    if kernel.is_empty() { name } else { format!("{name}, {OS} {}", kernel.trim()) }
}

fn processor() -> String {
    found("/proc/cpuinfo", "model name", ':').unwrap_or_else(|| "not told by the system".to_owned())
}
