//! Identifiers. Each kind of thing has a type of its own, so that one cannot be passed for another.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps an identifier that comes from storage, content or an address.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }
    )*};
}

id! {
    /// A person's account (UUIDv7).
    AccountId
    /// An organisation: an election body, a donor, a partner or the operator (UUIDv7).
    OrganisationId
    /// One body's assessment (UUIDv7).
    AssessmentId
    /// A round of contributions (UUIDv7).
    RoundId
    /// An attempt at a quiz, which is also its idempotency key (UUIDv7).
    AttemptId
    /// A course (UUID, from content).
    CourseId
    /// A module of a course (UUID, from content).
    ModuleId
    /// A lesson (UUID, from content).
    LessonId
    /// A form to print (UUID, from content).
    FormId
    /// A guide (UUID, from content).
    GuideId
    /// A quiz (UUID, from content).
    QuizId
    /// An item of a quiz or of a self-check (UUID, from content).
    ItemId
    /// A choice of an item; unique in its item only.
    ChoiceId
    /// A part of a practice; unique in its practice only.
    PartId
    /// A maturity model (UUID, from content).
    ModelId
    /// A practice of a maturity model, such as `GOV-01`.
    PracticeId
    /// A domain of a maturity model, such as `GOV`.
    DomainCode
    /// A kind of assistance, such as `lead-mentoring`.
    InterventionId
    /// A request for help on one gap (UUIDv7).
    HelpRequestId
    /// An offer of help on a request (UUIDv7).
    HelpOfferId
    /// A technology flag, such as `e-pollbook`.
    FlagId
    /// Whoever can be helped in a targeting problem: an organisation's id, or the key of a published cell.
    BodyKey
}
