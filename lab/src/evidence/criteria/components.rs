//! The functional components, and what serves each.

use super::super::document::Section;
use super::super::trace;
use qila::admin::catalogue::{ALGORITHMS, Algorithm};

/// A component of class FCS, what it asks, and the rows of the catalogue that serve it: the
/// beginning of the name and the mode, of which `*` is any.
struct Component {
    name: &'static str,
    asks: &'static str,
    rows: &'static [(&'static str, &'static str)],
}

const COMPONENTS: &[Component] = &[
    Component { name: "FCS_CKM.1/AKG", asks: "generation of key pairs", rows: &[("", "keyGen")] },
    Component {
        name: "FCS_CKM.2",
        asks: "establishment of keys",
        rows: &[
            ("KAS", "*"),
            ("KTS", "*"),
            ("safePrimes", "*"),
            ("ML-KEM", "encapDecap"),
            ("RSA", "decryptionPrimitive"),
            ("ACVP-AES-KW", "*"),
        ],
    },
    Component {
        name: "FCS_CKM.5",
        asks: "derivation of keys",
        rows: &[("KDA", "*"), ("KDF", "*"), ("PBKDF", "*"), ("TLS-v", "*"), ("kdf-components", "*")],
    },
    Component {
        name: "FCS_COP.1/SKC",
        asks: "encryption",
        rows: &[
            ("ACVP-AES-ECB", "*"),
            ("ACVP-AES-CBC", "*"),
            ("ACVP-AES-CFB", "*"),
            ("ACVP-AES-OFB", "*"),
            ("ACVP-AES-CTR", "*"),
            ("ACVP-AES-XTS", "*"),
            ("ACVP-AES-FF1", "*"),
        ],
    },
    Component {
        name: "FCS_COP.1/AEAD",
        asks: "encryption with authentication",
        rows: &[("ACVP-AES-GCM", "*"), ("ACVP-AES-CCM", "*"), ("Ascon", "AEAD128")],
    },
    Component { name: "FCS_COP.1/KeyWrap", asks: "wrapping of keys", rows: &[("ACVP-AES-KW", "*")] },
    Component {
        name: "FCS_COP.1/Hash",
        asks: "hash functions",
        rows: &[
            ("SHA-", "*"),
            ("SHA2-", "*"),
            ("SHA3-", "*"),
            ("TupleHash", "*"),
            ("ParallelHash", "*"),
            ("Ascon", "Hash256"),
        ],
    },
    Component {
        name: "FCS_COP.1/XOF",
        asks: "extendable output",
        rows: &[("SHAKE", "*"), ("cSHAKE", "*"), ("Ascon", "XOF128"), ("Ascon", "CXOF128")],
    },
    Component {
        name: "FCS_COP.1/KeyedHash",
        asks: "authentication of messages",
        rows: &[("HMAC", "*"), ("KMAC", "*"), ("ACVP-AES-GMAC", "*")],
    },
    Component { name: "FCS_COP.1/CMAC", asks: "authentication with a block cipher", rows: &[("CMAC", "*")] },
    Component { name: "FCS_COP.1/SigGen", asks: "signatures", rows: &[("", "sigGen")] },
    Component { name: "FCS_COP.1/SigVer", asks: "verification", rows: &[("", "sigVer"), ("", "keyVer")] },
    Component { name: "FCS_COP.1/KeyEncap", asks: "encapsulation of keys", rows: &[("ML-KEM", "encapDecap")] },
    Component {
        name: "FCS_RBG.1",
        asks: "random bits",
        rows: &[("ctrDRBG", "*"), ("hashDRBG", "*"), ("hmacDRBG", "*")],
    },
];

/// Components that no algorithm serves alone, and the assertion whose row in the trace answers
/// them.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("FCS_CKM.6", "destruction of keys", "09.28"),
    ("FCS_RBG.2 to FCS_RBG.6", "seeding, noise sources, and random bits as a service", "09.06"),
    ("FDP_RIP.1", "no residue of what was used", "09.01"),
    ("FDP_ITC.1, FDP_ETC.1", "import and export of keys", "09.13"),
    ("FMT_SMR.1", "roles", "04.05"),
    ("FPT_FLS.1", "a safe state after a failure", "10.09"),
    ("FPT_TST.1", "self-tests", "10.25"),
    ("FPT_TST.1, integrity", "integrity of the software", "05.05"),
];

/// Whether a row of the catalogue is one with this beginning and this mode.
fn is_of((name, mode): &(&str, &str), row: &Algorithm) -> bool {
    row.name.starts_with(name) && (*mode == "*" || *mode == row.mode)
}

impl Component {
    fn is_served_by(&self, row: &Algorithm) -> bool {
        self.rows.iter().any(|wanted| is_of(wanted, row))
    }
}

/// Name, mode and standard of a row.
fn named(row: &Algorithm) -> String {
    let stroke = if row.mode.is_empty() { "" } else { "/" };
    format!("{}{stroke}{} ({})", row.name, row.mode, row.standard)
}

pub fn sections() -> Vec<Section> {
    let row = |component: &Component| {
        let mut rows: Vec<String> = ALGORITHMS.iter().filter(|row| component.is_served_by(row)).map(named).collect();
        rows.dedup();
        [component.name.to_owned(), component.asks.to_owned(), rows.join(", ")]
    };
    let other = |(name, asks, assertion): &(&str, &str, &str)| {
        [(*name).to_owned(), (*asks).to_owned(), format!("AS{assertion}"), trace::answer(assertion)]
    };
    vec![
        Section::new("Components of class FCS", "Which rows of the catalogue serve each.")
            .with(["component", "what it asks", "algorithms"], COMPONENTS.iter().map(row)),
        Section::new("Other components", "What the trace of the requirements says of them.").with(
            ["component", "what it asks", "row of the trace", "where and shown by"],
            ELSEWHERE.iter().map(other),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An algorithm that comes needs a component, and a component an algorithm.
    #[test]
    fn every_algorithm_serves_a_component() {
        let serves = |row: &&Algorithm| COMPONENTS.iter().any(|component| component.is_served_by(row));
        let idle: Vec<String> = ALGORITHMS.iter().filter(|row| !serves(row)).map(named).collect();
        assert_eq!(idle, [""; 0]);
        for component in COMPONENTS {
            for wanted in component.rows {
                assert!(ALGORITHMS.iter().any(|row| is_of(wanted, row)), "{}: {wanted:?}", component.name);
            }
        }
    }
}
