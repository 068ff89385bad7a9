//! What a lead looked at before submitting: the form of the review carries it, and what is submitted is that or nothing.

use std::collections::BTreeMap;

use domain::assess::score::Scope;
use domain::id::PracticeId;

use usecase::{Change, Env, Error, Result};

use crate::decide_not_applicable::Verdict;
use crate::sheet::AssessmentSheet;

/// The state of an assessment: the version of each answer, the scope, the body's profile, and the texts and numbers of the model. Written
/// as `full 3 0123456789abcdef GOV-01.2 GOV-02.1`, so that a form can carry it and differences can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    scope: Scope,
    profile: i64,
    model: String,
    answers: BTreeMap<PracticeId, i64>,
}

impl Seen {
    /// What there is to be seen of an assessment now. `model` is the sign of its version of the model.
    pub fn of(sheet: &AssessmentSheet, model: &str) -> Self {
        Self {
            scope: sheet.info.scope,
            profile: sheet.profile_version,
            model: model.to_owned(),
            answers: sheet
                .answers
                .iter()
                .map(|stored| (stored.practice.clone(), stored.version))
                .collect(),
        }
    }

    /// What a form brought back; nothing if it is not of this kind.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let scope = Scope::parse(parts.next()?)?;
        let profile = parts.next()?.parse().ok()?;
        let model = parts.next()?.to_owned();
        let answers = parts
            .map(|part| {
                let (practice, version) = part.rsplit_once('.')?;
                Some((PracticeId::from(practice), version.parse().ok()?))
            })
            .collect::<Option<_>>()?;
        Some(Self {
            scope,
            profile,
            model,
            answers,
        })
    }

    /// The same after the person's own decisions: an answer that was sent back has its next version.
    #[must_use]
    pub fn after(mut self, verdicts: &[Verdict]) -> Self {
        for verdict in verdicts.iter().filter(|verdict| !verdict.approve) {
            if let Some(version) = self.answers.get_mut(&PracticeId::from(verdict.practice.as_str()))
                && *version == verdict.version
            {
                *version += 1;
            }
        }
        self
    }

    /// What is different now.
    pub(crate) fn changes(&self, now: &Self, sheet: &AssessmentSheet) -> Vec<Change> {
        let mut changes: Vec<Change> = sheet
            .answers
            .iter()
            .filter(|stored| self.answers.get(&stored.practice) != Some(&stored.version))
            .map(|stored| Change::Answer {
                practice: stored.practice.clone(),
                by: stored.by.clone(),
                at: stored.at,
            })
            .collect();
        if self.scope != now.scope {
            changes.push(Change::Scope);
        }
        if self.profile != now.profile {
            changes.push(Change::Profile);
        }
        if self.model != now.model {
            changes.push(Change::Model);
        }
        changes
    }
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.scope.as_str(), self.profile, self.model)?;
        for (practice, version) in &self.answers {
            write!(f, " {practice}.{version}")?;
        }
        Ok(())
    }
}

/// What there is to be seen of an assessment: the form that submits it carries this.
///
/// # Errors
/// The content no longer has its version of the model.
pub fn seen_of(env: &Env, sheet: &AssessmentSheet) -> Result<Seen> {
    let model = sheet.info.model_ref();
    let digest = env
        .catalog()
        .model_digest(&model)
        .ok_or_else(|| Error::Internal(format!("version {model} of a model is gone")))?;
    Ok(Seen::of(sheet, digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen() -> Seen {
        Seen {
            scope: Scope::Full,
            profile: 3,
            model: "0123456789abcdef".into(),
            answers: BTreeMap::from([("GOV-01".into(), 2), ("GOV-02".into(), 1)]),
        }
    }

    #[test]
    fn a_form_carries_it_there_and_back() {
        let text = seen().to_string();
        assert_eq!(text, "full 3 0123456789abcdef GOV-01.2 GOV-02.1");
        assert_eq!(Seen::parse(&text), Some(seen()));
        let empty = Seen {
            answers: BTreeMap::new(),
            ..seen()
        };
        assert_eq!(Seen::parse(&empty.to_string()), Some(empty));
        for text in [
            "",
            "full",
            "full 3",
            "half 3 x",
            "full 3 x GOV-01",
            "full 3 x GOV-01.y",
            "full 3 x ",
        ] {
            assert_eq!(Seen::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn one_s_own_decisions_are_no_change() {
        let verdict = |practice: &str, version, approve| Verdict {
            practice: practice.into(),
            version,
            approve,
        };
        // An approval raises no version, and a decision about another version met nothing.
        let after = seen().after(&[
            verdict("GOV-01", 2, false),
            verdict("GOV-02", 1, true),
            verdict("GOV-03", 1, false),
        ]);
        assert_eq!(after.to_string(), "full 3 0123456789abcdef GOV-01.3 GOV-02.1");
        assert_eq!(seen().after(&[verdict("GOV-01", 1, false)]), seen());
    }
}
