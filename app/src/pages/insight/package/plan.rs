//! The package: what it costs and closes, what is not spent and why, and every line with its reason.

use domain::target::Way;
use insight::package::{PackageBody, PackageInput, PackageLine, PackagePlan, Planned};
use leptos::prelude::*;

use super::about::About;
use super::{address, form, out, trail};
use crate::components::layout::Breadcrumbs;
use crate::components::table::{Column, DataTable};
use crate::components::text::content;
use crate::context::Cx;

/// Practices of a line that are told one by one.
const NAMED: usize = 4;

/// The whole page.
pub fn view(cx: &Cx, plan: &PackagePlan, input: &PackageInput) -> AnyView {
    let about = About {
        cx,
        portfolio: &plan.portfolio,
        input,
    };
    let round = &plan.portfolio.round;
    let result = if plan.portfolio.bodies.is_empty() {
        view! { <p class="notice">{cx.t("package-nobody")}</p> }.into_any()
    } else {
        match &plan.outcome {
            Ok(planned) => package(&about, planned),
            Err(why) => about.none(why),
        }
    };
    view! {
        <Breadcrumbs trail=trail(cx, &round.slug, &round.title)/>
        <h1>{cx.t("package-title")}</h1>
        <p class="lead prose">{cx.t("package-lead")}</p>
        <p class="prose">{cx.t("package-who")}</p>
        {form::view(cx, &address(&round.slug), input, Vec::new())}
        {result}
        {how(cx)}
    }
    .into_any()
}

fn package(about: &About<'_>, planned: &Planned) -> AnyView {
    let cx = about.cx;
    let bodies = about.portfolio.bodies.iter().map(|body| {
        let lines = planned.lines.iter().filter(|line| is_for(line, body));
        (body, lines.collect::<Vec<_>>())
    });
    let (helped, without): (Vec<_>, Vec<_>) = bodies.partition(|(_, lines)| !lines.is_empty());
    let without: Vec<&str> = without.iter().map(|(body, _)| body.name.as_str()).collect();
    let without = (!without.is_empty() && !helped.is_empty()).then(|| {
        let bodies = [("bodies", cx.list(&without).into())];
        let contract = (about.portfolio.problem.limits.contracting_weeks > 0
            && about.input.framework != "yes")
            .then(|| {
                let n = i64::from(about.portfolio.problem.limits.contracting_weeks);
                format!(" {}", cx.t_with("package-without-contract", &[("n", n.into())]))
            });
        view! { <p class="notice">{cx.t_with("package-without", &bodies)} {contract}</p> }
    });
    let sections = helped
        .iter()
        .map(|(body, lines)| of_body(about, planned, body, lines))
        .collect_view();
    view! {
        <section aria-labelledby="package">
            <h2 id="package">{cx.t("package-result")}</h2>
            {summary(about, planned, helped.len())}
            {next(about)}
            {links(about)}
            {sections}
            {without}
        </section>
        {out::unspent(about, planned)}
        {out::view(about, planned)}
    }
    .into_any()
}

fn is_for(line: &PackageLine, body: &PackageBody) -> bool {
    line.item.body.as_str() == body.organisation.as_str()
}

