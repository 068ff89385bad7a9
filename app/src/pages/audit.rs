//! What was done, by whom, when: shown to a body's leads under `/assess/{org}/audit`, and to the operator under `/admin/audit`. Both
//! pages are this one, with another address and another way up.

use axum::response::{IntoResponse, Response};
use domain::identity::audit::{By, Event};
use domain::timestamp::Timestamp;
use http::{HeaderName, header};
use identity::{AuditLine, AuditPage, AuditQuery, Who};
use leptos::prelude::*;
use serde::Deserialize;

use crate::components::form::{ErrorSummary, Field, Kind, SelectField};
use crate::components::layout::Breadcrumbs;
use crate::components::table::{Column, DataTable};
use crate::context::Cx;
use crate::error::PageError;
use crate::form::{Messages, address};

/// The form over the list, as sent. All of it is in the address, so that a view can be kept and sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    who: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    after: String,
}

impl Asked {
    /// The same as the use case takes it, and what is wrong with the days.
    ///
    /// # Errors
    /// It was not made by this page.
    pub fn query(&self, cx: &Cx) -> Result<(AuditQuery, Messages), PageError> {
        let mut messages = Messages::new();
        let mut day = |field: &str, typed: &str| {
            let day = domain::typed::day(typed);
            if day.is_none() && !typed.trim().is_empty() {
                messages.push((field.to_owned(), cx.t("error-date-malformed")));
            }
            day
        };
        let (from, until) = (day("from", &self.from), day("until", &self.until));
        // PostgreSQL refuses NUL.
        if self.who.contains('\0') {
            return Err(PageError::BadRequest);
        }
        let known = |name: &str| Event::NAMES.iter().find(|known| **known == name).copied();
        let query = AuditQuery {
            who: given(&self.who).map(By::from),
            what: match given(&self.what) {
                Some(name) => Some(known(name).ok_or(PageError::BadRequest)?),
                None => None,
            },
            from,
            until,
            after: match given(&self.after) {
                Some(place) => Some(place.parse().map_err(|()| PageError::BadRequest)?),
                None => None,
            },
        };
        Ok((query, messages))
    }

    /// An address with the same question, but for the place in the list.
    fn address(&self, path: &str, after: Option<String>) -> String {
        let fields = [
            ("who", self.who.as_str()),
            ("what", &self.what),
            ("from", &self.from),
            ("until", &self.until),
            ("after", after.as_deref().unwrap_or_default()),
        ];
        address(path, fields.into_iter())
    }
}

fn given(typed: &str) -> Option<&str> {
    Some(typed).filter(|typed| !typed.is_empty())
}

/// Where the page stands.
#[derive(Clone, Debug)]
pub struct Place {
    /// The page's own address.
    pub address: String,
    /// The pages above it.
    pub trail: Vec<(String, String)>,
    /// Whether it is the operator's page, which names organisations too.
    pub is_operators: bool,
}

/// The form, the list, and the way on.
pub fn view(cx: &Cx, place: &Place, asked: &Asked, page: &AuditPage, messages: Messages) -> AnyView {
    let lead = if place.is_operators {
        "audit-lead-all"
    } else {
        "audit-lead-body"
    };
    let list = if page.rows.is_empty() {
        view! { <div class="empty"><p>{cx.t("audit-empty")}</p></div> }.into_any()
    } else {
        table(cx, place, asked, page)
    };
    let newest = given(&asked.after).map(|_| {
        let href = asked.address(&place.address, None);
        view! { <li><a href=href>{cx.t("audit-newest")}</a></li> }
    });
    let older = page.next.as_ref().map(|next| {
        let href = asked.address(&place.address, Some(next.to_string()));
        view! { <li><a href=href rel="next">{cx.t("audit-older")}</a></li> }
    });
    let file = asked.address(&format!("{}.csv", place.address), None);
    view! {
        <Breadcrumbs trail=place.trail.clone()/>
        <h1>{cx.t("audit-title")}</h1>
        <ErrorSummary messages=messages.clone()/>
        <p class="lead">{cx.t(lead)}</p>
        {form(cx, place, asked, page, messages)}
        {list}
        <nav aria-label=cx.t("audit-pages")>
            <ul class="line-list">{newest} {older} <li><a href=file>{cx.t("audit-file")}</a></li></ul>
        </nav>
        <p class="small muted">{cx.t("audit-about")}</p>
    }
    .into_any()
}

