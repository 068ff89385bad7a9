//! The maturity model: domains, practices, targets and constants. Texts and numbers come from `content/models/`.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr};

use crate::assess::part::Question;
use crate::assess::upgrade::Upgrade;
use crate::content::{Lang, Text};
use crate::id::{DomainCode, FlagId, ModelId, PracticeId};
use crate::named::named;

/// A version of a maturity model.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Stable id.
    pub id: ModelId,
    /// Name in addresses and file names.
    pub slug: String,
    /// Raised whenever the meaning changes.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// A paragraph on what it is.
    pub summary: Text,
    /// Technology flags that a body may set.
    pub flags: Vec<Flag>,
    /// The levels 1–4.
    pub levels: Vec<Level>,
    /// The tiers T1–T4.
    pub tiers: Vec<TierText>,
    /// The rules by which answers become scores and gaps.
    pub rules: Rules,
    /// Constants of the priority formula.
    pub priority: PriorityConstants,
    /// How answers to the version before are taken over; nothing: they are not.
    pub upgrade: Option<Upgrade>,
    /// The domains, in the order in which they are shown.
    pub domains: Vec<Domain>,
}

/// Which version of which model: what an assessment, a report, a round and a release name, so that they keep their meaning when a
/// newer version comes. Written as `polder@1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ModelRef {
    /// The model.
    pub id: ModelId,
    /// The version of it.
    pub version: u32,
}

impl fmt::Display for ModelRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.id, self.version)
    }
}

/// How a version of a model called its parts at some time, in every language that there was: what figures are shown with that were published
/// then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelNames {
    /// The version of the model.
    pub model: ModelRef,
    /// The names by language.
    pub names: BTreeMap<Lang, Names>,
}

/// The names of a model's parts in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// The model's title.
    pub title: Text,
    /// The title and the summary of each domain.
    pub domains: BTreeMap<DomainCode, (Text, Text)>,
    /// The titles of the practices that were asked.
    pub practices: BTreeMap<PracticeId, Text>,
}

impl Model {
    /// The names of the model's parts as they are now.
    pub fn names(&self) -> Names {
        let domains = self.domains.iter();
        Names {
            title: self.title.clone(),
            domains: domains
                .map(|domain| {
                    (
                        domain.code.clone(),
                        (domain.title.clone(), domain.summary.clone()),
                    )
                })
                .collect(),
            practices: self
                .practices()
                .filter(|practice| practice.status == PracticeStatus::Published)
                .map(|practice| (practice.id.clone(), practice.title.clone()))
                .collect(),
        }
    }

    /// The model as it was called at another time: with those titles, and with those practices asked.
    #[must_use]
    pub fn called(mut self, names: &Names) -> Self {
        self.title.clone_from(&names.title);
        for domain in &mut self.domains {
            if let Some((title, summary)) = names.domains.get(&domain.code) {
                domain.title.clone_from(title);
                domain.summary.clone_from(summary);
            }
            for practice in &mut domain.practices {
                match names.practices.get(&practice.id) {
                    Some(title) => {
                        practice.title.clone_from(title);
                        practice.status = PracticeStatus::Published;
                    }
                    None => practice.status = PracticeStatus::Deprecated,
                }
            }
        }
        self
    }

    /// Which version of which model this is.
    pub fn reference(&self) -> ModelRef {
        ModelRef {
            id: self.id.clone(),
            version: self.version,
        }
    }

    /// The practices of every domain, in the model's order.
    pub fn practices(&self) -> impl Iterator<Item = &Practice> {
        self.domains.iter().flat_map(|domain| &domain.practices)
    }

    /// The domain with that code.
    pub fn domain(&self, code: &str) -> Option<&Domain> {
        self.domains.iter().find(|domain| domain.code.as_str() == code)
    }

    /// The practice with that id.
    pub fn practice(&self, id: &str) -> Option<&Practice> {
        self.practices().find(|practice| practice.id.as_str() == id)
    }
}

/// A technology flag, such as `e-pollbook`.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    /// Stable id.
    pub id: FlagId,
    /// What the body uses, in plain words.
    pub title: Text,
    /// One sentence of help.
    pub help: Text,
    /// The tier that a body with this flag has at least.
    pub tier: Tier,
}

/// A level of maturity and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// 1–4.
    pub level: u8,
    /// Its name.
    pub title: Text,
    /// What it means.
    pub summary: Text,
}

