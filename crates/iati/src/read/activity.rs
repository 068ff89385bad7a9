//! One activity.

use std::io::BufRead;

use super::parts::Split;
use super::{Defaults, Reading};
use crate::activity::{Activity, Dates, Participant, Related};
use crate::broken::{Broken, quoted};
use crate::codes::{CodeList, DateKind, Relation, Role, Status, is_currency};
use crate::remark::What;
use crate::xml::{Element, Token};

/// What else the standard has, or had in version 1, in an activity.
const OTHERS: [&str; 23] = [
    "activity-scope",
    "activity-website",
    "capital-spend",
    "collaboration-type",
    "conditions",
    "contact-info",
    "country-budget-items",
    "crs-add",
    "default-aid-type",
    "default-finance-type",
    "default-flow-type",
    "default-tied-status",
    "description",
    "document-link",
    "fss",
    "humanitarian-scope",
    "legacy-data",
    "location",
    "other-identifier",
    "planned-disbursement",
    "policy-marker",
    "result",
    "tag",
];

/// An activity while it is read.
#[derive(Default)]
struct Found {
    identifier: Option<String>,
    has_identifier: bool,
    has_reporter: bool,
    has_status: bool,
    split: Split,
}

impl<R: BufRead> Reading<R> {
    /// An activity, up to its end; nothing if it has no identifier.
    pub(super) fn activity(&mut self, element: &Element) -> Result<Option<Activity>, Broken> {
        self.kept = 0;
        self.of_activity = self.report.remarks.len();
        let defaults = Defaults {
            language: self.language(element)?,
            currency: self.default_currency(element),
        };
        let mut found = Found::default();
        let mut activity = Activity {
            line: element.line,
            repeats: None,
            identifier: String::new(),
            reporter: None,
            titles: Vec::new(),
            status: None,
            dates: Dates::default(),
            participants: Vec::new(),
            places: Vec::new(),
            sectors: Vec::new(),
            budgets: Vec::new(),
            transactions: Vec::new(),
            related: Vec::new(),
            is_humanitarian: self.yes_or_no(element, "humanitarian"),
            // A level that is no number says nothing about money.
            hierarchy: element
                .attribute("hierarchy")
                .and_then(|level| level.parse().ok()),
        };
        loop {
            match self.xml.next()? {
                Token::Start(inner) => self.part(&inner, &defaults, &mut found, &mut activity)?,
                Token::Text(_) => {}
                Token::End | Token::Eof => break,
            }
        }
        self.finish_split(element.line, &mut found.split);
        activity.sectors = found.split.sectors;
        activity.places = found.split.places;
        self.check_order(&activity);
        let Some(identifier) = found.identifier else {
            self.remark(element.line, What::NoIdentifier);
            self.report.left_out += 1;
            return Ok(None);
        };
        activity.repeats = self.first_line(&identifier, element.line)?;
        if let Some(first) = activity.repeats {
            self.remark(element.line, What::Repeated { first });
            self.report.repeated += 1;
        }
        let short = quoted(&identifier);
        for remark in &mut self.report.remarks[self.of_activity..] {
            remark.activity = Some(short.clone());
        }
        activity.identifier = identifier;
        self.report.activities += 1;
        self.report.budgets += activity.budgets.len() as u64;
        self.report.transactions += activity.transactions.len() as u64;
        Ok(Some(activity))
    }

    fn default_currency(&mut self, element: &Element) -> Option<String> {
        let currency = element.attribute("default-currency")?;
        if is_currency(currency) {
            return Some(currency.to_owned());
        }
        let code = quoted(currency);
        self.remark(
            element.line,
            What::UnknownCode {
                list: CodeList::Currency,
                code,
            },
        );
        None
    }

    fn part(
        &mut self,
        element: &Element,
        defaults: &Defaults,
        found: &mut Found,
        activity: &mut Activity,
    ) -> Result<(), Broken> {
        match element.name.as_str() {
            "iati-identifier" => {
                let is_first = self.is_first(element, &mut found.has_identifier);
                let text = self.text(element)?;
                if is_first {
                    found.identifier = text;
                }
            }
            "reporting-org" => {
                let is_first = self.is_first(element, &mut found.has_reporter);
                let organisation = self.organisation(element, defaults)?;
                if is_first {
                    activity.reporter = Some(organisation);
                }
            }
            // In version 1 there was one for each language.
            "title" => activity.titles.extend(self.narratives(element, defaults)?),
            "participating-org" => {
                self.keep(0)?;
                let role = self.code(element, "role", CodeList::Role, Role::find);
                let organisation = self.organisation(element, defaults)?;
                activity.participants.push(Participant { role, organisation });
            }
            "activity-status" => {
                if self.is_first(element, &mut found.has_status) {
                    activity.status = self.code(element, "code", CodeList::Status, Status::find);
                }
                self.xml.skip()?;
            }
            "activity-date" => self.activity_date(element, &mut activity.dates)?,
            "budget" => activity.budgets.extend(self.budget(element, defaults)?),
            "transaction" => activity.transactions.extend(self.transaction(element, defaults)?),
            "related-activity" => {
                let relation = self.code(element, "type", CodeList::Relation, Relation::find);
                let identifier = self.kept_attribute(element, "ref")?;
                if let (Some(relation), Some(identifier)) = (relation, identifier) {
                    activity.related.push(Related { relation, identifier });
                }
                self.xml.skip()?;
            }
            name if OTHERS.contains(&name) => self.xml.skip()?,
            _ => {
                if !self.split(element, &mut found.split)? {
                    self.pass_over(element)?;
                }
            }
        }
        Ok(())
    }

    fn activity_date(&mut self, element: &Element, dates: &mut Dates) -> Result<(), Broken> {
        let kind = self.code(element, "type", CodeList::DateKind, DateKind::find);
        if element.attribute("iso-date").is_none() {
            let name = element.name.clone();
            self.remark(
                element.line,
                What::Missing {
                    element: name,
                    part: "iso-date",
                },
            );
        }
        let day = self.day(element, "iso-date");
        if let (Some(kind), Some(day)) = (kind, day) {
            let place = match kind {
                DateKind::PlannedStart => &mut dates.planned_start,
                DateKind::ActualStart => &mut dates.actual_start,
                DateKind::PlannedEnd => &mut dates.planned_end,
                DateKind::ActualEnd => &mut dates.actual_end,
            };
            if place.is_some() {
                self.remark(
                    element.line,
                    What::MoreThanOne {
                        element: element.name.clone(),
                    },
                );
            }
            place.get_or_insert(day);
        }
        self.xml.skip()
    }

    fn check_order(&mut self, activity: &Activity) {
        let dates = &activity.dates;
        let pairs = [
            (dates.planned_start, dates.planned_end),
            (dates.actual_start, dates.actual_end),
        ];
        let is_reversed = |(start, end): &(Option<_>, Option<_>)| match (start, end) {
            (Some(start), Some(end)) => end < start,
            _ => false,
        };
        if pairs.iter().any(is_reversed) {
            let element = "iati-activity".to_owned();
            self.remark(activity.line, What::EndBeforeStart { element });
        }
    }
}
