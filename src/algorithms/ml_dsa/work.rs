//! Where the polynomials lie that a function works with: on the heap where there is one with room,
//! else on the stack.

use crate::algorithms::array::Array;
use crate::kernels::ntt::ml_dsa::Poly;
use crate::machine::wipe::Wiped;

/// Does `work` with as many polynomials as `A` has, all zero, which are wiped when it is done.
pub(super) fn with_polys<A: Array<Poly>, R>(work: impl FnOnce(&mut [Poly]) -> R) -> R {
    #[cfg(feature = "std")]
    if let Some(mut polys) = heap::Polys::new(size_of::<A>() / size_of::<Poly>()) {
        return work(&mut polys.0);
    }
    on_stack::<A, R>(work)
}

/// As [`with_polys`], without the heap.
#[inline(never)] // its frame is large
pub(super) fn on_stack<A: Array<Poly>, R>(work: impl FnOnce(&mut [Poly]) -> R) -> R {
    let mut polys = Wiped::new(A::ZERO);
    work(polys.as_mut())
}

#[cfg(feature = "std")]
pub(super) mod heap {
    use crate::kernels::ntt::ml_dsa::Poly;
    use crate::machine::wipe::wipe_value;
    use std::vec::Vec;

    /// Polynomials on the heap. Wipes itself on drop; a matrix, too, which is public, but of one
    /// key: a scan of memory for what depends on a secret cannot know that.
    pub(in super::super) struct Polys(pub(in super::super) Vec<Poly>);

    impl Polys {
        /// As many zeros, if there is room.
        pub(in super::super) fn new(count: usize) -> Option<Self> {
            let mut polys = Vec::new();
            polys.try_reserve_exact(count).ok()?;
            polys.resize(count, Poly::ZERO);
            Some(Self(polys))
        }
    }

    impl Drop for Polys {
        fn drop(&mut self) {
            self.0.iter_mut().for_each(wipe_value);
        }
    }
}
