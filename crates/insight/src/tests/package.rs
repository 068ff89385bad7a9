//! Packages of help: made for the bodies that a donor sees by name and for nobody else, and on record as a reading of each.

use domain::target::{Item, Way};
use store::AuditFilter;

use super::*;
use crate::package::{
    Infeasible, Keeps, NoPackage, PackageInput, PackagePlan, Why, WhyOut, ask_package, package_budgets,
    package_reasons, plan_package,
};

/// So much, with whatever staff the body has, under a contract.
fn input(budget: &str) -> PackageInput {
    PackageInput {
        budget: budget.to_owned(),
        framework: "yes".to_owned(),
        ..PackageInput::default()
    }
}

async fn ask(
    world: &World,
    donor: &Actor,
    round: &str,
    input: &PackageInput,
) -> Result<crate::package::PackageAsked> {
    act!(world.setting, donor, ask_package(round, &input.parse()?))
}

async fn plan(world: &World, donor: &Actor, round: &str, input: &PackageInput) -> PackagePlan {
    let asked = ask(world, donor, round, input).await.unwrap();
    plan_package(asked).await.unwrap()
}

fn bodies(plan: &PackagePlan) -> Vec<&str> {
    plan.portfolio
        .bodies
        .iter()
        .map(|body| body.slug.as_str())
        .collect()
}

/// Bodies that show themselves to all, to one donor, in aggregate and not at all, in a closed round.
async fn world() -> (World, String) {
    let mut world = World::new().await;
    let slugs = ["to-all", "to-one", "to-other", "hushed", "silent"];
    world
        .answered_bodies(&slugs, "north", Answer::NotImplemented)
        .await;
    let round = world.open("first").await;
    world.consent("to-all", &round, "", Consent::Named).await;
    world.consent("to-one", &round, "d1", Consent::Named).await;
    world.consent("to-other", &round, "d2", Consent::Named).await;
    world.consent("hushed", &round, "", Consent::AggregateOnly).await;
    world.close(&round).await;
    (world, round)
}

#[tokio::test]
async fn only_bodies_shown_to_this_donor_are_planned_for() {
    let (world, round) = world().await;
    let first = plan(&world, &world.first, &round, &input("200000")).await;
    let second = plan(&world, &world.second, &round, &input("200000")).await;
    assert_eq!(bodies(&first), ["to-all", "to-one"]);
    assert_eq!(bodies(&second), ["to-all", "to-other"]);
    for (plan, others) in [
        (&first, ["to-other", "hushed", "silent"]),
        (&second, ["to-one", "hushed", "silent"]),
    ] {
        let told = format!("{plan:?}");
        for other in others {
            assert!(!told.contains(other), "{other}");
        }
        assert!(!plan.outcome.as_ref().unwrap().lines.is_empty());
    }
    // Nor can one be asked about, or decided on.
    let help = "incident-plan".into();
    let asked = ask(&world, &world.first, &round, &input("200000")).await.unwrap();
    let reasons = package_reasons(asked, "to-other".to_owned(), help).await;
    assert!(is_not_found(reasons));
    let decided = input("200000").locked("to-other", &"incident-plan".into(), Some(Way::In));
    let plan = plan(&world, &world.first, &round, &decided).await;
    assert!(plan.portfolio.problem.locks.is_empty());
    assert_eq!(plan.outcome.unwrap().solution, first.outcome.unwrap().solution);
}

#[tokio::test]
async fn who_came_later_plans_for_nobody() {
    let (world, round) = world().await;
    let late = world.setting.organisation("late", OrganisationKind::Donor).await;
    let late = world.setting.person("late", &[(&late, Role::Analyst)]).await;
    let plan = plan(&world, &late, &round, &input("200000")).await;
    assert_eq!(bodies(&plan), [""; 0]);
    assert!(plan.outcome.unwrap().solution.package.is_empty());
    // An open round has nothing to plan with, and what is no round neither.
    let open = world.open("second").await;
    for round in [open.as_str(), "none"] {
        assert!(is_not_found(ask(&world, &world.first, round, &input("1")).await));
    }
    // Whoever works for no donor is refused before.
    let (lead, _) = &world.bodies["to-all"];
    let refused = ask(&world, lead, &round, &input("1")).await;
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::NotYours))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn each_body_is_told_that_its_report_was_read() {
    let (world, round) = world().await;
    let d2 = OrganisationId::from("d2");
    let account = world.first.account.clone().unwrap();
    let own = world.setting.roles(&account, &[(&d2, Role::Analyst)]).await;
    let both = Actor {
        memberships: [&world.first.memberships[..], &own.memberships].concat(),
        ..own
    };
    let now = world.setting.env.now().plus_seconds(1);
    world.setting.clock.set(now);
    ask(&world, &both, &round, &input("1")).await.unwrap();
    let filter = AuditFilter {
        from: Some(now),
        ..AuditFilter::default()
    };
    let rows = world
        .setting
        .store()
        .reader()
        .audit_list(&filter, 99)
        .await
        .unwrap();
    let mut told: Vec<String> = rows
        .into_iter()
        .map(|row| {
            let entry = row.entry;
            let body = entry.organisation_id.unwrap_or_default();
            format!("{} {} {} {body}", entry.actor, entry.action, entry.object_id)
        })
        .collect();
    told.sort();
    // Once for each body, with the donor to whom it showed itself.
    assert_eq!(
        told,
        [
            "first named-report-read d1 to-all",
            "first named-report-read d1 to-one",
            "first named-report-read d2 to-other",
        ]
    );
    // They are sealed as any other.
    world
        .setting
        .store()
        .write(async |tx| tx.seal_audit(now, 999).await)
        .await
        .unwrap();
}

