//! Feeds: the newest articles of a front, a list or the corrections, in RSS 2.0, Atom and JSON Feed 1.1.

use broadsheet_news::address::{self, Form};
use broadsheet_news::clock::Instant;
use broadsheet_source::Failure;
use serde::Serialize;
use serde_json::{Value, json};

use crate::archive;
use crate::edition::Edition;
use crate::key::{Followed, Listed};
use crate::listing;
use crate::theme;
use crate::theme_view::View;

mod items;
mod portable;

use items::Picture;
pub(crate) use items::newest;
use items::{Author, Item, items};

/// How many articles a feed holds.
const SHOWN: usize = 30;

/// A feed, as templates print it.
#[derive(Serialize)]
pub(crate) struct Feed {
    title: String,
    link: String,
    own: String,
    description: String,
    language: String,
    paper: String,
    icon: String,
    built: Moment,
    items: Vec<Item>,
}

/// A moment in the two ways that feeds write it.
#[derive(Clone, Serialize)]
pub(crate) struct Moment {
    rfc822: String,
    iso: String,
}

impl Moment {
    fn of(edition: &Edition<'_>, at: Instant) -> Self {
        let zone = edition.source.zone();
        Self { rfc822: zone.rfc822(at), iso: zone.iso(at) }
    }
}

impl View for Feed {
    const TEMPLATE: &'static str = "feed.xml";

    fn samples() -> Vec<Self> {
        let time = || Moment { rfc822: "Wed, 25 Nov 2026 08:00:00 +0000".into(), iso: "2026-11-25T08:00:00Z".into() };
        let item = |title: &str, picture| Item {
            id: "https://example.com/2026/11/25/a".into(),
            title: title.to_owned(),
            link: "https://example.com/2026/11/25/a".into(),
            permanent: true,
            language: "en".into(),
            summary: title.to_owned(),
            content: "<p>Said ]]></p>".into(),
            published: time(),
            updated: time(),
            authors: vec![Author { name: "Mara O'Neil".into(), url: None }],
            categories: vec!["Arts & <Letters>".into()],
            picture,
        };
        let picture = Picture {
            url: "https://example.com/p.svg".into(),
            media_type: "image/svg+xml",
            width: 3,
            height: 2,
            credit: "L & Co".into(),
        };
        let sample = |items| Self {
            title: "The <Harbour> Post".into(),
            link: "https://example.com/".into(),
            own: "https://example.com/feed.xml".into(),
            description: "News & more".into(),
            language: "en".into(),
            paper: "The <Harbour> Post".into(),
            icon: "https://example.com/icon.svg".into(),
            built: time(),
            items,
        };
        let bare = Item { summary: String::new(), content: String::new(), ..item("d", None) };
        vec![sample(Vec::new()), sample(vec![item("A \"b\" & <c>\u{8}", Some(picture)), bare])]
    }
}

/// The same feed in Atom.
#[derive(Serialize)]
#[serde(transparent)]
pub(crate) struct Atom(Feed);

impl View for Atom {
    const TEMPLATE: &'static str = "feed.atom";

    fn samples() -> Vec<Self> {
        Feed::samples().into_iter().map(Self).collect()
    }
}

/// The type of a file of articles.
pub(crate) fn media_type(form: Form) -> &'static str {
    match form {
        Form::Rss | Form::BriefingRss => "application/rss+xml; charset=utf-8",
        Form::Atom => "application/atom+xml; charset=utf-8",
        Form::Json => "application/feed+json; charset=utf-8",
        Form::BriefingJson => "application/json; charset=utf-8",
    }
}

/// Prints a feed.
pub(crate) async fn print(edition: &Edition<'_>, followed: Followed, form: Form) -> Result<String, Failure> {
    let feed = read(edition, followed, form).await?;
    match form {
        Form::Atom => theme::print(edition, &Atom(feed)),
        Form::Json => Ok(written(&feed).to_string()),
        _ => theme::print(edition, &feed),
    }
}

