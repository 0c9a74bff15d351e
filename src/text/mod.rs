//! The only door to the screen for foreign strings: makes them safe and measures their width.
