//! Histories of rounds, played through the real builder, and the reader's attack on what comes out.
//!
//! What a rule forbids can be tried by [`Rules`] without a switch in the program: one use is off when the builder is given a ledger in
//! which something is missing; the ceiling is off when every body is said to reach 4; rows with bands of their own are made here.
//!
//! Long because the builder of histories and the attack on them share one model of a reader.

use std::collections::{BTreeMap, BTreeSet};

use audit_release::attack::{self, Class, System};
use domain::assess::model::ModelRef;
use domain::disclose::{
    Band, Built, Consent, Contribution, DomainShare, Ledger, Parameters, Release, Round, Row, Stratum, Use,
};
use domain::id::{AssessmentId, DomainCode, OrganisationId};
use domain::rounding::to_hundredths;

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

pub fn model() -> ModelRef {
    ModelRef {
        id: "polder".into(),
        version: 2,
    }
}

pub fn domain() -> DomainCode {
    "GOV".into()
}

pub fn share(score: f64) -> DomainShare {
    DomainShare::new(score, 4).expect("a score of the scale")
}

pub fn stratum(region: usize, income_group: usize) -> Stratum {
    Stratum::new(format!("Region {region}"), format!("Income {income_group}"))
}

/// A body in one round.
#[derive(Clone, Debug)]
pub struct Entry {
    pub level: Consent,
    pub region: usize,
    pub income_group: usize,
    /// Whether it submitted a new assessment. In the first round everybody did.
    pub is_new: bool,
    /// The share of the ceiling (0–4) in that assessment.
    pub share: f64,
    /// Whether it answered everything in that assessment.
    pub is_answered: bool,
}

/// Bodies over rounds.
#[derive(Clone, Debug)]
pub struct History {
    pub regions: usize,
    pub income_groups: usize,
    pub k: usize,
    /// What each body can reach (1–4).
    pub ceilings: Vec<u8>,
    /// By round and body.
    pub rounds: Vec<Vec<Entry>>,
}

/// What is shown by name to all and counted in groups by rule R9, and what is left of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OneUse {
    On,
    Off,
    /// What counted in a group may be shown by name later.
    NamedLater,
    /// What counted in a group may count again.
    CountedAgain,
    /// What was shown by name may count in a group.
    CountedAfterName,
}

/// Which rules hold.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    pub one_use: OneUse,
    /// R4: rows are only read. Off: a row that is a union of whole groups gets a band over its bodies.
    pub rows_are_read: bool,
    /// R3: bands of the share of the ceiling. Off: of the score.
    pub ceiling: bool,
}

pub const ALL_RULES: Rules = Rules {
    one_use: OneUse::On,
    rows_are_read: true,
    ceiling: true,
};

/// A published figure with whom it is about.
#[derive(Clone, Debug)]
pub struct Shown {
    pub band: Band,
    pub members: BTreeSet<AssessmentId>,
}

/// A history that was played.
pub struct Played {
    pub built: Vec<Built>,
    pub figures: Vec<Shown>,
    pub named: BTreeSet<AssessmentId>,
    /// Every assessment that was ever counted or named: its body, its share, and the ceiling as the reader knows it.
    pub known: BTreeMap<AssessmentId, (OrganisationId, f64, f64)>,
    pub ledger: Ledger,
}

impl History {
    /// The round in which the assessment was made that a body has in a round.
    fn made_in(&self, round: usize, body: usize) -> usize {
        (0..=round)
            .rev()
            .find(|&earlier| self.rounds[earlier][body].is_new)
            .unwrap_or(0)
    }

    fn source(&self, round: usize, body: usize) -> &Entry {
        &self.rounds[self.made_in(round, body)][body]
    }