async fn read(edition: &Edition<'_>, followed: Followed, form: Form) -> Result<Feed, Failure> {
    let source = edition.source;
    let of = Whole::read(edition, followed).await?;
    let (items, newest) = items(edition, followed, form).await?;
    Ok(Feed {
        own: edition.whole(&address::file(&of.path, form)),
        link: edition.whole(&of.path),
        title: of.title,
        description: if of.description.is_empty() { edition.says() } else { of.description },
        language: edition.language.tag().to_owned(),
        paper: source.name(),
        icon: edition.absolute(&address::SiteFile::Icon.address()),
        // Atom wants a time of every feed: an empty one is as old as the day.
        built: Moment::of(edition, newest.unwrap_or_else(|| source.zone().midnight(source.today()))),
        items,
    })
}

/// What a feed or briefing says of itself.
pub(crate) struct Whole {
    /// Its title, which names the paper.
    pub title: String,
    /// A sentence; may be empty.
    pub description: String,
    /// The path of the page it is of, percent-encoded.
    pub path: String,
}

impl Whole {
    pub(crate) async fn read(edition: &Edition<'_>, followed: Followed) -> Result<Self, Failure> {
        let source = edition.source;
        let paper = source.name();
        let titled = |name: &str| format!("{name} | {paper}");
        let of = match followed {
            Followed::Front => None,
            Followed::Corrections => Some((titled(edition.words().corrections), String::new())),
            Followed::Listed(Listed::Section(id)) => {
                source.section(id).await?.map(|it| (titled(it.name()), it.description().clone()))
            }
            Followed::Listed(Listed::Topic(id)) => {
                source.topic(id).await?.map(|it| (titled(it.name()), it.description().clone()))
            }
            Followed::Listed(Listed::Person(id)) => {
                source.person(id).await?.map(|it| (titled(it.name()), it.biography().clone()))
            }
            Followed::Listed(Listed::Organisation(id)) => {
                source.organisation(id).await?.map(|it| (titled(it.name()), it.description().clone()))
            }
            Followed::Listed(Listed::Day(day)) => Some((titled(&archive::titled(edition, day)), String::new())),
        };
        let path = match followed {
            Followed::Front => address::encoded(&edition.front()),
            Followed::Corrections => address::encoded(&address::corrections(&edition.prefix())),
            Followed::Listed(listed) => listing::path(edition, listed).await?,
        };
        let (title, description) = of.unwrap_or_else(|| (paper.clone(), edition.says()));
        Ok(Self { title, description, path })
    }
}

/// The feed in JSON Feed 1.1.
fn written(feed: &Feed) -> Value {
    let author = |author: &Author| {
        let mut node = json!({"name": author.name});
        say(&mut node, "url", json!(author.url));
        node
    };
    let item = |item: &Item| {
        let mut node = json!({"id": item.id, "url": item.link, "title": item.title});
        say(&mut node, "summary", json!(item.summary));
        match item.content.is_empty() {
            true => {
                say(&mut node, "content_text", json!(if item.summary.is_empty() { &item.title } else { &item.summary }))
            }
            false => say(&mut node, "content_html", json!(item.content)),
        }
        say(&mut node, "image", json!(item.picture.as_ref().map(|picture| &picture.url)));
        say(&mut node, "date_published", json!(item.published.iso));
        say(&mut node, "date_modified", json!(item.updated.iso));
        say(&mut node, "authors", item.authors.iter().map(author).collect());
        say(&mut node, "tags", json!(item.categories));
        say(&mut node, "language", json!(item.language));
        node
    };
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.link,
        "feed_url": feed.own,
        "description": feed.description,
        "icon": feed.icon,
        "language": feed.language,
        "authors": [{"name": feed.paper, "url": feed.link}],
        "items": feed.items.iter().map(item).collect::<Vec<Value>>(),
    })
}

/// Says it, unless there is nothing to say.
fn say(node: &mut Value, name: &str, value: Value) {
    let nothing = value.is_null() || value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
    if let Some(node) = node.as_object_mut().filter(|_| !nothing) {
        node.insert(name.to_owned(), value);
    }
}
