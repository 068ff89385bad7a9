//! What the page of an organisation's people shows.

use axum::response::Response;
use domain::id::AccountId;
use domain::identity::organisation::{Organisation, OrganisationKind, Role};
use identity::{LinkBefore, Person};
use leptos::prelude::*;

use super::{Content, Notice, Place};
use crate::components::form::{ErrorSummary, Field, Kind};
use crate::components::layout::Breadcrumbs;
use crate::components::list::{Asked, list_pages, search_form};
use crate::components::region::region_name;
use crate::context::Cx;
use crate::form::Messages;
use crate::shell::Page;

/// The `id` of what opens the forms in a person's entry.
pub(super) fn anchor(account: &AccountId) -> String {
    format!("person-{account}")
}

pub(super) fn render(cx: &Cx, content: Content) -> Response {
    let title = cx.t_with(
        "people-title",
        &[("name", content.organisation.name.clone().into())],
    );
    let page = Page::wide(title);
    let is_done = content.messages.is_empty();
    let own = cx.clone();
    let view = move || body(&own, content.clone());
    if is_done {
        cx.render(page, view)
    } else {
        cx.render_invalid(page, view)
    }
}

fn body(cx: &Cx, content: Content) -> impl IntoView + use<> {
    let Content {
        place,
        organisation,
        asked,
        people,
        typed,
        ticked,
        messages,
        notice,
    } = content;
    let title = cx.t_with("people-title", &[("name", organisation.name.clone().into())]);
    let is_whole = asked.is_all() && people.next.is_none();
    let heading = if is_whole {
        cx.t_with("people-count", &[("count", people.rows.len().into())])
    } else {
        cx.t("people-list")
    };
    // Whoever sees everybody needs no search.
    let search = (!is_whole).then(|| search_form(cx, &place.address, &asked, cx.t("people-search"), None));
    let pages = list_pages(cx, &place.address, &[], &asked, people.next.as_ref());
    let facts = place.is_operators.then(|| facts(cx, &organisation));
    let list = if people.rows.is_empty() {
        let nobody = if is_whole { "people-empty" } else { "list-nothing" };
        view! { <p class="empty">{cx.t(nobody)}</p> }.into_any()
    } else {
        let entries = people.rows.iter().map(|person| {
            entry(
                cx,
                &place,
                &asked,
                organisation.kind,
                person,
                &messages,
                ticked.as_deref(),
            )
        });
        view! {
            <h2>{heading}</h2>
            <ul class="people">{entries.collect_view()}</ul>
        }
        .into_any()
    };
    view! {
        <Breadcrumbs trail=place.trail/>
        <h1>{title}</h1>
        {facts}
        <ErrorSummary messages=messages.clone()/>
        {notice.map(|notice| notice_view(cx, notice))}
        {search}
        {list}
        {pages}
        <section class="add-person" aria-labelledby="add-person-title">
            <h2 id="add-person-title">{cx.t("people-add-title")}</h2>
            <p class="muted">{cx.t("people-add-help")}</p>
            <form method="post" action=place.address class="form">
                <Field name="name" label=cx.t("field-name") value=typed.name autocomplete="off" messages=messages.clone()/>
                <Field name="email" label=cx.t("field-email") kind=Kind::Email value=typed.email autocomplete="off" messages=messages.clone()/>
                {role_choice(cx, organisation.kind, &typed.roles, &messages)}
                <button class="button" type="submit">{cx.t("people-add-button")}</button>
            </form>
        </section>
    }
}

