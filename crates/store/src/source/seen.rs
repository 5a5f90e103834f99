//! One table of columns serves both ends: what a page reads of a thing, and the picture a change is made from.

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
            row: std::sync::Arc<$row>,
        }

        impl<'s> $seen<'s> {
            pub(crate) fn new(source: &'s $crate::source::Source, row: impl Into<std::sync::Arc<$row>>) -> Self {
                Self { source, row: row.into() }
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
                    self.source.saw(broadsheet_news::facts::Column::$column, self.row.id.0, &self.row.$field);
                    &self.row.$field
                }
            )*
        }

        fn facts(row: &$row) -> broadsheet_news::facts::Picture {
            let mut picture = broadsheet_news::facts::Picture::default();
            $(picture.fact(broadsheet_news::facts::Column::$column, row.id.0, &row.$field);)*
            picture
        }
    };
}
pub(crate) use seen;
