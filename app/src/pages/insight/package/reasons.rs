//! Why one kind of help for one body is in the best package, or out of it.

use axum::extract::{Path, Query};
use domain::target::{Package, Worth};
use insight::package::{Entry, PackageInput, Reasons, Why, WhyIn, WhyOut, package_reasons};
use leptos::prelude::*;
use serde::Deserialize;

use super::about::About;
use super::{head, take_up_as_asked};
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::shell::Page;

/// What is asked about.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    body: String,
    help: String,
}

/// The page.
pub async fn page(
    cx: Cx,
    Path(round): Path<String>,
    Query(input): Query<PackageInput>,
    Query(of): Query<Asked>,
) -> PageResult {
    let asked = take_up_as_asked(&cx, &round, &input).await?;
    if of.body.is_empty() || of.help.is_empty() {
        return Err(PageError::BadRequest);
    }
    let reasons = package_reasons(asked, of.body, of.help.into()).await?;
    let context = cx.clone();
    let title = match &reasons.outcome {
        Ok(Why::In(_)) => "package-why-in-title",
        Ok(Why::Out(_)) | Err(_) => "package-why-out-title",
    };
    Ok(cx.render(Page::new(cx.t(title)), move || {
        view(&context, &reasons, title, &input)
    }))
}

pub(super) fn view(cx: &Cx, reasons: &Reasons, title: &str, input: &PackageInput) -> AnyView {
    let about = About {
        cx,
        portfolio: &reasons.portfolio,
        input,
    };
    let why = match &reasons.outcome {
        Ok(Why::In(why)) => is_in(&about, why, reasons),
        Ok(Why::Out(why)) => is_out(&about, why, reasons),
        Err(why) => about.none(why),
    };
    let back = about.address_of("", input);
    view! {
        {head(&about, cx.t(title))}
        <p class="lead">{about.item(&reasons.item)}</p>
        {why}
        <p class="actions"><a class="button button-quiet" href=back>{cx.t("package-back")}</a></p>
    }
    .into_any()
}

/// How much less another package closes, in words: `best` or `loses`, and a tie.
fn loses(about: &About<'_>, keys: [&str; 2], loses: Worth, reasons: &Reasons) -> AnyView {
    let cx = about.cx;
    let floors = (loses.floors > 0).then(|| {
        let n = [("n", i64::from(loses.floors).into())];
        view! { <p>{cx.t_with("package-why-floors", &n)}</p> }
    });
    let [less, tie] = keys;
    let text = if loses == Worth::default() {
        cx.t(tie)
    } else if loses.points < 0 {
        // Fewer of the most important practices, and more in all: that rule comes first.
        let share = -loses.points as f64 / reasons.points.max(1) as f64;
        let percent = cx.percent((share * 100.0).ceil() as i64);
        cx.t_with("package-why-more", &[("percent", percent.into())])
    } else {
        let share = loses.points as f64 / reasons.points.max(1) as f64;
        // Of what is lost something is always told.
        let percent = cx.percent((share * 100.0).ceil() as i64);
        cx.t_with(less, &[("percent", percent.into())])
    };
    view! { {floors} <p>{text}</p> }.into_any()
}

/// Things that come or go, under a sentence; nothing if there are none.
fn moved(about: &About<'_>, key: &str, package: &Package) -> Option<AnyView> {
    let list = (!package.is_empty()).then(|| about.items(package))?;
    Some(view! { <p>{about.cx.t(key)}</p> {list} }.into_any())
}

fn is_in(about: &About<'_>, why: &WhyIn, reasons: &Reasons) -> AnyView {
    let cx = about.cx;
    match why {
        WhyIn::Locked => view! { <p>{cx.t("package-why-locked")}</p> }.into_any(),
        WhyIn::Best {
            loses: less,
            comes,
            leaves,
        } => {
            let own = Package::from_iter([reasons.item.clone()]);
            let nothing = comes
                .is_empty()
                .then(|| view! { <p>{cx.t("package-why-nothing-comes")}</p> });
            view! {
                {loses(about, ["package-why-in-best", "package-why-in-tie"], *less, reasons)}
                {moved(about, "package-why-comes", comes)}
                {nothing}
                {moved(about, "package-why-goes", &leaves.without(&own))}
            }
            .into_any()
        }
    }
}

fn is_out(about: &About<'_>, why: &WhyOut, reasons: &Reasons) -> AnyView {
    let cx = about.cx;
    match why {
        WhyOut::Obstacle(obstacle) => view! { <p>{about.obstacle(obstacle)}</p> }.into_any(),
        WhyOut::Locks(why) => about.none(&insight::package::NoPackage::Infeasible(why.clone())),
        WhyOut::Displaces {
            leaves,
            comes,
            loses: less,
            entry,
        } => {
            let own = Package::from_iter([reasons.item.clone()]);
            let entry = match entry {
                Entry::At { budget, .. } => {
                    let budget = [("budget", about.dollars(*budget).into())];
                    cx.t_with("package-why-entry", &budget)
                }
                Entry::NotUpTo { percent } => {
                    let percent = cx.percent(i64::try_from(*percent).unwrap_or(i64::MAX));
                    cx.t_with("package-why-entry-not", &[("percent", percent.into())])
                }
            };
            view! {
                {loses(about, ["package-why-out-loses", "package-why-out-tie"], *less, reasons)}
                {moved(about, "package-why-displaces", leaves)}
                {moved(about, "package-why-with", &comes.without(&own))}
                <p>{entry}</p>
            }
            .into_any()
        }
    }
}
