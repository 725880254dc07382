//! When a process is looked at, and how the one that looks is told.

/// When a process is looked at.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moment {
    /// A service has returned: the stack below its caller, and registers.
    AfterCall,
    /// Keys and contexts are gone: the same.
    AfterDrop,
    /// All is done: the whole process.
    End,
}

impl Moment {
    pub const ALL: [Self; 3] = [Self::AfterCall, Self::AfterDrop, Self::End];

    /// The signal at which the process stops.
    pub fn signal(self) -> i32 {
        match self {
            Self::AfterCall => libc::SIGUSR1,
            Self::AfterDrop => libc::SIGWINCH,
            Self::End => libc::SIGUSR2,
        }
    }
}
