//! Why something was printed.

use std::fmt;

use broadsheet_news::facts::Fact;
use broadsheet_news::lists::List;

use super::readers::What;

/// Why a print was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Cause {
    /// It was asked for and did not stand on the shelf.
    #[default]
    Asked,
    /// A change altered a fact that it read.
    Fact(i64, Box<Fact>),
    /// A change altered a list where it read it.
    List(i64, List),
    /// A count or a template has another value.
    Value(Box<What>),
    /// What it had read from the clock held no longer.
    Clock,
    /// It was under way when the shelf was emptied.
    ThrownAway,
}

impl Cause {
    /// A change altered a fact.
    pub fn fact(number: i64, fact: Fact) -> Self {
        Self::Fact(number, Box::new(fact))
    }

    /// A change altered a list.
    pub fn list(number: i64, list: List) -> Self {
        Self::List(number, list)
    }

    /// A count or a template has another value.
    pub fn value(what: What) -> Self {
        Self::Value(Box::new(what))
    }

    /// In one word, as metrics count it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Asked | Self::ThrownAway => Kind::Asked,
            Self::Fact(..) | Self::List(..) => Kind::Change,
            Self::Value(what) if matches!(**what, What::Count(_)) => Kind::Count,
            Self::Value(_) => Kind::Template,
            Self::Clock => Kind::Clock,
        }
    }

    /// What had changed, without whose: a column of things, a kind of list.
    pub fn what(&self) -> String {
        match self {
            Self::Fact(_, fact) => fact.column.to_string(),
            Self::List(_, list) => format!("list {}", list.noun()),
            Self::Value(what) => match &**what {
                What::Fact(fact) => fact.to_string(),
                What::Count(name) => name.split([':', '/']).next().unwrap_or_default().to_owned(),
            },
            Self::Asked | Self::Clock | Self::ThrownAway => self.kind().name().to_owned(),
        }
    }

    /// How many bytes it takes beside itself.
    pub fn weight(&self) -> usize {
        match self {
            Self::Fact(..) => size_of::<Fact>(),
            Self::Value(_) => size_of::<What>(),
            Self::List(_, list) => list.name().len(),
            Self::Asked | Self::Clock | Self::ThrownAway => 0,
        }
    }
}

/// The kinds of causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    /// It did not stand on the shelf.
    Asked,
    /// An act.
    Change,
    /// What readers do.
    Count,
    /// A theme.
    Template,
    /// The clock.
    Clock,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Asked, Self::Change, Self::Count, Self::Template, Self::Clock];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Change => "change",
            Self::Count => "count",
            Self::Template => "template",
            Self::Clock => "clock",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asked => f.write_str("it was asked for and did not stand on the shelf"),
            Self::Fact(number, fact) => write!(f, "change {number} altered {fact}"),
            Self::List(number, list) => write!(f, "change {number} altered the list {list}"),
            Self::Value(what) => write!(f, "{what} has another value"),
            Self::Clock => f.write_str("what it read from the clock held no longer"),
            Self::ThrownAway => f.write_str("the shelf was emptied"),
        }
    }
}
