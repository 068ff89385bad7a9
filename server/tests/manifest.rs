//! The chain of manifests as donors get it, and its check without this program.

mod common;

use std::process::Command;

use common::round::{answered_body, consent};
use common::{Site, on_both};
use domain::assess::answer::Answer;
use domain::disclose::{Consent, Link};
use http::StatusCode;
use usecase::act;

/// Two rounds: five bodies in aggregate, each time with a new assessment, and one by name.
async fn two_rounds(site: &Site) -> [String; 2] {
    let operator = site.actor("operator");
    let mut slugs = Vec::new();
    for title in ["Spring", "Autumn"] {
        // The newer assessment is the later one.
        site.wait(60);
        let round = act!(
            site.runner,
            &operator,
            insight::open_round(&insight::NewRound::titled(title))
        )
        .expect("a round");
        for slug in ["one", "two", "three", "four", "five"] {
            answered_body(site, slug, Answer::Partly).await;
            consent(site, round.id.as_str(), slug, "", Consent::AggregateOnly).await;
        }
        answered_body(site, "hill", Answer::Largely).await;
        consent(site, round.id.as_str(), "hill", "", Consent::Named).await;
        site.close(&operator, &round.slug).await.expect("a release");
        slugs.push(round.slug);
    }
    slugs.try_into().expect("two")
}

/// What the script of the documentation says of files, if there is Python here.
fn checked(files: &[(String, String)]) -> Option<(bool, String)> {
    let folder = std::env::temp_dir().join(format!("polder-manifest-{}", uuid(files)));
    std::fs::create_dir_all(&folder).expect("a folder");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/verify-release.py");
    let mut command = Command::new("python3");
    command.arg(script);
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        command.arg(path);
    }
    let outcome = command.output();
    std::fs::remove_dir_all(&folder).expect("its own folder");
    let outcome = outcome.ok()?;
    let said = String::from_utf8_lossy(&outcome.stdout).into_owned();
    let errors = String::from_utf8_lossy(&outcome.stderr);
    assert!(errors.is_empty(), "{errors}");
    Some((outcome.status.success(), said))
}

/// A name for what is tried: two tests run beside each other.
fn uuid(files: &[(String, String)]) -> String {
    let all: String = files.iter().map(|(name, text)| format!("{name}{text}")).collect();
    format!("{}-{}", std::process::id(), &usecase::digest(all.as_bytes())[..8])
}

