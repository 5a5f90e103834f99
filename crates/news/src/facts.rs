//! Facts: the smallest things a page may depend on, each the value of one column of one thing.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::lists::Position;

/// Which of its things' values a fact is: the place of its name among all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Column(u8);

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        impl Column {
            $($(#[$doc])* pub const $name: Self = Self(Place::$name as u8);)*
            /// Every column there is.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
            /// What they are called, in the same order.
            const NAMES: &'static [&'static str] = &[$($text),*];
        }

        /// The columns' places among all.
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "they are named as the columns are")]
        enum Place { $($name),* }
    };
}

columns! {
    /// What readers may have of an article: `published`, `withdrawn`, or nothing.
    ARTICLE_STATE = "article.state";
    /// Its address.
    ARTICLE_ADDRESS = "article.address";
    /// When readers first had it.
    ARTICLE_FIRST_PUBLISHED = "article.first_published";
    /// Its last substantive change.
    ARTICLE_UPDATED = "article.updated";
    /// Its language.
    ARTICLE_LANGUAGE = "article.language";
    /// The headline of its page.
    ARTICLE_HEADLINE = "article.headline";
    /// The headline of fronts and lists.
    ARTICLE_FRONT_HEADLINE = "article.front_headline";
    /// The title for search engines.
    ARTICLE_SEO_TITLE = "article.seo_title";
    /// The deck.
    ARTICLE_DECK = "article.deck";
    /// The text.
    ARTICLE_BODY = "article.body";
    /// Who wrote it.
    ARTICLE_BYLINES = "article.bylines";
    /// Who wrote it, without for whom and as what.
    ARTICLE_AUTHORS = "article.authors";
    /// Where it was written.
    ARTICLE_DATELINE = "article.dateline";
    /// Its section.
    ARTICLE_SECTION = "article.section";
    /// Its topics.
    ARTICLE_TOPICS = "article.topics";
    /// The photo above the text.
    ARTICLE_LEAD_PHOTO = "article.lead_photo";
    /// Its corrections.
    ARTICLE_CORRECTIONS = "article.corrections";
    /// The same article in other languages.
    ARTICLE_TRANSLATIONS = "article.translations";
    /// The related articles that an editor chose.
    ARTICLE_PINS = "article.pins";
    /// The related articles that the paper chose (a derived fact).
    ARTICLE_RELATED = "article.related";
    /// The organisations its text names (a derived fact).
    ARTICLE_MENTIONS = "article.mentions";
    /// A person's name.
    PERSON_NAME = "person.name";
    /// The last piece of a person's address.
    PERSON_SLUG = "person.slug";
    /// A person's usual role.
    PERSON_ROLE = "person.role";
    /// A person's usual organisation.
    PERSON_ORGANISATION = "person.organisation";
    /// A person's biography.
    PERSON_BIOGRAPHY = "person.biography";
    /// A person's e-mail address.
    PERSON_EMAIL = "person.email";
    /// A person's portrait.
    PERSON_PORTRAIT = "person.portrait";
    /// A section's name.
    SECTION_NAME = "section.name";
    /// The last piece of a section's address.
    SECTION_SLUG = "section.slug";
    /// A section's language.
    SECTION_LANGUAGE = "section.language";
    /// The section it is part of.
    SECTION_PARENT = "section.parent";
    /// A section's description.
    SECTION_DESCRIPTION = "section.description";
    /// A topic's name.
    TOPIC_NAME = "topic.name";
    /// The last piece of a topic's address.
    TOPIC_SLUG = "topic.slug";
    /// A topic's language.
    TOPIC_LANGUAGE = "topic.language";
    /// The topic it is an alias of.
    TOPIC_ALIAS_OF = "topic.alias_of";
    /// A topic's description.
    TOPIC_DESCRIPTION = "topic.description";
    /// A photo's file.
    PHOTO_FILE = "photo.file";
    /// A photo's width.
    PHOTO_WIDTH = "photo.width";
    /// A photo's height.
    PHOTO_HEIGHT = "photo.height";
    /// A photo's alternative text.
    PHOTO_ALT = "photo.alt";
    /// A photo's caption.
    PHOTO_CAPTION = "photo.caption";
    /// A photo's credit.
    PHOTO_CREDIT = "photo.credit";
    /// A photo's rights.
    PHOTO_RIGHTS = "photo.rights";
    /// A photo's focal point, from the left.
    PHOTO_FOCAL_X = "photo.focal_x";
    /// A photo's focal point, from the top.
    PHOTO_FOCAL_Y = "photo.focal_y";
    /// See [`Photo::average`](crate::photo::Photo::average).
    PHOTO_AVERAGE = "photo.average";
    /// Whether readers may not see a photo any more.
    PHOTO_GONE = "photo.gone";
    /// An organisation's name.
    ORGANISATION_NAME = "organisation.name";
    /// The last piece of an organisation's address.
    ORGANISATION_SLUG = "organisation.slug";
    /// An organisation's kinds.
    ORGANISATION_KINDS = "organisation.kinds";
    /// Where it receives post.
    ORGANISATION_POSTAL_ADDRESS = "organisation.postal_address";
    /// Its telephone number.
    ORGANISATION_PHONE = "organisation.phone";
    /// Its e-mail address.
    ORGANISATION_EMAIL = "organisation.email";
    /// Its own site.
    ORGANISATION_WEB = "organisation.web";
    /// An organisation's description.
    ORGANISATION_DESCRIPTION = "organisation.description";
    /// An organisation's place.
    ORGANISATION_PLACE = "organisation.place";
    /// An organisation's opening hours.
    ORGANISATION_OPENING_HOURS = "organisation.opening_hours";
    /// An organisation's logo.
    ORGANISATION_LOGO = "organisation.logo";
    /// A layout's places, by the address of its page.
    LAYOUT_PLACES = "layout.places";
    /// A standing page's headline.
    STANDING_HEADLINE = "standing.headline";
    /// The last piece of a standing page's address.
    STANDING_SLUG = "standing.slug";
    /// A standing page's language.
    STANDING_LANGUAGE = "standing.language";
    /// A standing page's text.
    STANDING_BODY = "standing.body";
    /// A reference's language.
    REFERENCE_LANGUAGE = "reference.language";
    /// A reference's headline.
    REFERENCE_HEADLINE = "reference.headline";
    /// A reference's time.
    REFERENCE_PUBLISHED = "reference.published";
    /// The article a reference turned out to be.
    REFERENCE_ARTICLE = "reference.article";
    /// What an address leads to; nothing is a value too.
    ADDRESS = "address";
    /// A setting of the paper.
    SETTING = "setting";
    /// A template of the theme.
    TEMPLATE = "template";
    /// How many members a list has.
    TOTAL = "total";
    /// Whether a list has any members.
    ANY = "any";
    /// Who stands in a list that others are made of, whatever their order.
    MEMBERS = "members";
    /// Who stands in a list that is read whole, in its order.
    ORDER = "order";
    /// That the paper is in the zone of that name.
    ZONE = "zone";
}

