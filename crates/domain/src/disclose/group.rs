//! A published group: its label, and of each domain the one band of its members (rule R2).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::band::Band;
use super::divide::Membership;
use super::round::Stratum;
use super::share::DomainShare;
use crate::id::DomainCode;
use crate::rounding;

/// The fewest members of a bar of [`Counts`].
const BAR: usize = 2;

/// How many members of a group lie in each of three bars (rule R5). Over them at least 2.75 of the scale stays open to one insider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Below 1.25: *starting*.
    pub low: usize,
    /// From 1.25, below 2.75: *developing* and *managed*.
    pub middle: usize,
    /// From 2.75: *advanced*.
    pub high: usize,
}

impl Counts {
    /// The counts of shares, if they may be shown: over at least `fewest` members, with two of them or more in each bar.
    fn of(shares: &[DomainShare], fewest: usize) -> Option<Self> {
        let mut counts = Self {
            low: 0,
            middle: 0,
            high: 0,
        };
        for share in shares {
            match Band::of(share.hundredths()) {
                Band::Starting => counts.low += 1,
                Band::Developing | Band::Managed => counts.middle += 1,
                Band::Advanced => counts.high += 1,
            }
        }
        counts.may_be_shown(fewest).then_some(counts)
    }

    fn may_be_shown(self, fewest: usize) -> bool {
        // With two members or more in each of the others, no bar holds more than all but four.
        self.members() >= fewest && self.bars().into_iter().all(|bar| bar >= BAR)
    }

    /// Whether some shares of the members can have these counts together with that band.
    pub(super) fn fit(self, band: Band) -> bool {
        let [low, middle, high] = self.bars().map(whole);
        // In thousandths, between the lowest and the highest that rounds into each bar.
        let lowest = middle * 1_245 + high * 2_745;
        let highest = low * 1_245 + middle * 2_745 + high * 4_000;
        let (from, to) = band.edges();
        let n = low + middle + high;
        lowest < to * n && from * n < highest
    }

    /// All members together.
    pub fn members(self) -> usize {
        self.bars().into_iter().sum()
    }

    /// The bars, lowest first.
    pub fn bars(self) -> [usize; 3] {
        [self.low, self.middle, self.high]
    }
}

fn whole(n: usize) -> i64 {
    i64::try_from(n.min(1_000_000)).unwrap_or(1_000_000)
}

/// What is published of a group in a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    band: Band,
    counts: Option<Counts>,
}

impl Figure {
    /// The band of the mean of its members' shares.
    pub fn band(self) -> Band {
        self.band
    }

    /// How many members lie in each of three bars, where that may be shown.
    pub fn counts(self) -> Option<Counts> {
        self.counts
    }
}

/// A group as it is published. Only the release builder makes it, so whatever takes groups shows only what was released.
///
/// There is no way to write one down,
/// ```compile_fail
/// # use domain::disclose::Group;
/// let group = Group { label: Default::default(), figures: Vec::new() };
/// ```
/// nor to read one from a file: that is for [`Published::from_stored`](super::Published::from_stored).
/// ```compile_fail
/// # use domain::disclose::Group;
/// let group: Group = serde_json::from_str("{}").unwrap();
/// ```
///
/// It has no number of members: there are at least `k`. Exact numbers could be subtracted until they show who takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    label: BTreeSet<Stratum>,
    figures: Vec<StoredFigure>,
}

/// A stored group. Only the release makes it one.
#[derive(Deserialize)]
pub(super) struct StoredGroup {
    label: BTreeSet<Stratum>,
    figures: Vec<StoredFigure>,
}

/// The figure of a domain as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct StoredFigure {
    domain: DomainCode,
    band: Option<Band>,
    counts: Option<Counts>,
}

impl From<StoredGroup> for Group {
    fn from(StoredGroup { label, figures }: StoredGroup) -> Self {
        Self { label, figures }
    }
}

