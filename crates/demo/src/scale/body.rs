//! What a generated body is called, and who acts for it.

use store::{AccountRow, OrganisationRow};

/// A body with the people who act for it.
pub(super) struct NewBody {
    pub(super) organisation: OrganisationRow,
    pub(super) leads: [Lead; 2],
    pub(super) assessor: String,
}

/// A lead.
pub(super) struct Lead {
    pub(super) account: String,
    name: String,
    email: String,
}

impl Lead {
    pub(super) fn of(account: &AccountRow) -> Self {
        Self {
            account: account.id.clone(),
            name: account.name.clone(),
            email: account.email.clone(),
        }
    }

    pub(super) fn as_parts(&self) -> (&str, &str, &str) {
        (&self.account, &self.name, &self.email)
    }
}

const FIRST: [&str; 16] = [
    "Al", "Bre", "Cor", "Dal", "Es", "Fen", "Gal", "Hes", "Ith", "Jor", "Kel", "Lor", "Mar", "Nor", "Or",
    "Per",
];
const SECOND: [&str; 16] = [
    "ba", "ce", "do", "fi", "ga", "he", "ka", "lo", "ma", "ni", "po", "ra", "se", "ta", "vo", "zu",
];
const THIRD: [&str; 16] = [
    "dan", "fell", "gard", "ham", "land", "mere", "mund", "nia", "port", "ria", "stan", "thar", "ton", "via",
    "wen", "wick",
];

/// The name in addresses, the name and the country of the body with that number. The codes are those that ISO 3166 leaves to its users:
/// AA, QM to QZ, XA to XZ and ZZ.
pub(super) fn names(number: usize) -> (String, String, String) {
    let place = [
        FIRST[number % 16],
        SECOND[number / 16 % 16],
        THIRD[number / 256 % 16],
    ]
    .concat();
    let district = number / 4_096 + 1;
    let code = match number % 42 {
        0 => "AA".to_owned(),
        1 => "ZZ".to_owned(),
        code @ 2..16 => format!("Q{}", char::from(b'M' + (code - 2) as u8)),
        code => format!("X{}", char::from(b'A' + (code - 16) as u8)),
    };
    let name = if district == 1 {
        format!("Election Office of {place}")
    } else {
        format!("Election Office of {place}, District {district}")
    };
    (format!("scale-{number}"), name, code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_bodies_are_called_the_same_and_no_country_exists() {
        let all: Vec<_> = (0..10_000).map(names).collect();
        let distinct: BTreeSet<&str> = all.iter().map(|(_, name, _)| name.as_str()).collect();
        assert_eq!(distinct.len(), all.len());
        let codes: BTreeSet<&str> = all.iter().map(|(_, _, code)| code.as_str()).collect();
        assert_eq!(codes.len(), 42);
        let is_users_own = |code: &str| {
            matches!(code, "AA" | "ZZ") || code.starts_with('X') || ("QM"..="QZ").contains(&code)
        };
        assert!(codes.iter().all(|code| is_users_own(code)), "{codes:?}");
    }
}
