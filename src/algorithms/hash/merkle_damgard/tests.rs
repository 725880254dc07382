//! The lengths at which a message is too long.

use super::Hash;
use crate::algorithms::hash::sha2::{Sha256, Sha512};
use std::vec::Vec;

#[test]
fn limits() {
    let mut message = Sha256::new();
    message.length = ((1_u128 << 61) - 1).to_ne_bytes();
    assert!(!message.is_too_long());
    message.update(&[0]);
    assert!(message.is_too_long());
    message.length = (u128::MAX - 1).to_ne_bytes();
    message.update(&Vec::from([0; 8]));
    assert_eq!(message.length(), u128::MAX);
    let mut message = Sha512::new();
    message.length = ((1_u128 << 125) - 1).to_ne_bytes();
    assert!(!message.is_too_long());
    message.length = (message.length() + 1).to_ne_bytes();
    assert!(message.is_too_long());
}
