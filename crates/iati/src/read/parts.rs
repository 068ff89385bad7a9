//! What an activity and its transactions have alike: organisations, sectors, places, days, money.

use std::collections::BTreeMap;
use std::io::BufRead;

use domain::identity::place::is_country;
use domain::purpose::{PurposeCode, UnusablePurpose};
use time::Date;

use super::shares::{Given, Sum};
use super::{Defaults, Reading};
use crate::activity::{Money, Organisation, Place, Sector, Where};
use crate::broken::{Broken, quoted};
use crate::codes::{CodeList, PlaceVocabulary, SectorVocabulary, is_currency};
use crate::figures::{Amount, NoFigure, Share, day};
use crate::remark::{Summed, What};
use crate::xml::Element;

/// Sectors and places of an activity or of a transaction, while they are read.
#[derive(Default)]
pub(super) struct Split {
    pub(super) sectors: Vec<Sector>,
    pub(super) places: Vec<Place>,
    sector_sums: BTreeMap<SectorVocabulary, Sum>,
    country_sum: Sum,
    region_sums: BTreeMap<PlaceVocabulary, Sum>,
}

impl<R: BufRead> Reading<R> {
    /// A code of a list, if the list has it.
    pub(super) fn code<T>(
        &mut self,
        element: &Element,
        attribute: &'static str,
        list: CodeList,
        find: impl Fn(&str) -> Option<(T, bool)>,
    ) -> Option<T> {
        let Some(code) = element.attribute(attribute) else {
            let name = quoted(&element.name);
            self.remark(
                element.line,
                What::Missing {
                    element: name,
                    part: attribute,
                },
            );
            return None;
        };
        match find(code) {
            Some((found, is_former)) => {
                if is_former {
                    let name = quoted(&element.name);
                    self.remark(element.line, What::FormerForm { element: name });
                }
                Some(found)
            }
            None => {
                let code = quoted(code);
                self.remark(element.line, What::UnknownCode { list, code });
                None
            }
        }
    }

    pub(super) fn yes_or_no(&mut self, element: &Element, attribute: &str) -> Option<bool> {
        match element.attribute(attribute)? {
            "1" | "true" => Some(true),
            "0" | "false" => Some(false),
            other => {
                let code = quoted(other);
                self.remark(
                    element.line,
                    What::UnknownCode {
                        list: CodeList::YesOrNo,
                        code,
                    },
                );
                None
            }
        }
    }

    pub(super) fn day(&mut self, element: &Element, attribute: &str) -> Option<Date> {
        let text = element.attribute(attribute)?;
        match day(text) {
            Some(day) => {
                if day.has_time {
                    self.remark(element.line, What::DayWithTime);
                }
                Some(day.day)
            }
            None => {
                let text = quoted(text);
                self.remark(element.line, What::NotADay { text });
                None
            }
        }
    }

    /// An organisation, up to the end of its element.
    pub(super) fn organisation(
        &mut self,
        element: &Element,
        defaults: &Defaults,
    ) -> Result<Organisation, Broken> {
        let reference = self.kept_attribute(element, "ref")?;
        let name = self.narratives(element, defaults)?.into_iter().next();
        Ok(Organisation {
            reference,
            name: name.map(|name| name.text),
        })
    }

    /// An amount, up to the end of its element; nothing if it is not understood.
    pub(super) fn money(&mut self, element: &Element, defaults: &Defaults) -> Result<Option<Money>, Broken> {
        let valued_on = self.day(element, "value-date");
        let own = element.attribute("currency").map(str::to_owned);
        let currency = own.or_else(|| defaults.currency.clone());
        let line = element.line;
        let Some(text) = self.text(element)? else {
            self.remark(
                line,
                What::Missing {
                    element: "value".to_owned(),
                    part: "an amount",
                },
            );
            return Ok(None);
        };
        let amount = match Amount::parse(&text) {
            Ok(amount) => amount,
            Err(error) => {
                let text = quoted(&text);
                let what = match error {
                    NoFigure::NotANumber => What::NotAnAmount { text },
                    NoFigure::OutOfRange => What::AmountTooLarge { text },
                };
                self.remark(line, what);
                return Ok(None);
            }
        };
        let Some(currency) = currency else {
            self.remark(line, What::NoCurrency);
            return Ok(None);
        };
        if !is_currency(&currency) {
            let code = quoted(&currency);
            self.remark(
                line,
                What::UnknownCode {
                    list: CodeList::Currency,
                    code,
                },
            );
            return Ok(None);
        }
        Ok(Some(Money {
            amount,
            currency,
            valued_on,
        }))
    }

    /// A sector, country or region, up to the end of its element; whether it was one of these.
    pub(super) fn split(&mut self, element: &Element, split: &mut Split) -> Result<bool, Broken> {
        match element.name.as_str() {
            "sector" => self.sector(element, split)?,
            "recipient-country" => self.country(element, split)?,
            "recipient-region" => self.region(element, split)?,
            _ => return Ok(false),
        }
        // Its name in words says nothing that the code does not.
        self.xml.skip()?;
        Ok(true)
    }

