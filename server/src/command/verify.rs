//! `polder verify-release`.

use domain::identity::policy::{Actor, Instance};
use insight::{ReleaseCheck, verify_releases};
use usecase::{Runner, SystemClock, SystemRandom};

use super::{Failure, Outcome, failure, open, runner};
use crate::config::VerifyOptions;

/// Prints each check of each release.
pub async fn run(options: &VerifyOptions) -> Outcome {
    let store = open(&options.database).await?;
    let runner = runner(&store, &options.content, SystemClock, SystemRandom)?;
    let result = checks(&runner).await;
    store.close().await;
    let checks = result.map_err(|error| failure(&error))?;
    let (lines, outcome) = report(&checks, options.round.as_deref());
    print!("{lines}");
    outcome
}

/// As of one moment, and without keeping anybody from writing: it takes up to a minute.
async fn checks(runner: &Runner) -> usecase::Result<Vec<ReleaseCheck>> {
    let permit = runner.env.permit(&Actor::console(), Instance)?;
    let mut reader = runner.store.snapshot().await?;
    verify_releases(&runner.env, &permit, &mut reader).await
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
        .filter(|check| round.is_none_or(|slug| check.round == slug || check.is_of_all()))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(round: &str, check: &'static str, differences: &[&str]) -> ReleaseCheck {
        ReleaseCheck {
            round: round.to_owned(),
            check,
            narrowest: (check == "formula").then_some(2.225),
            differences: differences
                .iter()
                .map(|difference| (*difference).to_owned())
                .collect(),
        }
    }

    #[test]
    fn a_line_for_each_check_and_a_status_for_all() {
        let sound = [check("one", "digest", &[]), check("two", "formula", &[])];
        let (lines, outcome) = report(&sound, None);
        assert_eq!(
            lines,
            "one: digest: ok\ntwo: formula: ok, narrowest range 2.225\n"
        );
        assert!(outcome.is_ok());

        let wrong = [
            check("one", "digest", &["a", "b"]),
            check("two", "programme", &["c"]),
        ];
        let (lines, outcome) = report(&wrong, None);
        assert_eq!(lines, "one: digest: DIFFERS: a; b\ntwo: programme: DIFFERS: c\n");
        assert_eq!(outcome.unwrap_err().status, 1);

        // Of one round, and what is checked over all.
        let (lines, _) = report(&wrong, Some("one"));
        assert_eq!(lines.lines().count(), 2);
        let gone = [
            check("one", "digest", &[]),
            check("every round", "closings", &["a"]),
        ];
        let (lines, outcome) = report(&gone, Some("one"));
        assert_eq!(lines, "one: digest: ok\nevery round: closings: DIFFERS: a\n");
        assert_eq!(outcome.unwrap_err().status, 1);
        let (lines, outcome) = report(&sound, Some("two"));
        assert!(lines.starts_with("two: ") && lines.lines().count() == 1 && outcome.is_ok());
        assert_eq!(report(&sound, Some("three")).1.unwrap_err().status, 2);
    }
}
