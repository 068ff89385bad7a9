//! The regions that election bodies can belong to: those of M49, and the instance's own.

use domain::identity::audit::Event;
use domain::identity::place::{Likeness, M49, likeness};
use domain::identity::policy::{Permit, act};
use domain::text::{is_longer_than, line};
use store::{Reader, Tx};
use usecase::{Env, Error, NotNow, Result, security_event};

use crate::organisations::LONGEST_NAME;

/// A region of the instance's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRegion {
    /// Its name.
    pub name: String,
    /// Election bodies that belong to it.
    pub bodies: i64,
}

/// What came of adding a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegionAdded {
    /// It is on the list.
    Added,
    /// It is there already, in this spelling.
    There(String),
    /// Nothing was added, because these are nearly the same: a person decides.
    Near(Vec<String>),
}

/// The instance's own regions, by name.
///
/// # Errors
/// The database does not answer.
pub async fn own_regions(
    _: &Env,
    _: &Permit<act::ReadInstance>,
    reader: &mut Reader,
) -> Result<Vec<OwnRegion>> {
    let rows = reader.own_regions().await?;
    Ok(rows
        .into_iter()
        .map(|row| OwnRegion {
            name: row.name,
            bodies: row.bodies,
        })
        .collect())
}

/// Adds a region of the instance's own. One that is nearly the same as another is added only if somebody said that it
/// `is_different`.
///
/// # Errors
/// [`Error::Invalid`] without a name.
pub async fn add_region(
    env: &Env,
    permit: &Permit<act::ManageOrganisations>,
    tx: &mut Tx,
    typed: &str,
    is_different: bool,
) -> Result<RegionAdded> {
    let name = line(typed);
    if name.is_empty() {
        return Err(Error::field("name", "name-missing"));
    }
    if is_longer_than(&name, LONGEST_NAME) {
        return Err(Error::field("name", "name-long"));
    }
    let known = region_names(tx).await?;
    if let Some(there) = known
        .iter()
        .find(|other| likeness(other, &name) == Likeness::Same)
    {
        return Ok(RegionAdded::There(there.clone()));
    }
    let near: Vec<String> = known
        .into_iter()
        .filter(|other| likeness(other, &name) == Likeness::Near)
        .collect();
    if !near.is_empty() && !is_different {
        return Ok(RegionAdded::Near(near));
    }
    if !tx.insert_region(&name).await? {
        // Somebody sent the same form at the same moment.
        return Ok(RegionAdded::There(name));
    }
    env.record(tx, permit.account(), Event::RegionsChanged {}).await?;
    security_event!("region-added", by = %permit.account());
    Ok(RegionAdded::Added)
}

/// Takes a region of the instance's own off the list.
///
/// # Errors
/// [`Error::NotNow`] while bodies belong to it.
pub async fn remove_region(
    env: &Env,
    permit: &Permit<act::ManageOrganisations>,
    tx: &mut Tx,
    name: &str,
) -> Result<()> {
    let name = line(name);
    let own = tx.own_regions().await?;
    let region = own
        .iter()
        .find(|region| region.name == name)
        .ok_or(Error::NotFound)?;
    if region.bodies > 0 || !tx.delete_region(&name).await? {
        return Err(Error::NotNow(NotNow::RegionUsed));
    }
    env.record(tx, permit.account(), Event::RegionsChanged {}).await?;
    security_event!("region-removed", by = %permit.account());
    Ok(())
}

/// Every region that a body can belong to, the instance's own first.
pub(crate) async fn region_names(reader: &mut Reader) -> Result<Vec<String>> {
    let own = reader.own_regions().await?.into_iter().map(|row| row.name);
    Ok(own.chain(M49.map(|region| region.name.to_owned())).collect())
}

#[cfg(test)]
mod tests;
