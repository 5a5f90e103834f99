//! A large archive by chance, for measuring: the same number of articles gives the same archive, on every machine.
//!
//! Ten years of articles in ten sections, some of them with sections below, in
//! English and one in eight in Chinese. Words come by Zipf's law. A tenth as many
//! topics as articles, of which one has a twentieth of all articles.

mod chance;
mod chinese;
mod english;
mod found;

use broadsheet_news::body::{BlockKind, Body, Level, Text};
use broadsheet_news::clock::{DateStyle, Instant};
use broadsheet_news::incoming::{Incoming, IncomingByline, IncomingCorrection, IncomingPhoto};
use broadsheet_news::language::Language;
use broadsheet_news::paper::Founding;

pub use found::{found, two_sizes};

use chance::{Chance, Zipf};
use chinese::Chinese;
use english::English;

/// When the ten years end: 2026-01-01, midnight in UTC.
const END: Instant = Instant::from_microseconds(1_767_225_600_000_000);
const YEARS: i64 = 10;
const A_YEAR: i64 = 31_556_952_000_000;
/// One article in so many is in the second language.
const CHINESE: usize = 8;
/// How many articles there are to a topic.
const TO_A_TOPIC: usize = 10;
/// One article in so many is of the largest topic.
const LARGEST_TOPIC: usize = 20;

/// What the archive can say in one language. Its topics, people and organisations are known by numbers.
trait Tongue {
    fn sections(&self) -> &'static [&'static [&'static str]];
    fn topic(&self, number: usize) -> String;
    fn person(&self, number: usize) -> String;
    fn organisation(&self, number: usize) -> String;
    fn role(&self) -> &'static str;
    /// The words that articles of a topic say more than others do.
    fn about(&self, topic: usize) -> Vec<&str>;
    fn headline(&self, about: &[&str], chance: &mut Chance) -> String;
    fn sentence(&self, about: &[&str], chance: &mut Chance) -> String;
    /// What stands between two sentences.
    fn joint(&self) -> &'static str;
}

/// An archive of so many articles; each is made when it is asked for.
pub struct Filling {
    articles: usize,
    english: English,
    chinese: Chinese,
    topics: Zipf,
    authors: Zipf,
    sections: Zipf,
}

impl Filling {
    /// An archive of that size.
    #[must_use]
    pub fn of(articles: usize) -> Self {
        Self {
            articles,
            english: English::new(),
            chinese: Chinese::new(),
            topics: Zipf::of(articles / TO_A_TOPIC, 20),
            authors: Zipf::of(300, 10),
            sections: Zipf::of(16, 4),
        }
    }

    /// What the archive's paper is founded with.
    #[must_use]
    pub fn founding() -> Founding {
        Founding {
            name: "The Long Archive".to_owned(),
            languages: languages().into(),
            zone: "Asia/Taipei".to_owned(),
            address: String::new(),
            date_style: DateStyle::Numeric,
        }
    }

    /// The instant at which the archive is made, whenever that is.
    #[must_use]
    pub fn end() -> Instant {
        END
    }

    /// How many articles it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.articles
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles == 0
    }

    /// The article of that number, from 0, the oldest first.
    #[must_use]
    pub fn article(&self, number: usize) -> Incoming {
        let chance = &mut Chance::of(number);
        let [english, chinese] = languages();
        let (tongue, language) = match is_chinese(number) {
            true => (&self.chinese as &dyn Tongue, chinese),
            false => (&self.english as &dyn Tongue, english),
        };
        let topics = self.topics(number, chance);
        let words: Vec<&str> = topics.iter().rev().take(2).flat_map(|topic| tongue.about(*topic)).collect();
        let published = self.published(number);
        let photos = photos(tongue, &words, chance);
        let mut incoming = Incoming {
            deck: if chance.once_in(4) { String::new() } else { tongue.sentence(&words, chance) },
            bylines: self.bylines(tongue, chance),
            section: self.section(tongue, chance),
            topics: topics.into_iter().map(|topic| tongue.topic(topic)).collect(),
            lead_photo: chance.once_in(3).then(|| photo(tongue, &words, chance)),
            first_published: Some(published),
            readers: Some(chance.below(2_000) as i64),
            withdrawn: chance.once_in(1_000),
            ..Incoming::headed(
                &format!("fill:{number}"),
                language,
                &tongue.headline(&words, chance),
                body(tongue, &words, photos.len(), chance),
            )
        };
        incoming.photos = photos;
        if chance.once_in(100) {
            incoming.corrections.push(correction(tongue, &words, published, chance));
        }
        if is_chinese(number) && chance.once_in(4) {
            incoming.translations.push(format!("fill:{}", number - 1));
        }
        incoming
    }

