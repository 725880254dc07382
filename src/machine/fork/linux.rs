//! Linux: a page of its own is marked `MADV_WIPEONFORK`, and the kernel gives a child zeros there
//! (Linux 4.14). The page holds the numbers of the process, so a look at them is one load. No libc
//! is needed.
//!
//! Emulators and sandboxes may answer that the advice was taken and do nothing. It is believed only
//! where the kernel also refuses what it must refuse. Where it is not, a [`Witness`] is asked each
//! time, by system calls.

use super::asked_life;
use super::witness::Witness;
use crate::machine::system_call::{number, system_call};
use core::ptr::with_exposed_provenance_mut;
use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

const PAGE: usize = 4096; // larger pages round it up
const PROT_READ_WRITE: usize = 1 | 2;
const MAP_SHARED: usize = 1;
const MAP_PRIVATE: usize = 2;
const MAP_ANONYMOUS: usize = 0x20;
const MADV_WIPEONFORK: usize = 18;
/// An advice that no kernel knows.
const NO_ADVICE: usize = usize::MAX;
const EINVAL: isize = 22;

/// What a process knows of itself. A fork makes it zero, or the witness tells that it is another's.
#[repr(C)]
struct Numbers {
    /// The present life; zero where it is not known, and always where a witness must be asked.
    life: AtomicU32,
    /// The process, for locks; zero as `life`.
    process: AtomicU32,
}

impl Numbers {
    const fn unknown() -> Self {
        Self { life: AtomicU32::new(0), process: AtomicU32::new(0) }
    }
}

/// What stands in a page that the kernel does not wipe. The zeros at its start lead to the witness.
#[repr(C)]
struct Watched {
    zeros: Numbers,
    numbers: Numbers,
    witness: Witness,
}

/// Where a [`Watched`] lies in its page, to tell it from the [`Numbers`] that the kernel wipes,
/// which lie at the start.
const OFFSET: usize = 64;

/// Not mapped yet.
static UNKNOWN: Numbers = Numbers::unknown();
/// No page can be had at all: the process identifier is asked.
static NO_PAGE: Numbers = Numbers::unknown();
/// The numbers, once their page is mapped. Pages are never unmapped after they have stood here.
static NUMBERS: AtomicPtr<Numbers> = AtomicPtr::new((&raw const UNKNOWN).cast_mut());
/// The highest number ever given out, in this process or one it was forked from.
static LAST: AtomicU32 = AtomicU32::new(0);

/// The life, or zero where a fork has wiped it or a witness must be asked.
#[inline]
pub(super) fn known_life() -> u32 {
    // SAFETY: the pointer is that of a static or of a page that stays mapped.
    unsafe { &*NUMBERS.load(Ordering::Acquire) }.life.load(Ordering::Acquire)
}

#[inline]
pub(super) fn life() -> u32 {
    match known_life() {
        0 => ask(|numbers| &numbers.life, |id| asked_life(id, LAST.load(Ordering::Acquire))),
        life => life,
    }
}

#[inline]
pub(super) fn generation() -> u32 {
    // SAFETY: as in `known_life`.
    match unsafe { &*NUMBERS.load(Ordering::Acquire) }.process.load(Ordering::Acquire) {
        0 => ask(|numbers| &numbers.process, |id| id),
        process => process,
    }
}

pub(super) fn begin_life() {
    let next = reserve();
    ask(
        |numbers| {
            numbers.life.store(next, Ordering::Release);
            &numbers.life
        },
        |id| id,
    );
}

