//! Prints the related articles of a collection's queries, for scoring and for choosing the weights.
//!
//! `related_score DOCS.jsonl QRELS.jsonl [name=value]… > PRED.jsonl`, the names being those of `Weights` and `kept`, the number of
//! terms kept of each article. A document is `{"id", "title"?, "body", "time"?, "tags"?, "section"?}`.

use broadsheet_discovery::related::{Candidate, Rarity, WEIGHTS, Weights, alike};
use broadsheet_discovery::words::{strongest, terms};
use serde_json::{Value, json};
use std::collections::HashMap;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [docs, queries, settings @ ..] = arguments.as_slice() else {
        return Err("which documents and queries?".into());
    };
    let (mut weights, mut kept) = (WEIGHTS, usize::MAX);
    for setting in settings {
        let (name, value) = setting.split_once('=').ok_or("name=value")?;
        set(&mut weights, &mut kept, name, value.parse()?)?;
    }
    let (names, mut articles) = read(&lines(docs)?)?;
    let rarity = Rarity::of(&articles);
    for article in &mut articles {
        article.terms = strongest(&article.terms, |term| rarity.of_term(term), kept);
    }
    for query in lines(queries)? {
        let at = names.iter().position(|name| Some(name.as_str()) == query["q"].as_str());
        let article = &articles[at.ok_or("no such document")?];
        let list = alike(article, &articles, &rarity, &weights);
        let rank: Vec<&String> = list.iter().take(10).map(|(id, _)| &names[*id as usize]).collect();
        println!("{}", json!({"q": query["q"], "rank": rank}));
    }
    Ok(())
}

fn set(weights: &mut Weights, kept: &mut usize, name: &str, value: f64) -> Fallible<()> {
    match name {
        "topics" => weights.topics = value,
        "words" => weights.words = value,
        "names" => weights.names = value,
        "section" => weights.section = value,
        "fading" => weights.fading = value,
        "half_life_days" => weights.half_life_days = value,
        "word_rarity" => weights.word_rarity = value,
        "kept" => *kept = value as usize,
        _ => return Err(format!("no such weight: {name}").into()),
    }
    Ok(())
}

fn lines(path: &str) -> Fallible<Vec<Value>> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn read(docs: &[Value]) -> Fallible<(Vec<String>, Vec<Candidate>)> {
    let text = |doc: &Value, field: &str| doc[field].as_str().unwrap_or_default().to_owned();
    let mut numbers = HashMap::new();
    let mut number = |name: &str| {
        let next = numbers.len() as i64;
        *numbers.entry(name.to_owned()).or_insert(next)
    };
    let mut articles = Vec::with_capacity(docs.len());
    for (id, doc) in (0..).zip(docs) {
        let tags = doc["tags"].as_array().into_iter().flatten().filter_map(Value::as_str);
        articles.push(Candidate {
            id,
            at: micros(&text(doc, "time")),
            section: doc["section"].as_str().map(&mut number),
            topics: tags.map(&mut number).collect(),
            terms: terms(&text(doc, "title"), "", &text(doc, "body")),
            ..Candidate::default()
        });
    }
    Ok((docs.iter().map(|doc| text(doc, "id")).collect(), articles))
}

/// Days are enough here: `2017-03-05T10:00:00Z` by its first ten signs, months taken as thirty-one days.
fn micros(time: &str) -> i64 {
    let part = |range| time.get(range).and_then(|digits: &str| digits.parse::<i64>().ok()).unwrap_or(0);
    (part(0..4) * 372 + part(5..7) * 31 + part(8..10)) * 86_400_000_000
}
