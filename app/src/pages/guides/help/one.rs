//! One kind of help, whole.

use axum::extract::Path;
use domain::content::intervention::{Intervention, Lift, Need, Offer, Source};
use domain::id::InterventionId;
use domain::identity::policy::{Action, may_anywhere};
use leptos::prelude::*;

use super::{PATH, caution, cost, kind_name, money, path, weeks};
use crate::components::layout::Breadcrumbs;
use crate::components::table::{Column, DataTable};
use crate::components::text::content;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::pages::guides::{trail, untranslated};
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Path(id): Path<String>) -> PageResult {
    let id = InterventionId::from(id);
    let help = cx
        .env()
        .catalog()
        .intervention(cx.lang, &id)
        .ok_or(PageError::NotFound)?
        .clone();
    let page = Page::new(help.title.text.clone()).public();
    let render = {
        let cx = cx.clone();
        move || article(&cx, &help)
    };
    Ok(cx.render(page, render))
}

pub(super) fn article(cx: &Cx, help: &Intervention) -> AnyView {
    let mut above = trail(cx);
    above.push((PATH.to_owned(), cx.t("help-title")));
    let retired = (!help.is_offered).then(|| view! { <p class="notice">{cx.t("help-retired")}</p> });
    let risks = help
        .risks
        .iter()
        .map(|risk| view! { <li>{content(cx, risk)}</li> })
        .collect_view();
    view! {
        <Breadcrumbs trail=above/>
        <article class="prose">
            <h1>{content(cx, &help.title)}</h1>
            <p class="lead">{content(cx, &help.summary)}</p>
            {retired}
            {untranslated(cx, help.translated_percent)}
            {facts(cx, help)}
            <h2>{cx.t("help-what")}</h2>
            <div class="lesson-body" inner_html=help.what.0.clone()></div>
            <p><strong>{cx.t("help-not")}</strong> " " {content(cx, &help.not)}</p>
            {needs(cx, help)}
            {lifts(cx, &help.lifts)}
            <h2>{cx.t("help-risks")}</h2>
            <ul>{risks}</ul>
            {evidence(cx, help)}
            {offers(cx, &help.offers)}
            {requests(cx, help)}
            {purposes(cx, help)}
            <h2>{cx.t("help-figures")}</h2>
            {caution(cx)}
        </article>
    }
    .into_any()
}

/// Money, time and work.
fn facts(cx: &Cx, help: &Intervention) -> AnyView {
    let places = help.cost.per_polling_place.map(|unit| {
        let arguments = [
            ("base", money(cx, help.cost.body).into()),
            ("unit", money(cx, unit).into()),
        ];
        view! { <br/> {cx.t_with("help-cost-places", &arguments)} }
    });
    let freeze = cx.t(if help.in_freeze {
        "help-freeze-yes"
    } else {
        "help-freeze-no"
    });
    view! {
        <div class="partner">
            <dl>
                <div><dt>{cx.t("help-kind")}</dt><dd>{kind_name(cx, help.kind)}</dd></div>
                <div><dt>{cx.t("help-cost")}</dt><dd>{cost(cx, &help.cost)} {places}</dd></div>
                <div><dt>{cx.t("help-time")}</dt><dd>{weeks(cx, help.weeks)} ". " {freeze}</dd></div>
                <div>
                    <dt>{cx.t("help-load")}</dt>
                    <dd>{cx.t_with("help-days", &[("n", i64::from(help.own_days).into())])} " " {content(cx, &help.load)}</dd>
                </div>
            </dl>
        </div>
    }
    .into_any()
}

/// What has to be there before: in words, and by name.
fn needs(cx: &Cx, help: &Intervention) -> Option<AnyView> {
    if help.needs.is_empty() && help.prerequisites.is_none() {
        return None;
    }
    let catalog = cx.env().catalog();
    let named = help
        .needs
        .iter()
        .map(|need| match need {
            Need::Practice(id) => {
                let title = catalog
                    .practice(cx.lang, id)
                    .map(|practice| content(cx, &practice.title));
                view! { <li><bdi>{id.to_string()}</bdi> " " {title}</li> }.into_any()
            }
            Need::Intervention(id) => {
                let href = path(id);
                let title = catalog
                    .intervention(cx.lang, id)
                    .map(|help| content(cx, &help.title));
                view! { <li><a href=href>{title}</a></li> }.into_any()
            }
        })
        .collect_view();
    let words = help
        .prerequisites
        .as_ref()
        .map(|text| view! { <p>{content(cx, text)}</p> });
    let list = (!help.needs.is_empty()).then(|| view! { <ul>{named}</ul> });
    Some(view! { <h2>{cx.t("help-needs")}</h2> {words} {list} }.into_any())
}

