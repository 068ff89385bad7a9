//! A body's profile: technology, tier, targets, the next election.

use assess::{ProfileForm, ProfileInput, TargetInput};
use axum::extract::Path;
use domain::assess::model::{Domain, Model, Rules, Tier};
use domain::assess::profile::Profile;
use domain::assess::score::MAX_LEVEL;
use leptos::prelude::*;
use usecase::Error;

use super::parts::{body_path, content};
use crate::components::form::{ErrorSummary, Field, Kind};
use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Form, Messages, messages};
use crate::shell::Page;

/// The form.
pub async fn page(cx: Cx, Path(org): Path<String>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let asked = assess::profile_form(cx.env(), &permit, &mut cx.reader()).await?;
    let input = ProfileInput::of(&asked.stored);
    let view = form(&cx, asked, input, Vec::new())?;
    Ok(cx.render(Page::new(cx.t("profile-title")), view))
}

/// Saves it.
pub async fn save(cx: Cx, Path(org): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let mut input = read(&pairs)?;
    let permit = cx.permit_on_body(&org).await?;
    let mut tx = cx.begin().await?;
    let errors = match assess::save_profile(cx.env(), &permit, &mut tx, &input).await {
        Ok(()) => {
            tx.commit().await?;
            return Ok(cx.redirect(&format!("/assess/{org}")));
        }
        Err(Error::Invalid(errors)) => errors,
        Err(error) => return Err(error.into()),
    };
    drop(tx);
    let asked = assess::profile_form(cx.env(), &permit, &mut cx.reader()).await?;
    if errors.of("version").is_some() {
        // What was typed stays; sent once more, it is on top of what the other lead saved, which the page says.
        input.version = asked.stored.version;
    }
    let view = form(&cx, asked, input, messages(&cx, &errors))?;
    Ok(cx.render_invalid(Page::new(cx.t("profile-title")), view))
}

fn read(pairs: &[(String, String)]) -> Result<ProfileInput, PageError> {
    let mut input = ProfileInput::default();
    for (name, value) in pairs {
        match name.as_str() {
            "flags" => input.flags.push(value.clone()),
            "tier" => input.tier.clone_from(value),
            "tier-reason" => input.tier_reason.clone_from(value),
            "next-election" => input.next_election.clone_from(value),
            "freeze-weeks" => input.freeze_weeks.clone_from(value),
            "version" => input.version = value.parse().map_err(|_| PageError::BadRequest)?,
            _ => {
                if let Some(code) = name.strip_prefix("opened-") {
                    let target = input.targets.entry(code.to_owned()).or_default();
                    target.opened.clone_from(value);
                    continue;
                }
                let Some(target) = name.strip_prefix("target-") else {
                    continue;
                };
                match target.strip_suffix("-reason") {
                    Some(code) => {
                        input
                            .targets
                            .entry(code.to_owned())
                            .or_default()
                            .reason
                            .clone_from(value);
                    }
                    None => input
                        .targets
                        .entry(target.to_owned())
                        .or_default()
                        .value
                        .clone_from(value),
                }
            }
        }
    }
    Ok(input)
}

fn form(
    cx: &Cx,
    asked: ProfileForm,
    input: ProfileInput,
    messages: Messages,
) -> Result<impl IntoView + use<>, PageError> {
    let cx = cx.clone();
    // Asked here so that a model that is gone is an error, and no page with a hole.
    let model = cx.env().model(cx.lang, &asked.model)?.clone();
    let body = asked.body;
    Ok(move || {
        let model = &model;
        let trail = vec![(body_path(&body), body.name.clone())];
        let flags = model
            .flags
            .iter()
            .map(|flag| {
                let id = flag.id.as_str().to_owned();
                let is_on = input.flags.contains(&id);
                view! {
                    <label class="choice">
                        <input type="checkbox" name="flags" value=id checked=is_on/>
                        <span>
                            <strong>{content(&cx, &flag.title)}</strong> <br/>
                            <span class="muted small">{content(&cx, &flag.help)}</span>
                        </span>
                    </label>
                }
            })
            .collect_view();
        view! {
            <Breadcrumbs trail=trail/>
            <h1>{cx.t("profile-title")}</h1>
            <p class="lead">{cx.t("profile-lead")}</p>
            <ErrorSummary messages=messages.clone()/>
            <form method="post" action=format!("{}/profile", body_path(&body)) class="form" id="version">
                <input type="hidden" name="version" value=input.version.to_string()/>
                <h2>{cx.t("profile-election-title")}</h2>
                <Field name="next-election" label=cx.t("profile-election") help=cx.t("profile-election-help") kind=Kind::Date
                    value=input.next_election.clone() messages=messages.clone()/>
                <Field name="freeze-weeks" label=cx.t("profile-freeze") kind=Kind::Number
                    help=cx.t_with("profile-freeze-help", &[("n", i64::from(model.priority.default_freeze_weeks).into())])
                    value=input.freeze_weeks.clone() messages=messages.clone()/>
                <fieldset class="field">
                    <legend><h2>{cx.t("profile-flags")}</h2></legend>
                    <p class="field-help">{cx.t("profile-flags-help")}</p>
                    <div class="choices">{flags}</div>
                </fieldset>
                {tier(&cx, model, &input, &messages)}
                {targets(&cx, model, &input, &messages)}
                <div class="actions">
                    <button class="button" type="submit">{cx.t("profile-save")}</button>
                    <a href=body_path(&body)>{cx.t("profile-back")}</a>
                </div>
            </form>
        }
    })
}

