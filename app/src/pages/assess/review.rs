//! What a lead looks at before submitting.

use axum::extract::Path;
use domain::model::Practice;
use leptos::prelude::*;
use service::{AssessmentSheet, Error, StoredAnswer, Verdict};

use super::parts::{assessment_name, assessment_path, body_path, content};
use crate::components::form::ErrorSummary;
use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Form, Messages, messages};
use crate::shell::Page;

/// The page. A submitted assessment has nothing to review: on to its report.
pub async fn page(cx: Cx, Path((org, id)): Path<(String, String)>) -> PageResult {
    let sheet = cx.services().review_sheet(&cx.actor, &org, &id).await?;
    cx.services().model_of(cx.lang, &sheet.info)?;
    if !sheet.is_open() {
        return Ok(cx.redirect(&format!("/assess/{org}/{id}/report")));
    }
    Ok(cx.render(
        Page::wide(cx.t("review-title")),
        view(&cx, sheet, Vec::new(), Vec::new()),
    ))
}

/// Keeps the decisions; submits if that was asked for.
pub async fn decide(
    cx: Cx,
    Path((org, id)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let verdicts = read_verdicts(&pairs)?;
    let has = |name: &str, wanted: &str| pairs.iter().any(|(key, value)| key == name && value == wanted);
    let services = cx.services();
    let mut messages_shown = Vec::new();
    if !services
        .decide_not_applicable(&cx.actor, &org, &id, &verdicts)
        .await?
    {
        messages_shown.push(("not-applicable".to_owned(), cx.t("error-verdict-changed")));
    } else if has("do", "submit") {
        match services
            .submit_assessment(&cx.actor, &org, &id, has("confirm", "yes"))
            .await
        {
            Ok(()) => return Ok(cx.redirect(&format!("/assess/{org}/{id}/report"))),
            Err(Error::Invalid(errors)) => messages_shown = messages(&cx, &errors),
            Err(error) => return Err(error.into()),
        }
    } else {
        return Ok(cx.redirect(&format!("/assess/{org}/{id}/review")));
    }
    let sheet = services.review_sheet(&cx.actor, &org, &id).await?;
    services.model_of(cx.lang, &sheet.info)?;
    let view = view(&cx, sheet, messages_shown, verdicts);
    Ok(cx.render_invalid(Page::wide(cx.t("review-title")), view))
}

/// Fields `GOV-01-verdict` (`approve`, `return`), each with the version of the answer it is about.
fn read_verdicts(pairs: &[(String, String)]) -> Result<Vec<Verdict>, PageError> {
    let verdicts = pairs.iter().filter_map(|(name, value)| {
        let practice = name.strip_suffix("-verdict")?;
        Some((practice, value))
    });
    verdicts
        .map(|(practice, value)| {
            let version = format!("{practice}-version");
            let version = pairs.iter().find(|(name, _)| *name == version);
            Ok(Verdict {
                practice: practice.to_owned(),
                version: version
                    .and_then(|(_, version)| version.parse().ok())
                    .ok_or(PageError::BadRequest)?,
                approve: match value.as_str() {
                    "approve" => true,
                    "return" => false,
                    _ => return Err(PageError::BadRequest),
                },
            })
        })
        .collect()
}

fn view(
    cx: &Cx,
    sheet: AssessmentSheet,
    messages: Messages,
    verdicts: Vec<Verdict>,
) -> impl IntoView + use<> {
    let cx = cx.clone();
    move || {
        let Ok(model) = cx.services().model_of(cx.lang, &sheet.info) else {
            return ().into_any();
        };
        let path = assessment_path(&sheet.body, &sheet.info);
        let score = sheet.score(model);
        let trail = vec![
            (body_path(&sheet.body), sheet.body.name.clone()),
            (path.clone(), assessment_name(&cx, &sheet.info)),
        ];
        let rows = model
            .domains
            .iter()
            .zip(&score.domains)
            .map(|(domain, line)| {
                let missing = line.in_scope - line.answered;
                view! {
                    <tr>
                        <th scope="row"><a href=format!("{path}/{}", domain.code)>{content(&cx, &domain.title)}</a></th>
                        <td class="number">{line.in_scope}</td>
                        <td class="number">{missing}</td>
                        <td class="number">{line.unknown}</td>
                        <td class="number">{line.not_applicable}</td>
                    </tr>
                }
            })
            .collect_view();
        let missing = score.in_scope - score.answered;
        let missing = if missing == 0 {
            cx.t("review-complete")
        } else {
            cx.t_with("review-missing", &[("n", missing.into())])
        };
        let not_applicable: Vec<_> = sheet
            .not_applicable(model)
            .map(|(practice, stored)| not_applicable(&cx, practice, stored, &verdicts))
            .collect();
        let is_decided = sheet.not_applicable(model).all(|(_, stored)| stored.approved);
        let decisions = if not_applicable.is_empty() {
            view! { <p class="muted">{cx.t("review-none-not-applicable")}</p> }.into_any()
        } else {
            let decide = (!is_decided).then(|| {
                view! { <p><button class="button button-quiet" type="submit" name="do" value="decide">{cx.t("review-decide")}</button></p> }
            });
            view! {
                <p>{cx.t("review-not-applicable-help")}</p>
                <ul class="verdict-list">{not_applicable}</ul>
                {decide}
            }
            .into_any()
        };
        view! {
            <Breadcrumbs trail=trail/>
            <h1>{cx.t("review-title")}</h1>
            <p class="lead">{missing}</p>
            <ErrorSummary messages=messages.clone()/>
            <section class="table-scroll" tabindex="0" aria-labelledby="review-domains">
                <table>
                    <caption id="review-domains">{cx.t("review-table")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{cx.t("report-domain")}</th>
                            <th scope="col" class="number">{cx.t("review-asked")}</th>
                            <th scope="col" class="number">{cx.t("review-unanswered")}</th>
                            <th scope="col" class="number">{cx.t("review-unknown")}</th>
                            <th scope="col" class="number">{cx.t("review-not-applicable")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
            <form method="post" action=format!("{path}/review")>
                <h2 id="not-applicable">{cx.t("review-not-applicable-title")}</h2>
                {decisions}
                <h2>{cx.t("review-submit-title")}</h2>
                <p>{cx.t("review-submit-text")}</p>
                <label class="choice">
                    <input type="checkbox" name="confirm" id="confirm" value="yes"/>
                    <span>{cx.t("review-confirm")}</span>
                </label>
                <div class="actions">
                    <button class="button" type="submit" name="do" value="submit">{cx.t("review-submit")}</button>
                    <a class="button button-quiet" href=format!("{path}/report")>{cx.t("assess-draft-report")}</a>
                </div>
            </form>
        }
        .into_any()
    }
}

/// A practice that does not apply: what was decided, or the choice.
fn not_applicable(cx: &Cx, practice: &Practice, stored: &StoredAnswer, verdicts: &[Verdict]) -> AnyView {
    let id = practice.id.as_str();
    let by = ("name", stored.by.clone().into());
    let last = cx.t_with("assess-last-by", &[by, ("moment", cx.moment(stored.at).into())]);
    let title = content(cx, &practice.title);
    let why = view! {
        <p class="conflict-said" dir="auto">{stored.reason.clone()}</p>
        <p class="muted small">{last}</p>
    };
    if stored.approved {
        return view! {
            <li>
                <p class="field-label"><span dir="ltr">{id.to_owned()}</span> " " {title}</p>
                {why}
                <p><span class="tag tag-good">{cx.t("assess-approved")}</span></p>
            </li>
        }
        .into_any();
    }
    let chosen = verdicts
        .iter()
        .find(|verdict| verdict.practice == id && verdict.version == stored.version)
        .map(|verdict| verdict.approve);
    let choices = [("approve", true), ("return", false)].map(|(name, approve)| {
        // The first has the name that an error links to.
        let choice = if approve { format!("{id}-verdict") } else { format!("{id}-verdict-return") };
        let label = if approve { cx.t("review-approve") } else { cx.t("review-return") };
        view! {
            <label class="choice">
                <input type="radio" name=format!("{id}-verdict") id=choice value=name checked=chosen == Some(approve)/>
                <span>{label}</span>
            </label>
        }
    });
    view! {
        <li>
            <fieldset>
                <legend><span dir="ltr">{id.to_owned()}</span> " " {title}</legend>
                {why}
                <input type="hidden" name=format!("{id}-version") value=stored.version.to_string()/>
                <div class="choices verdicts">{choices.into_iter().collect_view()}</div>
            </fieldset>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_needs_the_version_that_it_is_about() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let verdicts =
            read_verdicts(&[pair("GOV-01-version", "2"), pair("GOV-01-verdict", "approve")]).unwrap();
        assert_eq!((verdicts[0].version, verdicts[0].approve), (2, true));
        assert_eq!(
            read_verdicts(&[pair("GOV-01-verdict", "approve")]),
            Err(PageError::BadRequest)
        );
        // A practice that is not decided sends its version only.
        assert_eq!(read_verdicts(&[pair("GOV-01-version", "2")]).unwrap(), Vec::new());
    }
}
