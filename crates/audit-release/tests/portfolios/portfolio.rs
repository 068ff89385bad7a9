//! Generated portfolios: bodies over rounds, with the grants that they give to single donors.

use std::collections::BTreeSet;

use audit_release::StoredRound;
use domain::assess::model::ModelRef;
use domain::disclose::{
    Consent, Contribution, DomainShare, DonorGrant, Ledger, Parameters, Release, Round, Stratum,
};
use domain::id::DomainCode;
use domain::timestamp::Timestamp;

/// Numbers that look random and are the same each time (SplitMix64).
#[derive(Clone, Debug)]
pub struct Rng(pub u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// From `low` to `high`.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// 0–1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// What portfolios are like.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub most_bodies: usize,
    pub most_rounds: usize,
}

pub const ALL: Kind = Kind {
    most_bodies: 200,
    most_rounds: 5,
};

/// A body, as it stands in a round.
#[derive(Clone, Debug)]
struct Body {
    level: Consent,
    place: (usize, usize),
    /// The round of its assessment.
    made_in: usize,
    scores: Vec<Option<DomainShare>>,
    ceiling: u8,
    /// The single donor to whom it wants to be shown by name.
    donor: Option<usize>,
}

/// Rounds of the same bodies.
#[derive(Clone, Debug)]
pub struct Portfolio {
    pub parameters: Parameters,
    pub rounds: Vec<Round>,
    /// By round, what single donors would be shown.
    pub wanted: Vec<Vec<DonorGrant>>,
}

const LEVELS: [Consent; 4] = [
    Consent::AggregateOnly,
    Consent::Anonymised,
    Consent::Named,
    Consent::None,
];

/// So many, each as likely to be low as to be twice as high.
fn log_uniform(rng: &mut Rng, low: usize, high: usize) -> usize {
    let (low, high) = (low as f64, high as f64);
    (low * (high / low).powf(rng.share())).round() as usize
}

fn score(rng: &mut Rng, ceiling: u8) -> DomainShare {
    let share = match rng.below(5) {
        0 => 0.0,
        1 => 4.0,
        2 => rng.below(13) as f64 / 3.0,
        // At the edges of the bands.
        3 => [1.24, 1.25, 1.99, 2.0, 2.74, 2.75][rng.below(6)],
        _ => rng.share() * 4.0,
    };
    DomainShare::new(share * f64::from(ceiling) / 4.0, ceiling).expect("within the ceiling")
}

impl Portfolio {
    pub fn new(rng: &mut Rng, kind: Kind) -> Self {
        let bodies = log_uniform(rng, 5, kind.most_bodies);
        let regions = rng.between(1, 8.min(1 + bodies / 4));
        let income_groups = rng.between(1, 4);
        // Some mixes have one level only.
        let weights: Vec<usize> = LEVELS
            .iter()
            .map(|_| if rng.one_in(3) { 0 } else { rng.between(1, 9) })
            .collect();
        let ceilings = rng.one_in(2);
        let open = rng.one_in(2);
        let donors = rng.one_in(2);
        let restless = rng.between(2, 12);
        let renewed = rng.between(0, 4);
        let level = |rng: &mut Rng| {
            let total: usize = weights.iter().sum();
            if total == 0 {
                return Consent::AggregateOnly;
            }
            let mut at = rng.below(total);
            for (level, &weight) in LEVELS.into_iter().zip(&weights) {
                if at < weight {
                    return level;
                }
                at -= weight;
            }
            Consent::None
        };
        // Uneven: more bodies in the first places.
        let place = |rng: &mut Rng| {
            let (region, income_group) = (rng.below(regions), rng.below(income_groups));
            (rng.below(region + 1), income_group)
        };
        let assess = |rng: &mut Rng, body: &mut Body, round: usize| {
            body.made_in = round;
            body.scores = (0..2)
                .map(|_| (!(open && rng.one_in(60))).then(|| score(rng, body.ceiling)))
                .collect();
        };
        let mut now: Vec<Body> = (0..bodies)
            .map(|_| {
                let mut body = Body {
                    level: level(rng),
                    place: place(rng),
                    made_in: 0,
                    scores: Vec::new(),
                    ceiling: if ceilings { rng.between(2, 4) as u8 } else { 4 },
                    donor: (donors && rng.one_in(4)).then(|| rng.below(2)),
                };
                assess(rng, &mut body, 0);
                body
            })
            .collect();
        let mut portfolio = Self {
            parameters: Parameters::new(if rng.one_in(5) { rng.between(6, 10) } else { 5 })
                .expect("above the floor"),
            rounds: Vec::new(),
            wanted: Vec::new(),
        };
        for number in 0..rng.between(1, kind.most_rounds) {
            if number > 0 {
                for body in &mut now {
                    if rng.one_in(restless) {
                        body.level = level(rng);
                    }
                    if rng.one_in(40) {
                        body.place = place(rng);
                    }
                    if rng.below(4) < renewed {
                        assess(rng, body, number);
                    }
                }
            }
            portfolio.add(number, &now, (regions, income_groups));
        }
        portfolio
    }

    fn add(&mut self, number: usize, bodies: &[Body], (regions, income_groups): (usize, usize)) {
        let stratum = |(region, income_group): (usize, usize)| {
            Stratum::new(format!("Region {region}"), format!("Income {income_group}"))
        };
        let register = (0..regions)
            .flat_map(|region| (0..income_groups).map(move |income_group| (region, income_group)))
            .map(stratum);
        let domains: Vec<DomainCode> = vec!["GOV".into(), "SUP".into()];
        let assessment = |index: usize, body: &Body| format!("assessment {index:03} of {}", body.made_in);
        let contributions = bodies.iter().enumerate().map(|(index, body)| Contribution {
            assessment: assessment(index, body).into(),
            body: format!("body {index:03}").into(),
            level: body.level,
            stratum: stratum(body.place),
            scores: domains.iter().cloned().zip(body.scores.iter().copied()).collect(),
        });
        let model = ModelRef {
            id: "polder".into(),
            version: 2,
        };
        let id = format!("round {number}").into();
        let round = Round::new(id, model, register, domains.clone(), contributions).expect("a sound round");
        self.rounds.push(round);
        let wanted = bodies.iter().enumerate().filter_map(|(index, body)| {
            Some(DonorGrant {
                confirmed_at: Timestamp(index as i64 * 7 % 13),
                assessment: assessment(index, body).into(),
                donor: format!("donor {}", body.donor?).into(),
            })
        });
        self.wanted.push(wanted.collect());
    }

    /// Closes the rounds one after the other, as the program does.
    pub fn close(&self) -> Vec<StoredRound> {
        let mut ledger = Ledger::default();
        let closed = self.rounds.iter().zip(&self.wanted).map(|(round, wanted)| {
            let built = Release::build(round, self.parameters, &ledger);
            let (bytes, mut uses) = (built.release.to_bytes(), built.uses);
            ledger.record(uses.iter().cloned());
            let grants = ledger.grants(wanted.iter().cloned());
            let of_grants: Vec<_> = ledger.uses_of(&grants).collect();
            ledger.record(of_grants.iter().cloned());
            uses.extend(of_grants);
            let seen: BTreeSet<_> = grants
                .shown
                .into_iter()
                .map(|grant| (grant.donor, grant.assessment))
                .collect();
            ledger.record_seen(seen.iter().cloned());
            StoredRound {
                id: round.id().clone(),
                bytes,
                round: Some(round.clone()),
                uses,
                seen: seen.into_iter().collect(),
            }
        });
        closed.collect()
    }
}
