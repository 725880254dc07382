//! Every export with every pointer NULL, and with every output over every other argument. The cases
//! come from the table, so that a new row has its own.

use super::functions;
use crate::memory::{Region, Regions};
use crate::status::{QILA_ERROR_NULL, QILA_ERROR_OVERLAP};
use crate::table::{Form, Function};

/// The bytes between two arguments, and the length that lengths say.
const APART: usize = 1 << 16;
const LEN: usize = 16;

/// A word of a call.
#[derive(Clone, Copy)]
enum Word {
    Number(usize),
    Pointer(Pointer),
}

#[derive(Clone, Copy)]
struct Pointer {
    len: usize,
    align: usize,
    is_written: bool,
    may_be_null: bool,
    is_place: bool,
    /// Whether it points to the room of the output before it.
    is_length: bool,
}

const READ: Pointer =
    Pointer { len: LEN, align: 1, is_written: false, may_be_null: false, is_place: false, is_length: false };
const WRITTEN: Pointer = Pointer { is_written: true, ..READ };
const WORD: Pointer = Pointer { len: 8, align: 8, ..WRITTEN };

/// The words of a function.
fn words(function: &Function) -> Vec<Word> {
    let of = |form: &Form| match *form {
        Form::Input => vec![Word::Pointer(READ), Word::Number(LEN)],
        Form::Batch => vec![Word::Pointer(READ), Word::Number(2), Word::Number(LEN / 2)],
        Form::Output | Form::InPlace => vec![Word::Pointer(WRITTEN), Word::Number(LEN)],
        Form::Numerals => vec![Word::Pointer(Pointer { align: 2, ..WRITTEN }), Word::Number(LEN / 2)],
        Form::Room => vec![
            Word::Pointer(Pointer { may_be_null: true, ..WRITTEN }),
            Word::Pointer(Pointer { is_length: true, ..WORD }),
        ],
        Form::Array(len) => vec![Word::Pointer(Pointer { len, ..READ })],
        Form::Number => vec![Word::Pointer(WORD)],
        Form::Record(_) => vec![Word::Pointer(Pointer { len: 16, ..WORD })],
        Form::Handle(_, len) => vec![Word::Pointer(Pointer { len, align: 64, ..READ })],
        Form::ChangedHandle(_, len) => vec![Word::Pointer(Pointer { len, align: 64, ..WRITTEN })],
        Form::Place(_) => vec![Word::Pointer(Pointer { is_place: true, ..WORD })],
        Form::Options(_) => vec![Word::Pointer(Pointer { len: 8, align: 8, may_be_null: true, ..READ })],
        Form::Text => vec![Word::Pointer(Pointer { len: 1, ..READ })],
        Form::Plain("qila_entropy_function") => vec![Word::Pointer(Pointer { len: 0, ..READ })],
        Form::Plain("qila_callback" | "void *") => {
            vec![Word::Pointer(Pointer { len: 0, may_be_null: true, ..READ })]
        }
        Form::Plain(_) => vec![Word::Number(1)],
    };
    function.arguments.iter().flat_map(|(.., form)| of(form)).collect()
}

/// Memory of the caller: each argument in a stretch of its own.
struct Arena {
    memory: Vec<u64>,
    start: usize,
}

impl Arena {
    fn new(words: &[Word]) -> Self {
        let memory = vec![0xa5a5_a5a5_a5a5_a5a5; (words.len() + 2) * APART / 8];
        let start = (memory.as_ptr() as usize).next_multiple_of(64) + APART;
        let mut arena = Self { memory, start };
        for (i, word) in words.iter().enumerate() {
            if matches!(word, Word::Pointer(Pointer { is_length: true, .. })) {
                *arena.word(arena.start + i * APART) = LEN as u64;
            }
        }
        arena
    }

    fn word(&mut self, address: usize) -> &mut u64 {
        let index = (address - self.memory.as_ptr() as usize) / 8;
        &mut self.memory[index]
    }

