//! A process that uses secrets, and others that read its memory and its registers.
//!
//! The process of the test learns nothing: it forks all that handle secrets. Each run has one
//! process that forks, stops and reads the one with the secrets, and the last process compares the
//! runs. So nothing of a run is in the next one.

mod chance;
mod moment;

use chance::{Chance, secret_byte};
pub use moment::Moment;

use super::operations::OUTPUT;
use super::operations::input::PAGE;
use std::collections::HashSet;
use std::fmt;
use std::fs::{File, read_to_string};
use std::os::unix::fs::FileExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

/// Two secrets in an order without a pattern, as times and identifiers might have one.
const ORDER: [usize; 5] = [0, 1, 1, 0, 1];
/// The largest part of the memory that is kept of a run.
const ROOM: usize = 48 << 20;
/// The most parts of all looks of a run.
const PARTS: usize = 1024;
/// The fewest bytes of a secret that count; fewer meet by chance.
const FEWEST: usize = 4;
/// As many bytes of a secret, an output or a plaintext are looked for directly.
const WINDOW: usize = 8;
/// What may be known, at the most.
const RELEASED: usize = 32768;
/// The longest report of a process, in bytes.
const TEXT: usize = 1 << 16;

/// The part of the stack below that is looked at: more than any service needs.
const USED: u64 = 64 << 10;

/// What is left of a secret, and when it was seen.
pub struct Seen {
    pub moment: Moment,
    pub text: String,
}

/// What all processes see, and nobody scans.
#[repr(C)]
struct Shared {
    secrets: [u8; PAGE],
    out: [u8; OUTPUT],
    released_len: usize,
    released: [u8; RELEASED],
    text_len: usize,
    text: [u8; TEXT],
    runs: [Run; ORDER.len()],
}

/// A run of the operation with one of the secrets. Zeros are an empty run.
#[repr(C)]
struct Run {
    looks: usize,
    parts_len: usize,
    parts: [Part; PARTS],
    out: [u8; OUTPUT],
    released_len: usize,
    released: [u8; RELEASED],
    used: usize,
    room: [u8; ROOM],
}

/// A part of the memory, or a set of registers.
#[repr(C)]
#[derive(Clone, Copy)]
struct Part {
    moment: Moment,
    /// The stop at which it was seen, from 0.
    look: usize,
    name: [u8; 32],
    start: u64,
    /// Where its bytes lie in the room of the run.
    at: usize,
    len: usize,
}

/// The memory that all processes share. It is mapped once and for good.
fn shared() -> *mut Shared {
    static SHARED: OnceLock<usize> = OnceLock::new();
    *SHARED.get_or_init(|| {
        let protection = libc::PROT_READ | libc::PROT_WRITE;
        let flags = libc::MAP_SHARED | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
        // SAFETY: asks for new memory and touches no other.
        let start = unsafe { libc::mmap(std::ptr::null_mut(), size_of::<Shared>(), protection, flags, -1, 0) };
        assert!(start != libc::MAP_FAILED);
        start as usize
    }) as *mut Shared
}

/// Runs `work` in a process of its own, and gives its report.
fn apart(work: impl FnOnce() -> String) -> String {
    let shared = shared();
    // SAFETY: the child writes its report into the shared memory and ends; the parent reads it
    // then.
    unsafe {
        let child = libc::fork();
        if child == 0 {
            let (text, status) = match catch_unwind(AssertUnwindSafe(work)) {
                Ok(text) => (text, 0),
                Err(cause) => (cause.downcast::<String>().map_or("a panic".into(), |text| *text), 1),
            };
            let len = text.len().min(TEXT);
            (&mut (*shared).text)[..len].copy_from_slice(&text.as_bytes()[..len]);
            (*shared).text_len = len;
            libc::_exit(status);
        }
        assert!(child > 0);
        let mut status = 0;
        assert_eq!(libc::waitpid(child, &raw mut status, 0), child);
        let text = String::from_utf8_lossy(&(&(*shared).text)[..(*shared).text_len]).into_owned();
        assert!(status == 0, "a process of the scan failed: {text}");
        text
    }
}