/// What it does for which practice, and which lessons teach that.
fn lifts(cx: &Cx, lifts: &[Lift]) -> AnyView {
    let catalog = cx.env().catalog();
    let columns = vec![
        Column::text(cx.t("help-practice")),
        Column::number(cx.t("help-share")),
        Column::text(cx.t("help-lessons")),
    ];
    let rows = lifts
        .iter()
        .map(|lift| {
            let title = catalog
                .practice(cx.lang, &lift.practice)
                .map(|practice| content(cx, &practice.title));
            let lessons = catalog
                .lessons_for(cx.lang, &lift.practice)
                .into_iter()
                .map(|(course, lesson)| {
                    let href = format!("/learn/{}/{}", course.slug, lesson.slug);
                    view! { <li><a href=href>{content(cx, &lesson.title)}</a></li> }
                })
                .collect_view();
            // Shares are tenths.
            let percent = (lift.share * 100.0).round() as i64;
            view! {
                <tr>
                    <th scope="row"><bdi class="small">{lift.practice.to_string()}</bdi> " " {title}</th>
                    <td class="number">{cx.percent(percent)}</td>
                    <td><ul class="line-list">{lessons}</ul></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h2>{cx.t("help-lifts")}</h2>
        <DataTable caption=cx.t("help-lifts-lead") columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn evidence(cx: &Cx, help: &Intervention) -> AnyView {
    let strength = cx.t(&format!("help-strength-{}", help.evidence.strength.as_str()));
    let sources = help
        .evidence
        .sources
        .iter()
        .map(|source: &Source| {
            let checked = cx.t(&format!("help-checked-{}", source.checked.as_str()));
            view! { <li><bdi>{source.title.clone()}</bdi> " " <span class="muted">{checked}</span></li> }
        })
        .collect_view();
    view! {
        <h2>{cx.t("help-evidence")}</h2>
        <p><strong>{strength}</strong></p>
        <p>{content(cx, &help.evidence.text)}</p>
        <ul class="small">{sources}</ul>
    }
    .into_any()
}

fn offers(cx: &Cx, offers: &[Offer]) -> AnyView {
    let entries = offers
        .iter()
        .map(|offer| {
            let who = match offer.partner {
                Some(_) => view! { <a href="/guides/partners">{content(cx, &offer.who)}</a> }.into_any(),
                None => content(cx, &offer.who).into_any(),
            };
            let checked = cx.t(&format!("help-checked-{}", offer.checked.as_str()));
            view! { <li>{who} ". " {content(cx, &offer.note)} " " <span class="muted small">{checked}</span></li> }
        })
        .collect_view();
    view! {
        <h2>{cx.t("help-offers")}</h2>
        <p>{cx.t("help-offers-lead")}</p>
        <ul>{entries}</ul>
    }
    .into_any()
}

/// The way to the open requests that it serves, for donors and partners.
fn requests(cx: &Cx, help: &Intervention) -> Option<AnyView> {
    may_anywhere(&cx.actor, Action::ReadRequests).then(|| {
        let href = format!("/requests?help={}", help.id);
        view! { <p><a href=href>{cx.t("ledger-serves")}</a></p> }.into_any()
    })
}

fn purposes(cx: &Cx, help: &Intervention) -> AnyView {
    let shares: Vec<String> = help
        .purposes
        .iter()
        .map(|purpose| format!("{} ({})", purpose.code, cx.percent(purpose.percent)))
        .collect();
    view! {
        <h2>{cx.t("help-purposes")}</h2>
        <p>{cx.t_with("help-purposes-are", &[("codes", cx.list(&shares).into())])}</p>
    }
    .into_any()
}
