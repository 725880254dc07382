//! TupleHash and TupleHashXOF (SP 800-185 section 5).

use super::{Reader, XofAlgorithm, indicator, rule};
use crate::algorithms::hash::tuple_hash;
use crate::base::bytes::bits_of;
use crate::base::error::Result;
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::module::cast::tuple_hash::TUPLE_HASH;
use crate::module::indicator::Indicator;
use crate::module::{gate, policy};

/// A list of strings on its way through TupleHash. Where one string ends and the next begins
/// matters: `("a", "bc")` and `("ab", "c")` have different hash values. It may be moved and cloned
/// and wipes itself on drop.
///
/// ```
/// use qila::xof::{TupleHash, XofAlgorithm};
///
/// let value = |list: &[&[u8]]| {
///     let mut hash = TupleHash::new(XofAlgorithm::Shake128)?;
///     list.iter().for_each(|element| hash.add(element));
///     let mut value = [0; 32];
///     hash.finalize_into(&mut value)?;
///     Ok::<_, qila::Error>(value)
/// };
/// assert_ne!(value(&[b"ab", b"c"])?, value(&[b"a", b"bc"])?);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct TupleHash {
    list: tuple_hash::TupleHash,
    algorithm: XofAlgorithm,
    _rest: Rest<{ rest_of::<tuple_hash::TupleHash>(size_of::<XofAlgorithm>()) }>,
    _traces: gate::Traces,
}

secret!(TupleHash);

gate::clean_clone!(TupleHash { list, algorithm, _rest, _traces });
no_padding!(TupleHash { list, algorithm, _rest, _traces });

impl TupleHash {
    /// An empty list: TupleHash128 with [`XofAlgorithm::Shake128`], TupleHash256 with
    /// [`XofAlgorithm::Shake256`].
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState),
    /// [`NotApproved`](crate::Error::NotApproved).
    pub fn new(algorithm: XofAlgorithm) -> Result<Self> {
        Self::customized(algorithm, &[])
    }

    /// An empty list, with a customization string: another string gives another hash value.
    ///
    /// Time: depends on the length of the string.
    ///
    /// # Errors
    /// As [`TupleHash::new`].
    pub fn customized(algorithm: XofAlgorithm, customization: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&TUPLE_HASH)?;
            policy::permit_rule(|| rule(algorithm))?;
            Ok(Self {
                list: tuple_hash::TupleHash::new(algorithm.rate(), customization),
                algorithm,
                _rest: Rest::ZERO,
                _traces: gate::Traces,
            })
        })
    }

    /// Appends an element, which may be empty, to the list.
    ///
    /// Time: depends on its length.
    pub fn add(&mut self, element: &[u8]) {
        gate::take_data::<2048>(|| self.list.add(element));
    }

    /// Fills `out` with the hash value, of which the length of `out` is a part: a shorter one is
    /// not the beginning of a longer one (section 5.3.1).
    ///
    /// Time: depends on the length of `out`.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState),
    /// [`NotApproved`](crate::Error::NotApproved); `out` is unchanged.
    pub fn finalize_into(self, out: &mut [u8]) -> Result<()> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(&TUPLE_HASH)?;
            policy::permit_rule(|| rule(this.algorithm))?;
            this.list.finalize(Some(bits_of(out.len()))).read(out);
            entry.release(out)
        })
    }

    /// Ends the list; what is given back gives an output of any length (TupleHashXOF, section
    /// 5.3.2).
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState),
    /// [`NotApproved`](crate::Error::NotApproved).
    pub fn finalize_xof(self) -> Result<Reader> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&TUPLE_HASH)?;
            policy::permit_rule(|| rule(this.algorithm))?;
            Ok(Reader::new(this.list.finalize(None), this.algorithm))
        })
    }

    /// Which function it rests on.
    #[must_use]
    pub const fn algorithm(&self) -> XofAlgorithm {
        self.algorithm
    }

    /// Whether the service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator(self.algorithm)
    }
}
