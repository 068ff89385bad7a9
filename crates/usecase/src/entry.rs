//! Election bodies by the name in their addresses.

use domain::id::OrganisationId;
use domain::organisation::OrganisationKind;
use domain::policy::{Act, Actor, Organisation, Permit, signed_in};
use store::Reader;

use crate::{Env, Error, Result};

/// An election body, as its own people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The organisation.
    pub id: OrganisationId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
}

impl Env {
    /// The permit for an action on the body with that name in addresses. One that is somebody else's is not found.
    ///
    /// # Errors
    /// There is no such body, or the policy says no.
    pub async fn enter_body<A: Act<On = Organisation>>(
        &self,
        reader: &mut Reader,
        actor: &Actor,
        slug: &str,
    ) -> Result<(Permit<A>, Body)> {
        // A visitor is asked to sign in whether there is such a body or not.
        signed_in(actor).map_err(|refusal| self.refuse(actor, A::ACTION, refusal))?;
        let row = reader.organisation_by_slug(slug).await?.ok_or(Error::NotFound)?;
        let kind = OrganisationKind::parse(&row.kind)
            .ok_or_else(|| Error::corrupt("kind of organisation", &row.kind))?;
        if kind != OrganisationKind::ElectionBody {
            return Err(Error::NotFound);
        }
        let body = Body {
            id: row.id.into(),
            slug: row.slug,
            name: row.name,
        };
        Ok((self.permit(actor, body.id.clone())?, body))
    }
}
