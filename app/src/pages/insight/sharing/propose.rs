//! Proposing what a body lets donors see.

use axum::extract::Path;
use domain::disclose::Recipient;
use insight::{CONSENT_TEXT_VERSION, NewProposal};
use serde::Deserialize;

use super::receipt::words;
use super::{Sent, answer};
use crate::context::Cx;
use crate::error::PageResult;
use crate::form::Form;

/// The form, as sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Input {
    #[serde(default)]
    pub(super) round: String,
    #[serde(default)]
    pub(super) recipient: String,
    #[serde(default)]
    pub(super) level: String,
}

impl Input {
    pub(super) fn recipient(&self) -> Recipient {
        Recipient::parse(&self.recipient)
    }
}

/// Proposes.
pub async fn propose(cx: Cx, Path(org): Path<String>, Form(input): Form<Input>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let body = permit.organisation();
    let outcome = match NewProposal::parse(&input.round, &input.recipient, &input.level) {
        Ok(proposal) => {
            // What whoever sends it has read.
            let words = words(cx.lang, CONSENT_TEXT_VERSION, proposal.level, &proposal.recipient);
            let mut tx = cx.begin().await?;
            match insight::propose_consent(cx.env(), &permit, &mut tx, &proposal, &words).await {
                Ok(()) => Ok(tx.commit().await?),
                refused => refused,
            }
        }
        Err(error) => Err(error),
    };
    answer(&cx, body, Sent::Proposal(input), outcome).await
}
