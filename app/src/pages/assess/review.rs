//! What a lead looks at before submitting.

use std::collections::HashMap;

use assess::{AssessmentSheet, Seen, StoredAnswer, Verdict};
use axum::extract::Path;
use domain::assess::model::{Model, Practice};
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Permit, act};
use http::StatusCode;
use leptos::prelude::*;
use usecase::{Change, Error, NotNow};

use super::card::problem;
use super::parts::{assessment_name, assessment_path, body_path, content};
use crate::components::form::ErrorSummary;
use crate::components::layout::Breadcrumbs;
use crate::components::table::{Column, DataTable};
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Form, Messages, messages};
use crate::shell::Page;

/// What a form brought that could not be taken.
#[derive(Default)]
struct Returned {
    verdicts: Vec<Verdict>,
    is_confirmed: bool,
    messages: Messages,
    /// What is no longer as the lead saw it; nothing: that was not why.
    changes: Option<Vec<Change>>,
}

/// The page. A submitted assessment has nothing to review: on to its report.
pub async fn page(cx: Cx, Path((org, id)): Path<(String, String)>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let sheet = assess::review_sheet(cx.env(), &permit, &mut cx.reader(), &id).await?;
    if !sheet.is_open() {
        return Ok(cx.redirect(&format!("/assess/{org}/{id}/report")));
    }
    Ok(cx.render(
        Page::wide(cx.t("review-title")),
        view(&cx, sheet, Returned::default())?,
    ))
}

