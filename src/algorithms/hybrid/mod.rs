//! Hybrid key encapsulation: ML-KEM (FIPS 203) beside Diffie-Hellman, so that one of the two may
//! fall. The combinations of TLS 1.3 (draft-ietf-tls-ecdhe-mlkem) put both secrets one after the
//! other, and the key schedule is the combiner; X-Wing (draft-connolly-cfrg-xwing-kem) hashes them.
//!
//! Each half keeps its own rules: what it takes for a key, and what it tests.

mod combination;
mod group;

pub use combination::{Combination, HybridKem, SecP256r1MlKem768, SecP384r1MlKem1024, X25519MlKem768, XWing};
pub use group::Group;

use crate::algorithms::array::Array;
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha3::Sha3_256;
use crate::algorithms::hash::shake::Shake;
use crate::algorithms::hash::sponge::Rate;
use crate::algorithms::ml_kem::{self, ParameterSet, SEED_SIZE};
use crate::base::error::{Error, Result};
use crate::base::secret::no_padding;
use crate::machine::wipe::Wiped;
use combination::Form;
use zeroize::ZeroizeOnDrop;

/// Behind everything that X-Wing hashes (section 5.3): a drawing of its name.
const X_WING_LABEL: &[u8; 6] = br"\.//^\";

type Private<C> = <<C as Combination>::Group as Group>::Private;
type Public<C> = <<C as Combination>::Group as Group>::Public;
type GroupSecret<C> = <<C as Combination>::Group as Group>::Secret;

/// Both halves of something in which the one in the group has so many bytes: that on lattices, and
/// that in the group.
fn halves(form: Form, whole: &[u8], group: usize) -> (&[u8], &[u8]) {
    if form == Form::GroupFirst {
        let (group, lattice) = whole.split_at(group);
        (lattice, group)
    } else {
        whole.split_at(whole.len() - group)
    }
}

/// As [`halves`], to be written.
fn halves_mut(form: Form, whole: &mut [u8], group: usize) -> (&mut [u8], &mut [u8]) {
    if form == Form::GroupFirst {
        let (group, lattice) = whole.split_at_mut(group);
        (lattice, group)
    } else {
        whole.split_at_mut(whole.len() - group)
    }
}

/// A private key in the group, with its public key: one half of a pair, or the ephemeral key of an
/// encapsulation. Wipes itself on drop.
pub(crate) struct Half<G: Group> {
    private: Wiped<G::Private>,
    public: Wiped<G::Public>,
}

// Every field wipes itself, the public key, too: it says whose memory this was.
impl<G: Group> ZeroizeOnDrop for Half<G> {}
no_padding!([G: Group] Half<G> { private, public });

impl<G: Group> Half<G> {
    /// Takes a private key, and computes the public one.
    ///
    /// Errors: [`Error::InvalidKeyLength`]; [`Error::InvalidKey`] where it is none.
    pub(crate) fn new(bytes: &[u8]) -> Result<Self> {
        let () = Self::NO_PADDING;
        if bytes.len() != size_of::<G::Private>() {
            return Err(Error::InvalidKeyLength);
        }
        let mut half = Self { private: Wiped::new(G::Private::ZERO), public: Wiped::new(G::Public::ZERO) };
        half.private.as_mut().copy_from_slice(bytes);
        *half.public = G::public(&half.private)?;
        Ok(half)
    }

    /// Makes a pair of what `fill` gives.
    ///
    /// Errors: those of `fill`.
    pub(crate) fn generate(fill: impl FnMut(&mut [u8]) -> Result<()>) -> Result<Self> {
        let mut private = Wiped::new(G::Private::ZERO);
        G::generate(private.as_mut(), fill)?;
        Self::new((*private).as_ref())
    }

    /// Whether the halves belong together, where the group's standard asks.
    pub(crate) fn is_consistent(&self) -> bool {
        G::is_consistent(&self.private, &self.public)
    }
}

/// Both public keys, which have passed the checks of their standards.
#[derive(Clone)]
pub(crate) struct EncapsulationKey<C: Combination> {
    bytes: C::EncapsulationKey,
    lattice: ml_kem::EncapsulationKey<C::Lattice>,
}

