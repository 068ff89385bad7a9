//! Learning: reading lessons, progress, and graded quizzes.
//!
//! What is correct leaves this file only with an attempt that was handed in: an open one is a list of [`Question`]s, which have
//! no field for it.
//!
//! An attempt keeps its questions and its key from the moment in which it is opened. The catalogue is asked once, at the start: what
//! becomes of the quiz afterwards changes neither the attempt nor its result.

use std::collections::BTreeSet;

use catalog::Catalog;
use domain::content::{Course, Html, Lang, Lesson, Module, Status, Text};
use domain::id::{AccountId, AttemptId, ChoiceId, ItemId, QuizId};
use domain::policy::{Action, Actor, Refusal, Resource};
use domain::progress::{Progress, Standing, Step};
use domain::quiz::{Asked, AskedTexts, Item, ItemKind, Mark, Quiz, Response};
use domain::timestamp::Timestamp;
use store::AttemptRow;

use crate::{Error, FieldErrors, NotNow, Result, Services};

/// A quiz with its course and its module.
#[derive(Clone, Copy, Debug)]
pub struct QuizPlace<'a> {
    /// The course.
    pub course: &'a Course,
    /// The module.
    pub module: &'a Module,
    /// The quiz.
    pub quiz: &'a Quiz,
}

/// An attempt as a list of attempts shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptSummary {
    /// The attempt.
    pub id: AttemptId,
    /// When it was started.
    pub started_at: Timestamp,
    /// Its result, once handed in.
    pub result: Option<AttemptResult>,
}

/// How an attempt went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptResult {
    /// When it was handed in.
    pub handed_in_at: Timestamp,
    /// Percentage of items answered correctly.
    pub percent: u8,
    /// Whether it passes.
    pub passed: bool,
}

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

/// What came of handing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandedIn {
    /// It is handed in now, or was with the same answers.
    Now,
    /// It was handed in before, with other answers: these do not count.
    Before,
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

/// Where a learner goes after a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// To the lesson with that name.
    Lesson(String),
    /// To the quiz of the module with that name.
    Quiz(String),
    /// Back to the course.
    Course,
}

impl Services {
    /// What the person who reads has read and passed; nothing, and no question to the database, for a visitor.
    pub async fn progress(&self, actor: &Actor) -> Result<Option<Progress>> {
        self.permit(actor, Action::ReadContent, Resource::Instance)?;
        match &actor.account {
            Some(account) => self.progress_of(account).await.map(Some),
            None => Ok(None),
        }
    }

    /// Notes that a lesson was read, and says where to go on. The second time changes nothing but which revision was read.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such lesson; [`Error::NotNow`] if it is no longer offered.
    pub async fn complete_lesson(&self, actor: &Actor, course: &str, lesson: &str) -> Result<Next> {
        let account = self.learner(actor)?;
        let (course, _, lesson) = self
            .catalog()
            .lesson(Lang::default(), course, lesson)
            .ok_or(Error::NotFound)?;
        if lesson.status == Status::Deprecated {
            return Err(Error::NotNow(NotNow::LessonRetired));
        }
        self.store()
            .write(async |tx| {
                tx.complete_lesson(account, &course.id, &lesson.id, &lesson.revision, self.now())
                    .await
            })
            .await?;
        let progress = self.progress_of(account).await?;
        Ok(next_after(course, lesson, &progress))
    }

