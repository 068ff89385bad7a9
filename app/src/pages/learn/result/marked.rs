//! A question of a result, by its kind.

use domain::content::Text;
use domain::learn::quiz::ArtefactKind;
use learn::{MarkedAnswer, MarkedChoice, MarkedLine, MarkedPair, MarkedQuestion};
use leptos::prelude::*;

use crate::components::text::content;
use crate::context::Cx;
use crate::pages::learn::artefact;
use crate::pages::learn::parts::prompt;

pub(super) fn view(cx: &Cx, number: usize, question: &MarkedQuestion) -> AnyView {
    let (class, verdict) = if question.correct {
        ("tag tag-good", cx.t("learn-right"))
    } else {
        ("tag tag-attention", cx.t("learn-wrong"))
    };
    let asked = match &question.prompt {
        Some(html) => prompt(html),
        None => view! { <em>{cx.t("learn-question-gone")}</em> }.into_any(),
    };
    let changed = (question.changed && question.prompt.is_some())
        .then(|| view! { <p class="muted small">{cx.t("learn-question-changed")}</p> });
    view! {
        <li class="marked-question">
            <h3>
                {cx.t_with("learn-question", &[("n", (number as i64).into())])}
                " "
                <span class=class>{verdict}</span>
            </h3>
            <p class="marked-prompt">{asked}</p>
            {changed}
            {answer(cx, &question.answer)}
        </li>
    }
    .into_any()
}

fn answer(cx: &Cx, answer: &MarkedAnswer) -> AnyView {
    match answer {
        MarkedAnswer::Choices { chosen, missed } => (
            choices(cx, &cx.t("learn-you-chose"), chosen),
            choices(cx, &cx.t("learn-also-correct"), missed),
        )
            .into_any(),
        MarkedAnswer::Ordering {
            given,
            right,
            feedback,
        } => ordering(cx, given, right, feedback.as_ref()),
        MarkedAnswer::Matching(pairs) => {
            let pairs = pairs.iter().map(|pair| matched(cx, pair)).collect_view();
            view! { <ul class="marked-choices">{pairs}</ul> }.into_any()
        }
        MarkedAnswer::Mark { kind, title, lines } => {
            let lines = lines
                .iter()
                .map(|line| marked_line(cx, *kind, line))
                .collect_view();
            artefact::frame(cx, *kind, title, lines.into_any())
        }
    }
}

fn choices(cx: &Cx, label: &str, choices: &[MarkedChoice]) -> Option<AnyView> {
    if choices.is_empty() {
        return None;
    }
    let list = choices
        .iter()
        .map(|choice| {
            let (class, verdict) = if choice.correct {
                ("marked-choice marked-correct", cx.t("learn-choice-correct"))
            } else {
                ("marked-choice", cx.t("learn-choice-wrong"))
            };
            view! {
                <li class=class>
                    <p class="marked-text">{content(cx, &choice.text)}</p>
                    <p class="marked-verdict small">{verdict}</p>
                    <p class="marked-feedback">{content(cx, &choice.feedback)}</p>
                </li>
            }
        })
        .collect_view();
    Some(
        view! { <p class="marked-label">{label.to_owned()}</p> <ul class="marked-choices">{list}</ul> }
            .into_any(),
    )
}

fn ordering(cx: &Cx, given: &[(Text, bool)], right: &[Text], feedback: Option<&Text>) -> AnyView {
    let given = given
        .iter()
        .map(|(text, is_right)| {
            let (class, verdict) = if *is_right {
                ("marked-choice marked-correct", cx.t("learn-in-place"))
            } else {
                ("marked-choice", cx.t("learn-not-in-place"))
            };
            view! {
                <li class=class>
                    <p class="marked-text">{content(cx, text)}</p>
                    <p class="marked-verdict small">{verdict}</p>
                </li>
            }
        })
        .collect_view();
    let right = (!right.is_empty()).then(|| {
        let entries = right
            .iter()
            .map(|text| view! { <li>{content(cx, text)}</li> })
            .collect_view();
        view! {
            <p class="marked-label">{cx.t("learn-right-order")}</p>
            <ol class="marked-order">{entries}</ol>
        }
    });
    view! {
        <p class="marked-label">{cx.t("learn-your-order")}</p>
        <ol class="marked-choices">{given}</ol>
        {right}
        {feedback.map(|text| view! { <p class="marked-feedback">{content(cx, text)}</p> })}
    }
    .into_any()
}

fn matched(cx: &Cx, pair: &MarkedPair) -> AnyView {
    let (class, verdict) = if pair.correct {
        ("marked-choice marked-correct", cx.t("learn-pair-right"))
    } else {
        ("marked-choice", cx.t("learn-pair-wrong"))
    };
    let side = |label: &str, text: &Text| {
        view! {
            <p class="marked-side">
                <span class="marked-label">{cx.t(label)}</span>
                " "
                {content(cx, text)}
            </p>
        }
    };
    view! {
        <li class=class>
            <p class="marked-text">{content(cx, &pair.left)}</p>
            {pair.given.as_ref().map(|text| side("learn-you-chose", text))}
            <p class="marked-verdict small">{verdict}</p>
            {pair.right.as_ref().map(|text| side("learn-pair-belongs", text))}
            {pair.feedback.as_ref().map(|text| view! { <p class="marked-feedback">{content(cx, text)}</p> })}
        </li>
    }
    .into_any()
}

fn marked_line(cx: &Cx, kind: ArtefactKind, line: &MarkedLine) -> AnyView {
    let (class, verdict) = match (line.marked, line.told.as_ref().map(|(wrong, _)| *wrong)) {
        (true, Some(true)) => ("artefact-line marked-correct", Some("learn-line-found")),
        (true, _) => ("artefact-line marked-mistaken", Some("learn-line-mistaken")),
        (false, Some(true)) => ("artefact-line marked-mistaken", Some("learn-line-missed")),
        (false, Some(false)) => ("artefact-line", Some("learn-line-left")),
        (false, None) => ("artefact-line", None),
    };
    view! {
        <li class=class>
            <p class="marked-text">{artefact::line(cx, kind, &line.text)}</p>
            {verdict.map(|key| view! { <p class="marked-verdict small">{cx.t(key)}</p> })}
            {line.told.as_ref().map(|(_, text)| view! { <p class="marked-feedback">{content(cx, text)}</p> })}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests;
