//! The catalogue's figures, and problems made from a fixed series of numbers.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use catalog::Catalog;
use domain::assess::profile::Profile;
use domain::assess::score::Scope;
use domain::content::Lang;
use domain::content::intervention::{Cost, Estimate, Need, Strength};
use domain::id::{BodyKey, InterventionId};
use domain::target::{
    Body, Bound, Floor, Funded, Help, ImpactRule, Item, Limits, Lock, OpenGap, Package, Problem, Way,
    Weights, Worth,
};
use targeting::sample::{self, Series};

static CONTENT: LazyLock<Catalog> = LazyLock::new(|| {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    Catalog::load(&content).unwrap()
});

/// The catalogue of interventions.
pub fn catalogue() -> Vec<Help> {
    let all = CONTENT.interventions(Lang::En).iter();
    all.map(|intervention| Help::of(intervention)).collect()
}

/// Every practice of the model, and whether it is asked of a body that counts by hand and has no technology.
pub fn practices() -> Vec<(OpenGap, bool)> {
    let (model, profile) = (CONTENT.model(Lang::En), Profile::default());
    let practice = |practice: &domain::assess::model::Practice| {
        let gap = OpenGap {
            practice: practice.id.clone(),
            level: practice.level,
            impact: practice.impact,
            open: 1_000,
        };
        let is_asked = profile
            .asked(model, Scope::Full)
            .any(|asked| asked.id == practice.id);
        (gap, is_asked)
    };
    model.practices().map(practice).collect()
}

/// The body of the worked example: nothing in place, an election in 30 weeks with a freeze of 4, everything under a framework.
pub fn body(id: &str) -> Body {
    let asked = practices().into_iter().filter(|(_, is_asked)| *is_asked);
    Body {
        id: id.into(),
        region: String::new(),
        polling_places: 3_000,
        weeks_to_election: Some(30),
        freeze_weeks: 4,
        own_days: None,
        has_framework: true,
        in_place: [].into(),
        gaps: asked.map(|(gap, _)| gap).collect(),
    }
}

/// The worked example with so many dollars at the middle of the bands.
pub fn example(budget: u64, own_days: Option<u32>) -> Problem {
    Problem {
        bodies: vec![Body {
            own_days,
            ..body("body")
        }],
        helps: catalogue(),
        limits: Limits {
            bound: Bound::Middle,
            ..Limits::new(budget)
        },
        weights: Weights::plain(),
        locks: Vec::new(),
        effects: BTreeMap::new(),
    }
}

/// These helps for that body.
pub fn package(body: &str, helps: &[&str]) -> Package {
    let body = BodyKey::from(body);
    helps
        .iter()
        .map(|help| Item::new(&body, &InterventionId::from(*help)))
        .collect()
}

/// A problem small enough to try every package.
pub fn small(seed: u64) -> Problem {
    made_up(seed, 3, 3, 6)
}