/// What a tier means.
#[derive(Clone, Debug, PartialEq)]
pub struct TierText {
    /// The tier.
    pub id: Tier,
    /// Its name.
    pub title: Text,
    /// What it means.
    pub summary: Text,
}

/// How much technology an election depends on; it decides the target levels.
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
pub enum Tier {
    /// Paper, counted by hand.
    T1,
    /// Register database and digital results.
    T2,
    /// Scanners, electronic poll books or biometrics.
    T3,
    /// Voting machines or internet voting.
    T4,
}

named!(Tier);

impl Tier {
    /// Every tier, lowest first.
    pub const ALL: [Self; Self::COUNT] = [Self::T1, Self::T2, Self::T3, Self::T4];
}

/// Target level (1–4) of a domain for each tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    non_snake_case,
    reason = "the field names are the tiers' names in the content file"
)]
pub struct Targets {
    /// For T1.
    pub T1: u8,
    /// For T2.
    pub T2: u8,
    /// For T3.
    pub T3: u8,
    /// For T4.
    pub T4: u8,
}

impl Targets {
    /// The target level (1–4) for a tier.
    pub fn of(&self, tier: Tier) -> u8 {
        match tier {
            Tier::T1 => self.T1,
            Tier::T2 => self.T2,
            Tier::T3 => self.T3,
            Tier::T4 => self.T4,
        }
    }
}

/// A domain of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Domain {
    /// Three letters.
    pub code: DomainCode,
    /// Title.
    pub title: Text,
    /// What it covers.
    pub summary: Text,
    /// Target level for each tier.
    pub targets: Targets,
    /// Its practices, in order.
    pub practices: Vec<Practice>,
}

/// A practice: one question of the questionnaire.
#[derive(Clone, Debug, PartialEq)]
pub struct Practice {
    /// Stable id, such as `GOV-01`.
    pub id: PracticeId,
    /// The level at which it belongs (1–4).
    pub level: u8,
    /// Technology flags, any of which makes it applicable; empty: always applicable.
    pub applies_when: Vec<FlagId>,
    /// Short statement, for lists and reports.
    pub title: Text,
    /// What is asked, in plain words.
    pub question: Question,
    /// Why it matters in an election.
    pub help: Text,
    /// What "fully" looks like.
    pub full: Text,
    /// What counts as evidence.
    pub evidence: Vec<Text>,
    /// 1–5.
    pub impact: u8,
    /// 1–5.
    pub effort: u8,
    /// Weeks from the decision until it works.
    pub lead_weeks: u16,
    /// Subcategories of the NIST Cybersecurity Framework 2.0.
    pub nist: Vec<String>,
    /// Safeguard numbers of the CIS Controls 8.1.
    pub cis: Vec<String>,
    /// Public documents that say why the subject matters, each by author, title and year, as they are called in their own language.
    pub sources: Vec<String>,
    /// Whether it is asked.
    pub status: PracticeStatus,
}

/// Whether a practice is still asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PracticeStatus {
    /// Asked.
    #[default]
    Published,
    /// Kept for old assessments only.
    Deprecated,
}

/// The rules by which answers become scores and gaps. They belong to a version of a model, so that what was computed can be computed again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rules {
    /// Every level is asked, and gaps are counted up to the target. The average is the mean over the levels that ask something.
    #[default]
    EveryLevel,
    /// What is asked can be in the plan: the levels up to the target, and those above that a body opened. A level that is not asked counts 0
    /// in the average.
    UpToTarget,
}

impl Rules {
    /// The rules with that number, as a model's file names them.
    pub fn of_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::EveryLevel),
            2 => Some(Self::UpToTarget),
            _ => None,
        }
    }
}

fn is_zero(number: &f64) -> bool {
    *number == 0.0
}

/// Constants of the priority formula (see [`crate::assess::gap`]).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PriorityConstants {
    /// Scale of the result, 100.
    pub scale: f64,
    /// Factor for a practice that keeps its domain from the next gated level.
    pub gate_factor: f64,
    /// Weight of each step of effort above 1.
    pub effort_weight: f64,
    /// Weight of each week of lead time; 0 in version 1 of the model. Left out where it is 0, so that what was frozen keeps its bytes.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lead_weight: f64,
    /// Weeks of freeze before an election, when a body names none.
    pub default_freeze_weeks: u16,
}
