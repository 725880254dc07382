//! The choice between the implementations of a primitive: one table for each primitive, in its
//! `mod.rs`.

/// Makes `Kernel`, its choice, its name, all of them for tests, and how each function is called.
///
/// A row is a tier: the condition under which it is compiled, its token, its module, its name in
/// the status. The best comes first. Each module has every function of the list and takes the token
/// first; `portable` has them without it. Contract of every module: the results of `portable`.
macro_rules! kernels {
    (@type { $(#[$when:meta] $token:ident $module:ident $name:literal;)+ }) => {
        /// An implementation, chosen from the processor.
        #[derive(Clone, Copy)]
        pub struct Kernel(pub(in crate::kernels) Choice);

        /// The tiers, each with the proof that this processor can run it.
        #[derive(Clone, Copy)]
        pub(in crate::kernels) enum Choice {
            Portable,
            $(#[$when] $token($crate::machine::cpu::$token),)+
        }

        impl Kernel {
            /// The best one here and now.
            #[inline]
            pub(crate) fn choose() -> Self {
                $(#[$when]
                if let Some(cpu) = $crate::machine::cpu::$token::detect() {
                    return Self(Choice::$token(cpu));
                })+
                Self(Choice::Portable)
            }

            /// Its name in the status.
            pub(crate) const fn name(self) -> &'static str {
                match self.0 {
                    Choice::Portable => "portable",
                    $(#[$when] Choice::$token(_) => $name,)+
                }
            }

            /// The one for every processor, which the others are compared with.
            #[cfg(test)]
            pub(in crate::kernels) const PORTABLE: Self = Self(Choice::Portable);

            /// Every one that this processor can run.
            #[cfg(test)]
            pub(in crate::kernels) fn all() -> std::vec::Vec<Self> {
                let tiers = [
                    Some(Choice::Portable),
                    $(#[$when] $crate::machine::cpu::$token::detect().map(Choice::$token),)+
                ];
                tiers.into_iter().flatten().map(Self).collect()
            }
        }

        /// The name of the kernel that serves now.
        pub(crate) fn kernel_name() -> &'static str {
            Kernel::choose().name()
        }
    };
    ($tiers:tt $($functions:tt)*) => {
        $crate::kernels::choice::kernels! { @type $tiers }
        $crate::kernels::choice::calls! { $tiers $($functions)* }
    };
}
pub(super) use kernels;

/// Gives `Kernel` a method for each function of the list, which calls that of the chosen tier. By
/// itself for a primitive that rests on the kernel of another one: `Kernel` and `Choice` are then
/// that one's.
macro_rules! calls {
    (@method { $(#[$when:meta] $token:ident $module:ident $name:literal;)+ } $(#[$doc:meta])*
        fn $function:ident[$($life:tt)*]($self:ident) ($($parameters:tt)*) $arguments:tt [$($output:tt)*]) => {
        $(#[$doc])*
        #[inline(always)]
        pub(crate) fn $function $($life)* ($self, $($parameters)*) $($output)* {
            match $self.0 {
                Choice::Portable => $crate::kernels::choice::calls!(@call portable $function $arguments),
                $(#[$when]
                // SAFETY: `cpu` proves the processor features that the function is compiled for.
                Choice::$token(cpu) => unsafe {
                    $crate::kernels::choice::calls!(@call $module $function $arguments cpu)
                },)+
            }
        }
    };
    (@call $module:ident $function:ident ($($argument:ident),*) $($cpu:ident)?) => {
        $module::$function($($cpu,)? $($argument),*)
    };
    ($tiers:tt $($(#[$doc:meta])* fn $function:ident $(<$life:lifetime>)? ($($argument:ident: $type:ty),* $(,)?) $(-> $output:ty)?;)*) => {
        impl Kernel {
            $($crate::kernels::choice::calls! {
                @method $tiers $(#[$doc])* fn $function[$(<$life>)?](self) ($($argument: $type),*) ($($argument),*) [$(-> $output)?]
            })*
        }
    };
}
pub(super) use calls;
