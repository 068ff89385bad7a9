//! `polder user`: accounts made at the console of the server's own machine.

use domain::policy::Actor;
use service::{InvitationLink, NewPerson, Organisation, Services, SystemClock, SystemRandom};

use super::{Failure, Outcome, failure, open, services};
use crate::config::{UserAddOptions, UserLinkOptions};

/// `polder user add`.
pub async fn add(options: &UserAddOptions) -> Outcome {
    let store = open(&options.common.database).await?;
    let services = services(&store, &options.common.content, SystemClock, SystemRandom)?;
    let result = add_with(&services, options).await;
    store.close().await;
    println!("{}", result?);
    Ok(())
}

async fn add_with(services: &Services, options: &UserAddOptions) -> Result<String, Failure> {
    let console = Actor::console();
    let (organisation, roles) = match &options.organisation {
        Some(slug) => (find(services, slug).await?, options.role.clone()),
        None => {
            let organisation = services
                .operator_organisation(&console)
                .await
                .map_err(|error| failure(&error))?;
            (organisation, vec!["operator".to_owned()])
        }
    };
    let person = NewPerson {
        name: options.name.clone(),
        email: options.email.clone(),
        roles,
    };
    let added = services
        .add_person(&console, &organisation, &person)
        .await
        .map_err(|error| match failure(&error) {
            // The roles are known, so one of them is not for this kind of organisation.
            Failure { message, status: 2 } if message.starts_with("roles:") => {
                let allowed: Vec<&str> = organisation
                    .kind
                    .roles()
                    .iter()
                    .map(|role| role.as_str())
                    .collect();
                let message = format!(
                    "--role: allowed in {} are {}",
                    organisation.slug,
                    allowed.join(", ")
                );
                Failure::wrong_value(message)
            }
            other => other,
        })?;
    let public_url = &options.common.public.public_url;
    Ok(match added.link {
        Some(link) => format!("{} is added.\n{}", added.name, handed_over(public_url, &link)),
        None => format!(
            "{} is added, and signs in with the password that they have.",
            added.name
        ),
    })
}

async fn find(services: &Services, slug: &str) -> Result<Organisation, Failure> {
    let known = services
        .organisations(&Actor::console())
        .await
        .map_err(|error| failure(&error))?;
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
    let services = services(&store, &options.common.content, SystemClock, SystemRandom)?;
    let result = services
        .new_link_by_email(&Actor::console(), &options.email)
        .await;
    store.close().await;
    match result {
        Ok(link) => {
            println!("{}", handed_over(&options.common.public.public_url, &link));
            Ok(())
        }
        Err(service::Error::NotFound) => Err(Failure::wrong_value(format!(
            "--email: nobody has the address {:?}",
            options.email
        ))),
        Err(error) => Err(failure(&error)),
    }
}

fn handed_over(public_url: &str, link: &InvitationLink) -> String {
    format!(
        "Set the password here, once, until {} UTC:\n{public_url}{}",
        link.expires_at.datetime().date(),
        link.path
    )
}