fn form(cx: &Cx, place: &Place, asked: &Asked, page: &AuditPage, messages: Messages) -> AnyView {
    // A person is chosen by their name in the list; here the choice is shown, and taken back.
    let who = given(&asked.who).map(|who| {
        let shown = page
            .rows
            .iter()
            .map(|line| &line.who)
            .find(|found| key(found) == Some(who))
            .map_or_else(|| who.to_owned(), |found| name(cx, found));
        let options = vec![(String::new(), cx.t("audit-who-all")), (who.to_owned(), shown)];
        view! { <SelectField name="who" label=cx.t("audit-who") value=who.to_owned() options=options/> }
    });
    let mut events: Vec<(String, String)> = Event::NAMES
        .iter()
        .filter(|name| !(place.is_operators && Event::stays_with_the_body(name)))
        .map(|name| ((*name).to_owned(), event_name(cx, name)))
        .collect();
    events.sort_by(|(_, one), (_, other)| one.cmp(other));
    events.insert(0, (String::new(), cx.t("audit-what-all")));
    view! {
        <form method="get" action=place.address.clone() class="form">
            {who}
            <SelectField name="what" label=cx.t("audit-what") value=asked.what.clone() options=events/>
            <Field name="from" label=cx.t("audit-from") kind=Kind::Date value=asked.from.clone() messages=messages.clone()/>
            <Field name="until" label=cx.t("audit-until") kind=Kind::Date value=asked.until.clone() messages=messages/>
            <button class="button" type="submit">{cx.t("audit-show")}</button>
        </form>
    }
    .into_any()
}

fn table(cx: &Cx, place: &Place, asked: &Asked, page: &AuditPage) -> AnyView {
    let mut columns = vec!["audit-when", "audit-who", "audit-what", "audit-object"];
    if place.is_operators {
        columns.push("audit-organisation");
    }
    columns.push("audit-seal");
    let columns = columns.into_iter().map(|key| Column::text(cx.t(key))).collect();
    let rows = page
        .rows
        .iter()
        .map(|line| row(cx, place, asked, line))
        .collect_view();
    view! { <DataTable caption=cx.t("audit-title") columns>{rows}</DataTable> }.into_any()
}

fn row(cx: &Cx, place: &Place, asked: &Asked, line: &AuditLine) -> AnyView {
    let shown = name(cx, &line.who);
    let who = match key(&line.who) {
        Some(who) if who != asked.who => {
            let only = Asked {
                who: who.to_owned(),
                ..asked.clone()
            };
            let label = cx.t_with("audit-only-by", &[("name", shown.clone().into())]);
            view! { <a href=only.address(&place.address, None) aria-label=label><bdi>{shown}</bdi></a> }
                .into_any()
        }
        _ => view! { <bdi>{shown}</bdi> }.into_any(),
    };
    let organisation = place.is_operators.then(|| {
        let name = line.organisation.as_ref().map(|(_, name)| name.clone());
        view! { <td><bdi>{name}</bdi></td> }
    });
    let object = line.object_name.as_ref().map(|name| cx.person(name));
    let detail = line
        .event
        .as_ref()
        .and_then(|event| detail(cx, event))
        .map(|detail| view! { <span class="small muted">" · " {detail}</span> });
    view! {
        <tr>
            <th scope="row">{cx.moment(line.at)}</th>
            <td>{who}</td>
            <td>{event_name(cx, &line.action)} {detail}</td>
            <td><bdi>{object}</bdi></td>
            {organisation}
            <td>{line.seal.map_or_else(|| cx.t("audit-unsealed"), |seal| seal.to_string())}</td>
        </tr>
    }
    .into_any()
}

