//! Who can be helped, and what is open there.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::{BodyKey, PracticeId};

/// A body named to the donor, or a published cell that is treated as one body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Whose row it is.
    pub id: BodyKey,
    /// Its region, for a spread over regions. Bodies of which none is known share the empty one.
    pub region: String,
    /// Polling places: field work grows with them.
    pub polling_places: u32,
    /// Whole weeks to the next election; nothing if no date is known, and then nothing comes too late.
    pub weeks_to_election: Option<u16>,
    /// Weeks before the election in which no election system may be changed.
    pub freeze_weeks: u16,
    /// Person-days that its own people can give beside their work until then; nothing if nobody asked them.
    pub own_days: Option<u32>,
    /// Whether the donor has a framework contract or a running project there. Without one, contracting comes before everything
    /// ([`Limits::contracting_weeks`](super::Limits::contracting_weeks)).
    pub has_framework: bool,
    /// Practices that are at least *partly* in place: help that needs them can begin. One that stands neither here nor among the gaps is not there.
    pub in_place: BTreeSet<PracticeId>,
    /// What is open, each practice once.
    pub gaps: Vec<OpenGap>,
}

impl Body {
    /// Weeks until help of this kind must have taken effect: up to the freeze, or up to the vote if it touches no election system.
    pub fn weeks_for(&self, may_run_in_freeze: bool) -> Option<u16> {
        let freeze = if may_run_in_freeze { 0 } else { self.freeze_weeks };
        self.weeks_to_election.map(|weeks| weeks.saturating_sub(freeze))
    }
}

/// A practice that is not where it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenGap {
    /// The practice.
    pub practice: PracticeId,
    /// Its level (1–4).
    pub level: u8,
    /// Its impact (1–5), from the model.
    pub impact: u8,
    /// The share of the way to *fully* that is still open, in thousandths: 333, 667 or 1000 for one answer, anything between for the mean of a cell.
    pub open: u16,
}
