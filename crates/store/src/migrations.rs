//! What migrations do with rows from before them.

use crate::testing::{ROLES, on_both, run, without_tables};

const BEFORE: &str = include_str!("../../../migrations/common/0001_initial.sql");
const ROUNDS: &str = include_str!("../../../migrations/common/0005_rounds.sql");
const MANIFESTS: &str = include_str!("../../../migrations/common/0012_manifests.sql");

/// Two closed rounds as they were kept before: in the second too few counted in aggregate.
const ROWS: &str = r#"
INSERT INTO account (id, email, name, language, created_at) VALUES
    ('lead', 'lead@example.org', 'Lead', 'en', 0), ('second', 'second@example.org', 'Second', 'ar', 0),
    ('gone', 'gone@example.org', 'Gone', 'en', 0);
INSERT INTO organisation (id, slug, kind, name, country, region, income_group, created_at) VALUES
    ('own', 'own', 'election-body', 'Own', 'XA', 'north', 'low', 0),
    ('other', 'other', 'election-body', 'Other', 'XA', 'north', 'low', 0),
    ('third', 'third', 'election-body', 'Third', 'XA', 'north', 'low', 0),
    ('early', 'early', 'donor', 'Early', '', '', '', 5), ('late', 'late', 'donor', 'Late', '', '', '', 50);
INSERT INTO membership (account_id, organisation_id, role, created_at) VALUES
    ('lead', 'own', 'lead', 0), ('lead', 'own', 'assessor', 0), ('second', 'own', 'assessor', 0);
INSERT INTO assessment (id, organisation_id, model_id, model_version, scope, created_by, created_at, submitted_by, submitted_at)
    VALUES ('a', 'own', 'm', 1, 'full', 'lead', 0, 'lead', 1), ('b', 'other', 'm', 1, 'full', 'lead', 0, 'lead', 1),
    ('c', 'third', 'm', 1, 'full', 'lead', 0, 'lead', 1);
INSERT INTO round (id, slug, title, opened_at, closed_at) VALUES
    ('r1', 'r1', 'First', 0, 40), ('r2', 'r2', 'Second', 0, 60), ('r3', 'r3', 'Third', 0, NULL);
INSERT INTO consent (id, round_id, organisation_id, recipient, version, level, text_version, proposed_by, proposed_at,
        confirmed_by, confirmed_at, withdrawn_by, withdrawn_at) VALUES
    ('p1', 'r1', 'own', '', 1, 'aggregate-only', 1, 'lead', 1, 'second', 2, NULL, NULL),
    ('p2', 'r1', 'own', 'early', 1, 'named', 1, 'lead', 1, NULL, NULL, 'second', 3),
    ('p3', 'r3', 'own', '', 1, 'named', 1, 'gone', 1, NULL, NULL, NULL, NULL);
INSERT INTO contribution (round_id, organisation_id, assessment_id, contribution, report) VALUES
    ('r1', 'own', 'a', '{"level":"aggregate-only","stratum":{}}', NULL),
    ('r1', 'other', 'b', '{"level":"named","stratum":{}}', '{}'),
    ('r1', 'third', 'c', '{"level":"anonymised","stratum":{}}', NULL),
    ('r2', 'own', 'a', '{"level":"aggregate-only","stratum":{}}', NULL),
    ('r2', 'other', 'b', '{"level":"none","stratum":{}}', '{}'),
    ('r2', 'third', 'c', '{"level":"anonymised","stratum":{}}', '{}');
INSERT INTO named_grant (round_id, organisation_id, recipient) VALUES
    ('r1', 'other', ''), ('r2', 'other', 'early'), ('r2', 'third', 'early');
INSERT INTO round_release (round_id, bytes, sha256, created_at) VALUES
    ('r1', '{"coverage":{"named":1,"aggregate_only":5,"contributing":6}}', 'x', 40),
    ('r2', '{"coverage":{"named":0,"aggregate_only":null,"contributing":null}}', 'y', 60);
"#;

on_both! {
    async fn rounds_and_consents_from_before_are_kept(store: &Store) {
        without_tables(store).await;
        for text in [BEFORE, ROWS, ROUNDS, MANIFESTS] {
            run(store, text).await;
        }
        let consents = store.reader().consents_of_body(&"own".into(), ROLES).await.unwrap();
        let of = |id: &str| consents.iter().find(|own| own.id == id).unwrap();
        let first = of("p1");
        assert!(first.names_copied && first.is_carried);
        assert_eq!(
            (&*first.body_name, &*first.recipient_name, &*first.proposer_name, &*first.proposer_email, &*first.proposer_roles),
            ("Own", "", "Lead", "lead@example.org", "assessor lead")
        );
        assert_eq!(
            (first.confirmer_name.as_deref(), first.confirmer_email.as_deref(), first.confirmer_roles.as_deref()),
            (Some("Second"), Some("second@example.org"), Some("assessor"))
        );
        // Each in the language of the account, in the words of the first text.
        assert!(first.proposer_words.contains("region or income group"), "{}", first.proposer_words);
        let words = first.confirmer_words.as_deref().unwrap();
        assert!(words.starts_with("{\"language\":\"ar\"") && words.contains("منطقتنا"), "{words}");
        assert_eq!((&*of("p2").recipient_name, of("p2").withdrawer_name.as_deref()), ("Early", Some("Second")));
        assert_eq!(of("p2").confirmer_roles, None);
        // Its proposer has left the body.
        assert!(!of("p3").is_carried && of("p3").proposer_roles.is_empty());

        let ledger = store.reader().ledger().await.unwrap();
        let uses: Vec<(&str, &str, &str)> = ledger
            .uses
            .iter()
            .map(|own| (&*own.round_id, &*own.assessment_id, &*own.kind))
            .collect();
        assert_eq!(
            uses,
            [
                ("r1", "a", "former-aggregate"),
                ("r1", "b", "named"),
                ("r1", "c", "former-aggregate"),
                ("r2", "b", "one-donor"),
                ("r2", "c", "one-donor"),
            ]
        );
        assert_eq!((ledger.closings, ledger.grants.len()), (2, 2));
        assert_eq!(store.reader().donors_of_round(&"r1".into()).await.unwrap(), ["early"]);
        assert_eq!(store.reader().donors_of_round(&"r2".into()).await.unwrap().len(), 2);
        assert!(store.reader().donors_of_round(&"r3".into()).await.unwrap().is_empty());
        let rounds = store.reader().rounds().await.unwrap();
        assert!(rounds.iter().all(|round| round.model_version == 1 && round.model_id.len() == 36));
        let releases = store.reader().stored_releases().await.unwrap();
        assert!(releases.iter().all(|row| row.basis.is_none() && row.manifest.is_none()));
        // The first manifest names them.
        assert_eq!(store.reader().last_manifest().await.unwrap(), None);
        let mut unchained = store.reader().releases_without_manifest().await.unwrap();
        unchained.sort();
        assert_eq!(unchained, ["x", "y"]);
    }
}
