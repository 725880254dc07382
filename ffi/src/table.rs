//! The table of the interface. One row makes one exported function: its C signature, the seam to
//! C's memory, the NULL and overlap checks of every argument against every other, its status, its
//! line of `qila.h` and of `exports.txt`, and its cases in the tests.
//!
//! Kinds of row
//! - `cold`: does something, and is refused in the error state. When it leaves, the stack that it
//!   used is wiped.
//! - `deep`: the same for a call that needs more stack than others, which its comment says.
//! - `hot`: the same for a call whose nanoseconds count. The service that it calls passes the gate
//!   and wipes what it used.
//! - `admin`: concerns the module as a whole, in the error state, too.
//! - `large`: as `deep`, for lattices, which need still more.
//! - `alone`: as `admin`, with the stack of `large`.
//! - `tell`: says something, and has no status.
//!
//! A handle brings the function that wipes and frees it.
//!
//! Arguments read as in Rust. `data/len` is a pointer and a length of bytes that are read,
//! `tag/tag_len: &mut [u8]` of bytes that are written, `iv: &[u8; 16]` a pointer, `bits: KeySize` a
//! number of C that becomes one. `arguments.rs` lists the kinds.

/// Declares a part of the interface: its purpose with an example, handles, choices (numbers that
/// stand for values of Rust; those of algorithms come from the tables of `qila-keys`), constants,
/// and functions.
macro_rules! interface {
    (
        $(#![doc = $about:literal])+
        $(declarations { $($declaration:literal)+ })?
        $(handles { $($(#[doc = $handle_doc:literal])+ $handle:ident = $handle_type:ty, $free:ident;)+ })?
        $(choices { $($(#[doc = $choice_doc:literal])+ $choice:ident = $choice_type:ty $({
            $($(#[doc = $value_doc:literal])* $value:ident = $number:literal => $variant:expr;)+
        })? $(, all of $table:ident;)?)+ })?
        $(constants { $($(#[doc = $constant_doc:literal])* $constant:ident: $constant_type:ty = $constant_value:expr;)+ })?
        functions { $($(#[doc = $doc:expr])+ $kind:ident $name:ident $arguments:tt $(-> $result:ty)? $(=> $work:expr)?;)+ }
    ) => {
        $($(
            $(#[doc = $handle_doc])+
            pub type $handle = $handle_type;

            impl $crate::handle::Handle for $handle_type {
                #[cfg(test)]
                const NAME: &'static str = stringify!($handle);

                #[inline]
                fn indicator(&self) -> qila::Indicator {
                    self.indicator()
                }
            }

            /// Wipes and frees.
            ///
            /// # Safety
            /// As the conventions at the top of the header say.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn $free(handle: *mut $handle) {
                // SAFETY: the caller answers for the pointer.
                $crate::status::clean(|| unsafe { $crate::handle::release(handle) });
            }
        )+)?
        $($(
            $(#[doc = $choice_doc])+
            #[allow(dead_code)] // most are written in the header alone
            pub type $choice = u32;
            $($($(#[doc = $value_doc])* #[allow(dead_code)] pub const $value: $choice = $number;)+)?

            $crate::arguments::argument! {
                impl[] $choice_type => $choice_type, $crate::table::Form::Plain(stringify!($choice)), (number: u32) {
                    regions [$crate::memory::Region::NONE; 2];
                    value {
                        $(match number { $($value => Ok($variant),)+ _ => Err(qila::Error::InvalidParameter.into()) })?
                        $($table::by_number(number).ok_or(qila::Error::InvalidParameter.into()))?
                    };
                }
            }
        )+)?
        $($($(#[doc = $constant_doc])* #[allow(dead_code)] pub const $constant: $constant_type = $constant_value;)+)?
        $(row!($kind [$(#[doc = $doc])+] $name $arguments [$($result)?] [$($work)?]);)+

        /// What the header and the tests need to know of this part.
        #[cfg(test)]
        pub(crate) const PART: $crate::table::Part = $crate::table::Part {
            about: &[$($about),+],
            declarations: &[$($($declaration),+)?],
            handles: &[$($($crate::table::Type {
                name: stringify!($handle),
                doc: &[$($handle_doc),+],
                free: stringify!($free),
                // SAFETY: the test answers for the word.
                call: |handle| unsafe { $free(handle as *mut $handle) },
            }),+)?],
            choices: &[$($($crate::table::Choice {
                name: stringify!($choice),
                doc: &[$($choice_doc),+],
                values: $(|| vec![$((stringify!($value).to_owned(), $number, &[$($value_doc),*])),+])?
                    $(algorithms!($table))?,
                is_table: false $(|| !stringify!($table).is_empty())?,
            }),+)?],
            constants: &[$($((stringify!($constant), $constant as i64, &[$($constant_doc),*])),+)?],
            functions: &[$(described!($kind [$($doc),+] $name $arguments [$($result)?])),+],
        };
    };
}

/// Gives each argument its type, `&[u8]` if the row does not say another, and passes them on.
macro_rules! typed {
    ([$to:ident $($before:tt)*] [$($done:tt)*] ()) => { $to! { $($before)* ($($done)*) } };
    ($to:tt [$($done:tt)*] ($word:ident / $len:ident $(, $($rest:tt)*)?)) => {
        typed! { $to [$($done)* $word / $len: &[u8],] ($($($rest)*)?) }
    };
    ($to:tt [$($done:tt)*] ($word:ident $(/ $len:ident)*: $type:ty $(, $($rest:tt)*)?)) => {
        typed! { $to [$($done)* $word $(/ $len)*: $type,] ($($($rest)*)?) }
    };
}

/// Makes the function of a row.
macro_rules! row {
    (tell [$($doc:tt)+] $name:ident ($($argument:ident: $type:ty),*) [$result:ty] [$work:expr]) => {
        $($doc)+
        #[unsafe(no_mangle)]
        pub extern "C" fn $name($($argument: $type),*) -> $result {
            $work
        }
    };
    (cold $doc:tt $name:ident $arguments:tt [] [$work:expr]) => {
        typed! { [row @call cold [operational] $doc $name [$work]] [] $arguments }
    };
    (deep $doc:tt $name:ident $arguments:tt [] [$work:expr]) => {
        typed! { [row @call deep [operational] $doc $name [$work]] [] $arguments }
    };
    (large $doc:tt $name:ident $arguments:tt [] [$work:expr]) => {
        typed! { [row @call large [operational] $doc $name [$work]] [] $arguments }
    };
    (alone $doc:tt $name:ident $arguments:tt [] [$work:expr]) => {
        typed! { [row @call large [] $doc $name [$work]] [] $arguments }
    };
    (hot $doc:tt $name:ident $arguments:tt [] [$work:expr]) => {
        typed! { [row @call hot [] $doc $name [$work]] [] $arguments }
    };
    (admin $doc:tt $name:ident $arguments:tt [] [$work:expr]) => {
        typed! { [row @call cold [] $doc $name [$work]] [] $arguments }
    };
    (@call $run:ident [$($first:ident)?] [$($doc:tt)+] $name:ident [$work:expr] ($($word:ident $(/ $len:ident $(/ $each:ident)?)?: $type:ty,)*)) => {
        $($doc)+
        ///
        /// # Safety
        /// As the conventions at the top of the header say.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name($(
            $word: <$type as $crate::arguments::Argument>::First,
            $($len: <$type as $crate::arguments::Argument>::Second,
            $($each: <$type as $crate::arguments::Argument>::Third,)?)?
        )*) -> $crate::status::qila_status {
            $crate::status::$run(|| {
                // SAFETY: the caller answers for the pointers.
                $(unsafe { <$type as $crate::arguments::Argument>::prepare(&($word, $($len, $($each,)?)?)) };)*
                let regions = ();
                $(
                    let [first, second] =
                        // SAFETY: as above.
                        unsafe { <$type as $crate::arguments::Argument>::regions(&($word, $($len, $($each,)?)?)) };
                    let regions = (first, (second, regions));
                )*
                $crate::memory::Regions::check(&regions)?;
                $($crate::status::$first()?;)?
                // SAFETY: as above; no pointer is NULL where it must not be, and no output overlaps
                // another argument.
                $(let $word = unsafe { <$type as $crate::arguments::Argument>::value(($word, $($len, $($each,)?)?)) }?;)*
                $work
            })
        }
    };
}

#[cfg(test)]
pub(crate) use crate::tests::description::*;
