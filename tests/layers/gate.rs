//! A gate before every service, and a second look before every output.

use super::check;
use super::source::{Function, Source, functions, sources};
use std::collections::BTreeSet;

/// Public functions of `services` that do not pass the gate, each with its reason.
const UNGATED: &[(&str, &str)] = &[
    ("aead::new", "calls `with_tag_length`, which passes it"),
    ("aead::from_bytes", "a constant of a tag length"),
    ("aead::bytes", "a constant of a tag length"),
    ("aead::bits", "a constant of a tag length"),
    ("aead::for_packets", "a constant of a tag length"),
    ("aead::longest_packet", "a constant of a tag length"),
    ("aead::openings", "a constant of a tag length"),
    ("aead::as_bytes", "a tag that was made after the gate"),
    ("aead::next_number", "a number; gives no data"),
    ("aead::open_in_place", "of a sealer, calls that of its key, which passes it"),
    ("aead::header", "what stands before a stream; public"),
    ("aead::part_size", "a number; gives no data"),
    ("aead::is_complete", "whether a stream is whole; gives no data"),
    ("aead::finish", "calls that of the sealer of a stream, which passes it"),
    ("admin::restart", "the way out of the error state; it goes through power-on itself"),
    ("admin::zeroize", "must work in every state and gives no data"),
    ("admin::after_restore", "must work in every state and gives no data"),
    ("admin::clean_stack", "wipes what others left; gives no data"),
    ("admin::clean_stack_of", "wipes what others left; gives no data"),
    ("admin::set_policy", "a setting; gives no data"),
    ("admin::policy", "status output"),
    ("admin::permit", "says what the policy allows; gives no data"),
    ("admin::require_assessed_entropy", "a setting; gives no data"),
    ("admin::requires_assessed_entropy", "status output"),
    ("admin::set_profile", "a setting; gives no data"),
    ("admin::profile", "status output"),
    ("admin::set_event_handler", "a setting; gives no data"),
    ("admin::self_test_log", "status output, wanted most of all in the error state"),
    ("admin::status", "status output, wanted most of all in the error state"),
    ("cipher::ecb_encrypt_indicator", "an indicator: says something of a key and gives no data"),
    ("cipher::bytes", "a constant of a key size"),
    ("cipher::cbc_padded_size", "a length; gives no data"),
    ("cipher::tweak", "a number in other clothes; gives no data"),
    ("cipher::bits", "a constant of a key size"),
    ("dsa::bits", "a size; gives no data"),
    ("dsa::size", "a size; gives no data"),
    ("ecdh::as_bytes", "a key or a secret that was made after the gate"),
    ("ecdsa::as_bytes", "a key that was made after the gate"),
    ("ecdsa::to_der", "another encoding of what is public"),
    ("ecdsa::from_der", "another encoding of what is public"),
    ("eddsa::as_bytes", "a key that was made after the gate"),
    ("eddsa::seed", "a key that was made after the gate"),
    ("ffdh::as_bytes", "a key that was made after the gate"),
    ("ffdh::new", "calls `validated`, which passes it"),
    ("ffdh::new_ephemeral", "calls `validated`, which passes it"),
    ("ffdh::group", "the name of a group; gives no data"),
    ("ffdh::is_fully_validated", "says something of a key and gives no data"),
    ("hash::finalize", "calls `finalize_bits`, which passes it"),
    ("hash::finalize_into", "calls `finalize_bits_into`, which passes it"),
    ("kas::new", "calls `of`, which passes it"),
    ("kas::one_step_hash", "calls that of the derivation, which passes it"),
    ("kas::one_step_hmac", "calls that of the derivation, which passes it"),
    ("kas::one_step_kmac", "calls that of the derivation, which passes it"),
    ("kas::hkdf", "calls that of the derivation, which passes it"),
    ("kas::extract_hmac", "calls that of the derivation, which passes it"),
    ("kas::extract_cmac", "calls that of the derivation, which passes it"),
    ("kdf::beside", "a part of a derivation, whose result passes it"),
    ("kdf::hkdf_new", "calls `hkdf`, which passes it"),
    ("kdf::kmac_kdf_new", "calls `kmac_kdf`, which passes it"),
    ("kdf::snmp_new", "calls `snmp`, which passes it"),
    ("kdf::snmp_indicator", "an indicator: gives no data"),
    ("kdf::kmac_kdf_indicator", "an indicator: gives no data"),
    ("kdf::nonces_indicator", "an indicator: gives no data"),
    ("kdf::master_secret_indicator", "an indicator: gives no data"),
    ("kdf::skeyid", "a key that was made after the gate"),
    ("kdf::skeyid_d", "a key that was made after the gate"),
    ("kdf::skeyid_a", "a key that was made after the gate"),
    ("kdf::skeyid_e", "a key that was made after the gate"),
    ("kdf::secret", "a key that was made after the gate"),
    ("key_wrap::wrap_key", "calls `wrap_bytes_of`, which passes it"),
    ("key_wrap::wrap_key_padded", "calls `wrap_bytes_of`, which passes it"),
    ("key_wrap::unwrap_key", "calls `unwrap_bytes_of`, which passes it"),
    ("key_wrap::unwrap_key_padded", "calls `unwrap_bytes_of`, which passes it"),
    ("hybrid::as_bytes", "a key or a secret that was made after the gate"),
    ("hybrid::seed", "a key that was made after the gate"),
    ("key_wrap::padded_size", "a length; gives no data"),
    ("lab::assume_sealed", "a setting of the laboratory"),
    ("lab::hide_features", "restarts the module, which goes through power-on"),
    ("lab::sent", "calls that of a party of KAS1, which passes it"),
    ("lab::provoke", "a setting of the laboratory"),
    ("lab::fail", "the way into the error state"),
    ("lab::fail_before_exit", "a setting of the laboratory"),
    ("lab::hold_result", "a setting of the laboratory"),
    ("lab::holds_result", "a setting of the laboratory"),
    ("lab::let_result_go", "a setting of the laboratory"),
    ("lab::count_inputs", "a count; gives no data"),
    ("lab::mark_secret", "marks memory for a tool"),
    ("lab::unmark", "marks memory for a tool"),
    ("lab::cutoffs", "constants of a claim"),
    ("lab::model", "constants of a source"),
    ("lms::as_bytes", "a key that was made after the gate"),
    ("lms::new", "room for nodes; gives no data"),
    ("lms::remaining", "a count; gives no data"),
    ("lms::reserved", "a count; gives no data"),
    ("lms::signature_size", "a size; gives no data"),
    ("lms::state_size", "a size; gives no data"),
    ("ml_dsa::as_bytes", "a key that was made after the gate"),
    ("ml_dsa::seed", "a key that was made after the gate"),
    ("ml_kem::as_bytes", "a key or a secret that was made after the gate"),
    ("ml_kem::seed", "a key that was made after the gate"),
    ("random::builder", "a description of a generator; making it passes the gate"),
    ("random::personalization", "a part of that description"),
    ("random::prediction_resistance", "a part of that description"),
    ("random::reseed_interval", "a part of that description"),
    ("random::source", "status output"),
    ("random::set_source", "a setting, wanted most of all in the error state"),
    ("rsa::any_salt_indicator", "an indicator: gives no data"),
    ("rsa::bits", "a size; gives no data"),
    ("rsa::size", "a size; gives no data"),
    ("rsa::exponent", "a public number of a key that was made after the gate"),
    ("rsa::pkcs1_indicator", "an indicator: says something of a key and gives no data"),
    ("rsa::pss_indicator", "an indicator: says something of a key and gives no data"),
    ("rsa::oaep_indicator", "an indicator: says something of a key and gives no data"),
    ("secret::as_bytes", "a secret that was made after the gate"),
    ("slh_dsa::as_bytes", "a key that was made after the gate"),
    ("xdh::as_bytes", "a key or a secret that was made after the gate"),
    ("xof::new", "calls `customized`, which passes it"),
    ("xof::finalize", "calls `finalize_bits`, which passes it"),
];

