//! What donors are shown: releases, and the reports of bodies that chose to be seen by name. Nothing here gives out a row
//! of any other body.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use domain::content::Lang;
use domain::disclosure::{Counts, Group, Mean, Parameters, Published, Row, RowShown, Stratum};
use domain::gap::ReportValue;
use domain::id::{DomainCode, OrganisationId};
use domain::model::{Model, ModelNames, ModelRef};
use domain::organisation::Role;
use domain::policy::{Action, Actor, Refusal, Resource};
use domain::score::Score;
use domain::timestamp::Timestamp;
use store::ReleaseRow;

use crate::rounds::{FrozenContribution, RoundInfo};
use crate::{Error, Result, Services, security_event};
use usecase::{by, digest, seal, unsealed};

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
    pub coverage: ShownCoverage,
    /// The numbers that the release was built with.
    pub parameters: Parameters,
}

/// How many bodies a release rests on, as one donor sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownCoverage {
    /// Bodies shown by name; nothing for a donor who came after the round was closed.
    pub named: Option<usize>,
    /// Bodies in aggregate; nothing for 0 … `k` − 1 alike.
    pub aggregate: Option<usize>,
    /// Whether that number is *at least so many*, as in every release but those of the first format.
    pub is_at_least: bool,
}

/// What one donor sees of a row in a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownCell {
    /// The mean of the bodies shown by name.
    pub named: Option<Mean>,
    /// What is shown of the others.
    pub hidden: RowShown,
    /// How many of the others lie in each of three bars, where that may be shown.
    pub bars: Option<Counts>,
}

/// A release with its round, as one donor sees it. Every donor sees the same of the bodies in aggregate. By name, bodies show
/// themselves to the donors that there are when the round closes: whoever comes later is shown none, and gets no file that has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedRelease {
    /// The round.
    pub round: RoundInfo,
    /// The digest of the file (SHA-256, hexadecimal).
    pub sha256: String,
    release: Arc<Published>,
    sees_names: bool,
}

impl PublishedRelease {
    /// The whole release, for files. Nothing for a donor who came after the round was closed: names are in it.
    pub fn whole(&self) -> Option<&Published> {
        self.sees_names.then_some(&*self.release)
    }

    /// Whether the donor was there when the round closed, so that *every donor* means it too.
    pub fn sees_names(&self) -> bool {
        self.sees_names
    }

    /// Whether its rows have figures of their own, as in the first format, and are not read from groups.
    pub fn is_former(&self) -> bool {
        matches!(&*self.release, Published::Former(_))
    }

    /// The numbers that it was built with.
    pub fn parameters(&self) -> Parameters {
        self.release.parameters()
    }

    /// The domains, in the model's order.
    pub fn domains(&self) -> &[DomainCode] {
        self.release.domains()
    }

    /// The rows of tables: all bodies, the regions, the income groups, and the income groups of each region.
    pub fn rows(&self) -> Vec<Row> {
        match &*self.release {
            Published::Former(release) => release.rows().to_vec(),
            Published::Groups(release) => release.rows(),
        }
    }

    /// The strata of the register when the round closed.
    pub fn strata(&self) -> BTreeSet<Stratum> {
        match &*self.release {
            Published::Former(release) => release
                .rows()
                .iter()
                .filter_map(|row| match row {
                    Row::Stratum(stratum) => Some(stratum.clone()),
                    Row::All | Row::Region { .. } | Row::IncomeGroup { .. } | Row::Strata { .. } => None,
                })
                .collect(),
            Published::Groups(release) => release.strata().clone(),
        }
    }

    /// The groups, by label: everything that is shown of bodies in aggregate is in them. None in the first format.
    pub fn groups(&self) -> &[Group] {
        match &*self.release {
            Published::Former(_) => &[],
            Published::Groups(release) => release.groups(),
        }
    }

    /// The groups as a table for files, in the columns [`Release::GROUP_COLUMNS`]: the same for every donor, whenever they came.
    /// Nothing in the first format.
    ///
    /// [`Release::GROUP_COLUMNS`]: domain::disclosure::Release::GROUP_COLUMNS
    pub fn group_table(&self) -> Option<Vec<[String; 8]>> {
        match &*self.release {
            Published::Former(_) => None,
            Published::Groups(release) => Some(release.group_table().collect()),
        }
    }

    /// A row in a domain.
    pub fn cell(&self, row: &Row, domain: &DomainCode) -> ShownCell {
        let (named, hidden, bars) = match &*self.release {
            Published::Former(release) => {
                let cell = release.cell(row, domain);
                let band = cell.and_then(|cell| cell.aggregate());
                let named = cell.and_then(|cell| cell.named());
                (named, band.map_or(RowShown::Hidden, RowShown::Band), None)
            }
            Published::Groups(release) => {
                let cell = release.cell(row, domain);
                (cell.named(), cell.hidden().shown(), cell.hidden().bars())
            }
        };
        ShownCell {
            named: named.filter(|_| self.sees_names),
            hidden,
            bars,
        }
    }

