//! Extendable-output functions, TupleHash and ParallelHash (FIPS 202, SP 800-185).

use crate::memory::{apart, borrow, borrow_mut, bytes, bytes_mut, end, give, release};
use crate::status::{Answer, Failure, call, operational, qila_status};
use qila::Error;
use qila::xof::{self, ParallelHash, Reader, TupleHash, Xof, XofAlgorithm};

/// An extendable-output function: one of the constants below.
pub type qila_xof_algorithm = u32;
/// SHAKE128.
pub const QILA_SHAKE128: qila_xof_algorithm = 1;
/// SHAKE256.
pub const QILA_SHAKE256: qila_xof_algorithm = 2;

pub(crate) fn algorithm_of(number: qila_xof_algorithm) -> Result<XofAlgorithm, Failure> {
    match number {
        QILA_SHAKE128 => Ok(XofAlgorithm::Shake128),
        QILA_SHAKE256 => Ok(XofAlgorithm::Shake256),
        _ => Err(Failure::Module(Error::InvalidParameter)),
    }
}

/// A message on its way through SHAKE or cSHAKE, and then its output. Threads: one at a time.
pub struct qila_xof(Stage);

/// Ends a message and makes a handle of its output at `*xof`. As [`end`], the message stays on an error.
///
/// # Safety
/// As [`give`].
pub(crate) unsafe fn squeezed<T: Clone>(
    xof: *mut *mut qila_xof,
    running: &mut T,
    fresh: &T,
    finish: impl FnOnce(T) -> qila::Result<Reader>,
) -> Answer {
    // SAFETY: the caller answers for the pointer.
    unsafe {
        give(xof, || {
            let reader = finish(running.clone())?;
            running.clone_from(fresh);
            let indicator = reader.indicator();
            Ok((qila_xof(Stage::Squeezing(reader)), indicator))
        })
    }
}

/// What a handle is at.
enum Stage {
    Absorbing(Xof),
    Squeezing(Reader),
}

/// Writes `out_len` bytes of the output of SHAKE for `len` bytes at `data` to `out`. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_shake(
    algorithm: qila_xof_algorithm,
    data: *const u8,
    len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        let algorithm = algorithm_of(algorithm)?;
        apart((out, out_len), &[(data, len)])?;
        // SAFETY: the caller answers for the pointers.
        let (data, out) = unsafe { (bytes(data, len)?, bytes_mut(out, out_len)?) };
        match algorithm {
            XofAlgorithm::Shake128 => xof::shake128(data, out)?,
            _ => xof::shake256(data, out)?,
        }
        Ok(xof::indicator(algorithm))
    })
}

/// Begins a message at `*xof`, to be freed with qila_xof_free(). With a customization string it is for cSHAKE: another
/// string gives another output. `customization_len` 0 is for SHAKE.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_xof_new(
    xof: *mut *mut qila_xof,
    algorithm: qila_xof_algorithm,
    customization: *const u8,
    customization_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(xof, || {
                let customization = bytes(customization, customization_len)?;
                let made = Xof::customized(algorithm_of(algorithm)?, customization)?;
                let indicator = made.indicator();
                Ok((qila_xof(Stage::Absorbing(made)), indicator))
            })
        }
    })
}

/// Copies a message or output on its way, to be freed by itself.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_xof_copy(copy: *mut *mut qila_xof, xof: *const qila_xof) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(copy, || match &borrow(xof)?.0 {
                Stage::Absorbing(message) => Ok((qila_xof(Stage::Absorbing(message.clone())), message.indicator())),
                Stage::Squeezing(reader) => Ok((qila_xof(Stage::Squeezing(reader.clone())), reader.indicator())),
            })
        }
    })
}

/// Appends `len` bytes at `data` to the message. After the first qila_xof_read() it is QILA_ERROR_PARAMETER.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_xof_update(xof: *mut qila_xof, data: *const u8, len: usize) -> qila_status {
    call(|| {
        operational()?;
        // SAFETY: the caller answers for the pointers.
        let (xof, data) = unsafe { (borrow_mut(xof)?, bytes(data, len)?) };
        let Stage::Absorbing(message) = &mut xof.0 else { return Err(Failure::Module(Error::InvalidParameter)) };
        message.update(data);
        Ok(message.indicator())
    })
}

/// Writes the next `out_len` bytes of the output to `out`. The first call ends the message.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_xof_read(xof: *mut qila_xof, out: *mut u8, out_len: usize) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (xof, out) = unsafe { (borrow_mut(xof)?, bytes_mut(out, out_len)?) };
        if let Stage::Absorbing(message) = &xof.0 {
            // On an error the handle stays as it was.
            let reader = message.clone().finalize()?;
            xof.0 = Stage::Squeezing(reader);
        }
        let Stage::Squeezing(reader) = &mut xof.0 else { return Err(Failure::Module(Error::InvalidParameter)) };
        reader.read(out)?;
        Ok(reader.indicator())
    })
}

