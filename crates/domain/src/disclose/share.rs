//! What a body reached in a domain, and the most that it could have reached (rule R3).

use serde::{Deserialize, Serialize};

use crate::assess::score::MAX_LEVEL;
use crate::rounding;

/// How far a computed score may lie outside of its range: sums of thirds are not exact.
const SLACK: f64 = 1e-9;

/// A body's score in a domain with its *ceiling*: the highest score that public facts allow it there. Bands are bands of the
/// share of the ceiling, `4 · score / ceiling`: over bodies that can reach 3 of 4, *advanced* would otherwise say that all have 3.
///
/// It exists only for a domain of which every question that is asked of the body has an answer (rule R7).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredShare")]
pub struct DomainShare {
    score: f64,
    ceiling: u8,
}

/// Both are finite.
impl Eq for DomainShare {}

/// A share as it was written down, before it is checked.
#[derive(Deserialize)]
struct StoredShare {
    score: f64,
    ceiling: u8,
}

/// Why a score and a ceiling are refused: what can be worked out of a band is bounded only for scores that lie in their range.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum ShareError {
    /// The ceiling is not a level.
    #[error("a ceiling of {0}, which is not a level of a model")]
    Ceiling(u8),
    /// The score is not between 0 and the ceiling.
    #[error("a score of {0}, which is not between 0 and {1}")]
    Score(f64, u8),
}

impl DomainShare {
    /// A score between 0 and the ceiling, which is a level (1–4).
    pub fn new(score: f64, ceiling: u8) -> Result<Self, ShareError> {
        if !(1..=MAX_LEVEL).contains(&ceiling) {
            return Err(ShareError::Ceiling(ceiling));
        }
        // Written so that what is not a number is refused too.
        if !(-SLACK..=f64::from(ceiling) + SLACK).contains(&score) {
            return Err(ShareError::Score(score, ceiling));
        }
        Ok(Self {
            score: score.clamp(0.0, f64::from(ceiling)),
            ceiling,
        })
    }

    /// The score, on the scale of the model.
    pub fn score(self) -> f64 {
        self.score
    }

    /// The highest score that it could be (1–4).
    pub fn ceiling(self) -> u8 {
        self.ceiling
    }

    /// The share of the ceiling, on the scale 0–4: the one scale of everything in a release.
    pub fn share(self) -> f64 {
        f64::from(MAX_LEVEL) * self.score / f64::from(self.ceiling)
    }

    /// The share in hundredths, rounded half up.
    pub fn hundredths(self) -> i64 {
        rounding::to_hundredths(self.share())
    }
}

impl TryFrom<StoredShare> for DomainShare {
    type Error = ShareError;

    fn try_from(StoredShare { score, ceiling }: StoredShare) -> Result<Self, ShareError> {
        Self::new(score, ceiling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_a_share_of_the_ceiling() {
        let share = DomainShare::new(1.5, 3).unwrap();
        assert_eq!((share.score(), share.ceiling()), (1.5, 3));
        assert_eq!(share.share(), 2.0);
        assert_eq!(share.hundredths(), 200);
        assert_eq!(DomainShare::new(1.005, 4).unwrap().hundredths(), 101);
    }

    #[test]
    fn scores_lie_between_0_and_the_ceiling() {
        for (score, ceiling) in [
            (-0.1, 4),
            (3.1, 3),
            (f64::NAN, 4),
            (f64::INFINITY, 4),
            (f64::NEG_INFINITY, 4),
        ] {
            assert!(matches!(
                DomainShare::new(score, ceiling),
                Err(ShareError::Score(_, m)) if m == ceiling
            ));
        }
        assert_eq!(DomainShare::new(0.0, 0), Err(ShareError::Ceiling(0)));
        assert_eq!(DomainShare::new(0.0, 5), Err(ShareError::Ceiling(5)));
        assert_eq!(DomainShare::new(-1e-12, 1).unwrap().score(), 0.0);
        assert_eq!(DomainShare::new(4.0 + 1e-12, 4).unwrap().score(), 4.0);
        assert!(DomainShare::new(4.0 + 1e-8, 4).is_err());
        assert!(DomainShare::new(-1e-8, 4).is_err());
    }

    #[test]
    fn what_was_written_is_checked_when_it_is_read() {
        let share = DomainShare::new(4.0 / 3.0, 3).unwrap();
        let text = serde_json::to_string(&share).unwrap();
        assert_eq!(serde_json::from_str::<DomainShare>(&text).unwrap(), share);
        assert!(serde_json::from_str::<DomainShare>(r#"{"score":3.5,"ceiling":3}"#).is_err());
    }
}