/// Makes the secrets and forgets the last run.
fn fill(shared: *mut Shared, secret: usize) -> String {
    // SAFETY: nobody else uses the shared memory now.
    unsafe {
        let secrets = &mut (*shared).secrets;
        for (i, byte) in secrets.iter_mut().enumerate() {
            *byte = secret_byte(secret, i);
        }
        (*shared).out = [0; OUTPUT];
        (*shared).released_len = 0;
    }
    String::new()
}

/// Runs `work` several times with each secret, and gives what of them is left.
pub fn scan(work: impl Fn(&'static [u8; PAGE], &mut [u8; OUTPUT]), is_output_secret: bool) -> Vec<Seen> {
    let shared = shared();
    for (run, secret) in ORDER.into_iter().enumerate() {
        apart(|| fill(shared, secret));
        apart(|| {
            // SAFETY: this process alone uses the room of this run.
            unsafe { &mut (&mut (*shared).runs)[run] }.trace(&work, secret);
            String::new()
        });
    }
    let report = apart(|| {
        // SAFETY: nobody writes the runs any more.
        let findings = compare(unsafe { &(*shared).runs }, is_output_secret);
        findings.iter().map(|finding| format!("{finding}\n")).collect()
    });
    let seen = |line: &str| {
        let (moment, text) = line.split_once(' ').expect("a moment and a text");
        let moment = Moment::ALL[moment.parse::<usize>().expect("a number")];
        Seen { moment, text: text.into() }
    };
    report.lines().map(seen).collect()
}

/// These bytes depend on secrets and may be known.
pub fn release(bytes: &mut [u8]) {
    let shared = shared();
    // SAFETY: the shared memory is mapped for the whole life of both processes, and one of them
    // waits for the other.
    unsafe {
        let start = (*shared).released_len;
        assert!(start + bytes.len() <= RELEASED);
        let target = (&raw mut (*shared).released).cast::<u8>().add(start);
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), target, bytes.len());
        (*shared).released_len = start + bytes.len();
    }
}

/// Stops this process on the stack of the caller of a service, so that the other one looks below.
/// Does without functions of the system library, which would write over what is there.
#[inline(never)]
pub fn look_after_call() {
    stop(Moment::AfterCall.signal());
}

/// As [`look_after_call`] when the holders of secrets are gone.
#[inline(never)]
pub fn look_after_drop() {
    stop(Moment::AfterDrop.signal());
}

