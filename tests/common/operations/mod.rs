//! Every service with every class of parameters that its indicator tells apart: the catalogue's
//! table, executed.
//!
//! A test compares it with the catalogue, so that whatever runs over it runs over every service.
#![allow(dead_code)] // no test uses all of it

mod aead;
mod cipher;
mod dsa;
mod ecdh;
mod ecdsa;
mod eddsa;
mod ffdh;
mod hash;
mod hybrid;
pub mod input;
mod kas;
mod kdf;
mod key_confirmation;
mod lms;
mod mac;
mod ml_dsa;
mod ml_kem;
mod random;
mod rsa;
mod slh_dsa;
mod xdh;
mod xmss;

use qila::{Error, Indicator};

/// The most bytes that a service writes into the output buffer of a test.
pub const OUTPUT: usize = 1536;
/// What the buffer holds before.
pub const SENTINEL: u8 = 0xa5;

/// Does the service once and writes its output into the buffer; on an error the buffer is as the
/// service left it.
pub type Action = Box<dyn FnMut(&mut [u8; OUTPUT]) -> Result<(), Error>>;

/// A key or context, ready to work.
pub struct Prepared {
    pub indicator: Indicator,
    pub action: Action,
}

/// A row of the catalogue, made executable.
#[derive(Clone, Copy)]
pub struct Operation {
    pub service: &'static str,
    pub parameters: &'static str,
    /// What the service writes is secret: a derived key, random bytes, a plaintext.
    pub is_output_secret: bool,
    pub prepare: fn() -> Result<Prepared, Error>,
}

impl Operation {
    pub fn name(&self) -> String {
        format!("{} ({})", self.service, self.parameters)
    }
}

/// All of them, in the order of the catalogue.
pub static OPERATIONS: &[Operation] = &joined::<{ count() }>();

const FAMILIES: [&[Operation]; 22] = [
    hash::OPERATIONS,
    mac::OPERATIONS,
    kdf::OPERATIONS,
    key_confirmation::OPERATIONS,
    cipher::OPERATIONS,
    aead::OPERATIONS,
    ml_kem::OPERATIONS,
    hybrid::OF_TLS_1_3,
    hybrid::OF_X_WING,
    ml_dsa::OPERATIONS,
    slh_dsa::OPERATIONS,
    lms::OPERATIONS,
    xmss::OPERATIONS,
    rsa::OPERATIONS,
    dsa::OPERATIONS,
    ffdh::OPERATIONS,
    eddsa::OPERATIONS,
    xdh::OPERATIONS,
    ecdsa::OPERATIONS,
    ecdh::OPERATIONS,
    kas::OPERATIONS,
    random::OPERATIONS,
];

const fn count() -> usize {
    let (mut sum, mut i) = (0, 0);
    while i < FAMILIES.len() {
        sum += FAMILIES[i].len();
        i += 1;
    }
    sum
}

const fn joined<const N: usize>() -> [Operation; N] {
    let mut all = [FAMILIES[0][0]; N];
    let (mut family, mut i, mut next) = (0, 0, 0);
    while family < FAMILIES.len() {
        while i < FAMILIES[family].len() {
            all[next] = FAMILIES[family][i];
            (i, next) = (i + 1, next + 1);
        }
        (family, i) = (family + 1, 0);
    }
    all
}

/// A row whose output may be known: a hash value, a tag, a ciphertext.
macro_rules! public {
    ($service:expr, $parameters:expr, $prepare:expr) => {
        Operation { service: $service, parameters: $parameters, is_output_secret: false, prepare: $prepare }
    };
}

/// A row whose output is secret: a derived key, random bytes, a plaintext.
macro_rules! secret {
    ($service:expr, $parameters:expr, $prepare:expr) => {
        Operation { service: $service, parameters: $parameters, is_output_secret: true, prepare: $prepare }
    };
}

use {public, secret};

const IV: [u8; 16] = [7; 16];
const NONCE: [u8; 12] = [8; 12];

fn prepared(
    indicator: Indicator,
    action: impl FnMut(&mut [u8; OUTPUT]) -> Result<(), Error> + 'static,
) -> Result<Prepared, Error> {
    Ok(Prepared { indicator, action: Box::new(action) })
}

/// Copies what a service gives as a value, which may be known.
fn put<T: AsRef<[u8]>>(out: &mut [u8; OUTPUT], service: impl FnOnce() -> Result<T, Error>) -> Result<(), Error> {
    let value = input::called(service)?;
    let value = value.as_ref();
    out[..value.len()].copy_from_slice(value);
    Ok(())
}

/// As [`put`] for a service that consumes `context`.
#[inline(always)] // as `called_of`
fn put_of<C, T: AsRef<[u8]>>(
    out: &mut [u8; OUTPUT],
    context: C,
    service: impl FnOnce(C) -> Result<T, Error>,
) -> Result<(), Error> {
    let value = input::called_of(context, service)?;
    let value = value.as_ref();
    out[..value.len()].copy_from_slice(value);
    Ok(())
}

/// Gives what an attempt wrote: a copy goes back only if the attempt wrote into it, done or not.
fn in_place(
    out: &mut [u8; OUTPUT],
    data: &[u8],
    work: impl FnOnce(&mut [u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    if input::shape().is_direct {
        out[..data.len()].copy_from_slice(data);
        return input::called(|| work(&mut out[..data.len()]));
    }
    let mut copy = data.to_vec();
    let done = work(&mut copy);
    if copy != data {
        out[..data.len()].copy_from_slice(&copy);
    }
    done
}

/// What `seal` makes of the data and what it gives besides, for a service that opens it.
fn sealed<T: AsMut<[u8]>>(
    data: &[u8],
    seal: impl FnOnce(&mut [u8]) -> Result<T, Error>,
) -> Result<(Vec<u8>, T), Error> {
    let mut copy = data.to_vec();
    let mut tag = input::called(|| seal(&mut copy))?;
    input::released(&mut copy);
    input::released(tag.as_mut());
    Ok((copy, tag))
}