    /// How many bodies it rests on.
    pub fn coverage(&self) -> ShownCoverage {
        let (named, aggregate, is_at_least) = match &*self.release {
            Published::Former(release) => {
                let coverage = release.coverage();
                (coverage.named, coverage.aggregate_only, false)
            }
            Published::Groups(release) => {
                let coverage = release.coverage();
                (coverage.named, coverage.aggregate_at_least, true)
            }
        };
        ShownCoverage {
            named: self.sees_names.then_some(named),
            aggregate,
            is_at_least,
        }
    }
}

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
        let with_donors: BTreeSet<(String, String)> = self
            .store()
            .reader()
            .donors_of_rounds()
            .await?
            .into_iter()
            .collect();
        let mut closed = Vec::new();
        for row in self.store().reader().releases().await? {
            let sees_names = donors_of(actor)
                .any(|donor| with_donors.contains(&(row.id.clone(), donor.as_str().to_owned())));
            // One that cannot be read keeps none of the others from being shown.
            match self.read_release(row, sees_names) {
                Ok(published) => closed.push(ClosedRound {
                    coverage: published.coverage(),
                    parameters: published.parameters(),
                    round: published.round,
                }),
                Err(error) => tracing::error!(%error, "a release is left out of the list"),
            }
        }
        Ok(DonorRounds { closed, open })
    }

    /// The release of a closed round.
    pub async fn release(&self, actor: &Actor, round: &str) -> Result<PublishedRelease> {
        self.permit(actor, Action::ReadRelease, Resource::Instance)?;
        let row = self
            .store()
            .reader()
            .release(round)
            .await?
            .ok_or(Error::NotFound)?;
        let donors = self
            .store()
            .reader()
            .donors_of_round(&row.id.as_str().into())
            .await?;
        let sees_names = donors_of(actor).any(|own| donors.iter().any(|donor| donor == own.as_str()));
        let published = self.read_release(row, sees_names)?;
        security_event!("release-read", by = %by(actor), round = %published.round.id);
        Ok(published)
    }

    /// For the rows of a domain that show nothing of bodies in aggregate: the newest earlier round in which they do. An assessment
    /// counts once, so a row can have a group in one round and none in the next.
    pub async fn shown_earlier(
        &self,
        actor: &Actor,
        published: &PublishedRelease,
        domain: &DomainCode,
    ) -> Result<Vec<EarlierFigure>> {
        self.permit(actor, Action::ReadRelease, Resource::Instance)?;
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
        for row in self.store().reader().releases().await? {
            if row.closed_at >= published.round.closed_at.map(|at| at.0) {
                continue;
            }
            // One that cannot be read keeps none of the others from being shown.
            let Ok(earlier) = self.read_release(row, false) else {
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

    /// The bodies of a closed round that this donor sees by name, in the order of their names.
    pub async fn named_profiles(&self, actor: &Actor, round: &RoundInfo) -> Result<Vec<NamedProfile>> {
        self.permit(actor, Action::ReadRelease, Resource::Instance)?;
        let mut found: Vec<NamedProfile> = Vec::new();
        for donor in donors_of(actor) {
            for row in self.store().reader().named_bodies(&round.id, donor).await? {
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
            .reader()
            .round_by_slug(round)
            .await?
            .ok_or(Error::NotFound)?
            .into();
        for donor in donors_of(actor) {
            let Some(row) = self.store().reader().named_report(&round.id, donor, body).await? else {
                continue;
            };
            self.permit_named(actor, donor, true)?;
            let (Some(report), Some(sha256)) = (row.report, row.report_sha256) else {
                continue;
            };
            let report = unsealed("report", &row.slug, &report, &sha256)?;
            let is_beside = !row.recipient.is_empty();
            security_event!(
                "named-report-read",
                by = %by(actor),
                donor = %donor,
                round = %round.id,
                organisation = %row.organisation_id
            );
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
    /// model that it takes, as it is today.
    pub async fn model_of_release(&self, lang: Lang, round: &RoundInfo) -> Result<Model> {
        let Some((json, sha256)) = self.store().reader().round_names(&round.id).await? else {
            return Ok(self.model_of_round(lang, round)?.clone());
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

    pub(crate) fn read_release(&self, row: ReleaseRow, sees_names: bool) -> Result<PublishedRelease> {
        let round = RoundInfo {
            id: row.id.into(),
            slug: row.slug,
            title: row.title,
            opened_at: Timestamp(row.opened_at),
            closed_at: row.closed_at.map(Timestamp),
            model: RoundInfo::model_of(row.model_id, row.model_version),
        };
        Ok(PublishedRelease {
            release: self.0.releases.release(row.bytes, &row.sha256)?,
            round,
            sha256: row.sha256,
            sees_names,
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
pub(crate) struct Known(RwLock<BTreeMap<String, (String, Arc<Published>)>>);

impl Known {
    /// The release with these bytes.
    fn release(&self, bytes: String, sha256: &str) -> Result<Arc<Published>> {
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
            Published::from_stored(bytes.as_bytes()).map_err(|error| Error::Internal(error.to_string()))?;
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
        // What the body was called when the round closed, whatever it is called now.
        name: if frozen.name.is_empty() { name } else { frozen.name },
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
