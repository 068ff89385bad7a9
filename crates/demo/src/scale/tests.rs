//! A generated instance is as sound as one that grew.

use std::path::Path;

use domain::id::PracticeId;
use insight::{ReleaseCache, release, verify_releases};
use time::macros::date;

use super::*;

const TODAY: Date = date!(2026 - 11 - 22);

fn catalog() -> Catalog {
    Catalog::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content")).expect("the content")
}

#[tokio::test]
async fn what_is_generated_is_sound_on_either_database() {
    let scale = Scale {
        bodies: 60,
        accounts: 600,
        answers: 20_000,
    };
    let words: ConsentWords<'_> = &|_, _| Words::default();
    for store in [store::testing::sqlite().await, store::testing::postgres().await] {
        load_demo(&store, catalog(), TODAY, words).await.unwrap();
        let done = load_scale(&store, catalog(), TODAY, words, scale).await.unwrap();
        assert_eq!((done.bodies, done.accounts), (60, 600));
        assert!((20_000..30_000).contains(&done.answers), "{done:?}");
        assert_eq!(done.assessments, 180);
        let clock = FixedClock::at(at(TODAY, 0, 9, 0));
        let runner = Runner {
            env: Env::new(catalog(), clock, SeededRandom::new(3), Parameters::default()),
            store: store.clone(),
        };
        let checks = act!(runner, &operator(), verify_releases()).unwrap();
        assert!(
            checks.iter().any(|check| check.round == "large-round"),
            "{checks:?}"
        );
        assert!(checks.iter().all(insight::ReleaseCheck::is_sound), "{checks:?}");
        let audit = store
            .reader()
            .check_audit(at(TODAY, 0, 9, 0), None)
            .await
            .unwrap();
        assert!(audit.broken.is_none(), "{audit:?}");
        // A donor sees the round, and of the bodies those that show themselves.
        let donor = actor("a".into(), &"d".into(), OrganisationKind::Donor, Role::Analyst);
        let published = act!(runner, &donor, release(&ReleaseCache::default(), "large-round")).unwrap();
        assert!(published.coverage().aggregate.is_some_and(|bodies| bodies >= 50));
        // An assessment answers what its report says that it was asked.
        let body = store
            .reader()
            .organisation_by_slug("scale-7")
            .await
            .unwrap()
            .unwrap();
        for row in store
            .reader()
            .assessments(&body.id.as_str().into())
            .await
            .unwrap()
        {
            let id = AssessmentId::from(row.id.as_str());
            let kept = store.reader().submitted_report(&id).await.unwrap().unwrap();
            let value: ReportValue =
                usecase::unsealed("report", &row.id, &kept.report, &kept.sha256).unwrap();
            assert_eq!(
                (value.body.as_str(), value.submitted_at.map(|at| at.0)),
                (body.name.as_str(), row.submitted_at)
            );
            let answered = store.reader().answer_marks(&id).await.unwrap();
            assert!(
                answered
                    .iter()
                    .all(|mark| value.asked.contains(&PracticeId::from(mark.practice_id.as_str())))
            );
            assert!(!answered.is_empty());
        }
        store::testing::remove(store).await;
    }
}
