//! Rows as tests need them: an account, a body, an assessment, a round.

use domain::assess::score::Scope;
use domain::disclose::Consent;
use domain::identity::organisation::{IncomeGroup, OrganisationKind};

use super::*;
use crate::StoredIncomeGroup;

/// An account named and addressed after its id.
pub async fn account(store: &Store, id: &str) -> AccountId {
    store
        .write(async |tx| tx.insert_account(&new_account(id)).await)
        .await
        .expect("an account");
    id.into()
}

/// The same, not yet kept.
pub fn new_account(id: &str) -> AccountRow {
    AccountRow {
        id: id.into(),
        email: format!("{id}@example.org"),
        name: id.into(),
        password_hash: None,
        language: "en".into(),
        created_at: 0,
    }
}

/// A one-time link from the first millisecond of time until the ninth second, given out in nobody's name.
pub fn link(secret_hash: &str, created_by: &str) -> NewLink {
    NewLink {
        secret_hash: secret_hash.into(),
        created_by: created_by.into(),
        organisation: None,
        created_at: Timestamp(1),
        expires_at: Timestamp(9_000),
    }
}

/// A session of an account that lasts; its id, as its cookie would have it.
pub async fn session(store: &Store, account: &AccountId) -> String {
    use tower_sessions::SessionStore;
    let data = [
        (crate::session::ACCOUNT_KEY, account.as_str().into()),
        ("signed_in_at", 0.into()),
        ("seen_at", 0.into()),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into();
    let mut record = tower_sessions::session::Record {
        id: tower_sessions::session::Id::default(),
        data,
        expiry_date: Timestamp(32_503_680_000_000).datetime(),
    };
    crate::Sessions(store.clone())
        .create(&mut record)
        .await
        .expect("a session");
    record.id.to_string()
}

/// An organisation named after its id; a body of one country, region and income group.
pub fn new_organisation(id: &str, kind: OrganisationKind) -> OrganisationRow {
    let is_body = kind == OrganisationKind::ElectionBody;
    let attribute = |value: &str| if is_body { value.to_owned() } else { String::new() };
    OrganisationRow {
        id: id.into(),
        slug: id.into(),
        kind,
        name: id.into(),
        country: attribute("XA"),
        region: attribute("north"),
        income_group: StoredIncomeGroup(is_body.then_some(IncomeGroup::LowerMiddle)),
        created_at: 0,
    }
}

/// An election body named after its id.
pub async fn body(store: &Store, id: &str) -> OrganisationId {
    store
        .write(async |tx| {
            tx.insert_organisation(&new_organisation(id, OrganisationKind::ElectionBody))
                .await
        })
        .await
        .expect("an organisation");
    id.into()
}

/// An open, full assessment of a body.
pub async fn assessment(
    store: &Store,
    id: &str,
    organisation: &OrganisationId,
    by: &AccountId,
) -> AssessmentId {
    store
        .write(async |tx| {
            tx.insert_assessment(&AssessmentRow {
                id: id.into(),
                organisation_id: organisation.as_str().into(),
                model_id: "model".into(),
                model_version: 1,
                scope: Scope::Full,
                created_by: by.as_str().into(),
                created_at: 0,
                submitted_by: None,
                submitted_at: None,
                frozen_profile: None,
                model_digest: None,
                follows: None,
            })
            .await
        })
        .await
        .expect("an assessment");
    id.into()
}

/// An assessment with answers, submitted for a body that uses no technology, as a version left it that did not keep reports yet.
pub async fn submitted(store: &Store, row: &AssessmentRow, answers: &[AnswerChange], now: Timestamp) {
    let (id, by) = (
        AssessmentId::from(row.id.as_str()),
        AccountId::from(row.created_by.as_str()),
    );
    store
        .write(async |tx| tx.insert_assessment(row).await)
        .await
        .expect("an assessment");
    store
        .write(async |tx| tx.save_answers(&id, answers, &by, now).await)
        .await
        .expect("a store")
        .expect("an open assessment");
    let profile = serde_json::to_string(&Profile::default()).expect("a profile");
    const SUBMIT: &str =
        "UPDATE assessment SET submitted_by = $2, submitted_at = $3, frozen_profile = $4 WHERE id = $1";
    alone!(store, db => sqlx::query(SUBMIT).bind(id.as_str()).bind(by.as_str()).bind(now.0).bind(&profile)
        .execute(db).await.map(|_| ()))
    .expect("a store");
}

/// Puts reports without texts and digest into the contributions of bodies by name, as an older version kept them.
pub async fn keep_numbers_only(store: &Store, report: &str) {
    const KEEP: &str = "UPDATE contribution SET report = $1, report_sha256 = NULL WHERE report IS NOT NULL";
    alone!(store, db => sqlx::query(KEEP).bind(report).execute(db).await.map(|_| ())).expect("a store");
}

/// A report to keep, with that text instead of a value.
pub fn report(text: &str) -> NewSubmittedReport {
    NewSubmittedReport {
        model_id: "model".into(),
        model_version: 1,
        engine: 1,
        report: text.into(),
        sha256: String::new(),
        score: "{}".into(),
        score_sha256: String::new(),
    }
}

/// An open round named after its id.
pub async fn round(store: &Store, id: &str) -> RoundId {
    store
        .write(async |tx| {
            tx.insert_round(&RoundRow {
                id: id.into(),
                slug: id.into(),
                title: id.into(),
                opened_at: 0,
                closed_at: None,
                model_id: "model".into(),
                model_version: 1,
            })
            .await
        })
        .await
        .expect("a round");
    id.into()
}

/// A proposal made at the beginning of time.
pub fn proposal(
    id: &str,
    round: &RoundId,
    body: &OrganisationId,
    recipient: &str,
    level: Consent,
    by: &AccountId,
) -> NewConsent {
    NewConsent {
        id: id.into(),
        round_id: round.as_str().into(),
        organisation_id: body.as_str().into(),
        recipient: recipient.into(),
        level,
        text_version: 1,
        proposed_by: by.as_str().into(),
        proposed_at: 0,
        words: String::new(),
    }
}

/// A person of a body since the beginning of time.
pub async fn member(store: &Store, account: &AccountId, body: &OrganisationId, role: &str) {
    store
        .write(async |tx| tx.insert_membership(account, body, role, 0).await)
        .await
        .expect("a membership");
}

/// The closing of a round in which nobody took part, the first of all.
pub fn no_closing(round: &RoundId) -> RoundClosing {
    RoundClosing {
        round: round.clone(),
        closed_at: Timestamp(5_000),
        consents: Vec::new(),
        latest: Vec::new(),
        closings: 0,
        contributions: Vec::new(),
        uses: Vec::new(),
        bytes: "{}".into(),
        sha256: "digest".into(),
        manifest: ("{}".into(), "digest".into()),
        names: ("{}".into(), "digest".into()),
        basis: "{}".into(),
    }
}

/// Gives a person these roles in an organisation and no others, with a credential that everybody trusts.
pub async fn set_roles(
    store: &Store,
    account: &AccountId,
    organisation: &OrganisationId,
    roles: &[&str],
    now: i64,
) {
    let now = Timestamp(now);
    let trusted = store.reader().givers(account, now).await.expect("a store");
    let terms = CredentialTerms {
        trusted: &trusted,
        link: None,
        invites: false,
        now,
    };
    let changed = store
        .write(async |tx| tx.set_roles(account, organisation, roles, "", terms).await)
        .await
        .expect("a store");
    if changed == PeopleChange::NoMember {
        for role in roles {
            store
                .write(async |tx| tx.insert_membership(account, organisation, role, now.0).await)
                .await
                .expect("a store");
        }
    } else {
        assert!(matches!(changed, PeopleChange::Done(_)), "{changed:?}");
    }
}
