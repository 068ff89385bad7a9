//! Models, bodies and answers to test with: by hand, and at random.

use std::collections::{BTreeMap, BTreeSet};

use domain::assess::answer::Answer;
use domain::assess::model::{
    Domain, Flag, Model, Practice, PracticeStatus, PriorityConstants, Rules, Targets, Tier,
};
use domain::assess::part::Question;
use domain::assess::profile::{Override, Profile};
use domain::assess::score::{Answers, Given, Scope};
use domain::content::{Lang, Text};
use domain::id::{DomainCode, FlagId, PracticeId};
use proptest::prelude::*;
use time::{Date, Duration};

/// The day on which every report of these tests is made.
pub const TODAY: Date = time::macros::date!(2026 - 08 - 01);

pub const FLAGS: [&str; 2] = ["e-pollbook", "e-voting"];

pub fn text() -> Text {
    Text::new("", Lang::En)
}

pub fn practice(id: &str, level: u8, impact: u8, effort: u8, lead_weeks: u16) -> Practice {
    Practice {
        id: id.into(),
        level,
        applies_when: Vec::new(),
        title: text(),
        question: Question::Whole(text()),
        help: text(),
        full: text(),
        evidence: Vec::new(),
        impact,
        effort,
        lead_weeks,
        nist: Vec::new(),
        cis: Vec::new(),
        sources: Vec::new(),
        status: PracticeStatus::Published,
    }
}

pub fn a_domain(code: &str, targets: [u8; 4], practices: Vec<Practice>) -> Domain {
    let [t1, t2, t3, t4] = targets;
    Domain {
        code: code.into(),
        title: text(),
        summary: text(),
        targets: Targets {
            T1: t1,
            T2: t2,
            T3: t3,
            T4: t4,
        },
        practices,
    }
}

pub fn model(domains: Vec<Domain>) -> Model {
    let flag = |(id, tier): (&str, Tier)| Flag {
        id: id.into(),
        title: text(),
        help: text(),
        tier,
    };
    Model {
        id: "m".into(),
        slug: "m".to_owned(),
        version: 1,
        title: text(),
        summary: text(),
        flags: FLAGS.into_iter().zip([Tier::T3, Tier::T4]).map(flag).collect(),
        levels: Vec::new(),
        tiers: Vec::new(),
        rules: Rules::EveryLevel,
        priority: PriorityConstants {
            scale: 100.0,
            gate_factor: 1.25,
            effort_weight: 0.15,
            lead_weight: 0.0,
            default_freeze_weeks: 4,
        },
        upgrade: None,
        domains,
    }
}

pub fn answers(given: &[(&str, Answer)]) -> Answers {
    given
        .iter()
        .map(|&(id, answer)| (PracticeId::from(id), Given::new(answer)))
        .collect()
}

pub const APPROVED_NA: Given = Given {
    answer: Answer::NotApplicable,
    approved: true,
};

/// A body and everything that its scores depend on.
#[derive(Clone, Debug)]
pub struct World {
    pub model: Model,
    pub profile: Profile,
    pub answers: Answers,
}

impl World {
    /// The practices asked of the body, with their domain, whatever was answered.
    pub fn asked(&self) -> impl Iterator<Item = (&Domain, &Practice)> {
        self.model
            .domains
            .iter()
            .flat_map(|domain| domain.practices.iter().map(move |practice| (domain, practice)))
            .filter(|(domain, practice)| self.profile.asks(&self.model, domain, practice, Scope::Full))
    }

    /// The highest level of a domain that can be in the plan.
    pub fn plan_level(&self, code: &DomainCode) -> u8 {
        let domain = self.model.domain(code.as_str()).expect("a domain");
        match self.model.rules {
            Rules::EveryLevel => self.profile.target(&self.model, domain),
            Rules::UpToTarget => self.profile.reach(&self.model, domain),
        }
    }

    /// The answer as it counts.
    pub fn counted(&self, practice: &Practice) -> Option<Answer> {
        self.answers.get(&practice.id).map(|given| given.counted())
    }

    /// The practices of a domain that count.
    pub fn applicable(&self, code: &DomainCode) -> impl Iterator<Item = &Practice> {
        self.asked()
            .filter(move |(domain, practice)| {
                domain.code == *code && self.counted(practice) != Some(Answer::NotApplicable)
            })
            .map(|(_, practice)| practice)
    }

    /// Whether a practice is *largely* or *fully* in place.
    pub fn is_met(&self, practice: &Practice) -> bool {
        self.counted(practice).is_some_and(Answer::is_met)
    }

    /// The same with other answers.
    pub fn answering(&self, change: impl FnOnce(&mut Answers)) -> Self {
        let mut other = self.clone();
        change(&mut other.answers);
        other
    }
}

