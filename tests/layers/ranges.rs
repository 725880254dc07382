//! No range is open: `1..` of a small type ends in a panic where overflow is checked.

use super::check;
use super::source::Source;

/// An open range of a small type steps beyond its last number, which is a panic where overflow is
/// checked: HKDF's 255th block. A range that ends, `1..=u8::MAX`, does not.
fn open_ranges(source: &Source) -> Vec<String> {
    let is_word = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    let starts_one = |line: &str| {
        line.match_indices("..)").any(|(at, _)| {
            let before = &line[..at];
            let number = before.chars().rev().take_while(is_word).count();
            // `get(1..)` takes a part and steps nowhere; `range(1..)` is a bound of the command
            // line.
            let takes = ["get(", "get_mut(", "range("].iter().any(|call| before[..at - number].ends_with(call));
            number > 0 && !takes && before.chars().rev().nth(number) == Some('(')
        })
    };
    let code = source.text.lines().map(|line| line.split("//").next().unwrap_or_default());
    (1..=usize::MAX)
        .zip(code)
        .filter(|(_, line)| starts_one(line))
        .map(|(number, line)| format!("{}:{number}: an open range: {}", source.path, line.trim()))
        .collect()
}

#[test]
fn no_range_is_open() {
    check(open_ranges);
}

mod objects {
    use super::open_ranges;
    use crate::source::source;

    #[test]
    fn to_an_open_range() {
        assert_eq!(open_ranges(&source("src/base/x.rs", "for (a, b) in c.zip(1_u8..) {}")).len(), 1);
        assert_eq!(open_ranges(&source("src/base/x.rs", "(0..).zip(a)")).len(), 1);
        let others = "f(&a[1..]); (1..=9).zip(a); Some(..) | Pair(_, ..); // zip(1..)";
        assert!(open_ranges(&source("src/base/x.rs", others)).is_empty());
    }
}
