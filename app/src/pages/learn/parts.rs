//! What the pages of this part share.

use axum::response::{IntoResponse, Redirect, Response};
use domain::content::{Audience, Course, Html, Lesson, Module, Text};
use domain::learn::progress::{Progress, Step};
use leptos::prelude::*;

use crate::components::text::content;
use crate::context::Cx;

/// Checked HTML of a question; it holds its language itself.
pub(crate) fn prompt(html: &Html) -> AnyView {
    view! { <span inner_html=html.0.clone()></span> }.into_any()
}

/// For whom a course is, in words.
pub(crate) fn audience(cx: &Cx, audience: Audience) -> String {
    cx.t(&format!("audience-{}", audience.as_str()))
}

/// For whom a course is, as a list in a sentence.
pub(crate) fn audiences(cx: &Cx, course: &Course) -> String {
    let names: Vec<String> = course.roles.iter().map(|role| audience(cx, *role)).collect();
    cx.list(&names)
}

/// A number in a message.
pub(crate) fn counted(cx: &Cx, key: &str, n: usize) -> String {
    cx.t_with(key, &[("n", i64::try_from(n).unwrap_or(i64::MAX).into())])
}

/// A reading time.
pub(crate) fn minutes(cx: &Cx, minutes: u32) -> String {
    counted(cx, "learn-minutes", minutes as usize)
}

/// The address of a course.
pub(crate) fn course_path(course: &str) -> String {
    format!("/learn/{course}")
}

/// The address of a lesson.
pub(crate) fn lesson_path(course: &str, lesson: &str) -> String {
    format!("/learn/{course}/{lesson}")
}

/// The address of a form.
pub(crate) fn form_path(course: &str, lesson: &str, form: &str) -> String {
    format!("/learn/{course}/{lesson}/forms/{form}")
}

/// The address of a quiz.
pub(crate) fn quiz_path(course: &str, module: &str) -> String {
    format!("/learn/{course}/quiz/{module}")
}

/// The answer at an address that something had before: on to where it is now. Addresses that something has lead nowhere else.
pub(crate) fn moved(cx: &Cx, address: &str) -> Option<Response> {
    let now = cx.env().catalog().moved(address)?;
    // 308: a form that was sent there is sent again, to where it belongs.
    Some(Redirect::permanent(&cx.addressed(&format!("/learn/{now}"))).into_response())
}

/// The pages above one that belongs to a course, as the course was when something of it was kept.
pub(crate) fn trail_then(cx: &Cx, course: &str, title: &Text) -> Vec<(String, String)> {
    vec![
        ("/learn".to_owned(), cx.t("nav-learn")),
        (course_path(course), title.text.clone()),
    ]
}

/// The pages above one that belongs to a course.
pub(crate) fn trail(cx: &Cx, course: &Course) -> Vec<(String, String)> {
    trail_then(cx, &course.slug, &course.title)
}

/// The address and the title of a step.
pub(crate) fn step_link<'a>(course: &Course, step: Step<'a>) -> (String, &'a Text) {
    match step {
        Step::Lesson(lesson) => (lesson_path(&course.slug, &lesson.slug), &lesson.title),
        Step::Quiz(module, quiz) => (quiz_path(&course.slug, &module.slug), &quiz.title),
    }
}

/// Whether a step is done, where the reader stands, or still to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Read or passed.
    Done,
    /// On this page.
    Here,
    /// To do, or not known because nobody is signed in.
    Open,
}

/// A small picture of the state; its words stand beside it.
pub(crate) fn state_mark(state: State) -> AnyView {
    let (class, inner) = match state {
        State::Done => (
            "mark mark-done",
            Some(view! { <path class="mark-tick" d="M5.5 10.5 L8.7 13.6 L14.5 6.8"></path> }.into_any()),
        ),
        State::Here => (
            "mark mark-here",
            Some(view! { <circle class="mark-dot" cx="10" cy="10" r="4.5"></circle> }.into_any()),
        ),
        State::Open => ("mark", None),
    };
    view! {
        <svg class=class viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
            <circle class="mark-ring" cx="10" cy="10" r="9"></circle>
            {inner}
        </svg>
    }
    .into_any()
}

/// The state in words, for those who do not see the picture.
pub(crate) fn state_words(cx: &Cx, is_done: bool, step: Step<'_>) -> Option<AnyView> {
    is_done.then(|| {
        let words = match step {
            Step::Lesson(_) => cx.t("learn-mark-read"),
            Step::Quiz(..) => cx.t("learn-mark-passed"),
        };
        view! { <span class="visually-hidden">" "{words}</span> }.into_any()
    })
}

/// "3 of 6 lessons", with a strip of as many parts.
pub(crate) fn progress_line(cx: &Cx, course: &Course, progress: &Progress) -> AnyView {
    let total = course.lessons().count();
    let read = progress.lessons_read(course);
    let text = cx.t_with(
        "learn-progress",
        &[("done", (read as i64).into()), ("n", (total as i64).into())],
    );
    let parts = course
        .lessons()
        .map(|lesson| {
            let class = if progress.read_at(&lesson.id).is_some() {
                "strip-part strip-done"
            } else {
                "strip-part"
            };
            view! { <span class=class></span> }
        })
        .collect_view();
    view! {
        <p class="course-progress">
            <span class="strip" aria-hidden="true">{parts}</span>
            <span>{text}</span>
        </p>
    }
    .into_any()
}

/// The way on: where to begin, or to go on.
pub(crate) fn way_on(cx: &Cx, course: &Course, progress: Option<&Progress>) -> Option<AnyView> {
    let begun = progress.is_some_and(|progress| progress.has_begun(course));
    let step = match progress {
        Some(progress) => progress.next_step(course)?,
        None => course.steps().into_iter().next()?,
    };
    let label = if begun {
        cx.t("learn-continue-with")
    } else {
        cx.t("learn-start-with")
    };
    let (href, title) = step_link(course, step);
    Some(
        view! {
            <a class="way-on" href=href>
                <span class="way-on-label">{label}</span>
                <span class="way-on-title">{content(cx, title)}</span>
            </a>
        }
        .into_any(),
    )
}

/// When a course was completed, in words; nothing before.
pub(crate) fn completed(cx: &Cx, course: &Course, progress: Option<&Progress>) -> Option<String> {
    let at = progress?.completed_at(course)?;
    Some(cx.t_with("learn-course-completed", &[("date", cx.date(at.date()).into())]))
}

/// The number of a module in its course, from one.
pub(crate) fn module_number(course: &Course, module: &Module) -> usize {
    course
        .modules
        .iter()
        .position(|other| other.id == module.id)
        .map_or(0, |index| index + 1)
}

/// The number of a lesson in its course, from one, and how many there are.
pub(crate) fn lesson_number(course: &Course, lesson: &Lesson) -> Option<(usize, usize)> {
    let index = course.lessons().position(|other| other.id == lesson.id)?;
    Some((index + 1, course.lessons().count()))
}
