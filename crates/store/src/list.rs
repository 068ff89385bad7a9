//! Lists that can be long, of what has a name: read a part at a time, in the order of the names as they are folded.

use domain::text::folded;

use crate::tx::statement;
use crate::{Result, Tx};

/// Which part of a list is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListPart {
    /// Only what has this in its name, or in its address where it has one.
    pub search: String,
    /// What follows on this entry: its folded name and its id.
    pub after: Option<(String, String)>,
    /// At most so many.
    pub most: u32,
}

impl ListPart {
    /// All of it, however long: for tests, and for what is no page.
    pub fn whole() -> Self {
        Self {
            most: u32::MAX,
            ..Self::default()
        }
    }

    pub(crate) fn after(&self) -> (&str, &str) {
        self.after
            .as_ref()
            .map_or(("", ""), |(name, id)| (name.as_str(), id.as_str()))
    }

    /// For `LIKE … ESCAPE '!'`.
    pub(crate) fn pattern(&self) -> String {
        let mut pattern = String::from("%");
        for letter in folded(&self.search).chars() {
            if matches!(letter, '%' | '_' | '!') {
                pattern.push('!');
            }
            pattern.push(letter);
        }
        if pattern.len() > 1 {
            pattern.push('%');
        }
        pattern
    }

    pub(crate) fn most(&self) -> i64 {
        self.most.into()
    }
}

const UNFOLDED_ORGANISATIONS: &str =
    "SELECT id, name FROM organisation WHERE folded = '' AND id > $1 ORDER BY id LIMIT 500";
const UNFOLDED_ACCOUNTS: &str =
    "SELECT id, name FROM account WHERE folded = '' AND name <> '' AND id > $1 ORDER BY id LIMIT 500";
const FOLD_ORGANISATION: &str = "UPDATE organisation SET folded = $2 WHERE id = $1";
const FOLD_ACCOUNT: &str = "UPDATE account SET folded = $2 WHERE id = $1";

impl Tx {
    /// Folds the names that an older version of the program stored. Changes nothing once there are none.
    pub(crate) async fn fold_names(&mut self) -> Result<()> {
        for (unfolded, fold) in [
            (UNFOLDED_ORGANISATIONS, FOLD_ORGANISATION),
            (UNFOLDED_ACCOUNTS, FOLD_ACCOUNT),
        ] {
            let mut after = String::new();
            loop {
                let rows: Vec<(String, String)> =
                    statement!(self, db => sqlx::query_as(unfolded).bind(&after).fetch_all(db).await)?;
                let Some((last, _)) = rows.last() else { break };
                after.clone_from(last);
                for (id, name) in &rows {
                    statement!(self, db => sqlx::query(fold).bind(id).bind(folded(name)).execute(db).await
                        .map(|_| ()))?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{account, body, on_both, run};

    fn part(search: &str, after: Option<(&str, &str)>, most: u32) -> ListPart {
        ListPart {
            search: search.to_owned(),
            after: after.map(|(name, id)| (name.to_owned(), id.to_owned())),
            most,
        }
    }

    #[test]
    fn what_is_searched_for_is_taken_as_it_is_written() {
        assert_eq!(part("", None, 1).pattern(), "%");
        assert_eq!(part(" Zürich  50% ", None, 1).pattern(), "%zürich 50!%%");
        assert_eq!(part("a_b!", None, 1).pattern(), "%a!_b!!%");
    }

    on_both! {
        async fn a_list_is_read_in_parts_in_one_order(store: &Store) {
            for name in ["Óstia", "alpha", "Beta", "100% Gamma", "Ärmel", "دلتا"] {
                let id = body(store, &domain::text::bare(name)).await;
                run(store, &format!("UPDATE organisation SET name = '{name}', folded = '' WHERE id = '{id}'")).await;
            }
            store.write(async |tx| tx.fold_names().await).await.unwrap();
            let mut reader = store.reader();
            let mut names = async |part: &ListPart| -> Vec<(String, String)> {
                let rows = reader.organisation_list(None, part).await.unwrap();
                rows.into_iter().map(|row| (row.name, row.id)).collect()
            };
            let all: Vec<_> = names(&ListPart::whole()).await;
            let order: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(order, ["100% Gamma", "alpha", "Beta", "Ärmel", "Óstia", "دلتا"]);
            let second = names(&part("", Some(("alpha", &all[1].1)), 2)).await;
            assert_eq!(second, all[2..4]);
            assert_eq!(names(&part("ÓST", None, 9)).await, all[4..5]);
            assert_eq!(names(&part("0%", None, 9)).await, all[..1]);
            assert_eq!(names(&part("0_", None, 9)).await, []);
        }

        async fn who_belongs_to_nobody_is_known_whatever_was_done(store: &Store) {
            let (amal, badr) = (account(store, "amal").await, account(store, "badr").await);
            let (own, other) = (body(store, "own").await, body(store, "other").await);
            let alone = async || -> Vec<String> {
                let rows = store.reader().accounts_without_organisation(&ListPart::whole()).await.unwrap();
                rows.into_iter().map(|row| row.id).collect()
            };
            assert_eq!(alone().await, ["amal", "badr"]);
            for organisation in [&own, &other] {
                store.write(async |tx| tx.insert_membership(&amal, organisation, "lead", 1).await).await.unwrap();
            }
            store.write(async |tx| tx.insert_membership(&badr, &own, "lead", 1).await).await.unwrap();
            assert!(alone().await.is_empty());
            run(store, "DELETE FROM membership WHERE organisation_id = 'own'").await;
            assert_eq!(alone().await, ["badr"]);
        }
    }
}
