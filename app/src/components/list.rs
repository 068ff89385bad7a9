//! Lists that can be long: a form that searches them, and the way on. All of it is in the address, so that a view can be kept and sent.

use std::fmt::Display;
use std::str::FromStr;

use leptos::prelude::*;
use serde::Deserialize;
use usecase::{ListPlace, ListQuery};

use super::form::Field;
use crate::context::Cx;
use crate::error::PageError;
use crate::form::address;

/// Which part of a list is asked for, as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Asked {
    #[serde(default)]
    search: String,
    #[serde(default)]
    after: String,
}

impl Asked {
    /// The same as use cases take it.
    ///
    /// # Errors
    /// It was not made by a page.
    pub fn query(&self) -> Result<ListQuery, PageError> {
        // PostgreSQL refuses NUL.
        if self.search.contains('\0') {
            return Err(PageError::BadRequest);
        }
        Ok(ListQuery {
            search: self.search.clone(),
            after: self.after()?,
        })
    }

    /// The place in the list from which it goes on.
    ///
    /// # Errors
    /// It was not made by a page.
    pub fn after<K: FromStr>(&self) -> Result<Option<ListPlace<K>>, PageError> {
        match self.after.as_str() {
            "" => Ok(None),
            after => Ok(Some(after.parse().map_err(|()| PageError::BadRequest)?)),
        }
    }

    /// What was searched for.
    pub fn search(&self) -> &str {
        self.search.trim()
    }

    /// Whether it is the beginning of the whole list.
    pub fn is_all(&self) -> bool {
        self.search().is_empty() && self.after.is_empty()
    }

    /// The address of this part of a list; `others` are what else the address says.
    pub fn here(&self, path: &str, others: &[(&str, &str)]) -> String {
        self.at(path, others, &self.after)
    }

    /// The same for a form that leads back to this part.
    pub fn fields(&self) -> AnyView {
        [("search", self.search()), ("after", &self.after)]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| view! { <input type="hidden" name=name value=value.to_owned()/> })
            .collect_view()
            .into_any()
    }

    fn at(&self, path: &str, others: &[(&str, &str)], after: &str) -> String {
        let own = [("search", self.search()), ("after", after)];
        address(path, others.iter().copied().chain(own))
    }
}

/// The form over a list; `others` are more of its fields.
pub fn search_form(cx: &Cx, path: &str, asked: &Asked, label: String, others: Option<AnyView>) -> AnyView {
    view! {
        <form method="get" action=path.to_owned() class="form list-search" role="search">
            <Field name="search" label=label value=asked.search().to_owned() autocomplete="off"/>
            {others}
            <button class="button button-quiet" type="submit">{cx.t("list-search")}</button>
        </form>
    }
    .into_any()
}

/// The way on in a list, and back to its beginning; nothing where all of it is shown.
pub fn list_pages<K: Display>(
    cx: &Cx,
    path: &str,
    others: &[(&str, &str)],
    asked: &Asked,
    next: Option<&ListPlace<K>>,
) -> Option<AnyView> {
    let first = (!asked.after.is_empty()).then(|| {
        let href = asked.at(path, others, "");
        view! { <li><a href=href>{cx.t("list-first")}</a></li> }
    });
    let next = next.map(|next| {
        let href = asked.at(path, others, &next.to_string());
        view! { <li><a href=href rel="next">{cx.t("list-next")}</a></li> }
    });
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav aria-label=cx.t("list-pages")>
                <ul class="line-list">{first} {next}</ul>
            </nav>
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_survives_its_address() {
        let asked = Asked {
            search: " a&b ".to_owned(),
            after: "st. mary.0192".to_owned(),
        };
        assert_eq!(
            asked.here("/p", &[("kind", "donor"), ("none", "")]),
            "/p?kind=donor&search=a%26b&after=st.+mary.0192"
        );
        let query = asked.query().unwrap();
        assert_eq!(query.after.unwrap().key, "st. mary");
        assert_eq!(Asked::default().here("/p", &[]), "/p");
        assert!(Asked::default().is_all());
        for (search, after) in [("\0", ""), ("", "x"), ("", "a.\0")] {
            let wrong = Asked {
                search: search.to_owned(),
                after: after.to_owned(),
            };
            assert!(wrong.query().is_err(), "{wrong:?}");
        }
    }
}
