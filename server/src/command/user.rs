//! `polder user`: accounts made, copied and removed at the console of the server's own machine.

use std::io::{BufRead, Write};
use std::path::Path;

use domain::content::Lang;
use domain::identity::organisation::Organisation;
use domain::identity::policy::Actor;
use identity::{
    Added, InvitationLink, LinkBefore, NewPerson, Origin, account_of_email, add_person, new_link_by_email,
    operator_organisation, organisations, personal_data, remove_person,
};
use usecase::{Error, Runner, SystemClock, SystemRandom, act};

use super::{Failure, Outcome, failure, open, runner};
use crate::config::{UserAddOptions, UserExportOptions, UserLinkOptions, UserRemoveOptions};

/// `polder user add`.
pub async fn add(options: &UserAddOptions) -> Outcome {
    let store = open(&options.common.database).await?;
    let runner = runner(&store, &options.common.content, SystemClock, SystemRandom)?;
    let result = add_with(&runner, options).await;
    store.close().await;
    println!("{}", result?);
    Ok(())
}

async fn add_with(runner: &Runner, options: &UserAddOptions) -> Result<String, Failure> {
    let console = Actor::console();
    let (organisation, roles) = match &options.organisation {
        Some(slug) => (find(runner, slug).await?, options.role.clone()),
        None => {
            let organisation =
                act!(runner, &console, operator_organisation()).map_err(|error| failure(&error))?;
            (organisation, vec!["operator".to_owned()])
        }
    };
    let person = NewPerson {
        name: options.name.clone(),
        email: options.email.clone(),
        roles,
    };
    let permit = runner
        .env
        .permit(&console, organisation.clone())
        .map_err(|error| failure(&error))?;
    let added = add_person(runner, &permit, &person)
        .await
        .map_err(|error| match &error {
            // The roles are known, so one of them is not for this kind of organisation.
            Error::Invalid(errors) if errors.of("roles").is_some() => roles_allowed(&organisation),
            _ => failure(&error),
        })?;
    Ok(in_words(&added, &options.common.public.public_url))
}

fn roles_allowed(organisation: &Organisation) -> Failure {
    let allowed: Vec<&str> = organisation
        .kind
        .roles()
        .iter()
        .map(|role| role.as_str())
        .collect();
    Failure::wrong_value(format!(
        "--role: allowed in {} are {}",
        organisation.slug,
        allowed.join(", ")
    ))
}

/// What came of adding somebody: the same words as on the page.
fn in_words(added: &Added, public_url: &str) -> String {
    let text = |key: &str| words::text(Lang::En, key);
    let mut lines = vec![words::text_with(
        Lang::En,
        "people-added",
        &[("name", added.name.clone().into())],
    )];
    if let Some(found) = &added.found {
        lines.push(match &found.organisations[..] {
            [] => text("people-found-nowhere"),
            names => words::text_with(
                Lang::En,
                "people-found",
                &[("organisations", names.join(", ").into())],
            ),
        });
        if added.is_reset {
            lines.extend(found.origins.iter().map(origin_in_words));
            lines.push(text("people-reset"));
        } else if added.link.is_none() {
            lines.push(text("people-keeps-password"));
        }
    }
    if let Some(link) = &added.link {
        lines.push(handed_over(public_url, link));
    }
    lines.join("\n")
}

fn origin_in_words(origin: &Origin) -> String {
    let text = |key: &str| words::text(Lang::En, key);
    match origin {
        Origin::Organisation(name) => {
            words::text_with(Lang::En, "people-origin", &[("name", name.clone().into())])
        }
        Origin::Elsewhere => text("people-origin-elsewhere"),
        Origin::Console => text("people-origin-console"),
        Origin::Unknown => text("people-origin-unknown"),
    }
}

async fn find(runner: &Runner, slug: &str) -> Result<Organisation, Failure> {
    let known = act!(runner, &Actor::console(), organisations()).map_err(|error| failure(&error))?;
    let names: Vec<String> = known
        .iter()
        .map(|organisation| organisation.slug.clone())
        .collect();
    known
        .into_iter()
        .find(|organisation| organisation.slug == slug)
        .ok_or_else(|| {
            let allowed = match names.len() {
                0 => "there are none yet: an operator adds them under /admin/organisations".to_owned(),
                _ => format!("allowed are {}", names.join(", ")),
            };
            Failure::wrong_value(format!(
                "--organisation: there is no organisation {slug:?}; {allowed}"
            ))
        })
}

