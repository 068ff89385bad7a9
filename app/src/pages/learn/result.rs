//! The result of an attempt: what was answered, whether it was right, and why.

mod marked;

use domain::learn::progress::Progress;
use domain::learn::quiz::AskedTexts;
use learn::{Attempt, AttemptResult, AttemptState, MarkedQuestion, QuizPlace};
use leptos::prelude::*;

use super::parts::{completed, course_path, quiz_path, trail_then, way_on};
use super::quiz::start_form;
use crate::components::layout::Breadcrumbs;
use crate::components::text::content;
use crate::context::Cx;

/// What the page shows: the result as it was kept, and below its head the way on, which is that of today. Nothing for an open attempt.
pub(super) fn view(
    cx: &Cx,
    attempt: Attempt<'_>,
    texts: AskedTexts,
    progress: &Progress,
    is_late: bool,
) -> Option<impl Fn() -> AnyView + Send + 'static + use<>> {
    let AttemptState::HandedIn {
        result: outcome,
        questions,
    } = attempt.state
    else {
        return None;
    };
    let quiz = attempt.place.map(|place| place.quiz.id.clone());
    let asked = attempt.asked;
    let (cx, key, progress) = (cx.clone(), cx.env().new_id(), progress.clone());
    Some(move || {
        let place = quiz.as_ref().and_then(|quiz| {
            let (course, module, quiz) = cx.env().catalog().quiz(cx.lang, quiz)?;
            Some(QuizPlace { course, module, quiz })
        });
        let list = questions
            .iter()
            .enumerate()
            .map(|(index, question)| marked::view(&cx, index + 1, question))
            .collect_view();
        let late = is_late.then(
            || view! { <p class="notice notice-danger" role="alert">{cx.t("learn-handed-in-before")}</p> },
        );
        view! {
            <Breadcrumbs trail=trail_then(&cx, &asked.course, &texts.course) lang=texts.course.lang/>
            <h1>{cx.t("learn-result-heading")}</h1>
            <p class="lead">{content(&cx, &texts.quiz)}</p>
            {late}
            {summary(&cx, asked.pass_mark, outcome, &questions)}
            {place.map(|place| onward(&cx, place, outcome, &progress, &key))}
            <p><a href=course_path(&asked.course)>{cx.t("learn-back-to-course")}</a></p>
            <h2>{cx.t("learn-your-answers")}</h2>
            <ol class="marked">{list}</ol>
        }
        .into_any()
    })
}

fn summary(cx: &Cx, pass_mark: u8, outcome: AttemptResult, questions: &[MarkedQuestion]) -> AnyView {
    let correct = questions.iter().filter(|question| question.correct).count();
    let (class, verdict) = if outcome.passed {
        ("notice notice-good", cx.t("learn-passed"))
    } else {
        ("notice notice-attention", cx.t("learn-not-passed"))
    };
    let score = cx.t_with(
        "learn-score",
        &[
            ("correct", (correct as i64).into()),
            ("n", (questions.len() as i64).into()),
            ("share", cx.percent(outcome.percent).into()),
        ],
    );
    let needed = cx.t_with("learn-needed", &[("share", cx.percent(pass_mark).into())]);
    let when = cx.t_with(
        "learn-handed-in-on",
        &[("moment", cx.moment(outcome.handed_in_at).into())],
    );
    view! {
        <div class=class>
            <p class="verdict"><strong>{verdict}</strong></p>
            <p>{score} " " {needed}</p>
            <p class="muted small">{when}</p>
        </div>
    }
    .into_any()
}

fn onward(cx: &Cx, place: QuizPlace<'_>, outcome: AttemptResult, progress: &Progress, key: &str) -> AnyView {
    let QuizPlace { course, module, .. } = place;
    let done = completed(cx, course, Some(progress)).map(|text| view! { <p><strong>{text}</strong></p> });
    let next = outcome
        .passed
        .then(|| way_on(cx, course, Some(progress)))
        .flatten();
    let hint = (!outcome.passed).then(|| view! { <p>{cx.t("learn-try-again-hint")}</p> });
    let again = (!outcome.passed).then(|| {
        start_form(
            &quiz_path(&course.slug, &module.slug),
            &cx.t("learn-quiz-again"),
            key,
        )
    });
    view! {
        <div class="result-onward">
            {done}
            {hint}
            {next}
            {again}
        </div>
    }
    .into_any()
}
