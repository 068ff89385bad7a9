//! Requests for help of the seeded body, as its pages send them.

use domain::id::AccountId;
use http::StatusCode;
use store::AnswerChange;
use usecase::act;

use super::{Client, Site};

/// The seeded body submits an assessment with a gap in GOV-01.
pub async fn submitted(site: &Site) {
    let lead = site.actor("lead");
    let scope = domain::assess::score::Scope::Full;
    let id = act!(
        site.runner,
        &lead,
        "harbour",
        assess::start_assessment(scope, None)
    )
    .expect("an assessment");
    let change = AnswerChange {
        practice: "GOV-01".into(),
        answer: domain::assess::answer::Answer::Partly,
        ticks: None,
        note: "Nobody else reads this note.".to_owned(),
        evidence: domain::assess::answer::EvidenceGrade::None,
        reason: String::new(),
        on: 0,
    };
    let by = AccountId::from("lead");
    let saved = site
        .store
        .write(async |tx| tx.save_answers(&id, &[change], &by, super::START).await);
    saved.await.expect("a store").expect("an answer");
    super::submit(site, &lead, "harbour", id.as_str()).await;
}

/// The value of a hidden field of a page.
pub fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = page.split(&mark).nth(1).expect("a field");
    rest.split('"').next().expect("a value").to_owned()
}

/// A lead proposes a request on GOV-01 as the form has it; its id.
pub async fn propose(lead: &mut Client, to: &[(&str, &str)]) -> String {
    let form = lead.get("/assess/harbour/requests/new?practice=GOV-01").await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text());
    let assessment = hidden(&form.text(), "assessment");
    let mut fields = vec![
        ("practice", "GOV-01"),
        ("assessment", &assessment),
        ("last_day", "2026-12-01"),
    ];
    fields.extend(to);
    let sent = lead.post("/assess/harbour/requests", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    sent.location().rsplit('/').next().expect("an id").to_owned()
}

/// The id of the kind of help that the form for an offer lists first.
pub async fn first_help(client: &mut Client, request: &str) -> String {
    let page = client.get(&format!("/requests/{request}")).await;
    let values = page.attributes("select[name=help] > option", "value");
    values
        .into_iter()
        .find(|value| !value.is_empty())
        .expect("a kind of help")
}
