//! Taking answers over from the version of a model before.
//!
//! What is taken over never counts for more than it did: what was not known stays open, and what is asked anew is asked.

use std::collections::BTreeMap;

use strum::{EnumCount, EnumString, IntoStaticStr};

use crate::assess::answer::Answer;
use crate::assess::model::{Model, Practice};
use crate::assess::part::{Parts, Ticks};
use crate::assess::score::Given;
use crate::id::PracticeId;
use crate::named::named;

/// How a version of a model takes over answers to the one before.
#[derive(Clone, Debug, PartialEq)]
pub struct Upgrade {
    /// The version before.
    pub from: u32,
    /// Where each practice comes from; one that is not named is new.
    pub origins: BTreeMap<PracticeId, Origin>,
}

/// Where a practice comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// What becomes of an answer.
    pub change: Change,
    /// The practices of the version before whose matter it has taken on; its own id is among them if it was asked before.
    pub from: Vec<PracticeId>,
}

/// What changed of a practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Change {
    /// It asks the same: the answer counts.
    Same,
    /// It asks nearly the same: the answer counts, and somebody should look at it.
    Reworded,
    /// It asks something else, or several things that were asked apart: somebody answers anew, with the old words beside it. Only what was
    /// nowhere in place is still not in place.
    Fresh,
}

named!(Change);

impl Change {
    /// Every change, the slightest first.
    pub const ALL: [Self; Self::COUNT] = [Self::Same, Self::Reworded, Self::Fresh];
}

/// An answer as it is taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOver {
    /// The answer.
    pub given: Given,
    /// What follows of it for the parts; nothing: they are open, and the answer stands until somebody ticks one.
    pub ticks: Option<Ticks>,
    /// How the practice changed.
    pub change: Change,
}

impl Upgrade {
    /// What a practice was made of; nothing if it is new.
    pub fn origin(&self, practice: &PracticeId) -> Option<&Origin> {
        self.origins.get(practice)
    }

    /// Where a practice of the version before went: those that took on its matter, in the model's order.
    pub fn successors<'a>(
        &'a self,
        model: &'a Model,
        old: &'a PracticeId,
    ) -> impl Iterator<Item = &'a Practice> {
        model.practices().filter(|practice| {
            let origin = self.origins.get(&practice.id);
            origin.is_some_and(|origin| origin.from.contains(old))
        })
    }

    /// What is taken over for a practice from what was answered before; nothing: it is open.
    pub fn take_over(
        &self,
        practice: &Practice,
        before: impl Fn(&PracticeId) -> Option<Given>,
    ) -> Option<TakenOver> {
        let origin = self.origins.get(&practice.id)?;
        let given = match origin.change {
            Change::Same => before(&practice.id)?,
            // Whoever approved that it does not apply approved other words.
            Change::Reworded => Given::new(before(&practice.id)?.answer),
            Change::Fresh => {
                let is_nowhere = !origin.from.is_empty()
                    && origin
                        .from
                        .iter()
                        .all(|id| before(id).is_some_and(|given| given.answer == Answer::NotImplemented));
                is_nowhere.then_some(Given::new(Answer::NotImplemented))?
            }
        };
        let ticks = match given.answer {
            Answer::Unknown => return None,
            Answer::Fully => practice.question.parts().map(Parts::all),
            Answer::NotImplemented => practice.question.parts().map(|_| Ticks::default()),
            Answer::Partly | Answer::Largely | Answer::NotApplicable => None,
        };
        Some(TakenOver {
            given,
            ticks,
            change: origin.change,
        })
    }
}
