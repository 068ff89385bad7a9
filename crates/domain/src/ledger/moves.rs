//! The states of requests and offers, and every move from one to another. What is not here cannot happen.

use strum::{EnumCount, EnumString, IntoStaticStr};

use crate::named::named;

/// How far a request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum RequestState {
    /// One lead proposed it. Nobody outside of the body sees it until a second person confirms.
    Proposed,
    /// The second person declined.
    Refused,
    /// Those to whom it is addressed see it, until its end.
    Open,
    /// The body took it back. Nobody else sees it any more.
    Withdrawn,
    /// An offer was accepted. Only whoever made that one sees it still.
    Pledged,
}

named!(RequestState);

impl RequestState {
    /// Every state.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Proposed,
        Self::Refused,
        Self::Open,
        Self::Withdrawn,
        Self::Pledged,
    ];

    /// Where a move leads; nothing if it cannot be made from here.
    pub fn after(self, made: RequestMove) -> Option<Self> {
        use RequestMove::{Confirm, Pledge, Refuse, Reopen, Withdraw};
        match (self, made) {
            (Self::Proposed, Confirm) => Some(Self::Open),
            (Self::Proposed, Refuse) => Some(Self::Refused),
            (Self::Proposed | Self::Open, Withdraw) => Some(Self::Withdrawn),
            (Self::Open, Pledge) => Some(Self::Pledged),
            (Self::Pledged, Reopen) => Some(Self::Open),
            _ => None,
        }
    }
}

/// What can be done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum RequestMove {
    /// A second person of the body confirms it.
    Confirm,
    /// A second person declines.
    Refuse,
    /// The body takes it back.
    Withdraw,
    /// The body accepts an offer.
    Pledge,
    /// Whoever pledged takes the pledge back.
    Reopen,
}

impl RequestMove {
    /// Every move.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Confirm,
        Self::Refuse,
        Self::Withdraw,
        Self::Pledge,
        Self::Reopen,
    ];
}

/// How far an offer has come. One that was accepted is a pledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum OfferState {
    /// The body has not answered yet.
    Made,
    /// Whoever made it took it back.
    TakenBack,
    /// The body declined.
    Declined,
    /// The body accepted: a pledge.
    Accepted,
    /// Whoever pledged says that it is delivered.
    Delivered,
    /// The body says that something is missing.
    Missing,
    /// The body confirms the delivery.
    Confirmed,
    /// The body closed it: what its next report says of the gap stands beside what it said before.
    Closed,
}

named!(OfferState);

impl OfferState {
    /// Every state.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Made,
        Self::TakenBack,
        Self::Declined,
        Self::Accepted,
        Self::Delivered,
        Self::Missing,
        Self::Confirmed,
        Self::Closed,
    ];

    /// Where a move leads; nothing if it cannot be made from here.
    pub fn after(self, made: OfferMove) -> Option<Self> {
        use OfferMove::{Accept, Close, Confirm, Decline, Deliver, SayMissing, TakeBack};
        match (self, made) {
            (Self::Made | Self::Accepted | Self::Missing, TakeBack) => Some(Self::TakenBack),
            (Self::Made, Decline) => Some(Self::Declined),
            (Self::Made, Accept) => Some(Self::Accepted),
            (Self::Accepted | Self::Missing, Deliver) => Some(Self::Delivered),
            (Self::Delivered, SayMissing) => Some(Self::Missing),
            (Self::Delivered, Confirm) => Some(Self::Confirmed),
            (Self::Confirmed, Close) => Some(Self::Closed),
            _ => None,
        }
    }

    /// Whether it is a pledge: accepted, and not taken back since.
    pub fn is_pledge(self) -> bool {
        matches!(
            self,
            Self::Accepted | Self::Delivered | Self::Missing | Self::Confirmed | Self::Closed
        )
    }
}

/// What can be done with an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum OfferMove {
    /// Whoever made it takes it back.
    TakeBack,
    /// The body declines it.
    Decline,
    /// The body accepts it.
    Accept,
    /// Whoever pledged says that it is delivered.
    Deliver,
    /// The body says what is missing.
    SayMissing,
    /// The body confirms the delivery.
    Confirm,
    /// The body closes it, with what its next report says.
    Close,
}

impl OfferMove {
    /// Every move.
    pub const ALL: [Self; Self::COUNT] = [
        Self::TakeBack,
        Self::Decline,
        Self::Accept,
        Self::Deliver,
        Self::SayMissing,
        Self::Confirm,
        Self::Close,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One row for each state, one column for each move: where it leads, `.` nowhere.
    const REQUESTS: &str = "
        state      Confirm Refuse  Withdraw  Pledge  Reopen
        proposed   open    refused withdrawn .       .
        refused    .       .       .         .       .
        open       .       .       withdrawn pledged .
        withdrawn  .       .       .         .       .
        pledged    .       .       .         .       open
    ";

    const OFFERS: &str = "
        state      TakeBack   Decline  Accept   Deliver   SayMissing Confirm   Close
        made       taken-back declined accepted .         .          .         .
        taken-back .          .        .        .         .          .         .
        declined   .          .        .        .         .          .         .
        accepted   taken-back .        .        delivered .          .         .
        delivered  .          .        .        .         missing    confirmed .
        missing    taken-back .        .        delivered .          .         .
        confirmed  .          .        .        .         .          .         closed
        closed     .          .        .        .         .          .         .
    ";

    fn rows(table: &str) -> Vec<Vec<&str>> {
        let rows = table.lines().map(|line| line.split_whitespace().collect());
        rows.filter(|row: &Vec<&str>| !row.is_empty()).collect()
    }

    #[test]
    fn every_move_leads_where_the_table_says() {
        let table = rows(REQUESTS);
        assert_eq!(table.len(), RequestState::ALL.len() + 1);
        for (state, row) in RequestState::ALL.into_iter().zip(&table[1..]) {
            assert_eq!(state.as_str(), row[0]);
            for (place, made) in RequestMove::ALL.into_iter().enumerate() {
                assert_eq!(table[0][place + 1], format!("{made:?}"));
                let leads = state.after(made).map_or(".", RequestState::as_str);
                assert_eq!(leads, row[place + 1], "{state:?} {made:?}");
            }
        }
        let table = rows(OFFERS);
        assert_eq!(table.len(), OfferState::ALL.len() + 1);
        for (state, row) in OfferState::ALL.into_iter().zip(&table[1..]) {
            assert_eq!(state.as_str(), row[0]);
            for (place, made) in OfferMove::ALL.into_iter().enumerate() {
                assert_eq!(table[0][place + 1], format!("{made:?}"));
                let leads = state.after(made).map_or(".", OfferState::as_str);
                assert_eq!(leads, row[place + 1], "{state:?} {made:?}");
            }
        }
    }

    #[test]
    fn a_pledge_is_an_offer_that_was_accepted_and_not_taken_back() {
        let pledges = OfferState::ALL.into_iter().filter(|state| state.is_pledge());
        let names: Vec<&str> = pledges.map(OfferState::as_str).collect();
        assert_eq!(names, ["accepted", "delivered", "missing", "confirmed", "closed"]);
    }
}
