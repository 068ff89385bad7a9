//! Transactions and budgets.

use std::io::BufRead;

use super::parts::Split;
use super::{Defaults, Reading};
use crate::activity::{Budget, Transaction};
use crate::broken::Broken;
use crate::codes::{CodeList, TransactionKind};
use crate::remark::What;
use crate::xml::{Element, Token};

/// What else the standard has in a transaction.
const OTHERS: [&str; 6] = [
    "aid-type",
    "description",
    "disbursement-channel",
    "finance-type",
    "flow-type",
    "tied-status",
];

impl<R: BufRead> Reading<R> {
    /// A transaction, up to its end; nothing if it is not understood.
    pub(super) fn transaction(
        &mut self,
        element: &Element,
        defaults: &Defaults,
    ) -> Result<Option<Transaction>, Broken> {
        self.keep(0)?;
        let is_humanitarian = self.yes_or_no(element, "humanitarian");
        let (mut kind, mut on, mut money, mut provider, mut receiver) = (None, None, None, None, None);
        let (mut has_kind, mut has_value, mut has_day) = (false, false, false);
        let mut split = Split::default();
        loop {
            let inner = match self.xml.next()? {
                Token::Start(inner) => inner,
                Token::Text(_) => continue,
                Token::End | Token::Eof => break,
            };
            match inner.name.as_str() {
                "transaction-type" => {
                    if self.is_first(&inner, &mut has_kind) {
                        kind = self.code(&inner, "code", CodeList::TransactionKind, TransactionKind::find);
                    }
                    self.xml.skip()?;
                }
                "transaction-date" => {
                    if self.is_first(&inner, &mut has_day) {
                        on = self.day(&inner, "iso-date");
                    }
                    self.xml.skip()?;
                }
                "value" => {
                    if self.is_first(&inner, &mut has_value) {
                        money = self.money(&inner, defaults)?;
                    } else {
                        self.xml.skip()?;
                    }
                }
                "provider-org" => provider = Some(self.organisation(&inner, defaults)?),
                "receiver-org" => receiver = Some(self.organisation(&inner, defaults)?),
                name if OTHERS.contains(&name) => self.xml.skip()?,
                _ => {
                    if !self.split(&inner, &mut split)? {
                        self.pass_over(&inner)?;
                    }
                }
            }
        }
        self.finish_split(element.line, &mut split);
        for (is_there, part) in [(has_kind, "a type"), (has_value, "a value")] {
            if !is_there {
                self.missing(element, part);
            }
        }
        let (Some(kind), Some(money)) = (kind, money) else {
            return Ok(None);
        };
        if !has_day {
            self.remark(
                element.line,
                What::NoDays {
                    element: element.name.clone(),
                },
            );
        }
        Ok(Some(Transaction {
            line: element.line,
            kind,
            on,
            money,
            provider,
            receiver,
            sectors: split.sectors,
            places: split.places,
            is_humanitarian,
        }))
    }

    /// A budget, up to its end; nothing if it is not understood.
    pub(super) fn budget(
        &mut self,
        element: &Element,
        defaults: &Defaults,
    ) -> Result<Option<Budget>, Broken> {
        self.keep(0)?;
        let two = |code: &str| match code {
            "1" | "original" => Some((false, code != "1")),
            "2" | "revised" => Some((true, code != "2")),
            _ => None,
        };
        let is_second = |reading: &mut Self, attribute: &'static str| match element.attribute(attribute) {
            None => false,
            Some(_) => reading
                .code(element, attribute, CodeList::Budget, two)
                .unwrap_or_default(),
        };
        let is_revised = is_second(self, "type");
        let is_committed = is_second(self, "status");
        let (mut from, mut to, mut money) = (None, None, None);
        let mut has_value = false;
        loop {
            let inner = match self.xml.next()? {
                Token::Start(inner) => inner,
                Token::Text(_) => continue,
                Token::End | Token::Eof => break,
            };
            match inner.name.as_str() {
                "period-start" => {
                    from = self.day(&inner, "iso-date");
                    self.xml.skip()?;
                }
                "period-end" => {
                    to = self.day(&inner, "iso-date");
                    self.xml.skip()?;
                }
                "value" => {
                    if self.is_first(&inner, &mut has_value) {
                        money = self.money(&inner, defaults)?;
                    } else {
                        self.xml.skip()?;
                    }
                }
                _ => self.pass_over(&inner)?,
            }
        }
        if !has_value {
            self.missing(element, "a value");
        }
        let Some(money) = money else {
            return Ok(None);
        };
        match (from, to) {
            (Some(from), Some(to)) if to < from => {
                self.remark(
                    element.line,
                    What::EndBeforeStart {
                        element: element.name.clone(),
                    },
                );
            }
            (Some(_), Some(_)) => {}
            _ => self.remark(
                element.line,
                What::NoDays {
                    element: element.name.clone(),
                },
            ),
        }
        Ok(Some(Budget {
            is_revised,
            is_committed,
            from,
            to,
            money,
        }))
    }

    fn missing(&mut self, element: &Element, part: &'static str) {
        let name = element.name.clone();
        self.remark(element.line, What::Missing { element: name, part });
    }

    /// Whether an element that may be there once is there for the first time; else that is said.
    pub(super) fn is_first(&mut self, element: &Element, had: &mut bool) -> bool {
        let is_first = !std::mem::replace(had, true);
        if !is_first {
            self.remark(
                element.line,
                What::MoreThanOne {
                    element: element.name.clone(),
                },
            );
        }
        is_first
    }
}
