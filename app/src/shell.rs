//! The frame of every page, and how a view becomes an answer.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use domain::content::Lang;
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;

use crate::address::{join, keep_language};
use crate::components::layout::{SiteFooter, SiteHeader};
use crate::compress::gzip_quickly;
use crate::context::Cx;
use crate::fragment::{Around, Fragment, Key};

/// What of a request a page depends on.
pub(crate) const VARY: HeaderValue = HeaderValue::from_static("Cookie, Accept-Language, Accept-Encoding");

/// What the frame needs to know of a page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Title, without the product's name.
    pub title: String,
    /// Whether the page holds an island; only then is a script sent.
    pub has_island: bool,
    /// Whether the page uses the whole width (tables, charts) and not the measure of text.
    pub is_wide: bool,
    /// Whether search engines may know the page: it is told in which languages it can be had, and where.
    pub is_public: bool,
    /// Whether the page can be asked for again, in another language. The answer to a form cannot.
    pub is_lasting: bool,
}

impl Page {
    /// A page of text without a script.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            has_island: false,
            is_wide: false,
            is_public: false,
            is_lasting: true,
        }
    }

    /// A page that uses the whole width.
    pub fn wide(title: impl Into<String>) -> Self {
        Self {
            is_wide: true,
            ..Self::new(title)
        }
    }

    /// The same page, with its island's script.
    pub fn with_island(self) -> Self {
        Self {
            has_island: true,
            ..self
        }
    }

    /// The same page, which everybody can read and search engines may know.
    pub fn public(self) -> Self {
        Self {
            is_public: true,
            ..self
        }
    }

    /// The same page, as the answer to a form at an address that may know no page.
    pub fn passing(self) -> Self {
        Self {
            is_lasting: false,
            ..self
        }
    }

    /// The same page, shown again because of what is wrong with its form: the title is what is read out first.
    pub fn with_error(self, cx: &Cx) -> Self {
        Self {
            title: cx.t_with("error-page-title", &[("title", self.title.into())]),
            ..self
        }
    }
}

/// The context of the page that is being rendered, for components.
pub fn use_cx() -> Cx {
    expect_context::<Cx>()
}

impl Cx {
    /// The answer with a page.
    pub fn render(&self, page: Page, view: impl IntoView + 'static) -> Response {
        self.render_with_status(StatusCode::OK, page, view)
    }

    /// The answer with a form that could not be taken.
    pub fn render_invalid(&self, page: Page, view: impl IntoView + 'static) -> Response {
        self.render_with_status(StatusCode::UNPROCESSABLE_ENTITY, page.with_error(self), view)
    }

    /// The answer with a page and a status.
    pub fn render_with_status(
        &self,
        status: StatusCode,
        page: Page,
        view: impl IntoView + 'static,
    ) -> Response {
        self.render_with_kept(status, page, &[], view)
    }

    /// The answer with a page in which parts stand that are kept, each at a [`place_for_kept`].
    pub fn render_with_kept(
        &self,
        status: StatusCode,
        page: Page,
        kept: &[Arc<Fragment>],
        view: impl IntoView + 'static,
    ) -> Response {
        // An instance without islands sends none: the forms work all the same.
        let has_script = page.has_island && !self.state.assets.script.is_empty();
        let nonce = has_script.then(|| self.env().new_secret());
        let policy = content_security_policy(nonce.as_deref());
        let html = self.render_html(page, nonce, move || view);
        let page = Around { frame: &html, kept };
        let body = match (kept, self.reads_gzip) {
            ([], true) => gzip_quickly(html.as_bytes()),
            ([], false) => html.into_bytes(),
            (_, true) => page.gzip(),
            (_, false) => page.plain(),
        };
        self.answer(status, policy, body)
    }

    /// The part of pages that is made of `key`, if it was rendered before.
    pub fn kept(&self, key: &Key) -> Option<Arc<Fragment>> {
        self.state.fragments().get(key)
    }

    /// Renders such a part, for somebody who is made up: what depends on who asks has no place in it.
    pub fn keep<V: IntoView + 'static>(&self, key: Key, view: impl FnOnce(&Self) -> V) -> Arc<Fragment> {
        self.keep_rendered(key, false, view)
    }

    /// The same, of a part of a page with an island.
    pub fn keep_with_island<V: IntoView + 'static>(
        &self,
        key: Key,
        view: impl FnOnce(&Self) -> V,
    ) -> Arc<Fragment> {
        self.keep_rendered(key, true, view)
    }

    fn keep_rendered<V: IntoView + 'static>(
        &self,
        key: Key,
        has_island: bool,
        view: impl FnOnce(&Self) -> V,
    ) -> Arc<Fragment> {
        let anybody = self.anybody(String::new());
        let html = anybody.render_view(has_island, |cx| view(cx).to_html());
        self.state.fragments().keep(key, html)
    }

    /// The answer with a page around a content that is kept. It has no island.
    pub fn render_around(&self, page: Page, content: &Arc<Fragment>) -> Response {
        let kept = std::slice::from_ref(content);
        self.render_with_kept(StatusCode::OK, page, kept, place_for_kept())
    }

    fn answer(&self, status: StatusCode, policy: HeaderValue, body: Vec<u8>) -> Response {
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        if self.reads_gzip {
            // The compression layer leaves alone what says that it is compressed.
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        headers.insert(
            header::CONTENT_LANGUAGE,
            HeaderValue::from_static(self.lang.tag()),
        );
        headers.insert(header::VARY, VARY);
        // A page of somebody who is signed in stays out of every cache: the PC is shared.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// The bytes of a whole page. Components find the context with [`use_cx`].
    pub fn render_html<V: IntoView + 'static>(
        &self,
        page: Page,
        nonce: Option<String>,
        view: impl FnOnce() -> V,
    ) -> String {
        self.render_view(page.has_island, |cx| {
            let body = view();
            format!("<!DOCTYPE html>{}", document(cx, page, nonce, body).to_html())
        })
    }

    pub(crate) fn render_view(&self, has_island: bool, html: impl FnOnce(&Self) -> String) -> String {
        let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new())));
        let cx = self.clone();
        let html = owner.with(move || {
            provide_context(cx.clone());
            html(&cx)
        });
        owner.unset_with_forced_cleanup();
        // Leptos marks places for hydration with `<!>`, which only a page with an island needs. Browsers take it for an
        // empty comment, which the standard calls an error: there it is written out.
        let html = html.replace("<!>", if has_island { "<!---->" } else { "" });
        match self.address_lang.filter(|_| self.identity.is_none()) {
            Some(lang) => keep_language(lang, &html),
            None => html,
        }
    }
}

