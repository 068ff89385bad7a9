//! The regions that election bodies can belong to: those of M49, and the instance's own.

use domain::place::{Likeness, M49, likeness};
use domain::policy::{Action, Actor, Resource};
use domain::text::{is_longer_than, line};

use crate::organisations::LONGEST_NAME;
use crate::{Error, NotNow, Result, Services, security_event};
use usecase::by;

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

impl Services {
    /// The instance's own regions, by name.
    pub async fn own_regions(&self, actor: &Actor) -> Result<Vec<OwnRegion>> {
        self.permit(actor, Action::ReadInstance, Resource::Instance)?;
        let rows = self.store().reader().own_regions().await?;
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
    pub async fn add_region(&self, actor: &Actor, typed: &str, is_different: bool) -> Result<RegionAdded> {
        self.permit(actor, Action::ManageOrganisations, Resource::Instance)?;
        let name = line(typed);
        if name.is_empty() {
            return Err(Error::field("name", "name-missing"));
        }
        if is_longer_than(&name, LONGEST_NAME) {
            return Err(Error::field("name", "name-long"));
        }
        let known = self.region_names().await?;
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
        match self.store().write(async |tx| tx.insert_region(&name).await).await {
            // Somebody sent the same form at the same moment.
            Err(store::Error::Duplicate) => return Ok(RegionAdded::There(name)),
            other => other?,
        }
        security_event!("region-added", by = %by(actor));
        Ok(RegionAdded::Added)
    }

    /// Takes a region of the instance's own off the list.
    ///
    /// # Errors
    /// [`Error::NotNow`] while bodies belong to it.
    pub async fn remove_region(&self, actor: &Actor, name: &str) -> Result<()> {
        self.permit(actor, Action::ManageOrganisations, Resource::Instance)?;
        let name = line(name);
        let own = self.store().reader().own_regions().await?;
        let region = own
            .iter()
            .find(|region| region.name == name)
            .ok_or(Error::NotFound)?;
        if region.bodies > 0
            || !self
                .store()
                .write(async |tx| tx.delete_region(&name).await)
                .await?
        {
            return Err(Error::NotNow(NotNow::RegionUsed));
        }
        security_event!("region-removed", by = %by(actor));
        Ok(())
    }

    /// Every region that a body can belong to, the instance's own first.
    pub(crate) async fn region_names(&self) -> Result<Vec<String>> {
        let own = self
            .store()
            .reader()
            .own_regions()
            .await?
            .into_iter()
            .map(|row| row.name);
        Ok(own.chain(M49.map(|region| region.name.to_owned())).collect())
    }
}

#[cfg(test)]
mod tests {
    use domain::organisation::OrganisationKind;
    use domain::policy::Refusal;

    use super::*;
    use crate::testing::setting;

    #[tokio::test]
    async fn a_region_is_added_once_and_near_ones_are_pointed_out() {
        let setting = setting().await;
        let (services, console) = (&setting.services, Actor::console());
        let add =
            async |name: &str, is_different| services.add_region(&console, name, is_different).await.unwrap();
        assert_eq!(add("Northern Coast", false).await, RegionAdded::Added);
        for same in [
            "northern coast",
            "Northern  Coast",
            "Northern\u{a0}Coast",
            "Northern Coast\u{200b}",
        ] {
            let there = RegionAdded::There("Northern Coast".into());
            assert_eq!(add(same, true).await, there, "{same:?}");
        }
        assert_eq!(
            add("western AFRICA", true).await,
            RegionAdded::There("Western Africa".into())
        );
        let near = RegionAdded::Near(vec!["Northern Coast".into()]);
        assert_eq!(add("Nothern Coast", false).await, near);
        assert_eq!(add("Nothern Coast", true).await, RegionAdded::Added);
        for (name, key) in [(" \u{200b}", "name-missing"), (&*"x".repeat(201), "name-long")] {
            match services.add_region(&console, name, true).await {
                Err(Error::Invalid(errors)) => assert_eq!(errors.of("name"), Some(key)),
                other => panic!("{other:?}"),
            }
        }
        let names: Vec<String> = services
            .own_regions(&console)
            .await
            .unwrap()
            .into_iter()
            .map(|region| region.name)
            .collect();
        assert_eq!(names, ["Northern Coast", "Nothern Coast"]);
        services.remove_region(&console, "Nothern Coast").await.unwrap();
        assert!(matches!(
            services.remove_region(&console, "Nothern Coast").await,
            Err(Error::NotFound)
        ));
    }

    #[tokio::test]
    async fn a_region_with_bodies_stays_and_only_the_operator_changes_the_list() {
        let setting = setting().await;
        let services = &setting.services;
        let body = setting.organisation("body", OrganisationKind::ElectionBody).await;
        setting
            .store()
            .write(async |tx| tx.settle_regions().await)
            .await
            .unwrap();
        let console = Actor::console();
        assert_eq!(services.own_regions(&console).await.unwrap()[0].bodies, 1);
        assert!(matches!(
            services.remove_region(&console, "north").await,
            Err(Error::NotNow(NotNow::RegionUsed))
        ));
        let lead = setting
            .person("lead", &[(&body, domain::organisation::Role::Lead)])
            .await;
        for refused in [
            services.own_regions(&lead).await.err(),
            services.add_region(&lead, "Plain", false).await.err(),
            services.remove_region(&lead, "north").await.err(),
        ] {
            assert!(
                matches!(refused, Some(Error::Refused(Refusal::NotYours))),
                "{refused:?}"
            );
        }
    }
}
