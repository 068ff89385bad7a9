//! A course: its modules and lessons, and how far the reader is.

use axum::extract::Path;
use domain::content::{Course, Module};
use domain::identity::policy::Instance;
use domain::learn::progress::{Progress, Step};
use leptos::prelude::*;

use super::parts::{
    State, audiences, completed, counted, minutes, module_number, moved, progress_line, state_mark,
    state_words, step_link, way_on,
};
use crate::components::layout::Breadcrumbs;
use crate::components::text::content;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Path(slug): Path<String>) -> PageResult {
    if let Some(on) = moved(&cx, &slug) {
        return Ok(on);
    }
    let progress = learn::progress(cx.env(), &cx.permit(Instance)?, &mut cx.reader()).await?;
    let course = cx
        .env()
        .catalog()
        .course(cx.lang, &slug)
        .ok_or(PageError::NotFound)?;
    let title = course.title.text.clone();
    let render = {
        let cx = cx.clone();
        move || {
            cx.env()
                .catalog()
                .course(cx.lang, &slug)
                .map(|course| view(&cx, course, progress.as_ref()))
        }
    };
    Ok(cx.render(Page::wide(title).public(), render))
}

fn view(cx: &Cx, course: &Course, progress: Option<&Progress>) -> AnyView {
    let done = completed(cx, course, progress).map(|text| view! { <p class="notice notice-good">{text}</p> });
    let retired = course
        .modules
        .is_empty()
        .then(|| view! { <p class="notice">{cx.t("learn-course-retired")}</p> });
    let strip = progress
        .filter(|progress| progress.has_begun(course))
        .map(|progress| progress_line(cx, course, progress));
    let modules = course
        .modules
        .iter()
        .map(|module| module_view(cx, course, module, progress))
        .collect_view();
    view! {
        <div class="course-layout">
            <div class="course-main">
                <Breadcrumbs trail=vec![("/learn".to_owned(), cx.t("nav-learn"))]/>
                <h1>{content(cx, &course.title)}</h1>
                <p class="lead">{content(cx, &course.summary)}</p>
                {done}
                {retired}
                {modules}
            </div>
            <aside class="course-side" aria-label=cx.t("learn-about-course")>
                {strip}
                {way_on(cx, course, progress)}
                {facts(cx, course)}
                {practices(cx, course)}
            </aside>
        </div>
    }
    .into_any()
}

fn module_view(cx: &Cx, course: &Course, module: &Module, progress: Option<&Progress>) -> AnyView {
    let number = module_number(course, module);
    let heading = format!("module-{number}");
    let objectives = module
        .objectives
        .iter()
        .map(|objective| view! { <li>{content(cx, objective)}</li> })
        .collect_view();
    let lessons = module.lessons.iter().map(Step::Lesson);
    let quiz = module.quiz.as_ref().map(|quiz| Step::Quiz(module, quiz));
    let steps = lessons
        .chain(quiz)
        .map(|step| step_view(cx, course, step, progress))
        .collect_view();
    view! {
        <section class="module" aria-labelledby=heading.clone()>
            <p class="module-number">{counted(cx, "learn-module-number", number)}</p>
            <h2 id=heading.clone()>{content(cx, &module.title)}</h2>
            <p class="objectives-intro">{cx.t("learn-objectives")}</p>
            <ul class="objectives-list">{objectives}</ul>
            <ol class="steps">{steps}</ol>
        </section>
    }
    .into_any()
}

fn step_view(cx: &Cx, course: &Course, step: Step<'_>, progress: Option<&Progress>) -> AnyView {
    let is_done = progress.is_some_and(|progress| progress.done_at(step).is_some());
    let (href, title) = step_link(course, step);
    let detail = match step {
        Step::Lesson(lesson) => minutes(cx, lesson.minutes.into()),
        Step::Quiz(_, quiz) => match progress.and_then(|progress| progress.standing(&quiz.id)) {
            Some(standing) if standing.passed_at.is_some() => cx.t_with(
                "learn-quiz-passed-best",
                &[("share", cx.percent(standing.best).into())],
            ),
            Some(standing) => cx.t_with("learn-quiz-best", &[("share", cx.percent(standing.best).into())]),
            None => counted(cx, "learn-questions", quiz.items_per_attempt()),
        },
    };
    let kind =
        matches!(step, Step::Quiz(..)).then(|| view! { <span class="tag">{cx.t("learn-quiz")}</span> });
    let mark = state_mark(if is_done { State::Done } else { State::Open });
    view! {
        <li class="step">
            <a href=href>{mark} <span class="step-title">{content(cx, title)} {state_words(cx, is_done, step)}</span></a>
            <span class="step-detail">{kind} " " {detail}</span>
        </li>
    }
    .into_any()
}

fn facts(cx: &Cx, course: &Course) -> AnyView {
    let pass_mark = course.quizzes().next().map(|_| {
        view! {
            <dt>{cx.t("learn-fact-pass-mark")}</dt>
            <dd>{cx.percent(course.pass_mark)}</dd>
        }
    });
    view! {
        <dl class="facts small">
            <dt>{cx.t("learn-fact-for")}</dt>
            <dd>{audiences(cx, course)}</dd>
            <dt>{cx.t("learn-fact-time")}</dt>
            <dd>{minutes(cx, course.minutes())}</dd>
            <dt>{cx.t("learn-fact-lessons")}</dt>
            <dd>{course.lessons().count()}</dd>
            {pass_mark}
            <dt>{cx.t("learn-fact-version")}</dt>
            <dd>{course.version}</dd>
            <dt>{cx.t("learn-fact-licence")}</dt>
            <dd>{course.licence.clone()}</dd>
        </dl>
    }
    .into_any()
}

fn practices(cx: &Cx, course: &Course) -> Option<AnyView> {
    let practices: Vec<_> = course
        .practices
        .iter()
        .filter_map(|id| cx.env().catalog().practice(cx.lang, id))
        .collect();
    if practices.is_empty() {
        return None;
    }
    let summary = counted(cx, "learn-practices", practices.len());
    let list = practices
        .into_iter()
        .map(|practice| {
            view! { <li><span class="practice-id">{practice.id.to_string()}</span> " " {content(cx, &practice.title)}</li> }
        })
        .collect_view();
    Some(
        view! { <details><summary>{summary}</summary><ul class="course-practices small">{list}</ul></details> }
            .into_any(),
    )
}
