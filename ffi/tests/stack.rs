//! The stack that the functions need, measured. The header says what it is: 16 KiB, or what the
//! function's own comment says.
//!
//! The C example calls every function; here each call stands between painting the stack and looking
//! how much of it was used. It runs twice: once after all self-tests, and once with a restart
//! before each call, so that each is a first use and runs its self-test.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_arch = "x86_64", target_os = "linux"))]

mod common;

use common::{compiler, folder, library, run, scratch};
use std::collections::BTreeMap;
use std::process::Command;

const KIB: usize = 1024;
/// What a function may need whose comment says nothing.
const LIMIT: usize = 16 * KIB;
/// Functions that speak of what was done before, which a restart would forget.
const REMEMBER: &[&str] = &[
    "qila_self_test_log",
    "qila_state",
    "qila_reason",
    "qila_strerror",
    "qila_is_sealed",
    "qila_load_entropy",
    "qila_rng_fill",
];

/// A function of the header.
struct Prototype {
    name: String,
    is_void: bool,
    /// What its comment says, in bytes.
    limit: usize,
}

/// The functions of the header with what their comments say of the stack.
fn prototypes() -> Vec<Prototype> {
    let header = std::fs::read_to_string(folder().join("include/qila.h")).expect("the header");
    let mut found = Vec::new();
    for block in header.split("\n\n") {
        let text = block.rsplit("*/\n").next().unwrap_or_default();
        let Some((before, _)) = text.split_once('(') else { continue };
        let Some(name) = before.split([' ', '*']).next_back().filter(|name| name.starts_with("qila_")) else {
            continue;
        };
        if ["typedef", "#", "/*"].iter().any(|start| text.starts_with(start)) {
            continue;
        }
        let comment = block.replace("\n * ", " ");
        let said = comment.split_once("Stack: ").and_then(|(_, rest)| rest.split(' ').next()?.parse::<usize>().ok());
        let limit = said.map_or(LIMIT, |kib| kib * KIB);
        found.push(Prototype { name: name.to_owned(), is_void: text.starts_with("void"), limit });
    }
    found
}

/// The most that each function needed.
fn measure(prototypes: &[Prototype], is_first_use: bool) -> BTreeMap<String, usize> {
    let mut macros = String::from("#include \"stack.h\"\n");
    macros += "__attribute__((constructor)) static void test_all(void) { qila_self_test(); }\n";
    for Prototype { name, is_void, .. } in prototypes {
        let remembers = !is_first_use || *is_void || REMEMBER.contains(&name.as_str());
        let forget = if remembers { "" } else { "(void)(qila_restart)();" };
        let call = format!("({name})(__VA_ARGS__)");
        let (keep, give) =
            if *is_void { (String::new(), "") } else { (format!("__typeof__({call}) said = "), "said;") };
        let note = match name.as_str() {
            "qila_set_callback" => "stack_has_callback = stack_first(__VA_ARGS__) != NULL;",
            _ => "",
        };
        macros += &format!(
            "#define {name}(...) __extension__({{ if (!stack_has_callback) {{ {forget} }} \
             unsigned long this_call = ++stack_calls; stack_paint(); {keep}{call}; size_t used = stack_used(); \
             if (this_call == stack_calls) stack_say(\"{name}\", used); {note} {give} }})\n"
        );
    }
    std::fs::write(scratch().join("stack_calls.h"), macros).expect("a file can be written");
    let program = scratch().join("stack");
    run(compiler("CC", "cc")
        .args(["-std=gnu99", "-O1", "-fno-defer-pop", "-w", "-Wl,-z,now"])
        .arg(format!("-I{}", folder().join("include").display()))
        .arg(format!("-I{}", folder().join("tests/c").display()))
        .arg("-include")
        .arg(scratch().join("stack_calls.h"))
        .arg(folder().join("tests/c/example.c"))
        .arg(library().parent().expect("a folder").join("libqila.a"))
        .args(["-lpthread", "-ldl", "-lm", "-o"])
        .arg(&program));
    let output = run(&mut Command::new(&program));
    let mut most = BTreeMap::new();
    for line in output.lines().filter_map(|line| line.strip_prefix("stack ")) {
        let (name, used) = line.split_once(' ').expect("a name and a number");
        let kept: &mut usize = most.entry(name.to_owned()).or_default();
        *kept = (*kept).max(used.parse().expect("a number"));
    }
    most
}

#[test]
fn no_function_needs_more_stack_than_the_header_says() {
    let prototypes = prototypes();
    let exports = include_str!("../exports.txt").lines().count();
    assert_eq!(prototypes.len(), exports, "every export has a prototype");
    for is_first_use in [false, true] {
        let most = measure(&prototypes, is_first_use);
        for Prototype { name, limit, .. } in &prototypes {
            let used = *most.get(name.as_str()).unwrap_or_else(|| panic!("{name} was not measured"));
            println!("{used:>7} of {limit}  {name}");
            assert!(used <= *limit, "{name} needs {used} bytes of stack; the header says {limit}");
        }
    }
}
