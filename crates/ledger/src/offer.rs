//! Offering help on a request.

use std::sync::Arc;

use domain::content::{Intervention, Lang};
use domain::id::{OrganisationId, PracticeId};
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use domain::ledger::{NewOffer, OfferFault};
use store::{Error as StoreError, NewHelpOffer, Tx};
use usecase::{Env, Error, FieldErrors, NotNow, Result, security_event};

use crate::fields::request_id;
use crate::seen::seen_by;

/// An offer, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferInput {
    /// The kind of help.
    pub help: String,
    /// Who delivers it.
    pub who_delivers: String,
    /// What else there is to say.
    pub words: String,
    /// A band of costs; empty: not said.
    pub cost: String,
}

/// The kinds of help that can be asked for and offered on a practice: those on offer that do something for it; if none does, all.
pub fn helps_for<'a>(env: &'a Env, lang: Lang, practice: &PracticeId) -> Vec<&'a Arc<Intervention>> {
    let offered = || {
        let all = env.catalog().interventions(lang).iter();
        all.filter(|help| help.is_offered)
    };
    let mut lifting: Vec<_> = offered().filter(|help| help.lift(practice) > 0.0).collect();
    if lifting.is_empty() {
        return offered().collect();
    }
    // Shares are tenths.
    lifting.sort_by_key(|help| -(help.lift(practice) * 10.0).round() as i64);
    lifting
}

pub(crate) fn can_be_chosen(env: &Env, practice: &PracticeId, help: &str) -> bool {
    let mut known = helps_for(env, Lang::default(), practice).into_iter();
    known.any(|known| known.id.as_str() == help)
}

/// Offers help on an open request, in the name of a donor or partner that sees it.
///
/// # Errors
/// [`Error::NotFound`] for a request that they do not see; [`Error::NotNow`] if it is no longer open; [`Error::Invalid`] for what was typed, and if
/// another offer of theirs waits on it.
pub async fn offer_help(
    env: &Env,
    permit: &Permit<act::OfferHelp>,
    tx: &mut Tx,
    request: &str,
    input: &OfferInput,
) -> Result<()> {
    let (by, helper) = (permit.account(), &permit.organisation().id);
    let id = request_id(request)?;
    let (row, _) = seen_by(env, permit.actor(), tx, std::slice::from_ref(helper), &id).await?;
    let body = OrganisationId::from(row.organisation_id.as_str());
    let practice = crate::open::SeenRequest::of(row)?.shown.practice;
    let offer = parse(input)?;
    if !can_be_chosen(env, &practice, offer.help.as_str()) {
        return Err(Error::field("help", "help-unknown"));
    }
    if !tx.hold_help_request(&id, env.now()).await? {
        return Err(Error::NotNow(NotNow::HelpRequestOver));
    }
    let new = NewHelpOffer {
        id: env.new_id().into(),
        request: id.clone(),
        helper: helper.clone(),
        help: offer.help.to_string(),
        who_delivers: offer.who_delivers,
        words: offer.words,
        cost: offer.cost.map_or("", domain::ledger::CostBand::as_str).to_owned(),
        offered_by: by.clone(),
        offered_at: env.now(),
    };
    match tx.add_help_offer(&new).await {
        Ok(()) => {}
        Err(StoreError::Duplicate) => return Err(Error::field("help", "help-offered-already")),
        Err(error) => return Err(error.into()),
    }
    let event = Event::HelpOffered {
        organisation: body.clone(),
        request: id.clone(),
        offer: new.id.clone(),
        helper: helper.clone(),
    };
    env.record(tx, by, event).await?;
    security_event!("help-offered", by = %by, organisation = %body, request = %id, offer = %new.id, helper = %helper);
    Ok(())
}

fn parse(input: &OfferInput) -> Result<NewOffer> {
    NewOffer::parse(&input.help, &input.who_delivers, &input.words, &input.cost).map_err(|faults| {
        let mut errors = FieldErrors::new();
        for fault in faults {
            let (field, key) = match fault {
                OfferFault::HelpMissing => ("help", "help-kind-missing"),
                OfferFault::WhoMissing => ("who_delivers", "help-who-missing"),
                OfferFault::WhoTooLong => ("who_delivers", "help-who-long"),
                OfferFault::WordsTooLong => ("words", "help-words-long"),
                OfferFault::CostUnknown => ("cost", "help-cost-unknown"),
            };
            errors.add(field, key);
        }
        Error::Invalid(errors)
    })
}
