//! What the header and the tests need to know of the interface.

/// Describes a row for the header and the tests.
macro_rules! described {
    (tell [$($doc:expr),*] $name:ident ($($argument:ident: $type:ty),*) [$result:ty]) => {
        $crate::table::Function {
            name: stringify!($name),
            doc: &[$($doc),*],
            kind: stringify!(tell),
            result: <$result as $crate::table::Result>::C,
            arguments: &[$((stringify!($argument), &[], $crate::table::Form::Plain(stringify!($type)))),*],
            call: |_| 0,
        }
    };
    ($kind:ident $doc:tt $name:ident $arguments:tt []) => {
        typed! { [described @typed $kind $doc $name] [] $arguments }
    };
    (@typed $kind:ident [$($doc:expr),*] $name:ident ($($word:ident $(/ $len:ident $(/ $each:ident)?)?: $type:ty,)*)) => {
        $crate::table::Function {
            name: stringify!($name),
            doc: &[$($doc),*],
            kind: stringify!($kind),
            result: "qila_status",
            arguments: &[$((
                stringify!($word),
                &[$(stringify!($len), $(stringify!($each))?)?],
                <$type as $crate::arguments::Argument>::FORM,
            )),*],
            // SAFETY: the test answers for the words.
            call: |_word| unsafe { $name($(
                $crate::table::Word::from_word(_word()),
                $($crate::table::Word::from_word({ let _ = stringify!($len); _word() }),
                $($crate::table::Word::from_word({ let _ = stringify!($each); _word() }),)?)?
            )*) },
        }
    };
}

/// What an argument is in C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `const uint8_t *p, size_t n`: bytes that are read.
    Input,
    /// `const uint8_t *p, size_t count, size_t len`: messages of one length that are read.
    Batch,
    /// `uint8_t *p, size_t n`: bytes that are filled whole.
    Output,
    /// `uint8_t *p, size_t n`: bytes that are worked on in place.
    InPlace,
    /// `uint16_t *p, size_t n`: numerals that are worked on in place.
    Numerals,
    /// `uint8_t *p, size_t *n`: an output that says how long it is.
    Room,
    /// `const uint8_t p[N]`: as many bytes.
    Array(usize),
    /// `uint64_t *p`: a number that is written.
    Number,
    /// `struct *p` of that name, which is written.
    Record(&'static str),
    /// `const handle *p`.
    Handle(&'static str, usize),
    /// `handle *p`.
    ChangedHandle(&'static str, usize),
    /// `handle **p`: where a new handle goes.
    Place(&'static str),
    /// `const char *p`: a text that ends with a zero.
    Text,
    /// `const struct *p` of that name, which begins with its size; may be NULL.
    Options(&'static str),
    /// A number or a function, of that type.
    Plain(&'static str),
}

/// Text of the header, line by line.
pub(crate) type Doc = &'static [&'static str];

/// A part of the interface.
pub(crate) struct Part {
    pub about: Doc,
    pub declarations: Doc,
    pub handles: &'static [Type],
    pub choices: &'static [Choice],
    pub constants: &'static [(&'static str, i64, Doc)],
    pub functions: &'static [Function],
}

/// A handle.
pub(crate) struct Type {
    pub name: &'static str,
    pub doc: Doc,
    /// The function that frees it.
    pub free: &'static str,
    pub call: fn(usize),
}

/// Numbers that stand for something.
pub(crate) struct Choice {
    pub name: &'static str,
    pub doc: Doc,
    pub values: fn() -> Vec<(String, u32, Doc)>,
    /// Whether they are the algorithms of a table of `qila-keys`.
    pub is_table: bool,
}

/// The values of a choice of algorithms, which come from their table.
macro_rules! algorithms {
    ($algorithm:ty) => {
        || {
            let known = <$algorithm>::ALL.iter();
            known.map(|known| ($crate::table::name_in_c(known.name()), known.number(), &[] as _)).collect()
        }
    };
}

/// The name in C of an algorithm: `QILA_ML_DSA_65` for `ML-DSA-65`.
pub(crate) fn name_in_c(name: &str) -> String {
    format!("QILA_{}", name.replace(|c: char| !c.is_ascii_alphanumeric(), "_").to_uppercase())
}

/// An exported function.
pub(crate) struct Function {
    pub name: &'static str,
    pub doc: Doc,
    pub kind: &'static str,
    pub result: &'static str,
    pub arguments: &'static [(&'static str, &'static [&'static str], Form)],
    /// Calls it with words that the test gives.
    pub call: fn(&mut dyn FnMut() -> usize) -> i32,
}

/// What a word of a call becomes.
pub(crate) trait Word {
    /// # Safety
    /// A pointer must be what the header says.
    unsafe fn from_word(word: usize) -> Self;
}

impl<T> Word for *const T {
    unsafe fn from_word(word: usize) -> Self {
        word as Self
    }
}

impl<T> Word for *mut T {
    unsafe fn from_word(word: usize) -> Self {
        word as Self
    }
}

impl Word for Option<crate::arguments::EntropyFunction> {
    unsafe fn from_word(_: usize) -> Self {
        None
    }
}

impl Word for Option<crate::notices::Callback> {
    unsafe fn from_word(_: usize) -> Self {
        None
    }
}

macro_rules! words {
    ($($type:ty),+) => {$(
        impl Word for $type {
            unsafe fn from_word(word: usize) -> Self {
                word as Self
            }
        }
    )+};
}

words! { u8, u32, u64, i32, usize }

/// The type of a result in C.
pub(crate) trait Result {
    const C: &'static str;
}

macro_rules! results {
    ($($type:ty => $c:literal),+ $(,)?) => {$(
        impl Result for $type {
            const C: &'static str = $c;
        }
    )+};
}

results! { *const core::ffi::c_char => "const char *", usize => "size_t", u32 => "uint32_t", i32 => "int32_t" }
