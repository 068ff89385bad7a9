//! What a draft must be before it is written.

use std::collections::BTreeSet;

use domain::content::Lang;
use domain::identity::place::is_country;
use domain::text::line;

use super::{Draft, DraftActivity, DraftError, Piece, Reference};

impl Draft {
    pub(super) fn check(&self) -> Result<(), DraftError> {
        if self.activities.is_empty() {
            return Err(DraftError::Empty);
        }
        named(&self.funder.reference, &self.funder.name)?;
        let mut seen = BTreeSet::new();
        for activity in &self.activities {
            let own = activity.identifier.as_str();
            let behind = own.strip_prefix(self.funder.reference.as_str());
            let behind = behind.and_then(|behind| behind.strip_prefix('-'));
            if behind.is_none_or(str::is_empty) {
                return Err(DraftError::ForeignReference(own.to_owned()));
            }
            if !seen.insert(own) {
                return Err(DraftError::Twice(own.to_owned()));
            }
            activity.check()?;
        }
        Ok(())
    }
}

impl DraftActivity {
    fn check(&self) -> Result<(), DraftError> {
        let own = || self.identifier.as_str().to_owned();
        if !has_words(&self.titles) {
            return Err(DraftError::NoWords(own(), "a title"));
        }
        if !has_words(&self.descriptions) {
            return Err(DraftError::NoWords(own(), "a description"));
        }
        for partner in &self.partners {
            named(&self.identifier, &partner.name)?;
        }
        if !is_country(&self.country) {
            return Err(DraftError::NoCountry(self.country.clone()));
        }
        let most = time::Duration::days(i64::from(DraftError::MOST_YEARS) * 366);
        if self.end < self.start || self.end - self.start > most {
            return Err(DraftError::BadTime(own()));
        }
        for piece in &self.pieces {
            piece.check()?;
        }
        self.dollars().map(|_| ())
    }

    /// What all pieces cost, in US dollars.
    pub(super) fn dollars(&self) -> Result<u64, DraftError> {
        /// A thousand million: more than any election has cost.
        const MOST: u64 = 1_000_000_000;
        let mut sum: u64 = 0;
        for piece in &self.pieces {
            sum = sum.saturating_add(piece.dollars);
        }
        if sum == 0 || sum > MOST {
            return Err(DraftError::NoBudget(self.identifier.as_str().to_owned()));
        }
        Ok(sum)
    }
}

impl Piece {
    fn check(&self) -> Result<(), DraftError> {
        let sum: u32 = self
            .purposes
            .iter()
            .map(|purpose| u32::from(purpose.percent))
            .sum();
        let codes: BTreeSet<_> = self.purposes.iter().map(|purpose| purpose.code).collect();
        if sum != 100 || codes.len() != self.purposes.len() {
            return Err(DraftError::PurposesNotWhole(self.help.clone()));
        }
        Ok(())
    }
}

fn has_words(texts: &[(Lang, String)]) -> bool {
    !texts.is_empty() && texts.iter().all(|(_, text)| !line(text).is_empty())
}

fn named(whose: &Reference, name: &str) -> Result<(), DraftError> {
    if line(name).is_empty() {
        return Err(DraftError::NoWords(
            whose.as_str().to_owned(),
            "an organisation's name",
        ));
    }
    Ok(())
}
