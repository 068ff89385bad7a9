//! Whether an activity is about elections.

use domain::text::folded;

use crate::activity::Activity;
use crate::codes::SectorVocabulary;

/// The purpose *Elections*.
const ELECTIONS: &str = "15151";

/// How words about elections begin in the languages in which publishers write: English, French, Spanish, Portuguese, German, Dutch, Italian.
const BEGINNINGS: [&str; 13] = [
    "election",
    "elector",
    "élection",
    "électo",
    "elecci",
    "eleiç",
    "eleitor",
    "elezion",
    "elettoral",
    "wahl",
    "verkiezing",
    "voter",
    "ballot",
];

/// Parts of such words where a word takes its article and prepositions in front: Arabic.
const PARTS: [&str; 2] = ["انتخاب", "إنتخاب"];

impl Activity {
    /// Whether a purpose is *Elections*, or a title has a word for them.
    pub fn is_about_elections(&self) -> bool {
        let is_purpose = self
            .all_sectors()
            .any(|sector| sector.vocabulary == SectorVocabulary::Dac5 && sector.code.starts_with(ELECTIONS));
        is_purpose
            || self
                .titles
                .iter()
                .any(|title| is_title_about_elections(&title.text))
    }
}

fn is_title_about_elections(title: &str) -> bool {
    let title = folded(title);
    let mut words = title.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| {
        BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
            || PARTS.iter().any(|part| word.contains(part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_elections_from_words_that_look_like_them() {
        for title in [
            "Support to the ELECTIONS of 2027",
            "Post-electoral review",
            "Appui aux élections locales",
            "Appui aux E\u{301}lections",
            "Apoyo al proceso electoral",
            "Apoio às eleições",
            "Wahlbeobachtung",
            "دعم الانتخابات",
            "Voter register",
        ] {
            assert!(is_title_about_elections(title), "{title}");
        }
        for title in [
            "Selection of consultants",
            "Electricity for clinics",
            "Revolte",
            "Auswahl",
            "",
        ] {
            assert!(!is_title_about_elections(title), "{title}");
        }
    }
}