impl<C: Combination> EncapsulationKey<C> {
    /// Takes both public keys.
    ///
    /// Time: depends on the keys, which are public.
    ///
    /// Errors: [`Error::InvalidKeyLength`]; [`Error::InvalidKey`] where one of them is none.
    pub(crate) fn new(bytes: &[u8]) -> Result<Self> {
        if bytes.len() != size_of::<C::EncapsulationKey>() {
            return Err(Error::InvalidKeyLength);
        }
        let (lattice, group) = halves(C::VALUE.form(), bytes, size_of::<Public<C>>());
        let mut key = Self { bytes: C::EncapsulationKey::ZERO, lattice: ml_kem::EncapsulationKey::new(lattice)? };
        C::Group::check(group)?;
        key.bytes.as_mut().copy_from_slice(bytes);
        Ok(key)
    }

    /// Both public keys, in the order of their draft.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// A shared secret of the randomness `m` and an ephemeral key, and the ciphertext that carries
    /// it.
    ///
    /// Time: depends on the key, which is public.
    ///
    /// Errors: as [`ml_kem::EncapsulationKey::encapsulate`]; [`Error::InvalidKey`] where the group
    /// gives no secret.
    pub(crate) fn encapsulate(
        &self,
        m: &[u8; 32],
        ephemeral: &Half<C::Group>,
        ciphertext: &mut C::Ciphertext,
    ) -> Result<Wiped<C::Secret>> {
        let (_, public) = halves(C::VALUE.form(), self.as_bytes(), size_of::<Public<C>>());
        let mut of_group = Wiped::new(GroupSecret::<C>::ZERO);
        C::Group::agree(&ephemeral.private, public, &mut of_group)?;
        let mut c = <C::Lattice as ParameterSet>::Ciphertext::ZERO;
        let of_lattice = self.lattice.encapsulate(m, &mut c)?;
        let (lattice, group) = halves_mut(C::VALUE.form(), ciphertext.as_mut(), size_of::<Public<C>>());
        lattice.copy_from_slice(c.as_ref());
        group.copy_from_slice((*ephemeral.public).as_ref());
        Ok(combine::<C>(&*of_lattice, (*of_group).as_ref(), group, public))
    }
}

/// Both private keys, and what they were made of. Wipes itself on drop.
pub(crate) struct DecapsulationKey<C: Combination> {
    lattice: ml_kem::DecapsulationKey<C::Lattice>,
    group: Half<C::Group>,
    seed: Wiped<C::Seed>,
}

// Every field wipes itself.
impl<C: Combination> ZeroizeOnDrop for DecapsulationKey<C> {}
no_padding!([C: Combination] DecapsulationKey<C> { lattice, group, seed });

impl<C: Combination> DecapsulationKey<C> {
    /// Makes both pairs of a seed: that of X-Wing is expanded by SHAKE256 (section 5.2); that of
    /// the others is d and z of ML-KEM and the private key in the group, in the order of the
    /// combination.
    ///
    /// Time: depends on the public keys.
    ///
    /// Errors: [`Error::InvalidKeyLength`]; [`Error::InvalidKey`] where a half is none; as
    /// [`ml_kem::DecapsulationKey::from_seed`].
    pub(crate) fn from_seed(bytes: &[u8]) -> Result<Self> {
        let () = Self::NO_PADDING;
        if bytes.len() != size_of::<C::Seed>() {
            return Err(Error::InvalidKeyLength);
        }
        let mut seed = Wiped::new(C::Seed::ZERO);
        seed.as_mut().copy_from_slice(bytes);
        let (mut d_and_z, mut private) = (Wiped::new([0; SEED_SIZE]), Wiped::new(Private::<C>::ZERO));
        if C::VALUE.form() == Form::XWing {
            let mut message = Shake::new(Rate::OF_256);
            message.update(bytes);
            let mut expanded = message.finalize_bits(0, 0);
            expanded.read(&mut *d_and_z);
            expanded.read(private.as_mut());
        } else {
            let (lattice, group) = halves(C::VALUE.form(), bytes, size_of::<Private<C>>());
            d_and_z.copy_from_slice(lattice);
            private.as_mut().copy_from_slice(group);
        }
        let group = Half::new((*private).as_ref())?;
        Ok(Self { lattice: ml_kem::DecapsulationKey::from_seed(&d_and_z)?, group, seed })
    }

