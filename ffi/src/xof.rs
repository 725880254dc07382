//! Extendable-output functions (FIPS 202, SP 800-185).

use crate::memory::{apart, borrow, borrow_mut, bytes, bytes_mut, give, release};
use crate::status::{Failure, call, qila_status};
use qila::Error;
use qila::xof::{self, Reader, Xof, XofAlgorithm};

/// An extendable-output function: one of the constants below.
pub type qila_xof_algorithm = u32;
/// SHAKE128.
pub const QILA_SHAKE128: qila_xof_algorithm = 1;
/// SHAKE256.
pub const QILA_SHAKE256: qila_xof_algorithm = 2;

fn algorithm_of(number: qila_xof_algorithm) -> Result<XofAlgorithm, Failure> {
    match number {
        QILA_SHAKE128 => Ok(XofAlgorithm::Shake128),
        QILA_SHAKE256 => Ok(XofAlgorithm::Shake256),
        _ => Err(Failure::Module(Error::InvalidParameter)),
    }
}

/// A message on its way through SHAKE or cSHAKE, and then its output. Threads: one at a time.
pub struct qila_xof(Stage);

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
                let made = Xof::customized(algorithm_of(algorithm)?, b"", customization)?;
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
