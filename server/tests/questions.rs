//! Questions of each kind as a browser without scripting has them: what is shown, what is sent, what is refused, what is told afterwards.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::content::Copy;
use common::{Answer as Page, Client, Site, on_both};
use domain::content::Lang;
use domain::learn::quiz::{Asked, Item, Response};
use http::StatusCode;
use usecase::act;

const QUIZ: &str = "/learn/kinds/quiz/all";
const ID: &str = "0192f1c4-0000-7000-8000-0000000000f";

/// The content with one more course, whose quiz asks a question of each kind.
fn content() -> Copy {
    let copy = Copy::new();
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinds");
    copy.add(&course, "courses/kinds");
    copy
}

async fn site(store: &store::Store) -> (Site, Copy) {
    Site::new(store).await;
    let copy = content();
    (Site::restarted(store, copy.path()).await, copy)
}

/// Opens an attempt and gives its address.
async fn open_attempt(client: &mut Client) -> String {
    let started = client.post(QUIZ, &[]).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER);
    started.location().to_owned()
}

/// What an attempt of the learner asks, with its key.
async fn asked(site: &Site, path: &str) -> Asked {
    let id = path.rsplit('/').next().unwrap().into();
    let learner = site.actor("learner");
    act!(site.runner, &learner, learn::attempt(Lang::En, &id))
        .unwrap()
        .asked
}

/// The fields that answer an attempt, some of its items wrongly.
async fn fields(site: &Site, path: &str, wrong: &[usize]) -> BTreeMap<String, Vec<String>> {
    let asked = asked(site, path).await;
    let answers: Response = asked
        .items(Lang::En)
        .iter()
        .zip(1..)
        .map(|(item, number)| {
            let answer: fn(&Item) -> _ = if wrong.contains(&number) {
                Item::mistake
            } else {
                Item::key
            };
            (item.id.clone(), answer(item))
        })
        .collect();
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in asked.sent(&answers).fields() {
        fields.entry(name).or_default().push(value);
    }
    fields
}

async fn hand_in(client: &mut Client, path: &str, fields: &BTreeMap<String, Vec<String>>) -> Page {
    let form: Vec<(&str, &str)> = fields
        .iter()
        .flat_map(|(name, values)| values.iter().map(|value| (name.as_str(), value.as_str())))
        .collect();
    client.post(path, &form).await
}

/// The part of a page that belongs to an item.
fn part(page: &Page, number: usize) -> String {
    let html = page.text();
    let part = html.split("<fieldset").nth(number).unwrap();
    part.split("</fieldset>").next().unwrap().to_owned()
}

