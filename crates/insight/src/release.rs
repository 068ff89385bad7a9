//! Reading the release of a closed round.

use domain::disclose::{Row, RowShown};
use domain::id::DomainCode;
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use store::{Reader, Tx};
use usecase::{Env, Error, Result, security_event};

use crate::cache::ReleaseCache;
use crate::donor_rounds::donors_of;
use crate::published::{PublishedRelease, read_release};
use crate::round::{PAGE, RoundInfo};

/// Where a row that is hidden in a release shows something: the newest earlier round in which a group lies within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierFigure {
    /// The row.
    pub row: Row,
    /// The earlier round.
    pub round: RoundInfo,
    /// The place of the row among those of the earlier release.
    pub place: usize,
}

/// The release of a closed round.
///
/// # Errors
/// There is none.
pub async fn release(
    _: &Env,
    permit: &Permit<act::ReadRelease>,
    reader: &mut Reader,
    cache: &ReleaseCache,
    round: &str,
) -> Result<PublishedRelease> {
    let row = reader.release(round).await?.ok_or(Error::NotFound)?;
    let donors = reader.donors_of_round(&row.id.as_str().into()).await?;
    let sees_names = donors_of(permit.actor()).any(|own| donors.iter().any(|donor| donor == own.as_str()));
    let published = read_release(reader, cache, row, sees_names).await?;
    security_event!("release-read", by = %permit.account(), round = %published.round.id);
    Ok(published)
}

/// Records that the figures of a round were carried away as a file.
///
/// # Errors
/// The database does not answer.
pub async fn note_release_export(
    env: &Env,
    permit: &Permit<act::ReadRelease>,
    tx: &mut Tx,
    round: &RoundInfo,
    format: &str,
) -> Result<()> {
    let exported = Event::ReleaseExported {
        round: round.id.clone(),
        format: format.to_owned(),
    };
    env.record(tx, permit.account(), exported).await?;
    security_event!("release-exported", by = %permit.account(), round = %round.id, format);
    Ok(())
}

/// For the rows of a domain that show nothing of bodies in aggregate: the newest of the rounds before, not of all of history, in which they do. An assessment
/// counts once, so a row can have a group in one round and none in the next.
///
/// # Errors
/// The database does not answer.
pub async fn shown_earlier(
    _: &Env,
    _: &Permit<act::ReadRelease>,
    reader: &mut Reader,
    cache: &ReleaseCache,
    published: &PublishedRelease,
    domain: &DomainCode,
) -> Result<Vec<EarlierFigure>> {
    let is_hidden =
        |release: &PublishedRelease, row: &Row| release.cell(row, domain).hidden == RowShown::Hidden;
    let mut hidden: Vec<Row> = published
        .rows()
        .into_iter()
        .filter(|row| is_hidden(published, row))
        .collect();
    let mut found = Vec::new();
    if hidden.is_empty() {
        return Ok(found);
    }
    let before = published.round.closed_at.map_or(i64::MAX, |at| at.0);
    for row in reader.release_list((before, ""), PAGE).await? {
        // One that cannot be read keeps none of the others from being shown.
        let Ok(earlier) = read_release(reader, cache, row, false).await else {
            continue;
        };
        for (place, row) in earlier.rows().into_iter().enumerate() {
            if hidden.contains(&row) && !is_hidden(&earlier, &row) {
                hidden.retain(|known| *known != row);
                let round = earlier.round.clone();
                found.push(EarlierFigure { row, round, place });
            }
        }
    }
    Ok(found)
}
