//! The cockpit as a whole, without a terminal: what is heard by whom, what is seen, what is asked of the runtime.

mod drawing;
mod driving;
mod hearing;