/// Gives a number of this process from where it is kept, or makes it from the process identifier
/// where there is no place.
#[cold]
fn ask(number: impl Fn(&Numbers) -> &AtomicU32, of_identifier: impl Fn(u32) -> u32) -> u32 {
    loop {
        let place = NUMBERS.load(Ordering::Acquire);
        if core::ptr::eq(place, &raw const NO_PAGE) {
            return of_identifier(super::witness::process_id());
        }
        if core::ptr::eq(place, &raw const UNKNOWN) {
            publish(place, wiped_page().or_else(watched_page));
        } else if place.addr().is_multiple_of(PAGE) {
            // SAFETY: a page that the kernel wipes, which stays mapped.
            return fill(number(unsafe { &*place }));
        } else {
            // SAFETY: any other page holds a `Watched`, complete before it was published, and stays
            // mapped.
            let watched = unsafe { &*place.cast::<Watched>() };
            if watched.witness.is_of_this_process() {
                return fill(number(&watched.numbers));
            }
            publish(place, watched_page());
        }
    }
}

/// Puts a new page in the place of the old one. Where threads meet here the first one wins. The
/// others lose a page each, once in the life of a process.
fn publish(old: *mut Numbers, new: Option<*mut Numbers>) {
    let new = new.unwrap_or((&raw const NO_PAGE).cast_mut());
    let _ = NUMBERS.compare_exchange(old, new, Ordering::AcqRel, Ordering::Acquire);
}

/// A number that was never given out before. It is reserved before it is shown, so that a fork at
/// any moment leads to a higher one.
fn reserve() -> u32 {
    LAST.fetch_add(1, Ordering::AcqRel).wrapping_add(1).max(1)
}

/// The number in `word`, or a new one if it is zero.
fn fill(word: &AtomicU32) -> u32 {
    match word.load(Ordering::Acquire) {
        0 => {
            let new = reserve();
            word.compare_exchange(0, new, Ordering::AcqRel, Ordering::Acquire).map_or_else(|first| first, |_| new)
        }
        number => number,
    }
}

/// A fresh page of zeros that a fork wipes.
fn wiped_page() -> Option<*mut Numbers> {
    let page = map(MAP_PRIVATE)?;
    if advise(page, MADV_WIPEONFORK) == 0 && refuses_wrong_advice(page) {
        return Some(with_exposed_provenance_mut(page));
    }
    unmap(page);
    None
}

/// Whether the kernel refuses an advice that it cannot know, and this one for memory that processes
/// share, of which its manual says so. Who answers 0 to either does not look at what he is asked.
fn refuses_wrong_advice(page: usize) -> bool {
    let Some(shared) = map(MAP_SHARED) else { return false };
    let answers = [advise(page, NO_ADVICE), advise(shared, MADV_WIPEONFORK)];
    unmap(shared);
    answers == [-EINVAL; 2]
}

/// A page that a fork copies, with the witness of this process.
fn watched_page() -> Option<*mut Numbers> {
    let place = map(MAP_PRIVATE)? + OFFSET;
    let watched: *mut Watched = with_exposed_provenance_mut(place);
    let content =
        Watched { zeros: Numbers::unknown(), numbers: Numbers::unknown(), witness: Witness::of_this_process() };
    // SAFETY: the page was mapped above and is large enough and aligned; nobody else knows of it.
    unsafe { watched.write(content) };
    Some(watched.cast())
}

const _: () = assert!(OFFSET + size_of::<Watched>() <= PAGE && OFFSET.is_multiple_of(align_of::<Watched>()));

fn map(sharing: usize) -> Option<usize> {
    let arguments = [0, PAGE, PROT_READ_WRITE, sharing | MAP_ANONYMOUS, usize::MAX, 0];
    // SAFETY: an anonymous mapping at an address of the kernel's choice changes no memory that
    // exists.
    let address = unsafe { system_call(number::MMAP, arguments) };
    (1..=isize::MAX).contains(&address).then_some(address as usize)
}

fn unmap(page: usize) {
    // SAFETY: the caller has mapped the page and told nobody.
    unsafe { system_call(number::MUNMAP, [page, PAGE, 0, 0, 0, 0]) };
}

fn advise(page: usize, advice: usize) -> isize {
    // SAFETY: the page was mapped by this file and holds nothing yet.
    unsafe { system_call(number::MADVISE, [page, PAGE, advice, 0, 0, 0]) }
}
