//! Answering: several people on one questionnaire without losing each other's work.
//!
//! A form brings, for each practice, the version that the person saw and a [`fingerprint`] of what it said. What still has that
//! fingerprint was not touched and is left alone, whatever happened to it meanwhile; what already says the same is no
//! change; what was changed on the version that is stored is saved; anything else is a [`Conflict`], which a person decides.

use domain::answer::{Answer, EvidenceGrade};
use domain::content::Lang;
use domain::policy::{Action, Actor};
use domain::text::{is_longer_than, lines};
use domain::timestamp::Timestamp;
use store::AnswerChange;

use crate::{AssessmentSheet, Error, FieldErrors, NotNow, Result, Services, StoredAnswer};

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
    /// The assessment; its answers are those of before, unless the form has to be shown again.
    pub sheet: AssessmentSheet,
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

    fn check(&self, errors: &mut FieldErrors) -> bool {
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
        if EvidenceGrade::parse(&self.evidence).is_none() {
            errors.add(field("evidence"), "answer-unknown");
        }
        if is_longer_than(&self.note, MAX_NOTE) {
            errors.add(field("note"), "note-long");
        }
        if is_longer_than(&self.reason, MAX_REASON) {
            errors.add(field("reason"), "reason-long");
        }
        errors.0.len() == before
    }

    fn change(&self) -> AnswerChange {
        AnswerChange {
            practice: self.practice.clone(),
            answer: self.answer.clone(),
            note: self.note.clone(),
            evidence: self.evidence.clone(),
            reason: self.reason.clone(),
            on: self.version,
        }
    }
}

