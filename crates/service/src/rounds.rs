//! Rounds: opened and closed by the operator. Closing freezes what bodies contribute and makes the release.

use std::collections::{BTreeMap, BTreeSet};

use domain::content::Lang;
use domain::disclosure::{
    Consent, Contribution, DomainShare, DonorGrant, Grant, Ledger, Preview, Recipient, Release, Round,
    ShareError, Stratum, Use, preview, release_level,
};
use domain::id::{AssessmentId, DomainCode, OrganisationId, RoundId};
use domain::model::{Model, ModelRef};
use domain::organisation::OrganisationKind;
use domain::policy::{Action, Actor, Resource};
use domain::score::{DomainScore, MAX_LEVEL, Score};
use domain::text::{folded, is_longer_than, line};
use domain::timestamp::Timestamp;
use serde::{Deserialize, Serialize};
use store::{
    AssessmentUseRow, Closed, ConsentInForceRow, ContributionRow, LedgerRows, NewContribution, RoundClosing,
    RoundRow, RoundToCloseRow,
};

use crate::reporting::SubmittedAssessment;
use usecase::{by, digest};

use crate::{Error, NotNow, Result, Services, security_event};

/// Longest title of a round.
const MAX_TITLE: usize = 120;
/// How often a closing begins anew because something that it rests on changed in the middle of it.
pub(crate) const CLOSING_TRIES: usize = 5;

/// A round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundInfo {
    /// The round.
    pub id: RoundId,
    /// Its name in addresses.
    pub slug: String,
    /// Its title, as the operator wrote it.
    pub title: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed; nothing while it is open.
    pub closed_at: Option<Timestamp>,
    /// The version of the maturity model of the assessments that it takes.
    pub model: ModelRef,
}

impl RoundInfo {
    /// Whether bodies can still decide and contribute.
    pub fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }

    pub(crate) fn model_of(id: String, version: i64) -> ModelRef {
        ModelRef {
            id: id.into(),
            // A version that no model has is found by nobody.
            version: u32::try_from(version).unwrap_or_default(),
        }
    }
}

/// A form that opens a round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRound {
    /// As typed.
    pub title: String,
    /// A version of the maturity model as text; empty for the newest.
    pub version: String,
}

impl From<RoundRow> for RoundInfo {
    fn from(row: RoundRow) -> Self {
        Self {
            id: row.id.into(),
            slug: row.slug,
            title: row.title,
            opened_at: Timestamp(row.opened_at),
            closed_at: row.closed_at.map(Timestamp),
            model: Self::model_of(row.model_id, row.model_version),
        }
    }
}

/// The instance at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceOverview {
    /// How many organisations there are of each kind.
    pub organisations: Vec<(OrganisationKind, usize)>,
    /// The rounds, the one opened last first.
    pub rounds: Vec<RoundInfo>,
}

/// What closing a round now would mean. Whoever runs the instance needs to know that something is missing, not whose it is: every
/// number is counted down to a multiple of `k`, so that reading this again after each decision does not tell who decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosingPreview {
    /// The round.
    pub round: RoundInfo,
    /// The fewest bodies that a figure may concern.
    pub k: usize,
    /// What would be published, and what would go dark and why.
    pub preview: Preview,
    /// The regions of the register, and whether at least `k` bodies of them would count in aggregate. One with fewer has no figure of
    /// its own.
    pub regions: Vec<(String, bool)>,
    /// Bodies that agreed to take part but never submitted a full assessment with the version of the model that the round takes, at
    /// least: they would be left out.
    pub without_assessment: Option<usize>,
    /// Proposals that wait for their second person, at least: they would count for nothing.
    pub waiting: Option<usize>,
}

