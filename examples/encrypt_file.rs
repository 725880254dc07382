//! Encrypts a file in parts with AES-256-GCM under a key that lies in a file of its own.
//!
//! ```sh
//! cargo run --release --example encrypt_file -- key KEYFILE
//! cargo run --release --example encrypt_file -- seal KEYFILE FROM TO
//! cargo run --release --example encrypt_file -- open KEYFILE FROM TO
//! ```
//!
//! The result is a stream of `docs/streams.md`: the file may be longer than memory. What is opened
//! goes to a file beside TO, which gets its name when the end of the stream was found right.
use qila::aead::{StreamKey, StreamReader, StreamWriter};
use qila::random::Rng;
use std::error::Error;
use std::fs::File;
use std::process::ExitCode;

/// What the stream is; no other use of the key can pass for it.
const CONTEXT: &[u8] = b"qila example encrypt_file 2";
const PART_SIZE: usize = 1 << 16;

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

fn key(path: &str) -> Result<StreamKey, Box<dyn Error>> {
    let bytes = zeroize::Zeroizing::new(std::fs::read(path)?);
    Ok(StreamKey::new(&bytes)?)
}

fn seal(key_path: &str, from: &str, to: &str) -> Result<(), Box<dyn Error>> {
    let sealer = key(key_path)?.sealer(PART_SIZE, CONTEXT, &mut Rng::new()?)?;
    let mut writer = StreamWriter::new(sealer, File::create(to)?)?;
    let len = std::io::copy(&mut File::open(from)?, &mut writer)?;
    println!("{len} bytes, {}", writer.indicator());
    Ok(writer.finish()?.sync_all()?)
}

fn open(key_path: &str, from: &str, to: &str) -> Result<(), Box<dyn Error>> {
    let mut reader = StreamReader::new(&key(key_path)?, CONTEXT, File::open(from)?)?;
    let beside = format!("{to}.part");
    let copied = File::create(&beside).and_then(|mut part| std::io::copy(&mut reader, &mut part));
    let len = copied.inspect_err(|_| drop(std::fs::remove_file(&beside)))?;
    println!("{len} bytes");
    Ok(std::fs::rename(beside, to)?)
}
