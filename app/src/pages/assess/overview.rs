//! Where a body stands, and what to do next.

use assess::Overview;
use axum::extract::Path;
use domain::assess::model::Model;
use domain::assess::score::Scope;
use domain::content::Text;
use domain::identity::policy::Action;
use leptos::prelude::*;
use serde::Deserialize;
use usecase::{Error, NotNow};

use super::parts::{
    assessment_name, assessment_path, body_path, content, may, model_news, next_domain, progress, scope_name,
};
use crate::components::form::ErrorSummary;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Form, Messages, messages};
use crate::shell::Page;

/// The form that starts an assessment.
#[derive(Debug, Default, Deserialize)]
pub struct Start {
    #[serde(default)]
    scope: String,
    /// A submitted assessment from which to take answers over; empty: none.
    #[serde(default)]
    after: String,
}

/// The page.
pub async fn page(cx: Cx, Path(org): Path<String>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let overview = assess::overview(cx.env(), &permit, &mut cx.reader()).await?;
    let title = overview.body.name.clone();
    let view = view(&cx, overview, Vec::new())?;
    Ok(cx.render(Page::wide(title), view))
}

/// Starts an assessment and opens it.
pub async fn start(cx: Cx, Path(org): Path<String>, Form(input): Form<Start>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let started = match Scope::parse(&input.scope) {
        Some(scope) => {
            let mut tx = cx.begin().await?;
            let after = Some(input.after.as_str()).filter(|after| !after.is_empty());
            let started = assess::start_assessment(cx.env(), &permit, &mut tx, scope, after).await;
            if started.is_ok() {
                tx.commit().await?;
            }
            started
        }
        None => Err(Error::field("scope", "scope-missing")),
    };
    let overview = async || {
        let permit = cx.permit(permit.organisation().clone())?;
        Ok::<_, PageError>(assess::overview(cx.env(), &permit, &mut cx.reader()).await?)
    };
    match started {
        Ok(id) => Ok(cx.redirect(&format!("/assess/{org}/{id}"))),
        Err(Error::Invalid(errors)) => {
            let overview = overview().await?;
            let title = overview.body.name.clone();
            let view = view(&cx, overview, messages(&cx, &errors))?;
            Ok(cx.render_invalid(Page::wide(title), view))
        }
        // A double click, or a colleague was faster: on to the one that is open.
        Err(error @ Error::NotNow(NotNow::AssessmentOpen)) => {
            let overview = overview().await?;
            let (open, _) = overview.draft.ok_or(error)?;
            Ok(cx.redirect(&assessment_path(&overview.body, &open)))
        }
        Err(error) => Err(error.into()),
    }
}

fn view(cx: &Cx, overview: Overview, messages: Messages) -> Result<impl IntoView + use<>, PageError> {
    let cx = cx.clone();
    let model = cx.env().model(cx.lang, &overview.model)?.clone();
    Ok(move || {
        let model = &model;
        view! {
            <p class="eyebrow">{cx.t("assess-title")}</p>
            <h1 dir="auto">{overview.body.name.clone()}</h1>
            <ErrorSummary messages=messages.clone()/>
            <div class="overview">
                <div class="overview-main">
                    {next_step(&cx, &overview, model)}
                    {submitted(&cx, &overview)}
                </div>
                <div class="overview-side">
                    {profile(&cx, &overview, model)}
                    {links(&cx, &overview)}
                </div>
            </div>
        }
    })
}

