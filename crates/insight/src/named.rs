//! Bodies that a donor sees by name.

use domain::assess::gap::ReportValue;
use domain::assess::score::Score;
use domain::disclose::Stratum;
use domain::id::OrganisationId;
use domain::identity::audit::Event;
use domain::identity::policy::{self, Action, Permit, Refusal, act};
use domain::timestamp::Timestamp;
use store::{NamedBodyRow, NamedReportRow, Reader, Tx};
use usecase::{Env, Error, ListPlace, ListQuery, Listed, Result, security_event, unsealed};

use crate::donor_rounds::donors_of;
use crate::frozen::FrozenContribution;
use crate::round::RoundInfo;

/// A body that a donor sees by name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedProfile {
    /// The body.
    pub organisation: OrganisationId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its public attributes.
    pub stratum: Stratum,
    /// Whether it shows itself to this donor only, beside the release.
    pub is_beside: bool,
    /// When the assessment was submitted.
    pub submitted_at: Timestamp,
    /// Its scores as they were when the round closed.
    pub score: Score,
}

/// The gap report of a body that a donor sees by name, as it was when the round closed.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedReport {
    /// The round.
    pub round: RoundInfo,
    /// The body.
    pub body: NamedProfile,
    /// The report, as it was submitted.
    pub report: ReportValue,
}

/// Bodies of a page: each with its scores as a picture.
const PAGE: u32 = 12;

/// The bodies of a closed round that this donor sees by name, in the order of their names of today: a page of them.
///
/// # Errors
/// The database does not answer.
pub async fn named_profiles(
    env: &Env,
    permit: &Permit<act::ReadRelease>,
    reader: &mut Reader,
    round: &RoundInfo,
    query: &ListQuery,
) -> Result<Listed<NamedProfile>> {
    let mut found: Vec<NamedBodyRow> = Vec::new();
    for donor in donors_of(permit.actor()) {
        let rows = reader.named_bodies(&round.id, donor, &query.part(PAGE)).await?;
        // The rows are what bodies granted to this donor.
        let is_granted = !rows.is_empty();
        if !is_granted {
            continue;
        }
        let shown = policy::NamedReport::new(donor.clone(), is_granted);
        let _: Permit<act::ReadNamedReport> = env.permit(permit.actor(), shown)?;
        for row in rows {
            if found
                .iter()
                .all(|known| known.organisation_id != row.organisation_id)
            {
                found.push(row);
            }
        }
    }
    // Who works for several donors sees one list.
    found.sort_by(|a, b| (&a.folded, &a.organisation_id).cmp(&(&b.folded, &b.organisation_id)));
    let listed = Listed::of(found, PAGE, |last| ListPlace {
        key: last.folded.clone(),
        id: last.organisation_id.clone(),
    });
    let next = listed.next;
    let profiles = listed.rows.into_iter().map(|row| {
        let is_beside = !row.recipient.is_empty();
        profile(
            row.organisation_id,
            row.slug,
            row.name,
            is_beside,
            &row.contribution,
        )
    });
    Ok(Listed {
        rows: profiles.collect::<Result<_>>()?,
        next,
    })
}

/// The gap report of a body that this donor sees by name. Any other body looks like one that does not exist. That it was read is
/// recorded, so it takes a transaction.
///
/// # Errors
/// No body of that name shows its report to a donor for whom this person works.
pub async fn named_report(
    env: &Env,
    permit: &Permit<act::ReadRelease>,
    tx: &mut Tx,
    round: &str,
    body: &str,
) -> Result<NamedReport> {
    let round: RoundInfo = tx.round_by_slug(round).await?.ok_or(Error::NotFound)?.into();
    for donor in donors_of(permit.actor()) {
        let Some(row) = tx.named_report(&round.id, donor, body).await? else {
            continue;
        };
        // The row is what the body granted to this donor.
        let is_granted = row.report.is_some();
        if is_granted {
            let shown = policy::NamedReport::new(donor.clone(), is_granted);
            return read(env, &env.permit(permit.actor(), shown)?, tx, round, row).await;
        }
    }
    // None of the donors for which this person works sees it: one line of the security log, however many they are.
    env.refuse(permit.actor(), Action::ReadNamedReport, Refusal::NotYours);
    Err(Error::NotFound)
}

async fn read(
    env: &Env,
    permit: &Permit<act::ReadNamedReport>,
    tx: &mut Tx,
    round: RoundInfo,
    row: NamedReportRow,
) -> Result<NamedReport> {
    let (Some(report), Some(sha256)) = (row.report, row.report_sha256) else {
        return Err(Error::NotFound);
    };
    let report = unsealed("report", &row.slug, &report, &sha256)?;
    let is_beside = !row.recipient.is_empty();
    let event = Event::NamedReportRead {
        organisation: row.organisation_id.as_str().into(),
        round: round.id.clone(),
        donor: permit.donor().clone(),
    };
    env.record(tx, permit.account(), event).await?;
    security_event!(
        "named-report-read",
        by = %permit.account(),
        donor = %permit.donor(),
        round = %round.id,
        organisation = %row.organisation_id
    );
    Ok(NamedReport {
        round,
        body: profile(
            row.organisation_id,
            row.slug,
            row.name,
            is_beside,
            &row.contribution,
        )?,
        report,
    })
}

fn profile(
    organisation: String,
    slug: String,
    name: String,
    is_beside: bool,
    contribution: &str,
) -> Result<NamedProfile> {
    let frozen = FrozenContribution::read(contribution)?;
    let name = frozen.name_then(name);
    let score = frozen
        .score
        .ok_or_else(|| Error::Internal(format!("no scores of named body {slug}")))?;
    Ok(NamedProfile {
        organisation: organisation.into(),
        slug,
        name,
        stratum: frozen.stratum,
        is_beside,
        submitted_at: frozen.submitted_at,
        score,
    })
}
