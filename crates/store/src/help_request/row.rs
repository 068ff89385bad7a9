//! What is kept of a request, and how it is read.

use domain::id::{AccountId, AssessmentId, HelpRequestId, OrganisationId, PracticeId};
use domain::identity::organisation::OrganisationKind;
use domain::ledger::RequestState;
use domain::timestamp::Timestamp;

/// A request to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHelpRequest {
    /// UUIDv7.
    pub id: HelpRequestId,
    /// The body.
    pub organisation: OrganisationId,
    /// The submitted assessment whose report has the gap.
    pub assessment: AssessmentId,
    /// The maturity model.
    pub model_id: String,
    /// Its version.
    pub model_version: i64,
    /// The practice.
    pub practice: PracticeId,
    /// The kind of help that is wished for; empty: any.
    pub wanted: String,
    /// To whom; nothing: to every donor and partner.
    pub recipients: Option<Vec<OrganisationId>>,
    /// What it shows (JSON).
    pub content: String,
    /// The digest of that.
    pub sha256: String,
    /// The version of the text in which it was said what is shown.
    pub text_version: i64,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Who proposes it.
    pub proposed_by: AccountId,
    /// When.
    pub proposed_at: Timestamp,
}

/// A request, as its body sees it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct HelpRequestRow {
    /// UUIDv7.
    pub id: String,
    /// The body.
    pub organisation_id: String,
    /// The submitted assessment whose report has the gap.
    pub assessment_id: String,
    /// The maturity model.
    pub model_id: String,
    /// Its version.
    pub model_version: i64,
    /// The practice.
    pub practice_id: String,
    /// The kind of help that is wished for; empty: any.
    pub wanted: String,
    /// Whether every donor and partner sees it.
    pub to_all: bool,
    /// What it shows (JSON).
    pub content: String,
    /// The digest of that.
    pub sha256: String,
    /// The version of the text in which it was said what is shown.
    pub text_version: i64,
    /// When it ends (Unix milliseconds).
    pub ends_at: i64,
    /// How far it has come.
    #[sqlx(try_from = "String")]
    pub state: RequestState,
    /// Who proposed it.
    pub proposed_by: String,
    /// Their name; empty if they were removed.
    pub proposer_name: String,
    /// Unix milliseconds.
    pub proposed_at: i64,
    /// The name of whoever confirmed it.
    pub confirmer_name: Option<String>,
    /// Unix milliseconds.
    pub confirmed_at: Option<i64>,
    /// When it was taken back, declined or withdrawn (Unix milliseconds).
    pub ended_at: Option<i64>,
    /// Whether the proposer still has a role to propose, and had it when they did.
    pub is_carried: bool,
    /// How many offers wait for an answer.
    pub offers: i64,
    /// How far the pledge has come, if there is one.
    pub pledge: Option<String>,
}

/// A request, as donors and partners see it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SeenHelpRequestRow {
    /// UUIDv7.
    pub id: String,
    /// The body.
    pub organisation_id: String,
    /// The kind of help that is wished for; empty: any.
    pub wanted: String,
    /// What it shows (JSON).
    pub content: String,
    /// The digest of that.
    pub sha256: String,
    /// When it ends (Unix milliseconds).
    pub ends_at: i64,
    /// How far it has come.
    #[sqlx(try_from = "String")]
    pub state: RequestState,
    /// Since when it is open (Unix milliseconds).
    pub confirmed_at: i64,
    /// Whether it is addressed to one of those who ask.
    pub is_addressed: bool,
}

/// A submitted report, as it was kept.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptReportRow {
    /// The assessment.
    pub assessment_id: String,
    /// The maturity model.
    pub model_id: String,
    /// Its version.
    pub model_version: i64,
    /// The report's value (JSON).
    pub report: String,
    /// The digest of the report.
    pub sha256: String,
}

/// A donor or partner.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct HelperRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    #[sqlx(try_from = "String")]
    pub kind: OrganisationKind,
}

/// Which open requests are listed, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelpFilter {
    /// The donors and partners for whom it is asked.
    pub helpers: Vec<OrganisationId>,
    /// Only those on one of these practices, unless another kind of help is wished for; nothing: all.
    pub practices: Option<Vec<PracticeId>>,
    /// Only those that wish for one of these kinds of help, if they wish for one at all; nothing: all.
    pub wanted: Option<Vec<String>>,
    /// What follows on this one: since when it is open, and its id.
    pub after: Option<(i64, String)>,
    /// At most so many.
    pub most: u32,
}

/// What came of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpProposed {
    /// It waits for a second person.
    Waiting,
    /// The body asks for help on this practice already, or somebody has proposed it.
    AnotherStands,
    /// Whoever proposes it has no role any more that lets them.
    NotPermitted,
}

/// What came of a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpConfirmed {
    /// It is open now.
    Now,
    /// It does not wait any more, or it is one's own; nothing was changed.
    NotWaiting,
    /// Whoever confirms it has no role any more that lets them.
    NotPermitted,
    /// Its proposer may no longer propose for the body.
    Ended,
}
