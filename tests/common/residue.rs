//! A process that uses secrets, and one that reads its memory and its registers.

use super::operations::OUTPUT;
use super::operations::input::PAGE;
use std::collections::HashSet;
use std::fmt;
use std::fs::{File, read_to_string};
use std::os::unix::fs::FileExt;
use std::sync::OnceLock;

/// Two secrets in an order without a pattern, as times and identifiers might have one.
const ORDER: [usize; 4] = [0, 1, 1, 0];
/// The largest part of the memory that is kept of a look.
const ROOM: usize = 48 << 20;
/// The fewest bytes of a secret that count; fewer meet by chance.
const FEWEST: usize = 4;
/// As many bytes of a secret, an output or a plaintext are looked for directly.
const WINDOW: usize = 8;
/// What may be known, at the most.
const RELEASED: usize = 16384;

/// What both processes see, and nobody scans.
#[repr(C)]
struct Shared {
    secrets: [u8; PAGE],
    out: [u8; OUTPUT],
    released_len: usize,
    released: [u8; RELEASED],
}

/// Memory that no child of this process gets, or that all of them share.
fn map<T>(size: usize, flags: i32) -> *mut T {
    let protection = libc::PROT_READ | libc::PROT_WRITE;
    // SAFETY: asks for new memory and touches no other.
    let start = unsafe { libc::mmap(std::ptr::null_mut(), size, protection, flags | libc::MAP_ANONYMOUS, -1, 0) };
    assert!(start != libc::MAP_FAILED);
    start.cast()
}

fn shared() -> *mut Shared {
    static SHARED: OnceLock<usize> = OnceLock::new();
    *SHARED.get_or_init(|| map::<Shared>(size_of::<Shared>(), libc::MAP_SHARED) as usize) as *mut Shared
}

/// Makes the secrets, in a process of its own: nothing of them may be left in the one that forks the next.
fn fill(shared: *mut Shared, secret: usize) {
    // SAFETY: the child writes into the shared memory, which nobody else uses now, and ends.
    unsafe {
        let child = libc::fork();
        if child == 0 {
            for i in 0..PAGE {
                // Numbers without a pattern; the two secrets differ in each byte.
                let byte = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                (*shared).secrets[i] = (byte ^ (byte >> 29) ^ (byte >> 47)) as u8 ^ [0, 0x6d][secret];
            }
            (*shared).out = [0; OUTPUT];
            (*shared).released_len = 0;
            libc::_exit(0);
        }
        let mut status = 0;
        assert_eq!(libc::waitpid(child, &raw mut status, 0), child);
        assert_eq!(status, 0);
    }
}

/// These bytes depend on secrets and may be known.
pub fn release(bytes: &mut [u8]) {
    let shared = shared();
    // SAFETY: the shared memory is mapped for the whole life of both processes, and one of them waits for the other.
    unsafe {
        let start = (*shared).released_len;
        assert!(start + bytes.len() <= RELEASED);
        let target = (&raw mut (*shared).released).cast::<u8>().add(start);
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), target, bytes.len());
        (*shared).released_len = start + bytes.len();
    }
}

/// Stops this process on the stack of the caller of a service, so that the other one looks below. Does without functions
/// of the system library, which would write over what is there.
#[inline(never)]
pub fn look_below() {
    stop(libc::SIGUSR1);
}

#[inline(always)]
fn stop(signal: i32) {
    // SAFETY: two system calls: getpid, and kill of this process with a signal at which its tracer stops it. The
    // registers that they change are declared.
    unsafe {
        std::arch::asm!(
            "mov eax, 39", "syscall",
            "mov edi, eax", "mov eax, 62", "syscall",
            in("esi") signal,
            out("rax") _, out("rdi") _, out("rcx") _, out("r11") _,
            options(nostack)
        );
    }
}

/// A part of the memory, or a set of registers.
struct Part {
    name: String,
    start: u64,
    /// Where its bytes lie in the room of the run.
    at: usize,
    len: usize,
}

/// What was seen at one stop.
struct Look {
    parts: Vec<Part>,
}

/// A run of the operation with one of the secrets.
pub struct Run {
    secret: usize,
    looks: Vec<Look>,
    room: *mut u8,
    used: usize,
    public: Vec<u8>,
    out: Vec<u8>,
}

