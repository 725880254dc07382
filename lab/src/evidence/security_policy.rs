//! The security policy, in the order that SP 800-140B r1 gives it. Its tables are those of the
//! other papers.

use super::document::{Document, Section};
use super::{catalogue, states};
use qila::admin::{self, Profile};
use qila::random;

pub fn document() -> Document {
    let chapters = [
        general(),
        specification(),
        interfaces(),
        roles(),
        software_security(),
        environment(),
        not_applicable("7 Physical security", "software is not asked for it (ISO/IEC 19790 section 7.7)"),
        not_applicable("8 Non-invasive security", "no technique of ISO/IEC 17825 is claimed"),
        parameters(),
        self_tests(),
        life_cycle(),
        mitigation(),
    ];
    Document {
        name: "security_policy",
        title: "Security policy (not validated)",
        asked_by: "SP 800-140B r1, ISO/IEC 19790 annex B",
        sections: chapters.into_iter().flatten().collect(),
    }
}

/// The sections of another paper, below a chapter.
fn below(number: &str, document: Document) -> Vec<Section> {
    let title = |section: &Section| format!("{number} {}: {}", document.title, section.title);
    let titles: Vec<String> = document.sections.iter().map(title).collect();
    titles.into_iter().zip(document.sections).map(|(title, section)| Section { title, ..section }).collect()
}

fn not_applicable(title: &str, because: &str) -> Vec<Section> {
    vec![Section::new(title, format!("Not applicable: {because}."))]
}

/// The areas of ISO/IEC 19790, and the level that each is built for.
const LEVELS: [(&str, &str); 12] = [
    ("General", "1"),
    ("Cryptographic module specification", "1"),
    ("Cryptographic module interfaces", "1"),
    ("Roles, services, and authentication", "1"),
    ("Software/firmware security", "1"),
    ("Operational environment", "1"),
    ("Physical security", "not applicable"),
    ("Non-invasive security", "not applicable"),
    ("Sensitive security parameter management", "1"),
    ("Self-tests", "1"),
    ("Life-cycle assurance", "1"),
    ("Mitigation of other attacks", "1"),
];

/// Name, version and levels.
pub fn general() -> Vec<Section> {
    let text = format!(
        "{} {} is a cryptographic module in software. It is built to be validated at level 1; no laboratory has \
         tested it, and it has no certificate.",
        admin::NAME,
        admin::VERSION
    );
    let level =
        |(i, (area, level)): (usize, &(&str, &str))| [(i + 1).to_string(), (*area).to_owned(), (*level).to_owned()];
    let rows = LEVELS.iter().enumerate().map(level);
    vec![Section::new("1 General", text).with(["section", "area", "level it is built for"], rows)]
}

/// What the module is, its modes and its algorithms.
pub fn specification() -> Vec<Section> {
    let profile = |profile: &Profile| [profile.name().to_owned(), rules(*profile).to_owned()];
    let mut sections = vec![
        Section::new(
            "2 Cryptographic module specification",
            "The module is the crate `qila`, compiled into a program or into a shared library for C. Its boundary is \
             the compiled code and constants of that crate and of its dependencies, as they lie in the image that \
             was sealed. It works on a general-purpose computer in plain memory, as a multi-chip standalone module.",
        ),
        Section::new(
            "2.1 Modes of operation",
            "There is one mode: approved and other services stand beside each other, and an indicator tells them \
             apart. The policy `approved only` refuses the others. A profile takes services away:",
        )
        .with(["profile", "rules"], Profile::ALL.iter().map(profile)),
    ];
    sections.extend(below("2.2", catalogue::algorithms()));
    sections
}

fn rules(profile: Profile) -> &'static str {
    match profile {
        Profile::Baseline112 => "SP 800-131A r2: 112 bits of strength to protect",
        Profile::Strict128 => "the draft of SP 800-131A r3 for the time after 2030: 128 bits",
        Profile::Cnsa2 => "CNSA 2.0",
        Profile::Pakistan => "prepared for the Pakistan Security Standard: as `strict128`",
        _ => "",
    }
}

