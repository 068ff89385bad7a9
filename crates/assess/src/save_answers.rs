//! Answering: several people on one questionnaire without losing each other's work.
//!
//! A form brings, for each practice, the version that the person saw and a [`fingerprint`] of what it said. What still has that
//! fingerprint was not touched and is left alone, whatever happened to it meanwhile; what already says the same is no
//! change; what was changed on the version that is stored is saved; anything else is a [`Conflict`], which a person decides.

use domain::assess::answer::{Answer, EvidenceGrade};
use domain::content::Lang;
use domain::id::{AssessmentId, PracticeId};
use domain::identity::policy::{Permit, act};
use domain::text::{is_longer_than, lines};
use domain::timestamp::Timestamp;
use store::{AnswerChange, Reader, Tx};

use usecase::{Env, Error, FieldErrors, NotNow, Result};

use crate::info::{AssessmentInfo, info, load_row, model_of};
use crate::sheet::{StoredAnswer, load_answer, load_answers};

/// Longest note.
const MAX_NOTE: usize = 4_000;
/// Longest reason why a practice does not apply.
const MAX_REASON: usize = 1_000;

/// What one card of the questionnaire says, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerInput {
    /// The practice.
    pub practice: String,
    /// The answer's name; empty: none chosen.
    pub answer: String,
    /// A note.
    pub note: String,
    /// The evidence grade's name; empty: none.
    pub evidence: String,
    /// Why the practice does not apply.
    pub reason: String,
    /// The version that the person saw; 0 if there was no answer.
    pub version: i64,
    /// The [`fingerprint`] of what the person saw.
    pub was: String,
    /// Whether the person was shown a conflict about this practice.
    pub in_conflict: bool,
    /// What the person decided in the conflict.
    pub keep: Option<Keep>,
}

/// A decision in a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// What this person typed.
    Mine,
    /// What the other person saved.
    Theirs,
}

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

/// A short sign of what an answer says, to notice whether somebody touched it. FNV-1a: nothing is kept secret by it, and a
/// chance agreement of two answers to one practice would need billions of tries.
pub fn fingerprint(answer: &str, note: &str, evidence: &str, reason: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in [answer, note, evidence, reason]
        .iter()
        .flat_map(|part| part.bytes().chain([0xff]))
    {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

impl StoredAnswer {
    /// The [`fingerprint`] of this answer.
    pub fn fingerprint(&self) -> String {
        fingerprint(
            self.answer.as_str(),
            &self.note,
            self.evidence.as_str(),
            &self.reason,
        )
    }
}

impl AnswerInput {
    /// The same, made fit to keep.
    fn cleaned(&self) -> Self {
        let evidence = if self.evidence.is_empty() {
            EvidenceGrade::None.as_str()
        } else {
            &self.evidence
        };
        Self {
            note: lines(&self.note),
            reason: lines(&self.reason),
            evidence: evidence.to_owned(),
            ..self.clone()
        }
    }

    fn fingerprint(&self) -> String {
        fingerprint(&self.answer, &self.note, &self.evidence, &self.reason)
    }

    /// Whether nothing was filled in at all.
    fn is_blank(&self) -> bool {
        self.answer.is_empty()
            && self.note.is_empty()
            && self.reason.is_empty()
            && self.evidence == EvidenceGrade::None.as_str()
    }

    /// What was stored before text was made as fit to keep as it is now comes back from a form without what is dropped now:
    /// that is nobody's change.
    fn says_the_same_as(&self, stored: &StoredAnswer) -> bool {
        self.answer == stored.answer.as_str()
            && self.note == lines(&stored.note)
            && self.evidence == stored.evidence.as_str()
            && self.reason == lines(&stored.reason)
    }

    /// What is to be stored; nothing, with what is wrong noted, if it cannot be taken as it is.
    fn parse(&self, errors: &mut FieldErrors) -> Option<AnswerChange> {
        let before = errors.0.len();
        let field = |name: &str| format!("{}-{name}", self.practice);
        let answer = Answer::parse(&self.answer);
        match answer {
            None if self.answer.is_empty() => errors.add(field("answer"), "answer-missing"),
            None => errors.add(field("answer"), "answer-unknown"),
            Some(Answer::NotApplicable) if self.reason.is_empty() => {
                errors.add(field("reason"), "not-applicable-reason");
            }
            Some(_) => {}
        }
        let evidence = EvidenceGrade::parse(&self.evidence);
        if evidence.is_none() {
            errors.add(field("evidence"), "answer-unknown");
        }
        if is_longer_than(&self.note, MAX_NOTE) {
            errors.add(field("note"), "note-long");
        }
        if is_longer_than(&self.reason, MAX_REASON) {
            errors.add(field("reason"), "reason-long");
        }
        if errors.0.len() > before {
            return None;
        }
        Some(AnswerChange {
            practice: self.practice.as_str().into(),
            answer: answer?,
            note: self.note.clone(),
            evidence: evidence?,
            reason: self.reason.clone(),
            on: self.version,
        })
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
    let wanted = wanted(inputs, &stored, &mut report);
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
            report.saved.push(SavedAnswer {
                practice: input.practice,
                version,
                fingerprint,
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
    inputs: &[AnswerInput],
    stored: &[StoredAnswer],
    report: &mut SaveReport,
) -> Vec<(AnswerInput, AnswerChange)> {
    let mut wanted = Vec::new();
    for input in inputs {
        let input = input.cleaned();
        let stored = stored
            .iter()
            .find(|stored| stored.practice.as_str() == input.practice);
        if let Some(stored) = stored.filter(|stored| input.says_the_same_as(stored)) {
            report.saved.push(SavedAnswer {
                practice: input.practice,
                version: stored.version,
                fingerprint: stored.fingerprint(),
            });
            continue;
        }
        let is_untouched = !input.in_conflict && !input.was.is_empty() && input.was == input.fingerprint();
        let gives_way = input.in_conflict && input.keep == Some(Keep::Theirs);
        if is_untouched || gives_way || (stored.is_none() && input.is_blank()) {
            continue;
        }
        let Some(change) = input.parse(&mut report.errors) else {
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
