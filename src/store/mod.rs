//! Files, clock and environment: where private state lives and how it is written without being lost.
