//! `include/qila.h` is what cbindgen makes of the sources, and the shared library exports what `exports.txt` lists.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use std::fs;
use std::path::Path;

/// Compares, or writes with `QILA_BLESS=1`.
fn compare(file: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("QILA_BLESS").is_some() {
        fs::write(&path, made).expect("the file can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "{file} is not what the sources give; QILA_BLESS=1 writes it anew");
}

#[test]
fn the_header_is_that_of_the_sources() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(folder.join("cbindgen.toml")).expect("the configuration is right");
    let sources = [
        "status",
        "hash",
        "xof",
        "mac/hmac",
        "mac/gmac",
        "mac/cmac",
        "mac/kmac",
        "kdf/hkdf",
        "kdf/sp800_108",
        "kdf/one_step",
        "kdf/pbkdf2",
        "kdf/tls",
        "kdf/protocols",
        "cipher/key",
        "cipher/cts",
        "cipher/feedback",
        "cipher/xts",
        "cipher/ff1",
        "key_wrap",
        "aead/gcm",
        "aead/ccm",
        "aead/gcm_siv",
        "aead/chacha20_poly1305",
        "ascon",
        "random",
        "admin",
    ];
    let builder = sources.iter().fold(cbindgen::Builder::new().with_config(config), |builder, source| {
        builder.with_src(folder.join("src").join(format!("{source}.rs")))
    });
    let mut header = Vec::new();
    builder.generate().expect("the sources can be read").write(&mut header);
    let header = String::from_utf8(header).expect("a text");
    // C programmers need no word on what Rust calls unsafe.
    let header: String = header
        .lines()
        .filter(|line| !["// # Safety", "// As the conventions at the top of this file say."].contains(&line.trim()))
        .filter(|line| !line.contains("the conventions at the top of this file say; "))
        .map(|line| format!("{line}\n"))
        .collect();
    let header = header.replace("//\nqila_", "qila_").replace("//\nvoid", "void").replace("[`", "").replace("`]", "");
    compare("include/qila.h", &header);
}

#[test]
fn the_library_exports_what_is_listed() {
    use object::{Object, ObjectSymbol};
    let library = fs::read(common::library()).expect("the library is built");
    let file = object::File::parse(&*library).expect("an object file");
    let mut names: Vec<&str> = file
        .dynamic_symbols()
        .filter(|symbol| symbol.is_definition() && symbol.is_global())
        .filter_map(|symbol| symbol.name().ok())
        .collect();
    names.sort_unstable();
    assert!(names.iter().all(|name| name.starts_with("qila_")), "{names:?}");
    compare("exports.txt", &names.iter().map(|name| format!("{name}\n")).collect::<String>());
}