fn facts(cx: &Cx, organisation: &Organisation) -> impl IntoView + use<> {
    let body = (organisation.kind == OrganisationKind::ElectionBody).then(|| {
        let income = organisation
            .income_group
            .map(|group| cx.t(&format!("income-group-{}", group.as_str())))
            .unwrap_or_default();
        view! {
            <dt>{cx.t("field-country")}</dt>
            <dd>{organisation.country.clone()}</dd>
            <dt>{cx.t("field-region")}</dt>
            <dd><bdi>{region_name(cx, &organisation.region)}</bdi></dd>
            <dt>{cx.t("field-income-group")}</dt>
            <dd>{income}</dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{cx.t("field-kind")}</dt>
            <dd>{cx.t(&format!("kind-{}", organisation.kind.as_str()))}</dd>
            {body}
        </dl>
        <p><a href=format!("/admin/organisations/{}/correct", organisation.slug)>{cx.t("organisation-correct-link")}</a></p>
    }
}

fn notice_view(cx: &Cx, notice: Notice) -> AnyView {
    let Notice { name, about, link } = notice;
    let about = about
        .into_iter()
        .map(|sentence| view! { <p>{sentence}</p> })
        .collect_view();
    let Some(link) = link else {
        let text = cx.t_with("people-added", &[("name", name.into())]);
        return view! { <div class="notice notice-good" role="status"><p>{text}</p>{about}</div> }.into_any();
    };
    let title = cx.t_with("people-link-title", &[("name", name.into())]);
    let until = cx.moment(link.expires_at);
    let once = cx.t_with("people-link-once", &[("until", until.into())]);
    let before = link
        .before
        .map(|before| view! { <p>{link_before_in_words(cx, before)}</p> });
    let url = format!("{}{}", cx.state.public_url, link.path);
    view! {
        <section class="notice notice-attention one-time-link" role="status" aria-labelledby="link-title">
            <h2 id="link-title">{title}</h2>
            {about}
            <p>{once}</p>
            {before}
            <label class="field-label" for="link">{cx.t("people-link-label")}</label>
            <input id="link" type="text" readonly value=url dir="ltr" autocomplete="off"/>
        </section>
    }
    .into_any()
}

fn entry(
    cx: &Cx,
    place: &Place,
    asked: &Asked,
    kind: OrganisationKind,
    person: &Person,
    messages: &Messages,
    ticked: Option<&[Role]>,
) -> impl IntoView + use<> {
    let anchor = anchor(&person.account);
    let error = messages
        .iter()
        .find(|(field, _)| *field == anchor)
        .map(|(_, message)| message.clone());
    let is_wrong = error.is_some();
    let ticked = ticked.filter(|_| is_wrong);
    let error_id = is_wrong.then(|| format!("{anchor}-error"));
    let roles_error_id = error_id.clone().filter(|_| ticked.is_some());
    let roles_are_wrong = roles_error_id.is_some();
    let summary_error_id = error_id.clone();
    let roles = person
        .roles
        .iter()
        .map(|role| view! { <li class="tag">{cx.t(&format!("role-{}", role.as_str()))}</li> })
        .collect_view();
    let chosen = ticked.unwrap_or(&person.roles);
    let waiting =
        (!person.can_sign_in).then(|| view! { <p class="small muted">{cx.t("people-no-password")}</p> });
    let is_self = cx.actor.account.as_ref() == Some(&person.account);
    let link = (!is_self).then(|| {
        view! {
            <form method="post" action=format!("{}/link", place.address)>
                <input type="hidden" name="account" value=person.account.to_string()/>
                {asked.fields()}
                <button class="button button-quiet" type="submit">
                    {cx.t("people-link-button")}
                </button>
            </form>
        }
    });
    let data = place.is_operators.then(|| {
        let text = cx.t_with("people-data", &[("name", person.name.clone().into())]);
        view! { <p><a href=format!("/admin/people/{}", person.account)>{text}</a></p> }
    });
    let sessions = (!is_self).then(|| crate::pages::end_sessions::form(cx, &place.address, person));
    let name = person.name.clone();
    let change = cx.t_with("people-change", &[("name", name.clone().into())]);
    let legend = cx.t_with("people-roles-of", &[("name", name.clone().into())]);
    view! {
        <li class="person">
            <div class="person-words">
                <p class="person-name"><bdi>{name}</bdi></p>
                <p class="small muted"><bdi dir="ltr">{person.email.clone()}</bdi></p>
                {waiting}
            </div>
            <ul class="person-roles">{roles}</ul>
            <details class="person-change" open=is_wrong>
                <summary id=anchor aria-describedby=summary_error_id>{change}</summary>
                {error.zip(error_id).map(|(error, id)| view! { <p class="field-error" id=id>{error}</p> })}
                <form method="post" action=format!("{}/roles", place.address)>
                    <input type="hidden" name="account" value=person.account.to_string()/>
                    {asked.fields()}
                    <fieldset class="field" class:field-invalid=roles_are_wrong aria-describedby=roles_error_id>
                        <legend>{legend}</legend>
                        {role_boxes(cx, kind, chosen)}
                    </fieldset>
                    <div class="actions">
                        <button class="button" type="submit">{cx.t("people-save-roles")}</button>
                        <button class="button button-danger" type="submit" formaction=format!("{}/remove", place.address)>
                            {cx.t("people-remove")}
                        </button>
                    </div>
                </form>
                {link}
                {data}
                {sessions}
            </details>
        </li>
    }
}

fn role_choice(
    cx: &Cx,
    kind: OrganisationKind,
    chosen: &[Role],
    messages: &Messages,
) -> impl IntoView + use<> {
    let error = messages
        .iter()
        .find(|(field, _)| field == "roles")
        .map(|(_, message)| message.clone());
    let is_invalid = error.is_some();
    let described_by = is_invalid.then_some("roles-error");
    view! {
        <fieldset id="roles" class="field" class:field-invalid=is_invalid aria-describedby=described_by tabindex="-1">
            <legend>{cx.t("field-roles")}</legend>
            {error.map(|error| view! { <p class="field-error" id="roles-error">{error}</p> })}
            {role_boxes(cx, kind, chosen)}
        </fieldset>
    }
}

fn role_boxes(cx: &Cx, kind: OrganisationKind, chosen: &[Role]) -> impl IntoView + use<> {
    let box_of = |role: &Role| {
        let name = role.as_str();
        let checked = chosen.contains(role);
        view! {
            <li>
                <label class="choice">
                    <input type="checkbox" name="roles" value=name checked=checked/>
                    <span>
                        {cx.t(&format!("role-{name}"))}
                        <span class="small muted choice-help">{cx.t(&format!("role-{name}-help"))}</span>
                    </span>
                </label>
            </li>
        }
    };
    view! { <ul class="choices">{kind.roles().iter().map(box_of).collect_view()}</ul> }
}

fn link_before_in_words(cx: &Cx, before: LinkBefore) -> String {
    let (key, at) = match before {
        LinkBefore::Used(at) => ("people-link-before-used", at),
        LinkBefore::Open(at) => ("people-link-before-open", at),
        LinkBefore::Expired(at) => ("people-link-before-expired", at),
        LinkBefore::Replaced(at) => ("people-link-before-replaced", at),
    };
    cx.t_with(key, &[("moment", cx.moment(at).into())])
}
