//! Which help to fund for the bodies that a donor sees by name: a form for the limits, the package, and why.

mod about;
mod budgets;
mod file;
mod form;
mod out;
mod plan;
mod reasons;
mod steady;

use axum::extract::{Path, Query};
use axum::response::Response;
use domain::identity::policy::Instance;
use insight::package::{PackageAsked, PackageInput, PackageQuestion, ask_package, plan_package};
use leptos::prelude::*;
use usecase::Error;

use about::About;
pub use budgets::page as budgets;
pub use file::csv;
pub use reasons::page as reasons;
pub use steady::page as steady;

use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Messages, messages};
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Path(round): Path<String>, Query(input): Query<PackageInput>) -> PageResult {
    let input = input.or_standard();
    let question = match input.parse() {
        Ok(question) => question,
        Err(Error::Invalid(errors)) => {
            let errors = messages(&cx, &errors);
            return wrong(&cx, &round, input, errors).await;
        }
        Err(error) => return Err(error.into()),
    };
    let plan = plan_package(take_up(&cx, &round, &question).await?).await?;
    let title = cx.t_with(
        "insight-body-page-title",
        &[
            ("body", cx.t("package-title").into()),
            ("round", plan.portfolio.round.title.clone().into()),
        ],
    );
    let context = cx.clone();
    Ok(cx.render(Page::wide(title), move || plan::view(&context, &plan, &input)))
}

/// The form with what is wrong in it.
async fn wrong(cx: &Cx, round: &str, input: PackageInput, errors: Messages) -> Result<Response, PageError> {
    let permit = cx.permit(Instance)?;
    let round = insight::package::closed_round(cx.env(), &permit, &mut cx.reader(), round).await?;
    let address = address(&round.slug);
    let trail = trail(cx, &round.slug, &round.title);
    let context = cx.clone();
    let view = move || {
        view! {
            <Breadcrumbs trail=trail.clone()/>
            <h1>{context.t("package-title")}</h1>
            {form::view(&context, &address, &input, errors.clone())}
        }
    };
    Ok(cx.render_invalid(Page::wide(cx.t("package-title")), view))
}

/// A question with the reports that its answer rests on. That they were read is recorded.
async fn take_up(cx: &Cx, round: &str, question: &PackageQuestion) -> Result<PackageAsked, PageError> {
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    let asked = ask_package(cx.env(), &permit, &mut tx, round, question).await?;
    tx.commit().await?;
    Ok(asked)
}

/// The same for the pages around a package, whose addresses come from its links.
async fn take_up_as_asked(cx: &Cx, round: &str, input: &PackageInput) -> Result<PackageAsked, PageError> {
    // Whoever may not read it learns nothing of what is wrong with the address.
    let _ = cx.permit::<domain::identity::policy::act::ReadRelease>(Instance)?;
    take_up(cx, round, &input.parse()?).await
}

fn address(round: &str) -> String {
    format!("/insight/{round}/package")
}

/// The pages above the package.
fn trail(cx: &Cx, round: &str, title: &str) -> Vec<(String, String)> {
    vec![
        ("/insight".to_owned(), cx.t("insight-title")),
        (format!("/insight/{round}"), title.to_owned()),
    ]
}

/// The head of a page around a package: its trail, its title, and the way back.
fn head(about: &About<'_>, title: String) -> AnyView {
    let round = &about.portfolio.round;
    let mut trail = trail(about.cx, &round.slug, &round.title);
    trail.push((about.address_of("", about.input), about.cx.t("package-title")));
    view! {
        <Breadcrumbs trail=trail/>
        <h1>{title}</h1>
    }
    .into_any()
}

#[cfg(test)]
mod tests;
