//! Portfolios for `oracle.py`, the attack written a second time in another language: what readers see and know, and what was found here.

use std::collections::BTreeMap;
use std::io::Write;

use audit_release::{Check, Difference, StoredRound, verify};
use domain::disclose::{DomainShare, Use};
use serde_json::{Value, json};

use crate::portfolio::{Kind, Portfolio, Rng};
use crate::rules::{Without, close};

/// Half of them by all rules; in the others figures share bodies, so that programmes are solved and not only formulas.
const RULES: [Without; 6] = [
    Without::Nothing,
    Without::CountedOnce,
    Without::Nothing,
    Without::NeverNamedLater,
    Without::Nothing,
    Without::GroupsOfK,
];

/// One round as a reader with the list of its members sees it.
fn round(stored: &StoredRound) -> Value {
    let round = stored.round.as_ref().expect("stored");
    let members: Vec<Value> = stored
        .uses
        .iter()
        .filter_map(|(assessment, how)| match how {
            Use::Group { group, .. } => Some(json!([group, assessment])),
            _ => None,
        })
        .collect();
    let named: Vec<Value> = stored
        .uses
        .iter()
        .filter(|(_, how)| *how == Use::NamedToAll)
        .map(|(assessment, _)| json!(assessment))
        .collect();
    let bodies: BTreeMap<_, _> = round
        .contributions()
        .map(|own| (&own.assessment, &own.body))
        .collect();
    let shares: BTreeMap<_, BTreeMap<_, _>> = round
        .contributions()
        .map(|own| {
            let shares = own
                .scores
                .iter()
                .map(|(domain, score)| (domain, score.map(DomainShare::share)));
            (&own.assessment, shares.collect())
        })
        .collect();
    let release: Value = serde_json::from_slice(&stored.bytes).expect("JSON");
    json!({ "release": release, "members": members, "named": named, "bodies": bodies, "shares": shares })
}

#[test]
#[ignore = "writes files for scripts/disclosure-oracle"]
fn portfolios_are_written_out() {
    let folder = std::env::var("POLDER_PORTFOLIO_FILES").expect("a folder");
    let path = std::path::Path::new(&folder).join("portfolios.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).expect("a new file"));
    let mut rng = Rng(5);
    let mut written = 0;
    for number in 0.. {
        let without = RULES[number % RULES.len()];
        let most_bodies = if without == Without::Nothing { 200 } else { 40 };
        let kind = Kind {
            most_bodies,
            most_rounds: if without == Without::Nothing { 5 } else { 2 },
        };
        let stored = close(&Portfolio::new(&mut rng, kind), without);
        let report = verify(&stored);
        let mut differences = report.checks.iter().flat_map(|own| &own.differences);
        // Nothing published, or what no scores can give: a group of which somebody is known to have other scores than it counted.
        let is_unsolved =
            differences.any(|own| matches!(own, Difference::Unsolved { .. } | Difference::Unreadable(_)));
        let width = report.checks.iter().find(|own| own.check == Check::Programme);
        let Some(width) = width.and_then(|own| own.narrowest).filter(|_| !is_unsolved) else {
            continue;
        };
        let rounds: Vec<Value> = stored.iter().map(round).collect();
        let line =
            json!({ "number": number, "rules": format!("{without:?}"), "rounds": rounds, "width": width });
        writeln!(file, "{line}").expect("a file");
        written += 1;
        if written == 300 {
            break;
        }
    }
}
