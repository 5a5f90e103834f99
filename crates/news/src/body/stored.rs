//! Reading a block from JSON. Most are paragraphs stored with id, kind and text in this order: they are read as they come.
//! Serde would keep all of a block twice before it looks at the kind.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::{Block, BlockId, BlockKind, Text};

impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Block;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a block with its id and its kind")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Block, A::Error> {
        let (mut id, mut kind, mut paragraph, mut rest) = (None, None, None, Map::new());
        while let Some(Word(field)) = fields.next_key()? {
            let is_paragraph = kind.as_deref() == Some("paragraph") && !rest.contains_key("text");
            let stands_twice = match &*field {
                "id" => id.replace(fields.next_value::<BlockId>()?).is_some(),
                "kind" => kind.replace(fields.next_value::<Word<'de>>()?.0).is_some(),
                "text" if is_paragraph => paragraph.replace(fields.next_value::<Text>()?).is_some(),
                other => rest.insert(other.to_owned(), fields.next_value()?).is_some(),
            };
            if stands_twice {
                return Err(A::Error::custom(format_args!("duplicate field `{field}`")));
            }
        }
        let id = id.ok_or_else(|| A::Error::missing_field("id"))?;
        if let Some(text) = paragraph {
            return Ok(Block { id, kind: BlockKind::Paragraph { text } });
        }
        rest.extend(kind.map(|kind| ("kind".to_owned(), kind.into())));
        let kind = BlockKind::deserialize(Value::Object(rest)).map_err(A::Error::custom)?;
        Ok(Block { id, kind })
    }
}

/// A word that need not be copied.
#[derive(Deserialize)]
#[serde(transparent)]
struct Word<'w>(#[serde(borrow)] Cow<'w, str>);

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(stored: &Value) -> Result<Block, String> {
        serde_json::from_str(&stored.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_block_is_the_same_in_whatever_order_its_fields_come() {
        let paragraph = read(&json!({"id": "a", "kind": "paragraph", "text": ["Said."]})).expect("a paragraph");
        assert_eq!(paragraph.kind, BlockKind::paragraph("Said."));
        assert_eq!(read(&json!({"text": ["Said."], "kind": "paragraph", "id": "a"})), Ok(paragraph));
        let heading = read(&json!({"level": 3, "id": "b", "text": ["More"], "kind": "heading"}));
        assert_eq!(heading.map(|block| block.kind), Ok(BlockKind::heading(super::super::Level::Three, "More")));
    }

    #[test]
    fn what_a_block_wants_is_named() {
        for (stored, wanted) in [
            (json!({"kind": "paragraph", "text": ["Said."]}), "missing field `id`"),
            (json!({"id": "A", "kind": "divider"}), "“A” is no id of a block"),
            (json!({"id": "a", "text": ["Said."]}), "missing field `kind`"),
            (json!({"id": "a", "kind": "paragraph"}), "missing field `text`"),
            (json!({"id": "a", "kind": "song"}), "unknown variant `song`"),
            (json!({"id": "a", "kind": 7}), "invalid type: integer `7`"),
            (json!(["a"]), "a block with its id and its kind"),
        ] {
            let refused = read(&stored).expect_err("no block");
            assert!(refused.contains(wanted), "{stored}: {refused}");
        }
    }

    #[test]
    fn a_field_that_stands_twice_is_refused_and_named() {
        for (stored, twice) in [
            (r#"{"id": "a", "id": "b", "kind": "divider"}"#, "id"),
            (r#"{"id": "a", "kind": "paragraph", "text": ["Said."], "kind": "divider"}"#, "kind"),
            (r#"{"id": "a", "kind": "paragraph", "text": ["Said."], "text": []}"#, "text"),
            (r#"{"id": "a", "text": ["Said."], "kind": "paragraph", "text": []}"#, "text"),
            (r#"{"id": "a", "kind": "heading", "level": 2, "level": 3, "text": ["More"]}"#, "level"),
        ] {
            let refused = serde_json::from_str::<Block>(stored).expect_err("no block").to_string();
            assert!(refused.contains(&format!("duplicate field `{twice}`")), "{stored}: {refused}");
        }
    }
}
