//! `qila acvp wrapper`: the protocol between an ACVP client and the wrapper of a module, as
//! acvptool of BoringSSL and of AWS-LC speaks it over standard input and output.
//!
//! A request is a list of byte strings, of which the first names the command; so is a response,
//! without a name. A list is the number of strings, the length of each, and then the strings; all
//! numbers are of 32 bits, little-endian.

mod ask;
mod commands;
mod derivations;
mod pairs;

use crate::register;
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Write};

/// The most strings of a request: the longest command has eight arguments.
const STRINGS: usize = 16;
/// The longest string, in bytes: more is no request, and memory for it may not be there.
const LONGEST: usize = 1 << 26;

/// Byte strings.
type Strings = Vec<Vec<u8>>;

/// Answers requests until there are no more. One that cannot be answered ends the work: the
/// protocol has no response for it.
pub fn run() -> Result<bool> {
    qila::admin::power_on()?;
    let (mut requests, mut responses) = (BufReader::new(io::stdin()), BufWriter::new(io::stdout()));
    while let Some(request) = read(&mut requests).context("a request that is none")? {
        let (name, arguments) = request.split_first().context("a request without a command")?;
        let name = std::str::from_utf8(name).context("the name of a command is no text")?;
        if name == "flush" {
            // What it asks for happens after every response.
            continue;
        }
        let response = if name == "getConfig" {
            ensure!(arguments.is_empty(), "getConfig takes no arguments");
            vec![serde_json::to_vec(&config())?]
        } else {
            answer(name, arguments).with_context(|| format!("the command {name}"))?
        };
        write(&mut responses, &response).context("cannot write to standard output")?;
    }
    Ok(true)
}

/// Carries out a command.
fn answer(name: &str, arguments: &[Vec<u8>]) -> Result<Strings> {
    let answer = pairs::answer(name, arguments).or_else(|| derivations::answer(name, arguments));
    answer.unwrap_or_else(|| commands::answer(name, arguments))
}

/// The registration of what has commands.
fn config() -> Value {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    // Clients give every IV themselves.
    let has_command = |row: &Value| {
        row["ivGen"] != "internal"
            && commands::are_there(&text(row, "algorithm"), &text(row, "mode"), &text(row, "revision"))
    };
    register::algorithms().into_iter().filter(has_command).collect()
}

/// A number of 32 bits, or none where the input has ended.
fn number(from: &mut impl Read) -> Result<Option<usize>> {
    let mut bytes = [0; 4];
    let (first, rest) = bytes.split_at_mut(1);
    match from.read_exact(first) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    from.read_exact(rest)?;
    Ok(Some(usize::try_from(u32::from_le_bytes(bytes))?))
}

/// A request, or none where there are no more. Memory is taken as the bytes come, whatever a length
/// says.
fn read(from: &mut impl Read) -> Result<Option<Strings>> {
    let Some(count) = number(from)? else { return Ok(None) };
    ensure!((1..=STRINGS).contains(&count), "a request of {count} strings");
    let lengths: Vec<usize> = (0..count).map(|_| number(from)?.context("it ends early")).collect::<Result<_>>()?;
    let mut strings = Strings::new();
    for length in lengths {
        ensure!(length <= LONGEST, "a string of {length} bytes is too long");
        let mut string = Vec::new();
        from.take(length as u64).read_to_end(&mut string)?;
        ensure!(string.len() == length, "it ends early");
        strings.push(string);
    }
    Ok(Some(strings))
}

fn write(to: &mut impl Write, strings: &Strings) -> Result<()> {
    let numbers = std::iter::once(strings.len()).chain(strings.iter().map(Vec::len));
    for number in numbers {
        to.write_all(&u32::try_from(number)?.to_le_bytes())?;
    }
    strings.iter().try_for_each(|string| to.write_all(string))?;
    Ok(to.flush()?)
}

/// So many arguments.
fn exactly<const N: usize>(arguments: &[Vec<u8>]) -> Result<[&[u8]; N]> {
    match <&[Vec<u8>; N]>::try_from(arguments) {
        Ok(arguments) => Ok(arguments.each_ref().map(Vec::as_slice)),
        Err(_) => bail!("{} arguments, not {N}", arguments.len()),
    }
}

/// An argument that is a number.
fn counted(argument: &[u8]) -> Result<usize> {
    let bytes = <[u8; 4]>::try_from(argument).context("a number has four bytes")?;
    Ok(usize::try_from(u32::from_le_bytes(bytes))?)
}

/// An argument that is a name.
fn text(argument: &[u8]) -> Result<&str> {
    std::str::from_utf8(argument).context("a name that is no text")
}