/// The one thing to do next, first and plainly.
fn next_step(cx: &Cx, overview: &Overview, model: &Model) -> AnyView {
    let body = &overview.body;
    let is_lead = may(cx, Action::StartAssessment, body);
    if let Some((info, score)) = &overview.draft {
        let path = assessment_path(body, info);
        let progress = progress(cx, score.answered, score.in_scope);
        let next = next_domain(score).map(|domain| domain.code.as_str().to_owned());
        let name = assessment_name(cx, info);
        let actions = match next {
            _ if !may(cx, Action::ReadAssessment, body) => ().into_any(),
            Some(code) if may(cx, Action::Answer, body) => view! {
                <a class="button" href=format!("{path}/{code}")>{cx.t("assess-continue")}</a>
                <a class="button button-quiet" href=path.clone()>{cx.t("assess-all-domains")}</a>
            }
            .into_any(),
            None if is_lead => view! {
                <a class="button" href=format!("{path}/review")>{cx.t("assess-review-link")}</a>
                <a class="button button-quiet" href=path.clone()>{cx.t("assess-all-domains")}</a>
            }
            .into_any(),
            _ => view! { <a class="button" href=path.clone()>{cx.t("assess-all-domains")}</a> }.into_any(),
        };
        let report = may(cx, Action::ReadReport, body).then(|| {
            view! { <p><a href=format!("{path}/report")>{cx.t("assess-draft-report")}</a></p> }
        });
        let text = if next_domain(score).is_some() {
            cx.t("assess-next-answer")
        } else if is_lead {
            cx.t("assess-next-review")
        } else {
            cx.t("assess-next-wait")
        };
        return view! {
            <section class="next-step" aria-labelledby="next-step">
                <h2 id="next-step">{cx.t("assess-next-title")}</h2>
                <p class="lead">{text}</p>
                <p><strong>{name}</strong> " " <span class="tag">{cx.t("assess-draft")}</span> <br/> {progress}</p>
                <meter class="progress" min="0" max=score.in_scope.max(1).to_string() value=score.answered.to_string()
                    aria-label=cx.t("assess-progress-label")></meter>
                <div class="actions">{actions}</div>
                {report}
                {model_news(cx, body, info)}
            </section>
        }
        .into_any();
    }
    if overview.profile.version == 0 {
        let action = is_lead.then(|| {
            let href = format!("{}/profile", body_path(body));
            view! { <p class="actions"><a class="button" href=href>{cx.t("assess-profile-link")}</a></p> }
        });
        let text = if is_lead {
            cx.t("assess-next-profile")
        } else {
            cx.t("assess-next-lead")
        };
        return view! {
            <section class="next-step" aria-labelledby="next-step">
                <h2 id="next-step">{cx.t("assess-next-title")}</h2>
                <p class="lead">{text}</p>
                {action}
            </section>
        }
        .into_any();
    }
    let text = match (is_lead, overview.submitted.is_empty()) {
        (true, true) => cx.t("assess-next-start"),
        (true, false) => cx.t("assess-next-again"),
        (false, true) => cx.t("assess-next-lead-start"),
        (false, false) => cx.t("assess-next-read"),
    };
    let start = is_lead.then(|| start_form(cx, overview, model));
    view! {
        <section class="next-step" aria-labelledby="next-step">
            <h2 id="next-step">{cx.t("assess-next-title")}</h2>
            <p class="lead">{text}</p>
            {start}
        </section>
    }
    .into_any()
}