/// What the address says to see only what they did.
fn key(who: &Who) -> Option<&str> {
    match who {
        Who::Person { account, .. } => Some(account.as_str()),
        Who::Outsider => None,
        Who::Console => Some(By::Console.as_str()),
        Who::Job => Some(By::Job.as_str()),
    }
}

fn name(cx: &Cx, who: &Who) -> String {
    match who {
        Who::Person { name, .. } => cx.person(name),
        Who::Outsider => cx.t("audit-outsider"),
        Who::Console => cx.t("audit-console"),
        Who::Job => cx.t("audit-job"),
    }
}

/// The words for an event; its recorded name if a newer version of the program recorded it.
fn event_name(cx: &Cx, name: &str) -> String {
    if Event::NAMES.contains(&name) {
        cx.t(&format!("audit-event-{name}"))
    } else {
        name.to_owned()
    }
}

/// What there is to say of an event beside its name.
fn detail(cx: &Cx, event: &Event) -> Option<String> {
    match event {
        Event::PersonAdded { roles, .. } | Event::RolesChanged { roles, .. } => {
            let roles: Vec<String> = roles.iter().map(|role| cx.t(&format!("role-{role}"))).collect();
            Some(if roles.is_empty() {
                cx.t("audit-no-roles")
            } else {
                cx.list(&roles)
            })
        }
        Event::ConsentProposed { level, .. } | Event::ConsentConfirmed { level, .. } => {
            Some(cx.t(&format!("sharing-level-{level}")))
        }
        Event::ReportExported { format, .. } | Event::ReleaseExported { format, .. } => {
            Some(format.to_uppercase())
        }
        _ => None,
    }
}

/// The list as a file for spreadsheets.
///
/// # Errors
/// The table could not be written.
pub fn file(name: &str, page: AuditPage) -> Result<Response, PageError> {
    let table = report::audit_csv(page.rows.into_iter().map(cells))?;
    // A name in addresses holds letters, digits and hyphens only.
    let disposition = format!("attachment; filename=\"polder-audit-{name}.csv\"");
    let headers: [(HeaderName, String); 4] = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, table).into_response())
}

fn cells(line: AuditLine) -> [String; 11] {
    let (organisation, organisation_name) = line
        .organisation
        .map_or_else(Default::default, |(id, name)| (id.to_string(), name));
    let actor = key(&line.who).unwrap_or("outsider").to_owned();
    let actor_name = match line.who {
        Who::Person { name, .. } => name,
        Who::Outsider | Who::Console | Who::Job => String::new(),
    };
    [
        line.seal.map_or_else(String::new, |seal| seal.to_string()),
        moment(line.at),
        actor,
        actor_name,
        organisation,
        organisation_name,
        line.action,
        line.object.0,
        line.object.1,
        line.object_name.unwrap_or_default(),
        line.details,
    ]
}

/// A moment as spreadsheets and programs read it.
fn moment(at: Timestamp) -> String {
    at.datetime()
        .format(&time::format_description::well_known::Rfc3339)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::content::Lang;

    use super::*;

    #[test]
    fn every_event_has_words_in_every_language() {
        for lang in Lang::ALL {
            for name in Event::NAMES {
                assert!(
                    words::has(lang, &format!("audit-event-{name}")),
                    "{name} in {lang:?}"
                );
            }
        }
    }

    #[test]
    fn an_address_holds_what_was_asked() {
        let asked = Asked {
            who: "a b".into(),
            until: "2026-11-01".into(),
            after: "1.x".into(),
            ..Asked::default()
        };
        assert_eq!(asked.address("/a", None), "/a?who=a+b&until=2026-11-01");
        assert_eq!(
            asked.address("/a", Some("2.y".into())),
            "/a?who=a+b&until=2026-11-01&after=2.y"
        );
        assert_eq!(Asked::default().address("/a", None), "/a");
    }
}
