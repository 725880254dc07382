//! The key schedule of TLS 1.3 (RFC 8446 section 7.1), and a record under one of its keys.
//!
//! The inputs are those of the handshake that RFC 8448 section 3 prints, and so are the answers.
use qila::aead::AesGcmKey;
use qila::hash::HashAlgorithm;
use qila::kdf::Tls13;

/// The secret that X25519 gave the two.
const SHARED: &str = "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d";
/// SHA-256 of ClientHello and ServerHello.
const TRANSCRIPT: &str = "860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let early = Tls13::early_secret(HashAlgorithm::Sha256, &[])?; // no pre-shared key
    let handshake = early.next_secret(&hex::decode(SHARED)?)?;
    let transcript = hex::decode(TRANSCRIPT)?;

    let mut server = [0; 32];
    handshake.derive_secret(b"s hs traffic", &transcript, &mut server)?;
    let traffic = Tls13::from_secret(HashAlgorithm::Sha256, &server)?;
    let (mut key, mut iv, mut finished) = ([0; 16], [0; 12], [0; 32]);
    traffic.expand_label(b"key", b"", &mut key)?;
    traffic.expand_label(b"iv", b"", &mut iv)?;
    traffic.expand_label(b"finished", b"", &mut finished)?;
    println!("server handshake key  {}", hex::encode(key));
    println!("server handshake iv   {}", hex::encode(iv));

    // Who makes the IVs of records is the module, so sealing is approved (IG C.H scenario 5).
    let mut sealer = AesGcmKey::new(&key)?.tls13_sealer(&iv)?;
    let mut record = *b"EncryptedExtensions\x16";
    let header = [0x17, 3, 3, 0, record.len() as u8 + 16];
    let sealed = sealer.seal_in_place(&header, &mut record)?;
    println!("first record, IV      {}", hex::encode(sealed.iv));
    println!("indicator             {}", sealer.indicator());
    Ok(())
}
