//! Activities that may do the same: same country, same purpose, same time, and perhaps a title like it.

use std::collections::BTreeSet;

use domain::text::folded;
use time::Date;

use crate::activity::Activity;
use crate::codes::{Relation, SectorVocabulary, Status};
use crate::draft::DraftActivity;

/// What of an activity is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footprint {
    identifier: String,
    /// Identifiers of what it is a part of, or what is a part of it.
    related: BTreeSet<String>,
    countries: BTreeSet<String>,
    purposes: BTreeSet<String>,
    start: Option<Date>,
    end: Option<Date>,
    /// Of each title its words: two titles in two languages are two texts.
    titles: Vec<BTreeSet<String>>,
}

/// That two activities may do the same. It is for a person to look at, and proves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Countries of both.
    pub countries: Vec<String>,
    /// Purposes of both, of five digits.
    pub purposes: Vec<String>,
    /// Of all words of the two titles that are most alike, how many in a hundred stand in both.
    pub alike_percent: u8,
}

impl Footprint {
    /// Of an activity that somebody reports. One that was cancelled leaves none.
    pub fn of(activity: &Activity) -> Option<Self> {
        if activity.status == Some(Status::Cancelled) {
            return None;
        }
        let is_purpose = |sector: &&crate::Sector| sector.vocabulary == SectorVocabulary::Dac5;
        let is_same_money = |relation: Relation| match relation {
            Relation::Parent | Relation::Child | Relation::CoFunded | Relation::ThirdParty => true,
            Relation::Sibling => false,
        };
        let related = activity
            .related
            .iter()
            .filter(|related| is_same_money(related.relation));
        Some(Self {
            identifier: activity.identifier.clone(),
            related: related.map(|related| related.identifier.clone()).collect(),
            countries: activity.countries().into_iter().map(str::to_owned).collect(),
            purposes: activity
                .all_sectors()
                .filter(is_purpose)
                .map(|sector| sector.code.clone())
                .collect(),
            start: activity.dates.start(),
            end: activity.dates.end(),
            titles: activity.titles.iter().map(|title| words(&title.text)).collect(),
        })
    }

    /// Of an activity that is planned.
    pub fn of_draft(activity: &DraftActivity) -> Self {
        let purposes = activity.pieces.iter().flat_map(|piece| &piece.purposes);
        Self {
            identifier: activity.identifier.as_str().to_owned(),
            related: BTreeSet::new(),
            countries: BTreeSet::from([activity.country.clone()]),
            purposes: purposes.map(|purpose| purpose.code.to_string()).collect(),
            start: Some(activity.start),
            end: Some(activity.end),
            titles: activity.titles.iter().map(|(_, title)| words(title)).collect(),
        }
    }

    /// What both do, if they share a country, a purpose and a day. Where a start or end is not known, it may be any; without either nothing is said. Parts of
    /// one another are no overlap, since their money is the same money.
    pub fn overlap(&self, other: &Self) -> Option<Overlap> {
        let is_dated = |one: &Self| one.start.is_some() || one.end.is_some();
        let ends_before = |one: &Self, other: &Self| match (one.end, other.start) {
            (Some(end), Some(start)) => end < start,
            _ => false,
        };
        let is_same_money = self.identifier == other.identifier
            || self.related.contains(&other.identifier)
            || other.related.contains(&self.identifier);
        let is_at_one_time =
            is_dated(self) && is_dated(other) && !ends_before(self, other) && !ends_before(other, self);
        if is_same_money || !is_at_one_time {
            return None;
        }
        let shared = |one: &BTreeSet<String>, other: &BTreeSet<String>| -> Vec<String> {
            one.intersection(other).cloned().collect()
        };
        let countries = shared(&self.countries, &other.countries);
        let purposes = shared(&self.purposes, &other.purposes);
        if countries.is_empty() || purposes.is_empty() {
            return None;
        }
        let pairs = self
            .titles
            .iter()
            .flat_map(|own| other.titles.iter().map(move |title| (own, title)));
        let alike_percent = pairs.map(|(own, title)| alike_percent(own, title)).max();
        Some(Overlap {
            countries,
            purposes,
            alike_percent: alike_percent.unwrap_or_default(),
        })
    }
}

/// The words of a title that say something: short ones are articles and the like.
fn words(title: &str) -> BTreeSet<String> {
    const SHORTEST: usize = 4;
    let title = folded(title);
    let words = title.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| word.chars().count() >= SHORTEST)
        .map(str::to_owned)
        .collect()
}

/// How many in a hundred of all words stand in both, rounded down.
fn alike_percent(one: &BTreeSet<String>, other: &BTreeSet<String>) -> u8 {
    let all = one.union(other).count();
    if all == 0 {
        return 0;
    }
    // At most a hundred.
    (one.intersection(other).count() * 100 / all) as u8
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn footprint(identifier: &str, title: &str) -> Footprint {
        Footprint {
            identifier: identifier.to_owned(),
            related: BTreeSet::new(),
            countries: BTreeSet::from(["KE".to_owned(), "UG".to_owned()]),
            purposes: BTreeSet::from(["15151".to_owned()]),
            start: Some(date!(2026 - 01 - 01)),
            end: Some(date!(2026 - 12 - 31)),
            titles: vec![words(title)],
        }
    }

    #[test]
    fn place_purpose_and_time_have_to_be_shared() {
        let one = footprint("A", "Support to the voter register of Kenya");
        let other = footprint("B", "The voter register in Kenya: support");
        let overlap = one.overlap(&other).unwrap();
        assert_eq!((overlap.alike_percent, overlap.countries.len()), (100, 2));
        assert_eq!(overlap.purposes, ["15151"]);
        assert_eq!(other.overlap(&one), Some(overlap));

        type Change = fn(&mut Footprint);
        let apart: [Change; 7] = [
            |other| other.countries = BTreeSet::from(["TZ".to_owned()]),
            |other| other.purposes = BTreeSet::from(["15152".to_owned()]),
            |other| other.start = Some(date!(2027 - 01 - 01)),
            |other| (other.start, other.end) = (None, Some(date!(2025 - 12 - 31))),
            |other| (other.start, other.end) = (None, None),
            |other| other.related = BTreeSet::from(["A".to_owned()]),
            |other| other.identifier = "A".to_owned(),
        ];
        for (at, change) in apart.into_iter().enumerate() {
            let mut changed = other.clone();
            change(&mut changed);
            assert_eq!(one.overlap(&changed), None, "change {at}");
            assert_eq!(changed.overlap(&one), None, "change {at}");
        }
        let open_end = Footprint {
            start: Some(date!(2026 - 12 - 31)),
            end: None,
            ..other
        };
        assert!(one.overlap(&open_end).is_some(), "they share a day");
    }

    #[test]
    fn titles_are_compared_word_by_word() {
        let alike = |one: &str, other: &str| alike_percent(&words(one), &words(other));
        assert_eq!(alike("Voter register", "VOTER  register!"), 100);
        assert_eq!(alike("Voter register", "Voter education"), 33);
        assert_eq!(alike("Voter register", "Clean water"), 0);
        assert_eq!(alike("", ""), 0);
    }
}
