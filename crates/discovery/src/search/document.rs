//! What the index keeps of an article: its words in three fields, and the numbers by which it is narrowed and ordered.

use broadsheet_news::ids::ArticleId;
use broadsheet_news::language::Language;
use broadsheet_store::Searchable;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{TantivyDocument, Term};

use super::words::spaced;
use crate::words::number;

/// The names of the fields that are read by name.
pub(super) const ARTICLE: &str = "article";
pub(super) const PUBLISHED: &str = "published";
pub(super) const LANGUAGE: &str = "language";
pub(super) const TOPIC: &str = "topic";
pub(super) const PERSON: &str = "person";

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// Every word of an article.
    pub text: Field,
    /// Those of its headlines.
    pub headline: Field,
    /// Those of its deck, and what its topics and authors are called.
    pub about: Field,
    pub article: Field,
    pub section: Field,
    pub topic: Field,
    pub person: Field,
    pub published: Field,
    pub language: Field,
}

/// The schema of the index.
pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    // The words are cut by us; the index is given them apart by spaces.
    let words = TextFieldIndexing::default().set_tokenizer("whitespace").set_index_option(IndexRecordOption::WithFreqs);
    let words = TextOptions::default().set_indexing_options(words);
    let fields = Fields {
        text: schema.add_text_field("text", words.clone()),
        headline: schema.add_text_field("headline", words.clone()),
        about: schema.add_text_field("about", words),
        article: schema.add_i64_field(ARTICLE, INDEXED | FAST),
        section: schema.add_i64_field("section", INDEXED),
        topic: schema.add_i64_field(TOPIC, INDEXED | FAST),
        person: schema.add_i64_field(PERSON, INDEXED | FAST),
        published: schema.add_i64_field(PUBLISHED, FAST),
        language: schema.add_u64_field(LANGUAGE, FAST),
    };
    (schema.build(), fields)
}

impl Fields {
    /// The term by which an article is taken out of the index.
    pub(super) fn of(&self, article: ArticleId) -> Term {
        Term::from_field_i64(self.article, article.0)
    }

    /// An article as the index keeps it.
    pub(super) fn document(&self, article: &Searchable) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        let (mut headline, mut about) = (String::new(), String::new());
        spaced(&article.headline, &mut headline);
        spaced(&article.front_headline, &mut headline);
        spaced(&article.deck, &mut about);
        article.names.iter().for_each(|name| spaced(name, &mut about));
        let mut text = String::with_capacity(headline.len() + about.len() + article.text.len());
        text.push_str(&headline);
        text.push_str(&about);
        spaced(&article.text, &mut text);
        document.add_text(self.text, text);
        document.add_text(self.headline, headline);
        document.add_text(self.about, about);
        document.add_i64(self.article, article.id.0);
        article.section.iter().for_each(|id| document.add_i64(self.section, id.0));
        article.topics.iter().for_each(|id| document.add_i64(self.topic, id.0));
        article.people.iter().for_each(|id| document.add_i64(self.person, id.0));
        document.add_i64(self.published, article.first_published.microseconds());
        document.add_u64(self.language, of_language(&article.language));
        document
    }
}

/// A language as the number that the index keeps.
pub(super) fn of_language(language: &Language) -> u64 {
    number(language.tag())
}
