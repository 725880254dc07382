//! Verifying keys of LMS and of XMSS, whose services are the same.

/// The services of a verifying key: its rule, its self-test, what else the documentation says of
/// `new` and of `verify`.
macro_rules! verifying_key {
    ($rule:path, $test:path; $(#[$new:meta])+ new; $(#[$verify:meta])+ verify;) => {
        $crate::base::secret::opaque!([S: Scheme] VerifyingKey<S>);

        impl<S: Scheme> VerifyingKey<S> {
            $(#[$new])+
            ///
            /// # Errors
            /// [`InvalidKeyLength`](Error::InvalidKeyLength); [`InvalidKey`](Error::InvalidKey) for
            /// a set that is not known; [`NotApproved`](Error::NotApproved),
            /// [`ModuleInErrorState`](Error::ModuleInErrorState).
            pub fn new(bytes: &[u8]) -> Result<Self> {
                gate::clean(|| {
                    // The self-test is that of the key; what is none is told of behind the gate,
                    // too.
                    let key = algorithm::VerifyingKey::new(bytes);
                    let entry = gate::enter_all(key.as_ref().ok().map($test).as_slice())?;
                    policy::permit_rule($rule)?;
                    entry.release_value(Self(key?))
                })
            }

            $(#[$verify])+
            ///
            /// Time: depends on everything.
            ///
            /// # Errors
            /// [`SignatureMismatch`](Error::SignatureMismatch), also for a signature of another
            /// length, and of other parameter sets; [`NotApproved`](Error::NotApproved),
            /// [`ModuleInErrorState`](Error::ModuleInErrorState).
            pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<()> {
                gate::clean_large(|| {
                    let entry = gate::enter($test(&self.0))?;
                    policy::permit_rule($rule)?;
                    entry.release_value(self.0.verify(message, signature)?)
                })
            }

            /// The key.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8] {
                self.0.as_bytes()
            }

            /// Whether the services with this key are approved.
            #[must_use]
            pub fn indicator(&self) -> Indicator {
                indicator::of($rule())
            }
        }
    };
}
pub(crate) use verifying_key;
