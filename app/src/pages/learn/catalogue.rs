//! The courses, by role.

use axum::extract::Query;
use domain::content::{Audience, Course};
use domain::identity::policy::Instance;
use domain::learn::progress::Progress;
use leptos::prelude::*;
use serde::Deserialize;

use super::parts::{audience, audiences, completed, counted, course_path, minutes, progress_line, way_on};
use crate::components::text::content;
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// For whom courses are looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Filter {
    #[serde(default, rename = "for")]
    audience: String,
}

/// The page. A role that does not exist shows every course.
pub async fn page(cx: Cx, Query(filter): Query<Filter>) -> PageResult {
    let progress = learn::progress(cx.env(), &cx.permit(Instance)?, &mut cx.reader()).await?;
    let wanted = Audience::parse(&filter.audience);
    let courses = cx.env().catalog().courses(cx.lang);
    let shown: Vec<&Course> = courses
        .iter()
        .filter(|course| is_wanted(course, wanted))
        .collect();
    let list = if shown.is_empty() {
        view! { <div class="empty"><p>{cx.t("learn-none-for-role")}</p><p><a href="/learn">{cx.t("learn-show-all")}</a></p></div> }
            .into_any()
    } else {
        let rows = shown
            .into_iter()
            .map(|course| row(&cx, course, progress.as_ref()))
            .collect_view();
        view! { <ul class="courses">{rows}</ul> }.into_any()
    };
    let hint = progress
        .is_none()
        .then(|| view! { <p class="muted">{cx.t("learn-no-account-needed")}</p> });
    let view = view! {
        <header class="learn-head">
            <h1>{cx.t("learn-title")}</h1>
            <p class="lead">{cx.t("learn-lead")}</p>
            {hint}
        </header>
        {filters(&cx, courses, wanted)}
        {list}
    };
    Ok(cx.render(Page::wide(cx.t("learn-title")).public(), view))
}

fn is_wanted(course: &Course, wanted: Option<Audience>) -> bool {
    wanted.is_none_or(|audience| course.is_for(audience))
}

fn filters(cx: &Cx, courses: &[Course], wanted: Option<Audience>) -> AnyView {
    let choices = std::iter::once(None)
        .chain(Audience::ALL.into_iter().map(Some))
        .map(|choice| {
            let count = courses.iter().filter(|course| is_wanted(course, choice)).count();
            let (href, label) = match choice {
                Some(role) => (format!("/learn?for={}", role.as_str()), audience(cx, role)),
                None => ("/learn".to_owned(), cx.t("learn-filter-all")),
            };
            let current = (choice == wanted).then_some("true");
            view! {
                <li>
                    <a href=href aria-current=current>
                        {label} " " <span class="filter-count">{count}</span>
                    </a>
                </li>
            }
        });
    view! {
        <nav class="filter" aria-label=cx.t("learn-filter-label")>
            <ul>{choices.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn row(cx: &Cx, course: &Course, progress: Option<&Progress>) -> AnyView {
    let done = completed(cx, course, progress).map(|text| view! { <p class="tag tag-good">{text}</p> });
    let strip = progress
        .filter(|progress| progress.has_begun(course))
        .map(|progress| progress_line(cx, course, progress));
    view! {
        <li class="course-row">
            <div class="course-row-text">
                <h2><a href=course_path(&course.slug)>{content(cx, &course.title)}</a></h2>
                <p>{content(cx, &course.summary)}</p>
                <p class="dotted muted small">
                    <span>{counted(cx, "learn-lessons", course.lessons().count())}</span>
                    <span>{minutes(cx, course.minutes())}</span>
                    <span>{cx.t_with("learn-for", &[("roles", audiences(cx, course).into())])}</span>
                </p>
            </div>
            <div class="course-row-state">{done} {strip} {way_on(cx, course, progress)}</div>
        </li>
    }
    .into_any()
}
