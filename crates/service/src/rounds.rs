//! Rounds: opened and closed by the operator. Closing freezes what bodies contribute and makes the release.

use std::collections::{BTreeMap, BTreeSet};

use domain::content::Lang;
use domain::disclosure::{
    Consent, Contribution, Grant, Recipient, Release, Round, Stratum, release_level, standing,
};
use domain::id::{DomainCode, OrganisationId, RoundId};
use domain::organisation::OrganisationKind;
use domain::policy::{Action, Actor, Resource};
use domain::score::{DomainScore, Score};
use domain::text::{folded, is_longer_than, line};
use domain::timestamp::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Closed, ConsentInForceRow, NewContribution, RoundClosing, RoundRow, RoundToCloseRow};

use crate::reporting::SubmittedAssessment;
use crate::{Error, NotNow, Result, Services, hex};

/// Longest title of a round.
const MAX_TITLE: usize = 120;
/// How often a closing begins anew because a consent was confirmed in the middle of it.
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
}

impl RoundInfo {
    /// Whether bodies can still decide and contribute.
    pub fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }
}

impl From<RoundRow> for RoundInfo {
    fn from(row: RoundRow) -> Self {
        Self {
            id: row.id.into(),
            slug: row.slug,
            title: row.title,
            opened_at: Timestamp(row.opened_at),
            closed_at: row.closed_at.map(Timestamp),
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

/// What closing a round now would mean, in numbers only: whoever runs the instance needs to know that something is missing,
/// not whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosingPreview {
    /// The round.
    pub round: RoundInfo,
    /// Bodies that take part with a submitted full assessment.
    pub contributing: usize,
    /// Bodies that agreed to take part but never submitted a full assessment with this version of the model: they would be
    /// left out.
    pub without_assessment: usize,
    /// Bodies that would count in aggregate with an assessment that they showed to every donor by name before: they would
    /// be left out of the aggregate, since nobody can hide behind figures that are known.
    pub known_by_name: usize,
    /// Contributing bodies that left a question open in some domain, or all of a domain out as not applicable.
    pub with_blanks: usize,
    /// The domains of which some body brings no figure for such a reason, each with how many bodies. A body in aggregate
    /// hides such a domain for all that are counted with it.
    pub blanks: Vec<(DomainCode, usize)>,
    /// Proposals that wait for their second person: they would count for nothing.
    pub waiting: usize,
}

/// What a body contributed, as it is kept. The averages are those of the release; the score is there only for bodies that
/// show themselves to somebody by name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct FrozenContribution {
    pub(crate) level: Consent,
    pub(crate) stratum: Stratum,
    pub(crate) submitted_at: Timestamp,
    pub(crate) averages: BTreeMap<DomainCode, Option<f64>>,
    pub(crate) score: Option<Score>,
}

/// A body that takes part, before anything is written down.
struct Participant {
    body: OrganisationId,
    stratum: Stratum,
    level: Consent,
    named_to: Vec<String>,
    submitted: SubmittedAssessment,
}

/// Everybody who takes part in a round.
struct Participants {
    contributing: Vec<Participant>,
    without_assessment: usize,
    known_by_name: usize,
    strata: Vec<Stratum>,
}

impl Services {
    /// The organisations and rounds of this instance, counted.
    pub async fn instance_overview(&self, actor: &Actor) -> Result<InstanceOverview> {
        self.permit(actor, Action::ReadInstance, Resource::Instance)?;
        let organisations = self.store().organisations().await?;
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
            .rounds()
            .await?
            .into_iter()
            .map(RoundInfo::from)
            .collect())
    }