    pub fn round(&self, number: usize, rules: Rules) -> Round {
        let register = (0..self.regions).flat_map(|region| {
            (0..self.income_groups).map(move |income_group| stratum(region, income_group))
        });
        let contributions = self.rounds[number].iter().enumerate().map(|(body, entry)| {
            let source = self.source(number, body);
            let ceiling = if rules.ceiling { self.ceilings[body] } else { 4 };
            let score = source.share * f64::from(self.ceilings[body]) / 4.0;
            let score = DomainShare::new(score, ceiling).expect("within the ceiling");
            Contribution {
                assessment: assessment(body, self.made_in(number, body)),
                body: name(body),
                level: entry.level,
                stratum: stratum(entry.region, entry.income_group),
                scores: [(domain(), source.is_answered.then_some(score))].into(),
            }
        });
        let id = format!("round-{number}").into();
        Round::new(id, model(), register, vec![domain()], contributions).expect("a sound round")
    }

    pub fn parameters(&self) -> Parameters {
        Parameters::new(self.k).expect("above the floor")
    }

    pub fn play(&self, rules: Rules) -> Played {
        let mut played = Played {
            built: Vec::new(),
            figures: Vec::new(),
            named: BTreeSet::new(),
            known: BTreeMap::new(),
            ledger: Ledger::default(),
        };
        for number in 0..self.rounds.len() {
            let round = self.round(number, rules);
            let built = Release::build(
                &round,
                self.parameters(),
                &weakened(&played.ledger, &round, rules.one_use),
            );
            played.ledger.record(built.uses.iter().cloned());
            played.figures.extend(figures(&round, &built, rules));
            for (assessment, how) in &built.uses {
                let own = round
                    .contributions()
                    .find(|own| own.assessment == *assessment)
                    .expect("in the round");
                if *how == Use::NamedToAll {
                    played.named.insert(assessment.clone());
                }
                if let Some(score) = own.score(&domain()) {
                    let body: usize = own.body.as_str()[5..].parse().expect("a number");
                    let most = if rules.ceiling {
                        4.0
                    } else {
                        f64::from(self.ceilings[body])
                    };
                    played
                        .known
                        .insert(assessment.clone(), (own.body.clone(), score.share(), most));
                }
            }
            played.built.push(built);
        }
        played
    }
}

pub fn name(body: usize) -> OrganisationId {
    format!("body-{body:02}").into()
}

fn assessment(body: usize, made_in: usize) -> AssessmentId {
    format!("assessment-{body:02}-{made_in}").into()
}

/// The body and the round of an assessment.
pub fn parts(assessment: &AssessmentId) -> (usize, usize) {
    let numbers = assessment
        .as_str()
        .split('-')
        .skip(1)
        .map(|part| part.parse().expect("a number"));
    let [body, made_in] = numbers.collect::<Vec<usize>>()[..] else {
        panic!("{assessment}")
    };
    (body, made_in)
}

/// The ledger without what a rule that is off would have kept.
fn weakened(ledger: &Ledger, round: &Round, one_use: OneUse) -> Ledger {
    let level: BTreeMap<&AssessmentId, Consent> = round
        .contributions()
        .map(|own| (&own.assessment, own.level))
        .collect();
    let is_kept = |assessment: &AssessmentId, how: &Use| {
        let is_named = level.get(assessment) == Some(&Consent::Named);
        let in_group = matches!(how, Use::Group { .. });
        match one_use {
            OneUse::On => true,
            OneUse::Off => false,
            OneUse::NamedLater => !(is_named && in_group),
            OneUse::CountedAgain => is_named || !in_group,
            OneUse::CountedAfterName => is_named || in_group,
        }
    };
    Ledger::new(ledger.iter().flat_map(|(assessment, uses)| {
        let kept = uses.iter().filter(|how| is_kept(assessment, how));
        kept.map(|how| (assessment.clone(), how.clone()))
            .collect::<Vec<_>>()
    }))
}

/// The members of each group, from what the builder says that it used.
pub fn members(built: &Built) -> Vec<BTreeSet<AssessmentId>> {
    let mut members = vec![BTreeSet::new(); built.release.groups().len()];
    for (assessment, how) in &built.uses {
        if let Use::Group { group, .. } = how {
            members[*group].insert(assessment.clone());
        }
    }
    members
}

