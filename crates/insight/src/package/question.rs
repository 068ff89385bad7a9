//! What is asked of a package: limits and rules, all of them in the address of the page.

use std::collections::BTreeSet;

use domain::content::intervention::Cost;
use domain::id::InterventionId;
use domain::target::{ImpactRule, Way};
use domain::typed;
use serde::Deserialize;
use usecase::{FieldErrors, ListPlace, Result};

/// What an analyst typed and chose, as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(default)]
pub struct PackageInput {
    /// US dollars.
    pub budget: String,
    /// Person-days that each body's own people can give; empty: nobody knows.
    pub days: String,
    /// Polling places of each body; empty: as many as the catalogue counts with.
    pub places: String,
    /// How impact counts.
    pub impact: String,
    /// `no`: no practice comes before the others.
    pub floor: String,
    /// Percent of the budget that may go to one region; empty: all of it.
    pub region: String,
    /// `yes`: there is a contract or a project under which help can begin.
    pub framework: String,
    /// What has to be in the package: `body:help`, with commas between them.
    pub keep: String,
    /// What must not be in it.
    pub leave: String,
    /// From which body on, where there are more than one package is made for.
    pub after: String,
}

/// What an analyst asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageQuestion {
    /// US dollars for everything.
    pub budget: u64,
    /// Person-days that each body's own people can give until its election; nothing if nobody knows.
    pub own_days: Option<u32>,
    /// Polling places of each body.
    pub polling_places: u32,
    /// How impact counts.
    pub impact: ImpactRule,
    /// Whether each practice of level 1 and impact 5 gets something first.
    pub has_floor: bool,
    /// Percent of the budget that may go to one region.
    pub most_per_region: Option<u8>,
    /// Whether there is a contract or a project under which help can begin.
    pub has_framework: bool,
    /// What is decided already, by the names of bodies in addresses.
    pub locks: Vec<(String, InterventionId, Way)>,
    /// From which body on.
    pub after: Option<ListPlace>,
}

/// More than any donor has for this.
const MOST_DOLLARS: u32 = 1_000_000_000;
/// More people than any election body has, for a year.
const MOST_DAYS: u32 = 100_000;
const MOST_PLACES: u32 = 2_000_000;
/// An address has room for so many.
const MOST_LOCKS: usize = 60;

impl PackageInput {
    /// What the form holds before anything was asked: the figures of the catalogue, and no contract.
    pub fn standard() -> Self {
        Self {
            budget: "400000".to_owned(),
            days: "300".to_owned(),
            places: Cost::REFERENCE_POLLING_PLACES.to_string(),
            impact: ImpactRule::Linear.as_str().to_owned(),
            floor: "yes".to_owned(),
            framework: "no".to_owned(),
            ..Self::default()
        }
    }

    /// What was asked; of whoever asked nothing, the standard.
    #[must_use]
    pub fn or_standard(self) -> Self {
        if self == Self::default() {
            Self::standard()
        } else {
            self
        }
    }

