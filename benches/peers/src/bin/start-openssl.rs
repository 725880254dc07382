//! A process with OpenSSL; see `start.rs`.

include!("common/start.rs");

unsafe extern "C" {
    fn SHA256(data: *const u8, len: usize, out: *mut u8) -> *mut u8;
    fn RAND_bytes(out: *mut u8, len: i32) -> i32;
}

fn main() {
    start(
        // SAFETY: seven bytes are read and 32 written.
        || assert!(!unsafe { SHA256(b"message".as_ptr(), 7, [0; 32].as_mut_ptr()) }.is_null()),
        // SAFETY: `bytes` is writable for its length.
        |bytes| assert_eq!(unsafe { RAND_bytes(bytes.as_mut_ptr(), bytes.len() as i32) }, 1),
    );
}
