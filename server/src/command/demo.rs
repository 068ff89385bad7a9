//! `polder demo`.

use demo::{DEMO_ACCOUNTS, DEMO_PASSWORD, Scale};
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
    if let Some(scale) = options.scale {
        println!("{}", expected(scale));
    }
    let day = options.day.unwrap_or_else(|| SystemClock.now().date());
    let words = |level, recipient: &domain::disclose::Recipient| {
        app::pages::insight::consent_words(Lang::default(), CONSENT_TEXT_VERSION, level, recipient)
    };
    let again = load_catalog(&options.content.content)?;
    let result = async {
        demo::load_demo(&store, catalog, day, &words).await?;
        match options.scale {
            Some(scale) => demo::load_scale(&store, again, day, &words, scale)
                .await
                .map(Some),
            None => Ok(None),
        }
    };
    let result = result.await;
    store.close().await;
    match result {
        Ok(generated) => {
            if let Some(generated) = generated {
                println!(
                    "Generated: {} bodies, {} accounts, {} assessments with {} answers.",
                    generated.bodies, generated.accounts, generated.assessments, generated.answers
                );
            }
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

/// What generating takes, said before it begins: as measured on two processors, rounded up.
fn expected(scale: Scale) -> String {
    let thousands = |count: usize| count.div_ceil(1_000);
    let megabytes =
        thousands(scale.accounts) + thousands(scale.answers) * 7 / 10 + thousands(scale.bodies) * 20;
    let minutes = (thousands(scale.accounts) / 10 + thousands(scale.answers) / 20).div_ceil(60);
    format!(
        "Generating {} bodies, {} accounts and {} answers takes about {minutes} min and {megabytes} MB of disk.\n\
         All of these people are invented, have the password of the demo, and share its hash.",
        scale.bodies, scale.accounts, scale.answers
    )
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
