//! What the page of sharing shows.

mod forms;
mod own;

use domain::disclose::{Consent, Recipient};
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Action, Resource, decide};
use insight::{CONSENT_TEXT_VERSION, LastSubmission, Part, Proposal, ProposalState, SharingRound, Used};
use leptos::prelude::*;

use self::forms::{propose_form, single_donors, waiting_card};
use super::Data;
use super::receipt::{LIMITS, text_key};
use crate::components::form::ErrorSummary;
use crate::components::layout::Breadcrumbs;
use crate::components::table::{Column, DataTable};
use crate::context::Cx;

pub(super) fn round_id(round: &SharingRound) -> String {
    format!("round-{}", round.round.slug)
}

pub(super) fn proposal_id(proposal: &Proposal) -> String {
    format!("proposal-{}", proposal.id)
}

/// The `id` of the form that proposes something to a recipient.
pub(super) fn form_id(round: &SharingRound, to: &Recipient) -> String {
    let slug = &round.round.slug;
    match to {
        Recipient::EveryDonor => format!("level-{slug}"),
        Recipient::Donor(id) => format!("level-{slug}-{id}"),
    }
}

/// What is wrong with a part of the page, and the `id` of that sentence for `aria-describedby`.
fn error_of(data: &Data, id: &str) -> (Option<AnyView>, Option<String>) {
    let message = data.messages.iter().find(|(place, _)| place == id);
    let error_id = message.map(|_| format!("{id}-error"));
    let view = message.zip(error_id.clone()).map(|((_, text), error_id)| {
        view! { <p class="field-error" id=error_id>{text.clone()}</p> }.into_any()
    });
    (view, error_id)
}

pub(super) fn view(cx: &Cx, data: &Data) -> AnyView {
    let Data {
        body,
        sharing,
        messages,
        ..
    } = data;
    let (open, past): (Vec<_>, Vec<_>) = sharing.rounds.iter().partition(|round| round.round.is_open());
    let open = if open.is_empty() {
        view! { <div class="empty"><p>{cx.t("sharing-no-open-round")}</p></div> }.into_any()
    } else {
        open.into_iter()
            .map(|round| open_round(cx, data, round))
            .collect_view()
            .into_any()
    };
    let past = (!past.is_empty()).then(|| {
        let rounds = past
            .into_iter()
            .map(|round| past_round(cx, data, round))
            .collect_view();
        view! { <h2>{cx.t("sharing-past-title")}</h2> {rounds} }
    });
    let submitted = match &sharing.submitted {
        Some(submission) => last_submission(cx, submission),
        None => view! { <div class="notice notice-attention"><p>{cx.t("sharing-not-submitted")}</p></div> }
            .into_any(),
    };
    view! {
        <Breadcrumbs trail=vec![(format!("/assess/{}", body.slug), body.name.clone())]/>
        <h1>{cx.t("sharing-title")}</h1>
        <ErrorSummary messages=messages.clone()/>
        <p class="lead">{cx.t("sharing-lead")}</p>
        <p><a href="/insight/about/sharing">{cx.t("seen-link")}</a></p>
        <p>{cx.t("sharing-two-people")}</p>
        <div class="notice"><p>{cx.t("sharing-lowering")}</p></div>
        {submitted}
        <h2>{cx.t("sharing-levels-title")}</h2>
        {levels(cx)}
        {sharing.submitted.as_ref().and_then(|submission| own::figures(cx, submission))}
        {limits(cx)}
        {open}
        {past}
    }
    .into_any()
}

