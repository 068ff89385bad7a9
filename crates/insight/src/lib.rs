//! Insight: what a body allows donors to see, rounds, and releases. Never depends on `assess`: what crosses is frozen.