/// Keys and contexts, besides `Self`, that gated functions give. They show nothing themselves: the
/// gate stands before all that lets something out of them.
const HANDLES: &[&str] = &[
    "AsconReader",
    "CallerIvGmac",
    "CallerIvSealer",
    "CbcDecryptor",
    "CbcEncryptor",
    "Cfb",
    "Cmac",
    "CounterIvGmac",
    "Ctr",
    "Drbg",
    "DynHmac",
    "Hmac",
    "Kmac",
    "Ofb",
    "RandomIvGmac",
    "RandomIvSealer",
    "Reader",
    "SequenceOpener",
    "SequenceSealer",
    "StreamOpener",
    "StreamSealer",
    "Xof",
];

/// Functions that pass the gate and not the exit, each with its reason.
const UNRELEASED: &[(&str, &str)] = &[
    ("admin::power_on", "goes through power-on itself; gives a state and no data"),
    ("admin::self_test", "goes through power-on itself; gives a state and no data"),
    ("admin::self_test_one", "goes through power-on itself; gives a state and no data"),
    ("admin::restart", "goes through power-on itself; gives a state and no data"),
    ("secret::filled", "what it calls passes gate and exit"),
    ("secret::take", "the caller's own bytes in another place"),
];

/// Names that every key and context has, which say something of an object made after the gate and
/// give no data.
const ACCESSORS: &[&str] = &[
    "indicator",
    "tag_indicator",
    "hash_indicator",
    "name",
    "algorithm",
    "key_size",
    "mechanism",
    "strength",
    "stratum",
    "tag_length",
    "tag_size",
];