/// What a body contributed, as it is kept. The release is built from the shares; the score is there only for bodies that show
/// themselves to somebody by name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct FrozenContribution {
    pub(crate) level: Consent,
    pub(crate) stratum: Stratum,
    pub(crate) submitted_at: Timestamp,
    /// Nothing in a contribution to a release of the first format, which was built from averages.
    #[serde(default)]
    pub(crate) scores: BTreeMap<DomainCode, Option<DomainShare>>,
    pub(crate) score: Option<Score>,
    /// What the body was called then; empty in contributions from before it was kept.
    #[serde(default)]
    pub(crate) name: String,
}

/// What a release was built from beside the contributions, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Basis {
    /// How many rounds were closed before: what those used is what this one could not use.
    pub(crate) closings: i64,
    pub(crate) model: ModelRef,
    pub(crate) k: usize,
    pub(crate) strata: BTreeSet<Stratum>,
    pub(crate) domains: Vec<DomainCode>,
    /// The digest of the contributions ([`fingerprint_of`]): a changed score that leaves its group in its band is noticed too.
    pub(crate) contributions: String,
}

/// A body that takes part, before anything is written down.
struct Participant {
    body: OrganisationId,
    name: String,
    stratum: Stratum,
    level: Consent,
    /// Donors to whom alone it wants to be shown by name, with the time when that was confirmed.
    single: Vec<(OrganisationId, Timestamp)>,
    submitted: SubmittedAssessment,
}

/// Everybody who takes part in a round, and what closings before it used.
struct Participants {
    contributing: Vec<Participant>,
    without_assessment: usize,
    strata: BTreeSet<Stratum>,
    ledger: Ledger,
    closings: i64,
    latest: Vec<(String, String)>,
}

impl Participants {
    fn round(&self, info: &RoundInfo, domains: Vec<DomainCode>) -> Result<Round> {
        let contributions = self.contributing.iter().map(|participant| {
            Ok(Contribution {
                assessment: participant.submitted.id.clone(),
                body: participant.body.clone(),
                level: participant.level,
                stratum: participant.stratum.clone(),
                scores: shares(&participant.submitted.score)?,
            })
        });
        let contributions: Vec<Contribution> = contributions.collect::<Result<_>>()?;
        Round::new(
            info.id.clone(),
            info.model.clone(),
            self.strata.iter().cloned(),
            domains,
            contributions,
        )
        .map_err(|error| Error::Internal(error.to_string()))
    }

    /// The grants to single donors of bodies that are not shown to every donor anyway.
    fn grants(&self) -> impl Iterator<Item = DonorGrant> {
        self.contributing
            .iter()
            .filter(|own| !(own.level == Consent::Named && self.ledger.admits_by_name(&own.submitted.id)))
            .flat_map(|own| {
                own.single.iter().map(|(donor, confirmed_at)| DonorGrant {
                    confirmed_at: *confirmed_at,
                    assessment: own.submitted.id.clone(),
                    donor: donor.clone(),
                })
            })
    }
}

impl Services {
    /// The organisations and rounds of this instance, counted.
    pub async fn instance_overview(&self, actor: &Actor) -> Result<InstanceOverview> {
        self.permit(actor, Action::ReadInstance, Resource::Instance)?;
        let organisations = self.store().reader().organisations().await?;
        let count = |kind: OrganisationKind| {
            organisations
                .iter()
                .filter(|organisation| organisation.kind == kind.as_str())
                .count()
        };
        Ok(InstanceOverview {
            organisations: OrganisationKind::ALL
                .into_iter()
                .map(|kind| (kind, count(kind)))
                .collect(),
            rounds: self.all_rounds().await?,
        })
    }

    /// Every round, the one opened last first.
    pub async fn rounds(&self, actor: &Actor) -> Result<Vec<RoundInfo>> {
        self.permit(actor, Action::ReadInstance, Resource::Instance)?;
        self.all_rounds().await
    }

    pub(crate) async fn all_rounds(&self) -> Result<Vec<RoundInfo>> {
        Ok(self
            .store()
            .reader()
            .rounds()
            .await?
            .into_iter()
            .map(RoundInfo::from)
            .collect())
    }