impl Drop for Run {
    fn drop(&mut self) {
        // SAFETY: the room was mapped with this size, and nothing refers to it any more.
        unsafe { libc::munmap(self.room.cast(), ROOM) };
    }
}

impl Run {
    /// Runs `work` several times with each secret.
    pub fn all(work: impl Fn(&'static [u8; PAGE], &mut [u8; OUTPUT])) -> Vec<Self> {
        ORDER.map(|secret| Self::new(secret, &work)).into()
    }

    fn new(secret: usize, work: &impl Fn(&'static [u8; PAGE], &mut [u8; OUTPUT])) -> Self {
        let room = map::<u8>(ROOM, libc::MAP_PRIVATE | libc::MAP_NORESERVE);
        let shared = shared();
        // SAFETY: the room goes to no child.
        unsafe { libc::madvise(room.cast(), ROOM, libc::MADV_DONTFORK) };
        fill(shared, secret);
        // SAFETY: the child does nothing but its work, and stops; its parent ends it.
        let child = unsafe { libc::fork() };
        if child == 0 {
            // SAFETY: the secrets are only read from now on, and the output is used by nobody else.
            unsafe {
                libc::ptrace(libc::PTRACE_TRACEME, 0, 0, 0);
                work(&*(&raw const (*shared).secrets), &mut *(&raw mut (*shared).out));
            }
            stop(libc::SIGUSR2);
            // SAFETY: ends this process.
            unsafe { libc::_exit(0) };
        }
        assert!(child > 0);
        let mut run = Self { secret, looks: Vec::new(), room, used: 0, public: Vec::new(), out: Vec::new() };
        while run.is_stopped(child) {}
        // SAFETY: the child is gone.
        unsafe {
            run.out.extend_from_slice(&*(&raw const (*shared).out));
            let released = &*(&raw const (*shared).released);
            run.public.extend_from_slice(&released[..(*shared).released_len]);
        }
        run
    }

    /// Looks at the child where it stopped and lets it go on; false at the last stop.
    fn is_stopped(&mut self, child: i32) -> bool {
        let mut status = 0;
        // SAFETY: waits for the child of this process.
        assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
        assert!(libc::WIFSTOPPED(status), "the scanned process ended: {status:#x}");
        let signal = libc::WSTOPSIG(status);
        assert!(signal == libc::SIGUSR1 || signal == libc::SIGUSR2, "the scanned process stopped: signal {signal}");
        let is_last = signal == libc::SIGUSR2;
        self.look(child, is_last);
        // SAFETY: the child is stopped.
        unsafe {
            if is_last {
                libc::kill(child, libc::SIGKILL);
                libc::waitpid(child, &raw mut status, 0);
            } else {
                libc::ptrace(libc::PTRACE_CONT, child, 0, 0);
            }
        }
        !is_last
    }

    fn look(&mut self, child: i32, is_last: bool) {
        let mut look = Look { parts: Vec::new() };
        // SAFETY: the structure is plain data that the system fills.
        let mut registers: libc::user_regs_struct = unsafe { std::mem::zeroed() };
        let mut vectors = [0_u8; 4096];
        let mut part = libc::iovec { iov_base: vectors.as_mut_ptr().cast(), iov_len: vectors.len() };
        // SAFETY: the child is stopped; the system writes into the two buffers, whose sizes it knows.
        unsafe {
            assert_eq!(libc::ptrace(libc::PTRACE_GETREGS, child, 0, &raw mut registers), 0);
            const NT_X86_XSTATE: usize = 0x202;
            assert_eq!(libc::ptrace(libc::PTRACE_GETREGSET, child, NT_X86_XSTATE, &raw mut part), 0);
        }
        self.keep_registers(&mut look, "vector register", &vectors[..part.iov_len]);
        if is_last {
            let general = [
                registers.rax,
                registers.rbx,
                registers.rcx,
                registers.rdx,
                registers.rsi,
                registers.rdi,
                registers.rbp,
                registers.r8,
                registers.r9,
                registers.r10,
                registers.r11,
                registers.r12,
                registers.r13,
                registers.r14,
                registers.r15,
            ];
            let bytes: Vec<u8> = general.iter().flat_map(|register| register.to_le_bytes()).collect();
            self.keep_registers(&mut look, "general register", &bytes);
        }
        let memory = File::open(format!("/proc/{child}/mem")).expect("the parent may read its child");
        let maps = read_to_string(format!("/proc/{child}/maps")).expect("the parent may read the map of its child");
        for line in maps.lines() {
            let words: Vec<_> = line.split_whitespace().collect();
            let (start, end) = words[0].split_once('-').expect("a range");
            let [start, end] = [start, end].map(|number| u64::from_str_radix(number, 16).expect("hexadecimal"));
            if !words[1].starts_with("rw-p") {
                continue;
            }
            let stack = (start..end).contains(&registers.rsp);
            let name = match (stack, is_last, words.get(5).copied().unwrap_or("anonymous")) {
                (true, true, _) => "stack",
                (true, false, _) => "below the caller",
                (false, true, name) => name,
                (false, false, _) => continue,
            };
            // The frame of the function that stopped is its own.
            let end = if is_last { end } else { registers.rsp };
            // Of a large stack, the part that is in use.
            let start = if stack { start.max(registers.rsp.saturating_sub(256 << 10)) } else { start };
            let free = self.room((end - start) as usize);
            if memory.read_exact_at(free, start).is_ok() {
                self.keep(&mut look, name, start, (end - start) as usize);
            }
        }
        self.looks.push(look);
    }

    /// Where the next `len` bytes go.
    fn room(&mut self, len: usize) -> &mut [u8] {
        assert!(self.used + len <= ROOM, "the process is too large");
        // SAFETY: within the room, by the line above, and the only reference into it.
        unsafe { std::slice::from_raw_parts_mut(self.room.add(self.used), len) }
    }

    /// What was written there is a part.
    fn keep(&mut self, look: &mut Look, name: &str, start: u64, len: usize) {
        look.parts.push(Part { name: name.into(), start, at: self.used, len });
        self.used += len;
    }

    fn keep_registers(&mut self, look: &mut Look, name: &str, bytes: &[u8]) {
        self.room(bytes.len()).copy_from_slice(bytes);
        self.keep(look, name, 0, bytes.len());
    }

    fn bytes(&self, part: &Part) -> &[u8] {
        // SAFETY: `keep` filled this part of the room.
        unsafe { std::slice::from_raw_parts(self.room.add(part.at), part.len) }
    }
}

/// Bytes that come from the secret.
pub struct Finding {
    place: String,
    /// The stop at which it was seen, from 0.
    look: usize,
    offset: i64,
    bytes: usize,
    sample: Vec<u8>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, look, offset, bytes, sample } = self;
        write!(f, "look {look}: {bytes} bytes in {place} at {offset:+}: {sample:02x?}")
    }
}

