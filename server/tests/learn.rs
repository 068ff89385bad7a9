//! Learning as a browser sees it: the catalogue, lessons, quizzes, the glossary.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;

use common::{Answer as Page, Client, Site, on_both};
use domain::content::{Course, Lang, Text};
use domain::id::AttemptId;
use domain::learn::quiz::{Asked, Item, Quiz, Task};
use http::{HeaderName, HeaderValue, Request, StatusCode, header};
use usecase::act;

const COURSE: &str = "/learn/security-for-everyone";
const LESSON: &str = "/learn/security-for-everyone/phishing-and-pretexts";
const FORM: &str = "/learn/security-for-everyone/phishing-and-pretexts/forms/our-names-and-numbers";
const QUIZ: &str = "/learn/security-for-everyone/quiz/data-places-and-reporting";
const FIRST_QUIZ: &str = "/learn/security-for-everyone/quiz/accounts-and-devices";

fn course(site: &Site) -> &Course {
    site.runner
        .env
        .catalog()
        .course(Lang::En, "security-for-everyone")
        .unwrap()
}

fn quiz(site: &Site) -> &Quiz {
    let module = course(site).module("data-places-and-reporting").unwrap();
    module.quiz.as_ref().unwrap()
}

async fn get_with(client: &mut Client, path: &str, headers: &[(HeaderName, &str)]) -> Page {
    let mut request = Request::get(path).body(axum::body::Body::empty()).unwrap();
    for (name, value) in headers {
        request
            .headers_mut()
            .insert(name, HeaderValue::from_str(value).unwrap());
    }
    client.send(request).await
}

/// What stands after each occurrence of `before`, up to the next quotation mark.
fn values<'a>(html: &'a str, before: &str) -> Vec<&'a str> {
    let found = html.match_indices(before);
    found
        .map(|(at, _)| html[at + before.len()..].split('"').next().unwrap())
        .collect()
}

/// Opens an attempt and gives its address.
async fn open_attempt(client: &mut Client) -> String {
    open_attempt_at(client, QUIZ).await
}

async fn open_attempt_at(client: &mut Client, quiz: &str) -> String {
    let intro = client.get(quiz).await.text();
    let key = values(&intro, "name=\"attempt\" value=\"")[0].to_owned();
    let started = client.post(quiz, &[("attempt", &key)]).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER);
    started.location().to_owned()
}

/// What an open attempt of the learner asks.
async fn asked(site: &Site, attempt: &str) -> Asked {
    let id = AttemptId::from(attempt.rsplit('/').next().unwrap());
    act!(site.runner, &site.actor("learner"), learn::attempt(Lang::En, &id))
        .unwrap()
        .asked
}

/// What answers an attempt, with so many of its questions wrong.
async fn answers(site: &Site, attempt: &str, wrong: usize) -> Vec<(String, String)> {
    let asked = asked(site, attempt).await;
    let items = asked.items(Lang::En).iter().enumerate();
    let answers = items.map(|(index, item)| {
        let answer = if index < wrong { item.mistake() } else { item.key() };
        (item.id.clone(), answer)
    });
    asked.sent(&answers.collect()).fields()
}

/// Everything that an item says only after it was handed in.
fn feedback(item: &Item) -> Vec<&Text> {
    match &item.task {
        Task::Single { choices } | Task::Multiple { choices } => {
            choices.iter().map(|choice| &choice.feedback).collect()
        }
        Task::Ordering { feedback, .. } => vec![feedback],
        Task::Matching { pairs, .. } => pairs.iter().map(|pair| &pair.feedback).collect(),
        Task::Mark { artefact } => artefact.lines.iter().map(|line| &line.feedback).collect(),
    }
}

async fn hand_in(client: &mut Client, path: &str, form: &[(String, String)]) -> Page {
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    client.post(path, &form).await
}

