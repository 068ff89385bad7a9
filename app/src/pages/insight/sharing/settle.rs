//! What becomes of a proposal: confirmed or declined by a second person, taken back by the first.

use axum::extract::Path;

use super::receipt::words_of;
use super::{Sent, answer};
use crate::context::Cx;
use crate::error::{PageError, PageResult};

/// Confirms a proposal, in the words that the page shows.
pub async fn confirm(cx: Cx, Path((org, consent)): Path<(String, String)>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let body = permit.organisation();
    let mut tx = cx.begin().await?;
    let sharing = insight::sharing(cx.env(), &cx.permit(body.clone())?, &mut tx).await?;
    let proposal = sharing
        .rounds
        .iter()
        .flat_map(|round| &round.proposals)
        .find(|known| known.id == consent)
        .ok_or(PageError::NotFound)?;
    let words = words_of(cx.lang, proposal);
    let outcome = match insight::confirm_consent(cx.env(), &permit, &mut tx, &consent, &words).await {
        Ok(()) => Ok(tx.commit().await?),
        refused => {
            drop(tx);
            refused
        }
    };
    answer(&cx, body, Sent::Decision(consent), outcome).await
}

/// Declines a proposal.
pub async fn decline(cx: Cx, Path((org, consent)): Path<(String, String)>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let mut tx = cx.begin().await?;
    let outcome = match insight::decline_consent(cx.env(), &permit, &mut tx, &consent).await {
        Ok(()) => Ok(tx.commit().await?),
        refused => {
            drop(tx);
            refused
        }
    };
    answer(&cx, permit.organisation(), Sent::Decision(consent), outcome).await
}

/// Takes back one's own proposal.
pub async fn withdraw(cx: Cx, Path((org, consent)): Path<(String, String)>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let mut tx = cx.begin().await?;
    let outcome = match insight::withdraw_consent(cx.env(), &permit, &mut tx, &consent).await {
        Ok(()) => Ok(tx.commit().await?),
        refused => {
            drop(tx);
            refused
        }
    };
    answer(&cx, permit.organisation(), Sent::Decision(consent), outcome).await
}
