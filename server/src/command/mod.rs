//! The commands beside `polder serve`.

pub mod audit;
pub mod content;
pub mod demo;
pub mod iati;
pub mod jobs;
pub mod model;
pub mod user;
pub mod verify;
pub mod work;

use domain::disclose::Parameters;
use store::Store;
use usecase::{Clock, Env, Error, Random, Runner};

use crate::config::{ContentOptions, DatabaseOptions};
use crate::serve::load_catalog;

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub struct Failure {
    /// For the person at the console.
    pub message: String,
    /// 1, or 2 for a value that is not allowed.
    pub status: u8,
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self { message, status: 1 }
    }
}

impl Failure {
    /// A value that is not allowed.
    pub fn wrong_value(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            status: 2,
        }
    }
}

/// What a command gives back.
pub type Outcome = Result<(), Failure>;

/// `polder migrate`.
pub async fn migrate(options: &DatabaseOptions) -> Outcome {
    let store = open(options).await?;
    println!("{} is at this version's tables.", store.database());
    store.close().await;
    Ok(())
}

/// The database, brought to this version's tables.
pub(crate) async fn open(options: &DatabaseOptions) -> Result<Store, Failure> {
    let store = Store::open(&options.store_options()?)
        .await
        .map_err(|error| format!("the database cannot be opened: {error}"))?;
    store.migrate().await.map_err(|error| error.to_string())?;
    Ok(store)
}

/// Runs use cases on a database.
pub(crate) fn runner(
    store: &Store,
    content: &ContentOptions,
    clock: impl Clock,
    random: impl Random,
) -> Result<Runner, Failure> {
    let catalog = load_catalog(&content.content)?;
    Ok(Runner {
        env: Env::new(catalog, clock, random, Parameters::default()),
        store: store.clone(),
    })
}

/// An error of a use case, in words for the console.
pub(crate) fn failure(error: &Error) -> Failure {
    let text = |key: &str| words::text(domain::content::Lang::En, &format!("error-{key}"));
    match error {
        Error::Invalid(errors) => {
            let lines: Vec<String> = errors
                .0
                .iter()
                .map(|(field, key)| format!("{field}: {}", text(key)))
                .collect();
            Failure::wrong_value(lines.join("\n"))
        }
        Error::NotNow(reason) => text(reason.key()).into(),
        other => other.to_string().into(),
    }
}
