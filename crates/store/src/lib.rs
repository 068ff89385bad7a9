//! Storage on SQLite or PostgreSQL. The only crate that names sqlx.
//!
//! One file for each table or group of tables, each with its SQL as portable constants that serve both databases
//! (`$1` placeholders, `ON CONFLICT`, `RETURNING`). [`Store`] is cheap to clone; [`Reader`] and [`Tx`] are what is read and written
//! through.

mod account;
mod answer;
mod assessment;
mod attempt;
mod audit;
mod audit_chain;
mod backend;
mod bulk;
mod consent;
mod counted;
mod credential;
mod error;
mod help_offer;
mod help_request;
mod identity;
mod job;
mod known;
mod list;
#[cfg(test)]
mod migrations;
mod migrator;
mod needs;
mod organisation;
mod people;
mod personal;
mod private;
mod profile;
mod progress;
mod region;
mod release;
mod round;
#[cfg(test)]
mod schema;
mod session;
mod setting;
mod submitted_report;
mod throttle;
mod tx;
mod writer;
mod yardstick;

#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use account::AccountRow;
pub use answer::{AnswerChange, AnswerMarkRow, AnswerRow, NotApplicableDecision, TakenOverRow};
pub use assessment::{AssessmentRow, AssessmentState, Submitted};
pub use attempt::AttemptRow;
pub use audit::{AuditFilter, AuditListRow, AuditOf, AuditRow};
pub use audit_chain::{AuditCheck, Broken, Head};
pub use backend::{Store, StoreOptions, Transport};
pub use bulk::GivenConsent;
pub use consent::{
    Confirmed, ConsentInForceRow, ConsentRoles, ConsentRow, LastSubmissionRow, NewConsent, Proposed,
};
pub use credential::{GiverRow, NewLink, PasswordLinkRow};
pub use error::{Error, Result};
pub use help_offer::{HelpChange, HelpOfferRow, NewHelpOffer, OwnHelpOfferRow};
pub use help_request::{
    HelpConfirmed, HelpFilter, HelpProposed, HelpRequestRow, HelperRow, KeptReportRow, NewHelpRequest,
    SeenHelpRequestRow,
};
pub use identity::{IdentityRow, SessionIdentityRow};
pub use job::{AfterFailure, JobRow, JobState, NewJob, Taking};
pub use list::ListPart;
pub use needs::RoundNeedsRow;
pub use organisation::{MembershipRow, OrganisationRow, PersonRow, StoredIncomeGroup};
pub use people::{Credential, CredentialTerms, Joining, PeopleChange};
pub use personal::{
    AccountFactsRow, KeptActRow, KeptAnswerRow, KeptAttemptRow, KeptEntryRow, KeptLessonRow,
    KeptMembershipRow, KeptPlaceRow, KeptReceiptRow,
};
pub use profile::ProfileRow;
pub use progress::ProgressRow;
pub use region::RegionRow;
pub use release::{ContributionRow, ManifestRow, NamedBodyRow, NamedReportRow, ReleaseRow, StoredReleaseRow};
pub use round::{
    AssessmentUseRow, BodyRoundRow, Closed, LedgerRows, NewContribution, RoundClosing, RoundRow,
    RoundToCloseRow, SingleGrantRow,
};
pub use session::{MOST_SESSIONS, SessionRow, Sessions, session_hash};
pub use submitted_report::{NewSubmittedReport, ParticipatingRow, SubmittedReportRow, UnsealedReportRow};
pub use tx::{Reader, Tx};
pub use yardstick::Yardstick;
