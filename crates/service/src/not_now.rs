//! What the state of things does not allow now.

/// Declares the reasons with the key of the message of each, looked up as `error-<key>` in the interface's language.
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// Why something cannot be done now, however right what was sent is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum NotNow {
            $($(#[$doc])* $name,)*
        }

        impl NotNow {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The key of its message, without `error-`.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

reasons! {
    /// The assessment was changed since the person looked at it.
    AssessmentChanged = "assessment-changed",
    /// Another assessment of the body is open.
    AssessmentOpen = "assessment-open",
    /// The assessment was submitted.
    AssessmentSubmitted = "assessment-submitted",
    /// The proposal was confirmed, declined or withdrawn before.
    ConsentSettled = "consent-settled",
    /// The demo is loaded into an empty database only.
    DemoNotEmpty = "demo-not-empty",
    /// Nobody would be left who can run the organisation.
    LastLead = "last-lead",
    /// The lesson is no longer offered.
    LessonRetired = "lesson-retired",
    /// The person belongs to another organisation too, where the actor has no say.
    LinkElsewhere = "link-elsewhere",
    /// Somebody else added the same person at the same moment.
    PersonAddedMeanwhile = "person-added-meanwhile",
    /// Too much is happening in the round at this moment.
    RoundBusy = "round-busy",
    /// The round is closed.
    RoundClosed = "round-closed",
}

impl std::fmt::Display for NotNow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}
