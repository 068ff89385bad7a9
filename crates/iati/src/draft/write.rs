//! A draft as a file of version 2.03. The schema wants the elements in this order and no other.

use std::collections::BTreeMap;

use domain::content::Lang;
use domain::purpose::PurposeCode;
use domain::text::{line, lines};
use quick_xml::escape::escape;
use time::{Date, Duration};

use super::apportion::apportion;
use super::{Draft, DraftActivity, DraftError, SectorSplit};
use crate::codes::{DateKind, Role, SectorVocabulary, Status};

/// A file that grows.
#[derive(Default)]
struct Out {
    text: String,
    open: Vec<&'static str>,
}

impl Draft {
    /// The file, of which every activity is in the pipeline (status 1). It is valid by the schema of version 2.03.
    ///
    /// # Errors
    /// When something is missing or makes no sense.
    pub fn write(&self) -> Result<String, DraftError> {
        self.check()?;
        let made_at = self.made_at.iso();
        let mut out = Out::default();
        out.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.begin(
            "iati-activities",
            &[("version", "2.03"), ("generated-datetime", &made_at)],
        );
        for activity in &self.activities {
            activity.write(self, &made_at, &mut out)?;
        }
        out.end();
        Ok(out.text)
    }
}

impl DraftActivity {
    fn write(&self, draft: &Draft, made_at: &str, out: &mut Out) -> Result<(), DraftError> {
        let language = self
            .titles
            .first()
            .map_or(Lang::default(), |(language, _)| *language);
        out.begin(
            "iati-activity",
            &[
                ("last-updated-datetime", made_at),
                ("xml:lang", language.tag()),
                ("default-currency", "USD"),
                ("humanitarian", "0"),
            ],
        );
        out.leaf("iati-identifier", &[], self.identifier.as_str());
        let funder = &draft.funder;
        let of_funder = [("ref", funder.reference.as_str()), ("type", funder.kind.code())];
        out.organisation("reporting-org", &of_funder, &funder.name);
        out.texts("title", &[], &self.titles);
        // 1 is the general description.
        out.texts("description", &[("type", "1")], &self.descriptions);
        let [reference, kind] = of_funder;
        out.organisation(
            "participating-org",
            &[reference, kind, ("role", Role::Funding.code())],
            &funder.name,
        );
        for partner in &self.partners {
            let mut attributes = Vec::new();
            attributes.extend(
                partner
                    .reference
                    .as_ref()
                    .map(|reference| ("ref", reference.as_str())),
            );
            attributes.extend(partner.kind.map(|kind| ("type", kind.code())));
            attributes.push(("role", partner.role.code()));
            out.organisation("participating-org", &attributes, &partner.name);
        }
        out.empty("activity-status", &[("code", Status::Pipeline.code())]);
        for (kind, day) in [
            (DateKind::PlannedStart, self.start),
            (DateKind::PlannedEnd, self.end),
        ] {
            out.empty(
                "activity-date",
                &[("type", kind.code()), ("iso-date", &day.to_string())],
            );
        }
        out.empty(
            "recipient-country",
            &[("code", &self.country), ("percentage", "100")],
        );
        for (code, hundredths) in self.sectors(draft.split) {
            let percent = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            let (code, vocabulary) = (code.to_string(), SectorVocabulary::Dac5.code());
            out.empty(
                "sector",
                &[
                    ("vocabulary", vocabulary),
                    ("code", &code),
                    ("percentage", &percent),
                ],
            );
        }
        self.write_budgets(out)?;
        out.end();
        Ok(())
    }

