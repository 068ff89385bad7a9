//! An artefact, drawn as what it is: text in a frame, so that it can be read by everybody and printed.

use domain::content::Text;
use domain::learn::quiz::ArtefactKind;
use leptos::prelude::*;

use crate::components::text::content;
use crate::context::Cx;

/// The frame around the lines, each an `<li>`.
pub(super) fn frame(cx: &Cx, kind: ArtefactKind, title: &Text, lines: AnyView) -> AnyView {
    let class = format!("artefact artefact-{}", kind.as_str());
    view! {
        <figure class=class>
            <figcaption>
                <span class="artefact-kind">{cx.t(&format!("artefact-{}", kind.as_str()))}</span>
                " "
                <span class="artefact-title">{content(cx, title)}</span>
            </figcaption>
            <ul class="artefact-lines">{lines}</ul>
        </figure>
    }
    .into_any()
}

/// The text of a line. An address reads left to right in every language.
pub(super) fn line(cx: &Cx, kind: ArtefactKind, text: &Text) -> AnyView {
    let dir = (kind == ArtefactKind::Address).then_some("ltr");
    view! { <span class="artefact-text" dir=dir>{content(cx, text)}</span> }.into_any()
}