/// Where a part that is kept will stand.
pub fn place_for_kept() -> impl IntoView {
    view! { <template id="content-here"></template> }
}

/// The policy of a page: nothing but the site's own files, and scripts only where an island is.
pub fn content_security_policy(nonce: Option<&str>) -> HeaderValue {
    let scripts = nonce.map_or_else(String::new, |nonce| {
        format!("script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src 'self'; ")
    });
    let policy = format!(
        "default-src 'none'; {scripts}style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

fn document<V: IntoView + 'static>(
    cx: &Cx,
    page: Page,
    nonce: Option<String>,
    body: V,
) -> impl IntoView + use<V> {
    let assets = cx.state.assets.clone();
    let title = format!("{} · Polder", page.title);
    let main_class = if page.is_wide { "page page-wide" } else { "page" };
    let demo = cx.state.demo.is_some().then(|| {
        view! { <aside class="demo-banner" aria-labelledby="demo-banner"><p id="demo-banner">{cx.t("demo-banner")}</p></aside> }
    });
    let skip = cx.t("skip-to-content");
    let scripts = nonce.map(|nonce| island_scripts(&assets.script, &assets.wasm, &nonce));
    let description = cx.t("site-description");
    let languages = (page.is_public && cx.identity.is_none()).then(|| other_languages(cx));
    view! {
        <html lang=cx.lang.tag() dir=cx.lang.dir()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="description" content=description/>
                <title>{title}</title>
                <link rel="stylesheet" href=assets.style/>
                <link rel="icon" href=assets.icon type="image/svg+xml"/>
                {languages}
                {scripts}
            </head>
            <body>
                <a class="skip-link" href="#content">{skip}</a>
                {demo}
                <SiteHeader with_languages=page.is_lasting/>
                <main id="content" class=main_class tabindex="-1">
                    {body}
                </main>
                <SiteFooter/>
            </body>
        </html>
    }
}

/// Tells search engines the page's own address in its language, and that in each other one; without a language it is in the reader's.
fn other_languages(cx: &Cx) -> impl IntoView + use<> {
    let path = cx.path.split('?').next().unwrap_or_default();
    let address = |lang| format!("{}{}", cx.state.public_url, join(lang, path));
    let alternates = Lang::ALL
        .into_iter()
        .map(|lang| view! { <link rel="alternate" hreflang=lang.tag() href=address(lang)/> })
        .collect_view();
    view! {
        <link rel="canonical" href=address(cx.lang)/>
        {alternates}
        <link rel="alternate" hreflang="x-default" href=format!("{}{path}", cx.state.public_url)/>
    }
}

/// Loads the islands' WebAssembly and hydrates each island of the page. Written here, and not taken from Leptos, because its own
/// component reads a file at each request and puts the nonce of its preload links into the wrong attribute (0.8.23). An island inside of
/// another is started with what that one provides: Leptos leaves the way there at the element around its children.
fn island_scripts(script: &str, wasm: &str, nonce: &str) -> impl IntoView + use<> {
    let boot = format!(
        "import load, * as islands from '{script}';\
         await load({{ module_or_path: '{wasm}' }});\
         islands.hydrate();\
         const around = [];\
         const start = (node) => {{\
           const isIsland = node.localName === 'leptos-island', isInside = node.localName === 'leptos-children';\
           if (isIsland) {{ around.at(-1)?.(); islands[node.dataset.component]?.(node); }}\
           if (isInside) around.push(node.$$on_hydrate);\
           for (const child of node.children) start(child);\
           if (isInside) around.pop();\
         }};\
         start(document.body);"
    );
    view! {
        <link rel="modulepreload" href=script.to_owned() nonce=nonce.to_owned()/>
        <link rel="preload" href=wasm.to_owned() r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
        <script type="module" nonce=nonce.to_owned() inner_html=boot></script>
    }
}

/// The `lang` and `dir` of a piece of content that is not in the interface's language; nothing where they agree.
pub fn foreign(cx: &Cx, lang: Lang) -> (Option<&'static str>, Option<&'static str>) {
    if lang == cx.lang {
        (None, None)
    } else {
        (Some(lang.tag()), Some(lang.dir()))
    }
}

#[cfg(test)]
mod tests;
