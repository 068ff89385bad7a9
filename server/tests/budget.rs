//! What a page reads does not grow with what there is: rows and statements are counted with some of everything, and with ten times as much.

mod common;

use std::collections::BTreeMap;

use common::{Client, Site, on_both};
use domain::id::{AccountId, OrganisationId};
use domain::identity::organisation::{IncomeGroup, OrganisationKind};
use domain::ledger::Revealed;
use http::StatusCode;
use store::{
    AccountRow, ConsentRoles, NewHelpOffer, NewHelpRequest, OrganisationRow, RoundRow, StoredIncomeGroup,
};

/// The most statements of a page.
const STATEMENTS: u64 = 8;
/// The most rows: two pages of a list, with what is beside it.
const ROWS: u64 = 60;

const PAGES: [(&str, &str); 19] = [
    ("operator", "/admin"),
    ("operator", "/admin/organisations"),
    ("operator", "/admin/organisations?of=election-body&search=body"),
    ("operator", "/admin/organisations/harbour"),
    ("operator", "/admin/people"),
    ("operator", "/admin/people?search=person"),
    ("operator", "/admin/rounds"),
    ("operator", "/admin/audit"),
    ("lead", "/assess/harbour"),
    ("lead", "/assess/harbour/people"),
    ("lead", "/assess/harbour/people?search=person"),
    ("lead", "/assess/harbour/audit"),
    ("analyst", "/insight"),
    ("analyst", "/requests"),
    ("implementer", "/requests?kind=training&practice=GOV"),
    ("analyst", "/requests/offers"),
    ("stranger", "/assess/hill/requests"),
    ("learner", "/learn"),
    ("learner", "/account"),
];

/// Somebody else of any role may confirm.
const CONFIRMING: ConsentRoles<'static> = ConsentRoles {
    propose: &["lead"],
    confirm: &["lead", "learner"],
};

/// A request for help of the other body, with an offer of the first donor.
fn help(number: usize) -> (NewHelpRequest, NewHelpOffer) {
    let practice = format!("GOV-{number}");
    let shown = Revealed {
        body: "The hill".into(),
        practice: practice.as_str().into(),
        titles: BTreeMap::new(),
        answer: None,
        submitted_at: common::START,
        next_election: None,
    };
    let (content, sha256) = usecase::seal(&shown).expect("content");
    let request = NewHelpRequest {
        id: format!("request-{number}").into(),
        organisation: "hill".into(),
        assessment: "grown".into(),
        model_id: "model".into(),
        model_version: 1,
        practice: practice.into(),
        wanted: "strong-sign-in".into(),
        recipients: None,
        content,
        sha256,
        text_version: 1,
        ends_at: common::START.plus_seconds(86_400),
        proposed_by: "stranger".into(),
        proposed_at: common::START,
    };
    let offer = NewHelpOffer {
        id: format!("offer-{number}").into(),
        request: request.id.clone(),
        helper: "first-donor".into(),
        help: "strong-sign-in".into(),
        who_delivers: "Somebody".into(),
        words: String::new(),
        cost: String::new(),
        offered_by: "analyst".into(),
        offered_at: common::START,
    };
    (request, offer)
}

/// Adds so many of everything.
async fn grow(site: &Site, from: usize, to: usize) {
    let organisations: Vec<OrganisationRow> = (from..to)
        .map(|number| OrganisationRow {
            id: format!("body-{number}"),
            slug: format!("body-{number}"),
            kind: OrganisationKind::ElectionBody,
            name: format!("Body {number}"),
            country: "XA".into(),
            region: "Western Africa".into(),
            income_group: StoredIncomeGroup(Some(IncomeGroup::Low)),
            created_at: 0,
        })
        .collect();
    let account = |what: &str, number: usize| AccountRow {
        id: format!("{what}-{number}"),
        email: format!("{what}-{number}@example.org"),
        name: format!("Person {number}"),
        password_hash: None,
        language: "en".into(),
        created_at: 0,
    };
    let members: Vec<AccountRow> = (from..to).map(|number| account("member", number)).collect();
    let alone: Vec<AccountRow> = (from..to).map(|number| account("alone", number)).collect();
    let memberships: Vec<(&str, &str, &str, i64)> = members
        .iter()
        .map(|row| (row.id.as_str(), "harbour", "learner", 0))
        .collect();
    let grown = site
        .store
        .write(async |tx| {
            tx.insert_organisations(&organisations).await?;
            tx.insert_accounts(&members).await?;
            tx.insert_accounts(&alone).await?;
            tx.insert_memberships(&memberships).await?;
            for number in from..to {
                let (request, offer) = help(number);
                tx.propose_help_request(&request, store::testing::ROLES).await?;
                tx.confirm_help_request(
                    &request.id,
                    &"hill".into(),
                    &"learner".into(),
                    common::START,
                    CONFIRMING,
                )
                .await?;
                tx.add_help_offer(&offer).await?;
                tx.insert_round(&RoundRow {
                    id: format!("round-{number}"),
                    slug: format!("round-{number}"),
                    title: format!("Round {number}"),
                    opened_at: i64::try_from(number).unwrap_or_default(),
                    closed_at: None,
                    model_id: "0fceb1c4-258c-4924-9250-22fc0973d68b".into(),
                    model_version: 1,
                })
                .await?;
            }
            Ok::<_, store::Error>(())
        })
        .await;
    grown.expect("rows");
}

