//! Faults that the proofs plant, to show that they would be found.

use broadsheet_news::facts::{Column, Difference, Hash};
use broadsheet_news::lists::Position;
use broadsheet_store::source::{ClockRead, Record};

use crate::shelf::{Made, Print};

/// What may be wrong with a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Headlines are read past the source.
    ReadPastSource,
    /// A list that was read to its end is taken to be closed there.
    OpenEndClosed,
    /// An address that led nowhere is not recorded.
    MissingNotRecorded,
    /// What the clock says is taken to hold for ever.
    ClockHoldsForEver,
    /// A change of a deck is not in the difference.
    ColumnLeftOut,
    /// A position that moves is seen where it comes, and not where it goes.
    ArrivalOnly,
    /// Templates are not recorded.
    TemplateNotRecorded,
    /// What is counted is not announced.
    CountsNotAnnounced,
}

impl Fault {
    /// Those of the shelf.
    pub(crate) const SHELF: [Self; 8] = [
        Self::ReadPastSource,
        Self::OpenEndClosed,
        Self::MissingNotRecorded,
        Self::ClockHoldsForEver,
        Self::ColumnLeftOut,
        Self::ArrivalOnly,
        Self::TemplateNotRecorded,
        Self::CountsNotAnnounced,
    ];

    /// What a press with the fault keeps of a print.
    pub(crate) fn kept(self, mut made: Made) -> Made {
        let record = &mut made.record;
        match self {
            Self::ReadPastSource => without(record, Column::ARTICLE_HEADLINE),
            Self::TemplateNotRecorded => without(record, Column::TEMPLATE),
            Self::ClockHoldsForEver => record.clock = ClockRead::default(),
            Self::OpenEndClosed => record.slices.iter_mut().for_each(|slice| slice.limit = slice.returned.len()),
            Self::MissingNotRecorded if matches!(&made.print, Print::Row(row) if row.is_negative()) => {
                record.facts.retain(|fact, hash| fact.column != Column::ADDRESS || *hash != Hash::ABSENT);
            }
            _ => {}
        }
        made
    }

    /// What it sees of a change: `difference` is as the change log has it.
    pub(crate) fn seen(self, difference: &mut Difference) {
        match self {
            Self::ColumnLeftOut => difference.facts.retain(|(fact, _)| fact.column != Column::ARTICLE_DECK),
            Self::ArrivalOnly => {
                let entered = &difference.entered;
                let moves =
                    |left: &Position| entered.iter().any(|come| come.list == left.list && come.member == left.member);
                difference.left.retain(|left| !moves(left));
            }
            _ => {}
        }
    }
}

fn without(record: &mut Record, column: Column) {
    record.facts.retain(|fact, _| fact.column != column);
}
