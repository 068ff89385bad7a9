//! Who takes part in a round.

use std::collections::{BTreeMap, BTreeSet};

use domain::disclose::{
    Consent, Contribution, DonorGrant, Grant, Ledger, Recipient, Round, Stratum, release_level,
};
use domain::id::{DomainCode, OrganisationId};
use domain::identity::organisation::OrganisationKind;
use domain::timestamp::Timestamp;
use store::{ConsentInForceRow, Reader};
use usecase::{Error, Result};

use crate::aside::Aside;
use crate::frozen::{ledger, shares};
use crate::round::RoundInfo;
use crate::submitted::{SubmittedAssessment, submitted_by_participants};

/// A body that takes part, before anything is written down.
pub(crate) struct Participant {
    pub(crate) body: OrganisationId,
    pub(crate) name: String,
    pub(crate) stratum: Stratum,
    pub(crate) level: Consent,
    /// Donors to whom alone it wants to be shown by name, with the time when that was confirmed.
    pub(crate) single: Vec<(OrganisationId, Timestamp)>,
    pub(crate) submitted: SubmittedAssessment,
}

/// Everybody who takes part in a round, and what closings before it used.
pub(crate) struct Participants {
    pub(crate) contributing: Vec<Participant>,
    pub(crate) without_assessment: usize,
    pub(crate) strata: BTreeSet<Stratum>,
    pub(crate) ledger: Ledger,
    pub(crate) closings: i64,
    pub(crate) latest: Vec<(String, String)>,
}

impl Participants {
    /// The round that a release, or the preview of one, is computed from: aside, since that takes long.
    pub(crate) fn round(&self, _: &Aside, info: &RoundInfo, domains: Vec<DomainCode>) -> Result<Round> {
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
    pub(crate) fn grants(&self) -> impl Iterator<Item = DonorGrant> {
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

/// Who takes part, from the consents in force: bodies that enter the release, and those that show themselves by name to
/// one donor only. Nobody else's assessment is even read.
pub(crate) async fn participants(
    reader: &mut Reader,
    round: &RoundInfo,
    consents: &[ConsentInForceRow],
) -> Result<Participants> {
    let rows = reader.ledger().await?;
    let closings = rows.closings;
    let mut grants: BTreeMap<&str, Vec<(Grant, Timestamp)>> = BTreeMap::new();
    for row in consents {
        let grant = Grant {
            recipient: Recipient::parse(&row.recipient),
            level: row.level,
        };
        grants
            .entry(&row.organisation_id)
            .or_default()
            .push((grant, Timestamp(row.confirmed_at)));
    }
    let organisations = reader.organisations().await?;
    let of_kind = |kind: OrganisationKind| {
        organisations
            .iter()
            .filter(move |organisation| organisation.kind == kind)
    };
    let donors: BTreeSet<&str> = of_kind(OrganisationKind::Donor)
        .map(|donor| donor.id.as_str())
        .collect();
    let mut submitted = submitted_by_participants(reader, &round.id, &round.model).await?;
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
        let stratum = Stratum::new(&body.region, body.income_group.as_str());
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