    /// A quiz by the names in its address.
    pub fn quiz_place(&self, lang: Lang, course: &str, module: &str) -> Result<QuizPlace<'_>> {
        let course = self.catalog().course(lang, course).ok_or(Error::NotFound)?;
        let module = course.module(module).ok_or(Error::NotFound)?;
        let quiz = module.quiz.as_ref().ok_or(Error::NotFound)?;
        Ok(QuizPlace { course, module, quiz })
    }

    /// The attempts of the person who asks at a quiz: the open one, then those handed in, the newest first. None for a visitor.
    pub async fn attempts(&self, actor: &Actor, quiz: &Quiz) -> Result<Vec<AttemptSummary>> {
        self.permit(actor, Action::ReadContent, Resource::Instance)?;
        let Some(account) = &actor.account else {
            return Ok(Vec::new());
        };
        let rows = self.store().reader().attempts(account, &quiz.id).await?;
        Ok(rows
            .into_iter()
            .map(|row| AttemptSummary {
                result: result(&row),
                started_at: Timestamp(row.started_at),
                id: row.id.into(),
            })
            .collect())
    }

    /// Opens an attempt, or finds the one to go on with. `key` is the id that the form carried: sent twice, it opens one
    /// attempt.
    pub async fn start_attempt(
        &self,
        actor: &Actor,
        course: &str,
        module: &str,
        key: &str,
    ) -> Result<AttemptId> {
        let account = self.learner(actor)?;
        let place = self.quiz_place(Lang::default(), course, module)?;
        let seed = u64::from_le_bytes(self.random_bytes());
        let draw = |quiz: &Quiz| quiz.draw(seed).into_iter().cloned().collect();
        let asked = asked_of(self.catalog(), &place.quiz.id, draw).ok_or(Error::NotFound)?;
        let asked = to_json(&asked)?;
        let own_id = if uuid::Uuid::try_parse(key).is_ok() {
            key.to_ascii_lowercase()
        } else {
            self.new_id()
        };
        // An id that is taken by something else is as good as none.
        for id in [own_id, self.new_id()] {
            let attempt = AttemptRow::opened(
                &id,
                account,
                place.course.id.as_str(),
                place.course.version,
                place.quiz.id.as_str(),
                seed,
                self.now(),
                asked.clone(),
            );
            if let Some(id) = self
                .store()
                .write(async |tx| tx.open_attempt(&attempt).await)
                .await?
            {
                return Ok(id);
            }
        }
        Err(Error::Internal("an attempt could not be opened".into()))
    }

    /// An attempt of the person who asks; somebody else's is not found.
    pub async fn attempt(&self, actor: &Actor, lang: Lang, id: &AttemptId) -> Result<Attempt<'_>> {
        let account = self.learner(actor)?;
        let row = self
            .store()
            .reader()
            .attempt(id, account)
            .await?
            .ok_or(Error::NotFound)?;
        let asked = asked(&row)?;
        let place = self.place_of(lang, &row);
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

    /// Hands an attempt in and marks it with the key that it was opened with. An attempt that was handed in before keeps its first result,
    /// and says whether that was of other answers.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the id of each item that has no choice; nothing is stored then.
    pub async fn hand_in(&self, actor: &Actor, id: &AttemptId, sent: Response) -> Result<HandedIn> {
        let account = self.learner(actor)?;
        let row = self
            .store()
            .reader()
            .attempt(id, account)
            .await?
            .ok_or(Error::NotFound)?;
        let asked = asked(&row)?;
        if row.handed_in_at.is_some() {
            return handed_in_before(&asked, &row, &sent);
        }
        let mut errors = FieldErrors::new();
        let mut response = Response::new();
        for item in asked.items(Lang::default()) {
            let chosen = known_choices(item, sent.get(&item.id));
            if chosen.is_empty() {
                errors.add(item.id.as_str(), "question-unanswered");
            } else if chosen.len() > item.kind.most() {
                errors.add(item.id.as_str(), "question-one-choice");
            }
            response.insert(item.id.clone(), chosen);
        }
        errors.into_result()?;
        let mark = asked.mark(&response);
        let (given, marked) = (to_json(&response)?, to_json(&mark)?);
        let mut tx = self.store().begin().await?;
        let is_first = tx
            .hand_in_attempt(
                id,
                account,
                &given,
                &marked,
                mark.percent,
                mark.passed,
                self.now(),
            )
            .await?;
        tx.commit().await?;
        if is_first {
            return Ok(HandedIn::Now);
        }
        // Another window was faster, between the reading above and the writing.
        let row = self
            .store()
            .reader()
            .attempt(id, account)
            .await?
            .ok_or(Error::NotFound)?;
        handed_in_before(&asked, &row, &response)
    }

    async fn progress_of(&self, account: &AccountId) -> Result<Progress> {
        let mut progress = Progress::default();
        for row in self.store().reader().progress(account).await? {
            let at = row.done_at.map(Timestamp);
            match (row.kind.as_str(), at) {
                ("lesson", Some(at)) => {
                    if let Some(revision) = row.revision {
                        progress.revisions.insert(row.id.as_str().into(), revision);
                    }
                    progress.lessons.insert(row.id.into(), at);
                }
                ("quiz", passed_at) => {
                    let best = percent(row.best);
                    progress
                        .quizzes
                        .insert(row.id.into(), Standing { best, passed_at });
                }
                _ => {}
            }
        }
        Ok(progress)
    }

    fn learner<'a>(&self, actor: &'a Actor) -> Result<&'a AccountId> {
        self.permit(actor, Action::Learn, Resource::Instance)?;
        actor.account.as_ref().ok_or(Error::Refused(Refusal::SignIn))
    }

    fn place_of(&self, lang: Lang, row: &AttemptRow) -> Option<QuizPlace<'_>> {
        let (course, module, quiz) = self.catalog().quiz(lang, &row.quiz_id.as_str().into())?;
        Some(QuizPlace { course, module, quiz })
    }
}

