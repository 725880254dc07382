//! Authenticates what comes from the standard input with HMAC-SHA-256, under the key in a file.
//!
//! ```sh
//! tar c folder | cargo run --release --example hmac_stream -- KEYFILE       # prints the tag
//! tar c folder | cargo run --release --example hmac_stream -- KEYFILE TAG   # checks it
//! ```
use qila::hash::Sha256;
use qila::mac::HmacKey;
use std::error::Error;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match &arguments[..] {
        [key] => authenticate(key),
        [key, tag] => verify(key, tag),
        _ => {
            eprintln!("Usage: hmac_stream KEYFILE [TAG] < DATA");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn authenticate(key: &str) -> Result<String, Box<dyn Error>> {
    let tag = message(key)?.finalize()?;
    Ok(tag.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn verify(key: &str, tag: &str) -> Result<String, Box<dyn Error>> {
    let digits = |at: usize| tag.get(at..at + 2).ok_or("the tag is not hexadecimal");
    let byte = |at: usize| Ok::<u8, Box<dyn Error>>(u8::from_str_radix(digits(at)?, 16)?);
    let tag = (0..tag.len()).step_by(2).map(byte).collect::<Result<Vec<u8>, _>>()?;
    message(key)?.verify(&tag)?; // in constant time
    Ok("the tag is right".into())
}

/// The message on its way: what the standard input gives is written to it.
fn message(key: &str) -> Result<qila::mac::Hmac<Sha256>, Box<dyn Error>> {
    let bytes = zeroize::Zeroizing::new(std::fs::read(key)?);
    let mut message = HmacKey::<Sha256>::new(&bytes)?.begin()?;
    std::io::copy(&mut std::io::stdin().lock(), &mut message)?;
    Ok(message)
}
