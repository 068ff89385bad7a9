//! What donors are shown: releases, and the reports of bodies that chose to be seen by name. Nothing here gives out a row
//! of any other body.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::content::Lang;
use domain::disclosure::{Coverage, Parameters, Release, Stratum};
use domain::gap::ReportValue;
use domain::id::OrganisationId;
use domain::model::{Model, ModelNames, ModelRef};
use domain::organisation::Role;
use domain::policy::{Action, Actor, Refusal, Resource};
use domain::score::Score;
use domain::timestamp::Timestamp;
use store::ReleaseRow;

use crate::rounds::{FrozenContribution, RoundInfo, digest};
use crate::submitted::{seal, unsealed};
use crate::{Error, Result, Services};

/// The rounds as a donor sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DonorRounds {
    /// Closed rounds, the one closed last first.
    pub closed: Vec<ClosedRound>,
    /// Open rounds, the one opened last first.
    pub open: Vec<RoundInfo>,
}

/// A closed round with how many bodies its release rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedRound {
    /// The round.
    pub round: RoundInfo,
    /// How many bodies.
    pub coverage: Coverage,
    /// The numbers that the release was built with.
    pub parameters: Parameters,
}

/// A release with its round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedRelease {
    /// The round.
    pub round: RoundInfo,
    /// The figures.
    pub release: Arc<Release>,
    /// The digest of the file (SHA-256, hexadecimal).
    pub sha256: String,
}

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

impl Services {
    /// The rounds, with the coverage of those that are closed.
    pub async fn donor_rounds(&self, actor: &Actor) -> Result<DonorRounds> {
        self.permit(actor, Action::ReadRelease, Resource::Instance)?;
        let open = self
            .all_rounds()
            .await?
            .into_iter()
            .filter(RoundInfo::is_open)
            .collect();
        let mut closed = Vec::new();
        for row in self.store().releases().await? {
            // One that cannot be read keeps none of the others from being shown.
            match self.read_release(row) {
                Ok(PublishedRelease { round, release, .. }) => closed.push(ClosedRound {
                    round,
                    coverage: release.coverage(),
                    parameters: release.parameters(),
                }),
                Err(error) => tracing::error!(%error, "a release is left out of the list"),
            }
        }
        Ok(DonorRounds { closed, open })
    }

    /// The release of a closed round: the same for every donor.
    pub async fn release(&self, actor: &Actor, round: &str) -> Result<PublishedRelease> {
        self.permit(actor, Action::ReadRelease, Resource::Instance)?;
        self.read_release(self.store().release(round).await?.ok_or(Error::NotFound)?)
    }

    /// The bodies of a closed round that this donor sees by name, in the order of their names.
    pub async fn named_profiles(&self, actor: &Actor, round: &RoundInfo) -> Result<Vec<NamedProfile>> {
        self.permit(actor, Action::ReadRelease, Resource::Instance)?;
        let mut found: Vec<NamedProfile> = Vec::new();
        for donor in donors_of(actor) {
            for row in self.store().named_bodies(&round.id, donor).await? {
                self.permit_named(actor, donor, true)?;
                if found
                    .iter()
                    .any(|profile| profile.organisation.as_str() == row.organisation_id)
                {
                    continue;
                }
                let is_beside = !row.recipient.is_empty();
                found.push(profile(
                    row.organisation_id,
                    row.slug,
                    row.name,
                    is_beside,
                    &row.contribution,
                )?);
            }
        }
        found.sort_by(|a, b| (&a.name, &a.organisation).cmp(&(&b.name, &b.organisation)));
        Ok(found)
    }

