//! Sharing, rounds and the donor's pages, through the whole router.
//!
//! Long because each page is asked as each person who may and may not see it.

mod common;

use common::round::{answered_body, consent};
use common::{Client, Site, on_both};
use domain::assess::answer::Answer;
use domain::disclose::{Consent, Published, Release, Row};
use domain::rounding::two_decimals;
use http::{HeaderName, StatusCode};
use insight::NewProposal;
use usecase::{Words, act};

/// A page of somebody who is signed in makes at most so many statements.
const BUDGET: u64 = 8;

/// A closed round: five bodies in aggregate, `hill` by name, `hushed` to the first donor only.
async fn closed_round(site: &Site) -> String {
    let operator = site.actor("operator");
    let round = act!(
        site.runner,
        &operator,
        insight::open_round(&insight::NewRound::titled("Spring"))
    )
    .expect("a round");
    for slug in ["one", "two", "three", "four", "five"] {
        answered_body(site, slug, Answer::Partly).await;
        consent(site, round.id.as_str(), slug, "", Consent::AggregateOnly).await;
    }
    answered_body(site, "hill", Answer::Largely).await;
    consent(site, round.id.as_str(), "hill", "", Consent::Named).await;
    answered_body(site, "hushed", Answer::Fully).await;
    consent(site, round.id.as_str(), "hushed", "first-donor", Consent::Named).await;
    site.close(&operator, &round.slug).await.expect("a release");
    round.slug
}

/// Whether the summary of what is wrong leads to a place on the page that can be reached and says it too.
fn leads_to_what_is_wrong(page: &common::Answer) -> bool {
    let links = page.attributes(".error-summary a", "href");
    let says_it = |link: &String| {
        let id = link.trim_start_matches('#');
        page.descriptions(&format!("[id='{id}'][tabindex='-1']")).len() == 1
    };
    !links.is_empty() && links.iter().all(says_it)
}

/// A page without what is new in each answer.
fn without_nonce(page: &str) -> String {
    let mut parts = page.split("nonce=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once('"').map_or("", |(_, rest)| rest)
    })
}

fn release_of(json: &str) -> Release {
    match Published::from_stored(json.as_bytes()).expect("a release") {
        Published::Groups(release) => release,
        Published::Former(_) => panic!("a release of the first format"),
    }
}

/// What a cell of the page says: its text without tags.
fn cell_text(page: &str, address: &str) -> String {
    let link = format!("href=\"{address}\"");
    let rest = page
        .split(&link)
        .nth(1)
        .unwrap_or_else(|| panic!("no cell for {address}"));
    let inner = rest
        .split_once('>')
        .expect("a tag")
        .1
        .split("</a>")
        .next()
        .expect("a link");
    let mut text = String::new();
    let mut is_tag = false;
    for c in inner.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    text
}

