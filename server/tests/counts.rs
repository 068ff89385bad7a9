//! R5: how many bodies lie in each part of the scale, on pages and in files: the same numbers, and the same mask.

mod common;

use common::round::{answered_body, consent};
use common::{Site, on_both};
use domain::assess::answer::Answer;
use domain::disclose::Consent;
use usecase::act;

/// A closed round over so many bodies with each answer.
async fn closed_round(site: &Site, title: &str, answers: &[(Answer, usize)]) -> String {
    let operator = site.actor("operator");
    site.wait(60);
    let round = act!(
        site.runner,
        &operator,
        insight::open_round(&insight::NewRound::titled(title))
    )
    .expect("a round");
    let all = answers
        .iter()
        .flat_map(|&(answer, bodies)| std::iter::repeat_n(answer, bodies));
    for (number, answer) in all.enumerate() {
        let slug = format!("body{number}");
        answered_body(site, &slug, answer).await;
        consent(site, round.id.as_str(), &slug, "", Consent::AggregateOnly).await;
    }
    site.close(&operator, &round.slug).await.expect("a release");
    round.slug
}

on_both! {
    async fn counts_are_the_same_on_the_page_and_in_files(store: &Store) {
        let site = Site::new(store).await;
        let shown = closed_round(&site, "Shown", &[(Answer::NotImplemented, 3), (Answer::Largely, 4), (Answer::Fully, 3)]).await;
        // One body in the lowest part would be pointed to.
        let dark = closed_round(&site, "Dark", &[(Answer::NotImplemented, 1), (Answer::Largely, 6), (Answer::Fully, 3)]).await;
        let mut analyst = site.signed_in("analyst").await;
        for (slug, is_shown) in [(shown, true), (dark, false)] {
            let mut get = async |end: &str| analyst.get(&format!("/insight/{slug}/{end}")).await.text();
            let page = get("GOV").await;
            // In the row of all bodies, in that of the region and in the list of the groups.
            let sentence = "Bodies: 3 below 1.25, 4 between, 3 from 2.75";
            assert_eq!(page.matches(sentence).count() >= 3, is_shown, "{page}");
            assert_eq!(page.contains("Bodies: "), is_shown, "{page}");
            let line = |file: &str, start: &str| -> String {
                let found = file.lines().find(|line| line.trim_start_matches('\u{feff}').starts_with(start));
                found.unwrap_or_else(|| panic!("no {start} in {file}")).to_owned()
            };
            let end = if is_shown { ",3,4,3" } else { ",,," };
            for (file, start) in [("release.csv", "all,,,GOV,"), ("groups.csv", "1,north,lower-middle,GOV,")] {
                let line = line(&get(file).await, start);
                assert!(line.ends_with(end), "{file}: {line}");
            }
            for file in ["release.json", "manifest.json"] {
                let text = get(file).await;
                assert_eq!(text.contains(r#""counts":{"low":3,"middle":4,"high":3}"#), is_shown, "{file}: {text}");
                assert_eq!(text.contains(r#""counts":{"#), is_shown, "{file}: {text}");
            }
        }
    }
}
