//! AES: encryption, key wrapping, authenticated encryption.

use super::*;

pub(super) fn ecb() -> Result<(), Error> {
    for key in keys() {
        let key = AesKey::new(&key)?;
        for blocks in 0..40 {
            key.ecb_encrypt(&mut data(16 * blocks))?;
            key.ecb_decrypt(&mut data(16 * blocks))?;
        }
    }
    Ok(())
}

pub(super) fn cbc() -> Result<(), Error> {
    for key in keys() {
        let key = AesKey::new(&key)?;
        for blocks in 0..40 {
            key.cbc_encrypt(&secret(), &mut data(16 * blocks))?;
            key.cbc_decrypt(&secret(), &mut data(16 * blocks))?;
            key.cbc_encryptor(&secret())?.update(&mut data(16 * blocks))?;
            key.cbc_decryptor(&secret())?.update(&mut data(16 * blocks))?;
        }
    }
    Ok(())
}

/// Right padding and wrong padding; which of them it is, and the length, are released.
pub(super) fn cbc_padded() -> Result<(), Error> {
    let key = AesKey::new(&secret::<16>())?;
    for len in 0..40 {
        let mut out = vec![0; 48];
        let sealed = key.cbc_encrypt_padded(&secret(), &data(len), &mut out)?;
        let mut back = vec![0; sealed];
        if key.cbc_decrypt_padded(&secret(), &out[..sealed], &mut back)? != len {
            return Err(Error::InvalidParameter);
        }
        key.cbc_encryptor(&[0; 16])?.finalize_padded(&data(len), &mut out)?;
        if key.cbc_decryptor(&[0; 16])?.finalize_padded(&out[..sealed], &mut back)? != len {
            return Err(Error::InvalidParameter);
        }
        match key.cbc_decrypt_padded(&[0; 16], &data(32), &mut [0; 32]) {
            Ok(_) | Err(Error::InvalidPadding) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

pub(super) fn ctr() -> Result<(), Error> {
    for key in keys() {
        let key = AesKey::new(&key)?;
        for len in LENGTHS {
            key.ctr_apply(&secret(), &mut data(len))?;
            let mut stream = key.ctr(&secret())?;
            stream.apply(&mut data(len))?;
            stream.apply(&mut data(7))?;
        }
    }
    Ok(())
}

/// Both forms, with and without padding, right and wrong; whether it is right, and the length, are
/// released.
pub(super) fn wrapping() -> Result<(), Error> {
    for key in keys() {
        for key in [KeyWrapKey::new(&key)?, KeyWrapKey::with_inverse_cipher(&key)?] {
            for len in [16, 40, 256] {
                let (mut wrapped, mut back) = (vec![0; len + 8], vec![0; len]);
                key.wrap(&data(len), &mut wrapped)?;
                key.unwrap(&wrapped, &mut back)?;
                wrapped[3] ^= 1;
                refused(key.unwrap(&wrapped, &mut back).map(drop))?;
                key.wrap_padded(&data(len - 3), &mut wrapped)?;
                key.unwrap_padded(&wrapped, &mut back)?;
                refused(key.unwrap_padded(&data(len + 8), &mut back).map(drop))?;
            }
            key.wrap_padded(&data(5), &mut [0; 16])?;
        }
    }
    Ok(())
}

pub(super) fn stealing() -> Result<(), Error> {
    for key in keys() {
        let key = AesKey::new(&key)?;
        for len in LENGTHS.into_iter().filter(|len| *len > 16) {
            for order in CbcCs::ALL {
                key.cbc_cs_encrypt(*order, &[1; 16], &mut data(len))?;
                key.cbc_cs_decrypt_bits(*order, &[1; 16], &mut data(len), 8 * len - 3)?;
            }
        }
    }
    Ok(())
}

pub(super) fn feedback() -> Result<(), Error> {
    for key in keys() {
        let key = AesKey::new(&key)?;
        for len in LENGTHS {
            key.ofb_apply(&[1; 16], &mut data(len))?;
            for segment in CfbSegment::ALL {
                // CFB1 and CFB8 have no loops that long messages would reach.
                let len = if *segment == CfbSegment::Bits128 { len } else { len.min(20) };
                key.cfb_encrypt(*segment, &[1; 16], &mut data(len))?;
                key.cfb_decrypt(*segment, &[1; 16], &mut data(len))?;
            }
        }
    }
    Ok(())
}

pub(super) fn xts() -> Result<(), Error> {
    for size in [32, 64] {
        let key = AesXtsKey::new(&data(size))?;
        for len in LENGTHS.into_iter().filter(|len| *len >= 16) {
            key.encrypt(&[1; 16], &mut data(len))?;
            key.decrypt(&[1; 16], &mut data(len))?;
        }
        key.encrypt_units(7, 500, &mut data(1350))?;
    }
    Ok(())
}

pub(super) fn ff1() -> Result<(), Error> {
    for key in keys() {
        let key = AesKey::new(&key)?;
        for (radix, len) in [(2, 20), (10, 6), (10, 19), (36, 100), (256, 33), (65536, 40)] {
            let numerals =
                data(len).iter().map(|byte| ((u32::from(*byte) * radix) >> 8) as u16).collect::<Vec<u16>>();
            key.ff1_encrypt(radix, &data(20), &mut numerals.clone())?;
            key.ff1_decrypt(radix, &data(20), &mut numerals.clone())?;
        }
    }
    Ok(())
}

pub(super) fn ccm() -> Result<(), Error> {
    for key in keys() {
        let key = AesCcmKey::new(&key)?;
        for len in LENGTHS {
            let mut message = data(len);
            let mut tag = key.seal_in_place(&[1; 12], &data(len.min(100)), &mut message)?.to_vec();
            lab::unmark(&mut tag);
            key.open_in_place(&[1; 12], &data(len.min(100)), &mut message, &tag)?;
            refused(key.open_in_place(&[2; 12], &data(len.min(100)), &mut message, &tag))?;
        }
    }
    Ok(())
}

pub(super) fn gcm() -> Result<(), Error> {
    for key in keys() {
        for length in [TagLength::Bits128, TagLength::Bits96] {
            let key = AesGcmKey::with_tag_length(&key, length)?;
            for len in LENGTHS {
                for iv in [&[1; 12][..], &[2; 60]] {
                    let (mut message, aad) = (data(len), data(len.min(100)));
                    let tag = key.caller_iv_sealer()?.seal_in_place(iv, &aad, &mut message)?;
                    let mut tag = tag.to_vec();
                    lab::unmark(&mut tag);
                    key.open_in_place(iv, &aad, &mut message, &tag)?;
                }
            }
        }
        let mut sealer = AesGcmKey::new(&key)?.tls13_sealer(&secret())?;
        sealer.seal_in_place(&data(5), &mut data(1350))?;
    }
    Ok(())
}

pub(super) fn gcm_wrong() -> Result<(), Error> {
    for key in keys() {
        let key = AesGcmKey::new(&key)?;
        for len in LENGTHS {
            refused(key.open_in_place(&[1; 12], &data(20), &mut data(len), &[0; 16]))?;
        }
    }
    Ok(())
}

pub(super) fn gmac() -> Result<(), Error> {
    for key in keys() {
        let key = GmacKey::new(&key)?;
        for len in LENGTHS {
            let mut tag = key.caller_iv()?.authenticate(&[1; 12], &data(len))?.to_vec();
            lab::unmark(&mut tag);
            key.verify(&[1; 12], &data(len), &tag)?;
        }
    }
    Ok(())
}
