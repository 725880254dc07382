// Of every `start-*` program: does the job that the first argument names and prints how many
// nanoseconds it took, or its second part.
fn start(hash: impl Fn(), random: impl Fn(&mut [u8])) {
    let job = std::env::args().nth(1).unwrap_or_default();
    if job == "hash, random" {
        hash();
    }
    let start = std::time::Instant::now();
    match job.as_str() {
        "hash" => hash(),
        "random" | "hash, random" => random(&mut [0; 32]),
        _ => {}
    }
    println!("{}", start.elapsed().as_nanos());
}
