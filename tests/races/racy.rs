//! A race, written to see that the tool is awake: two threads write one word.

#[cfg(test)]
struct Word(std::cell::UnsafeCell<u32>);

// SAFETY: none. That is what the test is for.
#[cfg(test)]
unsafe impl Sync for Word {}

#[test]
fn a_race() {
    static WORD: Word = Word(std::cell::UnsafeCell::new(0));
    std::thread::scope(|scope| {
        for value in 1..3 {
            // SAFETY: none.
            scope.spawn(move || unsafe { WORD.0.get().write(value) });
        }
    });
}
