//! The archive's English: sentences that could be in a newspaper, if what they say could be true.

use super::Tongue;
use super::chance::{Chance, Words};

pub(super) struct English {
    nouns: Words,
    verbs: Words,
    adjectives: Words,
    adverbs: Words,
    places: Words,
    first: Words,
    last: Words,
}

const SECTIONS: [&[&str]; 16] = [
    &["Town"],
    &["Politics"],
    &["Harbour"],
    &["Business"],
    &["Culture"],
    &["Sport"],
    &["Science"],
    &["Travel"],
    &["Opinion"],
    &["Education"],
    &["Politics", "Council"],
    &["Politics", "Elections"],
    &["Business", "Shipping"],
    &["Business", "Markets"],
    &["Culture", "Books"],
    &["Sport", "Rowing"],
];
const KINDS: [&str; 12] = [
    "Port Authority",
    "Institute",
    "Town Council",
    "Museum",
    "Ferry Company",
    "Hospital",
    "Union of Dockers",
    "Grammar School",
    "Savings Bank",
    "Theatre",
    "Water Board",
    "Rowing Club",
];
const SAID: [&str; 6] = ["said", "told the council", "wrote", "announced", "admitted", "told this newspaper"];

impl English {
    pub(super) fn new() -> Self {
        let [beginnings, endings] =
            [include_str!("../../fill/en/beginnings.txt"), include_str!("../../fill/en/endings.txt")]
                .map(Words::listed);
        let joined = |number: usize| {
            let (round, beginning) = (number / beginnings.len(), number % beginnings.len());
            format!("{}{}", beginnings.at(beginning), endings.at(round + beginning * 7))
        };
        let all = beginnings.len() * endings.len();
        let nouns = include_str!("../../fill/en/nouns.txt").split_whitespace().map(str::to_owned);
        // The long tail of Zipf's law: words that hardly anyone says.
        let rare = (0..all).map(|number| joined(number).to_lowercase() + "er");
        Self {
            nouns: Words::of(nouns.chain(rare).collect()),
            verbs: Words::listed(include_str!("../../fill/en/verbs.txt")),
            adjectives: Words::listed(include_str!("../../fill/en/adjectives.txt")),
            adverbs: Words::listed(include_str!("../../fill/en/adverbs.txt")),
            places: Words::of((0..all).map(joined).collect()),
            first: Words::listed(include_str!("../../fill/en/first.txt")),
            last: Words::listed(include_str!("../../fill/en/last.txt")),
        }
    }

    fn noun<'a>(&'a self, about: &'a [&'a str], chance: &mut Chance) -> &'a str {
        if !about.is_empty() && chance.once_in(3) { chance.one(about) } else { self.nouns.say(chance) }
    }
}

impl Tongue for English {
    fn sections(&self) -> &'static [&'static [&'static str]] {
        &SECTIONS
    }

    fn topic(&self, number: usize) -> String {
        let (round, place) = (number / self.places.len(), number % self.places.len());
        format!("{} {}", self.places.at(place), self.nouns.at(place % 150 + round * 37))
    }

    fn person(&self, number: usize) -> String {
        let round = number / self.first.len();
        format!("{} {}", self.first.at(number), self.last.at(number + round * 7))
    }

    fn organisation(&self, number: usize) -> String {
        format!("{} {}", self.places.at(number * 3), KINDS[number % KINDS.len()])
    }

    fn role(&self) -> &'static str {
        "Staff Writer"
    }

    fn about(&self, topic: usize) -> Vec<&str> {
        vec![self.places.at(topic), self.nouns.at(topic % self.places.len() % 150), self.nouns.at(topic * 31 + 150)]
    }

    fn headline(&self, about: &[&str], chance: &mut Chance) -> String {
        let (one, other) = (self.noun(about, chance), self.noun(about, chance));
        let (adjective, verb, place) = (self.adjectives.say(chance), self.verbs.say(chance), self.places.say(chance));
        let headline = match chance.below(4) {
            0 => format!("{adjective} {one} {verb} in {place}"),
            1 => format!("{place} {verb} its {adjective} {one}"),
            2 => format!("{one} and {other} {verb} by {place}"),
            _ => format!("{} days in {place}: the {adjective} {one}", chance.below(90) + 10),
        };
        capital(&headline)
    }

    fn sentence(&self, about: &[&str], chance: &mut Chance) -> String {
        let (one, other) = (self.noun(about, chance), self.noun(about, chance));
        let (adjective, verb) = (self.adjectives.say(chance), self.verbs.say(chance));
        let place = self.places.say(chance);
        let adverb = self.adverbs.say(chance).replace('-', " ");
        let number = chance.below(900) + 3;
        capital(&match chance.below(8) {
            0 => format!("the {adjective} {one} {verb} the {other} of {place} {adverb}."),
            1 => {
                let (person, said) = (self.person(chance.below(300)), chance.one(&SAID));
                format!("“The {one} was {verb} {adverb},” {person} {said}, “and nobody asked the {other}.”")
            }
            2 => {
                let organisation = self.organisation(chance.below(200));
                format!("the {organisation} {verb} {number} of them and left the {adjective} {one} to the {other}.")
            }
            3 => format!("in {place}, where the {one} is {adjective}, {number} people {verb} a {other} {adverb}."),
            4 => format!("it was {adverb} that the {one} {verb}, {number} metres from the {adjective} {other}."),
            5 => format!(
                "what the {one} had {verb} was no longer {adjective}, and the {other} is to cost {number} crowns."
            ),
            6 => format!("neither the {adjective} {one} nor the {other} of {place} was {verb}."),
            _ => format!(
                "a {one} that had been {verb} {adverb} is to become a {adjective} {other} by the end of the year."
            ),
        })
    }

    fn joint(&self) -> &'static str {
        " "
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
