//! What a package of help costs each body, and under which purposes.

use std::collections::BTreeMap;

use domain::content::intervention::Purpose;
use domain::id::{BodyKey, InterventionId};
use domain::purpose::{PurposeCode, UnusablePurpose};
use domain::target::{Bound, Package, Problem};

use super::apportion::apportion;
use super::{DraftError, Piece};

/// The pieces of each body's activity in a package. A fixed cost is paid by the bodies that get the help, in equal parts, so that everything together costs what
/// `Problem::cost` says.
///
/// # Errors
/// When the package names something that the problem does not have, or of which no purposes are known.
pub fn pieces_of(
    problem: &Problem,
    package: &Package,
    bound: Bound,
    purposes: impl Fn(&InterventionId) -> Option<Vec<Purpose>>,
) -> Result<BTreeMap<BodyKey, Vec<Piece>>, DraftError> {
    let mut bodies_of: BTreeMap<&InterventionId, Vec<&BodyKey>> = BTreeMap::new();
    for item in package.items() {
        bodies_of.entry(&item.help).or_default().push(&item.body);
    }
    let mut pieces: BTreeMap<BodyKey, Vec<Piece>> = BTreeMap::new();
    for (id, bodies) in bodies_of {
        let unknown = || DraftError::Unknown(id.clone());
        let help = problem.help(id).ok_or_else(unknown)?;
        let purposes = purposes(id).ok_or_else(unknown)?;
        let fixed = apportion(u64::from(help.cost.fixed.at(bound)), &vec![1; bodies.len()]);
        for (key, fixed) in bodies.into_iter().zip(fixed) {
            let body = problem.body(key).ok_or_else(unknown)?;
            pieces.entry(key.clone()).or_default().push(Piece {
                help: id.clone(),
                dollars: fixed.saturating_add(help.cost_for(body, bound)),
                purposes: purposes.clone(),
            });
        }
    }
    Ok(pieces)
}

/// Purposes as they were stored, perhaps long ago: of a pledge, say.
///
/// # Errors
/// When a code was withdrawn since, or is none for help to election bodies.
pub fn stored_purposes(stored: &[(String, u8)]) -> Result<Vec<Purpose>, DraftError> {
    let read = |(code, percent): &(String, u8)| match PurposeCode::parse(code) {
        Ok(found) => Ok(Purpose {
            code: found,
            percent: *percent,
        }),
        Err(UnusablePurpose::Withdrawn(now)) => Err(DraftError::Withdrawn {
            code: code.clone(),
            now,
        }),
        Err(UnusablePurpose::Unknown) => Err(DraftError::UnknownPurpose(code.clone())),
    };
    stored.iter().map(read).collect()
}
