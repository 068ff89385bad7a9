//! Storage on SQLite or PostgreSQL. The only crate that names sqlx.
//!
//! One file for each table or group of tables, each with its SQL as portable constants that serve both databases
//! (`$1` placeholders, `ON CONFLICT`, `RETURNING`). [`Store`] is cheap to clone.

mod account;
mod answer;
mod assessment;
mod attempt;
mod backend;
mod consent;
mod error;
#[cfg(test)]
mod migrations;
mod organisation;
mod profile;
mod progress;
mod release;
mod round;
mod session;
mod setting;
mod throttle;

#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use account::{AccountRow, PasswordLinkRow};
pub use answer::{AnswerChange, AnswerMarkRow, AnswerRow, NotApplicableDecision};
pub use assessment::{AssessmentRow, AssessmentState, Submitted};
pub use attempt::AttemptRow;
pub use backend::{Store, StoreOptions};
pub use consent::{
    Confirmed, ConsentInForceRow, ConsentRoles, ConsentRow, LastSubmissionRow, NewConsent, Proposed,
};
pub use error::{Error, Result};
pub use organisation::{IdentityRow, MembershipRow, OrganisationRow, PersonRow};
pub use profile::ProfileRow;
pub use progress::ProgressRow;
pub use release::{ContributionRow, NamedBodyRow, NamedReportRow, ReleaseRow, StoredReleaseRow};
pub use round::{
    AssessmentUseRow, BodyRoundRow, Closed, LedgerRows, NewContribution, ParticipantMarkRow, RoundClosing,
    RoundRow, RoundToCloseRow, SingleGrantRow,
};
pub use session::{SessionRow, Sessions, session_hash};
