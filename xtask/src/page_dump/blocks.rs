//! The blocks of an article as the import recognised it, in the order of the page.

use serde_json::Value;

/// Something that the page has to show.
#[derive(Debug, PartialEq)]
pub(super) struct Block {
    pub(super) name: String,
    /// Its texts, which follow one another closely; each in the ways it may be written.
    pub(super) texts: Vec<String>,
}

/// The blocks of one line of `import --json`. A field that is not there is no block.
pub(super) fn of(article: &Value) -> Vec<Block> {
    let mut blocks = Blocks(Vec::new());
    let field = |name: &str| &article[name];
    blocks.one("directory", field("directory"));
    blocks.all("section", field("sections"));
    blocks.one("headline", field("title"));
    blocks.one("deck", field("dek"));
    blocks.one("readers", field("count"));
    blocks.bylines(article);
    blocks.time("published", field("published"));
    blocks.one("caption", field("caption"));
    blocks.one("dateline", field("dateline"));
    blocks.all("body", &paragraphs(field("body")));
    blocks.all("topic", field("tags"));
    blocks.listed("related", field("related"), field("popular"));
    blocks.time("updated", field("updated"));
    blocks.all("popular", field("popular"));
    blocks.0
}

/// The body is a list of paragraphs, or one text with blank lines between them.
fn paragraphs(body: &Value) -> Value {
    match body.as_str() {
        Some(text) => text.split("\n\n").map(str::trim).filter(|text| !text.is_empty()).map(Value::from).collect(),
        None => body.clone(),
    }
}

struct Blocks(Vec<Block>);

impl Blocks {
    fn push(&mut self, name: &str, texts: Vec<String>) {
        if !texts.is_empty() {
            self.0.push(Block { name: name.to_owned(), texts });
        }
    }

    fn one(&mut self, name: &str, value: &Value) {
        self.push(name, said(value).into_iter().collect());
    }

    /// Each of a list, numbered; a single value is a list of one.
    fn all(&mut self, name: &str, values: &Value) {
        let values = values.as_array().map_or(std::slice::from_ref(values), Vec::as_slice);
        for (at, value) in values.iter().enumerate() {
            self.one(&format!("{name} {}", at + 1), value);
        }
    }

    /// `bylines` with name, organisation and role, or bare `authors`.
    fn bylines(&mut self, article: &Value) {
        let Some(bylines) = article["bylines"].as_array() else {
            return self.all("byline", &article["authors"]);
        };
        for (at, byline) in bylines.iter().enumerate() {
            let parts = ["name", "organisation", "role"];
            self.push(&format!("byline {}", at + 1), parts.iter().filter_map(|part| said(&byline[*part])).collect());
        }
    }

    /// The related list; the format of the score counts the most popular in, which have a place of their own.
    fn listed(&mut self, name: &str, values: &Value, elsewhere: &Value) {
        let elsewhere: Vec<_> = elsewhere.as_array().into_iter().flatten().filter_map(said).collect();
        for (at, value) in values.as_array().into_iter().flatten().enumerate() {
            let time = time(&value["time"]);
            if time.is_some() || said(value).is_some_and(|headline| !elsewhere.contains(&headline)) {
                self.push(&format!("{name} {}", at + 1), said(value).into_iter().chain(time).collect());
            }
        }
    }

    fn time(&mut self, name: &str, value: &Value) {
        self.push(name, time(value).into_iter().collect());
    }
}

/// A text, a number, or what an object calls its `name`, `title` or `headline`.
fn said(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Object(object) => return ["name", "title", "headline"].iter().find_map(|key| said(object.get(*key)?)),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// `2021-08-19 11:36` of `2021-08-19T11:36:00+08:00`; the comparison takes `/` for `-`.
fn time(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let day = text.get(..10)?;
    Some(text.get(11..16).map_or_else(|| day.to_owned(), |time| format!("{day} {time}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::of;

    #[test]
    fn an_article_is_told_in_the_order_of_its_page() {
        let article = json!({
            "source": "front.txt", "title": "Ferry returns", "dek": "After a week", "authors": ["Ann Lee"],
            "published": "2021-08-19T11:36:00+08:00", "updated": "2021-08-20", "body": "One.\n\nTwo.",
            "tags": ["Ferries"], "related": ["Storm ends", {"title": "Rain", "time": "2021-08-18T13:06:00+08:00"}, "Read"],
            "popular": ["Read"],
        });
        let told: Vec<String> = of(&article).iter().map(|b| format!("{}: {}", b.name, b.texts.join(" + "))).collect();
        assert_eq!(
            told,
            [
                "headline: Ferry returns",
                "deck: After a week",
                "byline 1: Ann Lee",
                "published: 2021-08-19 11:36",
                "body 1: One.",
                "body 2: Two.",
                "topic 1: Ferries",
                "related 1: Storm ends",
                "related 2: Rain + 2021-08-18 13:06",
                "updated: 2021-08-20",
                "popular 1: Read",
            ]
        );
    }

    #[test]
    fn a_byline_is_one_block_with_its_organisation_and_role() {
        let article =
            json!({ "authors": ["Ann"], "bylines": [{ "name": "Ann", "organisation": "The Bell", "role": "Editor" }] });
        assert_eq!(of(&article)[0].texts, ["Ann", "The Bell", "Editor"]);
    }
}
