//! The demo's election bodies: countries that do not exist, under codes that ISO 3166 leaves to its users.
//!
//! Long because it is data: one entry for each body.

use std::collections::BTreeSet;

use domain::disclose::Consent;
use domain::id::FlagId;
use domain::identity::organisation::IncomeGroup;

/// An invented election body.
#[derive(Clone, Copy, Debug)]
pub(super) struct DemoBody {
    /// Name of the country; in lower case it is the body's name in addresses.
    pub(super) country_name: &'static str,
    /// What the body calls itself; `{}` is the country.
    pub(super) title: &'static str,
    pub(super) country: &'static str,
    pub(super) region: &'static str,
    pub(super) income_group: IncomeGroup,
    pub(super) technology: Technology,
    /// How far the body has come, 0 to 1.
    pub(super) maturity: f64,
    /// How much of that came between the two rounds.
    pub(super) progress: f64,
    /// Domains in which it is clearly better, and clearly worse, than elsewhere.
    pub(super) strengths: &'static [&'static str],
    pub(super) weaknesses: &'static [&'static str],
    /// Weeks until the next election day; before today for one whose next day is not set yet.
    pub(super) election_in_weeks: Option<i64>,
    /// What it allowed every donor in the first and in the second round.
    pub(super) consent: [Consent; 2],
}

/// What elections depend on in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Technology {
    /// Paper throughout, counted by hand.
    Paper,
    /// A register in a database, paper ballots, results sent by computer.
    Digital,
    /// Scanners count the ballots.
    Scanners,
    /// Fingerprints at the polling place, results sent by computer.
    Biometric,
    /// Scanners, and poll books on tablets.
    PollBooks,
    /// Voting machines.
    Machines,
    /// Votes over the internet, beside paper.
    Internet,
}

impl Technology {
    /// The technology flags of the model.
    pub(super) fn flags(self) -> BTreeSet<FlagId> {
        let flags: &[&str] = match self {
            Self::Paper => &[],
            Self::Digital => &["register-database", "digital-results"],
            Self::Scanners => &["register-database", "digital-results", "electronic-tally"],
            Self::Biometric => &["register-database", "digital-results", "biometric"],
            Self::PollBooks => &[
                "register-database",
                "digital-results",
                "electronic-tally",
                "e-pollbook",
            ],
            Self::Machines => &[
                "register-database",
                "digital-results",
                "electronic-tally",
                "e-voting",
            ],
            Self::Internet => &[
                "register-database",
                "digital-results",
                "electronic-tally",
                "e-voting",
                "e-pollbook",
            ],
        };
        flags.iter().map(|flag| FlagId::from(*flag)).collect()
    }

    /// How a domain fares with such technology, beside what the body does itself: who counts by hand is good at custody and recounts
    /// and has hardly any monitoring; who votes by machine has engineers and suppliers, and outcomes that are hard to check.
    pub(super) fn leaning(self, domain: &str) -> f64 {
        let table: &[(&str, f64)] = match self {
            Self::Paper => &[
                ("PHY", 0.16),
                ("AUD", 0.12),
                ("EMS", 0.10),
                ("COI", 0.04),
                ("ITB", -0.12),
                ("MON", -0.16),
                ("SUP", -0.08),
                ("RES", -0.06),
            ],
            Self::Digital => &[
                ("PHY", 0.08),
                ("AUD", 0.04),
                ("RES", 0.02),
                ("MON", -0.08),
                ("SUP", -0.05),
            ],
            Self::Scanners => &[("EMS", 0.06), ("AUD", 0.04), ("MON", -0.03), ("PPL", -0.02)],
            Self::Biometric => &[("VRP", 0.08), ("SUP", -0.08), ("ITB", 0.02), ("AUD", -0.04)],
            Self::PollBooks => &[("VRP", 0.10), ("ITB", 0.05), ("IRO", 0.04), ("PHY", -0.03)],
            Self::Machines => &[
                ("SUP", 0.12),
                ("ITB", 0.08),
                ("MON", 0.06),
                ("EMS", -0.06),
                ("AUD", -0.14),
                ("COI", -0.05),
            ],
            Self::Internet => &[
                ("ITB", 0.14),
                ("MON", 0.14),
                ("SUP", 0.06),
                ("RES", 0.06),
                ("EMS", -0.04),
                ("AUD", -0.10),
                ("PHY", -0.08),
            ],
        };
        table
            .iter()
            .find(|(code, _)| *code == domain)
            .map_or(0.0, |(_, leaning)| *leaning)
    }
}

