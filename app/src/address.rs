//! The language in an address: `/ar/learn` is the page `/learn` in Arabic, for readers who are not signed in and for search engines. Without it a
//! page is in the language of its reader (docs/adr/0023).

use domain::content::Lang;

/// The language that an address names, and the address without it.
pub fn split(address: &str) -> (Option<Lang>, String) {
    let rest = address.strip_prefix('/').unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let named = Lang::ALL.into_iter().find(|lang| lang.tag() == &rest[..end]);
    // What is left must be an address of this site: `//` and `/\` would begin that of another.
    let named = named.filter(|_| !rest[end..].starts_with("//") && !rest[end..].starts_with("/\\"));
    let path = match named {
        None => address.to_owned(),
        Some(_) if rest[end..].starts_with('/') => rest[end..].to_owned(),
        Some(_) => format!("/{}", &rest[end..]),
    };
    (named, path)
}

/// The address of a page in a language: `/ar`, `/ar/learn`.
pub fn join(lang: Lang, path: &str) -> String {
    let path = match path.strip_prefix('/') {
        Some(rest) if rest.is_empty() || rest.starts_with(['?', '#']) => rest,
        _ => path,
    };
    format!("/{}{path}", lang.tag())
}

/// Attributes with an address that leads on to a page.
const LINKS: [&str; 3] = [" href=\"", " action=\"", " formaction=\""];

/// A page whose links stay in the language of its address. Only the site's own pages have one: files and other sites stay as they are. Done to what
/// was rendered, since links also come out of content.
pub fn keep_language(lang: Lang, html: &str) -> String {
    let mut kept = String::with_capacity(html.len() + html.len() / 32);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = start + tag_length(&rest[start..]);
        kept.push_str(&rest[..start]);
        keep_in_tag(lang, &rest[start..end], &mut kept);
        rest = &rest[end..];
    }
    kept + rest
}

/// How long the tag is with which a text begins; a `>` within quotation marks does not end it.
fn tag_length(text: &str) -> usize {
    let mut is_quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn keep_in_tag(lang: Lang, tag: &str, kept: &mut String) {
    let link = LINKS.iter().find_map(|link| Some(tag.find(link)? + link.len()));
    let Some(at) = link.filter(|at| leads_to_a_page(&tag[*at..])) else {
        kept.push_str(tag);
        return;
    };
    let end = at + tag[at..].find('"').unwrap_or(tag.len() - at);
    kept.push_str(&tag[..at]);
    kept.push_str(&join(lang, &tag[at..end]));
    kept.push_str(&tag[end..]);
}

fn leads_to_a_page(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && !address.starts_with("/assets/")
        && split(address.split('"').next().unwrap_or_default()).0.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_language_or_none() {
        for (address, lang, path) in [
            ("/", None, "/"),
            ("/learn?role=it", None, "/learn?role=it"),
            ("/ar", Some(Lang::Ar), "/"),
            ("/ar/", Some(Lang::Ar), "/"),
            ("/ar?a=b", Some(Lang::Ar), "/?a=b"),
            ("/en/learn/x?role=it", Some(Lang::En), "/learn/x?role=it"),
            ("/ar//evil.example", None, "/ar//evil.example"),
            ("/ar/\\evil.example", None, "/ar/\\evil.example"),
            ("/arab/learn", None, "/arab/learn"),
            ("/AR/learn", None, "/AR/learn"),
            ("/xx/learn", None, "/xx/learn"),
            ("", None, ""),
        ] {
            assert_eq!(split(address), (lang, path.to_owned()), "{address}");
        }
        for path in ["/", "/?a=b", "/learn", "/learn/x?role=it#y"] {
            let joined = join(Lang::Ar, path);
            assert_eq!(split(&joined), (Some(Lang::Ar), path.to_owned()), "{joined}");
        }
        assert_eq!(join(Lang::Ar, "/"), "/ar");
    }

    #[test]
    fn links_to_pages_stay_in_the_language() {
        let kept = |html: &str| keep_language(Lang::Ar, html);
        for (html, expected) in [
            (r#"<a href="/learn">x</a>"#, r#"<a href="/ar/learn">x</a>"#),
            (
                r#"<a class="brand" href="/">x</a>"#,
                r#"<a class="brand" href="/ar">x</a>"#,
            ),
            (
                r##"<a href="/glossary#vpn">"##,
                r##"<a href="/ar/glossary#vpn">"##,
            ),
            (
                r#"<form method="post" action="/sign-in">"#,
                r#"<form method="post" action="/ar/sign-in">"#,
            ),
            (
                r#"<button formaction="/a" name="b">"#,
                r#"<button formaction="/ar/a" name="b">"#,
            ),
        ] {
            assert_eq!(kept(html), expected);
        }
        for html in [
            r##"<a href="#content">"##,
            r#"<a href="https://example.org/learn">"#,
            r#"<a href="//example.org/learn">"#,
            r#"<link rel="stylesheet" href="/assets/style.css">"#,
            r#"<img src="/learn/x/media/y.svg">"#,
            r#"<a href="/en/learn">"#,
            r#"<p>a href="/learn" in a text</p>"#,
            r#"<p title="a > b href=">5 < 6</p>"#,
            "<",
            "",
        ] {
            assert_eq!(kept(html), html);
        }
    }
}
