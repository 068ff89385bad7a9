//! Everything that is kept about a person, gathered from every table.

use super::*;

pub(super) async fn collect(
    env: &Env,
    tx: &mut Tx,
    actor: &Actor,
    account: &AccountId,
) -> Result<PersonalData> {
    let row = facts_of(tx, account).await?;
    let now = env.now();
    let givers = tx.givers(account, now).await?;
    let memberships = tx.kept_memberships(account).await?;
    let lessons = tx.kept_lessons(account).await?;
    let attempts = tx.kept_attempts(account).await?;
    let answers = tx.kept_answers(account).await?;
    let mut acts = tx.kept_acts(account).await?;
    let mut entries = tx.kept_entries(account).await?;
    let sessions = tx.kept_sessions(account).await?;
    let links = tx.kept_links(account).await?;
    let given = tx.kept_links_given(account).await?;
    let mut receipts = tx.kept_receipts(account).await?;
    // What a body decided on sharing would tell the operator who takes part, before a round is closed.
    if *actor != Actor::console() && actor.account.as_ref() != Some(account) {
        acts.retain(|act| !Event::stays_with_the_body(&act.what));
        entries.retain(|entry| !Event::stays_with_the_body(&entry.action));
        receipts.clear();
    }
    let (browsers, networks): (Vec<_>, Vec<_>) = tx
        .kept_places(account)
        .await?
        .into_iter()
        .partition(|place| place.network.is_empty());
    let by = actor.account.clone().ok_or(Error::NotFound)?;
    let exported = Event::AccountExported {
        account: account.clone(),
    };
    env.record(tx, &by, exported).await?;
    security_event!("account-exported", by = %by, account = %account);
    Ok(PersonalData {
        format: FORMAT,
        format_version: FORMAT_VERSION,
        made_at: moment(now.0),
        account: kept_account(row, &givers),
        memberships: memberships
            .into_iter()
            .map(|row| KeptMembership {
                organisation: row.organisation,
                organisation_slug: row.slug,
                role: row.role,
                since: moment(row.since),
            })
            .collect(),
        lessons_read: lessons
            .into_iter()
            .map(|row| KeptLesson {
                course: row.course,
                lesson: row.lesson,
                read_at: moment(row.read_at),
            })
            .collect(),
        quiz_attempts: attempts
            .into_iter()
            .map(|row| {
                Ok(KeptAttempt {
                    course: row.course,
                    quiz: row.quiz,
                    started_at: moment(row.started_at),
                    handed_in_at: row.handed_in_at.map(moment),
                    response: row.response.as_deref().map(from_json).transpose()?,
                    percent: row.percent,
                    passed: row.passed,
                })
            })
            .collect::<Result<_>>()?,
        answers: answers
            .into_iter()
            .map(|row| kept_answer(env, actor, row))
            .collect(),
        acts: acts
            .into_iter()
            .map(|row| KeptAct {
                what: row.what,
                organisation: row.organisation,
                subject: row.subject,
                at: moment(row.at),
            })
            .collect(),
        recorded: entries
            .into_iter()
            .map(|row| kept_entry(account, row))
            .collect::<Result<_>>()?,
        sessions: sessions
            .into_iter()
            .map(|row| {
                let data: SessionData = from_json(&row.data)?;
                Ok(KeptSession {
                    signed_in_at: data.signed_in_at.map(moment),
                    last_used_at: data.seen_at.map(moment),
                    browser: data.browser,
                    ends_at: moment(row.expires_at),
                })
            })
            .collect::<Result<_>>()?,
        links_received: links
            .into_iter()
            .map(|row| KeptLink {
                given_at: moment(row.created_at),
                expires_at: moment(row.expires_at),
                used_at: row.used_at.map(moment),
                replaced_at: row.replaced_at.map(moment),
            })
            .collect(),
        links_given_at: given.into_iter().map(|at| moment(at.0)).collect(),
        receipts: receipts
            .into_iter()
            .map(|row| KeptReceipt {
                round: row.round,
                organisation: row.organisation,
                name: row.name,
                email: row.email,
                roles: row.roles,
                at: moment(row.at),
            })
            .collect(),
        networks_known: networks
            .into_iter()
            .map(|row| KeptNetwork {
                network: row.network,
                used_at: moment(row.used_at),
            })
            .collect(),
        browsers_used_at: browsers.into_iter().map(|row| moment(row.used_at)).collect(),
    })
}

/// The words of an answer are the body's: they go to who may read its assessments, and to the console, which could read the
/// database as well.
fn kept_answer(env: &Env, actor: &Actor, row: KeptAnswerRow) -> KeptAnswer {
    let organisation = OrganisationId::from(row.organisation_id);
    let resource = Resource::Organisation(&organisation);
    let may_read = *actor == Actor::console() || env.may(actor, Action::ReadAssessment, resource);
    let words = (row.is_given && may_read).then_some(KeptWords {
        answer: row.answer,
        ticks: row.ticks,
        note: row.note,
        evidence: row.evidence,
        reason: row.reason,
    });
    KeptAnswer {
        organisation: row.organisation,
        assessment: row.assessment,
        practice: row.practice,
        given: row.is_given,
        approved: row.is_approved,
        answered_at: moment(row.answered_at),
        words,
    }
}

fn kept_entry(account: &AccountId, row: KeptEntryRow) -> Result<KeptEntry> {
    let is_about_another = row.object_kind == "account" && row.object_id != account.as_str();
    let by = match By::from(row.actor.as_str()) {
        By::Account(by) if by == *account => KeptBy::Oneself,
        By::Account(_) => KeptBy::SomebodyElse,
        By::Console => KeptBy::Console,
        By::Job => KeptBy::Job,
    };
    // What has no name is named by its id, but for people.
    let subject = row
        .object_name
        .or_else(|| (row.object_kind == "assessment").then_some(row.object_id));
    Ok(KeptEntry {
        what: row.action,
        by,
        organisation: row.organisation,
        subject,
        details: (!is_about_another).then(|| from_json(&row.details)).transpose()?,
        at: moment(row.at),
    })
}

pub(super) fn facts(row: AccountFactsRow, organisations: Vec<String>, origins: Vec<Origin>) -> PersonFacts {
    PersonFacts {
        account: row.id.into(),
        name: row.name,
        email: row.email,
        created_at: Timestamp(row.created_at),
        can_sign_in: row.can_sign_in,
        organisations,
        origins,
    }
}

fn kept_account(row: AccountFactsRow, givers: &[GiverRow]) -> KeptAccount {
    let giver = givers.first().filter(|_| row.can_sign_in);
    KeptAccount {
        id: row.id,
        email: row.email,
        name: row.name,
        language: Lang::parse(&row.language).unwrap_or_default().tag().to_owned(),
        created_at: moment(row.created_at),
        has_password: row.can_sign_in,
        password_set_at: row.credential_set_at.map(moment),
        password_given_in_the_name_of: giver.and_then(|giver| giver.organisation.clone()),
        password_given_at_the_console: giver
            .is_some_and(|giver| giver.given_by.as_deref() == Some(Actor::CONSOLE)),
    }
}

fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| Error::Internal(format!("stored data cannot be read: {error}")))
}

fn moment(at: i64) -> String {
    Timestamp(at).iso()
}
