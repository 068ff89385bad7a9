//! Closing a round: what bodies contribute is frozen, and the release is made.

use std::collections::{BTreeMap, BTreeSet};

use domain::disclose::Release;
use domain::id::{AssessmentId, OrganisationId};
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use store::{Closed, ConsentInForceRow, NewContribution, Reader, RoundClosing, Tx};
use usecase::{Env, Error, NotNow, Result, Runner, digest, security_event};

use crate::aside::{Aside, aside};
use crate::frozen::{Basis, FrozenContribution, fingerprint, shares, to_json, use_kind, use_place};
use crate::manifest::{Chain, chain};
use crate::model_of_release::model_names;
use crate::needs::{keep_needs, sum_up_needs};
use crate::participants::{Participant, Participants, participants};
use crate::preview_closing::round_to_close;
use crate::round::{RoundInfo, domains_of};

/// How often a closing begins anew because something that it rests on changed in the middle of it.
pub(crate) const CLOSING_TRIES: usize = 5;

/// What a closing would write, computed from what was so when it was read.
#[derive(Debug)]
pub struct Closing(RoundClosing);

/// What became of a closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum ClosingOutcome {
    /// The round is closed, now or before.
    Closed,
    /// Something that it rests on has changed since it was computed: nothing was written, and it has to be computed anew.
    Changed,
}

/// Computes what closing a round writes, which takes seconds in a large one: so this only reads. Nothing if the round is closed.
///
/// # Errors
/// There is no such round.
pub async fn prepare_closing(
    env: &Env,
    _: &Permit<act::ManageRounds>,
    reader: &mut Reader,
    slug: &str,
) -> Result<Option<Closing>> {
    let (round, _) = round_to_close(reader, slug).await?;
    if !round.is_open() {
        return Ok(None);
    }
    let consents = reader.consents_in_force(&round.id).await?;
    Ok(Some(Closing(compute(env, reader, &round, consents).await?)))
}

/// Closes a round: what bodies contribute, who may see whom by name, the release and what it used are frozen together, unless
/// something has changed since that was computed.
///
/// # Errors
/// The database does not answer.
pub async fn finish_closing(
    env: &Env,
    permit: &Permit<act::ManageRounds>,
    tx: &mut Tx,
    Closing(closing): &Closing,
) -> Result<ClosingOutcome> {
    match tx.close_round(closing).await? {
        Closed::Now => {}
        Closed::Before => return Ok(ClosingOutcome::Closed),
        Closed::Changed => return Ok(ClosingOutcome::Changed),
    }
    let closed = Event::RoundClosed {
        round: closing.round.clone(),
        release: closing.sha256.clone(),
    };
    env.record(tx, permit.account(), closed).await?;
    security_event!(
        "round-closed",
        by = %permit.account(),
        round = %closing.round,
        release = %closing.sha256
    );
    Ok(ClosingOutcome::Closed)
}

/// Computes and closes at once, for whoever waits for it: the command line, the demonstration, tests. Closing a round again changes
/// nothing.
///
/// # Errors
/// There is no such round; [`Error::NotNow`] if too much is happening in it.
pub async fn close_round(runner: &Runner, permit: &Permit<act::ManageRounds>, slug: &str) -> Result<()> {
    for _ in 0..CLOSING_TRIES {
        let Some(closing) = prepare_closing(&runner.env, permit, &mut runner.store.reader(), slug).await?
        else {
            return Ok(());
        };
        let finished = async |tx: &mut Tx| finish_closing(&runner.env, permit, tx, &closing).await;
        if runner.store.write(finished).await? == ClosingOutcome::Closed {
            let needs = sum_up_needs(&runner.env, permit, &mut runner.store.reader(), slug).await?;
            let kept = async |tx: &mut Tx| keep_needs(&runner.env, permit, tx, &needs).await;
            return runner.store.write(kept).await;
        }
    }
    Err(Error::NotNow(NotNow::RoundBusy))
}

async fn compute(
    env: &Env,
    reader: &mut Reader,
    info: &RoundInfo,
    consents: Vec<ConsentInForceRow>,
) -> Result<RoundClosing> {
    let participants = participants(reader, info, &consents).await?;
    // Only after the number of closings was read: if a round is closed in between, this one is computed anew.
    let chain = chain(reader).await?;
    let (env, info) = (env.clone(), info.clone());
    aside(move |aside| closing(aside, &env, &info, consents, &participants, chain)).await
}

fn closing(
    aside: &Aside,
    env: &Env,
    info: &RoundInfo,
    consents: Vec<ConsentInForceRow>,
    participants: &Participants,
    chain: Chain,
) -> Result<RoundClosing> {
    let round = participants.round(aside, info, domains_of(env, &info.model)?)?;
    let built = Release::build(&round, env.disclosure(), &participants.ledger);
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
    let manifest = chain.next(participants.closings, &built.release, &sha256)?;
    let basis = Basis {
        closings: participants.closings,
        model: info.model.clone(),
        k: env.disclosure().k(),
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
        closed_at: env.now(),
        consents,
        latest: participants.latest.clone(),
        closings: participants.closings,
        contributions,
        uses,
        names: model_names(env, &info.model)?,
        bytes: String::from_utf8(bytes).map_err(|error| Error::Internal(error.to_string()))?,
        sha256,
        manifest,
        basis: to_json(&basis)?,
    })
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
