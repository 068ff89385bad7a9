//! Where a donor begins: three sentences, the bodies to act for first, and what most of them lack. All of it is made of what this donor sees anyway:
//! bodies shown to it by name, and cells that were published.

use std::collections::BTreeMap;

use domain::assess::model::{Model, Practice};
use domain::content::intervention::{Cost, Intervention};
use domain::disclose::{Band, Row, RowShown};
use domain::id::PracticeId;
use domain::target::{BodyNeeds, Needs};
use insight::PublishedRelease;
use leptos::prelude::*;
use time::Date;

use crate::components::heatmap::{band_name, hundredths, row_name};
use crate::components::region::region_name;
use crate::components::text::content;
use crate::context::Cx;
use crate::pages::guides::help;

/// Lines of a list before a donor looks elsewhere.
const LINES: usize = 10;
/// Domains that a sentence names.
const NAMED: usize = 3;
/// Kinds of help beside a gap.
const KINDS: usize = 2;
/// Half a year and a year, in weeks.
const SOON: [u16; 2] = [26, 52];

/// What the page is made of.
pub(super) struct Start<'a> {
    pub(super) needs: &'a Needs,
    /// How many of these bodies show themselves to this donor only.
    pub(super) beside: u32,
    pub(super) published: &'a PublishedRelease,
    pub(super) model: &'a Model,
    /// The address of the round.
    pub(super) address: &'a str,
    /// From which weeks are counted.
    pub(super) today: Date,
}

