//! What a package leaves unspent and what it leaves out, with what stands in the way: time, people, money.

use domain::target::{Item, Obstacle, Way};
use insight::package::{Keeps, LeftOut, Planned};
use leptos::prelude::*;

use super::about::About;
use crate::components::table::{Column, DataTable};

/// Things left out that are told one by one.
const NAMED: usize = 15;

/// How often each limit keeps something out, in the order in which limits are told.
#[derive(Default)]
struct Counts {
    late: usize,
    tight: usize,
    people: usize,
    need: usize,
    region: usize,
    money: usize,
}

impl Counts {
    fn of(left_out: &[LeftOut]) -> Self {
        let mut own = Self::default();
        for out in left_out {
            match &out.keeps {
                Keeps::Obstacle(Obstacle::TooLate { is_tight, .. }) => {
                    own.late += 1;
                    own.tight += usize::from(*is_tight);
                }
                Keeps::People { .. } | Keeps::Obstacle(Obstacle::TooMuchWork { .. }) => own.people += 1,
                Keeps::Need(_) | Keeps::Obstacle(Obstacle::NeedUnmet { .. }) => own.need += 1,
                Keeps::Region { .. } | Keeps::Obstacle(Obstacle::AboveRegion { .. }) => own.region += 1,
                Keeps::Money { .. } | Keeps::Obstacle(Obstacle::TooDear { .. }) => own.money += 1,
                // Nobody is asked about these: nothing to close, or decided by the donor or by others.
                Keeps::Nothing
                | Keeps::Obstacle(Obstacle::NothingToLift | Obstacle::FundedByOthers | Obstacle::LockedOut) =>
                    {}
            }
        }
        own
    }
}

/// What is not spent, and why.
pub fn unspent(about: &About<'_>, planned: &Planned) -> AnyView {
    let cx = about.cx;
    let counts = Counts::of(&planned.left_out);
    let budget = about.portfolio.question.budget;
    let left = budget.saturating_sub(planned.tally.cost.total());
    let amounts = [
        ("left", about.dollars(left).into()),
        ("budget", about.dollars(budget).into()),
    ];
    let n = |key: &str, n: usize| (n > 0).then(|| cx.t_with(key, &[("n", n.into())]));
    let time = n("package-limit-time", counts.late).map(|text| {
        let tight = cx.t_with("package-limit-time-tight", &[("n", counts.tight.into())]);
        format!("{text} {tight}")
    });
    let money = match (counts.money, planned.left_out.is_empty()) {
        (_, true) => Some(cx.t("package-limit-nothing")),
        (0, false) => Some(cx.t("package-limit-money-not")),
        (count, false) => n("package-limit-money", count),
    };
    let limits = [
        time,
        n("package-limit-people", counts.people),
        n("package-limit-need", counts.need),
        n("package-limit-region", counts.region),
        money,
    ];
    let limits = limits
        .into_iter()
        .flatten()
        .map(|text| view! { <li>{text}</li> })
        .collect_view();
    view! {
        <h2 id="unspent">{cx.t("package-unspent")}</h2>
        <p>{cx.t_with("package-unspent-is", &amounts)}</p>
        <ol class="package-limits">{limits}</ol>
    }
    .into_any()
}

/// What would close most and is out.
pub fn view(about: &About<'_>, planned: &Planned) -> Option<AnyView> {
    let cx = about.cx;
    let decided = decided_out(about);
    if planned.left_out.is_empty() && decided.is_none() {
        return None;
    }
    let columns = vec![
        Column::text(cx.t("package-help")),
        Column::text(cx.t("package-body")),
        Column::text(cx.t("package-reason")),
        Column::text(cx.t("package-change")),
    ];
    let rows = planned
        .left_out
        .iter()
        .take(NAMED)
        .map(|out| row(about, out))
        .collect_view();
    let more = planned.left_out.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| {
        view! { <p class="muted">{cx.t_with("package-out-more", &[("n", more.into())])}</p> }
    });
    let table = (!planned.left_out.is_empty()).then(|| {
        view! {
            <p class="prose">{cx.t("package-out-text")}</p>
            <DataTable caption=cx.t("package-out-caption") columns=columns>{rows}</DataTable>
            {more}
        }
    });
    Some(
        view! {
            <h2 id="out">{cx.t("package-out")}</h2>
            {table}
            {decided}
        }
        .into_any(),
    )
}

fn row(about: &About<'_>, out: &LeftOut) -> AnyView {
    let cx = about.cx;
    let ask = about.about_item("package-ask-of", &out.item);
    let keep = about.about_item("package-keep-of", &out.item);
    let href = about.decided(&out.item, Some(Way::In));
    // What cannot be given at all is not offered to be put in.
    let change = match out.keeps {
        Keeps::Obstacle(_) => None,
        _ => Some(view! { <a href=href aria-label=keep>{cx.t("package-keep")}</a> }),
    };
    view! {
        <tr>
            <th scope="row">{about.help_link(&out.item.help)}</th>
            <td><bdi>{about.body_name(&out.item)}</bdi></td>
            <td>{about.keeps(&out.keeps)} " " <a href=about.why(&out.item) aria-label=ask>{cx.t("package-ask")}</a></td>
            <td>{change}</td>
        </tr>
    }
    .into_any()
}

/// What the analyst left out, with the way back.
fn decided_out(about: &About<'_>) -> Option<AnyView> {
    let cx = about.cx;
    let locks = &about.portfolio.problem.locks;
    let items: Vec<Item> = locks
        .iter()
        .filter(|lock| lock.way == Way::Out)
        .map(|lock| Item::new(&lock.body, &lock.help))
        .collect();
    let lines = items
        .iter()
        .map(|item| {
            let label = about.about_item("package-free-of", item);
            let href = about.decided(item, None);
            view! { <li>{about.item(item)} " " <a href=href aria-label=label>{cx.t("package-free")}</a></li> }
        })
        .collect_view();
    (!items.is_empty()).then(|| view! { <h3>{cx.t("package-left")}</h3> <ul>{lines}</ul> }.into_any())
}