    /// The purposes with their share in hundredths of a percent; together exactly all.
    fn sectors(&self, split: SectorSplit) -> Vec<(PurposeCode, u64)> {
        const WHOLE: u64 = 10_000;
        if split == SectorSplit::ElectionsOnly {
            return vec![(PurposeCode::ELECTIONS, WHOLE)];
        }
        let mut weights: BTreeMap<PurposeCode, u64> = BTreeMap::new();
        for piece in &self.pieces {
            for purpose in &piece.purposes {
                *weights.entry(purpose.code).or_default() += piece.dollars * u64::from(purpose.percent);
            }
        }
        let (codes, weights): (Vec<_>, Vec<_>) = weights.into_iter().unzip();
        let shares = apportion(WHOLE, &weights);
        let split = codes.into_iter().zip(shares);
        // What is less than half a hundredth of a percent is no purpose.
        split.filter(|(_, share)| *share > 0).collect()
    }

    /// A budget for each year, since none may be for longer, in proportion to its days.
    fn write_budgets(&self, out: &mut Out) -> Result<(), DraftError> {
        let years = years(self.start, self.end);
        let days: Vec<u64> = years
            .iter()
            .map(|(from, to)| (*to - *from).whole_days().unsigned_abs() + 1)
            .collect();
        let valued_on = self.valued_on.to_string();
        let amounts = apportion(self.dollars()?, &days);
        for ((from, to), amount) in years.into_iter().zip(amounts) {
            // The first budget, and indicative.
            out.begin("budget", &[("type", "1"), ("status", "1")]);
            out.empty("period-start", &[("iso-date", &from.to_string())]);
            out.empty("period-end", &[("iso-date", &to.to_string())]);
            let of = [("currency", "USD"), ("value-date", valued_on.as_str())];
            out.leaf("value", &of, &amount.to_string());
            out.end();
        }
        Ok(())
    }
}

/// A time in pieces of a year, the last one perhaps shorter.
fn years(start: Date, end: Date) -> Vec<(Date, Date)> {
    let mut years = Vec::new();
    let mut from = start;
    for year in 1..=i32::from(DraftError::MOST_YEARS) + 1 {
        // A year after the 29th of February begins on the first of March.
        let next = start.replace_year(start.year() + year).unwrap_or_else(|_| {
            (start + Duration::days(1))
                .replace_year(start.year() + year)
                .unwrap_or(Date::MAX)
        });
        if next > end {
            break;
        }
        years.push((from, next - Duration::days(1)));
        from = next;
    }
    years.push((from, end));
    years
}

impl Out {
    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        for _ in &self.open {
            self.text.push_str("  ");
        }
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text.push_str(&format!(" {key}=\"{}\"", escape(line(value))));
        }
    }

    fn begin(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            for _ in &self.open {
                self.text.push_str("  ");
            }
            self.text.push_str(&format!("</{name}>\n"));
        }
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element with text; what XML may not hold, `lines` takes out.
    fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.tag(name, attributes);
        self.text
            .push_str(&format!(">{}</{name}>\n", escape(lines(text))));
    }

    fn organisation(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.begin(name, attributes);
        self.leaf("narrative", &[], &line(text));
        self.end();
    }

    fn texts(&mut self, name: &'static str, attributes: &[(&str, &str)], texts: &[(Lang, String)]) {
        self.begin(name, attributes);
        for (language, text) in texts {
            self.leaf("narrative", &[("xml:lang", language.tag())], text);
        }
        self.end();
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::years;

    #[test]
    fn no_budget_is_for_more_than_a_year() {
        assert_eq!(
            years(date!(2027 - 03 - 01), date!(2027 - 03 - 01)),
            [(date!(2027 - 03 - 01), date!(2027 - 03 - 01))]
        );
        assert_eq!(
            years(date!(2027 - 01 - 15), date!(2028 - 01 - 15)),
            [
                (date!(2027 - 01 - 15), date!(2028 - 01 - 14)),
                (date!(2028 - 01 - 15), date!(2028 - 01 - 15))
            ]
        );
        assert_eq!(
            years(date!(2028 - 02 - 29), date!(2029 - 12 - 31)),
            [
                (date!(2028 - 02 - 29), date!(2029 - 02 - 28)),
                (date!(2029 - 03 - 01), date!(2029 - 12 - 31))
            ]
        );
    }
}
