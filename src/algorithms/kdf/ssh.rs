//! The key derivation of SSH (RFC 4253 section 7.2, SP 800-135 r1 section 5.2).

use crate::algorithms::hash::{Hash, HashOutput};
use crate::machine::wipe::Wiped;

/// Fills `out` with the key of that letter. `k` is the shared secret as the protocol encodes it
/// (mpint).
///
/// Time: depends on the lengths.
pub(crate) fn derive<H: Hash>(k: &[u8], h: &[u8], letter: u8, session_id: &[u8], out: &mut [u8]) {
    // K1 = HASH(K || H || X || session_id); Kn = HASH(K || H || K1 || ... || Kn-1). The message
    // before the next part of the key is always the one so far, so that each hash goes on from a
    // copy.
    let mut so_far = H::new();
    so_far.update(k);
    so_far.update(h);
    let mut value = Wiped::new(H::Output::ZERO);
    for (number, chunk) in out.chunks_mut(H::OUTPUT_SIZE).enumerate() {
        if number == 0 {
            let mut first = so_far.clone();
            first.update(&[letter]);
            first.update(session_id);
            *value = first.finalize();
        } else {
            *value = so_far.clone().finalize();
        }
        so_far.update((*value).as_ref());
        chunk.copy_from_slice(&(*value).as_ref()[..chunk.len()]);
    }
}
