//! The drawing that stands in for a photo: a harbour at some hour, in the colour of its section.

use std::fmt::Write;

use broadsheet_news::emblem::COLOUR;
use broadsheet_news::photo::Colour;

/// Per colour: sky above, sky below, far hills, near hills, water.
const PALETTE: [[&str; 5]; 8] = [
    ["#8fb6bf", "#e3e6dc", "#5f8c96", "#2f6470", "#1d4650"],
    ["#a8b4c9", "#ece4dc", "#7384a3", "#42557a", "#2b3a58"],
    ["#c9b08f", "#f0e6d2", "#a38355", "#735632", "#4c3821"],
    ["#a9bd9c", "#e9ead8", "#7a966b", "#4b6b41", "#30492a"],
    ["#c9a19a", "#f2e2d8", "#a66f66", "#7a443d", "#522b27"],
    ["#b3a6c2", "#ebe3ea", "#857398", "#594770", "#3b2e4d"],
    ["#9cb8c9", "#e4ebec", "#6b90a8", "#3a6482", "#23435b"],
    ["#bdb7a4", "#eceade", "#8e8870", "#605b46", "#403c2e"],
];

/// The darkest of a colour's shades: the water.
pub(crate) fn deep(colour: u8) -> Colour {
    let [.., water] = PALETTE[usize::from(colour) % PALETTE.len()];
    Colour::written(water).unwrap_or(COLOUR)
}

/// An SVG picture, the same for ever for the same seed and colour.
#[must_use]
pub fn placeholder(seed: u64, colour: u8) -> String {
    let mut chance = Chance(seed | 1);
    let palette = PALETTE[usize::from(colour) % PALETTE.len()];
    let [above, below, far, near, water] = palette;
    let horizon = 470 + chance.below(120);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 800\" preserveAspectRatio=\"xMidYMid slice\">\
         <linearGradient id=\"s\" x2=\"0\" y2=\"1\"><stop stop-color=\"{above}\"/><stop offset=\"1\" stop-color=\"{below}\"/></linearGradient>\
         <path fill=\"url(#s)\" d=\"M0 0h1200v800H0z\"/>"
    );
    sun(&mut svg, &mut chance, horizon);
    hills(&mut svg, &mut chance, far, horizon, 190);
    hills(&mut svg, &mut chance, near, horizon, 90);
    let _ = write!(svg, "<path fill=\"{water}\" d=\"M0 {horizon}h1200v{}H0z\"/>", 800 - horizon);
    ripples(&mut svg, &mut chance, below, horizon);
    boats(&mut svg, &mut chance, below, horizon);
    svg.push_str("</svg>");
    svg
}

fn sun(svg: &mut String, chance: &mut Chance, horizon: i64) {
    let (x, y, r) = (250 + chance.below(700), horizon - 60 - chance.below(260), 46 + chance.below(40));
    let _ = write!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"#fff\" fill-opacity=\".62\"/>");
}

fn hills(svg: &mut String, chance: &mut Chance, fill: &str, horizon: i64, height: i64) {
    let _ = write!(svg, "<path fill=\"{fill}\" d=\"M0 {horizon}V{}", horizon - chance.below(height));
    for step in 1..=5 {
        let (x, y) = (step * 240, horizon - 10 - chance.below(height));
        let _ = write!(svg, "Q{} {} {x} {y}", x - 120, horizon - 30 - chance.below(height + height / 3));
    }
    let _ = write!(svg, "V{horizon}z\"/>");
}

fn ripples(svg: &mut String, chance: &mut Chance, stroke: &str, horizon: i64) {
    let _ = write!(
        svg,
        "<path stroke=\"{stroke}\" stroke-opacity=\".34\" stroke-width=\"4\" stroke-linecap=\"round\" d=\""
    );
    for row in 0..9 {
        let y = horizon + 22 + row * row * 4 + chance.below(14);
        let _ = write!(svg, "M{} {y}h{}", chance.below(1000), 40 + chance.below(200));
    }
    svg.push_str("\"/>");
}

fn boats(svg: &mut String, chance: &mut Chance, fill: &str, horizon: i64) {
    for _ in 0..=chance.below(3) {
        let (x, y, size) = (120 + chance.below(900), horizon + 30 + chance.below(130), 3 + chance.below(4));
        let _ = write!(
            svg,
            "<path fill=\"{fill}\" transform=\"translate({x} {y})scale({size})\" d=\"M-11 0H11L8 4H-8zM-1-2V-19L9-2z\"/>"
        );
    }
}

/// A small generator of our own (xorshift): a drawing must not change with a library's version.
struct Chance(u64);

impl Chance {
    /// A number from nought up to, but not including, the bound.
    fn below(&mut self, bound: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let high = i64::try_from(self.0 >> 33).unwrap_or(0);
        high.rem_euclid(bound.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::placeholder;

    #[test]
    fn one_seed_draws_one_picture_for_ever() {
        assert_eq!(placeholder(7, 2), placeholder(7, 2));
        assert_ne!(placeholder(7, 2), placeholder(8, 2));
        assert_ne!(placeholder(7, 2), placeholder(7, 3));
    }

    #[test]
    fn a_picture_is_small_and_takes_any_colour() {
        for colour in [0, 7, 8, 255] {
            let svg = placeholder(u64::MAX, colour);
            assert!(svg.len() < 2600 && svg.ends_with("</svg>"));
        }
    }
}
