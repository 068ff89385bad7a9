//! `polder iati`.

use std::fs::File;
use std::io::{BufReader, Write};

use domain::content::Lang;
use iati::{Activity, Footprint, Limits, Remark, Report};

use super::{Failure, Outcome};
use crate::config::IatiCheckOptions;

/// `polder iati check`.
pub fn check(options: &IatiCheckOptions) -> Outcome {
    let name = options.file.display();
    let file = File::open(&options.file)
        .map_err(|error| Failure::wrong_value(format!("{name} cannot be opened: {error}")))?;
    let (activities, report) = iati::read_where(
        BufReader::new(file),
        &Limits::default(),
        Activity::is_about_elections,
    )
    .map_err(|broken| format!("{name}, {broken}"))?;
    let mut out = std::io::stdout().lock();
    for line in lines(&activities, &report) {
        // Whoever reads only the start of it (`head`) is no fault.
        if writeln!(out, "{line}").is_err() {
            break;
        }
    }
    Ok(())
}

/// The report as it is printed: how much there is, what is about elections, what was not understood.
fn lines(activities: &[Activity], report: &Report) -> Vec<String> {
    let number = |number: u64| words::number(Lang::En, i64::try_from(number).unwrap_or(i64::MAX));
    let mut lines = vec![
        format!("version: {}", report.version.as_deref().unwrap_or("not said")),
        format!("activities: {}", number(report.activities)),
        format!("  that come twice: {}", number(report.repeated)),
        format!("  left out, without an identifier: {}", number(report.left_out)),
        format!("budgets: {}", number(report.budgets)),
        format!("transactions: {}", number(report.transactions)),
        format!(
            "about elections, by purpose or title: {}",
            number(activities.len() as u64)
        ),
    ];
    lines.extend(activities.iter().map(|activity| {
        let countries: Vec<&str> = activity.countries().into_iter().collect();
        format!(
            "  line {} ({}): {} [{}]",
            activity.line,
            activity.identifier,
            activity.title(Lang::En.tag()).unwrap_or("without a title"),
            countries.join(" "),
        )
    }));
    lines.extend(overlaps(activities));
    let remarks = report.counts.values().sum();
    lines.push(format!("remarks: {}", number(remarks)));
    lines.extend(report.remarks.iter().map(|remark| format!("  {remark}")));
    if report.not_shown() > 0 {
        lines.push("not shown, because there are many of their sort:".to_owned());
        for (sort, count) in &report.counts {
            let is_shown = |remark: &&Remark| remark.what.key() == *sort;
            let shown = report.remarks.iter().filter(is_shown).count() as u64;
            if *count > shown {
                lines.push(format!("  {sort}: {}", number(count - shown)));
            }
        }
    }
    lines
}

/// Pairs of activities about elections that may do the same, those with the titles most alike first.
fn overlaps(activities: &[Activity]) -> Vec<String> {
    /// More than this nobody reads.
    const SHOWN: usize = 50;
    let footprints: Vec<(&Activity, Footprint)> = activities
        .iter()
        .filter_map(|activity| Some((activity, Footprint::of(activity)?)))
        .collect();
    let mut pairs = Vec::new();
    for (at, (one, footprint)) in footprints.iter().enumerate() {
        for (other, others) in &footprints[at + 1..] {
            pairs.extend(footprint.overlap(others).map(|overlap| (one, other, overlap)));
        }
    }
    // The order of the file where they are equally alike.
    pairs.sort_by_key(|(_, _, overlap)| std::cmp::Reverse(overlap.alike_percent));
    let mut lines = vec![format!(
        "pairs in one country, for one purpose, at one time: {}",
        pairs.len()
    )];
    lines.extend(pairs.iter().take(SHOWN).map(|(one, other, overlap)| {
        format!(
            "  {} and {} [{}]: titles {} % alike",
            one.identifier,
            other.identifier,
            overlap.countries.join(" "),
            overlap.alike_percent,
        )
    }));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_says_what_is_there_and_what_was_not_understood() {
        let sectors = "<sector code='x'/>".repeat(60);
        let file = format!(
            "<iati-activities version='2.03'>\n<iati-activity><iati-identifier>XX-1</iati-identifier>\
            <title><narrative>Safe elections</narrative></title><recipient-country code='KE'/>{sectors}</iati-activity>\n\
            <iati-activity><iati-identifier>XX-2</iati-identifier></iati-activity></iati-activities>"
        );
        let read = iati::read_where(file.as_bytes(), &Limits::default(), Activity::is_about_elections);
        let (activities, report) = read.expect("a sound file");
        let lines = lines(&activities, &report);
        for line in [
            "activities: 2",
            "about elections, by purpose or title: 1",
            "  line 2 (XX-1): Safe elections [KE]",
            "remarks: 61",
            "  line 2 (XX-1): \"x\" is no purpose code; left out",
            "  unknown-code: 10",
        ] {
            assert!(lines.iter().any(|own| own == line), "{line}: {lines:#?}");
        }
    }

    #[test]
    fn activities_that_may_do_the_same_are_paired() {
        let activity = |identifier: &str, title: &str| {
            format!(
                "<iati-activity><iati-identifier>{identifier}</iati-identifier><title><narrative>{title}</narrative></title>\
                <activity-date type='1' iso-date='2026-01-01'/><recipient-country code='KE'/><sector code='15151'/></iati-activity>"
            )
        };
        let three = [
            activity("XX-1", "Voter register"),
            activity("XX-2", "Polling places"),
            activity("XX-3", "The voter register"),
        ];
        let file = format!(
            "<iati-activities version='2.03'>{}</iati-activities>",
            three.concat()
        );
        let read = iati::read_where(file.as_bytes(), &Limits::default(), Activity::is_about_elections);
        let lines = overlaps(&read.expect("a sound file").0);
        assert_eq!(lines[0], "pairs in one country, for one purpose, at one time: 3");
        assert_eq!(lines[1], "  XX-1 and XX-3 [KE]: titles 100 % alike");
        assert_eq!(lines.len(), 4);
    }

    #[test]
    fn a_broken_file_is_named_with_its_line() {
        let folder = std::env::temp_dir().join(format!("polder-iati-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join("cut.xml");
        std::fs::write(&file, "<iati-activities version='2.03'>\n<iati-activity>\n").expect("a file");
        let failure = check(&IatiCheckOptions { file: file.clone() }).expect_err("it is cut off");
        assert_eq!(failure.status, 1);
        let expected = format!(
            "{}, line 3: the file ends here, but <iati-activity> is still open: it was cut off",
            file.display()
        );
        assert_eq!(failure.message, expected);
        std::fs::remove_dir_all(&folder).expect("it goes");
        let missing = check(&IatiCheckOptions { file }).expect_err("there is no file");
        assert_eq!(missing.status, 2);
    }
}