#[inline(always)]
fn stop(signal: i32) {
    // SAFETY: two system calls: getpid, and kill of this process with a signal at which its tracer
    // stops it. The registers that they change are declared.
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

impl Part {
    fn name(&self) -> &str {
        std::str::from_utf8(&self.name).map_or("?", |name| name.trim_end_matches('\0'))
    }
}

impl Run {
    fn trace(&mut self, work: &impl Fn(&'static [u8; PAGE], &mut [u8; OUTPUT]), secret: usize) {
        (self.looks, self.parts_len, self.used) = (0, 0, 0);
        let shared = shared();
        // SAFETY: the child does nothing but its work, and stops; its parent ends it.
        let child = unsafe { libc::fork() };
        if child == 0 {
            // SAFETY: the secrets are only read from now on, and the output is used by nobody else.
            let done = catch_unwind(AssertUnwindSafe(|| unsafe {
                libc::ptrace(libc::PTRACE_TRACEME, 0, 0, 0);
                chance::renounce();
                work(&(*shared).secrets, &mut (*shared).out);
            }));
            if done.is_ok() {
                stop(Moment::End.signal());
            }
            // SAFETY: ends this process.
            unsafe { libc::_exit(3) };
        }
        assert!(child > 0);
        let mut chance = Chance::of(child, secret);
        while self.is_stopped(child, &mut chance) {}
        // SAFETY: the child is gone.
        unsafe {
            self.out = (*shared).out;
            self.released = (*shared).released;
            self.released_len = (*shared).released_len;
        }
    }

    /// Looks at the child where it stopped and lets it go on; false at the last stop.
    fn is_stopped(&mut self, child: i32, chance: &mut Chance) -> bool {
        let mut status = 0;
        // SAFETY: waits for the child of this process.
        assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
        assert!(libc::WIFSTOPPED(status), "the scanned process ended: {status:#x}");
        if chance.answers(status) {
            // SAFETY: the child is stopped.
            assert_eq!(unsafe { libc::ptrace(libc::PTRACE_CONT, child, 0, 0) }, 0);
            return true;
        }
        let signal = libc::WSTOPSIG(status);
        let moment = Moment::ALL.into_iter().find(|moment| moment.signal() == signal);
        let moment = moment.unwrap_or_else(|| panic!("the scanned process stopped: signal {signal}"));
        self.look(child, moment);
        let is_last = moment == Moment::End;
        self.looks += 1;
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

    fn look(&mut self, child: i32, moment: Moment) {
        // SAFETY: the structure is plain data that the system fills.
        let mut registers: libc::user_regs_struct = unsafe { std::mem::zeroed() };
        let mut vectors = [0_u8; 4096];
        let mut part = libc::iovec { iov_base: vectors.as_mut_ptr().cast(), iov_len: vectors.len() };
        // SAFETY: the child is stopped; the system writes into the two buffers, whose sizes it
        // knows.
        unsafe {
            assert_eq!(libc::ptrace(libc::PTRACE_GETREGS, child, 0, &raw mut registers), 0);
            const NT_X86_XSTATE: usize = 0x202;
            assert_eq!(libc::ptrace(libc::PTRACE_GETREGSET, child, NT_X86_XSTATE, &raw mut part), 0);
        }
        self.keep_registers(moment, "vector register", &vectors[..part.iov_len]);
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
        self.keep_registers(moment, "general register", &bytes);
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
            let is_last = moment == Moment::End;
            let name = match (stack, is_last, words.get(5).copied().unwrap_or("anonymous")) {
                (true, true, _) => "stack",
                (true, false, _) => "stack below",
                (false, true, name) => name,
                (false, false, _) => continue,
            };
            // The frame of the function that stopped is its own.
            let end = if is_last { end } else { registers.rsp };
            // Of a large stack, the part that is in use.
            let start = if stack { start.max(registers.rsp.saturating_sub(USED)) } else { start };
            let free = self.room((end - start) as usize);
            if memory.read_exact_at(free, start).is_ok() {
                self.keep(moment, name, start, (end - start) as usize);
            }
        }
    }

    /// Where the next `len` bytes go.
    fn room(&mut self, len: usize) -> &mut [u8] {
        assert!(self.used + len <= ROOM, "the process is too large");
        &mut self.room[self.used..][..len]
    }

    /// What was written there is a part.
    fn keep(&mut self, moment: Moment, name: &str, start: u64, len: usize) {
        // Of a path, the last name.
        let name = name.rsplit('/').next().unwrap_or(name).as_bytes();
        let mut part = Part { moment, look: self.looks, name: [0; 32], start, at: self.used, len };
        let name_len = name.len().min(part.name.len());
        part.name[..name_len].copy_from_slice(&name[..name_len]);
        self.parts[self.parts_len] = part;
        self.parts_len += 1;
        self.used += len;
    }

    fn keep_registers(&mut self, moment: Moment, name: &str, bytes: &[u8]) {
        self.room(bytes.len()).copy_from_slice(bytes);
        self.keep(moment, name, 0, bytes.len());
    }

    fn parts(&self) -> &[Part] {
        &self.parts[..self.parts_len]
    }

    /// The bytes of the part that is at the same place as `part`, which may be of another run.
    fn bytes(&self, part: &Part) -> Option<&[u8]> {
        let is_same = |other: &&Part| (other.look, other.name, other.start) == (part.look, part.name, part.start);
        self.parts().iter().find(is_same).map(|own| &self.room[own.at..][..own.len])
    }
}

/// Bytes that come from the secret.
struct Finding {
    moment: Moment,
    place: String,
    /// The stop at which it was seen, from 0.
    look: usize,
    offset: i64,
    bytes: usize,
    sample: Vec<u8>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { moment, place, look, offset, bytes, sample } = self;
        write!(f, "{} look {look}: {bytes} bytes in {place} at {offset:+}: {sample:02x?}", *moment as u8)
    }
}

/// What depends on the secret, and on nothing else; public outputs and what was released are
/// excepted.
fn compare(runs: &[Run; ORDER.len()], is_output_secret: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    assert!(runs.iter().all(|run| run.looks == runs[0].looks), "a secret decided what was done");
    for (secret, run) in ORDER.iter().zip(runs) {
        assert!(*secret != ORDER[0] || run.out == runs[0].out, "chance decided what was given");
    }
    let public = public(&runs[0], is_output_secret);
    let sought = Sought::of(&runs[0], is_output_secret);
    for part in runs[0].parts() {
        let Some(images) = runs.iter().map(|run| run.bytes(part)).collect::<Option<Vec<_>>>() else {
            panic!("{} at {:#x} is not in each run", part.name(), part.start);
        };
        // The heap of one run may be longer.
        let len = images.iter().map(|image| image.len()).min().unwrap_or(0);
        let images: Vec<&[u8]> = images.iter().map(|image| &image[..len]).collect();
        findings.extend(sought.find(images[0], part));
        findings.extend(compare_part(&images, &public, part));
    }
    findings
}

fn compare_part(images: &[&[u8]], public: &[[u8; FEWEST]], part: &Part) -> Vec<Finding> {
    let other = ORDER.iter().position(|secret| *secret != ORDER[0]).expect("two secrets");
    let comes_from_secret = |i: usize| {
        let expected = |secret: usize| if secret == ORDER[0] { images[0][i] } else { images[other][i] };
        images[0][i] != images[other][i]
            && ORDER.iter().zip(images).all(|(secret, image)| image[i] == expected(*secret))
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
                    moment: part.moment,
                    place: part.name().into(),
                    look: part.look,
                    offset: i as i64,
                    bytes: 1,
                    sample: vec![images[0][i]],
                }),
            }
        }
        i += 1;
    }
    findings.retain(|finding| finding.sample.len() >= FEWEST);
    let is_stack = part.name() == "stack below";
    for finding in &mut findings {
        finding.sample.truncate(16);
        // On the stack, from the frame that stopped.
        finding.offset -= if is_stack { part.len as i64 } else { 0 };
    }
    findings
}

