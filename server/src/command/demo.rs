//! `polder demo`.

use demo::{DEMO_ACCOUNTS, DEMO_PASSWORD};
use domain::content::Lang;
use insight::CONSENT_TEXT_VERSION;
use usecase::{Clock, Error, NotNow, SystemClock};

use super::{Failure, Outcome, failure, open};
use crate::config::DemoOptions;
use crate::serve::load_catalog;

/// Fills an empty database with the demo.
pub async fn load(options: &DemoOptions) -> Outcome {
    let catalog = load_catalog(&options.content.content)?;
    let store = open(&options.database).await?;
    let day = options.day.unwrap_or_else(|| SystemClock.now().date());
    let words = |level, recipient: &domain::disclose::Recipient| {
        app::pages::insight::consent_words(Lang::default(), CONSENT_TEXT_VERSION, level, recipient)
    };
    let result = demo::load_demo(&store, catalog, day, &words).await;
    store.close().await;
    match result {
        Ok(()) => {
            println!("The demo is loaded.\n{}", accounts());
            Ok(())
        }
        Err(Error::NotNow(NotNow::DemoNotEmpty)) => Err(Failure::from(
            "the database is not empty, so the demo is not loaded into it; name another with --database-url"
                .to_owned(),
        )),
        Err(error) => Err(failure(&error)),
    }
}

/// The accounts of the demo, a line for each.
pub fn accounts() -> String {
    let lines = DEMO_ACCOUNTS.iter().map(|account| {
        format!(
            "  {:<24} {:<12} {}\n",
            account.email,
            account.role.as_str(),
            account.name
        )
    });
    format!(
        "Sign in with the password `{DEMO_PASSWORD}` as one of\n{}",
        lines.collect::<String>()
    )
}
