//! The subcategories of the NIST Cybersecurity Framework 2.0 (NIST CSWP 29, 2024). Numbers missing from a category belonged
//! to version 1.1 and were withdrawn.

/// How many subcategories there are.
pub(crate) const LIVE: usize = 106;

/// Each category with its numbers.
const CATEGORIES: [(&str, &[u8]); 22] = [
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

/// Whether the framework has a subcategory with this id, such as `GV.RR-01`.
pub(crate) fn is_live(id: &str) -> bool {
    id.split_once('-').is_some_and(|(category, number)| {
        let found = CATEGORIES.iter().find(|(name, _)| *name == category);
        found.is_some_and(|(_, numbers)| numbers.iter().any(|known| format!("{known:02}") == number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_106() {
        assert_eq!(
            CATEGORIES.iter().map(|(_, numbers)| numbers.len()).sum::<usize>(),
            LIVE
        );
    }

    #[test]
    fn withdrawn_numbers_are_unknown() {
        for id in ["GV.RR-01", "ID.AM-08", "PR.DS-10"] {
            assert!(is_live(id), "{id}");
        }
        for id in [
            "ID.AM-06",
            "DE.AE-01",
            "GV.RR-1",
            "GV.RR-001",
            "XX.YY-01",
            "GV.RR",
        ] {
            assert!(!is_live(id), "{id}");
        }
    }
}