/// What asks for the state.
const PASSAGES: &[&str] = &["enter", "enter_all", "operational", "power_on"];

fn ungated_services(source: &Source) -> Vec<String> {
    if !source.is_in("src/services/") {
        return Vec::new();
    }
    let passes = |function: &Function| {
        let listed = UNGATED.iter().any(|(name, _)| *name == qualified(source, function));
        // What takes data and gives none holds the light guard, which nothing else may.
        let guard = if function.is_update() { function.names("take_data") } else { !function.names("take_data") };
        let gated = function.names("gate") && guard;
        gated || ACCESSORS.contains(&function.name.as_str()) || listed
    };
    functions(&source.text)
        .iter()
        .filter(|function| function.public && !passes(function))
        .map(|function| format!("{}: pub fn {} does not pass the gate", source.path, qualified(source, function)))
        .collect()
}

/// Functions that let something out without a second look at the state.
fn unreleased_services(source: &Source) -> Vec<String> {
    if !source.is_in("src/services/") {
        return Vec::new();
    }
    let functions = functions(&source.text);
    // Where bytes of an object can be read without the gate, what makes it is an output, too.
    let shows_bytes = functions.iter().any(|f| f.public && f.shows_bytes() && !f.names("gate"));
    let leaves = |function: &Function| {
        let is_listed = UNRELEASED.iter().any(|(name, _)| *name == qualified(source, function));
        let gives_handle = function.gives(HANDLES) && !function.takes_output() && !shows_bytes;
        let is_released = function.body.iter().any(|name| name.starts_with("release"));
        is_released || gives_handle || function.is_update() || is_listed
    };
    functions
        .iter()
        .filter(|function| function.public && function.names("gate") && !leaves(function))
        .map(|function| format!("{}: pub fn {} does not pass the exit", source.path, qualified(source, function)))
        .collect()
}

/// Functions that may tell an error before they ask for the state: what they say of a bad input,
/// they say in the error state, too.
fn early_errors(source: &Source) -> Vec<String> {
    if !source.is_in("src/services/") {
        return Vec::new();
    }
    let is_early = |function: &Function| {
        let asks = |word: &String| PASSAGES.contains(&word.as_str());
        let before = function.questions.iter().take_while(|word| !asks(word));
        function.questions.iter().any(asks) && before.into_iter().any(|word| ["?", "return"].contains(&word.as_str()))
    };
    functions(&source.text)
        .iter()
        .filter(|function| is_early(function))
        .map(|function| format!("{}: fn {} may fail before the gate", source.path, qualified(source, function)))
        .collect()
}

/// `admin::status` for the function `status` in `src/services/admin.rs`; the room of a folder is
/// its folder.
fn qualified(source: &Source, function: &Function) -> String {
    let module = source.path.trim_start_matches("src/services/").split(['/', '.']).next().unwrap_or_default();
    format!("{module}::{}", function.name)
}

#[test]
fn every_service_passes_the_gate() {
    check(ungated_services);
}

#[test]
fn every_output_passes_the_exit() {
    check(unreleased_services);
}

#[test]
fn no_error_comes_before_the_gate() {
    check(early_errors);
}

