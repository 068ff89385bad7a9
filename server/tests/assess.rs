//! Assessing: who may, what is saved, what two people see, what a submitted assessment shows for ever.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;

use std::collections::BTreeMap;

use common::{Answer, Client, Site, on_both};
use http::StatusCode;

/// Starts an assessment and gives its address.
async fn start(lead: &mut Client, scope: &str) -> String {
    let answer = lead
        .post("/assess/harbour/assessments", &[("scope", scope)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.location().to_owned()
}

/// The hidden fields of a card, and an answer with what is ticked for it.
fn card<'a>(practice: &str, version: &'a str, answer: &'a str) -> Vec<(String, &'a str)> {
    // The few bytes of a test outlive it, so that a form can be made of borrowed fields.
    let ticks: &'static str = testkit::ticks(practice, answer).leak();
    [
        ("tick", ticks),
        ("version", version),
        ("was", ""),
        ("evidence", "document"),
        ("note", ""),
        ("reason", ""),
        ("answer", answer),
    ]
    .into_iter()
    .map(|(field, value)| (format!("{practice}-{field}"), value))
    .collect()
}

async fn send(client: &mut Client, path: &str, fields: &[(String, &str)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    client.post(path, &fields).await
}

/// What the page of the review says that the lead saw.
fn seen(answer: &Answer) -> String {
    let html = answer.text();
    let field = html.split("name=\"seen\" value=\"").nth(1).expect("the field");
    field.split('"').next().expect("its value").to_owned()
}

/// Sends the review's form: to submit, as it was seen, with further fields.
async fn submit(lead: &mut Client, review: &str, seen: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("confirm", "yes"), ("seen", seen)];
    form.extend_from_slice(more);
    lead.post(&review.replace("/review", "/submit"), &form).await
}

/// An answer that a practice does not apply.
fn not_applicable<'a>(version: &'a str, reason: &'a str) -> Vec<(String, &'a str)> {
    let mut form = card("GOV-01", version, "not-applicable");
    form.retain(|(name, _)| name != "GOV-01-reason");
    form.push(("GOV-01-reason".to_owned(), reason));
    form
}

