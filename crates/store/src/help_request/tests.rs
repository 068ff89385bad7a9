//! Who sees which request, and what one person of two can do, on both databases.

use domain::identity::organisation::OrganisationKind;
use domain::ledger::OfferState;

use super::*;
use crate::testing::{ROLES, account, assessment, body, member, new_organisation, on_both, set_roles};
use crate::{HelpChange, NewHelpOffer, Store};

/// A body with a lead and an assessor, a donor and a partner.
async fn people(store: &Store) {
    let own = body(store, "own").await;
    for (who, role) in [("lead", "lead"), ("second", "assessor")] {
        let account = account(store, who).await;
        member(store, &account, &own, role).await;
    }
    for (id, kind) in [
        ("donor", OrganisationKind::Donor),
        ("partner", OrganisationKind::Partner),
    ] {
        let row = new_organisation(id, kind);
        store
            .write(async |tx| tx.insert_organisation(&row).await)
            .await
            .unwrap();
    }
    assessment(store, "first", &own, &"lead".into()).await;
}

fn request(id: &str, practice: &str, recipients: Option<&[&str]>) -> NewHelpRequest {
    NewHelpRequest {
        id: id.into(),
        organisation: "own".into(),
        assessment: "first".into(),
        model_id: "model".to_owned(),
        model_version: 1,
        practice: practice.into(),
        wanted: String::new(),
        recipients: recipients.map(|own| own.iter().map(|id| OrganisationId::from(*id)).collect()),
        content: "{}".to_owned(),
        sha256: "x".to_owned(),
        text_version: 1,
        ends_at: Timestamp(100),
        proposed_by: "lead".into(),
        proposed_at: Timestamp(10),
    }
}

async fn propose(store: &Store, request: NewHelpRequest) -> HelpProposed {
    store
        .write(async |tx| tx.propose_help_request(&request, ROLES).await)
        .await
        .unwrap()
}

async fn confirm(store: &Store, id: &str, by: &str) -> HelpConfirmed {
    let confirmed = store.write(async |tx| {
        tx.confirm_help_request(&id.into(), &"own".into(), &by.into(), Timestamp(20), ROLES)
            .await
    });
    confirmed.await.unwrap()
}

