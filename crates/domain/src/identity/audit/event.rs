//! What was done.
//!
//! Long because it is the one list of what is recorded, with what each entry says.

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, AssessmentId, HelpOfferId, HelpRequestId, OrganisationId, PracticeId, RoundId};

/// What it was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object<'a> {
    /// `account`, `organisation`, `assessment`, `round`, `request`; nothing for the site as a whole.
    pub kind: &'static str,
    /// Its id.
    pub id: &'a str,
}

/// The events with the word under which each is recorded: an enum, its names, and the name of each.
macro_rules! events {
    ($($(#[$doc:meta])* $name:literal $variant:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })*) => {
        /// What was done. The words are those of the security log.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "action", content = "details")]
        pub enum Event {$(
            $(#[$doc])*
            #[serde(rename = $name)]
            $variant { $($(#[$field_doc])* $field: $type),* },
        )*}

        impl Event {
            /// The words of all.
            pub const NAMES: &[&str] = &[$($name),*];

            /// Whether an event of this name is not for the operator: it tells that a body takes part in a round, which nobody outside of
            /// it learns before the round is closed (what was decided on sharing, who read what was shared), or of help that a body asked
            /// for, which only those to whom it is addressed see.
            pub fn stays_with_the_body(name: &str) -> bool {
                name.starts_with("consent-") || name == "named-report-read" || name.starts_with("help-")
            }

            /// The word under which it is recorded.
            pub fn name(&self) -> &'static str {
                match self {$(
                    Self::$variant { .. } => $name,
                )*}
            }
        }
    };
}

events! {
    /// Somebody signed in.
    "signed-in" SignedIn {
        /// Who.
        account: AccountId,
    }
    /// Somebody ended their session.
    "signed-out" SignedOut {
        /// Who.
        account: AccountId,
    }
    /// Sessions of a person were ended, by themselves or by somebody who may.
    "sessions-ended" SessionsEnded {
        /// Whose.
        account: AccountId,
    }
    /// Somebody set a new password with the one until then.
    "password-changed" PasswordChanged {
        /// Who.
        account: AccountId,
    }
    /// A link to set a password was given out.
    "link-given" LinkGiven {
        /// For whom.
        account: AccountId,
        /// In whose name.
        organisation: Option<OrganisationId>,
    }
    /// A password was set by a link.
    "link-used" LinkUsed {
        /// Who.
        account: AccountId,
    }
    /// Somebody became a member of an organisation.
    "person-added" PersonAdded {
        /// Who.
        account: AccountId,
        /// Of what.
        organisation: OrganisationId,
        /// The roles there.
        roles: Vec<String>,
    }
    /// Somebody's roles in an organisation were set; none: removed from it.
    "roles-changed" RolesChanged {
        /// Whose.
        account: AccountId,
        /// Where.
        organisation: OrganisationId,
        /// The roles from then on.
        roles: Vec<String>,
    }
    /// Password, sessions and links were taken away, since somebody else had given out the credential.
    "account-reset" AccountReset {
        /// Whose.
        account: AccountId,
    }
    /// An account was removed.
    "account-removed" AccountRemoved {
        /// Whose.
        account: AccountId,
    }
    /// A copy of what is kept about a person was given out.
    "account-exported" AccountExported {
        /// About whom.
        account: AccountId,
    }
    /// An organisation was added.
    "organisation-added" OrganisationAdded {
        /// Which.
        organisation: OrganisationId,
    }
    /// What is known of an organisation was corrected.
    "organisation-changed" OrganisationChanged {
        /// Which.
        organisation: OrganisationId,
        /// The names of what changed, such as `region`.
        changed: Vec<String>,
    }
    /// A body's technology, tier, targets or election day were set.
    "profile-changed" ProfileChanged {
        /// Whose.
        organisation: OrganisationId,
    }
    /// An assessment was started.
    "assessment-started" AssessmentStarted {
        /// By which body.
        organisation: OrganisationId,
        /// Which.
        assessment: AssessmentId,
    }
    /// An assessment was submitted, which froze it.
    "assessment-submitted" AssessmentSubmitted {
        /// By which body.
        organisation: OrganisationId,
        /// Which.
        assessment: AssessmentId,
    }
    /// Answers *Does not apply* were approved or sent back.
    "not-applicable-decided" NotApplicableDecided {
        /// Of which body.
        organisation: OrganisationId,
        /// Of which assessment.
        assessment: AssessmentId,
        /// How many.
        decisions: u64,
    }
    /// A body's report was read as a file.
    "report-exported" ReportExported {
        /// Of which body.
        organisation: OrganisationId,
        /// Of which assessment.
        assessment: AssessmentId,
        /// The kind of file.
        format: String,
    }
    /// Somebody proposed what a body allows in a round.
    "consent-proposed" ConsentProposed {
        /// Which body.
        organisation: OrganisationId,
        /// Which round.
        round: RoundId,
        /// The proposal.
        consent: String,
        /// To which donor; empty: to every one.
        recipient: String,
        /// How much.
        level: String,
    }
    /// A second person confirmed it.
    "consent-confirmed" ConsentConfirmed {
        /// Which body.
        organisation: OrganisationId,
        /// Which round.
        round: RoundId,
        /// The proposal.
        consent: String,
        /// How much.
        level: String,
    }
    /// A second person declined it.
    "consent-declined" ConsentDeclined {
        /// Which body.
        organisation: OrganisationId,
        /// Which round.
        round: RoundId,
        /// The proposal.
        consent: String,
    }
    /// It was taken back.
    "consent-withdrawn" ConsentWithdrawn {
        /// Which body.
        organisation: OrganisationId,
        /// Which round.
        round: RoundId,
        /// The proposal.
        consent: String,
    }
    /// A round was opened.
    "round-opened" RoundOpened {
        /// Which.
        round: RoundId,
    }
    /// A round was closed, which released its figures.
    "round-closed" RoundClosed {
        /// Which.
        round: RoundId,
        /// The digest of the release.
        release: String,
    }
    /// The figures of a round were read as a file.
    "release-exported" ReleaseExported {
        /// Which round.
        round: RoundId,
        /// The kind of file.
        format: String,
    }
    /// A donor read the report of a body that is named to them.
    "named-report-read" NamedReportRead {
        /// Of which body.
        organisation: OrganisationId,
        /// In which round.
        round: RoundId,
        /// Which donor.
        donor: OrganisationId,
    }
    /// Somebody proposed to ask for help on a gap.
    "help-proposed" HelpProposed {
        /// Which body.
        organisation: OrganisationId,
        /// The request.
        request: HelpRequestId,
        /// On which practice.
        practice: PracticeId,
    }
    /// A second person confirmed it.
    "help-confirmed" HelpConfirmed {
        /// Which body.
        organisation: OrganisationId,
        /// The request.
        request: HelpRequestId,
    }
    /// A second person declined it.
    "help-refused" HelpRefused {
        /// Which body.
        organisation: OrganisationId,
        /// The request.
        request: HelpRequestId,
    }
    /// The body took a request back.
    "help-withdrawn" HelpWithdrawn {
        /// Which body.
        organisation: OrganisationId,
        /// The request.
        request: HelpRequestId,
    }
    /// A donor or partner offered help on a request.
    "help-offered" HelpOffered {
        /// Which body.
        organisation: OrganisationId,
        /// The request.
        request: HelpRequestId,
        /// The offer.
        offer: HelpOfferId,
        /// The donor or partner.
        helper: OrganisationId,
    }
    /// They took the offer, or the pledge, back.
    "help-offer-taken-back" HelpOfferTakenBack {
        /// Which body.
        organisation: OrganisationId,
        /// The request.
        request: HelpRequestId,
        /// The offer.
        offer: HelpOfferId,
        /// The donor or partner.
        helper: OrganisationId,
    }
    /// The body declined an offer.
    "help-offer-declined" HelpOfferDeclined {
        /// Which body.
        organisation: OrganisationId,
        /// The request.
        request: HelpRequestId,
        /// The offer.
        offer: HelpOfferId,
        /// The donor or partner.
        helper: OrganisationId,
    }
    /// The body accepted an offer.
    "help-offer-accepted" HelpOfferAccepted {
        /// Which body.
        organisation: OrganisationId,
        /// The request.
        request: HelpRequestId,
        /// The offer.
        offer: HelpOfferId,
        /// The donor or partner.
        helper: OrganisationId,
    }
    /// Whoever pledged said that it is delivered.
    "help-delivered" HelpDelivered {
        /// Which body.
        organisation: OrganisationId,
        /// The request.
        request: HelpRequestId,
        /// The offer.
        offer: HelpOfferId,
        /// The donor or partner.
        helper: OrganisationId,
    }
    /// The body said that something is missing.
    "help-missing" HelpMissing {
        /// Which body.
        organisation: OrganisationId,
        /// The request.
        request: HelpRequestId,
        /// The offer.
        offer: HelpOfferId,
        /// The donor or partner.
        helper: OrganisationId,
    }
    /// The body confirmed a delivery.
    "help-delivery-confirmed" HelpDeliveryConfirmed {
        /// Which body.
        organisation: OrganisationId,
        /// The request.
        request: HelpRequestId,
        /// The offer.
        offer: HelpOfferId,
        /// The donor or partner.
        helper: OrganisationId,
    }
    /// The body closed a pledge, with what its next report says of the gap.
    "help-closed" HelpClosed {
        /// Which body.
        organisation: OrganisationId,
        /// The request.
        request: HelpRequestId,
        /// The offer.
        offer: HelpOfferId,
        /// The donor or partner.
        helper: OrganisationId,
    }
    /// Entries of the audit were read as a file.
    "audit-exported" AuditExported {
        /// Those of one organisation; nothing: of all.
        organisation: Option<OrganisationId>,
    }
    /// The region of a body was added to the list of the site, or taken off it.
    "regions-changed" RegionsChanged {}
}

impl Event {
    /// The organisation that it concerns, whose leads may read it.
    pub fn organisation(&self) -> Option<&OrganisationId> {
        match self {
            Self::LinkGiven { organisation, .. } | Self::AuditExported { organisation } => {
                organisation.as_ref()
            }
            Self::PersonAdded { organisation, .. }
            | Self::RolesChanged { organisation, .. }
            | Self::OrganisationAdded { organisation }
            | Self::OrganisationChanged { organisation, .. }
            | Self::ProfileChanged { organisation }
            | Self::AssessmentStarted { organisation, .. }
            | Self::AssessmentSubmitted { organisation, .. }
            | Self::NotApplicableDecided { organisation, .. }
            | Self::ReportExported { organisation, .. }
            | Self::ConsentProposed { organisation, .. }
            | Self::ConsentConfirmed { organisation, .. }
            | Self::ConsentDeclined { organisation, .. }
            | Self::ConsentWithdrawn { organisation, .. }
            | Self::NamedReportRead { organisation, .. }
            | Self::HelpProposed { organisation, .. }
            | Self::HelpConfirmed { organisation, .. }
            | Self::HelpRefused { organisation, .. }
            | Self::HelpWithdrawn { organisation, .. }
            | Self::HelpOffered { organisation, .. }
            | Self::HelpOfferTakenBack { organisation, .. }
            | Self::HelpOfferDeclined { organisation, .. }
            | Self::HelpOfferAccepted { organisation, .. }
            | Self::HelpDelivered { organisation, .. }
            | Self::HelpMissing { organisation, .. }
            | Self::HelpDeliveryConfirmed { organisation, .. }
            | Self::HelpClosed { organisation, .. } => Some(organisation),
            Self::SignedIn { .. }
            | Self::SignedOut { .. }
            | Self::SessionsEnded { .. }
            | Self::PasswordChanged { .. }
            | Self::LinkUsed { .. }
            | Self::AccountReset { .. }
            | Self::AccountRemoved { .. }
            | Self::AccountExported { .. }
            | Self::RoundOpened { .. }
            | Self::RoundClosed { .. }
            | Self::ReleaseExported { .. }
            | Self::RegionsChanged {} => None,
        }
    }

    /// What it was done to.
    pub fn object(&self) -> Object<'_> {
        let (kind, id) = match self {
            Self::SignedIn { account }
            | Self::SignedOut { account }
            | Self::SessionsEnded { account }
            | Self::PasswordChanged { account }
            | Self::LinkGiven { account, .. }
            | Self::LinkUsed { account }
            | Self::PersonAdded { account, .. }
            | Self::RolesChanged { account, .. }
            | Self::AccountReset { account }
            | Self::AccountRemoved { account }
            | Self::AccountExported { account } => ("account", account.as_str()),
            Self::OrganisationAdded { organisation }
            | Self::OrganisationChanged { organisation, .. }
            | Self::ProfileChanged { organisation } => ("organisation", organisation.as_str()),
            // To whom, since that is what the body asks first.
            Self::NamedReportRead { donor, .. } => ("organisation", donor.as_str()),
            // With whom, likewise.
            Self::HelpOffered { helper, .. }
            | Self::HelpOfferTakenBack { helper, .. }
            | Self::HelpOfferDeclined { helper, .. }
            | Self::HelpOfferAccepted { helper, .. }
            | Self::HelpDelivered { helper, .. }
            | Self::HelpMissing { helper, .. }
            | Self::HelpDeliveryConfirmed { helper, .. }
            | Self::HelpClosed { helper, .. } => ("organisation", helper.as_str()),
            Self::HelpProposed { request, .. }
            | Self::HelpConfirmed { request, .. }
            | Self::HelpRefused { request, .. }
            | Self::HelpWithdrawn { request, .. } => ("request", request.as_str()),
            Self::AssessmentStarted { assessment, .. }
            | Self::AssessmentSubmitted { assessment, .. }
            | Self::NotApplicableDecided { assessment, .. }
            | Self::ReportExported { assessment, .. } => ("assessment", assessment.as_str()),
            Self::ConsentProposed { round, .. }
            | Self::ConsentConfirmed { round, .. }
            | Self::ConsentDeclined { round, .. }
            | Self::ConsentWithdrawn { round, .. }
            | Self::RoundOpened { round }
            | Self::RoundClosed { round, .. }
            | Self::ReleaseExported { round, .. } => ("round", round.as_str()),
            Self::AuditExported { .. } | Self::RegionsChanged {} => ("", ""),
        };
        Object { kind, id }
    }

    /// What is recorded beside its word (JSON): every field, by name.
    pub fn details(&self) -> String {
        // Ids, words and numbers: nothing of them can fail to be written.
        serde_json::to_value(self)
            .map_or_else(|_| String::new(), |mut value| value["details"].take().to_string())
    }

    /// The event of a record; nothing if this version of the program does not know it.
    pub fn read(name: &str, details: &str) -> Option<Self> {
        let details: serde_json::Value = serde_json::from_str(details).ok()?;
        serde_json::from_value(serde_json::json!({ "action": name, "details": details })).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_read_as_it_was_recorded() {
        let event = Event::RolesChanged {
            account: "amal".into(),
            organisation: "harbour".into(),
            roles: vec!["lead".into()],
        };
        assert_eq!(event.name(), "roles-changed");
        assert_eq!(
            event.object(),
            Object {
                kind: "account",
                id: "amal"
            }
        );
        assert_eq!(event.organisation(), Some(&"harbour".into()));
        let details = event.details();
        assert_eq!(
            details,
            r#"{"account":"amal","organisation":"harbour","roles":["lead"]}"#
        );
        assert_eq!(Event::read("roles-changed", &details), Some(event));
        assert_eq!(Event::read("of-tomorrow", &details), None);
        let empty = Event::RegionsChanged {};
        assert_eq!(
            (empty.details(), Event::read(empty.name(), "{}")),
            ("{}".to_owned(), Some(empty))
        );
    }
}
