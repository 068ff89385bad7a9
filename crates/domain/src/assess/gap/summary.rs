//! The facts of a gap report from which a page makes its first sentences. No prose: that is written per
//! language.

use super::{Bucket, DomainShare, Gap, GapReport};
use crate::assess::score::DomainScore;
use crate::id::DomainCode;

impl GapReport {
    /// The domain with the lowest gated level, as in [`crate::assess::score::Score::lowest`].
    pub fn lowest_domain(&self) -> Option<&DomainScore> {
        self.score.lowest()
    }

    /// The domain with the largest share of the total weighted gap, of several the first in the model;
    /// nothing if there is no gap.
    pub fn widest_domain(&self) -> Option<&DomainShare> {
        // `max_by` takes the last of several, hence the reversal.
        self.shares
            .iter()
            .rev()
            .filter(|share| share.gaps > 0)
            .max_by(|a, b| a.weighted.total_cmp(&b.weighted))
    }

    /// A domain's share; nothing if it has no scores.
    pub fn share_of(&self, code: &DomainCode) -> Option<&DomainShare> {
        self.shares.iter().find(|share| share.code == *code)
    }

    /// How many domains have scores.
    pub fn domains_with_scores(&self) -> usize {
        self.score
            .domains
            .iter()
            .filter(|domain| domain.average.is_some())
            .count()
    }

    /// How many domains have a gated level that reaches their target.
    pub fn domains_at_target(&self) -> usize {
        self.score
            .domains
            .iter()
            .filter(|domain| domain.reaches_target())
            .count()
    }

    /// The first gaps of the report, at most `n`.
    pub fn top(&self, n: usize) -> &[Gap] {
        &self.gaps[..n.min(self.gaps.len())]
    }

    /// The gaps of a bucket, most urgent first.
    pub fn in_bucket(&self, bucket: Bucket) -> impl Iterator<Item = &Gap> {
        self.gaps.iter().filter(move |gap| gap.bucket == bucket)
    }

    /// How many gaps a bucket has.
    pub fn count_in(&self, bucket: Bucket) -> usize {
        self.in_bucket(bucket).count()
    }

    /// The gaps of a domain, in the report's order.
    pub fn in_domain(&self, code: &DomainCode) -> impl Iterator<Item = &Gap> {
        self.gaps.iter().filter(move |gap| gap.domain == *code)
    }

    /// How many gaps keep their domain from its next gated level.
    pub fn gating(&self) -> usize {
        self.gaps.iter().filter(|gap| gap.gates).count()
    }

    /// Weeks left until the freeze begins, 0 once it has; nothing without an election date.
    pub fn weeks_to_freeze(&self) -> Option<i64> {
        self.weeks_to_election
            .map(|weeks| (weeks - i64::from(self.freeze_weeks)).max(0))
    }
}
