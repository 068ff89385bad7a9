//! What the window tells: that somebody leaves, comes back, or that the line is there again.

use leptos::prelude::*;

use super::progress::Progress;
use super::sheet::Sheet;

/// Sends what was typed last when the page goes out of sight, has the browser ask before it throws anything away, and sends what
/// waits for a line, or for a person to sign in, as soon as that can help.
pub(super) fn watch(sheet: Sheet) {
    let flush = move || {
        for card in sheet.cards() {
            if card.with(Progress::has_strokes) {
                card.save();
            }
        }
    };
    let back = move || {
        for card in sheet.cards() {
            if card.with(Progress::is_signed_out) {
                card.retry();
            }
        }
    };
    let online = move || {
        for card in sheet.cards() {
            if card.with(Progress::is_offline) {
                card.retry();
            }
        }
    };
    // For as long as there is a page.
    let _ = window_event_listener_untyped("pagehide", move |_| flush());
    let _ = window_event_listener_untyped("online", move |_| online());
    let _ = window_event_listener_untyped("focus", move |_| back());
    let _ = window_event_listener_untyped("visibilitychange", move |_| {
        if document().hidden() {
            flush();
        } else {
            back();
        }
    });
    let _ = window_event_listener_untyped("beforeunload", move |event| {
        let is_unsaved = sheet.cards().iter().any(|card| card.with(Progress::is_unsaved));
        if !sheet.takes_everything_along() && is_unsaved {
            event.prevent_default();
            // Browsers of before 2023 look at this.
            let _ = js_sys::Reflect::set(&event, &"returnValue".into(), &true.into());
        }
    });
}