/// A problem with every kind of limit, made up throughout: up to so many bodies, with up to two more helps than `helps`.
pub fn made_up(seed: u64, bodies: u64, helps: u64, practices: u64) -> Problem {
    let (of_bodies, of_helps, of_practices) = (bodies, helps, practices);
    let mut own = Series(seed);
    let practices: Vec<OpenGap> = (0..of_practices)
        .map(|index| OpenGap {
            practice: format!("P-{index}").into(),
            level: 1 + own.below(2) as u8,
            impact: 1 + own.below(5) as u8,
            open: 1_000,
        })
        .collect();
    let count = of_helps + own.below(3);
    let mut helps: Vec<Help> = Vec::new();
    for index in 0..count {
        let lifts = practices.iter().filter_map(|gap| {
            let lift = (1 + own.below(7)) as u16 * 100;
            own.is(45).then(|| (gap.practice.clone(), lift))
        });
        let lifts = lifts.collect();
        let mut needs = Vec::new();
        if own.is(25) {
            needs.push(Need::Practice(
                practices[own.below(of_practices) as usize].practice.clone(),
            ));
        }
        if let Some(other) = helps.last().filter(|_| own.is(15)) {
            needs.push(Need::Intervention(other.id.clone()));
        }
        let weeks = 1 + own.below(30) as u32;
        helps.push(Help {
            id: format!("help-{index}").as_str().into(),
            lifts,
            needs,
            cost: Cost {
                fixed: Estimate::new(0, own.of(&[0, 500, 3_000, 9_000])),
                body: Estimate::new(100, 500 + own.below(9_500) as u32),
                per_polling_place: own.of(&[None, None, Some(Estimate::new(0, 2))]),
            },
            weeks: Estimate::new(weeks / 2, weeks),
            own_days: 5 + own.below(60) as u32,
            may_run_in_freeze: own.is(50),
            evidence: own.of(&Strength::ALL),
        });
    }
    let bodies: Vec<Body> = (0..=own.below(of_bodies))
        .map(|index| Body {
            id: format!("body-{index}").as_str().into(),
            region: own.of(&["north", "south"]).to_owned(),
            polling_places: own.of(&[300, 3_000]),
            weeks_to_election: own.of(&[None, Some(20), Some(40), Some(60)]),
            freeze_weeks: 4,
            own_days: own.of(&[None, Some(40), Some(80), Some(120)]),
            has_framework: own.is(80),
            in_place: practices
                .iter()
                .filter(|_| own.is(20))
                .map(|gap| gap.practice.clone())
                .collect(),
            gaps: practices.iter().filter(|_| own.is(75)).cloned().collect(),
        })
        .map(|mut body| {
            for gap in &mut body.gaps {
                gap.open = if body.in_place.contains(&gap.practice) {
                    333
                } else {
                    1_000
                };
            }
            body
        })
        .collect();
    let item = |own: &mut Series| {
        let body = bodies[own.below(bodies.len() as u64) as usize].id.clone();
        (body, helps[own.below(count) as usize].id.clone())
    };
    let mut limits = Limits::new(2_000 + own.below(10_000 * of_bodies));
    limits.most_per_region = own.of(&[None, None, Some(400), Some(600)]);
    if own.is(30) {
        let (body, help) = item(&mut own);
        limits.funded.push(Funded {
            body,
            help,
            is_delivered: own.is(50),
        });
    }
    let mut locks = Vec::new();
    if own.is(20) {
        let (body, help) = item(&mut own);
        let way = own.of(&[Way::In, Way::Out]);
        locks.push(Lock { body, help, way });
    }
    let weights = Weights {
        impact: own.of(&[ImpactRule::Linear, ImpactRule::Squared]),
        floor: own.is(40).then_some(Floor::DEFAULT),
        ..Weights::default()
    };
    Problem {
        bodies,
        helps,
        limits,
        weights,
        locks,
        effects: BTreeMap::new(),
    }
}

/// A problem of the catalogue's size: so many bodies, the first so many of its helps.
pub fn large(seed: u64, bodies: u64, helps: usize, dollars_a_body: u64) -> Problem {
    let practices: Vec<OpenGap> = practices().into_iter().map(|(gap, _)| gap).collect();
    sample::portfolio(seed, bodies, &catalogue()[..helps], &practices, dollars_a_body)
}

/// The best package of all there are that break nothing.
pub fn exhaustive(problem: &Problem) -> Option<Worth> {
    let fit = problem.fit();
    let locked = problem.locks.iter().filter(|lock| lock.way == Way::In);
    let locked = locked.map(|lock| Item::new(&lock.body, &lock.help));
    let items: Vec<Item> = fit.candidates.iter().cloned().chain(locked).collect();
    assert!(items.len() <= 18, "too many to try them all");
    let subsets = 0_u32..1 << items.len();
    let packages = subsets.map(|subset| {
        let chosen = items
            .iter()
            .enumerate()
            .filter(|(index, _)| subset & 1 << index != 0);
        chosen.map(|(_, item)| item.clone()).collect::<Package>()
    });
    let keeps = |package: &Package| {
        // The quick part first.
        problem.cost(package, problem.limits.bound).total() <= problem.limits.budget
            && problem.tally(package).violations.is_empty()
    };
    packages
        .filter(keeps)
        .map(|package| problem.worth(&package))
        .max()
}

/// What a second solver is asked as well: problems of every kind, too large to try everything.
pub fn for_second_solver() -> Vec<Problem> {
    let made_up = (0..140).map(|seed| made_up(10_000 + seed, 8, 10, 20));
    let like_the_catalogue = (0..80).map(|seed| {
        let mut own = Series(seed);
        let mut problem = large(seed, 1 + own.below(5), 40, own.of(&[20_000, 60_000, 150_000]));
        problem.limits.most_per_region = own.of(&[None, None, Some(300), Some(500)]);
        problem.weights.impact = own.of(&[ImpactRule::Linear, ImpactRule::Squared]);
        problem.weights.floor = own.is(30).then_some(Floor::DEFAULT);
        problem
    });
    made_up.chain(like_the_catalogue).collect()
}
