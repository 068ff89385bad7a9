//! Whether what interventions need can be had, and whether they reach every practice.

use std::collections::BTreeSet;

use domain::content::intervention::Need;
use domain::id::PracticeId;

use crate::problem::Problems;

use super::{CheckedIntervention, SOURCE};

/// From this lift on, an intervention brings a practice far enough for another that needs it.
const ENOUGH: f64 = 0.3;

/// Something that must be there first.
#[derive(Debug)]
pub(super) struct CheckedNeed {
    pub(super) need: Need,
    /// Its line in the file.
    pub(super) line: usize,
}

/// Tells of needs that can be met in no order.
pub(super) fn check_order(all: &[CheckedIntervention], problems: &mut Problems) {
    for one in all {
        for CheckedNeed { need, line } in &one.needs {
            let message = match need {
                Need::Intervention(id) if *id == one.id => "it needs itself".to_owned(),
                Need::Intervention(id) if all.iter().any(|other| other.id == *id && !other.is_offered) => {
                    format!("it needs {id}, which is no longer offered")
                }
                Need::Practice(practice) if one.lift(practice) > 0.0 => {
                    format!("it needs {practice}, which it lifts itself")
                }
                Need::Practice(_) | Need::Intervention(_) => continue,
            };
            problems.add(&one.file, *line, message);
        }
    }
    let circle = in_a_circle(all);
    let names: Vec<&str> = circle.iter().map(|&index| all[index].id.as_str()).collect();
    for &index in &circle {
        let one = &all[index];
        let line = one.needs.first().map_or(1, |need| need.line);
        let message = format!(
            "needs lead in a circle: none of {} can come first",
            words::list(SOURCE, &names)
        );
        problems.add(&one.file, line, message);
    }
}

/// The interventions that wait for each other.
fn in_a_circle(all: &[CheckedIntervention]) -> BTreeSet<usize> {
    let brings =
        |index: usize, practice: &PracticeId| all[index].is_offered && all[index].lift(practice) >= ENOUGH;
    // What would have to be there before one of them, any one of each list. What needs itself was told already, and what cannot be had
    // at all is told elsewhere.
    let before = |one: &CheckedIntervention| -> Vec<Vec<usize>> {
        let needs = one.needs.iter().map(|found| {
            let meets = |index: &usize| match &found.need {
                Need::Practice(practice) => brings(*index, practice),
                Need::Intervention(id) => all[*index].id == *id && *id != one.id,
            };
            (0..all.len()).filter(meets).collect::<Vec<usize>>()
        });
        needs.filter(|found| !found.is_empty()).collect()
    };
    let before: Vec<Vec<Vec<usize>>> = all.iter().map(before).collect();
    let mut waiting: BTreeSet<usize> = (0..all.len()).collect();
    // Whatever can come first does, and then what needs only that.
    while let Some(next) = waiting.iter().copied().find(|&index| {
        before[index]
            .iter()
            .all(|any| any.iter().any(|other| !waiting.contains(other)))
    }) {
        waiting.remove(&next);
    }
    // What only waits for a circle is no part of it.
    while let Some(last) = waiting.iter().copied().find(|index| {
        !waiting
            .iter()
            .any(|other| before[*other].iter().flatten().any(|needed| needed == index))
    }) {
        waiting.remove(&last);
    }
    waiting
}

/// Tells of practices that nothing helps with, and of needs that nothing meets. Without any intervention there is nothing to tell.
pub(super) fn check_reach(all: &[CheckedIntervention], asked: &[PracticeId], wanted: &mut Problems) {
    let offered = || all.iter().filter(|one| one.is_offered);
    for one in offered() {
        for CheckedNeed { need, line } in &one.needs {
            if let Need::Practice(practice) = need
                && !offered().any(|other| other.lift(practice) >= ENOUGH)
            {
                let message = format!("it needs {practice}, which no intervention lifts by {ENOUGH} or more");
                wanted.add(&one.file, *line, message);
            }
        }
    }
    let unserved = asked
        .iter()
        .filter(|practice| !offered().any(|one| one.lift(practice) > 0.0));
    let unserved: Vec<String> = unserved.map(ToString::to_string).collect();
    if !all.is_empty() && !unserved.is_empty() {
        let message = format!("no intervention lifts {}", words::list(SOURCE, &unserved));
        wanted.add(super::INTERVENTIONS, 1, message);
    }
}
