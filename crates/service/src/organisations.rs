//! The organisations of an instance.

use domain::id::OrganisationId;
use domain::organisation::{IncomeGroup, OrganisationKind};
use domain::place::is_country;
use domain::policy::{Action, Actor, Resource, signed_in};
use domain::text::{is_longer_than, is_slug, line, slug};
use store::OrganisationRow;

use crate::{Error, FieldErrors, Result, Services, security_event};
use domain::organisation::Organisation;
use usecase::by;

/// Longest name of an organisation or a region.
pub(crate) const LONGEST_NAME: usize = 200;

/// A form that adds an organisation, all as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewOrganisation {
    /// Name of the kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its name in addresses; empty: made from the name.
    pub slug: String,
    /// ISO 3166-1 alpha-2 code, of an election body.
    pub country: String,
    /// Name of a region of the list, of an election body.
    pub region: String,
    /// Name of the income group, of an election body.
    pub income_group: String,
}

impl Services {
    /// Every organisation, by kind and name.
    pub async fn organisations(&self, actor: &Actor) -> Result<Vec<Organisation>> {
        self.permit(actor, Action::ReadInstance, Resource::Instance)?;
        self.store()
            .reader()
            .organisations()
            .await?
            .into_iter()
            .map(usecase::organisation)
            .collect()
    }

    /// The organisation with that name in addresses, for somebody who manages them all.
    pub async fn organisation(&self, actor: &Actor, slug: &str) -> Result<Organisation> {
        self.permit(actor, Action::ManageOrganisations, Resource::Instance)?;
        self.organisation_by_slug(actor, slug).await
    }

    /// The organisation with that name in addresses, for somebody who may see its people.
    pub async fn organisation_with_people(&self, actor: &Actor, slug: &str) -> Result<Organisation> {
        let organisation = self.organisation_by_slug(actor, slug).await?;
        self.permit(
            actor,
            Action::ReadPeople,
            Resource::Organisation(&organisation.id),
        )?;
        Ok(organisation)
    }

    /// Adds an organisation.
    ///
    /// # Errors
    /// [`Error::Invalid`] with what is wrong with each field.
    pub async fn add_organisation(&self, actor: &Actor, input: &NewOrganisation) -> Result<Organisation> {
        self.permit(actor, Action::ManageOrganisations, Resource::Instance)?;
        let regions = self.region_names().await?;
        let mut organisation = check(input, &regions)?;
        organisation.id = self.new_id().into();
        match self
            .store()
            .write(async |tx| tx.insert_organisation(&self.row_of(&organisation)).await)
            .await
        {
            Err(store::Error::Duplicate) => return Err(Error::field("slug", "slug-taken")),
            other => other?,
        }
        security_event!("organisation-added", by = %by(actor), organisation = %organisation.id);
        Ok(organisation)
    }

    /// Corrects the name of an organisation, and country, region and income group of a body. Its kind and its name in addresses
    /// stay. Releases, and what was submitted, keep what they said.
    ///
    /// # Errors
    /// [`Error::Invalid`] with what is wrong with each field.
    pub async fn correct_organisation(
        &self,
        actor: &Actor,
        slug: &str,
        input: &NewOrganisation,
    ) -> Result<Organisation> {
        self.permit(actor, Action::ManageOrganisations, Resource::Instance)?;
        let known = self.organisation_by_slug(actor, slug).await?;
        let typed = NewOrganisation {
            kind: known.kind.as_str().to_owned(),
            slug: known.slug.clone(),
            ..input.clone()
        };
        let corrected = Organisation {
            id: known.id.clone(),
            ..check(&typed, &self.region_names().await?)?
        };
        if corrected != known {
            self.store()
                .write(async |tx| tx.update_organisation(&self.row_of(&corrected)).await)
                .await?;
            // The values themselves, since all of them are public and a slip must be traceable.
            security_event!("organisation-changed", by = %by(actor), organisation = %known.id,
                name_changed = known.name != corrected.name, country = %corrected.country,
                country_before = %known.country, region = %corrected.region, region_before = %known.region,
                income_group = corrected.income_group.map_or("", IncomeGroup::as_str),
                income_group_before = known.income_group.map_or("", IncomeGroup::as_str));
        }
        Ok(corrected)
    }

    /// The organisation that runs this instance; it is made if there is none yet.
    pub async fn operator_organisation(&self, actor: &Actor) -> Result<Organisation> {
        self.permit(actor, Action::ManageOrganisations, Resource::Instance)?;
        let rows = self.store().reader().organisations().await?;
        if let Some(row) = rows
            .into_iter()
            .find(|row| row.kind == OrganisationKind::Operator.as_str())
        {
            return usecase::organisation(row);
        }
        let input = NewOrganisation {
            kind: OrganisationKind::Operator.as_str().into(),
            name: "Operator".into(),
            ..NewOrganisation::default()
        };
        self.add_organisation(actor, &input).await
    }

