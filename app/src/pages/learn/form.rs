//! A form of a lesson: one page to print and to fill in by hand.

use axum::extract::Path;
use domain::content::{Course, Lesson};
use leptos::prelude::*;

use super::parts::{form_path, lesson_path, moved, trail};
use crate::components::layout::Breadcrumbs;
use crate::components::text::content;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Path((course, lesson, form)): Path<(String, String, String)>) -> PageResult {
    if let Some(on) = moved(&cx, &format!("{course}/{lesson}/forms/{form}")) {
        return Ok(on);
    }
    let (course, _, lesson) = cx
        .env()
        .catalog()
        .lesson(cx.lang, &course, &lesson)
        .ok_or(PageError::NotFound)?;
    let form = lesson.form(&form).ok_or(PageError::NotFound)?;
    let mut above = trail(&cx, course);
    above.push((
        lesson_path(&course.slug, &lesson.slug),
        lesson.title.text.clone(),
    ));
    let untranslated = (form.translated_percent < 100)
        .then(|| view! { <p class="notice no-print">{cx.t("form-not-translated")}</p> });
    let view = view! {
        <Breadcrumbs trail=above lang=lesson.title.lang/>
        <article class="form-sheet">
            <h1>{content(&cx, &form.title)}</h1>
            <p class="muted no-print">{cx.t("form-hint")}</p>
            {untranslated}
            <div class="form-body" inner_html=form.body.0.clone()></div>
            <p class="form-source">
                {content(&cx, &course.title)} " · " {content(&cx, &lesson.title)} " · Polder, " {course.licence.clone()}
            </p>
        </article>
    };
    Ok(cx.render(Page::wide(form.title.text.clone()).public(), view))
}

/// Links to the forms of a lesson; nothing if it has none.
pub(super) fn links(cx: &Cx, course: &Course, lesson: &Lesson) -> Option<AnyView> {
    if lesson.forms.is_empty() {
        return None;
    }
    let links = lesson.forms.iter().map(|form| {
        let href = form_path(&course.slug, &lesson.slug, &form.slug);
        view! { <li><a href=href>{content(cx, &form.title)}</a></li> }
    });
    Some(
        view! {
            <section class="lesson-forms" aria-labelledby="lesson-forms">
                <h2 id="lesson-forms">{cx.t("learn-forms-title")}</h2>
                <p class="muted">{cx.t("learn-forms-note")}</p>
                <ul>{links.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}