on_both! {
    async fn page_table_and_files_show_the_same(store: &Store) {
        let site = Site::new(store).await;
        let slug = closed_round(&site).await;
        let mut analyst = site.signed_in("analyst").await;
        let page = analyst.get(&format!("/insight/{slug}")).await;
        assert_eq!(page.status, StatusCode::OK);
        let page = page.text().clone();
        let csv = analyst.get(&format!("/insight/{slug}/release.csv")).await.text().clone();
        let json = analyst.get(&format!("/insight/{slug}/release.json")).await;
        let release = release_of(&json.text());
        let groups = analyst.get(&format!("/insight/{slug}/groups.csv")).await.text().clone();
        let mut compared = 0;
        for (place, row) in release.rows().iter().enumerate() {
            for code in release.domains() {
                let cell = release.cell(row, code);
                let line = csv
                    .lines()
                    .find(|line| {
                        let start = [
                            row.kind(),
                            row.region().unwrap_or_default(),
                            row.income_group().unwrap_or_default(),
                            code.as_str(),
                        ];
                        line.starts_with(&format!("{},", start.join(",")))
                    })
                    .expect("a line");
                let mean = cell.named().map(|mean| two_decimals(mean.hundredths as f64 / 100.0));
                let band = cell.hidden().as_str();
                assert!(line.contains(&format!(",{band},")), "{line}");
                assert!(mean.as_ref().is_none_or(|mean| line.contains(&format!(",{mean},"))), "{line}");
                if matches!(row, Row::Stratum(_)) {
                    continue;
                }
                let text = cell_text(&page, &format!("/insight/{slug}/{code}#group-{place}")).to_lowercase();
                // A column that is hidden as a whole says so in a sentence above it.
                let is_folded = mean.is_some()
                    && release.domains().iter().all(|code| release.cell(row, code).hidden().as_str() == "hidden");
                assert!(is_folded || text.contains(band), "{row:?} {code}: {text}");
                assert!(mean.as_ref().is_none_or(|mean| text.contains(mean)), "{row:?} {code}: {text}");
                assert_eq!(mean.is_some(), text.contains("by name"), "{row:?} {code}: {text}");
                compared += 1;
            }
        }
        assert!(compared >= 24, "{compared}");
        let both = release.cells().filter(|cell| cell.named().is_some() && cell.hidden().band().is_some());
        assert!(both.count() > 0);
        // The list of the groups, on the page and as a file.
        assert_eq!(groups.lines().count(), 1 + release.group_table().count());
        assert!(groups.contains("1,north,lower-middle,GOV,developing,,,"), "{groups}");
        assert!(page.contains("id=\"groups\""));
        let domain = analyst.get(&format!("/insight/{slug}/GOV")).await;
        assert!(domain.has("id=\"of-group-1\"") && domain.has("groups within this row"), "{}", domain.text());
    }

    async fn a_donor_reaches_no_body_that_did_not_allow_it(store: &Store) {
        let site = Site::new(store).await;
        let slug = closed_round(&site).await;
        let mut first = site.signed_in("analyst").await;
        let mut second = site.signed_in("other-analyst").await;
        for file in ["release.csv", "release.json", "groups.csv"] {
            let path = format!("/insight/{slug}/{file}");
            let (one, other) = (first.get(&path).await, second.get(&path).await);
            assert_eq!(one.status, StatusCode::OK);
            assert_eq!(one.body, other.body);
            assert!(!one.text().contains("hushed"));
        }
        let pages = ["", "/GOV", "/AUD", "/bodies/hill"].map(|end| format!("/insight/{slug}{end}"));
        for path in pages.iter().chain([&"/insight".to_owned()]) {
            let answer = second.get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            for secret in ["hushed", "The one", "The five", "a note that stays in the house"] {
                assert!(!answer.text().contains(secret), "{path} shows {secret}");
            }
        }
        for (is_first, body, expected) in [
            (true, "hushed", StatusCode::OK),
            (false, "hushed", StatusCode::NOT_FOUND),
            (true, "one", StatusCode::NOT_FOUND),
            (true, "no-such-body", StatusCode::NOT_FOUND),
            (false, "hill", StatusCode::OK),
        ] {
            let client = if is_first { &mut first } else { &mut second };
            let answer = client.get(&format!("/insight/{slug}/bodies/{body}")).await;
            assert_eq!(answer.status, expected, "{body}");
        }
        let mut lead = site.signed_in("lead").await;
        assert_eq!(lead.get(&format!("/insight/{slug}")).await.status, StatusCode::NOT_FOUND);
        let mut visitor = site.visitor();
        assert_eq!(visitor.get(&format!("/insight/{slug}")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(visitor.get("/insight").await.status, StatusCode::OK);
    }

    async fn a_donor_begins_with_who_needs_help_first(store: &Store) {
        let site = Site::new(store).await;
        let slug = closed_round(&site).await;
        let path = format!("/insight/{slug}");
        let mut first = site.signed_in("analyst").await;
        let mut second = site.signed_in("other-analyst").await;
        let rows = |page: &common::Answer, title: &str| page.texts(&format!("section[aria-labelledby='{title}'] li > h3"));
        let page = first.get(&path).await;
        // `hill` is furthest from its targets; `hushed` shows itself to this donor, and has nothing below.
        let named = rows(&page, "act-first");
        assert_eq!(named.len(), 2, "{named:?}");
        assert!(named[0].starts_with("The hill") && named[1].starts_with("The hushed"), "{named:?}");
        assert!(page.has("One more shows itself to you only."), "{}", page.text());
        assert!(page.has("Nothing is below target"));
        assert!(!rows(&page, "common-gaps").is_empty());
        assert!(page.has("1 of 2"), "{}", page.text());
        let other = second.get(&path).await;
        assert_eq!(rows(&other, "act-first").len(), 1);
        assert!(other.has("1 of 1") && !other.has("to you only"), "{}", other.text());
        // In a round that an older version closed it is made up for, and is the same.
        store::testing::tamper(store, "DELETE FROM round_needs").await;
        assert_eq!(without_nonce(&first.get(&path).await.text()), without_nonce(&page.text()));
    }

    async fn pages_keep_to_their_statements(store: &Store) {
        let site = Site::new(store).await;
        let slug = closed_round(&site).await;
        let operator = site.actor("operator");
        let open = act!(site.runner, &operator, insight::open_round(&insight::NewRound::titled("Autumn"))).expect("a round").slug;
        let pages = [
            ("analyst", "/insight".to_owned()),
            ("analyst", format!("/insight/{slug}")),
            ("analyst", format!("/insight/{slug}/GOV")),
            ("analyst", format!("/insight/{slug}/bodies/hill")),
            ("analyst", format!("/insight/{slug}/release.csv")),
            ("analyst", format!("/insight/{slug}/groups.csv")),
            ("lead", "/assess/harbour/sharing".to_owned()),
            ("operator", "/admin".to_owned()),
            ("operator", "/admin/rounds".to_owned()),
            ("operator", format!("/admin/rounds/{open}/close")),
        ];
        for (who, path) in pages {
            let mut client = site.signed_in(who).await;
            let before = store.statements();
            let answer = client.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            let used = store.statements() - before;
            assert!(used <= BUDGET, "{path} made {used} statements");
        }
    }

    async fn it_takes_two_people_of_the_body(store: &Store) {
        let site = Site::new(store).await;
        let operator = site.actor("operator");
        let round = act!(site.runner, &operator, insight::open_round(&insight::NewRound::titled("Spring"))).expect("a round").slug;
        let path = "/assess/harbour/sharing";
        let mut lead = site.signed_in("lead").await;
        let mut assessor = site.signed_in("assessor").await;

        let empty = lead.post(&format!("{path}/propose"), &[("round", &*round)]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text().contains("Choose one of the levels.") && leads_to_what_is_wrong(&empty));
        let form = [("round", &*round), ("level", "named")];
        assert_eq!(lead.post(&format!("{path}/propose"), &form).await.status, StatusCode::SEE_OTHER);
        // Sent once more, from a page that was older: its form has given way to the proposal.
        let again = lead.post(&format!("{path}/propose"), &form).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(leads_to_what_is_wrong(&again), "{}", again.text());
        let to_one = [("round", &*round), ("recipient", "first-donor"), ("level", "none")];
        let unchanged = lead.post(&format!("{path}/propose"), &to_one).await;
        assert!(unchanged.has("in force already") && leads_to_what_is_wrong(&unchanged), "{}", unchanged.text());
        let page = assessor.get(path).await.text().clone();
        let id = page.split("id=\"proposal-").nth(1).and_then(|rest| rest.split('"').next());
        let id = id.expect("a proposal").to_owned();

        let own = lead.post(&format!("{path}/confirm/{id}"), &[]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(own.text().contains("It takes a second person"), "{}", own.text());
        assert!(leads_to_what_is_wrong(&own));
        assert_eq!(lead.get(&format!("{path}/{id}")).await.status, StatusCode::NOT_FOUND);
        let mut stranger = site.signed_in("stranger").await;
        let foreign = stranger.post(&format!("/assess/hill/sharing/confirm/{id}"), &[]).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND);

        let confirm = format!("{path}/confirm/{id}");
        assert_eq!(assessor.post(&confirm, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(assessor.post(&confirm, &[]).await.status, StatusCode::SEE_OTHER);
        let receipt = lead.get(&format!("{path}/{id}")).await;
        assert_eq!(receipt.status, StatusCode::OK);
        assert!(receipt.text().contains(&id) && receipt.text().contains("assessor"));
        assert!(receipt.has("assessor@example.org") && receipt.has("Assessor"), "{}", receipt.text());
        assert!(lead.get(path).await.text().contains("Confirmed by assessor"));
        // An address that takes forms only leads back to their page.
        assert_eq!(lead.get(&format!("{path}/confirm/{id}")).await.location(), path);
    }

    async fn the_operator_opens_and_closes_a_round(store: &Store) {
        let site = Site::new(store).await;
        let mut operator = site.signed_in("operator").await;
        let empty = operator.post("/admin/rounds", &[("title", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            operator.post("/admin/rounds", &[("title", "Spring 2027")]).await.status,
            StatusCode::SEE_OTHER
        );
        let close = "/admin/rounds/spring-2027/close";
        assert_eq!(operator.get(close).await.status, StatusCode::OK);
        assert_eq!(operator.post(close, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Off the request: the page says where it stands, until a worker has closed the round.
        let closing = "/admin/rounds/spring-2027/closing";
        for _ in 0..2 {
            assert_eq!(operator.post(close, &[("understood", "yes")]).await.location(), closing);
            let page = operator.get(closing).await;
            assert!(page.has("are being computed") && page.header(HeaderName::from_static("refresh")) == "3", "{}", page.text());
        }
        site.work().await;
        assert_eq!(operator.get(closing).await.location(), "/admin/rounds");
        assert_eq!(operator.post(close, &[("understood", "yes")]).await.status, StatusCode::SEE_OTHER);
        site.work().await;
        // What is open there was summed up by a job of its own: no donor waits for it.
        let mut reader = store.reader();
        let round = reader.round_by_slug("spring-2027").await.expect("a store").expect("a round").id;
        let kept = reader.round_needs(&round.into(), &"first-donor".into()).await.expect("a store");
        assert_eq!(kept.len(), 1, "{kept:?}");
        drop(reader);
        let mut analyst = site.signed_in("analyst").await;
        let page = analyst.get("/insight/spring-2027").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("No body is shown by name"));
        assert_eq!(analyst.get("/admin/rounds").await.status, StatusCode::NOT_FOUND);
        let proposal = NewProposal {
            round: "spring-2027".into(),
            recipient: domain::disclose::Recipient::EveryDonor,
            level: domain::disclose::Consent::Named,
        };
        let lead = site.actor("lead");
        let late = act!(site.runner, &lead, "harbour", insight::propose_consent(&proposal, &Words::default()));
        assert!(matches!(late, Err(usecase::Error::NotNow(usecase::NotNow::RoundClosed))), "{late:?}");
    }

    async fn who_may_no_longer_close_a_round_closes_none(store: &Store) {
        let site = Site::new(store).await;
        let operator = site.actor("operator");
        act!(site.runner, &operator, insight::open_round(&insight::NewRound::titled("Spring"))).expect("a round");
        act!(site.runner, &operator, insight::ask_to_close("spring")).expect("a job");
        // Before a worker came to it.
        store::testing::set_roles(store, &"operator".into(), &"house".into(), &[], 0).await;
        site.work().await;
        assert!(store.reader().rounds().await.expect("a store")[0].closed_at.is_none());
        let jobs = store.reader().open_jobs(9).await.expect("a store");
        assert_eq!(jobs.iter().filter(|job| job.state == store::JobState::Dead).count(), 1, "{jobs:?}");
        // With the role back, it is asked for anew and done.
        store::testing::set_roles(store, &"operator".into(), &"house".into(), &["operator"], 0).await;
        act!(site.runner, &operator, insight::ask_to_close("spring")).expect("a job");
        site.work().await;
        assert!(store.reader().rounds().await.expect("a store")[0].closed_at.is_some());
    }

    async fn a_receipt_stays_as_it_was_whoever_is_called_what(store: &Store) {
        let site = Site::new(store).await;
        let operator = site.actor("operator");
        let round = act!(site.runner, &operator, insight::open_round(&insight::NewRound::titled("Spring"))).expect("a round").slug;
        let path = "/assess/harbour/sharing";
        let mut lead = site.signed_in("lead").await;
        let mut assessor = site.signed_in("assessor").await;
        // Each reads it in a language of their own.
        assessor.cookies.insert("lang".into(), "ar".into());
        let form = [("round", &*round), ("recipient", "first-donor"), ("level", "named")];
        assert_eq!(lead.post(&format!("{path}/propose"), &form).await.status, StatusCode::SEE_OTHER);
        let page = assessor.get(path).await.text();
        let id = page.split("id=\"proposal-").nth(1).and_then(|rest| rest.split('"').next());
        let id = id.expect("a proposal").to_owned();
        let confirm = format!("{path}/confirm/{id}");
        assert_eq!(assessor.post(&confirm, &[]).await.status, StatusCode::SEE_OTHER);
        let receipt = async |client: &mut Client| -> String {
            let page = client.get(&format!("{path}/{id}")).await.text();
            let article = page.split("<article").nth(1).and_then(|rest| rest.split("</article>").next());
            article.expect("a receipt").to_owned()
        };
        let before = receipt(&mut lead).await;
        for own in ["The harbour", "The first-donor", "lead@example.org", "assessor@example.org", "lang=\"en\""] {
            assert!(before.contains(own), "{own}: {before}");
        }
        // Read in another language it is the same.
        assert_eq!(receipt(&mut assessor).await, before);
        for person in ["lead", "assessor"] {
            site.store.write(async |tx| tx.edit_account(&person.into(), "The Chief Commissioner", "en").await).await.expect("a name");
        }
        for (table, set) in [
            ("organisation", "name = 'Another name'"),
            ("account", "email = 'x' || email"),
            ("membership", "role = 'learner' WHERE account_id = 'assessor'"),
        ] {
            store::testing::tamper(store, &format!("UPDATE {table} SET {set}")).await;
        }
        assert_eq!(receipt(&mut lead).await, before);
        let page = lead.get(&format!("{path}/{id}")).await;
        assert!(page.has("Another name"), "the frame has the name of today");
    }

    async fn a_proposal_ends_with_its_proposers_role(store: &Store) {
        let site = Site::new(store).await;
        let operator = site.actor("operator");
        let round = act!(site.runner, &operator, insight::open_round(&insight::NewRound::titled("Spring"))).expect("a round").slug;
        let path = "/assess/harbour/sharing";
        let mut lead = site.signed_in("lead").await;
        let form = [("round", &*round), ("level", "named")];
        assert_eq!(lead.post(&format!("{path}/propose"), &form).await.status, StatusCode::SEE_OTHER);
        let mut assessor = site.signed_in("assessor").await;
        let page = assessor.get(path).await.text();
        let id = page.split("id=\"proposal-").nth(1).and_then(|rest| rest.split('"').next());
        let confirm = format!("{path}/confirm/{}", id.expect("a proposal"));
        store::testing::set_roles(store, &"lead".into(), &"harbour".into(), &[], 0).await;
        let late = assessor.post(&confirm, &[]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text());
        assert!(late.has("This proposal has ended"), "{}", late.text());
        let page = assessor.get(path).await;
        assert!(page.has("has ended: this person may no longer propose"), "{}", page.text());
        assert!(!page.has("id=\"proposal-"));
        assert!(site.store.reader().consents_in_force(&"x".into()).await.expect("a store").is_empty());
        // Another lead proposes anew.
        let mut second = site.signed_in("second-lead").await;
        assert_eq!(second.post(&format!("{path}/propose"), &form).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_donor_who_comes_later_sees_nobody_by_name(store: &Store) {
        let site = Site::new(store).await;
        let slug = closed_round(&site).await;
        // An analyst of the first donor, who now belongs to one that was added after the close.
        store::testing::tamper(
            store,
            "INSERT INTO organisation (id, slug, kind, name, country, region, income_group, created_at)
                VALUES ('late', 'late', 'donor', 'Late', '', '', '', 0)",
        ).await;
        store::testing::tamper(
            store,
            "UPDATE membership SET organisation_id = 'late' WHERE account_id = 'other-analyst'",
        ).await;
        let mut late = site.signed_in("other-analyst").await;
        let mut first = site.signed_in("analyst").await;
        for end in ["", "/GOV"] {
            let path = format!("/insight/{slug}{end}");
            let (own, theirs) = (late.get(&path).await, first.get(&path).await);
            assert_eq!(own.status, StatusCode::OK);
            assert!(theirs.has("The hill") && !own.has("hill"), "{}", own.text());
            assert!(own.has("Developing"));
        }
        let page = late.get(&format!("/insight/{slug}")).await;
        assert!(page.has("came to this site after the round was closed"), "{}", page.text());
        assert!(!page.has("2.67") && first.get(&format!("/insight/{slug}")).await.has("2.67"));
        for (file, status) in [
            ("bodies/hill", StatusCode::NOT_FOUND),
            ("release.csv", StatusCode::NOT_FOUND),
            ("release.json", StatusCode::NOT_FOUND),
            ("groups.csv", StatusCode::OK),
        ] {
            assert_eq!(late.get(&format!("/insight/{slug}/{file}")).await.status, status, "{file}");
        }
        let groups = format!("/insight/{slug}/groups.csv");
        assert_eq!(late.get(&groups).await.body, first.get(&groups).await.body);
    }

    async fn the_operators_page_does_not_tell_who_decided(store: &Store) {
        let site = Site::new(store).await;
        let operator = site.actor("operator");
        let round = act!(site.runner, &operator, insight::open_round(&insight::NewRound::titled("Spring"))).expect("a round");
        let mut client = site.signed_in("operator").await;
        let path = format!("/admin/rounds/{}/close", round.slug);
        let mut pages = Vec::new();
        for number in 0..=11 {
            if number > 0 {
                let slug = format!("body{number}");
                answered_body(&site, &slug, Answer::Partly).await;
                consent(&site, round.id.as_str(), &slug, "", Consent::AggregateOnly).await;
                consent(&site, round.id.as_str(), &slug, "first-donor", Consent::Named).await;
            }
            pages.push(client.get(&path).await.text());
        }
        let changes: Vec<usize> = (1..pages.len())
            .filter(|&number| without_nonce(&pages[number]) != without_nonce(&pages[number - 1]))
            .collect();
        // Only where a multiple of five is reached: of bodies, and of grants that wait (of six bodies and of eleven, one does not).
        assert_eq!(changes, [5, 6, 10, 11]);
    }

    async fn a_round_with_a_title_that_no_keyboard_types(store: &Store) {
        let site = Site::new(store).await;
        let mut operator = site.signed_in("operator").await;
        let title = "Spring\0 \u{7}2027\u{a0}now";
        assert_eq!(operator.post("/admin/rounds", &[("title", title)]).await.status, StatusCode::SEE_OTHER);
        assert!(operator.get("/admin/rounds").await.has("Spring 2027 now"));
        let other = operator.post("/admin/rounds", &[("title", "Other"), ("version", "99")]).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