on_both! {
    async fn a_visitor_is_told_what_this_is_and_a_member_is_led_to_the_body(store: &Store) {
        let site = Site::new(store).await;
        let answer = site.visitor().get("/assess").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.has("/sign-in?next=/assess"));
        let mut lead = site.signed_in("lead").await;
        assert_eq!(lead.get("/assess").await.location(), "/assess/harbour");
        assert!(site.signed_in("analyst").await.get("/assess").await.has("class=\"empty\""));
    }

    async fn starting_twice_opens_one_assessment(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let path = start(&mut lead, "quick").await;
        assert_eq!(start(&mut lead, "quick").await, path);
        assert_eq!(start(&mut site.signed_in("second-lead").await, "full").await, path);
    }

    async fn an_instance_without_islands_sends_no_script(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let path = start(&mut lead, "full").await;
        let page = lead.get(&format!("{path}/GOV")).await;
        assert!(page.has("questionnaire-form") && !page.has("<script") && !page.has("modulepreload"));
        assert!(!page.header(http::header::CONTENT_SECURITY_POLICY).contains("script-src"));
    }

    async fn another_body_s_pages_are_not_there(store: &Store) {
        let site = Site::new(store).await;
        let path = start(&mut site.signed_in("lead").await, "full").await;
        let mut stranger = site.signed_in("stranger").await;
        let own = path.replace("harbour", "hill");
        for page in ["", "/GOV", "/review", "/report", "/report.csv", "/report.json"] {
            for base in [&path, &own] {
                let answer = stranger.get(&format!("{base}{page}")).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{base}{page}");
                assert!(site.visitor().get(&format!("{base}{page}")).await.asks_to_sign_in());
            }
        }
        let answer = send(&mut stranger, &format!("{path}/GOV"), &card("GOV-01", "0", "fully")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }

    async fn two_people_on_one_page_lose_nothing(store: &Store) {
        let site = Site::new(store).await;
        let (mut lead, mut assessor) = (site.signed_in("lead").await, site.signed_in("assessor").await);
        let page = format!("{}/GOV", start(&mut lead, "full").await);
        let answer = send(&mut lead, &page, &card("GOV-01", "0", "partly")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());

        let mut late = card("GOV-01", "0", "fully");
        late.extend(card("GOV-02", "0", "largely"));
        let answer = send(&mut assessor, &page, &late).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.has("GOV-01-keep") && answer.has("role=\"alert\""));
        let mut keep = card("GOV-01", "1", "fully");
        keep.extend([("GOV-01-conflict".to_owned(), "1"), ("GOV-01-keep".to_owned(), "mine")]);
        assert_eq!(send(&mut assessor, &page, &keep).await.status, StatusCode::SEE_OTHER);
        let shown = lead.get(&page).await;
        assert_eq!(shown.attributes("[name='GOV-01-version']", "value"), ["2"]);
        assert_eq!(shown.attributes("[name='GOV-02-version']", "value"), ["1"]);
    }

    async fn what_cannot_be_taken_comes_back_as_typed(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let page = format!("{}/GOV", start(&mut lead, "full").await);
        let mut form = card("GOV-01", "0", "not-applicable");
        form.retain(|(name, _)| name != "GOV-01-note");
        form.push(("GOV-01-note".to_owned(), "typed <b> with care"));
        let answer = send(&mut lead, &page, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.has("typed &lt;b> with care") || answer.has("typed &lt;b&gt; with care"));
        assert!(answer.has("href=\"#GOV-01-reason\"") && answer.has("<title>Error: "));
        let answer = lead.post(&page, &[("GOV-02-note", "without an answer"), ("GOV-02-version", "0")]).await;
        assert_eq!(answer.descriptions("fieldset:has([name='GOV-02-answer'])").len(), 1, "{}", answer.text());
        for bad in [("GOV-01-version", "x"), ("GOV-01-colour", "red"), ("GOV-01-keep", "both")] {
            assert_eq!(lead.post(&page, &[bad]).await.status, StatusCode::BAD_REQUEST, "{bad:?}");
        }
        assert_eq!(lead.get(&page.replace("GOV", "XXX")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(lead.get(&page.replace("GOV", "%00")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(lead.get("/assess/har%00bour").await.status, StatusCode::NOT_FOUND);
    }

    async fn page_and_files_show_the_same_numbers(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let path = start(&mut lead, "full").await;
        let profile = [("version", "0"), ("flags", "e-voting"), ("flags", "register-database"), ("next-election", "2027-05-09")];
        assert_eq!(lead.post("/assess/harbour/profile", &profile).await.status, StatusCode::SEE_OTHER);
        for (domain, answers) in [("GOV", ["largely", "partly", "fully"]), ("VRP", ["fully", "not-implemented", "unknown"])] {
            let form: Vec<_> = answers
                .iter()
                .enumerate()
                .flat_map(|(at, answer)| card(&format!("{domain}-0{}", at + 2), "0", answer))
                .collect();
            assert_eq!(send(&mut lead, &format!("{path}/{domain}"), &form).await.status, StatusCode::SEE_OTHER);
        }
        let html = lead.get(&format!("{path}/report")).await;
        assert_eq!(html.status, StatusCode::OK);
        let html = html.text();
        let json: serde_json::Value =
            serde_json::from_slice(&lead.get(&format!("{path}/report.json")).await.body).unwrap();
        let csv = lead.get(&format!("{path}/report.csv")).await.text();
        let mut lines = csv.trim_start_matches('\u{feff}').lines();
        let header: Vec<&str> = lines.next().unwrap().split(',').collect();
        let rows: Vec<BTreeMap<&str, String>> = lines.map(|line| row(&header, line)).collect();
        let find = |record: &str, code: &str| {
            rows.iter().find(|row| row["record"] == record && row["code"] == code).unwrap_or_else(|| panic!("no {code}"))
        };

        let shown = |value: &serde_json::Value| value.as_f64().map_or_else(String::new, |number| format!("{number:.2}"));
        let mut scored = 0;
        for domain in json["domains"].as_array().unwrap() {
            let line = find("domain", domain["code"].as_str().unwrap());
            let average = shown(&domain["average"]);
            assert_eq!(line["average"], average);
            assert_eq!(line["weighted_gap"], shown(&domain["weighted_gap"]));
            assert_eq!(line["target"], domain["target"].to_string());
            if !average.is_empty() {
                scored += 1;
                assert!(html.contains(&format!(">{average}<")), "{average} is not on the page");
            }
        }
        assert_eq!(scored, 2);
        let gaps = json["gaps"].as_array().unwrap();
        assert!(!gaps.is_empty());
        for gap in gaps {
            let line = find("gap", gap["practice"].as_str().unwrap());
            let priority = shown(&gap["priority"]);
            assert_eq!((line["priority"].as_str(), line["bucket"].as_str()), (priority.as_str(), gap["bucket"].as_str().unwrap()));
            assert!(html.contains(&format!(">{priority}<")), "{priority} is not on the page");
        }
        for framework in ["nist", "cis"] {
            let parts = json[framework].as_array().unwrap();
            assert!(parts.iter().any(|part| part["average"].is_number()), "{framework} has a score");
            for part in parts {
                let line = find(framework, part["code"].as_str().unwrap());
                assert_eq!(line["average"], shown(&part["average"]));
                assert_eq!(line["weighted_gap"], shown(&part["weighted_gap"]));
                assert_eq!((line["covered"].as_str(), line["gaps"].as_str()), (&*part["covered"].to_string(), &*part["gaps"].to_string()));
                assert!(html.contains(&format!(">{}<", line["weighted_gap"])), "{part} is not on the page");
            }
        }
        let total = shown(&json["total"]["average"]);
        assert_eq!(find("body", json["tier"].as_str().unwrap())["average"], total);
        assert!(html.contains(&format!(">{total}<")));
    }

    async fn a_lead_submits_what_the_lead_saw_or_is_told_what_changed(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let mut assessor = site.signed_in("assessor").await;
        let path = start(&mut lead, "quick").await;
        let (review, gov) = (format!("{path}/review"), format!("{path}/GOV"));
        send(&mut assessor, &gov, &not_applicable("0", "A small office")).await;
        let before = seen(&lead.get(&review).await);
        send(&mut assessor, &gov, &card("GOV-02", "0", "partly")).await;
        let approve = [("GOV-01-version", "1"), ("GOV-01-verdict", "approve")];
        let refused = submit(&mut lead, &review, &before, &approve).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        // It says so, and names what changed and who did it.
        assert!(refused.has("This assessment is no longer what you looked at, so it was not submitted."), "{}", refused.text());
        let html = refused.text();
        let list = html.split("review-changes").nth(1).unwrap().split("</ul>").next().unwrap();
        assert!(list.contains("GOV-02") && list.contains("assessor") && !list.contains("GOV-01"), "{list}");
        assert!(lead.get(&format!("{path}/report")).await.has("tag-attention"), "it is still a draft");
        // The form of a page that carried nothing is refused the same way.
        let refused = lead.post(&format!("{path}/submit"), &[("confirm", "yes")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.has("so it was not submitted"));
        // The profile is part of what is seen.
        let now = seen(&refused);
        let profile = [("version", "0"), ("freeze-weeks", "3")];
        assert_eq!(lead.post("/assess/harbour/profile", &profile).await.status, StatusCode::SEE_OTHER);
        let refused = submit(&mut lead, &review, &now, &[]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.has("The profile of your election office was changed"));
        // So is whether it was extended.
        let now = seen(&refused);
        lead.post(&format!("{path}/extend"), &[]).await;
        let refused = submit(&mut lead, &review, &now, &[]).await;
        assert!(refused.status == StatusCode::CONFLICT && refused.has("The Quick Scan was made a full assessment"));
        // A decision about another version meets nothing; one's own, in the same form, is no change.
        let now = seen(&refused);
        send(&mut assessor, &gov, &not_applicable("1", "A very small office")).await;
        let late = [("GOV-01-version", "1"), ("GOV-01-verdict", "return")];
        assert_eq!(submit(&mut lead, &review, &now, &late).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let now = seen(&lead.get(&review).await);
        let own = [("GOV-01-version", "2"), ("GOV-01-verdict", "return")];
        let done = submit(&mut lead, &review, &now, &own).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, &*format!("{path}/report")), "{}", done.text());
    }

    async fn submitting_freezes(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let path = start(&mut lead, "quick").await;
        let mut form = card("GOV-01", "0", "not-applicable");
        form.retain(|(name, _)| name != "GOV-01-reason");
        form.push(("GOV-01-reason".to_owned(), "A small office"));
        send(&mut lead, &format!("{path}/GOV"), &form).await;
        let review = format!("{path}/review");
        let seen = seen(&lead.get(&review).await);
        let submit = [("confirm", "yes"), ("seen", &seen)];
        let answer = lead.post(&format!("{path}/submit"), &submit).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.has("href=\"#GOV-01-verdict\"") && answer.has("<title>Error: "));
        assert_eq!(answer.descriptions("fieldset:has([name='GOV-01-verdict'])").len(), 1, "{}", answer.text());
        assert_eq!(answer.attributes("#confirm[name=confirm][checked]", "value"), ["yes"]);
        let decide = [("GOV-01-version", "1"), ("GOV-01-verdict", "approve")];
        assert_eq!(lead.post(&review, &decide).await.location(), review);
        let answer = lead.post(&format!("{path}/submit"), &[("seen", &seen)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.descriptions("#confirm[aria-invalid=true]").len(), 1, "{}", answer.text());
        assert_eq!(lead.post(&format!("{path}/submit"), &submit).await.location(), format!("{path}/report"));

        assert_eq!(lead.get(&review).await.location(), format!("{path}/report"));
        // A double click ends where the first one went; a decision that comes too late does not.
        assert_eq!(lead.post(&format!("{path}/submit"), &submit).await.location(), format!("{path}/report"));
        assert_eq!(lead.post(&review, &decide).await.status, StatusCode::CONFLICT);
        let mut late = card("GOV-02", "0", "fully");
        late.extend(card("GOV-01", "1", "not-applicable"));
        late.retain(|(name, _)| name != "GOV-01-reason");
        late.extend([("GOV-02-note".to_owned(), "an hour's <b>work</b>"), ("GOV-01-reason".to_owned(), "A small office")]);
        let late = send(&mut lead, &format!("{path}/GOV"), &late).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.has("role=\"alert\"") && late.has("an hour's &lt;b&gt;work"), "{}", late.text());
        // What says the same as what is stored was not lost.
        assert_eq!(late.text().matches("notice-attention").count(), 1);
        assert!(!lead.get(&format!("{path}/GOV")).await.has("questionnaire-form"));
        assert!(lead.get("/assess/harbour").await.has(&format!("{path}/report")));
    }

    async fn every_page_is_there_in_arabic_and_within_its_statements(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let path = start(&mut lead, "full").await;
        send(&mut lead, &format!("{path}/GOV"), &card("GOV-01", "0", "fully")).await;
        lead.post("/language", &[("lang", "ar")]).await;
        let pages = ["/assess/harbour".to_owned(), "/assess/harbour/profile".to_owned(), path.clone()]
            .into_iter()
            .chain(["GOV", "review", "report"].map(|page| format!("{path}/{page}")));
        for page in pages {
            let before = store.statements();
            let answer = lead.get(&page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            assert!(answer.has("<html lang=\"ar\" dir=\"rtl\""), "{page}");
            let statements = store.statements() - before;
            assert!(statements <= 8, "{page} needs {statements} statements");
        }
    }
}

/// A line of a CSV file, by the names of its columns.
fn row<'a>(header: &[&'a str], line: &str) -> BTreeMap<&'a str, String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            c => cells.last_mut().unwrap().push(c),
        }
    }
    header.iter().copied().zip(cells).collect()
}