#[tokio::test]
async fn the_limits_of_the_question_are_those_of_the_package() {
    let (world, round) = world().await;
    let asked = PackageInput {
        days: "60".to_owned(),
        region: "50".to_owned(),
        ..input("300000")
    };
    let found = plan(&world, &world.first, &round, &asked).await;
    let planned = found.outcome.unwrap();
    assert_eq!(planned.tally.violations, []);
    assert!(
        planned.tally.own_days.values().all(|days| *days <= 60),
        "{planned:?}"
    );
    // Both bodies are in one region, to which half may go.
    assert!(planned.tally.cost.per_body <= 150_000);
    let is_people = |keeps: &Keeps| matches!(keeps, Keeps::People { .. } | Keeps::Obstacle(_));
    assert!(planned.left_out.iter().any(|out| is_people(&out.keeps)));
    // The lines add up to what the package costs and takes, each fixed cost once.
    let per_body: u64 = planned.lines.iter().map(|line| u64::from(line.cost.high)).sum();
    let firsts = planned.lines.iter().filter(|line| line.is_first);
    let fixed: u64 = firsts.map(|line| u64::from(line.once.high)).sum();
    assert_eq!(
        (per_body, fixed),
        (planned.tally.cost.per_body, planned.tally.cost.fixed)
    );
    let days: u32 = planned.lines.iter().map(|line| line.own_days).sum();
    assert_eq!(days, planned.tally.own_days.values().sum::<u32>());
    assert!((0.01..0.5).contains(&planned.closes) && planned.closes_of_level_one > planned.closes);

    // Without a limit of days more is spent, and without a contract nothing else changes where no election is near.
    let free = PackageInput {
        days: String::new(),
        region: String::new(),
        framework: "no".to_owned(),
        ..asked
    };
    let found = plan(&world, &world.first, &round, &free).await;
    let more = found.outcome.unwrap();
    assert!(more.tally.cost.total() > planned.tally.cost.total());
    let weeks = |line: &crate::package::PackageLine| {
        found.portfolio.problem.help(&line.item.help).unwrap().weeks.high
    };
    assert!(more.lines.iter().all(|line| line.weeks == 17 + weeks(line)));
}

#[tokio::test]
async fn what_is_decided_is_kept_or_told_why_not() {
    let (world, round) = world().await;
    let kept = input("100000").locked("to-one", &"risk-workshop".into(), Some(Way::In));
    let found = plan(&world, &world.first, &round, &kept).await;
    let item = Item::new(&"to-one".into(), &"risk-workshop".into());
    let planned = found.outcome.unwrap();
    let line = planned.lines.iter().find(|line| line.item == item).unwrap();
    assert!(line.is_locked);
    let left = input("100000").locked("to-one", &"risk-workshop".into(), Some(Way::Out));
    let found = plan(&world, &world.first, &round, &left).await;
    assert!(!found.outcome.unwrap().solution.package.contains(&item));
    let dear = input("1000").locked("to-one", &"risk-workshop".into(), Some(Way::In));
    let found = plan(&world, &world.first, &round, &dear).await;
    assert!(matches!(
        found.outcome,
        Err(NoPackage::Infeasible(
            Infeasible::Locked { .. } | Infeasible::Budget { .. }
        ))
    ));
}

#[tokio::test]
async fn budgets_and_reasons_agree_with_the_package() {
    let (world, round) = world().await;
    let asked = input("100000");
    let planned = plan(&world, &world.first, &round, &asked).await.outcome.unwrap();
    let budgets = package_budgets(ask(&world, &world.first, &round, &asked).await.unwrap())
        .await
        .unwrap();
    let same = budgets.steps.iter().find(|step| step.percent == 100).unwrap();
    let own = same.package.as_ref().unwrap();
    assert_eq!(own.costs, planned.tally.cost.total());
    let closes = budgets
        .steps
        .iter()
        .map(|step| step.package.as_ref().unwrap().closes);
    assert!(closes.clone().next_back() > closes.clone().next());

    let out = planned
        .left_out
        .iter()
        .find(|out| matches!(out.keeps, Keeps::Money { .. }))
        .unwrap();
    let asked = ask(&world, &world.first, &round, &asked).await.unwrap();
    let slug = out.item.body.to_string();
    let reasons = package_reasons(asked, slug, out.item.help.clone()).await.unwrap();
    let Ok(Why::Out(WhyOut::Displaces { comes, .. })) = reasons.outcome else {
        panic!("{reasons:?}");
    };
    assert!(comes.contains(&out.item));
    assert_eq!(reasons.points, planned.solution.worth.points);
}
