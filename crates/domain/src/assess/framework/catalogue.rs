//! The parts of the two frameworks that practices name: how many subcategories and safeguards each has.

/// The functions of the NIST Cybersecurity Framework 2.0, in its order.
pub const NIST_FUNCTIONS: [&str; 6] = ["GV", "ID", "PR", "DE", "RS", "RC"];

/// How many subcategories the framework has.
pub const NIST_SUBCATEGORIES: usize = 106;

/// Each category of the framework with the numbers of its subcategories (NIST CSWP 29, 2024). Numbers missing from a
/// category belonged to version 1.1 and were withdrawn.
pub(super) const NIST_CATEGORIES: [(&str, &[u8]); 22] = [
    ("GV.OC", &[1, 2, 3, 4, 5]),
    ("GV.RM", &[1, 2, 3, 4, 5, 6, 7]),
    ("GV.RR", &[1, 2, 3, 4]),
    ("GV.PO", &[1, 2]),
    ("GV.OV", &[1, 2, 3]),
    ("GV.SC", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    ("ID.AM", &[1, 2, 3, 4, 5, 7, 8]),
    ("ID.RA", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    ("ID.IM", &[1, 2, 3, 4]),
    ("PR.AA", &[1, 2, 3, 4, 5, 6]),
    ("PR.AT", &[1, 2]),
    ("PR.DS", &[1, 2, 10, 11]),
    ("PR.PS", &[1, 2, 3, 4, 5, 6]),
    ("PR.IR", &[1, 2, 3, 4]),
    ("DE.CM", &[1, 2, 3, 6, 9]),
    ("DE.AE", &[2, 3, 4, 6, 7, 8]),
    ("RS.MA", &[1, 2, 3, 4, 5]),
    ("RS.AN", &[3, 6, 7, 8]),
    ("RS.CO", &[2, 3]),
    ("RS.MI", &[1, 2]),
    ("RC.RP", &[1, 2, 3, 4, 5, 6]),
    ("RC.CO", &[3, 4]),
];

/// How many safeguards each of the 18 CIS Controls has, version 8.1 (153 in all). Numbers only: the text is licensed.
pub(super) const CIS_SAFEGUARDS: [u8; 18] = [5, 7, 14, 12, 6, 8, 7, 12, 7, 7, 5, 8, 11, 9, 7, 14, 9, 5];

/// Whether the NIST Cybersecurity Framework has a subcategory with this id, such as `GV.RR-01`.
pub fn is_nist_subcategory(id: &str) -> bool {
    id.split_once('-').is_some_and(|(category, number)| {
        let found = NIST_CATEGORIES.iter().find(|(name, _)| *name == category);
        found.is_some_and(|(_, numbers)| numbers.iter().any(|known| format!("{known:02}") == number))
    })
}

/// Whether the CIS Controls have a safeguard with this number, such as `14.1`.
pub fn is_cis_safeguard(id: &str) -> bool {
    CIS_SAFEGUARDS
        .into_iter()
        .zip(1..)
        .any(|(count, control)| (1..=count).any(|number| id == format!("{control}.{number}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_complete() {
        let subcategories: usize = NIST_CATEGORIES.iter().map(|(_, numbers)| numbers.len()).sum();
        assert_eq!(subcategories, NIST_SUBCATEGORIES);
        let safeguards: u32 = CIS_SAFEGUARDS.into_iter().map(u32::from).sum();
        assert_eq!(safeguards, 153);
        for (category, _) in NIST_CATEGORIES {
            assert!(NIST_FUNCTIONS.contains(&&category[..2]), "{category}");
        }
    }

    #[test]
    fn withdrawn_and_invented_numbers_are_unknown() {
        for id in ["GV.RR-01", "ID.AM-08", "PR.DS-10"] {
            assert!(is_nist_subcategory(id), "{id}");
        }
        for id in [
            "ID.AM-06",
            "DE.AE-01",
            "GV.RR-1",
            "GV.RR-001",
            "XX.YY-01",
            "GV.RR",
        ] {
            assert!(!is_nist_subcategory(id), "{id}");
        }
        for id in ["1.1", "3.14", "18.5"] {
            assert!(is_cis_safeguard(id), "{id}");
        }
        for id in ["1.6", "19.1", "0.1", "1", "01.1", "1.01", "1.0", "1.1.1", ""] {
            assert!(!is_cis_safeguard(id), "{id}");
        }
    }
}