async fn open_to(store: &Store, helper: &str, now: i64) -> Vec<String> {
    let filter = HelpFilter {
        helpers: vec![helper.into()],
        most: 10,
        ..HelpFilter::default()
    };
    let rows = store
        .reader()
        .open_help_requests(&filter, Timestamp(now))
        .await
        .unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

fn offer(id: &str, request: &str, helper: &str) -> NewHelpOffer {
    NewHelpOffer {
        id: id.into(),
        request: request.into(),
        helper: helper.into(),
        help: "kind".to_owned(),
        who_delivers: "We".to_owned(),
        words: String::new(),
        cost: String::new(),
        offered_by: "second".into(),
        offered_at: Timestamp(30),
    }
}

on_both! {
    async fn a_request_opens_by_two_people_and_is_seen_by_those_whom_it_names(store: &Store) {
        people(store).await;
        assert_eq!(propose(store, request("a", "GOV-01", None)).await, HelpProposed::Waiting);
        assert_eq!(propose(store, request("b", "GOV-02", Some(&["donor"]))).await, HelpProposed::Waiting);
        assert!(open_to(store, "donor", 50).await.is_empty());
        assert_eq!(confirm(store, "a", "lead").await, HelpConfirmed::NotWaiting);
        for id in ["a", "b"] {
            assert_eq!(confirm(store, id, "second").await, HelpConfirmed::Now);
            assert_eq!(confirm(store, id, "second").await, HelpConfirmed::NotWaiting);
        }
        assert_eq!(open_to(store, "donor", 50).await, ["b", "a"]);
        assert_eq!(open_to(store, "partner", 50).await, ["a"]);
        // Over at the moment of its end.
        assert_eq!(open_to(store, "donor", 99).await.len(), 2);
        assert!(open_to(store, "donor", 100).await.is_empty());
        let mut reader = store.reader();
        let mut seen = async |helper: &str, id: &str| {
            reader.help_request_for(&[helper.into()], &id.into()).await.unwrap().map(|row| row.is_addressed)
        };
        assert_eq!(seen("donor", "b").await, Some(true));
        assert_eq!(seen("partner", "b").await, Some(false));
        assert_eq!(seen("partner", "c").await, None);
        let names: Vec<String> =
            store.reader().help_recipients(&"b".into()).await.unwrap().into_iter().map(|row| row.id).collect();
        assert_eq!(names, ["donor"]);
    }

    async fn a_practice_is_asked_for_once_at_a_time(store: &Store) {
        people(store).await;
        assert_eq!(propose(store, request("a", "GOV-01", None)).await, HelpProposed::Waiting);
        assert_eq!(propose(store, request("b", "GOV-01", None)).await, HelpProposed::AnotherStands);
        let standing = async || store.reader().standing_help_request(&"own".into(), &"GOV-01".into()).await.unwrap();
        assert_eq!(standing().await, Some("a".into()));
        // One that is over gives way.
        let late = NewHelpRequest { proposed_at: Timestamp(100), ends_at: Timestamp(200), ..request("c", "GOV-01", None) };
        assert_eq!(propose(store, late).await, HelpProposed::Waiting);
        assert_eq!(standing().await, Some("c".into()));
        let rows = store.reader().help_requests_of_body(&"own".into(), ROLES, (i64::MAX, ""), 9).await.unwrap();
        let states: Vec<_> = rows.iter().map(|row| (row.id.as_str(), row.state, row.ended_at)).collect();
        assert_eq!(states, [("c", RequestState::Proposed, None), ("a", RequestState::Withdrawn, Some(100))]);
        let moves = (RequestState::Proposed, RequestState::Withdrawn);
        let end = async || {
            store.write(async |tx| tx.end_help_request(&"c".into(), &"own".into(), moves, &"lead".into(), Timestamp(110)).await).await.unwrap()
        };
        assert!(end().await);
        assert!(!end().await);
        assert_eq!(standing().await, None);
    }

    async fn whoever_lost_the_role_neither_proposes_nor_confirms(store: &Store) {
        people(store).await;
        let by_second = NewHelpRequest { proposed_by: "second".into(), ..request("a", "GOV-01", None) };
        assert_eq!(propose(store, by_second).await, HelpProposed::NotPermitted);
        assert_eq!(propose(store, request("b", "GOV-01", None)).await, HelpProposed::Waiting);
        set_roles(store, &"second".into(), &"own".into(), &["learner"], 12).await;
        assert_eq!(confirm(store, "b", "second").await, HelpConfirmed::NotPermitted);
        set_roles(store, &"second".into(), &"own".into(), &["assessor"], 13).await;
        set_roles(store, &"lead".into(), &"own".into(), &[], 14).await;
        assert_eq!(confirm(store, "b", "second").await, HelpConfirmed::Ended);
        let row = store.reader().help_request_of_body(&"own".into(), ROLES, &"b".into()).await.unwrap().unwrap();
        assert!(!row.is_carried && row.state == RequestState::Proposed);
    }

    async fn a_list_is_filtered_and_read_in_parts(store: &Store) {
        people(store).await;
        for (id, practice, wanted) in [("a", "GOV-01", ""), ("b", "GOV-02", "kind"), ("c", "PPL-01", "other")] {
            let wanted = wanted.to_owned();
            propose(store, NewHelpRequest { wanted, ..request(id, practice, None) }).await;
            confirm(store, id, "second").await;
        }
        let list = async |filter: HelpFilter| -> Vec<String> {
            let filter = HelpFilter { helpers: vec!["donor".into()], most: filter.most.max(1), ..filter };
            let rows = store.reader().open_help_requests(&filter, Timestamp(50)).await.unwrap();
            rows.into_iter().map(|row| row.id).collect()
        };
        let all = HelpFilter { most: 9, ..HelpFilter::default() };
        assert_eq!(list(all.clone()).await, ["c", "b", "a"]);
        assert_eq!(list(HelpFilter { practices: Some(vec!["GOV-01".into(), "PPL-01".into()]), ..all.clone() }).await, ["c", "a"]);
        assert_eq!(list(HelpFilter { wanted: Some(vec!["kind".to_owned()]), ..all.clone() }).await, ["b", "a"]);
        assert!(list(HelpFilter { practices: Some(Vec::new()), ..all.clone() }).await.is_empty());
        assert_eq!(list(HelpFilter { after: Some((20, "c".to_owned())), most: 1, ..all }).await, ["b"]);
    }

    async fn an_offer_moves_from_where_it_is_and_a_request_has_one_pledge(store: &Store) {
        people(store).await;
        propose(store, request("a", "GOV-01", None)).await;
        let hold = async |now| store.write(async |tx| tx.hold_help_request(&"a".into(), Timestamp(now)).await).await.unwrap();
        assert!(!hold(50).await);
        confirm(store, "a", "second").await;
        assert!(hold(50).await && !hold(100).await);
        let add = async |id: &str, helper: &str| store.write(async |tx| tx.add_help_offer(&offer(id, "a", helper)).await).await;
        add("one", "donor").await.unwrap();
        assert!(matches!(add("two", "donor").await, Err(Error::Duplicate)));
        add("three", "partner").await.unwrap();
        let moved = async |id: &str, from, to, change| {
            store.write(async |tx| tx.move_help_offer(&id.into(), (from, to), change, Timestamp(60)).await).await
        };
        use OfferState::{Accepted, Closed, Confirmed, Delivered, Made};
        assert!(moved("one", Made, Accepted, HelpChange::Answered).await.unwrap());
        assert!(!moved("one", Made, Accepted, HelpChange::Answered).await.unwrap());
        assert!(matches!(moved("three", Made, Accepted, HelpChange::Answered).await, Err(Error::Duplicate)));
        store.write(async |tx| tx.decline_other_help_offers(&"a".into(), Some(&"one".into()), Timestamp(61)).await).await.unwrap();
        let said = HelpChange::Delivered { on: "2026-11-02", words: "Done" };
        assert!(moved("one", Accepted, Delivered, said).await.unwrap());
        assert!(moved("one", Delivered, Confirmed, HelpChange::Checked { missing: "" }).await.unwrap());
        assert!(moved("one", Confirmed, Closed, HelpChange::Closed { outcome: "{}", sha256: "y" }).await.unwrap());
        let rows = store.reader().help_offers(&"a".into()).await.unwrap();
        let states: Vec<_> = rows.iter().map(|row| (row.id.as_str(), row.state.as_str())).collect();
        assert_eq!(states, [("one", "closed"), ("three", "declined")]);
        assert_eq!((rows[0].delivered_on.as_deref(), &*rows[0].delivery_words, rows[0].outcome.as_deref()), (Some("2026-11-02"), "Done", Some("{}")));
        let own = store.reader().own_help_offers(&["donor".into()], (i64::MAX, ""), 9).await.unwrap();
        assert_eq!((own.len(), own[0].offer.id.as_str(), own[0].request_state), (1, "one", RequestState::Open));
    }
}