/// The step after a lesson that is not done yet, as far as the order of the course goes; a quiz that was passed is left out.
fn next_after(course: &Course, lesson: &Lesson, progress: &Progress) -> Next {
    let mut steps = course.steps().into_iter();
    // Consumes the steps up to the lesson itself.
    steps.find(|step| matches!(step, Step::Lesson(other) if other.id == lesson.id));
    steps
        .find_map(|step| match step {
            Step::Lesson(lesson) => Some(Next::Lesson(lesson.slug.clone())),
            Step::Quiz(..) if progress.done_at(step).is_some() => None,
            Step::Quiz(module, _) => Some(Next::Quiz(module.slug.clone())),
        })
        .unwrap_or(Next::Course)
}

/// What an attempt at a quiz asks, in every language; `pick` chooses its items, and chooses the same in each.
pub(crate) fn asked_of(catalog: &Catalog, quiz: &QuizId, pick: impl Fn(&Quiz) -> Vec<Item>) -> Option<Asked> {
    let (course, module, _) = catalog.quiz(Lang::default(), quiz)?;
    let texts = Lang::ALL
        .into_iter()
        .filter_map(|lang| {
            let (course, _, quiz) = catalog.quiz(lang, quiz)?;
            let texts = AskedTexts {
                course: course.title.clone(),
                quiz: quiz.title.clone(),
                items: pick(quiz),
            };
            Some((lang, texts))
        })
        .collect();
    Some(Asked {
        course: course.slug.clone(),
        course_version: course.version,
        module: module.slug.clone(),
        pass_mark: course.pass_mark,
        texts,
    })
}

/// What an attempt asks, as kept.
fn asked(row: &AttemptRow) -> Result<Asked> {
    match &row.asked {
        Some(json) => from_json(Some(json)),
        None => Err(Error::Internal(format!(
            "the questions of attempt {} were not kept",
            row.id
        ))),
    }
}

/// Whether a quiz no longer asks or marks what an attempt does.
fn is_changed(asked: &Asked, lang: Lang, place: QuizPlace<'_>) -> bool {
    let mut items = asked.items(lang).iter();
    asked.pass_mark != place.course.pass_mark || items.any(|item| place.quiz.item(&item.id) != Some(item))
}

/// Whether what was sent again is what was marked.
fn handed_in_before(asked: &Asked, row: &AttemptRow, sent: &Response) -> Result<HandedIn> {
    let kept: Response = from_json(row.response.as_deref())?;
    let mut items = asked.items(Lang::default()).iter();
    let is_same = items.all(|item| {
        let known = known_choices(item, kept.get(&item.id));
        known == known_choices(item, sent.get(&item.id))
    });
    Ok(if is_same { HandedIn::Now } else { HandedIn::Before })
}

pub(crate) fn seed(row: &AttemptRow) -> u64 {
    row.seed.cast_unsigned()
}

fn percent(stored: Option<i64>) -> u8 {
    stored.unwrap_or(0).clamp(0, 100) as u8
}

fn result(row: &AttemptRow) -> Option<AttemptResult> {
    Some(AttemptResult {
        handed_in_at: Timestamp(row.handed_in_at?),
        percent: percent(row.percent),
        passed: row.passed.unwrap_or(false),
    })
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

/// What was sent for an item, without what the item does not offer.
fn known_choices(item: &Item, sent: Option<&BTreeSet<ChoiceId>>) -> BTreeSet<ChoiceId> {
    let offered = item.choices.iter().map(|choice| &choice.id);
    offered
        .filter(|id| sent.is_some_and(|sent| sent.contains(id)))
        .cloned()
        .collect()
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
        let choices = |wanted: &dyn Fn(&domain::quiz::Choice) -> bool| {
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

fn to_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Internal(error.to_string()))
}

pub(crate) fn from_json<T: serde::de::DeserializeOwned>(json: Option<&str>) -> Result<T> {
    serde_json::from_str(json.unwrap_or("null")).map_err(|error| Error::Internal(error.to_string()))
}

#[cfg(test)]
mod tests;
