//! Answering: several people on one questionnaire without losing each other's work.
//!
//! A form brings, for each practice, the version that the person saw and a [`fingerprint`] of what it said. What still has that
//! fingerprint was not touched and is left alone, whatever happened to it meanwhile; what already says the same is no
//! change; what was changed on the version that is stored is saved; anything else is a [`Conflict`], which a person decides.

use domain::assess::answer::Answer;
use domain::assess::model::{Domain, Practice};
use domain::assess::part::Ticks;
use domain::content::Lang;
use domain::id::{AssessmentId, PracticeId};
use domain::identity::policy::{Permit, act};
use domain::timestamp::Timestamp;
use store::{AnswerChange, Reader, Tx};

use usecase::{Env, Error, FieldErrors, NotNow, Result};

#[cfg(doc)]
use crate::answer_input::fingerprint;
use crate::answer_input::{AnswerInput, Keep};
use crate::info::{AssessmentInfo, info, load_row, model_of};
use crate::sheet::{StoredAnswer, load_answer, load_answers};

/// Two people changed one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What this person typed.
    pub mine: AnswerInput,
    /// What is stored.
    pub theirs: StoredAnswer,
}

/// An answer that is now stored as it was sent, as a card needs to know it for the next change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedAnswer {
    /// The practice.
    pub practice: String,
    /// Its new version.
    pub version: i64,
    /// Its new [`fingerprint`].
    pub fingerprint: String,
    /// The answer that follows from what is ticked, if something is.
    pub follows: Option<Answer>,
}

/// What became of a form.
#[derive(Clone, Debug)]
pub struct SaveReport {
    /// The assessment.
    pub info: AssessmentInfo,
    /// What is now stored as it was sent: saved by this form, or by somebody else before with the same words.
    pub saved: Vec<SavedAnswer>,
    /// Practices that somebody has to decide about; nothing of theirs was saved.
    pub conflicts: Vec<Conflict>,
    /// What cannot be taken as it is, by the `id` of the field.
    pub errors: FieldErrors,
    /// When it was saved.
    pub at: Timestamp,
}

impl SaveReport {
    /// Whether everything that was sent is now stored.
    pub fn is_complete(&self) -> bool {
        self.conflicts.is_empty() && self.errors.0.is_empty()
    }
}

/// Saves the answers to a domain that were changed. Each practice stands for itself: one that cannot be taken, or about
/// which two people disagree, keeps none of the others from being saved.
///
/// # Errors
/// [`Error::NotNow`] once the assessment is submitted; [`Error::NotFound`] for a domain or practice that is none.
pub async fn save_answers(
    env: &Env,
    permit: &Permit<act::Answer>,
    tx: &mut Tx,
    id: &str,
    domain: &str,
    inputs: &[AnswerInput],
) -> Result<SaveReport> {
    let info = info(load_row(tx, &permit.organisation().id, id).await?)?;
    let domain = model_of(env, Lang::default(), &info)?
        .domain(domain)
        .ok_or(Error::NotFound)?;
    if info.submitted_at.is_some() {
        return Err(Error::NotNow(NotNow::AssessmentSubmitted));
    }
    for (place, input) in inputs.iter().enumerate() {
        let is_known = domain
            .practices
            .iter()
            .any(|practice| practice.id.as_str() == input.practice);
        if !is_known
            || inputs[..place]
                .iter()
                .any(|other| other.practice == input.practice)
        {
            return Err(Error::NotFound);
        }
    }
    let stored = stored_before(tx, &info.id, inputs).await?;
    let mut report = SaveReport {
        info,
        saved: Vec::new(),
        conflicts: Vec::new(),
        errors: FieldErrors::new(),
        at: env.now(),
    };
    let wanted = wanted(domain, inputs, &stored, &mut report);
    if wanted.is_empty() {
        return Ok(report);
    }
    let changes: Vec<AnswerChange> = wanted.iter().map(|(_, change)| change.clone()).collect();
    let versions = tx
        .save_answers(&report.info.id, &changes, permit.account(), report.at)
        .await?
        .ok_or(Error::NotNow(NotNow::AssessmentSubmitted))?;
    for ((input, change), version) in wanted.into_iter().zip(versions) {
        if let Some(version) = version {
            let fingerprint = input.fingerprint();
            let practice = domain.practices.iter().find(|one| one.id == change.practice);
            report.saved.push(SavedAnswer {
                practice: input.practice,
                version,
                fingerprint,
                follows: practice.and_then(|practice| follows(practice, change.ticks.as_ref())),
            });
            continue;
        }
        // Somebody was faster, between the reading above and the writing.
        let theirs = load_answer(tx, &report.info.id, &change.practice).await?;
        if let Some(theirs) = theirs.filter(|theirs| !input.says_the_same_as(theirs)) {
            report.conflicts.push(Conflict { mine: input, theirs });
        }
    }
    Ok(report)
}

/// The answer that follows from the ticks, if there are some.
fn follows(practice: &Practice, ticks: Option<&Ticks>) -> Option<Answer> {
    let ticks = ticks.filter(|ticks| !ticks.is_empty())?;
    Some(practice.question.parts()?.answer(ticks))
}

/// What is stored of the practices that were sent: one row for one card, all for a form that shows a whole domain.
async fn stored_before(
    reader: &mut Reader,
    assessment: &AssessmentId,
    inputs: &[AnswerInput],
) -> Result<Vec<StoredAnswer>> {
    match inputs {
        [] => Ok(Vec::new()),
        [input] => {
            let practice = PracticeId::from(input.practice.as_str());
            Ok(load_answer(reader, assessment, &practice)
                .await?
                .into_iter()
                .collect())
        }
        _ => load_answers(reader, assessment).await,
    }
}

/// What is to be written. What says the same as what is stored is reported as saved, a disagreement as a conflict.
fn wanted(
    domain: &Domain,
    inputs: &[AnswerInput],
    stored: &[StoredAnswer],
    report: &mut SaveReport,
) -> Vec<(AnswerInput, AnswerChange)> {
    let mut wanted = Vec::new();
    for input in inputs {
        let mut practices = domain.practices.iter();
        let Some(practice) = practices.find(|one| one.id.as_str() == input.practice) else {
            continue;
        };
        let stored = stored.iter().find(|stored| stored.practice == practice.id);
        let input = input.cleaned(practice, stored);
        let says_the_same =
            |stored: &&StoredAnswer| input.says_the_same_as(stored) && !input.confirms(stored);
        if let Some(stored) = stored.filter(says_the_same) {
            report.saved.push(SavedAnswer {
                practice: input.practice,
                version: stored.version,
                fingerprint: stored.fingerprint(),
                follows: follows(practice, stored.ticks.as_ref()),
            });
            continue;
        }
        let is_untouched = !input.in_conflict
            && !input.is_still_true
            && !input.was.is_empty()
            && input.was == input.fingerprint();
        let gives_way = input.in_conflict && input.keep == Some(Keep::Theirs);
        if is_untouched || gives_way || (stored.is_none() && input.is_blank()) {
            continue;
        }
        let Some(change) = input.parse(practice, stored, &mut report.errors) else {
            continue;
        };
        let is_decided = !input.in_conflict || input.keep == Some(Keep::Mine);
        match stored {
            Some(theirs) if theirs.version != input.version || !is_decided => {
                report.conflicts.push(Conflict {
                    mine: input,
                    theirs: theirs.clone(),
                });
            }
            _ => wanted.push((input, change)),
        }
    }
    wanted
}

#[cfg(test)]
mod tests;
