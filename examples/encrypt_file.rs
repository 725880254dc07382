//! Encrypts a file with AES-256-GCM under a key that lies in a file of its own.
//!
//! ```sh
//! cargo run --release --example encrypt_file -- key KEYFILE
//! cargo run --release --example encrypt_file -- seal KEYFILE FROM TO
//! cargo run --release --example encrypt_file -- open KEYFILE FROM TO
//! ```
//!
//! The result is the IV, the ciphertext, and the tag. The name of the format is authenticated with
//! it, so that no other use of the key can pass for this one. The file is held in memory; nothing
//! is written before the tag was found right.
use qila::aead::{AesGcmKey, IV_SIZE, TAG_SIZE};
use qila::random::Rng;
use std::error::Error;
use std::process::ExitCode;

const FORMAT: &[u8] = b"qila example encrypt_file 1";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["key", path] => make_key(path),
        ["seal", key, from, to] => seal(key, from, to),
        ["open", key, from, to] => open(key, from, to),
        _ => {
            eprintln!("Usage: encrypt_file key KEYFILE | seal KEYFILE FROM TO | open KEYFILE FROM TO");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// A key object cannot be written down, so the bytes are made first.
fn make_key(path: &str) -> Result<(), Box<dyn Error>> {
    let mut bytes = zeroize::Zeroizing::new([0; 32]);
    qila::random::fill(&mut *bytes)?;
    Ok(std::fs::write(path, *bytes)?)
}

fn key(path: &str) -> Result<AesGcmKey, Box<dyn Error>> {
    let bytes = zeroize::Zeroizing::new(std::fs::read(path)?);
    Ok(AesGcmKey::new(&bytes)?)
}

fn seal(key_path: &str, from: &str, to: &str) -> Result<(), Box<dyn Error>> {
    let key = key(key_path)?;
    let mut data = std::fs::read(from)?;
    let sealed = key.random_iv_sealer()?.seal_in_place(FORMAT, &mut data, &mut Rng::new()?)?;
    println!("{} bytes, {}", data.len(), key.indicator());
    Ok(std::fs::write(to, [&sealed.iv[..], &data, &sealed.tag].concat())?)
}

fn open(key_path: &str, from: &str, to: &str) -> Result<(), Box<dyn Error>> {
    let mut file = std::fs::read(from)?;
    let (iv, rest) = file.split_at_mut_checked(IV_SIZE).ok_or("the file is too short")?;
    let end = rest.len().checked_sub(TAG_SIZE).ok_or("the file is too short")?;
    let (data, tag) = rest.split_at_mut(end);
    key(key_path)?.open_in_place(iv, FORMAT, data, tag)?;
    println!("{} bytes", data.len());
    Ok(std::fs::write(to, data)?)
}
