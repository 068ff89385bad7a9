//! The people of an organisation: shown to its leads under `/assess/{org}/people`, and for any organisation to the
//! operator under `/admin/organisations/{org}`. Both pages are this one, with another address and another way up.

mod view;

use domain::id::AccountId;
use domain::identity::organisation::{Organisation, Role};
use domain::identity::policy::{Permit, act};
use identity::{Added, InvitationLink, NewPerson, Origin, Person, RolesSet};
use serde::Deserialize;
use usecase::{Error, Listed};

use self::view::{anchor, render};
use crate::components::list::Asked;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Messages, messages};

/// The form that adds a person, as sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Adding {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    roles: Vec<Role>,
}

/// A form in the entry of a person, as sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Entry {
    /// Whose roles, or whose link.
    #[serde(default)]
    account: String,
    #[serde(default)]
    roles: Vec<Role>,
    /// The part of the list from which it was sent, which the answer shows again.
    #[serde(flatten)]
    asked: Asked,
}

/// Where the page stands.
#[derive(Clone, Debug)]
pub struct Place {
    /// The page's own address, to which its forms are sent.
    pub address: String,
    /// The pages above it.
    pub trail: Vec<(String, String)>,
    /// Whether it is the operator's page: it says what the organisation is, which its own people know, and leads on to what
    /// only the operator does.
    pub is_operators: bool,
}

/// What the page says of what was just done.
#[derive(Clone, Debug, Default)]
struct Notice {
    /// Whom it is about.
    name: String,
    /// What became of the account, a sentence each.
    about: Vec<String>,
    /// A link to hand over.
    link: Option<InvitationLink>,
}

impl Notice {
    fn added(cx: &Cx, added: Added) -> Self {
        let mut about = Vec::new();
        if let Some(found) = &added.found {
            about.push(match &found.organisations[..] {
                [] => cx.t("people-found-nowhere"),
                names => {
                    let names = cx.list(names);
                    cx.t_with("people-found", &[("organisations", names.into())])
                }
            });
            if added.is_reset {
                about.extend(reset(cx, &found.origins));
            } else if added.link.is_none() {
                about.push(cx.t("people-keeps-password"));
            }
        }
        Self {
            name: added.name,
            about,
            link: added.link,
        }
    }

    /// What there is to say of new roles: nothing, unless they cost the person their password.
    fn roles(cx: &Cx, name: String, set: RolesSet) -> Option<Self> {
        let link = set.link?;
        let mut about = vec![cx.t("people-roles-saved")];
        about.extend(reset(cx, &set.origins));
        Some(Self {
            name,
            about,
            link: Some(link),
        })
    }
}

/// Where a credential came from that was taken away, and what that means.
fn reset(cx: &Cx, origins: &[Origin]) -> Vec<String> {
    let mut sentences: Vec<String> = origins.iter().map(|origin| origin_in_words(cx, origin)).collect();
    sentences.push(cx.t("people-reset"));
    sentences
}

/// Where a credential came from.
pub fn origin_in_words(cx: &Cx, origin: &Origin) -> String {
    match origin {
        Origin::Organisation(name) => cx.t_with("people-origin", &[("name", name.clone().into())]),
        Origin::Elsewhere => cx.t("people-origin-elsewhere"),
        Origin::Console => cx.t("people-origin-console"),
        Origin::Unknown => cx.t("people-origin-unknown"),
    }
}

#[derive(Clone)]
struct Content {
    place: Place,
    organisation: Organisation,
    asked: Asked,
    people: Listed<Person>,
    typed: NewPerson,
    /// The roles that were chosen for one of the people and could not be taken: whose, the messages say.
    ticked: Option<Vec<Role>>,
    messages: Messages,
    notice: Option<Notice>,
}

/// The list and the form.
pub async fn show(cx: &Cx, organisation: Organisation, place: Place, asked: Asked) -> PageResult {
    let content = Content {
        people: people(cx, &organisation, &asked).await?,
        place,
        organisation,
        asked,
        typed: NewPerson::default(),
        ticked: None,
        messages: Messages::new(),
        notice: None,
    };
    Ok(render(cx, content))
}

/// Adds a person. A link is shown in the answer itself: it is not kept, so no other page could.
pub async fn add(cx: &Cx, organisation: Organisation, place: Place, input: Adding) -> PageResult {
    let permit = cx.permit(organisation.clone())?;
    let typed = NewPerson {
        name: input.name,
        email: input.email,
        roles: input.roles,
    };
    let (typed, notice, messages) = match identity::add_person(&cx.runner(), &permit, &typed).await {
        Ok(added) => (
            NewPerson::default(),
            Some(Notice::added(cx, added)),
            Messages::new(),
        ),
        Err(Error::Invalid(errors)) => (typed, None, messages(cx, &errors)),
        Err(Error::NotNow(reason)) => {
            let text = cx.t(&format!("error-{}", reason.key()));
            (typed, None, vec![("email".to_owned(), text)])
        }
        Err(error) => return Err(error.into()),
    };
    let content = Content {
        people: people(cx, &organisation, &Asked::default()).await?,
        place,
        organisation,
        asked: Asked::default(),
        typed,
        ticked: None,
        messages,
        notice,
    };
    Ok(render(cx, content))
}