    /// Opens a round. Its name in addresses follows from the title.
    pub async fn open_round(&self, actor: &Actor, title: &str) -> Result<RoundInfo> {
        self.permit(actor, Action::ManageRounds, Resource::Instance)?;
        let title = line(title);
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
        };
        match self.store().insert_round(&row).await {
            // Somebody sent the same form at the same moment.
            Err(store::Error::Duplicate) => Err(Error::field("title", "round-title-taken")),
            result => {
                result?;
                Ok(row.into())
            }
        }
    }

    /// What closing an open round now would mean.
    pub async fn preview_closing(&self, actor: &Actor, slug: &str) -> Result<ClosingPreview> {
        self.permit(actor, Action::ManageRounds, Resource::Instance)?;
        let (round, waiting) = self.round_to_close(slug).await?;
        if !round.is_open() {
            return Err(Error::NotNow(NotNow::RoundClosed));
        }
        let basis = self.store().consents_in_force(&round.id).await?;
        let participants = self.participants(&round.id, &basis).await?;
        let mut blanks: BTreeMap<&DomainCode, usize> = BTreeMap::new();
        let mut with_blanks = 0;
        for participant in &participants.contributing {
            let open = participant
                .submitted
                .score
                .domains
                .iter()
                .filter(|domain| figure(domain).is_none());
            let mut any = false;
            for domain in open {
                *blanks.entry(&domain.code).or_default() += 1;
                any = true;
            }
            with_blanks += usize::from(any);
        }
        let blanks = self
            .domains()
            .iter()
            .filter_map(|code| Some((code.clone(), *blanks.get(code)?)))
            .collect();
        Ok(ClosingPreview {
            round,
            contributing: participants.contributing.len(),
            without_assessment: participants.without_assessment,
            known_by_name: participants.known_by_name,
            with_blanks,
            blanks,
            waiting,
        })
    }

    /// Closes a round: what bodies contribute, who may see whom by name, and the release are frozen together. Closing it
    /// again changes nothing.
    pub async fn close_round(&self, actor: &Actor, slug: &str) -> Result<()> {
        self.permit(actor, Action::ManageRounds, Resource::Instance)?;
        let (round, _) = self.round_to_close(slug).await?;
        if !round.is_open() {
            return Ok(());
        }
        for _ in 0..CLOSING_TRIES {
            let basis = self.store().consents_in_force(&round.id).await?;
            let closing = self.prepare_closing(&round, basis).await?;
            match self.store().close_round(&closing).await? {
                Closed::Now | Closed::Before => return Ok(()),
                Closed::ConsentsChanged => {}
            }
        }
        Err(Error::NotNow(NotNow::RoundBusy))
    }

    /// A round, and how many proposals wait in it.
    async fn round_to_close(&self, slug: &str) -> Result<(RoundInfo, usize)> {
        let row = self.store().round_to_close(slug).await?.ok_or(Error::NotFound)?;
        let waiting = usize::try_from(row.waiting).unwrap_or(0);
        let RoundToCloseRow {
            id,
            slug,
            title,
            opened_at,
            closed_at,
            ..
        } = row;
        Ok((
            RoundRow {
                id,
                slug,
                title,
                opened_at,
                closed_at,
            }
            .into(),
            waiting,
        ))
    }

    async fn prepare_closing(&self, info: &RoundInfo, basis: Vec<ConsentInForceRow>) -> Result<RoundClosing> {
        let participants = self.participants(&info.id, &basis).await?;
        let contributions = participants.contributing.iter().map(|participant| Contribution {
            body: participant.body.clone(),
            level: participant.level,
            stratum: participant.stratum.clone(),
            averages: averages(&participant.submitted.score),
        });
        let round = Round::new(
            info.id.clone(),
            participants.strata,
            self.domains(),
            contributions,
        )
        .map_err(|error| Error::Internal(error.to_string()))?;
        let bytes = Release::build(&round, self.0.disclosure).to_bytes();
        let sha256 = digest(&bytes);
        Ok(RoundClosing {
            round: info.id.clone(),
            closed_at: self.now(),
            basis,
            contributions: participants
                .contributing
                .iter()
                .map(freeze)
                .collect::<Result<_>>()?,
            names: self.model_names(&self.catalog().model(Lang::default()).reference())?,
            bytes: String::from_utf8(bytes).map_err(|error| Error::Internal(error.to_string()))?,
            sha256,
        })
    }

    /// Who takes part, from the consents in force: bodies that enter the release, and those that show themselves by name to
    /// one donor only. Nobody else's assessment is even read.
    async fn participants(&self, round: &RoundId, basis: &[ConsentInForceRow]) -> Result<Participants> {
        let mut grants: BTreeMap<&str, Vec<Grant>> = BTreeMap::new();
        for row in basis {
            let level = Consent::parse(&row.level)
                .ok_or_else(|| Error::Internal(format!("a consent of level {:?}", row.level)))?;
            let recipient = recipient(&row.recipient);
            grants
                .entry(&row.organisation_id)
                .or_default()
                .push(Grant { recipient, level });
        }
        let organisations = self.store().organisations().await?;
        let of_kind = |kind: OrganisationKind| {
            organisations
                .iter()
                .filter(move |organisation| organisation.kind == kind.as_str())
        };
        let donors: Vec<OrganisationId> = of_kind(OrganisationKind::Donor)
            .map(|donor| donor.id.as_str().into())
            .collect();
        let model = self.catalog().model(Lang::default()).reference();
        let mut submitted = self.submitted_by_participants(round, &model).await?;
        let known: BTreeSet<String> = self
            .store()
            .assessments_shown_to_all()
            .await?
            .into_iter()
            .collect();
        let mut found = Participants {
            contributing: Vec::new(),
            without_assessment: 0,
            known_by_name: 0,
            strata: Vec::new(),
        };
        for body in of_kind(OrganisationKind::ElectionBody) {
            let stratum = Stratum::new(&body.region, &body.income_group);
            found.strata.push(stratum.clone());
            let Some(grants) = grants.get(body.id.as_str()) else {
                continue;
            };
            let (mut level, named_to) = shown_to(grants, &donors);
            if level == Consent::None && named_to.is_empty() {
                continue;
            }
            let id = OrganisationId::from(body.id.as_str());
            let Some(submitted) = submitted.remove(&id) else {
                found.without_assessment += 1;
                continue;
            };
            // Every donor knows these figures from an earlier round. Counted in aggregate, they could be taken out of the
            // band again, and fewer than `k` bodies would hide behind it.
            if level != Consent::Named && level != Consent::None && known.contains(submitted.id.as_str()) {
                found.known_by_name += 1;
                level = Consent::None;
                if named_to.is_empty() {
                    continue;
                }
            }
            found.contributing.push(Participant {
                body: id,
                stratum,
                level,
                named_to,
                submitted,
            });
        }
        Ok(found)
    }

    /// The domains of the model, in its order.
    fn domains(&self) -> Vec<DomainCode> {
        self.catalog()
            .model(Lang::default())
            .domains
            .iter()
            .map(|domain| domain.code.clone())
            .collect()
    }
}

