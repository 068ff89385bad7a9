//! Whether a practice is written so that whoever answers can read it at once, and rests on something that can be looked up.
//!
//! Grades are Flesch–Kincaid grades (Kincaid, Fishburne, Rogers and Chissom, *Derivation of New Readability Formulas for Navy Enlisted
//! Personnel*, 1975): years of school that a reader needs. They speak of English, in which models are written.

use super::RawPractice;
use crate::raw::{Field, Reader};

/// Most words of a title.
const LONGEST_TITLE: usize = 12;
/// Most words of a part.
const LONGEST_PART: usize = 20;
/// Highest grade of what is asked, and of what the words look like.
const HARDEST_QUESTION: f64 = 10.0;
/// Highest grade of the help.
const HARDEST_HELP: f64 = 9.0;

/// How issuers begin that sit in the United States. Advice from there alone does not fit everywhere.
const UNITED_STATES: [&str; 11] = [
    "US ",
    "CISA",
    "NIST",
    "FEMA",
    "Belfer Center",
    "Brennan Center",
    "Center for Internet Security",
    "Center for Democracy",
    "National Academies",
    "National Association",
    "Verified Voting",
];

/// Adds what is wrong with the texts of a practice.
pub(super) fn check(raw: &RawPractice, reader: &mut Reader<'_>) {
    shorter_than(LONGEST_TITLE, "the title", &raw.title, reader);
    let parts = raw.parts.as_deref().unwrap_or_default();
    let mut question = format!("{}.", raw.title.get_ref());
    for part in parts {
        shorter_than(LONGEST_PART, "the part", &part.text, reader);
        easier_than(HARDEST_QUESTION, "the part", &part.text, reader);
        question.push_str(&format!(" {}.", part.text.get_ref()));
    }
    let grade = textstat::flesch_kincaid_grade(&question);
    if grade > HARDEST_QUESTION {
        let message = format!(
            "the title and the parts read at grade {grade:.1}; at most {HARDEST_QUESTION} is allowed"
        );
        reader.problem(&raw.title.span(), message);
    }
    easier_than(HARDEST_HELP, "the help", &raw.help, reader);
    easier_than(HARDEST_QUESTION, "“fully”", &raw.fully, reader);
    for (name, field) in [("“partly”", &raw.partly), ("“largely”", &raw.largely)] {
        if let Some(field) = field {
            easier_than(HARDEST_QUESTION, name, field, reader);
        }
    }
    if raw.sources.is_empty() {
        reader.problem(&raw.id.span(), "the practice names no source");
    } else if raw
        .sources
        .iter()
        .all(|source| is_from_united_states(source.get_ref()))
    {
        let message = "every source is from the United States: name one from elsewhere";
        reader.problem(&raw.id.span(), message);
    }
}

fn is_from_united_states(source: &str) -> bool {
    UNITED_STATES.iter().any(|issuer| source.starts_with(issuer))
}

fn shorter_than(most: usize, name: &str, field: &Field, reader: &mut Reader<'_>) {
    let words = field.get_ref().split_whitespace().count();
    if words > most {
        reader.problem(
            &field.span(),
            format!("{name} has {words} words; at most {most} are allowed"),
        );
    }
}

fn easier_than(hardest: f64, name: &str, field: &Field, reader: &mut Reader<'_>) {
    let grade = textstat::flesch_kincaid_grade(field.get_ref());
    if grade > hardest {
        let message = format!(
            "{name} reads at grade {grade:.1}; at most {hardest} is allowed: use shorter sentences and words"
        );
        reader.problem(&field.span(), message);
    }
}
