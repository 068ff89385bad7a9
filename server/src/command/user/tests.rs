//! `polder user` from the command line, and what it says.

use super::*;
use crate::config::{Cli, Command, UserCommand};
use clap::Parser;
use domain::disclose::Parameters;
use domain::identity::policy::Instance;
use identity::{Passwords, set_password_by_link};
use usecase::{Env, FixedClock, SeededRandom};

async fn with_runner() -> (store::Store, Runner) {
    let store = store::testing::sqlite().await;
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let catalog = crate::serve::load_catalog(&content).expect("the content");
    let clock = FixedClock::at(domain::timestamp::Timestamp(1_793_523_600_000));
    let runner = Runner {
        env: Env::new(catalog, clock, SeededRandom::new(1), Parameters::default()),
        store: store.clone(),
    };
    (store, runner)
}

fn parse(arguments: &[&str]) -> UserCommand {
    let arguments = ["polder", "user"].into_iter().chain(arguments.iter().copied());
    match Cli::try_parse_from(arguments).expect("a command").command {
        Command::User(command) => command,
        other => panic!("{other:?}"),
    }
}

async fn add(runner: &Runner, arguments: &[&str]) -> Result<String, Failure> {
    match parse(arguments) {
        UserCommand::Add(options) => add_with(runner, &options).await,
        other => panic!("{other:?}"),
    }
}

async fn remove(runner: &Runner, arguments: &[&str], typed: &str) -> Result<String, Failure> {
    match parse(arguments) {
        UserCommand::Remove(options) => remove_with(runner, &options, &mut typed.as_bytes()).await,
        other => panic!("{other:?}"),
    }
}

/// The address under which a link in the words of a command is used.
fn secret(words: &str) -> String {
    let at = words.find("/set-password/").expect("a link") + "/set-password/".len();
    words[at..].chars().take(32).collect()
}

const OPERATOR: [&str; 6] = ["add", "--operator", "--email", "o@x.example", "--name", "Omar"];
const PASSWORD: &str = "a password of this test";

#[tokio::test]
async fn an_account_prepared_by_a_lead_is_reset_at_the_console() {
    let (store, runner) = with_runner().await;
    let body = store::testing::body(&store, "harbour").await;
    let lead = store::testing::account(&store, "lead").await;
    store
        .write(async |tx| tx.insert_membership(&lead, &body, "lead", 1).await)
        .await
        .expect("a lead");
    let actor = domain::identity::policy::Actor {
        account: Some(lead),
        memberships: vec![domain::identity::policy::Membership {
            organisation: body,
            kind: domain::identity::organisation::OrganisationKind::ElectionBody,
            role: domain::identity::organisation::Role::Lead,
        }],
    };
    let permit = runner
        .env
        .enter(&mut store.reader(), &actor, "harbour")
        .await
        .expect("a permit");
    let door = runner.env.permit(&Actor::default(), Instance).expect("a permit");
    let passwords = Passwords::new();
    let person = NewPerson {
        name: "Omar".into(),
        email: "o@x.example".into(),
        roles: vec![domain::identity::organisation::Role::Learner],
    };
    let link = add_person(&runner, &permit, &person)
        .await
        .expect("added")
        .link
        .expect("a link");
    set_password_by_link(
        &runner,
        &door,
        &passwords,
        &secret(&link.path),
        PASSWORD.into(),
        PASSWORD,
    )
    .await
    .expect("a password");
    let words = add(&runner, &OPERATOR).await.expect("added");
    for part in [
        "existed already",
        "given out in the name of harbour",
        "no longer works",
        "/set-password/",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    let account = store
        .reader()
        .account_by_email("o@x.example")
        .await
        .expect("a store")
        .expect("an account");
    assert_eq!(account.password_hash, None);
    // Once more: nothing is gained, nothing is taken away.
    set_password_by_link(
        &runner,
        &door,
        &passwords,
        &secret(&words),
        PASSWORD.into(),
        PASSWORD,
    )
    .await
    .expect("a password");
    let words = add(&runner, &OPERATOR).await.expect("added");
    assert!(words.contains("signs in with the password"), "{words}");
    store::testing::remove(store).await;
}

#[tokio::test]
async fn a_role_of_another_kind_names_those_that_are_allowed() {
    let (store, runner) = with_runner().await;
    store::testing::body(&store, "harbour").await;
    let arguments = [
        "add",
        "--email",
        "a@b.example",
        "--name",
        "A",
        "--organisation",
        "harbour",
        "--role",
        "analyst",
    ];
    let failure = add(&runner, &arguments).await.expect_err("a wrong role");
    assert_eq!(failure.status, 2);
    assert!(
        failure.message.contains("allowed in harbour are learner"),
        "{}",
        failure.message
    );
    // What is wrong besides is named as it is.
    let arguments = ["add", "--operator", "--email", "nothing", "--name", "A"];
    let failure = add(&runner, &arguments).await.expect_err("a wrong address");
    assert!(failure.message.starts_with("email:"), "{}", failure.message);
    store::testing::remove(store).await;
}

#[tokio::test]
async fn a_person_is_copied_and_removed() {
    let (store, runner) = with_runner().await;
    add(&runner, &OPERATOR).await.expect("an operator");
    let last = remove(
        &runner,
        &["remove", "--email", "o@x.example", "--confirm", "o@x.example"],
        "",
    )
    .await;
    assert!(
        last.expect_err("the last operator")
            .message
            .contains("Somebody must be left")
    );
    let second = ["add", "--operator", "--email", "p@x.example", "--name", "Pia"];
    add(&runner, &second).await.expect("another operator");
    let json = copy(&runner, "p@x.example").await.expect("a copy");
    assert!(json.contains("\"email\": \"p@x.example\""), "{json}");
    let file = std::env::temp_dir().join(format!("polder-copy-{}.json", std::process::id()));
    write_private(&file, &json).expect("a file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert!(write_private(&file, "x").is_err(), "written over");
    std::fs::remove_file(&file).expect("removed");
    let arguments = ["remove", "--email", "p@x.example"];
    let slip = remove(&runner, &arguments, "o@x.example\n").await;
    assert_eq!(slip.expect_err("another address").status, 2);
    let words = remove(&runner, &arguments, "p@x.example\n")
        .await
        .expect("removed");
    assert!(
        words.contains("p@x.example is removed") && words.contains("Former member"),
        "{words}"
    );
    let again = remove(&runner, &arguments, "").await.expect_err("nobody");
    assert!(
        again.message.contains("nobody has the address"),
        "{}",
        again.message
    );
    store::testing::remove(store).await;
}