/// What a release shows, with the bands of rows if these get some.
fn figures(round: &Round, built: &Built, rules: Rules) -> Vec<Shown> {
    let members = members(built);
    let mut figures: Vec<Shown> = members
        .iter()
        .zip(built.release.groups())
        .filter_map(|(members, group)| {
            let band = group.figure(&domain())?.band();
            Some(Shown {
                band,
                members: members.clone(),
            })
        })
        .collect();
    if !rules.rows_are_read {
        figures.extend(unions(round, built).into_iter().filter_map(|members| {
            let band = band_over(round, &members)?;
            Some(Shown { band, members })
        }));
    }
    figures
}

/// The hidden bodies of each row that is a union of several whole groups.
pub fn unions(round: &Round, built: &Built) -> BTreeSet<BTreeSet<AssessmentId>> {
    let groups = members(built);
    let grouped: BTreeSet<&AssessmentId> = groups.iter().flatten().collect();
    let of_row = |row: &Row| -> BTreeSet<AssessmentId> {
        round
            .contributions()
            .filter(|own| grouped.contains(&own.assessment) && row.covers(&own.stratum))
            .map(|own| own.assessment.clone())
            .collect()
    };
    built
        .release
        .rows()
        .iter()
        .map(of_row)
        .filter(|own| {
            let inside = groups.iter().filter(|group| group.is_subset(own)).count();
            inside > 1
                && groups
                    .iter()
                    .all(|group| group.is_subset(own) || group.is_disjoint(own))
        })
        .collect()
}

pub fn band_over(round: &Round, members: &BTreeSet<AssessmentId>) -> Option<Band> {
    let shares: Option<Vec<f64>> = round
        .contributions()
        .filter(|own| members.contains(&own.assessment))
        .map(|own| own.score(&domain()).map(DomainShare::share))
        .collect();
    let shares = shares?;
    Some(Band::of(to_hundredths(
        shares.iter().sum::<f64>() / shares.len() as f64,
    )))
}

/// The reader's system, with the assessments of each class.
pub struct Attack {
    pub system: System,
    pub classes: Vec<Vec<AssessmentId>>,
}

impl Played {
    pub fn attack(&self) -> Attack {
        attack_on(&self.figures, &self.named, &self.known)
    }

    /// The narrowest range for the worst score of any insider.
    pub fn narrowest(&self) -> f64 {
        let found = self
            .attack()
            .system
            .narrowest()
            .expect("figures that fit together");
        found.map_or(4.0, |found| found.width)
    }

    /// The history with the scores that give the narrowest range away: those of the insider at their worst, those of all others so
    /// that every figure stays as it is. Nothing if it is not found; whoever uses it builds it again.
    pub fn at_its_worst(&self, history: &History) -> Option<History> {
        let Attack { system, classes } = self.attack();
        let system = system.inside(1e-5);
        let found = system.narrowest().ok()??;
        let means = system.fitting(&found.known).ok()??;
        let insider = self.insider(&found.known, &classes)?;
        let mut worst = history.clone();
        for (class, members) in classes.iter().enumerate() {
            for member in members {
                let (body, made_in) = parts(member);
                let is_insider = self.known[member].0 == insider;
                let own = found
                    .known
                    .iter()
                    .find(|(known, _)| *known == class && is_insider);
                let score = own.map_or(means[class], |(_, score)| *score);
                worst.rounds[made_in][body].share = (score * 4.0 / self.known[member].2).clamp(0.0, 4.0);
            }
        }
        Some(worst)
    }

    /// A body with an assessment in each of the classes.
    fn insider(&self, known: &[(usize, f64)], classes: &[Vec<AssessmentId>]) -> Option<OrganisationId> {
        let in_class = |class: usize, body: &OrganisationId| {
            classes[class].iter().any(|member| self.known[member].0 == *body)
        };
        let Some((first, _)) = known.first() else {
            return Some(name(99));
        };
        let bodies = classes[*first].iter().map(|member| &self.known[member].0);
        let mut bodies = bodies.filter(|body| known.iter().all(|(class, _)| in_class(*class, body)));
        bodies.next().cloned()
    }