impl Services {
    /// Saves the answers to a domain that were changed. Each practice stands for itself: one that cannot be taken, or about
    /// which two people disagree, keeps none of the others from being saved.
    ///
    /// # Errors
    /// [`Error::NotNow`] once the assessment is submitted; [`Error::NotFound`] for a domain or practice that is none.
    pub async fn save_answers(
        &self,
        actor: &Actor,
        slug: &str,
        id: &str,
        domain: &str,
        inputs: &[AnswerInput],
    ) -> Result<SaveReport> {
        let mut sheet = self.load_sheet(actor, slug, id, Action::Answer).await?;
        let account = actor.account.clone().ok_or(Error::NotFound)?;
        let model = self.model_of(Lang::default(), &sheet.info)?;
        let domain = model.domain(domain).ok_or(Error::NotFound)?;
        if !sheet.is_open() {
            return Err(Error::NotNow(NotNow::AssessmentSubmitted));
        }
        let now = self.now();
        let mut errors = FieldErrors::new();
        let mut conflicts = Vec::new();
        let mut saved = Vec::new();
        let mut wanted: Vec<AnswerInput> = Vec::new();
        for input in inputs {
            if !domain
                .practices
                .iter()
                .any(|practice| practice.id.as_str() == input.practice)
                || wanted.iter().any(|other| other.practice == input.practice)
            {
                return Err(Error::NotFound);
            }
            let input = input.cleaned();
            let stored = sheet.answer(&input.practice.as_str().into());
            if let Some(stored) = stored.filter(|stored| input.says_the_same_as(stored)) {
                saved.push(SavedAnswer {
                    practice: input.practice.clone(),
                    version: stored.version,
                    fingerprint: stored.fingerprint(),
                });
                continue;
            }
            let is_untouched =
                !input.in_conflict && !input.was.is_empty() && input.was == input.fingerprint();
            let gives_way = input.in_conflict && input.keep == Some(Keep::Theirs);
            if is_untouched || gives_way || (stored.is_none() && input.is_blank()) {
                continue;
            }
            if !input.check(&mut errors) {
                continue;
            }
            let is_decided = !input.in_conflict || input.keep == Some(Keep::Mine);
            match stored {
                Some(theirs) if theirs.version != input.version || !is_decided => {
                    conflicts.push(Conflict {
                        mine: input,
                        theirs: theirs.clone(),
                    });
                }
                _ => wanted.push(input),
            }
        }
        let changes: Vec<AnswerChange> = wanted.iter().map(AnswerInput::change).collect();
        if !changes.is_empty() {
            let versions = self
                .store()
                .write(async |tx| tx.save_answers(&sheet.info.id, &changes, &account, now).await)
                .await?
                .ok_or(Error::NotNow(NotNow::AssessmentSubmitted))?;
            let all_saved = versions.iter().all(Option::is_some);
            if !all_saved || !conflicts.is_empty() || !errors.0.is_empty() {
                sheet.answers = self.load_answers(&sheet.info.id).await?;
            }
            for (input, version) in wanted.into_iter().zip(versions) {
                if let Some(version) = version {
                    let fingerprint = input.fingerprint();
                    saved.push(SavedAnswer {
                        practice: input.practice,
                        version,
                        fingerprint,
                    });
                    continue;
                }
                // Somebody was faster, between the reading above and the writing.
                let theirs = sheet.answer(&input.practice.as_str().into()).cloned();
                if let Some(theirs) = theirs.filter(|theirs| !input.says_the_same_as(theirs)) {
                    conflicts.push(Conflict { mine: input, theirs });
                }
            }
        }
        Ok(SaveReport {
            sheet,
            saved,
            conflicts,
            errors,
            at: now,
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::organisation::{OrganisationKind, Role};

    use super::*;
    use crate::testing::{Setting, setting};

    /// Two people on one open assessment.
    async fn two_people() -> (Setting, Actor, Actor, String) {
        let setting = setting().await;
        let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
        let amal = setting.person("amal", &[(&own, Role::Lead)]).await;
        let badr = setting.person("badr", &[(&own, Role::Assessor)]).await;
        let id = setting
            .services
            .start_assessment(&amal, "own", "full")
            .await
            .unwrap();
        (setting, amal, badr, id.as_str().to_owned())
    }

    fn input(practice: &str, answer: &str, version: i64) -> AnswerInput {
        AnswerInput {
            practice: practice.into(),
            answer: answer.into(),
            version,
            ..AnswerInput::default()
        }
    }

    #[tokio::test]
    async fn the_later_of_two_sees_both_and_chooses() {
        let (setting, amal, badr, id) = two_people().await;
        let save = async |who: &Actor, inputs: &[AnswerInput]| {
            setting
                .services
                .save_answers(who, "own", &id, "GOV", inputs)
                .await
                .unwrap()
        };
        let said = async || {
            let sheet = setting
                .services
                .assessment_sheet(&amal, "own", &id)
                .await
                .unwrap();
            let answer = sheet.answer(&"GOV-01".into()).cloned().unwrap();
            (answer.answer.as_str(), answer.version)
        };
        let first = save(&amal, &[input("GOV-01", "partly", 0)]).await;
        assert!(first.is_complete());
        assert_eq!(first.saved[0].version, 1);

        // Badr's page is from before; the other practice of his form is saved all the same.
        let late = save(
            &badr,
            &[input("GOV-01", "fully", 0), input("GOV-02", "largely", 0)],
        )
        .await;
        assert_eq!((late.conflicts.len(), late.saved.len()), (1, 1));
        assert_eq!(late.conflicts[0].theirs.by, "amal");
        assert_eq!(late.conflicts[0].mine.answer, "fully");
        assert_eq!(said().await, ("partly", 1));

        // Shown the conflict, he has to choose, also once the version is right.
        let shown = AnswerInput {
            in_conflict: true,
            ..input("GOV-01", "fully", 1)
        };
        assert_eq!(save(&badr, std::slice::from_ref(&shown)).await.conflicts.len(), 1);
        let theirs = AnswerInput {
            keep: Some(Keep::Theirs),
            ..shown.clone()
        };
        assert!(save(&badr, &[theirs]).await.is_complete());
        assert_eq!(said().await, ("partly", 1));
        let mine = AnswerInput {
            keep: Some(Keep::Mine),
            ..shown
        };
        assert!(save(&badr, std::slice::from_ref(&mine)).await.is_complete());
        assert_eq!(said().await, ("fully", 2));
        // A third change in between is a new conflict.
        let mine = AnswerInput {
            answer: "largely".into(),
            ..mine
        };
        assert_eq!(save(&amal, &[mine]).await.conflicts.len(), 1);
    }

    #[tokio::test]
    async fn an_older_note_with_hidden_marks_is_changed_by_nobody_who_only_sends_it_back() {
        let (setting, amal, badr, id) = two_people().await;
        let odd = AnswerChange {
            practice: "GOV-01".into(),
            answer: "partly".into(),
            note: "e\u{301}crit\u{200b} hier\u{202e}".into(),
            evidence: "none".into(),
            reason: String::new(),
            on: 0,
        };
        setting
            .store()
            .write(async |tx| {
                tx.save_answers(
                    &id.as_str().into(),
                    std::slice::from_ref(&odd),
                    amal.account.as_ref().unwrap(),
                    setting.services.now(),
                )
                .await
            })
            .await
            .unwrap()
            .unwrap();
        let back = AnswerInput {
            note: odd.note,
            ..input("GOV-01", "partly", 1)
        };
        let report = setting
            .services
            .save_answers(&badr, "own", &id, "GOV", &[back])
            .await
            .unwrap();
        assert_eq!(report.saved[0].version, 1);
        // What is typed now is kept composed and without them.
        let typed = AnswerInput {
            note: "e\u{301}crit\u{200b} demain\u{202e}".into(),
            ..input("GOV-01", "partly", 1)
        };
        setting
            .services
            .save_answers(&badr, "own", &id, "GOV", &[typed])
            .await
            .unwrap();
        let sheet = setting
            .services
            .assessment_sheet(&badr, "own", &id)
            .await
            .unwrap();
        assert_eq!(sheet.answer(&"GOV-01".into()).unwrap().note, "écrit demain");
    }

    #[tokio::test]
    async fn what_was_not_touched_or_says_the_same_is_no_conflict() {
        let (setting, amal, badr, id) = two_people().await;
        let save = async |who: &Actor, inputs: &[AnswerInput]| {
            setting
                .services
                .save_answers(who, "own", &id, "GOV", inputs)
                .await
                .unwrap()
        };
        save(&amal, &[input("GOV-01", "partly", 0)]).await;
        let same = save(&badr, &[input("GOV-01", "partly", 0)]).await;
        assert!(same.is_complete());
        assert_eq!(same.saved[0].version, 1);
        save(&amal, &[input("GOV-01", "fully", 1)]).await;
        let untouched = AnswerInput {
            was: fingerprint("partly", "", "none", ""),
            ..input("GOV-01", "partly", 1)
        };
        let report = save(&badr, &[untouched]).await;
        assert!(report.is_complete() && report.saved.is_empty());
        let sheet = setting
            .services
            .assessment_sheet(&badr, "own", &id)
            .await
            .unwrap();
        assert_eq!(sheet.answer(&"GOV-01".into()).unwrap().answer, Answer::Fully);
    }

    #[tokio::test]
    async fn what_cannot_be_taken_keeps_nothing_else_from_being_saved() {
        let (setting, amal, _, id) = two_people().await;
        let inputs = [
            input("GOV-01", "not-applicable", 0),
            AnswerInput {
                note: "a note".into(),
                ..input("GOV-02", "", 0)
            },
            AnswerInput {
                note: "x".repeat(MAX_NOTE + 1),
                ..input("GOV-03", "fully", 0)
            },
            input("GOV-04", "perhaps", 0),
            AnswerInput {
                note: "fine\0\r\nso".into(),
                ..input("GOV-05", "fully", 0)
            },
            input("GOV-06", "", 0),
        ];
        let report = setting
            .services
            .save_answers(&amal, "own", &id, "GOV", &inputs)
            .await
            .unwrap();
        assert_eq!(report.errors.of("GOV-01-reason"), Some("not-applicable-reason"));
        assert_eq!(report.errors.of("GOV-02-answer"), Some("answer-missing"));
        assert_eq!(report.errors.of("GOV-03-note"), Some("note-long"));
        assert_eq!(report.errors.of("GOV-04-answer"), Some("answer-unknown"));
        assert_eq!(report.errors.0.len(), 4);
        assert_eq!(report.sheet.answers.len(), 1);
        assert_eq!(report.sheet.answers[0].note, "fine\nso");
        for wrong in [input("VRP-01", "fully", 0), input("GOV-99", "fully", 0)] {
            let refused = setting
                .services
                .save_answers(&amal, "own", &id, "GOV", &[wrong])
                .await;
            assert!(matches!(refused, Err(Error::NotFound)));
        }
    }
}
