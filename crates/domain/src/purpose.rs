//! Purpose codes: under which sector a donor reports money to the Development Assistance Committee (DAC) and in IATI.

use std::fmt;

/// A purpose code that can be reported today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PurposeCode(u32);

/// Why a code cannot be reported under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnusablePurpose {
    /// The committee withdrew it. Some had one successor; where there is none, a person chooses.
    Withdrawn(Option<PurposeCode>),
    /// It is none that assistance to election bodies is reported under.
    Unknown,
}

impl PurposeCode {
    /// *Elections*: under which a strict reporter puts all help to an election body.
    pub const ELECTIONS: Self = Self(15151);

    /// The codes that fit assistance to election bodies. All of them were active in the code list that IATI published in June 2026, and in the
    /// changes that the committee decided in that month.
    pub const ALL: [Self; 10] = [
        Self(15110), // Public sector policy and administrative management
        Self(15125), // Public procurement
        Self(15130), // Legal and judicial development
        Self(15151), // Elections
        Self(15152), // Legislatures and political parties
        Self(15153), // Media and free flow of information
        Self(15180), // Ending violence against women and girls
        Self(22020), // Telecommunications
        Self(22040), // Information and communication technology
        Self(23231), // Solar energy for isolated grids and standalone systems
    ];

    /// Codes withdrawn on 28 February 2020, and what took their place by title: the list itself names no successor. Old files still carry them.
    const WITHDRAWN: [(u32, Option<Self>); 6] = [
        (15120, Some(Self(15111))),
        // Split up: 15110 and its neighbours.
        (15140, None),
        (15161, Some(Self(15151))),
        (15162, Some(Self(15160))),
        (15163, Some(Self(15153))),
        (15164, Some(Self(15170))),
    ];

    /// Reads a code.
    ///
    /// # Errors
    /// When nothing can be reported under it.
    pub fn parse(code: &str) -> Result<Self, UnusablePurpose> {
        let number: u32 = code.parse().map_err(|_| UnusablePurpose::Unknown)?;
        // Only as it stands in the list: neither with a sign nor with noughts in front.
        if number.to_string() != code {
            return Err(UnusablePurpose::Unknown);
        }
        let withdrawn = Self::WITHDRAWN.iter().find(|(old, _)| *old == number);
        match withdrawn {
            Some((_, successor)) => Err(UnusablePurpose::Withdrawn(*successor)),
            None => Self::ALL
                .into_iter()
                .find(|known| known.0 == number)
                .ok_or(UnusablePurpose::Unknown),
        }
    }

    /// Its number.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for PurposeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withdrawn_code_names_its_successor() {
        let successor = |code| match PurposeCode::parse(code) {
            Err(UnusablePurpose::Withdrawn(successor)) => successor.map(PurposeCode::number),
            other => panic!("{code}: {other:?}"),
        };
        assert_eq!(successor("15161"), Some(15151));
        assert_eq!(successor("15120"), Some(15111));
        assert_eq!(successor("15140"), None);
    }

    #[test]
    fn only_codes_of_today_are_read() {
        for code in PurposeCode::ALL {
            assert_eq!(PurposeCode::parse(&code.to_string()), Ok(code));
        }
        for code in ["", "15150", "elections", "+15151", "015151", "99999999999"] {
            assert_eq!(PurposeCode::parse(code), Err(UnusablePurpose::Unknown), "{code}");
        }
    }
}
