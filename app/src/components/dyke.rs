//! The signature picture, as it stands on a page.

use figures::{Dyke, DykeSize, dyke};
use leptos::prelude::*;

use crate::context::Cx;

/// The picture. `id` must be unique on the page.
pub fn dyke_picture(cx: &Cx, id: &str, name: &str, dyke: &Dyke, size: DykeSize) -> AnyView {
    view! { <div class=size.class() inner_html=dyke::svg(cx.lang, id, name, dyke, size)></div> }.into_any()
}
