//! A lesson: public to read; who is signed in can note that it was read.

use axum::extract::Path;
use domain::content::{Course, Lesson, Module, Status};
use domain::id::LessonId;
use domain::identity::policy::Instance;
use domain::learn::progress::{Progress, Step};
use domain::timestamp::Timestamp;
use http::HeaderMap;
use learn::Next;
use leptos::prelude::*;

use super::form;
use super::parts::{
    State, completed, course_path, lesson_number, lesson_path, minutes, module_number, moved, quiz_path,
    state_mark, state_words, step_link, trail,
};
use super::self_check::self_check;
use crate::components::layout::Breadcrumbs;
use crate::components::text::content;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::encode;
use crate::fragment::Key;
use crate::shell::{Page, foreign};

/// The page. For a visitor it comes out of the cache and asks the database nothing; for a learner it asks once.
pub async fn page(cx: Cx, Path((course, lesson)): Path<(String, String)>, headers: HeaderMap) -> PageResult {
    if let Some(on) = moved(&cx, &format!("{course}/{lesson}")) {
        return Ok(on);
    }
    let progress = learn::progress(cx.env(), &cx.permit(Instance)?, &mut cx.reader()).await?;
    let (in_course, _, found) = cx
        .env()
        .catalog()
        .lesson(cx.lang, &course, &lesson)
        .ok_or(PageError::NotFound)?;
    let page = Page::wide(found.title.text.clone()).public();
    let id = found.id.clone();
    let Some(progress) = progress else {
        let path = lesson_path(&course, &lesson);
        return Ok(cx.state.pages().answer(&cx, &id, path, &headers, |visitor| {
            (page, render(visitor, id.clone(), None))
        }));
    };
    // Of what the reader did, only what the page shows: so it is one page for many of them.
    let progress = progress.seen_on(in_course, found);
    let key = Key::of(&("lesson", cx.lang, &id, &progress));
    let content = cx
        .kept(&key)
        .unwrap_or_else(|| cx.keep(key, |anybody| render(anybody, id, Some(progress))()));
    Ok(cx.render_around(page, &content))
}

/// Notes that the lesson was read and goes on to what follows.
pub async fn complete(cx: Cx, Path((course, lesson)): Path<(String, String)>) -> PageResult {
    if let Some(on) = moved(&cx, &format!("{course}/{lesson}")) {
        return Ok(on);
    }
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    let next = learn::complete_lesson(cx.env(), &permit, &mut tx, &course, &lesson).await?;
    tx.commit().await?;
    Ok(cx.redirect(&match next {
        Next::Lesson(lesson) => lesson_path(&course, &lesson),
        Next::Quiz(module) => quiz_path(&course, &module),
        Next::Course => course_path(&course),
    }))
}

fn render(
    cx: &Cx,
    id: LessonId,
    progress: Option<Progress>,
) -> impl Fn() -> Option<AnyView> + Clone + Send + 'static + use<> {
    let cx = cx.clone();
    move || {
        let (course, module, lesson) = cx.env().catalog().lesson_by_id(cx.lang, &id)?;
        let here = Here {
            cx: &cx,
            course,
            module,
            lesson,
            progress: progress.as_ref(),
        };
        Some(here.view())
    }
}

/// A lesson, where it stands and who reads it.
struct Here<'a> {
    cx: &'a Cx,
    course: &'a Course,
    module: &'a Module,
    lesson: &'a Lesson,
    progress: Option<&'a Progress>,
}

