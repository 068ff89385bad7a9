//! Long because each limit is a short case of its own, on the same three lines of help. Each limit by itself: with it the answer is one, without it another, by hand.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use domain::content::intervention::{Cost, Estimate, Need, Strength};
use domain::id::BodyKey;
use domain::target::{
    Body, Bound, Floor, Funded, Help, ImpactRule, Item, Limits, Lock, Obstacle, OpenGap, Package, Problem,
    UrgencyStep, Way, Weights, Worth,
};
use targeting::{
    Effort, Infeasible, Keeps, SolveError, WhyIn, WhyOut, frontier, left_out, robustness, solve, why_in,
    why_out,
};

/// Lifts one practice; costs so many dollars a body, takes 10 weeks and 10 days, may run in the freeze, strong evidence.
fn help(id: &str, practice: &str, lift: u16, cost: u32) -> Help {
    Help {
        id: id.into(),
        lifts: [(practice.into(), lift)].into(),
        needs: Vec::new(),
        cost: Cost {
            body: Estimate::new(cost, cost),
            ..Cost::default()
        },
        weeks: Estimate::new(10, 10),
        own_days: 10,
        may_run_in_freeze: true,
        evidence: Strength::Strong,
    }
}

/// Practices A (impact 5), B (4), C (3), of level 2, all open.
fn body(id: &str, region: &str) -> Body {
    let gap = |(practice, impact): (&str, u8)| OpenGap {
        practice: practice.into(),
        level: 2,
        impact,
        open: 1_000,
    };
    Body {
        id: id.into(),
        region: region.to_owned(),
        polling_places: 100,
        weeks_to_election: Some(20),
        freeze_weeks: 4,
        own_days: None,
        has_framework: true,
        in_place: [].into(),
        gaps: [("A", 5), ("B", 4), ("C", 3)].map(gap).into(),
    }
}

/// One body; a, b and c lift A, B and C by a half for 1,000 dollars each.
fn three(budget: u64) -> Problem {
    let helps = [("a", "A"), ("b", "B"), ("c", "C")];
    Problem {
        bodies: vec![body("one", "north")],
        helps: helps.map(|(id, practice)| help(id, practice, 500, 1_000)).into(),
        limits: Limits::new(budget),
        weights: Weights::plain(),
        locks: Vec::new(),
        effects: BTreeMap::new(),
    }
}

/// What is best, as `body/help` in order.
fn best(problem: &Problem) -> String {
    let solution = solve(problem, &Effort::USUAL).unwrap();
    assert!(solution.is_proved);
    assert_eq!(problem.tally(&solution.package).violations, []);
    names(&solution.package)
}

fn names(package: &Package) -> String {
    let items = package.items().map(|item| format!("{}/{}", item.body, item.help));
    items.collect::<Vec<_>>().join(" ")
}

fn item(body: &str, help: &str) -> Item {
    Item::new(&body.into(), &help.into())
}

fn lock(body: &str, help: &str, way: Way) -> Lock {
    let (body, help) = (BodyKey::from(body), help.into());
    Lock { body, help, way }
}

#[test]
fn money() {
    assert_eq!(best(&three(999)), "");
    assert_eq!(best(&three(1_999)), "one/a");
    assert_eq!(best(&three(2_000)), "one/a one/b");
    assert_eq!(best(&three(3_000)), "one/a one/b one/c");
}

#[test]
fn the_bound_of_the_costs() {
    let mut problem = three(2_000);
    problem.helps[0].cost.body = Estimate::new(900, 2_500);
    assert_eq!(best(&problem), "one/b one/c");
    assert_eq!(
        problem.fit().obstacles[&item("one", "a")],
        Obstacle::TooDear { costs: 2_500 }
    );
    problem.limits.budget = 2_700;
    assert_eq!(best(&problem), "one/b one/c", "2,500 and 1,000 are too much");
    problem.limits.bound = Bound::Middle;
    assert_eq!(best(&problem), "one/a one/b", "1,700 and 1,000");
    problem.limits.budget = 1_900;
    assert_eq!(best(&problem), "one/a");
    problem.limits.bound = Bound::Lower;
    assert_eq!(best(&problem), "one/a one/b", "900 and 1,000");
}