impl Column {
    /// The column of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.name() == name)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES[usize::from(self.0)]
    }
}

impl fmt::Debug for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whose value a fact is: a thing with an id, or one with a name (an address, a setting, a template).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    /// A thing with an id.
    Id(i64),
    /// A thing with a name.
    Name(String),
}

/// A fact: one column of one thing. Written `article.headline:42`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    /// Whose.
    pub of: Of,
    /// Which value.
    pub column: Column,
}

impl Fact {
    /// The fact of a thing with an id.
    #[must_use]
    pub fn of_id(column: Column, id: i64) -> Self {
        Self { column, of: Of::Id(id) }
    }

    /// The fact of a thing with a name.
    #[must_use]
    pub fn of_name(column: Column, name: &str) -> Self {
        Self { column, of: Of::Name(name.to_owned()) }
    }

    /// The fact that is written so.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (column, of) = text.split_once(':')?;
        let column = Column::of_name(column)?;
        let named = [
            Column::ADDRESS,
            Column::SETTING,
            Column::TEMPLATE,
            Column::TOTAL,
            Column::ANY,
            Column::MEMBERS,
            Column::ORDER,
            Column::ZONE,
            Column::LAYOUT_PLACES,
        ];
        if named.contains(&column) {
            return Some(Self::of_name(column, of));
        }
        Some(Self::of_id(column, of.parse().ok()?))
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.of {
            Of::Id(id) => write!(f, "{}:{id}", self.column),
            Of::Name(name) => write!(f, "{}:{name}", self.column),
        }
    }
}

