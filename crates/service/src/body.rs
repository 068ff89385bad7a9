//! Election bodies by the name in their addresses.

use domain::id::OrganisationId;
use domain::organisation::OrganisationKind;
use domain::policy::{Action, Actor, Resource, signed_in};

use crate::credentials::stored_kind;
use crate::{Error, Result, Services};

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

impl Services {
    /// The body with that name in addresses, for an action on it. One that is somebody else's is not found.
    pub async fn body(&self, actor: &Actor, slug: &str, action: Action) -> Result<Body> {
        // A visitor is asked to sign in whether there is such a body or not.
        signed_in(actor).map_err(|refusal| self.refuse(actor, action, refusal))?;
        let row = self
            .store()
            .reader()
            .organisation_by_slug(slug)
            .await?
            .ok_or(Error::NotFound)?;
        if stored_kind(&row.kind)? != OrganisationKind::ElectionBody {
            return Err(Error::NotFound);
        }
        let body = Body {
            id: row.id.into(),
            slug: row.slug,
            name: row.name,
        };
        self.permit(actor, action, Resource::Organisation(&body.id))?;
        Ok(body)
    }
}
