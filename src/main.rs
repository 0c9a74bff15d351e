//! The program: parses and calls.

/// Memory that an analysis needed goes back to the machine when its threads end, which glibc's allocator does not do.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    tminus::cli::main()
}
