//! What bodies of the demonstration ask help for, and what came of it.

use ::ledger::{
    Delivery, NewRequest, OfferInput, accept_offer, ask, askable, confirm_delivery, confirm_request,
    helps_for, offer_help, own_request, propose_request, report_delivery,
};

use super::*;

/// Days before today: proposed, confirmed, offered, accepted, delivered, confirmed.
const PROPOSED: i64 = 13;
const CONFIRMED: i64 = 12;
const OFFERED: i64 = 10;
const ACCEPTED: i64 = 9;
const DELIVERED: i64 = 5;
const CHECKED: i64 = 4;

/// What came of a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    /// It waits for a second person.
    Waiting,
    /// Nobody has offered yet.
    Open,
    /// The partner offers.
    Offered,
    /// The donor's offer was accepted.
    Pledged,
    /// The partner's help was delivered, and the body confirmed it.
    Delivered,
}

impl Demo<'_> {
    /// Requests of the own body and of some others, to every donor and partner.
    pub(super) async fn requests(&self, casts: &[Cast]) -> Result<()> {
        let own = casts.iter().filter(|cast| cast.slug == OWN_BODY);
        for cast in own {
            let came = [
                Came::Delivered,
                Came::Pledged,
                Came::Offered,
                Came::Open,
                Came::Waiting,
            ];
            for (place, came) in came.into_iter().enumerate() {
                self.request(cast, place, came).await?;
            }
        }
        let others = casts.iter().filter(|cast| cast.slug != OWN_BODY);
        for (place, cast) in others.take(4).enumerate() {
            self.request(cast, place, Came::Open).await?;
        }
        Ok(())
    }

    /// A request on the gap at that place of the body's report.
    async fn request(&self, cast: &Cast, place: usize, came: Came) -> Result<()> {
        self.set(PROPOSED, 9, 0);
        let Some(practice) = self.gap(cast, place).await? else {
            return Ok(());
        };
        let asking = act!(self.runner, &cast.lead, &cast.id, ask(&practice))?;
        let typed = NewRequest {
            assessment: asking.assessment.to_string(),
            to: "all".to_owned(),
            last_day: asking.last_day.to_string(),
            practice,
            ..NewRequest::default()
        };
        let id = act!(self.runner, &cast.lead, &cast.id, propose_request(&typed))?;
        if came == Came::Waiting {
            return Ok(());
        }
        self.set(CONFIRMED, 11, 30);
        act!(self.runner, &cast.second, &cast.id, confirm_request(&id))?;
        if came == Came::Open {
            return Ok(());
        }
        let helper = if came == Came::Pledged {
            DONORS[0].0
        } else {
            PARTNER
        };
        let actor = self.helper(helper).await?;
        self.set(OFFERED, 14, 0);
        let helps = helps_for(&self.runner.env, Lang::default(), &asking.shown.practice);
        let help = helps.first().map(|help| help.id.to_string()).unwrap_or_default();
        let input = OfferInput {
            help,
            who_delivers: "Civic Systems Partnership".to_owned(),
            words: "We can begin within a month, with two people on your side.".to_owned(),
            cost: "middle".to_owned(),
        };
        act!(self.runner, &actor, helper, offer_help(&id, &input))?;
        if came == Came::Offered {
            return Ok(());
        }
        self.set(ACCEPTED, 10, 0);
        let whole = act!(self.runner, &cast.lead, &cast.id, own_request(&id, None))?;
        let offer = whole
            .offers
            .first()
            .map(|offer| offer.id.to_string())
            .unwrap_or_default();
        act!(self.runner, &cast.lead, &cast.id, accept_offer(&id, &offer))?;
        if came == Came::Pledged {
            return Ok(());
        }
        self.set(DELIVERED, 16, 0);
        let delivery = Delivery {
            day: self.runner.env.now().date().to_string(),
            words: "Two days of work on site, and a written procedure.".to_owned(),
        };
        act!(
            self.runner,
            &actor,
            helper,
            report_delivery(&id, &offer, &delivery)
        )?;
        self.set(CHECKED, 9, 30);
        act!(self.runner, &cast.lead, &cast.id, confirm_delivery(&id, &offer))
    }

    /// The practice at that place of the report that the body submitted last.
    async fn gap(&self, cast: &Cast, place: usize) -> Result<Option<String>> {
        let newest = act!(self.runner, &cast.lead, &cast.id, askable())?;
        let Some(newest) = newest else {
            return Ok(None);
        };
        let report = act!(
            self.runner,
            &cast.lead,
            &cast.id,
            assess::body_report(newest.as_str())
        )?;
        let gap = report.value.report.gaps.get(place);
        Ok(gap.map(|gap| gap.practice.to_string()))
    }

    /// Somebody who acts for a donor or partner.
    async fn helper(&self, slug: &str) -> Result<Actor> {
        let account = DEMO_ACCOUNTS.iter().find(|account| account.organisation == slug);
        let account = account.ok_or(Error::NotFound)?;
        let mut reader = self.store().reader();
        let row = reader
            .account_by_email(account.email)
            .await?
            .ok_or(Error::NotFound)?;
        let organisation = reader.organisation_by_slug(slug).await?.ok_or(Error::NotFound)?;
        Ok(actor(
            row.id.into(),
            &organisation.id.into(),
            organisation.kind,
            account.role,
        ))
    }
}
