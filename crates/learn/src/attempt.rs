//! An attempt at a quiz, open or handed in.

use domain::content::Lang;
use domain::id::AttemptId;
use domain::identity::policy::{Permit, act};
use domain::learn::quiz::{Asked, Mark, Response};
use store::{AttemptRow, Reader};
use usecase::{Env, Error, Result};

use crate::attempts::{AttemptResult, result};
use crate::kept::{asked, from_json};
use crate::marked::{MarkedQuestion, marked_answer};
use crate::place::QuizPlace;
use crate::question::Question;

/// An attempt of the person who asks.
#[derive(Clone, Debug)]
pub struct Attempt<'a> {
    /// The attempt.
    pub id: AttemptId,
    /// What it asks, as kept.
    pub asked: Asked,
    /// The quiz as it is now and where it belongs, if it is still there: for the way on.
    pub place: Option<QuizPlace<'a>>,
    /// What there is to see of it.
    pub state: AttemptState,
}

/// What there is to see of an attempt.
#[derive(Clone, Debug, PartialEq)]
pub enum AttemptState {
    /// It can be filled in.
    Open {
        /// The questions, as they were when it was opened.
        questions: Vec<Question>,
        /// Whether the quiz was changed since.
        is_changed: bool,
    },
    /// It was handed in.
    HandedIn {
        /// How it went.
        result: AttemptResult,
        /// Each question, in the order shown.
        questions: Vec<MarkedQuestion>,
    },
}

/// An attempt of the person who asks; somebody else's is not found.
///
/// # Errors
/// There is no such attempt.
pub async fn attempt<'a>(
    env: &'a Env,
    permit: &Permit<act::Learn>,
    reader: &mut Reader,
    lang: Lang,
    id: &AttemptId,
) -> Result<Attempt<'a>> {
    let row = reader
        .attempt(id, permit.account())
        .await?
        .ok_or(Error::NotFound)?;
    let asked = asked(&row)?;
    let place = place_of(env, lang, &row);
    let state = match result(&row) {
        None => AttemptState::Open {
            questions: asked
                .items(lang)
                .iter()
                .map(|item| Question::of(item, asked.shown(&item.id)))
                .collect(),
            is_changed: place.is_none_or(|place| is_changed(&asked, lang, place)),
        },
        Some(result) => AttemptState::HandedIn {
            result,
            questions: marked_questions(&asked, lang, &row, result.passed)?,
        },
    };
    Ok(Attempt {
        id: id.clone(),
        asked,
        place,
        state,
    })
}

fn place_of<'a>(env: &'a Env, lang: Lang, row: &AttemptRow) -> Option<QuizPlace<'a>> {
    let (course, module, quiz) = env.catalog().quiz(lang, &row.quiz_id.as_str().into())?;
    Some(QuizPlace { course, module, quiz })
}

/// Whether a quiz no longer asks or marks what an attempt does.
fn is_changed(asked: &Asked, lang: Lang, place: QuizPlace<'_>) -> bool {
    let mut items = asked.items(lang).iter();
    asked.pass_mark != place.course.pass_mark || items.any(|item| place.quiz.item(&item.id) != Some(item))
}

fn marked_questions(
    asked: &Asked,
    lang: Lang,
    row: &AttemptRow,
    passed: bool,
) -> Result<Vec<MarkedQuestion>> {
    let mark: Mark = from_json(row.mark.as_deref())?;
    let response: Response = from_json(row.response.as_deref())?;
    let marked = mark.items.into_iter().map(|marked| {
        let Some(item) = asked.item(lang, &marked.item) else {
            return MarkedQuestion::gone(marked.correct);
        };
        MarkedQuestion {
            prompt: Some(item.prompt.clone()),
            correct: marked.correct,
            changed: item.version != marked.version,
            answer: marked_answer(item, response.get(&marked.item), marked.correct, passed),
        }
    });
    Ok(marked.collect())
}