/// The tier as typed so far, for what the form says about it.
fn typed_profile(model: &Model, input: &ProfileInput) -> Profile {
    let flags = model.flags.iter().map(|flag| flag.id.clone());
    Profile {
        flags: flags
            .filter(|flag| input.flags.iter().any(|on| on == flag.as_str()))
            .collect(),
        ..Profile::default()
    }
}

fn tier(cx: &Cx, model: &Model, input: &ProfileInput, messages: &Messages) -> AnyView {
    let computed = typed_profile(model, input).computed_tier(model);
    let text = |tier: Tier| model.tiers.iter().find(|text| text.id == tier);
    let computed_name = text(computed).map_or_else(String::new, |text| text.title.text.clone());
    let own = Tier::ALL
        .into_iter()
        .map(|tier| {
            let name = text(tier).map_or_else(String::new, |text| text.title.text.clone());
            view! {
                <option value=tier.as_str() selected=input.tier == tier.as_str()>
                    {format!("{} · {name}", tier.as_str())}
                </option>
            }
        })
        .collect_view();
    let open = !input.tier.is_empty() || messages.iter().any(|(field, _)| field.starts_with("tier"));
    view! {
        <h2>{cx.t("profile-tier")}</h2>
        <p>{cx.t("profile-tier-computed")} " " <strong>{format!("{} · {computed_name}", computed.as_str())}</strong></p>
        <details open=open>
            <summary>{cx.t("profile-tier-own")}</summary>
            <div class="field">
                <label for="tier">{cx.t("profile-tier-choice")}</label>
                <select id="tier" name="tier">
                    <option value="" selected=input.tier.is_empty()>{cx.t("profile-tier-follow")}</option>
                    {own}
                </select>
            </div>
            <Field name="tier-reason" label=cx.t("profile-reason") kind=Kind::Lines value=input.tier_reason.clone() messages=messages.clone()/>
        </details>
    }
    .into_any()
}

fn targets(cx: &Cx, model: &Model, input: &ProfileInput, messages: &Messages) -> AnyView {
    let tier = Tier::parse(&input.tier).unwrap_or_else(|| typed_profile(model, input).computed_tier(model));
    let is_own = |own: &TargetInput| !own.value.is_empty() || !own.opened.is_empty();
    let is_wrong = |field: &str| field.starts_with("target-") || field.starts_with("opened-");
    let open = input.targets.values().any(is_own) || messages.iter().any(|(field, _)| is_wrong(field));
    let rows = model
        .domains
        .iter()
        .map(|domain| {
            let code = domain.code.as_str();
            let own = input.targets.get(code).cloned().unwrap_or_default();
            let usual = cx.t_with(
                "profile-target-usual",
                &[("level", i64::from(domain.targets.of(tier)).into())],
            );
            let levels = (1..=MAX_LEVEL)
                .map(|level| {
                    let level = level.to_string();
                    view! { <option value=level.clone() selected=own.value == level>{level.clone()}</option> }
                })
                .collect_view();
            let id = format!("target-{code}");
            let reason = format!("target-{code}-reason");
            let reason_label = cx.t_with("profile-target-reason", &[("domain", code.to_owned().into())]);
            view! {
                <div class="target-row">
                    <div class="field">
                        <label for=id.clone()>{content(cx, &domain.title)}</label>
                        <select id=id.clone() name=id.clone()>
                            <option value="" selected=own.value.is_empty()>{usual}</option>
                            {levels}
                        </select>
                    </div>
                    <Field name=reason label=reason_label value=own.reason.clone() messages=messages.clone()/>
                    {opened(cx, model, domain, &own.opened)}
                </div>
            }
        })
        .collect_view();
    view! {
        <details open=open class="targets">
            <summary>{cx.t("profile-targets")}</summary>
            <p class="field-help">{cx.t("profile-targets-help")}</p>
            {rows}
        </details>
    }
    .into_any()
}

/// Up to which level a domain is asked, where a body can be asked more than its target says.
fn opened(cx: &Cx, model: &Model, domain: &Domain, chosen: &str) -> AnyView {
    if model.rules == Rules::EveryLevel {
        return ().into_any();
    }
    let highest = domain
        .practices
        .iter()
        .map(|practice| practice.level)
        .max()
        .unwrap_or(1);
    let levels = (2..=highest)
        .map(|level| {
            let level = level.to_string();
            view! { <option value=level.clone() selected=chosen == level>{level.clone()}</option> }
        })
        .collect_view();
    let id = format!("opened-{}", domain.code);
    let label = cx.t_with("profile-opened", &[("domain", domain.code.to_string().into())]);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id.clone() name=id.clone()>
                <option value="" selected=chosen.is_empty()>{cx.t("profile-opened-target")}</option>
                {levels}
            </select>
        </div>
    }
    .into_any()
}
