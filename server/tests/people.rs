//! Accounts that come to more rights, links that do not work any longer, people who belong to no organisation: what each
//! person sees of it, over HTTP.

mod common;

use usecase::act;

use common::{Answer, Client, PASSWORD, Site, link, on_both};
use domain::assess::answer::Answer as Given;
use http::{StatusCode, header};

const NEW_PASSWORD: &str = "another good password";
const PEOPLE: &str = "/assess/harbour/people";

/// The lead of the harbour makes an account for a person, sets its password and signs in with it.
async fn prepared_by_the_lead(site: &Site, email: &str, role: &str) -> Client {
    let mut lead = site.signed_in("lead").await;
    let form = [("name", "Dana Prepared"), ("email", email), ("roles", role)];
    let added = lead.post(PEOPLE, &form).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text());
    site.wait(60);
    choose_password(&mut site.visitor(), &link(&added.text())).await;
    let mut client = site.visitor();
    client
        .sign_in(email.split('@').next().expect("a name"), NEW_PASSWORD)
        .await;
    assert_eq!(client.get("/account").await.status, StatusCode::OK);
    site.wait(60);
    client
}

async fn choose_password(client: &mut Client, path: &str) -> Answer {
    let answer = client
        .post(path, &[("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)])
        .await;
    assert_eq!(answer.location(), "/sign-in?done=password", "{}", answer.text());
    answer
}

on_both! {
    async fn an_account_prepared_by_a_lead_opens_nothing_elsewhere(store: &Store) {
        let site = Site::new(store).await;
        let round = act!(site.runner, &site.actor("operator"), insight::open_round(&insight::NewRound::titled("Closed"))).expect("a round");
        site.close(&site.actor("operator"), &round.slug).await.expect("a release");
        for (slug, role, page) in [
            ("first-donor", "analyst", "/insight/closed"),
            ("hill", "lead", "/assess/hill"),
            ("house", "operator", "/admin/organisations"),
        ] {
            let email = format!("dana-{slug}@example.org");
            let who = email.split('@').next().expect("a name");
            let mut before = prepared_by_the_lead(&site, &email, "learner").await;
            assert_eq!(before.get(page).await.status, StatusCode::NOT_FOUND);
            let mut operator = site.signed_in("operator").await;
            let form = [("name", "Dana"), ("email", &email), ("roles", role)];
            let added = operator.post(&format!("/admin/organisations/{slug}"), &form).await;
            assert_eq!(added.status, StatusCode::OK);
            // The operator is told where the account came from, and has a link to hand over.
            for part in ["existed already", "It belonged to: The harbour.", "in the name of The harbour", "no longer works"] {
                assert!(added.has(part), "{part}: {}", added.text());
            }
            let path = link(&added.text());
            // The lead has nothing any longer: no session, no password.
            assert!(before.get(page).await.asks_to_sign_in(), "{slug}");
            let guess = site.visitor().sign_in(who, NEW_PASSWORD).await;
            assert_eq!(guess.status, StatusCode::UNPROCESSABLE_ENTITY);
            let mut lead = site.signed_in("lead").await;
            let account = store.reader().account_by_email(&email).await.expect("a store").expect("an account").id;
            let asked = lead.post(&format!("{PEOPLE}/link"), &[("account", &account)]).await;
            assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(!asked.has("/set-password/"), "{}", asked.text());
            // The person has everything.
            let mut dana = site.visitor();
            choose_password(&mut dana, &path).await;
            dana.sign_in(who, NEW_PASSWORD).await;
            assert_eq!(dana.get(page).await.status, StatusCode::OK, "{slug}");
        }
    }

    async fn an_account_of_no_organisation_cannot_be_taken(store: &Store) {
        let site = Site::new(store).await;
        // The operator takes the analyst out of the donor.
        let mut operator = site.signed_in("operator").await;
        operator.post("/admin/organisations/first-donor/remove", &[("account", "analyst")]).await;
        let mut lead = site.signed_in("lead").await;
        let form = |email| [("name", "x"), ("email", email), ("roles", "learner")];
        // The lead learns as little of it as of somebody of another organisation.
        let alone = lead.post(PEOPLE, &form("analyst@example.org")).await;
        let stranger = lead.post(PEOPLE, &form("stranger@example.org")).await;
        assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(alone.text().replace("analyst", "stranger"), stranger.text());
        let asked = lead.post(&format!("{PEOPLE}/link"), &[("account", "analyst")]).await;
        assert_eq!(asked.status, StatusCode::NOT_FOUND);
        // The operator finds it.
        let list = operator.get("/admin/people").await;
        assert!(list.has("analyst@example.org") && !list.has("stranger@example.org"), "{}", list.text());
        assert_eq!(lead.get("/admin/people").await.status, StatusCode::NOT_FOUND);
        assert_eq!(lead.get("/admin/people/analyst").await.status, StatusCode::NOT_FOUND);
        let back = operator.post("/admin/organisations/first-donor", &[
            ("name", "x"), ("email", "analyst@example.org"), ("roles", "analyst"),
        ]).await;
        assert!(back.has("It belonged to no organisation"), "{}", back.text());
        assert!(operator.get("/admin/people").await.has("Every account belongs to an organisation"));
    }

    async fn a_lead_cannot_add_the_account_of_a_donor_under_any_name(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        for email in ["analyst@example.org", " Analyst@Example.org "] {
            let form = [("name", "x"), ("email", email), ("roles", "learner")];
            let refused = lead.post(PEOPLE, &form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(!refused.has(">analyst<"), "the name is shown: {}", refused.text());
        }
    }

    async fn nobody_gets_a_link_for_themselves(store: &Store) {
        let site = Site::new(store).await;
        for (who, path) in [("lead", PEOPLE), ("operator", "/admin/organisations/house")] {
            let mut client = site.signed_in(who).await;
            let page = client.get(path).await;
            let offers = |who: &str| page.count(&format!("form[action$='/link'] [name=account][value='{who}']"));
            assert_eq!(offers(who), 0, "{}", page.text());
            if path == PEOPLE {
                assert_eq!(offers("assessor"), 1, "others get one: {}", page.text());
            }
            let asked = client.post(&format!("{path}/link"), &[("account", who)]).await;
            assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{who}");
            assert!(!asked.has("/set-password/") && asked.has("Nobody gets a link for themselves"), "{}", asked.text());
        }
    }

    async fn a_role_that_costs_the_password_says_so(store: &Store) {
        let site = Site::new(store).await;
        let mut noor = prepared_by_the_lead(&site, "noor@example.org", "learner").await;
        let account = store.reader().account_by_email("noor@example.org").await.expect("a store").expect("an account").id;
        let mut second = site.signed_in("second-lead").await;
        // As long as the lead who gave out the password is one, a role is a role.
        let raise = [("account", account.as_str()), ("roles", "assessor")];
        assert_eq!(second.post(&format!("{PEOPLE}/roles"), &raise).await.location(), PEOPLE);
        second.post(&format!("{PEOPLE}/remove"), &[("account", "lead")]).await;
        assert_eq!(noor.get(PEOPLE).await.status, StatusCode::NOT_FOUND);
        let raise = [("account", account.as_str()), ("roles", "lead")];
        let page = second.post(&format!("{PEOPLE}/roles"), &raise).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.has("The roles are saved") && page.has("in the name of The harbour"), "{}", page.text());
        assert!(noor.get(PEOPLE).await.asks_to_sign_in());
        let mut own = site.visitor();
        choose_password(&mut own, &link(&page.text())).await;
        own.sign_in("noor", NEW_PASSWORD).await;
        assert_eq!(own.get(PEOPLE).await.status, StatusCode::OK);
    }

    async fn a_link_opened_in_somebody_else_s_session_ends_it(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let form = [("name", "Noor"), ("email", "noor@example.org"), ("roles", "learner")];
        let path = link(&lead.post(PEOPLE, &form).await.text());
        let page = lead.get(&path).await;
        assert!(page.has("You are signed in here as lead."), "{}", page.text());
        assert!(!page.has("noor"), "the page tells whose link it is");
        assert!(!site.visitor().get(&path).await.has("You are signed in here"));
        let copy = lead.clone();
        // An unfit password ends nothing.
        let short = lead.post(&path, &[("password", "short"), ("repeated", "short")]).await;
        assert!(short.has("You are signed in here as lead."), "{}", short.text());
        assert_eq!(lead.get(PEOPLE).await.status, StatusCode::OK);
        choose_password(&mut lead, &path).await;
        assert_eq!(lead.get("/sign-in").await.status, StatusCode::OK, "the form, for the new person");
        assert!(copy.clone().get(PEOPLE).await.asks_to_sign_in());
        lead.sign_in("noor", NEW_PASSWORD).await;
        assert!(lead.get("/account").await.has("noor@example.org"));
    }

    async fn each_dead_link_has_its_own_words(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let ask = async |client: &mut Client| {
            let page = client.post(&format!("{PEOPLE}/link"), &[("account", "learner")]).await;
            (link(&page.text()), page)
        };
        let (first, _) = ask(&mut lead).await;
        let (second, page) = ask(&mut lead).await;
        assert!(page.has("The link before it had not been used. It would have worked until 8 November 2026, 09:00 UTC, and no longer does."), "{}", page.text());
        choose_password(&mut site.visitor(), &second).await;
        site.wait(60);
        let (third, page) = ask(&mut lead).await;
        assert!(page.has("The link before it was used on 1 November 2026, 09:00 UTC."), "{}", page.text());
        let unknown = format!("/set-password/{}", "0".repeat(32));
        let short = third[..third.len() - 3].to_owned();
        let mut visitor = site.visitor();
        for (path, status, words) in [
            (&short, StatusCode::BAD_REQUEST, "This link is not complete"),
            (&unknown, StatusCode::NOT_FOUND, "This link is not known here"),
            (&first, StatusCode::GONE, "This link was replaced"),
            (&second, StatusCode::GONE, "A password was set with it on 1 November 2026, 09:00 UTC."),
        ] {
            let page = visitor.get(path).await;
            assert_eq!(page.status, status, "{path}");
            assert!(page.has(words), "{words}: {}", page.text());
            let sent = visitor.post(path, &[("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)]).await;
            assert_eq!((sent.status, sent.has(words)), (status, true), "{path}");
            for told in ["learner@example.org", "The harbour"] {
                assert!(!page.has(told), "{told}: {}", page.text());
            }
        }
        site.wait(7 * 24 * 3_600);
        let expired = visitor.get(&third).await;
        assert_eq!(expired.status, StatusCode::GONE);
        assert!(expired.has("It worked until 8 November 2026, 09:01 UTC."), "{}", expired.text());
        // Of somebody who may not give one out any longer.
        let mut second_lead = site.signed_in("second-lead").await;
        let (path, page) = ask(&mut second_lead).await;
        assert!(page.has("It expired on 8 November 2026"), "{}", page.text());
        let mut lead = site.signed_in("lead").await;
        lead.post(&format!("{PEOPLE}/remove"), &[("account", "second-lead")]).await;
        let withdrawn = visitor.get(&path).await;
        assert_eq!(withdrawn.status, StatusCode::GONE);
        assert!(withdrawn.has("This link no longer counts"), "{}", withdrawn.text());
    }

    async fn what_sticks_to_a_copied_link_does_no_harm(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let page = lead.post(&format!("{PEOPLE}/link"), &[("account", "learner")]).await;
        let path = link(&page.text());
        for end in [".", "%3E", ")", ").", "%20", "%22", "'", "%0A", "%0D%0A", "%E2%80%9D", "%E2%80%8F", ","] {
            let page = site.visitor().get(&format!("{path}{end}")).await;
            assert_eq!(page.status, StatusCode::OK, "{end}: {}", page.text());
            assert!(page.has(&format!("action=\"{path}\"")), "{end}: {}", page.text());
        }
        choose_password(&mut site.visitor(), &format!("{path}.")).await;
    }

    async fn an_organisation_made_with_a_slip_is_corrected(store: &Store) {
        let site = Site::new(store).await;
        let mut operator = site.signed_in("operator").await;
        let address = "/admin/organisations/harbour/correct";
        assert!(operator.get("/admin/organisations/harbour").await.has(address));
        let form = operator.get(address).await;
        assert!(form.has("value=\"The harbour\"") && form.has("value=\"north\""), "{}", form.text());
        let wrong = operator.post(address, &[("name", ""), ("country", "XB"), ("region", "Southern Africa"), ("income_group", "high")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.has("href=\"#name\"") && wrong.has("value=\"Southern Africa\""), "{}", wrong.text());
        let right = [("name", "Harbour Commission"), ("country", "xb"), ("region", "Southern Africa"), ("income_group", "high")];
        assert_eq!(operator.post(address, &right).await.location(), "/admin/organisations/harbour");
        let page = operator.get("/admin/organisations/harbour").await;
        for part in ["Harbour Commission", "XB", "Southern Africa", "High income"] {
            assert!(page.has(part), "{part}: {}", page.text());
        }
        // A donor has no attributes to correct.
        assert!(!operator.get("/admin/organisations/first-donor/correct").await.has("name=\"region\""));
        let mut lead = site.signed_in("lead").await;
        assert_eq!(lead.get(address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(lead.post(address, &right).await.status, StatusCode::NOT_FOUND);
    }

    async fn everybody_gets_a_copy_of_their_own_data(store: &Store) {
        let site = Site::new(store).await;
        common::round::answered_body(&site, "harbour", Given::Largely).await;
        let mut lead = site.signed_in("lead").await;
        assert!(lead.get("/account").await.has("href=\"/account/data.json\""));
        let copy = lead.get("/account/data.json").await;
        assert_eq!(copy.status, StatusCode::OK);
        assert_eq!(copy.header(header::CONTENT_TYPE), "application/json");
        assert!(copy.header(header::CONTENT_DISPOSITION).starts_with("attachment"));
        let data: serde_json::Value = serde_json::from_slice(&copy.body).expect("JSON");
        assert_eq!(data["format"], "polder-personal-data");
        assert_eq!(data["account"]["email"], "lead@example.org");
        assert_eq!(data["account"]["password_given_at_the_console"], true);
        assert_eq!(data["memberships"][0]["role"], "lead");
        assert_eq!(data["sessions"].as_array().map(Vec::len), Some(1));
        let answers = data["answers"].as_array().expect("answers");
        assert!(!answers.is_empty());
        assert_eq!(answers[0]["words"]["note"], "a note that stays in the house");
        let acts: Vec<&str> = data["acts"].as_array().expect("acts").iter().filter_map(|act| act["what"].as_str()).collect();
        assert_eq!(acts, ["assessment-started", "assessment-submitted"]);
        // Nothing with which anybody could sign in.
        let row = store.reader().account(&"lead".into()).await.expect("a store").expect("an account");
        let session = lead.cookies["polder"].clone();
        for secret in [row.password_hash.expect("a hash"), store::session_hash(&session), session] {
            assert!(!copy.has(&secret), "{}", copy.text());
        }
        // What the body's answers say is not for the operator, nor for whoever left the body.
        let mut operator = site.signed_in("operator").await;
        let copy = operator.get("/admin/people/lead/data.json").await;
        assert!(copy.has("GOV-01") && !copy.has("stays in the house"), "{}", copy.text());
        operator.post("/admin/organisations/harbour/remove", &[("account", "lead")]).await;
        let copy = lead.get("/account/data.json").await;
        assert_eq!(copy.status, StatusCode::OK);
        assert!(copy.has("GOV-01") && !copy.has("stays in the house"), "{}", copy.text());
        assert!(site.visitor().get("/account/data.json").await.asks_to_sign_in());
    }

    async fn a_copy_tells_what_is_on_record_of_the_person_and_of_nobody_else(store: &Store) {
        let site = Site::new(store).await;
        let operator = site.actor("operator");
        act!(site.runner, &operator, insight::open_round(&insight::NewRound::titled("Spring"))).expect("a round");
        let mut lead = site.signed_in("lead").await;
        let mut learner = site.signed_in("learner").await;
        // Of two entries of one moment either may come first.
        site.wait(1);
        lead.post(&format!("{PEOPLE}/roles"), &[("account", "learner"), ("roles", "assessor")]).await;
        site.wait(1);
        let proposed = lead.post("/assess/harbour/sharing/propose", &[("round", "spring"), ("level", "aggregate-only")]).await;
        assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.text());
        let recorded = |answer: &Answer| {
            let data: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
            data["recorded"].as_array().expect("entries").clone()
        };
        let what = |entries: &[serde_json::Value]| {
            let words = entries.iter().map(|entry| format!("{} {}", entry["what"], entry["by"]).replace('"', ""));
            words.collect::<Vec<_>>()
        };

        let own = recorded(&learner.get("/account/data.json").await);
        assert_eq!(what(&own), ["signed-in oneself", "roles-changed somebody-else"]);
        assert_eq!(own[1]["organisation"], "The harbour");
        assert_eq!(own[1]["details"]["roles"], serde_json::json!(["assessor"]));
        assert!(!serde_json::Value::from(own).to_string().contains("\"lead\""), "who did it");

        let copy = lead.get("/account/data.json").await;
        let entries = recorded(&copy);
        assert_eq!(what(&entries), ["signed-in oneself", "roles-changed oneself", "consent-proposed oneself"]);
        assert_eq!(entries[1]["details"], serde_json::Value::Null);
        assert!(!copy.has("learner"), "whose account it was: {}", copy.text());
        assert_eq!((&entries[2]["subject"], &entries[2]["details"]["level"]), (&"Spring".into(), &"aggregate-only".into()));

        // Who takes part in a round is not the operator's to know; that the copy was given out is on record from then on.
        site.wait(1);
        let mut operator = site.signed_in("operator").await;
        let copy = operator.get("/admin/people/lead/data.json").await;
        assert_eq!(what(&recorded(&copy)), ["signed-in oneself", "roles-changed oneself", "account-exported oneself"]);
        let copy = act!(site.runner, &domain::identity::policy::Actor::console(), identity::personal_data(&"lead".into()));
        let copy = copy.expect("a copy").to_json().expect("JSON");
        assert!(copy.contains("consent-proposed") && copy.contains("somebody-else"), "{copy}");
    }

    async fn a_person_is_removed_and_what_others_need_stays(store: &Store) {
        let site = Site::new(store).await;
        let id = common::round::answered_body(&site, "harbour", Given::Largely).await;
        let mut second = site.signed_in("second-lead").await;
        let mut lead = site.signed_in("lead").await;
        let mut operator = site.signed_in("operator").await;
        let assessment = format!("/assess/harbour/{id}/GOV");
        assert!(second.get(&assessment).await.has("lead"), "the name of who answered");
        let page = operator.get("/admin/people/lead").await;
        assert!(page.has("The harbour") && page.has("stay with the election body"), "{}", page.text());
        let slip = operator.post("/admin/people/lead/remove", &[("address", "leed@example.org")]).await;
        assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(slip.has("href=\"#address\"") && slip.has("value=\"leed@example.org\""), "{}", slip.text());
        assert_eq!(lead.get("/account").await.status, StatusCode::OK);
        let done = operator.post("/admin/people/lead/remove", &[("address", " Lead@example.org")]).await;
        assert_eq!(done.location(), "/admin/people?done=removed", "{}", done.text());
        assert!(operator.get(done.location()).await.has("The person is removed."));
        assert!(lead.get("/account").await.asks_to_sign_in());
        assert_eq!(site.visitor().sign_in("lead", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(operator.get("/admin/people/lead").await.status, StatusCode::NOT_FOUND);
        assert!(!operator.get("/admin/people").await.has("lead@example.org"));
        // Every page that spoke of them still opens, with words instead of the name.
        let page = second.get(&assessment).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert!(page.has("Former member"), "{}", page.text());
        assert_eq!(second.get(&format!("/assess/harbour/{id}/report")).await.status, StatusCode::OK);
        // The address is free for a new account, which has nothing of the old one.
        let form = [("name", "Lea"), ("email", "lead@example.org"), ("roles", "learner")];
        let added = operator.post("/admin/organisations/hill", &form).await;
        assert!(!added.has("existed already"), "{}", added.text());
    }

    async fn the_last_who_can_run_something_is_not_removed(store: &Store) {
        let site = Site::new(store).await;
        let mut operator = site.signed_in("operator").await;
        for (who, words) in [("stranger", "Somebody must be left"), ("operator", "You cannot remove yourself")] {
            let address = format!("{who}@example.org");
            let refused = operator.post(&format!("/admin/people/{who}/remove"), &[("address", &address)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{who}");
            assert!(refused.has(words), "{}", refused.text());
            assert!(site.signed_in(who).await.get("/account").await.has(&address));
        }
        let console = act!(site.runner, &domain::identity::policy::Actor::console(), identity::remove_person(&"operator".into(), "operator@example.org"));
        assert!(matches!(console, Err(usecase::Error::NotNow(usecase::NotNow::LastLead))), "{console:?}");
    }
}
