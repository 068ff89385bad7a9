//! The questions at the end of a lesson: each choice opens to what is to be said about it. A browser does that by itself, so that it works
//! without scripting, and nothing of it reaches the server.

use domain::content::{CheckChoice, CheckItem, Lesson};
use leptos::prelude::*;

use super::parts::prompt;
use crate::components::text::content;
use crate::context::Cx;

/// The section; nothing if the lesson has none.
pub(crate) fn self_check(cx: &Cx, lesson: &Lesson) -> Option<AnyView> {
    if lesson.self_check.is_empty() {
        return None;
    }
    let items = lesson.self_check.iter().map(|it| item(cx, it)).collect_view();
    Some(
        view! {
            <section class="self-check" aria-labelledby="self-check">
                <h2 id="self-check">{cx.t("learn-check-title")}</h2>
                <p class="muted">{cx.t("learn-check-note")}</p>
                <ol class="check-items">{items}</ol>
            </section>
        }
        .into_any(),
    )
}

fn item(cx: &Cx, item: &CheckItem) -> AnyView {
    let choices = item
        .choices
        .iter()
        .map(|choice| view! { <li>{choice_view(cx, choice)}</li> })
        .collect_view();
    view! {
        <li>
            <p class="check-prompt">{prompt(&item.prompt)}</p>
            <ul class="check-choices">{choices}</ul>
        </li>
    }
    .into_any()
}

fn choice_view(cx: &Cx, choice: &CheckChoice) -> AnyView {
    let (class, verdict) = if choice.correct {
        ("check-choice check-correct", "learn-choice-correct")
    } else {
        ("check-choice", "learn-choice-wrong")
    };
    view! {
        <details class=class>
            <summary>{content(cx, &choice.text)}</summary>
            <p>
                <strong class="check-verdict">{cx.t(verdict)}</strong>
                " "
                {content(cx, &choice.feedback)}
            </p>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests;
