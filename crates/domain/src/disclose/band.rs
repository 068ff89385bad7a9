//! The four bands of the 0–4 scale.

use serde::{Deserialize, Serialize};

/// A band of the 0–4 scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

impl Band {
    /// Every band, lowest first.
    pub const ALL: [Self; 4] = [Self::Starting, Self::Developing, Self::Managed, Self::Advanced];

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

    /// The name used in files and storage.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Developing => "developing",
            Self::Managed => "managed",
            Self::Advanced => "advanced",
        }
    }

    /// The band with that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.as_str() == name)
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

    #[test]
    fn names_round_trip() {
        for band in Band::ALL {
            assert_eq!(Band::parse(band.as_str()), Some(band));
            assert_eq!(serde_json::to_value(band).unwrap(), band.as_str());
        }
    }
}