/// The package in sentences.
fn summary(about: &About<'_>, planned: &Planned, helped: usize) -> AnyView {
    let cx = about.cx;
    let solution = &planned.solution;
    if solution.package.is_empty() {
        return view! { <p class="lead">{cx.t("package-empty")}</p> }.into_any();
    }
    let size = cx.t_with(
        "package-summary",
        &[
            ("lines", solution.package.len().into()),
            ("bodies", helped.into()),
            ("of", about.portfolio.bodies.len().into()),
        ],
    );
    let costs = cx.t_with(
        "package-costs",
        &[
            ("high", about.dollars(planned.tally.cost.total()).into()),
            ("low", about.dollars(planned.at_least.total()).into()),
        ],
    );
    let closes = cx.t_with(
        "package-closes",
        &[
            ("all", about.percent(planned.closes).into()),
            ("first", about.percent(planned.closes_of_level_one).into()),
        ],
    );
    let proof = match (solution.is_proved, solution.gap()) {
        (true, _) if solution.worth.floors > 0 => {
            let n = [("n", i64::from(solution.worth.floors).into())];
            cx.t_with("package-proved-floors", &n)
        }
        (true, _) => cx.t("package-proved"),
        // Rounded up, so that it stays a bound.
        (false, Some(gap)) => {
            let percent = cx.percent((gap * 100.0).ceil() as i64);
            cx.t_with("package-gap", &[("percent", percent.into())])
        }
        (false, None) => cx.t("package-gap-open"),
    };
    view! {
        <p class="lead">{size} " " {costs}</p>
        <p>{closes} " " {proof}</p>
    }
    .into_any()
}

/// The way to the bodies for which this package is not made.
fn next(about: &About<'_>) -> Option<AnyView> {
    let cx = about.cx;
    let to = |after: String, key: &str| {
        let input = PackageInput {
            after,
            ..about.input.clone()
        };
        view! { <a href=about.address_of("", &input)>{cx.t(key)}</a> }
    };
    let next = about.portfolio.next.as_ref();
    let next = next.map(|next| {
        let n = [("n", about.portfolio.bodies.len().into())];
        view! { <p>{cx.t_with("package-next", &n)} " " {to(next.to_string(), "package-next-link")}</p> }
    });
    let first =
        (!about.input.after.is_empty()).then(|| view! { <p>{to(String::new(), "package-first-link")}</p> });
    (next.is_some() || first.is_some()).then(|| view! { {next} {first} }.into_any())
}

fn links(about: &About<'_>) -> AnyView {
    let cx = about.cx;
    let link = |below: &str, key: &str| {
        let href = about.address_of(below, about.input);
        view! { <a class="button button-quiet" href=href>{cx.t(key)}</a> }
    };
    view! {
        <nav class="actions no-print" aria-label=cx.t("package-more")>
            {link("/budgets", "package-budgets")}
            {link("/steady", "package-steady")}
            {link("/package.csv", "package-csv")}
        </nav>
    }
    .into_any()
}

fn of_body(about: &About<'_>, planned: &Planned, body: &PackageBody, lines: &[&PackageLine]) -> AnyView {
    let cx = about.cx;
    let target = about.portfolio.problem.body(&body.organisation.as_str().into());
    let election = match target.and_then(|target| target.weeks_to_election) {
        Some(weeks) => cx.t_with("package-election", &[("n", i64::from(weeks).into())]),
        None => cx.t("package-no-election"),
    };
    let days = planned.tally.own_days.get(&body.organisation.as_str().into());
    let days = days.copied().unwrap_or_default();
    let days = match target.and_then(|target| target.own_days) {
        Some(all) => cx.t_with(
            "package-for-body",
            &[("days", cx.number(days).into()), ("all", cx.number(all).into())],
        ),
        None => cx.t_with("package-for-body-free", &[("n", i64::from(days).into())]),
    };
    let columns = vec![
        Column::text(cx.t("package-help")),
        Column::text(cx.t("package-cost")),
        Column::number(cx.t("package-own-days")),
        Column::number(cx.t("package-weeks")),
        Column::text(cx.t("package-closes-what")),
        Column::text(cx.t("package-why")),
        Column::text(cx.t("package-change")),
    ];
    let rows = lines.iter().map(|line| row(about, planned, line)).collect_view();
    let report = format!("/insight/{}/bodies/{}", about.portfolio.round.slug, body.slug);
    let caption = cx.t_with("package-caption", &[("body", body.name.clone().into())]);
    view! {
        <h3><bdi>{body.name.clone()}</bdi></h3>
        <p class="muted">{election} " · " {days} " · " <a href=report>{cx.t("package-report")}</a></p>
        <DataTable caption=caption columns=columns class="package-lines">{rows}</DataTable>
    }
    .into_any()
}

