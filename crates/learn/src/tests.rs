use domain::identity::organisation::OrganisationKind;

use domain::content::{Course, Lang};
use domain::id::{AttemptId, ItemId};
use domain::identity::policy::{Actor, Refusal};
use domain::learn::quiz::{Asked, Mark, Quiz, Sent, Task};
use testkit::{START, Setting, act, setting};
use usecase::Error;

use super::*;
use crate::kept::from_json;

const COURSE: &str = "security-for-everyone";
const QUIZ_MODULE: &str = "data-places-and-reporting";
const FIRST_MODULE: &str = "accounts-and-devices";

fn course(setting: &Setting) -> &Course {
    setting.env.catalog().course(Lang::En, COURSE).unwrap()
}

fn quiz(setting: &Setting) -> &Quiz {
    quiz_place(&setting.env, Lang::En, COURSE, QUIZ_MODULE)
        .unwrap()
        .quiz
}

async fn start(setting: &Setting, actor: &Actor) -> AttemptId {
    act!(setting, actor, start_attempt(COURSE, QUIZ_MODULE, "")).unwrap()
}

/// What an attempt asks, as kept.
async fn asked(setting: &Setting, actor: &Actor, id: &AttemptId) -> Asked {
    act!(setting, actor, attempt(Lang::En, id)).unwrap().asked
}

/// What to send for an attempt, with so many items answered wrongly.
async fn response(setting: &Setting, actor: &Actor, id: &AttemptId, wrong: usize) -> Sent {
    let asked = asked(setting, actor, id).await;
    let items = asked.items(Lang::En).iter().enumerate();
    let answers = items.map(|(index, item)| {
        let answer = if index < wrong { item.mistake() } else { item.key() };
        (item.id.clone(), answer)
    });
    asked.sent(&answers.collect())
}

/// The same with other fields for one item.
fn with_fields(sent: &Sent, item: &ItemId, values: &[&str]) -> Sent {
    let others = sent
        .fields()
        .into_iter()
        .filter(|(name, _)| name != item.as_str());
    let own = values.iter().map(|value| (item.to_string(), (*value).to_owned()));
    Sent::read(others.chain(own))
}

async fn pass(setting: &Setting, actor: &Actor, module: &str) {
    let id = act!(setting, actor, start_attempt(COURSE, module, "")).unwrap();
    let sent = response(setting, actor, &id, 0).await;
    act!(setting, actor, hand_in(&id, &sent)).unwrap();
}

async fn handed_in(setting: &Setting, actor: &Actor, id: &AttemptId) -> (AttemptResult, Vec<MarkedQuestion>) {
    match act!(setting, actor, attempt(Lang::En, id)).unwrap().state {
        AttemptState::HandedIn { result, questions } => (result, questions),
        AttemptState::Open { .. } => panic!("the attempt is open"),
    }
}

#[tokio::test]
async fn a_visitor_reads_without_a_question_to_the_database() {
    let setting = setting().await;
    let before = setting.store().statements();
    let visitor = Actor::default();
    assert_eq!(act!(setting, &visitor, progress()).unwrap(), None);
    assert_eq!(act!(setting, &visitor, attempts(quiz(&setting))).unwrap(), []);
    assert_eq!(setting.store().statements(), before);
    let refused = |result| matches!(result, Err(Error::Refused(Refusal::SignIn)));
    assert!(refused(
        act!(setting, &visitor, complete_lesson(COURSE, "x")).map(|_| ())
    ));
    assert!(refused(
        act!(setting, &visitor, start_attempt(COURSE, QUIZ_MODULE, "")).map(|_| ())
    ));
    assert!(refused(
        act!(setting, &visitor, attempt(Lang::En, &"x".into())).map(|_| ())
    ));
    assert!(refused(
        act!(setting, &visitor, hand_in(&"x".into(), &Sent::default())).map(|_| ())
    ));
}

/// A signed-in lesson page asks four times in all: the session, the account, the memberships, and this.
#[tokio::test]
async fn progress_is_one_statement_however_much_there_is() {
    let setting = setting().await;
    let amal = setting.person("amal", &[]).await;
    let slugs: Vec<String> = course(&setting)
        .lessons()
        .map(|lesson| lesson.slug.clone())
        .collect();
    for slug in &slugs {
        act!(setting, &amal, complete_lesson(COURSE, slug)).unwrap();
    }
    for module in [FIRST_MODULE, QUIZ_MODULE] {
        pass(&setting, &amal, module).await;
    }
    let before = setting.store().statements();
    let progress = act!(setting, &amal, progress()).unwrap().unwrap();
    assert_eq!(setting.store().statements() - before, 1);
    assert_eq!(progress.completed_at(course(&setting)), Some(START));
}

