//! KMAC (SP 800-185 section 4): a MAC and pseudorandom function on cSHAKE.

use crate::algorithms::hash::encoding::{Encoded, absorb_padded};
use crate::algorithms::hash::shake::{Name, Reader};
use crate::algorithms::hash::sponge::{LastBits, Rate, Sponge, Suffix};
use crate::base::secret::{Rest, no_padding, rest_of};
use crate::kernels::keccak::State;
use crate::machine::wipe::Wiped;
use zeroize::{Zeroize, ZeroizeOnDrop};

const NAME: &Name = &Name::new(b"KMAC");

/// A key with a customization string, kept as the state after both. Wiped on drop.
#[derive(Clone)]
pub(crate) struct KmacKey {
    state: Wiped<State>,
    rate: Rate,
    _rest: Rest<{ rest_of::<State>(size_of::<Rate>()) }>,
}

impl Zeroize for KmacKey {
    fn zeroize(&mut self) {
        self.state.zeroize();
    }
}

// The state wipes itself, and the rate is no secret.
impl ZeroizeOnDrop for KmacKey {}
no_padding!(KmacKey { state, rate, _rest });

impl KmacKey {
    /// Takes a key of `bits` bits, whose bytes go in whole (section 4.3).
    ///
    /// Time: depends on the lengths.
    pub(crate) fn new(rate: Rate, key: &[u8], bits: u64, customization: &[u8]) -> Self {
        let mut sponge = NAME.begin(rate, customization);
        absorb_padded(&mut sponge, &[(key, bits)]);
        Self { state: Wiped::new(*sponge.state()), rate, _rest: Rest::ZERO }
    }

    /// Begins a message.
    #[inline]
    pub(crate) fn begin(&self) -> Kmac {
        Kmac(Sponge::resume(self.rate, *self.state))
    }
}

/// A message on its way through KMAC. Wipes itself on drop.
#[derive(Clone)]
pub(crate) struct Kmac(Sponge);

// The sponge wipes itself.
impl ZeroizeOnDrop for Kmac {}
no_padding!(Kmac { 0 });

impl Kmac {
    /// Appends `data` to the message.
    ///
    /// Time: depends on the length of `data`.
    #[inline]
    pub(crate) fn update(&mut self, data: &[u8]) {
        self.0.absorb(data);
    }

    /// Ends the message with its `last` bits. The result squeezes the MAC of `len` bits (section
    /// 4.3). Without a length it squeezes any number of bits (KMACXOF, section 4.3.1).
    #[inline]
    pub(crate) fn finalize(mut self, last: LastBits, len: Option<u64>) -> Reader {
        // The length follows the last bit of the message.
        let last = last.push(Encoded::right(len.unwrap_or(0)).as_bytes(), |byte| self.0.absorb(&[byte]));
        self.0.pad(last, Suffix::CSHAKE);
        Reader::of(self.0)
    }
}
