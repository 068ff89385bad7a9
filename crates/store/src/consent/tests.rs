//! What is agreed to, by whom, and what counts when, on both databases.

use super::*;
use crate::Store;
use crate::testing::{ROLES, account, body, member, no_closing, on_both, proposal, round, set_roles};

async fn people(store: &Store, body: &OrganisationId, people: &[(&AccountId, &str)]) {
    for (account, role) in people {
        member(store, account, body, role).await;
    }
}

on_both! {
    async fn a_proposal_ends_with_its_proposers_role(store: &Store) {
        let (own, lead) = (body(store, "own").await, account(store, "lead").await);
        let (second, third) = (account(store, "second").await, account(store, "third").await);
        people(store, &own, &[(&lead, "lead"), (&second, "assessor"), (&third, "lead")]).await;
        let first = round(store, "first").await;
        let propose = async |id: &str, by: &AccountId, at: i64| {
            let consent = NewConsent { proposed_at: at, ..proposal(id, &first, &own, "", Consent::Named, by) };
            store.write(async |tx| tx.propose_consent(&consent, ROLES).await).await.unwrap()
        };
        let confirm = async |id: &str| {
            store.write(async |tx| tx.confirm_consent(id, &own, &second, Timestamp(50), ROLES, "").await).await.unwrap()
        };
        assert_eq!(propose("a", &lead, 10).await, Proposed::Waiting);
        let is_carried = async || store.reader().consents_of_body(&own, ROLES).await.unwrap()[0].is_carried;
        assert!(is_carried().await);
        // The same roles saved once more change nothing.
        set_roles(store, &lead, &own, &["lead", "assessor"], 20).await;
        assert!(is_carried().await);
        set_roles(store, &lead, &own, &["assessor"], 30).await;
        assert!(!is_carried().await);
        assert_eq!(confirm("a").await, Confirmed::Ended);
        // Nor does it come back with the role.
        set_roles(store, &lead, &own, &["lead"], 40).await;
        assert_eq!(confirm("a").await, Confirmed::NotWaiting);
        assert!(!store.write(async |tx| tx.withdraw_consent("a", &own, &second, Timestamp(50)).await).await.unwrap());
        assert_eq!(propose("b", &lead, 45).await, Proposed::Waiting);
        set_roles(store, &lead, &own, &[], 46).await;
        set_roles(store, &lead, &own, &["lead"], 47).await;
        assert!(!is_carried().await);
        // One that ended gives way to the next.
        assert_eq!(propose("c", &third, 48).await, Proposed::Waiting);
        assert_eq!(confirm("b").await, Confirmed::NotWaiting);
        assert_eq!(confirm("c").await, Confirmed::Now);
        // What is in force stays, whoever leaves.
        set_roles(store, &third, &own, &[], 60).await;
        assert_eq!(confirm("c").await, Confirmed::NotWaiting);
        assert_eq!(store.reader().consents_in_force(&first).await.unwrap().len(), 1);
    }

    async fn who_lost_the_role_a_moment_ago_neither_proposes_nor_confirms(store: &Store) {
        let (own, lead) = (body(store, "own").await, account(store, "lead").await);
        let second = account(store, "second").await;
        people(store, &own, &[(&lead, "lead"), (&second, "assessor")]).await;
        let first = round(store, "first").await;
        let by_second = proposal("a", &first, &own, "", Consent::Named, &second);
        assert_eq!(store.write(async |tx| tx.propose_consent(&by_second, ROLES).await).await.unwrap(), Proposed::NotPermitted);
        let by_lead = proposal("b", &first, &own, "", Consent::Named, &lead);
        assert_eq!(store.write(async |tx| tx.propose_consent(&by_lead, ROLES).await).await.unwrap(), Proposed::Waiting);
        set_roles(store, &second, &own, &["learner"], 5).await;
        let confirmed = store.write(async |tx| tx.confirm_consent("b", &own, &second, Timestamp(9), ROLES, "").await).await.unwrap();
        assert_eq!(confirmed, Confirmed::NotPermitted);
        assert!(store.reader().consents_in_force(&first).await.unwrap().is_empty());
    }

    async fn a_row_keeps_names_roles_and_words_of_both(store: &Store) {
        let (own, lead) = (body(store, "own").await, account(store, "lead").await);
        let second = account(store, "second").await;
        people(store, &own, &[(&lead, "lead"), (&lead, "assessor"), (&second, "assessor")]).await;
        let first = round(store, "first").await;
        let consent = NewConsent { words: "read by lead".into(), ..proposal("p", &first, &own, "", Consent::Named, &lead) };
        store.write(async |tx| tx.propose_consent(&consent, ROLES).await).await.unwrap();
        store.write(async |tx| tx.confirm_consent("p", &own, &second, Timestamp(9), ROLES, "read by second").await).await.unwrap();
        let mut kept = store.reader().consents_of_body(&own, ROLES).await.unwrap();
        assert!(kept[0].is_carried);
        for account in [&lead, &second] {
            store.write(async |tx| tx.edit_account(account, "Somebody Else", "en").await).await.unwrap();
        }
        set_roles(store, &second, &own, &["lead"], 5).await;
        set_roles(store, &lead, &own, &[], 5).await;
        kept[0].is_carried = false;
        assert_eq!(store.reader().consents_of_body(&own, ROLES).await.unwrap(), kept);
        let row = &kept[0];
        assert_eq!(
            (&*row.body_name, &*row.proposer_name, &*row.proposer_email, &*row.proposer_roles, &*row.proposer_words),
            ("own", "lead", "lead@example.org", "assessor lead", "read by lead")
        );
        let confirmer = [&row.confirmer_name, &row.confirmer_email, &row.confirmer_roles, &row.confirmer_words];
        assert_eq!(
            confirmer.map(|text| text.as_deref().unwrap()),
            ["second", "second@example.org", "assessor", "read by second"]
        );
        assert!(!row.names_copied);
    }

    async fn two_confirmations_at_once_count_once(store: &Store) {
        let (own, lead) = (body(store, "own").await, account(store, "lead").await);
        let (second, third) = (account(store, "second").await, account(store, "third").await);
        people(store, &own, &[(&lead, "lead"), (&second, "lead"), (&third, "assessor")]).await;
        let first = round(store, "first").await;
        store.write(async |tx| tx.propose_consent(&proposal("p", &first, &own, "", Consent::Named, &lead), ROLES).await).await.unwrap();
        let (a, b) = tokio::join!(
            store.write(async |tx| tx.confirm_consent("p", &own, &second, Timestamp(10), ROLES, "").await),
            store.write(async |tx| tx.confirm_consent("p", &own, &third, Timestamp(11), ROLES, "").await)
        );
        let outcomes = [a.unwrap(), b.unwrap()];
        assert!(
            outcomes.contains(&Confirmed::Now) && outcomes.contains(&Confirmed::NotWaiting),
            "{outcomes:?}"
        );
        let rows = store.reader().consents_of_body(&own, ROLES).await.unwrap();
        let winner = if outcomes[0] == Confirmed::Now { "second" } else { "third" };
        assert_eq!(rows[0].confirmer_name.as_deref(), Some(winner));
        assert!(!store.write(async |tx| tx.withdraw_consent("p", &own, &lead, Timestamp(12)).await).await.unwrap());
        assert_eq!(store.reader().consents_in_force(&first).await.unwrap().len(), 1);
    }

    async fn nobody_confirms_alone_or_for_another_body(store: &Store) {
        let (own, other) = (body(store, "own").await, body(store, "other").await);
        let (lead, second) = (account(store, "lead").await, account(store, "second").await);
        people(store, &own, &[(&lead, "lead"), (&second, "assessor")]).await;
        people(store, &other, &[(&second, "lead")]).await;
        let first = round(store, "first").await;
        store.write(async |tx| tx.propose_consent(&proposal("p", &first, &own, "", Consent::Named, &lead), ROLES).await).await.unwrap();
        let confirm = |body: &OrganisationId, by: &AccountId| {
            let (store, body, by) = (store.clone(), body.clone(), by.clone());
            async move { store.write(async |tx| tx.confirm_consent("p", &body, &by, Timestamp(10), ROLES, "").await).await.unwrap() }
        };
        assert_eq!(confirm(&own, &lead).await, Confirmed::NotWaiting);
        assert_eq!(confirm(&other, &second).await, Confirmed::NotWaiting);
        assert!(!store.write(async |tx| tx.withdraw_consent("p", &other, &second, Timestamp(10)).await).await.unwrap());
        assert!(store.reader().consents_in_force(&first).await.unwrap().is_empty());
        assert_eq!(confirm(&own, &second).await, Confirmed::Now);
    }

    async fn one_proposal_waits_at_a_time_and_the_last_confirmed_is_in_force(store: &Store) {
        let (own, lead) = (body(store, "own").await, account(store, "lead").await);
        let second = account(store, "second").await;
        people(store, &own, &[(&lead, "lead"), (&second, "assessor")]).await;
        let first = round(store, "first").await;
        let propose = async |id: &str, recipient: &str, level: Consent| {
            store.write(async |tx| tx.propose_consent(&proposal(id, &first, &own, recipient, level, &lead), ROLES).await).await.unwrap()
        };
        assert_eq!(propose("a", "", Consent::Named).await, Proposed::Waiting);
        assert_eq!(propose("b", "", Consent::None).await, Proposed::AnotherWaits);
        assert_eq!(propose("c", "donor", Consent::Named).await, Proposed::Waiting);
        assert_eq!(store.reader().round_to_close("first").await.unwrap().unwrap().waiting, 2);
        // The clock may go backwards; the order of the proposals counts.
        store.write(async |tx| tx.confirm_consent("a", &own, &second, Timestamp(90), ROLES, "").await).await.unwrap();
        assert_eq!(propose("d", "", Consent::AggregateOnly).await, Proposed::Waiting);
        store.write(async |tx| tx.confirm_consent("d", &own, &second, Timestamp(80), ROLES, "").await).await.unwrap();
        assert_eq!(propose("e", "", Consent::None).await, Proposed::Waiting);
        assert!(store.write(async |tx| tx.withdraw_consent("e", &own, &lead, Timestamp(95)).await).await.unwrap());
        let in_force = store.reader().consents_in_force(&first).await.unwrap();
        assert_eq!(in_force.len(), 1);
        assert_eq!((in_force[0].id.as_str(), in_force[0].level), ("d", Consent::AggregateOnly));
    }

    async fn a_closed_round_takes_no_consent(store: &Store) {
        let (own, lead) = (body(store, "own").await, account(store, "lead").await);
        let second = account(store, "second").await;
        people(store, &own, &[(&lead, "lead"), (&second, "assessor")]).await;
        let first = round(store, "first").await;
        store.write(async |tx| tx.propose_consent(&proposal("a", &first, &own, "", Consent::Named, &lead), ROLES).await).await.unwrap();
        assert_eq!(store.write(async |tx| tx.close_round(&no_closing(&first)).await).await.unwrap(), crate::Closed::Now);
        assert_eq!(
            store.write(async |tx| tx.confirm_consent("a", &own, &second, Timestamp(60), ROLES, "").await).await.unwrap(),
            Confirmed::RoundClosed
        );
        let late = proposal("b", &first, &own, "donor", Consent::Named, &lead);
        assert_eq!(store.write(async |tx| tx.propose_consent(&late, ROLES).await).await.unwrap(), Proposed::RoundClosed);
        assert!(store.reader().consents_in_force(&first).await.unwrap().is_empty());
    }
}
