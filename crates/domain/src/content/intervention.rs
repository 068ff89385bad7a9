//! Kinds of assistance that donors fund, and what each does for which practices. The figures are judgement within bands: pages say so.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr};

use super::{Html, Text};
use crate::id::{InterventionId, PracticeId};
use crate::named::named;
use crate::purpose::PurposeCode;

/// One kind of assistance to an election body.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervention {
    /// Stable id: the name of its file.
    pub id: InterventionId,
    /// Whether it can still be chosen. What was once pledged stays in the catalogue.
    pub is_offered: bool,
    /// What it is called.
    pub title: Text,
    /// What kind of assistance it is.
    pub kind: Kind,
    /// One or two sentences.
    pub summary: Text,
    /// What happens, in which order, who does it, and what is there at the end.
    pub what: Html,
    /// What it does not do.
    pub not: Text,
    /// What should be there first, in words.
    pub prerequisites: Option<Text>,
    /// What it asks of the body's own people, in words.
    pub load: Text,
    /// What can go wrong because of it.
    pub risks: Vec<Text>,
    /// What must be there first; all of them.
    pub needs: Vec<Need>,
    /// Weeks from the decision to fund it until its lifts are there, contracting included.
    pub weeks: Estimate,
    /// Days of work of the body's own people, give or take a third.
    pub own_days: u32,
    /// Whether it may run in the weeks before a vote in which nothing changes. Whether it ends in time is a question of `weeks`.
    pub in_freeze: bool,
    /// What it costs.
    pub cost: Cost,
    /// What it does for practices, the largest lift first.
    pub lifts: Vec<Lift>,
    /// What is known of its effect.
    pub evidence: Evidence,
    /// How a donor reports it, by purpose code; the percentages sum to 100.
    pub purposes: Vec<Purpose>,
    /// Who offers it.
    pub offers: Vec<Offer>,
    /// Share of the pieces of `what` that is in the language asked for, in percent, rounded down.
    pub translated_percent: u8,
}

impl Intervention {
    /// How much of what is still open in a practice it closes: 0 where it does nothing, at most 1.
    pub fn lift(&self, practice: &PracticeId) -> f64 {
        self.lifts
            .iter()
            .find(|lift| lift.practice == *practice)
            .map_or(0.0, |lift| lift.share)
    }
}

/// The kinds of assistance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Kind {
    /// An expert helps to decide and to write.
    Advice,
    /// People learn.
    Training,
    /// Something is tried or played through.
    Exercise,
    /// Programs, and help to run them.
    Software,
    /// Things that are bought.
    Equipment,
    /// Somebody does it for the body, again and again.
    Service,
    /// Somebody from outside looks or tests.
    Audit,
    /// Law and rules.
    Legal,
    /// Speaking with the public and with parties.
    Communication,
    /// More people for the days around the vote or an incident.
    Surge,
    /// Election bodies learn from each other.
    PeerExchange,
}

named!(Kind);

impl Kind {
    /// Every kind.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Advice,
        Self::Training,
        Self::Exercise,
        Self::Software,
        Self::Equipment,
        Self::Service,
        Self::Audit,
        Self::Legal,
        Self::Communication,
        Self::Surge,
        Self::PeerExchange,
    ];
}

/// What has to be there before an intervention begins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// The practice is in place at least partly.
    Practice(PracticeId),
    /// The other intervention ends before.
    Intervention(InterventionId),
}

/// A range in which the true figure is thought to lie; both ends belong to it. The field that has it says the unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// The lower end.
    pub low: u32,
    /// The upper end: what a plan counts with that must not fail.
    pub high: u32,
}

impl Estimate {
    /// Both together, end by end.
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.saturating_add(other.low),
            high: self.high.saturating_add(other.high),
        }
    }

    /// Both ends.
    pub const fn new(low: u32, high: u32) -> Self {
        Self { low, high }
    }

    /// Halfway between the ends.
    pub fn middle(self) -> f64 {
        f64::midpoint(f64::from(self.low), f64::from(self.high))
    }
}