    /// Opens a round for assessments with the newest version of the model. Its name in addresses follows from the title.
    pub async fn open_round(&self, actor: &Actor, title: &str) -> Result<RoundInfo> {
        let form = NewRound {
            title: title.to_owned(),
            ..NewRound::default()
        };
        self.open_round_with(actor, &form).await
    }

    /// Opens a round for assessments with a version of the model.
    pub async fn open_round_with(&self, actor: &Actor, form: &NewRound) -> Result<RoundInfo> {
        self.permit(actor, Action::ManageRounds, Resource::Instance)?;
        let model = self.chosen_model(&form.version)?;
        let title = line(&form.title);
        if title.is_empty() {
            return Err(Error::field("title", "round-title-missing"));
        }
        if is_longer_than(&title, MAX_TITLE) {
            return Err(Error::field("title", "round-title-long"));
        }
        let rounds = self.all_rounds().await?;
        if rounds.iter().any(|round| folded(&round.title) == folded(&title)) {
            return Err(Error::field("title", "round-title-taken"));
        }
        let now = self.now();
        let mut stem = domain::text::slug(&title);
        if stem.is_empty() {
            let day = now.date();
            stem = format!("round-{}-{:02}", day.year(), u8::from(day.month()));
        }
        let slugs: BTreeSet<&str> = rounds.iter().map(|round| round.slug.as_str()).collect();
        let slug = (1..)
            .map(|n| {
                if n == 1 {
                    stem.clone()
                } else {
                    format!("{stem}-{n}")
                }
            })
            .find(|slug| !slugs.contains(slug.as_str()))
            .unwrap_or_default();
        let row = RoundRow {
            id: self.new_id(),
            slug,
            title,
            opened_at: now.0,
            closed_at: None,
            model_id: model.id.as_str().to_owned(),
            model_version: model.version.into(),
        };
        match self.store().write(async |tx| tx.insert_round(&row).await).await {
            // Somebody sent the same form at the same moment.
            Err(store::Error::Duplicate) => Err(Error::field("title", "round-title-taken")),
            result => {
                result?;
                security_event!("round-opened", by = %by(actor), round = %row.id, model = %model);
                Ok(row.into())
            }
        }
    }

    fn chosen_model(&self, version: &str) -> Result<ModelRef> {
        let models = self.catalog().models(Lang::default());
        let chosen = if version.is_empty() {
            models.first()
        } else {
            models.iter().find(|model| model.version.to_string() == version)
        };
        chosen
            .map(Model::reference)
            .ok_or_else(|| Error::field("version", "round-version-unknown"))
    }

    /// What closing an open round now would mean.
    pub async fn preview_closing(&self, actor: &Actor, slug: &str) -> Result<ClosingPreview> {
        self.permit(actor, Action::ManageRounds, Resource::Instance)?;
        let (round, waiting) = self.round_to_close(slug).await?;
        if !round.is_open() {
            return Err(Error::NotNow(NotNow::RoundClosed));
        }
        let consents = self.store().reader().consents_in_force(&round.id).await?;
        let participants = self.participants(&round, &consents).await?;
        self.preview_of(round, &participants, waiting)
    }

    fn preview_of(
        &self,
        info: RoundInfo,
        participants: &Participants,
        waiting: usize,
    ) -> Result<ClosingPreview> {
        let parameters = self.disclosure();
        let round = participants.round(&info, self.domains_of(&info.model)?)?;
        let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
        for own in round.hidden(&participants.ledger) {
            *counted.entry(&own.stratum.region).or_default() += 1;
        }
        let regions: BTreeSet<&String> = participants
            .strata
            .iter()
            .map(|stratum| &stratum.region)
            .collect();
        let regions = regions
            .into_iter()
            .map(|region| {
                let bodies = counted.get(region.as_str()).copied().unwrap_or_default();
                (region.clone(), parameters.at_least(bodies).is_some())
            })
            .collect();
        Ok(ClosingPreview {
            round: info,
            k: parameters.k(),
            regions,
            preview: preview(&round, parameters, &participants.ledger, participants.grants()),
            without_assessment: parameters.at_least(participants.without_assessment),
            waiting: parameters.at_least(waiting),
        })
    }

