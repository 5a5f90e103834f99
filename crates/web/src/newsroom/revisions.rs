//! The revisions of an article: what each changed, and one made the newest again.

use axum::extract::{Path, RawQuery};
use axum::response::Response;
use broadsheet_desk::{Refusal, article};
use broadsheet_news::article::Content;
use broadsheet_news::ids::{ArticleId, RevisionId};
use minijinja::Value;

use crate::newsroom::page::context;

use crate::guard::At;
use crate::newsroom::article::back;
use crate::newsroom::differences::{self, Pair};
use crate::newsroom::draft::Draft;
use crate::newsroom::fields::Fields;
use crate::newsroom::page;
use crate::newsroom::times;

/// How many revisions a page of them lists.
const SHOWN: i64 = 50;

/// The revisions of an article, the newest first.
pub(crate) async fn page(at: At, Path(id): Path<i64>, RawQuery(query): RawQuery) -> Response {
    let (id, fields) = (ArticleId(id), Fields::of_query(query.as_deref()));
    let below = RevisionId(fields.number("below").unwrap_or(i64::MAX));
    let shown = async {
        let open = article::open(&at.desk(), id).await?;
        let reading = at.house.newsroom.store.reading().await?;
        let zone = reading.zone().await?;
        let mut revisions = reading.revisions_below(id, below, SHOWN + 1).await?;
        reading.finish();
        let more = revisions.len() as i64 > SHOWN;
        revisions.truncate(usize::try_from(SHOWN).unwrap_or_default());
        let next = revisions.last().filter(|_| more).map(|last| last.id.0);
        let rows: Vec<Value> = revisions.iter().map(|saved| context! {
            id => saved.id.0, base => saved.base.map(|base| base.0), saved => times::shown(saved.saved, &zone), by => saved.by,
            headline => saved.headline, published => open.article.published_revision == Some(saved.id),
            newest => open.article.working_revision == saved.id,
        }).collect();
        Ok::<_, Refusal>(context! { id => id.0, headline => open.newest.content.headline, rows, next })
    };
    match shown.await {
        Ok(shown) => {
            let page = page::of(&at);
            let title = page.words().say("revisions");
            page.print("revisions", &title, shown)
        }
        Err(refusal) => page::no(&at, &refusal),
    }
}

/// What a revision changed: beside the one it was based on, or another.
pub(crate) async fn compared(at: At, Path((id, revision)): Path<(i64, i64)>, RawQuery(query): RawQuery) -> Response {
    let (id, revision) = (ArticleId(id), RevisionId(revision));
    let against = Fields::of_query(query.as_deref()).number("against").map(RevisionId);
    let shown = async {
        let open = article::open(&at.desk(), id).await?;
        let reading = at.house.newsroom.store.reading().await?;
        let zone = reading.zone().await?;
        let of_it = |revision: Option<broadsheet_news::article::Revision>| revision.filter(|found| found.article == id);
        let found = of_it(reading.revision(revision).await?);
        let found = found.ok_or_else(|| Refusal::Unknown("This article has no such revision.".into()))?;
        let before = match against.or(found.base) {
            Some(before) => of_it(reading.revision(before).await?),
            None => None,
        };
        let (old, new) = (
            match &before {
                Some(before) => Draft::of(&reading, &before.content).await?,
                None => Draft::default(),
            },
            Draft::of(&reading, &found.content).await?,
        );
        let sections = reading.sections_above(0, 1_000).await?;
        reading.finish();
        let section = |id: Option<i64>| {
            sections
                .iter()
                .find(|section| Some(section.id.0) == id)
                .map(|section| section.name.clone())
                .unwrap_or_default()
        };
        let fields = [
            ("headline", old.headline, new.headline),
            ("front-headline", old.front_headline, new.front_headline),
            ("seo-title", old.seo_title, new.seo_title),
            ("deck", old.deck, new.deck),
            ("bylines", old.bylines, new.bylines),
            ("place", old.place, new.place),
            ("organisation", old.organisation, new.organisation),
            ("section", section(old.section), section(new.section)),
            ("topics", old.topics, new.topics),
        ];
        let fields = fields.iter().map(|(place, old, new)| Pair::of(place, old, new)).filter(|pair| pair.differs);
        let blank = Content::headed(found.content.language.clone(), "");
        let body =
            differences::bodies(&before.as_ref().map_or(&blank, |before| &before.content).body, &found.content.body);
        Ok::<_, Refusal>(context! {
            id => id.0, revision => revision.0, headline => open.newest.content.headline,
            before => before.map(|before| times::shown(before.saved, &zone)), saved => times::shown(found.saved, &zone),
            newest => open.article.working_revision == revision,
            fields => fields.collect::<Vec<_>>(), body,
        })
    };
    match shown.await {
        Ok(shown) => {
            let page = page::of(&at);
            let title = page.words().say("compared");
            page.print("compared", &title, shown)
        }
        Err(refusal) => page::no(&at, &refusal),
    }
}

/// Makes what a revision says the newest again: it is saved once more, and nothing in between is lost.
pub(crate) async fn restore(at: At, Path((id, revision)): Path<(i64, i64)>) -> Response {
    let (id, revision) = (ArticleId(id), RevisionId(revision));
    let outcome = async {
        let open = article::open(&at.desk(), id).await?;
        let reading = at.house.newsroom.store.reading().await?;
        let found = reading.revision(revision).await?.filter(|found| found.article == id);
        reading.finish();
        let found = found.ok_or_else(|| Refusal::Unknown("This article has no such revision.".into()))?;
        article::revise(&at.desk(), id, open.newest.id, &found.content).await?;
        Ok::<_, Refusal>(open.newest.id)
    };
    match outcome.await {
        Ok(before) => back(id, "restored", Some(format!("restoration.{before}"))),
        Err(refusal) => page::no(&at, &refusal),
    }
}
