//! What becomes of a card between a key stroke and the word that it is saved. No browser is needed for that, so it can be tested.

use super::call::{NotSaved, Saved, Theirs};

/// Seconds until a card is sent again by itself, the first time. Each further wait is twice as long.
const FIRST_WAIT: u32 = 2;
/// Longest such wait, in seconds.
const LONGEST_WAIT: u32 = 60;

/// What is said below a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing happened yet.
    #[default]
    Nothing,
    /// It is being saved.
    Saving,
    /// It was saved; when, in UTC: `14:02`.
    Saved(String),
    /// It was not, and can be sent again as it is.
    Trouble(Trouble),
    /// The server does not take it as it is; why.
    Refused(String),
    /// Somebody else was faster.
    Conflict(Box<Theirs>),
}

/// Why a card is to be sent again as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// No answer came.
    Offline,
    /// The session has ended.
    SignedOut,
    /// Somebody else is signed in.
    AnotherName,
    /// Something went wrong.
    Failed,
}

/// What to do after an answer came, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The card was changed meanwhile, or somebody asked for it: it is sent once more.
    SendAgain,
    /// It is sent again by itself after so many seconds, unless something else sends it before.
    Wait(u32),
    /// Nothing: it is saved, or waits for a person.
    Rest,
}

/// How far a card is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Progress {
    /// What is said of it.
    pub(super) said: Said,
    /// Whether the page came with something in this card that was not taken.
    is_returned: bool,
    /// Key strokes that were not sent yet.
    strokes: u32,
    is_under_way: bool,
    is_wanted_again: bool,
    /// How often no answer came, one after the other.
    silences: u32,
}

impl Progress {
    /// A card as the page brings it.
    pub(super) fn of(is_returned: bool) -> Self {
        Self {
            is_returned,
            ..Self::default()
        }
    }

    /// Whether the page came with something in it that was not taken, and is not saved yet.
    pub(super) fn is_returned(&self) -> bool {
        self.is_returned
    }

    /// Something was typed. The number tells this stroke from later ones.
    pub(super) fn typed(&mut self) -> u32 {
        self.strokes += 1;
        self.strokes
    }

    /// Whether that stroke was the last, and is not sent yet.
    pub(super) fn is_last_stroke(&self, stroke: u32) -> bool {
        self.strokes == stroke
    }

    /// Whether something was typed that was not sent.
    pub(super) fn has_strokes(&self) -> bool {
        self.strokes > 0
    }

    /// The card is to be sent with all that was typed so far. False if it is under way: then it goes once more after that.
    pub(super) fn send(&mut self) -> bool {
        self.strokes = 0;
        if self.is_under_way {
            self.is_wanted_again = true;
            return false;
        }
        self.is_under_way = true;
        true
    }

    /// Whether it is being sent. A try that it makes by itself, because none came through before, counts.
    pub(super) fn is_under_way(&self) -> bool {
        self.is_under_way
    }

    /// Whether the last try came to nothing for want of a line.
    pub(super) fn is_offline(&self) -> bool {
        self.said == Said::Trouble(Trouble::Offline)
    }

    /// Whether a person has to sign in before it can be saved.
    pub(super) fn is_signed_out(&self) -> bool {
        matches!(
            self.said,
            Said::Trouble(Trouble::SignedOut | Trouble::AnotherName)
        )
    }

    /// What came of it; `time` is when.
    pub(super) fn answered(&mut self, outcome: Result<Saved, NotSaved>, time: String) -> Next {
        let is_silent = matches!(outcome, Err(NotSaved::Offline | NotSaved::Busy));
        self.said = match outcome {
            Ok(_) => {
                self.is_returned = false;
                Said::Saved(time)
            }
            Err(NotSaved::Conflict(theirs)) => Said::Conflict(theirs),
            Err(NotSaved::Refused(why)) => Said::Refused(why),
            Err(NotSaved::SignedOut) => Said::Trouble(Trouble::SignedOut),
            Err(NotSaved::AnotherName) => Said::Trouble(Trouble::AnotherName),
            Err(NotSaved::Offline) => Said::Trouble(Trouble::Offline),
            Err(NotSaved::Busy | NotSaved::Failed) => Said::Trouble(Trouble::Failed),
        };
        if std::mem::take(&mut self.is_wanted_again) {
            self.said = Said::Saving;
            return Next::SendAgain;
        }
        self.is_under_way = false;
        if !is_silent {
            self.silences = 0;
            return Next::Rest;
        }
        let wait = (FIRST_WAIT << self.silences.min(16)).min(LONGEST_WAIT);
        self.silences += 1;
        Next::Wait(wait)
    }

    /// How often no answer came, one after the other: whoever waits since then waits for the same.
    pub(super) fn silences(&self) -> u32 {
        self.silences
    }

    /// The form was sent, with all that was typed.
    pub(super) fn sent_with_the_form(&mut self) {
        self.strokes = 0;
    }

    /// Whether something would be lost if the page went away.
    pub(super) fn is_unsaved(&self) -> bool {
        let is_at_rest = matches!(self.said, Said::Nothing | Said::Saved(_));
        self.has_strokes() || self.is_under_way || self.is_returned || !is_at_rest
    }
}

#[cfg(test)]
mod tests;
