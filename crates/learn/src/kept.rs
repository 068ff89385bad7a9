//! What an attempt keeps.

use catalog::Catalog;
use domain::content::Lang;
use domain::id::QuizId;
use domain::learn::quiz::{Asked, AskedTexts, Item, Mark, Quiz, order};
use store::AttemptRow;
use usecase::{Env, Error, Result};

/// What an attempt with that seed at a quiz asks, in every language; `pick` chooses its items, and chooses the same in each.
pub(crate) fn asked_of(
    catalog: &Catalog,
    quiz: &QuizId,
    seed: u64,
    pick: impl Fn(&Quiz) -> Vec<Item>,
) -> Option<Asked> {
    let (course, module, any) = catalog.quiz(Lang::default(), quiz)?;
    let order = order(&pick(any), seed);
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
        order,
    })
}

/// What an attempt asks, as kept.
pub(crate) fn asked(row: &AttemptRow) -> Result<Asked> {
    match &row.asked {
        Some(json) => from_json(Some(json)),
        None => Err(Error::Internal(format!(
            "the questions of attempt {} were not kept",
            row.id
        ))),
    }
}

/// What an attempt that was opened by an older version of the program would have kept: the questions that its seed draws today if it
/// is open, those that were marked if it was handed in. A question that the quiz no longer has cannot be brought back.
///
/// # Errors
/// The quiz is gone.
pub fn keep_questions(env: &Env, row: &AttemptRow) -> Result<Asked> {
    let marked = match &row.mark {
        Some(mark) => {
            let mark: Mark = from_json(Some(mark))?;
            Some(mark.items.into_iter().map(|item| item.item).collect::<Vec<_>>())
        }
        None => None,
    };
    let mut asked = asked_of(
        env.catalog(),
        &row.quiz_id.as_str().into(),
        row.seed.cast_unsigned(),
        |quiz| match &marked {
            Some(items) => items.iter().filter_map(|id| quiz.item(id)).cloned().collect(),
            None => quiz.draw(row.seed.cast_unsigned()).into_iter().cloned().collect(),
        },
    )
    .ok_or(Error::NotFound)?;
    asked.course_version = u32::try_from(row.course_version).unwrap_or_default();
    Ok(asked)
}

pub(crate) fn percent(stored: Option<i64>) -> u8 {
    stored.unwrap_or(0).clamp(0, 100) as u8
}

pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Internal(error.to_string()))
}

pub(crate) fn from_json<T: serde::de::DeserializeOwned>(json: Option<&str>) -> Result<T> {
    serde_json::from_str(json.unwrap_or("null")).map_err(|error| Error::Internal(error.to_string()))
}
