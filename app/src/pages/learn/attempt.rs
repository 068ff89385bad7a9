//! An attempt at a quiz: the questions as long as it is open, the result afterwards.

mod question;

use axum::extract::Path;
use domain::content::{Lang, Text};
use domain::id::AttemptId;
use domain::identity::policy::Instance;
use domain::learn::quiz::{AskedTexts, Sent};
use http::StatusCode;
use learn::{Attempt, AttemptState, HandedIn, Question};
use leptos::prelude::*;
use usecase::{Error, FieldErrors};

use super::parts::trail_then;
use super::result;
use crate::components::form::ErrorSummary;
use crate::components::layout::Breadcrumbs;
use crate::components::text::content;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Form, Messages};
use crate::shell::Page;
use question::Asking;

/// The page.
pub async fn page(cx: Cx, Path(id): Path<String>) -> PageResult {
    let id = AttemptId::new(id);
    let permit = cx.permit(Instance)?;
    let attempt = learn::attempt(cx.env(), &permit, &mut cx.reader(), cx.lang, &id).await?;
    let texts = texts(&cx, &attempt)?;
    let title = texts.quiz.text.clone();
    if let AttemptState::Open {
        questions,
        is_changed,
    } = attempt.state
    {
        let sheet = Sheet::new(&cx, id, &attempt.asked.course, &texts, questions, is_changed);
        return Ok(cx.render(Page::new(title), sheet.render(&cx)));
    }
    show_result(&cx, attempt, StatusCode::OK).await
}

/// Marks the attempt, or shows the form again with the questions that have no answer yet.
pub async fn hand_in(
    cx: Cx,
    Path(id): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> PageResult {
    let id = AttemptId::new(id);
    let sent = Sent::read(fields);
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    let handed_in = learn::hand_in(cx.env(), &permit, &mut tx, &id, &sent).await;
    if handed_in.is_ok() {
        tx.commit().await?;
    }
    let errors = match handed_in {
        Ok(HandedIn::Now) => return Ok(cx.redirect(&format!("/learn/attempts/{id}"))),
        // Another window was faster: whoever sent these answers is told that they do not count.
        Ok(HandedIn::Before) => {
            let attempt = learn::attempt(cx.env(), &permit, &mut cx.reader(), cx.lang, &id).await?;
            return show_result(&cx, attempt, StatusCode::CONFLICT).await;
        }
        Err(Error::Invalid(errors)) => errors,
        Err(error) => return Err(error.into()),
    };
    let attempt = learn::attempt(cx.env(), &permit, &mut cx.reader(), cx.lang, &id).await?;
    let texts = texts(&cx, &attempt)?;
    let title = texts.quiz.text.clone();
    let AttemptState::Open {
        questions,
        is_changed,
    } = attempt.state
    else {
        // It was handed in elsewhere at this very moment.
        return show_result(&cx, attempt, StatusCode::CONFLICT).await;
    };
    let sheet = Sheet {
        sent,
        errors,
        ..Sheet::new(&cx, id, &attempt.asked.course, &texts, questions, is_changed)
    };
    Ok(cx.render_invalid(Page::new(title), sheet.render(&cx)))
}

/// What an attempt shows in the reader's language.
fn texts(cx: &Cx, attempt: &Attempt<'_>) -> Result<AskedTexts, PageError> {
    attempt
        .asked
        .texts(cx.lang)
        .cloned()
        .ok_or_else(|| PageError::Internal(format!("attempt {} has no texts", attempt.id)))
}

/// The result; as the answer to a form that came too late it says so.
async fn show_result(cx: &Cx, attempt: Attempt<'_>, status: StatusCode) -> PageResult {
    let texts = texts(cx, &attempt)?;
    let progress = learn::progress(cx.env(), &cx.permit(Instance)?, &mut cx.reader())
        .await?
        .unwrap_or_default();
    let title = cx.t_with("learn-result-title", &[("quiz", texts.quiz.text.clone().into())]);
    let page = Page::new(title);
    let is_late = status == StatusCode::CONFLICT;
    let page = if is_late { page.with_error(cx) } else { page };
    let Some(view) = result::view(cx, attempt, texts, &progress, is_late) else {
        return Err(PageError::Internal("an open attempt has no result".to_owned()));
    };
    Ok(cx.render_with_status(status, page, view))
}

/// The form with the questions.
struct Sheet {
    id: AttemptId,
    title: Text,
    trail: Vec<(String, String)>,
    lang: Lang,
    questions: Vec<Question>,
    /// Whether the quiz was changed since the attempt was opened.
    is_changed: bool,
    /// What was answered so far.
    sent: Sent,
    errors: FieldErrors,
}

impl Sheet {
    fn new(
        cx: &Cx,
        id: AttemptId,
        course: &str,
        texts: &AskedTexts,
        questions: Vec<Question>,
        is_changed: bool,
    ) -> Self {
        Self {
            id,
            title: texts.quiz.clone(),
            trail: trail_then(cx, course, &texts.course),
            lang: texts.course.lang,
            questions,
            is_changed,
            sent: Sent::default(),
            errors: FieldErrors::new(),
        }
    }

    fn render(self, cx: &Cx) -> impl Fn() -> AnyView + Send + 'static + use<> {
        let cx = cx.clone();
        move || self.view(&cx)
    }

    fn view(&self, cx: &Cx) -> AnyView {
        let total = self.questions.len();
        let asked: Vec<Asking<'_>> = self
            .questions
            .iter()
            .zip(1..)
            .map(|(question, number)| Asking {
                question,
                number,
                total,
                sent: &self.sent,
                fault: self.errors.of(question.item.as_str()),
            })
            .collect();
        let messages: Messages = asked.iter().filter_map(|asking| asking.message(cx)).collect();
        let questions = asked.iter().map(|asking| asking.view(cx)).collect_view();
        view! {
            <Breadcrumbs trail=self.trail.clone() lang=self.lang/>
            <h1>{content(cx, &self.title)}</h1>
            <ErrorSummary messages=messages/>
            <p>{cx.t("learn-quiz-note")}</p>
            {self.is_changed.then(|| view! { <p class="muted small">{cx.t("learn-quiz-changed")}</p> })}
            <form method="post" action=format!("/learn/attempts/{}", self.id) class="quiz">
                {questions}
                <button class="button" type="submit">{cx.t("learn-hand-in")}</button>
            </form>
        }
        .into_any()
    }
}
