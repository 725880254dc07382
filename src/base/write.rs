//! Messages as a place that bytes are written to, for `std::io::copy` and its kin.

/// `written_by_update!(Type)`, or with generics `written_by_update!([H: HashFunction] Hmac<H>)`.
macro_rules! written_by_update {
    ([$($generics:tt)*] $type:ty) => {
        /// Appends what is written, as `update` does. It never fails: the gate stands before what
        /// comes out.
        #[cfg(feature = "std")]
        impl<$($generics)*> std::io::Write for $type {
            fn write(&mut self, data: &[u8]) -> std::io::Result<usize> {
                self.update(data);
                Ok(data.len())
            }

            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
    };
    ($type:ty) => {
        $crate::base::write::written_by_update!([] $type);
    };
}
pub(crate) use written_by_update;
