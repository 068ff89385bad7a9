//! What the page says of a package.

use std::collections::BTreeMap;

use domain::assess::model::ModelRef;
use domain::disclose::Stratum;
use domain::identity::organisation::{OrganisationKind, Role};
use domain::target::{Body, Floor, Help, Limits, Lock, OpenGap, Problem, Way, Weights};
use domain::timestamp::Timestamp;
use insight::RoundInfo;
use insight::package::{PackageBody, PackagePlan, Portfolio};

use super::*;
use crate::testing::{Markup, signed_in};

/// Two bodies with everything of two domains open, one of them half a year before its election.
fn portfolio(cx: &Cx, input: &PackageInput) -> Portfolio {
    let question = input.parse().unwrap();
    let model = cx.env().catalog().model(cx.lang);
    let gaps: Vec<OpenGap> = ["GOV", "IRO"]
        .into_iter()
        .flat_map(|code| &model.domain(code).unwrap().practices)
        .map(|practice| OpenGap {
            practice: practice.id.clone(),
            level: practice.level,
            impact: practice.impact,
            open: 1_000,
        })
        .collect();
    let stratum = Stratum {
        region: "The north".to_owned(),
        income_group: "low".to_owned(),
    };
    let body = |slug: &str, weeks_to_election| Body {
        id: slug.into(),
        region: stratum.region.clone(),
        polling_places: question.polling_places,
        weeks_to_election,
        freeze_weeks: 4,
        own_days: question.own_days,
        has_framework: question.has_framework,
        in_place: [].into(),
        gaps: gaps.clone(),
    };
    let named = |slug: &str, name: &str| PackageBody {
        organisation: slug.into(),
        slug: slug.to_owned(),
        name: name.to_owned(),
        stratum: stratum.clone(),
        election: None,
    };
    let helps = cx.env().catalog().interventions(cx.lang).iter();
    let locks = question.locks.iter().map(|(body, help, way)| Lock {
        body: body.as_str().into(),
        help: help.clone(),
        way: *way,
    });
    Portfolio {
        round: RoundInfo {
            id: "spring".into(),
            slug: "spring".to_owned(),
            title: "Spring".to_owned(),
            opened_at: Timestamp(0),
            closed_at: Some(Timestamp(1)),
            model: ModelRef {
                id: model.id.clone(),
                version: model.version,
            },
        },
        next: None,
        bodies: vec![named("harbour", "Harbour & <b>Hill"), named("lakes", "Lakes")],
        problem: Problem {
            bodies: vec![body("harbour", Some(26)), body("lakes", None)],
            helps: helps.map(|help| Help::of(help)).collect(),
            limits: Limits::new(question.budget),
            weights: Weights {
                floor: question.has_floor.then_some(Floor::DEFAULT),
                ..Weights::default()
            },
            locks: locks.collect(),
            effects: BTreeMap::new(),
        },
        question,
    }
}

fn input(budget: &str, days: &str) -> PackageInput {
    PackageInput {
        budget: budget.to_owned(),
        days: days.to_owned(),
        framework: "yes".to_owned(),
        ..PackageInput::standard()
    }
}

async fn analyst() -> Cx {
    signed_in("/insight/spring/package", OrganisationKind::Donor, Role::Analyst).await
}

fn shown(cx: &Cx, input: &PackageInput) -> (PackagePlan, Markup) {
    let plan = PackagePlan::of(portfolio(cx, input)).unwrap();
    let page = Markup::of(cx, |cx| plan::view(cx, &plan, input));
    (plan, page)
}

#[tokio::test]
async fn each_line_has_its_reason_its_costs_and_a_way_to_change_it() {
    let cx = analyst().await;
    let (plan, page) = shown(&cx, &input("200000", "120"));
    let planned = plan.outcome.unwrap();
    let rows = page.all("table.package-lines tbody tr");
    assert_eq!(rows.len(), planned.lines.len());
    assert!(rows.len() > 4, "{}", rows.len());
    // Names are text.
    assert!(page.texts("h3").contains(&"Harbour & <b>Hill".to_owned()));
    let line = &planned.lines[0];
    let help = format!("/guides/help/{}", line.item.help);
    assert!(
        page.all("th a")
            .iter()
            .any(|link| link.attr("href") == Some(help.as_str()))
    );
    let leave = format!("leave=harbour%3A{}", line.item.help);
    let links = page.all("td a");
    let leads = |part: &str| {
        links
            .iter()
            .filter_map(|link| link.attr("href"))
            .any(|href| href.contains(part))
    };
    assert!(leads(&leave), "{leave}");
    assert!(leads("/insight/spring/package/why?budget=200000&days=120"));
    let all = page.lines();
    for part in [
        "Election in 26 weeks",
        "No election day is known",
        "of 120 staff days",
        "Without it, ",
    ] {
        assert!(all.contains(part), "{part}: {all}");
    }
    assert!(!all.contains(">package-"), "a word is missing: {all}");
    // The form holds what was asked.
    let value = |name: &str| {
        page.one(&format!("input[name={name}]"))
            .attr("value")
            .map(str::to_owned)
    };
    assert_eq!(
        [value("budget"), value("days")],
        [Some("200000".to_owned()), Some("120".to_owned())]
    );
    assert_eq!(
        page.one("select[name=framework] option[selected]").attr("value"),
        Some("yes")
    );
}

#[tokio::test]
async fn limits_are_told_in_the_order_time_people_money() {
    let cx = analyst().await;
    let limits = |days: &str| {
        let (plan, page) = shown(&cx, &input("400000", days));
        let told: Vec<String> = page
            .texts("ol.package-limits li")
            .iter()
            .map(|text| text.split(':').next().unwrap_or_default().to_owned())
            .collect();
        (plan.outcome.unwrap(), told)
    };
    // With so few days, people are the limit long before the budget.
    let (planned, told) = limits("40");
    assert_eq!(told[..2], ["Time", "People"]);
    assert!(planned.tally.cost.total() < 200_000);
    assert_eq!(told.last().unwrap(), "Money");
    let (planned, told) = limits("");
    assert!(!told.contains(&"People".to_owned()), "{told:?}");
    assert!(planned.tally.own_days.values().sum::<u32>() > 80);
}

#[tokio::test]
async fn what_cannot_be_kept_is_told_with_a_way_out() {
    let cx = analyst().await;
    let asked = input("1000", "").locked("lakes", &"incident-plan".into(), Some(Way::In));
    let (_, page) = shown(&cx, &asked);
    assert_eq!(page.all("table.package-lines").len(), 0);
    let notice = page.text(".notice-attention");
    assert!(
        notice.contains("Lakes") && notice.contains("more than the budget"),
        "{notice}"
    );
    let free = page.one(".notice-attention a").attr("href").unwrap().to_owned();
    assert!(free.contains("budget=1000") && !free.contains("keep="), "{free}");
    // What was decided stays with the form.
    assert_eq!(
        page.one("input[name=keep]").attr("value"),
        Some("lakes:incident-plan")
    );
}

#[tokio::test]
async fn nobody_to_plan_for_is_said() {
    let cx = analyst().await;
    let asked = input("1000", "");
    let mut nobody = portfolio(&cx, &asked);
    nobody.bodies.clear();
    nobody.problem.bodies.clear();
    let plan = PackagePlan::of(nobody).unwrap();
    let page = Markup::of(&cx, |cx| plan::view(cx, &plan, &asked));
    assert_eq!(page.text(".notice"), cx.t("package-nobody"));
    assert_eq!(page.all("table").len(), 0);
}
