//! A long room or street seen from one end: which surface the eye meets, and where on it.

use super::colour::Colour;
use super::study::{Place, Study};

/// The shape of the room, in heights of the picture at a distance of 1.
pub(super) struct Room {
    /// Where all its lines meet.
    pub(super) vanishing: Place,
    /// From the middle to the left and the right wall.
    pub(super) sides: (f32, f32),
    /// From the eye up to the ceiling; a street has none.
    pub(super) ceiling: Option<f32>,
    /// From the eye down to the floor.
    pub(super) floor: f32,
    /// How long it is.
    pub(super) length: f32,
}

/// What the eye meets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Surface {
    /// The wall on the left.
    Left,
    /// The wall on the right.
    Right,
    /// The ceiling, or the open sky.
    Above,
    /// The floor.
    Floor,
    /// The wall at the end.
    End,
}

/// A point on a surface.
#[derive(Clone, Copy)]
pub(super) struct Point {
    /// On which surface.
    pub(super) on: Surface,
    /// How far away.
    pub(super) depth: f32,
    /// Across: along the end wall, the floor and the ceiling from the middle; on walls the height above the floor.
    pub(super) across: f32,
}

impl Room {
    /// The point that the eye meets at a place of the picture.
    pub(super) fn point(&self, x: f32, y: f32) -> Point {
        let (dx, dy) = (x - self.vanishing.0, y - self.vanishing.1);
        let side = if dx < 0.0 { self.sides.0 / -dx.min(-1e-5) } else { self.sides.1 / dx.max(1e-5) };
        let level = match (dy < 0.0, self.ceiling) {
            (true, Some(ceiling)) => ceiling / -dy.min(-1e-5),
            (true, None) => f32::MAX,
            (false, _) => self.floor / dy.max(1e-5),
        };
        let depth = side.min(level).min(self.length);
        let on = if depth >= self.length {
            Surface::End
        } else if side < level {
            if dx < 0.0 { Surface::Left } else { Surface::Right }
        } else if dy < 0.0 {
            Surface::Above
        } else {
            Surface::Floor
        };
        let across = match on {
            Surface::Left | Surface::Right => self.floor - dy * depth,
            _ => dx * depth,
        };
        Point { on, depth, across }
    }

    /// Where a point so far away, so far from the middle and so high above the floor stands in the picture.
    pub(super) fn place(&self, across: f32, up: f32, depth: f32) -> Place {
        (self.vanishing.0 + across / depth, self.vanishing.1 + (self.floor - up) / depth)
    }

    /// Paints every pixel from the points that it shows: two, or slanting edges would have steps.
    pub(super) fn paint(&self, study: &mut Study, paint: impl Fn(Point, f32, f32, Colour) -> Colour) {
        let off = study.grain() * 0.25;
        study.wash(0.0, 1.0, |x, y, under| {
            let one = paint(self.point(x - off, y + off), x, y, under);
            (one + paint(self.point(x + off, y - off), x, y, under)) * 0.5
        });
    }
}
