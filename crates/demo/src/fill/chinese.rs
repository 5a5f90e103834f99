//! The archive's Chinese: sentences without spaces, for everything that cuts text into words.

use super::Tongue;
use super::chance::{Chance, Words};

pub(super) struct Chinese {
    nouns: Words,
    verbs: Words,
    adjectives: Words,
    places: Words,
    surnames: Words,
    given: Words,
}

const SECTIONS: [&[&str]; 14] = [
    &["城市"],
    &["政治"],
    &["港務"],
    &["財經"],
    &["文化"],
    &["體育"],
    &["科學"],
    &["旅遊"],
    &["評論"],
    &["教育"],
    &["政治", "市議會"],
    &["政治", "選舉"],
    &["財經", "航運"],
    &["文化", "書評"],
];
const KINDS: [&str; 8] = ["港務局", "研究所", "鎮公所", "博物館", "渡輪公司", "醫院", "中學", "水利會"];
const SAID: [&str; 4] = ["表示", "指出", "說明", "在會上說"];

impl Chinese {
    pub(super) fn new() -> Self {
        Self {
            nouns: Words::listed(include_str!("../../fill/zh/nouns.txt")),
            verbs: Words::listed(include_str!("../../fill/zh/verbs.txt")),
            adjectives: Words::listed(include_str!("../../fill/zh/adjectives.txt")),
            places: Words::listed(include_str!("../../fill/zh/places.txt")),
            surnames: Words::listed(include_str!("../../fill/zh/surnames.txt")),
            given: Words::listed(include_str!("../../fill/zh/given.txt")),
        }
    }

    fn noun<'a>(&'a self, about: &'a [&'a str], chance: &mut Chance) -> &'a str {
        if !about.is_empty() && chance.once_in(3) { chance.one(about) } else { self.nouns.say(chance) }
    }
}

impl Tongue for Chinese {
    fn sections(&self) -> &'static [&'static [&'static str]] {
        &SECTIONS
    }

    fn topic(&self, number: usize) -> String {
        let (place, rest) = (self.places.at(number), number / self.places.len());
        let (noun, rest) = (self.nouns.at(rest), rest / self.nouns.len());
        format!("{place}{}{noun}", if rest == 0 { "" } else { self.adjectives.at(rest) })
    }

    fn person(&self, number: usize) -> String {
        let round = number / self.given.len();
        format!("{}{}", self.surnames.at(number + round * 3), self.given.at(number))
    }

    fn organisation(&self, number: usize) -> String {
        format!("{}{}", self.places.at(number), KINDS[number / self.places.len() % KINDS.len()])
    }

    fn role(&self) -> &'static str {
        "記者"
    }

    fn about(&self, topic: usize) -> Vec<&str> {
        vec![self.places.at(topic), self.nouns.at(topic / self.places.len()), self.nouns.at(topic * 31 + 7)]
    }

    fn headline(&self, about: &[&str], chance: &mut Chance) -> String {
        let (one, other) = (self.noun(about, chance), self.noun(about, chance));
        let (adjective, verb, place) = (self.adjectives.say(chance), self.verbs.say(chance), self.places.say(chance));
        match chance.below(3) {
            0 => format!("{place}{verb}{adjective}的{one}"),
            1 => format!("{one}{verb} {place}{other}延至{}日", chance.below(28) + 1),
            _ => format!("{adjective}的{one}:{place}{verb}{other}"),
        }
    }

    fn sentence(&self, about: &[&str], chance: &mut Chance) -> String {
        let (one, other) = (self.noun(about, chance), self.noun(about, chance));
        let (adjective, verb, place) = (self.adjectives.say(chance), self.verbs.say(chance), self.places.say(chance));
        let number = chance.below(900) + 3;
        match chance.below(5) {
            0 => format!("{place}的{one}昨日{verb}{adjective}的{other}。"),
            1 => {
                let (person, said) = (self.person(chance.below(60)), chance.one(&SAID));
                format!("{person}{said},「{one}已經{verb},沒有人問過{other}」。")
            }
            2 => {
                let organisation = self.organisation(chance.below(60));
                format!("{organisation}將{verb}{number}處{one},並把{adjective}的{other}留給{place}。")
            }
            3 => format!("在{place},{number}人{verb}了{one},{adjective}的{other}則要等到年底。"),
            _ => format!("{one}距離{adjective}的{other}約{number}公尺,當天就{verb}完畢。"),
        }
    }

    fn joint(&self) -> &'static str {
        ""
    }
}
