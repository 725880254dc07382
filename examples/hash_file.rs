//! Hashes a file of any size with SHA-256, and shows how far it is.
//!
//! ```sh
//! cargo run --release --example hash_file -- FILE
//! ```
use qila::hash::Sha256;
use std::fs::File;
use std::io::{Read, Write, stderr};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("Usage: hash_file FILE");
        return ExitCode::from(2);
    };
    match hash(&path) {
        Ok(value) => {
            let text: String = value.iter().map(|byte| format!("{byte:02x}")).collect();
            println!("{text}  {path}"); // the form of sha256sum
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn hash(path: &str) -> Result<[u8; 32], Box<dyn std::error::Error>> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut hash = Sha256::new()?;
    let mut buffer = vec![0; 1 << 20];
    let mut done = 0;
    loop {
        let n = file.read(&mut buffer)?;
        if n == 0 {
            break;
        }
        hash.update(&buffer[..n]);
        done += n as u64;
        write!(stderr(), "\r{:3} %", 100 * done / size.max(done))?;
    }
    writeln!(stderr())?;
    Ok(hash.finalize()?)
}