on_both! {
    async fn everything_can_be_read_without_an_account_or_the_database(store: &Store) {
        let site = Site::new(store).await;
        let mut visitor = site.visitor();
        let before = store.statements();
        for path in ["/learn", "/learn?for=it", "/learn?for=nonsense", COURSE, LESSON, FORM, QUIZ, "/guides", "/guides/partners", "/guides/help", "/guides/help/strong-sign-in", "/guides/individuals", "/glossary", "/about"] {
            let answer = visitor.get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_eq!(answer.text().matches("<h1").count(), 1, "{path}");
        }
        assert_eq!(store.statements(), before);
        for path in [
            "/learn/nothing",
            "/learn/security-for-everyone/nothing",
            "/learn/security-for-everyone/quiz/nothing",
            "/learn/security-for-everyone/phishing-and-pretexts/forms/nothing",
            "/learn/security-for-everyone/handling-voter-data/forms/our-names-and-numbers",
            "/learn/nothing/phishing-and-pretexts/forms/our-names-and-numbers",
            "/guides/nothing",
            "/guides/help/nothing",
            "/learn/security-for-everyone/media/nothing.svg",
            "/learn/security-for-everyone/media/..%2Fcourse.toml",
        ] {
            assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(visitor.get("/learn/%FF/x").await.status, StatusCode::BAD_REQUEST);
        assert!(visitor.get("/learn/attempts/some").await.asks_to_sign_in());
        assert!(visitor.post(LESSON, &[]).await.asks_to_sign_in());
        assert!(visitor.post(QUIZ, &[]).await.asks_to_sign_in());
    }

    async fn a_lesson_ends_with_its_forms_and_its_questions(store: &Store) {
        let site = Site::new(store).await;
        let mut visitor = site.visitor();
        let lesson = visitor.get(LESSON).await;
        assert!(lesson.has(&format!("<a href=\"{FORM}\">")), "{}", lesson.text());
        // Every choice has its feedback with it; nothing is sent, and no script is there.
        assert_eq!(lesson.text().matches("<details class=\"check-choice").count(), 12);
        assert!(!lesson.has("<script") && !lesson.has(&format!("action=\"{LESSON}\"")));
        let form = visitor.get(FORM).await;
        assert!(form.has("<article class=\"form-sheet\">") && form.has("<span class=\"blank blank-long\">") && form.has(&format!("href=\"{LESSON}\"")));
        assert!(!form.has("<form") && !form.has("____"));
        // Whoever is signed in sees the same form.
        assert!(site.signed_in("learner").await.get(FORM).await.has("<span class=\"blank blank-long\">"));
    }

    async fn partners_are_grouped_and_lessons_lead_to_them(store: &Store) {
        let site = Site::new(store).await;
        let mut visitor = site.visitor();
        let partners = visitor.get("/guides/partners").await;
        let html = partners.text();
        assert!(html.find(" id=\"home\"").unwrap() < html.find(" id=\"united-nations\"").unwrap());
        assert!(html.matches("<section class=\"partner\">").count() >= 60);
        let list = visitor.get("/guides/help").await;
        assert!(list.has("href=\"/guides/help/strong-sign-in\"") && list.has("USD "), "{}", list.text());
        let help = visitor.get("/guides/help/strong-sign-in").await;
        assert!(help.has("href=\"/guides/partners\"") && help.has("Lessons that teach it"), "{}", help.text());
        let index = visitor.get("/guides").await;
        for path in ["/guides/partners", "/guides/help", "/guides/individuals", "/guides/platforms"] {
            assert!(index.has(&format!("href=\"{path}\"")), "{path}");
        }
        let lesson = visitor.get("/learn/cooperation-across-borders/partners-by-name").await;
        assert!(lesson.has("href=\"/guides/partners\""));
        // Every page leads there.
        assert!(visitor.get("/").await.has("href=\"/guides\""));
    }

    async fn a_visitor_s_lesson_is_kept_compressed_and_asked_for_again(store: &Store) {
        let site = Site::new(store).await;
        let mut visitor = site.visitor();
        let mut tags = Vec::new();
        for (accepted, encoding) in [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", "")] {
            let first = get_with(&mut visitor, LESSON, &[(header::ACCEPT_ENCODING, accepted)]).await;
            assert_eq!(first.header(header::CONTENT_ENCODING), encoding);
            assert_eq!(first.header(header::CONTENT_TYPE), "text/html; charset=utf-8");
            assert!(first.header(header::CACHE_CONTROL).contains("must-revalidate"));
            for part in ["Cookie", "Accept-Language", "Accept-Encoding"] {
                assert!(first.header(header::VARY).contains(part), "{part}");
            }
            assert!(first.body.len() < 15_000 || encoding.is_empty(), "{} bytes", first.body.len());
            let tag = first.header(header::ETAG).to_owned();
            assert!(tag.starts_with('"'), "{tag}");
            let again = [(header::ACCEPT_ENCODING, accepted), (header::IF_NONE_MATCH, tag.as_str())];
            let again = get_with(&mut visitor, LESSON, &again).await;
            assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
            tags.push(tag);
        }
        let arabic = get_with(&mut visitor, LESSON, &[(header::ACCEPT_LANGUAGE, "ar")]).await;
        assert!(arabic.has("<html lang=\"ar\" dir=\"rtl\">"));
        assert!(!tags.contains(&arabic.header(header::ETAG).to_owned()));
    }

    async fn what_visitors_get_never_comes_from_somebody_signed_in(store: &Store) {
        let site = Site::new(store).await;
        let mut learner = site.signed_in("learner").await;
        let own = learner.get(LESSON).await;
        assert!(own.has("/sign-out") && own.header(header::CACHE_CONTROL).contains("no-store"));
        assert!(own.header(header::ETAG).is_empty());
        // What stands in the address of the one who comes first must not stay for the next.
        let first = site.visitor().get(&format!("{LESSON}?next=%22%3E%3Cscript%3E")).await;
        let second = site.visitor().get(LESSON).await;
        assert_eq!(first.body, second.body);
        assert!(!second.has("/sign-out") && !second.has("<script"));
        assert!(second.has(&format!("href=\"/language?next={}\"", app::form::encode(LESSON))));
    }

    async fn pages_stay_within_their_budget_of_statements(store: &Store) {
        let site = Site::new(store).await;
        let mut learner = site.signed_in("learner").await;
        let attempt = open_attempt(&mut learner).await;
        // Three of them say who is signed in.
        for path in [LESSON, "/learn", COURSE, QUIZ, attempt.as_str()] {
            let before = store.statements();
            assert_eq!(learner.get(path).await.status, StatusCode::OK);
            let used = store.statements() - before;
            assert!(used <= 4, "{path} used {used} statements");
        }
        let before = store.statements();
        learner.post(LESSON, &[]).await;
        assert!(store.statements() - before <= 5);
    }

    async fn an_official_finishes_a_course(store: &Store) {
        let site = Site::new(store).await;
        let mut learner = site.signed_in("learner").await;
        assert!(learner.get("/learn").await.has("Start with"));
        let mut path = LESSON.to_owned();
        let mut read = Vec::new();
        while path != QUIZ {
            assert!(learner.get(&path).await.has("I have read this"), "{path}");
            let next = learner.post(&path, &[]).await;
            assert_eq!(next.status, StatusCode::SEE_OTHER);
            read.push(std::mem::replace(&mut path, next.location().to_owned()));
            if read.len() == 3 {
                // The quiz of the first module stands between its lessons and the next.
                assert_eq!(path, FIRST_QUIZ);
                let catalogue = learner.get("/learn").await;
                assert!(catalogue.has("3 of 6 lessons") && catalogue.has("Continue with"));
                assert!(catalogue.has(&format!("href=\"{path}\"")));
                let attempt = open_attempt_at(&mut learner, FIRST_QUIZ).await;
                let form = answers(&site, &attempt, 0).await;
                assert_eq!(hand_in(&mut learner, &attempt, &form).await.location(), attempt);
                path = format!("{COURSE}/handling-voter-data");
            }
        }
        assert_eq!(read.len(), 6);
        // Sent twice: nothing changes, and the page says that it was read.
        assert_eq!(learner.post(LESSON, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(learner.get(LESSON).await.has("You read this on 1 November 2026."));

        let attempt = open_attempt(&mut learner).await;
        let form = answers(&site, &attempt, 0).await;
        assert_eq!(hand_in(&mut learner, &attempt, &form).await.location(), attempt);
        let result = learner.get(&attempt).await;
        assert!(result.has("100\u{a0}%") && result.has("Course completed on 1 November 2026"));
        for page in ["/learn", COURSE] {
            assert!(learner.get(page).await.has("Course completed on 1 November 2026"), "{page}");
        }
        assert!(learner.get(QUIZ).await.has("Your earlier attempt"));
    }

    async fn what_is_correct_stays_on_the_server_until_the_attempt_is_handed_in(store: &Store) {
        let site = Site::new(store).await;
        let mut learner = site.signed_in("learner").await;
        let attempt = open_attempt(&mut learner).await;
        // Going on, in another window or after a lost connection, leads to the same attempt.
        assert_eq!(open_attempt(&mut learner).await, attempt);
        let open = learner.get(&attempt).await;
        let incomplete = learner.post(&attempt, &[]).await;
        assert_eq!(incomplete.status, StatusCode::UNPROCESSABLE_ENTITY);
        for page in [&open, &incomplete, &learner.get(QUIZ).await] {
            assert!(!page.has("correct="));
            for feedback in quiz(&site).items.iter().flat_map(feedback) {
                // The longest part without anything that would be escaped.
                let parts = feedback.split(|letter: char| !letter.is_alphanumeric() && letter != ' ');
                let part = parts.max_by_key(|part| part.len()).unwrap();
                assert!(part.len() > 5 && !page.has(part), "{part}");
            }
        }
        let form = answers(&site, &attempt, usize::MAX).await;
        hand_in(&mut learner, &attempt, &form).await;
        let result = learner.get(&attempt).await;
        assert!(result.has("Not passed yet") && result.has("Try again") && result.has("You chose"));
        assert!(!result.has("Also correct"));
        // The second time counts for nothing, and says so.
        let form = answers(&site, &attempt, 0).await;
        assert_eq!(hand_in(&mut learner, &attempt, &form).await.status, StatusCode::CONFLICT);
        assert!(learner.get(&attempt).await.has("Not passed yet"));
        assert_ne!(open_attempt(&mut learner).await, attempt);
    }

    async fn a_gap_is_named_and_what_was_chosen_is_kept(store: &Store) {
        let site = Site::new(store).await;
        let mut learner = site.signed_in("learner").await;
        let attempt = open_attempt(&mut learner).await;
        let asked = asked(&site, &attempt).await;
        let choices = |item: &Item| matches!(item.task, Task::Single { .. } | Task::Multiple { .. });
        let gap = asked.items(Lang::En).iter().position(choices).unwrap();
        let number = gap + 1;
        let mut form = answers(&site, &attempt, 0).await;
        form.retain(|(item, _)| *item != asked.items(Lang::En)[gap].id.to_string());
        let chosen = form.iter().filter(|(name, _)| !name.contains('.')).count();
        form.push(("not an item".into(), "<b>".into()));
        let page = hand_in(&mut learner, &attempt, &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let html = page.text();
        assert!(html.contains(&format!("<a href=\"#q{number}\">Question {number} has no answer yet</a>")));
        assert_eq!(html.matches("href=\"#q").count(), 1);
        assert_eq!(html.matches(&format!(" id=\"q{number}\"")).count(), 1);
        assert_eq!(html.matches(" checked").count(), chosen);
        // Something that is no form of this page is refused, without harm to the attempt.
        let request = Request::post(&attempt)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/json")
            .body(axum::body::Body::from("{}"))
            .unwrap();
        assert_eq!(learner.send(request).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(learner.get(&attempt).await.status, StatusCode::OK);
    }

    async fn somebody_else_s_attempt_is_not_there(store: &Store) {
        let site = Site::new(store).await;
        let mut learner = site.signed_in("learner").await;
        let attempt = open_attempt(&mut learner).await;
        for who in ["lead", "operator", "stranger"] {
            let mut other = site.signed_in(who).await;
            assert_eq!(other.get(&attempt).await.status, StatusCode::NOT_FOUND, "{who}");
            assert_eq!(other.post(&attempt, &[]).await.status, StatusCode::NOT_FOUND, "{who}");
        }
        assert_eq!(learner.get("/learn/attempts/not-an-id").await.status, StatusCode::NOT_FOUND);
    }

    async fn arabic_readers_get_an_arabic_frame_around_marked_content(store: &Store) {
        let site = Site::new(store).await;
        let mut visitor = site.visitor();
        for path in ["/learn", COURSE, LESSON, FORM, QUIZ, "/guides", "/guides/partners", "/guides/help", "/guides/help/strong-sign-in", "/guides/platforms", "/glossary", "/about"] {
            let page = get_with(&mut visitor, path, &[(header::ACCEPT_LANGUAGE, "ar")]).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.has("<html lang=\"ar\" dir=\"rtl\">"), "{path}");
        }
        let lesson = get_with(&mut visitor, LESSON, &[(header::ACCEPT_LANGUAGE, "ar")]).await;
        let translated =
            site.runner.env.catalog().lesson(Lang::Ar, "security-for-everyone", "phishing-and-pretexts").unwrap();
        assert_eq!(translated.2.translated_percent < 100, lesson.has("<p lang=\"en\" dir=\"ltr\">"));
    }
}
