//! One table of columns serves both ends: what a page reads of a thing, and the picture a change is made from.

use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};

use broadsheet_news::facts::Hash;
use serde::Serialize;

/// A row with the hashes of its fields, as far as they were asked for: pages ask for the same field in several parts.
#[derive(Debug)]
pub(crate) struct Hashed<T> {
    row: T,
    /// By the field's place; zero where nobody has asked.
    hashes: [AtomicU64; MOST],
}

/// More fields than this no row has.
const MOST: usize = 16;

impl<T> Hashed<T> {
    /// The hash of a field with its place.
    pub fn hash<F: Serialize>(&self, place: usize, field: &F) -> Hash {
        let Some(known) = self.hashes.get(place) else { return Hash::of(field) };
        match Hash(known.load(Ordering::Relaxed)) {
            Hash::ABSENT => {
                let hash = Hash::of(field);
                known.store(hash.0, Ordering::Relaxed);
                hash
            }
            hash => hash,
        }
    }
}

impl<T> From<T> for Hashed<T> {
    fn from(row: T) -> Self {
        Self { row, hashes: Default::default() }
    }
}

impl<T> Deref for Hashed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.row
    }
}

/// Makes, from a table of fields, a row as pages see it (each reading recorded)
/// and the facts of the row's picture. Because both come from one table, a page
/// cannot depend on what no change would mention.
macro_rules! seen {
    ($(#[$doc:meta])* $seen:ident of $row:ty, as $id:ident {
        $($(#[$field_doc:meta])* $field:ident: $kind:ty = $column:ident;)*
    }) => {
        $(#[$doc])*
        pub struct $seen<'s> {
            source: &'s $crate::source::Source,
            row: std::sync::Arc<$crate::source::Hashed<$row>>,
        }

        impl<'s> $seen<'s> {
            pub(crate) fn new(source: &'s $crate::source::Source, row: std::sync::Arc<$crate::source::Hashed<$row>>) -> Self {
                Self { source, row }
            }

            /// Its id, which never changes.
            #[must_use]
            pub fn id(&self) -> broadsheet_news::ids::$id {
                self.row.id
            }

            $(
                $(#[$field_doc])*
                #[must_use]
                pub fn $field(&self) -> &$kind {
                    let hash = self.row.hash(Field::$field as usize, &self.row.$field);
                    self.source.saw_hashed(broadsheet_news::facts::Column::$column, self.row.id.0, hash);
                    &self.row.$field
                }
            )*
        }

        /// The places of the fields.
        #[allow(non_camel_case_types, reason = "they are named as the fields are")]
        enum Field { $($field),* }

        fn facts(row: &$row) -> broadsheet_news::facts::Picture {
            let mut picture = broadsheet_news::facts::Picture::default();
            $(picture.fact(broadsheet_news::facts::Column::$column, row.id.0, &row.$field);)*
            picture
        }
    };
}
pub(crate) use seen;
