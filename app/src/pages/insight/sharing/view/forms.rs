//! The forms of the page of sharing: proposing, to every donor or to one, and settling what waits.

use domain::disclose::{Consent, Recipient, is_second_person};
use insight::{CONSENT_TEXT_VERSION, Proposal, SharingRound};
use leptos::prelude::*;

use super::{address, ended, error_of, form_id, level_name, limits, proposal_id};
use crate::context::Cx;
use crate::pages::insight::sharing::Data;
use crate::pages::insight::sharing::receipt::text_key;

/// A proposal that waits: its second person confirms or declines it, its proposer can take it back.
pub(super) fn waiting_card(cx: &Cx, data: &Data, proposal: &Proposal) -> AnyView {
    let id = proposal_id(proposal);
    let to = |what: &str| format!("{}/{what}/{}", address(&data.body), proposal.id);
    let (error, error_id) = error_of(data, &id);
    let account = cx.actor.account.as_ref();
    let is_own = account.is_some_and(|account| !is_second_person(&proposal.proposed_by, account));
    let proposed = cx.t_with(
        "sharing-proposed",
        &[
            ("proposer", cx.person(&proposal.proposer.name).into()),
            ("proposed", cx.moment(proposal.proposed_at).into()),
        ],
    );
    let recipient = proposal.recipient_name.as_ref().map(|name| {
        view! { <p>{cx.t("sharing-recipient")} " " <b><bdi>{name.clone()}</bdi></b></p> }
    });
    let buttons = if is_own {
        view! {
            <p>{cx.t("sharing-own-waits")}</p>
            <p class="actions">
                <button class="button button-quiet" type="submit" formaction=to("withdraw")>{cx.t("sharing-withdraw")}</button>
            </p>
        }
        .into_any()
    } else {
        view! {
            <p>{cx.t(&text_key(proposal.text_version, proposal.level, &proposal.recipient))}</p>
            <p>{cx.t(&format!("sharing-agree-{}", proposal.text_version))}</p>
            {(proposal.text_version == CONSENT_TEXT_VERSION).then(|| limits(cx))}
            <p class="actions">
                <button class="button" type="submit" formaction=to("confirm")>{cx.t("sharing-confirm")}</button>
                <button class="button button-quiet" type="submit" formaction=to("decline")>{cx.t("sharing-decline")}</button>
            </p>
        }
        .into_any()
    };
    view! {
        <form method="post" action=to(if is_own { "withdraw" } else { "confirm" }) class="card sharing-waiting" id=id tabindex="-1" aria-describedby=error_id>
            {error}
            <h3>{cx.t("sharing-waiting-title")}</h3>
            {recipient}
            <p>{cx.t("sharing-proposed-level")} " " <b>{level_name(cx, proposal.level)}</b></p>
            <p class="muted small">{proposed}</p>
            {buttons}
        </form>
    }
    .into_any()
}

pub(super) fn propose_form(cx: &Cx, data: &Data, round: &SharingRound) -> AnyView {
    let slug = &round.round.slug;
    let field = form_id(round, &Recipient::EveryDonor);
    let (error, error_id) = error_of(data, &field);
    let is_invalid = error.is_some();
    let is_typed = data.typed.round == *slug && data.typed.recipient.is_empty();
    let chosen = if is_typed {
        Consent::parse(&data.typed.level)
    } else {
        Some(round.level(&Recipient::EveryDonor))
    };
    let choices = Consent::ALL
        .into_iter()
        .map(|level| {
            let is_chosen = chosen == Some(level);
            view! {
                <li>
                    <label class="choice">
                        <input type="radio" name="level" value=level.as_str() checked=is_chosen/>
                        <span><b>{level_name(cx, level)}</b> <br/> {cx.t(&format!("sharing-short-{}", level.as_str()))}</span>
                    </label>
                </li>
            }
        })
        .collect_view();
    view! {
        <form method="post" action=format!("{}/propose", address(&data.body)) class="form">
            <input type="hidden" name="round" value=slug.clone()/>
            <fieldset class="field" class:field-invalid=is_invalid id=field tabindex="-1" aria-describedby=error_id>
                <legend>{cx.t("sharing-propose-legend")}</legend>
                {error}
                <ul class="choices">{choices}</ul>
            </fieldset>
            <p class="actions">
                <button class="button" type="submit">{cx.t("sharing-propose")}</button>
            </p>
        </form>
    }
    .into_any()
}

/// Showing the body by name to one donor, whatever all the others see.
pub(super) fn single_donors(cx: &Cx, data: &Data, round: &SharingRound, may_propose: bool) -> AnyView {
    let is_open = data
        .sharing
        .donors
        .iter()
        .any(|donor| round.waiting(&Recipient::Donor(donor.id.clone())).is_some())
        || (data.typed.round == round.round.slug && !data.typed.recipient.is_empty());
    let lines = data
        .sharing
        .donors
        .iter()
        .map(|donor| {
            let recipient = Recipient::Donor(donor.id.clone());
            let level = round.level(&recipient);
            let (state, next, button) = if level == Consent::Named {
                ("sharing-donor-shown", Consent::None, "sharing-donor-stop")
            } else {
                ("sharing-donor-not-shown", Consent::Named, "sharing-donor-show")
            };
            let ended = ended(cx, round, &recipient);
            let form = match round.waiting(&recipient) {
                Some(proposal) => waiting_card(cx, data, proposal),
                None if may_propose => view! {
                    <form method="post" action=format!("{}/propose", address(&data.body))>
                        <input type="hidden" name="round" value=round.round.slug.clone()/>
                        <input type="hidden" name="recipient" value=donor.id.as_str().to_owned()/>
                        <input type="hidden" name="level" value=next.as_str()/>
                        <button class="button button-quiet" type="submit">
                            {cx.t(button)}
                            <span class="visually-hidden">" "{donor.name.clone()}</span>
                        </button>
                    </form>
                }
                .into_any(),
                None => ().into_any(),
            };
            let id = form_id(round, &recipient);
            let (error, error_id) = error_of(data, &id);
            view! {
                <li class="sharing-donor" id=id tabindex="-1" aria-describedby=error_id>
                    {error}
                    <p><b><bdi>{donor.name.clone()}</bdi></b> <br/> <span class="muted">{cx.t(state)}</span></p>
                    {ended}
                    {form}
                </li>
            }
        })
        .collect_view();
    view! {
        <details open=is_open>
            <summary>{cx.t("sharing-single-title")}</summary>
            <p>{cx.t("sharing-single-text")}</p>
            <p>{cx.t(&text_key(CONSENT_TEXT_VERSION, Consent::Named, &Recipient::Donor("".into())))}</p>
            <ul class="sharing-donors">{lines}</ul>
        </details>
    }
    .into_any()
}
