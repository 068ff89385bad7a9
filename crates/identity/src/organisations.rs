//! The organisations of an instance.

use domain::id::OrganisationId;
use domain::identity::audit::Event;
use domain::identity::organisation::{IncomeGroup, Organisation, OrganisationKind};
use domain::identity::place::is_country;
use domain::identity::policy::{Permit, act};
use domain::text::{folded, is_longer_than, is_slug, line, slug};
use store::{OrganisationRow, Reader, StoredIncomeGroup, Tx};
use usecase::{Env, Error, FieldErrors, ListPlace, ListQuery, Listed, Result, security_event};

use crate::regions::region_names;

/// Longest name of an organisation or a region.
pub(crate) const LONGEST_NAME: usize = 200;

/// A form that adds an organisation: texts as typed, and nothing where none was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewOrganisation {
    /// Its kind.
    pub kind: Option<OrganisationKind>,
    /// Its name.
    pub name: String,
    /// Its name in addresses; empty: made from the name.
    pub slug: String,
    /// ISO 3166-1 alpha-2 code, of an election body.
    pub country: String,
    /// Name of a region of the list, of an election body.
    pub region: String,
    /// The income group, of an election body.
    pub income_group: Option<IncomeGroup>,
}

/// Organisations of a page.
const PAGE: u32 = 25;

/// The organisations, of one kind or of all, by name: a page of them.
///
/// # Errors
/// The database does not answer.
pub async fn organisations(
    _: &Env,
    _: &Permit<act::ReadInstance>,
    reader: &mut Reader,
    kind: Option<OrganisationKind>,
    query: &ListQuery,
) -> Result<Listed<Organisation>> {
    let rows = reader.organisation_list(kind, &query.part(PAGE)).await?;
    let listed = Listed::of(rows, PAGE, |last| ListPlace {
        key: folded(&last.name),
        id: last.id.clone(),
    });
    Ok(listed.map(Organisation::from))
}

/// The organisation with that name in addresses.
///
/// # Errors
/// There is none.
pub async fn organisation(
    _: &Env,
    _: &Permit<act::ManageOrganisations>,
    reader: &mut Reader,
    slug: &str,
) -> Result<Organisation> {
    by_slug(reader, slug).await
}

/// Adds an organisation.
///
/// # Errors
/// [`Error::Invalid`] with what is wrong with each field.
pub async fn add_organisation(
    env: &Env,
    permit: &Permit<act::ManageOrganisations>,
    tx: &mut Tx,
    input: &NewOrganisation,
) -> Result<Organisation> {
    let regions = region_names(tx).await?;
    let mut organisation = check(input, &regions)?;
    organisation.id = env.new_id().into();
    match tx.insert_organisation(&row_of(env, &organisation)).await {
        Err(store::Error::Duplicate) => return Err(Error::field("slug", "slug-taken")),
        other => other?,
    }
    let added = Event::OrganisationAdded {
        organisation: organisation.id.clone(),
    };
    env.record(tx, permit.account(), added).await?;
    security_event!("organisation-added", by = %permit.account(), organisation = %organisation.id);
    Ok(organisation)
}

/// Corrects the name of an organisation, and country, region and income group of a body. Its kind and its name in addresses
/// stay. Releases, and what was submitted, keep what they said.
///
/// # Errors
/// [`Error::Invalid`] with what is wrong with each field.
pub async fn correct_organisation(
    env: &Env,
    permit: &Permit<act::ManageOrganisations>,
    tx: &mut Tx,
    slug: &str,
    input: &NewOrganisation,
) -> Result<Organisation> {
    let known = by_slug(tx, slug).await?;
    let typed = NewOrganisation {
        kind: Some(known.kind),
        slug: known.slug.clone(),
        ..input.clone()
    };
    let corrected = Organisation {
        id: known.id.clone(),
        ..check(&typed, &region_names(tx).await?)?
    };
    if corrected != known {
        tx.update_organisation(&row_of(env, &corrected)).await?;
        let changed = Event::OrganisationChanged {
            organisation: known.id.clone(),
            changed: changed(&known, &corrected),
        };
        env.record(tx, permit.account(), changed).await?;
        // The values themselves, since all of them are public and a slip must be traceable.
        security_event!("organisation-changed", by = %permit.account(), organisation = %known.id,
                name_changed = known.name != corrected.name, country = %corrected.country,
                country_before = %known.country, region = %corrected.region, region_before = %known.region,
                income_group = corrected.income_group.map_or("", IncomeGroup::as_str),
                income_group_before = known.income_group.map_or("", IncomeGroup::as_str));
    }
    Ok(corrected)
}

/// The organisation that runs this instance; it is made if there is none yet.
///
/// # Errors
/// The database does not answer.
pub async fn operator_organisation(
    env: &Env,
    permit: &Permit<act::ManageOrganisations>,
    tx: &mut Tx,
) -> Result<Organisation> {
    let kind = OrganisationKind::Operator;
    if let Some(row) = tx.organisation_of_kind(kind).await? {
        return Ok(row.into());
    }
    let input = NewOrganisation {
        kind: Some(kind),
        name: "Operator".into(),
        ..NewOrganisation::default()
    };
    add_organisation(env, permit, tx, &input).await
}

/// The names of what is different.
fn changed(before: &Organisation, after: &Organisation) -> Vec<String> {
    [
        ("name", before.name != after.name),
        ("country", before.country != after.country),
        ("region", before.region != after.region),
        ("income-group", before.income_group != after.income_group),
    ]
    .into_iter()
    .filter(|(_, is_changed)| *is_changed)
    .map(|(name, _)| name.to_owned())
    .collect()
}

async fn by_slug(reader: &mut Reader, slug: &str) -> Result<Organisation> {
    // Nothing else can be the name of one, and PostgreSQL refuses NUL.
    if !is_slug(slug) {
        return Err(Error::NotFound);
    }
    let row = reader.organisation_by_slug(slug).await?.ok_or(Error::NotFound)?;
    Ok(row.into())
}

fn row_of(env: &Env, organisation: &Organisation) -> OrganisationRow {
    OrganisationRow {
        id: organisation.id.as_str().to_owned(),
        slug: organisation.slug.clone(),
        kind: organisation.kind,
        name: organisation.name.clone(),
        country: organisation.country.clone(),
        region: organisation.region.clone(),
        income_group: StoredIncomeGroup(organisation.income_group),
        created_at: env.now().0,
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
    if input.kind.is_none() {
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
    let is_body = input.kind == Some(OrganisationKind::ElectionBody);
    if is_body {
        if !is_country(&country) {
            errors.add("country", "country-malformed");
        }
        if !regions.contains(&region) {
            errors.add("region", "region-missing");
        }
        if input.income_group.is_none() {
            errors.add("income_group", "income-group-missing");
        }
    }
    errors.into_result()?;
    let kind = input
        .kind
        .ok_or_else(|| Error::Internal("a kind was checked and is none".into()))?;
    Ok(Organisation {
        id: OrganisationId::new(""),
        slug,
        kind,
        name: name.to_owned(),
        // What the form asks only of bodies is not kept for others.
        country: if is_body { country } else { String::new() },
        region: if is_body { region } else { String::new() },
        income_group: input.income_group.filter(|_| is_body),
    })
}

#[cfg(test)]
mod tests;
