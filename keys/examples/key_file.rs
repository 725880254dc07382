//! Makes a key pair, and writes its files: `key_file ml-dsa-65.pem ml-dsa-65.public.pem PASSWORD`.

use qila_keys::{AnySigningKey, Encoding, Protection, SignatureAlgorithm};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [private, public, password] = &arguments[..] else {
        return Err("usage: key_file PRIVATE PUBLIC PASSWORD".into());
    };
    let mut rng = qila::random::Rng::new()?;
    let key = AnySigningKey::generate(SignatureAlgorithm::MlDsa65, &mut rng)?;
    let mut protection = Protection::new(password.as_bytes(), &mut rng);
    std::fs::write(private, key.to_encrypted_file(Encoding::Pem, &mut protection)?)?;
    std::fs::write(public, key.public()?.to_file(Encoding::Pem)?)?;
    println!("{} {}", key.algorithm(), key.indicator());
    Ok(())
}
