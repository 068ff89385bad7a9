//! What can go wrong in a use case, as far as a person can be told.

use domain::id::PracticeId;
use domain::identity::policy::Refusal;
use domain::timestamp::Timestamp;

use crate::NotNow;

/// A result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

/// An error of a use case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The policy says no. A page shows the sign-in form, or the same as for [`Error::NotFound`].
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// What was sent cannot be taken as it is; each field with the key of a message.
    #[error("{0:?}")]
    Invalid(FieldErrors),
    /// The state of things does not allow it now (a submitted assessment, a closed round).
    #[error("{0}")]
    NotNow(NotNow),
    /// What a person decided about is no longer what they saw; nothing was done.
    #[error("changed since it was seen: {0:?}")]
    Changed(Vec<Change>),
    /// A one-time link cannot be used.
    #[error("{0:?}")]
    Link(LinkFault),
    /// Too many tries; seconds to wait.
    #[error("too many tries; wait {0} seconds")]
    TooMany(i64),
    /// Storage failed. The cause is for the log only.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Something that cannot happen did. The cause is for the log only.
    #[error("{0}")]
    Internal(String),
}

/// Something that is no longer as it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Somebody answered a practice, or answered it differently.
    Answer {
        /// The practice.
        practice: PracticeId,
        /// The name of who did.
        by: String,
        /// When.
        at: Timestamp,
    },
    /// A Quick Scan was made a full assessment.
    Scope,
    /// The body's profile: technology, tier, targets or the election.
    Profile,
    /// The content: questions or numbers of the model were corrected.
    Model,
}

/// Why a link does not work, for whoever holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// It is not whole: it cannot have been given out like this.
    Damaged,
    /// There is none with that secret.
    Unknown,
    /// It was used then.
    Used(Timestamp),
    /// A newer link or a new password took its place.
    Replaced,
    /// It expired then.
    Expired(Timestamp),
    /// Whoever gave it out may no longer do so.
    Withdrawn,
}

/// Fields with the key of what is wrong with each, such as `("email", "email-taken")`. The keys are looked up as
/// `error-<key>` in the interface's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<(String, &'static str)>);

impl FieldErrors {
    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes what is wrong with a field.
    pub fn add(&mut self, field: impl Into<String>, key: &'static str) {
        self.0.push((field.into(), key));
    }

    /// What is wrong with a field.
    pub fn of(&self, field: &str) -> Option<&'static str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, key)| *key)
    }

    /// An error if anything is wrong.
    pub fn into_result(self) -> Result<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self))
        }
    }
}

impl Error {
    /// Something in the database that cannot be read. Passed over, it would change what somebody may do or sees, without a word.
    pub fn corrupt(what: &str, value: &str) -> Self {
        Self::Internal(format!("a stored {what} cannot be read: {value:?}"))
    }

    /// An error of a single field.
    pub fn field(field: impl Into<String>, key: &'static str) -> Self {
        Self::Invalid(FieldErrors(vec![(field.into(), key)]))
    }
}