    /// Calls, and sees that nothing but the places of handles was written, which are NULL.
    fn call(&mut self, function: &Function, words: &[Word], chosen: &[usize]) -> i32 {
        let before = self.memory.clone();
        let mut left = chosen.iter().copied();
        let status = (function.call)(&mut || left.next().expect("as many words as the function has"));
        assert_eq!(left.next(), None, "{}: a word is left", function.name);
        let after = core::mem::replace(&mut self.memory, before);
        // In the copy the same places are zeroed; its address is another.
        let base = after.as_ptr() as usize;
        for (word, &address) in words.iter().zip(chosen) {
            if matches!(word, Word::Pointer(Pointer { is_place: true, .. })) && address != 0 {
                self.memory[(address - base) / 8] = 0;
            }
        }
        assert!(self.memory == after, "{}: something was written", function.name);
        self.memory = after;
        status
    }
}

fn addresses(arena: &Arena, words: &[Word]) -> Vec<usize> {
    let address = |(i, word): (usize, &Word)| match word {
        Word::Number(number) => *number,
        Word::Pointer(_) => arena.start + i * APART,
    };
    words.iter().enumerate().map(address).collect()
}

fn calls() -> impl Iterator<Item = (&'static Function, Vec<Word>)> {
    functions().filter(|function| function.kind != "tell").map(|function| (function, words(function)))
}

#[test]
fn no_pointer_may_be_null_where_the_header_does_not_say_so() {
    let mut tried = 0;
    for (function, words) in calls() {
        for (i, word) in words.iter().enumerate() {
            let Word::Pointer(Pointer { may_be_null: false, .. }) = word else { continue };
            let mut arena = Arena::new(&words);
            let mut chosen = addresses(&arena, &words);
            chosen[i] = 0;
            let status = arena.call(function, &words, &chosen);
            assert_eq!(status, QILA_ERROR_NULL, "{}, word {i}", function.name);
            tried += 1;
        }
    }
    assert!(tried > 400, "{tried}");
}

/// NULL is free to be freed.
#[test]
fn every_free_function_takes_null() {
    super::parts().flat_map(|part| part.handles).for_each(|handle| (handle.call)(0));
}

#[test]
fn no_output_may_overlap_another_argument() {
    let mut tried = 0;
    for (function, words) in calls() {
        for (i, moved) in words.iter().enumerate() {
            for (j, other) in words.iter().enumerate().filter(|(j, _)| *j != i) {
                let (Word::Pointer(moved), Word::Pointer(other)) = (moved, other) else { continue };
                if !(moved.is_written || other.is_written) || moved.len == 0 || other.len == 0 {
                    continue;
                }
                // At its beginning, and at the last of its bytes where such an argument can stand.
                for offset in [0, (other.len - 1) / moved.align * moved.align] {
                    let mut arena = Arena::new(&words);
                    let mut chosen = addresses(&arena, &words);
                    chosen[i] = chosen[j] + offset;
                    let status = arena.call(function, &words, &chosen);
                    assert_eq!(status, QILA_ERROR_OVERLAP, "{}: word {i} over word {j} + {offset}", function.name);
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 1500, "{tried}");
}

/// Against the definition: an address that lies in both.
#[test]
fn regions_meet_where_they_share_an_address() {
    let read = |start: usize, len| Region::read(start as *const u8, len);
    let written = |start: usize, len| Region::written(start as *mut u8, len);
    for (a, a_len) in (1..8).flat_map(|a| (0..6).map(move |len| (a, len))) {
        for (b, b_len) in (1..8).flat_map(|b| (0..6).map(move |len| (b, len))) {
            let shared = (a..a + a_len).any(|address| (b..b + b_len).contains(&address));
            assert_eq!((written(a, a_len), (read(b, b_len), ())).overlap(), shared, "{a}+{a_len} {b}+{b_len}");
            assert_eq!((read(b, b_len), (written(a, a_len), ())).overlap(), shared, "{a}+{a_len} {b}+{b_len}");
            assert!(!(read(b, b_len), (read(a, a_len), ())).overlap(), "nothing is written");
        }
    }
}
