//! Where help is needed first: what is open at the bodies that a closed round shows to a donor by name.

use domain::assess::gap::ReportValue;
use domain::id::RoundId;
use domain::identity::policy::{Permit, act};
use domain::target::{BodyNeeds, Needs};
use store::{NamedReportRow, Reader, RoundNeedsRow, Tx};
use usecase::{Env, Error, Result, seal, unsealed};

use crate::donor_rounds::donors_of;
use crate::frozen::FrozenContribution;
use crate::published::PublishedRelease;

/// Reports that are in memory at once while they are summed up.
const AT_ONCE: u32 = 25;

/// What is open at the bodies that a donor sees by name in a closed round, as it is stored and before it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptNeeds(Vec<RoundNeedsRow>);

impl KeptNeeds {
    /// The digests: what is kept never changes.
    pub fn sha256(&self) -> Vec<&str> {
        self.0.iter().map(|row| row.sha256.as_str()).collect()
    }

    /// What is kept, and of how many bodies of it that show themselves to no other donor.
    ///
    /// # Errors
    /// It is not as it was kept.
    pub fn read(&self) -> Result<(Needs, u32)> {
        let (mut needs, mut beside) = (Needs::default(), 0);
        for row in &self.0 {
            let own: Needs = unsealed("needs", &row.recipient, &row.needs, &row.sha256)?;
            beside += if row.recipient.is_empty() { 0 } else { own.count };
            needs = needs.merge(own);
        }
        Ok((needs, beside))
    }
}

/// What is open at the bodies that this donor sees by name, as it was kept; nothing in a round that an older version closed, until somebody asks
/// for it ([`needs_at_once`]).
///
/// # Errors
/// The database does not answer.
pub async fn needs(
    _: &Env,
    permit: &Permit<act::ReadRelease>,
    reader: &mut Reader,
    published: &PublishedRelease,
) -> Result<Option<KeptNeeds>> {
    let mut rows = Vec::new();
    for donor in donors_of(permit.actor()) {
        rows.extend(reader.round_needs(&published.round.id, donor).await?);
    }
    // What is shown to every donor is kept last, so it tells whether the rest is there.
    let is_kept = rows.iter().any(|row| row.recipient.is_empty());
    rows.retain(|row| published.sees_names() || !row.recipient.is_empty());
    // Who works for two donors sees what is shown to every donor once.
    rows.sort_by(|a, b| a.recipient.cmp(&b.recipient));
    rows.dedup_by(|a, b| a.recipient == b.recipient);
    Ok(is_kept.then_some(KeptNeeds(rows)))
}

/// What is open at the bodies that a round shows by name, summed up and not kept yet.
#[derive(Debug)]
pub struct SummedUp {
    round: RoundId,
    rows: Vec<RoundNeedsRow>,
}

/// Sums up the reports of a round that has been closed. It is not part of the closing, which reads no report; until it is done, whoever first asks
/// makes up for it ([`needs_at_once`]).
///
/// # Errors
/// A report is not as it was kept.
pub async fn sum_up_needs(
    _: &Env,
    _: &Permit<act::ManageRounds>,
    reader: &mut Reader,
    round: &str,
) -> Result<SummedUp> {
    let round = reader.round_by_slug(round).await?.ok_or(Error::NotFound)?;
    summed_up(reader, round.id.into()).await
}

/// Keeps that: reports are frozen, so it never changes.
///
/// # Errors
/// The database does not answer.
pub async fn keep_needs(
    _: &Env,
    _: &Permit<act::ManageRounds>,
    tx: &mut Tx,
    summed_up: &SummedUp,
) -> Result<()> {
    keep(tx, summed_up).await
}

/// Both for a donor who asks before it was done.
///
/// # Errors
/// A report is not as it was kept.
pub async fn needs_at_once(
    env: &Env,
    permit: &Permit<act::ReadRelease>,
    tx: &mut Tx,
    published: &PublishedRelease,
) -> Result<KeptNeeds> {
    let summed_up = summed_up(tx, published.round.id.clone()).await?;
    keep(tx, &summed_up).await?;
    let kept = needs(env, permit, tx, published).await?;
    kept.ok_or_else(|| Error::Internal("what is open was not kept".to_owned()))
}

async fn keep(tx: &mut Tx, summed_up: &SummedUp) -> Result<()> {
    for row in &summed_up.rows {
        tx.keep_round_needs(&summed_up.round, row).await?;
    }
    Ok(())
}

async fn summed_up(reader: &mut Reader, round: RoundId) -> Result<SummedUp> {
    let mut recipients = reader.donors_shown_one_by_one(&round).await?;
    recipients.push(String::new());
    let mut rows = Vec::new();
    for recipient in recipients {
        let (needs, sha256) = seal(&sum_up(reader, &round, &recipient).await?)?;
        rows.push(RoundNeedsRow {
            recipient,
            needs,
            sha256,
        });
    }
    Ok(SummedUp { round, rows })
}

async fn sum_up(reader: &mut Reader, round: &RoundId, recipient: &str) -> Result<Needs> {
    let mut needs = Needs::default();
    let mut after = String::new();
    loop {
        let rows = reader.reports_shown_to(round, recipient, &after, AT_ONCE).await?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.organisation_id);
        for row in rows {
            add(&mut needs, row)?;
        }
    }
    needs.cut();
    Ok(needs)
}

fn add(needs: &mut Needs, row: NamedReportRow) -> Result<()> {
    // A body whose report was not kept, by a version before that was done, has nothing to be counted.
    let (Some(report), Some(sha256)) = (row.report, row.report_sha256) else {
        return Ok(());
    };
    let value: ReportValue = unsealed("report", &row.slug, &report, &sha256)?;
    let frozen = FrozenContribution::read(&row.contribution)?;
    let name = frozen.name_then(row.name);
    let body = BodyNeeds::of(
        row.organisation_id.into(),
        row.slug,
        name,
        frozen.stratum.region,
        &value.report,
    );
    needs.add(body, &value.report);
    Ok(())
}