#[tokio::test]
async fn reading_leads_from_lesson_to_lesson_to_the_quiz_and_back() {
    let setting = setting().await;
    let amal = setting.person("amal", &[]).await;
    let slugs: Vec<String> = course(&setting)
        .lessons()
        .map(|lesson| lesson.slug.clone())
        .collect();
    let read = |slug: &str| {
        let (runner, amal, slug) = (setting.runner.clone(), amal.clone(), slug.to_owned());
        async move { act!(runner, &amal, complete_lesson(COURSE, &slug)).unwrap() }
    };
    assert_eq!(read(&slugs[0]).await, Next::Lesson(slugs[1].clone()));
    setting.clock.set(START.plus_seconds(60));
    assert_eq!(read(&slugs[0]).await, Next::Lesson(slugs[1].clone()));
    let progress = act!(setting, &amal, progress()).unwrap().unwrap();
    assert_eq!(progress.lessons.into_values().collect::<Vec<_>>(), [START]);
    assert_eq!(read(&slugs[2]).await, Next::Quiz(FIRST_MODULE.into()));
    pass(&setting, &amal, FIRST_MODULE).await;
    // A quiz that was passed is left out.
    assert_eq!(read(&slugs[2]).await, Next::Lesson(slugs[3].clone()));
    assert_eq!(read(&slugs[5]).await, Next::Quiz(QUIZ_MODULE.into()));
    pass(&setting, &amal, QUIZ_MODULE).await;
    assert_eq!(read(&slugs[5]).await, Next::Course);
    let missing = act!(setting, &amal, complete_lesson(COURSE, "no-such-lesson"));
    assert!(matches!(missing, Err(Error::NotFound)));
}

#[tokio::test]
async fn the_start_form_sent_twice_opens_one_attempt() {
    let setting = setting().await;
    let (amal, ben) = (
        setting.person("amal", &[]).await,
        setting.person("ben", &[]).await,
    );
    let start = |actor: &Actor, key: &str| {
        let (runner, actor, key) = (setting.runner.clone(), actor.clone(), key.to_owned());
        async move { act!(runner, &actor, start_attempt(COURSE, QUIZ_MODULE, &key)).unwrap() }
    };
    let key = setting.env.new_id();
    let first = start(&amal, &key).await;
    assert_eq!(first.as_str(), key);
    assert_eq!(start(&amal, &key).await, first);
    // Another window, or a key that is nonsense, goes on with the one that is open.
    assert_eq!(start(&amal, &setting.env.new_id()).await, first);
    assert_eq!(start(&amal, "'; DROP TABLE quiz_attempt; --").await, first);
    // Somebody else's key is not one's own.
    assert_ne!(start(&ben, &key).await, first);
    let sent = response(&setting, &amal, &first, 0).await;
    act!(setting, &amal, hand_in(&first, &sent)).unwrap();
    assert_eq!(start(&amal, &key).await, first);
    assert_ne!(start(&amal, "").await, first);
    let unknown = act!(setting, &amal, start_attempt(COURSE, "no-such-module", ""));
    assert!(matches!(unknown, Err(Error::NotFound)));
}

#[tokio::test]
async fn an_attempt_belongs_to_its_learner() {
    let setting = setting().await;
    let body = setting.organisation("body", OrganisationKind::ElectionBody).await;
    let amal = setting
        .person("amal", &[(&body, domain::identity::organisation::Role::Learner)])
        .await;
    let lead = setting
        .person("lead", &[(&body, domain::identity::organisation::Role::Lead)])
        .await;
    let id = start(&setting, &amal).await;
    assert!(matches!(
        act!(setting, &lead, attempt(Lang::En, &id)),
        Err(Error::NotFound)
    ));
    let sent = response(&setting, &amal, &id, 0).await;
    assert!(matches!(
        act!(setting, &lead, hand_in(&id, &sent)),
        Err(Error::NotFound)
    ));
}

