//! What a package is made for: the reports of the bodies that a donor sees by name.

use std::collections::BTreeMap;

use domain::assess::model::{Domain, Model, Practice, Rules};
use domain::content::Lang;
use domain::id::{DomainCode, OrganisationId, PracticeId};
use domain::identity::audit::Event;
use domain::identity::policy::{self, Permit, act};
use domain::target::Help;
use store::{NamedReportRow, Reader, Tx};
use time::Date;
use usecase::{Env, Error, ListPlace, ListQuery, Listed, Result, security_event};

use super::question::PackageQuestion;
use crate::donor_rounds::donors_of;
use crate::round::{RoundInfo, model_of_round};

/// Bodies for which one package is made.
const MOST: u32 = 50;

/// A question with everything that its answer rests on: reports as they are stored, not read yet.
#[derive(Clone, Debug)]
pub struct PackageAsked {
    /// The round.
    pub round: RoundInfo,
    /// What is asked.
    pub question: PackageQuestion,
    /// From which body on the next package is made; nothing: this one is for all.
    pub next: Option<ListPlace>,
    pub(super) today: Date,
    pub(super) rows: Vec<NamedReportRow>,
    pub(super) helps: Vec<Help>,
    pub(super) places: Places,
}

/// The domain of each practice of a model, and its level where not everything that is asked is a part of a plan; else 0.
pub(super) type Places = BTreeMap<PracticeId, (DomainCode, u8)>;

pub(super) fn places_of(model: &Model) -> Places {
    let level = |practice: &Practice| match model.rules {
        Rules::EveryLevel => practice.level,
        Rules::UpToTarget => 0,
    };
    let of = |domain: &Domain| {
        let place = |practice: &Practice| (practice.id.clone(), (domain.code.clone(), level(practice)));
        domain.practices.iter().map(place).collect::<Vec<_>>()
    };
    model.domains.iter().flat_map(of).collect()
}

/// A closed round by its name in addresses, for which packages can be made.
///
/// # Errors
/// There is none.
pub async fn closed_round(
    _: &Env,
    _: &Permit<act::ReadRelease>,
    reader: &mut Reader,
    round: &str,
) -> Result<RoundInfo> {
    let round: RoundInfo = reader.round_by_slug(round).await?.ok_or(Error::NotFound)?.into();
    if round.is_open() {
        return Err(Error::NotFound);
    }
    Ok(round)
}

/// Takes up a question for a closed round, with the report of each body that this donor sees by name. That they were read is recorded for each of
/// them, so it takes a transaction.
///
/// # Errors
/// There is no such closed round.
pub async fn ask_package(
    env: &Env,
    permit: &Permit<act::ReadRelease>,
    tx: &mut Tx,
    round: &str,
    question: &PackageQuestion,
) -> Result<PackageAsked> {
    let round = closed_round(env, permit, tx, round).await?;
    let query = ListQuery {
        after: question.after.clone(),
        ..ListQuery::default()
    };
    let mut found: Vec<(OrganisationId, NamedReportRow)> = Vec::new();
    for donor in donors_of(permit.actor()) {
        let rows = tx.named_reports(&round.id, donor, &query.part(MOST)).await?;
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
                .all(|(_, known)| known.organisation_id != row.organisation_id)
            {
                found.push((donor.clone(), row));
            }
        }
    }
    // Who works for several donors makes one package.
    found.sort_by(|(_, a), (_, b)| (&a.folded, &a.organisation_id).cmp(&(&b.folded, &b.organisation_id)));
    let listed = Listed::of(found, MOST, |(_, last)| ListPlace {
        key: last.folded.clone(),
        id: last.organisation_id.clone(),
    });
    let read = |(donor, row): &(OrganisationId, NamedReportRow)| {
        security_event!(
            "named-report-read",
            by = %permit.account(),
            donor = %donor,
            round = %round.id,
            organisation = %row.organisation_id
        );
        Event::NamedReportRead {
            organisation: row.organisation_id.as_str().into(),
            round: round.id.clone(),
            donor: donor.clone(),
        }
    };
    let events: Vec<Event> = listed.rows.iter().map(read).collect();
    env.record_all(tx, permit.account(), events).await?;

    let helps = env.catalog().interventions(Lang::default()).iter();
    Ok(PackageAsked {
        question: question.clone(),
        next: listed.next,
        today: env.now().date(),
        rows: listed.rows.into_iter().map(|(_, row)| row).collect(),
        helps: helps.map(|own| Help::of(own)).collect(),
        places: places_of(model_of_round(env, Lang::default(), &round)?),
        round,
    })
}