/// A body's level in the release, and to whom it shows itself by name: an empty text for every donor, else single donors.
fn shown_to(grants: &[Grant], donors: &[OrganisationId]) -> (Consent, Vec<String>) {
    let level = release_level(grants);
    if level == Consent::Named {
        return (level, vec![String::new()]);
    }
    let single = donors
        .iter()
        .filter(|donor| standing(grants, donor).beside_the_release())
        .map(|donor| donor.as_str().to_owned());
    (level, single.collect())
}

fn freeze(participant: &Participant) -> Result<NewContribution> {
    let score = &participant.submitted.score;
    let is_named = !participant.named_to.is_empty();
    let frozen = FrozenContribution {
        level: participant.level,
        stratum: participant.stratum.clone(),
        submitted_at: participant.submitted.submitted_at,
        averages: averages(score),
        score: is_named.then(|| score.clone()),
    };
    Ok(NewContribution {
        organisation_id: participant.body.as_str().to_owned(),
        assessment_id: participant.submitted.id.as_str().to_owned(),
        contribution: to_json(&frozen)?,
        named_to: participant.named_to.clone(),
    })
}

/// The averages of a body.
fn averages(score: &Score) -> BTreeMap<DomainCode, Option<f64>> {
    score
        .domains
        .iter()
        .map(|domain| (domain.code.clone(), figure(domain)))
        .collect()
}

/// The average of a domain, if every question of it was answered and one applies (rule R7).
fn figure(domain: &DomainScore) -> Option<f64> {
    domain.average.filter(|_| domain.answered == domain.in_scope)
}

/// A recipient as it is stored.
pub(crate) fn recipient(stored: &str) -> Recipient {
    if stored.is_empty() {
        Recipient::EveryDonor
    } else {
        Recipient::Donor(stored.into())
    }
}

pub(crate) fn digest(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    hex(&Sha256::digest(bytes))
}

fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Internal(error.to_string()))
}
