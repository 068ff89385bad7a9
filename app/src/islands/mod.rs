//! The few parts that run in the browser. Each works as a plain form without them.

pub mod answers;
