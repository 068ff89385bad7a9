//! What a body is told before it asks for help.

use domain::assess::gap::ReportValue;
use domain::id::{AssessmentId, HelpRequestId, OrganisationId, PracticeId};
use domain::identity::organisation::OrganisationKind;
use domain::identity::policy::{Permit, act};
use domain::ledger::{DAYS_BY_DEFAULT, Revealed};
use store::{HelperRow, KeptReportRow, Reader};
use time::{Date, Duration};
use usecase::{Env, Error, Result, unsealed};

use crate::fields::is_plain;

/// What a body is told before it asks for help on a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// Everything that the request would show.
    pub shown: Revealed,
    /// The submitted assessment from whose report that is.
    pub assessment: AssessmentId,
    /// The request that stands on this practice already, if one does.
    pub standing: Option<HelpRequestId>,
    /// Every donor and partner of the instance.
    pub helpers: Vec<Helper>,
    /// The last day of the request, unless the body says otherwise.
    pub last_day: Date,
}

/// A donor or partner, as bodies see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helper {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: OrganisationKind,
}

impl From<HelperRow> for Helper {
    fn from(row: HelperRow) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            kind: row.kind,
        }
    }
}

/// The assessment whose gaps a body can ask help for: the one that it submitted last.
///
/// # Errors
/// The database does not answer.
pub async fn askable(
    _: &Env,
    permit: &Permit<act::ProposeRequest>,
    reader: &mut Reader,
) -> Result<Option<AssessmentId>> {
    Ok(reader.newest_report_id(&permit.organisation().id).await?)
}

/// What a request on a practice would show, and to whom it can go.
///
/// # Errors
/// The report that the body submitted last has no such gap, or there is none.
pub async fn ask(
    env: &Env,
    permit: &Permit<act::ProposeRequest>,
    reader: &mut Reader,
    practice: &str,
) -> Result<Asking> {
    let body = &permit.organisation().id;
    let (kept, shown) = gap_of(reader, body, practice).await?;
    let standing = reader.standing_help_request(body, &shown.practice).await?;
    let helpers = reader.helpers().await?.into_iter().map(Helper::from);
    Ok(Asking {
        shown,
        assessment: kept.assessment_id.into(),
        standing,
        helpers: helpers.collect(),
        last_day: env.now().date().saturating_add(Duration::days(DAYS_BY_DEFAULT)),
    })
}

/// The report that a body submitted last, and what a request on one of its gaps shows.
pub(crate) async fn gap_of(
    reader: &mut Reader,
    body: &OrganisationId,
    practice: &str,
) -> Result<(KeptReportRow, Revealed)> {
    if !is_plain(practice) {
        return Err(Error::NotFound);
    }
    let kept = reader.newest_report(body).await?.ok_or(Error::NotFound)?;
    let report = report_of(&kept)?;
    let shown = Revealed::of(&report, &PracticeId::from(practice)).ok_or(Error::NotFound)?;
    Ok((kept, shown))
}

/// A report, if it is as it was kept.
pub(crate) fn report_of(kept: &KeptReportRow) -> Result<ReportValue> {
    unsealed("report", &kept.assessment_id, &kept.report, &kept.sha256)
}
