//! Rounds as everybody sees them.

use domain::assess::model::{Model, ModelRef};
use domain::content::Lang;
use domain::id::{DomainCode, RoundId};
use domain::identity::organisation::OrganisationKind;
use domain::identity::policy::{Permit, act};
use domain::timestamp::Timestamp;
use store::{Reader, RoundRow};
use usecase::{Env, ListPlace, Listed, Result};

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

    /// The version of a model as it is stored.
    pub fn model_of(id: String, version: i64) -> ModelRef {
        ModelRef {
            id: id.into(),
            // A version that no model has is found by nobody.
            version: u32::try_from(version).unwrap_or_default(),
        }
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
            model: Self::model_of(row.model_id, row.model_version),
        }
    }
}

/// The instance at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceOverview {
    /// How many organisations there are of each kind.
    pub organisations: Vec<(OrganisationKind, usize)>,
    /// How many rounds are open.
    pub open: usize,
    /// How many rounds are closed.
    pub closed: usize,
}

/// The organisations and rounds of this instance, counted.
///
/// # Errors
/// The database does not answer.
pub async fn instance_overview(
    _: &Env,
    _: &Permit<act::ReadInstance>,
    reader: &mut Reader,
) -> Result<InstanceOverview> {
    let organisations = reader.count_organisations().await?;
    let count = |kind: OrganisationKind| {
        let own = organisations.iter().find(|(name, _)| name == kind.as_str());
        own.map_or(0, |(_, count)| usize::try_from(*count).unwrap_or_default())
    };
    let (open, closed) = reader.count_rounds().await?;
    Ok(InstanceOverview {
        organisations: OrganisationKind::ALL
            .into_iter()
            .map(|kind| (kind, count(kind)))
            .collect(),
        open: usize::try_from(open).unwrap_or_default(),
        closed: usize::try_from(closed).unwrap_or_default(),
    })
}

/// Rounds of a page.
pub(crate) const PAGE: u32 = 25;

/// A place in a list of rounds: by the time at which they were opened, or closed.
pub type RoundPlace = ListPlace<i64>;

/// The rounds, the one opened last first: a page of them.
///
/// # Errors
/// The database does not answer.
pub async fn rounds(
    _: &Env,
    _: &Permit<act::ReadInstance>,
    reader: &mut Reader,
    after: Option<&RoundPlace>,
) -> Result<Listed<RoundInfo, i64>> {
    let after = after.map_or((i64::MAX, ""), |place| (place.key, place.id.as_str()));
    let rows = reader.round_list(after, PAGE + 1).await?;
    let listed = Listed::of(rows, PAGE, |last| ListPlace {
        key: last.opened_at,
        id: last.id.clone(),
    });
    Ok(listed.map(RoundInfo::from))
}

/// Every round, the one opened last first: for what is no page.
pub(crate) async fn all_rounds(reader: &mut Reader) -> Result<Vec<RoundInfo>> {
    Ok(reader.rounds().await?.into_iter().map(RoundInfo::from).collect())
}

/// The version of the model that a round takes, in a language.
///
/// # Errors
/// The content no longer has it.
pub fn model_of_round<'a>(env: &'a Env, lang: Lang, round: &RoundInfo) -> Result<&'a Model> {
    env.model(lang, &round.model)
}

/// The domains of a version of the model, in its order.
pub(crate) fn domains_of(env: &Env, model: &ModelRef) -> Result<Vec<DomainCode>> {
    let found = env.model(Lang::default(), model)?;
    Ok(found.domains.iter().map(|domain| domain.code.clone()).collect())
}
