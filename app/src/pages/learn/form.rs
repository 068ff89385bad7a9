//! A form of a lesson: one page to print and to fill in by hand.

use axum::extract::Path;
use domain::content::{Course, Form as PrintedForm, Lesson};
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
    let found = find(&cx, &course, &lesson, &form).ok_or(PageError::NotFound)?;
    let page = Page::wide(found.2.title.text.clone()).public();
    let render = {
        let cx = cx.clone();
        move || {
            let (course, lesson, form) = find(&cx, &course, &lesson, &form)?;
            Some(sheet(&cx, course, lesson, form))
        }
    };
    Ok(cx.render(page, render))
}

fn find<'a>(
    cx: &'a Cx,
    course: &str,
    lesson: &str,
    form: &str,
) -> Option<(&'a Course, &'a Lesson, &'a PrintedForm)> {
    let (course, _, lesson) = cx.env().catalog().lesson(cx.lang, course, lesson)?;
    Some((course, lesson, lesson.form(form)?))
}

fn sheet(cx: &Cx, course: &Course, lesson: &Lesson, form: &PrintedForm) -> AnyView {
    let mut above = trail(cx, course);
    above.push((lesson_path(&course.slug, &lesson.slug), lesson.title.text.clone()));
    let untranslated = (form.translated_percent < 100)
        .then(|| view! { <p class="notice no-print">{cx.t("form-not-translated")}</p> });
    view! {
        <Breadcrumbs trail=above lang=lesson.title.lang/>
        <article class="form-sheet">
            <h1>{content(cx, &form.title)}</h1>
            <p class="muted no-print">{cx.t("form-hint")}</p>
            {untranslated}
            <div class="form-body" inner_html=form.body.0.clone()></div>
            <p class="form-source">
                {content(cx, &course.title)} " · " {content(cx, &lesson.title)} " · Polder, " {course.licence.clone()}
            </p>
        </article>
    }
    .into_any()
}

/// Links to the forms of a lesson; nothing if it has none.
pub(crate) fn links(cx: &Cx, course: &Course, lesson: &Lesson) -> Option<AnyView> {
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
