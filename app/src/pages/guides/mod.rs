//! Pages of advice for everybody, whom to ask for help, and what can be asked for.

mod guide;
pub(super) mod help;
mod index;
mod partners;

use domain::content::Lang;
use domain::identity::policy::Action;
use leptos::prelude::*;

use crate::context::Cx;
use crate::routes::Routes;

/// The addresses of this part.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/guides", Action::ReadContent, index::page)
        .get("/guides/partners", Action::ReadContent, partners::page)
        .get("/guides/help", Action::ReadContent, help::page)
        .get("/guides/help/{intervention}", Action::ReadContent, help::one)
        .get("/guides/{guide}", Action::ReadContent, guide::page)
}

pub use help::path as help_path;

/// The pages above one of these.
fn trail(cx: &Cx) -> Vec<(String, String)> {
    vec![("/guides".to_owned(), cx.t("guides-title"))]
}

/// That a text is in another language than the page, unless all of it is translated.
fn untranslated(cx: &Cx, translated_percent: u8) -> Option<AnyView> {
    (translated_percent < 100)
        .then(|| view! { <p class="notice">{cx.t("guides-not-translated")}</p> }.into_any())
}

/// How much of some texts is in a language, in percent, rounded down.
fn share<'a>(lang: Lang, languages: impl Iterator<Item = &'a Lang>) -> u8 {
    let (mut all, mut translated) = (0, 0);
    for found in languages {
        all += 1;
        translated += usize::from(*found == lang);
    }
    (translated * 100)
        .checked_div(all)
        .and_then(|percent| u8::try_from(percent).ok())
        .unwrap_or(100)
}
