//! Verification of several signatures at once.

use super::curve::EdwardsCurve;
use super::eddsa::{Message, Scalar, VerifyingKey};
use super::relation::Combination;
pub(crate) use super::relation::GROUP;
use crate::algorithms::array::Array;
use crate::algorithms::field::Residue;
use crate::base::error::{Error, Result};
use crate::kernels::element::Words as _;

/// A signature: whose it is, of what, and its bytes.
pub(crate) type Signed<'a, C> = (&'a VerifyingKey<C>, &'a [u8], &'a [u8]);

/// Verifies a group of signatures of messages. The answer is that of all of them one by one, but
/// for a chance of 2^-128: each equation is multiplied by a number that nobody can choose, a hash
/// value of the whole group. Both ways have the cofactor, so that no part of small order makes a
/// difference.
///
/// Time: depends on everything, which is public.
///
/// Errors: [`Error::SignatureMismatch`] where one of them would give it.
pub(crate) fn verify_group<C: EdwardsCurve>(group: &[Signed<'_, C>; GROUP]) -> Result<()> {
    let mut digests = [C::Digest::ZERO; GROUP];
    for ((key, message, signature), digest) in group.iter().zip(&mut digests) {
        *digest = key.digest(Message::Pure(message), signature)?;
    }
    let empty: &[u8] = &[];
    let mut parts = [empty; 2 * GROUP + 1];
    for (parts, ((.., signature), digest)) in parts.chunks_exact_mut(2).zip(group.iter().zip(&digests)) {
        // The digest stands for R, A and the message.
        parts.copy_from_slice(&[digest.as_ref(), signature]);
    }
    let seed = C::hash(&parts);
    let (mut s_sum, mut terms) = (Scalar::<C>::ZERO, [(C::Words::ZERO, [C::Words::ZERO; 2]); 2 * GROUP]);
    let signed = group.iter().zip(&digests).zip(0..GROUP as u8);
    for (places, (((key, _, signature), digest), number)) in terms.chunks_exact_mut(2).zip(signed) {
        let z = Residue::reduced_le_bytes(&C::hash(&[seed.as_ref(), &[number]]).as_ref()[..16]);
        let (s, r) = VerifyingKey::<C>::parts(signature)?;
        s_sum = s_sum + z * s;
        let h = Residue::reduced_le_bytes(digest.as_ref());
        places.copy_from_slice(&[((z * h).canonical(), *key.point()), (z.canonical(), r)]);
    }
    let holds = C::run(Combination::<C> { s: &s_sum.canonical(), terms: &terms });
    if holds { Ok(()) } else { Err(Error::SignatureMismatch) }
}