    /// Makes a seed of what `fill` gives, and both pairs of it.
    ///
    /// Errors: those of `fill`; as [`ml_kem::DecapsulationKey::from_seed`].
    pub(crate) fn generate(mut fill: impl FnMut(&mut [u8]) -> Result<()>) -> Result<Self> {
        let mut seed = Wiped::new(C::Seed::ZERO);
        if C::VALUE.form() == Form::XWing {
            fill(seed.as_mut())?;
        } else {
            let (lattice, group) = halves_mut(C::VALUE.form(), seed.as_mut(), size_of::<Private<C>>());
            fill(lattice)?;
            C::Group::generate(group, fill)?;
        }
        Self::from_seed((*seed).as_ref())
    }

    /// The half on lattices.
    pub(crate) const fn lattice(&self) -> &ml_kem::DecapsulationKey<C::Lattice> {
        &self.lattice
    }

    /// The half in the group.
    pub(crate) const fn group(&self) -> &Half<C::Group> {
        &self.group
    }

    /// What both pairs were made of.
    pub(crate) fn seed(&self) -> &[u8] {
        (*self.seed).as_ref()
    }

    /// Both public keys.
    pub(crate) fn encapsulation_key(&self) -> EncapsulationKey<C> {
        let mut key =
            EncapsulationKey::<C> { bytes: C::EncapsulationKey::ZERO, lattice: self.lattice.encapsulation_key() };
        let (lattice, group) = halves_mut(C::VALUE.form(), key.bytes.as_mut(), size_of::<Public<C>>());
        lattice.copy_from_slice(key.lattice.as_bytes());
        group.copy_from_slice((*self.group.public).as_ref());
        key
    }

    /// The shared secret of a ciphertext. The half of ML-KEM rejects by another secret; that in the
    /// group by an error, as its standard does.
    ///
    /// Time: depends on the public keys, and on the ephemeral key of the ciphertext.
    ///
    /// Errors: [`Error::InvalidInputLength`]; [`Error::InvalidKey`], the ephemeral key is none or
    /// gives no secret.
    pub(crate) fn decapsulate(&self, ciphertext: &[u8]) -> Result<Wiped<C::Secret>> {
        if ciphertext.len() != size_of::<C::Ciphertext>() {
            return Err(Error::InvalidInputLength);
        }
        let (lattice, ephemeral) = halves(C::VALUE.form(), ciphertext, size_of::<Public<C>>());
        let mut of_group = Wiped::new(GroupSecret::<C>::ZERO);
        C::Group::agree(&self.group.private, ephemeral, &mut of_group)?;
        let mut c = <C::Lattice as ParameterSet>::Ciphertext::ZERO;
        c.as_mut().copy_from_slice(lattice);
        let of_lattice = self.lattice.decapsulate(&c)?;
        Ok(combine::<C>(&*of_lattice, (*of_group).as_ref(), ephemeral, (*self.group.public).as_ref()))
    }
}

/// The secret of both: one after the other, or the hash value of X-Wing (section 5.3), which names
/// the public keys of the group. What ML-KEM sends needs no name: its secret depends on all of it.
fn combine<C: Combination>(lattice: &[u8], group: &[u8], ephemeral: &[u8], public: &[u8]) -> Wiped<C::Secret> {
    let mut secret = Wiped::new(C::Secret::ZERO);
    if C::VALUE.form() == Form::XWing {
        let hashed = Wiped::new(Sha3_256::digest(&[lattice, group, ephemeral, public, X_WING_LABEL]));
        secret.as_mut().copy_from_slice(&*hashed);
    } else {
        let (of_lattice, of_group) = halves_mut(C::VALUE.form(), secret.as_mut(), group.len());
        of_lattice.copy_from_slice(lattice);
        of_group.copy_from_slice(group);
    }
    secret
}
