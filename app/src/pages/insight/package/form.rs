//! The form for the limits. All of it goes into the address, so that a package can be kept and sent.

use domain::target::{ImpactRule, Limits};
use insight::package::PackageInput;
use leptos::prelude::*;

use crate::components::form::{ErrorSummary, Field, Kind, SelectField};
use crate::context::Cx;
use crate::form::Messages;

/// The form.
pub fn view(cx: &Cx, address: &str, input: &PackageInput, messages: Messages) -> AnyView {
    let number = |name: &'static str, value: &str, help: Option<String>| {
        view! {
            <Field name=name label=cx.t(&format!("package-{name}")) kind=Kind::Number value=value.to_owned()
                help=help.unwrap_or_default() autocomplete="off" messages=messages.clone()/>
        }
    };
    let help = |name: &str| Some(cx.t(&format!("package-{name}-help")));
    let weeks = [("n", i64::from(Limits::CONTRACTING_WEEKS).into())];
    let framework = vec![
        ("yes".to_owned(), cx.t("package-framework-yes")),
        ("no".to_owned(), cx.t("package-framework-no")),
    ];
    let impact = ImpactRule::ALL.map(|rule| {
        let words = cx.t(&format!("package-impact-{}", rule.as_str()));
        (rule.as_str().to_owned(), words)
    });
    let framework_help = cx.t_with("package-framework-help", &weeks);
    let floor = ["yes", "no"].map(|own| (own.to_owned(), cx.t(&format!("package-floor-{own}"))));
    let or = |value: &str, usual: &str| {
        if value.is_empty() {
            usual.to_owned()
        } else {
            value.to_owned()
        }
    };
    // What was decided line by line stays; a new budget begins with the first bodies.
    let kept = [("keep", &input.keep), ("leave", &input.leave)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <input type="hidden" name=name value=value.clone()/> })
        .collect_view();
    view! {
        <form method="get" action=address.to_owned() class="form package-form">
            <h2>{cx.t("package-form-title")}</h2>
            <ErrorSummary messages=messages.clone()/>
            <div class="package-fields">
                {number("budget", &input.budget, help("budget"))}
                {number("days", &input.days, help("days"))}
                {number("places", &input.places, help("places"))}
                <SelectField name="framework" label=cx.t("package-framework") help=framework_help options=framework value=or(&input.framework, "no")/>
                <SelectField name="impact" label=cx.t("package-impact") help=cx.t("package-impact-help") options=impact.into() value=or(&input.impact, "linear")/>
                <SelectField name="floor" label=cx.t("package-floor") help=cx.t("package-floor-help") options=floor.into() value=or(&input.floor, "yes")/>
                {number("region", &input.region, help("region"))}
            </div>
            {kept}
            <button class="button" type="submit">{cx.t("package-make")}</button>
        </form>
    }
    .into_any()
}
