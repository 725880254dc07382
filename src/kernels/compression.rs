//! The choice between the portable compression function of a hash and, on each architecture, one with instructions for it.

/// Makes `Kernel`, its choice, its name, and how it compresses, from the architecture, the token of the processor, the module
/// and the name of each. In scope are `State`, `Block`, `portable` and the modules; each module has `compress` and
/// `compress_each`.
macro_rules! kernel {
    ($($architecture:literal $token:ident $module:ident $name:literal;)+) => {
        /// An implementation, chosen from the processor.
        #[derive(Clone, Copy)]
        pub struct Kernel(Choice);

        #[derive(Clone, Copy)]
        enum Choice {
            Portable,
            $(#[cfg(target_arch = $architecture)]
            $token($crate::machine::cpu::$token),)+
        }

        impl Kernel {
            /// The best one here.
            #[inline]
            pub(crate) fn choose() -> Self {
                $(#[cfg(target_arch = $architecture)]
                if let Some(cpu) = $crate::machine::cpu::$token::detect() {
                    return Self(Choice::$token(cpu));
                })+
                Self(Choice::Portable)
            }

            /// Its name.
            pub(crate) const fn name(self) -> &'static str {
                match self.0 {
                    Choice::Portable => "portable",
                    $(#[cfg(target_arch = $architecture)]
                    Choice::$token(_) => $name,)+
                }
            }

            /// Adds blocks to the state, first those of one run and then those of another.
            ///
            /// Time: depends on the number of blocks.
            #[inline]
            pub(crate) fn compress(self, state: &mut State, blocks: &[Block], more: &[Block]) {
                match self.0 {
                    Choice::Portable => {
                        blocks.iter().chain(more).for_each(|block| portable::compress_block(state, block));
                    }
                    $(#[cfg(target_arch = $architecture)]
                    // SAFETY: `cpu` proves the processor features that the function is compiled for.
                    Choice::$token(cpu) => unsafe { $module::compress(cpu, state, blocks, more) },)+
                }
            }

            /// Adds a block to each of two states, which may be faster together.
            ///
            /// Time: constant.
            #[inline]
            pub(crate) fn compress_each(self, states: &mut [State; 2], blocks: [&Block; 2]) {
                match self.0 {
                    Choice::Portable => {
                        states.iter_mut().zip(blocks).for_each(|(state, block)| portable::compress_block(state, block));
                    }
                    $(#[cfg(target_arch = $architecture)]
                    // SAFETY: as above.
                    Choice::$token(cpu) => unsafe { $module::compress_each(cpu, states, blocks) },)+
                }
            }
        }

        /// The name of the kernel that serves now.
        pub(crate) fn kernel_name() -> &'static str {
            Kernel::choose().name()
        }
    };
}
pub(super) use kernel;
