//! What an offer says.

use strum::{EnumCount, EnumString, IntoStaticStr};

use crate::id::InterventionId;
use crate::named::named;
use crate::text::{is_longer_than, line, lines};

/// The most letters of what is written in an offer, about a delivery, or about what is missing.
pub const MOST_WORDS: usize = 1000;
/// The most letters of who delivers.
pub const MOST_WORDS_OF_A_LINE: usize = 200;

/// About how much it costs, in US dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum CostBand {
    /// Under 10,000.
    Small,
    /// 10,000 to 49,999.
    Middle,
    /// 50,000 to 199,999.
    Large,
    /// 200,000 and more.
    VeryLarge,
}

named!(CostBand);

impl CostBand {
    /// Every band, the smallest first.
    pub const ALL: [Self; Self::COUNT] = [Self::Small, Self::Middle, Self::Large, Self::VeryLarge];
}

/// An offer that can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOffer {
    /// The kind of help.
    pub help: InterventionId,
    /// Who delivers it.
    pub who_delivers: String,
    /// What else there is to say; may be empty.
    pub words: String,
    /// About how much it costs.
    pub cost: Option<CostBand>,
}

/// What is wrong with an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferFault {
    /// No kind of help.
    HelpMissing,
    /// Nobody who delivers.
    WhoMissing,
    /// Who delivers is too long.
    WhoTooLong,
    /// The words are too long.
    WordsTooLong,
    /// A cost that is none of the bands.
    CostUnknown,
}

impl NewOffer {
    /// Out of what was typed.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(help: &str, who_delivers: &str, words: &str, cost: &str) -> Result<Self, Vec<OfferFault>> {
        let (who, words) = (line(who_delivers), lines(words));
        let band = CostBand::parse(cost);
        let faults: Vec<OfferFault> = [
            (help.trim().is_empty(), OfferFault::HelpMissing),
            (who.is_empty(), OfferFault::WhoMissing),
            (is_longer_than(&who, MOST_WORDS_OF_A_LINE), OfferFault::WhoTooLong),
            (is_longer_than(&words, MOST_WORDS), OfferFault::WordsTooLong),
            (band.is_none() && !cost.is_empty(), OfferFault::CostUnknown),
        ]
        .into_iter()
        .filter_map(|(is_wrong, fault)| is_wrong.then_some(fault))
        .collect();
        if faults.is_empty() {
            Ok(Self {
                help: help.trim().into(),
                who_delivers: who,
                words,
                cost: band,
            })
        } else {
            Err(faults)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_says_what_and_who() {
        let offer = NewOffer::parse("strong-sign-in", " Our  engineers ", " in May\n", "middle").unwrap();
        assert_eq!(
            (
                offer.help.as_str(),
                &*offer.who_delivers,
                &*offer.words,
                offer.cost
            ),
            (
                "strong-sign-in",
                "Our engineers",
                "in May",
                Some(CostBand::Middle)
            )
        );
        assert_eq!(NewOffer::parse("x", "we", "", "").unwrap().cost, None);
        let long = |most: usize| "a".repeat(most + 1);
        for (typed, faults) in [
            (
                ["", "", "", ""],
                vec![OfferFault::HelpMissing, OfferFault::WhoMissing],
            ),
            (
                ["x", &long(MOST_WORDS_OF_A_LINE), "", ""],
                vec![OfferFault::WhoTooLong],
            ),
            (
                ["x", "we", &long(MOST_WORDS), "free"],
                vec![OfferFault::WordsTooLong, OfferFault::CostUnknown],
            ),
        ] {
            let [help, who, words, cost] = typed;
            assert_eq!(NewOffer::parse(help, who, words, cost), Err(faults), "{typed:?}");
        }
    }
}
