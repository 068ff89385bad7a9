//! The single fields of an intervention, and what each may say.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::content::intervention::{Checked, Cost, Estimate, Lift, Need, Purpose, Source, Strength};
use domain::purpose::{PurposeCode, UnusablePurpose};
use toml::Spanned;

use crate::document::Document;
use crate::markdown::Links;
use crate::problem::{Problems, Source as Text};
use crate::raw::{Field, Number, Reader};

use super::SOURCE;
use super::file::{RawCost, RawEstimate, RawIntervention};
use super::needs::CheckedNeed;

/// Longest time until something is there: five years.
pub(super) const MOST_WEEKS: i64 = 260;
/// Most days of work of a body's own people.
pub(super) const MOST_DAYS: i64 = 1_000;
/// Highest cost, in dollars.
const MOST_DOLLARS: i64 = 100_000_000;
/// How many times the lower end the upper end of a range may be: what is wider tells a donor nothing.
const WIDEST: u32 = 5;
/// Help that ends does not finish a practice alone, and what closes less than a tenth is not worth a line.
const LIFTS: std::ops::RangeInclusive<f64> = 0.1..=0.7;
/// Most words of a title, and of a summary.
const LONGEST_TITLE: usize = 10;
const LONGEST_SUMMARY: usize = 35;
/// How many words tell what happens.
const WORDS_OF_WHAT: std::ops::RangeInclusive<usize> = 80..=160;

/// How long the texts are.
pub(super) fn check_lengths(raw: &RawIntervention, reader: &Reader<'_>, wanted: &mut Problems) {
    let fields = [
        ("the title", &raw.title, 0..=LONGEST_TITLE),
        ("the summary", &raw.summary, 0..=LONGEST_SUMMARY),
        ("what", &raw.what, WORDS_OF_WHAT),
    ];
    for (name, field, allowed) in fields {
        let words = field.get_ref().split_whitespace().count();
        if !allowed.contains(&words) {
            let (least, most) = (allowed.start(), allowed.end());
            let limit = if *least == 0 {
                format!("at most {most}")
            } else {
                format!("{least} to {most}")
            };
            let line = reader.source.line_of(&field.span());
            let message = format!("{name} has {words} words; {limit} are wanted");
            wanted.add(reader.source.file, line, message);
        }
    }
}

/// A grade that a donor may rely on rests on something that was read.
pub(super) fn check_evidence(
    raw: &RawIntervention,
    strength: Strength,
    sources: &[Source],
    reader: &Reader<'_>,
    wanted: &mut Problems,
) {
    let was_opened = sources.iter().any(|source| source.checked == Checked::Opened);
    if strength >= Strength::Moderate && !was_opened {
        let line = reader.source.line_of(&raw.evidence.strength.span());
        let message = format!(
            "the evidence is said to be {}, but no source was opened: read one, or call it weak",
            strength.as_str()
        );
        wanted.add(reader.source.file, line, message);
    }
}