impl Group {
    /// `counts_from` is the fewest members that show their counts.
    pub(super) fn build(membership: &Membership<'_>, domains: &[DomainCode], counts_from: usize) -> Self {
        let figures = domains.iter().map(|domain| {
            // A body that left a question open hides the domain of its group (rule R7): leaving it out would show the group without
            // it.
            let shares: Option<Vec<DomainShare>> = membership
                .members()
                .iter()
                .map(|member| member.score(domain))
                .collect();
            StoredFigure {
                domain: domain.clone(),
                band: shares.as_deref().and_then(band),
                counts: shares
                    .as_deref()
                    .and_then(|shares| Counts::of(shares, counts_from)),
            }
        });
        Self {
            label: membership.label().clone(),
            figures: figures.collect(),
        }
    }

    /// The strata that it stands for. Its members are the bodies of these strata that count in aggregate with an assessment of which
    /// nothing was shown before.
    pub fn label(&self) -> &BTreeSet<Stratum> {
        &self.label
    }

    /// What is published of a domain; nothing where not every member answered all of it.
    pub fn figure(&self, domain: &DomainCode) -> Option<Figure> {
        let stored = self.figures.iter().find(|figure| figure.domain == *domain)?;
        Some(Figure {
            band: stored.band?,
            counts: stored.counts,
        })
    }

    /// What holds for every group that was built.
    pub(super) fn check(&self, domains: &[DomainCode], counts_from: usize) -> Result<(), &'static str> {
        if self.label.is_empty() {
            return Err("a group of no stratum");
        }
        if !self.figures.iter().map(|figure| &figure.domain).eq(domains) {
            return Err("the figures of a group are not those of the domains");
        }
        let mut members = None;
        for figure in &self.figures {
            let Some(counts) = figure.counts else { continue };
            if !counts.may_be_shown(counts_from) || !figure.band.is_some_and(|band| counts.fit(band)) {
                return Err("counts that may not be shown");
            }
            if *members.get_or_insert(counts.members()) != counts.members() {
                return Err("a group of two sizes");
            }
        }
        Ok(())
    }
}

/// The band of the mean share. The order of the shares is that of the bodies' ids, so the sum is the same to the last bit however
/// the bodies were listed.
fn band(shares: &[DomainShare]) -> Option<Band> {
    mean(shares).map(Band::of)
}

/// The mean share in hundredths, rounded half up; nothing of nobody.
pub(super) fn mean(shares: &[DomainShare]) -> Option<i64> {
    let total: f64 = shares.iter().map(|share| share.share()).sum();
    (!shares.is_empty()).then(|| rounding::to_hundredths(total / shares.len() as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(low: usize, middle: usize, high: usize) -> Counts {
        Counts { low, middle, high }
    }

    #[test]
    fn counts_fit_the_bands_that_they_can_have() {
        // From 1.596 to 2.947 on average.
        assert_eq!(
            Band::ALL.map(|band| counts(2, 4, 4).fit(band)),
            [false, true, true, true]
        );
        // From 0.498 to 1.845.
        assert_eq!(
            Band::ALL.map(|band| counts(8, 4, 0).fit(band)),
            [true, true, false, false]
        );
        // At the very edge: at least 1.245, and below 2.745.
        assert!(!counts(100, 2, 83).fit(Band::Starting));
        assert!(counts(101, 2, 83).fit(Band::Starting));
        assert!(!counts(251, 2, 300).fit(Band::Advanced));
        assert!(counts(250, 2, 300).fit(Band::Advanced));
    }

    #[test]
    fn counts_are_shown_from_ten_members_with_two_to_all_but_two_in_each_bar() {
        for shown in [counts(2, 2, 6), counts(6, 2, 2), counts(2, 6, 2)] {
            assert!(shown.may_be_shown(10) && !shown.may_be_shown(11));
            assert_eq!(shown.members(), 10);
        }
        for hidden in [
            counts(2, 2, 5),
            counts(1, 3, 6),
            counts(3, 6, 1),
            counts(6, 1, 3),
            counts(0, 5, 5),
        ] {
            assert!(!hidden.may_be_shown(10));
        }
        assert!(!counts(0, 0, 0).may_be_shown(10));
    }
}