    /// Closes a round: what bodies contribute, who may see whom by name, the release and what it used are frozen together. Closing
    /// it again changes nothing.
    pub async fn close_round(&self, actor: &Actor, slug: &str) -> Result<()> {
        self.permit(actor, Action::ManageRounds, Resource::Instance)?;
        let (round, _) = self.round_to_close(slug).await?;
        if !round.is_open() {
            return Ok(());
        }
        for _ in 0..CLOSING_TRIES {
            let consents = self.store().reader().consents_in_force(&round.id).await?;
            let closing = self.prepare_closing(&round, consents).await?;
            match self
                .store()
                .write(async |tx| tx.close_round(&closing).await)
                .await?
            {
                Closed::Now => {
                    security_event!(
                        "round-closed",
                        by = %by(actor),
                        round = %round.id,
                        release = %closing.sha256
                    );
                    return Ok(());
                }
                Closed::Before => return Ok(()),
                Closed::Changed => {}
            }
        }
        Err(Error::NotNow(NotNow::RoundBusy))
    }

    /// A round, and how many proposals wait in it.
    async fn round_to_close(&self, slug: &str) -> Result<(RoundInfo, usize)> {
        let row = self
            .store()
            .reader()
            .round_to_close(slug)
            .await?
            .ok_or(Error::NotFound)?;
        let waiting = usize::try_from(row.waiting).unwrap_or(0);
        let RoundToCloseRow {
            id,
            slug,
            title,
            opened_at,
            closed_at,
            model_id,
            model_version,
            ..
        } = row;
        Ok((
            RoundRow {
                id,
                slug,
                title,
                opened_at,
                closed_at,
                model_id,
                model_version,
            }
            .into(),
            waiting,
        ))
    }

    async fn prepare_closing(
        &self,
        info: &RoundInfo,
        consents: Vec<ConsentInForceRow>,
    ) -> Result<RoundClosing> {
        let participants = self.participants(info, &consents).await?;
        let round = participants.round(info, self.domains_of(&info.model)?)?;
        let built = Release::build(&round, self.disclosure(), &participants.ledger);
        let mut after = participants.ledger.clone();
        after.record(built.uses.iter().cloned());
        let grants = after.grants(participants.grants());
        let mut shown_to: BTreeMap<&AssessmentId, Vec<String>> = BTreeMap::new();
        for grant in &grants.shown {
            let donors = shown_to.entry(&grant.assessment).or_default();
            donors.push(grant.donor.as_str().to_owned());
        }
        let of_grants = after.uses_of(&grants).collect::<BTreeMap<_, _>>();
        let uses = built
            .uses
            .iter()
            .map(|(assessment, how)| (assessment, how))
            .chain(&of_grants);
        let uses = uses
            .map(|(assessment, how)| (assessment.as_str().to_owned(), use_kind(how), use_place(how)))
            .collect();
        let by_name: BTreeSet<&OrganisationId> = built.release.named().iter().map(|own| &own.body).collect();
        let contributions = participants.contributing.iter().map(|own| {
            let named_to = if by_name.contains(&own.body) {
                vec![String::new()]
            } else {
                shown_to.remove(&own.submitted.id).unwrap_or_default()
            };
            freeze(own, named_to)
        });
        let contributions: Vec<NewContribution> = contributions.collect::<Result<_>>()?;
        let bytes = built.release.to_bytes();
        let sha256 = digest(&bytes);
        let basis = Basis {
            closings: participants.closings,
            model: info.model.clone(),
            k: self.disclosure().k(),
            strata: round.strata().clone(),
            domains: round.domains().to_vec(),
            contributions: fingerprint(
                contributions
                    .iter()
                    .map(|own| [&*own.organisation_id, &*own.assessment_id, &*own.contribution]),
            ),
        };
        Ok(RoundClosing {
            round: info.id.clone(),
            closed_at: self.now(),
            consents,
            latest: participants.latest.clone(),
            closings: participants.closings,
            contributions,
            uses,
            names: self.model_names(&info.model)?,
            bytes: String::from_utf8(bytes).map_err(|error| Error::Internal(error.to_string()))?,
            sha256,
            basis: to_json(&basis)?,
        })
    }

