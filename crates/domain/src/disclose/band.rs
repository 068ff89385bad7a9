//! The four bands of the 0–4 scale.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr};

use crate::named::named;

/// A band of the 0–4 scale.
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
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Band {
    /// Below 1.25.
    Starting,
    /// From 1.25, below 2.
    Developing,
    /// From 2, below 2.75.
    Managed,
    /// From 2.75.
    Advanced,
}

named!(Band);

impl Band {
    /// Every band, lowest first.
    pub const ALL: [Self; Self::COUNT] = [Self::Starting, Self::Developing, Self::Managed, Self::Advanced];

    /// The band of a score in hundredths, as [`crate::rounding::to_hundredths`] gives it. The rounded score decides, so that
    /// a figure shown as 1.25 is never labelled *starting*.
    pub fn of(hundredths: i64) -> Self {
        Self::ALL
            .into_iter()
            .rev()
            .find(|band| hundredths >= band.lower())
            .unwrap_or(Self::Starting)
    }

    /// The lowest score of the band, in hundredths.
    pub fn lower(self) -> i64 {
        match self {
            Self::Starting => 0,
            Self::Developing => 125,
            Self::Managed => 200,
            Self::Advanced => 275,
        }
    }

    /// Between which values a mean lies that is shown as this band, in thousandths: from the first, below the second. A mean is
    /// rounded before its band is read, so the edges lie half a hundredth below the bounds.
    pub fn edges(self) -> (i64, i64) {
        match self {
            Self::Starting => (0, 1_245),
            Self::Developing => (1_245, 1_995),
            Self::Managed => (1_995, 2_745),
            Self::Advanced => (2_745, 4_000),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_begins_at_its_lower_bound() {
        let bands = [0, 124, 125, 199, 200, 274, 275, 400].map(Band::of);
        let [starting, developing, managed, advanced] = Band::ALL;
        assert_eq!(
            bands,
            [
                starting, starting, developing, developing, managed, managed, advanced, advanced
            ]
        );
    }

    #[test]
    fn edges_are_what_rounds_into_the_band() {
        let of = |thousandths: i64| Band::of(crate::rounding::to_hundredths(thousandths as f64 / 1_000.0));
        let mut from = 0;
        for band in Band::ALL {
            let (lower, upper) = band.edges();
            assert_eq!(lower, from, "no gap");
            assert_eq!(of(lower), band);
            assert_eq!(of(upper - 1), band);
            from = upper;
        }
        assert_eq!(from, 4_000);
    }
}
