//! A service that gives what is approved and nothing else, and writes down what the module tells.
//!
//! ```sh
//! cargo build --release --example approved_only
//! target/release/examples/approved_only    # was never sealed: everything is refused
//! ```
//!
//! `cargo qila` seals what it builds; after that the same program works.
use qila::admin::{self, Notice, Policy, Severity};
use qila::aead::AesGcmKey;
use qila::hash::Sha256;
use std::process::ExitCode;

/// Goes to a log with a time and a place in a product.
fn log(notice: &Notice) {
    let level = match notice.severity() {
        Severity::Routine => "debug",
        Severity::Change => "info",
        Severity::Warning => "warn",
        _ => "error",
    };
    println!("{level:5} {notice}");
}

fn main() -> ExitCode {
    admin::set_event_handler(Some(log));
    admin::set_policy(Policy::ApprovedOnly);
    match serve() {
        Ok(()) => {
            println!("{}", admin::status());
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("refused: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve() -> qila::Result<()> {
    admin::self_test()?; // once a day in a product: the periodic self-test
    Sha256::digest(b"message")?;

    let key = AesGcmKey::new(&[7; 32])?;
    let mut data = *b"an order";
    key.random_iv_sealer()?.seal_in_place(b"", &mut data, &mut qila::random::Rng::new()?)?;

    // An IV from outside is not approved, so it is an error, which the log says.
    let refused = key.caller_iv_sealer().err();
    println!("caller's IV: {refused:?}");
    Ok(())
}
