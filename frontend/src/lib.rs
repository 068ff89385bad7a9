//! What runs in the browser: it starts the islands of a page.
#![cfg(target_arch = "wasm32")]

// The islands export themselves; a crate that nothing names would not be linked.
use islands as _;

/// Starts the islands of a page.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