/// `polder user link`.
pub async fn link(options: &UserLinkOptions) -> Outcome {
    let store = open(&options.common.database).await?;
    let runner = runner(&store, &options.common.content, SystemClock, SystemRandom)?;
    let result = act!(runner, &Actor::console(), new_link_by_email(&options.email));
    store.close().await;
    match result {
        Ok(link) => {
            println!("{}", handed_over(&options.common.public.public_url, &link));
            Ok(())
        }
        Err(Error::NotFound) => Err(nobody(&options.email)),
        Err(error) => Err(failure(&error)),
    }
}

fn nobody(email: &str) -> Failure {
    Failure::wrong_value(format!("--email: nobody has the address {email:?}"))
}

fn handed_over(public_url: &str, link: &InvitationLink) -> String {
    let before = link.before.map(|before| {
        let (key, at) = match before {
            LinkBefore::Used(at) => ("people-link-before-used", at),
            LinkBefore::Open(at) => ("people-link-before-open", at),
            LinkBefore::Expired(at) => ("people-link-before-expired", at),
            LinkBefore::Replaced(at) => ("people-link-before-replaced", at),
        };
        let moment = words::moment(Lang::En, at.datetime());
        words::text_with(Lang::En, key, &[("moment", moment.into())]) + "\n"
    });
    format!(
        "{}Set the password here, once, until {} UTC:\n{public_url}{}",
        before.unwrap_or_default(),
        link.expires_at.datetime().date(),
        link.path
    )
}

/// `polder user export`.
pub async fn export(options: &UserExportOptions) -> Outcome {
    let store = open(&options.database).await?;
    let runner = runner(&store, &options.content, SystemClock, SystemRandom)?;
    let copied = copy(&runner, &options.email).await;
    store.close().await;
    let json = copied?;
    match &options.out {
        None => println!("{json}"),
        Some(file) => {
            write_private(file, &json).map_err(|error| format!("{}: {error}", file.display()))?;
            println!(
                "Everything that is kept about {} is in {}. Hand it to that person only.",
                options.email,
                file.display()
            );
        }
    }
    Ok(())
}

async fn copy(runner: &Runner, email: &str) -> Result<String, Failure> {
    let console = Actor::console();
    let account = act!(runner, &console, account_of_email(email)).map_err(|error| match error {
        Error::NotFound => nobody(email),
        error => failure(&error),
    })?;
    let data = act!(runner, &console, personal_data(&account)).map_err(|error| failure(&error))?;
    data.to_json().map_err(|error| failure(&error))
}

/// A new file that nobody but its owner can read. One that is there is not written over.
fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// `polder user remove`.
pub async fn remove(options: &UserRemoveOptions) -> Outcome {
    let store = open(&options.database).await?;
    let runner = runner(&store, &options.content, SystemClock, SystemRandom)?;
    let removed = remove_with(&runner, options, &mut std::io::stdin().lock()).await;
    store.close().await;
    println!("{}", removed?);
    Ok(())
}

async fn remove_with(
    runner: &Runner,
    options: &UserRemoveOptions,
    input: &mut impl BufRead,
) -> Result<String, Failure> {
    let console = Actor::console();
    let account = act!(runner, &console, account_of_email(&options.email)).map_err(|error| match error {
        Error::NotFound => nobody(&options.email),
        error => failure(&error),
    })?;
    let stays: Vec<String> = ["admin-remove-gone", "admin-remove-stays", "admin-remove-words"]
        .iter()
        .map(|key| words::text(Lang::En, key))
        .collect();
    let stays = stays.join("\n");
    let typed = match &options.confirm {
        Some(typed) => typed.clone(),
        None => {
            println!("{stays}\nType the address once more to remove this person:");
            let mut line = String::new();
            input.read_line(&mut line).map_err(|error| error.to_string())?;
            line
        }
    };
    match act!(runner, &console, remove_person(&account, &typed)) {
        Ok(()) => Ok(format!("{} is removed.\n{stays}", options.email)),
        Err(Error::Invalid(_)) => Err(Failure::wrong_value(format!(
            "--confirm: this is not {}; nobody is removed",
            options.email
        ))),
        Err(error) => Err(failure(&error)),
    }
}

#[cfg(test)]
mod tests {
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
            roles: vec!["learner".into()],
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
}