/// What an intervention costs, in US dollars of 2025: with the share of an implementer, without taxes and without the body's own salaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Once, for any number of bodies that get it together.
    pub fixed: Estimate,
    /// For each body. Where `per_polling_place` is there, the part that does not grow with the body; else the whole, for the body of reference.
    pub body: Estimate,
    /// For each polling place of the body, where there is field work.
    pub per_polling_place: Option<Estimate>,
}

impl Cost {
    /// Polling places of the national body for which the figures are meant, days of its own people included.
    pub const REFERENCE_POLLING_PLACES: u32 = 3_000;

    /// What one body adds to the fixed cost, in US dollars of 2025.
    pub fn for_body(&self, polling_places: u32) -> Estimate {
        let unit = self.per_polling_place.unwrap_or_default();
        let sum = |base: u32, unit: u32| base.saturating_add(unit.saturating_mul(polling_places));
        Estimate {
            low: sum(self.body.low, unit.low),
            high: sum(self.body.high, unit.high),
        }
    }
}

/// What an intervention does for a practice.
#[derive(Clone, Debug, PartialEq)]
pub struct Lift {
    /// The practice, of the newest version of the model.
    pub practice: PracticeId,
    /// The share of what is still open that it typically closes within its weeks, in a body that wants it: from 0.1 to 0.7.
    pub share: f64,
}

/// What is known of the effect of an intervention.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// How well what is known supports what the intervention claims.
    pub strength: Strength,
    /// What is known and what is not.
    pub text: Text,
    /// On what that rests.
    pub sources: Vec<Source>,
}

/// How well what is known supports what a kind of help claims. Strong studies that find little make it weak.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Strength {
    /// Guidance only.
    ExpertJudgement,
    /// Cases, an operator's own figures, correlation, evaluations without comparison.
    Weak,
    /// One good comparison, or several in a field nearby.
    Moderate,
    /// Two or more large or randomised measurements, or a proof.
    Strong,
}

named!(Strength);

impl Strength {
    /// Every strength, the weakest first.
    pub const ALL: [Self; Self::COUNT] = [Self::ExpertJudgement, Self::Weak, Self::Moderate, Self::Strong];
}

/// A public source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Author, title and year, in the language of the source.
    pub title: String,
    /// How far it was read.
    pub checked: Checked,
}

/// How far somebody who wrote the catalogue read a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Checked {
    /// The thing itself, its summary or its publisher's page was read, at least in part.
    Opened,
    /// Only somebody else's report of it was read.
    Reported,
    /// Nothing was read: to be looked up before it is relied on.
    Memory,
}

named!(Checked);

impl Checked {
    /// Every degree, the best first.
    pub const ALL: [Self; Self::COUNT] = [Self::Opened, Self::Reported, Self::Memory];
}

/// A share of an intervention that a donor reports under a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// The purpose.
    pub code: PurposeCode,
    /// Percent of the money.
    pub percent: u8,
}

/// Somebody who offers an intervention, or did when the page was read. No recommendation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// A kind of organisation, or one by name.
    pub who: Text,
    /// The key of the partner that it is, if it is one.
    pub partner: Option<String>,
    /// Where the offer was seen.
    pub note: Text,
    /// How far that was read.
    pub checked: Checked,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_work_costs_by_the_polling_place() {
        let estimate = Estimate::new;
        let cost = Cost {
            fixed: estimate(12_000, 30_000),
            body: estimate(6_000, 20_000),
            per_polling_place: Some(estimate(10, 25)),
        };
        assert_eq!(
            cost.for_body(Cost::REFERENCE_POLLING_PLACES),
            estimate(36_000, 95_000)
        );
        assert_eq!(cost.for_body(300), estimate(9_000, 27_500));
        assert_eq!(cost.for_body(u32::MAX).high, u32::MAX);

        let desk_work = Cost {
            per_polling_place: None,
            ..cost
        };
        assert_eq!(desk_work.for_body(300), desk_work.body);
        assert!((cost.body.middle() - 13_000.0).abs() < f64::EPSILON);
    }
}
