//! The crate `rand` over the module's generator: numbers in a range, a shuffle, a sample.
use qila::random::Rng;
use rand::RngExt;
use rand::rand_core::UnwrapErr;
use rand::seq::{IndexedRandom, SliceRandom};

fn main() -> qila::Result<()> {
    // `Rng` can fail: the module's error state, no entropy. For traits that cannot, a failure is a
    // panic; where that must not be, `try_fill_bytes` gives the error.
    let mut rng = UnwrapErr(Rng::new()?);

    let dice: Vec<u8> = (0..10).map(|_| rng.random_range(1..=6)).collect();
    println!("dice    {dice:?}");

    let mut deck: Vec<u8> = (1..=52).collect();
    deck.shuffle(&mut rng);
    println!("deck    {deck:?}");

    let names = ["Ayesha", "Bilal", "Chand", "Danish"];
    if let Some(winner) = names.choose(&mut rng) {
        println!("winner  {winner}");
    }
    println!("{}", rng.0.indicator());
    Ok(())
}
