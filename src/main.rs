//! The program: parses and calls.

use std::process::ExitCode;

/// Memory that an analysis needed goes back to the machine when its threads end, which glibc's allocator does not do.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tminus::cli::main(allocator::give_back_at_once)
}

/// The knobs of the allocator: `docs/decisions/0012-allocator.md`.
mod allocator {
    #![expect(unsafe_code, reason = "mimalloc's knobs are two functions of C that take and give whole numbers")]

    use std::ffi::{c_int, c_long};

    // Their numbers and defaults in the version that `Cargo.toml` names.
    const PURGE_DELAY: (c_int, c_long) = (15, 10);
    const ABANDONED_RECLAIM_ON_FREE: (c_int, c_long) = (26, 0);

    unsafe extern "C" {
        fn mi_option_get(option: c_int) -> c_long;
        fn mi_option_set(option: c_int, value: c_long);
    }

    /// Gives back what is freed without waiting whether it is wanted again, also what threads left that are gone. It costs a
    /// headless command time that a cockpit, which stays open for hours, does not miss.
    pub(super) fn give_back_at_once() {
        // What a user set by the environment stays.
        set(PURGE_DELAY, 0);
        set(ABANDONED_RECLAIM_ON_FREE, 1);
    }

    fn set((option, default): (c_int, c_long), value: c_long) {
        // SAFETY: both functions take any number, may be called at any time and touch no memory of ours.
        unsafe {
            if mi_option_get(option) == default {
                mi_option_set(option, value);
            }
        }
    }
}
