//! A package of help as CSV.

use domain::content::intervention::Estimate;

use crate::Result;
use crate::csv_file::table;

const COLUMNS: [&str; 13] = [
    "body",
    "region",
    "help",
    "title",
    "cost_low",
    "cost_high",
    "once_low",
    "once_high",
    "own_days",
    "weeks",
    "election",
    "closes",
    "decided",
];

/// One kind of help for one body, in US dollars of 2025.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageRow {
    /// What the body is called.
    pub body: String,
    /// Its region.
    pub region: String,
    /// The id of the help.
    pub help: String,
    /// What that is called.
    pub title: String,
    /// What it costs for this body.
    pub cost: Estimate,
    /// What is paid once, in the first line with that help; so the columns can be added up.
    pub once: Estimate,
    /// Person-days of the body's own people.
    pub own_days: u32,
    /// Weeks until it takes effect, at their upper bound.
    pub weeks: u32,
    /// The day of the body's next election, as `2027-06-01`; empty if it is not known.
    pub election: String,
    /// The practices that it works on.
    pub closes: Vec<String>,
    /// Whether the donor decided on it, and not the computation.
    pub is_decided: bool,
}

/// The lines of a package as a table.
///
/// # Errors
/// The table could not be written.
pub fn package_csv(rows: &[PackageRow]) -> Result<String> {
    let line = |row: &PackageRow| {
        [
            row.body.clone(),
            row.region.clone(),
            row.help.clone(),
            row.title.clone(),
            row.cost.low.to_string(),
            row.cost.high.to_string(),
            row.once.low.to_string(),
            row.once.high.to_string(),
            row.own_days.to_string(),
            row.weeks.to_string(),
            row.election.clone(),
            row.closes.join(" "),
            if row.is_decided { "yes" } else { "no" }.to_owned(),
        ]
    };
    table(COLUMNS, rows.iter().map(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_each_help_and_no_formulas() {
        let row = PackageRow {
            body: "=1+1".to_owned(),
            region: "The north".to_owned(),
            help: "incident-plan".to_owned(),
            title: "A plan, written down".to_owned(),
            cost: Estimate::new(9_000, 29_000),
            once: Estimate::default(),
            own_days: 25,
            weeks: 12,
            election: "2027-06-01".to_owned(),
            closes: vec!["IRO-01".to_owned(), "IRO-02".to_owned()],
            is_decided: false,
        };
        let table = package_csv(&[row]).unwrap();
        let lines: Vec<&str> = table.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].split(',').count(), COLUMNS.len());
        assert_eq!(
            lines[1],
            "'=1+1,The north,incident-plan,\"A plan, written down\",9000,29000,0,0,25,12,2027-06-01,IRO-01 IRO-02,no"
        );
    }
}