impl Start<'_> {
    /// The sentences and the lists; of lists only those that have something in them.
    pub(super) fn view(&self, cx: &Cx) -> AnyView {
        view! {
            {self.in_short(cx)}
            {(self.needs.count > 0).then(|| self.bodies(cx))}
            {(!self.needs.practices.is_empty()).then(|| self.common(cx))}
        }
        .into_any()
    }

    /// Why the lists have more bodies than the release counts by name; nothing where they have not.
    pub(super) fn beside(&self, cx: &Cx) -> Option<String> {
        (self.beside > 0).then(|| format!(" {}", cx.t_with("needs-beside", &[("n", self.beside.into())])))
    }

    fn in_short(&self, cx: &Cx) -> AnyView {
        let sentences = [self.lowest(cx), Some(self.in_aggregate(cx)), self.elections(cx)];
        let items = sentences
            .into_iter()
            .flatten()
            .map(|text| view! { <li>{text}</li> })
            .collect_view();
        view! {
            <section aria-labelledby="in-short">
                <h2 id="in-short">{cx.t("needs-short-title")}</h2>
                <ul class="in-short prose">{items}</ul>
                {(self.needs.count > 0).then(|| {
                    let href = format!("{}/package", self.address);
                    view! { <p class="actions"><a class="button" href=href>{cx.t("package-link")}</a></p> }
                })}
            </section>
        }
        .into_any()
    }

    fn domain_title(&self, code: &str) -> String {
        let domain = self.model.domain(code);
        domain.map_or_else(|| code.to_owned(), |domain| domain.title.to_string())
    }

    fn levels(cx: &Cx, short: u64) -> String {
        hundredths(cx, i64::try_from(short).unwrap_or(i64::MAX))
    }

    fn lowest(&self, cx: &Cx) -> Option<String> {
        let (code, short) = self.needs.lowest()?;
        let arguments = [
            ("n", self.needs.count.into()),
            ("domain", self.domain_title(code.as_str()).into()),
            ("levels", Self::levels(cx, short).into()),
        ];
        Some(cx.t_with("needs-short-lowest", &arguments))
    }

    /// The lowest band that a region shows, with the domains and regions that are in it.
    fn in_aggregate(&self, cx: &Cx) -> String {
        let rows: Vec<Row> = self.published.rows();
        let regions = || rows.iter().filter(|row| matches!(row, Row::Region { .. }));
        for band in Band::ALL {
            let within = |row: &&Row, code| match self.published.cell(row, code).hidden {
                RowShown::Band(own) => own == band,
                RowShown::Groups(counts) => Band::ALL
                    .iter()
                    .zip(counts.bands)
                    .any(|(own, n)| *own == band && n > 0),
                RowShown::Hidden => false,
            };
            let mut found: Vec<(String, usize)> = Vec::new();
            for code in self.published.domains() {
                let names: Vec<String> = regions()
                    .filter(|row| within(row, code))
                    .map(|row| row_name(cx, row))
                    .collect();
                if !names.is_empty() {
                    let arguments = [
                        ("domain", self.domain_title(code.as_str()).into()),
                        ("regions", cx.list(&names).into()),
                    ];
                    found.push((cx.t_with("needs-short-where", &arguments), names.len()));
                }
            }
            if found.is_empty() {
                continue;
            }
            // Those in most regions first; the model's order among equals.
            found.sort_by_key(|(_, regions)| std::cmp::Reverse(*regions));
            let more = found.len().saturating_sub(NAMED);
            let mut named: Vec<String> = found.into_iter().take(NAMED).map(|(text, _)| text).collect();
            if more > 0 {
                named.push(cx.t_with("needs-short-more", &[("n", more.into())]));
            }
            let arguments = [
                ("band", band_name(cx, band).into()),
                ("where", cx.list(&named).into()),
            ];
            return cx.t_with("needs-short-aggregate", &arguments);
        }
        cx.t("needs-short-aggregate-none")
    }

    fn elections(&self, cx: &Cx) -> Option<String> {
        if self.needs.count == 0 {
            return None;
        }
        let [half, whole] = SOON.map(|weeks| self.needs.voting_within(self.today, weeks));
        let Some((first, day)) = whole.first() else {
            return Some(cx.t("needs-short-no-election"));
        };
        let arguments = [
            ("half", half.len().into()),
            ("whole", whole.len().into()),
            ("body", first.name.clone().into()),
            ("date", cx.date(*day).into()),
            ("weeks", first.weeks_left(self.today).unwrap_or_default().into()),
        ];
        Some(cx.t_with("needs-short-elections", &arguments))
    }

    fn bodies(&self, cx: &Cx) -> AnyView {
        let lines = self
            .needs
            .by_need(self.today)
            .into_iter()
            .take(LINES)
            .map(|body| self.body(cx, body))
            .collect_view();
        let caption = cx.t_with(
            "needs-first-caption",
            &[
                ("shown", LINES.min(self.needs.bodies.len()).into()),
                ("n", self.needs.count.into()),
            ],
        );
        view! {
            <section aria-labelledby="act-first">
                <h2 id="act-first">{cx.t("needs-first-title")}</h2>
                <p class="prose">{cx.t("needs-first-text")}</p>
                <p class="muted">{caption}</p>
                <ol class="needs-list">{lines}</ol>
            </section>
        }
        .into_any()
    }

    fn body(&self, cx: &Cx, body: &BodyNeeds) -> AnyView {
        let href = format!("{}/bodies/{}", self.address, body.slug);
        let votes = match (body.weeks_left(self.today), body.election) {
            (Some(weeks), Some(day)) => {
                let weeks = cx.t_with("needs-in-weeks", &[("n", weeks.into())]);
                format!("{weeks} · {}", cx.date(day))
            }
            (None, Some(_)) => cx.t("needs-past"),
            (_, None) => cx.t("needs-no-date"),
        };
        let furthest: Vec<String> = body
            .furthest()
            .into_iter()
            .take(2)
            .map(|(code, short)| {
                let arguments = [
                    ("domain", self.domain_title(code.as_str()).into()),
                    ("levels", Self::levels(cx, short.into()).into()),
                ];
                cx.t_with("needs-below", &arguments)
            })
            .collect();
        let furthest = if furthest.is_empty() {
            cx.t("needs-none-below")
        } else {
            furthest.join(" · ")
        };
        let arguments = [
            ("n", body.closable(self.today).into()),
            ("of", body.gap_weeks.len().into()),
        ];
        view! {
            <li>
                <h3>
                    <a href=href><bdi>{body.name.clone()}</bdi></a>
                    " " <span class="small muted"><bdi>{region_name(cx, &body.region)}</bdi></span>
                </h3>
                <dl class="facts small">
                    <dt>{cx.t("needs-votes")}</dt>
                    <dd>{votes}</dd>
                    <dt>{cx.t("needs-furthest")}</dt>
                    <dd>{furthest}</dd>
                    <dt>{cx.t("needs-closable")}</dt>
                    <dd>{cx.t_with("needs-closable-of", &arguments)}</dd>
                </dl>
            </li>
        }
        .into_any()
    }

    fn common(&self, cx: &Cx) -> AnyView {
        let help = self.help(cx);
        let lines = self
            .needs
            .common()
            .into_iter()
            .take(LINES)
            .map(|(practice, bodies)| self.gap(cx, practice, bodies, &help))
            .collect_view();
        view! {
            <section aria-labelledby="common-gaps">
                <h2 id="common-gaps">{cx.t("needs-common-title")}</h2>
                <p class="prose">{cx.t("needs-common-text")}</p>
                <ol class="needs-list">{lines}</ol>
            </section>
        }
        .into_any()
    }

    /// The kinds of help for each practice, what closes most of it first. The catalogue is about the newest version of the model: a practice of the one
    /// before is helped by what helps those that took on its matter.
    fn help<'c>(&self, cx: &'c Cx) -> BTreeMap<PracticeId, Vec<&'c Intervention>> {
        let catalog = cx.env().catalog();
        let newest = catalog.model(cx.lang);
        let goes_to = |practice: &PracticeId| -> Vec<PracticeId> {
            match &newest.upgrade {
                _ if newest.version == self.model.version => vec![practice.clone()],
                Some(upgrade) if upgrade.from == self.model.version => upgrade
                    .successors(newest, practice)
                    .map(|now| now.id.clone())
                    .collect(),
                _ => Vec::new(),
            }
        };
        let offered = || {
            catalog
                .interventions(cx.lang)
                .iter()
                .filter(|help| help.is_offered)
        };
        let kinds = |practice: &PracticeId| {
            let now = goes_to(practice);
            let lift = |help: &Intervention| now.iter().map(|one| help.lift(one)).fold(0.0, f64::max);
            let mut kinds: Vec<(&Intervention, f64)> = offered().map(|help| (&**help, lift(help))).collect();
            kinds.retain(|(_, lift)| *lift > 0.0);
            kinds.sort_by(|(a, a_lift), (b, b_lift)| b_lift.total_cmp(a_lift).then_with(|| a.id.cmp(&b.id)));
            kinds.into_iter().map(|(help, _)| help).collect()
        };
        let practices = self.needs.common().into_iter().take(LINES);
        practices
            .map(|(practice, _)| (practice.clone(), kinds(practice)))
            .collect()
    }

    fn gap(
        &self,
        cx: &Cx,
        id: &PracticeId,
        bodies: u32,
        help: &BTreeMap<PracticeId, Vec<&Intervention>>,
    ) -> AnyView {
        let practice = self.model.practice(id.as_str());
        let title = practice.map_or_else(|| ().into_any(), |practice| content(cx, &practice.title));
        let weeks =
            |practice: &Practice| cx.t_with("report-weeks", &[("n", i64::from(practice.lead_weeks).into())]);
        let weeks = practice.map_or_else(|| "–".to_owned(), weeks);
        let kinds = help.get(id).map_or(&[][..], Vec::as_slice);
        let items = kinds
            .iter()
            .take(KINDS)
            .map(|help| {
                let cost = help.cost.for_body(Cost::REFERENCE_POLLING_PLACES);
                view! {
                    <li>
                        <a href=format!("{}/{}", help::PATH, help.id)>{content(cx, &help.title)}</a>
                        " " <span class="small muted">{help::money(cx, cost.plus(help.cost.fixed))}</span>
                    </li>
                }
            })
            .collect_view();
        let arguments = [("n", bodies.into()), ("of", self.needs.count.into())];
        view! {
            <li>
                <h3><span class="small muted" dir="ltr">{id.to_string()}</span> " " {title}</h3>
                <dl class="facts small">
                    <dt>{cx.t("needs-offices")}</dt>
                    <dd>{cx.t_with("needs-offices-of", &arguments)}</dd>
                    <dt>{cx.t("needs-takes")}</dt>
                    <dd>{weeks}</dd>
                    {(!kinds.is_empty())
                        .then(|| view! { <dt>{cx.t("needs-help")}</dt> <dd><ul>{items}</ul></dd> })}
                </dl>
            </li>
        }
        .into_any()
    }
}
