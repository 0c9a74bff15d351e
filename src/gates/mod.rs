//! Questions that must be answered before shipping, each with a verdict and evidence.
