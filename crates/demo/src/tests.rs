//! The demonstration holds what the program promises.

use std::path::Path;

use domain::disclose::{Row, RowShown};
use insight::{ReleaseCache, release, verify_releases};
use time::macros::date;

use super::*;

const TODAY: Date = date!(2026 - 11 - 22);

fn catalog() -> Catalog {
    Catalog::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content")).expect("the content")
}

#[tokio::test]
async fn the_demo_is_the_same_on_either_database_and_loads_once() {
    let mut releases = Vec::new();
    for store in [store::testing::sqlite().await, store::testing::postgres().await] {
        load_demo(&store, catalog(), TODAY, &|_, _| Words::default())
            .await
            .unwrap();
        let again = load_demo(&store, catalog(), TODAY, &|_, _| Words::default()).await;
        assert!(
            matches!(again, Err(Error::NotNow(NotNow::DemoNotEmpty))),
            "{again:?}"
        );
        for account in DEMO_ACCOUNTS {
            let row = store
                .reader()
                .account_by_email(account.email)
                .await
                .unwrap()
                .unwrap();
            assert!(row.password_hash.is_some(), "{}", account.email);
        }
        let rounds = store.reader().rounds().await.unwrap();
        assert_eq!(rounds.len(), 3);
        let mut bytes = Vec::new();
        for round in rounds.iter().filter(|round| round.closed_at.is_some()) {
            bytes.push(store.reader().release(&round.slug).await.unwrap().unwrap().sha256);
        }
        assert_eq!(bytes.len(), 2);
        let clock = FixedClock::at(at(TODAY, 0, 9, 0));
        let runner = Runner {
            env: Env::new(catalog(), clock, SeededRandom::new(1), Parameters::default()),
            store: store.clone(),
        };
        let checks = act!(runner, &operator(), verify_releases()).unwrap();
        assert!(checks.iter().all(insight::ReleaseCheck::is_sound), "{checks:?}");
        let least = checks
            .iter()
            .filter_map(|check| check.narrowest)
            .fold(4.0, f64::min);
        assert!((2.0..4.0).contains(&least), "{least}");
        let donor = actor("a".into(), &"d".into(), OrganisationKind::Donor, Role::Analyst);
        for slug in ["first-round", "second-round"] {
            let release = act!(runner, &donor, release(&ReleaseCache::default(), slug)).unwrap();
            let shown = |row: Row| release.cell(&row, &"GOV".into()).hidden;
            let region = |region: &str| {
                shown(Row::Region {
                    region: region.into(),
                })
            };
            // Two regions have a figure, two are hidden, and all bodies together are counted by group.
            for name in ["Northern Coast", "Eastern Plains"] {
                assert!(matches!(region(name), RowShown::Band(_)), "{slug} {name}");
            }
            for name in ["Southern Islands", "Western Highlands"] {
                assert_eq!(region(name), RowShown::Hidden, "{slug} {name}");
            }
            assert!(
                matches!(shown(Row::All), RowShown::Groups(_)),
                "{slug} {:?}",
                shown(Row::All)
            );
        }
        releases.push(bytes);
        store::testing::remove(store).await;
    }
    assert_eq!(releases[0], releases[1]);
}

#[test]
fn who_counts_by_hand_answers_otherwise_than_who_votes_by_machine() {
    let catalog = catalog();
    let model = catalog.model(Lang::default());
    let average = |technology: bodies::Technology, domain: &str| {
        let sums = BODIES
            .iter()
            .filter(|body| body.technology == technology)
            .map(|body| {
                let profile = Profile {
                    flags: body.technology.flags(),
                    ..Profile::default()
                };
                let given = answers::answers(body, model, &profile, false)
                    .into_iter()
                    .map(|change| {
                        let given = domain::assess::score::Given {
                            answer: change.answer,
                            approved: true,
                        };
                        (change.practice, given)
                    })
                    .collect();
                let score =
                    domain::assess::score::score(model, &profile, &given, domain::assess::score::Scope::Full);
                let own = score.domains.iter().find(|score| score.code.as_str() == domain);
                // Against the body's own level: richer bodies are better at everything.
                own.and_then(|score| score.average).unwrap_or_default() - 4.0 * body.maturity
            });
        let sums: Vec<f64> = sums.collect();
        sums.iter().sum::<f64>() / sums.len() as f64
    };
    let (paper, machines) = (bodies::Technology::Paper, bodies::Technology::Machines);
    assert!(average(paper, "PHY") > average(machines, "PHY"));
    assert!(average(paper, "AUD") > average(machines, "AUD"));
    assert!(average(machines, "ITB") > average(paper, "ITB"));
    assert!(average(machines, "MON") > average(paper, "MON"));
}
