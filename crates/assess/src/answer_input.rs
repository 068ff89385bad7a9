//! What one card of the questionnaire says as it was typed, and what is to be stored of it.

use domain::assess::answer::{Answer, EvidenceGrade};
use domain::assess::model::Practice;
use domain::assess::part::Ticks;
use domain::text::{is_longer_than, lines};
use store::AnswerChange;
use usecase::FieldErrors;

use crate::sheet::StoredAnswer;

/// Longest note.
pub(crate) const MAX_NOTE: usize = 4_000;
/// Longest reason why a practice does not apply.
const MAX_REASON: usize = 1_000;

/// What one card of the questionnaire says, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerInput {
    /// The practice.
    pub practice: String,
    /// The answer's name; empty: none chosen, or the one that follows from what is ticked.
    pub answer: String,
    /// What is ticked of the practice's parts, as [`Ticks`] are written.
    pub ticks: String,
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
    /// Whether the person says that an answer which was taken over is still true.
    pub is_still_true: bool,
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

/// A short sign of what an answer says, to notice whether somebody touched it. FNV-1a: nothing is kept secret by it, and a
/// chance agreement of two answers to one practice would need billions of tries.
pub fn fingerprint(answer: &str, ticks: &str, note: &str, evidence: &str, reason: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in [answer, ticks, note, evidence, reason]
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
            &self.ticks_text(),
            &self.note,
            self.evidence.as_str(),
            &self.reason,
        )
    }

    /// What is ticked, as a form carries it: nothing where the parts are open, and where there are none.
    pub fn ticks_text(&self) -> String {
        self.ticks.as_ref().map(Ticks::to_string).unwrap_or_default()
    }
}

impl AnswerInput {
    /// The same, made fit to keep: with the answer that follows from what is ticked, if no other was chosen. To untick everything of what
    /// was answered says that nothing of it is true; a card on which nothing was ever ticked says nothing.
    pub(crate) fn cleaned(&self, practice: &Practice, stored: Option<&StoredAnswer>) -> Self {
        let ticks = self.ticks.parse::<Ticks>();
        let answer = match (practice.question.parts(), &ticks) {
            (Some(parts), Ok(ticks)) if self.answer.is_empty() && (!ticks.is_empty() || stored.is_some()) => {
                parts.answer(ticks).as_str().to_owned()
            }
            _ => self.answer.clone(),
        };
        let evidence = if self.evidence.is_empty() {
            EvidenceGrade::None.as_str()
        } else {
            &self.evidence
        };
        Self {
            note: lines(&self.note),
            reason: lines(&self.reason),
            evidence: evidence.to_owned(),
            answer,
            ticks: ticks.map_or_else(|_| self.ticks.clone(), |ticks| ticks.to_string()),
            ..self.clone()
        }
    }

    pub(crate) fn fingerprint(&self) -> String {
        fingerprint(
            &self.answer,
            &self.ticks,
            &self.note,
            &self.evidence,
            &self.reason,
        )
    }

    /// Whether nothing was filled in at all.
    pub(crate) fn is_blank(&self) -> bool {
        self.answer.is_empty()
            && self.ticks.is_empty()
            && self.note.is_empty()
            && self.reason.is_empty()
            && self.evidence == EvidenceGrade::None.as_str()
    }

    /// What was stored before text was made as fit to keep as it is now comes back from a form without what is dropped now:
    /// that is nobody's change.
    pub(crate) fn says_the_same_as(&self, stored: &StoredAnswer) -> bool {
        self.answer == stored.answer.as_str()
            && self.ticks == stored.ticks_text()
            && self.note == lines(&stored.note)
            && self.evidence == stored.evidence.as_str()
            && self.reason == lines(&stored.reason)
    }

    /// Whether the person confirms what was taken over, as it is.
    pub(crate) fn confirms(&self, stored: &StoredAnswer) -> bool {
        self.is_still_true && stored.taken_over.is_some()
    }

    /// What is to be stored; nothing, with what is wrong noted, if it cannot be taken as it is.
    pub(crate) fn parse(
        &self,
        practice: &Practice,
        stored: Option<&StoredAnswer>,
        errors: &mut FieldErrors,
    ) -> Option<AnswerChange> {
        let before = errors.0.len();
        let field = |name: &str| format!("{}-{name}", self.practice);
        let answer = Answer::parse(&self.answer);
        match answer {
            _ if self.ticks.parse::<Ticks>().is_err() => errors.add(field("answer"), "answer-ticks"),
            None if self.answer.is_empty() => errors.add(field("answer"), "answer-missing"),
            None => errors.add(field("answer"), "answer-unknown"),
            Some(Answer::NotApplicable) if self.reason.is_empty() => {
                errors.add(field("reason"), "not-applicable-reason");
            }
            Some(_) => {}
        }
        let ticks = answer.and_then(|answer| self.checked_ticks(practice, answer, stored, errors));
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
            ticks: ticks?,
            note: self.note.clone(),
            evidence: evidence?,
            reason: self.reason.clone(),
            on: self.version,
        })
    }

    /// What is to be stored of the ticks beside an answer. The answer may say less than follows from them, with a note that says why, and
    /// never more.
    fn checked_ticks(
        &self,
        practice: &Practice,
        answer: Answer,
        stored: Option<&StoredAnswer>,
        errors: &mut FieldErrors,
    ) -> Option<Option<Ticks>> {
        let field = |name: &str| format!("{}-{name}", self.practice);
        let ticks = self.ticks.parse::<Ticks>().ok();
        let (parts, ticks) = match (practice.question.parts(), ticks) {
            (None, Some(ticks)) if ticks.is_empty() => return Some(None),
            (Some(parts), Some(ticks)) if parts.knows(&ticks) => (parts, ticks),
            // Said above.
            (_, None) => return None,
            _ => {
                errors.add(field("answer"), "answer-unknown");
                return None;
            }
        };
        let follows = parts.answer(&ticks);
        // Taken over without its parts: it stands until somebody ticks one.
        let stands = stored.is_some_and(|stored| stored.ticks.is_none() && stored.answer == answer);
        match (answer.thirds(), follows.thirds()) {
            _ if answer == Answer::Unknown => {}
            (Some(said), _) if said > 0 && ticks.is_empty() && !stands => {
                errors.add(field("answer"), "answer-needs-ticks");
            }
            (Some(said), Some(follows)) if said > follows && !ticks.is_empty() => {
                errors.add(field("answer"), "answer-above-ticks");
            }
            (Some(said), Some(follows)) if said < follows && self.note.is_empty() => {
                errors.add(field("note"), "answer-below-ticks-note");
            }
            _ => {}
        }
        let says_none = answer == Answer::NotImplemented;
        Some((!ticks.is_empty() || says_none).then_some(ticks))
    }
}