    /// The gap report of a body that this donor sees by name. Any other body looks like one that does not exist.
    pub async fn named_report(&self, actor: &Actor, round: &str, body: &str) -> Result<NamedReport> {
        self.permit(actor, Action::ReadRelease, Resource::Instance)?;
        let round: RoundInfo = self
            .store()
            .round_by_slug(round)
            .await?
            .ok_or(Error::NotFound)?
            .into();
        for donor in donors_of(actor) {
            let Some(row) = self.store().named_report(&round.id, donor, body).await? else {
                continue;
            };
            self.permit_named(actor, donor, true)?;
            let (Some(report), Some(sha256)) = (row.report, row.report_sha256) else {
                continue;
            };
            let report = unsealed("report", &row.slug, &report, &sha256)?;
            let is_beside = !row.recipient.is_empty();
            return Ok(NamedReport {
                round,
                body: profile(
                    row.organisation_id,
                    row.slug,
                    row.name,
                    is_beside,
                    &row.contribution,
                )?,
                report,
            });
        }
        // None of the donors for which this person works sees it: one line of the security log, however many they are.
        self.refuse(actor, Action::ReadNamedReport, Refusal::NotYours);
        Err(Error::NotFound)
    }

    /// The model of a closed round as it called its parts when the round was closed. A round that is open has none yet, and is shown with the
    /// model of today.
    pub async fn model_of_release(&self, lang: Lang, round: &RoundInfo) -> Result<Model> {
        let Some((json, sha256)) = self.store().round_names(&round.id).await? else {
            return Ok(self.catalog().model(lang).clone());
        };
        let kept: ModelNames = unsealed("names", round.id.as_str(), &json, &sha256)?;
        let model = self.model(lang, &kept.model)?.clone();
        let names = kept.names.get(&lang).or_else(|| kept.names.get(&Lang::default()));
        Ok(match names {
            Some(names) => model.called(names),
            None => model,
        })
    }

    /// How a version of the model calls its parts now, to be kept.
    pub(crate) fn model_names(&self, model: &ModelRef) -> Result<(String, String)> {
        let names = Lang::ALL
            .into_iter()
            .map(|lang| Ok((lang, self.model(lang, model)?.names())))
            .collect::<Result<_>>()?;
        seal(&ModelNames {
            model: model.clone(),
            names,
        })
    }

    fn read_release(&self, row: ReleaseRow) -> Result<PublishedRelease> {
        let round = RoundInfo {
            id: row.id.into(),
            slug: row.slug,
            title: row.title,
            opened_at: Timestamp(row.opened_at),
            closed_at: row.closed_at.map(Timestamp),
        };
        Ok(PublishedRelease {
            release: self.0.releases.release(row.bytes, &row.sha256)?,
            round,
            sha256: row.sha256,
        })
    }

    fn permit_named(&self, actor: &Actor, donor: &OrganisationId, granted: bool) -> Result<()> {
        self.permit(
            actor,
            Action::ReadNamedReport,
            Resource::NamedReport { donor, granted },
        )
    }
}

/// The donors for which somebody works as an analyst.
fn donors_of(actor: &Actor) -> impl Iterator<Item = &OrganisationId> {
    actor
        .memberships
        .iter()
        .filter(|membership| membership.role == Role::Analyst)
        .map(|membership| &membership.organisation)
}

/// The releases that were read and checked, by their digest, each with its bytes: checking one takes a millisecond, and it
/// never changes.
#[derive(Default)]
pub(crate) struct Known(RwLock<BTreeMap<String, (String, Arc<Release>)>>);

impl Known {
    /// The release with these bytes.
    fn release(&self, bytes: String, sha256: &str) -> Result<Arc<Release>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, release)) = known.get(sha256).filter(|(known, _)| *known == bytes) {
            return Ok(Arc::clone(release));
        }
        drop(known);
        // The digest lies beside the bytes: it tells of an accident, not of somebody who can write both.
        if digest(bytes.as_bytes()) != sha256 {
            return Err(Error::Internal(format!(
                "the release with digest {sha256} was changed"
            )));
        }
        let release =
            Release::from_stored(bytes.as_bytes()).map_err(|error| Error::Internal(error.to_string()))?;
        let release = Arc::new(release);
        let entry = (bytes, Arc::clone(&release));
        self.0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(sha256.to_owned(), entry);
        Ok(release)
    }
}

fn profile(
    organisation: String,
    slug: String,
    name: String,
    is_beside: bool,
    contribution: &str,
) -> Result<NamedProfile> {
    let frozen: FrozenContribution = from_json(contribution)?;
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

fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Internal(error.to_string()))
}

#[cfg(test)]
mod tests;