/// Gives out a new link, which is shown in the answer itself.
pub async fn give_link(cx: &Cx, organisation: Organisation, place: Place, input: Entry) -> PageResult {
    let permit = cx.permit(organisation.clone())?;
    let (account, asked) = (AccountId::from(input.account), input.asked);
    let name = name_of(cx, &organisation, &account).await?;
    let mut tx = cx.begin().await?;
    let link = match identity::new_link(cx.env(), &permit, &mut tx, &account).await {
        Ok(link) => {
            tx.commit().await?;
            Ok(Some(Notice {
                name,
                about: Vec::new(),
                link: Some(link),
            }))
        }
        Err(error) => {
            drop(tx);
            Err(error)
        }
    };
    answer(cx, organisation, (place, asked), &account, link, None).await
}

/// Gives a person other roles.
pub async fn set_roles(cx: &Cx, organisation: Organisation, place: Place, input: Entry) -> PageResult {
    let permit = cx.permit(organisation.clone())?;
    let (account, asked) = (AccountId::from(input.account), input.asked);
    if input.roles.is_empty() {
        let missing = Err(Error::field("roles", "role-missing"));
        return answer(
            cx,
            organisation,
            (place, asked),
            &account,
            missing,
            Some(Vec::new()),
        )
        .await;
    }
    let name = name_of(cx, &organisation, &account).await?;
    let set = change_roles(cx, &permit, &account, &input.roles).await;
    let outcome = set.map(|set| Notice::roles(cx, name, set));
    answer(
        cx,
        organisation,
        (place, asked),
        &account,
        outcome,
        Some(input.roles),
    )
    .await
}

/// Takes a person out of the organisation.
pub async fn remove(cx: &Cx, organisation: Organisation, place: Place, input: Entry) -> PageResult {
    let permit = cx.permit(organisation.clone())?;
    let (account, asked) = (AccountId::from(input.account), input.asked);
    let outcome = change_roles(cx, &permit, &account, &[]).await.map(|_| None);
    answer(cx, organisation, (place, asked), &account, outcome, None).await
}

async fn change_roles(
    cx: &Cx,
    permit: &Permit<act::ManagePeople>,
    account: &AccountId,
    roles: &[Role],
) -> usecase::Result<RolesSet> {
    let mut tx = cx.begin().await?;
    let set = identity::set_roles(cx.env(), permit, &mut tx, account, roles).await?;
    tx.commit().await?;
    Ok(set)
}

/// The answer to a form in the entry of a person: what there is to say, or what is wrong, where the form is.
async fn answer(
    cx: &Cx,
    organisation: Organisation,
    (place, asked): (Place, Asked),
    account: &AccountId,
    outcome: usecase::Result<Option<Notice>>,
    ticked: Option<Vec<Role>>,
) -> PageResult {
    let (notice, messages) = match outcome {
        Ok(None) => return Ok(cx.redirect(&asked.here(&place.address, &[]))),
        Ok(notice) => (notice, Messages::new()),
        Err(Error::Invalid(errors)) => {
            let messages = messages(cx, &errors).into_iter();
            (None, messages.map(|(_, text)| (anchor(account), text)).collect())
        }
        Err(Error::NotNow(reason)) => {
            let text = cx.t(&format!("error-{}", reason.key()));
            (None, vec![(anchor(account), text)])
        }
        Err(error) => return Err(error.into()),
    };
    let content = Content {
        people: people(cx, &organisation, &asked).await?,
        place,
        organisation,
        asked,
        typed: NewPerson::default(),
        ticked: ticked.filter(|_| !messages.is_empty()),
        messages,
        notice,
    };
    Ok(render(cx, content))
}

async fn people(cx: &Cx, organisation: &Organisation, asked: &Asked) -> Result<Listed<Person>, PageError> {
    let (permit, query) = (cx.permit(organisation.clone())?, asked.query()?);
    Ok(identity::people(cx.env(), &permit, &mut cx.reader(), &query).await?)
}

/// The name of somebody who belongs to the organisation.
pub(super) async fn name_of(
    cx: &Cx,
    organisation: &Organisation,
    account: &AccountId,
) -> Result<String, PageError> {
    let permit = cx.permit(organisation.clone())?;
    Ok(identity::name_of_person(cx.env(), &permit, &mut cx.reader(), account).await?)
}
