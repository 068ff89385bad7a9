//! An assessment seen through other frameworks: how much of each part of them it reaches, and with which score.

mod catalogue;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use catalogue::{CIS_SAFEGUARDS, NIST_CATEGORIES};
pub use catalogue::{NIST_FUNCTIONS, NIST_SUBCATEGORIES, is_cis_safeguard, is_nist_subcategory};

use crate::assess::gap::Gap;
use crate::assess::model::Practice;
use crate::assess::score::{Entry, Scope, Sheet};

/// The views through both frameworks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Frameworks {
    /// The NIST Cybersecurity Framework 2.0: each function (`GV`) followed by its categories (`GV.OC`).
    pub nist: Vec<FrameworkPart>,
    /// The CIS Controls 8.1 (`1` … `18`).
    pub cis: Vec<FrameworkPart>,
}

/// A function, a category or a control, with the applicable practices that serve it. A practice can serve several, so that the
/// counts of parts do not add up to the whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrameworkPart {
    /// Its id in the framework.
    pub code: String,
    /// How many subcategories or safeguards it has.
    pub elements: usize,
    /// How many of those at least one applicable practice serves.
    pub covered: usize,
    /// Applicable practices that serve it.
    pub practices: usize,
    /// How many of those have an answer of any kind.
    pub answered: usize,
    /// 0–4 (0–1 in a Quick Scan): the scope's highest level × the mean value of those practices that belong to domains with
    /// scores, where one without an answer counts as 0. Nothing as long as none has one, and where none is applicable.
    pub average: Option<f64>,
    /// How many gaps those practices have.
    pub gaps: usize,
    /// The sum of the gaps' priorities.
    pub weighted: f64,
}

impl Frameworks {
    /// The views of an assessment with these sheets and gaps.
    pub(crate) fn of(sheets: &[Sheet<'_>], gaps: &[Gap], scope: Scope) -> Self {
        let part = |code: String, elements: usize, separator: char, ids: fn(&Practice) -> &[String]| {
            let prefix = format!("{code}{separator}");
            let serves = |practice: &Practice| ids(practice).iter().any(|id| id.starts_with(&prefix));
            let entries = |of: fn(&&Sheet<'_>) -> bool| {
                let applicable = sheets.iter().filter(of).flat_map(|sheet| &sheet.applicable);
                applicable
                    .filter(|entry| serves(entry.practice))
                    .collect::<Vec<&Entry>>()
            };
            let (all, scored) = (entries(|_| true), entries(|sheet| sheet.has_scores()));
            let covered: BTreeSet<&String> = all
                .iter()
                .flat_map(|entry| ids(entry.practice))
                .filter(|id| id.starts_with(&prefix))
                .collect();
            let answered = all.iter().filter(|entry| entry.answer.is_some()).count();
            let thirds: u32 = scored.iter().map(|entry| entry.thirds).sum();
            let mean = || f64::from(thirds) / (3 * scored.len()) as f64;
            let own = || {
                gaps.iter()
                    .filter(|gap| scored.iter().any(|entry| entry.practice.id == gap.practice))
            };
            FrameworkPart {
                elements,
                covered: covered.len(),
                practices: all.len(),
                answered,
                average: (answered > 0).then(|| f64::from(scope.max_level()) * mean()),
                gaps: own().count(),
                // Not `sum`, which starts from −0 and would show it where there is no gap.
                weighted: own().fold(0.0, |sum, gap| sum + gap.priority),
                code,
            }
        };
        let nist = NIST_FUNCTIONS.into_iter().flat_map(|function| {
            let categories = NIST_CATEGORIES
                .iter()
                .filter(move |(category, _)| category.starts_with(function));
            let elements = categories.clone().map(|(_, numbers)| numbers.len()).sum();
            let whole = part(function.to_owned(), elements, '.', |practice| &practice.nist);
            let parts = categories
                .map(|(category, numbers)| {
                    part((*category).to_owned(), numbers.len(), '-', |practice| {
                        &practice.nist
                    })
                })
                .collect::<Vec<_>>();
            std::iter::once(whole).chain(parts)
        });
        let cis = CIS_SAFEGUARDS
            .into_iter()
            .zip(1..)
            .map(|(count, control): (u8, u8)| {
                part(control.to_string(), usize::from(count), '.', |practice| {
                    &practice.cis
                })
            });
        Self {
            nist: nist.collect(),
            cis: cis.collect(),
        }
    }
}
