//! Organisations by the name in their addresses.

use domain::id::OrganisationId;
use domain::identity::organisation::{Organisation, OrganisationKind};
use domain::identity::policy::{Act, Actor, Permit, signed_in};
use domain::text::is_slug;
use store::{OrganisationRow, Reader};

use crate::{Env, Error, Result};

impl Env {
    /// The permit for an action on the organisation with that name in addresses. One that is somebody else's is not found.
    ///
    /// # Errors
    /// There is no such organisation, or the policy says no.
    pub async fn enter<A: Act<On = Organisation>>(
        &self,
        reader: &mut Reader,
        actor: &Actor,
        slug: &str,
    ) -> Result<Permit<A>> {
        // A visitor is asked to sign in whether there is such an organisation or not.
        signed_in(actor).map_err(|refusal| self.refuse(actor, A::ACTION, refusal))?;
        let row = by_slug(reader, slug).await?;
        self.permit(actor, row.into())
    }

    /// The same for an election body: another kind of organisation is not found.
    ///
    /// # Errors
    /// There is no such body, or the policy says no.
    pub async fn enter_body<A: Act<On = Organisation>>(
        &self,
        reader: &mut Reader,
        actor: &Actor,
        slug: &str,
    ) -> Result<Permit<A>> {
        signed_in(actor).map_err(|refusal| self.refuse(actor, A::ACTION, refusal))?;
        let row = by_slug(reader, slug).await?;
        let body: Organisation = row.into();
        if body.kind != OrganisationKind::ElectionBody {
            return Err(Error::NotFound);
        }
        self.permit(actor, body)
    }

    /// The permit for an action on the organisation with that id.
    ///
    /// # Errors
    /// There is no such organisation, or the policy says no.
    pub async fn enter_by_id<A: Act<On = Organisation>>(
        &self,
        reader: &mut Reader,
        actor: &Actor,
        id: &OrganisationId,
    ) -> Result<Permit<A>> {
        signed_in(actor).map_err(|refusal| self.refuse(actor, A::ACTION, refusal))?;
        let row = reader.organisation(id).await?.ok_or(Error::NotFound)?;
        self.permit(actor, row.into())
    }
}

async fn by_slug(reader: &mut Reader, slug: &str) -> Result<OrganisationRow> {
    // Nothing else can be the name of one, and PostgreSQL refuses NUL.
    if !is_slug(slug) {
        return Err(Error::NotFound);
    }
    reader.organisation_by_slug(slug).await?.ok_or(Error::NotFound)
}