#[test]
fn exceptions_from_the_gate_exist() {
    let known: BTreeSet<String> = sources("src/services")
        .iter()
        .flat_map(|source| functions(&source.text).iter().map(|f| qualified(source, f)).collect::<Vec<_>>())
        .collect();
    for (name, _) in UNGATED.iter().chain(UNRELEASED) {
        assert!(known.contains(*name), "{name} is excused from the gate or the exit but does not exist");
    }
}

/// The rules are broken on purpose.
mod objects {
    use super::{early_errors, ungated_services, unreleased_services};
    use crate::source::source;

    #[test]
    fn to_a_service_without_a_gate() {
        assert_eq!(ungated_services(&source("src/services/x.rs", "pub fn f() -> Result<()> { g() }")).len(), 1);
        let in_a_macro = "macro_rules! m { () => { pub fn f() -> Result<()> { g() } } }";
        assert_eq!(ungated_services(&source("src/services/x.rs", in_a_macro)).len(), 1);
        let gated = "pub fn f() -> Result<()> { let _entry = gate::enter(C)?; g() } fn private() { g() }";
        assert!(ungated_services(&source("src/services/x.rs", gated)).is_empty());
        assert_eq!(
            ungated_services(&source("src/services/x.rs", "pub fn update(&self) -> Result<u8> { g() }")).len(),
            1
        );
    }

    #[test]
    fn to_output_without_a_second_look() {
        let objections = |text: &str| unreleased_services(&source("src/services/x.rs", text)).len();
        let work = |signature: &str, end: &str| {
            objections(&format!("{signature} {{ let entry = gate::enter(C)?; g(out)?; {end} }}"))
        };
        for signature in [
            "pub fn apply(&mut self, out: &mut [u8]) -> Result<()>",
            "pub fn digest(message: &[u8]) -> Result<[u8; 32]>",
            "pub fn verify(&self, tag: &[u8]) -> Result<()>",
            "pub fn begin(&self, out: &mut [u8]) -> Result<Hmac<H>>",
            "pub fn update(&mut self, data: &mut [u8]) -> Result<()>",
        ] {
            assert_eq!(work(signature, "Ok(())"), 1, "{signature}");
            assert_eq!(work(signature, "entry.release(out)"), 0, "{signature}");
        }
        assert_eq!(work("pub fn new(key: &[u8]) -> Result<Self>", "Ok(Self)"), 0);
        assert_eq!(work("pub fn generate(rng: &mut Rng) -> Result<Self>", "Ok(Self)"), 0);
        assert_eq!(work("pub fn begin(&mut self) -> Result<Hmac<H>>", "Ok(Hmac)"), 0);
        let readable = "pub fn new() -> Result<Self> { gate::enter(C)?; g() } pub fn key(&self) -> &[u8] { &self.0 }";
        assert_eq!(objections(readable), 1);
        assert_eq!(
            objections("macro_rules! m { () => { pub fn f() -> Result<[u8; 2]> { gate::enter(C)?; g() } } }"),
            1
        );
    }

    #[test]
    fn to_an_error_before_the_gate() {
        let objections = |body: &str| {
            early_errors(&source("src/services/x.rs", &format!("pub fn f(k: &[u8]) -> Result<()> {{ {body} }}")))
                .len()
        };
        let rest = "let entry = gate::enter(C)?; entry.release_value(g(k)?)";
        assert_eq!(objections(rest), 0);
        assert_eq!(objections(&format!("let key = read(k); {rest}")), 0);
        assert_eq!(objections(&format!("let key = read(k)?; {rest}")), 1);
        assert_eq!(objections(&format!("gate::clean(|| {{ let key = read(k)?; {rest} }})")), 1);
        assert_eq!(objections(&format!("if k.is_empty() {{ return Err(Error::InvalidKey); }} {rest}")), 1);
    }

    #[test]
    fn to_taking_data_without_a_guard() {
        let update = |body: &str| {
            ungated_services(&source("src/services/x.rs", &format!("pub fn update(&mut self) {{ {body} g() }}")))
                .len()
        };
        assert_eq!(update(""), 1);
        assert_eq!(update("let _entry = gate::enter(C);"), 1);
        assert_eq!(update("gate::take_data::<64>(|| f());"), 0);
        let light = "pub fn finalize(self) -> Result<u8> { gate::take_data::<64>(|| f()); g() }";
        assert_eq!(ungated_services(&source("src/services/x.rs", light)).len(), 1);
    }
}