/// What depends on the secret, and on nothing else; public outputs and what was released are excepted. The looks below callers are
/// many and slow to compare: they can be left out.
pub fn compare(runs: &[Run], is_output_secret: bool, below_callers: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    assert!(runs.iter().all(|run| run.looks.len() == runs[0].looks.len()), "a secret decided what was done");
    let public = public(&runs[0], is_output_secret);
    let sought = Sought::of(&runs[0], is_output_secret);
    let first = if below_callers { 0 } else { runs[0].looks.len() - 1 };
    for look in first..runs[0].looks.len() {
        for part in &runs[0].looks[look].parts {
            let same = |run: &Run| {
                let mut parts = run.looks[look].parts.iter();
                parts.position(|other| other.name == part.name && other.start == part.start)
            };
            let Some(places) = runs.iter().map(same).collect::<Option<Vec<_>>>() else {
                panic!("{} at {:#x} is not in each run", part.name, part.start);
            };
            let images: Vec<&[u8]> =
                runs.iter().zip(places).map(|(run, place)| run.bytes(&run.looks[look].parts[place])).collect();
            // The heap of one run may be longer.
            let len = images.iter().map(|image| image.len()).min().unwrap_or(0);
            let images: Vec<&[u8]> = images.iter().map(|image| &image[..len]).collect();
            findings.extend(sought.find(images[0], part, look));
            findings.extend(compare_part(runs, &images, &public, part, look));
        }
    }
    findings
}

