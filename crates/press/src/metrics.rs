//! Metrics: what has happened at the press, in the text form of Prometheus.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::print::Press;
use crate::shelf::{Kind, Shelf};

/// A sum of times, with how many there were and the longest.
#[derive(Debug, Default)]
pub struct Times {
    count: AtomicU64,
    sum: AtomicU64,
    longest: AtomicU64,
}

impl Times {
    /// Adds a time.
    pub fn add(&self, time: Duration) {
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        self.count.fetch_add(1, Ordering::Relaxed);
        self.sum.fetch_add(micros, Ordering::Relaxed);
        self.longest.fetch_max(micros, Ordering::Relaxed);
    }

    /// Writes it as a summary in seconds, and the longest as a gauge.
    pub fn write(&self, out: &mut String, name: &str, help: &str) {
        let seconds = |n: &AtomicU64| n.load(Ordering::Relaxed) as f64 / 1e6;
        let count = self.count.load(Ordering::Relaxed);
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "# HELP {name}_seconds {help}\n# TYPE {name}_seconds summary\n{name}_seconds_sum {}\n{name}_seconds_count {count}\n\
             # HELP {name}_longest_seconds The longest of them.\n# TYPE {name}_longest_seconds gauge\n{name}_longest_seconds {}\n",
            seconds(&self.sum),
            seconds(&self.longest)
        );
    }
}

/// What the press counts beside the shelf.
#[derive(Debug, Default)]
pub(crate) struct Meters {
    pub hits: AtomicU64,
    pub misses: AtomicU64,
    pub unshelved: AtomicU64,
    pub printing: Times,
    pub marking: Times,
}

/// Writes a metric with one label.
pub fn labelled<'l>(
    out: &mut String,
    name: &str,
    kind: &str,
    help: &str,
    values: impl IntoIterator<Item = (&'l str, u64)>,
) {
    let (metric, label) = name.split_once('/').unwrap_or((name, ""));
    let _ = write!(out, "# HELP {metric} {help}\n# TYPE {metric} {kind}\n");
    for (value, n) in values {
        let _ = match label {
            "" => writeln!(out, "{metric} {n}"),
            label => writeln!(out, "{metric}{{{label}=\"{value}\"}} {n}"),
        };
    }
}

impl Press {
    /// Everything that is measured here, in the text form of Prometheus (version 0.0.4).
    #[must_use]
    pub fn metrics(&self) -> String {
        let mut out = String::new();
        let n = |n: &AtomicU64| n.load(Ordering::Relaxed);
        let meters = self.meters();
        let pages = [("hit", n(&meters.hits)), ("printed", n(&meters.misses)), ("unshelved", n(&meters.unshelved))];
        let help = "Pages that were asked for: from the shelf, printed first, or never kept.";
        labelled(&mut out, "broadsheet_pages_total/outcome", "counter", help, pages);
        let counted = self.counted();
        let by = |equal: bool| {
            Kind::ALL.map(|kind| {
                let (all, same) = counted.printed.get(&kind).copied().unwrap_or_default();
                (kind.name(), if equal { same } else { all })
            })
        };
        let help = "Prints that were kept, by cause.";
        labelled(&mut out, "broadsheet_prints_total/cause", "counter", help, by(false));
        let help = "Prints whose bytes came out as they were, by cause.";
        labelled(&mut out, "broadsheet_needless_prints_total/cause", "counter", help, by(true));
        for (name, help, n) in [
            ("broadsheet_overtaken_prints_total", "Prints that were thrown away.", counted.overtaken),
            ("broadsheet_changes_total", "Changes of the change log that were marked.", counted.changes),
            ("broadsheet_marks_total", "Prints that were marked.", counted.marks),
            ("broadsheet_marks_taken_back_total", "Prints that a change made right again.", counted.taken_back),
            ("broadsheet_evictions_total", "Prints that were put off the shelf for want of room.", counted.evicted),
        ] {
            labelled(&mut out, name, "counter", help, [("", n)]);
        }
        meters.printing.write(&mut out, "broadsheet_print", "How long it took to print a row or a part.");
        meters.marking.write(
            &mut out,
            "broadsheet_act_to_marked",
            "How long it took from a commit until all it hit was marked.",
        );
        let memory = |shelf: &Shelf| (shelf.memory().clone(), shelf.weight_of_readers(), shelf.weight_of_whole());
        if let Some((memory, readers, whole)) = self.shelved().map(|shelved| shelved.keeper.ask(memory)) {
            let taken = |bytes: usize| u64::try_from(bytes).unwrap_or(u64::MAX);
            let own = [("parts", memory.parts), ("rows", memory.rows), ("negatives", memory.negatives)];
            let kinds = own.into_iter().chain([("readers", readers), ("whole", whole)]);
            let kinds = kinds.map(|(kind, bytes)| (kind, taken(bytes)));
            labelled(&mut out, "broadsheet_shelf_bytes/kind", "gauge", "Memory that printed pages take.", kinds);
            let help = "Memory that printed pages may take.";
            labelled(&mut out, "broadsheet_shelf_limit_bytes", "gauge", help, [("", taken(memory.bytes))]);
        }
        labelled(
            &mut out,
            "broadsheet_ready",
            "gauge",
            "Whether pages are served from the shelf.",
            [("", u64::from(self.is_ready()))],
        );
        out
    }
}
