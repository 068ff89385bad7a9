//! Pieces of content.

use domain::content::Text;
use leptos::prelude::*;

use crate::context::Cx;
use crate::shell::foreign;

/// A piece of content, marked with its language where that is not the interface's.
pub fn content(cx: &Cx, text: &Text) -> AnyView {
    match foreign(cx, text.lang) {
        (None, None) => text.text.clone().into_any(),
        (lang, dir) => view! { <span lang=lang dir=dir>{text.text.clone()}</span> }.into_any(),
    }
}