#[test]
fn own_days() {
    let mut problem = three(3_000);
    problem.bodies[0].own_days = Some(25);
    assert_eq!(best(&problem), "one/a one/b");
    problem.helps[0].own_days = 26;
    assert_eq!(best(&problem), "one/b one/c");
    let why = Obstacle::TooMuchWork {
        takes: 26,
        there_are: 25,
    };
    assert_eq!(problem.fit().obstacles[&item("one", "a")], why);
}

#[test]
fn field_work_grows_with_polling_places() {
    let mut problem = three(4_000);
    problem.helps[0].cost.per_polling_place = Some(Estimate::new(1, 20));
    assert_eq!(best(&problem), "one/a one/b", "1,000 and 100 times 20");
    problem.bodies[0].polling_places = 200;
    assert_eq!(best(&problem), "one/b one/c");
    // Half of the days is fixed.
    assert_eq!(problem.helps[0].own_days_for(&problem.bodies[0]), 6);
}

#[test]
fn the_freeze_and_the_vote() {
    let mut problem = three(1_000);
    problem.helps[0].weeks = Estimate::new(10, 18);
    assert_eq!(best(&problem), "one/a");
    problem.helps[0].may_run_in_freeze = false;
    assert_eq!(best(&problem), "one/b");
    let late = |takes, is_tight| Obstacle::TooLate {
        takes,
        there_are: 16,
        is_tight,
    };
    assert_eq!(problem.fit().obstacles[&item("one", "a")], late(18, true));
    problem.bodies[0].has_framework = false;
    assert_eq!(problem.fit().obstacles[&item("one", "a")], late(35, false));
    assert_eq!(best(&problem), "", "everything else takes 27 of 20 weeks as well");
    problem.bodies[0].weeks_to_election = None;
    assert_eq!(best(&problem), "one/a");
}

#[test]
fn what_help_needs() {
    let mut problem = three(1_000);
    problem.helps[0].needs = vec![Need::Practice("B".into())];
    assert_eq!(best(&problem), "one/b", "a alone cannot begin");
    problem.limits.budget = 2_000;
    assert_eq!(best(&problem), "one/a one/b");
    // What ends later brings nothing in time.
    problem.helps[1].weeks = Estimate::new(11, 11);
    assert_eq!(best(&problem), "one/b one/c");
    let unmet = Obstacle::NeedUnmet {
        need: Need::Practice("B".into()),
    };
    assert_eq!(problem.fit().obstacles[&item("one", "a")], unmet);
    problem.bodies[0].in_place = ["B".into()].into();
    assert_eq!(best(&problem), "one/a one/b");
    // Too little to build on.
    problem.bodies[0].in_place.clear();
    problem.helps[1].weeks = Estimate::new(9, 9);
    problem.helps[1].lifts = [("B".into(), 299)].into();
    assert_eq!(best(&problem), "one/b one/c");
    // In a circle nothing begins.
    problem.helps[0].needs = vec![Need::Intervention("b".into())];
    problem.helps[1].needs = vec![Need::Intervention("a".into())];
    assert_eq!(best(&problem), "one/c");
}

#[test]
fn help_that_lifts_nothing_is_there_for_what_needs_it() {
    let mut problem = three(2_000);
    problem.helps.push(help("law", "Z", 700, 500));
    assert_eq!(best(&problem), "one/a one/b");
    assert_eq!(
        problem.fit().obstacles[&item("one", "law")],
        Obstacle::NothingToLift
    );
    problem.helps[0].needs = vec![Need::Intervention("law".into())];
    problem.helps[0].lifts.insert("C".into(), 500);
    assert_eq!(best(&problem), "one/a one/law");
}

