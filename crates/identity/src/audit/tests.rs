//! Who sees what of the audit, and by which names.

use domain::id::OrganisationId;
use domain::identity::audit::Entry;
use domain::identity::organisation::{OrganisationKind, Role};
use domain::identity::policy::Actor;
use testkit::{START, act};

use super::*;
use crate::testing::{House, setting};

const DAY: i64 = 24 * 60 * 60;

/// A body with a lead, a donor with an analyst, and somebody who runs the instance.
struct World {
    house: House,
    body: OrganisationId,
    lead: Actor,
    operator: Actor,
}

impl World {
    async fn new() -> Self {
        let house = setting().await;
        let body = house.organisation("body", OrganisationKind::ElectionBody).await;
        let donor = house.organisation("donor", OrganisationKind::Donor).await;
        let own = house.organisation("house", OrganisationKind::Operator).await;
        house.organisation("other", OrganisationKind::ElectionBody).await;
        house.person("analyst", &[(&donor, Role::Analyst)]).await;
        Self {
            lead: house.person("lead", &[(&body, Role::Lead)]).await,
            operator: house.person("operator", &[(&own, Role::Operator)]).await,
            body,
            house,
        }
    }

    /// An entry of so many days after the beginning.
    async fn record(&self, id: &str, day: i64, by: &str, event: Event) {
        let entry = Entry {
            id: id.to_owned(),
            at: START.plus_seconds(day * DAY),
            by: By::from(by),
            event,
        };
        self.house
            .store()
            .write(async |tx| tx.audit(&entry).await)
            .await
            .unwrap();
    }

    async fn of_body(&self, query: &AuditQuery) -> AuditPage {
        act!(self.house, &self.lead, &self.body, audit_of_body(query)).unwrap()
    }

    async fn of_all(&self, query: &AuditQuery) -> AuditPage {
        act!(self.house, &self.operator, audit_of_all(query)).unwrap()
    }
}

fn profile(organisation: &str) -> Event {
    Event::ProfileChanged {
        organisation: organisation.into(),
    }
}

fn person(account: &str) -> Who {
    Who::Person {
        account: account.into(),
        name: account.into(),
    }
}

fn who(page: &AuditPage) -> Vec<Who> {
    page.rows.iter().map(|line| line.who.clone()).collect()
}

#[tokio::test]
async fn a_body_sees_its_own_by_name_and_others_without() {
    let world = World::new().await;
    for (day, by) in (0..).zip(["lead", "analyst", "console", "job", "operator"]) {
        world.record(by, day, by, profile("body")).await;
        world
            .record(&format!("{by} elsewhere"), day, by, profile("other"))
            .await;
    }
    let of_body = world.of_body(&AuditQuery::default()).await;
    assert_eq!(
        who(&of_body),
        [
            Who::Outsider,
            Who::Job,
            Who::Console,
            Who::Outsider,
            person("lead")
        ]
    );
    // The operator sees everybody's, by name.
    let of_all = world.of_all(&AuditQuery::default()).await;
    assert_eq!(of_all.rows.len(), 10);
    for by in ["lead", "analyst", "operator"] {
        assert_eq!(
            who(&of_all).iter().filter(|own| **own == person(by)).count(),
            2,
            "{by}"
        );
    }
    assert!(!who(&of_all).contains(&Who::Outsider));
    let line = &of_body.rows[4];
    assert_eq!(line.organisation, Some((world.body.clone(), "body".to_owned())));
    assert_eq!(line.event, Some(profile("body")));
    assert_eq!((line.seal, line.at), (None, START));
}

#[tokio::test]
async fn the_operator_is_not_told_who_takes_part() {
    let world = World::new().await;
    let read = Event::NamedReportRead {
        organisation: world.body.clone(),
        round: "spring".into(),
        donor: "donor".into(),
    };
    world.record("read", 0, "analyst", read).await;
    let asked = AuditQuery {
        what: Some("named-report-read"),
        ..AuditQuery::default()
    };
    for query in [&AuditQuery::default(), &asked] {
        assert_eq!(world.of_body(query).await.rows.len(), 1);
        assert!(world.of_all(query).await.rows.is_empty());
        let file = act!(world.house, &world.operator, audit_file_of_all(query)).unwrap();
        assert!(
            file.rows.iter().all(|line| line.action == "audit-exported"),
            "{file:?}"
        );
    }
}

#[tokio::test]
async fn both_days_of_a_question_count() {
    let world = World::new().await;
    for day in 0..5 {
        let id = format!("{day}");
        // By two people, and of two kinds.
        let by = if day % 2 == 0 { "lead" } else { "analyst" };
        world.record(&id, day, by, profile("body")).await;
    }
    let day = |day: i64| Some(START.plus_seconds(day * DAY).date());
    let days = async |query: AuditQuery| {
        let page = world.of_body(&query).await;
        let days = page.rows.iter().map(|line| (line.at.0 - START.0) / (DAY * 1000));
        days.collect::<Vec<_>>()
    };
    let all = AuditQuery::default;
    assert_eq!(
        days(AuditQuery {
            from: day(3),
            ..all()
        })
        .await,
        [4, 3]
    );
    assert_eq!(
        days(AuditQuery {
            until: day(1),
            ..all()
        })
        .await,
        [1, 0]
    );
    let one = AuditQuery {
        from: day(2),
        until: day(2),
        ..all()
    };
    assert_eq!(days(one).await, [2]);
    let by_lead = AuditQuery {
        who: Some(By::from("lead")),
        ..all()
    };
    assert_eq!(days(by_lead).await, [4, 2, 0]);
    let signed_in = AuditQuery {
        what: Some("signed-in"),
        ..all()
    };
    assert!(days(signed_in).await.is_empty());
}

#[tokio::test]
async fn a_page_is_a_page_and_a_file_is_whole_and_on_record() {
    let world = World::new().await;
    for number in 0..51 {
        world
            .record(&format!("{number:02}"), number, "lead", profile("body"))
            .await;
    }
    let query = AuditQuery::default();
    let first = world.of_body(&query).await;
    assert_eq!(first.rows.len(), 50);
    let second = AuditQuery {
        after: first.next,
        ..query.clone()
    };
    let second = world.of_body(&second).await;
    assert_eq!((second.rows.len(), second.next), (1, None));
    assert_eq!(world.of_all(&query).await.rows.len(), 50);
    let file = act!(world.house, &world.lead, &world.body, audit_file_of_body(&query)).unwrap();
    assert_eq!((file.rows.len(), file.next), (51, None));
    let file = act!(world.house, &world.operator, audit_file_of_all(&query)).unwrap();
    assert_eq!((file.rows.len(), file.next), (52, None));
    let exported = AuditQuery {
        what: Some("audit-exported"),
        ..query
    };
    let told = |page: AuditPage| {
        let told = page.rows.into_iter().map(|line| (line.who, line.event.unwrap()));
        told.collect::<Vec<_>>()
    };
    let of_body = (
        person("lead"),
        Event::AuditExported {
            organisation: Some(world.body.clone()),
        },
    );
    // The body learns that its own were carried away, and nothing of the rest.
    assert_eq!(
        told(world.of_body(&exported).await),
        std::slice::from_ref(&of_body)
    );
    let mut all = told(world.of_all(&exported).await);
    all.retain(|own| *own != of_body);
    assert_eq!(
        all,
        [(person("operator"), Event::AuditExported { organisation: None })]
    );
}
