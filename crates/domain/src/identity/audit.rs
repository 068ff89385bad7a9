//! What the audit records: who did what, to what, when. Ids only; names are looked up when an entry is shown, so that the record
//! stays as it was when a person is removed, and tells nothing more about them then.

mod event;

pub use event::{Event, Object};

use crate::id::AccountId;
use crate::identity::policy::Actor;
use crate::timestamp::Timestamp;

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Somebody who was signed in, or signed in just then.
    Account(AccountId),
    /// Whoever runs commands on the server's own machine.
    Console,
    /// The program itself, at its time.
    Job,
}

impl By {
    const JOB: &str = "job";

    /// The word under which it is recorded.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Account(account) => account.as_str(),
            Self::Console => Actor::CONSOLE,
            Self::Job => Self::JOB,
        }
    }
}

impl From<&str> for By {
    fn from(word: &str) -> Self {
        match word {
            Actor::CONSOLE => Self::Console,
            Self::JOB => Self::Job,
            account => Self::Account(account.into()),
        }
    }
}

impl From<&AccountId> for By {
    fn from(account: &AccountId) -> Self {
        Self::from(account.as_str())
    }
}

/// An entry to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// A new UUIDv7.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: By,
    /// What.
    pub event: Event,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_did_it_is_read_as_recorded() {
        for by in [By::Console, By::Job, By::Account("amal".into())] {
            assert_eq!(By::from(by.as_str()), by);
        }
    }
}
