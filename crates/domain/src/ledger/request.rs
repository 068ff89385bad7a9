//! What a request shows, to whom, and until when.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::{Date, Duration};

use super::{OfferState, RequestState};
use crate::assess::answer::Answer;
use crate::assess::gap::ReportValue;
use crate::content::{Lang, Text};
use crate::id::PracticeId;
use crate::timestamp::Timestamp;

time::serde::format_description!(iso_date, Date, "[year]-[month]-[day]");

/// Days for which a request stands unless the body says otherwise.
pub const DAYS_BY_DEFAULT: i64 = 90;
/// The most days for which a request may stand.
pub const MOST_DAYS: i64 = 365;

/// The version of the text in which a body is told what a request shows. Whoever changes what is shown adds a new text and raises this.
pub const REQUEST_TEXT_VERSION: i64 = 1;

/// Everything that a request shows of a body, frozen when it is proposed. There is nothing else: what is to be shown beside it comes from the
/// catalogue, which is public.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revealed {
    /// The body's name.
    pub body: String,
    /// The practice.
    pub practice: PracticeId,
    /// Its title, in every language that there was.
    pub titles: BTreeMap<Lang, Text>,
    /// The body's answer; nothing: it had not answered.
    pub answer: Option<Answer>,
    /// When that was submitted.
    pub submitted_at: Timestamp,
    /// The election day of the report; nothing if none was named.
    #[serde(with = "iso_date::option")]
    pub next_election: Option<Date>,
}

impl Revealed {
    /// What a request on a practice of a submitted report shows; nothing if that report is none, or has no such gap.
    pub fn of(report: &ReportValue, practice: &PracticeId) -> Option<Self> {
        let gap = report.report.gaps.iter().find(|gap| gap.practice == *practice)?;
        let titles = report.texts.iter().filter_map(|(lang, texts)| {
            let title = texts.practice(practice.as_str())?;
            Some((*lang, title.clone()))
        });
        Some(Self {
            body: report.body.clone(),
            practice: practice.clone(),
            titles: titles.collect(),
            answer: gap.answer,
            submitted_at: report.submitted_at?,
            next_election: report.report.next_election,
        })
    }

    /// The practice's title in a language, or in one in which it can be had.
    pub fn title(&self, lang: Lang) -> Option<&Text> {
        self.titles
            .get(&lang)
            .or_else(|| self.titles.get(&Lang::default()))
            .or_else(|| self.titles.values().next())
    }

    /// Whole weeks to the election on a day; nothing if no election was named, or once it is past.
    pub fn weeks_left_on(&self, day: Date) -> Option<i64> {
        let election = self.next_election.filter(|&election| election >= day)?;
        Some((election - day).whole_weeks())
    }
}

/// What a later report says of a gap. It says nothing of why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "found")]
pub enum Outcome {
    /// It is still a gap.
    Gap {
        /// The answer then; nothing: not answered.
        answer: Option<Answer>,
        /// When that was submitted.
        submitted_at: Timestamp,
    },
    /// It was asked and is no gap: in place, or it does not apply, or is above the target of today.
    NoGap {
        /// When that was submitted.
        submitted_at: Timestamp,
    },
    /// It was not asked.
    NotAsked {
        /// When that was submitted.
        submitted_at: Timestamp,
    },
}

impl Outcome {
    /// What a submitted report says of a practice; nothing if that report is none.
    pub fn of(report: &ReportValue, practice: &PracticeId) -> Option<Self> {
        let submitted_at = report.submitted_at?;
        let gap = report.report.gaps.iter().find(|gap| gap.practice == *practice);
        Some(match gap {
            Some(gap) => Self::Gap {
                answer: gap.answer,
                submitted_at,
            },
            None if report.asked.contains(practice) => Self::NoGap { submitted_at },
            None => Self::NotAsked { submitted_at },
        })
    }

    /// When the report was submitted.
    pub fn submitted_at(self) -> Timestamp {
        match self {
            Self::Gap { submitted_at, .. }
            | Self::NoGap { submitted_at }
            | Self::NotAsked { submitted_at } => submitted_at,
        }
    }
}

/// The moment at which a request ends whose last day this is: the following midnight, UTC.
pub fn ends_at(last_day: Date) -> Timestamp {
    let next = last_day.saturating_add(Duration::days(1));
    Timestamp::from_datetime(next.midnight().assume_utc())
}

/// The last day of a request that ends at a moment.
pub fn last_day(ends_at: Timestamp) -> Date {
    Timestamp(ends_at.0.saturating_sub(1)).date()
}

/// What decides whether a donor or partner sees a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How far it has come.
    pub state: RequestState,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Whether it is addressed to them.
    pub is_addressed: bool,
    /// Their own offer that came furthest, if they made one.
    pub own_offer: Option<OfferState>,
}

impl Standing {
    /// Whether they see it: while it is open, if it is addressed to them, and whatever comes once their own offer was accepted.
    pub fn is_seen(self, now: Timestamp) -> bool {
        let is_open = self.state == RequestState::Open && now < self.ends_at;
        is_open && self.is_addressed || self.own_offer.is_some_and(OfferState::is_pledge)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_last_day_belongs_to_it() {
        let end = ends_at(date!(2026 - 11 - 30));
        assert_eq!(end.iso(), "2026-12-01T00:00:00Z");
        assert_eq!(last_day(end), date!(2026 - 11 - 30));
    }

    #[test]
    fn it_is_seen_by_those_whom_it_is_for_while_it_is_open_and_by_whoever_pledged() {
        let end = Timestamp(10);
        for state in RequestState::ALL {
            for is_addressed in [false, true] {
                for own_offer in [None].into_iter().chain(OfferState::ALL.map(Some)) {
                    for now in [Timestamp(9), end] {
                        let standing = Standing {
                            state,
                            ends_at: end,
                            is_addressed,
                            own_offer,
                        };
                        let is_pledged = matches!(
                            own_offer.map(OfferState::as_str),
                            Some("accepted" | "delivered" | "missing" | "confirmed" | "closed")
                        );
                        let expected =
                            is_pledged || state == RequestState::Open && is_addressed && now == Timestamp(9);
                        assert_eq!(standing.is_seen(now), expected, "{standing:?} at {now:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let kept = [
            Outcome::Gap {
                answer: Some(Answer::Partly),
                submitted_at: Timestamp(5),
            },
            Outcome::NoGap {
                submitted_at: Timestamp(5),
            },
            Outcome::NotAsked {
                submitted_at: Timestamp(5),
            },
        ];
        for outcome in kept {
            let json = serde_json::to_string(&outcome).unwrap();
            assert_eq!(serde_json::from_str::<Outcome>(&json).unwrap(), outcome, "{json}");
            assert_eq!(outcome.submitted_at(), Timestamp(5));
        }
        let json = r#"{"found":"gap","answer":"partly","submitted_at":5}"#;
        assert_eq!(serde_json::from_str::<Outcome>(json).unwrap(), kept[0]);
    }
}
