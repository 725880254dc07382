//! Verification of several signatures at once.

use super::curve::EdwardsCurve;
use super::eddsa::{Message, Scalar, VerifyingKey};
use super::encoding::decode_four;
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
    let (a_terms, r_terms) = terms.split_at_mut(GROUP);
    let mut all_r_bytes = [C::Encoding::ZERO; GROUP];
    let places = a_terms.iter_mut().zip(r_terms.iter_mut()).zip(&mut all_r_bytes);
    for ((((a_term, r_term), r_bytes), ((key, _, signature), digest)), number) in
        places.zip(group.iter().zip(&digests)).zip(0..GROUP as u8)
    {
        let z = Residue::reduced_le_bytes(&C::hash(&[seed.as_ref(), &[number]]).as_ref()[..16]);
        let s;
        (s, *r_bytes) = VerifyingKey::<C>::parts(signature)?;
        s_sum = s_sum + z * s;
        *a_term = ((z * Residue::reduced_le_bytes(digest.as_ref())).canonical(), *key.point());
        r_term.0 = z.canonical();
    }
    let (fours, _) = all_r_bytes.as_chunks::<4>();
    for (terms, four) in r_terms.chunks_exact_mut(4).zip(fours) {
        let points = decode_four::<C>(four.each_ref()).ok_or(Error::SignatureMismatch)?;
        for (term, point) in terms.iter_mut().zip(points) {
            term.1 = point;
        }
    }
    let holds = C::run(Combination::<C> { s: &s_sum.canonical(), terms: &terms });
    if holds { Ok(()) } else { Err(Error::SignatureMismatch) }
}
