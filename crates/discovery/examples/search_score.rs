//! Prints what searches find in a collection of articles, for scoring and for choosing the weights.
//!
//! `search_score DOCS.jsonl QUERIES.jsonl LANGUAGE > PRED.jsonl`. A document is `{"id", "title"?, "body"}`, a query `{"id", "q"}`.

mod paper;

use std::collections::HashMap;
use std::time::Instant as Watch;

use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::incoming::Incoming;
use broadsheet_news::language::Language;
use broadsheet_news::search::Query;
use broadsheet_store::transaction::Act;
use paper::{Fallible, NOW, Paper};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Fallible<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [docs, queries, language] = arguments.as_slice() else {
        return Err("which documents, queries and language?".into());
    };
    let language = Language::tagged(language).ok_or("no language")?;
    let articles: Vec<Incoming> = lines(docs)?.iter().map(|doc| incoming(doc, &language)).collect();
    let paper = Paper::of(&articles).await?;
    let names = names(&paper, &articles).await?;
    for query in lines(queries)? {
        let asked = Query { words: text(&query, "q"), ..Query::default() };
        let watch = Watch::now();
        let source = paper.store.source(NOW, None).await?;
        let found = paper.index.find(&source, &language, &asked).await?.unwrap_or_default();
        source.finish();
        let ms = watch.elapsed().as_secs_f64() * 1_000.0;
        let rank: Vec<&String> = found.hits.iter().filter_map(|hit| names.get(&hit.article.0)).take(10).collect();
        println!("{}", json!({"q": query["id"], "rank": rank, "ms": ms}));
    }
    Ok(())
}

fn incoming(doc: &Value, language: &Language) -> Incoming {
    let body = Body::of(text(doc, "body").split('\n').map(BlockKind::paragraph));
    let headline = Some(text(doc, "title")).filter(|title| !title.is_empty()).unwrap_or_else(|| "Untitled".into());
    Incoming { first_published: Some(NOW), ..Incoming::headed(&text(doc, "id"), language.clone(), &headline, body) }
}

/// The collection's names of the articles.
async fn names(paper: &Paper, articles: &[Incoming]) -> Fallible<HashMap<i64, String>> {
    let reading = paper.store.begin(Act { name: "read", actor: String::new(), now: NOW, trace: None }).await?;
    let sources: Vec<&str> = articles.iter().map(|article| article.source.as_str()).collect();
    let made = reading.articles_from(&sources).await?;
    Ok(made.into_iter().filter_map(|(article, source)| Some((article.id.0, source?))).collect())
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

fn lines(path: &str) -> Fallible<Vec<Value>> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}