    /// The narrowest range with the insiders' actual scores. Among insiders who know the same classes only those with the lowest
    /// and the highest score are tried: the range is concave between them.
    pub fn narrowest_as_it_is(&self) -> f64 {
        let Attack { system, classes } = self.attack();
        let mut readers: BTreeMap<Vec<usize>, Vec<Vec<(usize, f64)>>> = BTreeMap::new();
        let mut of_body: BTreeMap<&OrganisationId, Vec<(usize, f64)>> = BTreeMap::new();
        for (class, members) in classes.iter().enumerate() {
            for member in members {
                let (body, score, _) = &self.known[member];
                of_body.entry(body).or_default().push((class, *score));
            }
        }
        for known in of_body.into_values() {
            let key = known.iter().map(|(class, _)| *class).collect();
            readers.entry(key).or_default().push(known);
        }
        let total = |known: &Vec<(usize, f64)>| known.iter().map(|(_, score)| score).sum::<f64>();
        // And whoever knows nothing of its own.
        readers.insert(Vec::new(), vec![Vec::new()]);
        let mut least = 4.0f64;
        for known in readers.into_values() {
            let low = known.iter().min_by(|a, b| total(a).total_cmp(&total(b)));
            let high = known.iter().max_by(|a, b| total(a).total_cmp(&total(b)));
            for known in [low, high].into_iter().flatten() {
                for (target, members) in classes.iter().enumerate() {
                    let own = known.iter().filter(|(class, _)| *class == target).count();
                    let is_apart = system.figures.iter().all(|figure| {
                        !figure.classes.contains(&target)
                            || known.iter().all(|(class, _)| !figure.classes.contains(class))
                    });
                    // Who is in none of the target's figures is a reader like everybody else.
                    let is_like_all = is_apart && !known.is_empty() && !self.figures_overlap();
                    if members.len() == own || is_like_all {
                        continue;
                    }
                    let (low, high) = system.range(target, known).expect("the actual scores fit");
                    least = least.min(high - low);
                }
            }
        }
        least
    }

    /// Whether some assessment is in several figures.
    pub fn figures_overlap(&self) -> bool {
        let all: usize = self.figures.iter().map(|shown| shown.members.len()).sum();
        all > self
            .figures
            .iter()
            .flat_map(|shown| &shown.members)
            .collect::<BTreeSet<_>>()
            .len()
    }
}

pub fn attack_on(
    figures: &[Shown],
    named: &BTreeSet<AssessmentId>,
    known: &BTreeMap<AssessmentId, (OrganisationId, f64, f64)>,
) -> Attack {
    let mut in_figures: BTreeMap<&AssessmentId, Vec<usize>> = BTreeMap::new();
    for (index, shown) in figures.iter().enumerate() {
        for member in shown.members.difference(named) {
            in_figures.entry(member).or_default().push(index);
        }
    }
    // Bodies that differ in what they can reach are told apart.
    let mut classes: BTreeMap<(Vec<usize>, i64), Vec<AssessmentId>> = BTreeMap::new();
    for (member, own) in in_figures {
        let most = (known[member].2 * 100.0) as i64;
        classes.entry((own, most)).or_default().push(member.clone());
    }
    let mut system = System {
        figures: figures
            .iter()
            .map(|shown| {
                let (lower, upper) = shown.band.edges();
                let already: Vec<f64> = shown
                    .members
                    .intersection(named)
                    .map(|own| known[own].1)
                    .collect();
                attack::Figure {
                    classes: Vec::new(),
                    known: already.iter().sum(),
                    known_members: already.len(),
                    lower: lower as f64 / 1_000.0,
                    upper: upper as f64 / 1_000.0,
                }
            })
            .collect(),
        ..System::default()
    };
    let mut insiders: BTreeMap<&OrganisationId, Vec<usize>> = BTreeMap::new();
    for (index, ((own, most), members)) in classes.iter().enumerate() {
        for &figure in own {
            system.figures[figure].classes.push(index);
        }
        system
            .classes
            .push(Class::new(members.len(), *most as f64 / 100.0));
        for member in members {
            insiders.entry(&known[member].0).or_default().push(index);
        }
    }
    system.insiders = insiders.into_values().collect();
    Attack {
        system,
        classes: classes.into_values().collect(),
    }
}

