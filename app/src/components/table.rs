//! Tables of figures.

use leptos::prelude::*;

/// The head of a column.
#[derive(Clone, Debug)]
pub struct Column {
    title: String,
    class: Option<&'static str>,
    dir: Option<&'static str>,
}

impl Column {
    /// A column of words.
    pub fn text(title: String) -> Self {
        Self {
            title,
            class: None,
            dir: None,
        }
    }

    /// A column of figures.
    pub fn number(title: String) -> Self {
        Self {
            class: Some("number"),
            ..Self::text(title)
        }
    }

    /// A column whose title somebody typed, in whatever direction it is written.
    pub fn named(title: String) -> Self {
        Self {
            dir: Some("auto"),
            ..Self::text(title)
        }
    }
}

/// A table that scrolls by itself on a narrow screen, also with the keys.
#[component]
pub fn DataTable(
    /// What it shows, above it.
    caption: String,
    /// A class of its own.
    #[prop(optional)]
    class: Option<&'static str>,
    /// The columns.
    columns: Vec<Column>,
    /// The line of sums.
    #[prop(optional)]
    foot: Option<AnyView>,
    /// The lines.
    children: Children,
) -> impl IntoView {
    let heads = columns
        .into_iter()
        .map(|column| view! { <th scope="col" class=column.class dir=column.dir>{column.title}</th> })
        .collect_view();
    let label = caption.clone();
    view! {
        <section class="table-scroll" tabindex="0" aria-label=label>
            <table class=class>
                <caption>{caption}</caption>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{children()}</tbody>
                {foot.map(|line| view! { <tfoot>{line}</tfoot> })}
            </table>
        </section>
    }
}

#[cfg(test)]
mod tests;