#[test]
fn fixed_costs_are_paid_once() {
    let mut problem = three(5_000);
    problem.helps.truncate(2);
    problem.helps[0].cost.fixed = Estimate::new(2_500, 2_500);
    problem.bodies.push(body("two", "north"));
    assert_eq!(
        best(&problem),
        "one/a two/a",
        "2,500 and twice 1,000 for twice 5/5"
    );
    problem.limits.budget = 4_400;
    assert_eq!(best(&problem), "one/b two/b");
}

#[test]
fn a_spread_over_regions() {
    let mut problem = three(2_000);
    problem.helps.truncate(2);
    problem.bodies.push(body("two", "south"));
    problem.bodies[1].gaps[0].open = 333;
    problem.bodies[1].gaps[1].open = 333;
    assert_eq!(best(&problem), "one/a one/b");
    problem.limits.most_per_region = Some(500);
    assert_eq!(best(&problem), "one/a two/a");
    problem.limits.most_per_region = Some(400);
    assert_eq!(
        problem.fit().obstacles[&item("one", "a")],
        Obstacle::AboveRegion { costs: 1_000 }
    );
}

#[test]
fn what_others_fund() {
    let mut problem = three(1_000);
    let funded = |is_delivered| Funded {
        body: "one".into(),
        help: "a".into(),
        is_delivered,
    };
    problem.limits.funded = vec![funded(false)];
    assert_eq!(best(&problem), "one/b");
    assert_eq!(
        problem.fit().obstacles[&item("one", "a")],
        Obstacle::FundedByOthers
    );
    // It costs nothing, and takes the body's people until it has ended.
    problem.bodies[0].own_days = Some(19);
    assert_eq!(best(&problem), "");
    problem.limits.funded = vec![funded(true)];
    assert_eq!(best(&problem), "one/b");
    // What needs it can begin; and what lifts the same practice only counts for what it adds.
    problem.helps[1].needs = vec![Need::Intervention("a".into())];
    assert_eq!(best(&problem), "one/b");
    problem.helps.push(help("more", "A", 600, 1_000));
    assert_eq!(best(&problem), "one/b", "a tenth of A is less than half of B");
}

#[test]
fn how_value_is_counted() {
    let mut problem = three(2_000);
    problem.helps[0].cost.body = Estimate::new(2_000, 2_000);
    assert_eq!(best(&problem), "one/b one/c", "4/5 and 3/5 for 5/5");
    problem.weights.impact = ImpactRule::Squared;
    assert_eq!(
        best(&problem),
        "one/a",
        "16/25 and 9/25 are a whole, and equals go to the first"
    );
    problem.weights.impact = ImpactRule::Linear;
    problem.bodies[0].gaps[0].level = 1;
    problem.helps[0].lifts = [("A".into(), 600)].into();
    assert_eq!(best(&problem), "one/a", "a quarter more for level 1");
    problem.helps[0].evidence = Strength::ExpertJudgement;
    assert_eq!(best(&problem), "one/b one/c");
    problem.weights.floor = Some(Floor::DEFAULT);
    let solution = solve(&problem, &Effort::USUAL).unwrap();
    assert_eq!(
        (names(&solution.package).as_str(), solution.worth.floors),
        ("one/a", 1)
    );
    // Less than what other help could build on is nothing.
    problem.helps[0].lifts = [("A".into(), 200)].into();
    assert_eq!(best(&problem), "one/b one/c");
}

#[test]
fn the_nearer_election_comes_first() {
    let mut problem = three(1_000);
    problem.bodies.insert(0, body("far", "north"));
    problem.bodies[0].weeks_to_election = Some(80);
    assert_eq!(best(&problem), "far/a", "equals go to the first");
    problem.weights.urgency = vec![UrgencyStep {
        within_weeks: 26,
        factor: 1_100,
    }];
    assert_eq!(best(&problem), "one/a");
}

