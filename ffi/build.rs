//! Names the shared library for the loader: programs look for the major version they were linked
//! with.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    if variable("CARGO_CFG_TARGET_OS") == "linux" {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libqila.so.{}", variable("CARGO_PKG_VERSION_MAJOR"));
    }
}
