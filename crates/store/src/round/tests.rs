//! Rounds as they are kept, opened and closed, on both databases.

use super::*;
use domain::assess::score::Scope;
use domain::disclose::Consent;

use crate::Store;
use crate::testing::{ROLES, account, assessment, body, member, no_closing, on_both, round};
use crate::{Confirmed, Proposed};

async fn closing(store: &Store, round: &RoundId, bytes: &str) -> RoundClosing {
    RoundClosing {
        round: round.clone(),
        closed_at: Timestamp(5_000),
        consents: store.reader().consents_in_force(round).await.unwrap(),
        bytes: bytes.into(),
        closings: store.reader().ledger().await.unwrap().closings,
        ..no_closing(round)
    }
}

on_both! {
    async fn a_slug_is_taken_once(store: &Store) {
        round(store, "first").await;
        let row = store.reader().round_by_slug("first").await.unwrap().unwrap();
        let again = RoundRow { id: "other".into(), ..row };
        assert!(matches!(store.write(async |tx| tx.insert_round(&again).await).await, Err(crate::Error::Duplicate)));
    }

    async fn a_round_is_closed_once(store: &Store) {
        let first = round(store, "first").await;
        let one = closing(store, &first, "one").await;
        let two = closing(store, &first, "two").await;
        let (a, b) = tokio::join!(store.write(async |tx| tx.close_round(&one).await), store.write(async |tx| tx.close_round(&two).await));
        let outcomes = [a.unwrap(), b.unwrap()];
        assert!(outcomes.contains(&Closed::Now) && outcomes.contains(&Closed::Before), "{outcomes:?}");
        let kept = store.reader().release("first").await.unwrap().unwrap();
        let expected = if outcomes[0] == Closed::Now { "one" } else { "two" };
        assert_eq!(store.reader().release_bytes(&first).await.unwrap().unwrap(), expected);
        assert_eq!(store.write(async |tx| tx.close_round(&one).await).await.unwrap(), Closed::Before);
        assert_eq!(store.reader().release("first").await.unwrap().unwrap(), kept);
    }

    async fn manifests_are_kept_in_the_order_of_the_closings(store: &Store) {
        assert_eq!(store.reader().last_manifest().await.unwrap(), None);
        for (slug, digest) in [("first", "z"), ("second", "a")] {
            let round = round(store, slug).await;
            let manifest = (format!("the manifest of {slug}"), digest.to_owned());
            let closing = RoundClosing { manifest: manifest.clone(), ..closing(store, &round, "{}").await };
            assert!(store.reader().manifest(slug).await.unwrap().is_none());
            assert_eq!(store.write(async |tx| tx.close_round(&closing).await).await.unwrap(), Closed::Now);
            let kept = store.reader().manifest(slug).await.unwrap().unwrap();
            assert_eq!((kept.manifest, kept.manifest_sha256), manifest);
            assert_eq!(store.reader().last_manifest().await.unwrap().as_deref(), Some(digest));
        }
        assert!(store.reader().releases_without_manifest().await.unwrap().is_empty());
        let stored = store.reader().stored_releases().await.unwrap();
        assert!(stored.iter().all(|row| row.manifest.is_some() && row.manifest_sha256.is_some()));
    }

    /// How long it takes to write down ten thousand contributions: `cargo nextest run -p store --run-ignored only`.
    #[ignore = "a measurement"]
    async fn ten_thousand_bodies_are_written_in_seconds(store: &Store) {
        account(store, "lead").await;
        let first = round(store, "first").await;
        let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)";
        let bodies = "INSERT INTO organisation (id, slug, kind, name, country, region, income_group, created_at)
            SELECT 'b' || i, 'b' || i, 'election-body', 'b', 'XA', 'north', 'low', 0 FROM n";
        let assessments = "INSERT INTO assessment
            (id, organisation_id, model_id, model_version, scope, created_by, created_at, submitted_by, submitted_at)
            SELECT 'a' || i, 'b' || i, 'model', 1, 'full', 'lead', 0, 'lead', 1 FROM n";
        let reports = "INSERT INTO submitted_report (assessment_id, model_id, model_version, engine, report, sha256, score, score_sha256)
            SELECT 'a' || i, 'model', 1, 1, '{}', 'digest', '{}', 'digest' FROM n";
        for insert in [bodies, assessments, reports] {
            crate::testing::tamper(store, &format!("{numbers} {insert}")).await;
        }
        let contributions = (1..=10_000).map(|number| NewContribution {
            organisation_id: format!("b{number}"),
            assessment_id: format!("a{number}"),
            contribution: "x".repeat(1_000),
            named_to: Vec::new(),
        });
        let closing = RoundClosing {
            contributions: contributions.collect(),
            uses: (1..=10_000).map(|number| (format!("a{number}"), "group", Some(0))).collect(),
            ..closing(store, &first, "bytes").await
        };
        #[expect(clippy::disallowed_methods, reason = "this is about real time")]
        let now = std::time::Instant::now;
        let before = now();
        assert_eq!(store.write(async |tx| tx.close_round(&closing).await).await.unwrap(), Closed::Now);
        let took = now() - before;
        println!("{} wrote ten thousand contributions in {took:?}", store.database());
        assert!(took.as_secs() < 30, "{took:?}");
    }

    async fn two_rounds_closed_at_once_do_not_use_one_assessment(store: &Store) {
        let (own, lead) = (body(store, "own").await, account(store, "lead").await);
        let used = assessment(store, "used", &own, &lead).await;
        let (first, second) = (round(store, "first").await, round(store, "second").await);
        let use_it = async |round: &RoundId, kind: &'static str| RoundClosing {
            uses: vec![(used.as_str().to_owned(), kind, None)],
            ..closing(store, round, "bytes").await
        };
        // Neither knows of the other when it is built.
        let (one, two) = (use_it(&first, "group").await, use_it(&second, "named").await);
        let (a, b) = tokio::join!(store.write(async |tx| tx.close_round(&one).await), store.write(async |tx| tx.close_round(&two).await));
        let outcomes = [a.unwrap(), b.unwrap()];
        assert!(outcomes.contains(&Closed::Now) && outcomes.contains(&Closed::Changed), "{outcomes:?}");
        let ledger = store.reader().ledger().await.unwrap();
        assert_eq!((ledger.closings, ledger.uses.len()), (1, 1));
        assert_eq!(store.reader().uses_of_body(&own).await.unwrap(), ledger.uses);
        // Even whoever passed by the ledger could not count it in a second group.
        let other = if ledger.uses[0].round_id == "first" { &second } else { &first };
        if ledger.uses[0].kind == "group" {
            let again = store.write(async |tx| tx.close_round(&use_it(other, "group").await).await).await;
            assert!(matches!(again, Err(crate::Error::Duplicate)), "{again:?}");
            assert_eq!(store.reader().ledger().await.unwrap(), ledger);
        }
    }

    async fn an_assessment_submitted_meanwhile_is_not_passed_over(store: &Store) {
        let (own, lead, second) = (body(store, "own").await, account(store, "lead").await, account(store, "second").await);
        member(store, &lead, &own, "lead").await;
        member(store, &second, &own, "assessor").await;
        let first = round(store, "first").await;
        store.write(async |tx| tx.propose_consent(&crate::testing::proposal("p", &first, &own, "", Consent::Named, &lead), ROLES).await).await.unwrap();
        store.write(async |tx| tx.confirm_consent("p", &own, &second, Timestamp(2), ROLES, "").await).await.unwrap();
        let before = closing(store, &first, "before").await;
        let id = assessment(store, "new", &own, &lead).await;
        let state = crate::AssessmentState { scope: Scope::Full, answers: 0, versions: 0 };
        // A draft changes nothing.
        assert_eq!(before.latest, []);
        let submitted = store.write(async |tx| tx.submit_assessment(&id, &state, &lead, Timestamp(3), "{}", &crate::testing::report("{}")).await).await.unwrap();
        assert_eq!(submitted, crate::Submitted::Now);
        assert_eq!(store.write(async |tx| tx.close_round(&before).await).await.unwrap(), Closed::Changed);
        assert!(store.reader().release("first").await.unwrap().is_none());
        let latest = vec![("own".to_owned(), "new".to_owned())];
        assert_eq!(store.write(async |tx| tx.close_round(&RoundClosing { latest, ..before }).await).await.unwrap(), Closed::Now);
    }

    async fn a_consent_confirmed_meanwhile_is_not_passed_over(store: &Store) {
        let (own, lead, second) = (body(store, "own").await, account(store, "lead").await, account(store, "second").await);
        member(store, &lead, &own, "lead").await;
        member(store, &second, &own, "assessor").await;
        let first = round(store, "first").await;
        let before = closing(store, &first, "before").await;
        let proposal = crate::testing::proposal("p", &first, &own, "", Consent::Named, &lead);
        assert_eq!(store.write(async |tx| tx.propose_consent(&proposal, ROLES).await).await.unwrap(), Proposed::Waiting);
        // One that waits for its second person changes nothing.
        assert_eq!(store.reader().consents_in_force(&first).await.unwrap(), before.consents);
        assert_eq!(
            store.write(async |tx| tx.confirm_consent("p", &own, &second, Timestamp(2_000), ROLES, "").await).await.unwrap(),
            Confirmed::Now
        );
        assert_eq!(store.write(async |tx| tx.close_round(&before).await).await.unwrap(), Closed::Changed);
        assert!(store.reader().release("first").await.unwrap().is_none());
        let after = closing(store, &first, "after").await;
        assert_eq!(store.write(async |tx| tx.close_round(&after).await).await.unwrap(), Closed::Now);
        assert_eq!(store.reader().round_by_slug("first").await.unwrap().unwrap().closed_at, Some(5_000));
    }
}
