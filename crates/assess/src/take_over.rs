//! Answers from an assessment with the version of the model before: taken over when a new one is started, and what is left to look at.

use std::collections::BTreeMap;

use domain::assess::model::{Domain, Model, Practice};
use domain::assess::score::Given;
use domain::assess::upgrade::Change;
use domain::content::Lang;
use domain::id::{AssessmentId, PracticeId};
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Permit, act};
use store::{AnswerRow, Reader, TakenOverRow, Tx};
use usecase::{Env, Error, Result};

use crate::info::{AssessmentInfo, info, load_row};
use crate::sheet::{AssessmentSheet, StoredAnswer, load_answers};

/// The assessment from which another one took answers over.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The assessment.
    pub info: AssessmentInfo,
    /// Its answers, by practice of its own version of the model.
    pub answers: BTreeMap<PracticeId, StoredAnswer>,
}

impl Earlier {
    /// What was answered then of the matter of a practice.
    pub fn answers_to<'a>(
        &'a self,
        model: &'a Model,
        practice: &PracticeId,
    ) -> impl Iterator<Item = &'a StoredAnswer> {
        let origin = model
            .upgrade
            .as_ref()
            .and_then(|upgrade| upgrade.origin(practice));
        let from = origin.map_or(&[][..], |origin| &origin.from);
        from.iter().filter_map(|id| self.answers.get(id))
    }
}

/// What somebody should look at after answers were taken over, in the model's order.
#[derive(Clone, Debug, Default)]
pub struct LookAgain<'a> {
    /// Asked in other words; the answer counts meanwhile.
    pub reworded: Vec<(&'a Domain, &'a Practice)>,
    /// Asked anew, with old answers beside it.
    pub fresh: Vec<(&'a Domain, &'a Practice)>,
    /// Answered *partly* or *largely* as a whole: it counts until somebody ticks its parts.
    pub open_parts: Vec<(&'a Domain, &'a Practice)>,
    /// Never asked before.
    pub new: Vec<(&'a Domain, &'a Practice)>,
    /// Taken over, but not asked of this body any more: kept, not shown, and back when it is asked again.
    pub not_asked: Vec<(&'a Domain, &'a Practice)>,
}

impl<'a> LookAgain<'a> {
    /// What is left to look at in an assessment.
    pub fn of(model: &'a Model, sheet: &AssessmentSheet, earlier: &Earlier) -> Self {
        let mut again = Self::default();
        for domain in &model.domains {
            for practice in &domain.practices {
                let place = (domain, practice);
                let answer = sheet.answer(&practice.id);
                let taken_over = answer.and_then(|answer| answer.taken_over);
                if !sheet.asks(model, domain, practice) {
                    if taken_over.is_some() {
                        again.not_asked.push(place);
                    }
                    continue;
                }
                let origin = model
                    .upgrade
                    .as_ref()
                    .and_then(|upgrade| upgrade.origin(&practice.id));
                match (answer, taken_over, origin.map(|origin| origin.change)) {
                    (Some(_), Some(Change::Reworded | Change::Fresh), _) => again.reworded.push(place),
                    (Some(answer), Some(Change::Same), _)
                        if answer.ticks.is_none() && answer.answer.thirds().is_some() =>
                    {
                        again.open_parts.push(place);
                    }
                    (None, _, Some(_)) if earlier.answers_to(model, &practice.id).next().is_some() => {
                        again.fresh.push(place);
                    }
                    (None, _, None) => again.new.push(place),
                    _ => {}
                }
            }
        }
        again
    }

    /// Whether nothing is left that needs anybody.
    pub fn is_done(&self) -> bool {
        self.reworded.is_empty() && self.fresh.is_empty() && self.open_parts.is_empty() && self.new.is_empty()
    }
}

/// The assessment from which this one took answers over, if it did.
///
/// # Errors
/// The database does not answer.
pub async fn earlier(
    _: &Env,
    permit: &Permit<act::ReadAssessment>,
    reader: &mut Reader,
    sheet: &AssessmentSheet,
) -> Result<Option<Earlier>> {
    let Some(id) = &sheet.info.follows else {
        return Ok(None);
    };
    let info = info(load_row(reader, &permit.organisation().id, id.as_str()).await?)?;
    let answers = load_answers(reader, &info.id).await?;
    Ok(Some(Earlier {
        answers: answers
            .into_iter()
            .map(|answer| (answer.practice.clone(), answer))
            .collect(),
        info,
    }))
}

/// The submitted assessment whose answers a new one can take over: with the version of the model before.
///
/// # Errors
/// [`Error::NotFound`] if there is no such one.
pub(crate) async fn followed(
    env: &Env,
    reader: &mut Reader,
    body: &Organisation,
    id: &str,
) -> Result<AssessmentInfo> {
    let info = info(load_row(reader, &body.id, id).await?)?;
    if can_follow(env, &info) {
        Ok(info)
    } else {
        Err(Error::NotFound)
    }
}

/// Whether a new assessment can take over the answers of this one.
pub fn can_follow(env: &Env, info: &AssessmentInfo) -> bool {
    let model = env.catalog().model(Lang::default());
    let from = model.upgrade.as_ref().map(|upgrade| upgrade.from);
    info.submitted_at.is_some() && info.model == model.id && from == Some(info.model_version)
}

/// Takes over what it can, in the names of those who gave the answers. Notes go with them; those of what is asked anew stay beside it.
pub(crate) async fn take_over(
    model: &Model,
    tx: &mut Tx,
    from: &AssessmentId,
    to: &AssessmentId,
) -> Result<()> {
    let Some(upgrade) = &model.upgrade else {
        return Ok(());
    };
    let before: BTreeMap<PracticeId, AnswerRow> = tx
        .answers(from)
        .await?
        .into_iter()
        .map(|row| (row.practice_id.as_str().into(), row))
        .collect();
    let given = |id: &PracticeId| {
        let row = before.get(id)?;
        Some(Given {
            answer: row.answer,
            approved: row.approved_by.is_some(),
        })
    };
    let rows: Vec<TakenOverRow> = model
        .practices()
        .filter_map(|practice| {
            let taken = upgrade.take_over(practice, given)?;
            let origin = upgrade.origin(&practice.id)?;
            let sources = origin.from.iter().filter_map(|id| before.get(id));
            let row = before.get(&practice.id).or_else(|| sources.clone().next())?;
            let notes: Vec<&str> = sources
                .map(|row| row.note.as_str())
                .filter(|note| !note.is_empty())
                .collect();
            Some(TakenOverRow {
                practice: practice.id.clone(),
                answer: taken.given.answer,
                ticks: taken.ticks,
                change: taken.change,
                note: notes.join("\n\n"),
                evidence: row.evidence,
                reason: row.reason.clone(),
                approved_by: row.approved_by.clone().filter(|_| taken.given.approved),
                answered_by: row.answered_by.clone(),
                answered_at: row.answered_at,
            })
        })
        .collect();
    Ok(tx.take_over_answers(to, &rows).await?)
}

#[cfg(test)]
mod tests;
