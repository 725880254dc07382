//! Constants as the standards print them: hexadecimal digits, read by the compiler.

/// The bytes of hexadecimal text, an array of half its length. Several texts stand for one.
macro_rules! hex {
    ($($text:literal),+ $(,)?) => {
        const { $crate::base::hex::decode::<{ concat!($($text),+).len() / 2 }>(concat!($($text),+)) }
    };
}
pub(crate) use hex;

/// What [`hex!`] gives. A text of odd length or with another character does not compile.
pub(crate) const fn decode<const N: usize>(text: &str) -> [u8; N] {
    assert!(text.len() == 2 * N, "an odd number of digits");
    let (digits, mut bytes, mut i) = (text.as_bytes(), [0; N], 0);
    while i < N {
        bytes[i] = digit(digits[2 * i]) << 4 | digit(digits[2 * i + 1]);
        i += 1;
    }
    bytes
}

const fn digit(character: u8) -> u8 {
    assert!(matches!(character, b'0'..=b'9' | b'a'..=b'f'), "no hexadecimal digit in lower case");
    if character <= b'9' { character - b'0' } else { character - b'a' + 10 }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn reads_digits() {
        assert_eq!(hex!("00ff", "1a2b09"), [0x00, 0xff, 0x1a, 0x2b, 0x09]);
    }

    /// In a constant each of these is an error of the compiler.
    #[test]
    fn objects_to_other_text() {
        let refused = |read: fn() -> [u8; 2]| std::panic::catch_unwind(read).is_err();
        assert!(refused(|| decode("000")) && refused(|| decode("00000")));
        assert!(refused(|| decode("00 f")) && refused(|| decode("00FF")) && refused(|| decode("00g0")));
    }
}