    /// Every field that says something, as in an address.
    pub fn pairs(&self) -> [(&'static str, &str); 10] {
        [
            ("budget", &self.budget),
            ("days", &self.days),
            ("places", &self.places),
            ("impact", &self.impact),
            ("floor", &self.floor),
            ("region", &self.region),
            ("framework", &self.framework),
            ("keep", &self.keep),
            ("leave", &self.leave),
            ("after", &self.after),
        ]
    }

    /// The same question with something decided: into the package, out of it, or left to the computation again.
    #[must_use]
    pub fn locked(&self, body: &str, help: &InterventionId, way: Option<Way>) -> Self {
        let name = format!("{body}:{help}");
        let others = |list: &str, is_in: bool| {
            let names = list.split(',').filter(|own| !own.is_empty() && *own != name);
            let own = is_in.then_some(name.as_str());
            names.chain(own).collect::<Vec<_>>().join(",")
        };
        Self {
            keep: others(&self.keep, way == Some(Way::In)),
            leave: others(&self.leave, way == Some(Way::Out)),
            ..self.clone()
        }
    }

    /// What it asks.
    ///
    /// # Errors
    /// A number is none, or out of its range.
    pub fn parse(&self) -> Result<PackageQuestion> {
        let mut errors = FieldErrors::new();
        let mut whole = |field: &'static str, typed: &str, most: u32, error: &'static str| {
            if typed.trim().is_empty() {
                return None;
            }
            let number = typed::whole(typed).filter(|number| (1..=most).contains(number));
            if number.is_none() {
                errors.add(field, error);
            }
            number
        };
        let budget = whole("budget", &self.budget, MOST_DOLLARS, "package-budget");
        let own_days = whole("days", &self.days, MOST_DAYS, "package-days");
        let places = whole("places", &self.places, MOST_PLACES, "package-places");
        let region = whole("region", &self.region, 100, "package-region");
        if self.budget.trim().is_empty() {
            errors.add("budget", "package-budget");
        }
        errors.into_result()?;
        let mut seen = BTreeSet::new();
        let mut locks = Vec::new();
        // Whoever writes addresses by hand can decide twice: the first counts.
        for (list, way) in [(&self.keep, Way::In), (&self.leave, Way::Out)] {
            for (body, help) in list.split(',').filter_map(|name| name.split_once(':')) {
                if locks.len() < MOST_LOCKS && seen.insert((body.to_owned(), help.to_owned())) {
                    locks.push((body.to_owned(), InterventionId::from(help), way));
                }
            }
        }
        Ok(PackageQuestion {
            budget: budget.map(u64::from).unwrap_or_default(),
            own_days,
            polling_places: places.unwrap_or(Cost::REFERENCE_POLLING_PLACES),
            impact: ImpactRule::parse(&self.impact).unwrap_or(ImpactRule::Linear),
            has_floor: self.floor != "no",
            most_per_region: region.and_then(|percent| u8::try_from(percent).ok()),
            has_framework: self.framework == "yes",
            locks,
            after: self.after.parse().ok(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use usecase::Error;

    fn input(budget: &str) -> PackageInput {
        PackageInput {
            budget: budget.to_owned(),
            ..PackageInput::default()
        }
    }

    #[test]
    fn what_is_left_empty_has_a_meaning() {
        let asked = input("٤٠٠٬٠٠٠").parse().unwrap();
        assert_eq!(
            (asked.budget, asked.own_days, asked.polling_places),
            (400_000, None, 3_000)
        );
        assert!(asked.has_floor && !asked.has_framework, "{asked:?}");
        assert_eq!(
            (asked.most_per_region, asked.locks.len(), asked.after.as_ref()),
            (None, 0, None)
        );
        let standard = PackageInput::standard().parse().unwrap();
        let own_days = Some(300);
        assert_eq!(standard, PackageQuestion { own_days, ..asked });
    }

    #[test]
    fn numbers_out_of_range_are_told_by_field() {
        let wrong = PackageInput {
            days: "0".to_owned(),
            places: "many".to_owned(),
            region: "101".to_owned(),
            ..input("")
        };
        let Err(Error::Invalid(errors)) = wrong.parse() else {
            panic!("{wrong:?} was taken");
        };
        for (field, error) in [
            ("budget", "package-budget"),
            ("days", "package-days"),
            ("places", "package-places"),
            ("region", "package-region"),
        ] {
            assert_eq!(errors.of(field), Some(error));
        }
    }

    #[test]
    fn what_is_decided_stands_in_the_address() {
        let help = InterventionId::from("incident-plan");
        let kept = input("1").locked("harbour", &help, Some(Way::In));
        assert_eq!(kept.keep, "harbour:incident-plan");
        let twice = kept.locked("hill", &help, Some(Way::In));
        assert_eq!(twice.keep, "harbour:incident-plan,hill:incident-plan");
        let left = twice.locked("harbour", &help, Some(Way::Out));
        assert_eq!(
            (left.keep.as_str(), left.leave.as_str()),
            ("hill:incident-plan", "harbour:incident-plan")
        );
        let locks = left.parse().unwrap().locks;
        let decided = |body: &str, way| (body.to_owned(), help.clone(), way);
        assert_eq!(locks, [decided("hill", Way::In), decided("harbour", Way::Out)]);
        assert_eq!(
            left.locked("hill", &help, None).locked("harbour", &help, None),
            input("1")
        );
    }
}
