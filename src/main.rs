//! The program: parses and calls.

fn main() -> std::process::ExitCode {
    tminus::cli::main()
}