    fn sector(&mut self, element: &Element, split: &mut Split) -> Result<(), Broken> {
        let vocabulary = match element.attribute("vocabulary") {
            None => Some(SectorVocabulary::Dac5),
            Some(_) => self.code(
                element,
                "vocabulary",
                CodeList::SectorVocabulary,
                SectorVocabulary::find,
            ),
        };
        let given = self.share(element);
        let Some(vocabulary) = vocabulary else {
            return Ok(());
        };
        split.sector_sums.entry(vocabulary).or_default().add(given);
        let Some(code) = self.kept_attribute(element, "code")? else {
            let name = element.name.clone();
            self.remark(
                element.line,
                What::Missing {
                    element: name,
                    part: "code",
                },
            );
            return Ok(());
        };
        let (code, was) = match vocabulary {
            SectorVocabulary::Dac5 => match self.purpose(element.line, code) {
                Some(code) => code,
                None => return Ok(()),
            },
            _ => (code, None),
        };
        split.sectors.push(Sector {
            vocabulary,
            code,
            was,
            share: given.share(),
        });
        Ok(())
    }

    /// A purpose code as it is today, with the one that the file has if that was withdrawn.
    fn purpose(&mut self, line: u64, code: String) -> Option<(String, Option<String>)> {
        // Some purposes are divided further, by two digits more.
        let is_purpose = matches!(code.len(), 5 | 7) && code.bytes().all(|byte| byte.is_ascii_digit());
        if !is_purpose {
            let code = quoted(&code);
            self.remark(
                line,
                What::UnknownCode {
                    list: CodeList::Purpose,
                    code,
                },
            );
            return None;
        }
        match PurposeCode::parse(&code) {
            Err(UnusablePurpose::Withdrawn(Some(successor))) => {
                let now = successor.to_string();
                self.remark(
                    line,
                    What::Withdrawn {
                        code: code.clone(),
                        now: now.clone(),
                    },
                );
                Some((now, Some(code)))
            }
            Err(UnusablePurpose::Withdrawn(None)) => {
                self.remark(line, What::WithdrawnOpen { code: code.clone() });
                Some((code, None))
            }
            // Other aid has other purposes.
            Ok(_) | Err(UnusablePurpose::Unknown) => Some((code, None)),
        }
    }

    fn country(&mut self, element: &Element, split: &mut Split) -> Result<(), Broken> {
        let given = self.share(element);
        split.country_sum.add(given);
        let find = |code: &str| {
            let code = code.to_ascii_uppercase();
            is_country(&code).then_some((code, false))
        };
        if let Some(code) = self.code(element, "code", CodeList::Country, find) {
            self.keep(0)?;
            split.places.push(Place {
                at: Where::Country(code),
                share: given.share(),
            });
        }
        Ok(())
    }

    fn region(&mut self, element: &Element, split: &mut Split) -> Result<(), Broken> {
        let vocabulary = match element.attribute("vocabulary") {
            None => Some(PlaceVocabulary::Dac),
            Some(_) => self.code(
                element,
                "vocabulary",
                CodeList::PlaceVocabulary,
                PlaceVocabulary::find,
            ),
        };
        let given = self.share(element);
        let Some(vocabulary) = vocabulary else {
            return Ok(());
        };
        split.region_sums.entry(vocabulary).or_default().add(given);
        match self.kept_attribute(element, "code")? {
            Some(code) => split.places.push(Place {
                at: Where::Region(vocabulary, code),
                share: given.share(),
            }),
            None => {
                let name = element.name.clone();
                self.remark(
                    element.line,
                    What::Missing {
                        element: name,
                        part: "code",
                    },
                );
            }
        }
        Ok(())
    }

    fn share(&mut self, element: &Element) -> Given {
        match element.attribute("percentage") {
            None => Given::Nothing,
            Some(text) => match Share::parse(text) {
                Ok(share) => Given::Share(share),
                Err(_) => {
                    let text = quoted(text);
                    self.remark(element.line, What::NotAShare { text });
                    Given::Bad
                }
            },
        }
    }

    /// Fills in what stands alone, and says what does not make a whole.
    pub(super) fn finish_split(&mut self, line: u64, split: &mut Split) {
        for sum in split.sector_sums.values() {
            self.check_sum(line, *sum, Summed::Sectors);
        }
        for sector in &mut split.sectors {
            let sum = split.sector_sums.get(&sector.vocabulary);
            sector.share = sector.share.or(sum.and_then(|sum| sum.of_rest()));
        }
        // Each list of regions makes a whole together with the countries.
        let countries = split.country_sum;
        if split.region_sums.is_empty() {
            self.check_sum(line, countries, Summed::Places);
        }
        for regions in split.region_sums.values() {
            self.check_sum(line, countries.with(*regions), Summed::Places);
        }
        for place in &mut split.places {
            let sum = match &place.at {
                Where::Country(_) if split.region_sums.is_empty() => countries,
                Where::Country(_) => continue,
                Where::Region(vocabulary, _) => {
                    countries.with(split.region_sums.get(vocabulary).copied().unwrap_or_default())
                }
            };
            place.share = place.share.or(sum.of_rest());
        }
    }
}
