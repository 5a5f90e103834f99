//! Faults of the race.

/// What may be wrong in the order of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum RaceFault {
    /// An act is acknowledged before its change has marked anything.
    AcknowledgedBeforeMarked,
    /// A print is kept without a look at what has changed since.
    StoredWithoutComparing,
    /// A print that saw a change before the shelf was marked at it is kept at once.
    EarlyKept,
    /// The marks of one change become visible one by one.
    MarksOneByOne,
    /// The number is raised before the marks are written.
    RaisedBeforeMarks,
    /// A mark that failed is passed over.
    FailedMarkIgnored,
    /// Where marking fails the shelf is emptied, and prints under way are kept.
    PrintsSurviveThrowing,
    /// A print takes its snapshot before it says that it has begun.
    SnapshotBeforeBegin,
    /// A page is answered from a row that is marked.
    MarkedPartsServed,
    /// A mark is taken back by whatever value comes, not by the one alone that was read.
    AnyValueTakesBack,
    /// A reader who leaves keeps what they have taken on.
    ClaimsKept,
}

impl RaceFault {
    pub(crate) const ALL: [Self; 11] = [
        Self::AcknowledgedBeforeMarked,
        Self::StoredWithoutComparing,
        Self::EarlyKept,
        Self::MarksOneByOne,
        Self::RaisedBeforeMarks,
        Self::FailedMarkIgnored,
        Self::PrintsSurviveThrowing,
        Self::SnapshotBeforeBegin,
        Self::MarkedPartsServed,
        Self::AnyValueTakesBack,
        Self::ClaimsKept,
    ];
}
