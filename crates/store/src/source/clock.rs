//! The clock and the settings, as pages may ask for them.

use broadsheet_news::clock::{DateStyle, Instant, Zone, days_before};
use broadsheet_news::facts::{Column, Hash};
use broadsheet_news::language::Language;
use broadsheet_news::lists::{Key, List};
use broadsheet_news::paper::Setting;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::Source;
use crate::failure::Failure;
use crate::positions::{self, Range};

impl Source {
    /// A setting as it is stored, or `None` where it is not set or not of that form.
    #[must_use]
    pub fn setting<T: DeserializeOwned>(&self, setting: Setting) -> Option<T> {
        self.keyed(setting.key())
    }

    /// A setting as it is stored for one of the paper's languages.
    #[must_use]
    pub fn setting_in<T: DeserializeOwned>(&self, setting: Setting, language: &Language) -> Option<T> {
        self.keyed(&setting.key_in(language, self.languages()))
    }

    fn keyed<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        self.saw_setting(key);
        self.furniture().settings.get(key).and_then(|(value, _)| T::deserialize(value).ok())
    }

    fn saw_setting(&self, key: &str) {
        let hash = self.furniture().settings.get(key).map_or(Hash::ABSENT, |(_, hash)| *hash);
        self.saw_named(Column::SETTING, key, hash);
    }

    /// The paper's name.
    #[must_use]
    pub fn name(&self) -> String {
        self.setting(Setting::Name).unwrap_or_default()
    }

    /// The paper's languages, the first without a prefix; never empty.
    #[must_use]
    pub fn languages(&self) -> &[Language] {
        let read = || {
            let stored: Vec<Language> = self.setting(Setting::Languages).unwrap_or_default();
            if stored.is_empty() { vec![Language::default()] } else { stored }
        };
        let languages = self.furniture().languages.get_or_init(read);
        self.saw_languages.call_once(|| self.saw_setting(Setting::Languages.key()));
        languages
    }

    /// The language without a prefix.
    #[must_use]
    pub fn first_language(&self) -> Language {
        self.languages().first().cloned().unwrap_or_default()
    }

    /// The paper's zone.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        self.saw_zone.call_once(|| self.saw_setting(Setting::Zone.key()));
        self.own_zone()
    }

    /// The paper's zone, where it is not what is read.
    fn own_zone(&self) -> &Zone {
        let stored = || self.furniture().settings.get(Setting::Zone.key()).and_then(|(value, _)| value.as_str());
        self.furniture().zone.get_or_init(|| Zone::set(stored()))
    }

    /// The paper's public address, without a slash at its end: the setting, or where this process serves it.
    #[must_use]
    pub fn address(&self) -> String {
        let set: Option<String> = self.setting(Setting::Address);
        set.filter(|address| !address.is_empty()).unwrap_or_else(|| self.moment.served_at.clone())
    }

    /// How the paper writes dates.
    #[must_use]
    pub fn date_style(&self) -> DateStyle {
        self.setting(Setting::DateStyle).unwrap_or_default()
    }

    /// Today's date in the paper's zone; the record holds until midnight there, and in every zone in which it is the
    /// same day.
    #[must_use]
    pub fn today(&self) -> Date {
        let today = self.own_zone().day(self.moment.now).value;
        self.record().clock.today = Some(today);
        today
    }

    /// Whether that moment is fewer than so many hours ago; the record holds as long as the answer does.
    #[must_use]
    pub fn is_within_hours(&self, at: Instant, hours: i64) -> bool {
        let over = at.plus_seconds(hours.saturating_mul(3600));
        let within = self.moment.now < over;
        let (from, until) = if within { (Instant::ALWAYS, over) } else { (over, Instant::NEVER) };
        self.record().hold(from, until);
        within
    }

    /// Whether those lists by time have a member of fewer than so many hours ago. One that is stands for all: only when it
    /// leaves or has grown old is another looked for.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn has_any_within_hours(&self, lists: &[List], hours: i64) -> Result<bool, Failure> {
        let mut empty = Vec::with_capacity(lists.len());
        for list in lists {
            let range = Range { list, descending: true, after: None, until: None, limit: 1 };
            let mut slice = positions::slice(self.connection(), &range).await?;
            let newest = slice.returned.first().map(|(key, _)| key.clone());
            let young = newest.filter(|key| key.time().is_some_and(|at| self.is_within_hours(at, hours)));
            if let Some(key) = young {
                slice.only(&key);
                self.read(vec![slice]);
                return Ok(true);
            }
            empty.push(slice);
        }
        self.read(empty);
        Ok(false)
    }

    /// The key below which articles are older than so many days, counted from midnight in the paper's zone.
    #[must_use]
    pub fn days_ago(&self, days: i64) -> Key {
        let cut = days_before(self.today(), days);
        Key::of_time(self.zone().midnight(cut), 0)
    }
}