    /// Who takes part, from the consents in force: bodies that enter the release, and those that show themselves by name to
    /// one donor only. Nobody else's assessment is even read.
    async fn participants(&self, round: &RoundInfo, consents: &[ConsentInForceRow]) -> Result<Participants> {
        let rows = self.store().reader().ledger().await?;
        let closings = rows.closings;
        let mut grants: BTreeMap<&str, Vec<(Grant, Timestamp)>> = BTreeMap::new();
        for row in consents {
            let level = Consent::parse(&row.level)
                .ok_or_else(|| Error::Internal(format!("a consent of level {:?}", row.level)))?;
            let recipient = recipient(&row.recipient);
            grants
                .entry(&row.organisation_id)
                .or_default()
                .push((Grant { recipient, level }, Timestamp(row.confirmed_at)));
        }
        let organisations = self.store().reader().organisations().await?;
        let of_kind = |kind: OrganisationKind| {
            organisations
                .iter()
                .filter(move |organisation| organisation.kind == kind.as_str())
        };
        let donors: BTreeSet<&str> = of_kind(OrganisationKind::Donor)
            .map(|donor| donor.id.as_str())
            .collect();
        let mut submitted = self.submitted_by_participants(&round.id, &round.model).await?;
        let latest = submitted
            .iter()
            .map(|(body, assessment)| (body.as_str().to_owned(), assessment.id.as_str().to_owned()))
            .collect();
        let mut found = Participants {
            contributing: Vec::new(),
            without_assessment: 0,
            strata: BTreeSet::new(),
            ledger: ledger(rows)?,
            closings,
            latest,
        };
        for body in of_kind(OrganisationKind::ElectionBody) {
            let stratum = Stratum::new(&body.region, &body.income_group);
            found.strata.insert(stratum.clone());
            let Some(grants) = grants.get(body.id.as_str()) else {
                continue;
            };
            let to_all: Vec<Grant> = grants.iter().map(|(grant, _)| grant.clone()).collect();
            let level = release_level(&to_all);
            let single: Vec<(OrganisationId, Timestamp)> = grants
                .iter()
                .filter_map(|(grant, confirmed_at)| match &grant.recipient {
                    Recipient::Donor(donor) if grant.level == Consent::Named => donors
                        .contains(donor.as_str())
                        .then(|| (donor.clone(), *confirmed_at)),
                    Recipient::Donor(_) | Recipient::EveryDonor => None,
                })
                .collect();
            if level == Consent::None && single.is_empty() {
                continue;
            }
            let id = OrganisationId::from(body.id.as_str());
            let Some(submitted) = submitted.remove(&id) else {
                found.without_assessment += 1;
                continue;
            };
            found.contributing.push(Participant {
                body: id,
                name: body.name.clone(),
                stratum,
                level,
                single,
                submitted,
            });
        }
        Ok(found)
    }

    /// The version of the model that a round takes, in a language.
    pub fn model_of_round(&self, lang: Lang, round: &RoundInfo) -> Result<&Model> {
        self.model_named(lang, &round.model)
    }

    fn model_named(&self, lang: Lang, model: &ModelRef) -> Result<&Model> {
        self.catalog()
            .model_version(lang, &model.id, model.version)
            .ok_or_else(|| Error::Internal(format!("model {model} is gone")))
    }

    /// The domains of a version of the model, in its order.
    fn domains_of(&self, model: &ModelRef) -> Result<Vec<DomainCode>> {
        let found = self.model_named(Lang::default(), model)?;
        Ok(found.domains.iter().map(|domain| domain.code.clone()).collect())
    }
}

