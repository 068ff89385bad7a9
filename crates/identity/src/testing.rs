//! What the tests of this crate use beside the builders: the pool for passwords, and what is given the runner.

use std::ops::Deref;

use domain::id::AccountId;
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Actor, Instance, Permit, act};
use testkit::Setting;
use usecase::Result;

use crate::*;

/// A setting with a door.
#[derive(Clone)]
pub(crate) struct House {
    pub(crate) setting: Setting,
    pub(crate) passwords: Passwords,
}

impl Deref for House {
    type Target = Setting;

    fn deref(&self) -> &Setting {
        &self.setting
    }
}

/// An empty one.
pub(crate) async fn setting() -> House {
    House {
        setting: testkit::setting().await,
        passwords: Passwords::new(),
    }
}

impl House {
    /// An organisation by its name in addresses, for somebody who may see its people.
    pub(crate) async fn with_people(&self, actor: &Actor, slug: &str) -> Result<Organisation> {
        let permit: Permit<act::ReadPeople> = self.env.enter(&mut self.store().reader(), actor, slug).await?;
        Ok(permit.organisation().clone())
    }

    /// Who somebody is to a page: out of a session of theirs.
    pub(crate) async fn identity(&self, account: &AccountId) -> Result<Option<Identity>> {
        let session = store::testing::session(self.store(), account).await;
        let found = identify_session(&mut self.store().reader(), &session).await?;
        Ok(found.map(|found| found.identity))
    }

    pub(crate) async fn sign_in(&self, input: SignIn) -> Result<AccountId> {
        let permit = self.env.permit(&Actor::default(), Instance)?;
        sign_in(&self.setting, &permit, &self.passwords, input).await
    }

    pub(crate) async fn change_password(&self, actor: &Actor, input: ChangePassword) -> Result<()> {
        let permit = self.env.permit(actor, Instance)?;
        change_password(&self.setting, &permit, &self.passwords, input).await
    }

    pub(crate) async fn set_password_by_link(
        &self,
        secret: &str,
        password: String,
        repeated: &str,
    ) -> Result<AccountId> {
        let permit = self.env.permit(&Actor::default(), Instance)?;
        set_password_by_link(
            &self.setting,
            &permit,
            &self.passwords,
            secret,
            password,
            repeated,
        )
        .await
    }

    pub(crate) async fn add_person(
        &self,
        actor: &Actor,
        organisation: &Organisation,
        input: &NewPerson,
    ) -> Result<Added> {
        let permit = self.env.permit(actor, organisation.clone())?;
        add_person(&self.setting, &permit, input).await
    }
}