#[tokio::test]
async fn an_attempt_with_gaps_is_given_back() {
    let setting = setting().await;
    let amal = setting.person("amal", &[]).await;
    let id = start(&setting, &amal).await;
    let sent = response(&setting, &amal, &id, 0).await;
    let asked = asked(&setting, &amal, &id).await;
    let [gap, nonsense, ..] = asked.items(Lang::En) else {
        panic!("two items")
    };
    let (mut gap, mut nonsense) = (gap.id.clone(), nonsense.id.clone());
    if gap > nonsense {
        std::mem::swap(&mut gap, &mut nonsense);
    }
    let sent = with_fields(&sent, &gap, &[]);
    let sent = with_fields(&sent, &nonsense, &["no such choice"]);
    let sent = with_fields(&sent, &"no such item".into(), &["a"]);
    let Err(Error::Invalid(errors)) = act!(setting, &amal, hand_in(&id, &sent)) else {
        panic!("it was taken")
    };
    let mut fields: Vec<&str> = errors.0.iter().map(|(field, _)| field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(fields, [gap.as_str(), nonsense.as_str()]);
    let attempt = act!(setting, &amal, attempt(Lang::En, &id)).unwrap();
    assert!(matches!(attempt.state, AttemptState::Open { .. }));
}

#[tokio::test]
async fn handing_in_twice_keeps_the_first_result() {
    let setting = setting().await;
    let amal = setting.person("amal", &[]).await;
    let id = start(&setting, &amal).await;
    let all = quiz(&setting).items_per_attempt();
    let wrong = response(&setting, &amal, &id, all).await;
    act!(setting, &amal, hand_in(&id, &wrong)).unwrap();
    let right = response(&setting, &amal, &id, 0).await;
    let late = act!(setting, &amal, hand_in(&id, &right)).unwrap();
    // Whoever sends other answers is told that they do not count; who sends the same once more is shown the result.
    assert_eq!(late, HandedIn::Before);
    let wrong = response(&setting, &amal, &id, all).await;
    let again = act!(setting, &amal, hand_in(&id, &wrong)).unwrap();
    assert_eq!(again, HandedIn::Now);
    let (result, questions) = handed_in(&setting, &amal, &id).await;
    assert_eq!((result.percent, result.passed), (0, false));
    assert_eq!(questions.len(), all);
    let attempts = act!(setting, &amal, attempts(quiz(&setting))).unwrap();
    assert_eq!(attempts.len(), 1);
}

#[tokio::test]
async fn what_was_missed_is_told_only_after_passing() {
    let setting = setting().await;
    let amal = setting.person("amal", &[]).await;
    let failed = start(&setting, &amal).await;
    let sent = response(&setting, &amal, &failed, 6).await;
    act!(setting, &amal, hand_in(&failed, &sent)).unwrap();
    let (result, questions) = handed_in(&setting, &amal, &failed).await;
    assert!(!result.passed);
    // How much is told of what would have been right.
    let told = |question: &MarkedQuestion| match &question.answer {
        MarkedAnswer::Choices { missed, .. } => missed.len(),
        MarkedAnswer::Ordering { right, .. } => right.len(),
        MarkedAnswer::Matching(pairs) => pairs.iter().filter(|pair| pair.right.is_some()).count(),
        MarkedAnswer::Mark { lines, .. } => {
            let lines = lines.iter().filter(|line| !line.marked && line.told.is_some());
            lines.count()
        }
    };
    assert!(questions.iter().all(|question| !question.changed));
    let mut wrong = questions.iter().filter(|question| !question.correct).peekable();
    assert!(wrong.peek().is_some());
    assert!(wrong.all(|question| told(question) == 0));

    let passed = start(&setting, &amal).await;
    let sent = response(&setting, &amal, &passed, 1).await;
    act!(setting, &amal, hand_in(&passed, &sent)).unwrap();
    let (result, questions) = handed_in(&setting, &amal, &passed).await;
    assert!(result.passed, "{} %", result.percent);
    let wrong: Vec<&MarkedQuestion> = questions.iter().filter(|question| !question.correct).collect();
    assert_eq!(wrong.len(), 1);
    assert!(told(wrong[0]) > 0);
    let standing = act!(setting, &amal, progress())
        .unwrap()
        .unwrap()
        .standing(&quiz(&setting).id)
        .unwrap();
    assert_eq!(standing.best, result.percent);
}

#[tokio::test]
async fn an_attempt_records_the_versions_it_was_marked_with() {
    let setting = setting().await;
    let amal = setting.person("amal", &[]).await;
    let id = start(&setting, &amal).await;
    let sent = response(&setting, &amal, &id, 0).await;
    act!(setting, &amal, hand_in(&id, &sent)).unwrap();
    let row = setting
        .store()
        .reader()
        .attempt(&id, amal.account.as_ref().unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.course_version, i64::from(course(&setting).version));
    let mark: Mark = from_json(row.mark.as_deref()).unwrap();
    for item in mark.items {
        assert_eq!(item.version, quiz(&setting).item(&item.item).unwrap().version);
    }
}

#[tokio::test]
async fn two_answers_to_a_question_that_takes_one_are_named_as_that() {
    let setting = setting().await;
    let amal = setting.person("amal", &[]).await;
    let id = start(&setting, &amal).await;
    let sent = response(&setting, &amal, &id, 0).await;
    let asked = asked(&setting, &amal, &id).await;
    let singles = asked.items(Lang::En).iter().filter_map(|item| match &item.task {
        Task::Single { choices } => Some((item, choices)),
        _ => None,
    });
    let (single, choices) = singles.into_iter().next().unwrap();
    let sent = with_fields(
        &sent,
        &single.id,
        &[choices[0].id.as_str(), choices[1].id.as_str()],
    );
    let Err(Error::Invalid(errors)) = act!(setting, &amal, hand_in(&id, &sent)) else {
        panic!("it was taken")
    };
    assert_eq!(errors.0, [(single.id.as_str().to_owned(), "question-one-choice")]);
}
