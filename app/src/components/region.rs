//! Regions in the reader's language.

use domain::identity::place::{M49, m49_region};

use crate::context::Cx;

/// The name of a region as a reader knows it: those of M49 in their language, the instance's own as they were entered.
pub fn region_name(cx: &Cx, name: &str) -> String {
    m49_region(name).map_or_else(
        || name.to_owned(),
        |region| cx.t(&format!("region-m49-{}", region.code)),
    )
}

/// What a body's region can be, for a choice in a form: the instance's own regions, then those of M49.
pub fn region_options(cx: &Cx, own: &[String]) -> Vec<(String, String)> {
    let mut own: Vec<_> = own.iter().map(|name| (name.clone(), name.clone())).collect();
    let m49 = M49.iter();
    let mut m49: Vec<_> = m49
        .map(|region| (region.name.to_owned(), region_name(cx, region.name)))
        .collect();
    for part in [&mut own, &mut m49] {
        cx.sort_by_name(part, |(_, name)| name);
    }
    own.append(&mut m49);
    own
}