/// What each level means and what a donor would see.
fn levels(cx: &Cx) -> AnyView {
    let items = Consent::ALL
        .into_iter()
        .map(|level| {
            view! {
                <div class="sharing-level">
                    <dt>{level_name(cx, level)}</dt>
                    <dd>
                        <p>{cx.t(&text_key(CONSENT_TEXT_VERSION, level, &Recipient::EveryDonor))}</p>
                        <p class="muted"><b>{cx.t("sharing-donor-sees")}</b> " " {cx.t(&format!("sharing-donor-{}", level.as_str()))}</p>
                    </dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="sharing-levels">{items}</dl> }.into_any()
}

/// What nobody can promise. It stands where a body decides, and on the receipt.
fn limits(cx: &Cx) -> AnyView {
    let items = LIMITS
        .iter()
        .map(|limit| view! { <li>{cx.t(&format!("sharing-limit-{limit}"))}</li> })
        .collect_view();
    view! {
        <h3>{cx.t("sharing-limits-title")}</h3>
        <ul>{items}</ul>
    }
    .into_any()
}

/// The assessment that would count, and what became of it in the rounds before.
fn last_submission(cx: &Cx, submission: &LastSubmission) -> AnyView {
    let date = cx.date(submission.at.date());
    let submitted = cx.t_with("sharing-submitted", &[("date", date.into())]);
    let used = match submission.used {
        Used::Never => None,
        Used::ByName => Some("sharing-used-by-name"),
        Used::Counted => Some("sharing-used-counted"),
    };
    let used = used.map(|key| view! { <div class="notice notice-attention"><p>{cx.t(key)}</p></div> });
    view! { <p>{submitted}</p> {used} }.into_any()
}

fn open_round(cx: &Cx, data: &Data, round: &SharingRound) -> AnyView {
    let may_propose = decide(
        &cx.actor,
        Action::ProposeConsent,
        Resource::Organisation(&data.body.id),
    )
    .is_ok();
    let every = Recipient::EveryDonor;
    let waiting = round.waiting(&every);
    let next = match waiting {
        Some(proposal) => waiting_card(cx, data, proposal),
        None if may_propose => propose_form(cx, data, round),
        None => view! { <p class="muted">{cx.t("sharing-lead-proposes")}</p> }.into_any(),
    };
    let singles = (!data.sharing.donors.is_empty()).then(|| single_donors(cx, data, round, may_propose));
    view! {
        <section class="sharing-round" id=round_id(round) tabindex="-1">
            <h2><bdi>{round.round.title.clone()}</bdi></h2>
            <p class="muted">
                {cx.t_with("sharing-round-open", &[("date", cx.date(round.round.opened_at.date()).into())])}
            </p>
            {other_version(cx, data, round)}
            {in_force(cx, &data.body, round, &every)}
            {older_text(cx, round, &every)}
            {ended(cx, round, &every)}
            {next}
            {singles}
            {history(cx, &data.body, round)}
        </section>
    }
    .into_any()
}

fn past_round(cx: &Cx, data: &Data, round: &SharingRound) -> AnyView {
    let closed = round
        .round
        .closed_at
        .map(|at| cx.t_with("insight-closed-on", &[("date", cx.date(at.date()).into())]));
    let part = match round.part {
        Part::None => "sharing-not-contributed",
        Part::Counted => "sharing-counted",
        Part::ByName => "sharing-shown",
        Part::ToSingleDonors => "sharing-shown-to-single",
        Part::NotPublished => "sharing-not-published",
    };
    let singles = data
        .sharing
        .donors
        .iter()
        .filter(|donor| round.level(&Recipient::Donor(donor.id.clone())) == Consent::Named)
        .map(|donor| {
            let waits = round
                .waits_for_next_assessment(&donor.id)
                .then(|| view! { " " {cx.t("sharing-single-waits")} });
            view! {
                <p>
                    <bdi>{donor.name.clone()}</bdi> ": " <b>{level_name(cx, Consent::Named)}</b>
                    {waits}
                </p>
            }
        })
        .collect_view();
    view! {
        <section class="sharing-round" id=round_id(round) tabindex="-1">
            <h3><bdi>{round.round.title.clone()}</bdi></h3>
            <p class="muted">{closed} " " {cx.t(part)}</p>
            {in_force(cx, &data.body, round, &Recipient::EveryDonor)}
            {singles}
            {history(cx, &data.body, round)}
        </section>
    }
    .into_any()
}

/// The level towards a recipient, and who decided it.
fn in_force(cx: &Cx, body: &Organisation, round: &SharingRound, recipient: &Recipient) -> AnyView {
    let key = if round.round.is_open() {
        "sharing-in-force"
    } else {
        "sharing-was-in-force"
    };
    let level = round.level(recipient);
    let who = match round.in_force(recipient) {
        Some(proposal) => view! {
            {decided(cx, proposal)}
            " "
            <a href=receipt_address(body, proposal)>{cx.t("sharing-receipt")}</a>
        }
        .into_any(),
        None => view! { {cx.t("sharing-default")} }.into_any(),
    };
    view! {
        <div class="notice notice-good">
            <p>{cx.t(key)} " " <b>{level_name(cx, level)}</b></p>
            <p class="small">{who}</p>
        </div>
    }
    .into_any()
}

/// The round takes another version of the model than that of the assessment which would count.
fn other_version(cx: &Cx, data: &Data, round: &SharingRound) -> Option<AnyView> {
    let submitted = data.sharing.submitted.as_ref()?;
    (submitted.model != round.round.model).then(|| {
        let text = cx.t_with(
            "sharing-other-version",
            &[
                ("taken", round.round.model.version.into()),
                ("own", submitted.model.version.into()),
            ],
        );
        view! { <p class="notice notice-attention">{text}</p> }.into_any()
    })
}

/// What is in force was agreed to in the words of an earlier text.
fn older_text(cx: &Cx, round: &SharingRound, recipient: &Recipient) -> Option<AnyView> {
    let proposal = round.in_force(recipient)?;
    (proposal.text_version < CONSENT_TEXT_VERSION && proposal.level != Consent::None)
        .then(|| view! { <p class="notice">{cx.t("sharing-older-text")}</p> }.into_any())
}

/// The last proposal ended with its proposer's role.
fn ended(cx: &Cx, round: &SharingRound, recipient: &Recipient) -> Option<AnyView> {
    let last = round
        .proposals
        .iter()
        .find(|proposal| proposal.recipient == *recipient)?;
    (last.state == ProposalState::Ended).then(|| {
        let text = cx.t_with(
            "sharing-ended",
            &[("proposer", last.proposer.name.clone().into())],
        );
        view! { <p class="notice">{text}</p> }.into_any()
    })
}

/// Who proposed and who confirmed a consent, and when.
fn decided(cx: &Cx, proposal: &Proposal) -> String {
    let ProposalState::Confirmed { by, at } = &proposal.state else {
        return String::new();
    };
    cx.t_with(
        "sharing-decided",
        &[
            ("proposer", cx.person(&proposal.proposer.name).into()),
            ("proposed", cx.moment(proposal.proposed_at).into()),
            ("confirmer", by.name.clone().into()),
            ("confirmed", cx.moment(*at).into()),
        ],
    )
}

/// Every proposal of a round, with what came of it.
fn history(cx: &Cx, body: &Organisation, round: &SharingRound) -> Option<AnyView> {
    (!round.proposals.is_empty()).then(|| {
        let lines = round
            .proposals
            .iter()
            .map(|proposal| history_line(cx, body, proposal))
            .collect_view();
        let caption = cx.t_with(
            "sharing-history-caption",
            &[("round", round.round.title.clone().into())],
        );
        let columns = ["when", "recipient", "level", "proposer", "outcome"]
            .map(|column| Column::text(cx.t(&format!("sharing-history-{column}"))))
            .into();
        view! {
            <details>
                <summary>{cx.t("sharing-history-title")}</summary>
                <DataTable caption columns>{lines}</DataTable>
            </details>
        }
        .into_any()
    })
}

fn history_line(cx: &Cx, body: &Organisation, proposal: &Proposal) -> AnyView {
    let outcome = match &proposal.state {
        ProposalState::Waiting => view! { {cx.t("sharing-state-waiting")} }.into_any(),
        ProposalState::Ended => view! { {cx.t("sharing-state-ended")} }.into_any(),
        ProposalState::Withdrawn { at } => {
            view! { {cx.t_with("sharing-state-withdrawn", &[("date", cx.moment(*at).into())])} }.into_any()
        }
        ProposalState::Declined { by, at } => view! {
            {cx.t_with("sharing-state-declined", &[("date", cx.moment(*at).into()), ("name", cx.person(by).into())])}
        }
        .into_any(),
        ProposalState::Confirmed { by, at } => view! {
            {cx.t_with("sharing-state-confirmed", &[("date", cx.moment(*at).into()), ("name", cx.person(&by.name).into())])}
            " "
            <a href=receipt_address(body, proposal)>{cx.t("sharing-receipt")}</a>
        }
        .into_any(),
    };
    view! {
        <tr>
            <td>{cx.moment(proposal.proposed_at)}</td>
            <td dir="auto">{recipient_name(cx, proposal)}</td>
            <td>{level_name(cx, proposal.level)}</td>
            <td dir="auto">{cx.person(&proposal.proposer.name)}</td>
            <td>{outcome}</td>
        </tr>
    }
    .into_any()
}

pub(super) fn address(body: &Organisation) -> String {
    format!("/assess/{}/sharing", body.slug)
}

fn receipt_address(body: &Organisation, proposal: &Proposal) -> String {
    format!("/assess/{}/sharing/{}", body.slug, proposal.id)
}

fn recipient_name(cx: &Cx, proposal: &Proposal) -> String {
    match &proposal.recipient {
        Recipient::EveryDonor => cx.t("sharing-every-donor"),
        Recipient::Donor(id) => proposal
            .recipient_name
            .clone()
            .unwrap_or_else(|| id.as_str().to_owned()),
    }
}

fn level_name(cx: &Cx, level: Consent) -> String {
    cx.t(&format!("sharing-level-{}", level.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::content::Lang;
    use words::has;

    #[test]
    fn every_level_has_its_words() {
        for lang in Lang::ALL {
            for level in Consent::ALL {
                let level = level.as_str();
                for prefix in ["sharing-level", "sharing-short", "sharing-donor"] {
                    assert!(
                        has(lang, &format!("{prefix}-{level}")),
                        "{lang:?} {prefix}-{level}"
                    );
                }
            }
        }
    }
}
