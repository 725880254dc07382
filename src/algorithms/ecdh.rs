//! Diffie-Hellman on curves: the cofactor primitive (SP 800-56A r3 section 5.7.1.2). The cofactor
//! of every curve here is 1.

use crate::algorithms::array::Array;
use crate::algorithms::ec::Curve;
use crate::algorithms::ec::curve::Scalar;
use crate::algorithms::ec::encoding::publish;
use crate::algorithms::ec::key::{KeyPair, PublicKey, private_scalar};
use crate::algorithms::ec::multiply::{Secret, multiply};
use crate::algorithms::ec::point::Affine;
use crate::base::error::{Error, Result};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;

/// A key pair for agreement: tested by its generator.
pub(crate) struct AgreementKey<C: Curve>(pub(crate) KeyPair<C>);

impl<C: Curve> AgreementKey<C> {
    /// The shared secret Z: the x of d times the other side's point, as many bytes as a coordinate.
    ///
    /// Time: constant, up to whether there is a secret.
    ///
    /// Errors: [`Error::InvalidKey`] for infinity (step 2), which no valid key gives.
    pub(crate) fn agree(&self, peer: &PublicKey<C>) -> Result<Wiped<C::Coordinate>> {
        shared::<C>(&self.0.scalar()?, peer)
    }

    /// Whether d times the generator is the public half (section 5.6.2.1.4), by the formulas of the
    /// agreement instead of the table that gave it.
    pub(crate) fn belongs_together(&self) -> Result<bool> {
        gives::<C>(&self.0.scalar()?, self.0.public().as_bytes())
    }
}

/// As [`AgreementKey::agree`] of a scalar in bytes.
///
/// Errors: as there and of [`KeyPair::new`].
pub(crate) fn agree_by<C: Curve>(d: &[u8], peer: &PublicKey<C>) -> Result<Wiped<C::Coordinate>> {
    shared(&private_scalar::<C>(d)?, peer)
}

/// As [`AgreementKey::belongs_together`] of both halves in bytes.
///
/// Errors: those of [`KeyPair::new`].
pub(crate) fn belong_together<C: Curve>(d: &[u8], public: &[u8]) -> Result<bool> {
    gives::<C>(&private_scalar::<C>(d)?, public)
}

fn shared<C: Curve>(d: &Scalar<C>, peer: &PublicKey<C>) -> Result<Wiped<C::Coordinate>> {
    let point = multiply::<C, Secret>(d, &peer.point()?);
    if declassify(point.mask_of_infinity(), "whether there is a secret is told") != 0 {
        return Err(Error::InvalidKey);
    }
    let mut z = Wiped::new(C::Coordinate::ZERO);
    point.to_affine().x.to_be_bytes(z.as_mut());
    Ok(z)
}

fn gives<C: Curve>(d: &Scalar<C>, public: &[u8]) -> Result<bool> {
    let point = multiply::<C, Secret>(d, &Affine::kept(&C::GENERATOR));
    Ok(PublicKey::<C>::of(&publish(point, "the public key is public")?).as_bytes() == public)
}
