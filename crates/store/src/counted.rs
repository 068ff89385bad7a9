//! A connection that counts: the statements that are run on it, and the rows that they give back.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt, TryFutureExt, TryStreamExt};
use sqlx::{Connection, Database, Either, Execute, Executor, SqlStr};

/// What was counted since a store was opened.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    statements: AtomicU64,
    rows: AtomicU64,
}

impl Counts {
    pub(crate) fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    pub(crate) fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }

    fn row(&self) {
        self.rows.fetch_add(1, Ordering::Relaxed);
    }
}

/// A connection, with what counts for it.
#[derive(Debug)]
pub(crate) struct Counted<'a, C> {
    connection: &'a mut C,
    counts: Arc<Counts>,
}

impl<'a, C> Counted<'a, C> {
    pub(crate) fn new(connection: &'a mut C, counts: Arc<Counts>) -> Self {
        Self { connection, counts }
    }

    fn statement(&mut self) -> (&mut C, Arc<Counts>) {
        self.counts.statements.fetch_add(1, Ordering::Relaxed);
        (self.connection, Arc::clone(&self.counts))
    }
}

type Outcome<D> = Either<<D as Database>::QueryResult, <D as Database>::Row>;

impl<'c, C> Executor<'c> for &'c mut Counted<'_, C>
where
    C: Connection + Debug,
    for<'x> &'x mut C: Executor<'x, Database = C::Database>,
{
    type Database = C::Database;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, sqlx::Result<Outcome<C::Database>>>
    where
        'c: 'e,
        E: 'q + Execute<'q, C::Database>,
    {
        let (connection, counts) = self.statement();
        let counted = connection.fetch_many(query).inspect_ok(move |outcome| {
            if outcome.is_right() {
                counts.row();
            }
        });
        counted.boxed()
    }

    fn fetch_optional<'e, 'q: 'e, E>(
        self,
        query: E,
    ) -> BoxFuture<'e, sqlx::Result<Option<<C::Database as Database>::Row>>>
    where
        'c: 'e,
        E: 'q + Execute<'q, C::Database>,
    {
        let (connection, counts) = self.statement();
        let counted = connection.fetch_optional(query).inspect_ok(move |row| {
            if row.is_some() {
                counts.row();
            }
        });
        counted.boxed()
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [<C::Database as Database>::TypeInfo],
    ) -> BoxFuture<'e, sqlx::Result<<C::Database as Database>::Statement>>
    where
        'c: 'e,
    {
        self.connection.prepare_with(sql, parameters)
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, sqlx::Result<sqlx::Describe<C::Database>>>
    where
        'c: 'e,
    {
        self.connection.describe(sql)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{body, on_both};

    on_both! {
        async fn statements_and_rows_are_counted(store: &Store) {
            for slug in ["one", "two", "three"] {
                body(store, slug).await;
            }
            let counted = || (store.statements(), store.rows());
            let before = counted();
            assert_eq!(store.reader().organisations().await.unwrap().len(), 3);
            assert_eq!(counted(), (before.0 + 1, before.1 + 3));
            assert_eq!(store.reader().organisation_by_slug("none").await.unwrap(), None);
            assert!(store.reader().organisation_by_slug("two").await.unwrap().is_some());
            assert_eq!(counted(), (before.0 + 3, before.1 + 4));
            store.write(async |tx| tx.set_setting("a", "b").await).await.unwrap();
            assert_eq!(counted(), (before.0 + 4, before.1 + 4));
        }
    }
}