/// The hash of a value: two values with one hash are taken to be equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hash(pub u64);

impl Hash {
    /// The hash of a fact that is absent.
    pub const ABSENT: Self = Self(0);

    /// The hash of a value, over its JSON.
    #[must_use]
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Self {
        WRITTEN.with_borrow_mut(|written| {
            written.clear();
            // Only a map with keys that are not text cannot be written; no value of ours holds one.
            serde_json::to_writer(&mut *written, value).map_or(Self(1), |()| Self::of_json(written))
        })
    }

    /// The same of a value that is JSON already, as [`Self::of`] would write it.
    #[must_use]
    pub fn of_json(json: &[u8]) -> Self {
        Self(first_eight(&blake3::hash(json)).max(1))
    }
}

thread_local! {
    /// The JSON of the value whose hash was asked for last: values are many and small.
    static WRITTEN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

fn first_eight(hash: &blake3::Hash) -> u64 {
    hash.as_bytes()[..8].iter().fold(0, |n, b| n << 8 | u64::from(*b))
}

/// All that readers may see of one thing: its facts, and the positions it takes in lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Every fact with the hash of its value.
    pub facts: BTreeMap<Fact, Hash>,
    /// Every position.
    pub positions: std::collections::BTreeSet<Position>,
}

/// What differs between two pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Facts whose value differs, with the new value's hash.
    pub facts: Vec<(Fact, Hash)>,
    /// Positions entered.
    pub entered: Vec<Position>,
    /// Positions left.
    pub left: Vec<Position>,
}

impl Difference {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.entered.is_empty() && self.left.is_empty()
    }
}

impl Picture {
    /// Adds a fact with its value.
    pub fn fact<T: Serialize + ?Sized>(&mut self, column: Column, id: i64, value: &T) {
        self.facts.insert(Fact::of_id(column, id), Hash::of(value));
    }

    /// Adds a position.
    pub fn position(&mut self, list: crate::lists::List, key: crate::lists::Key, member: i64) {
        self.positions.insert(Position { list, key, member });
    }

    /// What differs from `self` (before) to `after`.
    #[must_use]
    pub fn difference(&self, after: &Self) -> Difference {
        let gone = self.facts.keys().filter(|f| !after.facts.contains_key(f)).map(|f| (f.clone(), Hash::ABSENT));
        let new = after.facts.iter().filter(|(f, h)| self.facts.get(f) != Some(h)).map(|(f, h)| (f.clone(), *h));
        Difference {
            facts: gone.chain(new).collect(),
            entered: after.positions.difference(&self.positions).cloned().collect(),
            left: self.positions.difference(&after.positions).cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_read_as_it_is_written() {
        for column in Column::ALL {
            let id = Fact::of_id(*column, 42);
            let name = Fact::of_name(*column, "/a:b");
            assert!(
                [Some(id.clone()), Some(name.clone())]
                    .iter()
                    .any(|f| { *f == Fact::parse(&id.to_string()) || *f == Fact::parse(&name.to_string()) })
            );
        }
    }

    #[test]
    fn only_what_differs_is_in_the_difference() {
        let mut before = Picture::default();
        before.fact(Column::PERSON_NAME, 1, "Ada");
        before.fact(Column::PERSON_ROLE, 1, "Writer");
        let mut after = before.clone();
        after.fact(Column::PERSON_NAME, 1, "Ada L.");
        let difference = before.difference(&after);
        assert_eq!(difference.facts, [(Fact::of_id(Column::PERSON_NAME, 1), Hash::of("Ada L."))]);
        assert!(before.difference(&before).is_empty());
    }
}
