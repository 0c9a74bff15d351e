//! The cockpit: model, message, update, view.