fn interfaces() -> Vec<Section> {
    let rows = [
        ["data input", "parameters of the functions: messages, keys, initialization vectors"],
        ["data output", "results and output parameters; nothing is written when a function fails"],
        ["control input", "the functions called, their options, and the functions of `admin`"],
        ["control output", "none: the module controls no other one"],
        ["status output", "the result of each function, `indicator`, `admin::status`, the log, the event handler"],
        ["power", "not applicable to software"],
    ];
    vec![
        Section::new("3 Cryptographic module interfaces", "All are logical: the parameters of functions.")
            .with(["interface", "what it is"], rows.map(|row| row.map(str::to_owned))),
    ]
}

fn roles() -> Vec<Section> {
    let rows = [
        ["crypto officer", "whoever configures: the functions of `admin` and of `random::set_source`"],
        ["user", "whoever calls any other service"],
    ];
    let mut sections = vec![
        Section::new(
            "4 Roles, services, and authentication",
            "Roles are taken by the call of a service; there is no authentication, no maintenance role and no bypass.",
        )
        .with(["role", "who"], rows.map(|row| row.map(str::to_owned))),
    ];
    sections.extend(below("4.1", catalogue::services()));
    sections
}

fn software_security() -> Vec<Section> {
    vec![Section::new(
        "5 Software/firmware security",
        "The image carries an HMAC-SHA-256 value over its code and constants, written when it was sealed. It is \
         compared at power-on, and whenever `admin::self_test` or `admin::restart` is called. No code is loaded \
         from outside. An image without a seal gives no approved service, and none at all with `require-seal`.",
    )]
}

fn environment() -> Vec<Section> {
    vec![Section::new(
        "6 Operational environment",
        format!(
            "Modifiable. The operating system separates processes. No environment has been tested by a laboratory; \
             `environment` among these papers describes the machine on which they were printed. The entropy \
             interface has version {}; the operating system's source is outside the boundary and not assessed.",
            random::ENTROPY_VERSION
        ),
    )]
}

fn parameters() -> Vec<Section> {
    let mut sections = vec![Section::new(
        "9 Sensitive security parameter management",
        "Generated keys come from the module's own generators (SP 800-90A r1). Every parameter is wiped when its \
         holder goes, and the stack and registers of the services with it. `admin::zeroize` wipes what the module \
         itself holds.",
    )];
    sections.extend(below("9.1", catalogue::parameters()));
    sections
}

fn self_tests() -> Vec<Section> {
    let mut sections = vec![Section::new(
        "10 Self-tests",
        "A failure leads to the error state, in which no service gives output. `admin::status` names what failed; \
         `admin::restart` repeats the tests.",
    )];
    sections.extend(below("10.1", catalogue::self_tests()));
    sections.extend(below("10.2", states::document()));
    sections
}

fn life_cycle() -> Vec<Section> {
    vec![Section::new(
        "11 Life-cycle assurance",
        "Build with `cargo build --release`, seal with `qila-seal FILE`, check with `qila-seal --check FILE`. \
         Configure the policy before the first service. Keys of AES-GCM with an initialization vector from a \
         counter must be made anew after a loss of power (IG C.H); copies of a process refuse to go on with one. To \
         end, drop all keys and call `admin::zeroize`.",
    )]
}

fn mitigation() -> Vec<Section> {
    let rows = [
        ["timing", "secrets decide no branch, address or division; tests follow them through the emitted code"],
        ["faults in private operations of RSA", "the result is checked before it leaves; a fault is the error state"],
        ["faults in signatures by hashes", "the signature is verified before it leaves"],
        ["secrets that stay in memory", "stack and registers are wiped; a test reads the process after each service"],
        ["copies of a process", "counts, vectors and key streams refuse to go on in both"],
    ];
    vec![
        Section::new("12 Mitigation of other attacks", "")
            .with(["attack", "mitigation"], rows.map(|row| row.map(str::to_owned))),
    ]
}