impl Reader<'_> {
    /// A text that stays in its own language, such as the title of a book.
    pub(super) fn untranslated(&mut self, name: &str, field: &Field) -> String {
        let text = field.get_ref().trim();
        if text.is_empty() {
            self.problem(&field.span(), format!("{name} is empty"));
        }
        text.to_owned()
    }

    /// A text in Markdown that is the value of a field.
    pub(super) fn long_text(&mut self, name: &str, field: &Field, links: &Links<'_>) -> Document {
        let span = field.span();
        // Between three quotation marks the text begins on the next line; between two on the same.
        let begins_below = self
            .source
            .text
            .get(span.clone())
            .is_some_and(|text| text.starts_with("\"\"\"\n") || text.starts_with("\"\"\"\r\n"));
        let body = Text {
            file: self.source.file,
            text: field.get_ref(),
            skipped: self.source.line_of(&span) - usize::from(!begins_below),
        };
        self.document(name, body, SOURCE, links)
    }

    /// How far something was read.
    pub(super) fn checked(&mut self, field: &Field) -> Checked {
        let names = Checked::ALL.map(Checked::as_str);
        self.one_of("mark", field, Checked::parse, names)
            .unwrap_or(Checked::Memory)
    }

    /// A partner by its key.
    pub(super) fn partner(&mut self, field: &Field, known: &HashSet<String>) -> String {
        if !known.contains(field.get_ref()) {
            let message = format!(
                "no partner in partners.toml has the short name `{}`",
                field.get_ref()
            );
            self.problem(&field.span(), message);
        }
        field.get_ref().clone()
    }

    /// A range of whole numbers.
    pub(super) fn estimate(&mut self, name: &str, field: &RawEstimate, most: i64) -> Estimate {
        let mut problem = None;
        let mut found = Estimate { low: 0, high: 0 };
        if let [low, high] = field.get_ref()[..] {
            let number = |number: i64| u32::try_from(number).ok().filter(|_| number <= most);
            match (number(low), number(high)) {
                (Some(low), Some(high)) => {
                    found = Estimate { low, high };
                    if low > high {
                        problem = Some(format!(
                            "{name}: the lower end {low} is above the upper end {high}"
                        ));
                    } else if high > low.saturating_mul(WIDEST) {
                        problem = Some(format!(
                            "{name}: the upper end {high} is more than {WIDEST} times the lower end {low}"
                        ));
                    }
                }
                _ => {
                    problem = Some(format!(
                        "{name} is [{low}, {high}]; both ends must lie between 0 and {most}"
                    ));
                }
            }
        } else {
            problem = Some(format!("{name} needs two numbers, such as [8, 24]"));
        }
        if let Some(message) = problem {
            self.problem(&field.span(), message);
        }
        found
    }

    /// What it costs.
    pub(super) fn cost(&mut self, raw: &RawCost) -> Cost {
        Cost {
            fixed: self.estimate("fixed", &raw.fixed, MOST_DOLLARS),
            body: self.estimate("body", &raw.body, MOST_DOLLARS),
            per_polling_place: raw
                .per_polling_place
                .as_ref()
                .map(|unit| self.estimate("per_polling_place", unit, MOST_DOLLARS)),
        }
    }

    /// What must be there first.
    pub(super) fn needs(
        &mut self,
        fields: &[Field],
        practices: &HashSet<String>,
        interventions: &BTreeSet<&str>,
    ) -> Vec<CheckedNeed> {
        let mut needs: Vec<CheckedNeed> = Vec::new();
        for field in fields {
            let name = field.get_ref();
            let need = if practices.contains(name) {
                Need::Practice(name.as_str().into())
            } else if interventions.contains(name.as_str()) {
                Need::Intervention(name.as_str().into())
            } else {
                let message =
                    format!("`{name}` is neither a practice of the newest model nor an intervention");
                self.problem(&field.span(), message);
                continue;
            };
            if needs.iter().any(|other| other.need == need) {
                self.problem(&field.span(), format!("`{name}` is needed twice"));
            } else {
                let line = self.source.line_of(&field.span());
                needs.push(CheckedNeed { need, line });
            }
        }
        needs
    }

    /// What it does for practices, the largest first.
    pub(super) fn lifts(
        &mut self,
        raw: &Spanned<BTreeMap<Field, Spanned<f64>>>,
        practices: &HashSet<String>,
    ) -> Vec<Lift> {
        if raw.get_ref().is_empty() {
            self.problem(&raw.span(), "it lifts no practice");
        }
        let mut lifts = Vec::new();
        for (practice, share) in raw.get_ref() {
            let name = practice.get_ref();
            if !practices.contains(name) {
                self.problem(
                    &practice.span(),
                    format!("there is no practice `{name}` in the newest model"),
                );
            }
            if !LIFTS.contains(share.get_ref()) {
                let message = format!(
                    "the lift of {name} is {}; it must lie between {} and {}",
                    share.get_ref(),
                    LIFTS.start(),
                    LIFTS.end()
                );
                self.problem(&share.span(), message);
            }
            lifts.push(Lift {
                practice: name.as_str().into(),
                share: *share.get_ref(),
            });
        }
        // Equal ones stay in the order of their ids.
        lifts.sort_by(|a, b| b.share.total_cmp(&a.share));
        lifts
    }

    /// How it is reported, the largest share first.
    pub(super) fn purposes(&mut self, raw: &Spanned<BTreeMap<Field, Number>>) -> Vec<Purpose> {
        let mut purposes = Vec::new();
        let mut sum = 0i64;
        for (code, percent) in raw.get_ref() {
            let found = PurposeCode::parse(code.get_ref());
            if let Err(why) = found {
                self.problem(&code.span(), unusable(code.get_ref(), why));
            }
            let value: u8 = self.number("the percentage", percent, 1..=100);
            sum = sum.saturating_add(*percent.get_ref());
            purposes.extend(found.ok().map(|code| Purpose { code, percent: value }));
        }
        if sum != 100 {
            let message = format!("the percentages of the purposes sum to {sum}; they must sum to 100");
            self.problem(&raw.span(), message);
        }
        purposes.sort_by_key(|purpose| std::cmp::Reverse(purpose.percent));
        purposes
    }
}

fn unusable(code: &str, why: UnusablePurpose) -> String {
    match why {
        UnusablePurpose::Withdrawn(Some(successor)) => {
            format!("the purpose code {code} was withdrawn in 2020; {successor} took its place")
        }
        UnusablePurpose::Withdrawn(None) => {
            format!(
                "the purpose code {code} was withdrawn in 2020 and split up; choose one of its successors"
            )
        }
        UnusablePurpose::Unknown => {
            let known = PurposeCode::ALL.map(|code| code.to_string());
            let known = words::list(SOURCE, &known);
            format!("the purpose code `{code}` is not known; known are {known}")
        }
    }
}
