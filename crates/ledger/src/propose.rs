//! Proposing to ask for help on a gap.

use domain::id::OrganisationId;
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, Refusal, act};
use domain::ledger::{MOST_DAYS, REQUEST_TEXT_VERSION, ends_at};
use domain::typed;
use store::{HelpProposed, NewHelpRequest, Tx};
use time::{Date, Duration};
use usecase::{Env, Error, FieldErrors, NotNow, Result, seal, security_event};

use crate::ask::{Helper, gap_of};
use crate::kept::acting_roles;
use crate::offer::can_be_chosen;

/// A request, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRequest {
    /// The practice.
    pub practice: String,
    /// The assessment whose report whoever asks has seen.
    pub assessment: String,
    /// The kind of help that is wished for; empty: any.
    pub wanted: String,
    /// `all`, or `named`: the recipients.
    pub to: String,
    /// The ids of donors and partners.
    pub recipients: Vec<String>,
    /// The last day.
    pub last_day: String,
}

/// Proposes to ask for help on a gap. Nobody outside of the body sees it until a second person confirms. Gives back the request's id.
///
/// # Errors
/// [`Error::NotFound`] for what is no gap of the report that was submitted last; [`Error::NotNow`] if that is another one than whoever asks has
/// seen; [`Error::Invalid`] for what was typed, and if help is asked for on this practice already.
pub async fn propose_request(
    env: &Env,
    permit: &Permit<act::ProposeRequest>,
    tx: &mut Tx,
    input: &NewRequest,
) -> Result<String> {
    let (by, body) = (permit.account(), &permit.organisation().id);
    let (kept, shown) = gap_of(tx, body, &input.practice).await?;
    if kept.assessment_id != input.assessment {
        return Err(Error::NotNow(NotNow::HelpReportChanged));
    }
    let mut errors = FieldErrors::new();
    let wanted = input.wanted.trim();
    if !wanted.is_empty() && !can_be_chosen(env, &shown.practice, wanted) {
        errors.add("wanted", "help-unknown");
    }
    let helpers: Vec<Helper> = tx.helpers().await?.into_iter().map(Helper::from).collect();
    let recipients = match recipients(input, &helpers) {
        Ok(recipients) => recipients,
        Err(key) => {
            errors.add("to", key);
            None
        }
    };
    let last = last_day(env.now().date(), &input.last_day);
    if let Err(key) = last {
        errors.add("last_day", key);
    }
    errors.into_result()?;
    let (content, sha256) = seal(&shown)?;
    let request = NewHelpRequest {
        id: env.new_id().into(),
        organisation: body.clone(),
        assessment: kept.assessment_id.into(),
        model_id: kept.model_id,
        model_version: kept.model_version,
        practice: shown.practice.clone(),
        wanted: wanted.to_owned(),
        recipients,
        content,
        sha256,
        text_version: REQUEST_TEXT_VERSION,
        ends_at: ends_at(last.unwrap_or_else(|_| env.now().date())),
        proposed_by: by.clone(),
        proposed_at: env.now(),
    };
    match tx
        .propose_help_request(&request, acting_roles().as_stored())
        .await?
    {
        HelpProposed::Waiting => {}
        HelpProposed::AnotherStands => return Err(Error::field("practice", "help-stands")),
        HelpProposed::NotPermitted => return Err(Error::Refused(Refusal::NotYours)),
    }
    let proposed = Event::HelpProposed {
        organisation: body.clone(),
        request: request.id.clone(),
        practice: shown.practice,
    };
    env.record(tx, by, proposed).await?;
    security_event!("help-proposed", by = %by, organisation = %body, request = %request.id);
    Ok(request.id.to_string())
}

/// To whom; nothing: to every donor and partner.
fn recipients(
    input: &NewRequest,
    helpers: &[Helper],
) -> std::result::Result<Option<Vec<OrganisationId>>, &'static str> {
    match input.to.as_str() {
        "all" => Ok(None),
        "named" => {
            let named = helpers
                .iter()
                .filter(|helper| input.recipients.iter().any(|id| id == helper.id.as_str()));
            let named: Vec<OrganisationId> = named.map(|helper| helper.id.clone()).collect();
            if named.is_empty() {
                Err("help-recipients-missing")
            } else {
                Ok(Some(named))
            }
        }
        _ => Err("help-to-missing"),
    }
}

fn last_day(today: Date, typed: &str) -> std::result::Result<Date, &'static str> {
    let day = typed::day(typed).ok_or("help-day-unread")?;
    let latest = today.saturating_add(Duration::days(MOST_DAYS));
    if day <= today || day > latest {
        return Err("help-day-range");
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_last_day_is_within_a_year() {
        let today = date!(2026 - 11 - 01);
        for (typed, expected) in [
            ("2026-11-02", Ok(date!(2026 - 11 - 02))),
            ("2027-11-01", Ok(date!(2027 - 11 - 01))),
            ("2026-11-01", Err("help-day-range")),
            ("2027-11-02", Err("help-day-range")),
            ("soon", Err("help-day-unread")),
        ] {
            assert_eq!(last_day(today, typed), expected, "{typed}");
        }
    }
}