/// What histories are like.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub most_rounds: usize,
    /// Ceilings from 2 to 4, else 4 for all.
    pub ceilings: bool,
    /// Now and then a question is left open.
    pub open: bool,
}

impl Kind {
    pub fn score(rng: &mut Rng) -> f64 {
        match rng.below(4) {
            0 => 0.0,
            1 => 4.0,
            2 => rng.below(13) as f64 / 3.0,
            _ => rng.share() * 4.0,
        }
    }

    pub fn level(rng: &mut Rng) -> Consent {
        match rng.below(10) {
            0 => Consent::None,
            1 => Consent::Named,
            2 => Consent::Anonymised,
            _ => Consent::AggregateOnly,
        }
    }

    pub fn history(self, rng: &mut Rng) -> History {
        let bodies = rng.between(8, 18);
        let (regions, income_groups) = (rng.between(1, 3), rng.between(1, 2));
        let places: Vec<(usize, usize)> = (0..bodies)
            .map(|_| (rng.below(regions), rng.below(income_groups)))
            .collect();
        let mut rounds: Vec<Vec<Entry>> = Vec::new();
        for number in 0..rng.between(1, self.most_rounds) {
            let entries = (0..bodies).map(|body| {
                let before = rounds.last().map(|round| &round[body]);
                let (region, income_group) = match before {
                    Some(entry) if !rng.one_in(12) => (entry.region, entry.income_group),
                    Some(_) => (rng.below(regions), rng.below(income_groups)),
                    None => places[body],
                };
                Entry {
                    level: match before {
                        Some(entry) if !rng.one_in(5) => entry.level,
                        _ => Self::level(rng),
                    },
                    region,
                    income_group,
                    is_new: number == 0 || rng.one_in(2),
                    share: Self::score(rng),
                    is_answered: !(self.open && rng.one_in(40)),
                }
            });
            let entries = entries.collect();
            rounds.push(entries);
        }
        History {
            regions,
            income_groups,
            k: 5,
            ceilings: (0..bodies)
                .map(|_| if self.ceilings { rng.between(2, 4) as u8 } else { 4 })
                .collect(),
            rounds,
        }
    }

    /// A small change: what an adversary tries next.
    pub fn step(self, history: &History, rng: &mut Rng) -> History {
        let mut next = history.clone();
        for _ in 0..rng.between(1, 2) {
            let number = rng.below(next.rounds.len());
            let body = rng.below(next.ceilings.len());
            let (regions, income_groups) = (next.regions, next.income_groups);
            let round = &mut next.rounds[number];
            match rng.below(9) {
                0 => {
                    // A whole place at once.
                    let (region, score) = (round[body].region, Self::score(rng));
                    let of_group = rng.one_in(2).then_some(round[body].income_group);
                    for entry in round.iter_mut().filter(|entry| entry.region == region) {
                        if of_group.is_none_or(|group| group == entry.income_group) {
                            entry.share = score;
                        }
                    }
                }
                1 => round[body].level = Self::level(rng),
                2 => round[body].is_new = number == 0 || !round[body].is_new,
                3 if rng.one_in(2) => {
                    round[body].region = rng.below(regions);
                    round[body].income_group = rng.below(income_groups);
                }
                4 | 5 => round[body].share = Self::score(rng),
                6 if self.ceilings => next.ceilings[body] = rng.between(2, 4) as u8,
                _ => {
                    let moved =
                        round[body].share + (rng.share() - 0.5) * if rng.one_in(2) { 2.0 } else { 0.2 };
                    round[body].share = moved.clamp(0.0, 4.0);
                }
            }
        }
        next
    }
}
