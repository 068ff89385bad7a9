//! The file of an intervention as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::raw::{Field, Number};

/// Two numbers: the lower and the upper end.
pub(super) type RawEstimate = Spanned<Vec<i64>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawIntervention {
    pub(super) status: Option<Field>,
    pub(super) title: Field,
    pub(super) kind: Field,
    pub(super) summary: Field,
    pub(super) what: Field,
    pub(super) not: Field,
    pub(super) prerequisites_text: Option<Field>,
    pub(super) load_text: Field,
    pub(super) risks: Vec<Field>,
    pub(super) needs: Vec<Field>,
    pub(super) weeks: RawEstimate,
    pub(super) own_days: Number,
    pub(super) in_freeze: bool,
    pub(super) cost: RawCost,
    pub(super) lifts: Spanned<BTreeMap<Field, Spanned<f64>>>,
    pub(super) evidence: RawEvidence,
    pub(super) purposes: Spanned<BTreeMap<Field, Number>>,
    #[serde(default)]
    pub(super) offers: Vec<RawOffer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCost {
    pub(super) fixed: RawEstimate,
    pub(super) body: RawEstimate,
    pub(super) per_polling_place: Option<RawEstimate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEvidence {
    pub(super) strength: Field,
    pub(super) text: Field,
    pub(super) sources: Vec<RawSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSource {
    pub(super) title: Field,
    pub(super) checked: Field,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOffer {
    pub(super) who: Field,
    pub(super) partner: Option<Field>,
    pub(super) note: Field,
    pub(super) checked: Field,
}
