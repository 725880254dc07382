//! Builds the newest OpenSSL, statically, which the `openssl` crate does not vendor yet.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=OPENSSL_VERSION={}", openssl_src::version());
    openssl_src::Build::new().build().print_cargo_metadata();
}