async fn counted(
    site: &Site,
    clients: &mut BTreeMap<&'static str, Client>,
) -> BTreeMap<&'static str, (u64, u64)> {
    let mut counts = BTreeMap::new();
    for (who, path) in PAGES {
        let client = clients.get_mut(who).expect("somebody who signed in");
        let before = (site.store.statements(), site.store.rows());
        let answer = client.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        counts.insert(
            path,
            (site.store.statements() - before.0, site.store.rows() - before.1),
        );
    }
    counts
}

on_both! {
    async fn no_page_reads_more_where_there_is_more(store: &Store) {
        let site = Site::new(store).await;
        let mut clients = BTreeMap::new();
        for (who, _) in PAGES {
            clients.insert(who, site.signed_in(who).await);
        }
        store::testing::assessment(store, "grown", &"hill".into(), &"stranger".into()).await;
        store::testing::set_roles(store, &"learner".into(), &"hill".into(), &["learner"], 0).await;
        grow(&site, 0, 40).await;
        let some = counted(&site, &mut clients).await;
        grow(&site, 40, 400).await;
        let many = counted(&site, &mut clients).await;
        for (path, (statements, rows)) in &many {
            assert!(*statements <= STATEMENTS, "{path} makes {statements} statements");
            assert!(*rows <= ROWS, "{path} reads {rows} rows");
            assert_eq!((*statements, *rows), some[path], "{path}");
        }
    }

    async fn a_list_is_walked_through_and_searched(store: &Store) {
        let site = Site::new(store).await;
        store::testing::assessment(store, "grown", &"hill".into(), &"stranger".into()).await;
        grow(&site, 0, 60).await;
        for (who, list, links) in [
            ("operator", "/admin/organisations", "/admin/organisations/body-"),
            ("operator", "/admin/people", "/admin/people/alone-"),
            ("operator", "/admin/organisations/harbour", "id=\"person-member-"),
            ("lead", "/assess/harbour/people", "id=\"person-member-"),
        ] {
            let mut client = site.signed_in(who).await;
            let (mut path, mut seen, mut pages) = (list.to_owned(), 0, 0);
            loop {
                let answer = client.get(&path).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}");
                let text = answer.text().clone();
                seen += text.matches(links).count();
                pages += 1;
                let next = text.split("rel=\"next\"").next().filter(|before| before.len() < text.len());
                let Some(href) = next.and_then(|before| before.rsplit("href=\"").next()) else { break };
                path = href.split('"').next().expect("an address").replace("&amp;", "&");
            }
            assert_eq!(seen, 60, "{list}");
            assert!(pages >= 3, "{list} has {pages} pages");
            let label = if list.ends_with("organisations") { "Body" } else { "Person" };
            let found = client.get(&format!("{list}?search={}+59", label.to_uppercase())).await;
            assert!(found.has(&format!("{label} 59")) && !found.has(&format!("{label} 58")), "{list}");
            let nothing = client.get(&format!("{list}?search=50%25")).await;
            assert!(nothing.has("Nothing matches."), "{list}");
            for wrong in ["after=x", "after=a.%00", "search=%00"] {
                assert_eq!(client.get(&format!("{list}?{wrong}")).await.status, StatusCode::BAD_REQUEST, "{list} {wrong}");
            }
        }
    }

    async fn what_is_done_in_a_part_of_a_list_leads_back_to_it(store: &Store) {
        let site = Site::new(store).await;
        store::testing::assessment(store, "grown", &"hill".into(), &"stranger".into()).await;
        grow(&site, 0, 60).await;
        let mut lead = site.signed_in("lead").await;
        let path = "/assess/harbour/people";
        let form = [("account", "member-59"), ("search", "person 59")];
        let wrong = lead.post(&format!("{path}/roles"), &form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.has("Person 59") && wrong.has("name=\"search\" value=\"person 59\""), "{}", wrong.text());
        let removed = lead.post(&format!("{path}/remove"), &form).await;
        assert_eq!(removed.location(), "/assess/harbour/people?search=person+59");
        let member = site.store.reader().is_member(&AccountId::from("member-59"), &OrganisationId::from("harbour")).await;
        assert!(!member.expect("a store"));
    }
}
