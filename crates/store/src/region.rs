//! The instance's own regions, beside those of M49, and which of them bodies belong to.

use std::collections::BTreeMap;

use domain::identity::place::M49;
use domain::text::{folded, line};

use crate::tx::statement;
use crate::{Reader, Result, Tx};

/// A region with how many bodies belong to it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RegionRow {
    /// Its name.
    pub name: String,
    /// Election bodies that belong to it.
    pub bodies: i64,
}

const OWN: &str =
    "SELECT region.name, (SELECT COUNT(*) FROM organisation WHERE organisation.region = region.name)
    AS bodies FROM region ORDER BY region.name";
const NAMES: &str = "SELECT name FROM region";
const USED: &str =
    "SELECT region AS name, COUNT(*) AS bodies FROM organisation WHERE region <> '' GROUP BY region";
const INSERT_IF_NEW: &str = "INSERT INTO region (name, folded) VALUES ($1, $2) ON CONFLICT DO NOTHING";
const RENAME: &str = "UPDATE organisation SET region = $2 WHERE region = $1";
const DELETE_UNUSED: &str = "DELETE FROM region WHERE name = $1
    AND NOT EXISTS (SELECT 1 FROM organisation WHERE organisation.region = $1)";

impl Reader {
    /// The instance's own regions, by name.
    pub async fn own_regions(&mut self) -> Result<Vec<RegionRow>> {
        Ok(statement!(self, db => sqlx::query_as(OWN).fetch_all(db).await)?)
    }
}

impl Tx {
    /// Adds a region of the instance's own. Gives back whether it was added: not if there is one whose name folds to the same.
    pub async fn insert_region(&mut self, name: &str) -> Result<bool> {
        let added: u64 = statement!(self, db => sqlx::query(INSERT_IF_NEW).bind(name).bind(folded(name)).execute(db).await
            .map(|done| done.rows_affected()))?;
        Ok(added > 0)
    }

    /// Removes a region of the instance's own, unless a body belongs to it. Gives back whether it was removed.
    pub async fn delete_region(&mut self, name: &str) -> Result<bool> {
        let removed: u64 = statement!(self, db => sqlx::query(DELETE_UNUSED).bind(name).execute(db).await
            .map(|done| done.rows_affected()))?;
        Ok(removed > 0)
    }

    /// Brings regions that were typed, before there was a list, to the list: spellings that fold to one become the one that most
    /// bodies have. Changes nothing once every region that a body has is on the list.
    pub async fn settle_regions(&mut self) -> Result<()> {
        let used: Vec<RegionRow> = statement!(self, db => sqlx::query_as(USED).fetch_all(db).await)?;
        let own: Vec<String> = statement!(self, db => sqlx::query_scalar(NAMES).fetch_all(db).await)?;
        let mut listed: BTreeMap<String, String> = M49
            .iter()
            .map(|region| region.name.to_owned())
            .chain(own)
            .map(|name| (folded(&name), name))
            .collect();
        let mut strays: Vec<RegionRow> = used
            .into_iter()
            .filter(|row| listed.get(&folded(&row.name)) != Some(&row.name))
            .collect();
        // The most used spelling first; of equals the first of the alphabet.
        strays.sort_by(|one, other| (other.bodies, &one.name).cmp(&(one.bodies, &other.name)));
        let mut added = Vec::new();
        let mut moved = Vec::new();
        for RegionRow { name, .. } in strays {
            let settled = listed.entry(folded(&name)).or_insert_with(|| {
                let kept = line(&name);
                added.push(kept.clone());
                kept
            });
            if *settled != name {
                moved.push((name, settled.clone()));
            }
        }
        if added.is_empty() && moved.is_empty() {
            return Ok(());
        }
        statement!(self, tx => {
            for name in &added {
                sqlx::query(INSERT_IF_NEW).bind(name).bind(folded(name)).execute(&mut *tx).await?;
            }
            for (from, to) in &moved {
                sqlx::query(RENAME).bind(from).bind(to).execute(&mut *tx).await?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::identity::organisation::OrganisationKind;

    use crate::testing::{new_organisation, on_both};
    use crate::{OrganisationRow, Store};

    async fn body_in(store: &Store, slug: &str, region: &str) {
        let row = OrganisationRow {
            region: region.into(),
            ..new_organisation(slug, OrganisationKind::ElectionBody)
        };
        store
            .write(async |tx| tx.insert_organisation(&row).await)
            .await
            .unwrap();
    }

    async fn regions(store: &Store) -> Vec<(String, String)> {
        let rows = store.reader().organisations().await.unwrap();
        rows.into_iter().map(|row| (row.slug, row.region)).collect()
    }

    fn pair(slug: &str, region: &str) -> (String, String) {
        (slug.into(), region.into())
    }

    on_both! {
        async fn typed_regions_come_to_the_list_and_spellings_become_one(store: &Store) {
            for (slug, region) in [
                ("a", "northern coast"),
                ("b", "Northern Coast"),
                ("c", "Northern Coast"),
                ("d", "Northern\u{a0}Coast"),
                ("e", "Northern  Coast "),
                ("f", "A\u{301}vila"),
                ("g", "Ávila"),
                ("h", "western africa"),
                ("i", "Plain"),
                ("j", ""),
            ] {
                body_in(store, slug, region).await;
            }
            for _ in 0..2 {
                store.write(async |tx| tx.settle_regions().await).await.unwrap();
                assert_eq!(
                    regions(store).await,
                    [
                        pair("a", "Northern Coast"),
                        pair("b", "Northern Coast"),
                        pair("c", "Northern Coast"),
                        pair("d", "Northern Coast"),
                        pair("e", "Northern Coast"),
                        pair("f", "Ávila"),
                        pair("g", "Ávila"),
                        pair("h", "Western Africa"),
                        pair("i", "Plain"),
                        pair("j", ""),
                    ]
                );
                let own = store.reader().own_regions().await.unwrap();
                let mut own: Vec<(&str, i64)> = own.iter().map(|row| (row.name.as_str(), row.bodies)).collect();
                own.sort_unstable();
                assert_eq!(own, [("Northern Coast", 5), ("Plain", 1), ("Ávila", 2)]);
            }
        }

        async fn a_region_is_there_once_and_goes_while_nobody_belongs_to_it(store: &Store) {
            assert!(store.write(async |tx| tx.insert_region("Northern Coast").await).await.unwrap());
            assert!(!store.write(async |tx| tx.insert_region("northern  coast").await).await.unwrap());
            body_in(store, "a", "Northern Coast").await;
            assert!(!store.write(async |tx| tx.delete_region("Northern Coast").await).await.unwrap());
            store.write(async |tx| tx.insert_region("Plain").await).await.unwrap();
            assert!(store.write(async |tx| tx.delete_region("Plain").await).await.unwrap());
            assert!(!store.write(async |tx| tx.delete_region("Plain").await).await.unwrap());
            assert_eq!(store.reader().own_regions().await.unwrap().len(), 1);
        }
    }
}
