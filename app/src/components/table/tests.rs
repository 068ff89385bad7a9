//! A table of figures.

use super::*;
use crate::testing::{Markup, visitor};

#[tokio::test]
async fn a_table_as_it_is() {
    let cx = visitor("/").await;
    let table = Markup::of(&cx, |_| {
        let columns = vec![
            Column::text("Domain".to_owned()),
            Column::named("شمال".to_owned()),
            Column::number("Bodies".to_owned()),
        ];
        let foot = view! { <tr><th scope="row">"All"</th><td></td><td>"7"</td></tr> }.into_any();
        view! {
            <DataTable caption="Bodies & domains".to_owned() class="own" columns foot>
                <tr><th scope="row">"GOV"</th><td>"x"</td><td>"7"</td></tr>
            </DataTable>
        }
    });
    insta::assert_snapshot!("table", table.lines());
    // Whoever scrolls it with the keys hears what it is.
    assert_eq!(
        table.one("[tabindex='0']").attr("aria-label"),
        Some("Bodies & domains")
    );
    assert_eq!(table.text("table > caption"), "Bodies & domains");
    assert_eq!(table.all("thead th[scope=col]").len(), 3);
    assert_eq!(table.all("tbody tr").len(), 1);
    assert_eq!(table.text("tfoot th"), "All");
}
