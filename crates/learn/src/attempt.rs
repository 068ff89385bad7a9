//! An attempt at a quiz, open or handed in.

use domain::content::{Html, Lang, Text};
use domain::id::{AttemptId, ChoiceId, ItemId};
use domain::identity::policy::{Permit, act};
use domain::learn::quiz::{Asked, Choice, Item, ItemKind, Mark, Response};
use store::{AttemptRow, Reader};
use usecase::{Env, Error, Result};

use crate::attempts::{AttemptResult, result};
use crate::kept::{asked, from_json};
use crate::place::QuizPlace;

/// A question of an open attempt: no field says what is correct.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The item.
    pub item: ItemId,
    /// Whether one or several choices can be chosen.
    pub kind: ItemKind,
    /// The question.
    pub prompt: Html,
    /// What can be chosen.
    pub choices: Vec<(ChoiceId, Text)>,
}

/// A question of an attempt that was handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedQuestion {
    /// The question; nothing if an older version of the program did not keep it and the quiz no longer has it.
    pub prompt: Option<Html>,
    /// Whether exactly the correct choices were chosen.
    pub correct: bool,
    /// Whether it was kept only after its meaning had changed.
    pub changed: bool,
    /// What was chosen, with the feedback on each.
    pub chosen: Vec<MarkedChoice>,
    /// The correct choices that were not chosen; empty unless the quiz is passed, so that a new attempt is a new try.
    pub missed: Vec<MarkedChoice>,
}

/// A choice with what it teaches.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedChoice {
    /// What was offered.
    pub text: Text,
    /// Whether it is correct.
    pub correct: bool,
    /// What it teaches.
    pub feedback: Text,
}

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
            questions: asked.items(lang).iter().map(question).collect(),
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

fn question(item: &Item) -> Question {
    Question {
        item: item.id.clone(),
        kind: item.kind,
        prompt: item.prompt.clone(),
        choices: item
            .choices
            .iter()
            .map(|choice| (choice.id.clone(), choice.text.clone()))
            .collect(),
    }
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
            return MarkedQuestion {
                prompt: None,
                correct: marked.correct,
                changed: true,
                chosen: Vec::new(),
                missed: Vec::new(),
            };
        };
        let chosen = response.get(&marked.item);
        let is_chosen = |id: &ChoiceId| chosen.is_some_and(|chosen| chosen.contains(id));
        let choices = |wanted: &dyn Fn(&Choice) -> bool| {
            let choices = item.choices.iter().filter(|choice| wanted(choice));
            choices
                .map(|choice| MarkedChoice {
                    text: choice.text.clone(),
                    correct: choice.correct,
                    feedback: choice.feedback.clone(),
                })
                .collect()
        };
        MarkedQuestion {
            prompt: Some(item.prompt.clone()),
            correct: marked.correct,
            changed: item.version != marked.version,
            chosen: choices(&|choice| is_chosen(&choice.id)),
            missed: choices(&|choice| passed && choice.correct && !is_chosen(&choice.id)),
        }
    });
    Ok(marked.collect())
}