/// The body of the demo's accounts.
pub(super) const OWN_BODY: &str = "halvoria";

/// The body that shows itself by name to one donor only.
pub(super) const GRANTS_TO_ONE: &str = "estmere";

/// The body that left a domain unfinished in the second round.
pub(super) const UNFINISHED: &str = "marzhan";

const NORTH: &str = "Northern Coast";
const EAST: &str = "Eastern Plains";
const SOUTH: &str = "Southern Islands";
const WEST: &str = "Western Highlands";

/// The bodies, region by region. In the north and the east enough bodies share in aggregate for figures of the region; in the south and the
/// west only together.
pub(super) const BODIES: [DemoBody; 24] = {
    use Consent::{AggregateOnly, Anonymised, Named, None as Nothing};
    use IncomeGroup::{High, Low, LowerMiddle, UpperMiddle};
    use Technology::{Biometric, Digital, Internet, Machines, Paper, PollBooks, Scanners};

    const ELECTION_COMMISSION: &str = "National Election Commission of {}";
    const ELECTORAL_COMMISSION: &str = "Electoral Commission of {}";
    const INDEPENDENT: &str = "Independent Electoral Board of {}";
    const AUTHORITY: &str = "Election Authority of {}";
    const COMMITTEE: &str = "Central Election Committee of {}";
    const SHARED: [Consent; 2] = [AggregateOnly, AggregateOnly];

    #[expect(clippy::too_many_arguments, reason = "one row of the table below")]
    const fn body(
        country_name: &'static str,
        title: &'static str,
        country: &'static str,
        region: &'static str,
        income_group: IncomeGroup,
        technology: Technology,
        maturity: f64,
        progress: f64,
        strengths: &'static [&'static str],
        weaknesses: &'static [&'static str],
        election_in_weeks: Option<i64>,
        consent: [Consent; 2],
    ) -> DemoBody {
        DemoBody {
            country_name,
            title,
            country,
            region,
            income_group,
            technology,
            maturity,
            progress,
            strengths,
            weaknesses,
            election_in_weeks,
            consent,
        }
    }

    [
        body(
            "Halvoria",
            ELECTION_COMMISSION,
            "XA",
            NORTH,
            UpperMiddle,
            PollBooks,
            0.68,
            0.09,
            &["VRP", "COI"],
            &["MON", "SUP"],
            Some(30),
            SHARED,
        ),
        body(
            "Estmere",
            ELECTORAL_COMMISSION,
            "XB",
            NORTH,
            High,
            Internet,
            0.92,
            0.05,
            &["MON"],
            &["PHY"],
            Some(80),
            SHARED,
        ),
        body(
            "Norrvik",
            AUTHORITY,
            "XC",
            NORTH,
            High,
            Scanners,
            0.97,
            0.04,
            &["AUD", "RES"],
            &[],
            Some(80),
            [Named, Named],
        ),
        body(
            "Skarra",
            INDEPENDENT,
            "XD",
            NORTH,
            High,
            Digital,
            0.82,
            0.07,
            &["PPL"],
            &["SUP"],
            Some(10),
            SHARED,
        ),
        body(
            "Brannoch",
            ELECTORAL_COMMISSION,
            "XE",
            NORTH,
            UpperMiddle,
            Paper,
            0.66,
            0.05,
            &["PHY", "AUD"],
            &["ITB"],
            Some(-6),
            SHARED,
        ),
        body(
            "Ulvenia",
            COMMITTEE,
            "XF",
            NORTH,
            UpperMiddle,
            Machines,
            0.61,
            0.12,
            &["SUP"],
            &["AUD", "COI"],
            Some(30),
            SHARED,
        ),
        body(
            "Farrow Bay",
            AUTHORITY,
            "XG",
            NORTH,
            UpperMiddle,
            Digital,
            0.57,
            0.06,
            &["RES"],
            &["IRO"],
            None,
            [Anonymised, Anonymised],
        ),
        body(
            "Tarvania",
            COMMITTEE,
            "XH",
            EAST,
            LowerMiddle,
            Machines,
            0.48,
            0.10,
            &["ITB"],
            &["AUD", "EMS"],
            Some(3),
            SHARED,
        ),
        body(
            "Keshara",
            ELECTION_COMMISSION,
            "XI",
            EAST,
            LowerMiddle,
            Biometric,
            0.52,
            0.08,
            &["VRP"],
            &["SUP", "COI"],
            Some(10),
            SHARED,
        ),
        body(
            "Ondria",
            INDEPENDENT,
            "XJ",
            EAST,
            UpperMiddle,
            Scanners,
            0.72,
            0.09,
            &["EMS", "GOV"],
            &[],
            Some(30),
            [Nothing, Named],
        ),
        body(
            "Marzhan",
            ELECTORAL_COMMISSION,
            "XL",
            EAST,
            LowerMiddle,
            Digital,
            0.44,
            0.05,
            &["PHY"],
            &["MON"],
            Some(80),
            SHARED,
        ),
        body(
            "Solveg",
            AUTHORITY,
            "XM",
            EAST,
            UpperMiddle,
            PollBooks,
            0.63,
            0.11,
            &["IRO"],
            &["PPL"],
            Some(-20),
            SHARED,
        ),
        body(
            "Belgrava",
            COMMITTEE,
            "XN",
            EAST,
            LowerMiddle,
            Paper,
            0.39,
            0.03,
            &["AUD"],
            &["GOV", "MON"],
            Some(10),
            SHARED,
        ),
        body(
            "Drevna",
            ELECTION_COMMISSION,
            "XO",
            EAST,
            UpperMiddle,
            Digital,
            0.58,
            0.07,
            &[],
            &["RES"],
            None,
            SHARED,
        ),
        body(
            "Palumaru",
            ELECTORAL_COMMISSION,
            "XP",
            SOUTH,
            LowerMiddle,
            Paper,
            0.42,
            0.06,
            &["PHY", "COI"],
            &["ITB", "MON"],
            Some(30),
            [Named, Named],
        ),
        body(
            "Corvana",
            INDEPENDENT,
            "XQ",
            SOUTH,
            UpperMiddle,
            Digital,
            0.60,
            0.10,
            &["COI"],
            &["SUP"],
            Some(3),
            SHARED,
        ),
        body(
            "Ilhara",
            AUTHORITY,
            "QM",
            SOUTH,
            LowerMiddle,
            Biometric,
            0.46,
            0.12,
            &["VRP"],
            &["AUD"],
            Some(10),
            [Nothing, Named],
        ),
        body(
            "Tessaly",
            ELECTION_COMMISSION,
            "QN",
            SOUTH,
            Low,
            Paper,
            0.30,
            0.04,
            &["PHY"],
            &["GOV", "IRO"],
            Some(80),
            SHARED,
        ),
        body(
            "Oruva",
            COMMITTEE,
            "QO",
            SOUTH,
            Low,
            Digital,
            0.33,
            0.02,
            &[],
            &["VRP", "RES"],
            None,
            [Nothing, Nothing],
        ),
        body(
            "Quillan",
            ELECTION_COMMISSION,
            "QP",
            WEST,
            LowerMiddle,
            Scanners,
            0.55,
            0.09,
            &["AUD"],
            &["PHY"],
            Some(30),
            [Named, Named],
        ),
        body(
            "Andara",
            ELECTORAL_COMMISSION,
            "QQ",
            WEST,
            Low,
            Biometric,
            0.37,
            0.08,
            &["VRP"],
            &["ITB", "SUP"],
            Some(3),
            SHARED,
        ),
        body(
            "Montevir",
            INDEPENDENT,
            "QR",
            WEST,
            UpperMiddle,
            PollBooks,
            0.70,
            0.06,
            &["IRO", "PPL"],
            &["EMS"],
            Some(10),
            [Anonymised, Anonymised],
        ),
        body(
            "Pachara",
            AUTHORITY,
            "QS",
            WEST,
            LowerMiddle,
            Digital,
            0.47,
            0.05,
            &["GOV"],
            &["MON"],
            Some(-3),
            SHARED,
        ),
        body(
            "Ruvenda",
            COMMITTEE,
            "QT",
            WEST,
            Low,
            Paper,
            0.26,
            0.03,
            &["PHY"],
            &["RES", "COI"],
            Some(80),
            [Nothing, Named],
        ),
    ]
};

impl DemoBody {
    /// The body's name in addresses.
    pub(super) fn slug(&self) -> String {
        self.country_name.to_lowercase().replace(' ', "-")
    }

    /// The body's name.
    pub(super) fn name(&self) -> String {
        self.title.replace("{}", self.country_name)
    }
}
