//! What must hold for a model whose rules are that everything asked can be in the plan: that this is so, that a body that begins sees what is
//! first, and that what is easy stands before what is hard. Checked over everything that a body can be.

use std::collections::{BTreeSet, HashSet};

use domain::assess::answer::Answer;
use domain::assess::gap::gap_report;
use domain::assess::model::{Model, Tier};
use domain::assess::profile::Profile;
use domain::assess::score::{Answers, Given, Scope};
use domain::id::FlagId;
use time::macros::date;

use super::{CheckedModel, PracticeStatus};
use crate::problem::Problems;
use crate::translate::Translator;

/// Most practices at level 1: a Quick Scan is answered in one sitting.
const MOST_AT_LEVEL_ONE: usize = 40;
/// Among so many that come first, no two may be equally urgent.
const FIRST: usize = 20;

impl CheckedModel {
    /// Adds what is wrong with the model as a whole.
    pub(super) fn check_sound(&self, file: &str, problems: &mut Problems) {
        let at_level_one = self.placed().filter(|(_, practice)| practice.level == 1).count();
        if at_level_one > MOST_AT_LEVEL_ONE {
            let message = format!(
                "{at_level_one} practices are at level 1; at most {MOST_AT_LEVEL_ONE} may be, else the Quick Scan is not quick"
            );
            problems.add(file, 1, message);
        }
        for domain in &self.domains {
            let mut before: Option<f64> = None;
            for level in 1..=4_u8 {
                let efforts: Vec<f64> = domain
                    .practices
                    .iter()
                    .filter(|practice| {
                        practice.status == PracticeStatus::Published && practice.level == level
                    })
                    .map(|practice| f64::from(practice.effort))
                    .collect();
                if efforts.is_empty() {
                    continue;
                }
                let mean = efforts.iter().sum::<f64>() / efforts.len() as f64;
                if before.is_some_and(|before| mean < before - 1e-9) {
                    let message = format!(
                        "the practices of level {level} take less effort than those of the level before: the mean falls to {mean:.2}"
                    );
                    problems.add(&domain.file, 1, message);
                }
                before = Some(mean);
            }
        }
        let model = self.localise(&Translator {
            lang: self.lang,
            source: self.lang,
            po: None,
        });
        let bodies = bodies(&model);
        let asked: HashSet<_> = bodies
            .iter()
            .flat_map(|body| {
                body.asked(&model, Scope::Full)
                    .map(|practice| practice.id.clone())
                    .collect::<Vec<_>>()
            })
            .collect();
        for (domain, practice) in self.placed() {
            if !asked.contains(&practice.id) {
                let message = format!(
                    "{} is asked of nobody: its level is above the target of every tier whose flags make it apply",
                    practice.id
                );
                problems.add(&domain.file, practice.line, message);
            }
        }
        self.check_flags(file, problems);
        check_first(&model, &bodies, file, problems);
    }

    fn check_flags(&self, file: &str, problems: &mut Problems) {
        let gates: HashSet<&FlagId> = self
            .domains
            .iter()
            .flat_map(|domain| &domain.practices)
            .flat_map(|practice| &practice.applies_when)
            .collect();
        for flag in self.flags.iter().filter(|flag| !gates.contains(&flag.id)) {
            problems.add(
                file,
                1,
                format!("the flag {} changes nothing of what is asked", flag.id),
            );
        }
    }
}

/// A body of each tier without flags, with each flag alone, and with all that do not raise the tier.
fn bodies(model: &Model) -> Vec<Profile> {
    let with = |flags: BTreeSet<FlagId>| Profile {
        flags,
        ..Profile::default()
    };
    let mut bodies = vec![with(BTreeSet::new())];
    bodies.extend(
        model
            .flags
            .iter()
            .map(|flag| with(BTreeSet::from([flag.id.clone()]))),
    );
    bodies.extend(Tier::ALL.map(|tier| {
        let up_to = model.flags.iter().filter(|flag| flag.tier <= tier);
        with(up_to.map(|flag| flag.id.clone()).collect())
    }));
    bodies
}

/// Whoever has nothing yet sees what is first: a list of equals would be no advice.
fn check_first(model: &Model, bodies: &[Profile], file: &str, problems: &mut Problems) {
    let nothing: Answers = model
        .practices()
        .map(|practice| (practice.id.clone(), Given::new(Answer::NotImplemented)))
        .collect();
    // The day does not matter: without an election every gap stands in one list.
    let today = date!(2000 - 01 - 01);
    for body in bodies {
        let report = gap_report(model, body, &nothing, Scope::Full, today);
        let equal = report
            .top(FIRST)
            .windows(2)
            .find(|pair| (pair[0].priority - pair[1].priority).abs() < 1e-6);
        if let Some([one, other]) = equal {
            let message = format!(
                "{} and {} are equally urgent for a body of tier {} that has nothing yet: among its first {FIRST} no two may be",
                one.practice,
                other.practice,
                body.tier(model).as_str()
            );
            problems.add(file, 1, message);
            return;
        }
    }
}
