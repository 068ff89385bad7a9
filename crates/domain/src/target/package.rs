//! A package of help, what it costs, and what it breaks.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Body, Bound, Help, Obstacle, Problem, Way, Worth};
use crate::content::intervention::Need;
use crate::id::{BodyKey, InterventionId};

/// One kind of help for one body.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Item {
    /// The body.
    pub body: BodyKey,
    /// The help.
    pub help: InterventionId,
}

impl Item {
    /// That help for that body.
    pub fn new(body: &BodyKey, help: &InterventionId) -> Self {
        Self {
            body: body.clone(),
            help: help.clone(),
        }
    }
}

/// What is to be funded.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Package(BTreeSet<Item>);

impl Package {
    /// Its items, by body and help.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.0.iter()
    }

    /// Whether that is in it.
    pub fn contains(&self, item: &Item) -> bool {
        self.0.contains(item)
    }

    /// How many items it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is in this one and not in the other.
    pub fn without(&self, other: &Self) -> Self {
        Self(self.0.difference(&other.0).cloned().collect())
    }

    /// It with one item more.
    pub fn with(mut self, item: Item) -> Self {
        self.0.insert(item);
        self
    }
}

impl FromIterator<Item> for Package {
    fn from_iter<T: IntoIterator<Item = Item>>(items: T) -> Self {
        Self(items.into_iter().collect())
    }
}

/// US dollars that a package costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spending {
    /// Paid once for each kind of help in the package.
    pub fixed: u64,
    /// Paid for each body.
    pub per_body: u64,
}

impl Spending {
    /// Both together.
    pub fn total(self) -> u64 {
        self.fixed + self.per_body
    }
}

/// A limit that a package does not keep to, or a lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Violation {
    /// It costs more than there is.
    OverBudget {
        /// US dollars too many.
        by: u64,
    },
    /// The bodies of a region cost more than may be spent there.
    OverRegion {
        /// The region.
        region: String,
        /// US dollars too many.
        by: u64,
    },
    /// A body's own people have less time.
    OverOwnDays {
        /// The body.
        body: BodyKey,
        /// Person-days too many.
        by: u32,
    },
    /// Something is in it that cannot be given.
    Impossible {
        /// What.
        item: Item,
        /// Why.
        obstacle: Obstacle,
    },
    /// Something is in it without what it needs.
    NeedMissing {
        /// What.
        item: Item,
        /// The need.
        need: Need,
    },
    /// Something is not in it that was locked in.
    LockBroken {
        /// What.
        item: Item,
    },
    /// It names a body or help that the problem does not have.
    Unknown {
        /// What.
        item: Item,
    },
}

/// Everything that can be said of a package without looking for a better one.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// What it costs at the bound of the limits.
    pub cost: Spending,
    /// Person-days of each body's own people, without what others' help takes. Bodies without help are left out.
    pub own_days: BTreeMap<BodyKey, u32>,
    /// What it is worth by the rule of the best line, which is what is optimised.
    pub worth: Worth,
    /// Its points where several lines on one practice close what is left, which is what a report says.
    pub combined: f64,
    /// What it breaks; empty for a package that can be funded.
    pub violations: Vec<Violation>,
}

impl Problem {
    /// What a package costs, each fixed cost once over all bodies.
    pub fn cost(&self, package: &Package, bound: Bound) -> Spending {
        let mut cost = Spending::default();
        let mut paid = BTreeSet::new();
        for (item, body, help) in self.known(package) {
            cost.per_body += help.cost_for(body, bound);
            if paid.insert(&item.help) {
                cost.fixed += u64::from(help.cost.fixed.at(bound));
            }
        }
        cost
    }

    /// Person-days that a package takes from each body's own people.
    pub fn own_days(&self, package: &Package) -> BTreeMap<BodyKey, u32> {
        let mut days = BTreeMap::new();
        for (_, body, help) in self.known(package) {
            *days.entry(body.id.clone()).or_default() += help.own_days_for(body);
        }
        days
    }

    /// Everything about a package, whoever made it.
    pub fn tally(&self, package: &Package) -> Tally {
        let cost = self.cost(package, self.limits.bound);
        let own_days = self.own_days(package);
        let mut violations = Vec::new();
        if let Some(by) = cost.total().checked_sub(self.limits.budget).filter(|by| *by > 0) {
            violations.push(Violation::OverBudget { by });
        }
        violations.extend(self.regions_above(package));
        violations.extend(self.bodies_above(&own_days));
        violations.extend(self.items_amiss(package));
        Tally {
            cost,
            own_days,
            worth: self.worth(package),
            combined: self.combined_points(package, |_| true),
            violations,
        }
    }

    fn known<'a>(&'a self, package: &'a Package) -> impl Iterator<Item = (&'a Item, &'a Body, &'a Help)> {
        let items = package.items();
        items.filter_map(|item| Some((item, self.body(&item.body)?, self.help(&item.help)?)))
    }

    fn regions_above(&self, package: &Package) -> Vec<Violation> {
        let Some(cap) = self.limits.region_cap() else {
            return Vec::new();
        };
        let mut regions: BTreeMap<&str, u64> = BTreeMap::new();
        for (_, body, help) in self.known(package) {
            *regions.entry(&body.region).or_default() += help.cost_for(body, self.limits.bound);
        }
        let above = regions.into_iter().filter(|(_, cost)| *cost > cap);
        above
            .map(|(region, cost)| Violation::OverRegion {
                region: region.to_owned(),
                by: cost - cap,
            })
            .collect()
    }

    fn bodies_above(&self, own_days: &BTreeMap<BodyKey, u32>) -> Vec<Violation> {
        let by = |body: &Body| {
            let own = own_days.get(&body.id).copied()?;
            let by = (own + self.days_for_others(body)).saturating_sub(body.own_days?);
            // What others' help takes too much is not this package's doing.
            let by = by.min(own);
            (by > 0).then(|| Violation::OverOwnDays {
                body: body.id.clone(),
                by,
            })
        };
        self.bodies.iter().filter_map(by).collect()
    }

    fn items_amiss(&self, package: &Package) -> Vec<Violation> {
        let fit = self.fit();
        let mut amiss = Vec::new();
        for item in package.items() {
            let (Some(body), Some(help)) = (self.body(&item.body), self.help(&item.help)) else {
                amiss.push(Violation::Unknown { item: item.clone() });
                continue;
            };
            match fit.obstacles.get(item) {
                // Useless, but no harm.
                None | Some(Obstacle::NothingToLift) => {}
                Some(obstacle) => {
                    amiss.push(Violation::Impossible {
                        item: item.clone(),
                        obstacle: obstacle.clone(),
                    });
                    continue;
                }
            }
            let there = package.items().filter(|other| other.body == item.body);
            let there: Vec<&Help> = there.filter_map(|other| self.help(&other.help)).collect();
            let missing = help.needs.iter().filter(|need| {
                let brought = there.iter().any(|other| self.provides_in_time(other, need, help));
                !brought && !self.is_met(body, need)
            });
            amiss.extend(missing.map(|need| Violation::NeedMissing {
                item: item.clone(),
                need: need.clone(),
            }));
        }
        let locked = self.locks.iter().filter(|lock| lock.way == Way::In);
        let locked = locked.map(|lock| Item::new(&lock.body, &lock.help));
        let broken = locked.filter(|item| !package.contains(item));
        amiss.extend(broken.map(|item| Violation::LockBroken { item }));
        amiss
    }
}
