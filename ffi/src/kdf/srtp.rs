//! The key derivation of SRTP.

use crate::status::Done;
use qila::Error;
use qila::kdf::{SRTP_SALT_SIZE, Srtp, SrtpLabel};

interface! {
    //! The key derivation of SRTP and SRTCP (SP 800-135, RFC 3711)
    //!
    //! Approved, with secrets of 112 bits or more.
    constants {
        /// The bytes of a master salt of SRTP.
        QILA_SRTP_SALT_SIZE: usize = SRTP_SALT_SIZE;
    }
    functions {
        /// A key of SRTP or SRTCP, by its label, 0 to 5. The master key has 16, 24 or 32 bytes, the
        /// master salt QILA_SRTP_SALT_SIZE, the index at most 48 bits. The rate is 0 or a power of
        /// two up to 2^24.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_IV_LENGTH, the salt; QILA_ERROR_PARAMETER,
        /// label, index or rate; QILA_ERROR_OUTPUT_TOO_LONG.
        cold qila_srtp_kdf(label: u8, index: u64, rate: u32, master_key/master_key_len, master_salt/master_salt_len,
            out/out_len: &mut [u8]) => {
            let keys = srtp(master_key, master_salt)?;
            keys.derive(srtp_label(label)?, index, rate, out).by(keys.indicator())
        };
        /// As qila_srtp_kdf() for a key of SRTCP, label 3 to 5, whose index has the 32 bits that it
        /// has in a packet, not 48: the label stands two bytes further on. RFC 3711 can be read so,
        /// and some of NIST's tests do. What talks on networks takes qila_srtp_kdf(), unless both
        /// sides have agreed on this. Errors: those of qila_srtp_kdf().
        cold qila_srtcp_kdf_short_index(label: u8, index: u32, rate: u32, master_key/master_key_len,
            master_salt/master_salt_len, out/out_len: &mut [u8]) => {
            let keys = srtp(master_key, master_salt)?;
            keys.derive_short_index(srtp_label(label)?, index, rate, out).by(keys.indicator())
        };
    }
}

fn srtp(master_key: &[u8], master_salt: &[u8]) -> Result<Srtp, Error> {
    let salt = <&[u8; SRTP_SALT_SIZE]>::try_from(master_salt).map_err(|_| Error::InvalidIvLength)?;
    Srtp::new(master_key, salt)
}

fn srtp_label(label: u8) -> Result<SrtpLabel, Error> {
    Ok(match label {
        0 => SrtpLabel::Encryption,
        1 => SrtpLabel::Authentication,
        2 => SrtpLabel::Salt,
        3 => SrtpLabel::RtcpEncryption,
        4 => SrtpLabel::RtcpAuthentication,
        5 => SrtpLabel::RtcpSalt,
        _ => return Err(Error::InvalidParameter),
    })
}
