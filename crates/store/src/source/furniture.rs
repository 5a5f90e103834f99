//! Page furniture: what every page has and few acts change, read once for each number of the change log.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use broadsheet_news::clock::Zone;
use broadsheet_news::directory::Organisation;
use broadsheet_news::facts::Hash;
use broadsheet_news::language::Language;
use broadsheet_news::person::Person;
use broadsheet_news::section::Section;
use broadsheet_news::topic::Topic;

use super::kept::{Known, Shared};
use super::seen::Hashed;
use crate::db::Connection;
use crate::failure::Failure;
use crate::settings;
use crate::standing_pages::StandingPages;

/// Page furniture at one change number. All that is in it are facts, which no act changes without a number of its own: so
/// every source of that number may use it.
pub(crate) struct Furniture {
    /// The change number.
    pub number: i64,
    /// The settings, each with the hash of its value.
    pub settings: BTreeMap<String, (serde_json::Value, Hash)>,
    /// The paper's languages.
    pub languages: OnceLock<Vec<Language>>,
    /// The paper's zone.
    pub zone: OnceLock<Zone>,
    pub sections: Shared<Hashed<Section>>,
    pub persons: Shared<Hashed<Person>>,
    pub topics: Shared<Hashed<Topic>>,
    pub organisations: Shared<Hashed<Organisation>>,
    /// The members of lists that are read whole, with the hash of their order, by the list's name.
    pub whole: Known<String, (Vec<i64>, Hash)>,
    /// The standing pages that every page leads to, by language.
    pub standing: Known<String, StandingPages>,
}

impl Furniture {
    /// The furniture at the number that the connection sees. What is `known` is used where it is of that number.
    pub async fn at(connection: &Connection, known: Option<Arc<Self>>) -> Result<Arc<Self>, Failure> {
        let before = known.as_ref().map_or(settings::NEVER, |known| known.number);
        let (number, settings) = settings::all_unless(connection, before).await?;
        Ok(known.filter(|known| known.number == number).unwrap_or_else(|| Arc::new(Self::of(number, settings))))
    }

    fn of(number: i64, settings: Vec<(String, serde_json::Value)>) -> Self {
        let hashed = |(key, value): (String, serde_json::Value)| {
            let hash = Hash::of(&value);
            (key, (value, hash))
        };
        Self {
            number,
            settings: settings.into_iter().map(hashed).collect(),
            languages: OnceLock::new(),
            zone: OnceLock::new(),
            sections: Shared::default(),
            persons: Shared::default(),
            topics: Shared::default(),
            organisations: Shared::default(),
            whole: Known::default(),
            standing: Known::default(),
        }
    }
}