on_both! {
    async fn nothing_on_an_open_page_tells_what_is_right(store: &Store) {
        let (site, _content) = site(store).await;
        let mut learner = site.signed_in("learner").await;
        for _ in 0..3 {
            let path = open_attempt(&mut learner).await;
            let open = learner.get(&path).await;
            let refused = learner.post(&path, &[]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            for page in [&open, &refused, &learner.get(QUIZ).await] {
                for word in [" told:", " refused:", "correct=", "wrong=", "distractor"] {
                    assert!(!page.has(word), "{word}");
                }
                // What is moved has neither its id nor its order.
                for id in ["first", "second", "third", "fourth", "lock", "mail", "threat"] {
                    assert!(!page.has(&format!("\"{id}\"")) && !page.has(&format!(".{id}")), "{id}");
                }
            }
            let order = |part: &str, texts: &[&str]| -> Vec<usize> {
                let mut places: Vec<(usize, usize)> =
                    texts.iter().enumerate().map(|(index, text)| (part.find(text).expect(text), index)).collect();
                places.sort_unstable();
                places.into_iter().map(|(_, index)| index).collect()
            };
            let entries = order(&part(&open, 3), &["Leave it where it is", "Take a picture", "Call the desk", "Write the sheet"]);
            assert_ne!(entries, [0, 1, 2, 3]);
            let rights = order(&part(&open, 4), &["The caretaker", "The help desk", "The police"]);
            assert_ne!(rights, [0, 1, 2]);
            assert!(part(&open, 4).contains("The newspaper"));
            // The same attempt shows the same, whenever it is read.
            assert_eq!(part(&learner.get(&path).await, 4), part(&open, 4));
            let fields = fields(&site, &path, &[]).await;
            assert_eq!(hand_in(&mut learner, &path, &fields).await.status, StatusCode::SEE_OTHER);
        }
    }

    async fn a_quiz_of_all_kinds_is_passed_without_scripting(store: &Store) {
        let (site, _content) = site(store).await;
        let mut learner = site.signed_in("learner").await;
        let path = open_attempt(&mut learner).await;
        let fields = fields(&site, &path, &[]).await;
        assert_eq!(hand_in(&mut learner, &path, &fields).await.location(), path);
        let result = learner.get(&path).await;
        assert!(result.has("notice-good") && result.has("5 of 5"), "{}", result.text());
        for told in [
            "Ordering told: nobody moves it before it was pictured.",
            "Matching told: the caretaker has the spare one.",
            "Mark told: nobody can confirm it.",
            "Mark told: two people and a number.",
        ] {
            assert!(result.has(told), "{told}");
        }
        // Where everything is right, nothing is told twice.
        assert!(!result.has("The right order") && !result.has("Belongs to it") && !result.has("Should have been marked"));
    }

    async fn what_was_missed_is_told_once_the_quiz_is_passed(store: &Store) {
        let (site, _content) = site(store).await;
        let mut learner = site.signed_in("learner").await;
        let path = open_attempt(&mut learner).await;
        let wrong = fields(&site, &path, &[3, 4, 5]).await;
        hand_in(&mut learner, &path, &wrong).await;
        let failed = learner.get(&path).await;
        assert!(failed.has("notice-attention") && failed.has("Your order") && failed.has("Not in its place"));
        // The one line that was marked, and should not have been, is told; what was missed is not.
        assert!(failed.has("Mark told: two people and a number.") && failed.has("Not to be marked"));
        for told in ["Ordering told", "Matching told", "Mark told: nobody", "The right order", "Belongs to it", "Should have been"] {
            assert!(!failed.has(told), "{told}");
        }

        for (kind, told) in [
            (3, ["The right order", "Ordering told"]),
            (4, ["Belongs to it", "Matching told: the help desk"]),
            (5, ["Should have been marked", "Mark told: where is 4411?"]),
        ] {
            let path = open_attempt(&mut learner).await;
            let one = fields(&site, &path, &[kind]).await;
            hand_in(&mut learner, &path, &one).await;
            let passed = learner.get(&path).await;
            assert!(passed.has("notice-good"), "{kind}");
            assert!(told.iter().all(|told| passed.has(told)), "{kind}");
        }
    }

    async fn a_form_that_cannot_be_taken_keeps_what_was_answered(store: &Store) {
        let (site, _content) = site(store).await;
        let mut learner = site.signed_in("learner").await;
        let path = open_attempt(&mut learner).await;
        let good = fields(&site, &path, &[]).await;
        let huge = "9".repeat(60_000);
        // The item, the field and its values, what the summary says, to which control it leads, what stands at the question.
        for (item, field, value, summary, control, error) in [
            (3, ".1", "", "Question 3: something has no place yet", "q3", "Give each of them a place."),
            (3, ".4", "7", "Question 3: something has no place yet", "q3-4", "Give each of them a place."),
            (3, ".4", huge.as_str(), "Question 3: something has no place yet", "q3-4", "Give each of them a place."),
            (4, ".2", "5", "Question 4: something has no answer yet", "q4-2", "Choose an answer for each of them."),
            (4, ".3", "lock", "Question 4: something has no answer yet", "q4-3", "Choose an answer for each of them."),
            (5, "", "nothing", "Question 5 has no mark yet", "q5", "Mark at least one line."),
        ] {
            let mut sent = good.clone();
            sent.insert(format!("{ID}{item}{field}"), vec![value.to_owned()]);
            let page = hand_in(&mut learner, &path, &sent).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{summary}");
            assert!(page.has(&format!("<a href=\"#{control}\">{summary}</a>")), "{summary}: {}", part(&page, item));
            assert!(page.has(error) && page.text().matches("href=\"#q").count() == 1, "{summary}");
            assert!(page.body.len() < 30_000, "what is huge is not given back");
            // Two choices, one line of the artefact for each that is right, and the menus but for the one that is wrong.
            let kept = page.text().matches(" selected").count() + page.text().matches(" checked").count();
            let all: usize = good.values().map(Vec::len).sum();
            assert_eq!(kept, if item == 5 { all - 2 } else { all - 1 }, "{summary}");
        }
        // One place for two, and one answer for two: both menus are named.
        for (item, parts, summary) in [
            (3, [".1", ".3"], "Question 3: a place is given twice"),
            (4, [".1", ".3"], "Question 4: an answer is used twice"),
        ] {
            let mut sent = good.clone();
            for field in parts {
                sent.insert(format!("{ID}{item}{field}"), vec!["2".to_owned()]);
            }
            // Whatever had the second place has the other's now.
            let free = good[&format!("{ID}{item}.1")][0].clone();
            for (name, values) in &mut sent {
                let is_other = name.starts_with(&format!("{ID}{item}.")) && !parts.iter().any(|part| name.ends_with(part));
                if is_other && values[0] == "2" {
                    *values = vec![free.clone()];
                }
            }
            let page = hand_in(&mut learner, &path, &sent).await;
            assert!(page.has(summary), "{summary}: {}", part(&page, item));
            assert_eq!(part(&page, item).matches("aria-invalid=\"true\"").count(), 2, "{summary}");
        }
        // Nothing was handed in by any of them.
        assert_eq!(hand_in(&mut learner, &path, &good).await.location(), path);
    }

    async fn other_answers_to_the_same_attempt_do_not_count(store: &Store) {
        let (site, _content) = site(store).await;
        let mut learner = site.signed_in("learner").await;
        let path = open_attempt(&mut learner).await;
        let first = fields(&site, &path, &[4]).await;
        assert_eq!(hand_in(&mut learner, &path, &first).await.status, StatusCode::SEE_OTHER);
        assert_eq!(hand_in(&mut learner, &path, &first).await.status, StatusCode::SEE_OTHER);
        let other = fields(&site, &path, &[3]).await;
        assert_eq!(hand_in(&mut learner, &path, &other).await.status, StatusCode::CONFLICT);
    }

    async fn an_arabic_reader_has_the_same_questions(store: &Store) {
        let (site, _content) = site(store).await;
        let mut learner = site.signed_in("learner").await;
        let path = open_attempt(&mut learner).await;
        let english = part(&learner.get(&path).await, 4);
        act!(site.runner, &site.actor("learner"), identity::choose_language(Lang::Ar)).unwrap();
        let mut learner = site.signed_in("learner").await;
        let page = learner.get(&path).await;
        assert!(page.has("<html lang=\"ar\" dir=\"rtl\">"));
        // In the same order, in the language that there is, marked as such.
        let arabic = part(&page, 4);
        let values = |part: &str| part.matches("value=\"").count();
        assert_eq!(values(&english), values(&arabic));
        assert!(arabic.contains("lang=\"en\" dir=\"ltr\""));
    }
}