#[test]
fn locks() {
    let mut problem = three(2_000);
    problem.locks = vec![lock("one", "a", Way::Out)];
    assert_eq!(best(&problem), "one/b one/c");
    problem.locks.push(lock("one", "c", Way::In));
    problem.limits.budget = 1_500;
    assert_eq!(best(&problem), "one/c");
    let refused = |problem: &Problem| match solve(problem, &Effort::USUAL) {
        Err(SolveError::Infeasible(why)) => why,
        other => panic!("{other:?}"),
    };
    problem.locks.push(lock("one", "b", Way::In));
    assert_eq!(refused(&problem), Infeasible::Budget { costs: 2_000 });
    problem.limits.budget = 9_000;
    problem.bodies[0].own_days = Some(15);
    let days = Infeasible::OwnDays {
        body: "one".into(),
        takes: 20,
        there_are: 15,
    };
    assert_eq!(refused(&problem), days);
    // With what it needs it is too much for the body.
    problem.locks = vec![lock("one", "b", Way::In)];
    problem.helps[1].needs = vec![Need::Intervention("c".into())];
    let needs = Infeasible::WithNeeds { body: "one".into() };
    assert_eq!(refused(&problem), needs);
    // With what it needs it is too much for the budget.
    problem.bodies[0].own_days = None;
    problem.limits.budget = 1_500;
    problem.bodies.push(body("two", "north"));
    assert!(matches!(
        refused(&problem),
        Infeasible::WithNeeds { .. } | Infeasible::Together
    ));
    // What cannot be given says why.
    problem.helps[1].weeks = Estimate::new(1, 50);
    assert!(matches!(
        refused(&problem),
        Infeasible::Locked {
            obstacle: Obstacle::TooLate { .. },
            ..
        }
    ));
}

#[test]
fn why_things_are_in_and_out() {
    let mut problem = three(2_000);
    problem.helps.push(help("late", "C", 700, 10));
    problem.helps[3].weeks = Estimate::new(1, 90);
    let solution = solve(&problem, &Effort::USUAL).unwrap();
    let steps = frontier(&problem, &Effort::USUAL);
    assert_eq!(
        (steps.len(), steps[0].budget, steps[15].budget),
        (16, 1_000, 4_000)
    );
    assert!(steps.iter().zip(&steps[1..]).all(|(less, more)| {
        less.solution.as_ref().unwrap().worth <= more.solution.as_ref().unwrap().worth
    }));
    let out = why_out(&problem, &solution, &steps, &item("one", "c"), &Effort::USUAL).unwrap();
    let WhyOut::Displaces {
        leaves,
        comes,
        loses,
        entry,
    } = out
    else {
        panic!("{out:?}")
    };
    assert_eq!(
        (names(&leaves).as_str(), names(&comes).as_str()),
        ("one/b", "one/c")
    );
    assert_eq!(
        loses,
        Worth {
            floors: 0,
            points: 100_000
        }
    );
    let enters = targeting::Entry::At {
        percent: 150,
        budget: 3_000,
    };
    assert_eq!(entry, enters);
    let late = why_out(&problem, &solution, &steps, &item("one", "late"), &Effort::USUAL).unwrap();
    assert!(
        matches!(late, WhyOut::Obstacle(Obstacle::TooLate { .. })),
        "{late:?}"
    );
    let within = why_in(&problem, &solution, &item("one", "a"), &Effort::USUAL).unwrap();
    let WhyIn::Best { loses, comes, .. } = within else {
        panic!("{within:?}")
    };
    assert_eq!((loses.points, names(&comes).as_str()), (200_000, "one/c"));
}

#[test]
fn what_stays_when_effects_are_off_by_half() {
    let mut problem = three(2_000);
    problem.helps[0].lifts = [("A".into(), 700)].into();
    let solution = solve(&problem, &Effort::USUAL).unwrap();
    let robust = robustness(&problem, &solution.package, &Effort::USUAL).unwrap();
    // Half of 0.7 · 5/5 is above half of 3/5; b at half is below c.
    assert_eq!(robust.cases, 2 * (3 + 4) + 24);
    assert!(
        robust.times[&item("one", "a")] > robust.times[&item("one", "b")],
        "{robust:?}"
    );
    assert!(
        robust.times[&item("one", "c")] > 0 && !robust.changed.is_empty(),
        "{robust:?}"
    );
    problem.limits.budget = 3_000;
    let solution = solve(&problem, &Effort::USUAL).unwrap();
    let robust = robustness(&problem, &solution.package, &Effort::USUAL).unwrap();
    assert_eq!(
        (names(&robust.always()).as_str(), robust.changed.len()),
        ("one/a one/b one/c", 0)
    );
}

