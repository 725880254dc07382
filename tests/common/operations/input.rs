//! The inputs of the table: which bytes are secret, and where they lie.
//!
//! Every test runs the same operations. A test that needs other secrets, marked ones, or ones in a
//! page of its own supplies them before it starts; the others get fixed bytes.

use std::cell::Cell;

/// How many bytes [`supply`] takes: keys in the first half, data in the second.
pub const PAGE: usize = 4096;
/// The longest data.
pub const LONGEST: usize = 1350;

/// What the operations take, apart from the secrets themselves.
#[derive(Clone, Copy)]
pub struct Shape {
    /// The length of messages and plaintexts, at most [`LONGEST`].
    pub data: usize,
    /// The size of AES keys in bytes: 16, 24 or 32.
    pub aes: usize,
    /// A service works where its output goes to. Otherwise it works in a copy, and the test sees
    /// whether it wrote.
    pub is_direct: bool,
    /// Called before and after each service, on the stack of its caller.
    pub before_call: fn(),
    pub after_call: fn(),
    /// Called with what depends on secrets and may be known: ciphertexts, tags, hash values.
    pub released: fn(&mut [u8]),
}

/// The shape of most tests.
pub const PLAIN: Shape =
    Shape { data: 32, aes: 32, is_direct: false, before_call: || {}, after_call: || {}, released: |_| {} };

const FIXED: [u8; PAGE] = {
    let mut page = [0; PAGE];
    let mut i = 0;
    while i < PAGE {
        page[i] = (i * 37 + i / 256 + 11) as u8;
        i += 1;
    }
    page
};

thread_local! {
    static SECRETS: Cell<&'static [u8; PAGE]> = const { Cell::new(&FIXED) };
    static SHAPE: Cell<Shape> = const { Cell::new(PLAIN) };
}

/// Sets the secrets and the shape for what this thread prepares and does from now on.
pub fn supply(secrets: &'static [u8; PAGE], shape: Shape) {
    SECRETS.set(secrets);
    SHAPE.set(shape);
}

pub fn shape() -> Shape {
    SHAPE.get()
}

/// A secret key of `N` bytes.
pub fn key<const N: usize>() -> &'static [u8; N] {
    SECRETS.get().first_chunk().expect("shorter than the page")
}

/// A key for AES, of the size that the shape asks for.
pub fn aes_key() -> &'static [u8] {
    &key::<32>()[..shape().aes]
}

/// A key that is too short to be approved.
pub fn short_key() -> &'static [u8] {
    key::<13>()
}

/// Secret data as long as the shape asks for.
pub fn data() -> &'static [u8] {
    &SECRETS.get()[PAGE / 2..][..shape().data]
}

/// As [`data`], at least one block of `size` bytes and whole blocks only.
pub fn blocks(size: usize) -> &'static [u8] {
    let len = (shape().data / size).max(1) * size;
    &SECRETS.get()[PAGE / 2..][..len]
}

/// As [`data`], at least `least` bytes.
pub fn at_least(least: usize) -> &'static [u8] {
    &SECRETS.get()[PAGE / 2..][..shape().data.max(least)]
}

/// Calls a service: every row does so. What the service gives is written where it stays, so that
/// the frames below hold nothing of the caller; a test looks there before anything is moved.
#[inline(always)]
pub fn called<T>(service: impl FnOnce() -> T) -> T {
    let Shape { before_call, after_call, .. } = shape();
    before_call();
    let said = apart(service);
    after_call();
    said
}

/// As [`called`] for a service that consumes `value`. It is called from the frame of the row: any
/// frame between them would get a copy of the value. Such a service works in frames of its own.
#[inline(always)]
pub fn called_of<V, T>(value: V, service: impl FnOnce(V) -> T) -> T {
    let Shape { before_call, after_call, .. } = shape();
    before_call();
    let said = service(value);
    after_call();
    said
}

/// Does something with what a row's own service made, by a service that has a row of its own:
/// nobody looks after it.
pub fn unwatched<T>(work: impl FnOnce() -> T) -> T {
    let watched = shape();
    SHAPE.set(Shape { after_call: || {}, ..watched });
    let done = work();
    SHAPE.set(watched);
    done
}

/// The frame into which a service may be inlined.
#[inline(never)]
fn apart<T>(service: impl FnOnce() -> T) -> T {
    service()
}

/// These bytes may be known.
pub fn released(bytes: &mut [u8]) {
    (shape().released)(bytes);
}
