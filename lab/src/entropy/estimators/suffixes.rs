//! Suffix arrays in linear time by induced sorting (Nong, Zhang and Chan, 2009), and what the
//! suffixes have in common.

/// No suffix yet.
const EMPTY: u32 = u32::MAX;

/// The places of all suffixes of a text, in the order of the suffixes.
pub fn suffix_array(symbols: &[u8]) -> Vec<u32> {
    let text: Vec<u32> = symbols.iter().map(|symbol| u32::from(*symbol)).collect();
    sorted(&text, 256)
}

/// The suffixes of a text of the letters `0..letters`, in order. A suffix is small where it is
/// less than the next one; a small one after a large one is leftmost. The order of the leftmost
/// ones gives that of the others.
fn sorted(text: &[u32], letters: usize) -> Vec<u32> {
    let n = text.len();
    if n < 2 {
        return (0..n as u32).collect();
    }
    let small = smaller_than_next(text);
    let is_leftmost = |i: usize| i > 0 && small[i] && !small[i - 1];
    let leftmost: Vec<u32> = (1..n).filter(|i| is_leftmost(*i)).map(|i| i as u32).collect();
    // First by their letters up to the next leftmost one, then, by the names of these parts, whole.
    let mut order = vec![EMPTY; n];
    induce(text, letters, &small, &leftmost, &mut order);
    let by_part: Vec<u32> = order.iter().copied().filter(|i| is_leftmost(*i as usize)).collect();
    let (names, count) = named(text, &small, &leftmost, &by_part);
    let reduced = if count == leftmost.len() {
        let mut places = vec![0; count];
        (0..=u32::MAX).zip(&names).for_each(|(i, name)| places[*name as usize] = i);
        places
    } else {
        sorted(&names, count)
    };
    let whole: Vec<u32> = reduced.iter().map(|i| leftmost[*i as usize]).collect();
    order.fill(EMPTY);
    induce(text, letters, &small, &whole, &mut order);
    order
}

/// Which suffixes are less than the one after them. The last one is not: nothing is less than it.
fn smaller_than_next(text: &[u32]) -> Vec<bool> {
    let mut small = vec![false; text.len()];
    for i in (0..text.len() - 1).rev() {
        small[i] = text[i] < text[i + 1] || (text[i] == text[i + 1] && small[i + 1]);
    }
    small
}

/// Where the suffixes with each first letter begin, and where the last ones end.
fn buckets(text: &[u32], letters: usize) -> Vec<usize> {
    let mut bounds = vec![0; letters + 1];
    text.iter().for_each(|letter| bounds[*letter as usize + 1] += 1);
    for letter in 0..letters {
        bounds[letter + 1] += bounds[letter];
    }
    bounds
}

/// Puts the leftmost suffixes at the ends of their buckets, then from these the large ones into
/// order from the left, and from those the small ones from the right.
fn induce(text: &[u32], letters: usize, small: &[bool], leftmost: &[u32], order: &mut [u32]) {
    let n = text.len();
    let bounds = buckets(text, letters);
    let mut ends = bounds[1..=letters].to_vec();
    let put_last = |ends: &mut [usize], order: &mut [u32], i: u32| {
        let end = &mut ends[text[i as usize] as usize];
        *end -= 1;
        order[*end] = i;
    };
    leftmost.iter().rev().for_each(|i| put_last(&mut ends, order, *i));
    let mut begins = bounds[..letters].to_vec();
    let mut put_first = |order: &mut [u32], i: usize| {
        let begin = &mut begins[text[i] as usize];
        order[*begin] = i as u32;
        *begin += 1;
    };
    // The empty suffix is the least of all and comes before the first place.
    put_first(order, n - 1);
    for place in 0..n {
        if let Some(before) = order[place].checked_sub(1).filter(|before| *before < n as u32)
            && !small[before as usize]
        {
            put_first(order, before as usize);
        }
    }
    ends.copy_from_slice(&bounds[1..=letters]);
    for place in (0..n).rev() {
        if let Some(before) = order[place].checked_sub(1).filter(|before| *before < n as u32)
            && small[before as usize]
        {
            put_last(&mut ends, order, before);
        }
    }
}