    /// Evenly over the years, each at an hour of its own.
    fn published(&self, number: usize) -> Instant {
        let all = i128::from(YEARS * A_YEAR);
        let before = all * (self.articles - number) as i128 / self.articles.max(1) as i128;
        Instant::from_microseconds(END.microseconds() - before as i64)
    }

    /// Topics by their numbers: one in twenty articles has the largest, each topic has at least one article,
    /// and the others come by Zipf's law.
    fn topics(&self, number: usize, chance: &mut Chance) -> Vec<usize> {
        let count = self.articles / TO_A_TOPIC;
        let mut topics = Vec::new();
        if count > 0 && number.is_multiple_of(LARGEST_TOPIC) {
            topics.push(0);
        }
        let own = number / TO_A_TOPIC;
        if own < count && introduces(number) {
            topics.push(own);
        }
        for _ in 0..2 {
            let topic = self.topics.pick(chance);
            if topic != 0 && topic < count && is_chinese(topic) == is_chinese(number) {
                topics.push(topic);
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        topics.retain(|topic| seen.insert(*topic));
        topics
    }

    fn section(&self, tongue: &dyn Tongue, chance: &mut Chance) -> Vec<String> {
        let sections = tongue.sections();
        sections[self.sections.pick(chance) % sections.len()].iter().map(|&name| name.to_owned()).collect()
    }

    fn bylines(&self, tongue: &dyn Tongue, chance: &mut Chance) -> Vec<IncomingByline> {
        let count = if chance.once_in(6) { 2 } else { 1 };
        let lines = (0..count).map(|_| IncomingByline {
            name: tongue.person(self.authors.pick(chance)),
            organisation: if chance.once_in(5) { tongue.organisation(chance.below(60)) } else { String::new() },
            role: tongue.role().to_owned(),
            guest: chance.once_in(20),
        });
        lines.collect()
    }
}

fn languages() -> [Language; 2] {
    [Language::default(), Language::tagged("zh-Hant").unwrap_or_default()]
}

/// Whether the article, or the topic, of that number is of the second language. The largest topic is not.
fn is_chinese(number: usize) -> bool {
    number % CHINESE == CHINESE - 3
}

/// Whether an article is the one in its ten by which its topic gets its first.
fn introduces(number: usize) -> bool {
    let own = number / TO_A_TOPIC;
    let of_its_language = |other: &usize| is_chinese(*other) == is_chinese(own);
    (own * TO_A_TOPIC..(own + 1) * TO_A_TOPIC).find(of_its_language) == Some(number)
}

fn paragraph(tongue: &dyn Tongue, about: &[&str], chance: &mut Chance) -> String {
    let sentences: Vec<String> = (0..chance.below(4) + 2).map(|_| tongue.sentence(about, chance)).collect();
    sentences.join(tongue.joint())
}

fn body(tongue: &dyn Tongue, about: &[&str], photos: usize, chance: &mut Chance) -> Body {
    let mut blocks = Vec::new();
    for place in 0..chance.below(7) + 3 {
        if place > 2 && chance.once_in(4) {
            blocks.push(BlockKind::heading(Level::Two, &tongue.headline(about, chance)));
        }
        if place > 1 && chance.once_in(8) {
            let paragraphs = vec![Text::plain(&tongue.sentence(about, chance))];
            blocks.push(BlockKind::Quote { paragraphs, attribution: Text::plain(&tongue.person(chance.below(60))) });
        }
        blocks.push(BlockKind::paragraph(&paragraph(tongue, about, chance)));
    }
    let shown = (1..=photos as i64).map(|photo| BlockKind::Photo { photo, caption: None });
    blocks.extend(shown);
    Body::of(blocks)
}

fn photos(tongue: &dyn Tongue, about: &[&str], chance: &mut Chance) -> Vec<IncomingPhoto> {
    let count = if chance.once_in(8) { chance.below(2) + 1 } else { 0 };
    (0..count).map(|_| photo(tongue, about, chance)).collect()
}

fn photo(tongue: &dyn Tongue, about: &[&str], chance: &mut Chance) -> IncomingPhoto {
    IncomingPhoto::captioned(&tongue.headline(about, chance), &tongue.person(chance.below(60)))
}

fn correction(tongue: &dyn Tongue, about: &[&str], published: Instant, chance: &mut Chance) -> IncomingCorrection {
    IncomingCorrection {
        made: published.plus_seconds(3_600 * (chance.below(200) as i64 + 1)),
        text: tongue.sentence(about, chance),
        before: tongue.headline(about, chance),
    }
}

#[cfg(test)]
mod tests;