/// What is looked for directly: the secrets themselves, and an output that is secret; that of a
/// generator is another one in each run.
struct Sought {
    windows: HashSet<u64>,
    /// Whether a window begins with these two bytes: most places are passed over with one look.
    begin: Vec<bool>,
}

impl Sought {
    fn of(run: &Run, is_output_secret: bool) -> Self {
        let mut sought = Self { windows: HashSet::new(), begin: vec![false; 1 << 16] };
        let out: &[u8] = if is_output_secret { &run.out } else { &[] };
        let secrets: Vec<u8> = (0..PAGE).map(|i| secret_byte(ORDER[0], i)).collect();
        for window in [&secrets[..], out].iter().flat_map(|bytes| bytes.windows(WINDOW)) {
            // Few different bytes are nothing of a secret: counters and padding look so.
            if window.iter().collect::<HashSet<_>>().len() >= 4 {
                sought.windows.insert(u64::from_le_bytes(window.try_into().expect("of that length")));
                sought.begin[usize::from(u16::from_le_bytes([window[0], window[1]]))] = true;
            }
        }
        sought
    }

    fn find(&self, bytes: &[u8], part: &Part) -> Option<Finding> {
        let is_sought = |window: &[u8]| {
            self.begin[usize::from(u16::from_le_bytes([window[0], window[1]]))]
                && self.windows.contains(&u64::from_le_bytes(window.try_into().expect("of that length")))
        };
        let offset = bytes.windows(WINDOW).position(is_sought)?;
        let sample = bytes[offset..][..WINDOW].to_vec();
        let place = format!("{} (direct)", part.name());
        Some(Finding { moment: part.moment, place, look: part.look, offset: offset as i64, bytes: WINDOW, sample })
    }
}

/// Every few bytes of what may be known, also as integers of the other byte order.
fn public(run: &Run, is_output_secret: bool) -> Vec<[u8; FEWEST]> {
    let out: &[u8] = if is_output_secret { &[] } else { &run.out };
    let mut windows = Vec::new();
    for bytes in [out, &run.released[..run.released_len]] {
        windows.extend(bytes.windows(FEWEST).map(|window| <[u8; FEWEST]>::try_from(window).expect("of that length")));
    }
    windows.retain(|window| *window != [0; FEWEST]);
    let reversed: Vec<_> = windows.iter().map(|window| [window[3], window[2], window[1], window[0]]).collect();
    windows.extend(reversed);
    windows.sort_unstable();
    windows
}
