//! What every row of the table answers, known from processes with one thread before many threads
//! ask.

use super::child;
use super::operations::input::data;
use super::operations::{OPERATIONS, OUTPUT, Operation, SENTINEL};
use qila::admin::{self, State};
use qila::{Error, lab};
use std::path::{Path, PathBuf};

pub type Output = [u8; OUTPUT];
/// What a row gives when it is made and used twice.
pub type Outputs = [Output; 2];

/// Why a row gave no answer, and the buffer of that use if it came so far.
pub struct Refusal {
    pub error: Error,
    output: Option<Box<Output>>,
}

/// A row of the table, and what it answers.
pub struct Row {
    pub operation: &'static Operation,
    outputs: Outputs,
    /// Its answers have random bits in them: no two are equal.
    pub is_random: bool,
    /// The preset profile approves it.
    pub is_approved: bool,
    /// One call of one service makes the output, so an error leaves nothing of it.
    has_one_exit: bool,
}

impl Row {
    /// Makes the row's key or context and uses it twice.
    pub fn ask(&self) -> Result<Box<Outputs>, Refusal> {
        ask(self.operation)
    }

    /// Right answers are those that are known; a random one has been given to nobody before, as the
    /// caller sees to.
    pub fn check(&self, outputs: &Outputs) {
        assert!(self.is_random || *outputs == self.outputs, "{} answers wrongly", self.operation.name());
    }

    /// A refused call leaves no output.
    pub fn check_refusal(&self, refusal: &Refusal) {
        let Some(output) = refusal.output.as_ref().filter(|_| self.has_one_exit) else { return };
        let is_nothing = |(i, &byte): (usize, &u8)| byte == SENTINEL || byte == 0 || data().get(i) == Some(&byte);
        assert!(output.iter().enumerate().all(is_nothing), "{} refuses, and answers", self.operation.name());
    }
}

fn ask(operation: &Operation) -> Result<Box<Outputs>, Refusal> {
    let mut prepared = (operation.prepare)().map_err(|error| Refusal { error, output: None })?;
    let mut outputs = Box::new([[SENTINEL; OUTPUT]; 2]);
    for output in outputs.iter_mut() {
        if let Err(error) = (prepared.action)(output) {
            return Err(Refusal { error, output: Some(Box::new(*output)) });
        }
    }
    Ok(outputs)
}

/// The variable with the file of the answers.
const FILE: &str = "QILA_TEST_ANSWERS";
/// The function that writes it, in the program of the test.
const WRITER: &str = "child_writes_answers";
/// Two flags before the outputs of a row.
const RECORD: usize = 2 + 2 * OUTPUT;

/// The answers in a file, for the children of one test.
pub struct Answers([PathBuf; 2]);

impl Answers {
    /// Writes them, from two processes: where those differ, the row is random.
    pub fn new(test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let files = [0, 1].map(|run| folder.join(format!("{test}-{}-{run}", std::process::id())));
        for file in &files {
            child::run(WRITER, &[(FILE, &file.display().to_string())]);
        }
        Self(files)
    }

    /// As [`child::run`], for a child that takes the answers.
    pub fn run(&self, name: &str, environment: &[(&str, &str)]) {
        let files = self.0.each_ref().map(|file| file.display().to_string()).join(":");
        child::run(name, &[&[(FILE, files.as_str())], environment].concat());
    }
}

impl Drop for Answers {
    fn drop(&mut self) {
        for file in &self.0 {
            let _ = std::fs::remove_file(file);
        }
    }
}

/// The rows with their answers, in the child `name` of [`Answers::run`].
pub fn rows(name: &str) -> Option<Vec<Row>> {
    let files = child::value(name, FILE)?;
    let [first, second] =
        files.split(':').map(|file| std::fs::read(file).expect("written")).collect::<Vec<_>>().try_into().ok()?;
    let records = first.chunks_exact(RECORD).zip(second.chunks_exact(RECORD)).zip(OPERATIONS);
    let rows: Vec<Row> = records
        .map(|((first, second), operation)| {
            let (flags, outputs) = first.split_at(2);
            let outputs: Vec<Output> =
                outputs.chunks(OUTPUT).map(|output| output.try_into().expect("of that length")).collect();
            Row {
                operation,
                outputs: outputs.try_into().expect("two of them"),
                is_random: first[2..] != second[2..],
                is_approved: flags[0] == 1,
                has_one_exit: flags[1] == 1,
            }
        })
        .collect();
    assert_eq!(rows.len(), OPERATIONS.len());
    Some(rows)
}

/// The body of the child that writes the answers.
pub fn write() {
    let Some(file) = child::value(WRITER, FILE) else { return };
    lab::assume_sealed(true);
    let mut bytes = Vec::new();
    for operation in OPERATIONS {
        let outputs = ask(operation).map_err(|refusal| refusal.error).expect(operation.service);
        let mut prepared = (operation.prepare)().expect("it was prepared before");
        bytes.push(u8::from(prepared.indicator.is_approved()));
        lab::fail_before_exit(Some(1));
        let _ = (prepared.action)(&mut [SENTINEL; OUTPUT]);
        lab::fail_before_exit(None);
        let has_one_exit = admin::status().state == State::Operational;
        bytes.push(u8::from(has_one_exit));
        bytes.extend(outputs.as_flattened());
        if !has_one_exit {
            admin::restart().expect("the module restarts");
        }
    }
    std::fs::write(file, bytes).expect("written");
}
