//! Addresses of what programs read of the paper, as JSON.

/// What a program reads of the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Document {
    /// The newest articles of the first language.
    Articles,
    /// An article.
    Article(i64),
    /// The sections of all languages.
    Sections,
    /// A section.
    Section(i64),
    /// A topic.
    Topic(i64),
    /// A person.
    Person(i64),
    /// An organisation.
    Organisation(i64),
}

/// Where the documents are.
const ROOT: &str = "/api/v1/";

impl Document {
    /// The document at that path, decoded.
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        let (noun, id) = match path.strip_prefix(ROOT)?.split_once('/') {
            None => (path.strip_prefix(ROOT)?, None),
            Some((noun, id)) => (noun, Some(id.parse().ok()?)),
        };
        let found = match (noun, id) {
            ("articles", None) => Self::Articles,
            ("sections", None) => Self::Sections,
            ("articles", Some(id)) => Self::Article(id),
            ("sections", Some(id)) => Self::Section(id),
            ("topics", Some(id)) => Self::Topic(id),
            ("people", Some(id)) => Self::Person(id),
            ("organisations", Some(id)) => Self::Organisation(id),
            _ => return None,
        };
        (found.address() == path).then_some(found)
    }

    /// Its address.
    #[must_use]
    pub fn address(self) -> String {
        match self {
            Self::Articles => format!("{ROOT}articles"),
            Self::Sections => format!("{ROOT}sections"),
            Self::Article(id) => format!("{ROOT}articles/{id}"),
            Self::Section(id) => format!("{ROOT}sections/{id}"),
            Self::Topic(id) => format!("{ROOT}topics/{id}"),
            Self::Person(id) => format!("{ROOT}people/{id}"),
            Self::Organisation(id) => format!("{ROOT}organisations/{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_read_as_it_is_written() {
        for document in [Document::Articles, Document::Sections, Document::Article(42), Document::Person(7)] {
            assert_eq!(Document::at(&document.address()), Some(document));
        }
        for other in [
            "/api/v1/",
            "/api/v1/articles/",
            "/api/v1/articles/042",
            "/api/v1/articles/x",
            "/api/v2/articles",
            "/articles",
        ] {
            assert_eq!(Document::at(other), None, "{other}");
        }
    }
}
