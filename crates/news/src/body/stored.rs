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
            match &*field {
                "id" => id = Some(fields.next_value::<BlockId>()?),
                "kind" => kind = Some(fields.next_value::<Word<'de>>()?.0),
                "text" if kind.as_deref() == Some("paragraph") => paragraph = Some(fields.next_value::<Text>()?),
                _ => drop(rest.insert(field.into_owned(), fields.next_value()?)),
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
}
