//! The fields of a practice that is answered part by part: what is true is ticked, and the answer follows.

use assess::AnswerInput;
use domain::assess::answer::Answer;
use domain::assess::model::Practice;
use domain::assess::part::{Part, Parts, Tick, Ticks};
use leptos::prelude::*;

use super::{answer_name, problem};
use crate::components::text::content;
use crate::context::Cx;
use crate::form::Messages;

/// What can be chosen beside what follows from the ticks: less than that, or that nothing can be said. More is never true.
const CHOICES: [Answer; 5] = [
    Answer::NotImplemented,
    Answer::Partly,
    Answer::Largely,
    Answer::Unknown,
    Answer::NotApplicable,
];

/// The answer that follows from what a card ticks, if it ticks something.
fn follows(parts: &Parts, input: &AnswerInput) -> Option<Answer> {
    let ticks: Ticks = input.ticks.parse().ok()?;
    (!ticks.is_empty()).then(|| parts.answer(&ticks))
}

/// The words of the choice that follows the ticks, with the answer that this is now.
pub(in crate::pages::assess) fn follows_text(cx: &Cx, answer: Option<Answer>) -> String {
    match answer {
        Some(answer) => cx.t_with(
            "assess-as-ticked-is",
            &[("answer", answer_name(cx, answer).into())],
        ),
        None => cx.t("assess-as-ticked"),
    }
}

/// The parts with their boxes, and the choice of an answer.
pub(super) fn fields(
    cx: &Cx,
    practice: &Practice,
    parts: &Parts,
    input: &AnswerInput,
    messages: &Messages,
) -> AnyView {
    let id = practice.id.as_str();
    let follows = follows(parts, input);
    let boxes = parts
        .parts
        .iter()
        .map(|part| part_view(cx, id, part, &input.ticks))
        .collect_view();
    let when = cx.t(&format!("assess-when-{}", parts.when.as_str()));
    let (error, described_by, _) = problem(messages, &format!("{id}-answer"));
    // What was chosen is the same as what follows: then it goes on following.
    let is_following =
        input.answer.is_empty() || follows.is_some_and(|answer| answer.as_str() == input.answer);
    let choices = CHOICES
        .into_iter()
        .map(|answer| {
            let name = answer.as_str();
            let words = match answer {
                Answer::NotImplemented => cx.t("assess-none-of-it"),
                answer => answer_name(cx, answer),
            };
            view! {
                <label class="choice">
                    <input type="radio" name=format!("{id}-answer") id=format!("{id}-answer-{name}") value=name
                        checked=!is_following && input.answer == name/>
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="practice-question">
            <legend>{cx.t("assess-tick-legend")}</legend>
            <p class="muted small">{when}</p>
            <ul class="parts">{boxes}</ul>
        </fieldset>
        <fieldset class="practice-answer" aria-describedby=described_by>
            <legend>{cx.t("assess-answer-legend")}</legend>
            {error}
            <div class="choices answers">
                <label class="choice">
                    <input type="radio" name=format!("{id}-answer") id=format!("{id}-answer") value="" checked=is_following/>
                    <span data-follows="">{follows_text(cx, follows)}</span>
                </label>
                {choices}
            </div>
        </fieldset>
    }
    .into_any()
}

/// One part with its boxes. They show what is ticked as it was typed: what contradicts itself comes back as it was, to be put right.
fn part_view(cx: &Cx, practice: &str, part: &Part, ticks: &str) -> AnyView {
    let name = format!("{practice}-tick");
    let unknown = format!("{}?", part.id);
    let is_ticked = |value: &str| ticks.split_ascii_whitespace().any(|ticked| ticked == value);
    let (is_true, is_unknown) = (is_ticked(part.id.as_str()), is_ticked(&unknown));
    let claim = format!("{practice}-part-{}", part.id);
    let essential = part.is_essential.then(|| {
        view! { " " <span class="tag" title=cx.t("assess-essential-help")>{cx.t("assess-essential")}</span> }
    });
    view! {
        <li class="part">
            <label class="choice">
                <input type="checkbox" name=name.clone() value=part.id.to_string() checked=is_true/>
                <span><span id=claim.clone()>{content(cx, &part.text)}</span> {essential}</span>
            </label>
            <label class="choice part-unknown">
                <input type="checkbox" name=name value=unknown checked=is_unknown
                    aria-describedby=claim/>
                <span>{cx.t("assess-part-unknown")}</span>
            </label>
        </li>
    }
    .into_any()
}

/// The claims alone, for a card that nobody can change.
pub(super) fn claims(cx: &Cx, parts: &Parts) -> AnyView {
    let lines = parts
        .parts
        .iter()
        .map(|part| view! { <li>{content(cx, &part.text)}</li> });
    view! { <ul>{lines.collect_view()}</ul> }.into_any()
}

/// What was said of a part.
fn said(cx: &Cx, tick: Option<Tick>) -> String {
    match tick {
        Some(Tick::True) => cx.t("assess-part-true"),
        Some(Tick::Unknown) => cx.t("assess-part-unknown"),
        None => cx.t("assess-part-not-true"),
    }
}

/// What is ticked, in a line for each part: nothing where the parts are open.
pub(super) fn lines(cx: &Cx, parts: &Parts, ticks: &str) -> Vec<String> {
    let Ok(ticks) = ticks.parse::<Ticks>() else {
        return Vec::new();
    };
    if ticks.is_empty() {
        return Vec::new();
    }
    parts
        .parts
        .iter()
        .map(|part| {
            let said = said(cx, ticks.of(&part.id));
            cx.t_with(
                "assess-part-said",
                &[("said", said.into()), ("part", part.text.text.clone().into())],
            )
        })
        .collect()
}
