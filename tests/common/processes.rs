//! Processes that begin with a copy of this one's memory, and kernels that do less about it than
//! they say.

use std::fs::File;
use std::io::Read;
use std::os::fd::FromRawFd;

/// How a process is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `fork`.
    Fork,
    /// `clone` into a PID namespace of its own, where the copy is process 1; no handler of the C
    /// library runs.
    #[cfg(target_os = "linux")]
    Namespace,
}

impl Way {
    #[cfg(target_os = "linux")]
    pub const ALL: &'static [Self] = &[Self::Fork, Self::Namespace];
    #[cfg(not(target_os = "linux"))]
    pub const ALL: &'static [Self] = &[Self::Fork];

    fn copy(self) -> libc::pid_t {
        // SAFETY: the copy computes, writes and leaves without running anything of the original's.
        unsafe {
            match self {
                Self::Fork => libc::fork(),
                #[cfg(target_os = "linux")]
                Self::Namespace => {
                    let flags = libc::CLONE_NEWPID | libc::SIGCHLD;
                    libc::syscall(libc::SYS_clone, flags, 0, 0, 0, 0) as libc::pid_t
                }
            }
        }
    }
}

/// Runs `work` in a copy of this process and gives what it wrote; nothing where such a copy is not
/// permitted.
pub fn try_in_copy(way: Way, work: impl FnOnce(&mut File)) -> Option<Vec<u8>> {
    let mut ends = [0; 2];
    // SAFETY: the array has room for the two descriptors, and each is owned by one file from then
    // on.
    let (mut reader, mut writer) = unsafe {
        assert_eq!(libc::pipe(ends.as_mut_ptr()), 0);
        (File::from_raw_fd(ends[0]), File::from_raw_fd(ends[1]))
    };
    match way.copy() {
        0 => {
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&mut writer)));
            // SAFETY: ends the process at once.
            unsafe { libc::_exit(i32::from(done.is_err())) }
        }
        copy if copy < 0 => None,
        copy => {
            drop(writer);
            let mut output = Vec::new();
            reader.read_to_end(&mut output).expect("a pipe");
            let mut status = 0;
            // SAFETY: `status` has room for it.
            assert_eq!(unsafe { libc::waitpid(copy, &raw mut status, 0) }, copy);
            assert_eq!(status, 0, "the copy failed");
            Some(output)
        }
    }
}

/// As [`try_in_copy`], by a fork.
pub fn in_child(work: impl FnOnce(&mut File)) -> Vec<u8> {
    try_in_copy(Way::Fork, work).expect("a fork")
}

/// Runs `work` in a process that shares this one's memory, while this one waits: what `vfork`
/// makes.
#[cfg(target_os = "linux")]
pub fn sharing_memory(work: &mut dyn FnMut()) {
    extern "C" fn start(work: *mut libc::c_void) -> libc::c_int {
        // SAFETY: the pointer is that of the reference below, whose owner waits for this process.
        unsafe { (*work.cast::<&mut dyn FnMut()>())() };
        0
    }
    let mut work = work;
    let mut stack = vec![0_u128; 1 << 18];
    let flags = libc::CLONE_VM | libc::CLONE_VFORK | libc::SIGCHLD;
    // SAFETY: the stack is large enough, grows down from its end and lives until the process has
    // ended.
    unsafe {
        let process = libc::clone(start, stack.as_mut_ptr_range().end.cast(), flags, (&raw mut work).cast());
        assert!(process > 0);
        let mut status = 0;
        assert_eq!(libc::waitpid(process, &raw mut status, 0), process);
        assert_eq!(status, 0, "the process failed");
    }
}

/// What the kernel does for a module that wants to know of forks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// What it does.
    Plain,
    /// It says that it wipes a page, and does not.
    Faked,
    /// It refuses to wipe a page.
    Refused,
    /// It does not wipe a page and gives no timers.
    Bare,
}

impl Kernel {
    #[cfg(target_os = "linux")]
    pub const ALL: &'static [Self] = &[Self::Plain, Self::Faked, Self::Refused, Self::Bare];
    #[cfg(not(target_os = "linux"))]
    pub const ALL: &'static [Self] = &[Self::Plain];

    /// Makes the kernel such a one for this process; false where it cannot be done.
    pub fn install(self) -> bool {
        #[cfg(target_os = "linux")]
        let advice = (libc::SYS_madvise, Some(libc::MADV_WIPEONFORK));
        match self {
            Self::Plain => true,
            #[cfg(target_os = "linux")]
            Self::Faked => answer(&[(advice, 0)]),
            #[cfg(target_os = "linux")]
            Self::Refused => answer(&[(advice, libc::EINVAL)]),
            #[cfg(target_os = "linux")]
            Self::Bare => answer(&[(advice, 0), ((libc::SYS_timer_create, None), libc::EPERM)]),
            #[cfg(not(target_os = "linux"))]
            _ => false,
        }
    }
}

/// Answers system calls with an error number in place of the kernel, if their third argument is the
/// one given.
#[cfg(target_os = "linux")]
fn answer(calls: &[((libc::c_long, Option<libc::c_int>), libc::c_int)]) -> bool {
    const LOAD: u32 = libc::BPF_LD | libc::BPF_W | libc::BPF_ABS;
    const JUMP: u32 = libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K;
    const RETURN: u32 = libc::BPF_RET | libc::BPF_K;
    const NUMBER: u32 = 0; // offsets in `struct seccomp_data`
    const THIRD_ARGUMENT: u32 = 16 + 2 * 8;
    let line = |code: u32, jump_false, k| libc::sock_filter { code: code as u16, jt: 0, jf: jump_false, k };
    let mut program = Vec::new();
    for &((call, argument), error) in calls {
        let answer = line(RETURN, 0, libc::SECCOMP_RET_ERRNO | error as u32);
        program.push(line(LOAD, 0, NUMBER));
        match argument {
            None => program.push(line(JUMP, 1, call as u32)),
            Some(argument) => {
                program.push(line(JUMP, 3, call as u32));
                program.push(line(LOAD, 0, THIRD_ARGUMENT));
                program.push(line(JUMP, 1, argument as u32));
            }
        }
        program.push(answer);
    }
    program.push(line(RETURN, 0, libc::SECCOMP_RET_ALLOW));
    let program = libc::sock_fprog { len: program.len() as u16, filter: program.as_mut_ptr() };
    // SAFETY: the program lives until the kernel has copied it.
    unsafe {
        libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            && libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, &raw const program) == 0
    }
}
