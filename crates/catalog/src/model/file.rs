//! The files of a model as they are written.

use serde::Deserialize;

use super::parts;
use crate::raw::{Field, Number};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawModel {
    pub(super) id: Field,
    pub(super) slug: Field,
    pub(super) version: Number,
    pub(super) title: Field,
    pub(super) summary: Field,
    pub(super) language: Field,
    pub(super) licence: Field,
    pub(super) rules: Number,
    pub(super) takes_over: Option<Number>,
    #[serde(default)]
    pub(super) flags: Vec<RawFlag>,
    pub(super) levels: Vec<RawLevel>,
    pub(super) tiers: Vec<RawTier>,
    pub(super) priority: RawPriority,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFlag {
    pub(super) id: Field,
    pub(super) title: Field,
    pub(super) help: Field,
    pub(super) tier: Field,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLevel {
    pub(super) level: Number,
    pub(super) title: Field,
    pub(super) summary: Field,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTier {
    pub(super) id: Field,
    pub(super) title: Field,
    pub(super) summary: Field,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPriority {
    pub(super) scale: toml::Spanned<f64>,
    pub(super) gate_factor: toml::Spanned<f64>,
    pub(super) effort_weight: toml::Spanned<f64>,
    pub(super) lead_weight: Option<toml::Spanned<f64>>,
    pub(super) default_freeze_weeks: Number,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDomain {
    pub(super) code: Field,
    pub(super) title: Field,
    pub(super) summary: Field,
    pub(super) targets: RawTargets,
    #[serde(default)]
    pub(super) practices: Vec<RawPractice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    non_snake_case,
    reason = "the field names are the tiers' names in the content file"
)]
pub(super) struct RawTargets {
    pub(super) T1: Number,
    pub(super) T2: Number,
    pub(super) T3: Number,
    pub(super) T4: Number,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPractice {
    pub(super) id: Field,
    pub(super) level: Number,
    pub(super) applies_when: Vec<Field>,
    pub(super) from: Option<Vec<Field>>,
    pub(super) change: Option<Field>,
    pub(super) title: Field,
    pub(super) question: Option<Field>,
    pub(super) when: Option<Field>,
    pub(super) parts: Option<Vec<parts::RawPart>>,
    pub(super) help: Field,
    pub(super) partly: Option<Field>,
    pub(super) largely: Option<Field>,
    pub(super) fully: Field,
    pub(super) evidence: Vec<Field>,
    pub(super) impact: Number,
    pub(super) effort: Number,
    pub(super) lead_weeks: Number,
    pub(super) nist: Vec<Field>,
    pub(super) cis: Vec<Field>,
    #[serde(default)]
    pub(super) sources: Vec<Field>,
    pub(super) status: Option<Field>,
}