fn compare_part(runs: &[Run], images: &[&[u8]], public: &[[u8; FEWEST]], part: &Part, look: usize) -> Vec<Finding> {
    let other = runs.iter().position(|run| run.secret != runs[0].secret).expect("two secrets");
    let comes_from_secret = |i: usize| {
        let expected = |run: &Run| if run.secret == runs[0].secret { images[0][i] } else { images[other][i] };
        images[0][i] != images[other][i] && runs.iter().zip(images).all(|(run, image)| image[i] == expected(run))
    };
    let len = images[0].len();
    let is_public = |i: usize| {
        let starts = i.saturating_sub(FEWEST - 1)..=i.min(len - FEWEST);
        let mut windows = starts.filter_map(|start| images[0][start..].first_chunk::<FEWEST>());
        windows.any(|window| public.binary_search(window).is_ok())
    };
    let mut findings: Vec<Finding> = Vec::new();
    let mut i = 0;
    while i < len {
        // Most of the memory is the same in all runs.
        if i + 64 <= len && images[0][i..i + 64] == images[other][i..i + 64] {
            i += 64;
            continue;
        }
        if comes_from_secret(i) && !is_public(i) {
            match findings.last_mut() {
                Some(last) if i as i64 - last.offset < last.bytes as i64 + 16 => {
                    last.bytes = (i as i64 - last.offset) as usize + 1;
                    last.sample.push(images[0][i]);
                }
                _ => findings.push(Finding {
                    place: part.name.clone(),
                    look,
                    offset: i as i64,
                    bytes: 1,
                    sample: vec![images[0][i]],
                }),
            }
        }
        i += 1;
    }
    findings.retain(|finding| finding.sample.len() >= FEWEST);
    let is_stack = part.name.starts_with("below");
    for finding in &mut findings {
        finding.sample.truncate(16);
        // On the stack, from the frame that stopped.
        finding.offset -= if is_stack { part.len as i64 } else { 0 };
    }
    findings
}

/// What is looked for directly: the secrets themselves, and an output that is secret; that of a generator is another one in each
/// run.
struct Sought {
    windows: HashSet<u64>,
    /// Whether a window begins with these two bytes: most places are passed over with one look.
    begin: Vec<bool>,
}

impl Sought {
    fn of(run: &Run, is_output_secret: bool) -> Self {
        let mut sought = Self { windows: HashSet::new(), begin: vec![false; 1 << 16] };
        let out: &[u8] = if is_output_secret { &run.out } else { &[] };
        // SAFETY: the secrets of the last run are the same as those of the first, and nobody writes them now.
        let secrets = unsafe { &*(&raw const (*shared()).secrets) };
        for window in [&secrets[..], out].iter().flat_map(|bytes| bytes.windows(WINDOW)) {
            // Repeated bytes are nothing of a secret.
            if window.iter().filter(|byte| **byte != window[0]).count() >= 4 {
                sought.windows.insert(u64::from_le_bytes(window.try_into().expect("of that length")));
                sought.begin[usize::from(u16::from_le_bytes([window[0], window[1]]))] = true;
            }
        }
        sought
    }

    fn find(&self, bytes: &[u8], part: &Part, look: usize) -> Option<Finding> {
        let is_sought = |window: &[u8]| {
            self.begin[usize::from(u16::from_le_bytes([window[0], window[1]]))]
                && self.windows.contains(&u64::from_le_bytes(window.try_into().expect("of that length")))
        };
        let offset = bytes.windows(WINDOW).position(is_sought)?;
        let sample = bytes[offset..][..WINDOW].to_vec();
        Some(Finding { place: format!("{} (direct)", part.name), look, offset: offset as i64, bytes: WINDOW, sample })
    }
}

/// Every few bytes of what may be known, also as integers of the other byte order.
fn public(run: &Run, is_output_secret: bool) -> Vec<[u8; FEWEST]> {
    let out: &[u8] = if is_output_secret { &[] } else { &run.out };
    let mut windows = Vec::new();
    for bytes in [out, &run.public] {
        windows.extend(bytes.windows(FEWEST).map(|window| <[u8; FEWEST]>::try_from(window).expect("of that length")));
    }
    windows.retain(|window| *window != [0; FEWEST]);
    let reversed: Vec<_> = windows.iter().map(|window| [window[3], window[2], window[1], window[0]]).collect();
    windows.extend(reversed);
    windows.sort_unstable();
    windows
}