#[test]
fn whoever_stops_early_is_told_a_bound() {
    let mut problem = three(2_500);
    for index in 0..8 {
        problem.bodies.push(body(&format!("more-{index}"), "south"));
        problem.bodies[index].gaps[0].open = 900 - 37 * index as u16;
        problem.helps.push(help(
            &format!("d{index}"),
            "B",
            300 + 41 * index as u16,
            700 + 13 * index as u32,
        ));
    }
    let whole = solve(&problem, &Effort::USUAL).unwrap();
    assert!(whole.is_proved && whole.gap() == Some(0.0));
    for steps in [0, 1, 10, 100, 1_000, 10_000] {
        let effort = Effort { steps, watch: None };
        let early = solve(&problem, &effort).unwrap();
        assert!(
            early.worth <= whole.worth && early.bound >= whole.worth,
            "{early:?}"
        );
        assert_eq!(problem.tally(&early.package).violations, []);
    }
    let watch = |_| ControlFlow::Break(());
    let stopped = solve(
        &problem,
        &Effort {
            watch: Some(&watch),
            ..Effort::USUAL
        },
    );
    let stopped = stopped.unwrap();
    assert!(stopped.worth <= whole.worth && stopped.bound >= whole.worth);
}

/// What is left out of the best package, with what keeps it out.
fn kept_out(problem: &Problem) -> Vec<(String, Keeps)> {
    let solution = solve(problem, &Effort::USUAL).unwrap();
    let all = left_out(problem, &solution.package).into_iter();
    all.map(|out| (format!("{}/{}", out.item.body, out.item.help), out.keeps))
        .collect()
}

#[test]
fn what_is_left_out_and_what_keeps_it_out() {
    let named = |name: &str, keeps| (name.to_owned(), keeps);
    let money = |left| Keeps::Money { costs: 1_000, left };
    assert_eq!(
        kept_out(&three(1_500)),
        [named("one/b", money(500)), named("one/c", money(500))],
        "what adds more comes first"
    );
    assert_eq!(kept_out(&three(3_000)), []);

    // People come before money.
    let mut problem = three(1_500);
    problem.bodies[0].own_days = Some(15);
    let people = Keeps::People { takes: 10, left: 5 };
    assert_eq!(
        kept_out(&problem),
        [named("one/b", people.clone()), named("one/c", people)]
    );
    // And time before everything; what is locked out is nobody's question.
    problem.helps[1].weeks = Estimate::new(10, 21);
    problem.locks.push(lock("one", "c", Way::Out));
    let late = Obstacle::TooLate {
        takes: 21,
        there_are: 20,
        is_tight: true,
    };
    assert_eq!(kept_out(&problem), [named("one/b", Keeps::Obstacle(late))]);

    // A fixed cost that the package pays already is not asked again.
    let mut problem = three(5_400);
    problem.helps.truncate(1);
    problem.helps[0].cost.fixed = Estimate::new(3_000, 3_000);
    problem.bodies.push(body("three", "north"));
    problem.bodies.push(body("two", "south"));
    problem.bodies[1].gaps[0].open = 667;
    problem.bodies[2].gaps[0].open = 333;
    assert_eq!(kept_out(&problem), [named("two/a", money(400))]);
    problem.limits.budget = 9_000;
    problem.limits.most_per_region = Some(200);
    assert_eq!(
        kept_out(&problem),
        [named("three/a", Keeps::Region { left: 800 })]
    );

    // What needs something that did not come in.
    let mut problem = three(1_000);
    problem.helps[1].needs = vec![Need::Intervention("c".into())];
    let need = Keeps::Need(Need::Intervention("c".into()));
    assert_eq!(
        kept_out(&problem),
        [named("one/b", need), named("one/c", money(0))]
    );
}
