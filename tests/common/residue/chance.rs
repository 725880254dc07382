//! A process that is looked at meets no chance: the system's random bits come from its secret, and
//! its clock stands still. So generators and what they make are repeatable as all else is, and one
//! run differs from another by its secret alone.
//!
//! Words of RDRAND cannot be replaced; a test hides them from the module.

use crate::common::operations::input::PAGE;
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;

/// One byte of a secret: numbers without a pattern; the two secrets differ in each byte.
pub fn secret_byte(secret: usize, i: usize) -> u8 {
    let byte = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (byte ^ (byte >> 29) ^ (byte >> 47)) as u8 ^ [0, 0x6d][secret]
}

/// For the process itself, whose parent traces it: it stops where it asks for random bits or the
/// time.
pub fn renounce() {
    const LOAD: u16 = (libc::BPF_LD | libc::BPF_W | libc::BPF_ABS) as u16;
    const JUMP: u16 = (libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K) as u16;
    const RETURN: u16 = (libc::BPF_RET | libc::BPF_K) as u16;
    let line = |code, jf, k| libc::sock_filter { code, jt: 0, jf, k };
    let mut program = [
        line(LOAD, 0, 0), // the number of the system call
        line(JUMP, 1, libc::SYS_getrandom as u32),
        line(RETURN, 0, libc::SECCOMP_RET_TRACE),
        line(RETURN, 0, libc::SECCOMP_RET_ALLOW),
    ];
    let program = libc::sock_fprog { len: program.len() as u16, filter: program.as_mut_ptr() };
    // SAFETY: the program lives until the kernel has copied it; the signal stops the process for
    // its tracer.
    unsafe {
        assert_eq!(libc::raise(libc::SIGSTOP), 0);
        assert_eq!(libc::prctl(libc::PR_SET_TSC, libc::PR_TSC_SIGSEGV), 0);
        assert_eq!(libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
        assert_eq!(libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, &raw const program), 0);
    }
}

/// For its parent: what the process gets in place of chance.
pub struct Chance {
    child: i32,
    secret: usize,
    /// The bytes that it got so far.
    drawn: usize,
}

impl Chance {
    /// Begins with a process that is about to [`renounce`].
    pub fn of(child: i32, secret: usize) -> Self {
        let mut status = 0;
        // SAFETY: the child of this process stops itself.
        unsafe {
            assert_eq!(libc::waitpid(child, &raw mut status, 0), child);
            assert!(libc::WIFSTOPPED(status) && libc::WSTOPSIG(status) == libc::SIGSTOP, "{status:#x}");
            assert_eq!(libc::ptrace(libc::PTRACE_SETOPTIONS, child, 0, libc::PTRACE_O_TRACESECCOMP), 0);
            assert_eq!(libc::ptrace(libc::PTRACE_CONT, child, 0, 0), 0);
        }
        Self { child, secret, drawn: 0 }
    }

    /// Whether the child stopped to ask for random bits or the time; it has got them then, and can
    /// go on.
    pub fn answers(&mut self, status: i32) -> bool {
        let asks_for_bits = status >> 8 == libc::SIGTRAP | libc::PTRACE_EVENT_SECCOMP << 8;
        if !asks_for_bits && libc::WSTOPSIG(status) != libc::SIGSEGV {
            return false;
        }
        // SAFETY: plain data that the system fills.
        let mut registers: libc::user_regs_struct = unsafe { std::mem::zeroed() };
        // SAFETY: the child is stopped; the system writes into the structure.
        assert_eq!(unsafe { libc::ptrace(libc::PTRACE_GETREGS, self.child, 0, &raw mut registers) }, 0);
        if asks_for_bits {
            self.give_bits(&mut registers);
        } else if !self.give_time(&mut registers) {
            return false;
        }
        // SAFETY: the child is stopped; the system reads the structure.
        assert_eq!(unsafe { libc::ptrace(libc::PTRACE_SETREGS, self.child, 0, &raw const registers) }, 0);
        true
    }

    /// Bytes as a secret has them, behind those of its page.
    fn give_bits(&mut self, registers: &mut libc::user_regs_struct) {
        let (start, len) = (registers.rdi, registers.rsi as usize);
        let first = PAGE + self.drawn;
        let bytes: Vec<u8> = (first..first + len).map(|i| secret_byte(self.secret, i)).collect();
        let memory = OpenOptions::new().write(true).open(format!("/proc/{}/mem", self.child));
        memory.and_then(|memory| memory.write_all_at(&bytes, start)).expect("the parent may write into its child");
        self.drawn += len;
        // No such call; its result is there already.
        (registers.orig_rax, registers.rax) = (u64::MAX, len as u64);
    }

    /// A time in place of that of RDTSC or RDTSCP, or false where another instruction is at fault.
    fn give_time(&self, registers: &mut libc::user_regs_struct) -> bool {
        let mut code = [0; 3];
        let memory = OpenOptions::new().read(true).open(format!("/proc/{}/mem", self.child));
        memory
            .and_then(|memory| memory.read_exact_at(&mut code, registers.rip))
            .expect("the parent may read its child");
        let len = match code {
            [0x0f, 0x31, _] => 2,
            [0x0f, 0x01, 0xf9] => {
                registers.rcx = 0;
                3
            }
            _ => return false,
        };
        // Always the same: how often the system's library reads it is chance, too.
        (registers.rax, registers.rdx) = (1 << 30, 0);
        registers.rip += len;
        true
    }
}