impl Here<'_> {
    fn view(&self) -> AnyView {
        let Self {
            cx, course, lesson, ..
        } = *self;
        let trail = trail(cx, course);
        view! {
            <div class="lesson-layout">
                <nav class="contents contents-side" aria-label=cx.t("learn-contents")>
                    {self.contents(true)}
                </nav>
                <div class="lesson">
                    <Breadcrumbs trail=trail lang=course.title.lang/>
                    {self.contents_short()}
                    <article>
                        <header class="lesson-head">
                            <h1>{content(cx, &lesson.title)}</h1>
                            {self.facts()}
                        </header>
                        {self.notices()}
                        {self.objectives()}
                        <div class="lesson-body" inner_html=lesson.body.0.clone()></div>
                        {form::links(cx, course, lesson)}
                        {self_check(cx, lesson)}
                    </article>
                    {self.end()}
                    {self.turn()}
                </div>
            </div>
        }
        .into_any()
    }

    fn facts(&self) -> AnyView {
        let Self { cx, lesson, .. } = *self;
        let reviewed = cx.t_with("learn-reviewed", &[("date", cx.date(lesson.reviewed_on).into())]);
        let read = self
            .progress
            .and_then(|progress| progress.read_at(&lesson.id))
            .map(|_| view! { <span class="tag tag-good">{cx.t("learn-mark-read")}</span> });
        view! {
            <p class="dotted muted">
                <span>{minutes(cx, lesson.minutes.into())}</span>
                <span>{reviewed}</span>
                {read}
            </p>
        }
        .into_any()
    }

    fn notices(&self) -> AnyView {
        let Self { cx, lesson, .. } = *self;
        let retired = (lesson.status == Status::Deprecated)
            .then(|| view! { <p class="notice notice-attention">{cx.t("learn-lesson-retired")}</p> });
        let translated = (lesson.translated_percent < 100).then(|| {
            let text = if lesson.translated_percent == 0 {
                cx.t("learn-not-translated")
            } else {
                cx.t_with(
                    "learn-translated",
                    &[("share", cx.percent(lesson.translated_percent).into())],
                )
            };
            view! { <p class="notice">{text}</p> }
        });
        let revised = self.read_before_revision().map(|at| {
            let text = cx.t_with("learn-revised", &[("date", cx.date(at.date()).into())]);
            view! { <p class="notice">{text}</p> }
        });
        view! { {retired} {revised} {translated} }.into_any()
    }

    /// When the reader read the lesson, if it was revised since.
    fn read_before_revision(&self) -> Option<Timestamp> {
        let progress = self.progress?;
        progress
            .read_at(&self.lesson.id)
            .filter(|_| progress.is_revised(self.lesson))
    }

    fn objectives(&self) -> Option<AnyView> {
        let Self { cx, lesson, .. } = *self;
        if lesson.objectives.is_empty() {
            return None;
        }
        let list = lesson
            .objectives
            .iter()
            .map(|text| view! { <li>{content(cx, text)}</li> })
            .collect_view();
        Some(
            view! {
                <section class="objectives" aria-labelledby="lesson-objectives">
                    <h2 id="lesson-objectives">{cx.t("learn-objectives")}</h2>
                    <ul>{list}</ul>
                </section>
            }
            .into_any(),
        )
    }

    /// The course's modules with their lessons and quizzes; under this lesson its own headings.
    fn contents(&self, with_headings: bool) -> AnyView {
        let Self { cx, course, .. } = *self;
        let modules = course
            .modules
            .iter()
            .map(|module| {
                let lessons = module.lessons.iter().map(Step::Lesson);
                let quiz = module.quiz.as_ref().map(|quiz| Step::Quiz(module, quiz));
                let steps = lessons
                    .chain(quiz)
                    .map(|step| self.contents_step(step, with_headings))
                    .collect_view();
                view! {
                    <li>
                        <p class="contents-module">{content(cx, &module.title)}</p>
                        <ol>{steps}</ol>
                    </li>
                }
            })
            .collect_view();
        view! { <ol class="contents-modules">{modules}</ol> }.into_any()
    }

    fn contents_step(&self, step: Step<'_>, with_headings: bool) -> AnyView {
        let Self {
            cx,
            course,
            lesson,
            progress,
            ..
        } = *self;
        let is_here = matches!(step, Step::Lesson(other) if other.id == lesson.id);
        let is_done = progress.is_some_and(|progress| progress.done_at(step).is_some());
        let state = match (is_here, is_done) {
            (true, _) => State::Here,
            (false, true) => State::Done,
            (false, false) => State::Open,
        };
        let (href, title) = step_link(course, step);
        let headings = (is_here && with_headings && !lesson.headings.is_empty()).then(|| {
            let headings = lesson.headings.iter().map(|heading| {
                let (lang, dir) = foreign(cx, heading.text.lang);
                view! {
                    <li><a href=format!("#{}", heading.anchor) lang=lang dir=dir>{heading.text.text.clone()}</a></li>
                }
            });
            view! { <ul class="contents-headings">{headings.collect_view()}</ul> }
        });
        view! {
            <li>
                <a class="contents-step" href=href aria-current=is_here.then_some("page")>
                    {state_mark(state)}
                    <span>{content(cx, title)} {state_words(cx, is_done, step)}</span>
                </a>
                {headings}
            </li>
        }
        .into_any()
    }

    /// The same, folded, for a narrow screen.
    fn contents_short(&self) -> Option<AnyView> {
        let Self {
            cx,
            course,
            module,
            lesson,
            ..
        } = *self;
        let (number, total) = lesson_number(course, lesson)?;
        let summary = cx.t_with(
            "learn-place",
            &[
                ("module", (module_number(course, module) as i64).into()),
                ("lesson", (number as i64).into()),
                ("n", (total as i64).into()),
            ],
        );
        Some(
            view! {
                <details class="contents contents-short">
                    <summary>{summary}</summary>
                    <nav aria-label=cx.t("learn-contents-short")>{self.contents(false)}</nav>
                </details>
            }
            .into_any(),
        )
    }

    /// What there is to do at the end: to note that it was read, or to sign in for that.
    fn end(&self) -> Option<AnyView> {
        let Self {
            cx,
            course,
            lesson,
            progress,
            ..
        } = *self;
        if lesson.status == Status::Deprecated {
            return None;
        }
        let path = lesson_path(&course.slug, &lesson.slug);
        let inner = match progress {
            None => {
                let href = format!("/sign-in?next={}", encode(&path));
                view! { <p>{cx.t("learn-sign-in-hint")} " " <a href=href>{cx.t("learn-sign-in-link")}</a></p> }
                    .into_any()
            }
            Some(progress) => match progress.read_at(&lesson.id) {
                Some(at) => {
                    let again = self.read_before_revision().map(|_| {
                        view! {
                            <form method="post" action=path.clone()>
                                <button class="button button-quiet" type="submit">{cx.t("learn-read-again-button")}</button>
                            </form>
                        }
                    });
                    let done = completed(cx, course, Some(progress)).map(|text| view! { <p>{text}</p> });
                    view! {
                        <p>
                            {state_mark(State::Done)} " "
                            {cx.t_with("learn-read-on", &[("date", cx.date(at.date()).into())])}
                        </p>
                        {done}
                        {again}
                    }
                    .into_any()
                }
                None => view! {
                    <form method="post" action=path>
                        <button class="button" type="submit">{cx.t("learn-read-button")}</button>
                    </form>
                }
                .into_any(),
            },
        };
        Some(view! { <div class="lesson-end">{inner}</div> }.into_any())
    }

    fn turn(&self) -> Option<AnyView> {
        let Self {
            cx, course, lesson, ..
        } = *self;
        let steps = course.steps();
        let index = steps
            .iter()
            .position(|step| matches!(step, Step::Lesson(other) if other.id == lesson.id))?;
        let link = |class: &'static str,
                    rel: Option<&'static str>,
                    label: String,
                    (href, title): (String, AnyView)| {
            view! {
                <a class=class href=href rel=rel>
                    <span class="turn-label">{label}</span>
                    <span class="turn-title">{title}</span>
                </a>
            }
            .into_any()
        };
        let target = |step: Step<'_>| {
            let (href, title) = step_link(course, step);
            (href, content(cx, title))
        };
        let previous = index.checked_sub(1).map(|index| {
            link(
                "turn turn-previous",
                Some("prev"),
                cx.t("learn-previous"),
                target(steps[index]),
            )
        });
        let next = match steps.get(index + 1) {
            Some(step) => link("turn turn-next", Some("next"), cx.t("learn-next"), target(*step)),
            None => {
                let course_link = (course_path(&course.slug), content(cx, &course.title));
                link("turn turn-next", None, cx.t("learn-back-to-course"), course_link)
            }
        };
        Some(
            view! { <nav class="turns" aria-label=cx.t("learn-turn-label")>{previous} {next}</nav> }
                .into_any(),
        )
    }
}