fn flags() -> impl Strategy<Value = Vec<FlagId>> {
    proptest::sample::subsequence(FLAGS.to_vec(), 0..=FLAGS.len())
        .prop_map(|flags| flags.into_iter().map(FlagId::from).collect())
}

/// Subcategories and safeguards that a practice serves.
fn served(known: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(known, 0..=known.len())
        .prop_map(|ids| ids.into_iter().map(str::to_owned).collect())
}

/// A practice that still needs its id, and perhaps an answer to it.
fn answered_practice() -> impl Strategy<Value = (Practice, Option<Given>)> {
    let applies_when = prop_oneof![2 => Just(Vec::new()), 1 => flags()];
    let status = prop_oneof![9 => Just(PracticeStatus::Published), 1 => Just(PracticeStatus::Deprecated)];
    let given = (proptest::sample::select(Answer::ALL.to_vec()), any::<bool>())
        .prop_map(|(answer, approved)| Given { answer, approved });
    (
        1..=4_u8,
        1..=5_u8,
        1..=5_u8,
        0..40_u16,
        applies_when,
        status,
        proptest::option::weighted(0.8, given),
        (
            served(&["GV.RR-01", "GV.RR-02", "GV.SC-10", "RC.CO-04"]),
            served(&["1.1", "1.5", "14.1"]),
        ),
    )
        .prop_map(
            |(level, impact, effort, lead_weeks, applies_when, status, given, (nist, cis))| {
                (
                    Practice {
                        applies_when,
                        status,
                        nist,
                        cis,
                        ..practice("", level, impact, effort, lead_weeks)
                    },
                    given,
                )
            },
        )
}

fn profile(domains: usize) -> impl Strategy<Value = Profile> {
    let own_tier = proptest::option::weighted(0.2, proptest::sample::select(Tier::ALL.to_vec()));
    let own_levels = || proptest::collection::vec(proptest::option::weighted(0.2, 1..=4_u8), domains);
    let election = proptest::option::of(-20..400_i64);
    (
        flags(),
        own_tier,
        own_levels(),
        own_levels(),
        election,
        proptest::option::of(0..12_u16),
    )
        .prop_map(
            |(flags, own_tier, own_targets, opened, election, freeze_weeks)| Profile {
                flags: BTreeSet::from_iter(flags),
                tier_override: own_tier.map(|value| Override {
                    value,
                    reason: String::new(),
                }),
                target_overrides: own_targets
                    .into_iter()
                    .enumerate()
                    .filter_map(|(index, value)| {
                        Some((
                            code(index).as_str().into(),
                            Override {
                                value: value?,
                                reason: String::new(),
                            },
                        ))
                    })
                    .collect::<BTreeMap<_, _>>(),
                opened: opened
                    .into_iter()
                    .enumerate()
                    .filter_map(|(index, level)| Some((code(index).as_str().into(), level?)))
                    .collect(),
                next_election: election.map(|days| TODAY + Duration::days(days)),
                freeze_weeks,
            },
        )
}

fn code(index: usize) -> String {
    format!("D{index}")
}

/// Models of one to three domains with up to eight practices each, some levels empty, some practices out of scope.
pub fn world() -> impl Strategy<Value = World> {
    let domain = (
        proptest::array::uniform4(1..=4_u8),
        proptest::collection::vec(answered_practice(), 0..9),
    );
    let rules = proptest::sample::select(vec![Rules::EveryLevel, Rules::UpToTarget]);
    let constants = (1.0..=2.0, 0.0..=0.5, 0.0..=0.01, rules);
    (proptest::collection::vec(domain, 1..4), constants)
        .prop_flat_map(|(domains, constants)| {
            let profile = profile(domains.len());
            (Just(domains), Just(constants), profile)
        })
        .prop_map(
            |(domains, (gate_factor, effort_weight, lead_weight, rules), profile)| {
                let mut answers = Answers::new();
                let mut built = Vec::new();
                for (index, (targets, practices)) in domains.into_iter().enumerate() {
                    let code = code(index);
                    let mut named = Vec::new();
                    for (number, (practice, given)) in practices.into_iter().enumerate() {
                        let id = PracticeId::new(format!("{code}-{number}"));
                        answers.extend(given.map(|given| (id.clone(), given)));
                        named.push(Practice { id, ..practice });
                    }
                    built.push(a_domain(&code, targets, named));
                }
                let mut model = model(built);
                model.priority.gate_factor = gate_factor;
                model.priority.effort_weight = effort_weight;
                model.priority.lead_weight = lead_weight;
                model.rules = rules;
                World {
                    model,
                    profile,
                    answers,
                }
            },
        )
}