/// What the closings before used, as the rules see it.
fn ledger(rows: LedgerRows) -> Result<Ledger> {
    let uses = rows
        .uses
        .iter()
        .map(|row| Ok((AssessmentId::from(row.assessment_id.as_str()), use_of(row)?)));
    let mut ledger = Ledger::new(uses.collect::<Result<Vec<_>>>()?);
    let seen = rows
        .grants
        .into_iter()
        .map(|row| (row.recipient.into(), row.assessment_id.into()));
    ledger.record_seen(seen);
    Ok(ledger)
}

/// A stored use.
pub(crate) fn use_of(row: &AssessmentUseRow) -> Result<Use> {
    let round = RoundId::from(row.round_id.as_str());
    Ok(match (row.kind.as_str(), row.place) {
        ("group", Some(place)) => Use::Group {
            round,
            group: usize::try_from(place).map_err(|error| Error::Internal(error.to_string()))?,
        },
        ("former-aggregate", _) => Use::FormerAggregate { round },
        ("named", _) => Use::NamedToAll,
        ("profile", _) => Use::Profile,
        ("one-donor", _) => Use::OneDonor,
        (kind, _) => return Err(Error::Internal(format!("an assessment used as {kind:?}"))),
    })
}

/// The digest of what bodies contributed, in whatever order it comes.
pub(crate) fn fingerprint_of(contributions: &[ContributionRow]) -> String {
    fingerprint(
        contributions
            .iter()
            .map(|own| [&*own.organisation_id, &*own.assessment_id, &*own.contribution]),
    )
}

fn fingerprint<'a>(contributions: impl Iterator<Item = [&'a str; 3]>) -> String {
    let mut lines: Vec<String> = contributions.map(|own| own.join("\n")).collect();
    lines.sort();
    digest(lines.join("\n").as_bytes())
}

/// A use as it is stored.
fn use_kind(how: &Use) -> &'static str {
    match how {
        Use::Group { .. } => "group",
        Use::FormerAggregate { .. } => "former-aggregate",
        Use::NamedToAll => "named",
        Use::Profile => "profile",
        Use::OneDonor => "one-donor",
    }
}

fn use_place(how: &Use) -> Option<i64> {
    match how {
        Use::Group { group, .. } => i64::try_from(*group).ok(),
        Use::FormerAggregate { .. } | Use::NamedToAll | Use::Profile | Use::OneDonor => None,
    }
}

fn freeze(participant: &Participant, named_to: Vec<String>) -> Result<NewContribution> {
    let score = &participant.submitted.score;
    let is_named = !named_to.is_empty();
    let frozen = FrozenContribution {
        level: participant.level,
        stratum: participant.stratum.clone(),
        submitted_at: participant.submitted.submitted_at,
        scores: shares(score)?,
        score: is_named.then(|| score.clone()),
        name: participant.name.clone(),
    };
    Ok(NewContribution {
        organisation_id: participant.body.as_str().to_owned(),
        assessment_id: participant.submitted.id.as_str().to_owned(),
        contribution: to_json(&frozen)?,
        named_to,
    })
}

/// What a body reached in each domain, and the most that it could have; nothing where a question was left open or none applies (rule
/// R7). Public facts cap nobody's score in the versions of the model that there are: the ceiling is the highest level.
fn shares(score: &Score) -> Result<BTreeMap<DomainCode, Option<DomainShare>>> {
    let share = |domain: &DomainScore| {
        let average = domain.average.filter(|_| domain.answered == domain.in_scope);
        let share = average.map(|average| DomainShare::new(average, MAX_LEVEL));
        Ok((domain.code.clone(), share.transpose()?))
    };
    let shares: std::result::Result<_, ShareError> = score.domains.iter().map(share).collect();
    shares.map_err(|error| Error::Internal(error.to_string()))
}

/// A recipient as it is stored.
pub(crate) fn recipient(stored: &str) -> Recipient {
    if stored.is_empty() {
        Recipient::EveryDonor
    } else {
        Recipient::Donor(stored.into())
    }
}

fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Internal(error.to_string()))
}
