//! An attempt at a quiz: the questions as long as it is open, the result afterwards.

use axum::extract::Path;
use domain::content::{Lang, Text};
use domain::id::AttemptId;
use domain::quiz::{ItemKind, Response};
use leptos::prelude::*;
use service::{AttemptState, Error, FieldErrors, Question, QuizPlace};

use super::parts::{prompt, trail};
use super::result;
use crate::components::form::ErrorSummary;
use crate::components::layout::Breadcrumbs;
use crate::components::text::content;
use crate::context::Cx;
use crate::error::PageResult;
use crate::form::{Form, Messages};
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Path(id): Path<String>) -> PageResult {
    let attempt = cx
        .services()
        .attempt(&cx.actor, cx.lang, &AttemptId::new(id))
        .await?;
    let title = attempt.place.quiz.title.text.clone();
    match attempt.state {
        AttemptState::Open(questions) => {
            let sheet = Sheet::new(&cx, attempt.id, attempt.place, questions);
            Ok(cx.render(Page::new(title), sheet.render(&cx)))
        }
        AttemptState::HandedIn {
            result: outcome,
            questions,
        } => {
            let title = cx.t_with("learn-result-title", &[("quiz", title.into())]);
            let progress = cx.services().progress(&cx.actor).await?.unwrap_or_default();
            let view = result::view(&cx, attempt.place, outcome, questions, &progress);
            Ok(cx.render(Page::new(title), view))
        }
    }
}

/// Marks the attempt, or shows the form again with the questions that have no answer yet.
pub async fn hand_in(
    cx: Cx,
    Path(id): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> PageResult {
    let id = AttemptId::new(id);
    let mut response = Response::new();
    for (item, choice) in fields {
        response.entry(item.into()).or_default().insert(choice.into());
    }
    let errors = match cx.services().hand_in(&cx.actor, &id, response.clone()).await {
        Ok(()) => return Ok(cx.redirect(&format!("/learn/attempts/{id}"))),
        Err(Error::Invalid(errors)) => errors,
        Err(error) => return Err(error.into()),
    };
    let attempt = cx.services().attempt(&cx.actor, cx.lang, &id).await?;
    let title = attempt.place.quiz.title.text.clone();
    let AttemptState::Open(questions) = attempt.state else {
        // It was handed in elsewhere at this very moment.
        return Ok(cx.redirect(&format!("/learn/attempts/{id}")));
    };
    let sheet = Sheet {
        response,
        errors,
        ..Sheet::new(&cx, id, attempt.place, questions)
    };
    Ok(cx.render_invalid(Page::new(title), sheet.render(&cx)))
}

/// The form with the questions.
struct Sheet {
    id: AttemptId,
    title: Text,
    trail: Vec<(String, String)>,
    lang: Lang,
    questions: Vec<Question>,
    /// What was chosen so far.
    response: Response,
    errors: FieldErrors,
}

impl Sheet {
    fn new(cx: &Cx, id: AttemptId, place: QuizPlace<'_>, questions: Vec<Question>) -> Self {
        Self {
            id,
            title: place.quiz.title.clone(),
            trail: trail(cx, place.course),
            lang: place.course.title.lang,
            questions,
            response: Response::new(),
            errors: FieldErrors::new(),
        }
    }

    fn render(self, cx: &Cx) -> impl Fn() -> AnyView + Send + 'static + use<> {
        let cx = cx.clone();
        move || self.view(&cx)
    }

    fn view(&self, cx: &Cx) -> AnyView {
        let unanswered = |question: &Question| self.errors.of(question.item.as_str()).is_some();
        let messages: Messages = self
            .questions
            .iter()
            .enumerate()
            .filter(|(_, question)| unanswered(question))
            .map(|(index, _)| {
                let number = (index + 1) as i64;
                (
                    format!("q{number}"),
                    cx.t_with("learn-question-unanswered", &[("n", number.into())]),
                )
            })
            .collect();
        let questions = self
            .questions
            .iter()
            .enumerate()
            .map(|(index, question)| self.question(cx, index + 1, question, unanswered(question)))
            .collect_view();
        view! {
            <Breadcrumbs trail=self.trail.clone() lang=self.lang/>
            <h1>{content(cx, &self.title)}</h1>
            <ErrorSummary messages=messages/>
            <p>{cx.t("learn-quiz-note")}</p>
            <form method="post" action=format!("/learn/attempts/{}", self.id) class="quiz">
                {questions}
                <button class="button" type="submit">{cx.t("learn-hand-in")}</button>
            </form>
        }
        .into_any()
    }

    fn question(&self, cx: &Cx, number: usize, question: &Question, unanswered: bool) -> AnyView {
        let id = format!("q{number}");
        let (input, hint) = match question.kind {
            ItemKind::Single => ("radio", cx.t("learn-choose-one")),
            ItemKind::Multiple => ("checkbox", cx.t("learn-choose-all")),
        };
        let chosen = self.response.get(&question.item);
        let choices = question
            .choices
            .iter()
            .enumerate()
            .map(|(index, (choice, text))| {
                // The first one carries the id to which the summary of errors links.
                let id = if index == 0 { id.clone() } else { format!("{id}-{}", index + 1) };
                let is_chosen = chosen.is_some_and(|chosen| chosen.contains(choice));
                view! {
                    <li>
                        <label class="choice">
                            <input type=input id=id name=question.item.to_string() value=choice.to_string() checked=is_chosen/>
                            <span>{content(cx, text)}</span>
                        </label>
                    </li>
                }
            })
            .collect_view();
        let place = cx.t_with(
            "learn-question-of",
            &[
                ("n", (number as i64).into()),
                ("total", (self.questions.len() as i64).into()),
            ],
        );
        let error = unanswered.then(|| {
            view! { <p class="field-error" id=format!("{id}-error")>{cx.t("error-question-unanswered")}</p> }
        });
        let described_by = if unanswered {
            format!("{id}-hint {id}-error")
        } else {
            format!("{id}-hint")
        };
        view! {
            <fieldset class="question" class:field-invalid=unanswered aria-describedby=described_by>
                <legend>
                    <span class="question-number">{place}</span>
                    " "
                    {prompt(&question.prompt)}
                </legend>
                <p class="field-help" id=format!("{id}-hint")>{hint}</p>
                {error}
                <ul class="choices">{choices}</ul>
            </fieldset>
        }
        .into_any()
    }
}