/// A number for each part from one leftmost suffix to the next, equal for equal parts, in the
/// order of the text; and how many numbers there are.
fn named(text: &[u32], small: &[bool], leftmost: &[u32], by_part: &[u32]) -> (Vec<u32>, usize) {
    let n = text.len();
    // Where the part of each leftmost suffix ends.
    let mut end = vec![0_u32; n];
    for pair in leftmost.windows(2) {
        end[pair[0] as usize] = pair[1];
    }
    if let Some(last) = leftmost.last() {
        end[*last as usize] = n as u32;
    }
    let part = |i: u32| {
        let last = end[i as usize] as usize;
        // A part that ends with the text is equal to no other.
        (&text[i as usize..last.min(n - 1) + 1], &small[i as usize..last.min(n - 1) + 1], last == n)
    };
    let mut name_of = vec![0_u32; n];
    let mut names = 0;
    for (place, i) in by_part.iter().enumerate() {
        if place > 0 {
            let (before, this) = (part(by_part[place - 1]), part(*i));
            names += u32::from(before != this || this.2);
        }
        name_of[*i as usize] = names;
    }
    let count = if by_part.is_empty() { 0 } else { names as usize + 1 };
    (leftmost.iter().map(|i| name_of[*i as usize]).collect(), count)
}

/// For each suffix in order how many symbols it shares with the one before it (Kasai and others,
/// 2001).
fn shared(symbols: &[u8], suffixes: &[u32]) -> Vec<u32> {
    let n = symbols.len();
    let mut place_of = vec![0_u32; n];
    (0..=u32::MAX).zip(suffixes).for_each(|(place, suffix)| place_of[*suffix as usize] = place);
    let mut shared = vec![0_u32; n];
    let mut length = 0;
    for (i, place) in place_of.into_iter().enumerate() {
        let place = place as usize;
        let Some(before) = place.checked_sub(1).map(|before| suffixes[before] as usize) else {
            length = 0;
            continue;
        };
        let rest = symbols[i + length..].iter().zip(&symbols[before + length..]);
        length += rest.take_while(|(a, b)| a == b).count();
        shared[place] = length as u32;
        length = length.saturating_sub(1);
    }
    shared
}

/// Calls `take` for each set of suffixes that share a beginning, with a length that a larger set
/// shares, with the length that these share, and with how many they are.
pub fn intervals(symbols: &[u8], suffixes: &[u32], mut take: impl FnMut(usize, usize, usize)) {
    let shared = shared(symbols, suffixes);
    // The sets that are open: where each begins, and the length.
    let mut open: Vec<(usize, u32)> = Vec::new();
    for place in 1..=shared.len() {
        let length = shared.get(place).copied().unwrap_or(0);
        let mut begin = place - 1;
        while let Some((from, longer)) = open.pop_if(|(_, open)| *open > length) {
            let around = open.last().map_or(length, |(_, around)| length.max(*around));
            take(around as usize, longer as usize, place - from);
            begin = from;
        }
        if length > open.last().map_or(0, |(_, around)| *around) {
            open.push((begin, length));
        }
    }
}

/// The length of the longest repeated part.
pub fn longest_repeat(symbols: &[u8]) -> usize {
    shared(symbols, &suffix_array(symbols)).into_iter().max().unwrap_or(0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    /// Short texts of few letters, with repeats of every kind.
    fn texts() -> impl Iterator<Item = Vec<u8>> {
        let random = (0..400).map(|seed| {
            let mut random = fastrand::Rng::with_seed(seed);
            let letters = random.u8(1..5);
            (0..random.usize(1..120)).map(|_| random.u8(0..letters)).collect()
        });
        random.chain([vec![7; 300], [1, 2].repeat(90), b"mississippi".to_vec()])
    }

    #[test]
    fn suffixes_are_in_order() {
        for text in texts() {
            let mut expected: Vec<u32> = (0..text.len() as u32).collect();
            expected.sort_by_key(|i| &text[*i as usize..]);
            assert_eq!(suffix_array(&text), expected, "{text:?}");
        }
    }

    /// Every repeated part is in one interval, with its count.
    #[test]
    fn intervals_count_every_part() {
        for text in texts() {
            let mut found: HashMap<usize, Vec<usize>> = HashMap::new();
            intervals(&text, &suffix_array(&text), |shorter, length, count| {
                (shorter + 1..=length).for_each(|length| found.entry(length).or_default().push(count));
            });
            for length in 1..text.len() {
                let mut counts: HashMap<&[u8], usize> = HashMap::new();
                text.windows(length).for_each(|part| *counts.entry(part).or_default() += 1);
                let mut expected: Vec<usize> = counts.into_values().filter(|count| *count > 1).collect();
                let mut found = found.remove(&length).unwrap_or_default();
                expected.sort_unstable();
                found.sort_unstable();
                assert_eq!(found, expected, "{text:?} {length}");
            }
            assert!(found.is_empty());
        }
    }
}
