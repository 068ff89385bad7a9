//! The pages of the audit: who sees which entries, by which names, and how they are found.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;

use common::{START, Site, Store, on_both};
use domain::identity::audit::{By, Entry, Event};
use domain::timestamp::Timestamp;
use http::{StatusCode, header};

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

async fn record(store: &Store, id: &str, day: i64, by: &str, event: Event) {
    let entry = Entry {
        id: id.to_owned(),
        at: Timestamp(START.0 + day * DAY),
        by: By::from(by),
        event,
    };
    store.write(async |tx| tx.audit(&entry).await).await.unwrap();
}

fn profile(organisation: &str) -> Event {
    Event::ProfileChanged {
        organisation: organisation.into(),
    }
}

/// Something of each kind that somebody may and somebody may not see. Days 0 to 5 from 1 November 2026 on.
async fn some_days(store: &Store) {
    record(store, "a", 0, "lead", profile("harbour")).await;
    let read = Event::NamedReportRead {
        organisation: "harbour".into(),
        round: "spring".into(),
        donor: "first-donor".into(),
    };
    record(store, "b", 1, "analyst", read).await;
    record(store, "c", 2, "stranger", profile("hill")).await;
    let added = Event::OrganisationAdded {
        organisation: "harbour".into(),
    };
    record(store, "d", 3, "console", added).await;
    let roles = |roles: &[&str]| Event::RolesChanged {
        account: "learner".into(),
        organisation: "harbour".into(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    };
    record(store, "e", 4, "second-lead", roles(&["learner", "assessor"])).await;
    record(
        store,
        "f",
        5,
        "lead",
        Event::SignedIn {
            account: "lead".into(),
        },
    )
    .await;
}

/// Rows of the table.
fn rows(page: &str) -> Vec<&str> {
    let body = page
        .split("<tbody>")
        .nth(1)
        .map(|rest| rest.split("</tbody>").next().unwrap());
    body.map_or_else(Vec::new, |body| body.split("<tr>").skip(1).collect())
}

on_both! {
    async fn a_lead_sees_what_concerns_the_body_and_no_names_of_others(store: &Store) {
        let site = Site::new(store).await;
        some_days(store).await;
        let mut lead = site.signed_in("lead").await;
        let answer = lead.get("/assess/harbour/audit").await;
        assert_eq!(answer.status, StatusCode::OK);
        let page = answer.text();
        let rows = rows(&page);
        assert_eq!(rows.len(), 4, "{page}");
        // The newest first.
        for (row, holds) in rows.iter().zip([
            ["Roles changed", "second-lead", "Learner and Assessor", "learner"],
            ["Organisation added", "On the server itself", "The harbour", "none yet"],
            ["Report shown by name was read", "Somebody who does not belong to your body", "The first-donor", "2 November 2026"],
            ["Profile changed", ">lead<", "The harbour", "1 November 2026"],
        ]) {
            for part in holds {
                assert!(row.contains(part), "{part}: {row}");
            }
        }
        assert!(!page.contains("analyst") && !page.contains("The hill"), "{page}");
        assert!(!page.contains("Signed in</td>"), "{page}");
        // The page reads and the form works without a script.
        assert!(!page.contains("<script"), "{page}");
        assert!(lead.get("/assess/harbour").await.text().contains("/assess/harbour/audit"));
    }

    async fn the_operator_sees_by_name_whatever_does_not_tell_who_takes_part(store: &Store) {
        let site = Site::new(store).await;
        some_days(store).await;
        let mut operator = site.signed_in("operator").await;
        let page = operator.get("/admin/audit").await.text();
        // Six without the report that was read, and that the operator signed in.
        assert_eq!(rows(&page).len(), 6, "{page}");
        for part in [">second-lead<", ">stranger<", "The hill", "Signed in", "On the server itself"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        store.write(async |tx| tx.seal_audit(START, 100).await).await.unwrap();
        let page = operator.get("/admin/audit").await.text();
        assert!(rows(&page)[0].ends_with("<td>7</td></tr>"), "{page}");
    }

    async fn the_operator_does_not_learn_who_takes_part(store: &Store) {
        let site = Site::new(store).await;
        some_days(store).await;
        let decided = Event::ConsentDeclined {
            organisation: "harbour".into(),
            round: "spring".into(),
            consent: "proposal".into(),
        };
        record(store, "g", 5, "second-lead", decided).await;
        let mut operator = site.signed_in("operator").await;
        let offered = operator.get("/admin/audit").await.attributes("[name=what] > option", "value");
        for name in Event::NAMES {
            let tells = Event::stays_with_the_body(name);
            assert_ne!(tells, offered.iter().any(|value| value == name), "{name}");
            if tells {
                // Asked for all the same, on the page and as a file.
                let page = operator.get(&format!("/admin/audit?what={name}")).await.text();
                assert!(rows(&page).is_empty(), "{name}: {page}");
                let file = operator.get(&format!("/admin/audit.csv?what={name}")).await.text();
                assert_eq!(file.trim_end().lines().count(), 1, "{name}: {file}");
            }
        }
        assert_eq!(Event::NAMES.iter().filter(|name| Event::stays_with_the_body(name)).count(), 17);
        // Those whom it concerns see it.
        let page = site.signed_in("lead").await.get("/assess/harbour/audit?what=consent-declined").await.text();
        assert_eq!(rows(&page).len(), 1, "{page}");
    }

    async fn entries_are_found_by_who_what_and_when(store: &Store) {
        let site = Site::new(store).await;
        some_days(store).await;
        let mut operator = site.signed_in("operator").await;
        for (question, expected) in [
            ("who=lead", 2),
            ("who=console", 1),
            ("who=nobody", 0),
            ("what=profile-changed", 2),
            ("what=profile-changed&who=lead", 1),
            ("from=2026-11-03", 4),
            ("until=2026-11-03", 3),
            // ٢٠٢٦-١١-٠٣, as it is typed in Arabic
            ("until=%D9%A2%D9%A0%D9%A2%D9%A6-%D9%A1%D9%A1-%D9%A0%D9%A3", 3),
            ("from=2026-11-03&until=2026-11-03", 1),
            ("who=&what=&from=&until=", 6),
        ] {
            let answer = operator.get(&format!("/admin/audit?{question}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{question}");
            assert_eq!(rows(&answer.text()).len(), expected, "{question}");
        }
        // The name of whoever did it leads to what they did, and the form keeps it.
        let page = operator.get("/admin/audit?from=2026-11-01").await.text();
        assert!(page.contains("href=\"/admin/audit?who=stranger&amp;from=2026-11-01\""), "{page}");
        let page = operator.get("/admin/audit?who=stranger").await;
        assert_eq!(page.attributes("[name=who] > [selected]", "value"), ["stranger"]);
        // A question that this page did not make; a day that is none, which the form says.
        for question in ["what=anything", "who=%00", "after=soon", "after=1.%00"] {
            assert_eq!(operator.get(&format!("/admin/audit?{question}")).await.status, StatusCode::BAD_REQUEST, "{question}");
        }
        let answer = operator.get("/admin/audit?from=yesterday").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("id=\"from-error\""), "{}", answer.text());
        assert_eq!(operator.get("/admin/audit.csv?from=yesterday").await.status, StatusCode::BAD_REQUEST);
    }

    async fn a_long_list_comes_in_parts(store: &Store) {
        let site = Site::new(store).await;
        for number in 0..120 {
            record(store, &format!("entry-{number:03}"), number / 7, "lead", profile("harbour")).await;
        }
        let mut lead = site.signed_in("lead").await;
        let mut address = "/assess/harbour/audit?what=profile-changed".to_owned();
        let mut seen = Vec::new();
        loop {
            let page = lead.get(&address).await.text();
            seen.push(rows(&page).len());
            let older = page.split("rel=\"next\"").next().filter(|before| before.len() < page.len());
            let Some(before) = older else { break };
            address = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&amp;", "&");
            assert!(address.contains("what=profile-changed"), "{address}");
        }
        assert_eq!(seen, [50, 50, 20]);
        let file = lead.get("/assess/harbour/audit.csv").await.text();
        assert_eq!(file.lines().count(), 121);
    }

    async fn the_file_tells_no_more_than_the_page_and_is_itself_recorded(store: &Store) {
        let site = Site::new(store).await;
        some_days(store).await;
        let mut lead = site.signed_in("lead").await;
        let answer = lead.get("/assess/harbour/audit.csv?until=2026-11-02").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
        assert_eq!(answer.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"polder-audit-harbour.csv\"");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
        let file = answer.text();
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(lines.len(), 3, "{file}");
        assert!(lines[1].starts_with(",2026-11-02T09:00:00Z,outsider,,harbour,The harbour,named-report-read,organisation,first-donor,The first-donor,"), "{file}");
        assert!(lines[2].contains(",lead,lead,harbour,") && !file.contains("analyst"), "{file}");
        let page = lead.get("/assess/harbour/audit").await.text();
        assert!(rows(&page).iter().any(|row| row.contains("This record read as a file") && row.contains(">lead<")), "{page}");
        // A name that a spreadsheet would compute.
        store::testing::tamper(store, "UPDATE organisation SET name = '=1+1' WHERE id = 'harbour'").await;
        let mut operator = site.signed_in("operator").await;
        let file = operator.get("/admin/audit.csv").await.text();
        assert!(file.contains(",'=1+1,") && !file.contains(",=1+1"), "{file}");
        assert!(file.contains(",second-lead,second-lead,"), "{file}");
        let page = operator.get("/admin/audit?what=audit-exported").await.text();
        assert_eq!(rows(&page).len(), 2, "{page}");
    }

    async fn it_reads_in_arabic(store: &Store) {
        let site = Site::new(store).await;
        some_days(store).await;
        let mut lead = site.signed_in("lead").await;
        lead.post("/language", &[("lang", "ar"), ("next", "/assess")]).await;
        let page = lead.get("/assess/harbour/audit").await.text();
        for part in ["سجل الأعمال", "تغيير الأدوار", "شخص لا ينتمي إلى هيئتكم", "dir=\"rtl\""] {
            assert!(page.contains(part), "{part}: {page}");
        }
        // No word is missing, so that its key would stand there.
        assert!(!page.contains(">audit-"), "{page}");
    }
}
