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
    /// Whoever proposed it may no longer propose for the body.
    ConsentEnded = "consent-ended",
    /// The proposal was confirmed, declined or withdrawn before.
    ConsentSettled = "consent-settled",
    /// The person's credential would have to be renewed first, by somebody who manages all of their organisations.
    CredentialElsewhere = "credential-elsewhere",
    /// One's own credential would have to be renewed first, and nobody gets a link for themselves.
    CredentialOwn = "credential-own",
    /// The demo is loaded into an empty database only.
    DemoNotEmpty = "demo-not-empty",
    /// Whoever proposed a request for help may no longer propose for the body.
    HelpEnded = "help-ended",
    /// There is no report yet that was submitted after the delivery, by the same version of the model.
    HelpNoReport = "help-no-report",
    /// The body has submitted another report than the one that was seen.
    HelpReportChanged = "help-report-changed",
    /// The request for help is over, or not open to offers any more.
    HelpRequestOver = "help-request-over",
    /// The request, or the offer, has come elsewhere meanwhile.
    HelpSettled = "help-settled",
    /// Nobody would be left who can run the organisation.
    LastLead = "last-lead",
    /// The lesson is no longer offered.
    LessonRetired = "lesson-retired",
    /// The person belongs to another organisation too, where the actor has no say.
    LinkElsewhere = "link-elsewhere",
    /// Nobody gets a link for themselves.
    LinkOwn = "link-own",
    /// Somebody else added the same person at the same moment.
    PersonAddedMeanwhile = "person-added-meanwhile",
    /// What the person belongs to was changed at the same moment.
    PersonChangedMeanwhile = "person-changed-meanwhile",
    /// Election bodies belong to the region.
    RegionUsed = "region-used",
    /// Nobody removes themselves.
    RemoveOwn = "remove-own",
    /// Too much is happening in the round at this moment.
    RoundBusy = "round-busy",
    /// The round is closed.
    RoundClosed = "round-closed",
    /// The person belongs to other organisations too, whose people the actor does not manage.
    SessionsElsewhere = "sessions-elsewhere",
}

impl std::fmt::Display for NotNow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}