/// Keeps the decisions.
pub async fn decide(
    cx: Cx,
    Path((org, id)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let sent = Sent::read(&pairs)?;
    match sent.keep_verdicts(&cx, &permit, &id).await {
        Ok(()) => Ok(cx.redirect(&format!("/assess/{org}/{id}/review"))),
        Err(refused) => answer(&cx, permit.organisation(), &id, sent, refused).await,
    }
}

/// Keeps the decisions, and submits the assessment if it is what the lead saw.
pub async fn submit(
    cx: Cx,
    Path((org, id)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let sent = Sent::read(&pairs)?;
    // What was decided is kept, whatever becomes of the submission.
    let outcome = match sent
        .keep_verdicts(&cx, &cx.permit(permit.organisation().clone())?, &id)
        .await
    {
        Ok(()) => sent.submit(&cx, &permit, &id).await,
        refused => refused,
    };
    match outcome {
        // Else a double click, or a colleague was faster: it is submitted.
        Ok(()) | Err(Error::NotNow(NotNow::AssessmentSubmitted)) => {
            Ok(cx.redirect(&format!("/assess/{org}/{id}/report")))
        }
        Err(refused) => answer(&cx, permit.organisation(), &id, sent, refused).await,
    }
}

/// What the form of the review brought.
struct Sent {
    verdicts: Vec<Verdict>,
    is_confirmed: bool,
    /// What the lead saw; nothing: the page is of before this was carried.
    seen: Option<Seen>,
}

impl Sent {
    fn read(pairs: &[(String, String)]) -> Result<Self, PageError> {
        let value = |name: &str| {
            pairs
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        Ok(Self {
            verdicts: read_verdicts(pairs)?,
            is_confirmed: value("confirm") == Some("yes"),
            seen: value("seen").and_then(Seen::parse),
        })
    }

    async fn keep_verdicts(
        &self,
        cx: &Cx,
        permit: &Permit<act::ApproveNotApplicable>,
        id: &str,
    ) -> usecase::Result<()> {
        let mut tx = cx.begin().await?;
        let is_met = assess::decide_not_applicable(cx.env(), permit, &mut tx, id, &self.verdicts).await?;
        tx.commit().await?;
        if is_met {
            Ok(())
        } else {
            Err(Error::field("not-applicable", "verdict-changed"))
        }
    }

    async fn submit(&self, cx: &Cx, permit: &Permit<act::SubmitAssessment>, id: &str) -> usecase::Result<()> {
        let Some(seen) = self.seen.clone() else {
            return Err(Error::Changed(Vec::new()));
        };
        let seen = seen.after(&self.verdicts);
        let mut tx = cx.begin().await?;
        assess::submit_assessment(cx.env(), permit, &mut tx, id, self.is_confirmed, &seen).await?;
        Ok(tx.commit().await?)
    }
}

/// The review once more, with what was sent and why it could not be taken.
async fn answer(cx: &Cx, body: &Organisation, id: &str, sent: Sent, refused: Error) -> PageResult {
    let sheet = async || {
        let permit = cx.permit(body.clone())?;
        Ok::<_, PageError>(assess::review_sheet(cx.env(), &permit, &mut cx.reader(), id).await?)
    };
    match refused {
        Error::Invalid(errors) => {
            let returned = Returned {
                verdicts: sent.verdicts,
                is_confirmed: sent.is_confirmed,
                messages: messages(cx, &errors),
                changes: None,
            };
            let view = view(cx, sheet().await?, returned)?;
            Ok(cx.render_invalid(Page::wide(cx.t("review-title")), view))
        }
        Error::Changed(changes) => {
            // The confirmation was of something else, and is asked for again.
            let returned = Returned {
                verdicts: sent.verdicts,
                changes: Some(changes),
                ..Returned::default()
            };
            let page = Page::wide(cx.t("review-title")).with_error(cx);
            let view = view(cx, sheet().await?, returned)?;
            Ok(cx.render_with_status(StatusCode::CONFLICT, page, view))
        }
        refused => Err(refused.into()),
    }
}

/// Fields `GOV-01-verdict` (`approve`, `return`), each with the version of the answer it is about.
fn read_verdicts(pairs: &[(String, String)]) -> Result<Vec<Verdict>, PageError> {
    let fields = |suffix: &'static str| {
        pairs
            .iter()
            .filter_map(move |(name, value)| Some((name.strip_suffix(suffix)?, value.as_str())))
    };
    // Found by name and not by looking through all: a form can name as many practices as fit into it.
    let versions: HashMap<&str, &str> = fields("-version").collect();
    fields("-verdict")
        .map(|(practice, value)| {
            Ok(Verdict {
                practice: practice.to_owned(),
                version: versions
                    .get(practice)
                    .and_then(|version| version.parse().ok())
                    .ok_or(PageError::BadRequest)?,
                approve: match value {
                    "approve" => true,
                    "return" => false,
                    _ => return Err(PageError::BadRequest),
                },
            })
        })
        .collect()
}

fn view(cx: &Cx, sheet: AssessmentSheet, returned: Returned) -> Result<impl IntoView + use<>, PageError> {
    let cx = cx.clone();
    // Asked here so that a model that is gone is an error, and no page with a hole.
    let model = assess::model_of(cx.env(), cx.lang, &sheet.info)?.clone();
    let seen = assess::seen_of(cx.env(), &sheet)?.to_string();
    Ok(move || {
        let model = &model;
        let path = assessment_path(&sheet.body, &sheet.info);
        let score = sheet.score(model);
        let trail = vec![
            (body_path(&sheet.body), sheet.body.name.clone()),
            (path.clone(), assessment_name(&cx, &sheet.info)),
        ];
        let rows = model
            .domains
            .iter()
            .filter_map(|domain| Some((domain, score.domain(&domain.code)?)))
            .map(|(domain, line)| {
                let missing = line.in_scope - line.answered;
                view! {
                    <tr>
                        <th scope="row"><a href=format!("{path}/{}", domain.code)>{content(&cx, &domain.title)}</a></th>
                        <td class="number">{cx.number(line.in_scope)}</td>
                        <td class="number">{cx.number(missing)}</td>
                        <td class="number">{cx.number(line.unknown)}</td>
                        <td class="number">{cx.number(line.not_applicable)}</td>
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
            .map(|(practice, stored)| not_applicable(&cx, practice, stored, &returned))
            .collect();
        let is_decided = sheet.not_applicable(model).all(|(_, stored)| stored.approved);
        let decisions = if not_applicable.is_empty() {
            view! { <p class="muted">{cx.t("review-none-not-applicable")}</p> }.into_any()
        } else {
            let decide = (!is_decided).then(|| {
                view! { <p><button class="button button-quiet" type="submit">{cx.t("review-decide")}</button></p> }
            });
            view! {
                <p>{cx.t("review-not-applicable-help")}</p>
                <ul class="verdict-list">{not_applicable}</ul>
                {decide}
            }
            .into_any()
        };
        let columns = vec![
            Column::text(cx.t("report-domain")),
            Column::number(cx.t("review-asked")),
            Column::number(cx.t("review-unanswered")),
            Column::number(cx.t("review-unknown")),
            Column::number(cx.t("review-not-applicable")),
        ];
        let (error, described_by, invalid) = problem(&returned.messages, "confirm");
        view! {
            <Breadcrumbs trail=trail/>
            <h1>{cx.t("review-title")}</h1>
            <p class="lead">{missing}</p>
            <ErrorSummary messages=returned.messages.clone()/>
            {returned.changes.as_deref().map(|changes| changed(&cx, model, changes))}
            <DataTable caption=cx.t("review-table") columns>{rows}</DataTable>
            <form method="post" action=format!("{path}/review")>
                <input type="hidden" name="seen" value=seen.clone()/>
                <h2 id="not-applicable">{cx.t("review-not-applicable-title")}</h2>
                {decisions}
                <h2>{cx.t("review-submit-title")}</h2>
                <p>{cx.t("review-submit-text")}</p>
                {error}
                <label class="choice">
                    <input type="checkbox" name="confirm" id="confirm" value="yes" checked=returned.is_confirmed
                        aria-describedby=described_by aria-invalid=invalid/>
                    <span>{cx.t("review-confirm")}</span>
                </label>
                <div class="actions">
                    <button class="button" type="submit" formaction=format!("{path}/submit")>{cx.t("review-submit")}</button>
                    <a class="button button-quiet" href=format!("{path}/report")>{cx.t("assess-draft-report")}</a>
                </div>
            </form>
        }
    })
}

/// What was changed since the lead looked, by name.
fn changed(cx: &Cx, model: &Model, changes: &[Change]) -> AnyView {
    let items: Vec<_> = changes
        .iter()
        .map(|change| match change {
            Change::Answer { practice, by, at } => {
                let last = [("name", by.clone().into()), ("moment", cx.moment(*at).into())];
                let title = model
                    .practice(practice.as_str())
                    .map(|known| content(cx, &known.title));
                view! {
                    <li>
                        <span dir="ltr">{practice.as_str().to_owned()}</span> " " {title} <br/>
                        <span class="small">{cx.t_with("assess-last-by", &last)}</span>
                    </li>
                }
                .into_any()
            }
            Change::Scope => view! { <li>{cx.t("review-changed-scope")}</li> }.into_any(),
            Change::Profile => view! { <li>{cx.t("review-changed-profile")}</li> }.into_any(),
            Change::Model => view! { <li>{cx.t("review-changed-model")}</li> }.into_any(),
        })
        .collect();
    let list = (!items.is_empty()).then(|| view! { <ul class="review-changes">{items}</ul> });
    view! {
        <div class="notice notice-danger" role="alert">
            <p>{cx.t("error-assessment-changed")}</p>
            {list}
        </div>
    }
    .into_any()
}

/// A practice that does not apply: what was decided, or the choice.
fn not_applicable(cx: &Cx, practice: &Practice, stored: &StoredAnswer, returned: &Returned) -> AnyView {
    let id = practice.id.as_str();
    let by = ("name", cx.person(&stored.by).into());
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
    let chosen = returned
        .verdicts
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
    let (error, described_by, _) = problem(&returned.messages, &format!("{id}-verdict"));
    view! {
        <li>
            <fieldset aria-describedby=described_by>
                <legend><span dir="ltr">{id.to_owned()}</span> " " {title}</legend>
                {why}
                <input type="hidden" name=format!("{id}-version") value=stored.version.to_string()/>
                {error}
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
