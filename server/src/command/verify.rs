//! `polder verify-release`.

use domain::policy::Actor;
use service::{ReleaseCheck, SystemClock, SystemRandom};

use super::{Failure, Outcome, failure, open, services};
use crate::config::VerifyOptions;

/// Prints each check of each release.
pub async fn run(options: &VerifyOptions) -> Outcome {
    let store = open(&options.database).await?;
    let services = services(&store, &options.content, SystemClock, SystemRandom)?;
    let result = services.verify_releases(&Actor::console()).await;
    store.close().await;
    let checks = result.map_err(|error| failure(&error))?;
    let (lines, outcome) = report(&checks, options.round.as_deref());
    print!("{lines}");
    outcome
}

/// A line for each check, and what came of all.
pub fn report(checks: &[ReleaseCheck], round: Option<&str>) -> (String, Outcome) {
    let known = |slug: &str| checks.iter().any(|check| check.round == slug);
    if let Some(slug) = round.filter(|slug| !known(slug)) {
        let message = format!("--round: no closed round is called {slug:?}");
        return (String::new(), Err(Failure::wrong_value(message)));
    }
    let shown: Vec<&ReleaseCheck> = checks
        .iter()
        .filter(|check| round.is_none_or(|slug| check.round == slug || check.check == "programme"))
        .collect();
    let lines = shown.iter().map(|check| line(check)).collect();
    let wrong = shown.iter().filter(|check| !check.is_sound()).count();
    let outcome = match wrong {
        0 => Ok(()),
        1 => Err(Failure::from("one check found a difference".to_owned())),
        _ => Err(Failure::from(format!("{wrong} checks found differences"))),
    };
    (lines, outcome)
}

fn line(check: &ReleaseCheck) -> String {
    let narrowest = check
        .narrowest
        .map(|width| format!(", narrowest range {width:.3}"))
        .unwrap_or_default();
    let result = if check.is_sound() {
        "ok".to_owned()
    } else {
        format!("DIFFERS: {}", check.differences.join("; "))
    };
    format!("{}: {}: {result}{narrowest}\n", check.round, check.check)
}
