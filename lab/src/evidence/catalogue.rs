//! What the module offers: algorithms, services with their indicator, self-tests, parameters.

use super::document::{Document, Section};
use qila::Indicator;
use qila::admin::catalogue::{ALGORITHMS, Algorithm, SERVICES, Service};
use qila::admin::ssp::{Origin, SSPS, Ssp};
use qila::admin::{SelfTest, ssp::Progress};

/// The approved algorithms, with what a registration says of them.
pub fn algorithms() -> Document {
    let row = |algorithm: &Algorithm| {
        [
            joined(algorithm.name, algorithm.mode),
            algorithm.revision.to_owned(),
            algorithm.standard.to_owned(),
            algorithm.service.to_owned(),
            algorithm.self_test.name().to_owned(),
            algorithm.prerequisites.join(", "),
            String::from("none yet"),
        ]
    };
    let columns = ["algorithm", "revision", "standard", "service", "self-test", "rests on", "CAVP certificate"];
    Document {
        name: "algorithms",
        title: "Approved algorithms",
        asked_by: "SP 800-140B r1 section 6.2, table of approved algorithms",
        sections: vec![
            Section::new(
                "Algorithms",
                format!("{} entries, each of which `qila acvp register` prints.", ALGORITHMS.len()),
            )
            .with(columns, ALGORITHMS.iter().map(row)),
        ],
    }
}

fn joined(name: &str, mode: &str) -> String {
    if mode.is_empty() { name.to_owned() } else { format!("{name} / {mode}") }
}

/// The services, and what the indicator says of each under the profile `baseline112`.
pub fn services() -> Document {
    let is = |service: &&Service, wanted: fn(Indicator) -> bool| wanted(service.indicator);
    let of = |wanted: fn(Indicator) -> bool| SERVICES.iter().filter(move |service| is(service, wanted));
    let row = |service: &Service| {
        [service.name.to_owned(), service.parameters.to_owned(), service.c.to_owned(), service.indicator.to_string()]
    };
    let columns = ["service", "parameters", "function in C", "indicator"];
    let approved = of(|indicator| indicator == Indicator::Approved);
    let legacy = of(|indicator| indicator == Indicator::Legacy);
    let others = of(|indicator| !indicator.is_approved());
    Document {
        name: "services",
        title: "Services and their indicator",
        asked_by: "ISO/IEC 19790 section 7.4.3 (AS04.11 to AS04.15), IG 2.4.C, SP 800-140B r1 tables of services",
        sections: vec![
            Section::new(
                "How to ask",
                "Whoever calls is in the role of the user; what stands in the module `admin` is for the crypto \
                 officer. Neither is authenticated (level 1). Each key or context says what its service is before \
                 or after the call, and a policy refuses what is not approved. In an image that is not sealed no \
                 service is approved.",
            ),
            Section::new("Approved services", "").with(columns, approved.map(row)),
            Section::new("Approved for legacy use", "").with(columns, legacy.map(row)),
            Section::new("Services that are not approved", "").with(columns, others.map(row)),
        ],
    }
}

/// The self-tests, in the order in which the officer's service runs them.
pub fn self_tests() -> Document {
    let row = |test: &&SelfTest| {
        let requires: Vec<&str> = test.requires().iter().map(|test| test.name()).collect();
        let description = test.description().split_whitespace().collect::<Vec<_>>().join(" ");
        [test.name().to_owned(), test.standard().to_owned(), description, requires.join(", ")]
    };
    Document {
        name: "self_tests",
        title: "Self-tests",
        asked_by: "ISO/IEC 19790 section 7.10 (AS10.07 to AS10.56), IG 10.2.A, 10.3.A to 10.3.E",
        sections: vec![
            Section::new(
                "Pre-operational",
                "HMAC-SHA-256 over the module's image as it lies in memory, compared with the value that sealing \
                 wrote into it. The self-test of HMAC-SHA-256 runs before.",
            ),
            Section::new(
                "Conditional: cryptographic algorithm self-tests",
                "Each runs before the first use of its algorithm, after those that it requires, and whenever the \
                 officer asks. `qila selftest --break NAME` shows it fail.",
            )
            .with(["name", "standard", "what it does", "requires"], SelfTest::ALL.iter().map(row)),
            Section::new(
                "Conditional: pairwise consistency",
                "A key pair that was generated is not given before both halves have worked together: a signature \
                 is verified, a secret encapsulated and decapsulated, or agreed upon.",
            ),
            Section::new(
                "Conditional: health of the entropy source",
                "Repetition count and adaptive proportion (SP 800-90B sections 4.4.1 and 4.4.2), at start-up and \
                 on every sample.",
            ),
        ],
    }
}

/// The sensitive security parameters.
pub fn parameters() -> Document {
    let origin = |origin| match origin {
        Origin::Entered => "entered by the caller",
        Origin::Generated => "generated (SP 800-90A)",
        Origin::Derived => "derived",
        Origin::EnteredOrGenerated => "entered or generated",
        _ => "other",
    };
    let progress = |progress| match progress {
        Progress::None => "nothing",
        Progress::Reads => "reads the same, without harm",
        Progress::Counts => "refuses to count",
        Progress::Numbers => "refuses to number",
        Progress::Encrypts => "refuses to encrypt",
        Progress::Generates => "is seeded anew",
        _ => "other",
    };
    let row = |Ssp { holder, description, size, origin: from, wiped, progress: moves, .. }: &Ssp| {
        [holder, description, size, &origin(*from), wiped, &progress(*moves)].map(|text| (*text).to_owned())
    };
    Document {
        name: "parameters",
        title: "Sensitive security parameters",
        asked_by: "ISO/IEC 19790 section 7.9 (AS09.01 to AS09.33), SP 800-140B r1 tables of SSPs",
        sections: vec![
            Section::new(
                "Life cycle",
                "All are held in the memory of the process and nowhere else. They come in and go out in plain text \
                 within the tested operational environment's physical perimeter, by the parameters of the \
                 services; key wrapping is a service of its own.",
            )
            .with(
                ["holder", "what it is", "size", "comes", "is zeroized", "a copy of the process"],
                SSPS.iter().map(row),
            ),
        ],
    }
}
