//! The blocks of an article as the import recognised it, in the order of the page.

use serde_json::Value;

/// Something that the page has to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is, numbered where there are several.
    pub name: String,
    /// Its texts, which follow one another closely.
    pub texts: Vec<String>,
}

/// The blocks of one line of `import --json`. A field that is not there is no block.
#[must_use]
pub fn blocks(article: &Value) -> Vec<Block> {
    let mut blocks = Blocks(Vec::new());
    let field = |name: &str| &article[name];
    blocks.one("briefing", field("briefing"));
    blocks.one("directory", field("directory"));
    blocks.all("breadcrumb", field("section"));
    blocks.one("headline", field("title"));
    blocks.one("deck", field("dek"));
    blocks.readers(field("readers"));
    blocks.bylines(field("authors"));
    blocks.time("published", field("published"));
    blocks.caption(field("caption"), field("credit"));
    blocks.one("dateline", field("dateline"));
    blocks.body(field("body"), field("dateline"));
    blocks.all("topic", field("tags"));
    blocks.listed("related", &field("lists")["related"]);
    blocks.time("updated", field("updated"));
    blocks.listed("popular", &field("lists")["popular"]);
    blocks.0
}

struct Blocks(Vec<Block>);

impl Blocks {
    fn push(&mut self, name: &str, texts: impl IntoIterator<Item = String>) {
        let texts: Vec<String> = texts.into_iter().collect();
        if !texts.is_empty() {
            self.0.push(Block { name: name.to_owned(), texts });
        }
    }

    fn one(&mut self, name: &str, value: &Value) {
        self.push(name, said(value));
    }

    /// The count, as pages write numbers.
    fn readers(&mut self, count: &Value) {
        let digits = count.as_u64().map(|count| count.to_string());
        let grouped = digits.map(|digits| {
            let groups: Vec<&str> =
                digits.as_bytes().rchunks(3).rev().filter_map(|g| std::str::from_utf8(g).ok()).collect();
            groups.join(",")
        });
        self.push("readers", grouped);
    }

    fn all(&mut self, name: &str, values: &Value) {
        for (name, value) in numbered(name, values) {
            self.one(&name, value);
        }
    }

    /// Name, organisation and role.
    fn bylines(&mut self, values: &Value) {
        for (name, byline) in numbered("byline", values) {
            self.push(&name, ["name", "organisation", "role"].iter().filter_map(|part| said(&byline[*part])));
        }
    }

    /// "caption (credit)", as a dump has it.
    fn caption(&mut self, caption: &Value, credit: &Value) {
        let credit = said(credit).map(|credit| format!(" ({credit})")).unwrap_or_default();
        self.push("caption", said(caption).map(|caption| caption + &credit));
    }

    /// Paragraphs, the first without the dateline, which stands in front of it and is a block of its own.
    fn body(&mut self, values: &Value, dateline: &Value) {
        let dateline = said(dateline).unwrap_or_default();
        for (name, value) in numbered("body", values) {
            self.push(&name, said(value).map(|text| text.strip_prefix(&dateline).unwrap_or(&text).trim().to_owned()));
        }
    }

    /// Headlines, with the times that the dump gives.
    fn listed(&mut self, name: &str, values: &Value) {
        for (name, listed) in numbered(name, values) {
            self.push(&name, said(&listed["title"]).into_iter().chain(time(&listed["published"])));
        }
    }

    fn time(&mut self, name: &str, value: &Value) {
        self.push(name, time(value));
    }
}

fn numbered<'v>(name: &str, values: &'v Value) -> Vec<(String, &'v Value)> {
    let values = values.as_array().into_iter().flatten();
    values.enumerate().map(|(at, value)| (format!("{name} {}", at + 1), value)).collect()
}

/// A text that is not empty, or a number.
fn said(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
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

    use super::blocks;

    #[test]
    fn an_article_is_told_in_the_order_of_its_page() {
        let article = json!({
            "title": "Ferry returns", "dek": "After a week", "authors": [{ "name": "Ann", "organisation": "", "role": "Editor" }],
            "published": "2021-08-19T11:36:00+08:00", "updated": "2021-08-20", "body": ["PORT — One.", "Two."],
            "tags": ["Ferries"], "related": ["Rain", "Read"], "readers": 7, "section": ["Home", "Harbour"],
            "caption": "A ferry", "credit": "Ann", "briefing": "Alexa", "directory": "Directory of Ports", "dateline": "PORT",
            "lists": { "related": [{ "title": "Rain", "published": "2021-08-18T13:06:00" }],
                       "popular": [{ "title": "Read", "published": null }] },
        });
        let told: Vec<String> =
            blocks(&article).iter().map(|b| format!("{}: {}", b.name, b.texts.join(" + "))).collect();
        assert_eq!(
            told,
            [
                "briefing: Alexa",
                "directory: Directory of Ports",
                "breadcrumb 1: Home",
                "breadcrumb 2: Harbour",
                "headline: Ferry returns",
                "deck: After a week",
                "readers: 7",
                "byline 1: Ann + Editor",
                "published: 2021-08-19 11:36",
                "caption: A ferry (Ann)",
                "dateline: PORT",
                "body 1: — One.",
                "body 2: Two.",
                "topic 1: Ferries",
                "related 1: Rain + 2021-08-18 13:06",
                "updated: 2021-08-20",
                "popular 1: Read",
            ]
        );
    }
}
