//! What tests of components share: a reader, and the markup as it is sent.

use domain::content::Lang;
use domain::identity::organisation::{Organisation, OrganisationKind, Role};
use identity::{Identity, IdentityMembership};
use leptos::prelude::*;
use scraper::{ElementRef, Html, Selector};

use crate::context::{AppParts, AppState, AssetPaths, Cx, CxParts, SessionLimits};

/// A visitor who reads a page in English.
pub(crate) async fn visitor(path: &str) -> Cx {
    reader(path, Lang::En, None).await
}

/// Somebody with one role in an organisation of that kind.
pub(crate) async fn signed_in(path: &str, kind: OrganisationKind, role: Role) -> Cx {
    let organisation = Organisation {
        id: "own".into(),
        kind,
        slug: "own".to_owned(),
        name: "The own".to_owned(),
        country: String::new(),
        region: String::new(),
        income_group: None,
    };
    let identity = Identity {
        account: "noor".into(),
        name: "Noor <b>".to_owned(),
        email: "noor@example.org".to_owned(),
        lang: None,
        memberships: vec![IdentityMembership { organisation, role }],
    };
    reader(path, Lang::En, Some(identity)).await
}

/// Somebody who reads in a language.
pub(crate) async fn reader(path: &str, lang: Lang, identity: Option<Identity>) -> Cx {
    let nothing = String::new;
    let state = AppState::new(AppParts {
        runner: testkit::setting().await.runner,
        passwords: identity::Passwords::new(),
        releases: insight::ReleaseCache::default(),
        assets: AssetPaths {
            style: nothing(),
            script: nothing(),
            wasm: nothing(),
            icon: nothing(),
        },
        demo: None,
        public_url: "http://polder.example".to_owned(),
        session_limits: SessionLimits {
            idle: 3_600,
            absolute: 7_200,
        },
    });
    Cx::new(CxParts {
        state,
        lang,
        address_lang: None,
        chosen_lang: None,
        read_lang: None,
        actor: identity.as_ref().map(Identity::actor).unwrap_or_default(),
        identity,
        path: path.to_owned(),
        reads_gzip: false,
        address: "unknown".to_owned(),
        request_id: nothing(),
    })
}

/// A part of a page, as it is sent and as a browser reads it.
pub(crate) struct Markup {
    sent: String,
    read: Html,
}

impl Markup {
    /// Renders a view.
    pub(crate) fn of<V: IntoView + 'static>(cx: &Cx, view: impl FnOnce(&Cx) -> V) -> Self {
        let sent = cx.render_view(false, |cx| view(cx).to_html());
        Self {
            read: Html::parse_fragment(&sent),
            sent,
        }
    }

    /// As it is sent, an element a line, so that a change can be read.
    pub(crate) fn lines(&self) -> String {
        self.sent.replace("><", ">\n<")
    }

    /// What a selector finds.
    pub(crate) fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).expect("a selector");
        self.read.select(&selector).collect()
    }

    /// The one element that a selector finds.
    pub(crate) fn one(&self, selector: &str) -> ElementRef<'_> {
        match self.all(selector)[..] {
            [found] => found,
            ref found => panic!("{selector} finds {}: {}", found.len(), self.lines()),
        }
    }

    /// The text of the one element that a selector finds.
    pub(crate) fn text(&self, selector: &str) -> String {
        text(self.one(selector))
    }

    /// The texts of everything that a selector finds.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(text).collect()
    }

    /// The elements that describe the one that a selector finds: each `id` of its `aria-describedby` is there once.
    pub(crate) fn descriptions(&self, selector: &str) -> Vec<String> {
        let ids = self.one(selector).attr("aria-describedby").unwrap_or_default();
        ids.split_whitespace()
            .map(|id| self.text(&format!("[id='{id}']")))
            .collect()
    }
}

fn text(element: ElementRef<'_>) -> String {
    let words: String = element.text().collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
