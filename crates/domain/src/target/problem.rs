//! A targeting problem as a whole.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Body, Help, Limits, Lock, Weights};
use crate::content::intervention::Need;
use crate::id::{BodyKey, InterventionId, PracticeId};

/// What is to be decided. Equal problems have equal answers, in whatever order bodies and helps stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Whoever can be helped. For donors: bodies named to them and published cells, nothing else.
    pub bodies: Vec<Body>,
    /// The kinds of help there are.
    pub helps: Vec<Help>,
    /// What a package has to keep to.
    pub limits: Limits,
    /// How value is counted.
    pub weights: Weights,
    /// What is decided already.
    pub locks: Vec<Lock>,
    /// What if the effect of a help is not what the catalogue says? Its factor in thousandths; 1000 for those that are not named.
    #[serde(default)]
    pub effects: BTreeMap<InterventionId, u32>,
}

/// Why a problem makes no sense. These are faults of whoever put it together, not answers for a reader.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProblemError {
    /// Two bodies with one id.
    #[error("body {0} stands there twice")]
    BodyTwice(BodyKey),
    /// Two kinds of help with one id.
    #[error("help {0} stands there twice")]
    HelpTwice(InterventionId),
    /// A gap twice at one body.
    #[error("practice {1} stands twice among the gaps of {0}")]
    GapTwice(BodyKey, PracticeId),
    /// A lock or something funded names a body that is not there.
    #[error("there is no body {0}")]
    NoBody(BodyKey),
    /// A lock, something funded or a need names help that is not there.
    #[error("there is no help {0}")]
    NoHelp(InterventionId),
    /// A share above the whole, or an impact or level out of its scale.
    #[error("{0} has a figure out of its scale")]
    OutOfScale(String),
}

impl Problem {
    /// The body with that id.
    pub fn body(&self, id: &BodyKey) -> Option<&Body> {
        self.bodies.iter().find(|body| body.id == *id)
    }

    /// The help with that id.
    pub fn help(&self, id: &InterventionId) -> Option<&Help> {
        self.helps.iter().find(|help| help.id == *id)
    }

    /// What others give to this body.
    pub fn funded<'a>(&'a self, body: &'a Body) -> impl Iterator<Item = (&'a Help, bool)> {
        let own = self.limits.funded.iter().filter(|funded| funded.body == body.id);
        own.filter_map(|funded| Some((self.help(&funded.help)?, funded.is_delivered)))
    }

    /// Person-days of its own people that what others give still takes from this body.
    pub fn days_for_others(&self, body: &Body) -> u32 {
        let running = self.funded(body).filter(|(_, is_delivered)| !is_delivered);
        running.map(|(help, _)| help.own_days_for(body)).sum()
    }

    /// Whether everything that is named is there, once, and on its scale.
    pub fn check(&self) -> Result<(), ProblemError> {
        let mut bodies = BTreeSet::new();
        for body in &self.bodies {
            if !bodies.insert(&body.id) {
                return Err(ProblemError::BodyTwice(body.id.clone()));
            }
            let mut practices = BTreeSet::new();
            for gap in &body.gaps {
                if !practices.insert(&gap.practice) {
                    return Err(ProblemError::GapTwice(body.id.clone(), gap.practice.clone()));
                }
                if gap.open > 1_000 || !(1..=5).contains(&gap.impact) || !(1..=4).contains(&gap.level) {
                    return Err(ProblemError::OutOfScale(format!(
                        "{} of {}",
                        gap.practice, body.id
                    )));
                }
            }
        }
        let mut helps = BTreeSet::new();
        for help in &self.helps {
            if !helps.insert(&help.id) {
                return Err(ProblemError::HelpTwice(help.id.clone()));
            }
            if help.lifts.values().any(|lift| *lift > 1_000) {
                return Err(ProblemError::OutOfScale(help.id.to_string()));
            }
        }
        let needed = self.helps.iter().flat_map(|help| &help.needs);
        let needed = needed.filter_map(|need| match need {
            Need::Intervention(help) => Some((None, help)),
            Need::Practice(_) => None,
        });
        let locked = self.locks.iter().map(|lock| (Some(&lock.body), &lock.help));
        let funded = self.limits.funded.iter().map(|own| (Some(&own.body), &own.help));
        for (body, help) in needed.chain(locked).chain(funded) {
            if let Some(body) = body.filter(|body| !bodies.contains(body)) {
                return Err(ProblemError::NoBody(body.clone()));
            }
            if !helps.contains(help) {
                return Err(ProblemError::NoHelp(help.clone()));
            }
        }
        let evidence = self.weights.evidence;
        let all = [
            evidence.strong,
            evidence.moderate,
            evidence.weak,
            evidence.expert_judgement,
        ];
        if all.into_iter().any(|weight| weight > 1_000) {
            return Err(ProblemError::OutOfScale("the weight of evidence".to_owned()));
        }
        Ok(())
    }
}
