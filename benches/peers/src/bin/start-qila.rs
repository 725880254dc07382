//! A process with Qila; see `start.rs`.

include!("common/start.rs");

fn main() {
    start(|| assert_ne!(qila::hash::sha256(b"message").unwrap()[0], 0), |bytes| qila::random::fill(bytes).unwrap());
}
