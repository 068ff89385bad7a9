//! A release as tables for spreadsheets.

use domain::disclose::{FormerRelease, Published, Release};

use crate::{Result, csv_file};

/// The rows of a release as CSV: one line for each cell, with the same marks as everywhere else.
///
/// # Errors
/// The table could not be written.
pub fn release_csv(release: &Published) -> Result<String> {
    match release {
        Published::Former(release) => csv_file::table(FormerRelease::COLUMNS, release.table()),
        Published::Groups(release) => csv_file::table(Release::COLUMNS, release.table()),
    }
}

/// The groups of a release ([`Release::group_table`]) as CSV. Nobody is in it by name.
///
/// # Errors
/// The table could not be written.
pub fn groups_csv(lines: impl IntoIterator<Item = [String; 8]>) -> Result<String> {
    csv_file::table(Release::GROUP_COLUMNS, lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::assess::model::ModelRef;
    use domain::disclose::{Consent, Contribution, DomainShare, Ledger, MARK, Parameters, Round, Stratum};

    fn release(region: &str) -> Release {
        let stratum = Stratum::new(region, "low");
        let share = |score: f64| DomainShare::new(score, 4).ok();
        let contributions = (0..6).map(|number| Contribution {
            assessment: format!("assessment-{number}").into(),
            body: format!("body-{number}").into(),
            level: if number == 0 {
                Consent::Named
            } else {
                Consent::AggregateOnly
            },
            stratum: stratum.clone(),
            scores: [
                ("GOV".into(), share(1.5)),
                ("SUP".into(), share(2.0).filter(|_| number < 3)),
            ]
            .into(),
        });
        let model = ModelRef {
            id: "polder".into(),
            version: 1,
        };
        let domains = vec!["GOV".into(), "SUP".into()];
        let round = Round::new("r".into(), model, [stratum.clone()], domains, contributions).unwrap();
        Release::build(&round, Parameters::default(), &Ledger::default()).release
    }

    #[test]
    fn the_table_has_every_cell_and_its_mark() {
        let release = release("North");
        let csv = release_csv(&Published::Groups(release.clone())).unwrap();
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert!(lines[0].ends_with("row,region,income_group,domain,named_mean,named_bodies,aggregate,groups_starting,groups_developing,groups_managed,groups_advanced,groups_not_shown,bodies_low,bodies_middle,bodies_high"));
        assert_eq!(lines[1], "all,,,GOV,1.50,1,developing,,,,,,,,");
        assert_eq!(lines[2], format!("all,,,SUP,2.00,1,{MARK},,,,,,,,"));
        assert_eq!(lines.len(), 1 + release.cells().count());
    }

    #[test]
    fn the_groups_name_nobody() {
        let csv = groups_csv(release("North").group_table()).unwrap();
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[1], "1,North,low,GOV,developing,,,");
        assert_eq!(lines[2], format!("1,North,low,SUP,{MARK},,,"));
        assert_eq!(lines.len(), 3);
        assert!(!csv.contains("body-") && !csv.contains("1.50"), "{csv}");
    }

    #[test]
    fn a_name_is_never_a_formula() {
        let release = release("=1+1");
        for csv in [
            release_csv(&Published::Groups(release.clone())).unwrap(),
            groups_csv(release.group_table()).unwrap(),
        ] {
            assert!(csv.contains(",'=1+1,") && !csv.contains(",=1+1,"), "{csv}");
        }
    }
}