/// Frees the handle and wipes what it holds. NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_xof_free(xof: *mut qila_xof) {
    // SAFETY: the caller answers for it.
    unsafe { release(xof) };
}

/// A list on its way through TupleHash. Threads: one at a time.
pub struct qila_tuple_hash {
    running: TupleHash,
    fresh: TupleHash,
}

/// Begins a list at `*list`, to be freed with qila_tuple_hash_free(): TupleHash128 with QILA_SHAKE128, TupleHash256 with
/// QILA_SHAKE256. Another customization string gives another hash value; `customization_len` 0 is for none.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tuple_hash_new(
    list: *mut *mut qila_tuple_hash,
    algorithm: qila_xof_algorithm,
    customization: *const u8,
    customization_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(list, || {
                let customization = bytes(customization, customization_len)?;
                let fresh = TupleHash::customized(algorithm_of(algorithm)?, customization)?;
                let indicator = fresh.indicator();
                Ok((qila_tuple_hash { running: fresh.clone(), fresh }, indicator))
            })
        }
    })
}

/// Appends an element of `len` bytes at `data`, which may be 0, to the list. Where elements end matters.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tuple_hash_add(list: *mut qila_tuple_hash, data: *const u8, len: usize) -> qila_status {
    call(|| {
        operational()?;
        // SAFETY: the caller answers for the pointers.
        let (list, data) = unsafe { (borrow_mut(list)?, bytes(data, len)?) };
        list.running.add(data);
        Ok(list.running.indicator())
    })
}

/// Writes the hash value of the list, of which the length is a part, to `out`; the handle is then ready for the next one.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tuple_hash_final(
    list: *mut qila_tuple_hash,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (list, out) = unsafe { (borrow_mut(list)?, bytes_mut(out, out_len)?) };
        end(&mut list.running, &list.fresh, |list| Ok(list.finalize_into(out)?))?;
        Ok(list.fresh.indicator())
    })
}

/// Makes an output of any length (TupleHashXOF) of the list at `*xof`, to be read with qila_xof_read() and freed with
/// qila_xof_free(); the handle is then ready for the next list.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tuple_hash_xof(list: *mut qila_tuple_hash, xof: *mut *mut qila_xof) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let list = borrow_mut(list)?;
            squeezed(xof, &mut list.running, &list.fresh, TupleHash::finalize_xof)
        }
    })
}

/// Frees the handle and wipes what it holds. NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_tuple_hash_free(list: *mut qila_tuple_hash) {
    // SAFETY: the caller answers for it.
    unsafe { release(list) };
}

/// A message on its way through ParallelHash. Threads: one at a time.
pub struct qila_parallel_hash {
    running: ParallelHash,
    fresh: ParallelHash,
}

/// Begins a message at `*message`, to be freed with qila_parallel_hash_free(): ParallelHash128 with QILA_SHAKE128,
/// ParallelHash256 with QILA_SHAKE256. The size of the blocks, in bytes and not 0, is a part of the function.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_parallel_hash_new(
    message: *mut *mut qila_parallel_hash,
    algorithm: qila_xof_algorithm,
    block_size: usize,
    customization: *const u8,
    customization_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(message, || {
                let customization = bytes(customization, customization_len)?;
                let fresh = ParallelHash::customized(algorithm_of(algorithm)?, block_size, customization)?;
                let indicator = fresh.indicator();
                Ok((qila_parallel_hash { running: fresh.clone(), fresh }, indicator))
            })
        }
    })
}

/// Appends `len` bytes at `data` to the message. Parts of eight blocks or more are the fastest.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_parallel_hash_update(
    message: *mut qila_parallel_hash,
    data: *const u8,
    len: usize,
) -> qila_status {
    call(|| {
        operational()?;
        // SAFETY: the caller answers for the pointers.
        let (message, data) = unsafe { (borrow_mut(message)?, bytes(data, len)?) };
        message.running.update(data);
        Ok(message.running.indicator())
    })
}

/// Writes the hash value of the message, of which the length is a part, to `out`; the handle is then ready for the next
/// message.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_parallel_hash_final(
    message: *mut qila_parallel_hash,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (message, out) = unsafe { (borrow_mut(message)?, bytes_mut(out, out_len)?) };
        end(&mut message.running, &message.fresh, |message| Ok(message.finalize_into(out)?))?;
        Ok(message.fresh.indicator())
    })
}

/// Makes an output of any length (ParallelHashXOF) of the message at `*xof`, to be read with qila_xof_read() and freed with
/// qila_xof_free(); the handle is then ready for the next message.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_parallel_hash_xof(
    message: *mut qila_parallel_hash,
    xof: *mut *mut qila_xof,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let message = borrow_mut(message)?;
            squeezed(xof, &mut message.running, &message.fresh, ParallelHash::finalize_xof)
        }
    })
}

/// Frees the handle and wipes what it holds. NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_parallel_hash_free(message: *mut qila_parallel_hash) {
    // SAFETY: the caller answers for it.
    unsafe { release(message) };
}
