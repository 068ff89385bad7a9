//! What runs in the browser: Leptos components with signals, and the server functions that they call.
//!
//! The only crate that is compiled for both sides: with `ssr` into the server, which renders the islands into its pages and answers
//! their calls, and with `hydrate` into WebAssembly. It knows nothing of the database or of use cases: what a call does is
//! provided by `app`, which runs the same use case as the form that works without a script.

pub mod questionnaire;
