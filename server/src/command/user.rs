//! `polder user`: accounts made, copied and removed at the console of the server's own machine.

use std::io::{BufRead, Write};
use std::path::Path;

use domain::content::Lang;
use domain::identity::organisation::{Organisation, Role};
use domain::identity::policy::Actor;
use identity::{
    Added, InvitationLink, LinkBefore, NewPerson, Origin, account_of_email, add_person, new_link_by_email,
    operator_organisation, organisation, organisations, personal_data, remove_person,
};
use usecase::{Error, ListQuery, Runner, SystemClock, SystemRandom, act};

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
            (organisation, vec![Role::Operator])
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
        words::list(Lang::En, &allowed)
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
                &[("organisations", words::list(Lang::En, names).into())],
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
    match act!(runner, &Actor::console(), organisation(slug)) {
        Err(Error::NotFound) => {}
        found => return found.map_err(|error| failure(&error)),
    }
    let first = act!(
        runner,
        &Actor::console(),
        organisations(None, &ListQuery::default())
    )
    .map_err(|error| failure(&error))?;
    let names: Vec<&str> = first
        .rows
        .iter()
        .map(|organisation| organisation.slug.as_str())
        .collect();
    let allowed = match names.as_slice() {
        [] => "there are none yet: an operator adds them under /admin/organisations".to_owned(),
        names if first.next.is_some() => format!("allowed are {} and others", words::list(Lang::En, names)),
        names => format!("allowed are {}", words::list(Lang::En, names)),
    };
    Err(Failure::wrong_value(format!(
        "--organisation: there is no organisation {slug:?}; {allowed}"
    )))
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
        "{}Set the password here, once, until {}:\n{public_url}{}",
        before.unwrap_or_default(),
        words::moment(Lang::En, link.expires_at.datetime()),
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
mod tests;