on_both! {
    async fn every_donor_can_check_the_chain(store: &Store) {
        let site = Site::new(store).await;
        let slugs = two_rounds(&site).await;
        let mut analyst = site.signed_in("analyst").await;
        let mut other = site.signed_in("other-analyst").await;
        let mut files: Vec<(String, String)> = Vec::new();
        let mut before = None;
        for (number, slug) in (1..).zip(&slugs) {
            let path = format!("/insight/{slug}/manifest.json");
            let (own, theirs) = (analyst.get(&path).await, other.get(&path).await);
            assert_eq!(own.status, StatusCode::OK);
            assert_eq!(own.body, theirs.body);
            let link = Link::from_manifest(own.text().as_bytes()).expect("a manifest");
            let release = analyst.get(&format!("/insight/{slug}/release.json")).await.text();
            assert_eq!((link.number, &link.previous), (number, &before));
            assert_eq!(link.release, usecase::digest(release.as_bytes()));
            assert!(link.code.starts_with(env!("CARGO_PKG_VERSION")));
            // Nobody is in it by name, and the page shows its fingerprint.
            assert!(!own.has("hill") && release.contains("hill"));
            let sha256 = usecase::digest(own.text().as_bytes());
            let page = analyst.get(&format!("/insight/{slug}")).await;
            assert!(page.has(&sha256) && page.has(&link.release) && page.has(&path), "{}", page.text());
            before = Some(sha256);
            files.push((format!("{slug}-manifest.json"), own.text()));
            files.push((format!("{slug}.json"), release));
        }

        let Some((is_sound, said)) = checked(&files) else { return };
        assert!(is_sound && !said.contains("WRONG"), "{said}");
        assert!(before.is_some_and(|fingerprint| said.contains(&fingerprint)), "{said}");
        // One changed letter in any of them, a manifest that is missing, and one that was left out in between.
        for place in 0..files.len() {
            let mut changed = files.clone();
            changed[place].1 = changed[place].1.replacen("developing", "managed", 1);
            assert_ne!(changed, files);
            let (is_sound, said) = checked(&changed).expect("it ran a moment ago");
            // Nothing comes after the last manifest yet: its fingerprint is on the page, and its release does not fit.
            assert!(!is_sound && said.contains("WRONG"), "{place}: {said}");
        }
        let (is_sound, said) = checked(&files[2..]).expect("it ran a moment ago");
        assert!(!is_sound && said.contains("the manifest before it is here"), "{said}");
        let (is_sound, said) = checked(&[files[0].clone(), files[3].clone()]).expect("it ran a moment ago");
        assert!(!is_sound && said.contains("a manifest is of this file"), "{said}");
    }

    async fn a_donor_who_comes_later_gets_the_manifest_too(store: &Store) {
        let site = Site::new(store).await;
        let [slug, _] = two_rounds(&site).await;
        store::testing::tamper(
            store,
            "INSERT INTO organisation (id, slug, kind, name, country, region, income_group, created_at)
                VALUES ('late', 'late', 'donor', 'Late', '', '', '', 0)",
        ).await;
        store::testing::tamper(
            store,
            "UPDATE membership SET organisation_id = 'late' WHERE account_id = 'other-analyst'",
        ).await;
        let mut late = site.signed_in("other-analyst").await;
        let mut first = site.signed_in("analyst").await;
        let path = format!("/insight/{slug}/manifest.json");
        let before = store.statements();
        let own = late.get(&path).await;
        assert!(store.statements() - before <= 8);
        assert_eq!((own.status, &own.body), (StatusCode::OK, &first.get(&path).await.body));
        assert_eq!(late.get(&format!("/insight/{slug}/release.json")).await.status, StatusCode::NOT_FOUND);
        let mut lead = site.signed_in("lead").await;
        assert_eq!(lead.get(&path).await.status, StatusCode::NOT_FOUND);
        // A release from before there were manifests has none, and its page says nothing of one.
        store::testing::tamper(store, "UPDATE round_release SET closing = NULL, manifest = NULL, manifest_sha256 = NULL").await;
        assert_eq!(first.get(&path).await.status, StatusCode::NOT_FOUND);
        let page = first.get(&format!("/insight/{slug}")).await;
        assert!(page.status == StatusCode::OK && !page.has("manifest.json"), "{}", page.text());
    }

    async fn everybody_can_read_what_donors_see_and_how_to_check_it(store: &Store) {
        let site = Site::new(store).await;
        let mut visitor = site.visitor();
        let seen = visitor.get("/insight/about/sharing").await;
        assert!(seen.has("2.22") && seen.has("can be 0") && seen.has("/insight/about/check"), "{}", seen.text());
        let why = visitor.get("/insight/about/hidden").await;
        assert!(why.has("at least 10 bodies") && why.has("/insight/about/sharing"), "{}", why.text());
        let check = visitor.get("/insight/about/check").await;
        assert!(check.has("import hashlib") && check.has("dir=\"ltr\""), "{}", check.text());
        let mut lead = site.signed_in("lead").await;
        assert!(lead.get("/assess/harbour/sharing").await.has("/insight/about/sharing"));
        // With the figures of the body itself, once it has some.
        assert!(!lead.get("/assess/harbour/sharing").await.has("Your own figures"));
        answered_body(&site, "harbour", Answer::Partly).await;
        let own = lead.get("/assess/harbour/sharing").await;
        assert!(own.has("Your own figures") && own.has("Counted, in aggregate"), "{}", own.text());
        let index = visitor.get("/insight").await;
        assert!(index.has("/insight/about/sharing"));
    }
}
