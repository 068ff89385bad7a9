//! The cells of a release as a table for spreadsheets.

use domain::disclosure::Release;

use crate::{Result, csv_file};

/// The release as CSV: one line for each cell, with the same marks as everywhere else.
///
/// # Errors
/// The table could not be written.
pub fn release_csv(release: &Release) -> Result<String> {
    csv_file::table(Release::COLUMNS, release.table())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::disclosure::{Consent, Contribution, MARK, Parameters, Round, Stratum};

    fn release(region: &str) -> Release {
        let stratum = Stratum::new(region, "low");
        let contributions = (0..6).map(|number| Contribution {
            body: format!("body-{number}").into(),
            level: if number == 0 {
                Consent::Named
            } else {
                Consent::AggregateOnly
            },
            stratum: stratum.clone(),
            averages: [
                ("GOV".into(), Some(1.5)),
                ("SUP".into(), (number < 3).then_some(2.0)),
            ]
            .into(),
        });
        let domains = vec!["GOV".into(), "SUP".into()];
        let round = Round::new("r".into(), [stratum.clone()], domains, contributions).unwrap();
        Release::build(&round, Parameters::default())
    }

    #[test]
    fn the_table_has_every_cell_and_its_mark() {
        let release = release("North");
        let csv = release_csv(&release).unwrap();
        let csv = csv.trim_start_matches('\u{feff}');
        let mut lines = csv.lines();
        assert_eq!(
            lines.next(),
            Some("row,region,income_group,domain,named_mean,named_bodies,aggregate")
        );
        assert_eq!(lines.next(), Some("all,,,GOV,1.50,1,developing"));
        assert_eq!(lines.next(), Some(&*format!("all,,,SUP,2.00,1,{MARK}")));
        assert_eq!(csv.lines().count(), 1 + release.cells().len());
    }

    #[test]
    fn a_name_is_never_a_formula() {
        let csv = release_csv(&release("=1+1")).unwrap();
        assert!(csv.contains(",'=1+1,") && !csv.contains(",=1+1,"), "{csv}");
    }
}
