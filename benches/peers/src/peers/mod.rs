//! The libraries. Each answers, for an operation, with what it does to one buffer, or `None` if it
//! does not offer it.

mod aws_lc;
mod graviola;
mod openssl;
mod qila;
mod ring;
mod rustcrypto;

use crate::operation::Operation;

/// Where a digest, a tag or a derived key goes.
pub type Output = [u8; 64];
/// One call: the buffer to work on, the number of the call (the IV of a sealed message), the
/// output.
pub type Work = Box<dyn FnMut(&mut [u8], u64, &mut Output)>;

/// A library.
pub struct Peer {
    pub name: &'static str,
    pub version: fn() -> String,
    pub work: fn(Operation) -> Option<Work>,
}

/// Qila first, then the others.
pub const PEERS: [Peer; 6] = [qila::PEER, aws_lc::PEER, openssl::PEER, ring::PEER, graviola::PEER, rustcrypto::PEER];

/// The IV of the message with this number, as TLS 1.3 makes it from a static IV of zeros.
pub fn nonce(number: u64) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce[4..].copy_from_slice(&number.to_be_bytes());
    nonce
}

/// The content of a buffer before the first call: zeros, or a sealed message, which every peer
/// opens.
pub fn initial(operation: Operation, len: usize) -> (Vec<u8>, Output) {
    let mut data = vec![0; len];
    let mut output = [0; 64];
    if let Operation::GcmOpen(bits) = operation
        && let Some(mut seal) = (rustcrypto::PEER.work)(Operation::GcmSeal(bits))
    {
        seal(&mut data, 0, &mut output);
    }
    (data, output)
}

fn put(output: &mut Output, bytes: &[u8]) {
    output[..bytes.len()].copy_from_slice(bytes);
}

/// The version that was built of a crate which doesn't tell it itself.
fn crate_version(name: &str) -> String {
    let lock = include_str!("../../Cargo.lock");
    let after = lock.split_once(&format!("name = \"{name}\"\nversion = \"")).map_or("", |(_, after)| after);
    after.split('"').next().unwrap_or_default().to_string()
}