    /// An organisation by its name in addresses. A visitor is asked to sign in before it is said whether there is one.
    pub(crate) async fn organisation_by_slug(&self, actor: &Actor, slug: &str) -> Result<Organisation> {
        signed_in(actor)?;
        // Nothing else can be the name of one, and PostgreSQL refuses NUL.
        if !is_slug(slug) {
            return Err(Error::NotFound);
        }
        let row = self.store().reader().organisation_by_slug(slug).await?;
        usecase::organisation(row.ok_or(Error::NotFound)?)
    }

    fn row_of(&self, organisation: &Organisation) -> OrganisationRow {
        OrganisationRow {
            id: organisation.id.as_str().to_owned(),
            slug: organisation.slug.clone(),
            kind: organisation.kind.as_str().to_owned(),
            name: organisation.name.clone(),
            country: organisation.country.clone(),
            region: organisation.region.clone(),
            income_group: organisation
                .income_group
                .map_or("", IncomeGroup::as_str)
                .to_owned(),
            created_at: self.now().0,
        }
    }
}

/// The organisation that a form describes, without an id. Its region is one of those that there are.
fn check(input: &NewOrganisation, regions: &[String]) -> Result<Organisation> {
    let mut errors = FieldErrors::new();
    let name = line(&input.name);
    let name = name.as_str();
    if name.is_empty() {
        errors.add("name", "name-missing");
    } else if is_longer_than(name, LONGEST_NAME) {
        errors.add("name", "name-long");
    }
    let kind = OrganisationKind::parse(&input.kind);
    if kind.is_none() {
        errors.add("kind", "kind-missing");
    }
    let typed = line(&input.slug);
    let slug = if typed.is_empty() {
        slug(name)
    } else {
        typed.to_lowercase()
    };
    if !is_slug(&slug) && !name.is_empty() {
        // Not every script has letters that can stand in an address.
        let reason = if typed.is_empty() {
            "slug-needed"
        } else {
            "slug-malformed"
        };
        errors.add("slug", reason);
    }
    let country = line(&input.country).to_uppercase();
    let region = line(&input.region);
    let income_group = IncomeGroup::parse(&input.income_group);
    let is_body = kind == Some(OrganisationKind::ElectionBody);
    if is_body {
        if !is_country(&country) {
            errors.add("country", "country-malformed");
        }
        if !regions.contains(&region) {
            errors.add("region", "region-missing");
        }
        if income_group.is_none() {
            errors.add("income_group", "income-group-missing");
        }
    }
    errors.into_result()?;
    let kind = kind.ok_or_else(|| Error::Internal("a kind was checked and is none".into()))?;
    Ok(Organisation {
        id: OrganisationId::new(""),
        slug,
        kind,
        name: name.to_owned(),
        // What the form asks only of bodies is not kept for others.
        country: if is_body { country } else { String::new() },
        region: if is_body { region } else { String::new() },
        income_group: income_group.filter(|_| is_body),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Setting, setting};
    use domain::organisation::Role;
    use domain::policy::Refusal;

    fn body() -> NewOrganisation {
        NewOrganisation {
            kind: "election-body".into(),
            name: " National Election Board of Àlba ".into(),
            slug: String::new(),
            country: "xa".into(),
            region: "Western Africa".into(),
            income_group: "low".into(),
        }
    }

    fn wrong(result: Result<Organisation>) -> Vec<(String, &'static str)> {
        match result {
            Err(Error::Invalid(errors)) => errors.0,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn an_organisation_is_added_once() {
        let Setting { services, .. } = setting().await;
        let console = Actor::console();
        let added = services.add_organisation(&console, &body()).await.unwrap();
        assert_eq!(added.slug, "national-election-board-of-alba");
        assert_eq!(
            (added.country.as_str(), added.income_group),
            ("XA", Some(IncomeGroup::Low))
        );
        assert_eq!(services.organisations(&console).await.unwrap(), [added]);
        assert_eq!(
            wrong(services.add_organisation(&console, &body()).await),
            [("slug".to_owned(), "slug-taken")]
        );
    }

    #[tokio::test]
    async fn what_is_wrong_is_named() {
        let Setting { services, .. } = setting().await;
        let console = Actor::console();
        let nothing = NewOrganisation {
            kind: "election-body".into(),
            ..NewOrganisation::default()
        };
        let fields: Vec<String> = wrong(services.add_organisation(&console, &nothing).await)
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, ["name", "country", "region", "income_group"]);
        for slug in ["-a", "a--b", "a b", "ä", &"a".repeat(61)] {
            let input = NewOrganisation {
                slug: slug.into(),
                ..body()
            };
            assert_eq!(
                wrong(services.add_organisation(&console, &input).await),
                [("slug".to_owned(), "slug-malformed")],
                "{slug}"
            );
        }
        // A name of which no Latin letter is left asks for a name in addresses.
        let arabic = NewOrganisation {
            name: "هيئة".into(),
            ..body()
        };
        assert_eq!(
            wrong(services.add_organisation(&console, &arabic).await),
            [("slug".to_owned(), "slug-needed")]
        );
    }

    #[tokio::test]
    async fn places_are_those_of_the_lists() {
        let Setting { services, .. } = setting().await;
        let console = Actor::console();
        for (country, region, field, key) in [
            ("N", "Western Africa", "country", "country-malformed"),
            ("UK", "Western Africa", "country", "country-malformed"),
            ("NL", "western africa", "region", "region-missing"),
            ("NL", "Northern Coast", "region", "region-missing"),
        ] {
            let input = NewOrganisation {
                country: country.into(),
                region: region.into(),
                ..body()
            };
            let found = wrong(services.add_organisation(&console, &input).await);
            assert_eq!(found, [(field.to_owned(), key)], "{country} {region}");
        }
        services
            .add_region(&console, "Northern Coast", false)
            .await
            .unwrap();
        let input = NewOrganisation {
            region: " Northern\u{a0}Coast".into(),
            ..body()
        };
        let added = services.add_organisation(&console, &input).await.unwrap();
        assert_eq!(added.region, "Northern Coast");
    }

    #[tokio::test]
    async fn a_donor_has_no_region() {
        let Setting { services, .. } = setting().await;
        let input = NewOrganisation {
            kind: "donor".into(),
            ..body()
        };
        let donor = services
            .add_organisation(&Actor::console(), &input)
            .await
            .unwrap();
        assert_eq!((donor.region.as_str(), donor.income_group), ("", None));
    }

    #[tokio::test]
    async fn the_operator_s_organisation_is_made_once() {
        let Setting { services, .. } = setting().await;
        let console = Actor::console();
        let made = services.operator_organisation(&console).await.unwrap();
        assert_eq!(services.operator_organisation(&console).await.unwrap(), made);
        assert!(matches!(
            services.operator_organisation(&Actor::default()).await,
            Err(Error::Refused(Refusal::SignIn))
        ));
    }

    #[tokio::test]
    async fn only_the_operator_adds_and_corrects_organisations() {
        let setting = setting().await;
        let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
        let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
        for (actor, expected) in [(Actor::default(), Refusal::SignIn), (lead, Refusal::NotYours)] {
            let services = &setting.services;
            for outcome in [
                services.add_organisation(&actor, &body()).await,
                services.correct_organisation(&actor, "own", &body()).await,
                services.organisation(&actor, "own").await,
            ] {
                assert!(
                    matches!(&outcome, Err(Error::Refused(why)) if *why == expected),
                    "{outcome:?}"
                );
            }
        }
        // A visitor is asked to sign in whether there is such an organisation or not.
        let services = &setting.services;
        let nowhere = services
            .organisation_with_people(&Actor::default(), "nowhere")
            .await;
        assert!(
            matches!(nowhere, Err(Error::Refused(Refusal::SignIn))),
            "{nowhere:?}"
        );
    }

    #[tokio::test]
    async fn a_slip_is_corrected() {
        let Setting { services, .. } = setting().await;
        let console = Actor::console();
        let added = services.add_organisation(&console, &body()).await.unwrap();
        let slip = NewOrganisation {
            region: " ".into(),
            ..body()
        };
        assert_eq!(
            wrong(services.correct_organisation(&console, &added.slug, &slip).await),
            [("region".to_owned(), "region-missing")]
        );
        // The kind and the name in addresses are not for correcting.
        let input = NewOrganisation {
            kind: "donor".into(),
            slug: "another".into(),
            name: "The Board".into(),
            country: "xb".into(),
            region: "Southern Africa".into(),
            income_group: "high".into(),
        };
        let corrected = services
            .correct_organisation(&console, &added.slug, &input)
            .await
            .unwrap();
        let expected = Organisation {
            name: "The Board".into(),
            country: "XB".into(),
            region: "Southern Africa".into(),
            income_group: Some(IncomeGroup::High),
            ..added
        };
        assert_eq!(corrected, expected);
        assert_eq!(services.organisations(&console).await.unwrap(), [expected]);
        let missing = services.correct_organisation(&console, "nowhere", &input).await;
        assert!(matches!(missing, Err(Error::NotFound)), "{missing:?}");
    }
}