fn row(about: &About<'_>, planned: &Planned, line: &PackageLine) -> AnyView {
    let cx = about.cx;
    let once = if line.once.high == 0 {
        None
    } else if line.is_first {
        Some(about.band("package-cost-once", line.once))
    } else {
        Some(cx.t("package-cost-paid"))
    };
    let why = about.why(&line.item);
    let ask = about.about_item("package-ask-of", &line.item);
    let change = if line.is_locked {
        let label = about.about_item("package-free-of", &line.item);
        let href = about.decided(&line.item, None);
        view! { <a href=href aria-label=label>{cx.t("package-free")}</a> }
    } else {
        let label = about.about_item("package-leave-of", &line.item);
        let href = about.decided(&line.item, Some(Way::Out));
        view! { <a href=href aria-label=label>{cx.t("package-leave")}</a> }
    };
    view! {
        <tr>
            <th scope="row">{about.help_link(&line.item.help)}</th>
            <td><span class="nowrap">{about.band("package-cost-body", line.cost)}</span> " " <span class="muted small">{once}</span></td>
            <td class="number">{cx.number(line.own_days)}</td>
            <td class="number">{cx.number(line.weeks)}</td>
            <td>{closes(about, line)}</td>
            <td>{reasons(about, planned, line)} " " <a href=why aria-label=ask>{cx.t("package-ask")}</a></td>
            <td>{change}</td>
        </tr>
    }
    .into_any()
}

/// What a line closes: what it is the best line for, and how many practices more it works on.
fn closes(about: &About<'_>, line: &PackageLine) -> AnyView {
    let cx = about.cx;
    let best: Vec<_> = line.closes.iter().filter(|own| own.is_best).take(NAMED).collect();
    let more = line.closes.len() - best.len();
    let more = (more > 0).then(|| {
        let n = [("n", more.into())];
        view! { <li class="muted">{cx.t_with("package-closes-more", &n)}</li> }
    });
    let best = best
        .into_iter()
        .map(|own| {
            let practice = cx.env().catalog().practice(cx.lang, &own.practice);
            let title = practice.map(|practice| content(cx, &practice.title));
            let percent = about.percent(f64::from(own.lift) / 1_000.0);
            view! { <li><bdi>{own.practice.to_string()}</bdi> " " {title} ": " {percent}</li> }
        })
        .collect_view();
    view! { <ul class="package-closes small">{best} {more}</ul> }.into_any()
}

/// Why a line is in, as far as the package itself tells.
fn reasons(about: &About<'_>, planned: &Planned, line: &PackageLine) -> String {
    let cx = about.cx;
    let mut reasons = Vec::new();
    if line.is_locked {
        reasons.push(cx.t("package-why-locked"));
    }
    if line.adds.floors > 0 {
        let n = [("n", i64::from(line.adds.floors).into())];
        reasons.push(cx.t_with("package-why-floor", &n));
    }
    if !line.needed_by.is_empty() {
        let helps: Vec<String> = line.needed_by.iter().map(|help| about.help_name(help)).collect();
        reasons.push(cx.t_with("package-why-needed", &[("helps", cx.list(&helps).into())]));
    }
    let share = line.adds.points as f64 / planned.solution.worth.points.max(1) as f64;
    if share >= 0.005 {
        let percent = [("percent", about.percent(share).into())];
        reasons.push(cx.t_with("package-why-share", &percent));
    } else {
        reasons.push(cx.t("package-why-small"));
    }
    reasons.join(" ")
}

/// How everything is counted.
fn how(cx: &Cx) -> AnyView {
    let texts = [
        "package-how-gap",
        "package-how-evidence",
        "package-how-best",
        "package-how-weeks",
        "package-how-days",
        "package-how-judgement",
    ];
    let texts = texts.map(|key| view! { <p>{cx.t(key)}</p> }).collect_view();
    view! {
        <details class="prose">
            <summary>{cx.t("package-how")}</summary>
            {texts}
        </details>
    }
    .into_any()
}
