//! A part of a list that can be long, and where the list goes on.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use store::ListPart;

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T, K = String> {
    /// In the order of the list.
    pub rows: Vec<T>,
    /// The last of them, on which more follows; nothing at the end of the list.
    pub next: Option<ListPlace<K>>,
}

/// A place in a list: what it is sorted by, and the id that decides between equals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPlace<K = String> {
    /// What the list is sorted by.
    pub key: K,
    /// The id of the entry.
    pub id: String,
}

/// What is asked of a list of what has a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Only what has this in its name, or in its address where it has one.
    pub search: String,
    /// What follows on this entry.
    pub after: Option<ListPlace>,
}

impl ListQuery {
    /// A part of `most` entries, and one more which tells that there are more.
    pub fn part(&self, most: u32) -> ListPart {
        ListPart {
            search: self.search.clone(),
            after: self.after.clone().map(|place| (place.key, place.id)),
            most: most + 1,
        }
    }
}

impl<T, K> Listed<T, K> {
    /// The first `most` of what was read, of which one more tells that there are more.
    pub fn of(mut rows: Vec<T>, most: u32, place: impl FnOnce(&T) -> ListPlace<K>) -> Self {
        let has_more = rows.len() > most as usize;
        rows.truncate(most as usize);
        let next = rows.last().filter(|_| has_more).map(place);
        Self { rows, next }
    }

    /// The same list of something else.
    pub fn map<U>(self, of: impl FnMut(T) -> U) -> Listed<U, K> {
        Listed {
            rows: self.rows.into_iter().map(of).collect(),
            next: self.next,
        }
    }
}

impl<T, K> Default for Listed<T, K> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            next: None,
        }
    }
}

impl<K: Display> Display for ListPlace<K> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.key, self.id)
    }
}

impl<K: FromStr> FromStr for ListPlace<K> {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        // No id has a full stop; a name may.
        let (key, id) = text.rsplit_once('.').ok_or(())?;
        // PostgreSQL refuses NUL.
        if text.contains('\0') {
            return Err(());
        }
        Ok(Self {
            key: key.parse().map_err(|_| ())?,
            id: id.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_tells_that_there_are_more() {
        let place = |number: &i64| ListPlace {
            key: *number,
            id: format!("id-{number}"),
        };
        let whole = Listed::of(vec![1, 2], 2, place);
        assert_eq!((whole.rows, whole.next), (vec![1, 2], None));
        let part = Listed::of(vec![1, 2, 3], 2, place);
        assert_eq!((part.rows, part.next), (vec![1, 2], Some(place(&2))));
    }

    #[test]
    fn a_place_survives_an_address() {
        for key in ["", "st. mary.s"] {
            let place = ListPlace {
                key: key.to_owned(),
                id: "0192-ab".to_owned(),
            };
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        assert_eq!(
            "5.x".parse(),
            Ok(ListPlace {
                key: 5_i64,
                id: "x".to_owned()
            })
        );
        for wrong in ["", "5", "x.y", "5.\0"] {
            assert_eq!(wrong.parse::<ListPlace<i64>>(), Err(()), "{wrong:?}");
        }
    }
}
