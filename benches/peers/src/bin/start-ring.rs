//! A process with ring, whose random bytes come from the operating system; see `start.rs`.

include!("common/start.rs");

use ring::rand::SecureRandom;

fn main() {
    start(
        || assert_ne!(ring::digest::digest(&ring::digest::SHA256, b"message").as_ref()[0], 0),
        |bytes| ring::rand::SystemRandom::new().fill(bytes).unwrap(),
    );
}
