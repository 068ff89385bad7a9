//! What of a report is a gap, what is in place, and how many weeks are left.

use std::collections::BTreeMap;
use std::path::Path;

use catalog::Catalog;
use domain::assess::answer::Answer;
use domain::assess::gap::{ENGINE, VALUE_FORMAT, gap_report};
use domain::assess::model::Model;
use domain::assess::profile::Profile;
use domain::assess::score::{Answers, Given, Scope};
use domain::content::Lang;
use time::macros::date;

use super::*;

const SUBMITTED: Date = date!(2026 - 11 - 01);

/// What a body with no technology answered, with an election 30 weeks later.
fn report(model: &Model, answer: impl Fn(&PracticeId) -> Option<Answer>) -> ReportValue {
    let profile = Profile {
        next_election: Some(date!(2027 - 05 - 30)),
        freeze_weeks: Some(3),
        ..Profile::default()
    };
    let asked: BTreeSet<PracticeId> = profile
        .asked(model, Scope::Full)
        .map(|practice| practice.id.clone())
        .collect();
    let given = |id: &PracticeId| Some((id.clone(), Given::new(answer(id)?)));
    let answers: Answers = asked.iter().filter_map(given).collect();
    ReportValue {
        format: VALUE_FORMAT,
        engine: ENGINE,
        model: model.reference(),
        model_slug: model.slug.clone(),
        body: "The body".to_owned(),
        submitted_at: None,
        priority: model.priority,
        asked,
        report: gap_report(model, &profile, &answers, Scope::Full, SUBMITTED),
        texts: BTreeMap::new(),
    }
}

fn content() -> Catalog {
    Catalog::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content")).unwrap()
}

fn stratum() -> Stratum {
    Stratum {
        region: "The north".to_owned(),
        income_group: "low".to_owned(),
    }
}

fn read(report: &ReportValue, today: Date, model: &Model) -> Body {
    body(
        "own",
        report,
        &stratum(),
        today,
        &super::super::ask::places_of(model),
    )
}

#[test]
fn gaps_are_what_is_open_and_the_rest_of_what_was_asked_is_in_place() {
    let content = content();
    let model = content.model(Lang::En);
    let report = report(model, |id| {
        Some(match id.as_str() {
            "GOV-01" => Answer::Fully,
            "GOV-02" => Answer::Largely,
            "GOV-03" => Answer::Partly,
            _ => Answer::NotImplemented,
        })
    });
    let own = read(&report, SUBMITTED, model);
    let open = |id: &str| {
        let mut gaps = own.gaps.iter();
        gaps.find(|gap| gap.practice.as_str() == id).map(|gap| gap.open)
    };
    assert_eq!(
        ["GOV-01", "GOV-02", "GOV-03", "GOV-04"].map(open),
        [None, Some(333), Some(667), Some(1_000)]
    );
    let in_place: Vec<&str> = own.in_place.iter().map(PracticeId::as_str).collect();
    assert_eq!(in_place, ["GOV-01", "GOV-02", "GOV-03"]);
    let practice = model.practice("GOV-04").unwrap();
    let gap = own.gaps.iter().find(|gap| gap.practice == practice.id).unwrap();
    assert_eq!((gap.level, gap.impact), (practice.level, practice.impact));
    assert_eq!((own.region.as_str(), own.freeze_weeks), ("The north", 3));
}

#[test]
fn weeks_are_counted_from_today_and_a_past_election_is_none() {
    let content = content();
    let model = content.model(Lang::En);
    let report = report(model, |_| Some(Answer::NotImplemented));
    let weeks = |today| read(&report, today, model).weeks_to_election;
    assert_eq!(weeks(SUBMITTED), Some(30));
    assert_eq!(weeks(date!(2027 - 01 - 01)), Some(21));
    assert_eq!(weeks(date!(2027 - 05 - 30)), Some(0));
    assert_eq!(weeks(date!(2027 - 05 - 31)), None);
}

/// The first version of the model asks every level and plans up to the target only: what lies above is no gap, and nobody knows whether it is there.
#[test]
fn what_a_report_does_not_tell_is_not_in_place() {
    let content = content();
    let newest = content.model(Lang::En);
    let first = content.model_version(Lang::En, &newest.id, 1).unwrap();
    let report = report(first, |id| {
        // A domain in which nothing was answered has no gaps yet.
        (!id.as_str().starts_with("SUP")).then_some(Answer::NotImplemented)
    });
    let own = read(&report, SUBMITTED, first);
    assert!(report.asked.len() > own.gaps.len());
    assert_eq!(own.in_place, BTreeSet::new());
    assert!(
        own.gaps
            .iter()
            .all(|gap| !gap.practice.as_str().starts_with("SUP"))
    );
}
