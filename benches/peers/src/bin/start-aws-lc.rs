//! A process with aws-lc; see `start.rs`.

include!("common/start.rs");

fn main() {
    start(
        || assert_ne!(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, b"message").as_ref()[0], 0),
        |bytes| aws_lc_rs::rand::fill(bytes).unwrap(),
    );
}
