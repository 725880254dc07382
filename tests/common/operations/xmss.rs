//! Verification by XMSS and XMSS^MT.

use super::input::called;
use super::{Operation, prepared, public, put};
use qila::xmss::{VerifyingKey, Xmss, XmssMt};

const OF_XMSS: &str = "XMSS, any parameter set";
const OF_XMSS_MT: &str = "XMSS^MT, any parameter set";

/// Keys of XMSS-SHA2_10_192 and XMSSMT-SHAKE256_20/2_192, each with its signature of one byte, 7
/// (`examples` of `kat-vectors/generate/xmss.py`).
const EXAMPLES: &[u8] = include_bytes!("xmss.bin");
const KEY: usize = 52;
const SIGNATURE: usize = 4 + 24 * (1 + 51 + 10);

/// Key and signature of XMSS.
fn single() -> (&'static [u8], &'static [u8]) {
    EXAMPLES[..KEY + SIGNATURE].split_at(KEY)
}

/// Key and signature of XMSS^MT.
fn multi() -> (&'static [u8], &'static [u8]) {
    EXAMPLES[KEY + SIGNATURE..].split_at(KEY)
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("xmss::VerifyingKey::new", OF_XMSS, || {
        let vk = VerifyingKey::<Xmss>::new(single().0)?;
        prepared(vk.indicator(), |out| {
            let again = called(|| VerifyingKey::<Xmss>::new(single().0))?;
            put(out, || Ok(again.as_bytes()))
        })
    }),
    public!("xmss::VerifyingKey::new", OF_XMSS_MT, || {
        let vk = VerifyingKey::<XmssMt>::new(multi().0)?;
        prepared(vk.indicator(), |out| {
            let again = called(|| VerifyingKey::<XmssMt>::new(multi().0))?;
            put(out, || Ok(again.as_bytes()))
        })
    }),
    public!("xmss::VerifyingKey::verify", OF_XMSS, || {
        let vk = VerifyingKey::<Xmss>::new(single().0)?;
        prepared(vk.indicator(), move |out| {
            called(|| vk.verify(&[7], single().1))?;
            put(out, || Ok(&single().1[..32]))
        })
    }),
    public!("xmss::VerifyingKey::verify", OF_XMSS_MT, || {
        let vk = VerifyingKey::<XmssMt>::new(multi().0)?;
        prepared(vk.indicator(), move |out| {
            called(|| vk.verify(&[7], multi().1))?;
            put(out, || Ok(&multi().1[..32]))
        })
    }),
];
