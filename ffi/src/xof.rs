//! Extendable-output functions, TupleHash and ParallelHash.

use crate::handle::{Inner, Place, Renewed, inner, take};
use crate::status::{Answer, Done, Failure, operational, permit};
use qila::xof::{self, ParallelHash, Reader, TupleHash, Xof, XofAlgorithm};
use qila::{Error, Indicator};

interface! {
    //! Extendable-output functions, TupleHash and ParallelHash (FIPS 202, SP 800-185)
    //!
    //! Approved. QILA_SHAKE128 chooses TupleHash128 and ParallelHash128, QILA_SHAKE256 those of 256
    //! bits. The function name N of cSHAKE is NIST's (SP 800-185 section 3.4) and stays empty.
    handles {
        /// A message on its way through SHAKE or cSHAKE, and then its output.
        qila_xof = Stage<Xof, Reader>, qila_xof_free;
        /// A list on its way through TupleHash.
        qila_tuple_hash = Renewed<TupleHash>, qila_tuple_hash_free;
        /// A message on its way through ParallelHash.
        qila_parallel_hash = Renewed<ParallelHash>, qila_parallel_hash_free;
    }
    choices {
        /// An extendable-output function.
        qila_xof_algorithm = XofAlgorithm {
            /// SHAKE128.
            QILA_SHAKE128 = 1 => XofAlgorithm::Shake128;
            /// SHAKE256.
            QILA_SHAKE256 = 2 => XofAlgorithm::Shake256;
        }
    }
    functions {
        /// Writes `out_len` bytes of the output of SHAKE for `len` bytes at `data` to `out`.
        /// Errors: QILA_ERROR_PARAMETER, no such function.
        hot qila_shake(algorithm: XofAlgorithm, data/len, out/out_len: &mut [u8]) => {
            let shake = match algorithm {
                XofAlgorithm::Shake128 => xof::shake128,
                _ => xof::shake256,
            };
            shake(data, out).by(xof::indicator(algorithm))
        };
        /// Begins a message at `*xof`. With a customization string it is for cSHAKE: another string
        /// gives another output. `customization_len` 0 is for SHAKE. Errors: QILA_ERROR_PARAMETER,
        /// no such function.
        cold qila_xof_new(xof: Place<qila_xof>, algorithm: XofAlgorithm, customization/customization_len)
            => xof.make(|| Xof::customized(algorithm, customization).map(Stage::Absorbing));
        /// Copies a message or output on its way to `*copy`.
        cold qila_xof_copy(copy: Place<qila_xof>, xof: &qila_xof) => copy.make(|| qila::Result::Ok(xof.clone()));
        /// Appends `len` bytes at `data` to the message.
        /// Errors: QILA_ERROR_PARAMETER, after the first qila_xof_read().
        hot qila_xof_update(xof: &mut qila_xof, data/len) => xof.take(|message| message.update(data));
        /// Writes the next `out_len` bytes of the output to `out`. The first call ends the message.
        hot qila_xof_read(xof: &mut qila_xof, out/out_len: &mut [u8])
            => xof.read(Xof::finalize, |reader| reader.read(out));
        /// Begins a list at `*list`. Another customization string gives another hash value;
        /// `customization_len` 0 is for none. Errors: QILA_ERROR_PARAMETER, no such function.
        cold qila_tuple_hash_new(list: Place<qila_tuple_hash>, algorithm: XofAlgorithm,
            customization/customization_len)
            => list.make(|| TupleHash::customized(algorithm, customization).map(Renewed::from));
        /// Appends an element of `len` bytes at `data`, which may be 0, to the list. Where elements
        /// end matters.
        hot qila_tuple_hash_add(list: &mut qila_tuple_hash, data/len) => take(list, |list| list.running.add(data));
        /// Writes the hash value of the list, of which the length is a part, to `out`. The handle
        /// is then ready for the next list.
        cold qila_tuple_hash_final(list: &mut qila_tuple_hash, out/out_len: &mut [u8])
            => list.finish(|list| list.finalize_into(out));
        /// Makes an output of any length (TupleHashXOF) of the list at `*xof`, to be read with
        /// qila_xof_read(). The handle is then ready for the next list.
        cold qila_tuple_hash_xof(list: &mut qila_tuple_hash, xof: Place<qila_xof>)
            => list.end(|list| xof.make(|| list.finalize_xof().map(Stage::Squeezing)));
        /// Begins a message at `*message`. The size of the blocks, in bytes and not 0, is a part of
        /// the function.
        /// Errors: QILA_ERROR_PARAMETER, blocks of 0 bytes.
        cold qila_parallel_hash_new(message: Place<qila_parallel_hash>, algorithm: XofAlgorithm, block_size: usize,
            customization/customization_len)
            => message.make(|| ParallelHash::customized(algorithm, block_size, customization).map(Renewed::from));
        /// Appends `len` bytes at `data` to the message. Parts of eight blocks or more are the
        /// fastest.
        hot qila_parallel_hash_update(message: &mut qila_parallel_hash, data/len)
            => take(message, |message| message.running.update(data));
        /// Writes the hash value of the message, of which the length is a part, to `out`. The
        /// handle is then ready for the next message.
        cold qila_parallel_hash_final(message: &mut qila_parallel_hash, out/out_len: &mut [u8])
            => message.finish(|message| message.finalize_into(out));
        /// Makes an output of any length (ParallelHashXOF) of the message at `*xof`, to be read
        /// with qila_xof_read(). The handle is then ready for the next message.
        cold qila_parallel_hash_xof(message: &mut qila_parallel_hash, xof: Place<qila_xof>)
            => message.end(|message| xof.make(|| message.finalize_xof().map(Stage::Squeezing)));
    }
}

inner! { Xof, Reader, TupleHash, ParallelHash }

/// What a handle of an extendable-output function is at: its message, or its output.
#[derive(Clone)]
pub enum Stage<M, R> {
    /// The message takes data.
    Absorbing(M),
    /// The output gives data.
    Squeezing(R),
}

impl<M: Inner, R: Inner> Stage<M, R> {
    /// That of the message or output.
    pub(crate) fn indicator(&self) -> Indicator {
        match self {
            Self::Absorbing(message) => message.indicator(),
            Self::Squeezing(reader) => reader.indicator(),
        }
    }

    /// Gives data to the message. Errors: it has ended; the error state; the policy.
    #[inline]
    pub(crate) fn take(&mut self, take: impl FnOnce(&mut M)) -> Answer {
        operational()?;
        let Self::Absorbing(message) = self else { return Err(Error::InvalidParameter.into()) };
        permit(message.indicator())?;
        take(message);
        Ok(message.indicator())
    }

    /// Ends the message, if it has not ended, and reads of the output. On an error the handle stays
    /// as it was.
    #[inline]
    pub(crate) fn read(
        &mut self,
        end: impl FnOnce(M) -> qila::Result<R>,
        read: impl FnOnce(&mut R) -> qila::Result<()>,
    ) -> Answer {
        if let Self::Absorbing(message) = self {
            let reader = end(message.clone())?;
            *self = Self::Squeezing(reader);
        }
        let Self::Squeezing(reader) = self else { return Err(Failure::Module(Error::InvalidParameter)) };
        read(reader)?;
        Ok(reader.indicator())
    }
}
