//! Names, links and sentences that the pages about a package share.

use domain::content::intervention::{Estimate, Need};
use domain::id::InterventionId;
use domain::target::{Item, Obstacle, Package, Way};
use insight::package::{Infeasible, Keeps, NoPackage, PackageBody, PackageInput, Portfolio};
use leptos::prelude::*;

use super::address;
use crate::components::text::content;
use crate::context::Cx;
use crate::pages::guides::help_path;

/// A package's page: who reads it, for whom it is made, and what its address says.
#[derive(Clone, Copy)]
pub struct About<'a> {
    pub cx: &'a Cx,
    pub portfolio: &'a Portfolio,
    pub input: &'a PackageInput,
}

impl About<'_> {
    /// The address of this package, or of a page below it, with a question.
    pub fn address_of(&self, below: &str, input: &PackageInput) -> String {
        let path = format!("{}{below}", address(&self.portfolio.round.slug));
        crate::form::address(&path, input.pairs().into_iter())
    }

    /// The same question with something decided.
    pub fn decided(&self, item: &Item, way: Option<Way>) -> String {
        let slug = self.slug(item);
        self.address_of("", &self.input.locked(&slug, &item.help, way))
    }

    /// Where it is told why this is in or out.
    pub fn why(&self, item: &Item) -> String {
        let path = format!("{}/why", address(&self.portfolio.round.slug));
        let slug = self.slug(item);
        let own = [("body", slug.as_str()), ("help", item.help.as_str())];
        crate::form::address(&path, self.input.pairs().into_iter().chain(own))
    }

    fn of(&self, item: &Item) -> Option<&PackageBody> {
        self.portfolio.body(&item.body)
    }

    fn slug(&self, item: &Item) -> String {
        self.of(item).map(|body| body.slug.clone()).unwrap_or_default()
    }

    /// The name of an item's body.
    pub fn body_name(&self, item: &Item) -> String {
        self.of(item).map(|body| body.name.clone()).unwrap_or_default()
    }

    /// What a kind of help is called.
    pub fn help_name(&self, help: &InterventionId) -> String {
        let found = self.cx.env().catalog().intervention(self.cx.lang, help);
        found.map_or_else(|| help.to_string(), |help| help.title.text.clone())
    }

    /// A link to the page of a kind of help.
    pub fn help_link(&self, help: &InterventionId) -> AnyView {
        let found = self.cx.env().catalog().intervention(self.cx.lang, help);
        let title = found.map(|help| content(self.cx, &help.title));
        view! { <a href=help_path(help)>{title}</a> }.into_any()
    }

    /// Help and body in one.
    pub fn item(&self, item: &Item) -> String {
        self.about_item("package-for", item)
    }

    /// A sentence about help for a body.
    pub fn about_item(&self, key: &str, item: &Item) -> String {
        let (help, body) = (self.help_name(&item.help), self.body_name(item));
        self.cx
            .t_with(key, &[("help", help.into()), ("body", body.into())])
    }

    /// The items of a package, as a list.
    pub fn items(&self, package: &Package) -> AnyView {
        let items = package
            .items()
            .map(|item| view! { <li>{self.item(item)}</li> })
            .collect_view();
        view! { <ul>{items}</ul> }.into_any()
    }

    /// US dollars.
    pub fn dollars(&self, amount: u64) -> String {
        self.cx.number(amount)
    }

    /// A band of US dollars, as a sentence has it.
    pub fn band(&self, key: &str, band: Estimate) -> String {
        let ends = [
            ("low", self.cx.number(band.low).into()),
            ("high", self.cx.number(band.high).into()),
        ];
        self.cx.t_with(key, &ends)
    }

    /// A share (0–1) as whole percent, rounded half up.
    pub fn percent(&self, share: f64) -> String {
        self.cx.percent((share * 100.0).round() as i64)
    }

    fn need(&self, need: &Need) -> String {
        match need {
            Need::Intervention(help) => self.help_name(help),
            Need::Practice(id) => {
                let found = self.cx.env().catalog().practice(self.cx.lang, id);
                let title = found.map(|practice| practice.title.text.clone());
                format!("{id} {}", title.unwrap_or_default())
            }
        }
    }

    /// What keeps help out of a package.
    pub fn keeps(&self, keeps: &Keeps) -> String {
        let cx = self.cx;
        match keeps {
            Keeps::Obstacle(obstacle) => self.obstacle(obstacle),
            Keeps::People { takes, left } => cx.t_with(
                "package-keeps-people",
                &[
                    ("takes", cx.number(*takes).into()),
                    ("are", cx.number(*left).into()),
                ],
            ),
            Keeps::Need(need) => cx.t_with("package-keeps-need-now", &[("need", self.need(need).into())]),
            Keeps::Region { left } => {
                cx.t_with("package-keeps-region", &[("left", self.dollars(*left).into())])
            }
            Keeps::Money { costs, left } => cx.t_with(
                "package-keeps-money",
                &[
                    ("costs", self.dollars(*costs).into()),
                    ("left", self.dollars(*left).into()),
                ],
            ),
            Keeps::Nothing => cx.t("package-keeps-nothing"),
        }
    }

    /// Why help cannot be given, whatever else is chosen.
    pub fn obstacle(&self, obstacle: &Obstacle) -> String {
        let cx = self.cx;
        let two = |key: &str, takes: u32, are: u32| {
            let numbers = [("takes", cx.number(takes).into()), ("are", cx.number(are).into())];
            cx.t_with(key, &numbers)
        };
        let costs = |key: &str, costs: u64| cx.t_with(key, &[("costs", self.dollars(costs).into())]);
        match obstacle {
            Obstacle::NothingToLift => cx.t("package-keeps-idle"),
            Obstacle::FundedByOthers => cx.t("package-keeps-funded"),
            Obstacle::LockedOut => cx.t("package-kept-out"),
            Obstacle::TooLate {
                takes,
                there_are,
                is_tight: true,
            } => two("package-keeps-tight", *takes, *there_are),
            Obstacle::TooLate { takes, there_are, .. } => two("package-keeps-late", *takes, *there_are),
            Obstacle::NeedUnmet { need } => {
                cx.t_with("package-keeps-need", &[("need", self.need(need).into())])
            }
            Obstacle::TooMuchWork { takes, there_are } => two("package-keeps-work", *takes, *there_are),
            Obstacle::TooDear { costs: own } => costs("package-keeps-dear", *own),
            Obstacle::AboveRegion { costs: own } => costs("package-keeps-region-alone", *own),
        }
    }

    /// Why there is no package, and the way out.
    pub fn none(&self, why: &NoPackage) -> AnyView {
        let cx = self.cx;
        let body = |key: &domain::id::BodyKey| {
            let found = self.portfolio.body(key);
            found.map(|body| body.name.clone()).unwrap_or_default()
        };
        let text = match why {
            NoPackage::Undecided => cx.t("package-none-undecided"),
            NoPackage::Infeasible(Infeasible::Locked { item, obstacle }) => cx.t_with(
                "package-none-locked",
                &[
                    ("help", self.help_name(&item.help).into()),
                    ("body", self.body_name(item).into()),
                    ("why", self.obstacle(obstacle).into()),
                ],
            ),
            NoPackage::Infeasible(Infeasible::OwnDays {
                body: own,
                takes,
                there_are,
            }) => cx.t_with(
                "package-none-days",
                &[
                    ("body", body(own).into()),
                    ("takes", cx.number(*takes).into()),
                    ("are", cx.number(*there_are).into()),
                ],
            ),
            NoPackage::Infeasible(Infeasible::Budget { costs }) => {
                cx.t_with("package-none-budget", &[("costs", self.dollars(*costs).into())])
            }
            NoPackage::Infeasible(Infeasible::WithNeeds { body: own }) => {
                cx.t_with("package-none-needs", &[("body", body(own).into())])
            }
            NoPackage::Infeasible(Infeasible::Together) => cx.t("package-none-together"),
        };
        let free = PackageInput {
            keep: String::new(),
            leave: String::new(),
            ..self.input.clone()
        };
        let href = self.address_of("", &free);
        view! {
            <div class="notice notice-attention">
                <h2>{cx.t("package-none")}</h2>
                <p>{text}</p>
                <p><a href=href>{cx.t("package-none-free")}</a></p>
            </div>
        }
        .into_any()
    }
}
