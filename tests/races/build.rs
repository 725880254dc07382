//! The compiler's LLVM calls functions of ThreadSanitizer that Debian's older runtime has under the
//! plain names only, as interceptors.

fn main() {
    let flags = std::env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    if flags.contains("sanitizer=thread") {
        for name in ["memcpy", "memmove", "memset"] {
            println!("cargo::rustc-link-arg=-Wl,--defsym=__tsan_{name}={name}");
        }
    }
}