fn start_form(cx: &Cx, overview: &Overview, model: &Model) -> impl IntoView + use<> {
    let asked = |scope: Scope| {
        let profile = &overview.profile.profile;
        profile.asked(model, scope).count()
    };
    let action = format!("{}/assessments", body_path(&overview.body));
    let choices = Scope::ALL
        .into_iter()
        .map(|scope| {
            let (help, id) = match scope {
                Scope::Quick => (cx.t_with("assess-scope-quick-help", &[("n", asked(scope).into())]), "scope"),
                Scope::Full => (cx.t_with("assess-scope-full-help", &[("n", asked(scope).into())]), "scope-full"),
            };
            view! {
                <label class="choice">
                    <input type="radio" name="scope" id=id value=scope.as_str() checked=scope == Scope::Quick/>
                    <span><strong>{scope_name(cx, scope)}</strong> <br/> {help}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <form method="post" action=action>
            <fieldset class="field">
                <legend>{cx.t("assess-scope-legend")}</legend>
                <div class="choices">{choices}</div>
            </fieldset>
            {take_over(cx, overview, model)}
            <button class="button" type="submit">{cx.t("assess-start")}</button>
        </form>
    }
}

/// Whether to begin from the answers of the last assessment, if that was made with the version of the model before.
fn take_over(cx: &Cx, overview: &Overview, model: &Model) -> AnyView {
    let Some(last) = overview
        .submitted
        .first()
        .filter(|last| assess::can_follow(cx.env(), last))
    else {
        return ().into_any();
    };
    let moment = last.submitted_at.unwrap_or(last.created_at);
    let told = [
        ("date", cx.date(moment.date()).into()),
        ("version", i64::from(last.model_version).into()),
        ("newer", i64::from(model.version).into()),
    ];
    view! {
        <fieldset class="field">
            <legend>{cx.t("assess-after-legend")}</legend>
            <div class="choices">
                <label class="choice">
                    <input type="radio" name="after" value=last.id.to_string() checked=true/>
                    <span><strong>{cx.t_with("assess-after-last", &told)}</strong> <br/> {cx.t_with("assess-after-last-help", &told)}</span>
                </label>
                <label class="choice">
                    <input type="radio" name="after" value=""/>
                    <span><strong>{cx.t("assess-after-none")}</strong> <br/> {cx.t("assess-after-none-help")}</span>
                </label>
            </div>
        </fieldset>
    }
    .into_any()
}

fn submitted(cx: &Cx, overview: &Overview) -> AnyView {
    let can_read = may(cx, Action::ReadReport, &overview.body);
    let list = if overview.submitted.is_empty() {
        view! { <p class="muted">{cx.t("assess-none-submitted")}</p> }.into_any()
    } else {
        let items = overview
            .submitted
            .iter()
            .map(|info| {
                let path = assessment_path(&overview.body, info);
                let at = info.submitted_at.map(|at| cx.date(at.date())).unwrap_or_default();
                let links = can_read.then(|| {
                    view! {
                        <span class="line-links">
                            <a href=format!("{path}/report")>{cx.t("assess-report-link")}</a>
                            <a href=path.clone()>{cx.t("assess-answers-link")}</a>
                        </span>
                    }
                });
                view! {
                    <li>
                        <span>
                            <strong>{scope_name(cx, info.scope)}</strong> <br/>
                            <span class="muted">{cx.t_with("assess-submitted-on", &[("date", at.into())])}</span>
                        </span>
                        {links}
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="line-list">{items}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="submitted">
            <h2 id="submitted">{cx.t("assess-submitted-title")}</h2>
            {list}
        </section>
    }
    .into_any()
}

/// The profile in words.
fn profile(cx: &Cx, overview: &Overview, model: &Model) -> AnyView {
    let profile = &overview.profile.profile;
    let today = cx.env().now().date();
    let election = match profile.next_election {
        Some(day) if day >= today => {
            let weeks = (day - today).whole_weeks();
            view! {
                <p class="election">
                    <strong>{cx.date(day)}</strong> <br/>
                    <span>{cx.t_with("assess-weeks-left", &[("n", weeks.into())])}</span>
                </p>
            }
            .into_any()
        }
        Some(day) => {
            let text = cx.t_with("assess-election-past", &[("date", cx.date(day).into())]);
            view! { <p>{text}</p> }.into_any()
        }
        None => view! { <p>{cx.t("assess-no-election")}</p> }.into_any(),
    };
    let tier = profile.tier(model);
    let tier_text: Option<&Text> = model
        .tiers
        .iter()
        .find(|text| text.id == tier)
        .map(|text| &text.title);
    let technology = if profile.flags.is_empty() {
        view! { <p class="muted">{cx.t("assess-no-technology")}</p> }.into_any()
    } else {
        let items = model
            .flags
            .iter()
            .filter(|flag| profile.flags.contains(&flag.id))
            .map(|flag| view! { <li>{content(cx, &flag.title)}</li> })
            .collect_view();
        view! { <ul>{items}</ul> }.into_any()
    };
    let edit = may(cx, Action::EditProfile, &overview.body).then(|| {
        let href = format!("{}/profile", body_path(&overview.body));
        view! { <p><a href=href>{cx.t("assess-profile-edit")}</a></p> }
    });
    view! {
        <section aria-labelledby="election">
            <h2 id="election">{cx.t("assess-election-title")}</h2>
            {election}
        </section>
        <section aria-labelledby="profile">
            <h2 id="profile">{cx.t("assess-profile-title")}</h2>
            <p><strong>{tier.as_str()}</strong> " · " {tier_text.map(|text| content(cx, text))}</p>
            {technology}
            {edit}
        </section>
    }
    .into_any()
}

fn links(cx: &Cx, overview: &Overview) -> AnyView {
    let base = body_path(&overview.body);
    let mut items = Vec::new();
    if may(cx, Action::ReadPeople, &overview.body) {
        items.push((format!("{base}/people"), cx.t("assess-people-link")));
    }
    if may(cx, Action::ReadConsent, &overview.body) {
        items.push((format!("{base}/sharing"), cx.t("assess-sharing-link")));
    }
    if may(cx, Action::ReadOwnRequests, &overview.body) {
        items.push((format!("{base}/requests"), cx.t("ledger-own-title")));
    }
    if may(cx, Action::ReadAudit, &overview.body) {
        items.push((format!("{base}/audit"), cx.t("audit-title")));
    }
    if items.is_empty() {
        return ().into_any();
    }
    let items = items
        .into_iter()
        .map(|(href, name)| view! { <li><a href=href>{name}</a></li> })
        .collect_view();
    view! {
        <nav aria-label=cx.t("assess-body-label")>
            <ul class="line-list">{items}</ul>
        </nav>
    }
    .into_any()
}
